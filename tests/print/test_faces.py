"""A face draws the signs that it alone has, and no letters that others have too."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from generator.kit import open_kit
from generator.publish.faces import write_paper_sheet
from generator.publish.paper import layout, write_pdf
from generator.publish.stage import stage
from tests.conftest import Write

# Emoji fonts hold digits too, for keycaps.
HELD = [*"0123456789", "\U0001f642", "א", "ב", "ג"]


def _signs(path: Path) -> None:
    """A typeface of squares, each letter's as high as its place in the list."""
    names = [".notdef", *(f"sign{number}" for number in range(len(HELD)))]
    made = {}
    for number, name in enumerate(names):
        pen = TTGlyphPen(None)
        high = 100 + 50 * number
        pen.moveTo((50, 0))
        for corner in ((50, high), (900, high), (900, 0)):
            pen.lineTo(corner)
        pen.closePath()
        made[name] = pen.glyph()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): n for c, n in zip(HELD, names[1:], strict=True)})
    builder.setupGlyf(made)
    builder.setupHorizontalMetrics({name: (1000, 0) for name in names})
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Signs", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400, sTypoAscender=900, usWinAscent=900)
    builder.setupPost()
    builder.save(path)


@pytest.mark.fault(32)
def test_emoji_do_not_take_the_digits_and_hebrew_runs_from_right_to_left(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    (organisation / "assets").mkdir()
    _signs(organisation / "assets" / "signs.ttf")
    write(
        "_brand.yml",
        "typography:\n  fonts:\n    - {family: Signs, source: file, license: ours, "
        "files: [assets/signs.ttf]}\n",
    )
    write("organisation.yml", "programme: {name: '7 \U0001f642 אבג', promise: x}\n")
    kit = open_kit(organisation)
    assets = stage(kit, tmp_path / "stage").docs / "assets"
    write_paper_sheet(kit, assets)
    html = (
        '<html lang="en"><title>x</title><link rel="stylesheet" href="paper.css">'
        "<style>"
        "@page{size:80mm 30mm;margin:5mm}body{font:20pt var(--kit-base)}</style>"
        f"<p>{kit.settings.programme.name}</p>"
    )
    write_pdf(layout(html, assets), tmp_path / "x.pdf")
    picture = pypdfium2.PdfDocument(tmp_path / "x.pdf")[0].render(scale=PIXELS).to_pil()
    seven, smile, *letters = _heights(picture)
    assert smile == pytest.approx(_high("\U0001f642"), abs=3)
    # The first letter stands furthest to the right.
    right_to_left = [_high("ג"), _high("ב"), _high("א")]
    assert letters == pytest.approx(right_to_left, abs=3)
    assert abs(seven - _high("7")) > 10, "the face of the signs has drawn a digit"


PIXELS = 10  # of each point


def _high(letter: str) -> int:
    """How high the square of a letter is at 20 points, in pixels."""
    return (100 + 50 * (HELD.index(letter) + 1)) * 20 * PIXELS // 1000


def _heights(picture: Image.Image) -> list[int]:
    """How high each shape is, from left to right; white columns part them."""
    dark = picture.convert("L").point(lambda grey: 255 * (grey < 128))
    found: list[int] = []
    inside = False
    for column in range(dark.width):
        box = dark.crop((column, 0, column + 1, dark.height)).getbbox()
        high = box[3] - box[1] if box else 0
        if high and not inside:
            found.append(0)
        if high:
            found[-1] = max(found[-1], high)
        inside = bool(high)
    return found
