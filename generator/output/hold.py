"""Keep an output to one build at a time, and tell plainly what hinders it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from .place import Place, Unusable, check_hidden
from .swap import recover, sweep

FULL = {errno.ENOSPC, errno.EDQUOT}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Busy(Exception):
    """Another build is writing to the same output."""


@contextmanager
def held(place: Place) -> Iterator[Path]:
    """Keep other builds out, and offer an empty folder to build in, swept afterwards.

    What an earlier build began to swap in is finished first. Raises `Busy` or
    `Unusable`, also for a disk that is full.
    """
    with _told(place):
        check_hidden(place)
        place.hidden.mkdir(parents=True, exist_ok=True)
        with _locked(place):
            recover(place)
            place.aside.mkdir()
            try:
                yield place.aside
            finally:
                sweep(place)


@contextmanager
def _locked(place: Place) -> Iterator[None]:
    lock = FileLock(place.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(
            f"Another build is writing to {place.folder}. Wait for it, or choose "
            "--output."
        ) from None
    except NotImplementedError:
        raise Unusable(
            f"The disk of {place.folder} knows no locks. Choose --output elsewhere."
        ) from None
    try:
        yield
    finally:
        lock.release()


def finish(place: Place) -> None:
    """Go on where a build was ended in the middle, or sweep what it left.

    Where nothing is left, nothing is touched; a build that is at it now is left to it.
    """
    left = (place.journal, place.aside, place.next, place.last)
    if any(path.exists() for path in left):
        with suppress(Busy), held(place):
            pass


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """Tell what a disk refuses by the output's name: libraries tell of any file."""
    try:
        yield
    except Exception as error:
        if any(os.strerror(code) in str(error) for code in FULL):
            raise Unusable(
                f"No space is left on the disk of {place.folder}. Make room there, or "
                "choose another --output."
            ) from error
        if not isinstance(error, OSError) or error.errno not in FORBIDDEN:
            raise
        if not Path(str(error.filename)).is_relative_to(place.folder):
            raise
        raise Unusable(
            f"{place.folder} cannot be written: {error.strerror}. Choose another "
            "--output, or change who may write there."
        ) from error
