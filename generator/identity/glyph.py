"""Make sure that every character can be drawn, before a reader sees an empty box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..content.problems import Findings, Mark
from ..content.source import Place, Tree
from .brand import Brand
from .coverage import points

# Controls, joiners, spaces, and marks that join the letter before.
UNDRAWN = {"Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"}
SHOWN = 3  # of the characters that are missing in a file

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
    """Report the characters that neither the brand's nor the kit's faces have.

    Each is told once, and those of a file together, where the first of them stands.
    """
    known = frozenset[int]().union(*map(points, brand.faces_ranges))
    told: set[str] = set()
    missing: dict[Path, tuple[Mark, list[str]]] = {}
    for text, mark in said:
        for letter in sorted(set(text) - told):
            if ord(letter) in known or unicodedata.category(letter) in UNDRAWN:
                continue
            told.add(letter)
            missing.setdefault(mark.file, (mark, []))[1].append(letter)
    for mark, letters in missing.values():
        shown = ", ".join(map(_named, letters[:SHOWN]))
        if len(letters) > SHOWN:
            shown += f", or {len(letters) - SHOWN} more"
        them = "it" if len(letters) == 1 else "them"
        findings.problem(
            mark,
            f"No typeface here has {shown}. Delete {them}, or list a font that has "
            f"{them} under typography: fonts: in _brand.yml.",
        )


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "a character without a name").lower()
    return f"'{letter}' (U+{ord(letter):04X}, {name})"
