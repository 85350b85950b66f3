"""The PDFs are judged by facts: tags, faces, outline, links, sizes, and their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from generator.content.item import Model
from generator.content.model import KINDS
from generator.content.text import Text
from generator.kit import Kit
from tests.conftest import EXAMPLE, BuiltKit

MM = 72 / 25.4
FACES = {
    "shipped": {"Vollkorn", "Source-Sans-3"},
    "example": {"Zilla-Slab", "Archivo"},
}


@pytest.fixture(params=["shipped", "example"])
def built(request: pytest.FixtureRequest) -> BuiltKit:
    kit: BuiltKit = request.getfixturevalue(request.param)
    return kit


def _printed(built: BuiltKit) -> list[Path]:
    files = sorted(built.print.glob("*.pdf"))
    assert len(files) >= 6
    return files


def _words(path: Path, edge: float = 0) -> list[str]:
    """The text of each page, white space folded and line-end hyphens closed.

    `edge` leaves out what stands nearer to top or bottom, in millimetres.
    """
    texts = [
        page.get_textpage().get_text_bounded(
            bottom=edge * MM, top=page.get_height() - edge * MM
        )
        for page in pypdfium2.PdfDocument(path)
    ]
    return [re.sub(r"\s+", " ", text.replace("\ufffe", "")) for text in texts]


def test_every_pdf_is_pdf_ua_1(built: BuiltKit) -> None:
    for path in _printed(built):
        result = page_validation.validate_pdf(str(path), profile="ua1")
        assert result.is_compliant, (path.name, result)


def test_the_validator_catches_an_untagged_pdf(tmp_path: Path) -> None:
    bare = tmp_path / "bare.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bare)
    assert not page_validation.validate_pdf(str(bare), profile="ua1").is_compliant


def test_every_pdf_is_sound_titled_and_in_a_language(built: BuiltKit) -> None:
    for path in _printed(built):
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert str(pdf.Root.Lang) in ("en-GB", "en-US")
            assert str(pdf.docinfo["/Title"])
            assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def _fonts(path: Path) -> Iterator[tuple[str, bool]]:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                descriptor = inner.FontDescriptor
                name = str(descriptor.FontName).lstrip("/").partition("+")[2]
                embedded = any(f"/FontFile{n}" in descriptor for n in ("", 2, 3))
                yield name, embedded


@pytest.mark.fault(30)
@pytest.mark.parametrize("name", ["shipped", "example"])
def test_the_faces_embedded_are_the_faces_declared(
    name: str, request: pytest.FixtureRequest
) -> None:
    built: BuiltKit = request.getfixturevalue(name)
    for path in _printed(built):
        found = set(_fonts(path))
        assert found
        assert all(embedded for _, embedded in found), found
        families = {
            family
            for face, _ in found
            for family in FACES[name]
            if face.startswith(family)
        }
        # The kit's own faces stand behind a brand's, for characters that it lacks.
        known = FACES[name] | FACES["shipped"]
        strangers = {
            face
            for face, _ in found
            if not any(face.startswith(family) for family in known)
        }
        assert families == FACES[name] and not strangers, (path.name, found)


def test_the_outline_nests_parts_chapters_and_sections(
    shipped: BuiltKit, kit: Kit
) -> None:
    with (
        pikepdf.open(shipped.print / "playbook.pdf") as pdf,
        pdf.open_outline() as outline,
    ):
        parts = {str(item.title): item for item in outline.root}
        for label in ("part_decide", "part_meet", "part_wrong", "part_close"):
            assert kit.labels(label) in parts
        room = [str(item.title) for item in parts[kit.labels("part_meet")].children]
        assert {theme.title for theme in kit.content.themes.values()} <= set(room)


def test_a_link_is_met_once_and_described_in_words(built: BuiltKit) -> None:
    looked = 0
    for path in sorted(built.print.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                links = [a for a in page.get("/Annots", ()) if a.Subtype == "/Link"]
                for one, other in itertools.permutations(links, 2):
                    assert not _within(one, other), (path.name, str(one.Contents))
                for link in links:
                    target, told = str(link.get("/Dest", "")), str(link.Contents)
                    assert told.strip() and told != target, (path.name, told)
                    assert not re.search(r"888|--|\$[a-z]|(\s*\.){4}", told), told
                looked += len(links)
    assert looked > 500


def _within(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    """Whether a link lies within another that leads to the same place."""
    if one.get("/Dest") != other.get("/Dest") or one.get("/A") != other.get("/A"):
        return False
    left, top, right, low = map(float, one.Rect)
    wide, high, far, deep = map(float, other.Rect)
    return left >= wide and right <= far and top <= high and low >= deep


def test_internal_links_land_and_carry_their_page(shipped: BuiltKit) -> None:
    path = shipped.print / "playbook.pdf"
    with pikepdf.open(path) as pdf:
        names = {str(key) for key in pikepdf.NameTree(pdf.Root.Names.Dests)}
        inward = 0
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                target = annotation.get("/Dest") or annotation.get("/A", {}).get("/D")
                if isinstance(target, pikepdf.String):
                    assert str(target) in names
                    inward += 1
        assert inward > 200
        assert pdf.Root.get("/Lang") is not None
    assert sum(len(re.findall(r"\(page \d+\)", text)) for text in _words(path)) > 150


def test_the_contents_name_the_page_where_a_chapter_stands(
    shipped: BuiltKit, kit: Kit
) -> None:
    pages = _words(shipped.print / "playbook.pdf")
    first = next(n for n, text in enumerate(pages) if text.startswith("Contents"))
    contents = " ".join(pages[first : first + 3])
    looked = 0
    for theme in kit.content.themes.values():
        found = re.search(re.escape(theme.title) + r"[ .]+(\d+)", contents)
        assert found, theme.title
        assert theme.title in pages[int(found[1]) - 1]
        looked += 1
    assert looked >= 14


@pytest.mark.fault(33)
def test_every_word_of_every_item_stands_in_the_book(
    shipped: BuiltKit, kit: Kit
) -> None:
    # Without running heads, page numbers and notes, which cut sentences in two.
    book = _letters(" ".join(_words(shipped.print / "playbook.pdf", edge=18)))
    noted = 0
    for item in kit.content.evidence.values():
        note = rf"\d+{_letters(item.claim + item.source)}page\d+"
        book, count = re.subn(note, "", book)
        noted += count
    assert noted > 20
    looked = 0
    for kind in KINDS:
        for key, item in kit.content.of(kind).items():
            for said in _sentences(item):
                looked += 1
                assert _letters(said) in book, (kind, key, said)
    assert looked > 4000


def test_the_meetings_of_the_track_are_counted_from_one(
    shipped: BuiltKit, kit: Kit
) -> None:
    start = next(
        text
        for text in _words(shipped.print / "playbook.pdf")
        if "Your meetings Your card" in text
    )
    for number, key in enumerate(kit.content.tracks[kit.settings.track].sessions, 1):
        # The figure stands in the margin and is read after its entry.
        summary = kit.content.session_plans[key].summary
        assert f"{summary} {number} " in start


def _tagged(path: Path) -> Iterator[pikepdf.Dictionary]:
    """Every structure element of a PDF, in reading order."""
    with pikepdf.open(path) as pdf:
        yield from _below(pdf.Root.StructTreeRoot)


@pytest.mark.parametrize("name", ["playbook.pdf", "playbook-lead.pdf"])
def test_headings_nest_lists_are_whole_and_figures_are_told(
    shipped: BuiltKit, name: str
) -> None:
    depth, looked = 1, 0
    for element in _tagged(shipped.print / name):
        tag = str(element.S)[1:]
        if re.fullmatch(r"H\d", tag):
            looked += 1
            assert int(tag[1]) <= depth + 1, (name, looked)
            depth = int(tag[1])
        if tag == "Figure":
            assert str(element.Alt)
        if tag == "Table":
            assert any(str(cell.S) == "/TH" for cell in _below(element))
        if tag == "L":
            assert all(str(kid.S) in ("/LI", "/L", "/Caption") for kid in element.K)
    assert looked > 200


def _below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def test_each_reader_has_a_slimmer_book_with_what_is_theirs(
    shipped: BuiltKit, kit: Kit
) -> None:
    whole = len(pypdfium2.PdfDocument(shipped.print / "playbook.pdf"))
    for reader in ("mentor", "partner", "lead"):
        pages = _words(shipped.print / f"playbook-{reader}.pdf")
        assert 60 < len(pages) < 0.7 * whole
        assert kit.labels(f"reader_{reader}") in pages[0]
        text = " ".join(pages)
        assert kit.labels("index_index") in text
        assert ("Your tasks, week by week" in text) == (reader == "lead")


# Links end in "(page 43)" on paper, so a text is looked for in pieces between them.
def _sentences(value: object) -> Iterator[str]:
    if isinstance(value, Model):
        for name in type(value).model_fields:
            if name not in ("id", "asker", "standing", "weight", "severity", "kind"):
                yield from _sentences(getattr(value, name))
    elif isinstance(value, Text):
        for token in value.tokens:
            linked = False
            for child in token.children or ():
                linked = linked or child.type == "link_open"
            if token.type == "inline" and not linked:
                yield "".join(child.content for child in token.children or ())
    elif isinstance(value, tuple):
        for entry in value:
            yield from _sentences(entry)
    elif isinstance(value, str) and " " in value:
        yield value


def _letters(text: str) -> str:
    """Only letters and digits: where a line breaks or hyphenates does not matter."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def test_every_card_says_what_its_session_says(shipped: BuiltKit, kit: Kit) -> None:
    text = _letters(" ".join(_words(shipped.print / "session-cards.pdf")))
    for session in kit.content.tracks[kit.settings.track].sessions:
        plan = kit.content.session_plans[session]
        asked = (
            *plan.mentor.questions,
            *plan.partner.questions,
            *plan.partner.send_before,
        )
        for key in asked:
            assert _letters(kit.content.questions[key].text) in text, key
        for said in (
            plan.summary,
            plan.mentor.brings,
            plan.mentor.if_it_goes_quiet,
            plan.mentor.if_they_lecture,
            plan.mentor.may_decline,
            plan.partner.if_stuck,
            plan.partner.report_back,
        ):
            assert _letters(said) in text, said


