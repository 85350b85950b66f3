"""Make one structure element of a list, table or paragraph that crosses pages.

WeasyPrint 70 tags each page by itself, so that what breaks over a page comes out as two
elements (Kozea/WeasyPrint#2903) and a screen reader counts two lists. Pieces belong
together when they are boxes of the same element of the page's source, the first the
last thing on its page and the second the first on the next: this is noted while the
tags are made, and the pieces are joined before the file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

JOINED = {"Sect", "Art", "Div", "BlockQuote", "P", "L", "LI", "LBody", "Table", "TBody"}
JOINED |= {"TR", "TH", "TD", "H1", "H2", "H3", "H4", "H5", "H6"}


@dataclass(frozen=True)
class Tags:
    """The structure elements being made, each by its number in the file, with its box.

    `boxes` holds what keeps an element from being freed, so that its id stays its own.
    """

    boxes: dict[int, Any] = field(default_factory=dict)


@contextmanager
def noting() -> Iterator[Tags]:
    """Note, while a PDF is written, which box each structure element stands for."""
    from weasyprint.pdf import tags

    noted = Tags()
    build: Callable[..., Iterator[Any]] = tags._build_box_tree

    def build_noting(box: Any, *rest: Any) -> Iterator[Any]:
        for element in build(box, *rest):
            # The boxes of the page and its body hand on what those within them made.
            noted.boxes.setdefault(element.number, getattr(box, "_box", box))
            yield element

    tags._build_box_tree = build_noting
    try:
        yield noted
    finally:
        tags._build_box_tree = build


def rejoin(pdf: Any, noted: Tags) -> int:
    """Join in a `pydyf.PDF` what page breaks put asunder; return how many pieces.

    Only elements are moved: each keeps its page, and so the content it points to.
    """
    joined = 0
    begun: dict[tuple[int, str], Any] = {}
    for number, box in sorted(noted.boxes.items()):
        piece = pdf.objects[number]
        tag = piece["S"].removeprefix("/")
        if tag in ("TH", "TD"):
            _head(piece, box)
        if tag not in JOINED or box.element is None or _is_anonymous(box):
            continue
        key = (id(box.element), tag)
        first = begun.setdefault(key, piece)
        if first["Pg"] != piece["Pg"]:
            _move(pdf, piece, first)
            joined += 1
    return joined


def _head(cell: Any, box: Any) -> None:
    """Say whose head a cell is; WeasyPrint's own lists of heads end with the page."""
    if cell["S"] == "/TH" and box.element is not None:
        across = box.element.get("scope") == "row"
        cell["A"]["Scope"] = "/Row" if across else "/Column"
    elif "A" in cell and not cell["A"].get("Headers", True):
        del cell["A"]["Headers"]


def _is_anonymous(box: Any) -> bool:
    """Whether the box was put around others for layout: it is no piece of its own."""
    from weasyprint.css import AnonymousStyle

    return isinstance(box.style, AnonymousStyle) and not box.is_table_wrapper


def _move(pdf: Any, piece: Any, first: Any) -> None:
    """Put what is in `piece` at the end of `first`, and `piece` away."""
    for kid in piece["K"]:
        if isinstance(kid, bytes):
            inner = pdf.objects[int(kid.split()[0])]
            if "P" in inner:
                inner["P"] = first.reference
    first["K"].extend(piece["K"])
    parent = pdf.objects[int(piece["P"].split()[0])]
    parent["K"].remove(piece.reference)
    # The file's table of objects still counts it, but nothing leads to it.
    piece.clear()
