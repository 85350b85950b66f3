"""The command tells in plain lines, ends with 0, 1 or 2, and never with a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.home import home
from generator.limit import COUNTS_MEMORY
from tests.conftest import Write


def _run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_check_says_that_all_is_well() -> None:
    code, told = _run("check")
    assert code == 0
    assert told.startswith("No problems (")


def test_check_tells_problems_with_file_line_and_remedy(
    organisation: Path, write: Write
) -> None:
    write("content/themes/o.yml", "real-tools:\n  titel: x\n")
    code, told = _run("check", "--organisation", organisation)
    assert code == 1
    assert "o.yml:2:3: 'titel' is not a field here. Did you mean 'title'?" in told
    assert told.rstrip().endswith("1 problem.")


def test_check_ready_fails_until_someone_can_be_reached(organisation: Path) -> None:
    code, told = _run("check", "--ready", "--organisation", organisation)
    assert code == 1
    assert "Do not launch without" in told


@pytest.mark.parametrize(
    "args",
    [
        ("build", "--only", "sight"),
        ("build", "--only", "cards", "--offline"),
        ("build", "--paper", "a5"),
        ("build", "--time-limit", "0"),
        ("check", "--time-limit", "9999999999"),
        ("check", "--memory-limit", "99999999999999"),
        ("serve", "--address", "127.0.0.1:70000"),
        ("serve", "--address", "nowhere"),
        ("check", "--memory-limit", "much"),
        ("bild",),
        ("check", "--organisatoin", "x"),
    ],
)
def test_wrong_usage_ends_with_2(args: tuple[str, ...]) -> None:
    code, told = _run(*args)
    assert code == 2
    assert "Traceback" not in told


COMMANDS = ("build", "check", "doctor", "schema", "brand", "serve")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_that_a_folder_is_missing_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)  # where outputs go
    code, told = _run(command, "--organisation", tmp_path / "none")
    assert code == 1
    assert "There is no such folder" in told
    (tmp_path / "file").touch()
    code, told = _run(command, "--organisation", tmp_path / "file")
    assert code == 2 and "is a file" in told


@pytest.mark.fault(56)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_what_is_not_read(
    organisation: Path,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write("organisation.yaml", "paper: a4\n")
    code, told = _run(command, "--organisation", organisation)
    assert code == 1
    assert "organisation.yaml:1:1: This is not read. Call it 'organisation.yml'" in told


def test_a_reference_that_cannot_be_written_is_told(
    organisation: Path, tmp_path: Path
) -> None:
    there = ("--organisation", organisation, "--reference", tmp_path / "no/x.md")
    code, told = _run("schema", *there)
    assert code == 1 and "No such file or directory" in told


@pytest.mark.fault(39)
@pytest.mark.parametrize(
    ("command", "limit"),
    [
        ("check", ("--time-limit", "1")),
        ("build", ("--time-limit", "1")),
        pytest.param(
            *("check", ("--memory-limit", "30")),
            marks=pytest.mark.skipif(not COUNTS_MEMORY, reason="counts no memory"),
        ),
    ],
)
def test_a_limit_that_is_reached_is_one_line_and_ends_with_1(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    limit: tuple[str, str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "organisation").mkdir()
    code, told = _run(command, *limit)
    assert code == 1
    assert told.startswith("Stopped: this ") and told.count("\n") == 1
    assert limit[0] in told
    assert not (tmp_path / "build/site").exists()


def test_a_limit_that_is_not_reached_changes_nothing(
    organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = _run("check", "--organisation", organisation)
    monkeypatch.setenv("PLAYBOOK_TIME_LIMIT", "500")
    if COUNTS_MEMORY:
        monkeypatch.setenv("PLAYBOOK_MEMORY_LIMIT", "4000")
    assert _run("check", "--organisation", organisation) == plain


@pytest.mark.skipif(COUNTS_MEMORY, reason="counts memory")
def test_a_system_that_counts_no_memory_says_so() -> None:
    code, told = _run("check", "--memory-limit", "4000")
    assert code == 2 and "does not count memory" in told


def test_every_command_is_described_in_the_guide() -> None:
    guide = (home() / "maintaining" / "customise.md").read_text(encoding="utf-8")
    for name in main.commands:
        assert f"playbook {name}" in guide, name


def test_the_module_runs_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=home(),
    )
    assert "playbook, version" in done.stdout
