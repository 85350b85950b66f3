"""Typefaces come from files alone, and nothing is made bold or slanted by machine."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from generator.content.problems import Findings
from generator.home import home
from generator.identity import supply
from generator.identity.brand import read_brand
from generator.identity.sheet import css_string, stylesheet
from generator.identity.typeface import IN_USE, Face, font_file
from generator.kit import Kit, open_kit
from generator.publish.faces import write_paper_sheet
from generator.publish.paper import layout, write_pdf
from tests.conftest import Write

FONTS = home() / "playbook_data/defaults/assets/fonts"
ONE = """typography:
  fonts:
    - family: Own
      source: file
      license: SIL OFL 1.1
      files: [assets/fonts/own.woff2]
  base: Own
"""


def _put(organisation: Path, name: str = "source-sans-3-latin-400-normal") -> Path:
    target = organisation / "assets/fonts/own.woff2"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FONTS / f"{name}.woff2", target)
    return target


def _notes(kit: Kit) -> str:
    return "\n".join(note.message for note in kit.notes)


@pytest.mark.fault(30)
def test_a_family_without_files_is_a_note_that_says_what_to_do(
    organisation: Path, write: Write
) -> None:
    """The bundled face is used and named."""
    write("_brand.yml", "typography:\n  base: {family: \"'Inter', sans-serif\"}\n")
    kit = open_kit(organisation)
    assert kit.brand.base == "Source Sans 3"
    assert "No file is given for 'Inter', so Source Sans 3 is used" in _notes(kit)
    assert "assets/fonts/" in _notes(kit)


def test_the_first_family_of_a_stack_that_has_files_is_used(
    organisation: Path, write: Write
) -> None:
    _put(organisation)
    write("_brand.yml", ONE.replace("base: Own", "base: \"'Corporate', 'Own', serif\""))
    kit = open_kit(organisation)
    assert kit.brand.base == "Own"
    assert "No file is given for 'Corporate', so Own is used" in _notes(kit)


def test_a_missing_licence_line_is_a_note(organisation: Path, write: Write) -> None:
    _put(organisation)
    write("_brand.yml", ONE.replace("      license: SIL OFL 1.1\n", ""))
    assert "Say under 'license:' what allows you to publish" in _notes(
        open_kit(organisation)
    )
    write("_brand.yml", ONE)
    kit = open_kit(organisation)
    assert "license" not in _notes(kit)
    assert kit.brand.licences["Own"] == "SIL OFL 1.1"


@pytest.mark.fault(30)
def test_what_a_family_lacks_is_noted_once_and_its_nearest_file_stands_in(
    organisation: Path, write: Write
) -> None:
    _put(organisation)
    write("_brand.yml", ONE)
    kit = open_kit(organisation)
    assert _notes(kit).count("'Own' has no file for italic, 600, 700") == 1
    own = [face for face in kit.brand.faces if face.family == "Own"]
    assert {(face.weight, face.style) for face in own} == set(IN_USE)
    assert len({face.path for face in own}) == 1


@pytest.mark.parametrize(
    ("written", "weight", "style"),
    [
        ("{path: assets/fonts/own.woff2, weight: bold, style: italic}", 700, "italic"),
        ("{path: assets/fonts/own.woff2, weight: 600}", 600, "normal"),
        ("{path: assets/fonts/own.woff2, weight: [400, 700]}", 400, "italic"),
        ("assets/fonts/own.woff2", 400, "italic"),
    ],
)
def test_weight_and_style_are_as_written_or_as_the_font_says(
    organisation: Path, write: Write, written: str, weight: int, style: str
) -> None:
    italic = style == "italic" and weight == 400
    kind = "italic" if italic else "normal"
    _put(organisation, f"source-sans-3-latin-400-{kind}")
    write("_brand.yml", ONE.replace("assets/fonts/own.woff2", written))
    own = [f for f in open_kit(organisation).brand.faces if f.family == "Own"]
    assert (own[0].weight, own[0].style) == (weight, style)


FILES = """typography:
  fonts:
    - {{family: Own, license: x, files: [{}]}}
  base: Own
"""


def _read(organisation: Path) -> tuple[list[Face], list[str], list[str]]:
    """The faces of a brand's own, its problems and its notes."""
    findings = Findings()
    brand = read_brand([FONTS.parent.parent, organisation], findings)
    faces = brand.faces if brand else ()
    own = [face for face in faces if face.path.is_relative_to(organisation)]
    problems = [each.message for each in findings.problems]
    return own, problems, [each.message for each in findings.notes]


def test_a_damaged_font_is_a_problem(organisation: Path, write: Write) -> None:
    whole = _put(organisation).read_bytes()
    write("_brand.yml", FILES.format("assets/fonts/own.woff2"))
    for size in (3, 200, len(whole) - 9):
        (organisation / "assets/fonts/own.woff2").write_bytes(whole[:size])
        assert "is not a font that text" in _read(organisation)[1][0]


