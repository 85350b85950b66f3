"""Everything is printed for everyone, on both papers and on every kind of sheet."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from generator.build import PRINTERS, build
from generator.home import home
from generator.kit import open_kit
from generator.publish.cards import decks, write_deck
from generator.publish.edition import edition
from generator.publish.face import fit
from generator.publish.faces import write_paper_sheet
from generator.publish.paper import SIZES
from generator.publish.sheet import STYLES
from generator.publish.stage import stage
from tests.conftest import EXAMPLES, listening

pytestmark = pytest.mark.all

EVERYONE = [home() / "organisation", *EXAMPLES]


def _judge(paths: Iterable[Path]) -> None:
    looked = 0
    for path in paths:
        found = page_validation.validate_pdf(str(path), profile="ua1")
        assert found.is_compliant, (path.name, found)
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
        looked += 1
    assert looked


@pytest.mark.parametrize(
    ("organisation", "paper"),
    list(product(EVERYONE, SIZES)),
    ids=lambda each: getattr(each, "name", each),
)
def test_everything_is_printed_for_everyone_on_both_papers(
    organisation: Path, paper: str, tmp_path: Path
) -> None:
    with listening() as warned:
        build(organisation, tmp_path, only=tuple(PRINTERS), paper=paper)
    assert [record.getMessage() for record in warned] == []
    _judge((tmp_path / "print").glob("*.pdf"))


@pytest.mark.parametrize("organisation", EVERYONE, ids=lambda each: each.name)
def test_cards_are_printed_for_everyone_on_every_kind_of_sheet(
    organisation: Path, tmp_path: Path
) -> None:
    kit = open_kit(organisation)
    assets = stage(kit, tmp_path / "stage").docs / "assets"
    write_paper_sheet(kit, assets)
    made = list(decks(kit))
    cards = {card.id: card for deck in made for p in deck.parts for card in p.cards}
    # Whether a card is full depends neither on the paper nor on the sheet.
    scales = fit(kit, assets, list(cards.values()), edition("a4"))
    for paper, sheets in product(SIZES, STYLES):
        folder = tmp_path / paper / sheets
        folder.mkdir(parents=True)
        for deck in made:
            list(write_deck(kit, assets, folder, deck, edition(paper, sheets), scales))
        # The files of a deck's parts have the same pages as that of the whole.
        _judge(folder / f"{deck.whole or deck.parts[0].name}.pdf" for deck in made)
