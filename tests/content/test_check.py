"""Safety rules bind everyone: tracks, timings, askers, promises, protection."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.content.check import SECRECY
from generator.kit import Kit
from tests.conftest import Write

Problems = Callable[[], list[str]]
CLAUSE = "ours:\n  title: Ours\n  why: So.\n  standing: fixed\n  text: {}\n"


def test_a_track_without_an_ending_is_a_problem(
    problems: Problems, write: Write
) -> None:
    write(
        "content/tracks/o.yml",
        "four-meetings:\n  sessions: [first-meeting, what-we-would-decide]\n",
    )
    assert "covers the ending" in problems()[0]


def test_an_agenda_that_does_not_add_up_is_a_problem(
    problems: Problems, write: Write
) -> None:
    write("content/briefings/o.yml", "managers-briefing:\n  minutes: 25\n")
    assert "and the briefing has 25. Make them agree." in problems()[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("shortest: 9", "take 35 minutes in all. Make them 30 at most"),
        ("minutes: 3", "takes 3 minutes in an hour, and 4 at least"),
    ],
)
def test_a_meeting_that_cannot_be_planned_is_a_problem(
    problems: Problems, write: Write, text: str, told: str
) -> None:
    write("content/agenda/o.yml", f"the-mentor-asks:\n  {text}\n")
    assert told in problems()[0]


@pytest.mark.parametrize(
    "promise",
    [
        "What we say is absolutely confidential.",
        "We guarantee anonymity.",
        "Nobody will ever know that you rang.",
        "Nothing you say will ever leave the room.",
    ],
)
def test_a_promise_of_secrecy_is_a_problem(
    problems: Problems, write: Write, promise: str
) -> None:
    write("content/agreement_clauses/o.yml", CLAUSE.format(promise))
    assert "promises what nobody can keep" in problems()[0]


def test_a_promise_with_its_limits_passes(problems: Problems, write: Write) -> None:
    kept = "What we say stays between us, within the limits named below."
    write("content/agreement_clauses/o.yml", CLAUSE.format(kept))
    assert problems() == []
    assert not SECRECY.search("Nobody can promise that it stays private.")


def test_a_failure_that_stops_the_meetings_needs_a_route(
    problems: Problems, write: Write, kit: Kit
) -> None:
    routes = kit.content.escalation_routes
    answers = "".join(f"{key}:\n  answers: [polite-drift]\n" for key in routes)
    write("content/escalation_routes/o.yml", answers)
    assert any("No escalation route answers 'unprotected'" in p for p in problems())