def test_there_is_a_sheet_for_each_session_and_pages_come_in_pairs(
    shipped: BuiltKit, kit: Kit
) -> None:
    track = kit.content.tracks[kit.settings.track]
    for session in track.sessions:
        with pikepdf.open(shipped.print / f"session-cards-{session}.pdf") as pdf:
            assert len(pdf.pages) == 2
    with pikepdf.open(shipped.print / "session-cards.pdf") as pdf:
        # Four to a sheet: the card that explains the deck, then two a meeting.
        cards = 1 + 2 * len(dict.fromkeys(track.sessions))
        assert len(pdf.pages) == 2 * -(-cards // 4)
        width, height = pdf.pages[0].mediabox[2:]
        assert (round(float(width) / MM), round(float(height) / MM)) == (210, 297)


def test_cards_have_a_qr_code_only_where_the_site_has_an_address(
    shipped: BuiltKit, example: BuiltKit
) -> None:
    def codes(path: Path) -> list[str]:
        with pikepdf.open(path) as pdf:
            told = [
                str(element.get("/Alt", ""))
                for element in pdf.objects
                if isinstance(element, pikepdf.Dictionary)
                and element.get("/S") == "/Figure"
            ]
        return [each for each in told if "https://" in each]

    site = "https://upward.tolliver-brask.example/"
    for name, cards, place in (
        ("session-cards.pdf", 16, "sessions/"),
        ("role-cards.pdf", 7, "roles.html#"),
    ):
        assert codes(shipped.print / name) == []
        found = codes(example.print / name)
        assert sum(f"{site}{place}" in each for each in found) == cards


def test_the_example_speaks_its_own_words_on_paper(example: BuiltKit) -> None:
    assert EXAMPLE.is_dir()
    for name in ("playbook.pdf", "session-cards.pdf"):
        text = " ".join(_words(example.print / name))
        text = text.replace("Reverse Mentoring", "")
        # An address that is printed out keeps its words.
        text = re.sub(r"employee\W*mentors\W*the\W*ceo", "", text)
        assert "coach" in text and "executive" in text
        assert not re.search(r"\bmentors?\b|senior partner", text, re.I), name
