"""One build at a time writes to an output, and what hinders it is told plainly."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from generator.output.hold import Busy, finish, held
from generator.output.place import Place, Unusable


@pytest.mark.fault(37)
def test_two_builds_into_one_output_do_not_mix(tmp_path: Path) -> None:
    place = Place(tmp_path / "out")
    place.hidden.mkdir(parents=True)
    told = pytest.raises(Busy, match="Another build is writing to")
    with FileLock(place.lock), told, held(place):
        raise AssertionError("two at once")
    with held(place):
        pass


@pytest.mark.fault(35)
def test_leftovers_of_a_killed_build_are_swept(tmp_path: Path) -> None:
    place = Place(tmp_path / "out")
    left = place.aside / "stage"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    with held(place) as aside:
        assert list(aside.iterdir()) == []
    assert not aside.exists()
    left.mkdir(parents=True)
    finish(place)
    assert not aside.exists()


def test_where_nothing_is_left_nothing_is_touched(tmp_path: Path) -> None:
    finish(Place(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault(36)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_by_the_output(tmp_path: Path, code: int) -> None:
    why = os.strerror(code)
    for error in (
        OSError(code, why, "/venv/lib/material/base.html"),
        # What copying a folder raises, and what a library in C says.
        shutil.Error([("/venv/a", "b", str(OSError(code, why)))]),
        RuntimeError(f"book.pdf: write: {why}"),
    ):
        with pytest.raises(Unusable) as raised, held(Place(tmp_path)):
            raise error
        told = str(raised.value)
        assert told.startswith(f"No space is left on the disk of {tmp_path}.")
        assert "venv" not in told and "--output" in told


def test_an_output_that_nobody_may_write_is_told(tmp_path: Path) -> None:
    place = Place(tmp_path / "out")
    refused = OSError(errno.EROFS, "Read-only file system", str(place.aside / "x"))
    told = pytest.raises(Unusable, match=r"out cannot be written: Read-only")
    with told, held(place):
        raise refused
    elsewhere = OSError(errno.EACCES, "Permission denied", "/organisation/own.yml")
    with pytest.raises(OSError, match=r"own\.yml"), held(place):
        raise elsewhere
