"""Who does what and when, what is agreed, and how people are told and protected."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..item import (
    Evidence_,
    Failure_,
    Item,
    Line,
    Lines,
    Minutes,
    Model,
    Phase_,
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

    first_week: Week
    """Its first week; week 0 is that of the first meetings."""
    last_week: Week
    """Its last week."""


class Task(Item):
    """Something that has to happen in a week, and what is there when it has."""

    title: Line
    """What is to be done, as an instruction."""
    phase: Phase_
    """The phase it belongs to."""
    week: Week
    """The week by which it is done; week 0 has the first meetings."""
    until: Week | None = None
    """The last week, where it goes on for longer."""
    owner: Role_
    """The role that answers for it."""
    how: Text
    """How to go about it, with the trap to avoid."""
    output: Line
    """What is there afterwards that was not there before."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence that it rests on."""


class Role(Titled):
    """Someone the programme needs, what they do and what they never do."""

    duties: Lines
    """What they do, most important first."""
    never_does: Lines
    """What they must not do, even when asked to."""
    hours: Line
    """The time it honestly takes."""
    gains: Lines
    """What they get out of it."""
    first_steps: Lines
    """What to do this week."""


class AgreementClause(Item):
    """A clause as it stands in the agreement between two people.

    A fixed clause keeps its words; a negotiable one may be put otherwise; an optional
    one may be left out.
    """

    title: Line
    """What it settles, in a few words."""
    text: Text
    """The clause as it is read out and signed."""
    why: Text
    """Why it is there, for those who would leave it out."""
    standing: Literal["fixed", "negotiable", "optional"]
    """Whether its words stay, may be put otherwise, or may be left out."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence that it rests on."""


class ConfidentialityRule(Item):
    """What may be told to whom, the exceptions, and whom the rule binds."""

    title: Line
    """What it is about, in a few words."""
    says: Text
    """What may be told, by whom and to whom."""
    exceptions: Text
    """When it does not hold; nobody promises what they cannot keep."""
    binds: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """The roles that it binds."""


class RouteStep(Model):
    """What happens on a route, and by when."""

    within: Line
    """By when, such as: within one working day."""
    what: Text
    """What happens, and who does it."""


class EscalationRoute(Titled):
    """Where to go when something is wrong, what then happens and by when.

    `contact` says whom to reach; where `to` names a role, the page shows how.
    """

    use_when: Lines
    """Situations in which this is the way to take."""
    to: Role_ | None = None
    """The role it leads to; the page then shows how to reach them."""
    contact: Line
    """Whom to reach and how, in one line."""
    say_this: Line
    """A sentence to begin with, when words are hard to find."""
    steps: Annotated[tuple[RouteStep, ...], Field(min_length=1)]
    """What happens then, and by when."""
    exceptions: Text
    """What whoever is told may have to pass on."""
    no_retaliation: Text
    """What nobody may do to somebody who has used it."""
    answers: tuple[Failure_, ...] = ()
    """The failure modes that it answers."""


class Exercise(Model):
    """Something to try out in a briefing."""

    title: Line
    """What it is called."""
    how: Text
    """How to do it in the room."""


class Briefing(Titled):
    """A session that prepares people: its agenda's minutes add up to `minutes`."""

    audience: Role_
    """The role that it prepares."""
    minutes: Minutes
    """How long it takes in all."""
    prepare: Lines
    """What to have ready before people come in."""
    agenda: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The parts in order; their minutes add up to the whole."""
    exercises: tuple[Exercise, ...]
    """Things to try out together."""
    handout: Lines
    """What people take home, line by line."""
    task: Task_ | None = None
    """The task of the timeline that it belongs to."""


class Message(Item):
    """Words ready to send. Square brackets mark what the sender fills in."""

    title: Line
    """What it is for, in a few words."""
    channel: Line
    """How it is sent, such as by mail or said aloud."""
    when: Line
    """When to send it."""
    sender: Role_
    """The role in whose name it goes."""
    to: Line
    """Who gets it."""
    subject: Line
    """The subject line."""
    body: Text
    """The words to send; square brackets mark what to fill in."""
    task: Task_ | None = None
    """The task of the timeline that it belongs to."""


class Adjustment(Item):
    """A need that somebody may have, and what changes so that they can take part."""

    title: Line
    """The need, in a few words."""
    need: Text
    """What makes it hard to take part, and how you would hear of it."""
    changes: Lines
    """What to do differently."""
    say_this: Line
    """How to offer it without making anybody explain themselves."""
