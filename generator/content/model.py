"""Declare what the playbook says: one model a kind of item.

Every model is frozen and closed: an unknown field is an error. `Line` and `Text` are
described in `text.py`; a `Ref` names an item of another kind by its id. Validation
takes a context, `{"expand": Callable[[str], str]}`, which fills in the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
)

from . import text as markup

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 64


@dataclass(frozen=True)
class Ref:
    """Marks a field as the id of an item of `kind`."""

    kind: str


def _expand(info: ValidationInfo) -> markup.Expand:
    expand: markup.Expand = (info.context or {})["expand"]
    return expand


def _line(value: str, info: ValidationInfo) -> str:
    return markup.line(value, _expand(info))


def _text(value: Any, info: ValidationInfo) -> markup.Text:
    if not isinstance(value, str):
        raise ValueError("text is expected here")
    return markup.text(value, _expand(info))


Line = Annotated[str, AfterValidator(_line)]
Text = Annotated[markup.Text, BeforeValidator(_text)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1)]

Area_ = Annotated[str, Ref("areas")]
Purpose_ = Annotated[str, Ref("purposes")]
Theme_ = Annotated[str, Ref("themes")]
Question_ = Annotated[str, Ref("questions")]
Session_ = Annotated[str, Ref("session_plans")]
Failure_ = Annotated[str, Ref("failure_modes")]
Emotion_ = Annotated[str, Ref("emotions")]
Evidence_ = Annotated[str, Ref("evidence")]

Asker = Literal["mentor", "partner", "both"]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Item(Model):
    """What every item has: its id, from the key it stands under."""

    id: Annotated[str, Field(pattern=ID_PATTERN, max_length=ID_LENGTH)]


class Titled(Item):
    title: Line
    summary: Line
    sources: tuple[Evidence_, ...] = ()


class Area(Titled):
    """A field in which lived exposure is uneven; it gives a piece its hue."""

    covers: Text
    why_proximity: Text


class Purpose(Titled):
    """Why an organisation runs the programme."""

    problem: Text
    fits_when: Lines
    not_for: Lines
    success_signs: Lines
    measures: Lines
    themes: tuple[Theme_, ...]
    partner_gains: Lines
    mentor_gains: Lines


class PairingRule(Titled):
    """What makes two people worth an hour of each other's time."""

    mentor_brings: Line
    partner_brings: Line
    why: Text
    how_to_check: Text
    weight: Literal["must", "strong", "helpful"]


class PairingExample(Titled):
    """One worked pair: `summary` is the senior partner's situation."""

    mentor_brings: Line
    partner_brings: Line
    why: Text
    how_to_check: Text
    purpose: Purpose_
    first_theme: Theme_


class PairingExclusion(Titled):
    """Two people who must not be paired, and what to do instead."""

    why: Text
    how_to_check: Text
    instead: Line


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


class Step(Model):
    title: Line
    minutes: Annotated[int, Field(ge=1, le=240)]
    how: Text


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
    """One meeting, timed: the steps' minutes add up to `minutes`."""

    area: Area_
    themes: tuple[Theme_, ...]
    covers: tuple[Literal["agreement", "midpoint", "ending"], ...] = ()
    minutes: Annotated[int, Field(ge=5, le=480)]
    opening: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    close: Text
    between: Text
    remote_variant: Text
    watch_for: tuple[Failure_, ...] = ()
    mentor: MentorSide
    partner: PartnerSide


class Track(Titled):
    """Sessions in the order in which a pair holds them."""

    for_whom: Line
    sessions: tuple[Session_, ...]


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


class Role(Titled):
    """Someone the programme needs, what they do and what they never do."""

    duties: Lines
    never_does: Lines
    hours: Line
    gains: Lines
    first_steps: Lines


class Evidence(Item):
    """Something that may be cited. Grade A: the authors' own words; B: second-hand."""

    claim: Line
    figure: Line | None = None
    source: Line
    address: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    grade: Literal["A", "B"]
    limits: Line


@dataclass(frozen=True)
class Content:
    """All items, by kind and id, in reading order. A field is a kind is a folder."""

    areas: Mapping[str, Area]
    purposes: Mapping[str, Purpose]
    pairing_rules: Mapping[str, PairingRule]
    pairing_examples: Mapping[str, PairingExample]
    pairing_exclusions: Mapping[str, PairingExclusion]
    themes: Mapping[str, Theme]
    questions: Mapping[str, Question]
    session_plans: Mapping[str, SessionPlan]
    tracks: Mapping[str, Track]
    failure_modes: Mapping[str, FailureMode]
    emotions: Mapping[str, Emotion]
    roles: Mapping[str, Role]
    evidence: Mapping[str, Evidence]

    def of(self, kind: str) -> Mapping[str, Any]:
        """The items of `kind`, a name from `KINDS`."""
        items: Mapping[str, Any] = getattr(self, kind)
        return items


KINDS: dict[str, type[Item]] = {
    name: get_args(hint)[1] for name, hint in get_type_hints(Content).items()
}

# What a link in content text calls a kind: `[words](theme:customer-friction)`.
LINK_NAMES = {
    "area": "areas",
    "purpose": "purposes",
    "theme": "themes",
    "question": "questions",
    "session": "session_plans",
    "failure-mode": "failure_modes",
    "emotion": "emotions",
    "role": "roles",
    "evidence": "evidence",
}
