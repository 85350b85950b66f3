"""Whatever ends a swap, and wherever: all is of one build, and each thing whole."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.output import swap as swapping
from generator.output.exchange import exchange
from generator.output.hold import Busy, finish, held
from generator.output.made import Files, Made, Name, Source, digests, read_made
from generator.output.place import Place, Unusable, check_ours
from generator.output.swap import swap

NAMES: tuple[Name, ...] = ("site", "playbook.zip", "print")
# What each build makes of them: the second has no packed site, and one file more.
BUILDS: dict[str, dict[Name, list[str]]] = {
    "first": {
        "site": ["index.html", "themes/one.html"],
        "playbook.zip": [""],
        "print": ["book.pdf"],
    },
    "second": {"site": ["index.html", "new.html"], "print": ["book.pdf", "card.pdf"]},
    "third": {"site": ["index.html"], "playbook.zip": [""]},
}
Step = Callable[[], None]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the disk guards against what no test can do: cutting the power."""
    monkeypatch.setattr(os, "fsync", lambda number: None)


def _make(place: Place, build: str) -> None:
    """Swap a build in, as `generator.build` does."""
    with held(place) as aside:
        new: dict[Name, Path | None] = dict.fromkeys(NAMES)
        for name, files in BUILDS[build].items():
            new[name] = aside / name
            for file in files:
                path = aside / name / file if file else aside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{build} {name} {file}")
        before = read_made(place.made) or Made()
        new = {name: new[name] for name in new if new[name] or name in before.things}
        swap(place, new, {"site": Source(build, "", "")})


def _there(place: Place) -> dict[str, str]:
    """Of which build each thing is; every one that is there must be whole."""
    found = {}
    for name in NAMES:
        thing = place.folder / name
        if not thing.exists():
            continue
        paths = [path for path in thing.rglob("*") if path.is_file()] or [thing]
        (build,) = {path.read_text().split()[0] for path in paths}
        names = [path.relative_to(thing).as_posix() for path in paths]
        assert sorted(names) == sorted(file or "." for file in BUILDS[build][name])
        found[name] = build
    return found


def _whole(place: Place) -> str:
    """The one build that all is of, with its record and nothing left lying about."""
    found = _there(place)
    (build,) = set(found.values())
    assert set(found) == set(BUILDS[build])
    left = {path.name for path in place.hidden.iterdir()} - {"journal.json.half"}
    assert left - {"made.json.half"} == {"lock", "made.json"}
    made = read_made(place.made)
    assert made is not None and made.sources["site"].inputs == build
    files: dict[Name, Files] = {name: digests(place.folder / name) for name in found}
    assert made.things == files
    check_ours(place, made, NAMES)
    return build


@contextmanager
def _stepping(step: Step, can_exchange: bool) -> Iterator[None]:
    """Call `step` before each thing that the system is asked to do."""

    def stepped(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **how: Any) -> Any:
            step()
            return real(*args, **how)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "mkdir", "unlink", "rmdir"):
            patch.setattr(os, name, stepped(getattr(os, name)))
        patch.setattr(os, "fsync", stepped(os.fsync))
        change = exchange if can_exchange else lambda one, other: False
        patch.setattr(swapping, "exchange", stepped(change))
        yield


def _at(number: int, act: Step) -> Step:
    """A step that acts when it is called for the time `number`, counted from 0."""
    left = [number]

    def step() -> None:
        left[0] -= 1
        if left[0] == -1:
            act()

    return step


def _killed(work: Step, number: int, can_exchange: bool) -> bool:
    """Whether `work`, in a process of its own, was killed before its step `number`."""
    child = os.fork()
    if not child:
        try:
            with _stepping(_at(number, lambda: os._exit(9)), can_exchange):
                work()
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 9


@pytest.mark.fault(35, 50)
@pytest.mark.parametrize(
    ("old", "new", "can_exchange"),
    [
        ("first", "second", True),
        ("first", "second", False),
        ("second", "first", True),
        ("third", "second", False),
    ],
)
def test_a_kill_at_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, old: str, new: str, can_exchange: bool
) -> None:
    _make(Place(tmp_path / "old"), old)
    ends = []
    journals = 0
    for number in range(200):
        place = Place(tmp_path / str(number))
        shutil.copytree(tmp_path / "old", place.folder)
        if not _killed(lambda: _make(place, new), number, can_exchange):  # noqa: B023
            break
        _there(place)
        if place.journal.exists():
            # Going on may be ended as well, at any step.
            journals += 1
            for again in range(200):
                copy = Place(tmp_path / f"{number}-{again}")
                _move(place.folder, copy.folder)
                if not _killed(lambda: finish(copy), again, can_exchange):  # noqa: B023
                    _move(copy.folder, place.folder)
                    break
                _there(copy)
                _move(copy.folder, place.folder)
        finish(place)
        ends.append(_whole(place))
    else:
        raise AssertionError("the swap never came to its end")
    assert _whole(place) == new
    # Before the journal all is old, from then on new.
    turn = ends.index(new)
    assert ends == [old] * turn + [new] * (len(ends) - turn)
    assert turn > 10 and journals > 3


