"""Bind the staged pages into the printed playbook, and into a slim one a reader."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from ..content.model import KINDS, named
from ..kit import Kit
from .chapter import Chapter, adapt, chapters, slug
from .edition import Edition
from .index import Bound, general_index, question_index
from .paper import qr_code, write_pdf
from .press import Press, open_press
from .printed import Printed
from .reference import anchors, fill
from .render import address
from .stage import Stage

READERS = ("mentor", "partner", "lead")


@dataclass(frozen=True)
class Part:
    """A part of the book: its name ("" for none), its chapters, its opening page."""

    number: int
    name: str
    chapters: Sequence[Chapter]
    opens: bool


@dataclass(frozen=True)
class Leaves:
    """The pages made so far, and where the opening of each part lies among them."""

    pages: list[Any] = field(default_factory=list)
    openings: dict[int, int] = field(default_factory=dict)

    @property
    def next(self) -> int:
        return len(self.pages) + 1


def print_book(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write the whole printed playbook into `folder`."""
    title = kit.labels("download_playbook")
    book = lay_out_book(kit, staged, edition)
    titles = place_titles(kit, staged)
    pages = write_pdf(book, folder / "playbook.pdf", titles=titles)
    return [Printed("playbook.pdf", title, "book", pages, edition.paper)]


def print_readers(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write a book for each reader, with only what is theirs, into `folder`."""
    printed, titles = [], place_titles(kit, staged)
    for reader in READERS:
        name = f"playbook-{reader}.pdf"
        book = lay_out_book(kit, staged, edition, reader=reader)
        pages = write_pdf(book, folder / name, titles=titles)
        title = kit.labels(f"reader_{reader}")
        printed.append(Printed(name, title, "book", pages, edition.paper))
    return printed


def place_titles(kit: Kit, staged: Stage) -> dict[str, str]:
    """What stands at each place of a book that has a name: pages and items."""
    items = {
        slug(address(kit, kind, key)): named(item)
        for kind in KINDS
        for key, item in kit.content.of(kind).items()
    }
    return items | {slug(page.address): page.title for page in staged.pages}


def lay_out_book(
    kit: Kit,
    staged: Stage,
    edition: Edition,
    only: Collection[str] = (),
    reader: str = "",
) -> Any:
    """Lay out the book, or those of its chapters whose addresses are `only` wanted.

    `reader` is the role whose book it is, "" for the whole. Chapters are laid out once;
    then the pages of their places are known, and the numbers are printed into them.
    """
    press = open_press(kit, edition, reader, staged.docs / "assets")
    wanted = [
        chapter
        for chapter in chapters(kit, staged, reader)
        if not only or chapter.page.address in only
    ]
    parts = [
        Part(number, kit.labels(name) if name else "", list(inside), not reader)
        for number, (name, inside) in enumerate(
            groupby(wanted, key=lambda chapter: chapter.page.part), 1
        )
    ]
    front = _front(press, parts, {})
    leaves = Leaves(list(front.pages))
    for part in parts:
        _lay_part(press, part, leaves, {chapter.page.address for chapter in wanted})
    numbers = anchors(leaves.pages)
    referring = fill(leaves.pages, numbers)
    bound = Bound(kit, wanted, leaves.pages, numbers, referring)
    _lay_indexes(press, bound, leaves)
    numbers = anchors(leaves.pages)

    # Now that the numbers are known: what names them all.
    named = _front(press, parts, numbers)
    if len(named.pages) != len(front.pages):
        raise AssertionError("the contents grew when their numbers were printed")
    leaves.pages[: len(named.pages)] = named.pages
    for part in parts:
        if place := leaves.openings.get(part.number):
            opening = _opening(press, part, place, numbers)
            # A part of many chapters may take two pages to list them.
            leaves.pages[place - 1 : place - 1 + len(opening)] = opening
    _pad(press, leaves, odd=False)
    leaves.pages.extend(press.set("back", leaves.next, qr=_qr(kit, "")))
    return named.copy(leaves.pages)


def _front(press: Press, parts: Sequence[Part], numbers: Mapping[str, int]) -> Any:
    """Cover, title, imprint and contents, as a document, which has the book's title."""
    return press.document(
        "front", 1, parts=parts, numbers=numbers, qr=_qr(press.kit, "")
    )


def _opening(
    press: Press, part: Part, first: int, numbers: Mapping[str, int]
) -> list[Any]:
    return press.set("part", first, opened=part, numbers=numbers)


def _pad(press: Press, leaves: Leaves, odd: bool) -> None:
    """Add an empty page if the next one has to be on the other side."""
    if (leaves.next % 2 == 1) is not odd:
        leaves.pages.extend(press.set("blank", leaves.next))


def _lay_part(press: Press, part: Part, leaves: Leaves, known: Collection[str]) -> None:
    """Lay out a part: its opening, on the right, and its chapters."""
    if part.name and part.opens:
        _pad(press, leaves, odd=True)
        leaves.openings[part.number] = leaves.next
        leaves.pages.extend(_opening(press, part, leaves.next, {}))
    for index, chapter in enumerate(part.chapters):

        def settle(root: Element, address: str = chapter.page.address) -> None:
            for section in root.iter("section"):
                if section.get("data-address"):
                    adapt(press.kit, section, address, known, press.reader)

        leaves.pages.extend(
            press.set(
                "chapter",
                leaves.next,
                settle,
                part=part.name,
                chapter=chapter.page.title,
                set=chapter,
                begins=part if not index and not part.opens else None,
                qr=_qr(press.kit, chapter.page.address),
            )
        )


def _lay_indexes(press: Press, bound: Bound, leaves: Leaves) -> None:
    for piece, entries in (
        ("questions", question_index(bound)),
        ("index", general_index(bound)),
    ):
        if entries:
            leaves.pages.extend(
                press.set(
                    piece,
                    leaves.next,
                    part=press.kit.labels("index"),
                    chapter=press.kit.labels(f"index_{piece}"),
                    groups=entries,
                    qr=_qr(press.kit, "questions.html"),
                )
            )


def _qr(kit: Kit, address: str) -> dict[str, str]:
    """The whole address of a page and its code; empty for a site without an address."""
    site = kit.settings.site.address
    if not site:
        return {}
    whole = f"{site.rstrip('/')}/{address}".rstrip("/")
    return {"address": whole, "picture": qr_code(whole)}
