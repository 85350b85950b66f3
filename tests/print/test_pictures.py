"""A few things are laid out as they were when somebody last looked at them.

What is laid out is written here, so that no change of guidance changes a picture. After
a change of looks, look at the new ones and keep them: `PICTURES=keep pytest
tests/print/test_pictures.py`, then see what has changed with `git diff`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from generator.kit import Kit, open_kit
from generator.publish import forms as form_printer
from generator.publish.book import lay_out_book
from generator.publish.edition import Edition
from generator.publish.face import Card, fit, meeting_card
from generator.publish.faces import write_paper_sheet
from generator.publish.form import worksheet
from generator.publish.imposition import Part, impose
from generator.publish.meeting import Meeting, Side
from generator.publish.meeting import Part as Step
from generator.publish.paper import style_sheet, write_pdf
from generator.publish.stage import stage

KEPT = Path(__file__).with_name("pictures")
DPI = 50
DARKER = 40  # of 255: how much a blurred point differs before it counts
FEW = 12  # points that may; a letter that has gone is more

QUESTIONS = """
one:
  text: Which step of it would nobody who signs for it believe?
  asker: partner
  theme: real-tools
  depth: 1
  follow_up: What do people do in its place?
two:
  text: What did you last put your name to without having seen it done?
  asker: mentor
  theme: real-tools
  depth: 2
  follow_up: Who would have shown you?
  caution: Ask for the step and never for who takes it.
three:
  text: If one of the two had to go by Friday, which would we both keep?
  asker: both
  theme: real-tools
  depth: 3
  follow_up: What would it cost?
"""
SHEET = """
every-kind:
  title: A sheet with every kind of place
  summary: It holds one of each, to be looked at.
  for_whom: [mentor]
  when: Whenever the look of a place changes
  minutes: 5
  who_keeps_it: Nobody; it is drawn for a test
  fields:
    - {prompt: A line, kind: line}
    - {prompt: Some lines, kind: lines, lines: 3}
    - {prompt: A day, kind: date}
    - {prompt: One of these, kind: choice, options: [The first, The second, Neither]}
    - {prompt: Any of these, kind: tick, options: [This, That]}
    - {prompt: A table, kind: table, lines: 3, options: [When, What, By whom]}
"""
PAGE = """---
title: A page with what pages are made of
part: part_learn
---

# A page with what pages are made of

<p class="kit-promise">One promise, and under it what a chapter may hold.</p>

