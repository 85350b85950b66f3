"""Nothing of the machinery is left in what a reader sees, hears or finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest

from generator.content.model import KINDS
from generator.kit import Kit
from tests.conftest import BuiltKit

# A word that was not filled in, the stand-in for a page's number, a value not set.
LEFT = re.compile(
    r"\$\{?[A-Za-z_]{2,}|\b888\b|\bNone\b(?!\s+[a-z])|\{\{ ?\w|\bNaN\b|undefined"
)


class _Text(HTMLParser):
    """The words of a page, and what its elements are called."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("script", "style")
        named = ("alt", "title", "aria-label", "placeholder")
        self.said += [str(value) for name, value in attrs if name in named]
        self.said += [
            str(v) for n, v in attrs if n.startswith("data-") and "$" in str(v)
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
    elif isinstance(data, str):
        yield data


def _bookmarks(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _bookmarks(item.children)


def _words(path: Path) -> Iterator[str]:
    """What a file says, wherever it says it."""
    match path.suffix:
        case ".html":
            yield from _Text(path.read_text(encoding="utf-8")).said
        case ".json" if path.name != "playbook.schema.json":
            yield from _strings(json.loads(path.read_text(encoding="utf-8")))
        case ".docx":
            document = docx.Document(str(path))
            yield from (each.text for each in document.paragraphs)
            for table in document.tables:
                yield from (cell.text for row in table.rows for cell in row.cells)
        case ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                yield from (page.get_textpage().get_text_range() for page in pdf)
            yield from _names(path)


def _names(path: Path) -> Iterator[str]:
    """What a PDF and its parts are called: title, bookmarks, links, fields."""
    with pikepdf.open(path) as pdf:
        yield from (
            str(value) for key, value in pdf.docinfo.items() if "Date" not in key
        )
        with pdf.open_outline() as outline:
            yield from _bookmarks(outline.root)
        for page in pdf.pages:
            for each in page.get("/Annots", ()):
                yield str(each.get("/Contents", ""))
                yield str(each.get("/TU", ""))


@pytest.mark.fault(65)
@pytest.mark.parametrize("whose", ["shipped", "example"])
def test_nothing_is_left_over(
    whose: str, request: pytest.FixtureRequest, kit: Kit
) -> None:
    built: BuiltKit = request.getfixturevalue(whose)
    labels = [name for name in kit.labels.texts if "_" in name]
    left = re.compile(rf"{LEFT.pattern}|\b({'|'.join(labels)})\b")
    # The site's downloads are the printed files once more.
    files = [*built.print.iterdir(), *built.site.rglob("*.html")]
    files += built.site.rglob("*.json")
    looked = 0
    for path in sorted(files):
        for said in _words(path):
            looked += bool(said.strip())
            found = left.search(said)
            assert not found, (path.name, said[max(0, found.start() - 60) :][:160])
    assert looked > 5000


@pytest.mark.fault(65)
def test_what_a_link_or_a_bookmark_is_called_is_no_id(
    shipped: BuiltKit, kit: Kit
) -> None:
    ids = {key for kind in KINDS for key in kit.content.of(kind) if "-" in key}
    looked = 0
    for path in sorted(shipped.print.glob("*.pdf")):
        for said in _names(path):
            looked += 1
            assert said not in ids and "--" not in said, (path.name, said)
    assert looked > 5000


@pytest.mark.parametrize(
    "said", ["from $floor answers", "See friction(page 888)", "None", "form_our_words"]
)
def test_what_is_left_over_is_seen(said: str, kit: Kit) -> None:
    assert LEFT.search(said) or said in kit.labels.texts
