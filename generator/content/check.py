"""Hold the rules that a model cannot: safety for all, coverage for what we ship."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .load import Loaded
from .model import Question
from .problems import Findings

COVERED = ("agreement", "midpoint", "ending")
QUESTIONS_A_THEME = 10
FIGURE = re.compile(r"\d\s?%|\bper cent\b|\bpercent\b")


def check_safety(loaded: Loaded, findings: Findings) -> None:
    """Check what must be true of everyone's content, an organisation's included."""
    content = loaded.content
    for key, track in content.tracks.items():
        plans = [content.session_plans.get(session) for session in track.sessions]
        if None in plans:
            continue  # reported as an unknown or broken session already
        held = {part for plan in plans if plan for part in plan.covers}
        for part in COVERED:
            if part not in held:
                findings.problem(
                    loaded.mark("tracks", key, "sessions"),
                    f"No session of '{key}' covers the {part}. Add one that does: "
                    "every track needs an agreement, a midpoint check and an ending.",
                )
    for key, plan in content.session_plans.items():
        total = sum(step.minutes for step in plan.steps)
        if total != plan.minutes:
            findings.problem(
                loaded.mark("session_plans", key, "steps"),
                f"The steps of '{key}' take {total} minutes and the session has "
                f"{plan.minutes}. Make them agree.",
            )
        sides = (
            ("mentor", "questions", plan.mentor.questions),
            ("partner", "questions", plan.partner.questions),
            ("partner", "send_before", plan.partner.send_before),
        )
        for side, field, ids in sides:
            for index, question_id in enumerate(ids):
                question = content.questions.get(question_id)
                if question and question.asker not in (side, "both"):
                    findings.problem(
                        loaded.mark("session_plans", key, side, field, index),
                        f"'{question_id}' is for the {question.asker} to ask, not for "
                        f"the {side}. Choose another, or change its asker.",
                    )


def check_editorial(loaded: Loaded, findings: Findings) -> None:
    """Check what the shipped content promises; an organisation may choose otherwise."""
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
    _check_unique(loaded, content.questions.values(), findings)
    watched = {f for plan in content.session_plans.values() for f in plan.watch_for}
    for key in content.failure_modes.keys() - watched:
        findings.problem(
            loaded.mark("failure_modes", key),
            f"No session watches for '{key}'. Name it under a session's watch_for.",
        )
    for plan_id, plan in content.session_plans.items():
        if (len(plan.mentor.questions), len(plan.partner.questions)) != (3, 3):
            findings.problem(
                loaded.mark("session_plans", plan_id),
                "A session gives three questions to each side.",
            )
    for kind, tree in loaded.trees.items():
        for key, item in content.of(kind).items():
            cited = kind != "evidence" and FIGURE.search(str(tree.data[key]))
            if cited and not getattr(item, "sources", ()):
                findings.problem(
                    loaded.mark(kind, key),
                    f"'{key}' cites a figure. Name its evidence under sources.",
                )


def _check_unique(
    loaded: Loaded, questions: Iterable[Question], findings: Findings
) -> None:
    seen: dict[str, str] = {}
    for question in questions:
        wording = " ".join(re.findall(r"[a-z]+", question.text.lower()))
        if wording in seen:
            findings.problem(
                loaded.mark("questions", question.id, "text"),
                f"'{question.id}' asks the same as '{seen[wording]}'. Keep one.",
            )
        seen[wording] = question.id
