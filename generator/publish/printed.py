"""Say what was printed, and how people print it in their turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..kit import Kit
from .edition import Edition
from .stage import Stage


@dataclass(frozen=True)
class Printed:
    """A file that a printer wrote.

    `title` is what the downloads page calls it, `how` says which of the labels `how_…`
    tells how to print it. `pages` is 0 for what has none, such as a Word document;
    `paper` is "a4", "letter" or, for what is cut to another size, "".
    """

    name: str
    title: str
    how: str
    pages: int
    paper: str


# Writes its files into a folder. Raises `ProblemsFound` for a text that does not fit.
Printer = Callable[[Kit, Stage, Path, Edition], list[Printed]]
