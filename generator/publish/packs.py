"""Put together what one meeting needs: leaves for the pair and each of the two, cards.

A leaf is two sides of one sheet, so that the mentor's and the partner's part can be
handed out apart: the agenda, and for each of the two a page for the room with the sheet
for afterwards on its back. Both cards come last, each to be cut out and folded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..content.kinds.meet import SessionPlan
from ..content.problems import Finding, ProblemsFound
from ..kit import Kit
from .edition import Edition
from .face import SIDES, fit, meeting_card
from .faces import write_paper_sheet
from .facts import places
from .imposition import Part, impose
from .meeting import Meeting, meeting
from .navigation import is_hidden
from .paper import MM, SIZES, keep, layout, qr_code, unlink, write_pdf
from .printed import Printed
from .render import Page, address
from .stage import Stage

# How large the type may be set: at the least it has 9 points.
SCALES = (1.0, 0.95, 0.9)
TOP, BOTTOM = 13.0, 15.0  # millimetres of margin
# How many sides each part of a pack may take.
ROOM = {"pair": 2, "mentor": 1, "mentor-form": 1, "partner": 1, "partner-form": 1}
FIELD = re.compile(r'id="(fit--[^"]+)"')


@dataclass(frozen=True)
class Pack:
    """What is printed for one meeting: a session's plan, or a theme's."""

    kind: str
    plan: SessionPlan | Meeting

    @property
    def id(self) -> str:
        """The name of its file, without the suffix."""
        word = "session" if self.kind == "session_plans" else "theme"
        return f"pack-{word}-{self.plan.id}"


def packs(kit: Kit) -> list[Pack]:
    """A pack for each session, those of the track first and in its order, and theme."""
    content = kit.content
    track = dict.fromkeys(content.tracks[kit.settings.track].sessions)
    sessions = [*track, *(key for key in content.session_plans if key not in track)]
    return [
        *(Pack("session_plans", content.session_plans[key]) for key in sessions),
        *(Pack("themes", meeting(kit, theme)) for theme in content.themes.values()),
    ]


def print_packs(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write the pack of each meeting into `folder`.

    All are laid out together, and only those with a page that runs over are laid out
    again in smaller type. Raises `ProblemsFound` naming the text where the smallest is
    too large.
    """
    assets = staged.docs / "assets"
    write_paper_sheet(kit, assets)
    wanted = {pack.id: pack for pack in packs(kit)}
    cards = _lay_out_cards(kit, assets, list(wanted.values()), edition)
    printed: dict[str, Printed] = {}
    problems: list[Finding] = []
    left = list(wanted.values())
    for scale in SCALES:
        document, fields = _lay_out(kit, assets, left, edition, scale)
        over = {
            pack.id: _too_long(kit, document, pack, edition, fields) for pack in left
        }
        for pack in left:
            if not over[pack.id]:
                printed[pack.id] = _write(
                    kit, document, pack, cards[pack.id], folder, edition
                )
        left = [pack for pack in left if over[pack.id]]
        problems = [found for pack in left for found in over[pack.id]]
        if not left:
            break
    if problems:
        raise ProblemsFound(problems)
    return [printed[key] for key in wanted]


def _lay_out_cards(
    kit: Kit, assets: Path, chosen: Sequence[Pack], edition: Edition
) -> dict[str, Sequence[Any]]:
    """The page of each pack with both its cards.

    Backs stand beside their fronts, so that the pack can be printed in one go, whatever
    the printer does to the other side of a sheet.
    """
    folded = replace(edition, sheets="fold")
    parts = [
        Part(
            pack.id,
            "",
            tuple(meeting_card(pack.kind, pack.plan, side) for side in SIDES),
        )
        for pack in chosen
    ]
    scales = fit(kit, assets, [card for part in parts for card in part.cards], folded)
    _, _, pages = impose(kit, assets, parts, folded, scales)
    return {part.name: each for part, each in zip(parts, pages, strict=True)}


