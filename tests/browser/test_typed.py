"""What is typed into a form can all be seen in pdf.js, the viewer that Firefox has."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, Route

from tests.conftest import BuiltKit
from tests.print.test_typed import TEXTS

pytestmark = pytest.mark.browser

VIEWER = Path(sys.prefix) / "node" / "node_modules" / "pdfjs-dist"
SITE = "http://forms.test/"
# Types into every field of a page as its keys would, and tells which hold more than
# they show: in pixels, below and to the right.
TYPE = """([number, text]) => {
  const fields = document.querySelectorAll(
    `[data-page-number="${number}"] .textWidgetAnnotation :is(input, textarea)`);
  return [...fields].map((field) => {
    field.focus();
    field.value = "";
    document.execCommand("insertText", false, text);
    return [field.name, field.value.length,
      Math.max(field.scrollHeight - field.clientHeight,
               field.scrollWidth - field.clientWidth)];
  });
}"""
SHOWN = """number => viewer.getPageView(number - 1)?.annotationLayer?.div
  && viewer.getPageView(number - 1).renderingState === 3"""


def _answer(route: Route, forms: Path) -> None:
    """Give the page, the viewer or a form; nothing is fetched from anywhere."""
    name = route.request.url.removeprefix(SITE).partition("?")[0]
    place, _, rest = name.partition("/")
    folders = {"pdfjs": VIEWER, "print": forms}
    path = folders[place] / rest if rest else Path(__file__).with_name(name)
    kinds = {".mjs": "text/javascript", ".html": "text/html", ".css": "text/css"}
    kind = kinds.get(path.suffix, "application/octet-stream")
    if path.is_file():
        route.fulfill(body=path.read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404)


def _typed(page: Page, form: Path, *texts: str) -> Iterator[tuple[str, int, int]]:
    """Each field of a form with its letters and how much of them is out of sight."""
    page.route(f"{SITE}**", lambda route: _answer(route, form.parent))
    page.goto(f"{SITE}form.html?file=/print/{form.name}")
    page.wait_for_function("document.title === 'ready'")
    for number in range(1, page.evaluate("pdf.numPages") + 1):
        page.evaluate("number => viewer.currentPageNumber = number", number)
        page.wait_for_function(SHOWN, arg=number)
        for text in texts:
            yield from page.evaluate(TYPE, [number, (text * 600)[:600]])


@pytest.mark.fault(64)
def test_nothing_that_is_typed_is_out_of_sight(page: Page, shipped: BuiltKit) -> None:
    looked = 0
    for path in sorted(shipped.print.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            if "/AcroForm" not in pdf.Root:
                continue
        for name, letters, hidden in _typed(page, path, *TEXTS[:3]):
            assert letters and hidden <= 1, (path.name, name)
            looked += 1
    assert looked > 400


def test_a_field_without_a_limit_is_seen_to_hide_what_is_typed(
    page: Page, shipped: BuiltKit, tmp_path: Path
) -> None:
    path = tmp_path / "survey-partner.pdf"
    with pikepdf.open(shipped.print / path.name) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if "/MaxLen" in field:
                del field["/MaxLen"]
        pdf.save(path)
    typed = list(_typed(page, path, TEXTS[1]))
    assert typed and all(hidden > 1 for *_, hidden in typed)
