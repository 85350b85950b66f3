"""What happens in the room, and what is done when it goes wrong."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..item import (
    Area_,
    Asker,
    Emotion_,
    Evidence_,
    Failure_,
    Item,
    Line,
    Lines,
    Minutes,
    Model,
    Question_,
    Role_,
    Session_,
    Step,
    Text,
    Theme_,
    Titled,
)


class Area(Titled):
    """A field in which lived exposure is uneven; it gives a piece its hue."""

    covers: Text
    why_proximity: Text


class Theme(Titled):
    """A subject for one or more meetings, with something small to test."""

    area: Area_
    use_when: Line
    why: Text
    mentor_brings: Lines
    partner_brings: Lines
    experiment: Text
    watch_for: tuple[Failure_, ...] = ()
    listen_for: tuple[Emotion_, ...] = ()


class Question(Item):
    """A sentence one says aloud. Depth: 1 opening, 2 probing, 3 deciding."""

    text: Line
    asker: Asker
    theme: Theme_
    depth: Annotated[int, Field(ge=1, le=3)]
    follow_up: Line
    caution: Line | None = None
    sources: tuple[Evidence_, ...] = ()


class MentorSide(Model):
    """The mentor's half of a session, and the back of the mentor's card."""

    brings: Line
    questions: Annotated[tuple[Question_, ...], Field(max_length=3)]
    if_it_goes_quiet: Line
    if_they_lecture: Line
    may_decline: Line


class PartnerSide(Model):
    """The senior partner's half of a session, and the back of that card."""

    send_before: Annotated[tuple[Question_, ...], Field(max_length=2)]
    brings: Line
    questions: Annotated[tuple[Question_, ...], Field(max_length=3)]
    if_stuck: Line
    report_back: Line


class SessionPlan(Titled):
    """One meeting, timed: the steps' minutes add up to `minutes`.

    `again` says what to do differently in a track that holds the meeting twice.
    """

    area: Area_
    themes: tuple[Theme_, ...]
    covers: tuple[Literal["agreement", "midpoint", "ending"], ...] = ()
    minutes: Annotated[int, Field(ge=5, le=480)]
    opening: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    close: Text
    between: Text
    remote_variant: Text
    again: Text | None = None
    watch_for: tuple[Failure_, ...] = ()
    mentor: MentorSide
    partner: PartnerSide


class Track(Titled):
    """Sessions in the order in which a pair holds them."""

    for_whom: Line
    sessions: tuple[Session_, ...]


class Activity(Titled):
    """Something to do together instead of talking about it."""

    minutes: Minutes
    set_up: Text
    how: Text
    risk: Text
    online_version: Text
    themes: tuple[Theme_, ...] = ()


class Blank(Model):
    """A place on a worksheet to write in. `lines` is its height on paper."""

    prompt: Line
    kind: Literal["line", "lines", "date", "choice", "tick", "table"]
    lines: Annotated[int, Field(ge=1, le=20)] = 1
    options: tuple[Line, ...] = ()


class Worksheet(Titled):
    """A form that somebody fills in, and who keeps it. `sessions` use it."""

    for_whom: Annotated[tuple[Role_, ...], Field(min_length=1)]
    when: Line
    minutes: Minutes
    fields: Annotated[tuple[Blank, ...], Field(min_length=1)]
    who_keeps_it: Line
    sessions: tuple[Session_, ...] = ()


class DifficultMoment(Item):
    """An awkward moment, and the words for whoever has to say something."""

    title: Line
    situation: Text
    speaker: Asker
    say_this: Line
    avoid: Line
    then: Text
    answers: tuple[Failure_, ...] = ()
    feelings: tuple[Emotion_, ...] = ()


class FailureMode(Titled):
    """A way in which it goes wrong, from the first small sign to the repair."""

    severity: Literal["nuisance", "serious", "stop"]
    looks_like: Text
    early_signs: Lines
    causes: Lines
    prevention: Lines
    say_this: Line
    mentor_does: Text
    partner_does: Text
    lead_does: Text


class Emotion(Titled):
    """A feeling in the room, and the friction it may point to."""

    may_point_to: Text
    respond: Text
    avoid: Text
