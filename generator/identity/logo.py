"""Find an organisation's logo for each size and ground."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..content.problems import Findings
from ..content.source import Place, Tree
from .asset import find_asset, is_remote
from .picture import is_picture

# Where each is used, and the sizes of brand.yml that serve, the best first.
USES = {
    "icon": ("small", "medium", "large"),
    "logo": ("medium", "large", "small"),
    "cover": ("large", "medium", "small"),
}
SIDES = {"light": "", "dark": "_dark"}


def read_logos(tree: Tree, layer: Path, findings: Findings) -> dict[str, Path]:
    """The pictures by use: `icon`, `logo` and `cover`, each also with `_dark`."""
    found: dict[str, Path] = {}
    seen: dict[str, Path | None] = {}
    for use, sizes in USES.items():
        for side, ending in SIDES.items():
            named = next(
                (named for size in sizes for named in _named(tree, size, side)), None
            )
            if named is None:
                continue
            place, name = named
            if name not in seen:
                seen[name] = _picture(tree, layer, place, name, findings)
            path = seen[name]
            if path is not None:
                found[use + ending] = path
    return found


def _named(tree: Tree, size: str, side: str) -> Iterator[tuple[Place, str]]:
    """The file that a size names for a ground, whichever way it is written."""
    logo: Any = tree.data.get("logo")
    place: Place = ("logo",)
    images: Any = {}
    if isinstance(logo, dict):
        images = logo.get("images")
        if size in logo:
            logo, place = logo[size], ("logo", size)
        elif not {"light", "dark", "path"} & logo.keys():
            return
    if isinstance(logo, dict) and "path" not in logo:
        logo = logo.get(side) or logo.get("light") or logo.get("dark")
    for _ in range(2):  # a name of `images`, which may be {path, alt}
        if isinstance(logo, dict):
            logo = logo.get("path")
        if isinstance(logo, str) and isinstance(images, dict) and logo in images:
            logo = images[logo]
    if isinstance(logo, str) and logo:
        yield place, logo


def _picture(
    tree: Tree, layer: Path, place: Place, name: str, findings: Findings
) -> Path | None:
    mark = tree.mark(place)
    if is_remote(name):
        findings.note(
            mark,
            f"'{name}' lies elsewhere, and nothing is fetched. Save it in assets/ and "
            "name that; until then the kit's own mark is used.",
        )
        return None
    path = find_asset(layer, name, mark, findings)
    return path if path and is_picture(path, mark, findings) else None
