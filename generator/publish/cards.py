"""Lay out session cards: two a session, four to a sheet, backs behind fronts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..content.kinds.meet import SessionPlan
from ..content.problems import Finding, ProblemsFound
from ..kit import Kit
from .edition import Edition
from .faces import write_paper_sheet
from .facts import places
from .navigation import is_hidden
from .paper import (
    CARD,
    COLUMNS,
    ROWS,
    SIZES,
    Cell,
    cells,
    crop_marks,
    heights,
    layout,
    qr_code,
    write_pdf,
)
from .printed import Printed
from .render import Page, address
from .stage import Stage

SIDES = ("mentor", "partner")
A_SHEET = COLUMNS * ROWS
# Millimetres at the bottom of a face that its text must leave: id, version, QR code.
FOOT = {"front": 24.0, "back": 9.0}


@dataclass(frozen=True)
class Card:
    """One card: a session's plan as one side of the pair holds it."""

    plan: SessionPlan
    side: str

    @property
    def id(self) -> str:
        """What the card carries: "a" is the mentor's, whatever an organisation says."""
        return f"{self.plan.id}-{'ab'[SIDES.index(self.side)]}"


@dataclass(frozen=True)
class Sheet:
    """Both sides of one sheet: each card with its place on front and back."""

    fronts: Sequence[tuple[Cell, Markup]]
    backs: Sequence[tuple[Cell, Markup]]


def deck(kit: Kit) -> list[Card]:
    """The cards of the organisation's track, in its order, each plan's once."""
    track = kit.content.tracks[kit.settings.track]
    return [
        Card(kit.content.session_plans[key], side)
        for key in dict.fromkeys(track.sessions)
        for side in SIDES
    ]


def print_cards(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write all cards, and a sheet for each session, into `folder`.

    Raises `ProblemsFound` when a text does not fit its card.
    """
    assets = staged.docs / "assets"
    write_paper_sheet(kit, assets)
    cards = deck(kit)
    scale = fit(kit, assets, cards, edition)
    name, title = "session-cards.pdf", kit.labels("download_session_cards")
    pages = _write(kit, assets, folder / name, cards, edition, scale, guide=True)
    printed = [Printed(name, title, "how_cards", pages, edition.paper)]
    for plan in dict.fromkeys(card.plan.id for card in cards):
        name = f"session-cards-{plan}.pdf"
        both = [card for card in cards if card.plan.id == plan]
        title = kit.labels(
            "download_cards_for",
            number=places(kit)[plan],
            title=kit.content.session_plans[plan].title,
        )
        # Two pairs' worth, so that the sheet is full.
        pages = _write(kit, assets, folder / name, both * 2, edition, scale)
        printed.append(Printed(name, title, "how_cards", pages, edition.paper))
    return printed


def lay_out_faces(
    kit: Kit, assets: Path, cards: Sequence[Card], edition: Edition
) -> Any:
    """Lay out the faces of `cards`, one a page at their own size."""
    write_paper_sheet(kit, assets)
    faces = [
        face(kit, card, which, edition) for card in cards for which in ("front", "back")
    ]
    html = Page(kit, "").fill("print/card-faces.html", faces=faces, size=CARD, scale=1)
    return layout(str(html), assets)


def _write(
    kit: Kit,
    assets: Path,
    target: Path,
    cards: Sequence[Card],
    edition: Edition,
    scale: float,
    guide: bool = False,
) -> int:
    html = Page(kit, "").fill(
        "print/card-sheets.html",
        sheets=_sheets(kit, cards, edition),
        marks=crop_marks(edition.paper),
        width=SIZES[edition.paper][0],
        height=SIZES[edition.paper][1],
        size=CARD,
        edition=edition,
        guide=guide,
        scale=scale,
        cards=cards,
    )
    return write_pdf(layout(str(html), assets), target)


def _sheets(kit: Kit, cards: Sequence[Card], edition: Edition) -> list[Sheet]:
    sheets = []
    for first in range(0, len(cards), A_SHEET):
        batch = cards[first : first + A_SHEET]
        fronts = [face(kit, card, "front", edition) for card in batch]
        backs = [face(kit, card, "back", edition) for card in batch]
        sheets.append(
            Sheet(
                list(zip(cells(edition.paper), fronts, strict=False)),
                list(zip(cells(edition.paper, back=True), backs, strict=False)),
            )
        )
    return sheets


def face(
    kit: Kit, card: Card, which: str, edition: Edition, anchored: bool = False
) -> Markup:
    """One face of a card as HTML; `anchored` gives each field an id, for measuring."""
    site = kit.settings.site.address
    page = address(kit, "session_plans", card.plan.id)
    shown = not is_hidden(kit, page.replace(".html", ".md"))
    where = f"{site.rstrip('/')}/{page}" if site and shown else ""
    return Page(kit, "").fill(
        f"print/session-card-{which}.html",
        card=card,
        plan=card.plan,
        side=getattr(card.plan, card.side),
        where=where,
        qr=Markup(qr_code(where)) if where else "",
        edition=edition,
        anchored=anchored,
        foot=FOOT[which],
    )


# Fit

FIELD = re.compile(r'id="(fit-[^"]+)"')
# How far the questions may shrink where a brand's face runs wide: the small type beside
# them is at its least already.
SCALES = (1.0, 0.94, 0.88)


def fit(kit: Kit, assets: Path, cards: Sequence[Card], edition: Edition) -> float:
    """The largest of `SCALES` at which every text fits its card.

    Raises `ProblemsFound` naming item and field where none is small enough.
    """
    for scale in SCALES:
        if not (problems := _overfull(kit, assets, cards, edition, scale)):
            return scale
    raise ProblemsFound(problems)


def _overfull(
    kit: Kit, assets: Path, cards: Sequence[Card], edition: Edition, scale: float
) -> list[Finding]:
    """Measure every face on a tall page: it starts, its fields start, and it ends."""
    faces = {
        f"{card.id}--{which}": face(kit, card, which, edition, anchored=True)
        for card in cards
        for which in ("front", "back")
    }
    fields = {name: FIELD.findall(unescape(html)) for name, html in faces.items()}
    starts = {
        key: f"start-{name}"
        for name, keys in fields.items()
        for key in [*keys, f"end-{name}"]
    }
    html = Page(kit, "").fill(
        "print/card-fit.html", faces=faces, size=CARD, scale=scale
    )
    measured = heights(layout(str(html), assets), starts)
    sessions = {card.id: card.plan.id for card in cards}
    problems = []
    for name, keys in fields.items():
        card, _, which = name.rpartition("--")
        room = CARD[1] - FOOT[which]
        over = measured[f"end-{name}"] - room
        if over <= 0.05:
            continue
        # The field that crosses the edge is the last one that starts above it.
        last = [key for key in keys if measured[key] < room][-1]
        place = [int(part) if part.isdigit() else part for part in last.split("--")[1:]]
        problems.append(
            Finding(
                kit.loaded.mark("session_plans", sessions[card], *place),
                f"'{sessions[card]}': {'.'.join(map(str, place))} does not fit the "
                f"{which} of the card '{card}', which is {over:.1f} mm over. Shorten "
                "it, or another text on that face.",
            )
        )
    return problems
