"""What only a browser shows: home, a theme, search, the menu, and who is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.kit import Kit
from tests.browser.conftest import KINDS

pytestmark = pytest.mark.browser

READERS = ("mentor", "partner", "lead", "sponsor", "manager", "contact")
NARROW = {"width": 320, "height": 700}


def test_home_leads_each_reader_to_their_start(page: Page, served: str) -> None:
    page.goto(served)
    doors = page.locator(".kit-door a")
    expect(doors).to_have_count(len(READERS))
    starts = []
    for index in range(len(READERS)):
        page.goto(served)
        page.locator(".kit-door a").nth(index).click()
        expect(page.locator("h1")).to_be_visible()
        starts.append(urlsplit(page.url).path)
    assert starts == [f"/start/{who}.html" for who in READERS]


def test_the_question_of_the_day_changes_with_the_date(page: Page, served: str) -> None:
    seen = set()
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        page.clock.install(time=f"{day}T12:00:00")
        page.goto(served)
        shown = page.locator(".kit-daily__all > li:visible")
        expect(shown).to_have_count(1)
        seen.add(shown.inner_text())
    assert len(seen) == 3


def test_without_scripts_home_shows_a_question_and_all_doors(
    browser: Browser, served: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served)
    expect(page.locator(".kit-daily__all > li:visible")).to_have_count(1)
    expect(page.locator(".kit-door a:visible")).to_have_count(len(READERS))
    context.close()


def test_a_theme_page_gives_questions_and_leads_on(page: Page, served: str) -> None:
    page.goto(f"{served}themes/customer-friction.html")
    assert page.locator(".kit-question").count() >= 20
    page.locator("#watch-for + ul a").first.click()
    assert "/failure-modes/" in page.url
    page.locator("#themes + ul a", has_text="").first.click()
    assert "/themes/" in page.url


def test_a_session_offers_its_cards(page: Page, served: str) -> None:
    page.goto(f"{served}sessions/first-meeting.html")
    links = page.locator("a.kit-button")
    hrefs = [link.get_attribute("href") for link in links.all()]
    names = ["session-cards-first-meeting.pdf", "pack-session-first-meeting.pdf"]
    assert hrefs == [f"../downloads/{name}" for name in names]
    for name in names:
        answer = page.request.get(f"{served}downloads/{name}")
        assert answer.ok and answer.body().startswith(b"%PDF")


def test_search_finds_a_theme(page: Page, served: str, kit: Kit) -> None:
    theme = kit.content.themes["customer-friction"]
    page.goto(served)
    page.locator(".md-search__input").click()
    page.keyboard.type(theme.title, delay=20)
    found = page.locator(f'.md-search-result__link[href*="themes/{theme.id}.html"]')
    expect(found.first).to_be_visible(timeout=15_000)
    found.first.click()
    expect(page.locator("h1")).to_contain_text(theme.title)


def test_the_narrow_menu_opens_by_touch_and_by_key(page: Page, served: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(f"{served}themes/customer-friction.html")
    menu = page.locator("label[for=__drawer] > button")
    drawer = page.locator(".md-sidebar--primary")
    expect(drawer).not_to_be_in_viewport()
    menu.click()
    expect(drawer).to_be_in_viewport()
    page.reload()
    for _ in range(6):
        page.keyboard.press("Tab")
        if menu.evaluate("button => button === document.activeElement"):
            break
    else:
        pytest.fail("Tab does not reach the menu button")
    page.keyboard.press("Enter")
    expect(drawer).to_be_in_viewport()


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_a_phone(page: Page, served: str, path: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(served + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.fault(43)
def test_no_request_leaves_the_sites_own_origin(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # What the policy of a page refuses is told as an error.
    wrong: list[str] = []
    page.on(
        "console",
        lambda said: wrong.append(said.text) if said.type == "error" else None,
    )
    for path in KINDS:
        page.goto(served + path)
        page.wait_for_load_state("networkidle")
    own = urlsplit(served).netloc
    assert len(asked) > 50
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {
        own
    }
    assert wrong == []


def test_the_declared_faces_are_the_ones_drawn(page: Page, served: str) -> None:
    page.goto(f"{served}themes/customer-friction.html")
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded')"
        ".map(f => f.family.replaceAll('\"', ''))"
    )
    assert set(loaded) == {"Vollkorn", "Source Sans 3"}
