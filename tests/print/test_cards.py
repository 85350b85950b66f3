"""Every deck says what its content says, on every kind of sheet, or tells why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from generator.content.problems import ProblemsFound
from generator.home import home
from generator.identity.settings import Offset, Printing
from generator.kit import Kit, open_kit
from generator.publish.cards import (
    Deck,
    decks,
    lay_out_faces,
    write_deck,
)
from generator.publish.edition import Edition, edition
from generator.publish.face import FACES, SIZE, Card, fit
from generator.publish.faces import write_paper_sheet
from generator.publish.imposition import Part, sides
from generator.publish.meeting import meeting, share
from generator.publish.paper import SIZES
from generator.publish.sheet import BLEED, LARGE, SMALL, grid, style
from generator.publish.stage import Stage, stage
from tests.conftest import EXAMPLE, Write

MM = 72 / 25.4


@dataclass(frozen=True)
class Desk:
    """A kit, staged, with its faces beside it."""

    kit: Kit
    staged: Stage

    @property
    def assets(self) -> Path:
        return self.staged.docs / "assets"


def _desk(organisation: Path, folder: Path) -> Desk:
    kit = open_kit(organisation)
    staged = stage(kit, folder)
    write_paper_sheet(kit, staged.docs / "assets")
    return Desk(kit, staged)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return _desk(home() / "organisation", tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Letter, other faces and words, and a site that QR codes lead to."""
    return _desk(EXAMPLE, tmp_path_factory.mktemp("other"))


