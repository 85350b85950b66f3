"""Say which edition this is: its version and date, its paper and its sheets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version

EPOCH = "SOURCE_DATE_EPOCH"
END = 2**32  # seconds since 1970, in the year 2106: gzip knows no later time


@dataclass(frozen=True)
class Edition:
    """What a printed thing carries, so that two of them can be told apart.

    `paper` is "a4" or "letter", `sheets` the way in which cards lie on it.
    """

    version: str
    date: date
    paper: str
    sheets: str = "cut-long"


def edition(paper: str, sheets: str = "cut-long", day: date | None = None) -> Edition:
    """This edition, dated `day` or `today`. Raises ValueError as `today`."""
    made_by = version("reverse-mentoring-playbook")
    return Edition(made_by, day or today(), paper, sheets)


def today() -> date:
    """The day by which all is dated: today, or that of `SOURCE_DATE_EPOCH`, in UTC.

    A build asks once, and everywhere gets the same answer. Raises ValueError when that
    variable is set and is no number of seconds since 1970, or one of a later year than
    packed files can name.
    """
    epoch = os.environ.get(EPOCH)
    if epoch is None:
        return datetime.now(UTC).date()
    if epoch.isascii() and epoch.isdecimal() and len(epoch) <= 11 and int(epoch) < END:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    raise ValueError(
        f"{EPOCH} is '{epoch}'. Give seconds since 1970, at most {END - 1}, or unset "
        "it."
    )


@contextmanager
def dated(day: date) -> Iterator[None]:
    """Let all that writes files date them `day`: MkDocs and fontTools heed a variable.

    One that is set already stays.
    """
    before = os.environ.get(EPOCH)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    os.environ.setdefault(EPOCH, str(int(midnight.timestamp())))
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
