"""Who does what and when, what is agreed, and how people are told and protected."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..item import (
    CardLine,
    Evidence_,
    Failure_,
    Item,
    Line,
    Lines,
    Minutes,
    Model,
    Moment_,
    Phase_,
    Question_,
    Role_,
    Step,
    Task_,
    Text,
    Titled,
)

# Weeks count from the first meetings, which are in week 0.
FIRST_WEEK, LAST_WEEK = -12, 26
Week = Annotated[int, Field(ge=FIRST_WEEK, le=LAST_WEEK)]


class Phase(Titled):
    """A stretch of the programme, from one week to another."""

    title: Line
    """What is done in it; it stands in a band of the timeline's drawing."""
    first_week: Week
    """The week it begins; week 0 has the first meetings, minus comes before."""
    last_week: Week
    """The week it ends."""


class Task(Item):
    """Something that has to happen in a week, and what is there when it has."""

    title: Line
    """What is to be done, as an instruction."""
    phase: Phase_
    """The phase under which it is listed."""
    week: Week
    """The week it begins; week 0 has the first meetings, minus comes before."""
    until: Week | None = None
    """The week by which it is done, if that is a later one."""
    owner: Role_
    """The one role that answers for it, even where others help."""
    how: Text
    """How to go about it, with the trap to avoid."""
    output: Line
    """What there is when it has been done; without that it has not been."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence it rests on; name some wherever a figure is cited."""


class RoleCard(Model):
    """What a role's pocket card says, on one side and the other."""

    do: Annotated[tuple[CardLine, ...], Field(min_length=1, max_length=4)]
    """Up to four things to do, the first that matter; short, for a card."""
    never: Annotated[tuple[CardLine, ...], Field(min_length=1, max_length=3)]
    """Up to three things that must not happen; short, for a card."""
    say: CardLine
    """A sentence to say aloud, without quotation marks; large on the front."""


class Role(Titled):
    """Someone the programme needs, what they do and what they never do."""

    duties: Lines
    """What they do, the most important first."""
    never_does: Lines
    """What they must not do, even when asked to."""
    hours: Line
    """The time it honestly takes, with preparation, briefing and cover."""
    gains: Lines
    """What they get out of it."""
    first_steps: Lines
    """What to do this week, in order."""
    card: RoleCard | None = None
    """What stands on its pocket card; without it there is none."""


class Part(Model):
    """A few lines under a heading."""

    title: Line
    """Two or three words."""
    lines: Annotated[Lines, Field(max_length=6)]
    """What to do or to know, a sentence or two each; six lines at most."""


class Said(Model):
    """A moment, and words for it."""

    when: Line
    """What has just happened, in a few words."""
    say: Line
    """The words to say."""


class OnePager(Titled):
    """One side of paper for somebody who reads one side: print it, pin it, take it."""

    title: Line
    """What to do, in five words or so; it is the largest thing on the page."""
    audience: Role_
    """The role whose page it is."""
    questions: Annotated[tuple[Question_, ...], Field(max_length=4)] = ()
    """Up to four questions of the kit's, large; none that carries a caution."""
    asks: Annotated[tuple[Line, ...], Field(max_length=4)] = ()
    """Up to four questions in this page's own words, where the kit has none."""
    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=4)]
    """What to do and to know, the most urgent part first."""
    leaves: Part
    """What this reader leaves alone, or need never do; it stands in a frame."""
    words: Annotated[tuple[Said, ...], Field(max_length=5)] = ()
    """Words to say at up to five moments."""
    moments: Annotated[tuple[Moment_, ...], Field(max_length=5)] = ()
    """Difficult moments whose words follow, where these make sense by themselves."""
    dates: Literal["meetings", "tasks"]
    """The dates to write in: those of the meetings, or of this role's own tasks."""
    contacts: Annotated[
        tuple[Literal["contact", "lead", "sponsor"], ...], Field(min_length=1)
    ]
    """Whom to ring, the most needed first."""


class AgreementClause(Item):
    """A clause as it stands in the agreement between two people."""

    title: Line
    """What it settles, in a few words."""
    text: Text
    """The clause as the two of them read and sign it."""
    why: Text
    """What happens without it, for those who would leave it out."""
    standing: Literal["fixed", "negotiable", "optional"]
    """fixed keeps its words, negotiable may be reworded, optional may be left out."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence it rests on; name some wherever a figure is cited."""


class ConfidentialityRule(Item):
    """What may be told to whom, and where that ends."""

    title: Line
    """What it is about, in a few words."""
    says: Text
    """What may be told, by whom and to whom, and what may not."""
    exceptions: Text
    """When it does not hold; nobody promises what they cannot keep."""
    binds: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """The roles that have to keep it, not only the two who meet."""


class RouteStep(Model):
    """What happens on a route, and by when."""

    within: Line
    """By when or at which moment, such as: within one working day."""
    what: Text
    """What happens then, and who does it."""


class EscalationRoute(Titled):
    """Where to go when something is wrong, what then happens and by when."""

    use_when: Lines
    """What somebody has noticed, or fears, when this is the way to take."""
    to: Role_ | None = None
    """Whom it leads to; for programme lead or sponsor the page prints the contact."""
    contact: Line
    """Whom to reach, and whom if they are away or part of it."""
    say_this: Line
    """A sentence to begin with, when words are hard to find."""
    steps: Annotated[tuple[RouteStep, ...], Field(min_length=1)]
    """What happens then, and by when."""
    exceptions: Text
    """What whoever is told could not keep to themselves."""
    no_retaliation: Text
    """What nobody may do to somebody who has used it."""
    answers: tuple[Failure_, ...] = ()
    """The failure modes it answers; one that stops the meetings needs a route."""


class Exercise(Model):
    """Something to try out in a briefing."""

    title: Line
    """Its name, by which a part of the agenda can call for it."""
    how: Text
    """How to run it in the room, with the slips or sentences that it needs."""


class Briefing(Titled):
    """A meeting that prepares people for their part."""

    audience: Role_
    """The role that it prepares."""
    minutes: Minutes
    """How long it takes in all; the parts of the agenda add up to it."""
    prepare: Lines
    """What to have ready before people come in."""
    agenda: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The parts in order, breaks included; their minutes add up to the whole."""
    exercises: tuple[Exercise, ...]
    """What people try out together; the agenda says when."""
    handout: Lines
    """What people take home, one thing a line."""
    task: Task_ | None = None
    """The task at which it is held; the timeline then links here."""


class Message(Item):
    """Words ready to send."""

    title: Line
    """The occasion, in a few words."""
    channel: Line
    """How it goes: by email, on paper, read aloud, or after a call."""
    when: Line
    """When to send it, and what has to have happened first."""
    sender: Role_
    """The role that signs it and sends it."""
    to: Line
    """Who gets it, each person or everyone at once."""
    subject: Line
    """The subject line; it may show on a locked screen, so name nobody."""
    body: Text
    """The words to send; square brackets mark what the sender fills in."""
    task: Task_ | None = None
    """The task at which it is sent; the timeline then links here."""


class Adjustment(Item):
    """A need that somebody may have, and what changes so that they can take part."""

    title: Line
    """The need, in a few words."""
    need: Text
    """What in the usual way of meeting shuts somebody out."""
    changes: Lines
    """What to arrange, one thing a line."""
    say_this: Line
    """Words that settle it without making anybody explain themselves."""
