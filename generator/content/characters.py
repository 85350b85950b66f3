"""Find characters that nobody sees or that turn a text, and say where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from .problems import Findings, Mark

# Left alone are tabs, line breaks, soft hyphens, and what scripts and emoji are joined
# with (U+200C to U+200F, U+061C, variation selectors).
CONTROL = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
TURNING = "\u202a-\u202e\u2066-\u2069"
INVISIBLE = (
    "\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
BREAKING = "\x85\u2028\u2029"
HALF = "\ud800-\udfff"  # of a pair; an escape can write one alone
REFUSED = re.compile(f"[{CONTROL}{TURNING}{INVISIBLE}{BREAKING}{HALF}]")
# What stands behind a backslash in double quotes, and what it turns into.
ESCAPE = re.compile(
    r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)", re.DOTALL
)
BACKSLASH = "Use single quotes, or write the backslash twice."
ESCAPED = {
    **{"0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "v": "\v", "f": "\f"},
    **{"r": "\r", "e": "\x1b", "N": "\x85", "L": "\u2028", "P": "\u2029"},
}
SAID = {"\t": "a tab", "\r": "the end of a line"}


def check_characters(text: str, first: Mark, findings: Findings) -> bool:
    """Whether a text that begins at `first` has none that are refused.

    Each sort of character is one problem, at the first place where it stands.
    """
    counted = Counter(REFUSED.findall(text))
    for character, count in counted.items():
        mark = place(text, text.index(character), first)
        more = f", {count} times in all" if count > 1 else ""
        findings.problem(mark, f"There is {_named(character, more)}. {_way(character)}")
    return not counted


def check_escapes(quoted: str, first: Mark, findings: Findings) -> None:
    """Report each backslash of a text in double quotes that would corrupt it.

    `quoted` is as it is written, with its quotes, and begins at `first`. Programs write
    `\\xe9` and the like for letters: what gives a letter may stand.
    """
    for found in ESCAPE.finditer(quoted):
        code = found[1]
        if len(code) > 2 and code[0] in "xuU":
            number = int(code[1:], 16)
            letter = chr(number) if number <= 0x10FFFF else "\0"
        else:
            letter = ESCAPED.get(code, " ")
        if letter in "\t\r" or REFUSED.match(letter):
            is_what = SAID.get(letter) or _named(letter)
            findings.problem(
                place(quoted, found.start(), first),
                f"'\\{code}' in double quotes is {is_what}. {BACKSLASH}",
            )


def place(text: str, index: int, first: Mark) -> Mark:
    """Where `text`, which begins at `first`, has its character number `index`."""
    lines = re.split("\r\n|[\r\n]", text[:index])
    column = len(lines[-1]) + (1 if len(lines) > 1 else first.column)
    return Mark(first.file, first.line + len(lines) - 1, column)


def _named(character: str, more: str = "") -> str:
    code = f"U+{ord(character):04X}"
    known = unicodedata.name(character, "").lower() if character != "\0" else "NUL"
    behind = f" ({code}{', ' + known if known else ''}{more})"
    if re.match(f"[{TURNING}]", character):
        return f"a character that turns the direction of text{behind}"
    if re.match(f"[{INVISIBLE}]", character):
        return f"an invisible character{behind}"
    if character in BREAKING:
        return f"a line break of a rare kind{behind}"
    if re.match(f"[{HALF}]", character):
        return f"half a character{behind}"
    return f"a control character{behind}"


def _way(character: str) -> str:
    if character == "\0":
        return "Save the file as UTF-8 text."
    if character in BREAKING:
        return "Press Enter there instead."
    return "Delete it, or type the words around it again."
