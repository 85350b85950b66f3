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
    last_week: Week


class Task(Item):
    """Something that has to happen in a week, and what is there when it has."""

    title: Line
    phase: Phase_
    week: Week
    until: Week | None = None
    owner: Role_
    how: Text
    output: Line
    sources: tuple[Evidence_, ...] = ()


class Role(Titled):
    """Someone the programme needs, what they do and what they never do."""

    duties: Lines
    never_does: Lines
    hours: Line
    gains: Lines
    first_steps: Lines


class AgreementClause(Item):
    """A clause as it stands in the agreement between two people.

    A fixed clause keeps its words; a negotiable one may be put otherwise; an optional
    one may be left out.
    """

    title: Line
    text: Text
    why: Text
    standing: Literal["fixed", "negotiable", "optional"]
    sources: tuple[Evidence_, ...] = ()


class ConfidentialityRule(Item):
    """What may be told to whom, the exceptions, and whom the rule binds."""

    title: Line
    says: Text
    exceptions: Text
    binds: Annotated[tuple[Role_, ...], Field(min_length=1)]


class RouteStep(Model):
    within: Line
    what: Text


class EscalationRoute(Titled):
    """Where to go when something is wrong, what then happens and by when.

    `contact` says whom to reach; where `to` names a role, the page shows how.
    """

    use_when: Lines
    to: Role_ | None = None
    contact: Line
    say_this: Line
    steps: Annotated[tuple[RouteStep, ...], Field(min_length=1)]
    exceptions: Text
    no_retaliation: Text
    answers: tuple[Failure_, ...] = ()


class Exercise(Model):
    title: Line
    how: Text


class Briefing(Titled):
    """A session that prepares people: its agenda's minutes add up to `minutes`."""

    audience: Role_
    minutes: Minutes
    prepare: Lines
    agenda: Annotated[tuple[Step, ...], Field(min_length=1)]
    exercises: tuple[Exercise, ...]
    handout: Lines
    task: Task_ | None = None


class Message(Item):
    """Words ready to send. Square brackets mark what the sender fills in."""

    title: Line
    channel: Line
    when: Line
    sender: Role_
    to: Line
    subject: Line
    body: Text
    task: Task_ | None = None


class Adjustment(Item):
    """A need that somebody may have, and what changes so that they can take part."""

    title: Line
    need: Text
    changes: Lines
    say_this: Line
