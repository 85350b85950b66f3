"""Say what is wrong, where, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 500  # letters of a message
MOST = 300  # problems; nobody reads on, and looking for the nearest names takes time


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a file. Lines and columns count from 1."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        here = Path.cwd()
        inside = self.file.is_relative_to(here)
        shown = self.file.relative_to(here) if inside else self.file
        return f"{printable(str(shown))}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to tell the author: `file:line:column: what is wrong. What to do.`"""

    mark: Mark
    message: str

    def __str__(self) -> str:
        return f"{self.mark}: {self.message}"


@dataclass
class Findings:
    """All that was found so far: problems stop the build, notes inform."""

    problems: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def problem(self, mark: Mark, message: str) -> None:
        """Take up a problem. Raises `ProblemsFound` where there are too many."""
        self.problems.append(Finding(mark, _short(message)))
        if len(self.problems) >= MOST:
            self.raise_problems()

    def is_told(self, mark: Mark) -> bool:
        """Whether there is a problem at `mark` already, that others follow from."""
        return any(problem.mark == mark for problem in self.problems)

    def note(self, mark: Mark, message: str) -> None:
        self.notes.append(Finding(mark, _short(message)))

    def raise_problems(self) -> None:
        """Raise `ProblemsFound` with every problem, if there is one."""
        if self.problems:
            raise ProblemsFound(self.problems, self.notes)


class ProblemsFound(Exception):
    """The content cannot be published as it stands; nothing was written."""

    def __init__(
        self, problems: Iterable[Finding], notes: Iterable[Finding] = ()
    ) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.notes = tuple(sorted(set(notes)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[object, ...]]:
        """Cross to another process whole; an exception keeps but its text by itself."""
        return type(self), (self.problems, self.notes)


def printable(text: str) -> str:
    """A text that a terminal can show; what it cannot stands as `\\x1b` or the like."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def _short(message: str) -> str:
    """A message in one line; what it quotes may be long and hold anything."""
    line = printable(" ".join(message.split()))
    if len(line) <= LONGEST:
        return line
    return f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the known word most like `word`, as a sentence to put after a message."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=2)
    if near:
        return "Did you mean " + " or ".join(f"'{name}'" for name in near) + "?"
    if len(names) <= 14:
        return "Known here: " + ", ".join(names) + "."
    return "Look for the right name among the others of its kind."


def sentence(said: object) -> str:
    """What an error says, ended as a sentence."""
    text = str(said)
    return text if text.endswith((".", "?")) else f"{text}."
