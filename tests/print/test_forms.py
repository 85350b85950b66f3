"""Forms can be filled in, heard, written on by hand and changed in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import docx
import page as page_validation
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from generator.content.problems import ProblemsFound
from generator.home import home
from generator.kit import Kit, open_kit
from generator.publish.edition import edition
from generator.publish.form import SIDES, Form, forms
from generator.publish.forms import print_forms
from generator.publish.printed import Printed
from generator.publish.stage import stage
from tests.conftest import EXAMPLE, Write

MM = 72 / 25.4


@dataclass(frozen=True)
class Desk:
    """What one kit's forms came out as."""

    kit: Kit
    folder: Path
    printed: list[Printed]
    forms: dict[str, Form]


def _print(organisation: Path, folder: Path, paper: str) -> Desk:
    kit = open_kit(organisation)
    staged = stage(kit, folder / "stage")
    out = folder / "print"
    out.mkdir()
    printed = print_forms(kit, staged, out, edition(paper))
    return Desk(kit, out, printed, {form.name: form for form in forms(kit)})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return _print(home() / "organisation", tmp_path_factory.mktemp("forms"), "a4")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return _print(EXAMPLE, tmp_path_factory.mktemp("other"), "letter")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def _said(form: Form) -> Iterator[str]:
    yield from (form.title, form.lead, form.keeps)
    for _, said in form.facts:
        yield said
    for blank in form.blanks:
        yield from (blank.title, blank.prompt, *blank.options)
        if blank.text:
            for token in blank.text.tokens:
                if token.type == "inline":
                    yield "".join(child.content for child in token.children or ())


def test_there_is_a_form_of_everything_that_is_filled_in(desk: Desk) -> None:
    names = {each.name for each in desk.printed}
    wanted = [f"worksheet-{key}" for key in desk.kit.content.worksheets]
    wanted += ["agreement", "readiness", "survey-mentor", "survey-partner"]
    assert len(wanted) == 14
    for name in wanted:
        assert {f"{name}.pdf", f"{name}.docx"} <= names


@pytest.mark.parametrize("whose", ["desk", "other"])
def test_every_form_is_accessible_and_takes_no_more_sides_than_it_may(
    whose: str, request: pytest.FixtureRequest
) -> None:
    made: Desk = request.getfixturevalue(whose)
    for name, form in made.forms.items():
        path = made.folder / f"{name}.pdf"
        assert page_validation.validate_pdf(str(path), profile="ua1").is_compliant, name
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) <= SIDES[form.kind]
            assert all(page.get("/Tabs") == "/S" for page in pdf.pages)
            wide, high = (float(side) for side in pdf.pages[0].mediabox[2:])
            assert (wide > high) == form.is_wide


def test_what_a_clause_leaves_open_can_be_filled_in(desk: Desk) -> None:
    spoken = {
        str(field.T): str(field.TU) for field in _fields(desk.folder / "agreement.pdf")
    }
    looked = 0
    for key, clause in desk.kit.content.agreement_clauses.items():
        for gap in re.findall(r"\[([^\]]+)\]", clause.text.plain):
            heard = spoken[f"agreement.{key}"]
            assert clause.title in heard
            assert gap in heard or clause.standing == "negotiable"
            looked += 1
    assert looked > 4


def _fields(path: Path) -> Iterator[pikepdf.Dictionary]:
    """Every field, to be looked at before the next: then the file is closed."""
    with pikepdf.open(path) as pdf:
        yield from pdf.Root.AcroForm.Fields


def test_every_field_has_a_name_of_its_own_and_one_to_be_heard(desk: Desk) -> None:
    looked = 0
    for name, form in desk.forms.items():
        names = []
        for field in _fields(desk.folder / f"{name}.pdf"):
            names.append(str(field.T))
            assert str(field.TU).strip(), field.T
            assert field.FT in ("/Tx", "/Btn")
            looked += 1
        assert len(names) == len(set(names)), name
        for blank in form.blanks:
            filled = blank.writes or blank.kind in ("choice", "tick", "table")
            assert any(each.startswith(blank.name) for each in names) == filled
    assert looked > 250


def test_a_choice_is_one_field_whose_answers_are_heard_with_their_question(
    desk: Desk,
) -> None:
    path = desk.folder / "worksheet-partner-reflection.pdf"
    question = next(
        blank.prompt
        for blank in desk.forms["worksheet-partner-reflection"].blanks
        if blank.kind == "choice"
    )
    looked = 0
    for choice in _fields(path):
        if "/Kids" not in choice:
            continue
        looked += 1
        assert str(choice.TU) == question
        answers = ("They had", "I had", "About")
        for kid, option in zip(choice.Kids, answers, strict=True):
            assert "/T" not in kid and str(kid.TU).startswith(f"{question} {option}")
    assert looked == 1