def _lay_out(
    kit: Kit, assets: Path, chosen: Sequence[Pack], edition: Edition, scale: float
) -> tuple[Any, list[str]]:
    """Lay packs out one after another; also the ids of their texts, in order."""
    site = kit.settings.site.address
    root = f"{site.rstrip('/')}/" if site else ""
    filled = [_fill(kit, pack, root, edition) for pack in chosen]
    html = Page(kit, root).fill(
        "print/packs.html",
        packs=filled,
        scale=scale,
        width=SIZES[edition.paper][0],
        height=SIZES[edition.paper][1],
        top=TOP,
        bottom=BOTTOM,
    )

    # Without a site's address there is nowhere to lead.
    adapt = keep if site else unlink
    return layout(str(html), assets, adapt), FIELD.findall(unescape(html))


def _fill(kit: Kit, pack: Pack, root: str, edition: Edition) -> Markup:
    content, plan = kit.content, pack.plan
    where = address(kit, pack.kind, plan.id)
    shown = not is_hidden(kit, where.replace(".html", ".md"))
    theme = content.themes.get(plan.id) if pack.kind == "themes" else None
    watched = theme.watch_for if theme else getattr(plan, "watch_for", ())
    sheets = {
        side: [
            sheet
            for key, sheet in content.worksheets.items()
            if key == f"{side}-reflection" and (theme or plan.id in sheet.sessions)
        ]
        for side in SIDES
    }
    until, clock = 0, []
    for step in plan.steps:
        clock.append((until, until + step.minutes, step))
        until += step.minutes
    return Page(kit, root).fill(
        "print/pack.html",
        pack=pack,
        plan=plan,
        theme=theme,
        sides=SIDES,
        clock=clock,
        watched=watched,
        sheets=sheets,
        qr=Markup(qr_code(root + where)) if root and shown else "",
        where=root + where,
        edition=edition,
    )


def _write(
    kit: Kit,
    document: Any,
    pack: Pack,
    cards: Sequence[Any],
    folder: Path,
    edition: Edition,
) -> Printed:
    """Write one pack: its pages out of the document that holds many, then its cards."""
    first, last = (
        _page(document, f"{place}--{pack.id}") for place in ("first", "last")
    )
    one = document.copy([*document.pages[first:last], *cards])
    plan, number = pack.plan, places(kit).get(pack.plan.id)
    if pack.kind == "session_plans" and number:
        title = kit.labels("download_pack_for", number=number, title=plan.title)
    else:
        title = kit.labels("download_pack", title=plan.title)
    one.metadata.title, one.metadata.description = title, plan.summary
    name = f"{pack.id}.pdf"
    pages = write_pdf(one, folder / name)
    return Printed(name, title, "pack", pages, edition.paper)


def _page(document: Any, anchor: str) -> int:
    return next(n for n, page in enumerate(document.pages) if anchor in page.anchors)


# Fit


def _too_long(
    kit: Kit, document: Any, pack: Pack, edition: Edition, fields: Sequence[str]
) -> list[Finding]:
    """For each part of a pack that takes more sides than it may, its longest text."""
    side = SIZES[edition.paper][1] - TOP - BOTTOM
    depths: dict[str, float] = {}
    for number, page in enumerate(document.pages):
        for anchor, (_, y, *_) in page.anchors.items():
            # What goes on overleaf is named there again.
            depths.setdefault(anchor, number * side + y / MM - TOP)
    problems = []
    for part, most in ROOM.items():
        begin, end = (f"{place}--{part}--{pack.id}" for place in ("start", "end"))
        if begin not in depths:
            continue
        over = depths[end] - depths[begin] - most * side
        if _page(document, end) - _page(document, begin) < most:
            continue
        texts = [key for key in fields if key.startswith(f"fit--{pack.id}--{part}--")]
        begins = [*(depths[key] for key in texts), depths[end]]
        room = {key: begins[n + 1] - begins[n] for n, key in enumerate(texts)}
        longest = max(room, key=lambda key: room[key])
        kind, item, *path = longest.split("--")[3:]
        place = [int(step) if step.isdigit() else step for step in path]
        problems.append(
            Finding(
                kit.loaded.mark(kind, item, *place),
                f"'{item}': {'.'.join(map(str, place)) or kind} does not fit "
                f"'{pack.id}', whose part '{part}' is {max(over, 0.1):.1f} mm over. "
                "Shorten it, or another text of that part.",
            )
        )
    return problems
