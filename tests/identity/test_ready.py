"""`--ready` asks for what a launch needs, and for nothing once it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.problems import ProblemsFound
from generator.kit import open_kit
from tests.conftest import EXAMPLE, Write

FULL = """
purposes: [see-customer-friction]
dates: {first_meetings: 2027-03-01}
site: {address: https://playbook.example}
contacts:
  lead: {name: The desk, reach: extension 1}
  sponsor: {name: The director, reach: extension 2}
  privacy: {name: The privacy team, reach: extension 3}
  contact:
    name: The listener
    reach: "0800 1"
    answers: within one working day
    stand_in: the second listener
"""


def _missing(organisation: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        open_kit(organisation, ready=True)
    return str(found.value)


def test_an_empty_folder_is_told_everything_a_launch_needs(organisation: Path) -> None:
    told = _missing(organisation)
    for name in ("contact", "sponsor", "lead", "privacy", "first_meetings", "address"):
        assert f"{name}:' is not filled in" in told


@pytest.mark.parametrize(
    "line",
    [line for line in FULL.splitlines() if line.strip() and line[-1] != ":"],
)
def test_each_thing_left_out_is_told(
    organisation: Path, write: Write, line: str
) -> None:
    left = FULL.replace(line + "\n", "")
    write("organisation.yml", left)
    if line.strip().startswith(("name:", "reach:")):
        with pytest.raises(ProblemsFound, match="is missing"):
            open_kit(organisation, ready=True)
    else:
        name = line.strip().partition(":")[0]
        assert name in _missing(organisation)


def test_a_full_folder_and_the_example_are_ready(
    organisation: Path, write: Write
) -> None:
    write("organisation.yml", FULL)
    open_kit(organisation, ready=True)
    open_kit(EXAMPLE, ready=True)