def test_tab_goes_down_the_page(desk: Desk) -> None:
    with pikepdf.open(desk.folder / "worksheet-mentor-reflection.pdf") as pdf:
        for page in pdf.pages:
            tops = [
                float(each.Rect[3]) for each in page.Annots if each.Subtype == "/Widget"
            ]
            rows = [round(top / MM) for top in tops]
            assert len(rows) > 10 and rows == sorted(rows, reverse=True)


def test_lines_to_write_on_are_as_far_apart_as_handwriting(desk: Desk) -> None:
    for field in _fields(desk.folder / "worksheet-midpoint-check.pdf"):
        low, high = float(field.Rect[1]), float(field.Rect[3])
        lines = 2 if int(field.Ff) & (1 << 12) else 1
        assert abs(high - low) / MM >= 7 * lines


@pytest.mark.parametrize("whose", ["desk", "other"])
def test_every_string_of_a_form_is_on_paper_and_in_word(
    whose: str, request: pytest.FixtureRequest
) -> None:
    made: Desk = request.getfixturevalue(whose)
    looked = 0
    for name, form in made.forms.items():
        paper = _letters(
            " ".join(
                page.get_textpage().get_text_range()
                for page in pypdfium2.PdfDocument(made.folder / f"{name}.pdf")
            )
        )
        document = docx.Document(str(made.folder / f"{name}.docx"))
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        word = _letters(" ".join([*(p.text for p in document.paragraphs), *cells]))
        for said in _said(form):
            looked += 1
            assert _letters(said) in paper, (name, said)
            assert _letters(said) in word, (name, said)
    assert looked > 400


def test_a_word_document_has_styles_heads_language_and_the_brands_faces(
    other: Desk,
) -> None:
    path = other.folder / "worksheet-the-slip.docx"
    document = docx.Document(str(path))
    assert document.paragraphs[0].style.name == "Title"
    assert document.styles["Normal"].font.name == other.kit.brand.base
    assert document.styles["Title"].font.name == other.kit.brand.headings
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-US"
    assert document.core_properties.author == other.kit.brand.name
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (216, 279)


def test_a_word_document_can_be_ticked_and_has_headings_and_named_tables(
    desk: Desk,
) -> None:
    box = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
    for name, form in desk.forms.items():
        document = docx.Document(str(desk.folder / f"{name}.docx"))
        body = document.element.body
        boxes = [b for b in form.blanks if b.kind in ("choice", "tick")]
        wanted = sum(len(blank.options) for blank in boxes)
        assert len(list(body.iter(box))) == wanted, name
        heads = [p.style.name for p in document.paragraphs if "Head" in p.style.name]
        assert len(heads) >= len(form.blanks) // 2 and heads[0] == "Heading 1", name
        captions = [t._tbl.tblPr.find(qn("w:tblCaption")) for t in document.tables]
        assert all(caption.get(qn("w:val")) for caption in captions), name
        # The lines of the YAML are no lines of the document.
        assert not list(body.iter(qn("w:br"))), name


@pytest.mark.fault(40)
def test_the_same_form_is_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    again = _print(home() / "organisation", tmp_path, "a4")
    for each in desk.printed:
        assert (again.folder / each.name).read_bytes() == (
            desk.folder / each.name
        ).read_bytes(), each.name
    with ZipFile(desk.folder / "agreement.docx") as packed:
        assert len({info.date_time for info in packed.infolist()}) == 1


@pytest.mark.fault(34)
def test_a_form_that_takes_too_many_sides_is_told_with_its_field(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    fields = "".join(
        f"    - {{prompt: Question number {n}, kind: lines, lines: 6}}\n"
        for n in range(12)
    )
    write("content/worksheets/o.yml", f"midpoint-check:\n  fields:\n{fields}")
    with pytest.raises(ProblemsFound) as found:
        _print(organisation, tmp_path, "a4")
    (told,) = map(str, found.value.problems)
    assert "o.yml:" in told and "'midpoint-check'" in told and "fields." in told
    assert "4 sides where 2 are meant" in told and "mm over" in told


def test_a_worksheet_of_an_organisations_own_is_a_form_too(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "content/worksheets/own.yml",
        "our-own:\n  title: Our own\n  summary: What we ask.\n  for_whom: [lead]\n"
        "  when: On Monday\n  minutes: 5\n  who_keeps_it: Nobody\n"
        "  fields: [{prompt: What now?, kind: line}]\n",
    )
    made = _print(organisation, tmp_path, "letter")
    assert "worksheet-our-own" in made.forms
    assert (made.folder / "worksheet-our-own.docx").is_file()


def test_no_link_of_a_form_leads_into_the_machine_that_made_it(
    desk: Desk, other: Desk
) -> None:
    def led(made: Desk) -> list[str]:
        return [
            str(each.A.URI)
            for path in sorted(made.folder.glob("*.pdf"))
            for page in pikepdf.open(path).pages
            for each in page.get("/Annots", [])
            if each.Subtype == "/Link"
        ]

    assert led(desk) == []
    found = led(other)
    assert found and all(each.startswith("https://upward.") for each in found)
