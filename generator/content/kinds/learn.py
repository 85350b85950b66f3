"""How the programme learns from itself, how it ends, and what it all rests on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..item import (
    Evidence_,
    Item,
    Line,
    Lines,
    Measure_,
    Model,
    Purpose_,
    Role_,
    Text,
    Titled,
)

Wave = Literal["start", "midpoint", "end", "later"]


class Measure(Titled):
    """Something to count: what, by whom, when, and the smallest group reported."""

    counts: Text
    """What exactly is counted."""
    who: Line
    """Who counts it."""
    when: Line
    """When it is counted."""
    smallest_group: Line
    """The smallest group that is reported on."""
    limits: Text
    """What the figure does not show."""
    purposes: tuple[Purpose_, ...] = ()
    """The purposes that it belongs to; with none it is for all."""


class SurveyItem(Item):
    """A question of the survey: to whom, when, on which scale, and what for."""

    text: Line
    """The question, or the sentence to agree with."""
    scale: Literal["agree", "often", "confident", "yes_no", "count", "words"]
    """How it is answered."""
    asked: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """The roles that are asked."""
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]
    """When it is asked."""
    measure: Measure_ | None = None
    """The measure that it feeds."""
    use: Line
    """What the answer will be used for."""


class SignalRule(Item):
    """A station of the feedback loop, in the order in which a signal passes it.

    `floor` names the threshold that the station holds: people or pairs.
    """

    title: Line
    """The station, in 34 characters at most: it is drawn in a box."""
    rule: Text
    """What happens at this station."""
    why: Text
    """What goes wrong without it."""
    owner: Role_
    """The role that answers for it."""
    floor: Literal["people", "pairs"] | None = None
    """The threshold that it holds: people or pairs."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence that it rests on."""


class EndingStep(Model):
    """What somebody does when a pair ends."""

    who: Role_
    """The role that does it."""
    what: Line
    """What they do."""


class Ending(Titled):
    """A way in which a pair ends, with the words and what is deleted."""

    trigger: Lines
    """What shows that it is this ending."""
    steps: Annotated[tuple[EndingStep, ...], Field(min_length=1)]
    """What happens, and who does it."""
    words: Text
    """Words with which to say it."""
    deleted: Lines
    """What is deleted."""
    kept: Lines
    """What is kept, and by whom."""


class Faq(Item):
    """A question that people ask, with an honest answer."""

    question: Line
    """The question as people ask it."""
    answer: Text
    """The answer, honest about what is not known."""
    roles: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """The readers who ask it."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence that it rests on."""


class Term(Item):
    """A term, what it means here, and a neutral word for those who avoid it."""

    term: Line
    """The word as it is used here."""
    meaning: Text
    """What it means here."""
    instead: Line | None = None
    """A neutral word for those who avoid this one."""


class Evidence(Item):
    """Something that may be cited. Grade A: the authors' own words; B: second-hand."""

    claim: Line
    """What was found, no wider than the source says it."""
    figure: Line | None = None
    """The figure, where there is one."""
    source: Line
    """Who, where and when."""
    address: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    """Where to read it."""
    grade: Literal["A", "B"]
    """A: in the authors' own words; B: second-hand."""
    limits: Line
    """What it does not show."""
