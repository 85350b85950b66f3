"""A brand is read as it is, and its files are kept inside the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from coloraide import Color

from generator.content.problems import Findings, ProblemsFound
from generator.home import home
from generator.identity.brand import read_brand
from generator.kit import open_kit
from tests.conftest import EXAMPLE, Write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


class _Read:
    """A brand laid over the neutral one, with what was said about it."""

    def __init__(self, organisation: Path) -> None:
        findings = Findings()
        layers = [home() / "playbook_data" / "defaults", organisation]
        brand = read_brand(layers, findings)
        findings.raise_problems()
        assert brand is not None
        self.brand = brand
        self.notes = sorted(findings.notes)


def _notes(read: _Read) -> list[str]:
    return [note.message for note in read.notes]


def test_palette_names_may_name_each_other(organisation: Path, write: Write) -> None:
    write(
        "_brand.yml",
        'color:\n  palette: {sea: "#004466", blue: sea}\n  primary: blue\n',
    )
    assert _Read(organisation).brand.light["primary"] == Color("#004466")


def test_what_the_kit_does_not_use_is_one_note_a_mapping(
    organisation: Path, write: Write
) -> None:
    write(
        "_brand.yml",
        "meta: {name: X, link: https://x.example, motto: Y}\ndefaults: {a: b}\n",
    )
    read = _Read(organisation)
    assert read.brand.name == "X"
    assert _notes(read) == [
        "'link', 'motto' are not used by the kit.",
        "'defaults' is not used by the kit.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fonts: [{family: X}]\n", "'fonts' belongs under 'typography'"),
        ('primary: "#004466"\n', "'primary' belongs under 'color'"),
        ('colours: {primary: "#004466"}\n', "Did you mean 'color'?"),
        ("color: teal\n", "'color' takes names below it"),
        ('color:\n  palette: {primary: "#004466"}\n', "Taken from 'palette'"),
    ],
)
def test_a_key_in_the_wrong_place_is_told_where_it_belongs(
    organisation: Path, write: Write, text: str, says: str
) -> None:
    write("_brand.yml", text)
    assert any(says in note for note in _notes(_Read(organisation)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("color: {primary: sea-green-ish}\n", "'sea-green-ish' is not a colour"),
        ("color: {primary: [a]}\n", "is not a colour"),
        ("color:\n  palette: {a: b, b: a}\n  primary: a\n", "'a' is not a colour"),
        ("color:\n  primary: #447099\n", "Put its colour in quotes"),
        ('color: {primary: "red;} body{x"}\n', "is not a colour"),
        ("logo: assets/none.svg\n", "There is no file 'assets/none.svg'. Put it into"),
        ("logo: ../secret.svg\n", "'../secret.svg' is no file here"),
        ("logo: /etc/passwd\n", "There is no file '/etc/passwd'"),
        ("logo: outside.svg\n", "must lie inside organisation/assets/"),
        ("logo: {medium: {light: assets/none.svg}}\n", "There is no file"),
        (
            "typography:\n  fonts:\n    - {family: X, files: [assets/good.svg]}\n",
            "'good.svg' is not a font",
        ),
        (
            "typography:\n  fonts:\n    - {family: X, files: [assets/no.woff2]}\n",
            "There is no file 'assets/no.woff2'",
        ),
    ],
)
def test_what_cannot_be_used_is_a_problem(
    organisation: Path, write: Write, text: str, says: str
) -> None:
    write("assets/good.svg", SVG.format(""))
    write("outside.svg", SVG.format(""))
    write("_brand.yml", text)
    with pytest.raises(ProblemsFound) as found:
        _Read(organisation)
    (problem,) = found.value.problems
    assert says in problem.message and problem.mark.file.name == "_brand.yml"


# Logos

LOGOS = ("icon", "icon_dark", "logo", "logo_dark", "cover", "cover_dark")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("logo: assets/a.svg\n", "aaaaaa"),
        ("logo: {light: assets/a.svg, dark: assets/b.svg}\n", "ababab"),
        ("logo: {path: assets/a.svg, alt: Ours}\n", "aaaaaa"),
        ("logo: {medium: assets/a.svg}\n", "aaaaaa"),
        ("logo:\n  small: assets/c.svg\n  medium: assets/a.svg\n", "ccaaaa"),
        (
            "logo:\n  images: {x: assets/a.svg, y: {path: assets/b.svg, alt: Y}}\n"
            "  medium: {light: x, dark: y}\n  small: x\n  large: y\n",
            "aaabbb",
        ),
        ("logo: {medium: /assets/a.svg}\n", "aaaaaa"),
        ("logo: {medium: /static/brand/a.svg}\n", "aaaaaa"),
        ("logo: {medium: ./assets/a.svg}\n", "aaaaaa"),
    ],
)
def test_a_logo_is_found_whichever_way_it_is_written(
    organisation: Path, write: Write, text: str, expected: str
) -> None:
    for name in "abc":
        write(f"assets/{name}.svg", SVG.format(""))
    write("_brand.yml", text)
    brand = _Read(organisation).brand
    assert brand.own_logo
    assert "".join(getattr(brand, use).stem for use in LOGOS) == expected


def test_a_logo_elsewhere_is_a_note_and_nothing_is_fetched(
    organisation: Path, write: Write
) -> None:
    write("_brand.yml", "logo: {medium: https://x.example/logo.png}\n")
    read = _Read(organisation)
    assert not read.brand.own_logo
    assert "nothing is fetched" in _notes(read)[0]


# A company's existing file, in the shapes in which they are found

COMPANIES = {
    "palette holds the roles": """
