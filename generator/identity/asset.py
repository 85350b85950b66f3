"""Find the files that a brand names, and only inside the organisation's assets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..content.problems import Findings, Mark

LONGEST = 250  # characters of a path; file systems refuse longer names


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
    if ".." in written.parts or "\0" in name or len(name) > LONGEST:
        findings.problem(
            mark,
            f"'{name[:60]}' is no file here. Put it into {_shown(assets)}/ and name "
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
                    mark, f"'{name}' is a link. Put the file itself into assets/."
                )
                return None
            return path
    if tried[0].is_file():
        told = f"'{name}' must lie inside {_shown(assets)}/. Move it there."
    else:
        told = (
            f"There is no file '{name}'. Put it into {_shown(assets)}/, or correct or "
            "delete the line."
        )
    findings.problem(mark, told)
    return None


def is_remote(name: Any) -> bool:
    """Whether a name is an address elsewhere, from which nothing is fetched."""
    return str(name).startswith(("http://", "https://", "//"))


def _is_linked(path: Path, assets: Path) -> bool:
    inner = [path, *path.parents]
    return any(each.is_symlink() for each in inner[: inner.index(assets) + 1])


def _shown(assets: Path) -> str:
    return f"{assets.parent.name}/{assets.name}"
