"""Every pair of colours in use is measured and readable, whatever the brand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from generator.home import home
from generator.identity import palette as palettes
from generator.identity.brand import Brand
from generator.identity.palette import SCHEMES, measured, pairs, palette
from generator.kit import Kit, open_kit
from tests.conftest import Write

_SHIPPED: list[Kit] = []
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def _shipped() -> Kit:
    if not _SHIPPED:
        _SHIPPED.append(open_kit(home() / "organisation"))
    return _SHIPPED[0]


def _failing(brand: Brand, areas: list[str]) -> list[str]:
    return [
        f"{found.pair.front} on {found.pair.ground}: {found.ratio:.2f} {found.scheme}"
        for found in measured(brand, areas)
        if found.ratio < found.pair.needed - 0.005
    ]


@given(HEX, HEX, HEX)
def test_every_pair_is_readable_whatever_the_brand(
    primary: str, accent: str, danger: str
) -> None:
    kit = _shipped()
    own = {
        "primary": Color(primary),
        "secondary": Color(accent),
        "danger": Color(danger),
    }
    brand = replace(
        kit.brand, light={**kit.brand.light, **own}, dark={**kit.brand.dark, **own}
    )
    assert _failing(brand, list(kit.content.areas)) == []


@given(HEX, HEX, HEX, HEX)
def test_every_pair_is_readable_whatever_the_grounds(
    ground: str, ink: str, light: str, dark: str
) -> None:
    from generator.content.problems import Findings
    from generator.identity.scheme import Given, schemes

    kit = _shipped()
    own = {
        "background": Color(ground),
        "foreground": Color(ink),
        "light": Color(light),
        "dark": Color(dark),
    }
    both = {**kit.brand.light, **own}
    given_colours = Given(dict(both), dict(both))
    made, night = schemes(given_colours, Findings())
    brand = replace(kit.brand, light=made, dark=night)
    assert (
        made["background"].luminance() >= 0.5 > 0.05 >= night["background"].luminance()
    )
    assert _failing(brand, list(kit.content.areas)) == []


def test_every_pair_is_measured_in_light_dark_and_print(kit: Kit) -> None:
    areas = list(kit.content.areas)
    found = measured(kit.brand, areas)
    assert {each.scheme for each in found} == set(SCHEMES)
    assert len(found) == len(SCHEMES) * len(pairs(areas))


def test_measuring_catches_a_bad_pair(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    areas = list(kit.content.areas)
    assert _failing(kit.brand, areas) == []
    # A token that nobody made readable.
    monkeypatch.setattr(palettes, "readable", lambda colour, grounds, needed: colour)
    pale = replace(kit.brand, light={**kit.brand.light, "primary": Color("#ffe14d")})
    assert any("primary-text on paper" in each for each in _failing(pale, areas))


def test_print_is_on_white_paper(kit: Kit) -> None:
    grey = replace(kit.brand, light={**kit.brand.light, "background": Color("#ccc")})
    assert palette(grey, [], "light")["paper"] == Color("#ccc")
    assert palette(grey, [], "print")["paper"] == Color("#fff")


@pytest.mark.fault(29)
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("primary", "text uses"),
        ("secondary", "edges and marks use"),
        ("danger", "Its sign uses"),
    ],
)
def test_a_colour_that_cannot_be_read_stays_on_grounds_and_is_noted_with_figures(
    organisation: Path, write: Write, name: str, says: str
) -> None:
    """1.3:1 never goes out as text, and the brand's colour is not lost."""
    write("_brand.yml", f'color: {{{name}: "#ffe14d"}}\n')
    kit = open_kit(organisation)
    (note,) = [note.message for note in kit.notes if f"'{name}'" in note.message]
    assert f"'{name}' #ffe14d has 1." in note and says in note and ":1)" in note
    light = palette(kit.brand, [], "light")
    assert kit.brand.light[name] == Color("#ffe14d")
    if name == "primary":
        assert light["primary"] == Color("#ffe14d") != light["primary-text"]


def test_a_colour_given_for_the_dark_scheme_is_measured_there(
    organisation: Path, write: Write
) -> None:
    write("_brand.yml", 'color: {primary: {light: "#123456", dark: "#1b1f2a"}}\n')
    notes = [note.message for note in open_kit(organisation).notes]
    assert len(notes) == 1 and "#1b1f2a" in notes[0]
    assert "on the dark scheme's grounds and needs 4.5:1" in notes[0]


def test_dark_and_light_that_cannot_be_ground_and_text_are_noted(
    organisation: Path, write: Write
) -> None:
    write("_brand.yml", 'color: {dark: "#8a8a8a", light: "#444444"}\n')
    notes = "\n".join(note.message for note in open_kit(organisation).notes)
    assert "'dark' #8a8a8a is too light for the dark scheme's ground" in notes
    assert "'light' #444444 is too dark for the dark scheme's text" in notes


def test_the_gate_and_severities_take_a_brands_own_colours(
    organisation: Path, write: Write
) -> None:
    write(
        "_brand.yml",
        'color: {success: "#005f2b", warning: "#8f5a01", danger: "#910c01"}\n',
    )
    tokens = palette(open_kit(organisation).brand, [], "light")
    shown = [tokens[name].to_string(hex=True) for name in ("go", "pause", "stop")]
    assert shown == ["#005f2b", "#8f5a01", "#910c01"]
    fronts = {pair.front for pair in pairs([])}
    assert {"on-go", "go-text", "on-stop", "stop-text", "pause"} <= fronts


def test_a_dark_brand_is_dark_on_screens_and_light_on_paper(
    organisation: Path, write: Write
) -> None:
    write(
        "_brand.yml",
        'color: {background: "#101418", foreground: "#e8eef2", primary: "#7fd1ff"}\n',
    )
    kit = open_kit(organisation)
    light, dark = palette(kit.brand, [], "light"), palette(kit.brand, [], "dark")
    assert dark["paper"] == Color("#101418") and dark["ink"] == Color("#e8eef2")
    assert light["paper"].luminance() > 0.5 > light["ink"].luminance()
    assert any("This ground is dark" in note.message for note in kit.notes)


def test_the_brands_own_dark_and_light_make_the_dark_scheme(
    organisation: Path, write: Write
) -> None:
    write("_brand.yml", 'color: {dark: "#14181f", light: "#f2efe6"}\n')
    dark = open_kit(organisation).brand.dark
    assert dark["background"] == Color("#14181f")
    assert dark["foreground"] == Color("#f2efe6")
