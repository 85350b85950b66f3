"""The shipped words: roles by placeholder, nothing tired, figures with evidence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.content.editorial import AGE, FIGURE
from generator.home import home

SOURCES = sorted((home() / "playbook_data").glob("[!d]*/*.yml"))
PAGES = sorted((home() / "docs").rglob("*.md"))
FIELDS = re.compile(r"^\s*-?\s*(asker|mentor|partner|[a-z_]+):", re.MULTILINE)
# Fields that hold ids of roles, alone or in a list: they are no prose.
ROLES = re.compile(
    r"^\s*-? ?(asker|speaker|asked|binds|for_whom|roles|owner|sender|audience|who|to):"
    r" *(\[[a-z, \n]*\]|[a-z]+)?$|^\s*- (mentor|partner)$",
    re.MULTILINE,
)
WRITTEN_OUT = re.compile(
    r"(?<![$\w:/.#\"'(-])"
    r"(mentors?|senior partners?|mentees?|reverse mentoring)\b(?!\.md|-)",
    re.IGNORECASE,
)
# "a $mentor" would become "a ally": `$a_mentor` brings the article along.
ARTICLE = re.compile(r"\b[Aa]n?\s+\$(?!a_)[a-z]+")
TIRED = re.compile(
    r"\b(unlock|leverage|empower\w*|(?<!customer )journey|synergy|fast-paced|holistic|"
    r"robust|seamless(ly)?|delve|game-changer)\b",
    re.IGNORECASE,
)


def _prose(text: str) -> str:
    """A YAML or Markdown source without field names and macro calls."""
    text = re.sub(r"\{\{.*?\}\}", "", text)
    text = ROLES.sub("", re.sub(r"^#.*$", "", text, flags=re.MULTILINE))
    text = re.sub(r"^\s*(mentor|partner):$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^for: \[.*\]$", "", text, flags=re.MULTILINE)
    return FIELDS.sub("", text)


@pytest.mark.parametrize("path", SOURCES + PAGES, ids=lambda path: path.name)
def test_role_nouns_are_words_and_no_word_is_tired(path: object) -> None:
    text = _prose(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    essay = "Reverse Mentoring – the Role of Mentoring in Bridging the Generational Gap"
    text = text.replace(essay, "")
    assert not WRITTEN_OUT.search(text), WRITTEN_OUT.search(text)
    assert not TIRED.search(text), TIRED.search(text)


@pytest.mark.parametrize("path", SOURCES + PAGES, ids=lambda path: path.name)
def test_an_article_comes_with_its_noun(path: Path) -> None:
    found = ARTICLE.search(path.read_text(encoding="utf-8"))
    assert not found, found


def test_the_sources_were_seen_and_the_patterns_catch() -> None:
    assert len(SOURCES) > 15 and len(PAGES) > 10
    assert WRITTEN_OUT.search("ask your mentor") and TIRED.search("a seamless journey")
    assert not WRITTEN_OUT.search("ask your $mentor")
    assert ARTICLE.search("ask a $mentor") and not ARTICLE.search("ask $a_mentor")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_figure_on_a_page_leads_to_its_evidence(path: Path) -> None:
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        if FIGURE.search(re.sub(r"100 per cent", "", paragraph)):
            assert "evidence.md#" in paragraph, paragraph


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_makes_age_the_criterion(path: Path) -> None:
    assert not AGE.search(path.read_text(encoding="utf-8"))


def test_the_page_patterns_catch() -> None:
    assert FIGURE.search("stayed in 96% of cases") and FIGURE.search("ten per cent")
    assert AGE.search("ask the younger employees") and AGE.search("Generation Z")
    assert not AGE.search("somebody near the work")
