"""An update that concerns an organisation's changes is told, and decided on once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.content.problems import ProblemsFound
from generator.fork import doctor, overrides, report
from generator.fork.doctor import examine, record
from generator.fork.lock import LOCK, MAX_BYTES, read_lock
from tests.conftest import Write

Statuses = Callable[[], dict[str, str]]

GLOSSARY = """
upward-feedback:
  term: Feedback upwards
  meaning: What someone tells a person above them about how that person's work arrives.
floor:
  term: Floor
  meaning: |
    The smallest number of answers that is
    reported on.
"""
LABELS = "why: Why it matters\nsteps: The meeting, step by step\n"


@pytest.fixture
def upstream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny kit that the doctor takes for the real one."""
    kit = tmp_path / "kit"
    (kit / "playbook_data/glossary").mkdir(parents=True)
    (kit / "playbook_data/glossary/terms.yml").write_text(GLOSSARY)
    (kit / "playbook_data/defaults").mkdir()
    (kit / "playbook_data/defaults/labels.yml").write_text(LABELS)
    (kit / "docs").mkdir()
    (kit / "docs/why.md").write_text("---\ntitle: Why\n---\n\n# Why\n\nBecause.\n")
    monkeypatch.setattr(overrides, "home", lambda: kit)
    return kit


@pytest.fixture
def statuses(organisation: Path) -> Statuses:
    return lambda: {each.override.id: each.status for each in examine(organisation)}


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_every_kind_of_change_is_found(
    organisation: Path, write: Write, upstream: Path, statuses: Statuses
) -> None:
    write(
        "content/glossary/o.yml",
        "floor:\n  term: Threshold\nremove: [upward-feedback]\n",
    )
    write(
        "content/faq/o.yml",
        "ours:\n  question: Whose?\n  answer: Ours.\n  roles: [mentor]\n",
    )
    write("labels.yml", "why: What for\n")
    write("pages/why.md", "ours")
    write("pages/new.md", "ours")
    write("organisation.yml", "hide: [why.md]\n")
    assert statuses() == dict.fromkeys(
        [
            "glossary/floor/term",
            "glossary/upward-feedback",
            "faq/ours",
            "labels/why",
            "pages/why.md",
            "pages/new.md",
            "hide/why.md",
        ],
        "current",
    )


@pytest.mark.fault(44)
def test_a_field_that_upstream_changes_is_stale_until_it_is_accepted(
    organisation: Path, write: Write, upstream: Path, statuses: Statuses
) -> None:
    write("content/glossary/o.yml", "floor:\n  term: Threshold\n")
    record(organisation, examine(organisation))
    assert statuses() == {"glossary/floor/term": "current"}
    _edit(upstream / "playbook_data/glossary/terms.yml", "Floor\n", "Ground\n")
    (found,) = examine(organisation)
    assert (found.status, found.was, found.override.upstream) == (
        "stale",
        "Floor",
        "Ground",
    )
    told = report.report(found)
    assert "upstream was: Floor" in told and "upstream now: Ground" in told
    assert "o.yml, line 2): Threshold" in told
    assert "playbook doctor --accept glossary/floor/term" in told
    record(organisation, [found])
    assert statuses() == {"glossary/floor/term": "stale"}
    record(organisation, [found], accept={found.override.id})
    assert statuses() == {"glossary/floor/term": "current"}


def test_upstream_may_break_its_lines_otherwise(
    organisation: Path, write: Write, upstream: Path, statuses: Statuses
) -> None:
    write("content/glossary/o.yml", "floor:\n  meaning: The least that is told.\n")
    record(organisation, examine(organisation))
    _edit(
        upstream / "playbook_data/glossary/terms.yml", "is\n    reported", "is reported"
    )
    assert statuses() == {"glossary/floor/meaning": "current"}


def test_what_is_the_same_as_upstream_is_redundant_until_it_is_kept_on_purpose(
    organisation: Path, write: Write, upstream: Path, statuses: Statuses
) -> None:
    write("labels.yml", "why: Why it matters\n")
    record(organisation, examine(organisation))
    assert statuses() == {"labels/why": "redundant"}
    record(organisation, examine(organisation), accept={"labels/why"})
    assert statuses() == {"labels/why": "current"}
    record(organisation, examine(organisation))
    assert statuses() == {"labels/why": "current"}


