"""Every idea of the essay has its place, and the place says it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from generator.home import home
from generator.kit import Kit

TABLE = home() / "maintaining" / "essay-coverage.md"
ROW = re.compile(r"^\| ([^|]+) \| `([^`|]+)` \| ([^|]+) \|$", re.MULTILINE)
HEADINGS = (
    "The gap is not only generational",
    "Why leaders need it",
    "What those who mentor gain",
    "It is not reverse hierarchy",
    "Where it works best",
    "How to structure a programme",
    "The questions that make it useful",
    "Emotional truth",
    "The board and senior leadership",
    "What can go wrong",
    "A bridge across forms of wisdom",
)


def _rows() -> list[tuple[str, str, str]]:
    return ROW.findall(TABLE.read_text(encoding="utf-8"))


@cache
def _source(name: str) -> str:
    return _flat((home() / name).read_text(encoding="utf-8"))


def _flat(text: str) -> str:
    """Words alone: the table quotes a sentence, the source may wrap or mark it."""
    text = re.sub(r"\]\([^)]*\)", "", text).replace('\\"', '"').replace("''", "'")
    return " ".join(re.sub(r"[*\[\]]", "", text).split())


def test_the_table_covers_every_part_of_the_essay() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert len(_rows()) >= 50
    for heading in HEADINGS:
        assert f"## {heading}\n" in text, heading


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0][:40])
def test_each_idea_stands_where_the_table_says(row: tuple[str, str, str]) -> None:
    _, place, sentence = row
    assert _flat(sentence).strip("“”") in _source(place), (place, sentence)


def test_a_sentence_that_is_not_there_is_missed() -> None:
    place = _rows()[0][1]
    assert "Nobody ever wrote this sentence." not in _source(place)


def test_the_essay_is_credited_by_its_title(kit: Kit) -> None:
    about = (home() / "docs" / "about.md").read_text(encoding="utf-8")
    title = "Reverse Mentoring – the Role of Mentoring in Bridging the Generational Gap"
    assert title in about
