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
    """Something to count, and how far the figure can be trusted."""

    counts: Text
    """What exactly is counted, so that two people get the same figure."""
    who: Line
    """Who counts it, and from what."""
    when: Line
    """When it is counted and, if later, when it is reported."""
    smallest_group: Line
    """Below how many people nothing is shown, and what to print then."""
    limits: Text
    """What the figure does not show, and how it misleads."""
    purposes: tuple[Purpose_, ...] = ()
    """The purposes that it is for; with none it is for all."""


class SurveyItem(Item):
    """A question of the survey."""

    text: Line
    """The question, or the sentence to agree with; keep its words at every wave."""
    scale: Literal["agree", "often", "confident", "yes_no", "count", "words"]
    """How it is answered: in five steps, yes or no, a number, or own words."""
    asked: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """The roles that are asked; it is printed under the first."""
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]
    """When it is asked; later is six months after the end."""
    measure: Measure_ | None = None
    """The measure that it feeds, which then links back here."""
    use: Line
    """What you will do with the answer; if nothing, leave the question out."""


class SignalRule(Item):
    """A station of the feedback loop, in the order in which a signal passes it."""

    title: Line
    """The station, in six words at most: it stands in a small box of the drawing."""
    rule: Text
    """What happens at this station, and what has to be so to go on."""
    why: Text
    """What goes wrong without it."""
    owner: Role_
    """The one role that answers for it."""
    floor: Literal["people", "pairs"] | None = None
    """The least number that it holds: of people, or of unconnected pairs."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence it rests on; name some wherever a figure is cited."""


class EndingStep(Model):
    """What somebody does when a pair ends."""

    who: Role_
    """The one role that does it."""
    what: Line
    """What they do, and by when."""


class Ending(Titled):
    """A way in which a pair ends."""

    trigger: Lines
    """What shows that it is time for this ending."""
    steps: Annotated[tuple[EndingStep, ...], Field(min_length=1)]
    """What happens, in order, and who does it."""
    words: Text
    """Words ready to say, with whoever says them."""
    deleted: Lines
    """What is deleted, by whom and by when."""
    kept: Lines
    """What is kept, and by whom."""


class Faq(Item):
    """A question that people ask, with an honest answer."""

    question: Line
    """The question, in the words in which people ask it."""
    answer: Text
    """A short, honest answer that holds on its own and links to the rest."""
    roles: Annotated[tuple[Role_, ...], Field(min_length=1)]
    """Who asks it; it is printed under the first, who asks it most."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence it rests on; name some wherever a figure is cited."""


class Term(Item):
    """A word of the kit, and what it means here."""

    term: Line
    """The word; the glossary sorts by it."""
    meaning: Text
    """What it means here, in plain words."""
    instead: Line | None = None
    """What to say for it where people dislike the word."""


class Evidence(Item):
    """Something found or said elsewhere that the guidance may cite."""

    claim: Line
    """What was found, no wider than the source says; links to it read like this."""
    figure: Line | None = None
    """The number and what it counts, where there is one."""
    source: Line
    """Who said it, where and when, and in which part of it."""
    address: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    """The web page on which a reader can check it."""
    grade: Literal["A", "B"]
    """A: in the authors' own words; B: second-hand; weaker is not cited."""
    limits: Line
    """What it does not show, and how much of it was read."""
