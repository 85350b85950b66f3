"""Every row of the fault table is held by a test that brings the fault about."""

from __future__ import annotations

import subprocess
import sys

from generator.home import home
from tests.faults import TABLE


def test_the_fault_table_says_which_tests_hold_which_row() -> None:
    """Collected in a process of its own, since this one may test a part alone."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--check"],
        cwd=home(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr or f"{TABLE.name} is old: make reference"
