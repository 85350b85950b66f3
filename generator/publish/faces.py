"""Make the brand's sheet for paper, each face from one file.

The web loads a face in subsets, told apart by `unicode-range`. WeasyPrint 70 puts all
files of one family, weight and style into one PDF font and then draws the wrong glyphs,
so for paper the subsets are joined first.
"""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

from ..identity.brand import Face
from ..identity.colour import stylesheet
from ..kit import Kit

SHEET = "paper.css"


def write_paper_sheet(kit: Kit, assets: Path) -> None:
    """Write `paper.css` and its faces into `assets`."""
    folder = assets / "paper"
    folder.mkdir(exist_ok=True)
    addresses: dict[Face, str] = {}
    for (family, weight, style), group in groupby(
        sorted(kit.brand.faces, key=_kind), key=_kind
    ):
        faces = list(group)
        name = f"{family}-{weight}-{style}.ttf".replace(" ", "-").lower()
        (folder / name).write_bytes(_joined(tuple(face.path for face in faces)))
        addresses[replace(faces[0], path=folder / name)] = f"paper/{name}"
    sheet = stylesheet(kit.brand, list(kit.content.areas), addresses)
    (assets / SHEET).write_text(sheet, encoding="utf-8")


def _kind(face: Face) -> tuple[str, int, str]:
    return face.family, face.weight, face.style


@cache
def _joined(paths: tuple[Path, ...]) -> bytes:
    """One TrueType file with the glyphs of all `paths`, the first one's preferred."""
    # fontTools tells each table it merges; nobody needs to hear it.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    plain = []
    for path in paths:
        font = TTFont(path, recalcTimestamp=False)
        font.flavor = None
        plain.append(io.BytesIO())
        font.save(plain[-1])
    if len(plain) == 1:
        return plain[0].getvalue()
    merged = Merger().merge(plain)
    merged.recalcTimestamp = False
    out = io.BytesIO()
    merged.save(out)
    return out.getvalue()