def _move(one: Path, other: Path) -> None:
    """Files keep their numbers when their folder gets another name."""
    one.rename(other)


@pytest.mark.fault(36, 50)
@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_disk_that_is_full_at_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, can_exchange: bool
) -> None:
    place = Place(tmp_path / "out")
    _make(place, "first")
    told = 0

    def full() -> None:
        # Copying tells of the file that is read.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/venv/site.css")

    for number in range(200):
        steps: list[int] = []
        try:
            with _stepping(_at(number, full), can_exchange):
                _make(place, "second")
        except Unusable as error:
            told += 1
            assert str(error).startswith("No space is left on the disk of ")
            assert str(place.folder) in str(error) and "venv" not in str(error)
            steps.append(number)
        if _whole(place) == "second":
            if not steps and number > 60:
                break
            _make(place, "first")
    assert told > 20
    assert _whole(place) == "second"


@pytest.mark.fault(50)
def test_an_interrupted_swap_puts_all_back(tmp_path: Path) -> None:
    place = Place(tmp_path / "out")
    _make(place, "first")

    pressed = []

    def step() -> None:
        if place.journal.exists() and not (place.folder / "playbook.zip").exists():
            pressed.append(1)
            if len(pressed) == 1:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), _stepping(step, True):
        _make(place, "second")
    assert pressed
    assert _whole(place) == "first"


@pytest.mark.all
@pytest.mark.fault(35, 50)
def test_a_hundred_kills_at_any_moment_leave_the_old_or_the_new(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path / "out")
    _make(place, "first")
    chance = random.Random(7)
    ends, unfinished = set(), 0
    for turn in range(100):
        child = os.fork()
        if not child:
            try:
                with _stepping(lambda: None, turn % 2 == 0):
                    for number in itertools.count(turn):
                        _make(place, list(BUILDS)[number % len(BUILDS)])
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0.01, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _there(place)
        unfinished += place.journal.exists()
        finish(place)
        ends.add(_whole(place))
    assert ends == set(BUILDS) and unfinished


@pytest.mark.fault(48)
def test_what_somebody_put_there_after_a_kill_is_not_taken(tmp_path: Path) -> None:
    place = Place(tmp_path / "out")
    _make(place, "first")

    def die() -> None:
        if place.journal.exists():
            os._exit(9)

    child = os.fork()
    if not child:
        with _stepping(die, True):
            _make(place, "second")
        os._exit(1)
    os.waitpid(child, 0)
    shutil.rmtree(place.folder / "site")
    (place.folder / "site").mkdir()
    (place.folder / "site/thesis.txt").write_text("years")
    with pytest.raises(Unusable, match="site is not what a build left there"):
        finish(place)
    assert (place.folder / "site/thesis.txt").read_text() == "years"
    (place.folder / "site").rename(tmp_path / "mine")
    finish(place)
    assert _there(place)["site"] == "second"


def test_a_journal_that_nobody_can_read_is_told(tmp_path: Path) -> None:
    place = Place(tmp_path / "out")
    _make(place, "first")
    for text in ("{", "[" * 100_000, '{"moves": {"../../x": {"old": 1, "new": 2}}}'):
        place.journal.write_text(text)
        with pytest.raises(Unusable, match=r"journal\.json cannot be read"):
            finish(place)


@pytest.mark.fault(37)
def test_going_on_waits_for_no_build_that_is_at_it(tmp_path: Path) -> None:
    place = Place(tmp_path / "out")
    with held(place) as aside:
        finish(place)
        assert aside.is_dir()
        with pytest.raises(Busy), held(place):
            pass
    finish(place)
    assert not aside.exists()


def test_what_is_new_is_on_the_disk_before_the_journal_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path / "out")
    done: list[str] = []

    def flushed(number: int) -> None:
        file = os.fstat(number).st_ino
        paths = [place.folder, *place.folder.rglob("*")]
        (path,) = (path for path in paths if path.stat().st_ino == file)
        done.append(path.name)

    monkeypatch.setattr(os, "fsync", flushed)
    _make(place, "third")
    turn = done.index("journal.json.half")
    assert {"index.html", "site", "playbook.zip", "next"} <= set(done[:turn])
    assert done[turn + 1] == ".playbook" and "out" in done[turn:]


def test_names_are_exchanged_where_the_system_can(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    (one / "page").write_text("x")
    other.write_text("y")
    if exchange(one, other):
        assert (other / "page").read_text() == "x" and one.read_text() == "y"
    with pytest.raises(OSError, match="No such file"):
        assert exchange(one, tmp_path / "none") or _raise()


def _raise() -> bool:
    raise FileNotFoundError("No such file: this system exchanges nothing")
