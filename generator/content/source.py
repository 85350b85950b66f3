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

from .problems import Findings, Mark

MAX_BYTES = 256 * 1024
MAX_ITEMS = 2000
MAX_DEPTH = 20
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # where YAML ends a line
EMPTY = {"", "~", "null", "Null", "NULL"}

# libyaml where the wheel carries it: the same events, about ten times as fast.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Data = Any  # dict[str, Data] | list[Data] | str
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Tree:
    """Plain data and, for each path into it, the mark of its key or list item."""

    data: Data
    marks: dict[Place, Mark]

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
    """Read `path`, a mapping at the top; on any problem, report it and return None.

    `lenient` lets empty values (as "") and comments close to a text pass, in a file
    that was not written for the kit.
    """
    top = Mark(path)
    before = len(findings.problems)
    text = _decode(path, findings)
    if text is None:
        return None
    tree = Tree({}, {(): top})
    try:
        _build(text, tree, findings, lenient)
    except yaml.MarkedYAMLError as error:
        findings.problem(_mark(path, error.problem_mark), _plain(error, text))
    except yaml.YAMLError as error:
        findings.problem(
            top, f"This is not YAML: {error}. Save the file as UTF-8 text."
        )
    return tree if len(findings.problems) == before else None


def _decode(path: Path, findings: Findings) -> str | None:
    top = Mark(path)
    try:
        if path.is_symlink():
            findings.problem(top, "This is a link. Put the file itself here.")
            return None
        raw = path.read_bytes()
    except OSError as error:
        findings.problem(top, f"The file cannot be read ({error.strerror}).")
        return None
    if len(raw) > MAX_BYTES:
        findings.problem(
            top,
            f"The file has {len(raw) // 1024} KiB; the limit is {MAX_BYTES // 1024}. "
            "Split it: a kind may have any number of files.",
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.problem(Mark(path, line), "This is not UTF-8. Save the file as UTF-8.")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        findings.problem(
            Mark(path, line), "There is a NUL character. Save the file as UTF-8 text."
        )
        return None
    return text


def _build(text: str, tree: Tree, findings: Findings, lenient: bool) -> None:
    """Fill `tree` from the parser's events, without recursion."""
    path = tree.marks[()].file
    lines = BREAK.split(text)
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        mark = _mark(path, event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                findings.problem(mark, "A second document starts. Remove the '---'.")
                return
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
            return
        if getattr(event, "tag", None):
            findings.problem(mark, "Tags (!) are not used here. Remove the tag.")
            return
        if not stack and not isinstance(event, yaml.MappingStartEvent):
            findings.problem(
                mark,
                "A list of 'id:' with indented fields below is expected at the top.",
            )
            return
        if len(stack) >= MAX_DEPTH:
            findings.problem(mark, f"This is nested deeper than {MAX_DEPTH} levels.")
            return

        parent = stack[-1] if stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            if not isinstance(event, yaml.ScalarEvent):
                findings.problem(mark, "A name and a colon are expected here.")
                return
            if _take_key(parent, event.value, mark, findings):
                continue
            return

        here = _place(parent)
        if parent is not None:
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
            Mark(path),
            "The file is empty. Delete it, or write 'id:' with fields below.",
        )
    if len(tree.data) > MAX_ITEMS:
        findings.problem(
            Mark(path), f"More than {MAX_ITEMS} items in a file. Split the file."
        )


def _take_key(parent: _Open, key: str, mark: Mark, findings: Findings) -> bool:
    if key in parent.marks:
        findings.problem(
            mark,
            f"'{key}' stands twice; the first is in line {parent.marks[key].line}. "
            "Remove or rename one.",
        )
        return False
    parent.key = key
    parent.marks[key] = mark
    return True


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


def _mark(path: Path, mark: Any) -> Mark:
    return Mark(path, mark.line + 1, mark.column + 1) if mark else Mark(path)


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
    if "quoted scalar" in said:
        return "A quotation mark is not closed. Close it, or double it inside the text."
    if "could not find expected ':'" in said:
        return "A ':' is missing after the name, or the text above needs quotes."
    if "block mapping" in said or "block collection" in said or "block end" in said:
        return "The indentation does not fit the lines above. Align it with them."
    return f"This is not YAML ({(error.problem or 'unreadable').strip()})."
