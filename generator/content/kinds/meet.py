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
    """What belongs to it."""
    why_proximity: Text
    """Why those near the work see it first."""


class Theme(Titled):
    """A subject for one or more meetings, with something small to test."""

    area: Area_
    """The area that it belongs to; it gives the page its hue."""
    use_when: Line
    """The sign that this is the theme to talk about next."""
    why: Text
    """What is at stake, for both."""
    mentor_brings: Lines
    """What the mentor can bring to it without preparing long."""
    partner_brings: Lines
    """What the senior partner brings, so that both have given something."""
    experiment: Text
    """One small thing to test before the next meeting."""
    watch_for: tuple[Failure_, ...] = ()
    """The failure modes that arise here."""
    listen_for: tuple[Emotion_, ...] = ()
    """The feelings that arise here."""


class Question(Item):
    """A sentence one says aloud. Depth: 1 opening, 2 probing, 3 deciding."""

    text: Line
    """The question as it is said aloud; three stand large on a card."""
    asker: Asker
    """Who asks it."""
    theme: Theme_
    """The theme that it belongs to."""
    depth: Annotated[int, Field(ge=1, le=3)]
    """1 opens, 2 probes, 3 decides."""
    follow_up: Line
    """What to ask when the answer is short."""
    caution: Line | None = None
    """What to mind, where an answer could cost somebody something."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence that it rests on."""


class MentorSide(Model):
    """The mentor's half of a session, and the back of the mentor's card."""

    brings: Line
    """What to bring; one line on the card."""
    questions: Annotated[tuple[Question_, ...], Field(max_length=3)]
    """The questions to ask, three at most; large on the card."""
    if_it_goes_quiet: Line
    """What to do then; small on the card."""
    if_they_lecture: Line
    """What to do when the other gives a talk; small on the card."""
    may_decline: Line
    """What the mentor need not answer or do; small on the card."""


class PartnerSide(Model):
    """The senior partner's half of a session, and the back of that card."""

    send_before: Annotated[tuple[Question_, ...], Field(max_length=2)]
    """Two questions to send beforehand, so that nobody is surprised."""
    brings: Line
    """What to bring."""
    questions: Annotated[tuple[Question_, ...], Field(max_length=3)]
    """The questions to ask, three at most; large on the card."""
    if_stuck: Line
    """What to do then; small on the card."""
    report_back: Line
    """What to tell next time of what became of it; small on the card."""


class SessionPlan(Titled):
    """One meeting, timed: the steps' minutes add up to `minutes`.

    `again` says what to do differently in a track that holds the meeting twice.
    """

    area: Area_
    """The area that gives the session its hue."""
    themes: tuple[Theme_, ...]
    """The themes behind it."""
    covers: tuple[Literal["agreement", "midpoint", "ending"], ...] = ()
    """What of the track it holds: agreement, midpoint check, ending."""
    minutes: Annotated[int, Field(ge=5, le=480)]
    """How long it takes in all."""
    opening: Text
    """How to begin, with words to say."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The parts in order; their minutes add up to the whole."""
    close: Text
    """How to end so that something follows."""
    between: Text
    """The one thing to test before the next meeting."""
    remote_variant: Text
    """What to do differently by video."""
    again: Text | None = None
    """What to do differently in a track that holds it twice."""
    watch_for: tuple[Failure_, ...] = ()
    """The failure modes to watch for."""
    mentor: MentorSide
    """The mentor's half, and the back of the mentor's card."""
    partner: PartnerSide
    """The senior partner's half, and the back of that card."""


class Track(Titled):
    """Sessions in the order in which a pair holds them."""

    for_whom: Line
    """For whom this number of meetings is right."""
    sessions: tuple[Session_, ...]
    """The sessions in order."""


class Activity(Titled):
    """Something to do together instead of talking about it."""

    minutes: Minutes
    """How long it takes."""
    set_up: Text
    """What to arrange first, and whom to ask."""
    how: Text
    """How it goes, step by step."""
    risk: Text
    """What can go wrong, and for whom."""
    online_version: Text
    """How to do it from two places."""
    themes: tuple[Theme_, ...] = ()
    """The themes that it suits."""


class Blank(Model):
    """A place on a worksheet to write in. `lines` is its height on paper."""

    prompt: Line
    """What is asked."""
    kind: Literal["line", "lines", "date", "choice", "tick", "table"]
    """What is written: a line, several, a date, a choice, a tick, a table."""
    lines: Annotated[int, Field(ge=1, le=20)] = 1
    """How high it is on paper, in lines."""
    options: tuple[Line, ...] = ()
    """What there is to choose or tick, or the columns of a table."""


class Worksheet(Titled):
    """A form that somebody fills in, and who keeps it. `sessions` use it."""

    for_whom: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """The roles that fill it in."""
    when: Line
    """When it is filled in."""
    minutes: Minutes
    """How long that takes."""
    fields: Annotated[tuple[Blank, ...], Field(min_length=1)]
    """What is asked, in order."""
    who_keeps_it: Line
    """Who keeps it afterwards, and who never sees it."""
    sessions: tuple[Session_, ...] = ()
    """The sessions that use it."""


class DifficultMoment(Item):
    """An awkward moment, and the words for whoever has to say something."""

    title: Line
    """The moment, in a few words."""
    situation: Text
    """What has just happened in the room."""
    speaker: Asker
    """Who has to say something."""
    say_this: Line
    """The words to say."""
    avoid: Line
    """What people say instead, and should not."""
    then: Text
    """What to do after the words."""
    answers: tuple[Failure_, ...] = ()
    """The failure modes that it answers."""
    feelings: tuple[Emotion_, ...] = ()
    """The feelings that belong to it."""


class FailureMode(Titled):
    """A way in which it goes wrong, from the first small sign to the repair."""

    severity: Literal["nuisance", "serious", "stop"]
    """Whether to mend it oneself, tell the programme lead, or stop."""
    looks_like: Text
    """How it shows, seen from both chairs."""
    early_signs: Lines
    """The first small signs."""
    causes: Lines
    """Where it comes from."""
    prevention: Lines
    """How to keep it from arising."""
    say_this: Line
    """The sentence that repairs it."""
    mentor_does: Text
    """What the mentor does."""
    partner_does: Text
    """What the senior partner does."""
    lead_does: Text
    """What the programme lead does."""


class Emotion(Titled):
    """A feeling in the room, and the friction it may point to."""

    may_point_to: Text
    """The friction that the feeling may be a sign of."""
    respond: Text
    """What helps."""
    avoid: Text
    """What to leave."""
