"""The tools do what the content says, by pointer and by keyboard, and tell nobody."""

from __future__ import annotations

import itertools
import json
import random
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from generator.content.kinds.decide import Purpose
from generator.content.kinds.meet import Question, Theme
from generator.content.model import Content
from generator.kit import Kit
from generator.publish.stage import Stage
from tests.browser.conftest import Hand
from tests.conftest import serve

pytestmark = pytest.mark.browser

SIDES = ("mentor", "partner")
PHONE = {"width": 320, "height": 640}

# Put a state into the address, as a link within the page does, and wait until it is
# taken over.
GO = """state => new Promise(done => {
  addEventListener("hashchange", () => done(), { once: true });
  location.hash = "?" + state;
})"""
# The texts of what can be seen.
SEEN = """items => items.filter(each => each.checkVisibility())
  .map(each => each.textContent.trim())"""


def _seen(within: Page | Locator, selector: str) -> list[str]:
    texts: list[str] = within.locator(selector).evaluate_all(SEEN)
    return texts


def _state(page: Page) -> dict[str, str]:
    """What the address holds after "#?"."""
    fragment = urlsplit(page.url).fragment
    assert fragment.startswith("?"), page.url
    return {name: values[0] for name, values in parse_qs(fragment[1:]).items()}


@contextmanager
def _afresh(page: Page) -> Iterator[Page]:
    """The same address in a browser that knows nothing else."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(viewport=page.viewport_size)
    fresh = context.new_page()
    fresh.goto(page.url)
    yield fresh
    context.close()


# The explorer


@cache
def _plain(text: str) -> str:
    """A text without case and accents."""
    parts = unicodedata.normalize("NFD", text.lower())
    plain = "".join(each for each in parts if unicodedata.category(each)[0] != "M")
    return plain.replace("’", "'")


def _askers(question: Question) -> tuple[str, ...]:
    return SIDES if question.asker == "both" else (question.asker,)


def _values(content: Content, facet: str, question: Question) -> set[str]:
    """What a question answers to on a filter."""
    if facet == "purpose":
        purposes = content.purposes.values()
        return {each.id for each in purposes if question.theme in each.themes}
    if facet == "asker":
        return set(_askers(question))
    return {str(getattr(question, facet))}


def _found(content: Content, q: str = "", **facets: set[str]) -> list[str]:
    """The ids that fit, in the order of the page."""
    order = list(content.themes)
    ranked = sorted(
        content.questions.values(), key=lambda one: (order.index(one.theme), one.depth)
    )
    return [
        one.id
        for one in ranked
        if all(
            word in _plain(f"{one.text} {one.follow_up}") for word in _plain(q).split()
        )
        and all(
            _values(content, facet, one) & chosen
            for facet, chosen in facets.items()
            if chosen
        )
    ]


def _shown(page: Page) -> list[str]:
    ids: list[str] = page.locator(".kit-results .kit-question").evaluate_all(
        "items => items.filter(each => each.checkVisibility())"
        ".map(each => each.dataset.id)"
    )
    return ids


def _counts(page: Page) -> dict[tuple[str, str], int]:
    rows = page.locator(".kit-filter [type=checkbox]").evaluate_all(
        "boxes => boxes.map(box => [box.name, box.value,"
        " Number(box.closest('li').querySelector('[data-count]').textContent)])"
    )
    return {(name, value): count for name, value, count in rows}


def _options(content: Content) -> dict[str, list[str]]:
    return {
        "asker": list(SIDES),
        "depth": ["1", "2", "3"],
        "theme": list(content.themes),
        "purpose": list(content.purposes),
    }


def _words(text: str) -> list[str]:
    return sorted((word for word in text.split() if word.isalpha()), key=len)


def _box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f".kit-filter [name={facet}][value='{value}']")


def test_any_combination_of_filters_shows_what_the_content_says(
    page: Page, served: str, kit: Kit
) -> None:
    content = kit.content
    options = _options(content)
    chance = random.Random(1)
    texts = [one.text for one in content.questions.values()]
    page.goto(f"{served}questions.html")
    assert _shown(page) == _found(content)
    sizes = set()
    for turn in range(25):
        # Few at a time, so that something is left; a facet in two of three goes.
        facets = {
            name: set(chance.sample(values, chance.randint(0, min(len(values), 3))))
            for name, values in options.items()
            if chance.random() < 0.66
        }
        q = _words(chance.choice(texts))[-1] if chance.random() < 0.3 else ""
        state = {name: " ".join(values) for name, values in facets.items()}
        page.evaluate(GO, urlencode({"find": q, "turn": turn, **state}))
        expected = _found(content, q, **facets)
        assert _shown(page) == expected, state
        told = {0: kit.labels("found_none"), 1: kit.labels("found_one")}
        many = kit.labels("found_many", count=len(expected))
        expect(page.locator("[data-found]")).to_have_text(told.get(len(expected), many))
        assert _counts(page) == {
            (name, value): len(_found(content, q, **{**facets, name: {value}}))
            for name, values in options.items()
            for value in values
        }, state
        sizes.add(len(expected))
    assert len(sizes) > 10


def test_back_from_a_filter_shows_everything_again(page: Page, served: str) -> None:
    page.goto(f"{served}questions.html")
    shown = page.locator(".kit-question:visible")
    whole = shown.count()
    page.evaluate("location.hash = '?depth=3'")
    expect(page.locator("[data-clear]")).to_be_visible()
    assert 0 < shown.count() < whole
    page.go_back()
    expect(page.locator("[data-clear]")).to_be_hidden()
    assert shown.count() == whole


def test_each_filter_is_set_by_hand_and_the_address_keeps_it(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, content = hand.page, kit.content
    purpose = next(iter(content.purposes.values()))
    both = next(
        one
        for one in content.questions.values()
        if one.asker == "both" and one.theme in purpose.themes
    )
    wanted: dict[str, set[str]] = {}
    page.goto(f"{served}questions.html")
    expect(page.locator("[data-clear]")).to_be_hidden()
    for facet, value in (
        ("asker", "partner"),
        ("depth", str(both.depth)),
        ("theme", both.theme),
        ("purpose", purpose.id),
    ):
        promised = _counts(page)[facet, value]
        hand.tick(_box(page, facet, value))
        wanted[facet] = {value}
        expected = _found(content, **wanted)
        assert _shown(page) == expected and both.id in expected
        # The filter had said how many there would be.
        assert len(expected) == promised
        assert _state(page) == {name: min(each) for name, each in wanted.items()}
    word = _words(both.text)[-1]
    hand.write(page.locator("[name=find]"), word)
    expected = _found(content, word, **wanted)
    assert both.id in expected and _shown(page) == expected

    with _afresh(page) as fresh:
        assert _shown(fresh) == expected
        assert fresh.locator("[name=find]").input_value() == word
        assert fresh.locator(".kit-filter :checked").count() == len(wanted)

    hand.press(page.locator("[data-clear]"))
    assert _shown(page) == _found(content)
    expect(page.locator("[name=find]")).to_be_focused()
    expect(page.locator("[data-clear]")).to_be_hidden()
    assert "#" not in page.url


def test_words_are_found_whatever_their_case_and_accents(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, content = hand.page, kit.content
    texts = _plain(" ".join(one.text for one in content.questions.values()))
    # A word that stands in a follow-up only.
    follow_up = next(
        word
        for one in content.questions.values()
        for word in _words(one.follow_up)[-1:]
        if len(word) > 6 and _plain(word) not in texts
    )
    page.goto(f"{served}questions.html")
    # An accent on each vowel, and all of it in capitals.
    typed = "".join(
        unicodedata.normalize("NFC", f"{each}\u0301") if each in "aeiou" else each
        for each in follow_up.lower()
    ).upper()
    assert typed.lower() != follow_up.lower()
    hand.write(page.locator("[name=find]"), typed)
    expected = _found(content, follow_up)
    assert expected and _shown(page) == expected
    assert len(expected) < len(content.questions)
    hand.write(page.locator("[name=find]"), "qqqq")
    assert _shown(page) == []
    expect(page.locator("[data-found]")).to_have_text(kit.labels("found_none"))


def test_the_search_of_home_leads_to_the_questions(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, content = hand.page, kit.content
    word = _words(next(iter(content.questions.values())).text)[-1].lower()
    page.goto(served)
    hand.write(page.locator(".kit-tool [name=find]"), word)
    hand.press(page.locator(".kit-tool button"))
    page.wait_for_url(lambda url: "questions.html#?find=" in url)
    assert _shown(page) == _found(content, word) != []
    assert page.locator(".kit-filter [name=find]").input_value() == word
    # The site's own search would lie over the page.
    expect(page.locator("#__search")).not_to_be_checked()
    hand.tick(_box(page, "depth", "1"))
    assert _shown(page) == _found(content, word, depth={"1"})
    assert page.url == f"{served}questions.html#?find={word}&depth=1"


# The list


def _listed(page: Page) -> list[str]:
    ids: list[str] = page.locator(".kit-shortlist__kept > li").evaluate_all(
        "rows => rows.map(row => row.dataset.id)"
    )
    return ids


def _keep(page: Page, key: str) -> Locator:
    """The button that keeps a question where it stands among the others."""
    return page.locator(f":not(li) > [data-id={key}] .kit-keep")


def _row(page: Page, key: str, act: str) -> Locator:
    return page.locator(f".kit-shortlist__kept > [data-id={key}] [data-act={act}]")


def _of(content: Content, theme: str) -> list[str]:
    return _found(content, theme=theme and {theme})


def _shows_only_the_list(page: Page) -> bool:
    outside: list[str] = page.evaluate(
        """() => [...document.body.querySelectorAll(":not(script, style)")]
        .filter(each => each.checkVisibility() && !each.closest(".kit-shortlist")
          && [...each.childNodes].some(one => one.nodeType === 3 && one.data.trim()))
        .map(each => each.textContent)"""
    )
    return outside == []


def test_a_list_is_kept_in_order_in_this_browser(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, content = hand.page, kit.content
    here, there = list(content.themes)[:2]
    one, two = _of(content, here)[:2]
    three = _of(content, there)[0]

    page.goto(f"{served}questions.html#?theme={here}")
    expect(page.locator(".kit-shortlist__none")).to_be_visible()
    expect(page.locator(".kit-shortlist__do")).to_be_hidden()
    for key in (one, two):
        hand.press(_keep(page, key))
        expect(_keep(page, key)).to_have_attribute("aria-pressed", "true")
    assert _listed(page) == [one, two]
    expect(page.locator(".kit-shortlist__none")).to_be_hidden()

    page.goto(f"{served}themes/{there}.html")
    go = page.locator(".kit-list-go a")
    expect(go).to_have_text(kit.labels("list_go", count=2))
    hand.press(_keep(page, three))
    expect(go).to_have_text(kit.labels("list_go", count=3))
    hand.press(go)
    page.wait_for_url(f"{served}questions.html#list")
    assert _listed(page) == [one, two, three]

    hand.press(_row(page, three, "up"))
    assert _listed(page) == [one, three, two]
    # The row moves, and the focus goes along with it.
    expect(_row(page, three, "up")).to_be_focused()
    hand.press(_row(page, one, "down"))
    assert _listed(page) == [three, one, two]
    expect(_row(page, one, "down")).to_be_focused()
    # The first cannot go higher.
    hand.press(_row(page, three, "up"))
    page.goto(f"{served}questions.html#?depth=1")
    page.reload()
    assert _listed(page) == [three, one, two]
    expect(_keep(page, one)).to_have_attribute("aria-pressed", "true")

    # A link leads to the list, and the filters stay in the address.
    hand.press(go)
    expect(page.locator(".kit-shortlist")).to_be_focused()
    assert _state(page) == {"depth": "1"}
    hand.press(_row(page, one, "drop"))
    assert _listed(page) == [three, two]
    expect(_keep(page, one)).to_have_attribute("aria-pressed", "false")
    held = page.evaluate("[Object.entries(localStorage), sessionStorage.length]")
    lists = [json.loads(value) for key, value in held[0] if key.startswith("kit-list")]
    assert lists == [[three, two]] and held[1] == 0
    assert page.evaluate("indexedDB.databases()") == []
    assert page.context.cookies() == [] and three not in page.url

    hand.press(page.locator("[data-empty]"))
    assert _listed(page) == []
    expect(page.locator(".kit-shortlist__none")).to_be_visible()
    # What was focused is gone: the focus stays at the list.
    expect(page.locator(".kit-shortlist")).to_be_focused()
    page.reload()
    assert _listed(page) == []


def test_keeping_twice_takes_a_question_off_again(
    hand: Hand, served: str, kit: Kit
) -> None:
    page = hand.page
    theme = next(iter(kit.content.themes))
    page.goto(f"{served}themes/{theme}.html")
    keep = _keep(page, _of(kit.content, theme)[0])
    hand.press(keep)
    expect(keep).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".kit-list-go")).to_be_visible()
    hand.press(keep)
    expect(keep).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".kit-list-go")).to_be_hidden()


@pytest.mark.parametrize("clipboard", [True, False])
def test_the_list_is_copied_as_text(
    hand: Hand, served: str, kit: Kit, clipboard: bool
) -> None:
    page, content = hand.page, kit.content
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader = page.context.new_page()
    reader.goto(served)
    # Other tests have copied, too.
    reader.evaluate("navigator.clipboard.writeText('before')")
    reader.bring_to_front()
    assert reader.evaluate("navigator.clipboard.readText()") == "before"
    if not clipboard:
        # An intranet without https has none.
        page.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
        )
    careful = next(one for one in content.questions.values() if one.caution)
    other = next(
        one
        for one in content.questions.values()
        if one.theme == careful.theme and not one.caution
    )
    page.bring_to_front()
    page.goto(f"{served}questions.html#?theme={careful.theme}")
    assert page.evaluate("!!navigator.clipboard") is clipboard
    for one in (careful, other):
        hand.press(_keep(page, one.id))
    copy = page.locator(".kit-shortlist [data-copy]")
    hand.press(copy)
    expect(copy).to_have_text(kit.labels("copied"))
    short, care = kit.labels("follow_up"), kit.labels("caution")
    reader.bring_to_front()
    assert reader.evaluate("navigator.clipboard.readText()") == (
        f"1. {careful.text}\n   {short}: {careful.follow_up}\n"
        f"   {care}: {careful.caution}\n\n"
        f"2. {other.text}\n   {short}: {other.follow_up}"
    )


def test_the_list_prints_alone(hand: Hand, served: str, kit: Kit) -> None:
    page = hand.page
    page.add_init_script("window.print = () => { window.printed = true; }")
    theme = next(iter(kit.content.themes))
    key = _of(kit.content, theme)[0]
    page.goto(f"{served}questions.html#?theme={theme}")
    hand.press(_keep(page, key))
    hand.press(page.locator(".kit-shortlist [data-print]"))
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    assert _shows_only_the_list(page)
    question = kit.content.questions[key]
    expect(page.locator(".kit-shortlist .kit-question__text")).to_have_text(
        question.text
    )
    # On paper the follow-up stands with it, and no button does.
    assert question.follow_up in " ".join(
        _seen(page, ".kit-shortlist .kit-question__more span")
    )
    assert _seen(page, ".kit-shortlist button") == []
    # Afterwards the browser's own print command prints the page again.
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not _shows_only_the_list(page)


# The planner

PLAN = """() => [...document.querySelectorAll(".kit-plan")].map(sheet => {
  const texts = where => [...sheet.querySelectorAll(where)].map(e => e.textContent);
  return {
    side: sheet.dataset.side,
    title: texts("[data-slot=title]")[0],
    before: texts("[data-slot=before] .kit-question__text"),
    ask: texts("[data-slot=ask] .kit-question__text"),
    clock: texts(".kit-plan__clock"),
    parts: texts("[data-slot=agenda] strong"),
    remote: texts("[data-slot=agenda] em"),
    swaps: texts("[data-slot=ask] [data-swap]").length,
  };
})"""


def _plan(page: Page) -> list[dict[str, Any]]:
    """The sheets, once they stand."""
    page.locator(".kit-plan").first.wait_for()
    sheets: list[dict[str, Any]] = page.evaluate(PLAN)
    return sheets


def _planned(content: Content) -> list[Theme]:
    """The themes that one may plan; what settles the agreement has its own plan."""
    plans = content.session_plans.values()
    settled = {key for one in plans if "agreement" in one.covers for key in one.themes}
    assert settled
    return [one for one in content.themes.values() if one.id not in settled]


def _radio(page: Page, name: str, value: str | int) -> Locator:
    return page.locator(f".kit-choose [name={name}][value='{value}']")


def test_every_plan_keeps_the_time_the_depth_and_the_sides(
    page: Page, served: str, kit: Kit
) -> None:
    content = kit.content
    asked = {one.text: one for one in content.questions.values()}
    assert len(asked) == len(content.questions)
    remote = [step.remote for step in content.agenda.values() if step.remote]
    page.goto(f"{served}plan.html#?theme={_planned(content)[0].id}")
    _plan(page)
    depths = set()
    combinations = itertools.product(
        _planned(content),
        (1, 2, 3),
        # In half an hour only one side asks; an hour has room for three a side.
        (
            (30, {"before": 1, "mentor": 1, "partner": 0}),
            (45, {"before": 2, "mentor": 2, "partner": 2}),
            (60, {"before": 2, "mentor": 3, "partner": 3}),
            (90, {"before": 2, "mentor": 3, "partner": 3}),
        ),
    )
    # Whoever plans has their own page first.
    turns = itertools.cycle(((SIDES, "room"), (SIDES[::-1], "video")))
    for (theme, depth, (minutes, room)), (order, where) in zip(
        combinations, turns, strict=False
    ):
        state = {"who": order[0], "where": where, "theme": theme.id}
        state |= {"minutes": str(minutes), "depth": str(depth)}
        sheets = page.evaluate(f"state => ({GO})(state).then({PLAN})", urlencode(state))
        assert [sheet["side"] for sheet in sheets] == [*order]
        # What the partner sends ahead needs no trust yet.
        sent = sheets[0]["before"]
        assert len(sent) == room["before"]
        for text in sent:
            assert "partner" in _askers(asked[text]) and asked[text].depth == 1
        used = [*sent, *sheets[0]["ask"], *sheets[1]["ask"]]
        assert len(set(used)) == len(used)
        assert {asked[text].theme for text in used} == {theme.id}
        for sheet in sheets:
            assert sheet["title"] == theme.title and sheet["before"] == sent
            assert sheet["remote"] == (remote if where == "video" else [])
            # A part without a least time falls out of a meeting that has no more.
            least = [one.shortest for one in content.agenda.values()]
            kept = [
                one.title
                for one in content.agenda.values()
                if one.shortest or minutes > sum(least)
            ]
            assert sheet["parts"] == kept
            fitting = {
                text
                for text, one in asked.items()
                if one.theme == theme.id
                and one.depth <= depth
                and sheet["side"] in _askers(one)
            }
            assert fitting.issuperset(sheet["ask"])
            # Fewer only where the theme has no more that fit.
            wanted = room[sheet["side"]]
            assert len(sheet["ask"]) <= wanted
            assert len(sheet["ask"]) == wanted or fitting.issubset(used)
            # Another one is offered wherever there is one.
            more = not fitting.issubset(used)
            assert sheet["swaps"] == (len(sheet["ask"]) if more else 0)
            depths |= {(depth, asked[text].depth) for text in sheet["ask"]}
            times = [[int(end) for end in span.split("–")] for span in sheet["clock"]]
            assert [start for start, _ in times] == [0, *(end for _, end in times[:-1])]
            assert times[-1][1] == minutes
            by_title = dict(zip(sheet["parts"], times, strict=True))
            assert all(
                by_title[one.title][1] - by_title[one.title][0] >= one.shortest
                for one in content.agenda.values()
                if one.title in by_title
            )
    # Trust is used where there is some.
    assert {(2, 2), (3, 3)} <= depths


def test_a_plan_is_chosen_by_hand_and_the_address_keeps_it(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, content = hand.page, kit.content
    theme = _planned(content)[-1]
    page.goto(f"{served}plan.html")
    told = page.locator(".kit-plan__told")
    expect(told).to_have_text(kit.labels("plan_open"))
    expect(page.locator(".kit-plan__do")).to_be_hidden()
    hand.choose(_radio(page, "who", "partner"))
    hand.pick(page.locator(".kit-choose select"), theme.id)
    expect(told).to_have_text(kit.labels("plan_ready", theme=theme.title))
    # Who knows the theme is not asked for a sign of it.
    expect(page.locator("[data-help]")).to_be_hidden()
    hand.choose(_radio(page, "depth", 2))
    hand.choose(_radio(page, "minutes", 30))
    hand.choose(_radio(page, "where", "video"))
    mine, theirs = _plan(page)
    assert (mine["side"], theirs["side"]) == ("partner", "mentor")
    assert mine["clock"][-1].endswith("–30")
    assert (len(mine["ask"]), len(theirs["ask"])) == (0, 1)
    assert mine["remote"] != []
    facts = f"{kit.labels('minutes', count=30)}, {kit.labels('plan_video')}"
    assert _seen(page, ".kit-plan__facts") == [facts] * 2
    state = {"who": "partner", "depth": "2", "minutes": "30", "where": "video"}
    assert _state(page) == {**state, "theme": theme.id}
    with _afresh(page) as fresh:
        assert _plan(fresh) == [mine, theirs]
        assert fresh.locator(".kit-choose select").input_value() == theme.id


def test_who_has_no_idea_gets_to_a_theme_by_a_sign_of_it(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, content = hand.page, kit.content
    theme = _planned(content)[3]
    of_area = [one for one in _planned(content) if one.area == theme.area]
    other = next(one for one in _planned(content) if one.area != theme.area)
    page.goto(f"{served}plan.html")
    signs = ".kit-choose [data-signs] li"
    assert _seen(page, signs) == []
    # Where things do not add up elsewhere, the sign does not stay.
    hand.choose(_radio(page, "area", other.area))
    hand.choose(_radio(page, "sign", other.id))
    assert _plan(page)[0]["title"] == other.title
    hand.choose(_radio(page, "area", theme.area))
    assert _seen(page, signs) == [one.use_when for one in of_area]
    expect(page.locator(".kit-plan")).to_have_count(0)
    hand.choose(_radio(page, "sign", theme.id))
    mine, theirs = _plan(page)
    assert mine["title"] == theirs["title"] == theme.title
    assert _state(page)["sign"] == theme.id
    with _afresh(page) as fresh:
        assert _plan(fresh) == [mine, theirs]


def test_another_question_changes_one_and_keeps_the_focus(
    hand: Hand, served: str, kit: Kit
) -> None:
    page = hand.page
    theme = _planned(kit.content)[0].id
    page.goto(f"{served}plan.html#?depth=3&theme={theme}")
    before = _plan(page)
    for side, slot in (("partner", "before"), ("mentor", "ask"), ("partner", "ask")):
        swap = page.locator(
            f".kit-plan[data-side={side}] [data-slot={slot}] [data-swap]"
        ).nth(1)
        hand.press(swap)
        after = _plan(page)
        expect(swap).to_be_focused()
        changed = [
            (new["side"], name, place)
            for old, new in zip(before, after, strict=True)
            for name in ("before", "ask")
            for place, text in enumerate(new[name])
            if text != old[name][place]
        ]
        # What is sent ahead stands on both pages.
        both = [each for each in SIDES if slot == "before" or each == side]
        assert changed == [(each, slot, 1) for each in both]
        used = [*after[0]["before"], *after[0]["ask"], *after[1]["ask"]]
        assert len(set(used)) == len(used)
        before = after
    with _afresh(page) as fresh:
        assert _plan(fresh) == before


def test_swapping_goes_round_and_every_question_may_be_asked_by_that_side(
    page: Page, served: str, kit: Kit
) -> None:
    asked = {one.text: one for one in kit.content.questions.values()}
    theme = _planned(kit.content)[0].id
    page.goto(f"{served}plan.html#?depth=2&minutes=30&theme={theme}")
    swap = page.locator(".kit-plan[data-side=mentor] [data-slot=ask] [data-swap]")
    first = _plan(page)[0]
    seen = [first["ask"][0]]
    while True:
        swap.click()
        (text,) = _plan(page)[0]["ask"]
        if text == seen[0]:
            break
        assert text not in seen
        seen.append(text)
    taken = {*first["before"], *_plan(page)[1]["ask"]}
    assert (
        set(seen)
        == {
            one.text
            for one in asked.values()
            if one.theme == theme and one.depth <= 2 and "mentor" in _askers(one)
        }
        - taken
    )


def test_the_address_of_a_plan_is_copied(hand: Hand, served: str, kit: Kit) -> None:
    page = hand.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}plan.html#?theme={_planned(kit.content)[0].id}")
    _plan(page)
    copy = page.locator(".kit-plan__do [data-copy]")
    hand.press(copy)
    expect(copy).to_have_text(kit.labels("copied"))
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_plan_prints_on_one_page_for_each_of_the_two(
    page: Page, served: str, kit: Kit, paper: str
) -> None:
    # A line of each, by which one knows whose page it is.
    step = next(iter(kit.content.agenda.values()))
    lines = ["".join(getattr(step, side).split()) for side in SIDES]
    page.goto(f"{served}plan.html#?theme={_planned(kit.content)[0].id}")
    _plan(page)
    too_long = []
    for theme in (one.id for one in _planned(kit.content)):
        # By video most lines stand there; 90 minutes have as many as an hour.
        state = {"depth": 3, "minutes": 90, "where": "video", "theme": theme}
        page.evaluate(GO, urlencode(state))
        # The sheets of the theme before would do as well for counting.
        expect(page.locator("[data-slot=title]").first).to_have_text(
            kit.content.themes[theme].title
        )
        printed = pypdfium2.PdfDocument(page.pdf(format=paper))
        texts = [
            "".join(sheet.get_textpage().get_text_range().split()) for sheet in printed
        ]
        held = [[line for line in lines if line in text] for text in texts]
        if held != [[line] for line in lines]:
            too_long.append((theme, len(texts)))
    assert too_long == []


def test_a_printed_plan_can_be_read(page: Page, served: str, kit: Kit) -> None:
    planned = {one.id for one in _planned(kit.content)}
    careful = next(
        one
        for one in kit.content.questions.values()
        if one.caution and one.theme in planned
    )
    state = f"theme={careful.theme}&where=video&b={careful.id}"
    page.goto(f"{served}plan.html#?{state}")
    _plan(page)
    page.emulate_media(media="print")
    sizes = page.locator(".kit-plan *").evaluate_all(
        """all => all.filter(each => each.checkVisibility()
          && [...each.childNodes].some(one => one.nodeType === 3 && one.data.trim()))
        .map(each => parseFloat(getComputedStyle(each).fontSize) * 72 / 96)"""
    )
    assert len(sizes) > 50 and min(sizes) >= 8
    assert _seen(page, "button, input, select") == []


def test_a_plan_prints_by_its_button(hand: Hand, served: str, kit: Kit) -> None:
    page = hand.page
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"{served}plan.html#?theme={_planned(kit.content)[0].id}")
    _plan(page)
    hand.press(page.locator(".kit-plan__do [data-print]"))
    assert page.evaluate("window.printed")


# The matchmaker

MATCHES = """() => [...document.querySelectorAll(".kit-match")]
  .filter(match => match.checkVisibility())
  .map(match => [
    match.dataset.purpose,
    [...match.querySelectorAll(".kit-match__why li")].map(each => each.textContent),
  ])"""


def _ranked(content: Content, ticked: list[str]) -> list[tuple[Purpose, list[str]]]:
    """The purposes with what was said for them, the best first."""
    said = [content.symptoms[key] for key in content.symptoms if key in ticked]
    points = {
        key: sum((key in one.purposes) + (key in one.purposes[:1]) for one in said)
        for key in content.purposes
    }
    order = sorted(content.purposes, key=lambda key: -points[key])
    return [
        (content.purposes[key], [one.text for one in said if key in one.purposes])
        for key in order
        if points[key] or not any(points.values())
    ]


def _check_matches(page: Page, kit: Kit, ticked: list[str]) -> None:
    content = kit.content
    ranked = _ranked(content, ticked)
    assert page.evaluate(MATCHES) == [[one.id, said] for one, said in ranked], ticked
    found = [one.title for one, said in ranked if said]
    stops = any(not content.symptoms[key].purposes for key in ticked)
    name = "none" if not found else "one" if len(found) == 1 else "many"
    name = "stop" if stops else name
    slots = {"purpose": found[0]} if found and not stops else {}
    expect(page.locator(".kit-matches__told")).to_have_text(
        kit.labels(f"matches_{name}", **slots)
    )
    assert _seen(page, ".kit-matches__first li") == [
        one.look_first
        for one in content.symptoms.values()
        if one.id in ticked and not one.purposes
    ]


def test_what_is_ticked_ranks_the_purposes(page: Page, served: str, kit: Kit) -> None:
    chance = random.Random(2)
    keys = list(kit.content.symptoms)
    page.goto(f"{served}match.html")
    _check_matches(page, kit, [])
    for turn in range(30):
        ticked = chance.sample(keys, chance.randint(0, 5))
        page.evaluate(GO, urlencode({"s": " ".join(ticked), "turn": turn}))
        _check_matches(page, kit, ticked)


def test_symptoms_are_ticked_by_hand_and_the_address_keeps_them(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, symptoms = hand.page, kit.content.symptoms
    page.goto(f"{served}match.html")
    two = [key for key, one in symptoms.items() if len(one.purposes) > 1][:2]
    none = next(key for key, one in symptoms.items() if not one.purposes)
    ticked: list[str] = []
    for key in (*two, none):
        hand.tick(page.locator(f"[name='{key}']"))
        ticked.append(key)
        _check_matches(page, kit, ticked)
    assert _state(page) == {"s": " ".join(ticked)}
    with _afresh(page) as fresh:
        _check_matches(fresh, kit, ticked)
        assert fresh.locator(".kit-symptoms :checked").count() == len(ticked)
        for key in ticked:
            hand.tick(page.locator(f"[name='{key}']"))
        _check_matches(page, kit, [])
        assert "#" not in page.url


def test_three_presses_lead_from_home_to_a_pair(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, content = hand.page, kit.content
    page.goto(served)
    hand.press(page.locator(".kit-tool a[href='match.html']"))
    page.wait_for_url(f"{served}match.html")
    symptom = next(one for one in content.symptoms.values() if one.purposes)
    hand.tick(page.locator(f"[name='{symptom.id}']"))
    best = _ranked(content, [symptom.id])[0][0]
    pair = next(
        one for one in content.pairing_examples.values() if one.purpose == best.id
    )
    hand.press(
        page.locator(".kit-match:visible").first.locator(f"a[href$='#{pair.id}']")
    )
    expect(page.locator(f"[id='{pair.id}']")).to_be_in_viewport()
    expect(page.locator(f"[id='{pair.id}']")).to_have_text(pair.title)


# The gate


def _check_gate(page: Page, kit: Kit, given: dict[str, str]) -> None:
    """What the answers add up to; `given` has them in any order."""
    checks = kit.content.readiness_checks
    words = [given.get(key, "") for key in checks]
    open_ = words.count("")
    pauses = words.count("pause")
    # The last check pauses with any other, and is not counted then.
    pauses -= pauses > 1 and words[-1] == "pause"
    word = "" if open_ else "pause" if pauses else "go"
    word = "stop" if "stop" in words else word
    expect(page.locator(".kit-sum__word:visible")).to_have_text(
        [kit.labels("sum_wait" if word == "pause" else f"gate_{word}")] if word else []
    )
    sums = {"": [], "go": ["sum_go"], "stop": ["sum_stop"]}
    sums["pause"] = ["sum_pauses" if pauses > 1 else "sum_pause"]
    assert _seen(page, ".kit-sum [data-gate] p:not(.kit-sum__word)") == [
        kit.labels(name) for name in sums[word]
    ]
    told = {0: "", 1: kit.labels("sum_open_one")}
    expect(page.locator(".kit-sum__told")).to_have_text(
        told.get(open_, kit.labels("sum_open", count=open_))
    )
    assert _seen(page, ".kit-sum [data-reasons] li") == [
        f"{kit.labels(f'gate_{answer}')} {check.title}: {getattr(check, answer)}"
        for answer in ("stop", "pause")
        for key, check in checks.items()
        if given.get(key) == answer
    ]


def test_any_answers_add_up(page: Page, served: str, kit: Kit) -> None:
    chance = random.Random(3)
    checks = kit.content.readiness_checks
    page.goto(f"{served}readiness.html")
    _check_gate(page, kit, {})
    for turn in range(20):
        # Most say go, else one would hardly see anything but a stop.
        given = {
            key: chance.choices(
                ("go", "pause", "stop" if check.stop else "go", ""),
                (30, 3, 1, turn % 2),
            )[0]
            for key, check in checks.items()
        }
        page.evaluate(GO, urlencode({**given, "turn": turn}))
        _check_gate(page, kit, given)


def test_each_check_takes_each_answer_and_one_stop_decides(
    hand: Hand, served: str, kit: Kit
) -> None:
    page, checks = hand.page, kit.content.readiness_checks
    page.goto(f"{served}readiness.html")

    def answer(key: str, word: str) -> None:
        hand.choose(page.locator(f"[name='{key}'][value={word}]"))
        given[key] = word

    given: dict[str, str] = {}
    for key, check in checks.items():
        # With all others open, one stop decides.
        for word in ("stop", "pause", "go") if check.stop else ("pause", "go"):
            answer(key, word)
            decided = _seen(page, ".kit-sum__word")
            done = word == "go" and len(given) == len(checks)
            stops = [kit.labels("gate_stop")] if word == "stop" else []
            pauses = word == "pause" and len(given) == len(checks)
            waits = [kit.labels("sum_wait")] if pauses else []
            assert decided == ([kit.labels("gate_go")] if done else stops + waits)
    _check_gate(page, kit, given)
    one, two, *_ = (key for key, check in checks.items() if check.stop)
    for key, word in ((one, "pause"), (two, "pause"), (two, "stop")):
        answer(key, word)
        _check_gate(page, kit, given)
    assert _state(page) == given
    with _afresh(page) as fresh:
        _check_gate(fresh, kit, given)
        assert fresh.locator(".kit-gate--asked :checked").count() == len(checks)

    hand.press(page.locator(".kit-sum [data-clear]"))
    _check_gate(page, kit, {})
    assert "#" not in page.url
    assert page.locator(".kit-gate--asked :checked").count() == 0
    expect(page.locator(".kit-gate--asked input").first).to_be_focused()


# On a phone, over the wire, without letters, and from another builder


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def _taps(page: Page) -> list[str]:
    """Where the reader taps from now on, told by the browser and not by the test."""
    taps: list[str] = []
    page.expose_function("tapped", lambda what: taps.append(what))
    page.add_init_script(
        "addEventListener('touchstart', event => tapped(event.target.outerHTML), true)"
    )
    return taps


def test_a_mentor_on_a_phone_is_four_taps_from_three_questions(
    phone: Page, served: str, kit: Kit
) -> None:
    taps = _taps(phone)
    asked = {one.text: one for one in kit.content.questions.values()}
    theme = _planned(kit.content)[3]
    phone.goto(served)
    phone.locator(".kit-tool a[href='plan.html']").tap()
    phone.wait_for_url(f"{served}plan.html")
    phone.locator(f".kit-choose [name=area][value='{theme.area}']").tap()
    phone.get_by_text(theme.use_when, exact=True).tap()
    mine = phone.locator(".kit-plan[data-side=mentor] [data-slot=ask]")
    expect(mine.locator(".kit-question__text")).to_have_count(3)
    for text in _seen(mine, ".kit-question__text"):
        assert asked[text].theme == theme.id and "mentor" in _askers(asked[text])
    assert 3 <= len(taps) <= 4


def test_a_mentor_on_a_phone_filters_the_questions_in_four_taps(
    phone: Page, served: str, kit: Kit
) -> None:
    taps = _taps(phone)
    phone.goto(served)
    phone.locator(".kit-tool a[href='questions.html']").tap()
    phone.wait_for_url(f"{served}questions.html")
    phone.locator(".kit-filter__open button").tap()
    phone.locator(".kit-filter [name=asker][value=mentor]").tap()
    phone.locator(".kit-filter [name=depth][value='1']").tap()
    expected = _found(kit.content, asker={"mentor"}, depth={"1"})
    assert _shown(phone) == expected and len(expected) >= 3
    assert len(taps) == 4


def test_the_tools_ask_nobody_but_their_own_site(
    page: Page, context: BrowserContext, served: str, kit: Kit
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    theme = next(iter(kit.content.themes))
    key = _of(kit.content, theme)[0]
    page.goto(f"{served}themes/{theme}.html")
    _keep(page, key).click()
    page.goto(f"{served}questions.html")
    page.locator(".kit-filter [name=find]").press_sequentially("who")
    _box(page, "depth", "1").click()
    page.locator(".kit-shortlist [data-act=drop]").click()
    page.goto(f"{served}plan.html")
    page.locator(".kit-choose select").select_option(_planned(kit.content)[0].id)
    _radio(page, "depth", 3).click()
    page.locator("[data-swap]").first.click()
    page.goto(f"{served}match.html")
    page.locator(".kit-symptoms input").first.click()
    page.goto(f"{served}readiness.html")
    page.locator(".kit-gate--asked input").first.click()
    page.goto(served)
    page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served).netloc}
    assert context.cookies() == []
    # No state goes over the wire: neither questions nor answers stand in a request.
    assert not any(urlsplit(url).query for url in asked)
    assert len(asked) > 30

    assert not any("search_index" in url for url in asked)
    with page.expect_request("**/search_index.json"):
        page.locator(".md-search__input").click()


def test_single_letters_do_nothing(page: Page, served: str, kit: Kit) -> None:
    address = f"{served}themes/{list(kit.content.themes)[1]}.html"
    search = page.locator(".md-search__input")
    page.goto(address)
    page.evaluate("window.stayed = true")
    for letter in "npsf/,.":
        page.keyboard.press(letter)
        expect(search).not_to_be_focused()
    frame = "new Promise(done => requestAnimationFrame(() => done(window.stayed)))"
    assert page.evaluate(frame) is True and page.url == address

    # The theme does act on them where nothing holds them back.
    page.route("**/early.js", lambda route: route.fulfill(body=""))
    page.goto(address)
    page.keyboard.press("s")
    expect(search).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != address)


def test_the_tools_work_as_zensical_builds_them(
    page: Page, zensical: Stage, kit: Kit
) -> None:
    content = kit.content
    theme = next(iter(content.themes))
    one, two = _of(content, theme)[:2]
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: said.type == "error" and faults.append(said.text),  # type: ignore
    )
    with serve(zensical.folder / "site") as address:
        page.goto(f"{address}themes/{theme}.html")
        _keep(page, one).click()
        page.goto(f"{address}questions.html#?theme={theme}")
        assert _shown(page) == _of(content, theme)
        _keep(page, two).click()
        assert _listed(page) == [one, two]
        page.goto(f"{address}plan.html#?theme={_planned(content)[0].id}&minutes=90")
        assert _plan(page)[0]["clock"][-1].endswith("–90")
        symptom = next(key for key, each in content.symptoms.items() if each.purposes)
        page.goto(f"{address}match.html")
        page.locator(f"[name='{symptom}']").click()
        _check_matches(page, kit, [symptom])
        page.goto(f"{address}readiness.html")
        check = next(iter(content.readiness_checks))
        page.locator(f"[name='{check}'][value=stop]").click()
        _check_gate(page, kit, {check: "stop"})

        page.set_viewport_size(PHONE)
        hand = Hand(page, keyboard=True)
        page.goto(address)
        hand.press(page.locator(".kit-tool a[href='questions.html']"))
        page.wait_for_url(f"{address}questions.html")
        hand.press(page.locator(".kit-filter__open button"))
        hand.tick(_box(page, "theme", theme))
        assert _shown(page) == _of(content, theme)
        hand.press(_keep(page, one))
        assert _listed(page) == [two]
        hand.press(page.locator("label[for=__drawer] > button"))
        expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()
    assert faults == []
