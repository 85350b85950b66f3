"""What is typed into a form is all there on paper, in the viewer that Chromium has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.conftest import BuiltKit

raw = pypdfium2.raw
# The widest letters with accents, sentences, one word without end, and many lines.
TEXTS = ("WMWM WMWWM ÀÉŴ ", "She said the café was closed before. ", "W", "é\r")


def _fields(path: Path) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """The page and the place of every field for text."""
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for each in page.get("/Annots", ()):
                if each.get("/FT") == "/Tx":
                    one, two, three, four = map(float, each.Rect)
                    yield (
                        number,
                        (
                            min(one, three),
                            min(two, four),
                            max(one, three),
                            max(two, four),
                        ),
                    )


def _typed(path: Path, text: str, target: Path) -> None:
    """Type `text` into every field as a person does, and save the form to `target`."""
    pdf = pypdfium2.PdfDocument(path)
    pdf.init_forms()
    pages = {number: pdf[number] for number in {page for page, _ in _fields(path)}}
    for number, (left, low, right, high) in _fields(path):
        page = pages[number]
        where = (pdf.formenv, page, 0, (left + right) / 2, (low + high) / 2)
        raw.FORM_OnMouseMove(*where)
        raw.FORM_OnLButtonDown(*where)
        raw.FORM_OnLButtonUp(*where)
        for letter in text:
            raw.FORM_OnChar(pdf.formenv, page, ord(letter), 0)
        raw.FORM_ForceToKillFocus(pdf.formenv)
    pdf.save(target)


def _drawn(field: pikepdf.Object) -> Iterator[tuple[float, float, int]]:
    """The lines of a field as a viewer has drawn them: left, baseline, letters."""
    across = up = 0.0
    for operands, operator in pikepdf.parse_content_stream(field.AP.N):
        if str(operator) == "BT":
            across = up = 0.0
        elif str(operator) == "Td":
            across, up = across + float(operands[0]), up + float(operands[1])
        elif str(operator) == "Tj":
            # Two bytes a letter.
            yield across, up, len(bytes(operands[0])) // 2


def _judge(path: Path) -> int:
    """Ask that all letters of every field are drawn within it; how many fields."""
    looked = 0
    with pikepdf.open(path) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.get("/FT") != "/Tx":
                continue
            lines = list(_drawn(field))
            typed = str(field.V).replace("\r", "").replace("\n", "")
            wide, high = float(field.AP.N.BBox[2]), float(field.AP.N.BBox[3])
            drawn = sum(letters for *_, letters in lines)
            # Spaces at the end of a line are not drawn.
            assert 0 < len(typed.replace(" ", "")) <= drawn <= len(typed), field.T
            for left, baseline, _ in lines:
                assert 0 <= left < wide and 1 < baseline < high, field.T
            looked += 1
    return looked


@pytest.mark.fault(64)
@pytest.mark.parametrize("text", TEXTS)
def test_nothing_that_is_typed_is_out_of_sight(
    shipped: BuiltKit, tmp_path: Path, text: str
) -> None:
    looked = 0
    for path in sorted(shipped.print.glob("*.pdf")):
        if not any(True for _ in _fields(path)):
            continue
        _typed(path, (text * 600)[:600], tmp_path / "typed.pdf")
        looked += _judge(tmp_path / "typed.pdf")
    assert looked > 150


def test_a_field_that_scrolls_is_seen_to_lose_letters(
    shipped: BuiltKit, tmp_path: Path
) -> None:
    path = tmp_path / "survey-partner.pdf"
    with pikepdf.open(shipped.print / path.name) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if "/MaxLen" in field:
                field.Ff = int(field.Ff) & ~(1 << 23)
                del field["/MaxLen"]
        pdf.save(path)
    _typed(path, (TEXTS[1] * 600)[:600], tmp_path / "typed.pdf")
    with pytest.raises(AssertionError):
        _judge(tmp_path / "typed.pdf")


def test_an_empty_field_shows_its_rules_and_a_filled_one_hides_them(
    shipped: BuiltKit, tmp_path: Path
) -> None:
    """Rules for handwriting lie elsewhere than lines that are typed."""
    path = shipped.print / "survey-partner.pdf"
    _typed(path, "x", tmp_path / "typed.pdf")
    fields = sorted(_fields(path), key=lambda field: field[1][1] - field[1][3])
    number, (_, low, right, high) = fields[0]  # the tallest
    rules = []
    for each in (path, tmp_path / "typed.pdf"):
        pdf = pypdfium2.PdfDocument(each)
        pdf.init_forms()
        picture = pdf[number].render(scale=2, may_draw_forms=True).to_pil()
        # Beside what was typed, and above the rule that the field stands on.
        middle = picture.height - round(low + high)
        tall = round(high - low) - 6
        strip = picture.convert("L").crop(
            (round(right * 2) - 40, middle - tall, round(right * 2) - 8, middle + tall)
        )
        rules.append(strip.getextrema()[0] < 200)
    assert rules == [True, False]
