"""Turn pages for paper into pictures: for shared links, downloads, the brand page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import east_asian_width

import pypdfium2
from PIL import Image

from ..kit import Kit
from .navigation import Source
from .paper import layout
from .render import Page

# What services that show a shared link ask for, in CSS pixels: 1.91 to 1.
SOCIAL = (1200, 630)
COLOURS = 128  # enough for flat colours and smooth letters, and a third of the size
HOME = "index.md"
# How wide a title may be, in letters, for each step of its size (social.css).
STEPS = (26, 52, 90)


@dataclass(frozen=True)
class Shared:
    """What the picture of a page says; the home page's says the programme's promise.

    `belongs` is the name of the page's area, whose id is `area`, or of its part of
    the navigation, or of the programme where that would repeat the title. `step`
    counts from 0, the largest size of the title.
    """

    home: bool
    title: str
    told: str
    belongs: str
    area: str
    step: int


def pictures(document: Any, width: int) -> Iterator[bytes]:
    """Each page of a laid-out document as a PNG that is `width` pixels wide."""
    pdf = pypdfium2.PdfDocument(document.write_pdf())
    for page in pdf:
        picture = _drawn(page, width)
        out = io.BytesIO()
        # A quick way to choose colours; flat ones come out one shade off at most.
        few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
        few.save(out, "PNG", optimize=True)
        yield out.getvalue()


def first_page(path: Path, width: int) -> bytes:
    """The first page of a PDF as a WebP picture that is `width` pixels wide."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(path) as pdf:
        _drawn(pdf[0], width).save(out, "WEBP", quality=80)
    return out.getvalue()


def _drawn(page: Any, width: int) -> Image.Image:
    picture: Image.Image = page.render(scale=width / page.get_width()).to_pil()
    return picture


def socials(kit: Kit, assets: Path, pages: Sequence[Source]) -> dict[str, bytes]:
    """The picture that a shared link to each of `pages` shows, as a PNG.

    They are found by the page's address with `.png` for `.html`. `assets` is a staged
    folder of assets with the sheet for paper in it.
    """
    width, height = SOCIAL
    html = Page(kit, "").fill(
        "print/social.html",
        pages=[_shared(kit, page) for page in pages],
        width=width,
        height=height,
    )
    # All in one document, since faces and sheets are then read once.
    made = pictures(layout(str(html), assets), width)
    names = [page.path.removesuffix(".md") + ".png" for page in pages]
    return dict(zip(names, made, strict=True))


def _shared(kit: Kit, page: Source) -> Shared:
    title = page.title
    area = _area(kit, page)
    belongs = kit.settings.programme.name
    if area:
        belongs = kit.content.areas[area].title
    elif page.part and kit.labels(page.part) != title:
        belongs = kit.labels(page.part)
    letters = sum(2 if east_asian_width(each) in "FW" else 1 for each in title)
    return Shared(
        home=page.path == HOME,
        title=title,
        told=str(page.meta.get("description", "")),
        belongs=belongs,
        area=area,
        step=sum(letters > step for step in STEPS),
    )


def _area(kit: Kit, page: Source) -> str:
    """The area of the item that a page is made from, "" where it has none."""
    kind = page.meta.get("kind")
    if kind is None:
        return ""
    item = kit.content.of(kind)[PurePosixPath(page.path).stem]
    return getattr(item, "area", "")
