"""Cards lie where a cutter and a duplex printer expect them, and nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.problems import ProblemsFound
from generator.kit import open_kit
from generator.publish.cards import print_cards
from generator.publish.edition import edition
from generator.publish.paper import CARD, SIZES, cells, crop_marks, layout
from generator.publish.stage import stage
from tests.conftest import Write


@pytest.mark.parametrize("paper", SIZES)
def test_backs_fall_behind_their_fronts_when_turned_on_the_long_edge(
    paper: str,
) -> None:
    width = SIZES[paper][0]
    for front, back in zip(cells(paper), cells(paper, back=True), strict=True):
        assert abs(width - (back.left + CARD[0]) - front.left) < 0.1
        assert back.top == front.top


@pytest.mark.parametrize("paper", SIZES)
def test_cards_touch_and_keep_the_margin_that_printers_need(paper: str) -> None:
    width, height = SIZES[paper]
    places = cells(paper)
    assert places[1].left - places[0].left == pytest.approx(CARD[0])
    assert places[2].top - places[0].top == pytest.approx(CARD[1])
    assert min(place.left for place in places) >= 6
    assert min(place.top for place in places) >= 6
    assert max(place.left for place in places) + CARD[0] <= width - 6
    assert max(place.top for place in places) + CARD[1] <= height - 6


@pytest.mark.parametrize("paper", SIZES)
def test_crop_marks_lie_outside_the_cut(paper: str) -> None:
    first, last = cells(paper)[0], cells(paper)[-1]
    right, bottom = last.left + CARD[0], last.top + CARD[1]
    marks = crop_marks(paper)
    assert len(marks) == 12
    for mark in marks:
        inside_x = first.left < mark.left + mark.width and mark.left < right
        inside_y = first.top < mark.top + mark.height and mark.top < bottom
        assert not (inside_x and inside_y)
        assert mark.left >= 0 and mark.top >= 0


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "file:///etc/passwd",
        "../secret.png",
        "none.png",
        "ftp://x/y",
    ],
)
def test_paper_loads_nothing_but_the_kits_own_files(
    tmp_path: Path, address: str
) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    with pytest.raises(ValueError, match="paper cannot load"):
        layout(f'<html lang="en"><title>x</title><img alt="x" src="{address}">', folder)


LONG = "This is far too long for a card that has to be read in the room. " * 9


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("  mentor:\n    may_decline: {}\n", "mentor.may_decline"),
        ("  summary: {}\n", "summary"),
        ("  partner:\n    brings: {}\n", ""),
    ],
)
def test_text_that_does_not_fit_is_named_with_its_field(
    organisation: Path, write: Write, tmp_path: Path, text: str, field: str
) -> None:
    write("content/session_plans/o.yml", "first-meeting:\n" + text.format(LONG))
    kit = open_kit(organisation)
    staged = stage(kit, tmp_path / "stage")
    if not field:
        print_cards(kit, staged, tmp_path, edition("a4"))
        return  # what the partner brings stands on the page and not on the card
    with pytest.raises(ProblemsFound) as found:
        print_cards(kit, staged, tmp_path, edition("a4"))
    told = "\n".join(map(str, found.value.problems))
    assert "'first-meeting'" in told and "does not fit" in told and "mm over" in told
    assert "o.yml:" in told and field in told


def test_the_cards_of_every_session_fit(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("organisation.yml", "track: twelve-meetings\n")
    kit = open_kit(organisation)
    sessions = kit.content.tracks["twelve-meetings"].sessions
    assert set(sessions) == set(kit.content.session_plans)
    staged = stage(kit, tmp_path / "stage")
    printed = tmp_path / "print"
    printed.mkdir()
    whole = print_cards(kit, staged, printed, edition("letter"))[0]
    # A guide and its blank back, then a sheet for every two of the eight sessions.
    assert whole.name == "session-cards.pdf"
    assert whole.pages == 2 + 2 * len(set(sessions)) / 2


def test_a_word_of_200_letters_wraps_and_is_measured(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "content/session_plans/o.yml",
        f"first-meeting:\n  mentor:\n    may_decline: {'x' * 900}\n",
    )
    kit = open_kit(organisation)
    staged = stage(kit, tmp_path / "stage")
    with pytest.raises(ProblemsFound, match="does not fit"):
        print_cards(kit, staged, tmp_path, edition("a4"))
