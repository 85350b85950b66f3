"""Gather every kind of item into one `Content`. A field is a kind is a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from .item import Item
from .kinds.decide import (
    PairingExample,
    PairingExclusion,
    PairingRule,
    Purpose,
    ReadinessCheck,
    Safeguard,
    Symptom,
    Variant,
)
from .kinds.learn import (
    Ending,
    Evidence,
    Faq,
    Measure,
    SignalRule,
    SurveyItem,
    Term,
)
from .kinds.meet import (
    Activity,
    AgendaStep,
    Area,
    DifficultMoment,
    Emotion,
    FailureMode,
    Question,
    SessionPlan,
    Theme,
    Track,
    Worksheet,
)
from .kinds.prepare import (
    Adjustment,
    AgreementClause,
    Briefing,
    ConfidentialityRule,
    EscalationRoute,
    Message,
    OnePager,
    Phase,
    Role,
    Task,
)


@dataclass(frozen=True)
class Content:
    """All items, by kind and id, in reading order."""

    areas: Mapping[str, Area]
    purposes: Mapping[str, Purpose]
    symptoms: Mapping[str, Symptom]
    readiness_checks: Mapping[str, ReadinessCheck]
    safeguards: Mapping[str, Safeguard]
    variants: Mapping[str, Variant]
    pairing_rules: Mapping[str, PairingRule]
    pairing_examples: Mapping[str, PairingExample]
    pairing_exclusions: Mapping[str, PairingExclusion]
    phases: Mapping[str, Phase]
    timeline: Mapping[str, Task]
    roles: Mapping[str, Role]
    one_pagers: Mapping[str, OnePager]
    agreement_clauses: Mapping[str, AgreementClause]
    confidentiality_rules: Mapping[str, ConfidentialityRule]
    briefings: Mapping[str, Briefing]
    messages: Mapping[str, Message]
    adjustments: Mapping[str, Adjustment]
    session_plans: Mapping[str, SessionPlan]
    tracks: Mapping[str, Track]
    agenda: Mapping[str, AgendaStep]
    themes: Mapping[str, Theme]
    questions: Mapping[str, Question]
    activities: Mapping[str, Activity]
    worksheets: Mapping[str, Worksheet]
    emotions: Mapping[str, Emotion]
    failure_modes: Mapping[str, FailureMode]
    difficult_moments: Mapping[str, DifficultMoment]
    escalation_routes: Mapping[str, EscalationRoute]
    measures: Mapping[str, Measure]
    survey_items: Mapping[str, SurveyItem]
    signal_rules: Mapping[str, SignalRule]
    endings: Mapping[str, Ending]
    faq: Mapping[str, Faq]
    glossary: Mapping[str, Term]
    evidence: Mapping[str, Evidence]

    def of(self, kind: str) -> Mapping[str, Any]:
        """The items of `kind`, a name from `KINDS`."""
        items: Mapping[str, Any] = getattr(self, kind)
        return items


def named(item: Item) -> str:
    """What an item is called, or what it says where it has no name."""
    fields = ("title", "term", "question", "text", "claim")
    return next(str(getattr(item, field)) for field in fields if hasattr(item, field))


KINDS: dict[str, type[Item]] = {
    name: get_args(hint)[1] for name, hint in get_type_hints(Content).items()
}

# What a link in content text calls a kind: `[words](theme:customer-friction)`.
LINK_NAMES = {
    "area": "areas",
    "purpose": "purposes",
    "symptom": "symptoms",
    "check": "readiness_checks",
    "safeguard": "safeguards",
    "variant": "variants",
    "pairing-rule": "pairing_rules",
    "pairing-example": "pairing_examples",
    "exclusion": "pairing_exclusions",
    "phase": "phases",
    "task": "timeline",
    "role": "roles",
    "one-pager": "one_pagers",
    "clause": "agreement_clauses",
    "rule": "confidentiality_rules",
    "briefing": "briefings",
    "message": "messages",
    "adjustment": "adjustments",
    "session": "session_plans",
    "track": "tracks",
    "agenda-step": "agenda",
    "theme": "themes",
    "question": "questions",
    "activity": "activities",
    "worksheet": "worksheets",
    "emotion": "emotions",
    "failure-mode": "failure_modes",
    "moment": "difficult_moments",
    "route": "escalation_routes",
    "measure": "measures",
    "survey-item": "survey_items",
    "signal-rule": "signal_rules",
    "ending": "endings",
    "faq": "faq",
    "term": "glossary",
    "evidence": "evidence",
}