def _stress(kit: Kit, size: tuple[float, float], count: int) -> list[Card]:
    """The cards of one size with most letters on them, of every deck."""
    cards = {c.id: c for deck in decks(kit) for part in deck.parts for c in part.cards}
    of_size = [card for card in cards.values() if card.size == size]
    kinds = sorted({card.kind for card in of_size})
    chosen = []
    for kind in kinds:
        some = [card for card in of_size if card.kind == kind]
        some.sort(key=lambda card: len(_told(card)), reverse=True)
        chosen += some[: max(1, count // len(kinds))]
    return chosen


def _told(card: Card) -> str:
    return " ".join(_lines(card))


def _lines(card: Card) -> Iterator[str]:
    """What of its item a card says."""
    item = card.item
    if card.kind == "question" and card.source:
        yield from (item.text, item.follow_up, item.caution or "")
    elif card.kind == "moment" and card.source:
        yield from (item.title, item.say_this, item.avoid)
    elif card.kind == "role" and card.source:
        yield from (item.title, item.summary, item.card.say)
        yield from (*item.card.do, *item.card.never)
    elif card.source:
        side = getattr(item, card.side)
        yield from (item.title, item.summary, side.brings)
        yield from (step.title for step in item.steps)
        yield from (
            getattr(side, name, "")
            for name in (
                "if_it_goes_quiet",
                "if_they_lecture",
                "may_decline",
                "if_stuck",
                "report_back",
            )
        )


def _read(path: Path, turned: int) -> str:
    """The letters of all pages, in the order in which they were drawn."""
    said = []
    for page in pypdfium2.PdfDocument(path):
        page.set_rotation(turned)
        said.append(page.get_textpage().get_text_range())
    return _letters(" ".join(said))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _print(desk: Desk, cards: list[Card], folder: Path, this: Edition) -> Path:
    scales = fit(desk.kit, desk.assets, cards, this)
    deck = Deck("", "Stress", (Part("stress", "Stress", tuple(cards)),))
    (printed,) = write_deck(desk.kit, desk.assets, folder, deck, this, scales)
    return folder / printed.name


@pytest.mark.fault(40)
def test_the_same_cards_are_the_same_bytes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = _stress(desk.kit, SMALL, 3)
    made = []
    for zone in ("UTC", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        folder = tmp_path / zone.replace("/", "-")
        folder.mkdir()
        made.append(_print(desk, cards, folder, edition("a4")).read_bytes())
    assert made[0] == made[1]


def test_the_foot_of_each_face_stands_at_the_foot_of_its_card(desk: Desk) -> None:
    for size in (LARGE, SMALL):
        cards = _stress(desk.kit, size, 6)
        document = lay_out_faces(desk.kit, desk.assets, cards, edition("a4"))
        assert len(document.pages) == 2 * len(cards)
        feet = 0
        for page in document.pages:
            for box in page._page_box.descendants(placeholders=True):
                name = box.element.get("class", "") if box.element is not None else ""
                if name == "face__foot":
                    feet += 1
                    assert box.position_y + box.height == pytest.approx(page.height)
        assert feet > len(cards)


SAMPLE = [  # every style, size, paper and organisation, each pair of them at least once
    ("cut-long", "a4", "large", "desk"),
    ("cut-short", "letter", "small", "other"),
    ("cut-single", "a4", "small", "other"),
    ("fold", "letter", "large", "desk"),
    ("bleed-long", "letter", "small", "desk"),
    ("bleed-short", "a4", "large", "other"),
    ("bleed-single", "letter", "large", "other"),
    ("shop", "a4", "small", "desk"),
]


@pytest.mark.parametrize(("sheets", "paper", "size", "whose"), SAMPLE)
def test_the_fullest_cards_fit_and_are_read_whole_on_every_kind_of_sheet(
    sheets: str,
    paper: str,
    size: str,
    whose: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    desk: Desk = request.getfixturevalue(whose)
    cards = _stress(desk.kit, SIZE["session" if size == "large" else "question"], 6)
    path = _print(desk, cards, tmp_path, edition(paper, sheets))
    assert page_validation.validate_pdf(str(path), profile="ua1").is_compliant
    # Cards that stand on their heads are read with the sheet turned round.
    ways = [_read(path, turned) for turned in (0, 180)]
    for card in cards:
        for said in (card.id, *_lines(card)):
            assert any(_letters(said) in text for text in ways), (card.id, said)
    version = _letters(f"Version {edition(paper).version}")
    assert ways[0].count(version) >= len(cards)


def test_a_print_shop_gets_its_boxes(desk: Desk, tmp_path: Path) -> None:
    cards = _stress(desk.kit, SMALL, 4)
    for sheets in ("shop", "bleed-long"):
        path = _print(desk, cards, tmp_path, edition("a4", sheets))
        this = grid(SIZES["a4"], SMALL, style(sheets))
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == (2 * len(cards) if sheets == "shop" else 2)
            for page in pdf.pages:
                trim = [float(side) / MM for side in page.trimbox]
                bleed = [float(side) / MM for side in page["/BleedBox"]]
                left, top, right, bottom = this.trim
                whole = [left, this.page[1] - bottom, right, this.page[1] - top]
                assert trim == pytest.approx(whole, abs=0.05)
                spread = [-BLEED, -BLEED, BLEED, BLEED]
                assert [b - t for b, t in zip(bleed, trim, strict=True)] == (
                    pytest.approx(spread, abs=0.05)
                )
    assert [trim[2] - trim[0], trim[3] - trim[1]] != pytest.approx(list(SMALL))


def test_colour_reaches_the_bleed_and_no_further_than_the_cut_without(
    desk: Desk, tmp_path: Path
) -> None:
    cards = [card for card in _stress(desk.kit, SMALL, 9) if card.kind == "question"]
    dots = 300 / 25.4
    for sheets, inked in (("bleed-long", True), ("cut-long", False)):
        this = grid(SIZES["a4"], SMALL, style(sheets))
        path = _print(desk, cards[:1], tmp_path, edition("a4", sheets))
        page = pypdfium2.PdfDocument(path)[0].render(scale=300 / 72).to_pil()
        cell = this.front(0)
        above = (cell.left + 20) * dots, (cell.top - 2) * dots
        pixel = page.convert("L").getpixel((round(above[0]), round(above[1])))
        assert (pixel < 200) == inked, sheets


def test_single_sided_sheets_have_all_fronts_first_in_the_order_of_their_backs(
    desk: Desk,
) -> None:
    (deck,) = [deck for deck in decks(desk.kit) if deck.whole == "question-cards"]
    part = deck.parts[0]
    scales = {(card.id, which): 1.0 for card in part.cards for which in FACES}
    this = grid(SIZES["a4"], SMALL, style("cut-single"))
    made = list(sides(desk.kit, part, this, edition("a4", "cut-single"), scales))
    half = len(made) // 2
    assert half >= 2 and made[0].title and not any(side.title for side in made[1:])
    for front, back in zip(made[:half], made[half:], strict=True):
        assert len(front.faces) == len(back.faces)
        assert all("face--front" in html for _, html in front.faces)
        assert all("face--back" in html for _, html in back.faces)


def test_the_offset_moves_backs_and_no_front(desk: Desk) -> None:
    printing = Printing(offset=Offset(across=1.5, down=-0.5))
    settings = desk.kit.settings.model_copy(update={"printing": printing})
    moved = replace(desk.kit, identity=replace(desk.kit.identity, settings=settings))
    cards = tuple(_stress(desk.kit, SMALL, 4))
    part = Part("some", "Some", cards)
    scales = {(card.id, which): 1.0 for card in cards for which in FACES}
    this = grid(SIZES["a4"], SMALL, style("cut-long"))
    for kit, across, down in ((desk.kit, 0, 0), (moved, 1.5, -0.5)):
        front, back = sides(kit, part, this, edition("a4"), scales)
        assert [cell for cell, _ in front.faces] == [
            this.front(n) for n in range(len(cards))
        ]
        for number, (cell, _) in enumerate(back.faces):
            assert cell.left - this.back(number).left == pytest.approx(across)
            assert cell.top - this.back(number).top == pytest.approx(down)


def test_every_card_leads_to_its_page_where_the_site_has_an_address(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    def codes(desk: Desk) -> list[str]:
        path = _print(desk, _stress(desk.kit, SMALL, 4), tmp_path, edition("a4"))
        with pikepdf.open(path) as pdf:
            return [
                str(each.get("/Alt", ""))
                for each in pdf.objects
                if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
            ]

    def led(found: list[str]) -> list[str]:
        return [alt for alt in found if "https://" in alt]

    assert not led(codes(desk))
    cards = _stress(other.kit, SMALL, 4)
    found = led(codes(other))
    assert len(found) == len(cards)
    for card in cards:
        if card.kind == "question" and card.source:
            where = f"themes/{card.item.theme}.html#{card.item.id}"
            assert any(alt.endswith(where) for alt in found)


def test_a_deck_begins_with_a_card_that_explains_it(desk: Desk) -> None:
    looked = 0
    for deck in decks(desk.kit):
        for part in deck.parts:
            explains = [card for card in part.cards if not card.source]
            whole = not part.name.startswith("session-cards-")
            assert explains == ([part.cards[0]] if whole else [])
            looked += 1
    assert looked > 18


def test_every_question_role_and_moment_has_a_card(desk: Desk) -> None:
    content = desk.kit.content
    ids = {c.id for deck in decks(desk.kit) for part in deck.parts for c in part.cards}
    assert set(content.questions) <= ids
    assert set(content.difficult_moments) <= ids
    assert {role.id for role in content.roles.values() if role.card} <= ids
    assert all(role.card for role in content.roles.values())


LONG = "This is far too long for a card that has to be read in the room. " * 9
FITTED = [
    ("session_plans", "first-meeting:\n  partner:\n    brings: {}\n"),
    ("questions", "gates-before-one-week:\n  follow_up: {}\n"),
    ("difficult_moments", "they-ask-who-it-was:\n  avoid: {}\n"),
    ("roles", "mentor:\n  card:\n    say: {}\n"),
]


@pytest.mark.fault(34)
@pytest.mark.parametrize(("kind", "text"), FITTED)
def test_a_text_too_long_for_any_card_is_told_while_it_is_read(
    write: Write, problems: Callable[[], list[str]], kind: str, text: str
) -> None:
    write(f"content/{kind}/o.yml", text.format(LONG))
    (told,) = problems()
    assert f"{kind}/o.yml:" in told and "letters, and its card takes" in told


WIDE = "w" * 88
STUFFED = [
    ("session_plans", f"  partner:\n    report_back: {WIDE} {WIDE[:60]}\n", "report"),
    ("questions", f"  text: {WIDE} {WIDE[:60]}?\n", "text"),
    (
        "questions",
        f"  follow_up: {WIDE} {WIDE[:60]}\n  caution: {WIDE} {WIDE}\n",
        "caution",
    ),
    (
        "difficult_moments",
        f"  say_this: {WIDE} {WIDE[:60]}\n  avoid: {WIDE} {WIDE}\n",
        "avoid",
    ),
    (
        "roles",
        f"  card:\n    do: [{', '.join([WIDE] * 4)}]\n"
        f"    never: [{', '.join([WIDE] * 3)}]\n",
        "card.never",
    ),
]
KEYS = {
    "session_plans": "first-meeting",
    "questions": "gates-before-one-week",
    "difficult_moments": "they-ask-who-it-was",
    "roles": "mentor",
}


@pytest.mark.fault(34)
@pytest.mark.parametrize(("kind", "text", "field"), STUFFED)
def test_a_text_that_does_not_fit_is_named_with_its_field(
    organisation: Path, write: Write, tmp_path: Path, kind: str, text: str, field: str
) -> None:
    key = KEYS[kind]
    write(f"content/{kind}/o.yml", f"{key}:\n{text}")
    desk = _desk(organisation, tmp_path / "stage")
    cards = [
        card
        for deck in decks(desk.kit)
        for part in deck.parts
        for card in part.cards
        if card.key == key
    ]
    with pytest.raises(ProblemsFound) as found:
        fit(desk.kit, desk.assets, cards, edition("a4"))
    told = "\n".join(map(str, found.value.problems))
    assert f"'{key}'" in told and "does not fit" in told and "mm over" in told
    assert "o.yml:" in told and field in told


@pytest.mark.fault(34)
def test_a_label_too_long_for_the_card_of_its_deck_is_told(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("labels.yml", f"guide_second_moment: {LONG}\n")
    desk = _desk(organisation, tmp_path / "stage")
    guides = [
        p.cards[0] for d in decks(desk.kit) for p in d.parts if "moment" in p.name
    ]
    with pytest.raises(ProblemsFound, match=r"guide_second_moment does not fit"):
        fit(desk.kit, desk.assets, guides, edition("a4"))


def test_a_role_without_a_card_and_no_questions_print_all_the_same(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "organisation.yml",
        "track: twelve-meetings\nsite: {address: 'https://x.example'}\n",
    )
    desk = _desk(organisation, tmp_path / "stage")
    themes = list(desk.kit.content.themes)
    kept = themes[0]
    few = {key: q for key, q in desk.kit.content.questions.items() if q.theme == kept}
    content = replace(desk.kit.content, questions=few, roles={}, difficult_moments={})
    kit = replace(desk.kit, loaded=replace(desk.kit.loaded, content=content))
    made = list(decks(kit))
    assert [len(deck.parts) for deck in made] == [9, 1, 0, 0]


# Meetings about a theme


def test_the_minutes_of_an_agenda_add_up_and_none_falls_below_its_least() -> None:
    parts = [(5, 3), (10, 5), (25, 10), (15, 0), (5, 5)]
    for minutes in (23, 30, 45, 60, 90, 180):
        shared = share(parts, minutes)
        assert sum(shared) == minutes
        assert all(one >= least for one, (_, least) in zip(shared, parts, strict=True))
    assert share(parts, 60) == [hour for hour, _ in parts]


def test_a_meeting_about_a_theme_asks_every_question_once_from_shallow_to_deep(
    desk: Desk,
) -> None:
    questions = desk.kit.content.questions
    for theme in desk.kit.content.themes.values():
        made = meeting(desk.kit, theme)
        asked = [
            *made.partner.send_before,
            *made.mentor.questions,
            *made.partner.questions,
        ]
        assert len(asked) == len(set(asked)) == 8
        for side, keys in (
            ("mentor", made.mentor.questions),
            ("partner", made.partner.questions),
        ):
            depths = [questions[key].depth for key in keys]
            assert depths == sorted(depths) and depths[-1] == 2
            assert all(questions[key].asker in (side, "both") for key in keys)
        assert sum(step.minutes for step in made.steps) == made.minutes
