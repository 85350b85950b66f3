"""What is settled before anybody is invited, and who is then brought together."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..item import (
    Failure_,
    Item,
    Line,
    Lines,
    Model,
    Purpose_,
    Safeguard_,
    Text,
    Theme_,
    Titled,
)


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


class ReadinessCheck(Item):
    """One question of the gate before launch, and the answers that open or shut it."""

    title: Line
    question: Line
    evidence: Text
    go: Line
    pause: Line
    stop: Line | None = None
    safeguard: Safeguard_ | None = None


class Settle(Model):
    """Something to agree, and with whom."""

    with_whom: Line
    what: Line


class Safeguard(Titled):
    """A protection to settle before launch; `words` is what people are then told."""

    what_it_is: Text
    settle: Annotated[tuple[Settle, ...], Field(min_length=1)]
    words: Text


class Change(Model):
    """What a variant does differently."""

    what: Line
    how: Text


class Variant(Titled):
    """Another form of the programme: what changes and what must not."""

    fits_when: Lines
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    stays: Lines
    watch_for: tuple[Failure_, ...] = ()


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
