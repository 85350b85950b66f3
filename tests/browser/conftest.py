"""Chromium, driven without a download of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MAC = "/Applications/Chromium.app/Contents/MacOS/Chromium"

# A page of each kind.
KINDS = [
    "index.html",
    "start/mentor.html",
    "purposes/see-customer-friction.html",
    "pairing.html",
    "themes/customer-friction.html",
    "sessions/first-meeting.html",
    "failure-modes/unprotected.html",
    "questions.html",
    "roles.html",
    "evidence.html",
    "downloads.html",
    "decide.html",
    "readiness.html",
    "timeline.html",
    "agreement.html",
    "briefings/mentors-briefing.html",
    "messages.html",
    "worksheets.html",
    "routes.html",
    "moments.html",
    "feedback-loop.html",
    "survey.html",
    "endings.html",
    "glossary.html",
    "404.html",
    "start/index.html",
    "adjustments.html",
    "emotions.html",
    "variants.html",
    "safeguards.html",
    "activities.html",
    "faq.html",
    "why.html",
    "accessibility.html",
    "match.html",
    "plan.html",
]


def chromium() -> str:
    """Where the system's own Chromium is."""
    return shutil.which("chromium") or MAC


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


class Hand:
    """Who uses a page: with a pointer, or with the keyboard alone."""

    def __init__(self, page: Page, keyboard: bool = False) -> None:
        self.page = page
        self.keyboard = keyboard

    def press(self, target: Locator) -> None:
        """Press a button or follow a link."""
        if not self.keyboard:
            return target.click()
        self.reach(target)
        self.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        """Tick a box, or take the tick away."""
        if not self.keyboard:
            return box.click()
        self.reach(box)
        self.page.keyboard.press("Space")

    def choose(self, radio: Locator) -> None:
        """Choose one of several."""
        if not self.keyboard:
            return radio.click()
        # Tab stops once at all of them; the arrows go on from there.
        self.reach(radio, or_its_group=True)
        for _ in range(40):
            here = radio.evaluate("one => one === document.activeElement")
            if here and radio.is_checked():
                return None
            self.page.keyboard.press("Space" if here else "ArrowDown")
        raise AssertionError(f"The arrows do not reach {radio}")

    def pick(self, select: Locator, value: str) -> None:
        """Pick from a menu."""
        if not self.keyboard:
            # Its list is drawn by the system, where no pointer of a test gets to.
            select.select_option(value)
            return
        self.reach(select)
        self.page.keyboard.press("Home")
        for _ in range(select.locator("option").count()):
            if select.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {value}")

    def write(self, field: Locator, text: str) -> None:
        """Write into a field."""
        if self.keyboard:
            self.reach(field)
        else:
            field.click()
        self.page.keyboard.type(text)

    def reach(self, target: Locator, or_its_group: bool = False) -> None:
        """Go there by Tab, forwards or backwards as the page has it."""
        key = target.evaluate(
            "to => document.activeElement.compareDocumentPosition(to)"
            " & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'"
        )
        element = target.element_handle()
        for _ in range(120):
            if element.evaluate(
                "(to, group) => to === document.activeElement || group"
                " && to.type === 'radio' && document.activeElement.name === to.name",
                or_its_group,
            ):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not reach {target}")


@pytest.fixture(params=["pointer", "keyboard"])
def hand(request: pytest.FixtureRequest, page: Page) -> Hand:
    return Hand(page, keyboard=request.param == "keyboard")
