"""Draw the two faces of a card, and measure whether its texts fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..content.problems import Finding, Mark, ProblemsFound
from ..kit import Kit
from .edition import Edition
from .navigation import is_hidden
from .paper import heights, layout, qr_code
from .render import Page, address
from .sheet import LARGE, SMALL, Size

FACES = ("front", "back")
SIDES = ("mentor", "partner")
SIZE: dict[str, Size] = {
    "session": LARGE,
    "role": LARGE,
    "question": SMALL,
    "moment": SMALL,
}
# Millimetres at the bottom of a face that its text must leave: id, version, QR code.
FOOT = {
    ("session", "front"): 12.0,
    ("session", "back"): 10.5,
    ("role", "front"): 22.0,
    ("role", "back"): 9.0,
    ("question", "front"): 12.0,
    ("question", "back"): 20.0,
    ("moment", "front"): 24.0,
    ("moment", "back"): 20.0,
    ("guide", "front"): 6.0,
    ("guide", "back"): 24.0,
}
# How far the large texts may shrink where a text is long or a brand's face runs wide:
# the small type beside them is at its least already.
SCALES = (1.0, 0.94, 0.88, 0.82)
FIELD = re.compile(r'id="(fit-[^"]+)"')


@dataclass(frozen=True)
class Card:
    """A card: what it is made from, and which side of the pair holds it.

    `kind` names its templates and size, `source` the kind of content that `item` comes
    from, or "" for a card that explains its deck: `item` is then the deck's name.
    """

    kind: str
    id: str
    source: str
    item: Any
    side: str = ""

    @property
    def size(self) -> Size:
        return SIZE[self.kind]

    @property
    def is_guide(self) -> bool:
        """Whether it explains its deck."""
        return not self.source

    @property
    def key(self) -> str:
        """The id of what it is made from."""
        return str(self.item.id) if self.source else self.kind


def meeting_card(source: str, meeting: Any, side: str) -> Card:
    """A meeting as one side holds it: "a" is the mentor's, whatever they are called.

    `meeting` is a session's plan, or what has the same attributes.
    """
    return Card(
        "session", f"{meeting.id}-{'ab'[SIDES.index(side)]}", source, meeting, side
    )


def face(
    kit: Kit,
    card: Card,
    which: str,
    edition: Edition,
    scale: float = 1.0,
    anchored: bool = False,
) -> Markup:
    """One face of a card as HTML, its large texts in `scale`.

    `which` is one of `FACES`; `anchored` gives each field an id, for measuring.
    """
    where = _where(kit, card)
    template = f"print/{card.kind}-card-{which}.html"
    if card.is_guide:
        template = f"print/guide-card-{which}.html"
    filled = Page(kit, "").fill(
        template,
        card=card,
        item=card.item,
        plan=card.item,
        side=getattr(card.item, card.side) if card.side else None,
        where=where,
        qr=Markup(_qr_code(where)) if where else "",
        edition=edition,
        anchored=anchored,
        foot=_foot(card, which),
    )
    return Markup(f'<div class="fit" style="--fit:{scale}">{filled}</div>')


_qr_code = cache(qr_code)


def _foot(card: Card, which: str) -> float:
    return FOOT["guide" if card.is_guide else card.kind, which]


def _where(kit: Kit, card: Card) -> str:
    """The card's whole address on the site, "" where it has none or is hidden."""
    site = kit.settings.site.address
    page = address(kit, card.source, card.key) if card.source else "downloads.html"
    path = page.partition("#")[0].replace(".html", ".md")
    return f"{site.rstrip('/')}/{page}" if site and not is_hidden(kit, path) else ""


Scales = Mapping[tuple[str, str], float]


def fit(kit: Kit, assets: Path, cards: Sequence[Card], edition: Edition) -> Scales:
    """The largest of `SCALES` at which a face's texts fit, by card's id and face.

    Raises `ProblemsFound` naming item and field where none is small enough.
    """
    scales: dict[tuple[str, str], float] = {}
    left = list(cards)
    problems: list[Finding] = []
    for scale in SCALES:
        over = _overfull(kit, assets, left, edition, scale) if left else {}
        for card in left:
            for which in FACES:
                if (card.id, which) not in over:
                    scales.setdefault((card.id, which), scale)
        left = [card for card in left if any((card.id, f) in over for f in FACES)]
        problems = list(over.values())
    if problems:
        raise ProblemsFound(problems)
    return scales


def _overfull(
    kit: Kit, assets: Path, cards: Sequence[Card], edition: Edition, scale: float
) -> Mapping[tuple[str, str], Finding]:
    """What does not fit, by the id of its card and the face.

    Every face is measured on a tall page: it starts, its fields start, and it ends.
    """
    over: dict[tuple[str, str], Finding] = {}
    for size in sorted({card.size for card in cards}):
        some = [card for card in cards if card.size == size]
        faces = {
            (card.id, which): face(kit, card, which, edition, scale, anchored=True)
            for card in some
            for which in FACES
        }
        html = Page(kit, "").fill(
            "print/card-fit.html", faces=list(faces.values()), width=size[0]
        )
        starts = dict(_starts(faces))
        measured = heights(layout(str(html), assets), starts)
        for card in some:
            for which in FACES:
                room = size[1] - _foot(card, which)
                excess = measured[f"end-{card.id}--{which}"] - room
                if excess > 0.05:
                    # The field that crosses the edge is the last that starts above it.
                    mine = FIELD.findall(unescape(faces[card.id, which]))
                    last = [key for key in mine if measured[key] < room][-1]
                    found = _finding(kit, card, which, last, excess)
                    over[card.id, which] = found
    return over


def _starts(
    faces: Mapping[tuple[str, str], Markup],
) -> Iterator[tuple[str, str]]:
    """For each element that is measured, the element at the start of its face."""
    for (card, which), html in faces.items():
        for key in (*FIELD.findall(unescape(html)), f"end-{card}--{which}"):
            yield key, f"start-{card}--{which}"


def _finding(kit: Kit, card: Card, which: str, field: str, over: float) -> Finding:
    place = [int(part) if part.isdigit() else part for part in field.split("--")[1:]]
    if card.source:
        mark: Mark = kit.loaded.mark(card.source, card.key, *place)
        told = f"'{card.key}': {'.'.join(map(str, place))}"
    else:
        mark = kit.labels.tree.mark(tuple(place))
        told = f"The label {place[0]}"
    return Finding(
        mark,
        f"{told} does not fit the {which} of the card '{card.id}', which is {over:.1f} "
        "mm over. Shorten it, or another text on that face.",
    )
