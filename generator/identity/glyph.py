"""Make sure that every character can be drawn, before a reader sees an empty box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from ..content.problems import Findings, Mark
from ..content.source import Place, Tree
from .brand import Brand
from .coverage import points

# Controls, joiners, spaces, and marks that join the letter before.
UNDRAWN = {"Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"}

Said = tuple[str, Mark]


def said_in(tree: Tree) -> Iterator[Said]:
    """Every text of a tree with its mark."""

    def walk(value: Any, place: Place) -> Iterator[Said]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(inner, (*place, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from walk(inner, (*place, index))
        elif not str(value).isascii():
            yield str(value), tree.mark(place)

    return walk(tree.data, ())


def check_glyphs(said: Iterable[Said], brand: Brand, findings: Findings) -> None:
    """Report each character that neither the brand's nor the kit's faces have, once."""
    known = frozenset[int]().union(*map(points, brand.faces_ranges))
    reported: set[str] = set()
    for text, mark in said:
        for letter in sorted(set(text) - reported):
            if ord(letter) in known or unicodedata.category(letter) in UNDRAWN:
                continue
            reported.add(letter)
            name = unicodedata.name(letter, "a character without a name").lower()
            findings.problem(
                mark,
                f"No typeface here has '{letter}' (U+{ord(letter):04X}, {name}). "
                "Delete it, or list a font that has it under typography: fonts: in "
                "_brand.yml.",
            )