@pytest.mark.fault(52)
def test_all_font_files_together_have_limits(
    organisation: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(organisation)
    write("_brand.yml", FILES.format(", ".join(["own.woff2"] * 40)))
    assert not _read(organisation)[1]
    write("_brand.yml", FILES.format(", ".join(["own.woff2"] * 41)))
    (said,) = _read(organisation)[1]
    assert said.startswith("These are 41 font files, and 40 are the most")
    monkeypatch.setattr(supply, "MAX_TOTAL", 9)
    write("_brand.yml", FILES.format("own.woff2"))
    assert _read(organisation)[1][0].startswith("The font files have")


def test_files_that_are_called_alike_do_not_meet(
    organisation: Path, write: Write
) -> None:
    for folder, kind in (("a", "400-normal"), ("b", "700-normal")):
        target = organisation / f"assets/fonts/{folder}/own.woff2"
        target.parent.mkdir(parents=True)
        shutil.copyfile(FONTS / f"source-sans-3-latin-{kind}.woff2", target)
    files = "assets/fonts/a/own.woff2, assets/fonts/b/own.woff2"
    write("_brand.yml", FILES.format(files))
    own, problems, _ = _read(organisation)
    assert not problems
    assert len({face.file for face in own}) == 2
    assert {(face.weight, face.path.parent.name) for face in own} == {
        *((400, "a"), (600, "b"), (700, "b"))
    }


def test_a_file_in_two_formats_is_taken_once(organisation: Path, write: Write) -> None:
    font = TTFont(_put(organisation))
    font.flavor = None
    font.save(organisation / "assets/fonts/own.ttf")
    write("_brand.yml", FILES.format("own.woff2, own.ttf"))
    assert {face.path.suffix for face in _read(organisation)[0]} == {".woff2"}


def test_a_family_of_the_kits_own_name_takes_its_place(
    organisation: Path, write: Write
) -> None:
    _put(organisation)
    write("_brand.yml", ONE.replace("Own", "source sans 3"))
    brand = open_kit(organisation).brand
    called = [face for face in brand.faces if face.family.lower() == "source sans 3"]
    assert {face.path.name for face in called} == {"own.woff2"}


def test_a_family_is_known_however_it_is_capitalised(
    organisation: Path, write: Write
) -> None:
    _put(organisation)
    write("_brand.yml", ONE.replace("base: Own", "base: {family: [OWN, Arial]}"))
    brand = open_kit(organisation).brand
    assert brand.base == "Own"


def test_a_file_elsewhere_is_a_note(organisation: Path, write: Write) -> None:
    write("_brand.yml", FILES.format("https://x.example/own.woff2"))
    own, problems, notes = _read(organisation)
    assert not own and not problems
    assert "nothing is fetched" in notes[0] and "No file is given" in notes[1]


@pytest.mark.parametrize(
    "fonts",
    [
        "{family: Own, license: x, files: own.woff2}",
        "{Own: {license: x, files: [own.woff2]}}",
        "[{family: Own, source: google}, {family: Own, license: x, files: own.woff2}]",
    ],
)
def test_fonts_may_be_written_as_a_mapping(
    organisation: Path, write: Write, fonts: str
) -> None:
    _put(organisation)
    write("_brand.yml", f"typography: {{fonts: {fonts}, monospace: Own}}\n")
    own, problems, notes = _read(organisation)
    # Code is set in one weight, so nothing that it lacks needs to be told.
    assert own and not problems and not notes


@pytest.mark.fault(28)
def test_a_files_name_cannot_leave_the_style_sheet(
    organisation: Path, write: Write
) -> None:
    name = 'x");} body{display:none} a{b:url("'
    _put(organisation).rename(organisation / f"assets/fonts/{name}.woff2")
    write("_brand.yml", FILES.format(f"'{name}.woff2'"))
    (face,) = {replace(f, weight=400, style="normal") for f in _read(organisation)[0]}
    assert re.fullmatch(r"[\w-]+\.woff2", face.file)


def test_subsets_in_other_units_are_joined(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    for part in ("latin", "latin-ext"):
        font = TTFont(FONTS / f"source-sans-3-{part}-400-normal.woff2")
        if part == "latin-ext":
            scale_upem(font, 2048)
        target = organisation / f"assets/fonts/{part}.woff2"
        target.parent.mkdir(parents=True, exist_ok=True)
        font.save(target)
    write("_brand.yml", FILES.format("latin.woff2, latin-ext.woff2"))
    write_paper_sheet(open_kit(organisation), tmp_path)
    sheet = (tmp_path / "paper.css").read_text()
    own = re.search(r'family:"Own";.*?url\("(.*?)"\)', sheet)
    assert own
    known = TTFont(tmp_path / own[1]).getBestCmap()
    assert ord("a") in known and ord("ł") in known


def _variable(path: Path, least: int = 300, most: int = 800) -> None:
    """A font of one letter whose weight can be anything between two."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((500, 0), (500, 700), (0, 700)):
        pen.lineTo(point)
    pen.closePath()
    made = FontBuilder(1000, isTTF=True)
    names = [".notdef", "A"]
    made.setupGlyphOrder(names)
    made.setupCharacterMap({65: "A"})
    made.setupGlyf(dict.fromkeys(names, pen.glyph()))
    made.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    made.setupFvar([("wght", least, max(least, 400), most, "Weight")], [])
    deltas = [(0, 0), (90, 0), (90, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]
    made.setupGvar({"A": [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)]})
    made.setupOS2(usWeightClass=400)
    made.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)


def test_a_variable_font_gives_a_file_for_each_weight(
    organisation: Path, write: Write
) -> None:
    _variable(organisation / "assets/fonts/own.woff2")
    write("_brand.yml", ONE)
    kit = open_kit(organisation)
    own = {
        f.weight: f for f in kit.brand.faces if (f.family, f.style) == ("Own", "normal")
    }
    assert set(own) == {400, 600, 700}
    widths = {}
    for weight, face in own.items():
        font = TTFont(io.BytesIO(font_file(face)))
        assert "fvar" not in font
        widths[weight] = max(x for x, _ in font["glyf"]["A"].coordinates)
    assert widths[400] < widths[600] < widths[700]
    assert len({face.file for face in own.values()}) == 3


def test_a_variable_font_without_the_weights_in_use_stands_in_for_them(
    organisation: Path, write: Write
) -> None:
    _variable(organisation / "assets/fonts/own.woff2", 800, 900)
    write("_brand.yml", ONE)
    own, problems, _ = _read(organisation)
    assert not problems
    assert {face.instance for face in own} == {800}
    assert {(face.weight, face.style) for face in own} >= set(IN_USE)


def _drawn(folder: Path) -> set[str]:
    """The names of the fonts in which five kinds of text are drawn."""
    html = (
        '<html lang="en"><head><title>x</title><link rel="stylesheet" href="paper.css">'
        "<style>body{font-family:var(--kit-base)}b{font-weight:700}</style></head>"
        '<body>plain <b>bold</b> <i>slanted</i> <b style="font-weight:600">semi</b>'
        " <b><i>both</i></b></body></html>"
    )
    write_pdf(layout(html, folder), folder / "a.pdf")
    with pikepdf.open(folder / "a.pdf") as pdf:
        fonts = pdf.pages[0].Resources.Font
        return {str(font.BaseFont).partition("+")[2] for font in fonts.values()}


@pytest.mark.fault(30)
def test_faces_in_a_pdf_are_the_faces_declared_and_none_is_synthesised(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    """With only a regular file for all five."""
    _put(organisation)
    write("_brand.yml", ONE)
    write_paper_sheet(open_kit(organisation), tmp_path)
    assert _drawn(tmp_path) == {
        *("Own", "Own-Bold", "Own-Italic", "Own-Bold-Italic", "Own-Semi-Bold")
    }


@pytest.mark.fault(30)
def test_a_synthesised_face_would_be_seen(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    _put(organisation)
    # Another name: fonts once declared stay known to the process.
    write("_brand.yml", ONE.replace("Own", "Lone"))
    write_paper_sheet(open_kit(organisation), tmp_path)
    sheet = tmp_path / "paper.css"
    regular = 'family:"Lone";font-weight:400;font-style:normal'
    lines = [
        line
        for line in sheet.read_text().split("\n")
        if not line.startswith("@font-face") or regular in line
    ]
    sheet.write_text("\n".join(lines))
    # An upright font slanted by machine is called oblique.
    assert "Lone-Oblique" in _drawn(tmp_path)


def test_faces_that_share_a_family_get_ranges(kit: Kit) -> None:
    names = {face: face.file for face in kit.brand.faces}
    sheet = stylesheet(kit.brand, list(kit.content.areas), names)
    assert sheet.count("@font-face") == len(kit.brand.faces)
    assert sheet.count("unicode-range:U+") == len(kit.brand.faces)
    assert "http" not in sheet


@pytest.mark.fault(28, 47)
def test_a_family_name_cannot_leave_its_string(
    organisation: Path, write: Write
) -> None:
    """A name is data for CSS, never CSS."""
    _put(organisation)
    hostile = 'x"; } body { display: none } a{b:"'
    write("_brand.yml", ONE.replace("Own", "'" + hostile + "'"))
    kit = open_kit(organisation)
    names = {face: face.file for face in kit.brand.faces}
    sheet = stylesheet(kit.brand, list(kit.content.areas), names)
    assert "display: none" not in sheet and css_string(hostile) in sheet


def test_the_kits_own_faces_stay_behind_those_of_a_brand(
    organisation: Path, write: Write
) -> None:
    _put(organisation)
    write("_brand.yml", ONE)
    brand = open_kit(organisation).brand
    assert brand.stack("base")[:2] == ["Own", "Source Sans 3"]
    assert brand.stack("headings")[0] == "Vollkorn"
    assert "Own" in brand.stack("headings")
    assert brand.monospace == "Own"  # where no other is given for code
