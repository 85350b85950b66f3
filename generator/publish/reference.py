"""Print page numbers into pages that are already laid out.

A reference is set with a number of three digits and keeps the room of that, so that its
own number, known once every chapter has its pages, moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ..kit import Kit
from .diagram import BOLDER, width

SIZE = 8.5  # the size of a reference, in points, as book.css sets it
ANY = "888"  # stands for a number not known yet


def room(kit: Kit) -> float:
    """The width of a reference in points."""
    words = f"({kit.labels('page')} {ANY})"
    return round(width(words, SIZE, kit.brand) / BOLDER, 1)


def mark(kit: Kit, link: Element, place: str) -> None:
    """End a link with room for the page where the id `place` stands."""
    number = SubElement(link, "span", {"class": "at", "data-place": place})
    number.text = f"({kit.labels('page')} {ANY})"


def anchors(pages: Sequence[Any]) -> dict[str, int]:
    """The number of the page on which each id stands, counted from 1."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for place in page.anchors:
            found.setdefault(place, number)
    return found


def fill(pages: Sequence[Any], numbers: Mapping[str, int]) -> dict[str, list[int]]:
    """Print the numbers of the places into the references on `pages`.

    A link to a place that its page lacks in this book leads to the page. Returns for
    each place the pages that refer to it, in order.
    """
    from weasyprint.text.line_break import split_first_line

    referring: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        page.links = [
            (kind, place if kind != "internal" else _nearest(place, numbers), *where)
            for kind, place, *where in page.links
        ]
        for box in texts(page):
            if box.element is None or box.element.get("class") != "at":
                continue
            place = box.element.get("data-place")
            where = numbers[_nearest(place, numbers)]
            box.text = box.text.replace(ANY, str(where))
            drawn, _, _, wide, _, _ = split_first_line(
                box.text, box.style, None, None, 0
            )
            box.position_x += box.width - wide  # set against the right
            box.pango_layout, box.width = drawn, wide
            referring.setdefault(place, []).append(number)
    return referring


def _nearest(place: str, numbers: Mapping[str, int]) -> str:
    """A place, or its page where that has no such place."""
    return place if place in numbers else place.partition("--")[0]


def texts(page: Any) -> Iterator[Any]:
    """The pieces of text on a page, without its head and foot."""
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox

    for part in page._page_box.children:
        if not isinstance(part, MarginBox):
            for box in (part, *part.descendants()):
                if isinstance(box, TextBox):
                    yield box
