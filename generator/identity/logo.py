"""Find an organisation's logo for each size and ground."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..content.problems import Findings, nearest
from ..content.source import Place, Tree
from .asset import find_asset, is_remote
from .picture import is_picture
from .vocabulary import get, shown

# Where each is used, and the sizes of brand.yml that serve, the best first.
USES = {
    "icon": ("small", "medium", "large"),
    "logo": ("medium", "large", "small"),
    "cover": ("large", "medium", "small"),
}
SIDES = {"light": "", "dark": "_dark"}


@dataclass(frozen=True)
class _Named:
    """A file as a brand names it, where it does so, and what it says it shows."""

    place: Place
    file: str
    alt: str


def read_logos(
    tree: Tree, layer: Path, findings: Findings
) -> tuple[dict[str, Path], str]:
    """The pictures by use, and what the logo shows in words ("" where it is not said).

    The uses are `icon`, `logo` and `cover`, each also with `_dark`.
    """
    found: dict[str, Path] = {}
    seen: dict[str, Path | None] = {}
    alt = ""
    for use, sizes in USES.items():
        for side, ending in SIDES.items():
            ways = (_named(tree, size, side) for size in sizes)
            named = next((way for way in ways if way), None)
            if named is None:
                continue
            if named.file not in seen:
                seen[named.file] = _picture(tree, layer, named, findings)
            path = seen[named.file]
            if path is not None:
                found[use + ending] = path
                alt = alt or named.alt
    if not seen and isinstance(get(tree, "logo", "images"), dict):
        findings.note(
            tree.mark(("logo", "images")),
            "No size names one of these images. Say under 'logo:' which one is "
            "'small', 'medium' or 'large'; until then the kit's own mark is used.",
        )
    return found, alt


def _named(tree: Tree, size: str, side: str) -> _Named | None:
    """The file that a size names for a ground, whichever way it is written."""
    logo = get(tree, "logo")
    images = get(tree, "logo", "images") if isinstance(logo, dict) else None
    place: Place = ("logo",)
    if isinstance(logo, dict):
        if size in logo:
            logo, place = logo[size], ("logo", size)
        elif not {"light", "dark", "path"} & logo.keys():
            return None
    alt = ""
    for _ in range(3):  # {light, dark} of {path, alt} of a name of `images`
        if isinstance(logo, dict) and "path" not in logo:
            logo = logo.get(side) or logo.get("light") or logo.get("dark")
        if isinstance(logo, dict):
            said = logo.get("alt")
            alt = alt or (" ".join(said.split()) if isinstance(said, str) else "")
            logo = logo.get("path")
        if isinstance(logo, str) and isinstance(images, dict) and logo in images:
            logo = images[logo]
    return _Named(place, logo, alt) if isinstance(logo, str) and logo else None


def _picture(tree: Tree, layer: Path, named: _Named, findings: Findings) -> Path | None:
    mark, name = tree.mark(named.place), named.file
    if is_remote(name):
        findings.note(
            mark,
            f"{shown(name)} lies elsewhere, and nothing is fetched. Save it in assets/ "
            "and name that; until then the kit's own mark is used.",
        )
        return None
    images = get(tree, "logo", "images")
    if "." not in name and isinstance(images, dict):
        findings.problem(
            mark,
            f"There is no image {shown(name)} under 'images'. {nearest(name, images)}",
        )
        return None
    path = find_asset(layer, name, mark, findings)
    return path if path and is_picture(path, mark, findings) else None
