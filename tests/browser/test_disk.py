"""The site works opened from a disk, and says all it has to say without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.kit import Kit
from tests.conftest import BuiltKit

pytestmark = pytest.mark.browser

# All that one could press or fill in.
CONTROLS = ".md-content :is(button, input, select, textarea)"


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What goes wrong on the page, and what it asks of anything but the disk."""
    told: list[str] = []

    def ask(url: str) -> None:
        # What a page makes itself stays in the browser.
        if not url.startswith(("file:", "data:", "blob:")):
            told.append(url)

    page.on("request", lambda request: ask(request.url))
    page.on("requestfailed", lambda request: told.append(f"failed: {request.url}"))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "console",
        lambda said: told.append(said.text) if said.type == "error" else None,
    )
    return told


@pytest.fixture
def disk(shipped: BuiltKit) -> str:
    """The address of the shipped site on this disk; it ends in a slash."""
    return f"{shipped.site.resolve().as_uri()}/"


def test_a_fault_on_a_page_is_seen(page: Page, faults: list[str]) -> None:
    page.set_content(
        "<img src='http://127.0.0.1:9/a.png'><script>console.error('wrong')</script>"
        "<script>throw new Error('broken')</script>"
    )
    assert {"http://127.0.0.1:9/a.png", "wrong", "broken"} <= set(faults)


