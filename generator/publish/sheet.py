"""Say where cards lie on a sheet, how it is turned over, and where it is cut.

Lengths are in millimetres from the top left corner of the page as it is printed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from ..identity.settings import Sheets

Size = tuple[float, float]

LARGE: Size = (88.9, 127.0)  # 3.5 × 5 inches: four fit both papers
SMALL: Size = (63.0, 88.0)  # what card sleeves and boxes are made for: nine fit both
MARGIN = 6.0  # what office printers leave white, with some room
STYLES: tuple[str, ...] = get_args(Sheets)
BLEED = 3.0  # what print shops ask for on each side


@dataclass(frozen=True)
class Style:
    """A way to lay cards on sheets.

    `turn` is the edge over which the sheet is turned ("long", "short"), or "single" for
    printers of one side, "fold" for backs beside their fronts, "" for a card a page.
    `bleed` leaves gutters into which colour runs.
    """

    turn: str
    bleed: bool

    @property
    def both_sides(self) -> bool:
        return self.turn in ("long", "short", "single")


def style(name: str) -> Style:
    """The style that the settings call `name`, such as "cut-long" or "shop"."""
    kind, _, turn = name.partition("-")
    return Style(kind if kind == "fold" else turn, kind in ("bleed", "shop"))


@dataclass(frozen=True)
class Cell:
    """A place for a card; `turned` cards stand on their heads."""

    left: float
    top: float
    turned: bool = False

    def moved(self, across: float, down: float) -> Cell:
        """The same place, so far to the right and down."""
        return Cell(self.left + across, self.top + down, self.turned)


@dataclass(frozen=True)
class Line:
    """A mark for the knife, or for the fold."""

    left: float
    top: float
    width: float
    height: float
    fold: bool = False


@dataclass(frozen=True)
class Grid:
    """A page with its places for cards, in the middle: the same on every sheet."""

    page: Size
    card: Size
    columns: int
    rows: int
    style: Style

    @property
    def gutter(self) -> float:
        return 2 * BLEED if self.style.bleed and self.style.turn else 0.0

    @property
    def spill(self) -> float:
        """How far colour runs beyond the cut."""
        return BLEED if self.style.bleed else 0.0

    @property
    def places(self) -> int:
        """How many cards a sheet holds."""
        each = 2 if self.style.turn == "fold" else 1
        return self.columns * self.rows // each

    @property
    def left(self) -> float:
        return (self.page[0] - _across(self.columns, self.card[0], self.gutter)) / 2

    @property
    def top(self) -> float:
        return (self.page[1] - _across(self.rows, self.card[1], self.gutter)) / 2

    @property
    def trim(self) -> tuple[float, float, float, float]:
        """What is left when all round is cut off: left, top, right, bottom."""
        left, top = self.left, self.top
        return left, top, self.page[0] - left, self.page[1] - top

    def front(self, index: int) -> Cell:
        """Where the front of the sheet's card number `index` lies, counted from 0."""
        if self.style.turn == "fold":
            index *= 2
        return self._cell(index % self.columns, index // self.columns)

    def back(self, index: int) -> Cell:
        """Where its back lies: behind the front once the sheet is turned over.

        A sheet that is turned about its upright axis swaps left and right. One that is
        turned about the other axis swaps top and bottom, and its backs must stand on
        their heads, so that a card can be turned like a page.
        """
        if self.style.turn == "fold":
            beside = 2 * index + 1
            return self._cell(beside % self.columns, beside // self.columns)
        column, row = index % self.columns, index // self.columns
        upright = self.page[1] >= self.page[0]
        if self.style.turn == "short" if upright else self.style.turn != "short":
            return self._cell(column, self.rows - 1 - row, turned=True)
        return self._cell(self.columns - 1 - column, row)

    def _cell(self, column: int, row: int, turned: bool = False) -> Cell:
        return Cell(
            self.left + column * (self.card[0] + self.gutter),
            self.top + row * (self.card[1] + self.gutter),
            turned,
        )

    def marks(self, length: float = 4.0) -> list[Line]:
        """Marks outside of what is cut, one pair a line of the knife or of the fold."""
        if not self.style.turn:
            return []  # the page is the card
        gap = self.spill + 1.5
        left, top, right, bottom = self.trim
        marks = []
        for x, fold in self._edges(self.left, self.columns, self.card[0]):
            for y in (top - gap - length, bottom + gap):
                marks.append(Line(x, y, 0.0, length, fold))
        for y, _ in self._edges(self.top, self.rows, self.card[1]):
            for x in (left - gap - length, right + gap):
                marks.append(Line(x, y, length, 0.0))
        return marks

    def _edges(
        self, start: float, count: int, length: float
    ) -> Iterator[tuple[float, bool]]:
        """The lines of the knife along one side, and whether one is a fold."""
        folds = self.style.turn == "fold" and start == self.left
        for number in range(count):
            at = start + number * (length + self.gutter)
            if self.gutter or not number:
                yield at, False
            yield at + length, folds and number % 2 == 0


def grid(paper: Size, card: Size, style: Style) -> Grid:
    """The grid that holds most cards, upright if that is as good.

    A style of one card a page has a page of the card's own size and its bleed.
    """
    if not style.turn:
        page = (card[0] + 2 * BLEED, card[1] + 2 * BLEED)
        return Grid(page, card, 1, 1, style)
    short, long = paper
    upright, across = (
        Grid(page, card, *_count(page, card, style), style)
        for page in ((short, long), (long, short))
    )
    return across if across.places > upright.places else upright


def _count(page: Size, card: Size, style: Style) -> tuple[int, int]:
    gutter = 2 * BLEED if style.bleed else 0.0
    columns, rows = (
        # Each card takes its gutter with it: the last one's is the outer bleed.
        math.floor((side - 2 * MARGIN) / (length + gutter))
        for side, length in zip(page, card, strict=True)
    )
    return columns - columns % 2 if style.turn == "fold" else columns, rows


def _across(count: int, length: float, gutter: float) -> float:
    return count * length + (count - 1) * gutter
