"""Weigh a page as a reader's browser does: compressed, with an empty cache."""

from __future__ import annotations

import gzip
import mimetypes
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Response

from tests.conftest import Quiet, serve

COMPRESSED = (".html", ".css", ".js", ".json", ".svg")
# Layout shift and the moment of the largest paint, as the browser reports them.
WATCH = """
  window.seen = {shift: 0, paint: 0};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!entry.hadRecentInput) window.seen.shift += entry.value;
    }
  }).observe({type: "layout-shift", buffered: true});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.paint = entry.startTime;
  }).observe({type: "largest-contentful-paint", buffered: true});
"""


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Gzip(Quiet):
    """Serve as hosts do: text compressed with gzip."""

    def do_GET(self) -> None:
        name = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        path = Path(self.directory) / name
        if not path.is_file():
            return self.send_error(404)
        packed = path.suffix in COMPRESSED
        body = _packed(path) if packed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "text/plain")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the page was left
            self.wfile.write(body)
        return None


def compressed(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder on this machine with gzip; the address ends in a slash."""
    return serve(folder, _Gzip)


@dataclass(frozen=True)
class Weight:
    """What a first visit to a page costs: bytes, requests, milliseconds, shift."""

    text: int
    """Bytes transferred of everything but fonts."""
    fonts: int
    requests: int
    paint: float
    """Milliseconds to the largest paint, on this machine."""
    shift: float
    """Cumulative layout shift, without a unit; below 0.1 counts as good."""


def weigh(browser: Browser, address: str, width: int = 390) -> Weight:
    """Open a page with an empty cache and return what it cost."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_function("window.seen.paint > 0")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_load_state("networkidle")
    seen: dict[str, Any] = page.evaluate("window.seen")
    sizes = [(answer.url, int(answer.headers["content-length"])) for answer in answers]
    context.close()
    fonts = sum(size for url, size in sizes if url.endswith((".woff2", ".ttf", ".otf")))
    whole = sum(size for _, size in sizes)
    return Weight(whole - fonts, fonts, len(sizes), seen["paint"], seen["shift"])
