"""An organisation's content lies over the shipped one, field by field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.kit import open_kit
from tests.conftest import Write

Problems = Callable[[], list[str]]


def test_one_field_can_be_changed(organisation: Path, write: Write) -> None:
    write("content/themes/own.yml", "real-tools:\n  title: Shadow tools\n")
    theme = open_kit(organisation).content.themes["real-tools"]
    assert theme.title == "Shadow tools"
    assert theme.area == "digital"


def test_a_list_replaces_the_list_below(organisation: Path, write: Write) -> None:
    write("content/themes/own.yml", "real-tools:\n  mentor_brings:\n    - One thing\n")
    theme = open_kit(organisation).content.themes["real-tools"]
    assert theme.mentor_brings == ("One thing",)


@pytest.mark.fault(12)
def test_an_item_can_be_added_and_a_near_id_is_noted(
    organisation: Path, write: Write
) -> None:
    write(
        "content/areas/own.yml",
        "customers:\n  title: Members\n  summary: Ours.\n  covers: All.\n"
        "  why_proximity: Near.\n",
    )
    kit = open_kit(organisation)
    assert list(kit.content.areas)[-1] == "customers"
    assert "Did you mean 'customer'?" in kit.notes[0].message


@pytest.mark.fault(12)
def test_a_removed_item_is_gone_and_mentions_are_pruned_with_a_note(
    organisation: Path, write: Write
) -> None:
    write("content/failure_modes/own.yml", "remove: [over-correction]\n")
    kit = open_kit(organisation)
    assert "over-correction" not in kit.content.failure_modes
    assert all(
        "over-correction" not in plan.watch_for
        for plan in kit.content.session_plans.values()
    )
    assert any("is removed, and with it" in note.message for note in kit.notes)


def test_what_cannot_stand_alone_goes_too(organisation: Path, write: Write) -> None:
    write("content/themes/own.yml", "remove: [ai-at-work]\n")
    kit = open_kit(organisation)
    assert all(q.theme != "ai-at-work" for q in kit.content.questions.values())


def test_removing_a_safety_minimum_is_a_problem(
    write: Write, problems: Problems
) -> None:
    write("content/session_plans/own.yml", "remove: [ending-well]\n")
    assert any("covers the ending" in line for line in problems())


@pytest.mark.fault(12)
def test_removing_what_is_not_there_is_a_problem(
    write: Write, problems: Problems
) -> None:
    write("content/themes/own.yml", "remove: [real-tool]\n")
    (line,) = problems()
    assert line.endswith(
        "own.yml:1:10: There is no 'real-tool' to remove. Did you mean 'real-tools'?"
    )
