"""Make the brand's sheet for paper, each face from one file.

The web loads a face in subsets, told apart by `unicode-range`. WeasyPrint 70 puts all
files of one family, weight and style into one PDF font and then draws the wrong glyphs,
so for paper the subsets are joined first.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from ..identity.sheet import stylesheet
from ..identity.typeface import Face, font_file
from ..kit import Kit

SHEET = "paper.css"


def write_paper_sheet(kit: Kit, assets: Path) -> None:
    """Write `paper.css` and its faces into `assets`."""
    folder = assets / "paper"
    folder.mkdir(exist_ok=True)
    addresses: dict[Face, str] = {}
    written: dict[tuple[str, ...], str] = {}
    for _, group in groupby(sorted(kit.brand.faces, key=_kind), key=_kind):
        faces = list(group)
        files = tuple(font_file(face) for face in faces)
        # A face that stands in for another has its file already.
        name = written.setdefault(
            tuple(face.file for face in faces), f"face-{len(written)}.ttf"
        )
        if not (folder / name).exists():
            (folder / name).write_bytes(_joined(files))
        addresses[replace(faces[0], path=folder / name, instance=None)] = (
            f"paper/{name}"
        )
    sheet = stylesheet(kit.brand, list(kit.content.areas), addresses)
    (assets / SHEET).write_text(sheet, encoding="utf-8")


def _kind(face: Face) -> tuple[str, int, str]:
    return face.family, face.weight, face.style


@cache
def _joined(files: tuple[bytes, ...]) -> bytes:
    """One TrueType file with the glyphs of all `files`, the first one's preferred."""
    # fontTools tells each table it merges; nobody needs to hear it.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    plain: list[TTFont] = []
    for file in files:
        font = TTFont(io.BytesIO(file), recalcTimestamp=False)
        font.flavor = None
        if plain:
            # Subsets that were made apart may count in other units.
            scale_upem(font, plain[0]["head"].unitsPerEm)
            _drop_known(font, plain)
        plain.append(font)
    if len({font.sfntVersion for font in plain}) > 1:
        # Outlines of two kinds cannot share a file; what is left out falls back.
        plain = plain[:1]
    if len(plain) == 1:
        return _saved(plain[0])
    merged = Merger().merge([io.BytesIO(_saved(font)) for font in plain])
    merged.recalcTimestamp = False
    return _saved(merged)


def _drop_known(font: TTFont, others: Sequence[TTFont]) -> None:
    """Take out what others have: merged, a second glyph for a letter has no map."""
    known = {letter for other in others for letter in other.getBestCmap()}
    subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    subsetter.populate(unicodes=set(font.getBestCmap()) - known)
    subsetter.subset(font)


def _saved(font: TTFont) -> bytes:
    for table in font["cmap"].tables:
        # A form embeds a whole face, and PDF/UA-1 (7.21.7) allows it none of these.
        for mark in (0x0000, 0xFEFF, 0xFFFE):
            table.cmap.pop(mark, None)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
