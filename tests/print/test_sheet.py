"""Cards lie where a cutter and a printer expect them, however the sheet is turned."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from markupsafe import Markup
from PIL import Image, ImageOps

from generator.kit import Kit
from generator.publish.edition import edition
from generator.publish.faces import write_paper_sheet
from generator.publish.imposition import Side
from generator.publish.paper import SIZES, layout, write_pdf
from generator.publish.render import Page
from generator.publish.sheet import (
    BLEED,
    LARGE,
    MARGIN,
    SMALL,
    STYLES,
    Cell,
    Grid,
    Size,
    grid,
    style,
)
from generator.publish.stage import stage

MM = 72 / 25.4
TURNED = [name for name in STYLES if style(name).both_sides]
EVERY = [
    grid(SIZES[paper], card, style(name))
    for name, paper, card in product(STYLES, SIZES, (LARGE, SMALL))
]
# A printer that turns sheets over its short edge swaps the ends of an upright page.
DUPLEX = [
    (name, grid(SIZES[paper], card, style(name)))
    for name, paper, card in product(TURNED, SIZES, (LARGE, SMALL))
]


def _about_upright_axis(name: str, this: Grid) -> bool:
    upright = this.page[1] > this.page[0]
    return upright != name.endswith("short")


@pytest.mark.parametrize(("name", "this"), DUPLEX)
def test_each_back_falls_behind_its_front(name: str, this: Grid) -> None:
    for number in range(this.places):
        front, back = this.front(number), this.back(number)
        left, top = back.left, back.top
        if _about_upright_axis(name, this):
            left = this.page[0] - left - this.card[0]
        else:
            top = this.page[1] - top - this.card[1]
        assert left == pytest.approx(front.left, abs=0.01)
        assert top == pytest.approx(front.top, abs=0.01)
        assert back.turned != _about_upright_axis(name, this)


def test_the_numbers_of_cards_are_those_that_fit() -> None:
    def places(name: str, paper: str, card: Size) -> int:
        return grid(SIZES[paper], card, style(name)).places

    assert [places("cut-long", paper, LARGE) for paper in SIZES] == [4, 4]
    assert [places("cut-long", paper, SMALL) for paper in SIZES] == [9, 9]
    assert [places("bleed-long", paper, SMALL) for paper in SIZES] == [8, 6]
    assert [places("fold", paper, SMALL) for paper in SIZES] == [4, 4]
    assert places("shop", "a4", SMALL) == 1


@pytest.mark.parametrize("this", EVERY)
def test_colour_ends_where_an_office_printer_can_print(this: Grid) -> None:
    left, top, right, bottom = this.trim
    if not this.style.turn:
        assert this.page == (this.card[0] + 2 * BLEED, this.card[1] + 2 * BLEED)
        return
    spill = this.spill
    assert min(left, top) - spill >= MARGIN - 0.01
    assert right + spill <= this.page[0] - MARGIN + 0.01
    assert bottom + spill <= this.page[1] - MARGIN + 0.01


@pytest.mark.parametrize("this", EVERY)
def test_cards_touch_or_leave_room_for_both_their_bleeds(this: Grid) -> None:
    cells = [this.front(n) for n in range(this.places)]
    if this.style.turn != "fold" and len(cells) > 1:
        assert cells[1].left - cells[0].left == pytest.approx(
            this.card[0] + 2 * this.spill
        )


@pytest.mark.parametrize("this", EVERY)
def test_marks_lie_on_the_page_and_outside_of_the_cards(this: Grid) -> None:
    left, top, right, bottom = this.trim
    marks = this.marks()
    if not this.style.turn:
        assert not marks  # the page is the card
        return
    for mark in marks:
        beside = mark.left + mark.width <= left or mark.left >= right
        above = mark.top + mark.height <= top or mark.top >= bottom
        assert beside or above
        assert mark.left >= 0 and mark.left + mark.width <= this.page[0]
        assert mark.top >= 0 and mark.top + mark.height <= this.page[1]
    ends = {round(mark.left, 3) for mark in marks if not mark.width}
    for number in range(this.places):
        assert round(this.front(number).left, 3) in ends


def test_a_fold_lies_in_the_middle_between_front_and_back() -> None:
    this = grid(SIZES["a4"], SMALL, style("fold"))
    folds = {round(mark.left, 3) for mark in this.marks() if mark.fold}
    assert len(folds) == 2
    for number in range(this.places):
        front, back = this.front(number), this.back(number)
        assert back.top == front.top
        assert round(back.left, 3) == round(front.left + this.card[0], 3)
        assert round(back.left, 3) in folds


# By what is printed


@pytest.fixture(scope="module")
def assets(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = stage(kit, tmp_path_factory.mktemp("stage")).docs / "assets"
    write_paper_sheet(kit, folder)
    return folder


def _print(kit: Kit, assets: Path, this: Grid, shift: float = 0) -> list[Image.Image]:
    """Front and back of a sheet of cards that have a black bar at their heads."""
    bar = Markup(
        f'<div style="width:{this.card[0] - 20}mm;height:12mm;margin:4mm 10mm 0;'
        'background:#000"></div>'
    )
    numbers = range(this.places)
    fronts = [(this.front(n), bar) for n in numbers]
    backs = [(this.back(n).moved(shift, 0), bar) for n in numbers]
    html = Page(kit, "").fill(
        "print/card-sheets.html",
        sides=[Side(fronts, "Bars"), Side(backs)],
        grid=this,
        how="cut_long",
        edition=edition("a4"),
    )
    target = assets / "bars.pdf"
    write_pdf(layout(str(html), assets), target)
    pages = pypdfium2.PdfDocument(target)
    return [page.render(scale=300 / 72).to_pil().convert("L") for page in pages]


def _bars(picture: Image.Image, this: Grid) -> list[tuple[float, ...]]:
    """The boxes, in millimetres, of what is black in each place of the sheet."""
    dots = 300 / 25.4
    found = []
    for number in range(this.places):
        cell: Cell = this.front(number)
        box = (
            cell.left,
            cell.top,
            cell.left + this.card[0],
            cell.top + this.card[1],
        )
        part = picture.crop(tuple(round(side * dots) for side in box))
        ink = part.point(lambda value: 255 if value < 128 else 0).getbbox()
        assert ink
        found.append(tuple(side / dots for side in ink))
    return found


SHOWN = [
    (name, grid(SIZES[paper], card, style(name)))
    for name, paper, card in (
        ("cut-long", "a4", SMALL),
        ("cut-long", "letter", LARGE),
        ("cut-short", "letter", SMALL),
        ("cut-single", "a4", LARGE),
        ("bleed-long", "letter", SMALL),
        ("bleed-short", "a4", SMALL),
    )
]


@pytest.mark.parametrize(("name", "this"), SHOWN)
def test_seen_through_the_paper_backs_cover_fronts_to_a_tenth_of_a_millimetre(
    kit: Kit, assets: Path, name: str, this: Grid
) -> None:
    front, back = _print(kit, assets, this)
    turn = ImageOps.mirror if _about_upright_axis(name, this) else ImageOps.flip
    for one, other in zip(_bars(front, this), _bars(turn(back), this), strict=True):
        assert other == pytest.approx(one, abs=0.1)


def test_a_back_that_was_moved_is_seen_to_be(kit: Kit, assets: Path) -> None:
    """The check above can fail."""
    this = grid(SIZES["a4"], SMALL, style("cut-long"))
    front, back = _print(kit, assets, this, shift=0.5)
    one, other = _bars(front, this)[0], _bars(ImageOps.mirror(back), this)[0]
    assert one[0] - other[0] == pytest.approx(0.5, abs=0.1)


def test_the_bars_stand_where_the_grid_says(kit: Kit, assets: Path) -> None:
    this = grid(SIZES["letter"], LARGE, style("cut-long"))
    front, _ = _print(kit, assets, this)
    for box in _bars(front, this):
        assert box == pytest.approx((10, 4, this.card[0] - 10, 16), abs=0.1)


def test_the_papers_are_as_large_as_their_standards_say(kit: Kit, assets: Path) -> None:
    for paper, size in SIZES.items():
        _print(kit, assets, grid(size, LARGE, style("cut-long")))
        with pikepdf.open(assets / "bars.pdf") as pdf:
            box = [float(side) / MM for side in pdf.pages[0].mediabox]
        assert box == pytest.approx([0, 0, *size], abs=0.05), paper
