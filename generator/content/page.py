"""Take a page's file apart: its head, read as the kit's YAML is, and the text below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .characters import check_characters
from .problems import Findings, Mark
from .source import Tree, parse, read_text

FENCE = "---"
# What stands for it where programs for writing join hyphens, or a key was missed.
LIKE = re.compile(r"[-\u2010-\u2015\u2212][-\u2010-\u2015\u2212 \t]*")


@dataclass(frozen=True)
class Written:
    """A page as it was written: its whole text, its head, and the text below.

    `first` is the place of the first line of that text.
    """

    text: str
    head: Tree
    body: str
    first: Mark


def read_page(path: Path, findings: Findings) -> Written | None:
    """Read a page; on any problem, report it and return None."""
    before = len(findings.problems)
    whole = read_text(path, findings)
    if whole is None or not check_characters(whole, Mark(path), findings):
        return None
    text = whole.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in text.split("\n")]
    end = _fences(lines, path, findings)
    if end is None:
        return None
    # Its `---` begins a YAML document, so that lines count as in the file.
    head = parse(
        "\n".join(lines[:end]) + "\n",
        Mark(path),
        findings,
        expected="The head has lines such as 'title: Our first year'. Write them so.",
    )
    if head is None or len(findings.problems) > before:
        return None
    body = "\n".join(text.split("\n")[end + 1 :])
    return Written(text, head, body, Mark(path, end + 2))


def _fences(lines: list[str], path: Path, findings: Findings) -> int | None:
    """The index of the line that ends the head; None, with a problem, without one."""
    first = next((index for index, line in enumerate(lines) if line), 0)
    if first and lines[first] == FENCE:
        findings.problem(
            Mark(path), "The head comes first. Delete the empty lines above the '---'."
        )
    elif lines[first] != FENCE and LIKE.fullmatch(lines[first].lstrip()):
        _misfenced(Mark(path, first + 1), lines[first], findings)
    elif lines[first] != FENCE:
        findings.problem(
            Mark(path),
            "The page has no head. Begin it with four lines: --- / title: Our "
            "first year / part: part_learn / ---.",
        )
    else:
        for index, line in enumerate(lines[1:], 1):
            if line in (FENCE, "..."):
                return index
        for index, line in enumerate(lines[1:], 1):
            if LIKE.fullmatch(line.lstrip()):
                _misfenced(Mark(path, index + 1), line, findings)
                return None
        findings.problem(
            Mark(path), "The head has no end. Write '---' in the line below it."
        )
    return None


def _misfenced(mark: Mark, line: str, findings: Findings) -> None:
    shown = " ".join(line.split())[:9]
    findings.problem(
        mark,
        f"The head begins and ends with three hyphens. Write '---' for '{shown}', "
        "alone in its line.",
    )
