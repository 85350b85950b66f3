"""Places in the track, weeks and mentions are worked out from the data."""

from __future__ import annotations

from datetime import date as Day
from pathlib import Path

import pytest

from generator.home import home
from generator.kit import Kit, open_kit
from generator.publish.facts import date, following, mentions, places, week
from tests.conftest import Write


def test_a_session_held_twice_has_both_places(organisation: Path, write: Write) -> None:
    write("organisation.yml", "track: twelve-meetings\n")
    kit = open_kit(organisation)
    sessions = kit.content.tracks["twelve-meetings"].sessions
    twice = next(key for key in sessions if sessions.count(key) == 2)
    first, second = (i for i, key in enumerate(sessions, 1) if key == twice)
    assert places(kit)[twice] == f"{first} and {second}"
    assert places(kit)["ending-well"] == str(len(sessions))
    assert following(kit)["ending-well"] == []
    assert set(following(kit)[twice]) == {sessions[first], sessions[second]}


def test_a_week_gets_its_date_once_the_first_meetings_have_one(
    kit: Kit, organisation: Path, write: Write
) -> None:
    assert week(kit, -12) == "Week −12"
    write("organisation.yml", "dates: {first_meetings: 2027-03-01}\n")
    dated = open_kit(organisation)
    assert week(dated, 0) == "Week 0, 1 Mar 2027"
    assert week(dated, -12) == "Week −12, 7 Dec 2026"


@pytest.mark.parametrize(
    ("language", "medium", "long"),
    [
        ("en-US", "Mar 1, 2027", "March 1, 2027"),
        ("de", "01.03.2027", "1. März 2027"),
    ],
)
def test_a_date_is_written_as_the_country_has_it(
    organisation: Path, write: Write, language: str, medium: str, long: str
) -> None:
    write("organisation.yml", f"language: {language}\n")
    kit = open_kit(organisation)
    day = Day(2027, 3, 1)
    assert (date(kit, day, "medium"), date(kit, day, "long")) == (medium, long)


def test_every_evidence_entry_is_cited_somewhere(kit: Kit) -> None:
    found = mentions(kit)
    pages = "".join(path.read_text() for path in (home() / "docs").rglob("*.md"))
    for key in kit.content.evidence:
        assert found["evidence", key] or f"evidence.md#{key})" in pages, key
    theme = found["themes", "real-tools"]
    assert ("purposes", "build-digital-judgement") in theme
