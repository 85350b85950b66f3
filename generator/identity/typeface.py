"""Take in typefaces: their files, and a file for every weight and style in use.

Nothing is synthesised on screen or paper: where a family lacks a weight or italics, its
nearest file is declared in their place.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from fontTools.varLib import instancer

from ..content.problems import Findings
from ..content.source import Place, Tree
from .asset import find_asset

# What the style sheets ask for, in CSS weights and styles.
IN_USE = ((400, "normal"), (400, "italic"), (600, "normal"), (700, "normal"))
WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}


@dataclass(frozen=True)
class Face:
    """One font file: a family in one weight (400, 600, …) and style.

    `ranges` are the code points it holds as a CSS `unicode-range`; `instance` is the
    weight to take out of a variable font.
    """

    family: str
    weight: int
    style: str
    path: Path
    ranges: str
    instance: int | None = None

    @property
    def file(self) -> str:
        """The name of its file among the kit's."""
        name = self.path.name
        return (
            name if self.instance is None else f"{self.path.stem}-{self.instance}.woff2"
        )


def font_file(face: Face) -> bytes:
    """The bytes of a face's file, cut out of a variable font where it is one."""
    if face.instance is None:
        return face.path.read_bytes()
    return _instance(face.path, face.instance)


@cache
def _instance(path: Path, weight: int) -> bytes:
    with TTFont(path, recalcTimestamp=False) as font:
        low, _, high = _axis(font) or (weight, weight, weight)
        fixed = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        fixed["wght"] = min(max(weight, low), high)
        made = instancer.instantiateVariableFont(font, fixed)
        made.flavor = "woff2"
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def _axis(font: TTFont) -> tuple[float, float, float] | None:
    """The range of weights of a variable font: least, default, most."""
    for axis in font["fvar"].axes if "fvar" in font else ():
        if axis.axisTag == "wght":
            return axis.minValue, axis.defaultValue, axis.maxValue
    return None


def read_faces(tree: Tree, layer: Path, findings: Findings) -> list[Face]:
    """The faces whose files a brand supplies."""
    faces: list[Face] = []
    for place, font in _fonts(tree):
        if font.get("source", "file") != "file":
            continue
        files = font.get("files")
        entries = files if isinstance(files, list) else [files] if files else []
        for number, entry in enumerate(entries):
            here = (*place, "files", number)
            described = entry if isinstance(entry, dict) else {"path": entry}
            path = find_asset(layer, described.get("path"), tree.mark(here), findings)
            if path is not None:
                faces += _file_faces(str(font["family"]), path, described) or _no_font(
                    path, tree, here, findings
                )
    return faces


def read_licences(
    tree: Tree, supplied: Iterable[Face], findings: Findings
) -> dict[str, str]:
    """What allows each supplied family to be published; a note where none is said."""
    families = {face.family for face in supplied}
    found = {}
    for place, font in _fonts(tree):
        family = str(font["family"])
        line = font.get("license") or font.get("licence")
        if family in families and isinstance(line, str):
            found[family] = line
        elif family in families:
            findings.note(
                tree.mark(place),
                f"Say under 'license:' what allows you to publish the files of "
                f"'{family}': a site hands them to every reader.",
            )
    return found


def _fonts(tree: Tree) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The entries of `typography: fonts:` that name a family, with their places."""
    typography = tree.data.get("typography")
    fonts = typography.get("fonts") if isinstance(typography, dict) else None
    for index, font in enumerate(fonts if isinstance(fonts, list) else ()):
        if isinstance(font, dict) and isinstance(font.get("family"), str):
            yield ("typography", "fonts", index), font


def _no_font(path: Path, tree: Tree, place: Place, findings: Findings) -> list[Face]:
    findings.problem(
        tree.mark(place), f"'{path.name}' is not a font. Use WOFF2, WOFF, TTF or OTF."
    )
    return []


def _file_faces(family: str, path: Path, described: dict[str, Any]) -> list[Face]:
    """The faces in one file: one, or the weights of a variable font; [] for none."""
    try:
        with TTFont(path, lazy=True) as font:
            ranges = _ranges(font)
            axis = _axis(font)
            italic = bool(font["head"].macStyle & 2 or font["OS/2"].fsSelection & 1)
            own = font["OS/2"].usWeightClass
    except (TTLibError, OSError, KeyError, AttributeError, ValueError):
        return []
    style = described.get("style")
    style = style if style in ("normal", "italic") else "italic" if italic else "normal"
    if axis is not None:
        low, _, high = axis
        weights = [weight for weight, _ in IN_USE if low <= weight <= high]
        return [
            Face(family, weight, style, path, ranges, weight)
            for weight in dict.fromkeys(weights)
        ]
    return [Face(family, _weight(described.get("weight"), own), style, path, ranges)]


def _weight(given: Any, own: int) -> int:
    """The CSS weight as it was written, or what the font says of itself."""
    if isinstance(given, str) and given.isdecimal():
        return int(given)
    return WEIGHTS.get(str(given).lower(), own)


def _ranges(font: TTFont) -> str:
    """Say which code points a font holds, so that its subsets can share a family."""
    runs: list[list[int]] = []
    for point in sorted(font.getBestCmap()):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
        for first, last in runs
    )


def complete(faces: Sequence[Face]) -> tuple[list[Face], dict[str, list[str]]]:
    """A face for everything in use, and what each family lacks, in words."""
    whole, lacking = list(faces), dict[str, list[str]]()
    for family in dict.fromkeys(face.family for face in faces):
        own = [face for face in faces if face.family == family]
        for weight, style in IN_USE:
            if any((face.weight, face.style) == (weight, style) for face in own):
                continue
            nearest = min(own, key=lambda face: _distance(face, weight, style))
            whole += [
                replace(face, weight=weight, style=style)
                for face in own
                if (face.weight, face.style) == (nearest.weight, nearest.style)
            ]
            said = f"{weight}" if style == "normal" else style
            lacking.setdefault(family, []).append(said)
    return whole, lacking


def _distance(face: Face, weight: int, style: str) -> tuple[bool, int, bool]:
    """How far a face is from what is wanted: style, then weight, heavier first."""
    return face.style != style, abs(face.weight - weight), face.weight < weight
