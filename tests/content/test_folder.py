"""Only plain files are read: no link is followed, no pipe opened, no left-over read."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.content import folder
from generator.content.folder import Refused, TooLarge, files, read_file, walk

Make = Callable[[Path], object]


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's address is short
        made.bind(path.name)
        os.chdir(here)


@pytest.fixture(autouse=True)
def _stay() -> Iterator[None]:
    here = Path.cwd()
    yield
    os.chdir(here)


posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes")
SPECIAL = [
    pytest.param(os.mkfifo, "a pipe, a socket or a device", marks=[posix]),
    pytest.param(_socket, "a pipe, a socket or a device", marks=[posix]),
    pytest.param(lambda path: path.symlink_to("/dev/zero"), "This is a link"),
    pytest.param(lambda path: path.symlink_to("/nowhere"), "This is a link"),
    pytest.param(lambda path: path.symlink_to(path.parent), "This is a link"),
    pytest.param(Path.mkdir, "This is a folder"),
    pytest.param(lambda path: None, "There is no such file"),
]


@pytest.mark.fault(21, 55)
@pytest.mark.parametrize(("make", "says"), SPECIAL)
def test_nothing_but_a_plain_file_is_read(
    tmp_path: Path, make: Make, says: str
) -> None:
    make(tmp_path / "x.yml")
    with pytest.raises(Refused, match=says):
        read_file(tmp_path / "x.yml", 10)
    assert files(tmp_path) == []


@pytest.mark.fault(55)
def test_a_device_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder.os, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(Refused, match="a pipe, a socket or a device"):
        read_file(Path(os.devnull), 10)


def test_a_name_that_no_file_can_have_is_no_file() -> None:
    for name in ("a\0b", "a" * 5000):
        with pytest.raises(Refused, match="There is no such file"):
            read_file(Path(name), 10)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 2048)
    assert read_file(path, 2048) == b"x" * 2048
    with pytest.raises(TooLarge, match="has 2 KiB; the limit is 1"):
        read_file(path, 1024)


def test_what_one_has_no_right_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_text("x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder.os, "open", refuse)
    monkeypatch.setattr(folder.os, "scandir", refuse)
    with pytest.raises(Refused, match="You have no right to read this"):
        read_file(tmp_path / "x", 10)
    assert [entry.sort for entry in walk(tmp_path)] == ["closed"]


LEFT = (
    *(".DS_Store", "._x.yml", ".x.yml.swp", ".git", ".gitkeep", ".#x.yml", ".vscode"),
    *(".~lock.x.yml#", "x.yml~", "#x.yml#", "~$x.yml", "Thumbs.db", "ehthumbs.db"),
    *("desktop.ini", "Desktop.ini", "x.yml.bak", "x.yml.orig", "x.yml.rej", "x.tmp"),
    *("x.part", "__MACOSX", "lost+found", "@eaDir", "$RECYCLE.BIN", ".Spotlight-V100"),
    *(".Trashes", ".directory", "Icon\r", "System Volume Information"),
)


@pytest.mark.fault(57)
def test_what_systems_and_editors_leave_is_passed_over(tmp_path: Path) -> None:
    for name in LEFT:
        (tmp_path / name).touch()
    (tmp_path / ".#locked.yml").symlink_to("somebody@machine.4711:1")
    (tmp_path / "x.yml").touch()
    assert len(LEFT) > 20
    assert [entry.path.name for entry in walk(tmp_path)] == ["x.yml"]


COPIES = [
    "x (conflicted copy 2026-11-30).yml",
    "x (Anna's conflicted copy 2026-11-30).yml",
    "x.sync-conflict-20261130-120000-ABCDEFG.yml",
    "x_conflict-20261130-120000.yml",
    "x (1).yml",
    "x copy.yml",
    "x copy 2.yml",
    "x (copy).yml",
    "x - Copy.yml",
    "x - Kopie (2).yml",
    "x-DESKTOP-AB12C3D.yml",
    "x_LOCAL_4711.yml",
    "Copy of x.yml",
    "Kopie von x.yml",
]


@pytest.mark.fault(57)
@pytest.mark.parametrize("name", COPIES)
def test_a_second_copy_is_not_read_beside_its_first(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert files(tmp_path, ".yml") == [tmp_path / name], "alone it is a file like any"
    (tmp_path / "x.yml").touch()
    assert files(tmp_path, ".yml") == [tmp_path / "x.yml"]
    assert {entry.path.name: entry.sort for entry in walk(tmp_path)}[name] == "copy"


def test_names_that_only_look_alike_are_no_copies(tmp_path: Path) -> None:
    names = [
        "x.yml",
        "x-2.yml",
        "x2.yml",
        "week (all).yml",
        "y (1).yml",
        "photo (1).jpg",
    ]
    for name in [*names, "photo.jpg"]:
        (tmp_path / name).touch()
    assert {path.name for path in files(tmp_path)} == {*names, "photo.jpg"}


def test_files_are_listed_in_order_with_their_ending_and_depth(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/b/d.md", "a/e.txt", "f.MD"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in files(tmp_path, ".md")]
    assert found == ["a/b/d.md", "a/c.md", "b.md"]
    assert files(tmp_path, ".md", deep=False) == [tmp_path / "b.md"]
    assert files(tmp_path / "none") == []


@pytest.mark.fault(21)
def test_a_linked_folder_is_told_and_not_entered(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/x.md").touch()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real/loop").symlink_to(tmp_path)
    assert files(tmp_path, ".md") == [tmp_path / "real/x.md"]
    assert files(tmp_path / "link", ".md") == []
    sorts = {entry.path.name: entry.sort for entry in walk(tmp_path)}
    assert sorts["link"] == sorts["loop"] == "link"


def test_a_walk_ends_where_there_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MAX_FILES", 5)
    for number in range(7):
        (tmp_path / str(number)).touch()
    assert [entry.sort for entry in walk(tmp_path)] == ["more"]
    monkeypatch.undo()
    deep = tmp_path / "deep" / Path(*["a"] * 30)
    deep.mkdir(parents=True)
    *_, last = walk(tmp_path / "deep")
    assert last.sort == "more" and len(last.inside) == folder.MAX_DEPTH + 1
