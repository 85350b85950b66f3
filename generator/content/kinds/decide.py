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
    """What goes unseen today, and who sees it without being asked."""
    fits_when: Lines
    """Signs that this is the purpose to choose."""
    not_for: Lines
    """Signs that something else would serve better, and what that is."""
    success_signs: Lines
    """What people would notice in daily work if it succeeds."""
    measures: Lines
    """What to count for it; the page adds the general measures by itself."""
    themes: tuple[Theme_, ...]
    """The themes that serve it, the best first; their pages link back."""
    partner_gains: Lines
    """What the senior partner gets out of it."""
    mentor_gains: Lines
    """What the mentor gets out of it, besides being heard."""


class Symptom(Item):
    """What somebody says who has no purpose yet, and the purposes it points to."""

    text: Line
    """The sentence, as it is said in a corridor."""
    purposes: tuple[Purpose_, ...]
    """The purposes that it points to, the likeliest first; none where none helps."""
    look_first: Line
    """What to look at before you decide, or what to do instead of a programme."""


class ReadinessCheck(Item):
    """One question of the gate before launch, and the answers that open or shut it."""

    title: Line
    """What has to be so, in a few words."""
    question: Line
    """The question, as the programme lead reads it out at the gate."""
    evidence: Text
    """What to look at and whom to ask first; an opinion is no evidence."""
    go: Line
    """What you have found when the answer is go."""
    pause: Line
    """What you have found when you have to wait, since it can be mended."""
    stop: Line | None = None
    """What you have found when nobody may be invited; not every check has one."""
    safeguard: Safeguard_ | None = None
    """The safeguard that it asks after, which then links back here."""


class Settle(Model):
    """Something to agree, and with whom."""

    with_whom: Line
    """Whose agreement it needs, by post or department and not by name."""
    what: Line
    """What exactly they have to agree to."""


class Safeguard(Titled):
    """A protection to settle before launch."""

    what_it_is: Text
    """What it protects, whom and from what, and where it usually gives way."""
    settle: Annotated[tuple[Settle, ...], Field(min_length=1)]
    """What to have agreed before launch, and with whom."""
    words: Text
    """What people are then told, word for word, ready to paste."""


class Change(Model):
    """What a variant does differently."""

    what: Line
    """What is different, in a few words."""
    how: Text
    """How it is done in this form."""


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
    """What the mentor has to have for it, such as a task done last week."""
    partner_brings: Line
    """What the senior partner has to have for it, such as a say over that task."""
    why: Text
    """What it is good for, and what goes wrong in a match without it."""
    how_to_check: Text
    """How the programme lead finds out: what to ask, count or look up."""
    weight: Literal["must", "strong", "helpful"]
    """must: no match without it; strong: may be lacking; helpful: settles a tie."""


class PairingExample(Titled):
    """A worked pair, to be read for the reasoning."""

    summary: Line
    """The senior partner's situation, and what it keeps them from seeing."""
    mentor_brings: Line
    """What this mentor can show; short, since it stands in a drawing."""
    partner_brings: Line
    """What this senior partner can open or decide; short, for the drawing."""
    why: Text
    """Why these two, and not the obvious ones."""
    how_to_check: Text
    """What to ask each of them before you propose it."""
    purpose: Purpose_
    """The purpose that the pair serves; its page lists the pair."""
    first_theme: Theme_
    """The theme to begin with; its area gives the drawing its colour."""


class PairingExclusion(Titled):
    """Two people who must not be paired, and what to do instead."""

    why: Text
    """What would go wrong, above all for the one with less power."""
    how_to_check: Text
    """How to find out before anybody is told, learning no more than you must."""
    instead: Line
    """Whom to match them with, or what to do in its place."""
