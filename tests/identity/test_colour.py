"""Colours are read whichever way CSS writes them, and kept readable."""

from __future__ import annotations

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from generator.identity.colour import TEXT, on, parse, ratio, readable

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("#447099", "#447099"),
        ("#479", "#447799"),
        ("  Teal ", "#008080"),
        ("rgb(20 20 20)", "#141414"),
        ("rgba(255, 255, 255, 0.85)", "#ffffff"),
        ("#00000080", "#7f7f7f"),
        ("transparent", "#ffffff"),
        ("hsl(40, 30%, 97%)", "#faf8f5"),
        ("rgb(none 0 0)", "#000000"),
    ],
)
def test_a_colour_is_read_as_css_writes_it(written: str, expected: str) -> None:
    assert parse(written, {}).to_string(hex=True) == expected


@pytest.mark.fault(28)
@pytest.mark.parametrize(
    "written", ["447099", "red;} body{x", "url(x)", "$brand-blue", "a" * 9999, "", "a"]
)
def test_what_is_no_colour_is_refused_briefly(written: str) -> None:
    with pytest.raises(ValueError, match="is not a colour") as raised:
        parse(written, {"a": "b", "b": "a"})
    assert len(str(raised.value)) < 100


@given(HEX, HEX)
def test_a_readable_shade_is_near_and_keeps_what_is_readable(
    front: str, ground: str
) -> None:
    colour, below = Color(front), [Color(ground)]
    shade = readable(colour, below, TEXT)
    assert ratio(shade, below[0]) >= TEXT
    assert (shade == colour) == (ratio(colour, below[0]) >= TEXT)


@given(HEX)
def test_words_on_a_ground_can_be_read(ground: str) -> None:
    assert ratio(on(Color(ground)), Color(ground)) >= TEXT
