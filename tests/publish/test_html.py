"""Every page of the built sites is sound HTML, but for what the theme gets wrong.

`tests/node/htmlvalidate.json` takes html-validate's `standard` rules, which hold what
the HTML standard forbids, and its `a11y` rules. Neither set is about style. One rule is
off: a form with a button to send it (H32) is one way of many to keep to the guidelines,
and the forms here change their own page at once and send nothing. On top come rules
that find faults, not taste: references that lead nowhere, inputs without a label,
headings that skip a level, names given twice, elements that do not exist or are left
open. Its other rules are taste (trailing space, quotes, how void elements end, doctype
in capitals, `none` for `presentation`), or concern what we do not have; inline style is
data here: the height of a blank.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.home import home
from tests.conftest import BuiltKit, run_checker

# What Material for MkDocs writes, by rule and by the whole opening tag, and why it may
# stay. To mend any of it we would have to copy the theme's templates.
BASELINE = {
    (
        "valid-autocomplete",
        r'<input class="md-toggle" [^>]*id="__(drawer|search)" autocomplete="off">',
    ): "Keeps a browser from restoring an open drawer; browsers know it on any input.",
    (
        "input-attributes",
        r'<input class="md-toggle" [^>]*id="__(drawer|search)" autocomplete="off">',
    ): "The same attribute, as another rule sees it.",
    (
        "input-missing-label",
        r'<label class="md-(header__button md-icon|overlay)" for="__(drawer|search)">',
    ): "A hidden checkbox behind an icon; site.js puts a named button into the label.",
    (
        "attribute-allowed-values",
        r'<label class="md-nav__link ?(md-nav__link--active)?" for="__nav_\d+"'
        r' id="__nav_\d+_label" tabindex="">',
    ): "Browsers read an empty tabindex as none, and a section's title needs none.",
    (
        "unique-landmark",
        r'<nav class="md-nav" data-md-level="\d" aria-labelledby="__nav_[\d_]+_label"'
        r' aria-expanded="(true|false)">',
    ): "Where a section has a page of its own, its label is an arrow without a word.",
    (
        "unique-landmark",
        r'<nav class="md-nav md-nav--secondary" aria-label="[^"]+">',
    ): "The contents of a page stand in drawer and margin; one is hidden at any width.",
    (
        "unique-landmark",
        r'<nav class="md-nav" aria-label="[^"]+">',
    ): "The same contents, a level below.",
    (
        "no-missing-references",
        r'<label class="md-nav__title" for="__toc">',
    ): "On a section's own page the contents stand in the margin alone: no toggle.",
}


@dataclass(frozen=True)
class Fault:
    """A fault where it stands, with the opening tag it is about."""

    page: Path
    line: int
    rule: str
    message: str
    tag: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.rule}: {self.message}: {self.tag}"


def _tag(lines: list[str], line: int, column: int) -> str:
    """The opening tag that holds a place; a fault may point at an attribute."""
    before = "".join([*lines[: line - 1], lines[line - 1][:column]])
    after = "".join([lines[line - 1][column:], *lines[line:]])
    return before[before.rfind("<") :] + after[: after.find(">") + 1]


def _faults(pages: list[Path]) -> list[Fault]:
    # Each page is named, so that none is passed over for its folder or its ending.
    said = run_checker(
        "html-validate/bin/html-validate.mjs",
        *("--config", home() / "tests/node/htmlvalidate.json"),
        *("--formatter", "json"),
        *pages,
    )
    found = []
    for result in json.loads(said):
        page = Path(result["filePath"])
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        for each in result["messages"]:
            tag = _tag(lines, each["line"], each["column"])
            found.append(
                Fault(page, each["line"], each["ruleId"], each["message"], tag)
            )
    return found


def _excuses(fault: Fault) -> list[tuple[str, str]]:
    return [
        (rule, tag)
        for rule, tag in BASELINE
        if rule == fault.rule and re.fullmatch(tag, fault.tag)
    ]


@pytest.fixture(scope="module")
def faults(shipped: BuiltKit, examples: dict[str, BuiltKit]) -> list[Fault]:
    pages = []
    for built in (shipped, *examples.values()):
        here = sorted(built.site.rglob("*.html"))
        assert len(here) > 50, built.site
        pages += here
    return _faults(pages)


def test_every_page_is_sound_but_for_the_theme(faults: list[Fault]) -> None:
    ours = [str(fault) for fault in faults if not _excuses(fault)]
    assert not ours, f"{len(ours)} faults:\n" + "\n".join(ours[:40])


def test_every_excuse_for_the_theme_is_still_needed(faults: list[Fault]) -> None:
    needed = {excuse for fault in faults for excuse in _excuses(fault)}
    idle = [f"{rule} {tag}" for rule, tag in BASELINE if (rule, tag) not in needed]
    assert not idle, "Delete from BASELINE:\n" + "\n".join(idle)


def test_a_bad_page_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><title>Bad</title></head><body>\n'
        '<h1>One</h1><h3 id="a">Three</h3>\n'
        '<p id="a"><div>No block in a paragraph</div></p>\n'
        '<img src="a.png">\n'
        '<input type="text" autofocus\n  autocomplete="nonsense">\n'
        "</body></html>\n",
        encoding="utf-8",
    )
    found = {(fault.line, fault.rule): fault for fault in _faults([page])}
    assert set(found) == {
        (3, "heading-level"),
        (4, "no-dup-id"),
        (4, "no-implicit-close"),
        (4, "close-order"),
        (5, "wcag/h37"),
        (6, "input-missing-label"),
        (7, "valid-autocomplete"),
    }
    assert not any(_excuses(fault) for fault in found.values())
    tag = '<input type="text" autofocus\n  autocomplete="nonsense">'
    assert found[7, "valid-autocomplete"].tag == tag
    assert str(found[5, "wcag/h37"]).startswith(f"{page}:5: wcag/h37: <img>")
