"""What the kit is made of can be listed: every package, and what lies in the tree."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from generator.home import TEMPLATES, home

LOCK = home() / "requirements.lock"
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
GUIDE = home() / "maintaining" / "supply.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The list of packages as `make sbom` writes it, in two places."""
    written = []
    for name in ("one", "another"):
        folder = tmp_path_factory.mktemp(name)
        for each in ("Makefile", "pyproject.toml", LOCK.name):
            shutil.copyfile(home() / each, folder / each)
        # Set up already: by this interpreter.
        ready = ("--old-file=.venv/.ready-test", f"BIN={Path(sys.executable).parent}")
        command = ("make", "--silent", *ready, "sbom")
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0 and not done.stderr, done.stderr
        written.append((folder / "build" / "sbom.json").read_bytes())
    return written


def test_the_list_holds_every_pinned_package_with_its_hashes(made: list[bytes]) -> None:
    listed = {}
    for each in json.loads(made[0])["components"]:
        assert each["purl"] == f"pkg:pypi/{each['name']}@{each['version']}"
        listed[each["name"], each["version"]] = {
            entry["content"]
            for part in each["externalReferences"]
            for entry in part["hashes"]
        }
    lock = LOCK.read_text(encoding="utf-8")
    assert sorted(listed) == sorted(PINNED.findall(lock)) and len(listed) > 50
    assert set[str]().union(*listed.values()) == set(re.findall(r"sha256:(\w+)", lock))
    assert all(listed.values())


def test_the_list_is_the_same_bytes_and_names_no_index(made: list[bytes]) -> None:
    assert made[0] == made[1]
    sources = {
        part["url"]
        for each in json.loads(made[0])["components"]
        for part in each["externalReferences"]
    }
    assert sources and not [url for url in sources if "://" in url]


def _row(font: Path) -> str:
    """The guide's line about a typeface, of which `font` is one of the files."""
    with TTFont(font) as read:
        version = re.findall(r"[\d.]+", read["name"].getDebugName(5))[0]
    family = font.name.partition("-latin")[0].replace("-", " ")
    return f"| {family} | {version} | `{font.parent.relative_to(home())}/` |"


def test_what_lies_in_the_tree_is_told_with_its_version() -> None:
    told = GUIDE.read_text(encoding="utf-8").lower()
    rows = {_row(font) for font in home().glob("*/*/assets/fonts/*.woff2")}
    vendored = TEMPLATES / "scripts" / "vendor"
    for licence in vendored.glob("*-LICENSE.txt"):
        rows.add(f"| {licence.name.removesuffix('-LICENSE.txt')} | ".lower())
    assert len(rows) > 4
    assert not [row for row in rows if row not in told]
