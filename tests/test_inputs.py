"""The digest of inputs tells of any change that could show, and of no other."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import inputs
from generator.inputs import RENDERERS, Options, digest
from tests.conftest import Write

TODAY = Options(date(2026, 11, 5))


@pytest.fixture(autouse=True)
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small kit, whose files can be changed."""
    folder = tmp_path / "kit"
    for name in ("docs/a.md", "overrides/b.html", "playbook_data/c.yml", "mkdocs.yml"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (folder / "generator").mkdir()
    (folder / "generator/build.py").write_text("1")
    monkeypatch.setattr(inputs, "home", lambda: folder)
    monkeypatch.setattr(inputs, "PACKAGE", folder / "generator")
    return folder


@pytest.mark.fault(49)
def test_every_change_that_could_show_changes_the_digest(
    organisation: Path, write: Write, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [digest(organisation, TODAY)]

    def changed(options: Options = TODAY) -> None:
        seen.append(digest(organisation, options))
        assert seen.count(seen[-1]) == 1

    write("organisation.yml", "paper: a4\n")
    changed()
    write("organisation.yml", "paper: letter\n")
    changed()
    write("assets/logo.svg", "<svg/>").rename(organisation / "assets/other.svg")
    changed()
    (organisation / "assets/other.svg").rename(organisation / "other.svg")
    changed()
    write("content/empty.yml", "")
    changed()
    for name in ("docs/a.md", "overrides/b.html", "mkdocs.yml", "generator/build.py"):
        (kit / name).write_text("new")
        changed()
    (kit / "playbook_data/c.yml").unlink()
    changed()
    changed(replace(TODAY, day=date(2026, 11, 6)))
    changed(replace(TODAY, paper="letter"))
    changed(replace(TODAY, sheets="letter"))
    real = inputs.version
    for name in (*RENDERERS, "reverse-mentoring-playbook"):
        monkeypatch.setattr(
            inputs,
            "version",
            lambda asked, name=name: "99" if asked == name else real(asked),
        )
        changed()
    assert len(seen) == 27


def test_nothing_else_changes_it(
    organisation: Path, write: Write, kit: Path, tmp_path: Path
) -> None:
    write("organisation.yml", "paper: a4\n")
    before = digest(organisation, TODAY)
    write(".git/HEAD", "x")
    write(".DS_Store", "x")
    write("upstream.lock", "x")
    write("schema/themes.json", "{}")
    (kit / "generator/__pycache__").mkdir()
    (kit / "generator/__pycache__/build.pyc").write_text("x")
    (kit / "tests").mkdir()
    (kit / "tests/x.py").write_text("x")
    os.utime(organisation / "organisation.yml", (0, 0))
    assert digest(organisation, TODAY) == before
    copy = tmp_path / "elsewhere" / "theirs"
    shutil.copytree(organisation, copy)
    assert digest(copy, TODAY) == before


@pytest.mark.fault(21, 55)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_links_are_not_opened(organisation: Path, tmp_path: Path) -> None:
    before = digest(organisation, TODAY)
    os.mkfifo(organisation / "pipe")
    piped = digest(organisation, TODAY)
    (organisation / "circle").symlink_to(organisation)
    (organisation / "endless").symlink_to("/dev/zero")
    assert len({before, piped, digest(organisation, TODAY)}) == 3
