"""A fork customises all that can be customised, upstream moves on, and they merge."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content.model import KINDS
from generator.home import home

# Removing one of these takes half the playbook with it, or a safety minimum.
NEEDED = {"areas", "roles", "phases", "session_plans"}
TEXTS = ("title", "text", "question", "term", "claim")
REPLACED = ("why", "adjustments", "start/mentor")


def _run(where: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=where, capture_output=True, text=True)


def _git(where: Path, *args: str) -> str:
    named = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    done = _run(where, "git", *named, *args)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _playbook(where: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command of the kit in that folder, and not the one under test here."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *args],
        cwd=where,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(where)},
    )


def _commit(where: Path, message: str) -> None:
    _git(where, "add", "--all")
    _git(where, "commit", "--quiet", "-m", message)


def _first_file(kit: Path, kind: str) -> Path:
    return sorted((kit / "playbook_data" / kind).glob("*.yml"))[0]


def _items(path: Path) -> dict[str, Any]:
    """A file as plain text values, as the kit reads it."""
    items: dict[str, Any] = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
    return items


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def _text_field(item: dict[str, Any]) -> str:
    return next(name for name in TEXTS if name in item)


def _customise(fork: Path) -> None:
    """Change, add and remove in every kind; labels, pages, settings, brand."""
    own = fork / "organisation"
    for kind in KINDS:
        items = _items(_first_file(fork, kind))
        first, last = next(iter(items)), list(items)[-1]
        name = _text_field(items[first])
        mine: dict[str, Any] = {
            first: {name: "Said our way"},
            f"ours-{kind.replace('_', '-')}": items[first] | {name: "All our own"},
        }
        if kind not in NEEDED:
            mine["remove"] = [last]
        if kind == "tracks":
            first, *middle, last = items["six-meetings"]["sessions"]
            mine["six-meetings"] = {"sessions": [first, *middle[::-1], last]}
        _write(own / "content" / kind / "ours.yml", mine)
    _write(own / "labels.yml", {"part_meet": "In the room", "why": "What for"})
    _write(
        own / "organisation.yml",
        {
            "programme": {"name": "Ours"},
            "track": "six-meetings",
            "hide": ["variants.md", "nav_briefings"],
        },
    )
    _write(
        own / "_brand.yml", {"meta": {"name": "Us"}, "color": {"primary": "#702459"}}
    )
    for name in REPLACED:
        page = own / "pages" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\ntitle: Our {name}\n---\n\n# Ours\n\nOur words.\n")
    (own / "pages" / "our-story.md").write_text(
        "---\ntitle: Our story\npart: part_start\n---\n\n# Our story\n\n{{ track() }}\n"
    )


def _move_on(kit: Path) -> None:
    """What upstream does meanwhile: changes, removes and adds items and pages."""
    glossary = _first_file(kit, "glossary")
    terms = _items(glossary)
    first, last = next(iter(terms)), list(terms)[-1]
    theirs = {key: term for key, term in terms.items() if key not in (first, last)}
    theirs["ours-glossary"] = {"term": "Theirs too", "meaning": "Of the same name."}
    theirs["wholly-new"] = {"term": "New", "meaning": "Nobody had it before."}
    _write(glossary, theirs)
    for path in (kit / "playbook_data").rglob("*.yml"):
        text = path.read_text()
        for gone in (first, last):
            text = text.replace(f"](term:{gone})", "](term:wholly-new)")
        path.write_text(text)
    themes = _first_file(kit, "themes")
    items = _items(themes)
    items[next(iter(items))]["title"] = "A better title"
    _write(themes, items)
    labels = kit / "playbook_data/defaults/labels.yml"
    text = labels.read_text()
    labels.write_text(text.replace("part_meet: Meet\n", "part_meet: In the room\n"))
    why = kit / "docs/why.md"
    why.write_text(why.read_text() + "\nOne more reason.\n")
    (kit / "docs/adjustments.md").unlink()
    config = kit / "mkdocs.yml"
    text = config.read_text().replace("      - adjustments.md\n", "")
    config.write_text(
        text.replace("      - faq.md\n", "      - faq.md\n      - new.md\n")
    )
    (kit / "docs/new.md").write_text("---\ntitle: New\n---\n\n# New\n\nA new page.\n")
    for path in (kit / "docs").rglob("*.md"):
        text = path.read_text()
        path.write_text(text.replace("adjustments.md)", "faq.md)"))


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fork that took an update, by git alone and without a conflict."""
    folder = tmp_path_factory.mktemp("git")
    kit, fork = folder / "kit", folder / "fork"
    listed = ("ls-files", "-co", "--exclude-standard")
    for name in _git(home(), *listed).splitlines():
        if (home() / name).is_file() and not name.startswith(("tests/", "examples/")):
            (kit / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(home() / name, kit / name)
    _git(kit, "init", "--quiet", "--initial-branch", "main")
    _commit(kit, "The kit")
    _git(folder, "clone", "--quiet", str(kit), "fork")
    _customise(fork)
    checked = _playbook(fork, "check")
    assert checked.returncode == 0, checked.stderr
    recorded = _playbook(fork, "doctor")
    assert recorded.returncode == 0, recorded.stdout
    _commit(fork, "Make it ours")
    _move_on(kit)
    _commit(kit, "Move on")
    _git(fork, "pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")
    return fork


def test_the_update_merges_without_a_conflict(merged: Path) -> None:
    assert _git(merged, "status", "--porcelain") == ""
    touched = _git(merged, "diff", "--name-only", "HEAD^1", "HEAD").splitlines()
    assert "mkdocs.yml" in touched and "docs/new.md" in touched
    assert not [name for name in touched if name.startswith("organisation/")]


def _report(fork: Path) -> dict[str, dict[str, Any]]:
    done = _playbook(fork, "doctor", "--json")
    return {each["id"]: each for each in json.loads(done.stdout)}


def _needing(found: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {
        key: each["status"]
        for key, each in found.items()
        if each["status"] != "current"
    }


def test_the_doctor_tells_exactly_what_the_update_concerns(merged: Path) -> None:
    found = _report(merged)
    terms = _items(_first_file(home(), "glossary"))
    theme = next(iter(_items(_first_file(home(), "themes"))))
    first, last = next(iter(terms)), list(terms)[-1]
    assert _needing(found) == {
        f"glossary/{first}": "orphaned",
        f"glossary/{last}": "orphaned",
        "glossary/ours-glossary/term": "stale",
        "glossary/ours-glossary/meaning": "stale",
        f"themes/{theme}/title": "stale",
        "labels/part_meet": "redundant",
        "pages/why.md": "stale",
        "pages/adjustments.md": "orphaned",
        "pages/start/mentor.md": "stale",
    }
    assert len(found) > 100
    stale = found[f"themes/{theme}/title"]
    assert stale["now"] == "A better title" and stale["own"] == "Said our way"
    assert stale["was"] == _items(_first_file(home(), "themes"))[theme]["title"]


def test_the_report_is_decided_line_by_line_and_then_the_fork_builds(
    merged: Path, tmp_path: Path
) -> None:
    fork = tmp_path / "fork"
    shutil.copytree(merged, fork)
    told = _playbook(fork, "doctor").stdout
    terms = fork / "organisation/content/glossary/ours.yml"
    mine = _items(terms)
    first = next(iter(mine))
    assert f"glossary/{first}\n  Upstream has taken away what yours changes." in told
    before = _playbook(fork, "check")
    assert before.returncode == 1
    assert f"Upstream has taken away 'glossary/{first}'" in before.stderr
    # What a person does who follows the report.
    _write(terms, {"ours-glossary": mine["ours-glossary"]})
    (fork / "organisation/pages/adjustments.md").unlink()
    labels = _items(fork / "organisation/labels.yml")
    _write(fork / "organisation/labels.yml", {"why": labels["why"]})
    left = _needing(_report(fork))
    assert set(left.values()) == {"stale"}
    done = _playbook(fork, "doctor", "--accept", *left)
    assert done.returncode == 0, done.stdout
    built = _playbook(fork, "build", "--only", "site")
    assert built.returncode == 0, built.stderr
    site = fork / "build/site"
    assert (site / "our-story.html").is_file() and (site / "new.html").is_file()
    assert not (site / "variants.html").exists()
    assert not list((site / "briefings").glob("*.html"))
    assert "Theirs too" not in (site / "glossary.html").read_text()
    assert "Nobody had it before." in (site / "glossary.html").read_text()
