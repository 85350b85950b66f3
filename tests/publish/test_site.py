"""The built site: whole, linked, and of one origin; Zensical builds the same tree."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from PIL import Image

from generator.build import check
from generator.fork.doctor import examine
from generator.home import home
from generator.kit import Kit
from generator.publish.stage import Stage, stage
from tests.conftest import EXAMPLES, BuiltKit

from .addresses import addresses, recorded


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.twice: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if "id" in named:
            if named["id"] in self.ids:
                self.twice.add(named["id"])
            self.ids.add(named["id"])
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if tag in ("link", "script", "img", "iframe", "source"):
            self.loads += [named[key] for key in ("src", "href") if key in named]


def _pages(site: Path) -> dict[str, _Page]:
    return {
        path.relative_to(site).as_posix(): _Page(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
    }


@pytest.mark.parametrize("name", ["shipped", *(path.name for path in EXAMPLES)])
def test_every_link_and_anchor_lands(
    name: str, shipped: BuiltKit, examples: dict[str, BuiltKit]
) -> None:
    built = shipped if name == "shipped" else examples[name]
    pages = _pages(built.site)
    looked = 0
    broken = []
    for address, page in pages.items():
        if address == "404.html":
            continue
        for href in page.links:
            if urlsplit(href).scheme or href.startswith("//"):
                continue
            path, anchor = urldefrag(unquote(href))
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(address), path) if path else address
            )
            looked += 1
            if target == ".":
                target = "index.html"
            known = target in pages or (built.site / target).is_file()
            missed = anchor and target in pages and anchor not in pages[target].ids
            if missed or not known:
                broken.append(f"{address} -> {href}")
    assert broken == []
    assert looked > 1000


def test_no_address_that_was_published_is_lost(shipped: BuiltKit) -> None:
    now = addresses(shipped.site)
    assert len(recorded()) > 90
    lost = [
        f"{page}#{name}"
        for page, names in recorded().items()
        for name in ["", *names]
        if page not in now or (name and name not in now[page])
    ]
    # Keep the old name, or leave a page or an empty place that leads on.
    assert lost == []


def test_no_address_stands_twice_on_a_page(shipped: BuiltKit) -> None:
    for address, page in _pages(shipped.site).items():
        assert page.twice == set(), address
    assert _Page('<p id="a"></p><p id="a"></p>').twice == {"a"}


# What each reader comes for: two clicks from home, by way of their own start.
NEEDS = {
    "mentor": [
        "agreement.html",
        "routes.html",
        "sessions/first-meeting.html",
        "moments.html",
        "briefings/mentors-briefing.html",
        "endings.html",
        "faq.html#faq-mentor",
    ],
    "partner": [
        "agreement.html",
        "sessions/first-meeting.html",
        "questions.html",
        "briefings/partners-briefing.html",
        "failure-modes/reverse-hierarchy.html",
        "faq.html#faq-partner",
    ],
    "lead": [
        "purposes/index.html",
        "readiness.html",
        "safeguards.html",
        "pairing.html",
        "timeline.html",
        "messages.html",
        "briefings/index.html",
        "measures.html",
        "survey.html",
        "feedback-loop.html",
        "endings.html",
        "faq.html#faq-lead",
    ],
    "sponsor": [
        "purposes/index.html",
        "readiness.html",
        "roles.html#board",
        "feedback-loop.html",
        "failure-modes/unprotected.html",
        "faq.html#faq-sponsor",
    ],
    "manager": [
        "roles.html#manager",
        "messages.html#note-to-manager",
        "briefings/managers-briefing.html",
        "faq.html#faq-manager",
    ],
    "contact": ["routes.html", "roles.html#contact", "faq.html#faq-contact"],
}


@pytest.mark.parametrize("reader", NEEDS)
def test_each_reader_is_two_clicks_from_what_they_need(
    reader: str, shipped: BuiltKit
) -> None:
    pages = _pages(shipped.site)
    assert f"start/{reader}.html" in pages["index.html"].links
    there = {
        posixpath.normpath(posixpath.join("start", href))
        for href in pages[f"start/{reader}.html"].links
    }
    for need in NEEDS[reader]:
        path, _, anchor = need.partition("#")
        found = {link for link in there if link.partition("#")[0] == path}
        assert found, need
        assert not anchor or need in found, need


@pytest.mark.fault(43)
def test_nothing_is_loaded_from_elsewhere(shipped: BuiltKit) -> None:
    looked = 0
    for address, page in _pages(shipped.site).items():
        for load in page.loads:
            looked += 1
            assert not urlsplit(load).scheme.startswith("http"), (address, load)
    assert looked > 100
    for sheet in shipped.site.glob("assets/*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "://" not in text and "url(//" not in text, sheet


# The shipped words that an example has replaced, and two of its own.
WORDS = {
    "wendle-valley": (
        r"\bmentors?\b|senior partner|line manager",
        "guide",
        "executive",
    ),
    "tolliver-brask": (r"\bmentors?\b|senior partner", "coach", "executive"),
    "larder-lane": (r"senior partner", "trustee", "mentor"),
}


@pytest.mark.parametrize("name", [path.name for path in EXAMPLES])
def test_an_examples_words_stand_throughout(
    name: str, examples: dict[str, BuiltKit]
) -> None:
    shipped_words, *own = WORDS[name]
    pages = list(examples[name].site.rglob("*.html"))
    assert len(pages) > 40
    for path in pages:
        shown = re.sub(
            r"<(script|style).*?</\1>|<[^>]*>", " ", path.read_text(), flags=re.S
        )
        shown = unescape(shown)
        # Addresses stay as they are, and a printed page ends with its own.
        shown = re.sub(r"https://\S+", " ", shown)
        if path.name == "about.html":
            shown = shown.replace("Reverse Mentoring", "")
        assert not re.search(shipped_words, shown, re.I), path.name
    session = (examples[name].site / "sessions/first-meeting.html").read_text()
    assert all(word in session for word in own)


@pytest.mark.parametrize("name", [path.name for path in EXAMPLES])
def test_an_example_is_sound_and_its_changes_are_recorded(name: str) -> None:
    kit = check(home() / "examples" / name)
    told = "\n".join(note.message for note in kit.notes)
    assert "not recorded" not in told
    found = examine(home() / "examples" / name)
    assert [each.override.id for each in found if each.needs_decision] == []


def test_the_smallest_example_is_small() -> None:
    for name in ("organisation.yml", "_brand.yml"):
        text = (home() / "examples/larder-lane" / name).read_text()
        lines = [line for line in text.splitlines() if line.strip()]
        assert len([line for line in lines if not line.startswith("#")]) < 10


def test_every_example_says_that_it_is_invented() -> None:
    assert len(EXAMPLES) == 3
    for folder in EXAMPLES:
        for name in ("README.md", "organisation.yml", "_brand.yml"):
            text = (folder / name).read_text(encoding="utf-8").lower()
            assert "invented" in text, (folder.name, name)


@pytest.mark.fault(38)
def test_a_removed_item_is_gone_from_everything(examples: dict[str, BuiltKit]) -> None:
    site = examples["wendle-valley"].site
    assert not (site / "failure-modes/help-desk.html").exists()
    for path in site.rglob("*.html"):
        assert "help-desk.html" not in path.read_text(encoding="utf-8")


def test_a_shared_link_shows_a_picture_where_the_site_has_an_address(
    shipped: BuiltKit, examples: dict[str, BuiltKit]
) -> None:
    site = examples["wendle-valley"].site
    text = (site / "themes/after-dark.html").read_text(encoding="utf-8")
    address = "https://bothways.wendle-valley.example/assets/social/"
    assert f'property="og:image" content="{address}themes/after-dark.png"' in text
    assert 'property="og:image:alt" content="After dark"' in text
    assert 'property="og:title" content="After dark"' in text
    assert "og:image" not in (shipped.site / "index.html").read_text(encoding="utf-8")
    assert not (shipped.site / "assets/social").exists()

    pages = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*.html")
        if path.name != "404.html"
    }
    home = (site / "assets/social/index.png").read_bytes()
    shown: dict[str, bytes] = {}
    for name, text in pages.items():
        (picture,) = re.findall(r'property="og:image" content="([^"]+)"', text)
        assert picture.startswith(address), name
        path = site / "assets/social" / picture.removeprefix(address)
        with Image.open(path) as image:
            assert image.size == (1200, 630), name
        shown[name] = path.read_bytes()
        assert len(shown[name]) < 40_000, name
    assert len(shown) > 80 and shown.pop("index.html") == home
    # Two pages never share one, so none is the home page's either.
    assert len({home, *shown.values()}) == len(pages)


@pytest.mark.fault(40)
def test_the_same_input_gives_the_same_pages(
    kit: Kit, tmp_path: Path, shipped: BuiltKit
) -> None:
    first = stage(kit, tmp_path / "a")
    second = stage(kit, tmp_path / "b")
    for path in sorted(first.folder.rglob("*")):
        if path.is_file():
            twin = second.folder / path.relative_to(first.folder)
            assert path.read_bytes() == twin.read_bytes(), path


def _title(path: Path) -> str:
    match = re.search(r"<h1[^>]*>(.*?)</h1>", path.read_text(encoding="utf-8"), re.S)
    return unescape(re.sub(r"<[^>]+>", "", match[1])).strip(" ¶\n") if match else ""


def test_zensical_builds_the_same_pages_with_the_same_titles(
    zensical: Stage, shipped: BuiltKit
) -> None:
    theirs = zensical.folder / "site"
    for page in zensical.pages:
        assert (theirs / page.address).is_file(), page.address
        ours = _title(shipped.site / page.address)
        assert ours and _title(theirs / page.address) == ours, page.address
