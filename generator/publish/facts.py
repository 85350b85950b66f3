"""Work out what pages and cards are told besides the content: places, weeks, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import pairwise

from babel.dates import format_date

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
    language = kit.settings.language.replace("-", "_")
    day = format_date(first + timedelta(weeks=number), "d MMM y", locale=language)
    return f"{told}, {day}"


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
