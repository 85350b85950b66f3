"""Lay cards out on sheets, each back behind its front once the sheet is turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pydyf
from markupsafe import Markup

from ..kit import Kit
from .edition import Edition
from .face import FACES, Card, Scales, face
from .paper import SIZES, layout
from .render import Page
from .sheet import Cell, Grid, grid, style

POINTS = 72 / 25.4  # in a millimetre


@dataclass(frozen=True)
class Part:
    """A part of a deck that begins a sheet of its own, and is a file of its own."""

    name: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Side:
    """One side of a sheet: cards in their places, and the line that stands beside."""

    faces: Sequence[tuple[Cell, Markup]]
    title: str = ""


def impose(
    kit: Kit, assets: Path, parts: Sequence[Part], edition: Edition, scales: Scales
) -> tuple[Any, Grid, list[Sequence[Any]]]:
    """Lay parts out on sheets: the document, their grid, and the pages of each."""
    this = grid(SIZES[edition.paper], parts[0].cards[0].size, style(edition.sheets))
    of_parts = [list(sides(kit, part, this, edition, scales)) for part in parts]
    html = Page(kit, "").fill(
        "print/card-sheets.html",
        sides=[side for of_part in of_parts for side in of_part],
        grid=this,
        how=edition.sheets.replace("-", "_"),
        edition=edition,
    )
    document = layout(str(html), assets)
    pages = iter(document.pages)
    return document, this, [list(islice(pages, len(each))) for each in of_parts]


def sides(
    kit: Kit, part: Part, grid: Grid, edition: Edition, scales: Scales
) -> Iterator[Side]:
    """The sides of a part's sheets, in the order in which they are printed."""
    cards = part.cards
    batches = [
        cards[first : first + grid.places]
        for first in range(0, len(cards), grid.places)
    ]
    shift = kit.settings.printing.offset
    fronts, backs = [], []
    for batch in batches:
        drawn = [
            [face(kit, card, which, edition, scales[card.id, which]) for card in batch]
            for which in FACES
        ]
        fronts.append([(grid.front(n), html) for n, html in enumerate(drawn[0])])
        backs.append([(grid.back(n), html) for n, html in enumerate(drawn[1])])
    if grid.style.both_sides:
        backs = [
            [(cell.moved(shift.across, shift.down), html) for cell, html in side]
            for side in backs
        ]
    if grid.style.turn == "fold":
        # A front and its back are read one after the other.
        ordered = [
            [each for pair in zip(one, other, strict=True) for each in pair]
            for one, other in zip(fronts, backs, strict=True)
        ]
    elif grid.style.turn == "single":
        ordered = [*fronts, *backs]
    else:
        ordered = [side for pair in zip(fronts, backs, strict=True) for side in pair]
    for number, faces in enumerate(ordered):
        yield Side(faces, "" if number else part.title)


def set_boxes(pdf: pydyf.PDF, grid: Grid) -> None:
    """Tell a print shop where the page is cut, and how far colour runs beyond it."""
    if not grid.style.bleed:
        return
    left, top, right, bottom = grid.trim
    high, spill = grid.page[1], grid.spill
    trim = (left, high - bottom, right, high - top)
    bleed = (trim[0] - spill, trim[1] - spill, trim[2] + spill, trim[3] + spill)
    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Page":
            each["TrimBox"] = pydyf.Array(value * POINTS for value in trim)
            each["BleedBox"] = pydyf.Array(value * POINTS for value in bleed)
