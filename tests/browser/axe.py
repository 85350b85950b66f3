"""Run axe over many pages, each of them wide and narrow and in both schemes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.conftest import FLAGS, chromium

# WCAG 2.0 to 2.2 at A and AA. For 2.2 at A axe has no rule yet; one that comes counts.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPTIONS = {
    "runOnly": [*TAGS, "best-practice"],
    "resultTypes": ["violations", "incomplete"],
    "elementRef": True,
}
# Each draws in a process of its own, so that both cores have work.
TABS = 2
SCHEMES = ("light", "dark")


class Variant(NamedTuple):
    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


PLAIN = Variant(1280, "light")
WIDE = tuple(Variant(1280, scheme) for scheme in SCHEMES)
NARROW = tuple(Variant(320, scheme) for scheme in SCHEMES)
EVERY = WIDE + NARROW


class Found(NamedTuple):
    """What axe says of an element."""

    rule: str
    because: str
    """Axe's own word for why it cannot decide."""
    listed: tuple[int, ...]
    """Which of the selectors that were asked for fit the element."""
    html: str
    why: str


class Report(NamedTuple):
    violations: list[Found]
    incomplete: list[Found]


Reports = dict[tuple[str, Variant], Report]


@dataclass(frozen=True)
class Look:
    """A page that is loaded once and looked at in each variant, as it is or in use."""

    name: str
    address: str
    variants: tuple[Variant, ...]
    use: Callable[[Page], Awaitable[object]] | None = None


# Colours are measured at rest, and what is out of sight is laid out as well.
STILL = """*, ::before, ::after {
  transition: none !important;
  animation: none !important;
  content-visibility: visible !important;
}"""

# A reader would press the palette's button: the theme asks the system only once.
IN_SCHEME = """(dark) => {
  const inputs = document.querySelectorAll("[data-md-component=palette] input");
  inputs[dark ? 1 : 0]?.click();
}"""

# The first frame lays the page out anew, the second comes when it has been drawn.
SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}"""

RUN = """async ([options, selectors]) => {
  const told = (rule) => rule.nodes.map((node) => {
    const checks = [...node.any, ...node.all, ...node.none];
    return [
      rule.id,
      checks.map((check) => check.data?.messageKey ?? check.id).join(" "),
      [...selectors.keys()].filter((index) => node.element.matches(selectors[index])),
      node.html.slice(0, 160),
      checks.map((check) => check.message).join(" "),
    ];
  });
  const { violations, incomplete } = await axe.run(document, options);
  return [violations.flatMap(told), incomplete.flatMap(told)];
}"""


def look_at(looks: Iterable[Look], selectors: Sequence[str] = ()) -> Reports:
    """Look at all of them: what axe found, by the look's name and the variant."""
    # Playwright's other interface, which the fixtures use, holds this thread's loop.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(lambda: asyncio.run(_look_at(looks, selectors))).result()


async def _look_at(looks: Iterable[Look], selectors: Sequence[str]) -> Reports:
    reports: Reports = {}
    # Those that take longest come first, so that the tabs end together.
    left = sorted(looks, key=lambda look: len(look.variants))

    async def work(browser: Browser) -> None:
        page = await _tab(browser)
        while left:
            look = left.pop()
            if look.use:
                # What is kept in the browser is for this page alone.
                fresh = await _tab(browser)
                await _look(fresh, look, selectors, reports)
                await fresh.context.close()
            else:
                await _look(page, look, selectors, reports)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=FLAGS
        )
        await asyncio.gather(*(work(browser) for _ in range(TABS)))
        await browser.close()
    return reports


async def _tab(browser: Browser) -> Page:
    page = await (await browser.new_context()).new_page()
    # Machines are shared: no test fails for being slow.
    page.set_default_timeout(120_000)
    return page


async def _look(
    page: Page, look: Look, selectors: Sequence[str], reports: Reports
) -> None:
    await page.set_viewport_size({"width": look.variants[0].width, "height": 900})
    answer = await page.goto(look.address)
    assert answer and answer.ok, f"{look.address} is not there"
    await page.add_style_tag(content=STILL)
    if look.use:
        await look.use(page)
    await page.evaluate(AXE_SCRIPT)
    for variant in look.variants:
        await page.set_viewport_size({"width": variant.width, "height": 900})
        await page.emulate_media(color_scheme=variant.scheme)
        await page.evaluate(IN_SCHEME, variant.scheme == "dark")
        await page.evaluate(SETTLED)
        found = await page.evaluate(RUN, [OPTIONS, [*selectors]])
        reports[look.name, variant] = Report(
            *(
                [
                    Found(rule, because, tuple(fits), *told)
                    for rule, because, fits, *told in kind
                ]
                for kind in found
            )
        )
