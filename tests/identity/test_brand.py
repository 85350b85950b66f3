"""A brand is read as it is, its files kept inside the folder, its colours measured."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from generator.home import home
from generator.identity.brand import Brand
from generator.identity.colour import pairs, palette, ratio, stylesheet
from generator.kit import Kit, open_kit
from tests.conftest import EXAMPLE, Write

Problems = Callable[[], list[str]]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def test_palette_names_may_name_each_other(organisation: Path, write: Write) -> None:
    write(
        "_brand.yml",
        'color:\n  palette: {sea: "#004466", blue: sea}\n  primary: blue\n',
    )
    assert open_kit(organisation).brand.primary == Color("#004466")


def test_what_the_kit_does_not_use_is_a_note(organisation: Path, write: Write) -> None:
    write("_brand.yml", "meta: {name: X, link: https://x.example}\ndefaults: {a: b}\n")
    kit = open_kit(organisation)
    assert kit.brand.name == "X"
    assert [note.message for note in kit.notes] == [
        "'link' is not used by the kit.",
        "'defaults' is not used by the kit.",
    ]


def test_a_font_that_is_not_supplied_is_a_note(
    organisation: Path, write: Write
) -> None:
    write("_brand.yml", "typography:\n  base: {family: Inter}\n")
    kit = open_kit(organisation)
    assert kit.brand.base == "Source Sans 3"
    assert "No file is given for 'Inter'" in kit.notes[0].message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("color: {primary: sea-green-ish}\n", "'sea-green-ish' is not a colour"),
        ("color: {primary: [a]}\n", "is not a colour"),
        ("logo: assets/none.svg\n", "There is no file 'assets/none.svg'"),
        ("logo: ../secret.svg\n", "must lie inside organisation/assets/"),
        ("logo: /etc/passwd\n", "must lie inside organisation/assets/"),
        ("logo: assets/text.svg\n", "cannot be read as SVG"),
        ("logo: assets/script.svg\n", "holds <script>"),
        ("logo: assets/load.svg\n", "runs a script (onload)"),
        ("logo: assets/remote.svg\n", "from elsewhere"),
        ("logo: assets/entity.svg\n", "declares a document type"),
        ("logo: assets/notes.txt\n", "is not an SVG, PNG or JPEG"),
        (
            "typography:\n  fonts:\n    - family: X\n      files: [assets/text.svg]\n",
            "is not a font",
        ),
    ],
)
def test_what_cannot_be_used_is_a_problem(
    write: Write, problems: Problems, text: str, says: str
) -> None:
    write("assets/text.svg", "just words")
    write("assets/notes.txt", "just words")
    write("assets/script.svg", SVG.format("<script>alert(1)</script>"))
    write("assets/load.svg", SVG.format('<path onload="x()"/>'))
    write("assets/remote.svg", SVG.format('<use href="https://x.example/a.svg"/>'))
    write("assets/entity.svg", '<!DOCTYPE x [<!ENTITY a "b">]>' + SVG.format(""))
    write("_brand.yml", text)
    lines = problems()
    assert len(lines) == 1 and says in lines[0], lines


def test_an_unreadable_primary_stays_on_grounds_and_is_replaced_in_text(
    organisation: Path, write: Write
) -> None:
    write("_brand.yml", 'color: {primary: "#ffe14d"}\n')
    kit = open_kit(organisation)
    light = palette(kit.brand, list(kit.content.areas), dark=False)
    assert light["primary"] == kit.brand.primary
    assert light["primary-text"] != kit.brand.primary
    (note,) = kit.notes
    assert "'primary' #ffe14d has 1." in note.message and "4.5:1" in note.message


def _measure(brand: Brand, areas: list[str]) -> list[str]:
    failing = []
    for dark in (False, True):
        tokens = palette(brand, areas, dark)
        for pair in pairs(areas):
            measured = ratio(tokens[pair.front], tokens[pair.ground])
            if measured < pair.ratio - 0.005:
                failing.append(f"{pair.front} on {pair.ground}: {measured:.2f} {dark}")
    return failing


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_every_pair_is_readable_whatever_the_brand(primary: int, accent: int) -> None:
    shipped = open_shipped()
    brand = Brand(
        **{
            **vars(shipped.brand),
            "primary": Color(f"#{primary:06x}"),
            "secondary": Color(f"#{accent:06x}"),
        }
    )
    assert _measure(brand, list(shipped.content.areas)) == []


_SHIPPED: list[Kit] = []


def open_shipped() -> Kit:
    if not _SHIPPED:
        _SHIPPED.append(open_kit(home() / "organisation"))
    return _SHIPPED[0]


def test_measuring_catches_a_bad_pair() -> None:
    assert (
        ratio(Color("#777"), Color("#fff"))
        < 4.5
        < ratio(Color("#767676"), Color("#fff"))
    )


def test_faces_that_share_a_family_get_ranges(kit: Kit) -> None:
    names = {face: face.path.name for face in kit.brand.faces}
    sheet = stylesheet(kit.brand, list(kit.content.areas), names)
    assert sheet.count("@font-face") == len(kit.brand.faces)
    assert sheet.count("unicode-range:U+") == len(kit.brand.faces)
    assert "http" not in sheet


def test_every_face_has_its_licence_beside_it() -> None:
    looked = 0
    for folder in (home() / "playbook_data/defaults", EXAMPLE):
        for font in (folder / "assets/fonts").glob("*.woff2"):
            family = font.name.split("-latin")[0]
            assert (font.parent / f"{family}-LICENSE.txt").is_file(), font
            looked += 1
    assert looked > 10


def test_the_example_copies_whole(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    shutil.copytree(EXAMPLE, folder)
    assert open_kit(folder).brand.name == open_kit(EXAMPLE).brand.name