@pytest.mark.fault(44)
def test_what_upstream_takes_away_is_orphaned(
    organisation: Path, write: Write, upstream: Path, statuses: Statuses
) -> None:
    write(
        "content/glossary/o.yml",
        "floor:\n  term: Threshold\nremove: [upward-feedback]\n",
    )
    write("labels.yml", "why: What for\n")
    write("pages/why.md", "ours")
    record(organisation, examine(organisation))
    (upstream / "playbook_data/glossary/terms.yml").write_text("other:\n  term: X\n")
    _edit(upstream / "playbook_data/defaults/labels.yml", "why: Why it matters\n", "")
    (upstream / "docs/why.md").unlink()
    assert statuses() == {
        "glossary/upward-feedback": "orphaned",
        "glossary/floor": "orphaned",
        "labels/why": "orphaned",
        "pages/why.md": "orphaned",
    }
    found = {each.override.id: each for each in examine(organisation)}
    assert found["glossary/floor"].was["term"] == "Floor"
    told = report.report(found["glossary/floor"])
    assert "The smallest number of answers that is" in told, "the whole, to take over"
    with pytest.raises(ProblemsFound, match="'meaning' is missing"):
        record(organisation, list(found.values()), accept={"glossary/floor"})
    record(organisation, list(found.values()))
    assert statuses()["glossary/floor"] == "orphaned"
    whole = "floor:\n  term: Threshold\n  meaning: Ours.\nremove: [upward-feedback]\n"
    write("content/glossary/o.yml", whole)
    kept = {"glossary/floor", "pages/why.md"}
    record(organisation, examine(organisation), accept=kept)
    assert statuses()["glossary/floor"] == "current"
    assert statuses()["pages/why.md"] == "current"
    for key in ("labels/why", "glossary/upward-feedback"):
        with pytest.raises(ProblemsFound, match="cannot be kept"):
            record(organisation, examine(organisation), accept={key})


def test_an_addition_whose_name_upstream_takes_up_is_told(
    organisation: Path, write: Write, upstream: Path, statuses: Statuses
) -> None:
    write("content/glossary/o.yml", "pair:\n  term: Two\n  meaning: Two people.\n")
    write("pages/new.md", "ours")
    record(organisation, examine(organisation))
    with (upstream / "playbook_data/glossary/terms.yml").open("a") as file:
        file.write("pair:\n  term: Pair\n  meaning: Two who meet.\n")
    (upstream / "docs/new.md").write_text("theirs")
    found = examine(organisation)
    assert {each.override.id: each.status for each in found} == {
        "glossary/pair/term": "stale",
        "glossary/pair/meaning": "stale",
        "pages/new.md": "stale",
    }
    assert "upstream now has one of the same name" in report.report(found[0])
    record(organisation, found, accept={"glossary/pair/term"})
    assert statuses()["glossary/pair/meaning"] == "stale"


def test_a_page_is_compared_line_by_line(
    organisation: Path, write: Write, upstream: Path
) -> None:
    write("pages/why.md", "ours")
    record(organisation, examine(organisation))
    _edit(upstream / "docs/why.md", "Because.", "Because of\nthis.")
    told = report.report(examine(organisation)[0])
    assert "-Because." in told and "+Because of" in told and "+this." in told
    assert "-# Why" not in told


def test_the_lock_is_written_only_when_it_says_something_new(
    organisation: Path, write: Write, upstream: Path
) -> None:
    record(organisation, examine(organisation))
    assert not (organisation / LOCK).exists()
    path = write("labels.yml", "why: What for\n")
    record(organisation, examine(organisation))
    written = (organisation / LOCK).stat().st_mtime_ns
    record(organisation, examine(organisation))
    assert (organisation / LOCK).stat().st_mtime_ns == written
    path.unlink()
    record(organisation, examine(organisation))
    assert not (organisation / LOCK).exists()


BROKEN = (
    *("", "{", "[]", "3", "<<<<<<< x", "[" * 100_000, "\0", '{"overrides": 3}'),
    *('{"overrides": {"a": 1}}', '{"overrides": {}, "items": []}'),
    '{"overrides": {"a": {"upstream": ' + "[" * 500 + "]" * 500 + "}}}",
    *(
        f'{{"overrides": {{"a": {{"upstream": {v}}}}}}}'
        for v in ("3", "1e999", "9" * 5000)
    ),
    *(
        f'{{"overrides": {{"{key}": {{"upstream": ""}}}}}}'
        for key in (r"\u001b", r"\ud800")
    ),
    *(
        f'{{"overrides": {{"a": {{"upstream": "{v}"}}}}}}'
        for v in (r"\ud800", r"\u202e")
    ),
)


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_lock_is_told(organisation: Path, text: str) -> None:
    (organisation / LOCK).write_text(text)
    with pytest.raises(ProblemsFound, match=r"upstream\.lock:1:1: The record of your"):
        examine(organisation)


@pytest.mark.fault(9)
def test_a_lock_may_begin_with_a_byte_order_mark(
    organisation: Path, write: Write, upstream: Path
) -> None:
    write("labels.yml", "why: What for\n")
    record(organisation, examine(organisation))
    text = (organisation / LOCK).read_text(encoding="utf-8")
    (organisation / LOCK).write_text(text, encoding="utf-8-sig")
    assert [found.new for found in examine(organisation)] == [False]


@pytest.mark.fault(2, 55)
def test_a_lock_that_is_huge_or_no_file_is_told(organisation: Path) -> None:
    (organisation / LOCK).write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(ProblemsFound, match="KiB; the limit is 4096"):
        read_lock(organisation)
    (organisation / LOCK).unlink()
    (organisation / LOCK).symlink_to("/nowhere")
    with pytest.raises(ProblemsFound, match="This is a link"):
        read_lock(organisation)


