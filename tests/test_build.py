"""A build is whole or absent, and all that lies in its output is made from the same."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from filelock import FileLock

from generator import build as builder
from generator.build import ARTEFACTS, PRINTERS, Artefact, build, build_brand
from generator.cli import main
from generator.content.problems import ProblemsFound
from generator.home import home
from generator.identity.palette import pairs, palette
from generator.kit import Kit, open_kit
from generator.output.hold import Busy
from generator.output.place import Place, Unusable
from generator.publish.edition import Edition, edition, today
from generator.publish.printed import Printed
from generator.publish.render import Download
from generator.publish.stage import Stage
from tests.conftest import EXAMPLE, BuiltKit, Write

PRINTING: tuple[Artefact, ...] = tuple(PRINTERS)


def _printer(name: str) -> Callable[[Kit, Stage, Path, Edition], list[Printed]]:
    """What prints in no time: a file that says what it is made from."""

    def print_all(kit: Kit, _: Stage, folder: Path, this: Edition) -> list[Printed]:
        said = f"{this.paper} {this.sheets} {' '.join(kit.content.worksheets)}"
        (folder / f"{name}.docx").write_text(said)
        return [Printed(f"{name}.docx", name, "form", 0, "")]

    return print_all


def _stage(
    kit: Kit,
    folder: Path,
    downloads: Sequence[tuple[Path, Download]] = (),
    made: object = None,
) -> Stage:
    """What is staged in no time: what is offered, and no page."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs/downloads").mkdir(parents=True)
    for path, download in downloads:
        shutil.copyfile(path, folder / "docs/downloads" / download.name)
    (folder / "docs/index.html").write_text(" ".join(kit.content.worksheets))
    return Stage(folder, ())


def _site(staged: Stage) -> Path:
    """A site in no time: what was staged for it."""
    shutil.copytree(staged.docs, staged.folder / "site")
    return staged.folder / "site"


def _hasten(patch: pytest.MonkeyPatch) -> None:
    for name in PRINTERS:
        patch.setitem(PRINTERS, name, _printer(name))
    patch.setattr(builder, "stage", _stage)
    patch.setattr(builder, "build_site", _site)
    patch.setattr(os, "fsync", lambda number: None)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print and build in no time, where it matters only what becomes of the results."""
    _hasten(monkeypatch)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of an empty organisation, built in no time."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "organisation").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        _hasten(patch)
        build(folder / "organisation", folder / "out", offline=True)
    return folder / "out"


@pytest.fixture
def out(first: Path, quick: None, tmp_path: Path) -> Path:
    """An output that holds all of an empty organisation."""
    return Path(shutil.copytree(first, tmp_path / "out"))


def _held(folder: Path) -> dict[str, bytes]:
    """All files of an output but the lock, by their names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def _offered(out: Path) -> set[str]:
    return {path.stem for path in (out / "site/downloads").glob("*")}


def test_a_build_holds_site_and_print_and_nothing_else(shipped: BuiltKit) -> None:
    assert shipped.steps == ["read", *PRINTERS, "site"]
    there = sorted(path.name for path in shipped.output.iterdir())
    assert there == [".playbook", "print", "site"]
    hidden = sorted(path.name for path in (shipped.output / ".playbook").iterdir())
    assert hidden == ["lock", "made.json"]
    facts = json.loads((shipped.print / "print.json").read_text())
    printed = {each["name"] for each in facts}
    names = {path.name for path in shipped.print.iterdir()}
    assert printed == names - {"print.json"}
    assert (shipped.site / "index.html").is_file()
    for name in printed:
        twin = shipped.site / "downloads" / name
        assert twin.read_bytes() == (shipped.print / name).read_bytes()


