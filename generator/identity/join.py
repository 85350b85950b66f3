"""Join the subsets of a face in one file."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from functools import cache

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem


@cache
def joined(files: tuple[bytes, ...]) -> bytes:
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
    for hour in ("created", "modified"):  # where the merger writes when it ran
        setattr(merged["head"], hour, getattr(plain[0]["head"], hour))
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
