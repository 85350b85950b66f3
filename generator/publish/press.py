"""Set the pieces of a book one after another, each on the page where it begins.

Every piece is a document of its own, laid out once: what follows does not have to wait
for its numbers, and a long book costs no more a page than a short one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from ..kit import Kit
from .edition import Edition
from .faces import write_paper_sheet
from .paper import layout, style_sheet
from .reference import room
from .render import Page

SHEETS = ("paper.css", "pieces.css", "programme.css", "book.css")


@dataclass(frozen=True)
class Press:
    """What every piece of a book is set with; `reader` is "" for the whole book."""

    kit: Kit
    edition: Edition
    reader: str
    folder: Path
    sheets: tuple[Any, ...]

    def set(
        self,
        piece: str,
        first: int,
        adapt: Callable[[Element], None] = lambda root: None,
        part: str = "",
        chapter: str = "",
        **values: object,
    ) -> list[Any]:
        """The pages of a piece, a template's name, whose first has the number `first`.

        `part` and `chapter` are the words over its pages.
        """
        return list(
            self.document(
                piece, first, adapt, part=part, chapter=chapter, **values
            ).pages
        )

    def document(
        self,
        piece: str,
        first: int,
        adapt: Callable[[Element], None] = lambda root: None,
        **values: object,
    ) -> Any:
        """A piece as a document, which also knows its title."""
        html = Page(self.kit, "").fill(
            f"print/book-{piece}.html",
            **{"part": "", "chapter": "", **values},
            edition=self.edition,
            paper=self.edition.paper,
            reader=self.reader,
            first=first,
            page_room=room(self.kit),
        )
        return layout(str(html), self.folder, adapt, self.sheets)


def open_press(kit: Kit, edition: Edition, reader: str, assets: Path) -> Press:
    """A press for the book of `reader`; `assets` are the staged ones."""
    write_paper_sheet(kit, assets)
    sheets = tuple(style_sheet(assets / name) for name in SHEETS)
    return Press(kit, edition, reader, assets, sheets)