color:
  palette:
   forest: "#08312A"
   white: "#ffffff"
   background: white
   primary: forest
typography:
  base: {family: Some Corporate Text, size: 0.9rem}
  link: {color: forest}
defaults:
  bootstrap:
    defaults:
      navbar-bg: $brand-forest
""",
    "everything in two schemes": """
meta: {name: Ours}
color:
  palette: {blue: "#1B3264", night: "#191E29", cream: "#FBF9F4"}
  background: {light: cream, dark: night}
  foreground: {light: "#212529", dark: "#fdfdfd"}
  primary: {light: blue, dark: "#6B9FD4"}  # passes on night
  link: {light: blue}
""",
    "fonts from elsewhere": """
typography:
  fonts:
    - {family: Lato, source: google, weight: [400, 700], style: normal}
    - {family: Fira Code, source: bunny}
    - {family: Corporate, source: system, weight: bold}
  base: Lato
  headings: {family: "'Lato', Aptos, sans-serif", weight: 700 # for h1
    , color: blue}
  monospace: monospace
""",
    "empty values for other tools": """
meta:
  name: {short: Ours, full: Ours and Sons}
  link:
color: {primary: "#286169"}
defaults:
  quarto:
    format:
      # nothing here yet
  shiny:
""",
    "names and functions": """
color:
  foreground: rgb(20 20 20)
  background: hsl(40, 30%, 97%)
  primary: rebeccapurple
  secondary: "#ff990080"
  tertiary: teal
  info: "#2196F3"
""",
    "a dark brand": """
color: {background: "#101418", foreground: "#e8eef2", primary: "#7fd1ff"}
""",
    "only a dark ground": 'color: {background: black, primary: "#00E47C"}\n',
    "a list for a palette": """
color:
  palette: [red, green]
  primary: "#004077"
""",
    "fonts as names": "typography: {fonts: [Lato, Inter], base: Lato}\n",
    "fonts as a mapping": "typography: {fonts: {family: Lato}, base: {size: 12pt}}\n",
    "a value where a mapping goes": "meta: Ours\nlogo:\ntypography: Inter\n",
    "numbers for weights": """
typography:
  base: {family: Inter, weight: 100..900, line-height: 1.5}
  headings: {weight: semi-bold}
""",
    "nothing but a name": "meta: {name: Ours}\n",
    "light and dark that are neither": """
color: {primary: "#286169", light: "#286169", dark: "#cccccc"}
""",
}


@pytest.mark.parametrize("shape", COMPANIES)
def test_a_companys_existing_file_works_as_it_is(
    organisation: Path, write: Write, shape: str
) -> None:
    write("_brand.yml", COMPANIES[shape])
    read = _Read(organisation)
    assert read.brand.base == "Source Sans 3" and read.brand.headings == "Vollkorn"
    assert not [note for note in _notes(read) if "Traceback" in note]


def test_the_colours_of_those_files_are_theirs(
    organisation: Path, write: Write
) -> None:
    expected = {
        "palette holds the roles": ("#08312a", "#ffffff"),
        "everything in two schemes": ("#1b3264", "#fbf9f4"),
        "names and functions": ("#663399", "#faf8f5"),
        "a list for a palette": ("#004077", "#fdfdfb"),
    }
    for shape, (primary, ground) in expected.items():
        write("_brand.yml", COMPANIES[shape])
        brand = _Read(organisation).brand
        shown = [
            brand.light[name].to_string(hex=True) for name in ("primary", "background")
        ]
        assert shown == [primary, ground], shape
    write("_brand.yml", COMPANIES["everything in two schemes"])
    dark = _Read(organisation).brand.dark
    assert dark["background"] == Color("#191E29") and dark["primary"] == Color(
        "#6B9FD4"
    )
    write("_brand.yml", COMPANIES["names and functions"])
    assert _Read(organisation).brand.light["secondary"] == Color("#ffcc7f")


def test_every_face_has_its_licence_beside_it() -> None:
    looked = 0
    for folder in (home() / "playbook_data/defaults", *(home() / "examples").iterdir()):
        for font in (folder / "assets/fonts").glob("*.woff2"):
            family = font.name.split("-latin")[0]
            assert (font.parent / f"{family}-LICENSE.txt").is_file(), font
            looked += 1
    assert looked > 10


def test_the_example_copies_whole(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    shutil.copytree(EXAMPLE, folder)
    assert open_kit(folder).brand.name == open_kit(EXAMPLE).brand.name
