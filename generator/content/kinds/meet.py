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
    HeadLine,
    Item,
    Line,
    Lines,
    Minutes,
    Model,
    NoteLine,
    Question_,
    Role_,
    SaidLine,
    Session_,
    Step,
    Text,
    Theme_,
    Titled,
)


class Area(Titled):
    """A field of work that some see from much nearer than others."""

    title: Line
    """A word or two, since it stands in the band at the top of each card."""
    covers: Text
    """What belongs to it, in things that people will recognise."""
    why_proximity: Text
    """Why those near the work see it first, and what gets lost on the way up."""


class Theme(Titled):
    """A subject for one or more meetings, with something small to test."""

    area: Area_
    """The area that it belongs to; its colour marks the page."""
    use_when: Line
    """The sign that this is the theme to talk about next."""
    why: Text
    """What is at stake, and what each of the two sees of it."""
    mentor_brings: Lines
    """What the mentor can bring to it without preparing long."""
    partner_brings: Lines
    """What the senior partner brings, so that both have given something."""
    experiment: Text
    """One small thing to test before the next meeting, and who does it."""
    watch_for: tuple[Failure_, ...] = ()
    """The failure modes that are likely here; their pages link back."""
    listen_for: tuple[Emotion_, ...] = ()
    """The feelings that are likely here; each of them links back."""


class Question(Item):
    """A sentence that one of the two says aloud."""

    text: SaidLine
    """The question as it is said aloud; short, since cards print it large."""
    asker: Asker
    """Who may ask it; no card gives it to the other side."""
    theme: Theme_
    """The theme on whose page it stands."""
    depth: Annotated[int, Field(ge=1, le=3)]
    """1 opens and needs no trust, 2 asks for a cost, 3 ends in a choice."""
    follow_up: SaidLine
    """What to ask when the answer is short."""
    caution: NoteLine | None = None
    """What to mind when asking; a meeting's card prints only a mark for it."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence it rests on; name some wherever a figure is cited."""


class MentorSide(Model):
    """The mentor's half of a session, and the back of the mentor's card."""

    brings: SaidLine
    """What the mentor puts on the table; two lines at most, for the card."""
    questions: Annotated[tuple[Question_, ...], Field(max_length=3)]
    """Up to three for the mentor to ask, in order; large on the card."""
    if_it_goes_quiet: SaidLine
    """What to do or say in a silence; two lines at most, for the card."""
    if_they_lecture: SaidLine
    """How to get a word in politely; two lines at most, for the card."""
    may_decline: SaidLine
    """What the mentor may leave, and in which words; two lines, for the card."""


class PartnerSide(Model):
    """The senior partner's half of a session, and the back of that card."""

    send_before: Annotated[tuple[Question_, ...], Field(max_length=2)]
    """Up to two questions to send two working days ahead; they stand on the card."""
    brings: SaidLine
    """What the senior partner puts on the table; two lines at most, for the card."""
    questions: Annotated[tuple[Question_, ...], Field(max_length=3)]
    """Up to three for the senior partner to ask, in order; large on the card."""
    if_stuck: SaidLine
    """What to do or ask when nothing comes; two lines at most, for the card."""
    report_back: SaidLine
    """What to tell the mentor of what came of it; two lines, for the card."""


class SessionPlan(Titled):
    """One meeting, from the questions sent ahead to the test that follows."""

    title: HeadLine
    """What the meeting is called, in 20 letters or so: it is large on the card."""
    summary: SaidLine
    """What happens in it, in one sentence that fits the front of the card."""
    area: Area_
    """The area whose name and colour the page and the cards carry."""
    themes: tuple[Theme_, ...]
    """The themes it draws on; their pages link back."""
    covers: tuple[Literal["agreement", "midpoint", "ending"], ...] = ()
    """Which of the three that every track needs is held here, if any."""
    minutes: Annotated[int, Field(ge=5, le=480)]
    """How long it takes in all; the steps add up to it, and the card prints it."""
    opening: Text
    """How to set things up and begin, with words to say."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The parts in order; their minutes add up to the whole."""
    close: Text
    """How to end: who says what, and what is torn up or kept."""
    between: Text
    """The one thing to test before the next meeting, and who does it."""
    remote_variant: Text
    """What to do differently by video, privacy included."""
    again: Text | None = None
    """What to do differently the second time, where a track holds it twice."""
    watch_for: tuple[Failure_, ...] = ()
    """The failure modes to watch for in it; their pages link back."""
    mentor: MentorSide
    """The mentor's half, and the back of the mentor's card."""
    partner: PartnerSide
    """The senior partner's half, and the back of that card."""


