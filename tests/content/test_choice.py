"""An organisation's choices lead, and nothing is lost by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.choice import choose
from generator.kit import Kit, open_kit
from tests.conftest import Write


def test_chosen_purposes_and_what_serves_them_come_first(kit: Kit) -> None:
    content = choose(kit.content, ["catch-signals-early"], "four-meetings", None)
    assert next(iter(content.purposes)) == "catch-signals-early"
    served = kit.content.purposes["catch-signals-early"].themes
    assert tuple(content.themes)[: len(served)] == served
    first = next(iter(content.pairing_examples.values()))
    assert first.purpose == "catch-signals-early"
    for kind in ("purposes", "themes", "pairing_examples", "session_plans"):
        assert set(content.of(kind)) == set(kit.content.of(kind))


def test_the_sessions_of_the_track_come_first_in_its_order(kit: Kit) -> None:
    content = choose(kit.content, [], "twelve-meetings", None)
    track = dict.fromkeys(kit.content.tracks["twelve-meetings"].sessions)
    assert list(content.session_plans)[: len(track)] == list(track)


@given(minutes=st.integers(30, 180))
def test_a_meeting_of_any_length_adds_up_and_loses_no_step(
    kit: Kit, minutes: int
) -> None:
    content = choose(kit.content, [], "four-meetings", minutes)
    for key, plan in content.session_plans.items():
        assert sum(step.minutes for step in plan.steps) == plan.minutes == minutes
        assert len(plan.steps) == len(kit.content.session_plans[key].steps)
        assert min(step.minutes for step in plan.steps) >= 1


def test_settings_reach_the_content(organisation: Path, write: Write) -> None:
    write(
        "organisation.yml",
        "track: six-meetings\nmeeting_minutes: 45\npurposes: [catch-signals-early]\n"
        "floors: {people: 8, pairs: 4}\n",
    )
    kit = open_kit(organisation)
    assert kit.identity.expand("$meetings $minutes $floor $pair_floor") == "6 45 8 4"
    assert kit.content.session_plans["first-meeting"].minutes == 45
    assert next(iter(kit.content.purposes)) == "catch-signals-early"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("purposes: [catch-signal-early]\n", "Did you mean 'catch-signals-early'"),
        ("floors: {people: 3, pairs: 3}\n", "must be 5 at least"),
        ("floors: {people: 5, pairs: 1}\n", "must be 3 at least"),
        ("dates: {first_meetings: next spring}\n", "first_meetings"),
        ("meeting_minutes: 20\n", "must be 30 at least"),
        ("track: five-meetings\n", "There is no track 'five-meetings'"),
    ],
)
def test_a_choice_that_cannot_be_is_told_at_its_line(
    problems: object, write: Write, text: str, says: str
) -> None:
    write("organisation.yml", text)
    (told,) = problems()  # type: ignore[operator]
    assert says in told and "organisation.yml:1:" in told
