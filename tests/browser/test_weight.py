"""A first visit is light, and nothing moves while it arrives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import BuiltKit

from .weight import compressed, weigh

pytestmark = pytest.mark.browser

BEFORE_FONTS = 200_000
IN_ALL = 350_000
STILL = 0.1  # what web.dev counts as good; measured here: below 0.05
PAGES = [
    "index.html",
    "themes/customer-friction.html",
    "questions.html",
    "plan.html",
    "match.html",
    "sessions/first-meeting.html",
]


@pytest.fixture(scope="module")
def light(shipped: BuiltKit) -> Iterator[str]:
    with compressed(shipped.site) as address:
        yield address


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_light_and_still(
    browser: Browser, light: str, path: str, width: int
) -> None:
    weight = weigh(browser, light + path, width)
    assert weight.text <= BEFORE_FONTS, weight
    assert weight.text + weight.fonts <= IN_ALL, weight
    # A busy machine brings the faces late, and late faces move lines: what is the
    # page's own doing shows at every visit.
    shifts = [weight.shift]
    while shifts[-1] > STILL and len(shifts) < 4:
        shifts.append(weigh(browser, light + path, width).shift)
    assert min(shifts) <= STILL, shifts
