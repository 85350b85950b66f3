"""Know a font file, and have a file for every weight and style in use.

Nothing is synthesised on screen or paper: where a family lacks a weight or italics, its
nearest file is declared in their place.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from ..content.problems import Finding, Mark, ProblemsFound
from .apart import MEMORY, SECONDS, TooMuch, apart
from .coverage import ranges
from .unpack import CROWDED, DAMAGED, MAX_CHARACTERS, MIB, characters, font_fault

# What the style sheets and emphasis within text ask for, in CSS weights and styles.
IN_USE = (
    *((400, "normal"), (400, "italic"), (600, "normal")),
    *((700, "normal"), (700, "italic")),
)
WEIGHTS = {
    **{"thin": 100, "extralight": 200, "ultralight": 200, "light": 300},
    **{"normal": 400, "regular": 400, "medium": 500, "semibold": 600},
    **{"demibold": 600, "bold": 700, "extrabold": 800, "ultrabold": 800},
    **{"black": 900, "heavy": 900},
}

Style = tuple[int, str]


@dataclass(frozen=True)
class Face:
    """One font file: a family in one weight (400, 600, …) and style.

    `ranges` are the code points it holds as a CSS `unicode-range`; `instance` is the
    weight to take out of a variable font; `digest` tells its file from others. `own`
    says that it comes from an organisation, so that it is worked on apart.
    """

    family: str
    weight: int
    style: str
    path: Path
    ranges: str
    instance: int | None = None
    digest: str = ""
    own: bool = False

    @property
    def file(self) -> str:
        """The name of its file among the kit's: two may be called alike by others."""
        stem = re.sub(r"[^A-Za-z0-9-]+", "-", self.path.stem)
        if self.instance is None:
            kind = re.sub(r"[^a-z0-9]", "", self.path.suffix.lower())
            return f"{stem}-{self.digest}.{kind}"
        return f"{stem}-{self.instance}-{self.digest}.woff2"


def font_file(face: Face) -> bytes:
    """The bytes of a face's file, cut out of a variable font where it is one.

    Raises `ProblemsFound` where that takes too much.
    """
    raw = face.path.read_bytes()
    return (
        raw if face.instance is None else worked([face], _instance, raw, face.instance)
    )


def worked(faces: Sequence[Face], make: Callable[..., bytes], *arguments: Any) -> bytes:
    """What `make` makes of the files of `faces`; apart where one is an organisation's.

    Raises `ProblemsFound` where that takes too much.
    """
    own = [face.path for face in faces if face.own]
    if not own:
        return make(*arguments)
    try:
        return _apart(make, *arguments)
    except TooMuch:
        raise ProblemsFound(
            Finding(
                Mark(path),
                f"'{path.name}' cannot be made ready within {SECONDS} seconds and "
                f"{MEMORY // MIB} MiB of memory. Use another file of the typeface.",
            )
            for path in own
        ) from None


@cache
def _apart(make: Callable[..., bytes], *arguments: Any) -> bytes:
    return apart(make, *arguments)


@cache
def _instance(raw: bytes, weight: int) -> bytes:
    """A font of one weight."""
    with TTFont(io.BytesIO(raw), recalcTimestamp=False) as font:
        low, _, high = _axis(font) or (weight, weight, weight)
        fixed = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        fixed["wght"] = min(max(weight, low), high)
        # PDF knows the older kind of PostScript outlines alone.
        old = "CFF2" in font
        made = instancer.instantiateVariableFont(font, fixed, downgradeCFF2=old)
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


def file_faces(family: str, path: Path, described: dict[str, Any]) -> list[Face]:
    """The faces in one file: one, or the weights of a variable font.

    Raises ValueError that says what is wrong with the file, and what to do.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    known = _known(path, digest)
    style = described.get("style")
    style = style if style in ("normal", "italic") else known.style
    if known.weights is None:
        weight = _weight(described.get("weight"), known.weight)
        return [Face(family, weight, style, path, known.ranges, digest=digest)]
    low, high = known.weights
    wanted = dict.fromkeys(weight for weight, _ in IN_USE)
    weights = [each for each in wanted if low <= each <= high]
    return [
        Face(family, weight, style, path, known.ranges, weight, digest)
        for weight in weights or [round(min(max(400, low), high))]
    ]


@dataclass(frozen=True)
class _Known:
    """What a font says of itself; a variable one has a least and a greatest weight."""

    weight: int
    style: str
    ranges: str
    weights: tuple[float, float] | None


@cache
def _known(path: Path, digest: str) -> _Known:
    """What a font says of itself; `digest` renews it where the file has changed.

    Raises ValueError as `file_faces`.
    """
    # fontTools also tells of damage that it can live with; nobody needs to hear it.
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    raw = path.read_bytes()
    if fault := font_fault(raw):
        raise ValueError(fault)
    try:
        with TTFont(io.BytesIO(raw), lazy=True) as font:
            crowded = characters(font.reader["cmap"]) > MAX_CHARACTERS
            known = None if crowded else _said(font)
            if font.flavor != "woff2":  # which was unpacked whole
                for tag in font.reader.tables:
                    font.reader[tag]
    except Exception:  # fontTools fails in as many ways as files can be damaged
        raise ValueError(DAMAGED) from None
    if known is None:
        raise ValueError(CROWDED)
    return known


def _said(font: TTFont) -> _Known:
    # Glyphs have names in tables that nothing here needs to read.
    font.setGlyphOrder([f"glyph{number}" for number in range(font["maxp"].numGlyphs)])
    axis = _axis(font)
    italic = bool(font["head"].macStyle & 2 or font["OS/2"].fsSelection & 1)
    return _Known(
        font["OS/2"].usWeightClass,
        "italic" if italic else "normal",
        ranges(font.getBestCmap()),
        axis and (axis[0], axis[2]),
    )


def _weight(given: Any, own: int) -> int:
    """The CSS weight as it was written, or what the font says of itself."""
    written = str(given).lower()
    if written.isdecimal() and 1 <= int(written[:5]) <= 1000:
        return int(written)
    # Old fonts count their weight from 1 to 9.
    own = own * 100 if own < 10 else own
    return WEIGHTS.get(re.sub(r"[\s_-]", "", written), min(max(own, 1), 1000))


def complete(faces: Sequence[Face]) -> tuple[list[Face], dict[str, list[Style]]]:
    """A face for everything in use, and what each family lacks."""
    whole, lacking = list(faces), dict[str, list[Style]]()
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
            lacking.setdefault(family, []).append((weight, style))
    return whole, lacking


def _distance(face: Face, weight: int, style: str) -> tuple[bool, int, bool]:
    """How far a face is from what is wanted: style, then weight, heavier first."""
    return face.style != style, abs(face.weight - weight), face.weight < weight