A paragraph with **weight**, with *stress* and with a link to [its own end](#end).

## A list {#list}

- One thing that takes more than a line, so that its second line is seen to stand under
  the first word of the first and not under the mark.
- Another.

And in order:

1. First this.
2. Then that.

## A question {#question}

{{ questions(theme="real-tools", depth=3) }}

## A table {#end}

| Column | Another |
|---|---|
| here | there |
| now | then |
"""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    folder = tmp_path_factory.mktemp("pictures") / "organisation"
    others = "remove:\n" + "".join(
        f"  - {key}\n"
        for key, question in open_kit(_empty(folder)).content.questions.items()
        if question.theme == "real-tools" and question.depth == 3
    )
    for name, text in (
        ("content/questions/ours.yml", QUESTIONS + others),
        ("content/worksheets/ours.yml", SHEET),
        ("pages/pictured.md", PAGE),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return open_kit(folder)


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _edition(sheets: str = "cut-long") -> Edition:
    return Edition("1.0.0", date(2026, 1, 2), "a4", sheets)


@pytest.fixture(scope="module")
def assets(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = stage(kit, tmp_path_factory.mktemp("stage")).docs
    write_paper_sheet(kit, docs / "assets")
    return docs / "assets"


def _questions(kit: Kit, assets: Path) -> Any:
    content = kit.content
    cards = [
        Card("question", key, "questions", content.questions[key])
        for key in ("one", "two", "three")
    ]
    return _sheets(kit, assets, cards, _edition())


def _meeting(kit: Kit, assets: Path) -> Any:
    notes = {
        key: f"What to do, or to say: “{key.replace('_', ' ')}.”"
        for key in ("if_it_goes_quiet", "if_they_lecture", "may_decline", "if_stuck")
    }
    made = Meeting(
        id="pictured",
        title="One to look at",
        summary="Its card has all that a card may hold, and no more of it.",
        area="digital",
        minutes=60,
        steps=tuple(
            Step(title, minutes, "", "", None)
            for title, minutes in (("Open", 10), ("Show", 35), ("Close", 15))
        ),
        mentor=Side("One thing to show.", ("two", "three"), (), **notes),
        partner=Side(
            "An own try.", ("one",), ("three",), **notes, report_back="By note."
        ),
    )
    cards = [
        meeting_card("session_plans", made, side) for side in ("mentor", "partner")
    ]
    return _sheets(kit, assets, cards, _edition("fold"))


def _sheets(kit: Kit, assets: Path, cards: list[Card], this: Edition) -> Any:
    part = Part("pictured", "Pictured", tuple(cards))
    return impose(kit, assets, [part], this, fit(kit, assets, cards, this))[0]


def _form(kit: Kit, assets: Path) -> Any:
    sheets = [style_sheet(assets / name) for name in ("paper.css", "form.css")]
    form = worksheet(kit, kit.content.worksheets["every-kind"])
    return form_printer._lay_out(kit, assets, sheets, form, _edition())


def _chapter(kit: Kit, assets: Path) -> Any:
    staged = stage(kit, assets.parents[1])
    book = lay_out_book(kit, staged, _edition(), ["pictured.html"])
    (begins,) = (n for n, page in enumerate(book.pages) if "pictured" in page.anchors)
    return book.copy(book.pages[begins : begins + 1])


PICTURED: dict[str, Callable[[Kit, Path], Any]] = {
    "questions": _questions,
    "meeting": _meeting,
    "form": _form,
    "chapter": _chapter,
}


def _drawn(document: Any, folder: Path) -> Iterator[Image.Image]:
    target = folder / "pictured.pdf"
    write_pdf(document, target)
    with pypdfium2.PdfDocument(target) as pdf:
        for page in pdf:
            yield page.render(scale=DPI / 72).to_pil().convert("L")


@cache
def _kept(name: str) -> Image.Image:
    return Image.open(KEPT / f"{name}.png").convert("L")


def _differing(one: Image.Image, other: Image.Image) -> int:
    """How many points differ, once both are blurred: edges of letters may."""
    assert one.size == other.size
    blurred = [each.filter(ImageFilter.BoxBlur(1)) for each in (one, other)]
    apart = ImageChops.difference(*blurred)
    return sum(apart.histogram()[DARKER:])


@pytest.mark.parametrize("what", PICTURED)
def test_it_looks_as_it_did(what: str, kit: Kit, assets: Path, tmp_path: Path) -> None:
    for number, drawn in enumerate(_drawn(PICTURED[what](kit, assets), tmp_path), 1):
        name = f"{what}-{number}"
        if os.environ.get("PICTURES") == "keep":
            drawn.quantize(16).save(KEPT / f"{name}.png", optimize=True)
            _kept.cache_clear()
        differing = _differing(drawn, _kept(name))
        if differing > FEW:
            drawn.save(tmp_path / f"{name}.png")
        assert differing <= FEW, f"compare {tmp_path / name}.png with {KEPT / name}.png"


def test_nothing_is_kept_that_nobody_draws() -> None:
    kept = {path.stem.rpartition("-")[0] for path in KEPT.glob("*.png")}
    assert kept == PICTURED.keys()


def test_what_has_moved_or_gone_is_seen() -> None:
    card = _kept("meeting-1")
    assert _differing(card, card) == 0
    millimetre = round(DPI / 25.4)
    assert _differing(card, ImageChops.offset(card, millimetre, 0)) > FEW
    left, top, right, bottom = 255, 418, 285, 429  # "By note.", in the smallest type
    words = card.copy()
    words.paste(255, (left, top, right, bottom))
    assert _differing(card, words) > FEW
