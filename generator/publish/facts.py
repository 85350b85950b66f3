"""Work out what pages and cards are told besides the content: places, weeks, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import Literal

from babel.dates import format_date

from ..content.item import Item
from ..content.model import KINDS
from ..content.reference import references
from ..kit import Kit

Key = tuple[str, str]  # kind and id


def places(kit: Kit) -> dict[str, str]:
    """Where each session stands in the organisation's track: "3", or "3 and 8"."""
    sessions = kit.content.tracks[kit.settings.track].sessions
    joined = f" {kit.labels('and')} "
    return {
        key: joined.join(
            str(index) for index, other in enumerate(sessions, 1) if other == key
        )
        for key in sessions
    }


def following(kit: Kit) -> dict[str, list[str]]:
    """The sessions that follow each one in the organisation's track."""
    sessions = kit.content.tracks[kit.settings.track].sessions
    after: dict[str, list[str]] = {key: [] for key in kit.content.session_plans}
    for one, other in pairwise(sessions):
        if other not in after[one]:
            after[one].append(other)
    return after


def week(kit: Kit, number: int) -> str:
    """A week of the timeline, with the date of its Monday once that is known."""
    told = kit.labels("week", number=str(number).replace("-", "−"))
    first = kit.settings.dates.first_meetings
    if first is None:
        return told
    return f"{told}, {date(kit, first + timedelta(weeks=number), 'medium')}"


def date(kit: Kit, day: Day, width: Literal["medium", "long"]) -> str:
    """A day as the language and country of the settings write it (Unicode CLDR)."""
    return format_date(day, width, locale=kit.settings.language.replace("-", "_"))


@cache
def mentions(kit: Kit) -> Mapping[Key, Sequence[Key]]:
    """For each item, the items that refer to it, in reading order."""
    found: dict[Key, list[Key]] = {
        (kind, key): [] for kind in KINDS for key in kit.content.of(kind)
    }
    for kind in KINDS:
        for key, item in kit.content.of(kind).items():
            for _, target_kind, target in references(item):
                mention = (kind, key)
                if mention not in found[target_kind, target]:
                    found[target_kind, target].append(mention)
    return found


def readers(kit: Kit, kind: str, item: Item) -> list[str] | None:
    """The roles in whose books the page of an item stands; None for everyone's.

    Those who meet get what their own meetings are about and are warned of: the rest
    stands in the whole book and on the site.
    """
    content, both = kit.content, ["mentor", "partner"]
    track = content.tracks[kit.settings.track].sessions
    meetings = [content.session_plans[key] for key in track]
    themes = {key for plan in meetings for key in plan.themes}
    for purpose in kit.settings.purposes:
        themes |= set(content.purposes[purpose].themes)
    match kind:
        case "session_plans":
            return None if item.id in track else ["lead"]
        case "themes":
            return both if item.id in themes else []
        case "failure_modes":
            warned = {key for each in meetings for key in each.watch_for}
            return None if item.id in warned else ["lead"]
        case "briefings":
            return list(dict.fromkeys([content.briefings[item.id].audience, "lead"]))
        case "purposes":
            return ["lead"]
    return None
