"""Say in one digest what a build is made from, so that a change of any of it shows."""

from __future__ import annotations

import hashlib
import os
import platform
import stat
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from .home import PACKAGE, home

# What lays out, draws and writes. All that is installed is pinned beside them.
RENDERERS = (
    "fonttools",
    "markdown",
    "markdown-it-py",
    "mkdocs",
    "mkdocs-macros-plugin",
    "mkdocs-material",
    "pillow",
    "pydyf",
    "pypdfium2",
    "python-docx",
    "segno",
    "weasyprint",
)
KIT = ("docs", "overrides", "playbook_data", "mkdocs.yml")
# Of an organisation's folder no build reads these: they help editing and updating.
UNREAD = {"schema", "upstream.lock"}


@dataclass(frozen=True)
class Options:
    """What a build was asked for besides: its day, and paper and sheets if named.

    "" stands for what the organisation's settings say.
    """

    day: date
    paper: str = ""
    sheets: str = ""


def digest(organisation: Path, options: Options) -> str:
    """A digest, in hexadecimal, of all that a build with `options` is made from.

    It covers every file of the organisation and of the kit, and the versions of what
    renders them. Hidden files do not count, links are not followed, and what is no file
    is not opened. 450 files take some 0.03 s.
    """
    found = hashlib.sha256()

    def add(*said: object) -> None:
        text = "\0".join(map(str, said))
        found.update(f"{len(text)}\0{text}".encode("utf-8", "surrogateescape"))

    add(platform.python_version(), version("reverse-mentoring-playbook"))
    add(*astuple(options))
    add(*(f"{name} {version(name)}" for name in RENDERERS))
    trees = [organisation, PACKAGE, *(home() / name for name in KIT)]
    for number, tree in enumerate(trees):
        # What is missing is told by those who need it.
        for name, path in _files(tree) if tree.exists() else ():
            if number or name.split("/")[0] not in UNREAD:
                add(number, name, _said(path))
    return found.hexdigest()


def _said(path: Path) -> str:
    """What a file holds, as a digest; of anything else, what it is."""
    kind = path.lstat().st_mode
    if stat.S_ISLNK(kind):
        return f"link to {path.readlink()}"
    if not stat.S_ISREG(kind):
        return f"kind {stat.S_IFMT(kind)}"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(tree: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a tree by its name there, always in the same order."""
    waiting = [("", tree)]
    while waiting:
        name, path = waiting.pop()
        if not stat.S_ISDIR(path.lstat().st_mode):
            yield name, path
            continue
        for inner in sorted(os.listdir(path), reverse=True):
            if not inner.startswith(".") and inner != "__pycache__":
                waiting.append((f"{name}/{inner}".lstrip("/"), path / inner))
