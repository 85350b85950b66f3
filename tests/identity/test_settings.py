"""Settings and labels: what is misspelt or missing is told with its remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.problems import Findings
from generator.home import home
from generator.identity.settings import known_language, read_settings
from tests.conftest import Write

Problems = Callable[[], list[str]]


DIGITS = "9" * 5000
DATE = "dates: {first_meetings: DAY}\n"


def _row(row: int, name: str, text: str, says: str) -> object:
    return pytest.param(name, text, says, marks=pytest.mark.fault(row))


def _setting(row: int, text: str, says: str) -> object:
    return _row(row, "organisation.yml", text, says)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        _setting(11, "papr: a4\n", "Did you mean 'paper'?"),
        _setting(11, "paper: a5\n", "must be 'a4' or 'letter'"),
        _setting(11, "site: {address: example.org}\n", "address"),
        _setting(
            11, "site: {address: 'https://" + "x" * 300 + "'}\n", "over 200 letters"
        ),
        _setting(11, "words: {mentro: {one: x}}\n", "Did you mean 'mentor'"),
        _setting(11, "words: x\n", "'words' needs fields below it"),
        _setting(11, "words: {mentor: x}\n", "'words.mentor' needs fields below it"),
        _setting(11, "words: {mentor: {one: [x], a: y, many: z}}\n", "piece of text"),
        _setting(10, "", "The file is empty"),
        _setting(10, "programme:\n", "'programme' has no value"),
        _setting(11, "programme: []\n", "'programme' needs fields below it"),
        _setting(11, "id: x\n", "'id' is not a field here"),
        _setting(11, "'': x\n", "'' is not a field here"),
        _setting(11, "hide: {a: b}\n", "'hide' is a list"),
        _setting(11, "hide: [[a]]\n", "'hide.0' must be one piece of text"),
        _setting(11, "floors: {people: {a: b}}\n", "must be a whole number"),
        _setting(7, f"floors: {{people: {DIGITS}}}\n", "must be a whole number"),
        _setting(11, "floors: {people: 4}\n", "must be 5 at least"),
        _setting(7, "printing: {offset: {across: 1e999}}\n", "must be 15 at most"),
        _setting(7, "printing: {offset: {across: nan}}\n", "across"),
        _setting(11, "remote: maybe\n", "must be true or false"),
        _setting(7, DATE.replace("DAY", "2024-13-45"), "must be a date such as"),
        _setting(7, DATE.replace("DAY", "20270301"), "write it as 2027-03-01"),
        _setting(7, DATE.replace("DAY", "1"), "write it as 2027-03-01"),
        _setting(7, DATE.replace("DAY", "0001-01-01"), "is far from now"),
        _setting(7, DATE.replace("DAY", "9999-12-27"), "is far from now"),
        _setting(7, DATE.replace("DAY", "2027-03-02"), "is a Tuesday"),
        _row(11, "labels.yml", "wy: x\n", "'wy' is not a label"),
        _row(11, "labels.yml", "labels:\n  - a\n", "Each line is a label and its text"),
        _row(11, "labels.yml", "why: {a: b}\n", "must be one piece of text"),
        _row(
            11, "labels.yml", "minutes: $hours hours\n", "'$hours' is not a word here"
        ),
    ],
)
def test_a_fault_in_the_settings_is_told(
    organisation: Path,
    write: Write,
    findings: Findings,
    name: str,
    text: str,
    says: str,
) -> None:
    write(name, text)
    read_settings([home() / "playbook_data" / "defaults", organisation], findings)
    (line,) = map(str, findings.problems)
    assert says in line and f"{name}:1:" in line


@pytest.mark.fault(10, 12)
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("track: forever\n", "There is no track 'forever'. Known here"),
        ("track:\n", "'track' has no value"),
        ("purposes: [x, decide-about-ai]\n", "There is no purpose 'x'"),
    ],
)
def test_what_is_chosen_from_the_content_is_there(
    write: Write, problems: Problems, text: str, says: str
) -> None:
    write("organisation.yml", text)
    (line,) = problems()
    assert says in line and "organisation.yml:1:" in line


def test_all_faults_of_labels_settings_and_content_are_told_at_once(
    write: Write, problems: Problems
) -> None:
    write(
        "labels.yml",
        "why: {a: b}\nwy: x\nminutes: $hours\nsteps:\nask_next: a # b\n"
        "part_meet: $mentro\npart_start: x\npart_start: y\n",
    )
    write("organisation.yml", "paper: a5\nwords: {mentor: x}\ntrack: [x]\n")
    write("content/themes/o.yml", "real-tools:\n  titel: $mentor\n")
    lines = problems()
    assert sum("labels.yml" in line for line in lines) == 7
    assert sum("organisation.yml" in line for line in lines) == 3
    assert sum("o.yml:2:3" in line for line in lines) == 1


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    "code", ['en."><script>', "en@x", "e", "en-", "xx-" + "a" * 90, "en_GB.<b>"]
)
def test_a_language_is_a_code_and_nothing_behind_it(code: str) -> None:
    with pytest.raises(ValueError, match="is no language"):
        known_language(code)
