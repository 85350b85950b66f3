"""Settings and labels: what is misspelt or missing is told with its remedy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Write

Problems = Callable[[], list[str]]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("organisation.yml", "papr: a4\n", "Did you mean 'paper'?"),
        ("organisation.yml", "paper: a5\n", "must be 'a4' or 'letter'"),
        ("organisation.yml", "track: forever\n", "There is no track 'forever'"),
        ("organisation.yml", "site: {address: example.org}\n", "address"),
        ("organisation.yml", "words: {mentro: {one: x}}\n", "Did you mean 'mentor'"),
        ("organisation.yml", "", "The file is empty"),
        ("organisation.yml", "programme:\n", "'programme' has no value"),
        ("labels.yml", "wy: x\n", "'wy' is not a label"),
        ("labels.yml", "minutes: $hours hours\n", "'$hours' is not a word here"),
    ],
)
def test_a_fault_in_the_settings_is_told(
    write: Write, problems: Problems, name: str, text: str, says: str
) -> None:
    write(name, text)
    lines = problems()
    assert any(says in line and f"{name}:1:" in line for line in lines), lines
