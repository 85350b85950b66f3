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
    who: Line
    when: Line
    smallest_group: Line
    limits: Text
    purposes: tuple[Purpose_, ...] = ()


class SurveyItem(Item):
    """A question of the survey: to whom, when, on which scale, and what for."""

    text: Line
    scale: Literal["agree", "often", "confident", "yes_no", "count", "words"]
    asked: Annotated[tuple[Role_, ...], Field(min_length=1)]
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]
    measure: Measure_ | None = None
    use: Line


class SignalRule(Item):
    """A station of the feedback loop, in the order in which a signal passes it.

    `floor` names the threshold that the station holds: people or pairs.
    """

    title: Line
    rule: Text
    why: Text
    owner: Role_
    floor: Literal["people", "pairs"] | None = None
    sources: tuple[Evidence_, ...] = ()


class EndingStep(Model):
    who: Role_
    what: Line


class Ending(Titled):
    """A way in which a pair ends, with the words and what is deleted."""

    trigger: Lines
    steps: Annotated[tuple[EndingStep, ...], Field(min_length=1)]
    words: Text
    deleted: Lines
    kept: Lines


class Faq(Item):
    question: Line
    answer: Text
    roles: Annotated[tuple[Role_, ...], Field(min_length=1)]
    sources: tuple[Evidence_, ...] = ()


class Term(Item):
    """A term, what it means here, and a neutral word for those who avoid it."""

    term: Line
    meaning: Text
    instead: Line | None = None


class Evidence(Item):
    """Something that may be cited. Grade A: the authors' own words; B: second-hand."""

    claim: Line
    figure: Line | None = None
    source: Line
    address: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    grade: Literal["A", "B"]
    limits: Line
