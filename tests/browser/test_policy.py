"""A browser is told what may run, and then refuses nothing that the site needs.

The same holds where a browser may keep nothing for the site: all works but remembering.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.home import home
from generator.kit import Kit
from tests.browser.conftest import FLAGS, chromium
from tests.conftest import BuiltKit, Quiet, serve

pytestmark = pytest.mark.browser

# What a page refuses is an error on its console; this says also of which kind it is.
TELL = """addEventListener("securitypolicyviolation", (told) => console.error(
  `refused: ${told.effectiveDirective} ${told.blockedURI}`));
window.print = () => { window.printed = true; };"""
# As Firefox has it with its storage off.
MISSING = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get: () => null });
}"""


@pytest.fixture(params=["shipped", "zensical"])
def site(request: pytest.FixtureRequest) -> Path:
    """The shipped site, by each engine."""
    built = request.getfixturevalue(request.param)
    if isinstance(built, BuiltKit):
        return built.site
    folder: Path = built.folder
    return folder / "site"


@pytest.fixture(params=["server", "disk"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the site is opened; the address ends in a slash."""
    if request.param == "disk":
        yield f"{site.resolve().as_uri()}/"
        return
    with serve(site) as address:
        yield address


def _told(page: Page) -> list[str]:
    """What goes wrong on the page from now on."""
    told: list[str] = []
    page.add_init_script(TELL)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "console",
        lambda said: told.append(said.text) if said.type == "error" else None,
    )
    return told


def _scheme(page: Page) -> str:
    told: str = page.evaluate("document.body.dataset.mdColorScheme")
    return told


def _switch(page: Page) -> None:
    """Switch to the dark."""
    assert _scheme(page) == "default"
    page.locator("[data-md-component=palette] label:visible").click()
    assert _scheme(page) == "slate"


def _search(page: Page, kit: Kit) -> None:
    """Find a theme, and go there."""
    theme = kit.content.themes["customer-friction"]
    page.locator(".md-search__input:visible, .md-search__button:visible").first.click()
    # Zensical's field comes with the first click.
    field = page.locator("input:focus")
    expect(field).to_be_visible(timeout=15_000)
    field.press_sequentially(theme.title)
    found = page.locator(f"a[href*='themes/{theme.id}.html?h=']")
    expect(found.first).to_be_visible(timeout=15_000)
    found.first.click()
    expect(page.locator("h1")).to_contain_text(theme.title)


def _keep(page: Page, address: str) -> None:
    """Filter the questions, keep one and print the list."""
    page.goto(f"{address}questions.html")
    page.locator(".kit-filter [type=checkbox]").first.click()
    page.locator(".kit-results .kit-keep:visible").first.click()
    expect(page.locator(".kit-shortlist__kept > li")).to_have_count(1)
    page.locator(".kit-shortlist [data-print]").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".kit-shortlist__kept > li")).to_be_visible()
    page.emulate_media(media="screen")


def _use_other_tools(page: Page, address: str, kit: Kit) -> None:
    """Plan a meeting, find a purpose and answer a check."""
    page.goto(f"{address}plan.html")
    page.locator(".kit-choose select").select_option("real-tools")
    expect(page.locator(".kit-plan [data-slot=title]").first).to_have_text(
        kit.content.themes["real-tools"].title
    )
    page.goto(f"{address}match.html")
    page.locator(".kit-symptoms input").first.click()
    expect(page.locator(".kit-match:visible").first).to_be_visible()
    page.goto(f"{address}readiness.html")
    page.locator(".kit-gate--asked input").first.click()
    expect(page.locator(".kit-gate--asked :checked")).to_have_count(1)


@pytest.mark.fault(68)
def test_nothing_that_the_site_needs_is_refused(
    page: Page, address: str, kit: Kit
) -> None:
    told = _told(page)
    page.goto(f"{address}index.html")
    _switch(page)
    _search(page, kit)
    assert _scheme(page) == "slate"
    _keep(page, address)
    _use_other_tools(page, address, kit)
    assert told == []


# What somebody might get into a page, and what a browser calls that.
REFUSED = {
    "<script>document.title = 'Run'</script>": "script-src-elem inline",
    "<img src='icon.svg' onload=\"document.title = 'Run'\">": "script-src-attr inline",
    "<script src='http://127.0.0.1:9/'></script>": "script-src-elem http://",
    "<script src='data:,document.title=`Run`'></script>": "script-src-elem data",
    "<img src='http://127.0.0.1:9/'>": "img-src http://",
    "<link rel=stylesheet href='http://127.0.0.1:9/'>": "style-src-elem http://",
    "<style>@import 'http://127.0.0.1:9/import';</style>": "style-src-elem http://",
    "<iframe src='http://127.0.0.1:9/'></iframe>": "frame-src http://",
    "<object data='http://127.0.0.1:9/'></object>": "object-src http://",
    "<video src='http://127.0.0.1:9/'></video>": "media-src http://",
    "<base href='http://127.0.0.1:9/'>": "base-uri http://",
    "<form id=sends action='http://127.0.0.1:9/'></form>": "form-action http://",
}


@pytest.mark.fault(68)
def test_what_is_put_into_a_page_is_refused(
    page: Page, tmp_path: Path, shipped: BuiltKit
) -> None:
    text = (shipped.site / "about.html").read_text(encoding="utf-8")
    assert text.count("</article>") == 1
    (tmp_path / "about.html").write_text(
        text.replace("</article>", "".join(REFUSED) + "</article>"), encoding="utf-8"
    )
    (tmp_path / "icon.svg").write_bytes((shipped.site / "assets/icon.svg").read_bytes())
    told = _told(page)
    page.goto((tmp_path / "about.html").as_uri())
    with page.expect_console_message(
        lambda said: said.text.startswith("refused: form")
    ):
        page.evaluate("document.getElementById('sends').submit()")
    refused = [line for line in told if line.startswith("refused: ")]
    for kind in REFUSED.values():
        assert any(line.startswith(f"refused: {kind}") for line in refused), refused
    assert page.title() != "Run"


@pytest.fixture
def keepless(browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser whose settings let no site keep anything."""
    profile = tmp_path / "profile/Default/Preferences"
    profile.parent.mkdir(parents=True)
    blocked = {"default_content_setting_values": {"cookies": 2}}
    profile.write_text(json.dumps({"profile": blocked}))
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=chromium(), args=FLAGS
    )
    context.add_init_script("try { localStorage } catch { window.forbidden = true }")
    yield context
    context.close()


@pytest.mark.fault(63)
def test_where_the_browsers_settings_forbid_data_all_works_but_remembering(
    keepless: BrowserContext, address: str, kit: Kit
) -> None:
    page = keepless.new_page()
    told = _told(page)
    page.goto(f"{address}index.html")
    _switch(page)
    _search(page, kit)
    assert _scheme(page) == "default"
    _keep(page, address)
    assert page.evaluate("window.forbidden")
    page.reload()
    expect(page.locator(".kit-shortlist__kept > li")).to_have_count(0)
    assert told == []


@pytest.mark.fault(63)
def test_where_a_browser_has_no_store_at_all_the_same_works(
    page: Page, served: str, kit: Kit
) -> None:
    page.add_init_script(MISSING)
    told = _told(page)
    page.goto(served)
    assert page.evaluate("sessionStorage.getItem('none')") is None
    _switch(page)
    _search(page, kit)
    assert told == []


GUIDE = home() / "maintaining/hosting.md"


def _headers() -> dict[str, str]:
    """What the guide for hosts says to send with every page, by its `_headers`."""
    (block,) = re.findall(
        r"\n    /\*\n((?:      .+\n)+)", GUIDE.read_text(encoding="utf-8")
    )
    return dict(line.strip().split(": ", 1) for line in block.splitlines())


class Strict(Quiet):
    """A server that sends what the guide says."""

    def end_headers(self) -> None:
        for name, value in _headers().items():
            self.send_header(name, value)
        super().end_headers()


def test_the_headers_of_the_guide_go_with_the_policy(
    page: Page, shipped: BuiltKit, kit: Kit
) -> None:
    told = _told(page)
    with serve(shipped.site, Strict) as address:
        answer = page.goto(f"{address}index.html")
        assert answer is not None
        sent = answer.headers
        assert len(_headers()) > 3
        assert {name.lower(): value for name, value in _headers().items()}.items() <= (
            sent.items()
        )
        _switch(page)
        _search(page, kit)
        _keep(page, address)
    assert told == []


def test_the_headers_of_the_guide_forbid_a_frame_elsewhere(
    page: Page, shipped: BuiltKit, tmp_path: Path
) -> None:
    with serve(shipped.site, Strict) as address, serve(tmp_path) as elsewhere:
        (tmp_path / "index.html").write_text(f"<iframe src='{address}'></iframe>")
        with page.expect_console_message(
            lambda said: "frame-ancestors 'self'" in said.text
        ):
            page.goto(elsewhere)
