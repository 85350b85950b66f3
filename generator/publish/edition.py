"""Say which edition this is: its version and date, its paper and its sheets."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version


@dataclass(frozen=True)
class Edition:
    """What a printed thing carries, so that two of them can be told apart.

    `paper` is "a4" or "letter", `sheets` the way in which cards lie on it.
    """

    version: str
    date: date
    paper: str
    sheets: str = "cut-long"


def edition(paper: str, sheets: str = "cut-long") -> Edition:
    """This edition, dated today or by `SOURCE_DATE_EPOCH` (seconds since 1970, UTC).

    Raises ValueError when that variable is set and is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        day = date.today()
    elif epoch.isascii() and epoch.isdecimal() and len(epoch) <= 11:
        day = datetime.fromtimestamp(int(epoch), UTC).date()
    else:
        raise ValueError(
            f"SOURCE_DATE_EPOCH is '{epoch}'. Give seconds since 1970, or unset it."
        )
    return Edition(version("reverse-mentoring-playbook"), day, paper, sheets)
