"""Everything that is wrong is told in one go, each at its place, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.model import KINDS
from generator.content.problems import MOST, ProblemsFound
from generator.content.source import MAX_ITEMS
from generator.home import home
from generator.kit import open_kit
from tests.conftest import Write

Problems = Callable[[], list[str]]
QUESTION = "  asker: mentor\n  theme: real-tools\n  depth: 1\n  follow_up: And?\n"
ASKED = "new:\n  text: A?\n" + QUESTION
MEETING = "first-meeting:\n  "
DIGITS = "9" * 5000


def _row(row: int, name: str, text: str, place: str, says: str) -> object:
    return pytest.param(name, text, place, says, marks=pytest.mark.fault(row))


def _theme(row: int, text: str, place: str, says: str) -> object:
    return _row(row, "themes/o.yml", text, place, says)


@pytest.mark.parametrize(
    ("name", "text", "place", "says"),
    [
        _theme(11, "real-tools:\n  titel: x\n", "2:3", "Did you mean 'title'?"),
        _theme(12, "real-tools:\n  area: digitol\n", "2:3", "'digital'"),
        _theme(11, "real-tools:\n  watch_for: x\n", "2:3", "is a list"),
        _theme(11, "real-tools:\n  watch_for: [[a]]\n", "2:15", "one piece of text"),
        _theme(11, "real-tools: x\n", "1:1", "needs its fields below"),
        _theme(11, "real-tools: [x]\n", "1:1", "needs its fields below"),
        _theme(11, "real-tools:\n  id: x\n", "2:3", "'real-tools' is the id"),
        _theme(11, "real-tools:\n  '': x\n", "2:3", "is not a field here"),
        _theme(11, "real-tools:\n  title: $mentro\n", "2:3", "Did you mean"),
        _theme(12, "real-tools:\n  why: '[x](thme:y)'\n", "2:3", "is no link"),
        _theme(12, "real-tools:\n  why: '[x](theme:y)'\n", "2:3", "no 'y' among"),
        _theme(14, "Bad_Id:\n  title: x\n", "1:1", "cannot be an id"),
        _theme(14, "../up:\n  title: x\n", "1:1", "cannot be an id"),
        _theme(14, "a/b:\n  title: x\n", "1:1", "cannot be an id"),
        _theme(14, "a b:\n  title: x\n", "1:1", "cannot be an id"),
        _theme(13, "Real-Tools:\n  title: x\n", "1:1", "cannot be an id"),
        _theme(14, "'':\n  title: x\n", "1:1", "cannot be an id"),
        _theme(14, "a" * 65 + ":\n  title: x\n", "1:1", "64 at most"),
        _theme(11, "real-tools:\n  title: [x]\n", "2:3", "one piece of text"),
        _theme(11, "real-tools:\n  why: {a: b}\n", "2:3", "text is expected"),
        _theme(11, "remove: [[a]]\n", "1:10", "takes a list of ids"),
        _theme(11, "remove: [{a: b}]\n", "1:10", "takes a list of ids"),
        _theme(11, "remove: {a: b}\n", "1:1", "takes a list of ids"),
        _row(11, "questions/o.yml", "new:\n" + QUESTION, "1:1", "'text' is missing"),
        _row(11, "questions/o.yml", ASKED.replace("1", "4"), "5:3", "3 at most"),
        _row(11, "questions/o.yml", ASKED.replace("1", "0"), "5:3", "1 at least"),
        _row(7, "questions/o.yml", ASKED.replace("1", DIGITS), "5:3", "a whole number"),
        _row(
            11,
            "questions/o.yml",
            ASKED.replace("mentor", "boss"),
            "3:3",
            "must be 'mentor', 'partner' or 'both'",
        ),
        _row(
            11,
            "session_plans/o.yml",
            MEETING + "minutes: 61\n",
            "",
            "take 60 minutes and the session has 61",
        ),
        _row(
            7,
            "session_plans/o.yml",
            f"{MEETING}minutes: {DIGITS}\n",
            "2:3",
            "must be a whole number",
        ),
        _row(
            11,
            "session_plans/o.yml",
            MEETING
            + "mentor:\n    questions:\n      - last-thing-outside-the-system\n",
            "4:9",
            "is for the partner to ask",
        ),
        _row(
            11,
            "tracks/o.yml",
            "four-meetings:\n  sessions: [first-meeting]\n",
            "2:3",
            "ending",
        ),
        _row(
            11,
            "tracks/o.yml",
            "six-meetings:\n  sessions: [[a]]\n",
            "2:14",
            "must be one piece of text",
        ),
        _row(56, "thems/o.yml", "a:\n  b: c\n", "1:1", "kind of content. Did you mean"),
        _row(56, "themes/o.yaml", "a:\n  b: c\n", "1:1", "Only .yml files"),
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


def test_faults_of_one_session_plan_are_told_at_once(
    write: Write, problems: Problems
) -> None:
    write(
        "content/session_plans/o.yml",
        MEETING
        + "minutes: 61\n  titel: x\n  area: nowhere\n  summary:\n  opening: [x]\n"
        "  mentor: {questions: [nobody-asks]}\n",
    )
    told = "\n".join(problems())
    for says in (
        "take 60 minutes and the session has 61",
        "3:3: 'titel' is not a field",
        "4:3: There is no 'nowhere' among areas",
        "5:3: 'summary' has no value",
        "6:3: 'opening': text is expected",
        "7:24: There is no 'nobody-asks' among questions",
    ):
        assert says in told
    assert told.count("\n") == 5


def test_what_stands_in_for_a_refused_value_leads_to_no_other_problem(
    write: Write, problems: Problems
) -> None:
    write("content/session_plans/o.yml", MEETING + "minutes: 45\n  steps: [x]\n")
    write("content/failure_modes/o.yml", "over-correction:\n  severity: end\n")
    write("content/questions/o.yml", "new:\n  text: A?\n  asker: boss\n  depth: 1\n")
    write("content/tracks/o.yml", "mine:\n  sessions: [first-meeting]\n")
    write("organisation.yml", "track: mine\n")
    lines = [line.partition(":")[2] for line in problems()]
    assert len(lines) == 5 and not any("take " in line for line in lines), lines


def test_a_file_that_cannot_be_read_leads_to_no_other_problem(
    write: Write, problems: Problems
) -> None:
    write("content/areas/o.yml", "mine:\n  title: 'open\n")
    write("content/themes/o.yml", "real-tools:\n  area: mine\n")
    write("organisation.yml", "track: [x]\npaper: a5\nwords: {mentor: x}\n")
    write("labels.yml", "wy: x\n")
    lines = problems()
    assert len(lines) == 5
    assert not any("among areas" in line for line in lines)


@pytest.mark.fault(70)
@pytest.mark.parametrize("key", ["gone-now", "rael-tools"])
def test_an_item_that_changes_nothing_has_one_explanation(
    write: Write, problems: Problems, key: str
) -> None:
    write("content/themes/o.yml", f"{key}:\n  title: Ours\n  why: So.\n")
    (line,) = problems()
    assert f"o.yml:1:1: There is no '{key}' among upstream's themes" in line
    assert ("Did you mean 'real-tools'?" in line) == (key == "rael-tools")
    assert "To stand alone it needs summary, area, use_when, mentor_brings" in line


@pytest.mark.fault(2)
def test_items_are_limited_over_all_files_of_a_kind(
    write: Write, problems: Problems
) -> None:
    for name in "ab":
        items = "".join(f"{name}{number}: x\n" for number in range(MAX_ITEMS - 1))
        write(f"content/faq/{name}.yml", items)
    (line,) = problems()
    assert "b.yml:1:1: More than 2,000 items of a kind" in line


def test_problems_end_where_nobody_would_read_on(
    write: Write, problems: Problems
) -> None:
    write("content/faq/o.yml", "".join(f"k{number}: x\n" for number in range(1000)))
    assert len(problems()) == MOST


def test_a_message_is_one_line_that_can_be_shown(
    write: Write, problems: Problems
) -> None:
    name = "b" * 1000
    write("content/themes/o.yml", f"real-tools:\n  area: |\n    a\n    {name}\n")
    write("content/themes/a\x1b[1m.yml", "real-tools:\n  area: x\n")
    lines = problems()
    assert len(lines) > 1
    assert all(line.isprintable() and len(line) < 700 for line in lines)


def test_the_kits_own_folders_hold_nothing_that_no_kind_reads() -> None:
    data = home() / "playbook_data"
    kinds = {path.name for path in data.iterdir()} - {"defaults", "schema"}
    assert kinds == set(KINDS)
    endings = {path.suffix for kind in kinds for path in (data / kind).iterdir()}
    assert endings == {".yml"}


@pytest.mark.fault(13)
def test_the_same_id_in_two_files_names_both(write: Write, problems: Problems) -> None:
    write("content/themes/a.yml", "real-tools:\n  title: A\n")
    write("content/themes/b.yml", "real-tools:\n  title: B\n")
    (line,) = problems()
    assert "b.yml:1:1" in line and "a.yml:1:1" in line


def test_a_missing_organisation_is_told() -> None:
    with pytest.raises(ProblemsFound, match="There is no such folder"):
        open_kit(Path("nowhere"))
