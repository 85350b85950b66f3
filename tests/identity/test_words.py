"""Words carry their forms and articles; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Template

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.identity.words import expand
from generator.kit import open_kit
from tests.conftest import Write

WORDS = {"mentor": "ally", "a_mentor": "an ally", "Mentor": "Ally"}


def test_words_are_filled_in_with_their_articles() -> None:
    assert expand("$Mentor, $a_mentor's hour", WORDS) == "Ally, an ally's hour"


@pytest.mark.parametrize(
    ("text", "shown"), [("$$5", "$5"), ("$5 and 3 $", "$5 and 3 $"), ("$", "$")]
)
def test_a_dollar_sign_stays_one(text: str, shown: str) -> None:
    assert expand(text, WORDS) == shown


def test_an_unknown_word_names_the_nearest() -> None:
    with pytest.raises(
        ValueError, match=r"'\$mentro' is not a word here. Did you mean"
    ):
        expand("the $mentro", WORDS)


def test_slots_are_left_for_later() -> None:
    assert expand("$count of $mentor", WORDS, frozenset({"count"})) == "$count of ally"


DOLLARS = st.lists(
    st.sampled_from(["$", "$$", "{", "}", "mentor", "count", "$mentor", "${", "5", "é"])
).map("".join)


@given(DOLLARS | st.text())
@example("$5 of ${count}5, $count$ and ${count}th")
def test_what_is_left_for_later_is_then_filled_in_as_at_once(text: str) -> None:
    try:
        at_once = expand(text, {**WORDS, "count": "7"})
    except ValueError as error:
        assert "is not a word here" in str(error)
        return
    left = expand(text, WORDS, frozenset({"count"}))
    assert Template(left).substitute(count=7) == at_once


@pytest.mark.parametrize(
    ("text", "shown"),
    [("$$5 for $count", "$5 for 3"), ("$ $5 ${count}x", "$ $5 3x"), ("$", "$")],
)
def test_a_dollar_sign_stays_one_beside_a_slot(
    organisation: Path, write: Write, text: str, shown: str
) -> None:
    write("labels.yml", f"minutes: {text}\n")
    assert open_kit(organisation).labels("minutes", count=3) == shown


def test_a_noun_changed_in_part_is_a_problem(
    write: Write, problems: Callable[[], list[str]]
) -> None:
    write("organisation.yml", "words:\n  mentor: {one: ally}\n")
    (line,) = problems()
    assert "2:3: 'mentor' is changed only in part. Give 'a' and 'many' too" in line


def test_changed_nouns_reach_content_and_labels(
    organisation: Path, write: Write
) -> None:
    write(
        "organisation.yml",
        "words:\n  mentor: {one: ally, a: an ally, many: allies}\n",
    )
    kit = open_kit(organisation)
    assert kit.labels("asks_mentor") == "Ally asks"
    assert kit.content.roles["mentor"].title == "Ally"


def test_a_fact_of_the_settings_stands_in_labels_too(
    organisation: Path, write: Write
) -> None:
    write("organisation.yml", "floors: {people: 8, pairs: 4}\n")
    said = open_kit(organisation).labels("form_survey_keeps")
    assert "fewer than 8 answers" in said


def test_no_reader_sees_an_open_slot(organisation: Path) -> None:
    with pytest.raises(KeyError):
        open_kit(organisation).labels("minutes")
