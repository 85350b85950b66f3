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
    """What is going on that only people near the work can see."""
    fits_when: Lines
    """Signs that this is the purpose to choose."""
    not_for: Lines
    """Signs that something else would serve better."""
    success_signs: Lines
    """What people would notice in daily work if it succeeds."""
    measures: Lines
    """What to count for this purpose, beside the general measures."""
    themes: tuple[Theme_, ...]
    """The themes that serve it, the best first."""
    partner_gains: Lines
    """What the senior partner gets out of it."""
    mentor_gains: Lines
    """What the mentor gets out of it, besides being heard."""


class ReadinessCheck(Item):
    """One question of the gate before launch, and the answers that open or shut it."""

    title: Line
    """What is asked about, in a few words."""
    question: Line
    """The question as it is put to those who decide."""
    evidence: Text
    """What to look at before answering; not opinions."""
    go: Line
    """The answer that lets you go on."""
    pause: Line
    """The answer at which you wait, and what to do meanwhile."""
    stop: Line | None = None
    """The answer at which nobody should be invited; not every check has one."""
    safeguard: Safeguard_ | None = None
    """The protection that this check asks after."""


class Settle(Model):
    """Something to agree, and with whom."""

    with_whom: Line
    """Who has to agree."""
    what: Line
    """What exactly they agree to."""


class Safeguard(Titled):
    """A protection to settle before launch; `words` is what people are then told."""

    what_it_is: Text
    """What it protects, whom and from what."""
    settle: Annotated[tuple[Settle, ...], Field(min_length=1)]
    """What to have agreed before launch, person by person."""
    words: Text
    """What people are then told, word for word."""


class Change(Model):
    """What a variant does differently."""

    what: Line
    """What differs."""
    how: Text
    """How it is done instead."""


class Variant(Titled):
    """Another form of the programme: what changes and what must not."""

    fits_when: Lines
    """Signs that this form suits you."""
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    """What is done differently, point by point."""
    stays: Lines
    """What must not change, whatever the form."""
    watch_for: tuple[Failure_, ...] = ()
    """The failure modes that this form invites."""


class PairingRule(Titled):
    """What makes two people worth an hour of each other's time."""

    mentor_brings: Line
    """What the mentor has seen or does that the other has not."""
    partner_brings: Line
    """What the senior partner can decide or open."""
    why: Text
    """Why two people like this are worth each other's hour."""
    how_to_check: Text
    """How the programme lead finds out whether it is so."""
    weight: Literal["must", "strong", "helpful"]
    """How much it counts when not everything can be had."""


class PairingExample(Titled):
    """One worked pair: `summary` is the senior partner's situation."""

    mentor_brings: Line
    """What this mentor sees from where they stand."""
    partner_brings: Line
    """What this senior partner can do about it."""
    why: Text
    """Why these two, and not the obvious ones."""
    how_to_check: Text
    """What to ask each before you propose it."""
    purpose: Purpose_
    """The purpose that the pair serves."""
    first_theme: Theme_
    """The theme to begin with."""


class PairingExclusion(Titled):
    """Two people who must not be paired, and what to do instead."""

    why: Text
    """What would happen to the one with less power."""
    how_to_check: Text
    """How to find out before anybody is told."""
    instead: Line
    """Whom to pair them with, or what to do."""
