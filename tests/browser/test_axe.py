"""Axe finds no fault on any page, and what it cannot decide has been looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.async_api import Page as AsyncPage
from playwright.sync_api import Page

from tests.browser.axe import (
    EVERY,
    NARROW,
    PLAIN,
    WIDE,
    Found,
    Look,
    Reports,
    Variant,
    look_at,
)
from tests.browser.conftest import KINDS
from tests.conftest import EXAMPLES, BuiltKit, serve

pytestmark = pytest.mark.browser

LIST = Path(__file__).with_name("incomplete.yml")
INCOMPLETE: list[dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
SHIPPED = "organisation"

# What an organisation's own colours, typefaces and texts reach.
OWN = {
    "wendle-valley": ["themes/after-dark.html", "why-reciprocal.html", "routes.html"],
    "tolliver-brask": [
        "themes/line-at-two.html",
        "themes/taped-to-the-machine.html",
        "safety-first.html",
    ],
    "larder-lane": [],
}
FEW = [
    "index.html",
    "sessions/first-meeting.html",
    "failure-modes/unprotected.html",
    "readiness.html",
    "timeline.html",
    "downloads.html",
]
SEEN = {"wendle-valley": FEW, "tolliver-brask": KINDS, "larder-lane": FEW}


async def _planned(page: AsyncPage) -> None:
    await page.wait_for_selector(".kit-plan__sheets .kit-plan")


async def _matched(page: AsyncPage) -> None:
    await page.wait_for_selector(".kit-match--found, .kit-matches__first:visible")


async def _filtered(page: AsyncPage) -> None:
    await page.wait_for_selector(".kit-question[hidden]", state="attached")


async def _kept(page: AsyncPage) -> None:
    for _ in range(2):
        await page.click(".kit-keep[aria-pressed=false]:visible")
    await page.wait_for_selector(".kit-shortlist__kept > li + li")


async def _summed(page: AsyncPage) -> None:
    await page.wait_for_selector(".kit-sum [data-gate=stop]:visible")


async def _searched(page: AsyncPage) -> None:
    button = page.locator("label[for=__search] > button")
    if await button.is_visible():
        await button.click()
    await page.locator(".md-search__input").click()
    await page.keyboard.type("meeting")
    await page.wait_for_selector(".md-search-result__link")


async def _menu_open(page: AsyncPage) -> None:
    await page.click("label[for=__drawer] > button")
    await page.wait_for_selector(".md-sidebar--primary .md-nav__link:visible")


# Pages with their tools in use. The list of kept questions stands beside few questions:
# all of them are looked at as a page of their kind.
USES = [
    (
        "plan.html#?who=mentor&theme=customer-friction&depth=2&minutes=45&where=video",
        EVERY,
        _planned,
    ),
    (
        "match.html#?s=dashboards-fine-customers-leaving frankness-has-cost-somebody",
        EVERY,
        _matched,
    ),
    ("questions.html#?asker=mentor&depth=1", EVERY, _filtered),
    ("questions.html#?theme=customer-friction", EVERY, _kept),
    (
        "readiness.html#?a-decision-is-open=pause&somebody-can-undo-it=stop",
        EVERY,
        _summed,
    ),
    ("index.html#search", WIDE, _searched),
    ("themes/customer-friction.html#search", NARROW, _searched),
    ("themes/customer-friction.html#menu", NARROW, _menu_open),
]


def _pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def _looks(
    name: str, address: str, pages: Iterable[tuple[str, Sequence[Variant]]]
) -> list[Look]:
    return [
        Look(f"{name}/{path}", address + path, tuple(variants))
        for path, variants in pages
    ]


def _listed() -> list[str]:
    return [entry["element"] for entry in INCOMPLETE]


@pytest.fixture(scope="session")
def reports(shipped: BuiltKit, examples: dict[str, BuiltKit]) -> Reports:
    """What axe says of each page, by the site's name and the page's."""
    with ExitStack() as served:
        address = served.enter_context(serve(shipped.site))
        pages = [
            (path, EVERY if path in KINDS else [PLAIN]) for path in _pages(shipped.site)
        ]
        looks = _looks(SHIPPED, address, pages)
        looks += [
            Look(f"{SHIPPED}/{path}", address + path, variants, use)
            for path, variants, use in USES
        ]
        for name, own in OWN.items():
            site = examples[name].site
            address = served.enter_context(serve(site))
            # An organisation may hide a page. Each has one variant, and all in turn.
            seen = [path for path in SEEN[name] if (site / path).exists()]
            turns = zip([*own, *seen], cycle(EVERY), strict=False)
            looks += _looks(name, address, ((path, [turn]) for path, turn in turns))
        return look_at(looks, _listed())


def _wrong(reports: Reports) -> dict[str, list[Found]]:
    """The violations, by the page and the variant."""
    return {
        f"{name} {variant}": report.violations
        for (name, variant), report in reports.items()
        if report.violations
    }


def _undecided(reports: Reports) -> tuple[dict[str, list[Found]], list[str]]:
    """What nobody has looked at, by the page; and the entries that are not needed."""
    new: dict[str, list[Found]] = {}
    needed: set[tuple[int, str]] = set()
    for (name, variant), report in reports.items():
        for found in report.incomplete:
            fits = {
                (index, found.because)
                for index in found.listed
                if found.rule == INCOMPLETE[index]["rule"]
                and found.because in INCOMPLETE[index]["because"]
            }
            needed |= fits
            if not fits:
                new.setdefault(f"{name} {variant}", []).append(found)
    listed = {
        (index, because)
        for index, entry in enumerate(INCOMPLETE)
        for because in entry["because"]
    }
    spare = [
        f"{INCOMPLETE[index]['element']}: {because}"
        for index, because in sorted(listed - needed)
    ]
    return new, spare


def test_no_page_of_the_shipped_site_has_a_violation(
    reports: Reports, shipped: BuiltKit
) -> None:
    pages = {f"{SHIPPED}/{path}" for path in _pages(shipped.site)}
    plain = {key: report for key, report in reports.items() if key[1] == PLAIN}
    assert pages <= {name for name, _ in plain}
    assert _wrong({key: plain[key] for key in plain if key[0] in pages}) == {}


@pytest.mark.parametrize("variant", EVERY, ids=str)
@pytest.mark.parametrize("path", KINDS)
def test_a_page_of_each_kind_has_no_violation(
    reports: Reports, path: str, variant: Variant
) -> None:
    assert reports[f"{SHIPPED}/{path}", variant].violations == []


@pytest.mark.parametrize(
    ("path", "variant"),
    [(path, variant) for path, variants, _ in USES for variant in variants],
    ids=str,
)
def test_a_tool_in_use_has_no_violation(
    reports: Reports, path: str, variant: Variant
) -> None:
    assert reports[f"{SHIPPED}/{path}", variant].violations == []


@pytest.mark.parametrize("name", OWN)
def test_an_example_has_no_violation(reports: Reports, name: str) -> None:
    its = {key: report for key, report in reports.items() if key[0].startswith(name)}
    assert len(its) >= len(FEW)
    assert _wrong(its) == {}


def test_what_axe_cannot_decide_has_been_looked_at(reports: Reports) -> None:
    new, spare = _undecided(reports)
    assert new == {}, "Look at each, then mend it or put it into incomplete.yml."
    assert spare == [], "These no longer occur: take them out of incomplete.yml."


@pytest.mark.all
@pytest.mark.parametrize("name", [SHIPPED, *(path.name for path in EXAMPLES)])
def test_every_page_in_every_variant_has_no_violation(
    shipped: BuiltKit, examples: dict[str, BuiltKit], name: str
) -> None:
    site = {SHIPPED: shipped, **examples}[name].site
    with serve(site) as address:
        looks = _looks(name, address, ((path, EVERY) for path in _pages(site)))
        reports = look_at(looks, _listed())
    assert _wrong(reports) == {}
    assert _undecided(reports)[0] == {}


BAD = """<!doctype html><html lang="en"><title>Bad</title><main><h1>Bad</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<style>
  @media (prefers-color-scheme: dark) { .dim { color: #999 } }
  @media (max-width: 400px) { a { font-size: 6px; line-height: 6px; display: block } }
  .drawn { background: linear-gradient(#fff, #eee) }
</style>
<p class="dim">Dim in the dark</p><p class="drawn">On a picture</p>
<nav><a href="#a">One</a><a href="#b">Two</a><a href="#c">Three</a></nav></main></html>
"""


def test_a_bad_page_is_caught_in_the_variant_that_shows_it(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(BAD, encoding="utf-8")
    with serve(tmp_path) as address:
        reports = look_at(_looks("bad", address, [("bad.html", EVERY)]), _listed())
    rules = {
        variant: {found.rule for found in report.violations}
        for (_, variant), report in reports.items()
    }
    assert all("image-alt" in of for of in rules.values())
    dim = {variant for variant, of in rules.items() if "color-contrast" in of}
    small = {variant for variant, of in rules.items() if "target-size" in of}
    assert dim == {variant for variant in EVERY if variant.scheme == "dark"}
    assert small == set(NARROW)
    new, spare = _undecided(reports)
    assert [found.because for found in new["bad/bad.html 1280-light"]] == ["bgGradient"]
    assert len(spare) == sum(len(entry["because"]) for entry in INCOMPLETE)


# What lies beneath nine points of each word: the first shape whose area or line holds
# the point, else the page.
WORDS = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((value) =>
      value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const paint = (element, x, y) => {
    const style = getComputedStyle(element);
    if (!(element instanceof SVGGeometryElement)) return style.backgroundColor;
    const point = new DOMPoint(x, y).matrixTransform(element.getScreenCTM().inverse());
    if (style.stroke !== "none" && element.isPointInStroke(point)) return style.stroke;
    const filled = style.fill !== "none" && element.isPointInFill(point);
    return filled ? style.fill : "transparent";
  };
  return [...document.querySelectorAll(".kit-diagram text")].flatMap((text) => {
    text.scrollIntoView({ block: "center", inline: "center" });
    const box = text.getBoundingClientRect();
    const ink = getComputedStyle(text).fill;
    return [0.1, 0.5, 0.9].flatMap((across) => [0.2, 0.5, 0.8].map((down) => {
      const [x, y] = [box.left + box.width * across, box.top + box.height * down];
      const ground = document.elementsFromPoint(x, y)
        .filter((element) => !(element instanceof SVGTextContentElement))
        .map((element) => paint(element, x, y))
        .find((colour) => channels(colour)[3] === 255);
      return [text.textContent, ink, ground ?? "none", ground ? ratio(ink, ground) : 0];
    }));
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "timeline.html",
        "feedback-loop.html",
        "pairing.html",
        "sessions/ending-well.html",
    ],
)
def test_each_word_of_a_drawing_stands_out_from_what_it_stands_on(
    page: Page, served: str, path: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(served + path)
    page.wait_for_timeout(300)  # the scheme's colours fade in
    words = page.evaluate(WORDS)
    assert words
    assert [word for word in words if word[3] < 4.5] == []


def test_a_word_on_a_shape_of_its_own_colour_is_caught(page: Page) -> None:
    page.set_content(
        "<body style='background: #fff'><svg class='kit-diagram' width=200 height=80>"
        "<rect width=200 height=80 fill='#222' /><text x=20 y=40>Lost</text></svg>"
    )
    assert max(word[3] for word in page.evaluate(WORDS)) < 1.5
