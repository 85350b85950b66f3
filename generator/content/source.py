"""Read one YAML file into plain data that remembers where each value stood.

Only the part of YAML that people write by hand is accepted: mappings, lists and text.
Every scalar stays text (`NO`, `1.10` and `12:30` too); the model decides what is a
number. Reading goes by parser events, so nothing is built before it has been checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .characters import BACKSLASH, check_characters, check_escapes
from .folder import Refused, TooLarge, read_file
from .problems import Findings, Mark

MAX_BYTES = 256 * 1024
MAX_ITEMS = 2000  # in a mapping or a list
MAX_VALUES = 20_000  # in a file, on all levels
MAX_DEPTH = 20
MAX_TOLD = 50  # problems of a file, after which the rest of it is not looked at
BREAK = re.compile("\r\n|[\n\r]")
UNCLOSED = "A quotation mark is not closed. Close it, or double it inside the text."
NAMES = (
    "Names are expected here, each with a colon and what belongs to it: this file is a "
    "list of 'name: …' at the top."
)
EMPTY = {"", "~", "null", "Null", "NULL"}

# libyaml where the wheel carries it: the same events, about ten times as fast.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Data = Any  # dict[str, Data] | list[Data] | str
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Tree:
    """Plain data and, for each path into it, the mark of its key or list item.

    It is not `whole` where a file that belongs to it could not be read.
    """

    data: Data
    marks: dict[Place, Mark]
    whole: bool = True

    def mark(self, path: Place) -> Mark:
        """The mark of `path`, or of its nearest known parent."""
        while path not in self.marks:
            path = path[:-1]
        return self.marks[path]


@dataclass
class _Open:
    """A mapping or list whose end has not been read yet."""

    value: Any
    path: Place
    key: str | None = None
    marks: dict[str, Mark] = field(default_factory=dict)


def read(path: Path, findings: Findings, lenient: bool = False) -> Tree | None:
    """Read the file `path` as `parse` does; None, with a problem, where that fails."""
    text = read_text(path, findings)
    return None if text is None else parse(text, Mark(path), findings, lenient)


def parse(
    text: str,
    first: Mark,
    findings: Findings,
    lenient: bool = False,
    expected: str = NAMES,
) -> Tree | None:
    """Read a text that begins at `first`, with a mapping at the top.

    None, with a problem, where it cannot be understood to its end. A value that is
    empty or cut short is a problem too, but its neighbours can still be judged.
    `lenient` lets these pass, in a file that was not written for the kit. `expected` is
    told where something other than a mapping stands at the top.
    """
    if not check_characters(text, first, findings):
        return None
    tree = Tree({}, {(): first})
    try:
        return tree if _build(text, tree, findings, lenient, expected) else None
    except yaml.MarkedYAMLError as error:
        told, mark = _plain(error, text), error.problem_mark
        if told == UNCLOSED:
            mark = error.context_mark  # where it opens, not where the text ends
        findings.problem(_mark(first, mark) if mark else first, told)
    except yaml.YAMLError as error:
        findings.problem(
            first, f"This is not YAML: {error}. Save the file as UTF-8 text."
        )
    return None


def read_text(path: Path, findings: Findings) -> str | None:
    """The text of a file without its byte order mark; None, with a problem, if none."""
    top = Mark(path)
    try:
        raw = read_file(path, MAX_BYTES)
    except TooLarge as error:
        findings.problem(top, f"{error} Split it into several files.")
        return None
    except Refused as error:
        findings.problem(top, str(error))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.problem(Mark(path, line), "This is not UTF-8. Save the file as UTF-8.")
        return None


def _build(
    text: str, tree: Tree, findings: Findings, lenient: bool, expected: str
) -> bool:
    """Fill `tree` from the parser's events, without recursion; whether it is whole."""
    first, before = tree.marks[()], len(findings.problems)
    lines = BREAK.split(text)
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        mark = _mark(first, event.start_mark)
        if len(findings.problems) - before >= MAX_TOLD:
            findings.problem(mark, "There is more like this. Mend what stands above.")
            return False
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                findings.problem(mark, "A second document starts. Remove the '---'.")
                return False
            continue
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            findings.problem(
                mark, "Anchors (&) and aliases (*) are not used here. Write it out."
            )
            return False
        if getattr(event, "style", None) == '"':
            begin, end = event.start_mark, event.end_mark
            if begin is not None and end is not None:
                check_escapes(text[begin.index : end.index], mark, findings)
        if getattr(event, "tag", None):
            findings.problem(mark, "Tags (!) are not used here. Remove the tag.")
            return False
        if not stack and not isinstance(event, yaml.MappingStartEvent):
            findings.problem(mark, expected)
            return False
        if len(stack) >= MAX_DEPTH:
            findings.problem(mark, f"This is nested deeper than {MAX_DEPTH} levels.")
            return False

        parent = stack[-1] if stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            if not isinstance(event, yaml.ScalarEvent):
                findings.problem(mark, "A name and a colon are expected here.")
                return False
            _take_key(parent, event.value, mark, findings)
            continue

        here = _place(parent)
        if parent is not None:
            if len(parent.value) >= MAX_ITEMS or len(tree.marks) >= MAX_VALUES:
                findings.problem(mark, _too_many(parent, len(stack)))
                return False
            tree.marks[here] = (
                parent.marks[str(parent.key)] if parent.key is not None else mark
            )
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
            if not lenient:
                _check_scalar(event, lines, tree.marks[here], here, findings)
            elif event.style in (None, "") and value in EMPTY:
                value = ""
        elif isinstance(event, yaml.MappingStartEvent):
            value = {} if parent is not None else tree.data
        else:
            value = []
        if parent is not None:
            _put(parent, value)
        if not isinstance(event, yaml.ScalarEvent):
            stack.append(_Open(value, here))

    if not documents:
        findings.problem(
            first, "The file is empty. Delete it, or write 'id:' with fields below."
        )
    return documents > 0


