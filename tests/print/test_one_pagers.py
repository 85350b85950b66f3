"""A one-pager fits one side, holds what its item says, and tells what is too long."""

from __future__ import annotations

import re
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from generator.content.problems import ProblemsFound
from generator.kit import Kit, open_kit
from generator.publish.edition import edition
from generator.publish.one_pagers import print_one_pagers
from generator.publish.printed import Printed
from generator.publish.stage import stage
from tests.conftest import Write


def _print(kit: Kit, folder: Path, paper: str = "a4") -> list[Printed]:
    out = folder / "print"
    out.mkdir(exist_ok=True)
    return print_one_pagers(kit, stage(kit, folder / "stage"), out, edition(paper))


# How pdfium writes a hyphen at the end of a line, among others.
BETWEEN = re.compile(r"[\s\-\x02\ufffe]")


def _text(path: Path) -> str:
    """The text of a PDF without spaces and hyphens, which lines may end in."""
    with pypdfium2.PdfDocument(path) as pdf:
        said = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    return BETWEEN.sub("", said)


def _holds(said: str, line: str) -> bool:
    return BETWEEN.sub("", line) in said


@pytest.fixture(scope="module", params=["a4", "letter"])
def printed(
    request: pytest.FixtureRequest, kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Printed]]:
    folder = tmp_path_factory.mktemp(request.param)
    return folder / "print", _print(kit, folder, request.param)


def test_each_takes_one_side_on_both_papers(
    printed: tuple[Path, list[Printed]], kit: Kit
) -> None:
    folder, files = printed
    names = [f"one-page-{key}.pdf" for key in ("partner", "mentor", "manager", "board")]
    assert [each.name for each in files] == names
    for each in files:
        with pypdfium2.PdfDocument(folder / each.name) as pdf:
            assert len(pdf) == each.pages == 1
            assert pdf.get_metadata_value("Title") == each.title
        assert page_validation.validate_pdf(
            str(folder / each.name), profile="ua1"
        ).is_compliant
    assert len({each.title for each in files}) == 4


def test_it_holds_every_text_of_its_item(
    printed: tuple[Path, list[Printed]], kit: Kit
) -> None:
    folder, _ = printed
    for item in kit.content.one_pagers.values():
        said = _text(folder / f"one-page-{item.id}.pdf")
        moments = [kit.content.difficult_moments[key] for key in item.moments]
        lines = [
            *(item.title, item.summary, item.leaves.title, *item.leaves.lines),
            *(kit.content.questions[key].text for key in item.questions),
            *item.asks,
            *(text for part in item.parts for text in (part.title, *part.lines)),
            *(text for each in item.words for text in (each.when, each.say)),
            *(text for each in moments for text in (each.title, each.say_this)),
            *(kit.labels(f"contact_{who}") for who in item.contacts),
        ]
        assert len(lines) > 20
        for line in lines:
            assert _holds(said, line), (item.id, line)
        # Nobody is named yet, and the page says so.
        assert _holds(said, kit.labels("contact_open"))
    assert not _holds(said, "A sentence that stands nowhere")


def test_it_carries_numbers_dates_and_address_once_they_are_known(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "organisation.yml",
        "dates:\n  first_meetings: 2027-03-01\n"
        "site:\n  address: https://two.example\n  private: true\n"
        "contacts:\n  contact:\n    name: Ada Quist\n    reach: 0808 157 0000\n",
    )
    kit = open_kit(organisation)
    _print(kit, tmp_path)
    said = _text(tmp_path / "print" / "one-page-mentor.pdf")
    for line in ("Ada Quist, 0808 157 0000", "1 March 2027"):
        assert _holds(said, line)
    assert not _holds(said, kit.labels("contact_open"))
    with pikepdf.open(tmp_path / "print" / "one-page-mentor.pdf") as pdf:
        alternatives = [
            str(entry["/Alt"])
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and "/Alt" in entry
        ]
    assert any("https://two.example/start/mentor.html" in told for told in alternatives)


def test_a_removed_moment_or_question_leaves_the_page_whole(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "content/difficult_moments/ours.yml",
        "remove: [they-offer-you-a-job, nobody-says-anything]\n",
    )
    write("content/questions/ours.yml", "remove: [typed-twice]\n")
    kit = open_kit(organisation)
    assert "typed-twice" not in kit.content.one_pagers["partner"].questions
    files = _print(kit, tmp_path)
    assert [each.pages for each in files] == [1] * 4
    said = _text(tmp_path / "print" / "one-page-mentor.pdf")
    assert not _holds(said, "They offer you a job")


@pytest.mark.fault(34)
def test_a_text_that_is_too_long_is_told_with_its_place(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    asked = "Ask whoever covers before you write their name on the rota. "
    long, less = asked * 16, asked * 12
    path = write(
        "content/one_pagers/ours.yml",
        "manager:\n  leaves:\n    title: Leave alone\n    lines:\n"
        f"      - {less}\n      - {long}\n      - Guesses.\n",
    )
    kit = open_kit(organisation)
    with pytest.raises(ProblemsFound) as found:
        _print(kit, tmp_path)
    (problem,) = found.value.problems
    assert problem.mark.file == path and problem.mark.line == 6
    assert re.match(
        r"'manager': leaves\.lines\.1 does not fit one side of A4, which is "
        r"\d+\.\d mm over\. Shorten it",
        problem.message,
    )
    assert not list((tmp_path / "print").iterdir())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("last-thing-outside-the-system", "has a caution"),
        ("first-number-in-the-morning", "is for the mentor to ask"),
    ],
)
def test_a_question_that_does_not_belong_on_the_page_is_told(
    write: Write, problems: object, question: str, told: str
) -> None:
    write("content/one_pagers/ours.yml", f"partner:\n  questions: [{question}]\n")
    assert callable(problems)
    (problem,) = problems()
    assert told in problem
