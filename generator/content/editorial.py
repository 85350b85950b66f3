"""Hold what the shipped content promises; an organisation may choose otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from .kinds.meet import Question
from .load import Loaded
from .problems import Findings

# How many items of each kind the kit promises to hold.
TARGETS: Mapping[str, int] = {
    "areas": 5,
    "purposes": 8,
    "symptoms": 16,
    "readiness_checks": 14,
    "safeguards": 8,
    "variants": 7,
    "pairing_rules": 12,
    "pairing_examples": 10,
    "pairing_exclusions": 6,
    "phases": 4,
    "timeline": 30,
    "roles": 7,
    "one_pagers": 4,
    "agreement_clauses": 16,
    "confidentiality_rules": 10,
    "briefings": 5,
    "messages": 14,
    "adjustments": 12,
    "session_plans": 8,
    "tracks": 4,
    "agenda": 6,
    "themes": 14,
    "questions": 280,
    "activities": 12,
    "worksheets": 10,
    "emotions": 6,
    "failure_modes": 18,
    "difficult_moments": 16,
    "escalation_routes": 6,
    "measures": 10,
    "survey_items": 36,
    "signal_rules": 8,
    "endings": 5,
    "faq": 30,
    "glossary": 25,
    "evidence": 16,
}
QUESTIONS_A_THEME = 20
FIGURE = re.compile(r"\d\s?%|\bper cent\b|\bpercent\b|\bp = 0")
AGE = re.compile(
    r"\b(young(er)?|old(er)?) (people|employees?|colleagues?|staff|workers?|leaders?|"
    r"generations?|person|persons)\b|\bmillennials?\b|\bgen(eration)? ?[xyz]\b|"
    r"\bdigital natives?\b|\b(under|over) (thirty|forty|fifty|30|40|50)s?\b",
    re.IGNORECASE,
)
# Kinds that define or warn of such words, and so have to say them.
MAY_NAME_AGE = {"glossary", "faq", "difficult_moments"}


def check_editorial(loaded: Loaded, findings: Findings) -> None:
    """Check counts, coverage, uniqueness, sources and the criterion of proximity."""
    _check_counts(loaded, findings)
    _check_themes(loaded, findings)
    _check_unique(loaded, findings)
    _check_answered(loaded, findings)
    _check_sessions(loaded, findings)
    _check_wording(loaded, findings)


def _check_counts(loaded: Loaded, findings: Findings) -> None:
    for kind, target in TARGETS.items():
        held = len(loaded.content.of(kind))
        if held < target:
            findings.problem(
                loaded.mark(kind), f"There are {held} {kind}; {target} are promised."
            )


def _check_themes(loaded: Loaded, findings: Findings) -> None:
    content = loaded.content
    for key in content.themes:
        mark = loaded.mark("themes", key)
        asked = [q for q in content.questions.values() if q.theme == key]
        if len(asked) < QUESTIONS_A_THEME:
            findings.problem(
                mark,
                f"'{key}' has {len(asked)} questions; {QUESTIONS_A_THEME} are needed.",
            )
        for asker in ("mentor", "partner"):
            depths = {q.depth for q in asked if q.asker in (asker, "both")}
            for depth in {1, 2, 3} - depths:
                findings.problem(
                    mark, f"'{key}' has no question of depth {depth} for the {asker}."
                )


# Words that carry no sense of their own in a question.
_COMMON = """
a about after again all also am an and any are as at be because been before but by can
could did do does done for from get had has have he her here him his how i if in into
is it its last let many may me might more most much my no not now of off on one or our
out own she should show so some tell than that the their them then there these they
thing think this those time to up us was we were what when where which while who whom
whose why will with without would you your
"""
COMMON = frozenset(_COMMON.split())
# Two questions that share more of their words than this ask the same. Measured on the
# shipped questions: the nearest pair that differs in sense lies below.
SAME = 0.6


def _check_unique(loaded: Loaded, findings: Findings) -> None:
    for first, second, shared in near_duplicates(loaded.content.questions.values()):
        findings.problem(
            loaded.mark("questions", second.id, "text"),
            f"'{second.id}' asks the same as '{first.id}' ({shared:.0%} of their words "
            "are shared). Keep one.",
        )


def near_duplicates(
    questions: Iterable[Question], same: float = SAME
) -> list[tuple[Question, Question, float]]:
    """Pairs of questions whose wording overlaps by `same` or more.

    The overlap is Jaccard's index of their telling words (0 none, 1 all shared).
    """
    worded = [(question, _telling(question.text)) for question in questions]
    return [
        (first, second, len(one & two) / len(one | two))
        for (first, one), (second, two) in combinations(worded, 2)
        if len(one & two) >= same * len(one | two)
    ]


def _telling(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", text.lower().replace("’", ""))
    return frozenset(word.removesuffix("s") for word in words if word not in COMMON)


def _check_answered(loaded: Loaded, findings: Findings) -> None:
    """Each failure mode leads on to a card, a difficult moment or a route."""
    content = loaded.content
    answered = {f for plan in content.session_plans.values() for f in plan.watch_for}
    answered |= {f for m in content.difficult_moments.values() for f in m.answers}
    answered |= {f for r in content.escalation_routes.values() for f in r.answers}
    for key in content.failure_modes.keys() - answered:
        findings.problem(
            loaded.mark("failure_modes", key),
            f"Nothing answers '{key}'. Name it under a session's watch_for, or under "
            "the answers of a difficult moment or a route.",
        )


def _check_sessions(loaded: Loaded, findings: Findings) -> None:
    content = loaded.content
    for plan_id, plan in content.session_plans.items():
        if (len(plan.mentor.questions), len(plan.partner.questions)) != (3, 3):
            findings.problem(
                loaded.mark("session_plans", plan_id),
                "A session gives three questions to each side.",
            )
    for key, track in content.tracks.items():
        for index, session in enumerate(track.sessions):
            held_again = session in track.sessions[:index]
            if held_again and not content.session_plans[session].again:
                findings.problem(
                    loaded.mark("tracks", key, "sessions", index),
                    f"'{session}' is held twice and does not say what differs. Give "
                    "it 'again'.",
                )


def _check_wording(loaded: Loaded, findings: Findings) -> None:
    """Figures have evidence, and age is nobody's criterion."""
    for kind, tree in loaded.trees.items():
        for key, item in loaded.content.of(kind).items():
            said = str(tree.data[key])
            cited = kind != "evidence" and FIGURE.search(said)
            if cited and not getattr(item, "sources", ()):
                findings.problem(
                    loaded.mark(kind, key),
                    f"'{key}' cites a figure. Name its evidence under sources.",
                )
            if kind not in MAY_NAME_AGE and (found := AGE.search(said)):
                findings.problem(
                    loaded.mark(kind, key),
                    f"'{key}' speaks of age ('{found[0]}'). What counts is who is near "
                    "the work: say that.",
                )
