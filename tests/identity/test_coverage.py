"""Code points become `unicode-range`s and come back; no letter has two subsets."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.identity.coverage import points, ranges
from generator.identity.sheet import stylesheet
from generator.kit import Kit


@given(st.frozensets(st.integers(0, 0x10FFFF), min_size=1))
def test_ranges_hold_the_points_they_were_made_of(held: frozenset[int]) -> None:
    assert points(ranges(held)) == held


def test_neighbours_share_a_range() -> None:
    assert ranges([0x20, 0x21, 0x22, 0xA0]) == "U+20-22,U+A0"


def test_no_letter_loads_two_subsets_of_a_face(kit: Kit) -> None:
    sheet = stylesheet(
        kit.brand,
        list(kit.content.areas),
        {face: face.file for face in kit.brand.faces},
    )
    rule = re.compile(
        r'family:"([^"]+)";font-weight:(\d+);font-style:(\w+);.*?unicode-range:([^;]+);'
    )
    drawn: dict[tuple[str, ...], frozenset[int]] = {}
    for family, weight, style, told in rule.findall(sheet):
        key = (family, weight, style)
        assert not drawn.get(key, frozenset()) & points(told), key
        drawn[key] = drawn.get(key, frozenset()) | points(told)
    assert len(drawn) > 6
    assert all(ord("A") in held and ord("Ł") in held for held in drawn.values())
