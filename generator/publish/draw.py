"""Draw the diagrams as SVG from the data: the arc, the timeline, a pair, the loop."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from ..content.kinds.decide import PairingExample
from ..content.kinds.meet import SessionPlan
from ..kit import Kit
from . import diagram
from .diagram import Point

Fill = Callable[..., Markup]


def arc(kit: Kit, fill: Fill, plan: SessionPlan) -> Markup:
    """The arc of a session: its steps to scale, what comes before and after."""
    drawn = diagram.arc(plan, Point(200, 192), 150)
    return fill("diagrams/arc.svg", plan=plan, drawn=drawn)


def timeline(kit: Kit, fill: Fill) -> Markup:
    """Who does what in which week, the phases behind and the meetings below."""
    content, brand = kit.content, kit.brand
    names = {key: role.title for key, role in content.roles.items()}
    left = 30 + max(diagram.width(name, 13, brand) for name in names.values())
    drawn = diagram.timeline(
        list(content.timeline.values()),
        list(content.phases.values()),
        list(names),
        len(content.tracks[kit.settings.track].sessions),
        left,
        step=16,
    )
    titles = {
        key: diagram.wrap(content.phases[key].title, room - 8, 13, brand)
        for key, (_, room) in drawn.bands.items()
    }
    top = 36 + 15 * max((len(lines) for lines in titles.values()), default=1)
    pitch = 27
    return fill(
        "diagrams/timeline.svg",
        drawn=drawn,
        titles=titles,
        top=top,
        pitch=pitch,
        right=max((x + room for x, room in drawn.bands.values()), default=left),
        height=top + pitch * (len(drawn.lanes) + 1) + 20,
    )


def pair(kit: Kit, fill: Fill, item: PairingExample) -> Markup:
    """What each side of a worked pair brings, and that both cross."""
    left, right = (
        diagram.wrap(words, 230, 15, kit.brand)
        for words in (item.mentor_brings, item.partner_brings)
    )
    height = 48 + 19 * max(len(left), len(right))
    return fill(
        "diagrams/pair.svg",
        item=item,
        area=kit.content.themes[item.first_theme].area,
        left=left,
        right=right,
        height=height,
        middle=height / 2 + 8,
    )


def loop(kit: Kit, fill: Fill) -> Markup:
    """The feedback loop: its stations up and down, the floors in the accent."""
    rules = list(kit.content.signal_rules.values())
    box, right = Point(172, 66), 200.0
    drawn = diagram.loop(len(rules), box, gap=16, top=30, right=right)
    words = [diagram.wrap(rule.title, box.x - 44, 14, kit.brand) for rule in rules]
    return fill(
        "diagrams/loop.svg",
        rules=rules,
        drawn=drawn,
        words=words,
        box=box,
        left_line=box.x / 2,
        right_line=right + box.x / 2,
        wide=right + box.x,
    )
