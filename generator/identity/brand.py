"""Read an organisation's `_brand.yml` (the vocabulary of brand.yml) over the default.

What we do not use is a note, never a problem, so that a company's existing file works
as it is. A file it names must be there, inside its own `assets/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coloraide import Color
from fontTools.ttLib import TTFont, TTLibError

from ..content.problems import Findings, Mark, nearest
from ..content.source import Place, Tree, read
from .picture import is_picture

BRAND = "_brand.yml"
# The parts of brand.yml that the kit reads; anything else is noted and passed over.
USED: dict[Place, set[str]] = {
    (): {"meta", "logo", "color", "typography"},
    ("meta",): {"name"},
    ("logo",): {"medium"},
    ("color",): {"palette", "foreground", "background", "primary", "secondary"},
    ("typography",): {"fonts", "base", "headings"},
    ("typography", "base"): {"family"},
    ("typography", "headings"): {"family"},
}
COLOURS = ("foreground", "background", "primary", "secondary")


@dataclass(frozen=True)
class Face:
    """One font file: a family in one weight (400, 600, …) and style."""

    family: str
    weight: int
    style: str
    path: Path
    ranges: str  # the code points it holds, as a CSS `unicode-range`


@dataclass(frozen=True)
class Brand:
    """Who the playbook is by, and the colours, faces and logo that say so."""

    name: str
    foreground: Color
    background: Color
    primary: Color
    secondary: Color
    base: str
    headings: str
    faces: tuple[Face, ...]
    logo: Path
    logo_dark: Path
    marks: dict[str, Mark]  # where each colour was set, for notes about it


def read_brand(layers: list[Path], findings: Findings) -> Brand | None:
    """Read the brand of each layer, later ones over earlier ones; None on a problem."""
    before = len(findings.problems)
    chosen: dict[str, Any] = {}
    faces: list[Face] = []
    marks: dict[str, Mark] = {}
    for index, layer in enumerate(layers):
        path = layer / BRAND
        if index and not path.exists():
            continue
        tree = read(path, findings)
        if tree is None:
            continue
        _note_unused(tree, findings)
        faces += _faces(tree, layer, findings)
        found = _names(tree, findings) | _logos(tree, layer, findings)
        colours = _colours(tree, findings)
        if "primary" in colours:
            # An accent that belongs to another brand's primary would clash.
            colours.setdefault("secondary", colours["primary"])
        chosen |= found | colours
        marks |= {name: tree.mark(("color", name)) for name in colours}
        chosen |= _families(tree, faces, findings)
    if len(findings.problems) > before:
        return None
    return Brand(**chosen, faces=tuple(faces), marks=marks)


def _get(tree: Tree, *place: str) -> Any:
    value = tree.data
    for key in place:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def _note_unused(tree: Tree, findings: Findings) -> None:
    for place, used in USED.items():
        value = _get(tree, *map(str, place))
        for key in value if isinstance(value, dict) else ():
            if key not in used:
                hint = nearest(key, used)
                hint = f" {hint}" if hint.startswith("Did") else ""
                findings.note(
                    tree.mark((*place, key)), f"'{key}' is not used by the kit.{hint}"
                )


def _names(tree: Tree, findings: Findings) -> dict[str, str]:
    name = _get(tree, "meta", "name")
    if isinstance(name, dict):
        name = name.get("short") or name.get("full")
    if name is None:
        return {}
    if not isinstance(name, str):
        findings.problem(
            tree.mark(("meta", "name")), "'name' must be one piece of text."
        )
        return {}
    return {"name": name}


# Colours


def _colours(tree: Tree, findings: Findings) -> dict[str, Color]:
    found = {}
    for name in COLOURS:
        if (value := _get(tree, "color", name)) is not None:
            colour = _colour(tree, ("color", name), value, findings)
            if colour is not None:
                found[name] = colour
    return found


def _colour(tree: Tree, place: Place, value: Any, findings: Findings) -> Color | None:
    """Follow palette names (which may name each other) to a CSS colour."""
    palette = _get(tree, "color", "palette") or {}
    seen: list[str] = []
    while isinstance(value, str) and value in palette and value not in seen:
        seen.append(value)
        value = palette[value]
    try:
        return Color(value).convert("srgb")
    except (ValueError, TypeError):
        hint = nearest(str(value), palette) if palette else ""
        findings.problem(
            tree.mark(place),
            f"'{value}' is not a colour. Write one such as \"#0b4f4a\" (in quotes), or "
            f"a name from the palette. {hint}".rstrip(),
        )
        return None


# Files


def _file(
    tree: Tree, layer: Path, place: Place, name: Any, findings: Findings
) -> Path | None:
    mark = tree.mark(place)
    assets = (layer / "assets").resolve()
    path = layer / str(name).lstrip("/")
    if not path.resolve().is_relative_to(assets):
        findings.problem(
            mark,
            f"'{name}' must lie inside {assets.parent.name}/assets/. Move it there.",
        )
    elif path.is_symlink() or not path.is_file():
        findings.problem(
            mark, f"There is no file '{name}'. Put it there, or correct the name."
        )
    else:
        return path
    return None


def _logos(tree: Tree, layer: Path, findings: Findings) -> dict[str, Path]:
    value = _get(tree, "logo")
    place: Place = ("logo",)
    if isinstance(value, dict) and "medium" in value:
        value, place = value["medium"], ("logo", "medium")
    pair = value if isinstance(value, dict) else {"light": value, "dark": value}
    names = {"logo": "light", "logo_dark": "dark"}
    found = {}
    for key, side in names.items():
        name = pair.get(side) or pair.get("light") or pair.get("dark")
        if isinstance(name, dict):
            name = name.get("path")
        if name is None:
            continue
        path = _file(tree, layer, place, name, findings)
        if path is not None and is_picture(path, tree.mark(place), findings):
            found[key] = path
    return found


# Typography


def _faces(tree: Tree, layer: Path, findings: Findings) -> list[Face]:
    faces = []
    for index, font in enumerate(_get(tree, "typography", "fonts") or ()):
        if not isinstance(font, dict) or font.get("source", "file") != "file":
            continue
        files = font.get("files")
        for number, entry in enumerate(files if isinstance(files, list) else ()):
            place = ("typography", "fonts", index, "files", number)
            entry = entry if isinstance(entry, dict) else {"path": entry}
            path = _file(tree, layer, place, entry.get("path"), findings)
            weight = str(entry.get("weight", 400))
            if not weight.isdecimal():
                findings.problem(
                    tree.mark(place), "'weight' must be a number such as 600."
                )
            elif path is not None:
                try:
                    ranges = _ranges(path)
                except (TTLibError, OSError):
                    findings.problem(
                        tree.mark(place),
                        f"'{path.name}' is not a font. Use WOFF2 or TTF.",
                    )
                    continue
                family, style = (
                    str(font.get("family")),
                    str(entry.get("style", "normal")),
                )
                faces.append(Face(family, int(weight), style, path, ranges))
    return faces


def _ranges(path: Path) -> str:
    """Say which code points a font holds, so that its subsets can share a family."""
    with TTFont(path, lazy=True) as font:
        points = sorted(font.getBestCmap())
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
        for first, last in runs
    )


def _families(tree: Tree, faces: list[Face], findings: Findings) -> dict[str, str]:
    """The families for text and headings; one without a file is noted."""
    supplied = {face.family for face in faces}
    found = {}
    for use in ("base", "headings"):
        value = _get(tree, "typography", use)
        family = value.get("family") if isinstance(value, dict) else value
        if not isinstance(family, str):
            continue
        family = family.split(",")[0].strip().strip("'\"")
        if family in supplied:
            found[use] = family
        else:
            findings.note(
                tree.mark(("typography", use)),
                f"No file is given for '{family}', so the kit's own face is used. Put "
                "its files into assets/fonts/ and list them under typography: fonts:.",
            )
    return found
