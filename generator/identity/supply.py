"""Read the font files that a brand supplies, and what allows it to publish them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..content.problems import Findings
from ..content.source import Place, Tree
from .asset import find_asset, is_remote
from .typeface import Face, file_faces
from .unpack import MIB
from .vocabulary import get, shown

MAX_FILES = 40
MAX_TOTAL = 20 * MIB


def read_faces(tree: Tree, layer: Path, findings: Findings) -> list[Face]:
    """The faces whose files a brand supplies; of twins the one that is named first."""
    faces: dict[tuple[str, int, str, str], Face] = {}
    files = list(_files(tree))
    if len(files) > MAX_FILES:
        findings.problem(
            tree.mark(files[MAX_FILES][1]),
            f"These are {len(files)} font files, and {MAX_FILES} are the most that are "
            "taken. List the weights that you use.",
        )
        return []
    for family, place, described in files:
        for face in _read_file(tree, layer, family, place, described, findings):
            twins = (face.family, face.weight, face.style, face.ranges)
            faces.setdefault(twins, face)
    total = sum(path.stat().st_size for path in {face.path for face in faces.values()})
    if total > MAX_TOTAL:
        findings.problem(
            tree.mark(files[0][1]),
            f"The font files have {total // MIB} MiB together, and {MAX_TOTAL // MIB} "
            "are the most that are taken. List the weights that you use.",
        )
    return list(faces.values())


def _files(tree: Tree) -> Iterator[tuple[str, Place, dict[str, Any]]]:
    """The files that a brand names: family, place, and what it says of each."""
    for place, font in _fonts(tree):
        if font.get("source", "file") != "file":
            continue
        files = font.get("files")
        entries = files if isinstance(files, list) else [files] if files else []
        for number, entry in enumerate(entries):
            described = entry if isinstance(entry, dict) else {"path": entry}
            yield font["family"], (*place, "files", number), described


def _read_file(
    tree: Tree,
    layer: Path,
    family: str,
    place: Place,
    described: dict[str, Any],
    findings: Findings,
) -> list[Face]:
    """The faces in a file that a brand names; none, with a finding, where it fails."""
    mark, name = tree.mark(place), described.get("path")
    if is_remote(name):
        findings.note(
            mark,
            f"{shown(name)} lies elsewhere, and nothing is fetched. Save it in "
            "assets/fonts/ and name that.",
        )
        return []
    path = find_asset(layer, name, mark, findings)
    if path is None:
        return []
    try:
        return file_faces(family, path, described)
    except ValueError as error:
        findings.problem(mark, f"'{path.name}' {error}.")
        return []


def read_licences(
    tree: Tree, supplied: Iterable[Face], findings: Findings
) -> dict[str, str]:
    """What allows each supplied family to be published; a note where none is said."""
    families = {face.family for face in supplied}
    places: dict[str, Place] = {}
    found: dict[str, str] = {}
    for place, font in _fonts(tree):
        family = font["family"]
        line = font.get("license") or font.get("licence")
        if family in families:
            places.setdefault(family, place)
            if isinstance(line, str):
                found.setdefault(family, " ".join(line.split()))
    for family, place in places.items():
        if family not in found:
            findings.note(
                tree.mark(place),
                "Say under 'license:' what allows you to publish the files of "
                f"{shown(family)}: a site hands them to every reader.",
            )
    return found


def _fonts(tree: Tree) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The entries of `typography: fonts:` that name a family, with their places.

    They may also be a mapping by family, or one entry alone.
    """
    fonts = get(tree, "typography", "fonts")
    here: Place = ("typography", "fonts")
    if isinstance(fonts, dict) and isinstance(fonts.get("family"), str):
        yield here, fonts
    elif isinstance(fonts, dict):
        for family, font in fonts.items():
            if isinstance(font, dict):
                yield (*here, family), {**font, "family": family}
    for index, font in enumerate(fonts if isinstance(fonts, list) else ()):
        if isinstance(font, dict) and isinstance(font.get("family"), str):
            yield (*here, index), font
