"""What is too long for its card is told before anything is laid out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.content.item import CardLine, HeadLine, NoteLine, SaidLine
from tests.conftest import Write

Problems = Callable[[], list[str]]


def most(line: Any) -> int:
    """How many letters a kind of line takes."""
    return int(TypeAdapter(line).json_schema()["maxLength"])


LINES = [
    ("questions/o.yml", "gates-before-one-week:\n  text: {}\n", "text", SaidLine),
    (
        "questions/o.yml",
        "gates-before-one-week:\n  follow_up: {}\n",
        "follow_up",
        SaidLine,
    ),
    ("questions/o.yml", "gates-before-one-week:\n  caution: {}\n", "caution", NoteLine),
    ("difficult_moments/o.yml", "somebody-cries:\n  title: {}\n", "title", HeadLine),
    (
        "difficult_moments/o.yml",
        "somebody-cries:\n  say_this: {}\n",
        "say_this",
        SaidLine,
    ),
    ("difficult_moments/o.yml", "somebody-cries:\n  avoid: {}\n", "avoid", NoteLine),
    ("session_plans/o.yml", "ending-well:\n  title: {}\n", "title", HeadLine),
    ("session_plans/o.yml", "ending-well:\n  summary: {}\n", "summary", SaidLine),
    ("roles/o.yml", "mentor:\n  card: {{say: {}}}\n", "card.say", CardLine),
]


@pytest.mark.parametrize(("name", "text", "field", "line"), LINES)
def test_a_line_too_long_for_its_card_is_told_with_its_limit(
    write: Write, problems: Problems, name: str, text: str, field: str, line: Any
) -> None:
    """One letter fewer and nothing is said, so that the limit is what is told."""
    content = f"content/{name}"
    write(content, text.format("a" * most(line)))
    assert problems() == []
    write(content, text.format("a" * (most(line) + 1)))
    [told] = problems()
    assert f"'{field}' has {most(line) + 1} letters" in told
    assert f"its card takes {most(line)}" in told
    assert "Shorten it." in told
