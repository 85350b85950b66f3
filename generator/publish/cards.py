"""Say which decks there are, and write a file for each part of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..kit import Kit
from .calibration import calibrate
from .edition import Edition
from .face import FACES, SIDES, Card, Scales, face, fit, meeting_card
from .faces import write_paper_sheet
from .facts import places
from .imposition import Part, impose, set_boxes
from .paper import layout, write_pdf
from .printed import Printed
from .render import Page
from .sheet import style
from .stage import Stage


@dataclass(frozen=True)
class Deck:
    """Cards of one size; `whole` names the file of all parts, "" for none."""

    whole: str
    title: str
    parts: tuple[Part, ...]


def decks(kit: Kit) -> Iterator[Deck]:
    """Every deck: of meetings, questions by theme, roles and difficult moments."""
    track = meeting_cards(kit)
    plans = [
        Part(
            f"session-cards-{plan}",
            kit.labels("download_cards_for", number=number, title=of_one[0].item.title),
            # Two pairs' worth, so that the sheet is full.
            tuple(of_one) * 2,
        )
        for plan, number in places(kit).items()
        if (of_one := [card for card in track if card.key == plan])
    ]
    guide = _guide("session")
    title = kit.labels("download_session_cards")
    yield Deck("", title, (Part("session-cards", title, (guide, *track)), *plans))
    themes = []
    for theme in kit.content.themes.values():
        cards = [
            Card("question", question.id, "questions", question)
            for question in kit.content.questions.values()
            if question.theme == theme.id
        ]
        if cards:
            told = kit.labels("download_questions_for", title=theme.title)
            name = f"question-cards-{theme.id}"
            themes.append(Part(name, told, (_guide("question"), *cards)))
    yield Deck("question-cards", kit.labels("download_questions"), tuple(themes))
    roles = [
        Card("role", role.id, "roles", role)
        for role in kit.content.roles.values()
        if role.card
    ]
    yield _one_part("role-cards", kit.labels("download_roles"), "role", roles)
    moments = [
        Card("moment", moment.id, "difficult_moments", moment)
        for moment in kit.content.difficult_moments.values()
    ]
    yield _one_part("moment-cards", kit.labels("download_moments"), "moment", moments)


def meeting_cards(kit: Kit) -> list[Card]:
    """The cards of the organisation's track, in its order, each plan's once."""
    track = kit.content.tracks[kit.settings.track]
    return [
        meeting_card("session_plans", kit.content.session_plans[key], side)
        for key in dict.fromkeys(track.sessions)
        for side in SIDES
    ]


def _one_part(name: str, title: str, kind: str, cards: Sequence[Card]) -> Deck:
    part = Part(name, title, (_guide(kind), *cards))
    return Deck("", title, (part,) if cards else ())


def _guide(kind: str) -> Card:
    return Card(kind, f"guide-{kind}", "", kind)


def print_cards(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write every deck into `folder`, and the page that measures a printer.

    Raises `ProblemsFound` when a text does not fit its card.
    """
    assets = staged.docs / "assets"
    write_paper_sheet(kit, assets)
    made = list(decks(kit))
    # All is measured before anything is written, so that all is told at once.
    cards = {card.id: card for deck in made for p in deck.parts for card in p.cards}
    scales = fit(kit, assets, list(cards.values()), edition)
    printed: list[Printed] = []
    for deck in made:
        if deck.parts:
            printed += write_deck(kit, assets, folder, deck, edition, scales)
    if style(edition.sheets).both_sides:
        printed.append(calibrate(kit, assets, folder, edition))
    return printed


def lay_out_faces(
    kit: Kit, assets: Path, cards: Sequence[Card], edition: Edition
) -> Any:
    """Lay out the faces of `cards`, one a page at their own size."""
    write_paper_sheet(kit, assets)
    faces = [face(kit, card, which, edition) for card in cards for which in FACES]
    html = Page(kit, "").fill("print/card-faces.html", faces=faces, size=cards[0].size)
    return layout(str(html), assets)


def write_deck(
    kit: Kit,
    assets: Path,
    folder: Path,
    deck: Deck,
    edition: Edition,
    scales: Scales,
) -> Iterator[Printed]:
    """Lay out the whole deck at once, then write the pages of each file."""
    document, this, of_parts = impose(kit, assets, deck.parts, edition, scales)
    how = edition.sheets.replace("-", "_")
    files = [
        (part.name, part.title, pages)
        for part, pages in zip(deck.parts, of_parts, strict=True)
    ]
    if deck.whole:
        files.insert(0, (deck.whole, deck.title, document.pages))
    for name, title, some in files:
        copied = document.copy(some)
        copied.metadata = copy(document.metadata)
        copied.metadata.title = f"{title} · {kit.settings.programme.name}"
        target = folder / f"{name}.pdf"
        count = write_pdf(copied, target, lambda pdf: set_boxes(pdf, this))
        paper = edition.paper if this.style.turn else ""
        yield Printed(target.name, title, how, count, paper)
