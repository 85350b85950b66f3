"""The shipped content keeps the editorial rules, and each catches a bad example."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.content.check import check_editorial
from generator.content.problems import Findings
from generator.home import home
from generator.kit import Kit

COUNTS = {
    "areas": 5,
    "purposes": 5,
    "pairing_rules": 8,
    "pairing_examples": 5,
    "pairing_exclusions": 4,
    "themes": 8,
    "questions": 80,
    "session_plans": 4,
    "tracks": 1,
    "failure_modes": 8,
    "emotions": 4,
    "roles": 5,
    "evidence": 6,
}


def test_the_shipped_content_is_as_rich_as_promised(kit: Kit) -> None:
    for kind, count in COUNTS.items():
        assert len(kit.content.of(kind)) >= count, kind


def test_the_shipped_content_keeps_the_editorial_rules(kit: Kit) -> None:
    findings = Findings()
    check_editorial(kit.loaded, findings)
    assert findings.problems == []


def _told(kit: Kit, **changes: object) -> str:
    content = replace(kit.content, **changes)
    findings = Findings()
    check_editorial(replace(kit.loaded, content=content), findings)
    return "\n".join(problem.message for problem in findings.problems)


def test_a_theme_with_few_questions_is_caught(kit: Kit) -> None:
    few = {k: q for k, q in kit.content.questions.items() if q.theme != "real-tools"}
    told = _told(kit, questions=few)
    assert "'real-tools' has 0 questions" in told
    assert "no question of depth 3 for the mentor" in told


def test_two_questions_in_the_same_words_are_caught(kit: Kit) -> None:
    first, second, *_ = kit.content.questions.values()
    twin = second.model_copy(update={"text": first.text.upper() + "!"})
    told = _told(kit, questions={**kit.content.questions, second.id: twin})
    assert f"asks the same as '{first.id}'" in told


def test_a_failure_mode_that_no_card_watches_for_is_caught(kit: Kit) -> None:
    plans = {
        key: plan.model_copy(update={"watch_for": ()})
        for key, plan in kit.content.session_plans.items()
    }
    assert "No session watches for 'unprotected'" in _told(kit, session_plans=plans)


SOURCES = sorted((home() / "playbook_data").glob("[!d]*/*.yml"))
PAGES = sorted((home() / "docs").rglob("*.md"))
FIELDS = re.compile(r"^\s*-?\s*(asker|mentor|partner|[a-z_]+):", re.MULTILINE)
WRITTEN_OUT = re.compile(
    r"(?<![$\w:/.#\"'(-])"
    r"(mentors?|senior partners?|mentees?|reverse mentoring)\b(?!\.md)",
    re.IGNORECASE,
)
TIRED = re.compile(
    r"\b(unlock|leverage|empower\w*|(?<!customer )journey|synergy|fast-paced|holistic|"
    r"robust|seamless(ly)?|delve|game-changer)\b",
    re.IGNORECASE,
)


def _prose(text: str) -> str:
    """A YAML or Markdown source without field names and macro calls."""
    text = re.sub(r"\{\{.*?\}\}", "", text)
    text = re.sub(
        r"^\s*(asker|mentor|partner): *(mentor|partner|both)?$", "", text, flags=re.M
    )
    return FIELDS.sub("", text)


@pytest.mark.parametrize("path", SOURCES + PAGES, ids=lambda path: path.name)
def test_role_nouns_are_words_and_no_word_is_tired(path: object) -> None:
    text = _prose(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    essay = "Reverse Mentoring – the Role of Mentoring in Bridging the Generational Gap"
    text = text.replace(essay, "")
    assert not WRITTEN_OUT.search(text), WRITTEN_OUT.search(text)
    assert not TIRED.search(text), TIRED.search(text)


def test_the_sources_were_seen_and_the_patterns_catch() -> None:
    assert len(SOURCES) > 15 and len(PAGES) > 10
    assert WRITTEN_OUT.search("ask your mentor") and TIRED.search("a seamless journey")
    assert not WRITTEN_OUT.search("ask your $mentor")