def test_a_failed_build_leaves_the_earlier_output_whole(
    organisation: Path, write: Write, tmp_path: Path, out: Path
) -> None:
    before = _held(out)
    assert len(before) > 10
    write("content/themes/o.yml", "real-tools:\n  titel: x\n")
    with pytest.raises(ProblemsFound):
        build(organisation, out)
    assert _held(out) == before
    with pytest.raises(ProblemsFound):
        build(organisation, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.fault(35)
@pytest.mark.parametrize("stopped", [KeyboardInterrupt, MemoryError])
def test_a_build_that_is_stopped_leaves_nothing_and_says_so(
    organisation: Path,
    write: Write,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    stopped: type[BaseException],
) -> None:
    before = _held(out)
    write("organisation.yml", "paper: letter\n")

    def stop(*_: object) -> list[Printed]:
        raise stopped

    monkeypatch.setitem(PRINTERS, "book", stop)
    args = ["build", "--organisation", str(organisation), "--output", str(out)]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == (130 if stopped is KeyboardInterrupt else 1)
    assert done.output.endswith("What was built before is whole.\n")
    assert done.output.count("\n") == 1
    assert _held(out) == before


@pytest.mark.fault(36)
def test_a_full_disk_leaves_the_earlier_output_whole(
    organisation: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _held(out)

    def full(_: Stage) -> Path:
        why = os.strerror(errno.ENOSPC)
        raise OSError(errno.ENOSPC, why, f"{sys.prefix}/lib/material/base.html")

    monkeypatch.setattr(builder, "build_site", full)
    args = ["build", "--organisation", str(organisation), "--output", str(out)]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 1
    assert done.output.startswith(f"No space is left on the disk of {out}.")
    assert sys.prefix not in done.output
    assert _held(out) == before


@pytest.mark.fault(38, 49)
@pytest.mark.parametrize("only", ["site", "cards"])
def test_what_is_no_longer_true_is_neither_kept_nor_offered(
    organisation: Path, write: Write, out: Path, only: Artefact
) -> None:
    assert _offered(out) == set(PRINTING)
    assert "ending-sheet" in (out / "site/downloads/forms.docx").read_text()
    write("content/worksheets/o.yml", "remove: [ending-sheet]\n")
    built = build(organisation, out, only=(only,))
    assert built.gone == tuple(each for each in ARTEFACTS if each != only)
    assert not (out / "playbook.zip").exists()
    if only == "site":
        assert built.made == (out / "site",)
        assert not (out / "print").exists() and _offered(out) == set()
    else:
        assert built.made == (out / "print",)
        assert not (out / "site").exists()
        names = {path.stem for path in (out / "print").iterdir()}
        assert names == {"cards", "print"}
    held = _held(out)
    assert all(b"ending-sheet" not in text for text in held.values())


@pytest.mark.fault(49)
def test_what_is_still_true_is_kept_and_offered(organisation: Path, out: Path) -> None:
    # As it was asked for: these cards are not those of the settings.
    some = build(organisation, out, only=("cards",), sheets="fold")
    assert some.gone == () and some.made == (out / "print",)
    assert (out / "playbook.zip").is_file() and (out / "site").is_dir()
    # What prints nothing, such as packs of none, cannot go.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PRINTERS, "packs", lambda *_: [])
        assert build(organisation, out, only=("packs",)).gone == ()
    (out / "print/readers.docx").unlink()
    assert build(organisation, out, only=("site",)).gone == ("readers",)
    assert _offered(out) == set(PRINTING) - {"readers", "packs"}
    assert "fold" in (out / "site/downloads/cards.docx").read_text()


@pytest.mark.fault(49)
@pytest.mark.usefixtures("quick")
def test_what_was_printed_on_another_day_is_not_of_this_build(
    organisation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build(organisation, out, only=("book",))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")
    assert build(organisation, out, only=("site",)).gone == ("book",)
    assert _offered(out) == set()


@pytest.mark.fault(49)
@pytest.mark.usefixtures("quick")
def test_what_changes_while_it_is_built_is_not_taken_for_true(
    organisation: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def edited(kit: Kit, staged: Stage, folder: Path, this: Edition) -> list[Printed]:
        write("organisation.yml", "paper: letter\n")
        return _printer("book")(kit, staged, folder, this)

    monkeypatch.setitem(PRINTERS, "book", edited)
    build(organisation, out, only=("book",))
    assert build(organisation, out, only=("site",)).gone == ("book",)


@pytest.mark.fault(48)
@pytest.mark.usefixtures("quick")
def test_a_folder_that_no_build_made_is_refused_before_the_long_work(
    organisation: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    (mine / "site").mkdir(parents=True)
    (mine / "site/thesis.txt").write_text("years")
    (mine / "playbook.zip").write_text("also mine")
    steps: list[str] = []
    with pytest.raises(Unusable, match="site: this was not made by a build"):
        build(organisation, mine, tell=steps.append)
    assert steps == ["read"]
    # What a build does not write is none of its business.
    build(organisation, mine, only=("cards",))
    with pytest.raises(Unusable, match=r"playbook\.zip: this was not made"):
        build(organisation, mine, only=(*PRINTING, "site"), offline=True)
    assert (mine / "site/thesis.txt").read_text() == "years"
    (mine / "site/thesis.txt").rename(mine / "thesis.txt")
    build(organisation, mine, only=("site",))
    assert (mine / "playbook.zip").read_text() == "also mine"
    # A file that came in while it was building is not lost either.
    with pytest.MonkeyPatch.context() as patch:

        def slow(staged: Stage) -> Path:
            (mine / "site/late.txt").write_text("late")
            return _site(staged)

        patch.setattr(builder, "build_site", slow)
        with pytest.raises(Unusable, match=r"late\.txt"):
            build(organisation, mine, only=("site",))
    assert (mine / "site/late.txt").read_text() == "late"


@pytest.mark.fault(50)
def test_any_command_goes_on_where_a_swap_was_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "build")
    place.hidden.mkdir(parents=True)
    place.journal.write_text('{"things": {}, "sources": {}, "moves": {}}')
    CliRunner().invoke(main, ["doctor", "--organisation", "none"])
    assert place.made.exists() and not place.journal.exists()


def test_a_packed_site_is_there_when_asked_for_and_never_an_old_one(
    organisation: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    built = build(organisation, out, only=("site",), offline=True)
    assert built.made == (out / "site", out / "playbook.zip")
    with ZipFile(out / "playbook.zip") as packed:
        names = packed.namelist()
        index = packed.read("playbook/index.html")
    assert index == (out / "site/index.html").read_bytes()
    assert "playbook/search/search_index.js" in names
    build(organisation, out, only=("site",))
    assert not (out / "playbook.zip").exists()


def test_one_artefact_can_be_built_and_the_others_stay(
    organisation: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(organisation, out, only=("onepagers",), paper="letter")
    assert not (out / "site").exists()
    assert not (out / "print/playbook.pdf").exists()
    mentors = (out / "print/one-page-mentor.pdf").read_bytes()
    build(organisation, out, only=("site",))
    assert (out / "print/one-page-mentor.pdf").read_bytes() == mentors
    page = unescape((out / "site/downloads.html").read_text())
    assert "downloads/one-page-mentor.pdf" in page
    assert "downloads/playbook.pdf" not in page


def test_the_brand_page_shows_everything_and_loads_nothing_from_elsewhere(
    tmp_path: Path,
) -> None:
    built = build_brand(EXAMPLE, tmp_path)
    (folder,) = built.made
    page = unescape((folder / "index.html").read_text(encoding="utf-8"))
    kit = open_kit(EXAMPLE)
    assert kit.brand.name in page
    for pair in pairs(list(kit.content.areas)):
        assert f"{pair.front} / {pair.ground}" in page
    for colour in palette(kit.brand, list(kit.content.areas), "dark").values():
        assert colour.to_string(hex=True) in page
    assert "SIL Open Font License 1.1" in page
    assert page.index('<meta http-equiv="Content-Security-Policy"') < page.index(
        " src="
    )
    loads = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(loads) > 10
    assert all((folder / load).is_file() for load in loads)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(Unusable, match=r"notes\.txt: this was not made"):
        build_brand(EXAMPLE, tmp_path)


@pytest.mark.fault(37)
def test_two_builds_into_one_output_do_not_mix(
    organisation: Path, tmp_path: Path
) -> None:
    place = Place(tmp_path / "out")
    place.hidden.mkdir(parents=True)
    with FileLock(place.lock):
        with pytest.raises(Busy, match="Another build"):
            build(organisation, place.folder)
        with pytest.raises(Busy, match="Another build"):
            build_brand(organisation, place.folder)


@pytest.mark.fault(41)
@pytest.mark.parametrize("epoch", ["", "soon", "-1", "9" * 30, "4294967296"])
def test_an_unusable_source_date_epoch_is_told(
    organisation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
        build(organisation, tmp_path / "out")


@pytest.mark.fault(41)
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("epoch", "year"), [("0", 1970), ("4294967295", 2106)])
def test_the_first_and_the_last_day_can_be_packed(
    organisation: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    epoch: str,
    year: int,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert edition("a4").date.year == today().year == year
    built = build(organisation, tmp_path / "out", only=("site",), offline=True)
    with ZipFile(built.made[1]) as packed:
        dates = {info.date_time[0] for info in packed.infolist()}
    assert dates == {max(year, 1980)}


# Runs the command at another time of the same day, whatever asks for the time.
CLOCK = """
import datetime, sys, time
day = datetime.datetime.now(datetime.UTC).replace(hour=0, minute=0, second=5)
shift = day.timestamp() + float(sys.argv[1]) - time.time()
real, local, utc, said = time.time, time.localtime, time.gmtime, time.strftime
time.time = lambda: real() + shift
time.localtime = lambda at=None: local(time.time() if at is None else at)
time.gmtime = lambda at=None: utc(time.time() if at is None else at)
time.strftime = lambda how, at=None: said(how, time.localtime() if at is None else at)
class Shifted(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.now()
class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = Shifted, Day
from generator.cli import main
main(sys.argv[2:], prog_name="playbook")
"""


@pytest.mark.fault(40)
@pytest.mark.parametrize(
    "only",
    ["site,forms", pytest.param(",".join(ARTEFACTS), marks=pytest.mark.all)],
)
def test_two_builds_of_one_day_are_the_same_bytes(
    organisation: Path, write: Write, tmp_path: Path, only: str
) -> None:
    write("organisation.yml", "site: {address: https://playbook.example}\n")
    other = tmp_path / "other" / "place"
    shutil.copytree(organisation, other / "theirs")
    builds = []
    for cwd, theirs, hour, zone, seed in (
        (tmp_path, organisation, 1, "Pacific/Kiritimati", "1"),
        (other, other / "theirs", 22, "Pacific/Pago_Pago", "2"),
    ):
        command = [sys.executable, "-c", CLOCK, str(hour * 3600 + 95)]
        command += ["build", "--organisation", str(theirs), "--only", only]
        known = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        known["PYTHONPATH"] = str(home())
        known.pop("SOURCE_DATE_EPOCH", None)
        args = [*command, "--offline", "--output", str(cwd / "out")]
        builds.append(subprocess.Popen(args, cwd=cwd, env=known))
    assert [each.wait(3600) for each in builds] == [0, 0]
    one, two = _held(tmp_path / "out"), _held(other / "out")
    # Where two things lie on the disk is told for the case of a kill.
    for held in (one, two):
        del held[".playbook/made.json"]
    assert len(one) > 150 and one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
