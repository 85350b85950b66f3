"""Make a meeting out of a theme: its agenda, and what each of the two asks.

By the rules of the planner on the site (templates/scripts/planner.js). Paper cannot ask
how well two people know each other: it leaves the deepest questions to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..content.kinds.meet import AgendaStep, Question, Theme
from ..kit import Kit

DEEPEST = 2
AN_HOUR = 60


@dataclass(frozen=True)
class Part:
    """A timed part of a meeting, as `AgendaStep`, with the minutes it has here."""

    title: str
    minutes: int
    mentor: str
    partner: str
    remote: str | None


@dataclass(frozen=True)
class Side:
    """One side's half: what they put on the table, send ahead and ask.

    What to say when it stalls stands on a session's cards alone, and is empty here.
    """

    brings: str
    questions: tuple[str, ...]
    send_before: tuple[str, ...] = ()
    if_it_goes_quiet: str = ""
    if_they_lecture: str = ""
    may_decline: str = ""
    if_stuck: str = ""
    report_back: str = ""


@dataclass(frozen=True)
class Meeting:
    """A meeting about a theme, with what cards use of a session's plan."""

    id: str
    title: str
    summary: str
    area: str
    minutes: int
    steps: tuple[Part, ...]
    mentor: Side
    partner: Side


def meeting(kit: Kit, theme: Theme) -> Meeting:
    """A meeting about `theme`, as long as the organisation's meetings are."""
    minutes = kit.settings.meeting_minutes or AN_HOUR
    steps = list(kit.content.agenda.values())
    shared = share([(step.minutes, step.shortest) for step in steps], minutes)
    chosen = _choose(kit, theme, minutes)
    return Meeting(
        id=theme.id,
        title=theme.title,
        summary=theme.summary,
        area=theme.area,
        minutes=minutes,
        steps=tuple(
            _part(step, each) for step, each in zip(steps, shared, strict=True) if each
        ),
        mentor=Side(theme.mentor_brings[0], chosen["mentor"]),
        partner=Side(theme.partner_brings[0], chosen["partner"], chosen["before"]),
    )


def _part(step: AgendaStep, minutes: int) -> Part:
    return Part(step.title, minutes, step.mentor, step.partner, step.remote)


def share(parts: Sequence[tuple[int, int]], minutes: int) -> list[int]:
    """Share out `minutes` among parts, each given as its minutes in an hour and least.

    Each part gets its least, and of the rest in proportion to what it takes beyond that
    in an hour: whole minutes that add up, by largest remainder.
    """
    least = sum(shortest for _, shortest in parts)
    spare = sum(hour - shortest for hour, shortest in parts)
    rest = max(0, minutes - least)
    exact = [
        shortest + rest * ((hour - shortest) / spare if spare else 1 / len(parts))
        for hour, shortest in parts
    ]
    whole = [int(each) for each in exact]
    by_rest = sorted(range(len(parts)), key=lambda n: (whole[n] - exact[n], n))
    for number in by_rest[: round(sum(exact)) - sum(whole)]:
        whole[number] += 1
    return whole


def _choose(kit: Kit, theme: Theme, minutes: int) -> dict[str, tuple[str, ...]]:
    """Questions for each list, every one once: from the shallow to the deep.

    Those that need care come only where nothing else is left. In half an hour one
    question goes ahead and only the mentor asks.
    """
    each = 1 if minutes < 45 else 2 if minutes < AN_HOUR else 3
    counts = {
        "before": min(each, 2),
        "mentor": each,
        "partner": each if minutes >= 45 else 0,
    }
    taken: set[str] = set()
    chosen: dict[str, tuple[str, ...]] = {}
    for name, count in counts.items():
        asker = "partner" if name == "before" else name
        deepest = 1 if name == "before" else DEEPEST
        may = [
            question
            for question in kit.content.questions.values()
            if question.theme == theme.id
            and question.asker in (asker, "both")
            and question.depth <= deepest
        ]
        picked = []
        for place in range(count):
            depth = 1 + place * deepest // count
            free = [question for question in may if question.id not in taken]
            if free:
                best = min(free, key=lambda q: _distance(q, depth))
                taken.add(best.id)
                picked.append(best)
        picked.sort(key=lambda question: question.depth)
        chosen[name] = tuple(question.id for question in picked)
    return chosen


def _distance(question: Question, depth: int) -> tuple[bool, int]:
    return question.caution is not None, abs(question.depth - depth)
