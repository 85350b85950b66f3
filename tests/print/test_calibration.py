"""The calibration page tells the very numbers by which backs are moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest

from generator.kit import open_kit
from generator.publish.calibration import calibrate, scale
from generator.publish.edition import edition
from generator.publish.faces import write_paper_sheet
from generator.publish.stage import stage
from tests.conftest import Write


@pytest.mark.parametrize("mirrored", [True, False])
@pytest.mark.parametrize("offset", [0.0, 1.5, -3.0])
@pytest.mark.parametrize("error", [-4.0, 0.0, 2.0])
def test_the_number_that_is_read_puts_the_back_right(
    error: float, offset: float, mirrored: bool
) -> None:
    """A printer puts every back `error` mm off, and the cross of this page with it."""
    printed = offset + error
    seen = -printed if mirrored else printed
    read = [
        tick.value for tick in scale(offset, mirrored) if abs(tick.at - seen) < 0.01
    ]
    assert read == [-error]


def test_the_page_shows_what_is_set_now_and_moves_its_cross(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("organisation.yml", "printing: {offset: {across: -1.5, down: 2}}\n")
    kit = open_kit(organisation)
    assets = stage(kit, tmp_path / "stage").docs / "assets"
    write_paper_sheet(kit, assets)
    for sheets, turned in (("cut-long", "long edge"), ("cut-short", "short edge")):
        printed = calibrate(kit, assets, tmp_path, edition("a4", sheets))
        assert (printed.pages, printed.paper) == (2, "a4")
        pages = pypdfium2.PdfDocument(tmp_path / printed.name)
        said = pages[0].get_textpage().get_text_bounded()
        assert "{across: -1.5, down: 2.0}" in said and turned in said
        middle = _cross(pages[1])
        assert middle == pytest.approx((105 - 1.5, 148.5 + 2), abs=0.2)
    found = page_validation.validate_pdf(str(tmp_path / printed.name), profile="ua1")
    assert found.is_compliant


def _cross(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """The middle of all ink below the line at the head, in millimetres."""
    picture = page.render(scale=300 / 72).to_pil().convert("L")
    dots = 300 / 25.4
    head = round(60 * dots)
    below = picture.crop((0, head, picture.width, picture.height))
    box = below.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box
    return (box[0] + box[2]) / 2 / dots, (box[1] + box[3]) / 2 / dots + head / dots


def test_an_offset_beyond_what_a_printer_does_is_told(
    write: Write, problems: Callable[[], list[str]]
) -> None:
    write("organisation.yml", "printing: {offset: {across: 40}}\n")
    (told,) = problems()
    assert "organisation.yml:1" in told and "15" in told
