"""Everything is printed for everyone, on both papers and on every kind of sheet."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from generator.build import PRINTERS, build
from generator.home import home
from generator.publish.paper import SIZES
from generator.publish.sheet import STYLES
from tests.conftest import EXAMPLES

pytestmark = pytest.mark.all

EVERYONE = [home() / "organisation", *EXAMPLES]


def _judge(folder: Path) -> None:
    looked = 0
    for path in sorted(folder.glob("*.pdf")):
        found = page_validation.validate_pdf(str(path), profile="ua1")
        assert found.is_compliant, (path.name, found)
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
        looked += 1
    assert looked


@pytest.mark.parametrize(
    ("organisation", "paper"),
    product(EVERYONE, SIZES),
    ids=lambda each: getattr(each, "name", each),
)
def test_everything_is_printed_for_everyone_on_both_papers(
    organisation: Path, paper: str, tmp_path: Path
) -> None:
    build(organisation, tmp_path, only=tuple(PRINTERS), paper=paper)
    _judge(tmp_path / "print")


@pytest.mark.parametrize(
    ("organisation", "paper", "sheets"),
    product(EVERYONE, SIZES, STYLES),
    ids=lambda each: getattr(each, "name", each),
)
def test_cards_are_printed_for_everyone_on_every_kind_of_sheet(
    organisation: Path, paper: str, sheets: str, tmp_path: Path
) -> None:
    build(organisation, tmp_path, only=("cards",), paper=paper, sheets=sheets)
    _judge(tmp_path / "print")
