"""Work may take what it is given, and whatever it does, its end is one plain line."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.content.problems import Finding, Mark, ProblemsFound
from generator.limit import COUNTS_MEMORY, Limit, OverLimit, within

PLAIN = (ProblemsFound, ValueError)
ENOUGH = Limit(seconds=120)
counts_memory = pytest.mark.skipif(not COUNTS_MEMORY, reason="counts no memory")

# What a process of its own does: it finds these by their names here.


def answer(number: int) -> int:
    return number + 1


def problem() -> None:
    found = [Finding(Mark(Path("a.yml"), 2), "Wrong."), Finding(Mark(Path("b")), "No.")]
    raise ProblemsFound(found, [Finding(Mark(Path("c")), "Mind.")])


def bug() -> None:
    raise KeyError("ours")


def run_away(told: Path) -> None:
    """Begin something that would go on for long, and do so too."""
    sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
    told.write_text(str(subprocess.Popen(sleep).pid))
    time.sleep(600)


def grow() -> None:
    b"x" * 2**34


def break_off() -> None:
    os.write(2, b"a library in C speaks\n")
    os.abort()


def in_other_words() -> None:
    raise KeyError("what a library says when memory ends")


def test_what_work_returns_and_raises_comes_back_whole() -> None:
    assert within(Limit(), partial(answer, 1), PLAIN) == 2
    assert within(ENOUGH, partial(answer, 1), PLAIN) == 2
    with pytest.raises(ProblemsFound) as raised:
        within(ENOUGH, problem, PLAIN)
    assert [str(each) for each in raised.value.problems] == [
        "a.yml:2:1: Wrong.",
        "b:1:1: No.",
    ]
    assert [each.message for each in raised.value.notes] == ["Mind."]


def test_a_bug_is_not_taken_for_a_limit() -> None:
    with pytest.raises(KeyError) as raised:
        within(ENOUGH, bug, PLAIN)
    assert "in bug" in raised.value.__notes__[0]


@pytest.mark.fault(39)
def test_work_that_takes_too_long_is_ended_with_all_it_began(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    with pytest.raises(OverLimit, match="longer than the 4 seconds of --time-limit"):
        within(Limit(seconds=4), partial(run_away, told), PLAIN)
    if told.exists() and Path("/proc").is_dir():
        for _ in range(600):
            state = Path("/proc", told.read_text(), "status")
            if not state.exists() or "State:\tZ" in state.read_text():
                break
            time.sleep(0.1)
        else:
            raise AssertionError("what it began still runs")


@counts_memory
@pytest.mark.fault(39)
@pytest.mark.parametrize("work", [grow, break_off, in_other_words])
def test_work_that_needs_too_much_memory_is_told(
    work: Callable[[], None], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(OverLimit, match="more memory than the 1500 MiB of --memory-"):
        within(Limit(120, 1500), work, PLAIN)
    assert capfd.readouterr() == ("", "")