def test_questions_are_filtered_and_kept_from_disk(
    page: Page, disk: str, kit: Kit, faults: list[str]
) -> None:
    theme = next(iter(kit.content.themes))
    page.goto(f"{disk}questions.html")
    page.locator(f"[name=theme][value='{theme}']").click()
    of_theme = [one for one in kit.content.questions.values() if one.theme == theme]
    expect(page.locator(".kit-results .kit-question:visible")).to_have_count(
        len(of_theme)
    )
    assert page.url == f"{disk}questions.html#?theme={theme}"
    key = of_theme[0].id
    page.locator(f".kit-results [data-id={key}] .kit-keep").click()
    page.reload()
    kept = page.locator(".kit-shortlist__kept > li")
    expect(kept).to_have_count(1)
    expect(kept).to_have_attribute("data-id", key)
    expect(page.locator(".kit-results .kit-question:visible")).to_have_count(
        len(of_theme)
    )
    # The list is one for all pages, on a disk as well.
    page.goto(f"{disk}themes/{theme}.html")
    expect(page.locator(f"[data-id={key}] .kit-keep")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert faults == []


def test_a_meeting_is_planned_from_disk(
    page: Page, disk: str, kit: Kit, faults: list[str]
) -> None:
    theme = kit.content.themes["real-tools"]
    page.goto(f"{disk}plan.html")
    page.locator(".kit-choose select").select_option(theme.id)
    page.locator("[name=depth][value='3']").click()
    titles = page.locator(".kit-plan [data-slot=title]")
    expect(titles).to_have_text([theme.title] * 2)
    first = page.locator(".kit-plan li:has([data-swap]) .kit-question__text").first
    before = first.inner_text()
    page.locator("[data-swap]").first.click()
    expect(first).not_to_have_text(before)
    # The links of a plan are put in by the script.
    titles.first.click()
    expect(page.locator("h1")).to_have_text(theme.title)
    assert faults == []


def test_a_purpose_is_found_from_disk(
    page: Page, disk: str, kit: Kit, faults: list[str]
) -> None:
    symptom = next(one for one in kit.content.symptoms.values() if one.purposes)
    page.goto(f"{disk}match.html")
    page.locator(f"[name='{symptom.id}']").click()
    expect(page.locator(".kit-match:visible").first).to_have_attribute(
        "data-purpose", symptom.purposes[0]
    )
    page.reload()
    expect(page.locator(".kit-match:visible")).to_have_count(len(symptom.purposes))
    assert faults == []


def test_search_finds_a_theme_from_disk(
    page: Page, disk: str, kit: Kit, faults: list[str]
) -> None:
    theme = kit.content.themes["customer-friction"]
    page.goto(f"{disk}index.html")
    page.locator(".md-search__input").click()
    page.keyboard.type(theme.title)
    found = page.locator(f'.md-search-result__link[href*="themes/{theme.id}.html"]')
    expect(found.first).to_be_visible(timeout=15_000)
    found.first.click()
    expect(page.locator("h1")).to_contain_text(theme.title)
    assert faults == []


def test_the_question_of_the_day_changes_from_disk(
    page: Page, disk: str, faults: list[str]
) -> None:
    seen = set()
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        page.clock.install(time=f"{day}T12:00:00")
        page.goto(f"{disk}index.html")
        shown = page.locator(".kit-daily__all > li:visible")
        expect(shown).to_have_count(1)
        seen.add(shown.inner_text())
    assert len(seen) == 3
    assert faults == []


# Without scripts


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def _no_idle_control(page: Page) -> None:
    assert page.locator(".kit-js").count() > 0
    expect(page.locator(".kit-js:visible")).to_have_count(0)
    expect(page.locator(CONTROLS).locator("visible=true")).to_have_count(0)


def test_controls_are_found_where_there_are_some(page: Page, served: str) -> None:
    page.goto(f"{served}questions.html")
    assert page.locator(CONTROLS).locator("visible=true").count() > 300
    assert page.locator(".kit-js:visible").count() > 300


def test_without_scripts_every_question_stands_once_in_order(
    plain: Page, served: str, kit: Kit
) -> None:
    content = kit.content
    plain.goto(f"{served}questions.html")
    # What is out of sight is not laid out, and has no text of its own then.
    shown = plain.locator(".kit-question__text:visible").all_text_contents()
    assert shown == [
        one.text
        for theme in content.themes
        for one in sorted(content.questions.values(), key=lambda one: one.depth)
        if one.theme == theme
    ]
    titles = [theme.title for theme in content.themes.values()]
    assert plain.locator(".kit-group > h3:visible").all_text_contents() == titles
    _no_idle_control(plain)


def test_without_scripts_a_theme_offers_nothing_to_keep(
    plain: Page, served: str, kit: Kit
) -> None:
    plain.goto(f"{served}themes/{next(iter(kit.content.themes))}.html")
    _no_idle_control(plain)


def test_without_scripts_the_parts_of_a_meeting_stand_there(
    plain: Page, served: str, kit: Kit
) -> None:
    plain.goto(f"{served}plan.html")
    shown = plain.locator(".kit-parts > li:visible").all_inner_texts()
    steps = list(kit.content.agenda.values())
    assert len(shown) == len(steps)
    for text, step in zip(shown, steps, strict=True):
        assert step.title in text and step.mentor in text and step.partner in text
    _no_idle_control(plain)


def test_without_scripts_every_symptom_leads_to_its_purposes(
    plain: Page, served: str, kit: Kit
) -> None:
    content = kit.content
    plain.goto(f"{served}match.html")
    items = plain.locator(".kit-symptoms > li:visible")
    expect(items).to_have_count(len(content.symptoms))
    for item, symptom in zip(items.all(), content.symptoms.values(), strict=True):
        expect(item).to_contain_text(symptom.text)
        expect(item).to_contain_text(symptom.look_first)
        links = item.locator("a")
        assert links.all_inner_texts() == [
            content.purposes[key].title for key in symptom.purposes
        ]
        for link, key in zip(links.all(), symptom.purposes, strict=True):
            assert link.get_attribute("href") == f"#purpose-{key}"
    for key, purpose in content.purposes.items():
        expect(plain.locator(f"#purpose-{key} h3:visible")).to_have_text(purpose.title)
    _no_idle_control(plain)


def test_without_scripts_every_check_stands_with_its_answers(
    plain: Page, served: str, kit: Kit
) -> None:
    plain.goto(f"{served}readiness.html")
    gates = plain.locator(".kit-gate--asked:visible")
    checks = kit.content.readiness_checks
    expect(gates).to_have_count(len(checks))
    for gate, (key, check) in zip(gates.all(), checks.items(), strict=True):
        expect(plain.locator(f"[id='{key}']:visible")).to_have_text(check.title)
        answers = [each for each in (check.go, check.pause, check.stop) if each]
        assert gate.locator("li > span").all_inner_texts() == answers
    _no_idle_control(plain)


def test_without_scripts_the_search_of_home_leads_to_the_questions(
    plain: Page, served: str
) -> None:
    plain.goto(served)
    plain.locator(".kit-tool [name=find]").fill("shift")
    plain.locator(".kit-tool button").click()
    plain.wait_for_url(lambda url: url.endswith("questions.html?find=shift"))
    expect(plain.locator(".kit-question").first).to_be_visible()
