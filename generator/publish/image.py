"""Turn laid-out pages into pictures, for shared links and the brand page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from ..kit import Kit
from .paper import layout
from .render import Page

# What services that show a shared link ask for, in CSS pixels: 1.91 to 1.
SOCIAL = (1200, 630)
COLOURS = 128  # enough for flat colours and smooth letters, and a third of the size


def pictures(document: Any, width: int) -> Iterator[bytes]:
    """Each page of a laid-out document as a PNG that is `width` pixels wide."""
    pdf = pypdfium2.PdfDocument(document.write_pdf())
    for page in pdf:
        picture = page.render(scale=width / page.get_width()).to_pil()
        out = io.BytesIO()
        picture.quantize(COLOURS).save(out, "PNG", optimize=True)
        yield out.getvalue()


def social(kit: Kit, assets: Path) -> bytes:
    """The picture that a shared link to the site shows, as a PNG.

    `assets` is a staged folder of assets with the sheet for paper in it.
    """
    html = Page(kit, "").fill("print/social.html", width=SOCIAL[0], height=SOCIAL[1])
    (picture,) = pictures(layout(str(html), assets), SOCIAL[0])
    return picture