def _too_many(parent: _Open, depth: int) -> str:
    if len(parent.value) < MAX_ITEMS:
        return f"More than {MAX_VALUES:,} values in a file. Split the file."
    if depth == 1:
        return f"More than {MAX_ITEMS:,} items in a file. Split the file."
    return f"More than {MAX_ITEMS:,} entries in a row. Keep the first {MAX_ITEMS:,}."


def _take_key(parent: _Open, key: str, mark: Mark, findings: Findings) -> None:
    if key in parent.marks:
        findings.problem(
            mark,
            f"'{key}' stands twice; the first is in line {parent.marks[key].line}. "
            "Remove or rename one.",
        )
    parent.key = key
    parent.marks[key] = mark


def _place(parent: _Open | None) -> Place:
    if parent is None:
        return ()
    last = len(parent.value) if isinstance(parent.value, list) else str(parent.key)
    return (*parent.path, last)


def _put(parent: _Open, value: Any) -> None:
    if isinstance(parent.value, list):
        parent.value.append(value)
    else:
        parent.value[parent.key] = value
        parent.key = None


def _check_scalar(
    event: yaml.ScalarEvent,
    lines: list[str],
    mark: Mark,
    path: Place,
    findings: Findings,
) -> None:
    """Report an empty value, and text that a ` #` has cut short."""
    plain = event.style in (None, "")
    if not event.value.strip() or (plain and event.value in EMPTY):
        name = f"'{path[-1]}'" if path and isinstance(path[-1], str) else "This entry"
        findings.problem(mark, f"{name} has no value. Write one, or delete the line.")
    if plain and event.end_mark is not None:
        line = event.end_mark.line
        rest = "".join(lines[line : line + 1])[event.end_mark.column :]
        # One space before '#' is how text is written, two how a comment is.
        if rest.startswith(" #"):
            findings.problem(
                mark,
                "' #' starts a comment and cuts the text. Put the text in quotes "
                "(or two spaces before a comment).",
            )


def _mark(first: Mark, mark: Any) -> Mark:
    """The place in the file of a mark in a text that begins at `first`."""
    column = mark.column + (1 if mark.line else first.column)
    return Mark(first.file, first.line + mark.line, column)


def _plain(error: yaml.MarkedYAMLError, text: str) -> str:
    """Turn the parser's complaint into a sentence with a remedy."""
    said = f"{error.context or ''} {error.problem or ''}"
    if "mapping values are not allowed" in said:
        return "There is a second ': ' in this line. Put the text in quotes."
    mark = error.problem_mark
    if (
        mark
        and "\t"
        in "".join(BREAK.split(text)[mark.line : mark.line + 1])[: mark.column + 1]
    ):
        return "There is a tab. Use spaces to indent."
    if "cannot start any token" in said:
        return "Text cannot start with this character. Put the text in quotes."
    if "escape" in said or "hex" in said:
        return f"A backslash in double quotes changes what follows it. {BACKSLASH}"
    if "quoted scalar" in said:
        return UNCLOSED
    if "could not find expected ':'" in said:
        return "A ':' is missing after the name, or the text above needs quotes."
    if "block mapping" in said or "block collection" in said or "block end" in said:
        return "The indentation does not fit the lines above. Align it with them."
    return f"This is not YAML ({(error.problem or 'unreadable').strip()})."
