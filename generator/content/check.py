"""Hold what must be true of everyone's content, an organisation's included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .item import Model, Step
from .load import Loaded
from .problems import Findings
from .text import Text

SHORTEST = 30  # minutes; the shortest meeting that the planner offers
COVERED = ("agreement", "midpoint", "ending")
PROMISES = (
    *("agreement_clauses", "confidentiality_rules", "safeguards", "messages"),
    "one_pagers",
)
# What nobody can promise, since danger, wrongdoing and the law go further. A tripwire:
# a reader has to look for the rest.
SECRECY = re.compile(
    r"\b(absolute(ly)?|complete(ly)?|total(ly)?|fully|strictly|100 ?%|one hundred per "
    r"cent) (secre|confidential|anonym|private)"
    r"|\b(guarantee[sd]?|promise[sd]?) (you )?(absolute |full |complete |total )?"
    r"(secrecy|confidentiality|anonymity)"
    r"|\bnobody (else )?will ever (know|hear|learn|find out)"
    r"|\bnothing (you say |we say )?will ever (leave|reach)",
    re.IGNORECASE,
)


def check_safety(loaded: Loaded, findings: Findings) -> None:
    """Check tracks, timings, askers, promises and the way to protection."""
    _check_tracks(loaded, findings)
    _check_timing(loaded, findings)
    _check_agenda(loaded, findings)
    _check_askers(loaded, findings)
    _check_one_pagers(loaded, findings)
    _check_promises(loaded, findings)
    _check_protection(loaded, findings)


def _check_tracks(loaded: Loaded, findings: Findings) -> None:
    content = loaded.content
    for key, track in content.tracks.items():
        plans = [content.session_plans.get(session) for session in track.sessions]
        if None in plans or not all(
            loaded.is_sure("session_plans", session, "covers")
            for session in track.sessions
        ):
            continue  # reported as an unknown or broken session already
        held = {part for plan in plans if plan for part in plan.covers}
        for part in COVERED:
            if part not in held:
                findings.problem(
                    loaded.mark("tracks", key, "sessions"),
                    f"No session of '{key}' covers the {part}. Add one that does: "
                    "every track needs an agreement, a midpoint check and an ending.",
                )


def _check_timing(loaded: Loaded, findings: Findings) -> None:
    content = loaded.content
    timed: list[tuple[str, str, str, str, int, Sequence[Step]]] = [
        ("session_plans", key, "steps", "session", plan.minutes, plan.steps)
        for key, plan in content.session_plans.items()
    ]
    timed += [
        ("briefings", key, "agenda", "briefing", briefing.minutes, briefing.agenda)
        for key, briefing in content.briefings.items()
    ]
    for kind, key, field, name, minutes, steps in timed:
        total = sum(step.minutes for step in steps)
        if total != minutes and loaded.is_sure(kind, key, "minutes", field):
            findings.problem(
                loaded.mark(kind, key, field),
                f"The steps of '{key}' take {total} minutes and the {name} has "
                f"{minutes}. Make them agree.",
            )


def _check_agenda(loaded: Loaded, findings: Findings) -> None:
    """The parts of a meeting fit into the shortest that can be planned."""
    steps = {
        key: step
        for key, step in loaded.content.agenda.items()
        if loaded.is_sure("agenda", key, "minutes", "shortest")
    }
    if not steps:
        return
    least = sum(step.shortest for step in steps.values())
    longest = max(steps, key=lambda key: steps[key].shortest)
    if least > SHORTEST:
        findings.problem(
            loaded.mark("agenda", longest, "shortest"),
            f"The shortest parts of the agenda take {least} minutes in all. Make them "
            f"{SHORTEST} at most, so that half an hour can be planned.",
        )
    for key, step in steps.items():
        if step.shortest > step.minutes:
            findings.problem(
                loaded.mark("agenda", key, "shortest"),
                f"'{key}' takes {step.minutes} minutes in an hour, and {step.shortest} "
                "at least. Give it no more as its shortest.",
            )


def _check_askers(loaded: Loaded, findings: Findings) -> None:
    content = loaded.content
    for key, plan in content.session_plans.items():
        sides = (
            ("mentor", "questions", plan.mentor.questions),
            ("partner", "questions", plan.partner.questions),
            ("partner", "send_before", plan.partner.send_before),
        )
        for side, field, ids in sides:
            for index, question_id in enumerate(ids):
                question = content.questions.get(question_id)
                if not loaded.is_sure("questions", question_id, "asker"):
                    continue
                if question and question.asker not in (side, "both"):
                    findings.problem(
                        loaded.mark("session_plans", key, side, field, index),
                        f"'{question_id}' is for the {question.asker} to ask, not for "
                        f"the {side}. Choose another, or change its asker.",
                    )


def _check_one_pagers(loaded: Loaded, findings: Findings) -> None:
    """A page that lies open between two people holds nothing that needs a caution."""
    content = loaded.content
    for key, page in content.one_pagers.items():
        for index, question_id in enumerate(page.questions):
            question = content.questions.get(question_id)
            mark = loaded.mark("one_pagers", key, "questions", index)
            if not (
                loaded.is_sure("one_pagers", key, "audience")
                and loaded.is_sure("questions", question_id, "asker", "caution")
            ):
                continue
            if question and question.asker not in (page.audience, "both"):
                findings.problem(
                    mark,
                    f"'{question_id}' is for the {question.asker} to ask, not for the "
                    f"{page.audience}. Choose another.",
                )
            if question and question.caution:
                findings.problem(
                    mark,
                    f"'{question_id}' has a caution, for which one page has no room. "
                    "Choose a question without one.",
                )


def _check_promises(loaded: Loaded, findings: Findings) -> None:
    """No clause or message promises a secrecy that nobody could keep."""
    for kind in PROMISES:
        for key, item in loaded.content.of(kind).items():
            for field in type(item).model_fields:
                for said in _texts(getattr(item, field)):
                    if found := SECRECY.search(said):
                        findings.problem(
                            loaded.mark(kind, key, field),
                            f"'{key}' promises what nobody can keep ('{found[0]}'). "
                            "Say what stays private and name the limits.",
                        )


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, Text):
        yield value.plain
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Model):
        for field in type(value).model_fields:
            yield from _texts(getattr(value, field))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)


def _check_protection(loaded: Loaded, findings: Findings) -> None:
    """A failure that stops the meetings needs a route that answers it."""
    content = loaded.content
    answered = {
        f for route in content.escalation_routes.values() for f in route.answers
    }
    for key, failure in content.failure_modes.items():
        sure = loaded.is_sure("failure_modes", key, "severity")
        if failure.severity == "stop" and key not in answered and sure:
            findings.problem(
                loaded.mark("failure_modes", key),
                f"No escalation route answers '{key}', at which the meetings stop. "
                "Name it under a route's answers.",
            )
