"""The shipped content keeps the editorial rules, and each catches a bad example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.editorial import TARGETS, check_editorial, near_duplicates
from generator.content.load import load, read_layers
from generator.content.model import KINDS
from generator.content.problems import Findings
from generator.home import home
from generator.kit import Kit
from tests.conftest import Write

Told = Callable[[], str]


@pytest.fixture
def told(organisation: Path, kit: Kit) -> Told:
    """Hold the editorial rules to the shipped content and what a test adds to it."""

    def check() -> str:
        findings = Findings()
        layers = [home() / "playbook_data", organisation / "content"]
        loaded = load(read_layers(layers, findings), kit.identity.expand, findings)
        check_editorial(loaded, findings)
        return "\n".join(problem.message for problem in findings.problems)

    return check


def test_every_kind_has_a_target_and_the_shipped_content_reaches_it(kit: Kit) -> None:
    assert set(TARGETS) == set(KINDS)
    for kind, target in TARGETS.items():
        assert len(kit.content.of(kind)) >= target, kind


def test_the_shipped_content_keeps_the_editorial_rules(kit: Kit) -> None:
    findings = Findings()
    check_editorial(kit.loaded, findings)
    assert findings.problems == []


def test_too_few_of_a_kind_is_caught(told: Told, write: Write, kit: Kit) -> None:
    write("content/faq/ours.yml", f"remove: {list(kit.content.faq)}\n")
    assert "There are 0 faq; 30 are promised." in told()


def test_a_theme_with_few_questions_is_caught(
    told: Told, write: Write, kit: Kit
) -> None:
    asked = [q.id for q in kit.content.questions.values() if q.theme == "real-tools"]
    write("content/questions/ours.yml", f"remove: {asked}\n")
    assert "'real-tools' has 0 questions; 20 are needed." in told()
    assert "no question of depth 3 for the mentor" in told()


def test_the_same_question_in_other_words_is_caught(told: Told, write: Write) -> None:
    write(
        "content/questions/ours.yml",
        "stop-me-signing:\n"
        "  text: What would you stop me from signing if we took it seriously next "
        "month?\n"
        "  asker: partner\n  theme: decisions-and-constraints\n  depth: 3\n"
        "  follow_up: Why?\n",
    )
    assert (
        "'stop-me-signing' asks the same as 'what-would-you-stop-me-signing'" in told()
    )


def test_questions_that_differ_in_sense_pass(kit: Kit) -> None:
    assert near_duplicates(kit.content.questions.values()) == []
    nearest = near_duplicates(kit.content.questions.values(), same=0.3)
    assert nearest, "nothing was compared"


def test_a_failure_mode_that_nothing_answers_is_caught(
    told: Told, write: Write
) -> None:
    fields = ("looks_like", "say_this", "mentor_does", "partner_does", "lead_does")
    lists = ("early_signs", "causes", "prevention")
    write(
        "content/failure_modes/ours.yml",
        "left-alone:\n  title: Left alone\n  summary: Nobody comes.\n"
        "  severity: nuisance\n"
        + "".join(f"  {field}: Wait.\n" for field in fields)
        + "".join(f"  {field}: [Wait.]\n" for field in lists),
    )
    assert "Nothing answers 'left-alone'." in told()


def test_a_session_without_three_questions_a_side_is_caught(
    told: Told, write: Write
) -> None:
    write(
        "content/session_plans/ours.yml",
        "first-meeting:\n  mentor:\n    questions: [any-say-over-me]\n",
    )
    assert "three questions to each side" in told()


def test_a_session_held_twice_says_what_differs(told: Told, write: Write) -> None:
    write(
        "content/tracks/ours.yml",
        "four-meetings:\n  sessions: [first-meeting, first-meeting, "
        "what-we-would-decide, ending-well]\n",
    )
    assert "'first-meeting' is held twice and does not say what differs." in told()


def test_a_figure_without_evidence_is_caught(told: Told, write: Write) -> None:
    write(
        "content/faq/ours.yml",
        "does-it-work:\n  question: Does it work?\n  answer: In 80% of cases.\n"
        "  roles: [lead]\n",
    )
    assert "'does-it-work' cites a figure." in told()


def test_age_as_the_criterion_is_caught(told: Told, write: Write) -> None:
    write(
        "content/purposes/ours.yml",
        "catch-signals-early:\n  summary: Young people tell old leaders the news.\n",
    )
    assert "'catch-signals-early' speaks of age ('Young people')" in told()
