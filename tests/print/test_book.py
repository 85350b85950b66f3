"""The book keeps its promises: numbers, indexes, notes, and who gets which chapter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from generator.content.problems import ProblemsFound
from generator.kit import Kit, open_kit
from generator.publish import book as binder
from generator.publish.book import READERS, lay_out_book
from generator.publish.chapter import chapters
from generator.publish.edition import edition
from generator.publish.index import Bound, general_index, question_index, sorting
from generator.publish.pages import lay_out
from generator.publish.paper import write_pdf
from generator.publish.reference import ANY, anchors, texts
from generator.publish.stage import Stage, stage
from tests.conftest import EXAMPLE

ONLY = [
    "start/mentor.html",
    "themes/customer-friction.html",
    "routes.html",
    "glossary.html",
]
Write = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def staged(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return stage(kit, tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def book(kit: Kit, staged: Stage) -> Any:
    return lay_out_book(kit, staged, edition("a4"), ONLY)


def _said(page: Any) -> str:
    return " ".join(box.text for box in texts(page))


def _printed(document: Any, style: str) -> list[tuple[str, str]]:
    """What is printed in the elements of a class, with the place each names."""
    return [
        (box.text, box.element.get("data-place") or box.element.get("href", "")[1:])
        for page in document.pages
        for box in texts(page)
        if box.element is not None and box.element.get("class") == style
    ]


def test_an_opening_of_two_pages_takes_the_place_of_no_chapter(
    book: Any, kit: Kit, staged: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = binder._opening

    def twice(*given: Any) -> list[Any]:
        return once(*given) * 2

    monkeypatch.setattr(binder, "_opening", twice)
    longer = lay_out_book(kit, staged, edition("a4"), ONLY)
    assert len(longer.pages) > len(book.pages)
    assert anchors(longer.pages).keys() == anchors(book.pages).keys()


def test_a_reference_names_the_page_where_its_place_stands(book: Any) -> None:
    numbers = anchors(book.pages)
    references = _printed(book, "at")
    assert len(references) > 20
    for said, place in references:
        assert said == f"(page {numbers[place]})"
        assert ANY not in said


def test_contents_and_part_openings_name_the_page_where_a_chapter_begins(
    book: Any,
) -> None:
    numbers = anchors(book.pages)
    looked = 0
    for page in book.pages:
        for box in texts(page):
            to = box.element is not None and box.element.get("data-to")
            if to:
                looked += 1
                assert int(to) == numbers[box.element.get("href")[1:]]
    # Contents and openings each name four chapters, the contents two indexes too.
    assert looked >= 2 * len(ONLY) + 2


def test_parts_open_on_the_right_and_the_back_cover_closes_the_last_sheet(
    book: Any,
) -> None:
    numbers = anchors(book.pages)
    openings = [page for place, page in numbers.items() if place.startswith("part-")]
    assert len(openings) == 4
    assert all(page % 2 for page in openings)
    assert len(book.pages) % 2 == 0


def test_every_page_counts_on_from_the_one_before(book: Any) -> None:
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox

    counted = 0
    for number, page in enumerate(book.pages, 1):
        said = [
            inner.text
            for part in page._page_box.children
            if isinstance(part, MarginBox)
            and part.at_keyword in ("@bottom-left", "@bottom-right")
            for inner in part.descendants()
            if isinstance(inner, TextBox)
        ]
        assert said in ([], [str(number)])
        counted += bool(said)
    assert counted > 20


def test_an_indexed_question_stands_on_the_page_that_the_index_names(
    book: Any, kit: Kit
) -> None:
    numbers = anchors(book.pages)
    asked = [
        key
        for key, question in kit.content.questions.items()
        if question.theme == "customer-friction"
    ]
    assert len(asked) > 10
    index = " ".join(
        _said(page) for page in book.pages[numbers["index-questions"] - 1 :]
    )
    index = re.sub(r"\s+", " ", index)
    for key in asked:
        page = numbers[f"themes-customer-friction--{key}"]
        first = kit.content.questions[key].text.split()[0]
        assert first in _said(book.pages[page - 1])
        assert str(page) in index


@pytest.fixture(scope="module")
def bound(kit: Kit, staged: Stage, book: Any) -> Bound:
    found = [each for each in chapters(kit, staged) if each.page.address in ONLY]
    numbers = anchors(book.pages)
    end = numbers["index-questions"] - 1
    return Bound(kit, found, book.pages[:end], numbers, {"routes": [9, 10, 12]})


def test_an_entry_of_the_index_stands_on_its_pages(bound: Bound, kit: Kit) -> None:
    letters = general_index(bound)
    assert [letter for letter, _ in letters] == sorted(letter for letter, _ in letters)
    entries = {entry.words: entry for _, inside in letters for entry in inside}
    terms = [term.term for term in kit.content.glossary.values()]
    looked = 0
    for term in terms:
        entry = entries.get(term)
        if entry is None:
            continue  # begins with an article
        looked += 1
        main = [each for each in entry.locators if each.main]
        page = bound.pages[int(main[0].text.partition("–")[0]) - 1]
        assert term.split()[0].lower() in _said(page).lower()
        assert len(entry.locators) <= 10
        for each in entry.locators:
            if not each.main:
                first = int(each.text.partition("–")[0])
                assert term.lower() in _said(bound.pages[first - 1]).lower()
    assert looked > 20
    span = bound.spans["themes-customer-friction"]
    theme = kit.content.themes["customer-friction"].title
    assert f"{span[0]}–{span[-1]}" in [each.text for each in entries[theme].locators]


def test_what_a_book_lacks_is_not_in_its_index(bound: Bound, kit: Kit) -> None:
    said = {entry.words for _, inside in general_index(bound) for entry in inside}
    assert not said & {mode.title for mode in kit.content.failure_modes.values()}
    assert [group.title for group in question_index(bound)] == [
        kit.content.themes["customer-friction"].title
    ]


def test_entries_are_sorted_without_case_accent_or_article(kit: Kit) -> None:
    words = ["Über uns", "The agreement", "zone", "étape", "A", "Agreed words"]
    assert sorted(words, key=lambda each: sorting(each, kit)) == [
        "A",
        "Agreed words",
        "The agreement",
        "étape",
        "Über uns",
        "zone",
    ]


def test_evidence_stands_as_a_note_on_the_page_of_what_it_bears_out(
    kit: Kit, staged: Stage
) -> None:
    key, theme = next(
        (theme.sources[0], theme)
        for theme in kit.content.themes.values()
        if theme.sources
    )
    address = f"themes/{theme.id}.html"
    book = lay_out_book(kit, staged, edition("a4"), [address, "evidence.html"])
    numbers = anchors(book.pages)
    claim = kit.content.evidence[key].claim
    words = claim.split()[:3]
    span = range(numbers[f"themes-{theme.id}"], numbers["part-2"])
    noted = [n for n in span if " ".join(words) in _said(book.pages[n - 1])]
    assert len(noted) == 1
    said = _said(book.pages[noted[0] - 1])
    assert f"(page {numbers[f'evidence--{key}']})" in said
    assert kit.content.evidence[key].source.split()[0] in said


def test_a_reader_gets_what_is_for_them_and_no_more(kit: Kit, staged: Stage) -> None:
    whole = {chapter.page.address for chapter in chapters(kit, staged)}
    books = {
        reader: {chapter.page.address for chapter in chapters(kit, staged, reader)}
        for reader in READERS
    }
    for reader, inside in books.items():
        assert inside < whole
        assert {"routes.html", "agreement.html", "glossary.html"} <= inside
        assert f"start/{reader}.html" in inside
        others = {f"start/{other}.html" for other in READERS if other != reader}
        assert not others & inside
    assert "messages.html" in books["lead"]
    assert not {"messages.html", "measures.html"} & (books["mentor"] | books["partner"])
    track = kit.content.tracks[kit.settings.track].sessions
    about = {theme for key in track for theme in kit.content.session_plans[key].themes}
    for inside in (books["mentor"], books["partner"]):
        assert {f"themes/{theme}.html" for theme in about} < inside
        assert {f"sessions/{key}.html" for key in track} < inside
        themes = {each for each in inside if each.startswith("themes/")}
        assert len(themes) == len(about) + 1
    assert "briefings/mentors-briefing.html" in books["mentor"] - books["partner"]


def test_a_reader_gets_only_the_questions_and_sheets_that_are_theirs(
    kit: Kit, staged: Stage
) -> None:
    only = ["themes/customer-friction.html", "worksheets.html"]
    for reader, other in (("mentor", "partner"), ("partner", "mentor")):
        book = lay_out_book(kit, staged, edition("a4"), only, reader=reader)
        numbers = anchors(book.pages)
        asked = {
            question.asker
            for key, question in kit.content.questions.items()
            if f"themes-customer-friction--{key}" in numbers
        }
        assert reader in asked and asked <= {reader, "both"}
        assert f"worksheets--{reader}-reflection" in numbers
        assert f"worksheets--{other}-reflection" not in numbers
        said = " ".join(map(_said, book.pages))
        sheets = kit.content.worksheets
        assert sheets[f"{reader}-reflection"].who_keeps_it in said
        assert sheets[f"{other}-reflection"].who_keeps_it not in said
        # The list at the chapter's head still names the other's: it leads to the page.
        led = [place for page in book.pages for _, place, *_ in page.links]
        inner = [place for place in led if "://" not in place]
        assert "worksheets" in inner
        assert set(inner) <= set(numbers)


def test_a_hidden_page_is_in_no_book(organisation: Path, write: Write) -> None:
    write("organisation.yml", "hide: [faq.md, part_learn]\n")
    kit = open_kit(organisation)
    staged = stage(kit, organisation.parent / "stage")
    for reader in ("", *READERS):
        inside = {chapter.page.address for chapter in chapters(kit, staged, reader)}
        assert "routes.html" in inside
        assert not {"faq.html", "measures.html"} & inside


def test_a_page_for_nobody_known_is_a_problem(organisation: Path, write: Write) -> None:
    head = "---\ntitle: Ours\npart: part_learn\nfor: [{}]\n---\n\n# Ours\n"
    write("pages/ours.md", head.format("mentor"))
    lay_out(open_kit(organisation))
    write("pages/ours.md", head.format("mentors"))
    with pytest.raises(ProblemsFound) as found:
        lay_out(open_kit(organisation))
    assert "'for' can name" in str(found.value.problems[0])


def test_codes_lead_from_a_chapter_to_its_tool_only_where_there_is_a_site(
    kit: Kit, staged: Stage, tmp_path: Path
) -> None:
    example = open_kit(EXAMPLE)
    theirs = stage(example, tmp_path / "example")

    def codes(kit: Kit, staged: Stage) -> list[str]:
        target = tmp_path / "codes.pdf"
        write_pdf(lay_out_book(kit, staged, edition("a4"), ["readiness.html"]), target)
        with pikepdf.open(target) as pdf:
            told = [
                str(element.get("/Alt", ""))
                for element in pdf.objects
                if isinstance(element, pikepdf.Dictionary)
                and element.get("/S") == "/Figure"
            ]
        assert all(told)
        return [each for each in told if "://" in each]

    found = codes(example, theirs)
    assert example.settings.site.address
    assert any(each.endswith("/readiness.html") for each in found)
    assert any(each.endswith(example.settings.site.address) for each in found)
    assert codes(kit, staged) == []


def test_a_reader_s_book_says_whose_it_is_and_its_covers_fill_their_pages(
    kit: Kit, staged: Stage
) -> None:
    only = ["start/partner.html", "routes.html"]
    book = lay_out_book(kit, staged, edition("a4"), only, reader="partner")
    whose = kit.labels("reader_partner")
    assert whose in book.metadata.title
    assert whose in _said(book.pages[0])
    for cover in (book.pages[0], book.pages[-1]):
        assert (cover._page_box.margin_left, cover._page_box.margin_top) == (0, 0)
    # One page: the next is the half-title, on the right.
    assert _said(book.pages[1]) == ""
    assert kit.settings.programme.name in _said(book.pages[2])
