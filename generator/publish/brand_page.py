"""Write one page that shows a brand in use: colours, type, logo, a card, the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from ..identity.palette import SCHEMES, Measured, measured, palette
from ..kit import Kit
from .policy import protect
from .render import Page

PICTURES = "pictures"


def write_brand_page(
    kit: Kit, folder: Path, pictures: Mapping[str, Sequence[bytes]]
) -> Path:
    """Write the page beside the staged `assets/` in `folder`, and return its file.

    `pictures` are PNGs to show, by what they show: `social`, `card` and `book`.
    """
    (folder / PICTURES).mkdir()
    shown: dict[str, list[str]] = {}
    for what, images in pictures.items():
        for number, image in enumerate(images, 1):
            name = f"{PICTURES}/{what}-{number}.png"
            (folder / name).write_bytes(image)
            shown.setdefault(what, []).append(name)
    areas = list(kit.content.areas)
    found = measured(kit.brand, areas)
    html = Page(kit, "").fill(
        "brand/page.html",
        brand=kit.brand,
        schemes={
            scheme: palette(kit.brand, areas, scheme)
            for scheme in SCHEMES
            if scheme != "print"
        },
        pairs=_by_pair(found),
        least=min(each.ratio / each.pair.needed for each in found),
        families=_families(kit),
        images=shown,
    )
    page = folder / "index.html"
    page.write_text(str(html), encoding="utf-8")
    protect(folder)
    return page


def _by_pair(found: Sequence[Measured]) -> list[list[Measured]]:
    """The measurements of each pair, a scheme after the other."""
    ordered = sorted(found, key=lambda each: (each.pair.front, each.pair.ground))
    return [
        list(group)
        for _, group in groupby(
            ordered, key=lambda each: (each.pair.front, each.pair.ground)
        )
    ]


def _families(kit: Kit) -> list[tuple[str, str, list[str]]]:
    """The families in use: name, licence line and the weights that are declared."""
    brand = kit.brand
    used = dict.fromkeys((brand.headings, brand.base, brand.monospace))
    return [
        (
            family,
            brand.licences.get(family, ""),
            sorted(
                {
                    str(face.weight) if face.style == "normal" else face.style
                    for face in brand.faces
                    if face.family == family
                }
            ),
        )
        for family in used
    ]