def _run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["doctor", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_command_ends_with_1_until_everything_is_decided(
    organisation: Path, write: Write, upstream: Path
) -> None:
    write(
        "content/glossary/o.yml", "floor:\n  term: Threshold\n  meaning: The least.\n"
    )
    here = ("--organisation", organisation)
    assert _run(*here) == (0, "2 changes of yours: 2 up to date.\n")
    text = (upstream / "playbook_data/glossary/terms.yml").read_text()
    text = text.replace("Floor", "Ground").replace("smallest", "least")
    (upstream / "playbook_data/glossary/terms.yml").write_text(text)
    code, told = _run(*here)
    assert code == 1 and told.endswith("2 changes of yours: 2 changed by upstream.\n")
    code, told = _run(*here, "--json")
    assert code == 1
    assert {each["id"]: each["status"] for each in json.loads(told)} == {
        "glossary/floor/term": "stale",
        "glossary/floor/meaning": "stale",
    }
    code, told = _run(*here, "--accept", "glossary/flor")
    assert code == 1 and "Did you mean" in told
    assert _run(*here, "--accept")[0] == 2
    code, told = _run(*here, "--accept", "glossary/floor")
    assert (code, told) == (0, "2 changes of yours: 2 up to date.\n")


def test_check_notes_what_is_not_recorded_yet(organisation: Path, write: Write) -> None:
    write("labels.yml", "why: What for\n")
    told = CliRunner().invoke(main, ["check", "--organisation", str(organisation)])
    assert "1 change of yours not recorded yet. Run `playbook doctor`" in told.output
    _run("--organisation", organisation)
    told = CliRunner().invoke(main, ["check", "--organisation", str(organisation)])
    assert "not recorded" not in told.output


@pytest.mark.fault(44, 70)
def test_check_says_when_upstream_took_away_what_is_changed(
    organisation: Path, write: Write
) -> None:
    """Nothing is lost in silence, not even before the doctor is asked."""
    write("content/glossary/o.yml", "gone-now:\n  term: Ours\n")
    lock = {
        "overrides": {"glossary/gone-now/term": {"upstream": "Theirs"}},
        "items": {"glossary/gone-now": {"term": "Theirs", "meaning": "Theirs."}},
    }
    (organisation / LOCK).write_text(json.dumps(lock))
    told = CliRunner().invoke(main, ["check", "--organisation", str(organisation)])
    assert told.exit_code == 1
    assert "Upstream has taken away 'glossary/gone-now'" in told.output
    assert told.output.count("problem ") == 1, "one explanation"


@pytest.mark.fault(70)
def test_what_cannot_stand_alone_is_never_up_to_date(
    organisation: Path, write: Write, upstream: Path, statuses: Statuses
) -> None:
    """Without a lock nobody knows what it stood in for."""
    write("content/glossary/o.yml", "gone-now:\n  term: Ours\nfloor:\n  trem: Ours\n")
    write("content/themes/o.yml", "gone-theme:\n  title: Ours\n  why: So.\n")
    write("labels.yml", "wy: Ours\n")
    expected = {
        "glossary/gone-now": "incomplete",
        "glossary/floor/trem": "orphaned",
        "themes/gone-theme": "incomplete",
        "labels/wy": "orphaned",
    }
    assert statuses() == expected
    found = {each.override.id: each for each in examine(organisation)}
    told = report.report(found["glossary/gone-now"])
    assert "it is misspelt, or an update has taken it away" in told
    assert "To stand alone it needs meaning." in told and "--accept" not in told
    for key in ("glossary/floor/trem", "labels/wy"):
        told = report.report(found[key])
        assert "Upstream has nothing of this name" in told and "--accept" not in told
    record(organisation, list(found.values()))
    assert statuses() == expected, "looking at it decides nothing"
    with pytest.raises(ProblemsFound, match="'meaning' is missing"):
        record(organisation, list(found.values()), accept={"glossary/gone-now"})
    code, told = _run("--organisation", organisation)
    assert code == 1 and "2 gone from upstream, 2 not complete." in told
    write("content/glossary/o.yml", "gone-now:\n  term: Ours\n  meaning: Ours too.\n")
    assert statuses()["glossary/gone-now"] == "current"


def test_an_organisation_can_be_copied_with_its_lock(
    organisation: Path, write: Write, upstream: Path, tmp_path: Path
) -> None:
    write("labels.yml", "why: What for\n")
    record(organisation, examine(organisation))
    shutil.copytree(organisation, tmp_path / "copy")
    assert doctor.not_recorded(tmp_path / "copy") == []


@pytest.mark.fault(21)
def test_the_lock_is_written_through_no_link(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    """Whoever sent the folder may have put one under any name that is known."""
    write("content/glossary/o.yml", "floor: {term: Ground}\n")
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    (organisation / f".{LOCK}").symlink_to(mine)
    record(organisation, examine(organisation))
    assert mine.read_text() == "mine"
    assert (organisation / LOCK).is_file() and not (organisation / LOCK).is_symlink()
