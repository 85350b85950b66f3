"""Find the files that a brand names, and only inside the organisation's assets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..content.problems import Findings, Mark
from .vocabulary import shown

LONGEST = 250  # bytes of a path; file systems refuse longer names


def find_asset(layer: Path, name: Any, mark: Mark, findings: Findings) -> Path | None:
    """The file that a brand calls `name`; None, with a problem, where there is none.

    Companies write paths from the root of their own site or repository, so the file is
    also looked for below `assets/`, by its path and by its name alone.
    """
    assets = layer / "assets"
    if not isinstance(name, str) or not name.strip():
        findings.problem(mark, "The path of a file is expected here.")
        return None
    written = Path(name.replace("\\", "/").lstrip("/"))
    length = len(name.encode(errors="replace"))
    if ".." in written.parts or not name.isprintable() or length > LONGEST:
        findings.problem(
            mark,
            f"{shown(name)} is no file here. Put it into {_place(assets)}/ and name "
            "that.",
        )
        return None
    places = (assets, assets / "fonts")
    tried = [layer / written, *(place / written for place in places)]
    tried += [place / written.name for place in places]
    for path in tried:
        if path.is_file() and path.resolve().is_relative_to(assets.resolve()):
            if _is_linked(path, assets):
                findings.problem(
                    mark, f"{shown(name)} is a link. Put the file itself into assets/."
                )
                return None
            return path
    if tried[0].is_file():
        told = f"{shown(name)} must lie inside {_place(assets)}/. Move it there."
    else:
        told = (
            f"There is no file {shown(name)}. Put it into {_place(assets)}/, or "
            "correct or delete the line."
        )
    findings.problem(mark, told)
    return None


def is_remote(name: Any) -> bool:
    """Whether a name is an address elsewhere, from which nothing is fetched."""
    return str(name).startswith(("http://", "https://", "//"))


def _is_linked(path: Path, assets: Path) -> bool:
    inner = [path, *path.parents]
    return any(each.is_symlink() for each in inner[: inner.index(assets) + 1])


def _place(assets: Path) -> str:
    return f"{assets.parent.name}/{assets.name}"
