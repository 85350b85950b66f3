"""A pack holds what one meeting needs, each one's part on a sheet of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest

from generator.content.problems import ProblemsFound
from generator.kit import Kit, open_kit
from generator.publish import packs as printer
from generator.publish.edition import edition
from generator.publish.packs import Pack, packs, print_packs
from generator.publish.printed import Printed
from generator.publish.render import Download, Page
from generator.publish.stage import stage
from tests.conftest import Write

BETWEEN = re.compile(r"[\s\-\x02\ufffe]")
CLOCK = re.compile(r"(\d+)–(\d+)")
WANTED = ("pack-session-first-meeting", "pack-session-show-me-the-work")
THEME = "pack-theme-real-tools"


@dataclass(frozen=True)
class Side:
    """A side of a pack: its text as it reads, and without spaces and hyphens."""

    text: str

    def __contains__(self, line: str) -> bool:
        return BETWEEN.sub("", line) in BETWEEN.sub("", self.text)


def _chosen(kit: Kit, wanted: tuple[str, ...]) -> list[Pack]:
    some = [pack for pack in packs(kit) if pack.id in wanted]
    assert len(some) == len(wanted)
    return some


def _print(
    kit: Kit, folder: Path, wanted: tuple[str, ...], paper: str = "a4"
) -> dict[str, Printed]:
    """Print the packs of `wanted` ids alone, since all of them take long."""
    some = _chosen(kit, wanted)
    out = folder / "print"
    out.mkdir(exist_ok=True)

    def chosen(kit: Kit) -> list[Pack]:
        return some

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printer, "packs", chosen)
        staged = stage(kit, folder / "stage")
        files = print_packs(kit, staged, out, edition(paper))
    return {each.name.removesuffix(".pdf"): each for each in files}


def _sides(path: Path) -> list[Side]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [Side(page.get_textpage().get_text_bounded()) for page in pdf]


@pytest.fixture(scope="module", params=["a4", "letter"])
def printed(
    request: pytest.FixtureRequest, kit: Kit, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, dict[str, Printed]]]:
    folder = tmp_path_factory.mktemp(request.param)
    yield folder / "print", _print(kit, folder, (*WANTED, THEME), request.param)


def test_there_is_a_pack_for_each_session_and_theme_the_track_first(kit: Kit) -> None:
    names = [pack.id for pack in packs(kit)]
    track = kit.content.tracks[kit.settings.track].sessions
    assert names[: len(track)] == [f"pack-session-{key}" for key in track]
    assert len(names) == len(kit.content.session_plans) + len(kit.content.themes)
    assert len(set(names)) == len(names) > 20


def test_each_is_a_file_of_its_own(
    printed: tuple[Path, dict[str, Printed]], kit: Kit
) -> None:
    folder, files = printed
    assert len({each.title for each in files.values()}) == 3
    for name, each in files.items():
        with pypdfium2.PdfDocument(folder / each.name) as pdf:
            assert len(pdf) == each.pages
            assert pdf.get_metadata_value("Title") == each.title
            marks = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
        # One title, and everything else below it.
        assert [level for level, _ in marks if level == 0] == [0], name
        assert len(marks) > 5
        assert page_validation.validate_pdf(
            str(folder / each.name), profile="ua1"
        ).is_compliant


def test_the_parts_come_in_order_each_on_a_sheet_of_its_own(
    printed: tuple[Path, dict[str, Printed]], kit: Kit
) -> None:
    folder, files = printed
    mentor, partner = (kit.labels(f"card_for_{side}") for side in printer.SIDES)
    for name in (WANTED[1], THEME):
        sides = _sides(folder / f"{name}.pdf")
        assert len(sides) == 7
        assert [mentor in side for side in sides] == [0, 0, 1, 1, 0, 0, 1], name
        assert [partner in side for side in sides] == [0, 0, 0, 0, 1, 1, 1], name
        assert kit.labels("sheet_fold") in sides[6]
    # No reflection of the partner's belongs to the first meeting: that back is empty.
    sides = _sides(folder / f"{WANTED[0]}.pdf")
    assert len(sides) == files[WANTED[0]].pages == 7
    assert not sides[5].text.strip()


def test_both_cards_come_last_whole(
    printed: tuple[Path, dict[str, Printed]], kit: Kit
) -> None:
    folder, _ = printed
    for pack in _chosen(kit, (*WANTED, THEME)):
        cards = _sides(folder / f"{pack.id}.pdf")[-1]
        for side, letter in zip(printer.SIDES, "ab", strict=True):
            half = getattr(pack.plan, side)
            for key in half.questions:
                assert kit.content.questions[key].text in cards
            assert half.brings in cards
            assert f"{pack.plan.id}-{letter}" in cards


def test_the_partners_sheet_holds_nothing_of_the_mentors(
    printed: tuple[Path, dict[str, Printed]], kit: Kit
) -> None:
    folder, _ = printed
    plan = kit.content.session_plans["show-me-the-work"]
    sheet = kit.content.worksheets["mentor-reflection"]
    sides = _sides(folder / f"{WANTED[1]}.pdf")
    mentor_front, mentor_back, front, back = sides[2:6]
    private = [
        plan.mentor.if_it_goes_quiet,
        plan.mentor.if_they_lecture,
        plan.mentor.may_decline,
        *(kit.content.questions[key].text for key in plan.mentor.questions),
    ]
    for line in private:
        assert line in mentor_front
        assert line not in front and line not in back
    for field in sheet.fields:
        assert field.prompt in mentor_back
        assert field.prompt not in front and field.prompt not in back
    for line in (plan.partner.if_stuck, plan.partner.report_back):
        assert line in front and line not in mentor_front


def test_the_agenda_holds_every_step_and_its_minutes_add_up(
    printed: tuple[Path, dict[str, Printed]], kit: Kit
) -> None:
    folder, _ = printed
    for pack in _chosen(kit, (*WANTED, THEME)):
        first, second = _sides(folder / f"{pack.id}.pdf")[:2]
        agenda = Side(first.text + second.text)
        for step in pack.plan.steps:
            assert step.title in agenda, step.title
        found = [(int(a), int(b)) for a, b in CLOCK.findall(agenda.text)]
        assert found[0][0] == 0 and found[-1][1] == pack.plan.minutes
        assert [b - a for a, b in found] == [step.minutes for step in pack.plan.steps]
        assert all(one[1] == other[0] for one, other in pairwise(found))


def test_it_says_what_to_watch_for_and_whom_to_ring(
    printed: tuple[Path, dict[str, Printed]], kit: Kit
) -> None:
    folder, _ = printed
    watched = kit.content.themes["real-tools"].watch_for
    assert watched
    first, second = _sides(folder / f"{THEME}.pdf")[:2]
    pair = Side(first.text + second.text)
    for key in watched:
        failure = kit.content.failure_modes[key]
        for line in (failure.title, failure.early_signs[0], failure.say_this):
            assert line in pair
    assert kit.labels("contact_contact") in pair
    assert kit.labels("contact_open") in pair


def test_a_shorter_meeting_and_a_removed_failure_still_make_a_pack(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("organisation.yml", "meeting_minutes: 45\n")
    gone = "reverse-hierarchy"
    kit = open_kit(organisation)
    title = kit.content.failure_modes[gone].title
    assert gone in kit.content.session_plans["show-me-the-work"].watch_for
    write("content/failure_modes/ours.yml", f"remove: [{gone}]\n")
    write("content/worksheets/ours.yml", "remove: [mentor-reflection]\n")
    kit = open_kit(organisation)
    _print(kit, tmp_path, (WANTED[1], THEME))
    for name in (WANTED[1], THEME):
        sides = _sides(tmp_path / "print" / f"{name}.pdf")
        found = CLOCK.findall("".join(side.text for side in sides[:2]))
        assert int(found[-1][1]) == 45
        assert not any(title in side for side in sides)
        # Without the form, the back of the mentor's sheet stays empty.
        assert not sides[3].text.strip()
        assert kit.labels("card_for_partner") in sides[4]


@pytest.mark.fault(34)
@pytest.mark.parametrize(
    ("field", "said", "times", "told"),
    [
        (
            "why",
            "'{0}'",
            140,
            r"why does not fit 'pack-theme-real-tools', whose part 'pair' is",
        ),
        (
            "partner_brings",
            "['A task.', '{0}', '{0}', '{0}', '{0}', '{0}']",  # the card has the first
            14,
            r"partner_brings does not fit 'pack-theme-real-tools', "
            r"whose part 'partner' is",
        ),
        (
            "partner_brings",
            "['" + "WWWWWWWWW " * 99 + "']",  # a line may have a thousand letters
            0,
            r"partner_brings\.0 does not fit the back of the card 'real-tools-b', "
            r"which is",
        ),
    ],
    ids=["pair", "partner", "card"],
)
def test_a_text_that_is_too_long_is_told_with_its_place(
    field: str,
    said: str,
    times: int,
    told: str,
    organisation: Path,
    write: Write,
    tmp_path: Path,
) -> None:
    sentence = "Say which key comes next, and press nothing yourself until they ask. "
    text = f"real-tools:\n  {field}: {said.format(times * sentence)}\n"
    path = write("content/themes/ours.yml", text)
    kit = open_kit(organisation)
    with pytest.raises(ProblemsFound) as found:
        _print(kit, tmp_path, (THEME,))
    (problem,) = found.value.problems
    assert (problem.mark.file, problem.mark.line) == (path, 2), problem
    assert re.match(rf"'real-tools': {told} \d+\.\d mm over", problem.message)


def test_its_page_leads_to_it_only_where_it_was_built(kit: Kit) -> None:
    plan = kit.content.session_plans["first-meeting"]
    name = "pack-session-first-meeting.pdf"
    file = Download(name, "packs", "A pack", "pack", 5, "a4", 100_000)
    pages = [
        unescape(Page(kit, "../", files).fill("pieces/session.md", item=plan))
        for files in ((), (file,))
    ]
    assert [f"downloads/{name}" in html for html in pages] == [False, True]
