"""Where a date or a number belongs, anything else is told in one plain line."""

from __future__ import annotations

import pytest

from generator.content.problems import Findings
from generator.home import home
from generator.identity.settings import read_settings
from tests.conftest import Write
from tests.fuzz.judge import judge

DEFAULTS = home() / "playbook_data" / "defaults"
FIELDS = {
    "dates": "dates: {{first_meetings: {}}}\n",
    "minutes": "meeting_minutes: {}\n",
    "offset": "printing: {{offset: {{across: {}}}}}\n",
    "floor": "floors: {{pairs: 3, people: {}}}\n",
}
WRONG = [
    *("2024-13-45", "2027-02-30", "0000-00-00", "99999-01-01", "2027-03-01T25:00:00"),
    *("9" * 5_000, "-" + "9" * 5_000, "1e308", "1e999", "nan", ".inf", "-.inf"),
    *("0x1F", "1_0_", "½", "12:30", "yes", "[60]", "{a: 60}", "'60 '' '", "6 0"),
]


@pytest.mark.fault(7)
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", WRONG)
def test_what_is_no_date_and_no_number_is_one_problem(
    field: str, value: str, write: Write
) -> None:
    path = write("organisation.yml", FIELDS[field].format(value))
    findings = Findings()
    read_settings([DEFAULTS, path.parent], findings)
    (problem,) = findings.problems
    assert problem.mark.file == path and problem.mark.line == 1
    judge([problem], path.parent)
