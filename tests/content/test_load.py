"""Everything that is wrong is told in one go, each at its place, with what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Write

Problems = Callable[[], list[str]]
QUESTION = "  asker: mentor\n  theme: real-tools\n  depth: 1\n  follow_up: And?\n"


@pytest.mark.parametrize(
    ("name", "text", "place", "says"),
    [
        ("themes/o.yml", "real-tools:\n  titel: x\n", "2:3", "Did you mean 'title'?"),
        ("themes/o.yml", "real-tools:\n  area: digitol\n", "2:3", "'digital'"),
        ("themes/o.yml", "real-tools:\n  watch_for: x\n", "2:3", "is a list"),
        ("themes/o.yml", "real-tools: x\n", "1:1", "needs its fields below"),
        ("themes/o.yml", "real-tools:\n  title: $mentro\n", "2:3", "Did you mean"),
        ("themes/o.yml", "real-tools:\n  why: '[x](thme:y)'\n", "2:3", "is no link"),
        ("themes/o.yml", "real-tools:\n  why: '[x](theme:y)'\n", "2:3", "no 'y' among"),
        ("themes/o.yml", "Bad_Id:\n  title: x\n", "1:1", "cannot be an id"),
        ("themes/o.yml", "../up:\n  title: x\n", "1:1", "cannot be an id"),
        ("themes/o.yml", "a/b:\n  title: x\n", "1:1", "cannot be an id"),
        ("themes/o.yml", "a b:\n  title: x\n", "1:1", "cannot be an id"),
        ("themes/o.yml", "Real-Tools:\n  title: x\n", "1:1", "cannot be an id"),
        ("themes/o.yml", "a" * 65 + ":\n  title: x\n", "1:1", "64 at most"),
        ("themes/o.yml", "real-tools:\n  title: [x]\n", "2:3", "one piece of text"),
        ("themes/o.yml", "real-tools:\n  why: {a: b}\n", "2:3", "text is expected"),
        ("questions/o.yml", "new:\n" + QUESTION, "1:1", "'text' is missing"),
        (
            "questions/o.yml",
            "new:\n  text: A?\n" + QUESTION.replace("1", "4"),
            "5:3",
            "less than or equal to 3",
        ),
        (
            "questions/o.yml",
            "new:\n  text: A?\n" + QUESTION.replace("mentor", "boss"),
            "3:3",
            "must be 'mentor', 'partner' or 'both'",
        ),
        (
            "session_plans/o.yml",
            "first-meeting:\n  minutes: 61\n",
            "",
            "take 60 minutes and the session has 61",
        ),
        (
            "session_plans/o.yml",
            "first-meeting:\n  mentor:\n    questions:\n"
            "      - last-thing-outside-the-system\n",
            "4:9",
            "is for the partner to ask",
        ),
        (
            "tracks/o.yml",
            "four-meetings:\n  sessions: [first-meeting]\n",
            "2:3",
            "ending",
        ),
        ("thems/o.yml", "a:\n  b: c\n", "1:1", "not a kind of content. Did you mean"),
        ("themes/o.yaml", "a:\n  b: c\n", "1:1", "Only .yml files"),
    ],
)
def test_a_fault_is_told_at_its_place(
    write: Write, problems: Problems, name: str, text: str, place: str, says: str
) -> None:
    write(f"content/{name}", text)
    lines = problems()
    told = [line for line in lines if says in line]
    assert told, lines
    assert f":{place}" in told[0]


def test_all_faults_are_told_at_once_sorted_by_place(
    write: Write, problems: Problems
) -> None:
    write("content/themes/b.yml", "real-tools:\n  titel: x\n  area: nowhere\n")
    write("content/themes/a.yml", "ai-at-work:\n  use: x\n")
    write("_brand.yml", "color:\n  primary: not-a-colour\n")
    lines = problems()
    assert len(lines) >= 3
    assert lines == sorted(lines)


def test_the_same_id_in_two_files_names_both(write: Write, problems: Problems) -> None:
    write("content/themes/a.yml", "real-tools:\n  title: A\n")
    write("content/themes/b.yml", "real-tools:\n  title: B\n")
    (line,) = problems()
    assert "b.yml:1:1" in line and "a.yml:1:1" in line


def test_a_missing_organisation_is_told() -> None:
    from pathlib import Path

    from generator.content.problems import ProblemsFound
    from generator.kit import open_kit

    with pytest.raises(ProblemsFound, match="There is no such folder"):
        open_kit(Path("nowhere"))