class AgendaStep(Item):
    """A part of any meeting about a theme, with its share of the time."""

    title: Line
    """A few words for it."""
    minutes: Minutes
    """How long it takes in an hour; in more or less time, its share of that."""
    shortest: Annotated[int, Field(ge=0, le=60)]
    """How long it takes at least; with 0 it falls out of a short meeting."""
    mentor: Line
    """What the mentor does in it; one line, for the mentor's page."""
    partner: Line
    """What the senior partner does in it; one line, for that page."""
    remote: Line | None = None
    """What to do differently by video, for both."""


class Track(Titled):
    """Meetings in the order in which a pair holds them."""

    for_whom: Line
    """Whom this many meetings suit, and what speaks against it."""
    sessions: tuple[Session_, ...]
    """The meetings in order: agreement, midpoint check and ending among them."""


class Activity(Titled):
    """Something to do together instead of talking about it."""

    minutes: Minutes
    """How long it takes once everything is set up."""
    set_up: Text
    """What to agree, ask for and lay out beforehand."""
    how: Text
    """How it goes, step by step, each with its minutes."""
    risk: Text
    """What could hurt whom, and how to keep it from happening."""
    online_version: Text
    """How to do it from two places."""
    themes: tuple[Theme_, ...] = ()
    """The themes that it suits; their pages link back."""


class Blank(Model):
    """A place on a worksheet to write in."""

    prompt: Line
    """The question or the few words that stand over the place."""
    kind: Literal["line", "lines", "date", "choice", "tick", "table"]
    """What goes there: a line, several, a date, a choice, ticks or a table."""
    lines: Annotated[int, Field(ge=1, le=20)] = 1
    """How high the place is on paper, in lines; choices and ticks need none."""
    options: tuple[Line, ...] = ()
    """What there is to choose or tick, or the columns of a table."""


class Worksheet(Titled):
    """A form that somebody fills in, mostly by hand."""

    for_whom: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """The roles that fill it in; each of them links back."""
    when: Line
    """At which moment to fill it in."""
    minutes: Minutes
    """How long it takes to fill in."""
    fields: Annotated[tuple[Blank, ...], Field(min_length=1)]
    """The places to write in, in order."""
    who_keeps_it: Line
    """Who keeps it, until when, and who never sees it."""
    sessions: tuple[Session_, ...] = ()
    """The meetings that use it; their pages link back."""


class DifficultMoment(Item):
    """An awkward moment, and the words for whoever has to say something."""

    title: HeadLine
    """The moment, in a few words."""
    situation: Text
    """What has just happened, as the one who has to speak lives through it."""
    speaker: Asker
    """Who has to say something now."""
    say_this: SaidLine
    """The words to say, short enough to remember in the moment."""
    avoid: NoteLine
    """What comes to the tongue first, and why it does harm."""
    then: Text
    """What to do once it has been said, and whom to tell."""
    answers: tuple[Failure_, ...] = ()
    """The failure modes that it answers; their pages link back."""
    feelings: tuple[Emotion_, ...] = ()
    """The feelings that may be behind it; each of them links back."""


class FailureMode(Titled):
    """A way in which it goes wrong, from the first small sign to the repair."""

    severity: Literal["nuisance", "serious", "stop"]
    """nuisance: mend it; serious: tell the programme lead; stop: stop, get help."""
    looks_like: Text
    """How it goes, as each of the two sees it."""
    early_signs: Lines
    """What somebody could notice while it is still small."""
    causes: Lines
    """What brings it about, as a rule without anybody meaning it."""
    prevention: Lines
    """What to arrange so that it does not come up."""
    say_this: Line
    """One sentence to say aloud, with which the repair begins."""
    mentor_does: Text
    """What the mentor can do, and what is not for them to do."""
    partner_does: Text
    """What the senior partner does to put it right, however awkward."""
    lead_does: Text
    """What the programme lead does, and within how many days."""


class Emotion(Titled):
    """A feeling in the room, and the friction it may point to."""

    may_point_to: Text
    """The friction behind it, and what else it may be."""
    respond: Text
    """What helps: things to do, ask or say."""
    avoid: Text
    """What makes it worse, however well it is meant."""
