"""Measure out the diagrams: where each arc, dot and line of words lies.

Lengths are in the drawing's own units, at about one to a CSS pixel. Nothing is drawn
here; the templates under `templates/diagrams/` turn these places into SVG.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from pathlib import Path

from fontTools.ttLib import TTFont

from ..content.kinds.meet import SessionPlan
from ..content.kinds.prepare import FIRST_WEEK, LAST_WEEK, Phase, Task
from ..identity.brand import Brand

# Words are measured in the regular face and often set bolder: leave room.
BOLDER = 1.08


@dataclass(frozen=True)
class Point:
    x: float
    y: float


# Words


@cache
def _advances(path: Path) -> tuple[Mapping[str, float], float]:
    """The width of each character as a share of the size, and of an unknown one."""
    with TTFont(path, lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        widths = {
            chr(point): metrics[name][0] / units
            for point, name in font.getBestCmap().items()
        }
    return widths, max(widths.values())


def width(text: str, size: float, brand: Brand) -> float:
    """How wide a line of `text` is in the brand's text face."""
    known: dict[str, float] = {}
    for face in brand.faces:
        if (face.family, face.weight, face.style) == (brand.base, 400, "normal"):
            known |= _advances(face.path)[0]
    unknown = max(known.values(), default=0.7)
    return BOLDER * size * sum(known.get(letter, unknown) for letter in text)


def wrap(text: str, room: float, size: float, brand: Brand) -> list[str]:
    """Break `text` into lines no wider than `room`; one long word may run over."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, brand) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


# The arc of a session: a half circle, its steps to scale


@dataclass(frozen=True)
class Segment:
    """A step's part of the arc, and the middle of it."""

    start: Point
    end: Point
    middle: Point
    minutes: int


@dataclass(frozen=True)
class Arc:
    segments: Sequence[Segment]
    radius: float


def arc(plan: SessionPlan, centre: Point, radius: float, gap: float = 3) -> Arc:
    """Share the half circle over `centre` among the steps, `gap` units apart."""
    total = sum(step.minutes for step in plan.steps)
    half_gap = gap / radius / 2
    segments = []
    turned = 0.0
    for step in plan.steps:
        first, turned = turned, turned + pi * step.minutes / total
        segments.append(
            Segment(
                _on_circle(centre, radius, first + half_gap),
                _on_circle(centre, radius, turned - half_gap),
                _on_circle(centre, radius, (first + turned) / 2),
                step.minutes,
            )
        )
    return Arc(segments, radius)


def _on_circle(centre: Point, radius: float, turned: float) -> Point:
    """The point at `turned` radians from the left, over the top."""
    return Point(centre.x - radius * cos(turned), centre.y - radius * sin(turned))


# The timeline: a lane an owner, a column a week


@dataclass(frozen=True)
class Dot:
    """A task: its place, and how far it runs on to the right."""

    x: float
    length: float


@dataclass(frozen=True)
class Timeline:
    """Columns are `step` wide from `left`; lanes give each owner's tasks."""

    left: float
    step: float
    lanes: Mapping[str, Sequence[Dot]]
    bands: Mapping[str, tuple[float, float]]
    ticks: Mapping[int, float]
    meetings: Sequence[float]


def timeline(
    tasks: Sequence[Task],
    phases: Sequence[Phase],
    owners: Sequence[str],
    meetings: int,
    left: float,
    step: float,
) -> Timeline:
    """Lay tasks out by week and owner; meetings are four weeks apart from week 0."""

    def at(week: int) -> float:
        return left + (week - FIRST_WEEK + 0.5) * step

    lanes = {
        owner: [
            Dot(at(task.week), ((task.until or task.week) - task.week) * step)
            for task in tasks
            if task.owner == owner
        ]
        for owner in owners
    }
    weeks = range(FIRST_WEEK, LAST_WEEK + 1)
    return Timeline(
        left,
        step,
        {owner: dots for owner, dots in lanes.items() if dots},
        {
            phase.id: (
                at(phase.first_week) - step / 2,
                (phase.last_week - phase.first_week + 1) * step,
            )
            for phase in phases
        },
        {week: at(week) for week in weeks if week % 4 == 0},
        [at(week) for week in range(0, 4 * meetings, 4) if week <= LAST_WEEK],
    )


# The feedback loop: up one side, down the other


@dataclass(frozen=True)
class Station:
    """A box of the loop: its top left corner."""

    number: int
    corner: Point


@dataclass(frozen=True)
class Loop:
    up: Sequence[Station]
    down: Sequence[Station]
    height: float


def loop(count: int, box: Point, gap: float, top: float, right: float) -> Loop:
    """Stack `count` boxes: the first half upwards at the left, the rest down again.

    `box` is the size of a box, `right` the left edge of the column at the right.
    """
    rising = (count + 1) // 2
    pitch = box.y + gap

    def stack(numbers: Sequence[int], x: float, rows: Sequence[int]) -> list[Station]:
        return [
            Station(number, Point(x, top + row * pitch))
            for number, row in zip(numbers, rows, strict=True)
        ]

    up = stack(range(1, rising + 1), 0, range(rising - 1, -1, -1))
    down = stack(range(rising + 1, count + 1), right, range(count - rising))
    return Loop(up, down, top + rising * pitch - gap)
