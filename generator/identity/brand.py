"""Read an organisation's `_brand.yml` (the vocabulary of brand.yml) over the default.

What we do not use is a note, never a problem, so that a company's existing file works
as it is. A file it names must be there, inside its own `assets/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coloraide import Color

from ..content.problems import Findings, Mark, nearest
from ..content.source import Tree, read
from .colour import parse, shade
from .logo import read_logos
from .picture import aspect
from .typeface import Face, complete, read_faces, read_licences
from .vocabulary import COLOURS, TYPOGRAPHY, get, note_unused

BRAND = "_brand.yml"
WORDMARK = 1.8  # a logo wider than this for its height has the name in it
GENERIC = {"serif", "sans-serif", "monospace", "system-ui", "ui-monospace", "inherit"}
# How bright a ground or ink may be, as WCAG's relative luminance (0 black, 1 white).
DARK_GROUND, LIGHT_GROUND, LIGHT_INK = 0.05, 0.5, 0.5

Colours = Mapping[str, Color]


@dataclass(frozen=True)
class Brand:
    """Who the playbook is by, and the colours, faces and logos that say so.

    `light` and `dark` hold the colours of each scheme by their brand.yml names. Each
    picture has a twin for dark grounds; `icon` is small, `cover` large.
    """

    name: str
    light: Colours
    dark: Colours
    base: str
    headings: str
    monospace: str
    bundled: Mapping[str, str]  # the kit's own family for each use
    faces: tuple[Face, ...]
    licences: Mapping[str, str]
    icon: Path
    icon_dark: Path
    logo: Path
    logo_dark: Path
    cover: Path
    cover_dark: Path
    own_logo: bool
    marks: Mapping[str, Mark]  # where each colour was set, for notes about it

    @property
    def is_named(self) -> bool:
        """Whether the large logo is wide enough to hold the organisation's name."""
        return self.own_logo and aspect(self.cover) >= WORDMARK

    @property
    def faces_ranges(self) -> frozenset[str]:
        """The code points of all faces, as CSS `unicode-range`s."""
        return frozenset(face.ranges for face in self.faces)

    def stack(self, use: str) -> list[str]:
        """The families for `use` in the order in which a character is looked up."""
        kit = dict.fromkeys(self.bundled.values())
        others = [face.family for face in self.faces if face.family not in kit]
        first = getattr(self, use)
        return list(dict.fromkeys([first, *others, self.bundled[use], *kit]))


@dataclass
class _Gathered:
    """What the layers have said so far, later ones over earlier ones."""

    values: dict[str, Any] = field(default_factory=dict)
    light: dict[str, Color] = field(default_factory=dict)
    dark: dict[str, Color] = field(default_factory=dict)
    faces: list[Face] = field(default_factory=list)
    licences: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    bundled: dict[str, str] = field(default_factory=dict)


def read_brand(layers: list[Path], findings: Findings) -> Brand | None:
    """Read the brand of each layer, later ones over earlier ones; None on a problem."""
    before = len(findings.problems)
    all_of = _Gathered()
    for index, layer in enumerate(layers):
        path = layer / BRAND
        if index and not path.exists():
            continue
        tree = read(path, findings, lenient=True)
        if tree is not None:
            _take(all_of, tree, layer, findings, own=index > 0)
    if len(findings.problems) > before:
        return None
    light, dark = _schemes(all_of, findings)
    return Brand(
        **all_of.values,
        light=light,
        dark=dark,
        bundled=all_of.bundled,
        faces=tuple(all_of.faces),
        licences=all_of.licences,
        marks=all_of.marks,
    )


def _take(
    all_of: _Gathered, tree: Tree, layer: Path, findings: Findings, own: bool
) -> None:
    """Take in what one layer says."""
    note_unused(tree, findings)
    all_of.values |= _name(tree, findings)
    logos = read_logos(tree, layer, findings)
    all_of.values |= {**logos, "own_logo": bool(own and logos)} if logos else {}
    _take_colours(all_of, tree, findings)
    if not own:
        all_of.marks.clear()  # nobody needs a note about the kit's own
    supplied = read_faces(tree, layer, findings)
    faces, lacking = complete(supplied)
    all_of.faces += faces
    all_of.licences |= read_licences(tree, supplied, findings)
    families = _families(tree, all_of, findings)
    if not own:
        families.setdefault("monospace", families.get("base", ""))
        all_of.bundled = families
    all_of.values |= families
    for family, missing in lacking.items():
        # Only text is ever set in full bold.
        if family != families.get("base"):
            missing = [weight for weight in missing if weight != "700"]
        if own and missing and family in families.values():
            findings.note(
                tree.mark(("typography",)),
                f"'{family}' has no file for {', '.join(missing)}. Its nearest file "
                "stands in; nothing is made bold or slanted by machine.",
            )


def _name(tree: Tree, findings: Findings) -> dict[str, str]:
    name = get(tree, "meta", "name")
    if isinstance(name, dict):
        name = name.get("short") or name.get("full")
    if name is not None and not isinstance(name, str):
        findings.problem(
            tree.mark(("meta", "name")), "'name' must be one piece of text."
        )
    return {"name": name} if isinstance(name, str) else {}


# Colours


def _take_colours(all_of: _Gathered, tree: Tree, findings: Findings) -> None:
    names = get(tree, "color")
    palette = get(tree, "color", "palette")
    palette = palette if isinstance(palette, dict) else {}
    for name in COLOURS if isinstance(names, dict) else ():
        place: tuple[str, ...] = ("color", name)
        if name not in names and name in palette:
            place = ("color", "palette", name)
            findings.note(
                tree.mark(place), f"'{name}' stands under 'palette' and is used."
            )
        value = get(tree, *place)
        if value is None:
            if name in names:
                findings.problem(
                    tree.mark(place),
                    f"'{name}' has no value. Put a colour in quotes, since '#' begins "
                    "a comment, or delete the line.",
                )
            continue
        both = value if isinstance(value, dict) else {"light": value, "dark": value}
        for side, into in (("light", all_of.light), ("dark", all_of.dark)):
            given = both.get(side) or both.get("light") or both.get("dark")
            try:
                into[name] = parse(given, palette)
            except ValueError as error:
                hint = f" {nearest(str(given), palette)}" if palette else ""
                findings.problem(
                    tree.mark(place),
                    f'{error}. Write one such as "#0b4f4a" (in quotes), or a name from '
                    f"the palette.{hint}",
                )
                break
        all_of.marks[name] = tree.mark(place)
    if isinstance(names, dict) and "primary" in names and "secondary" not in names:
        # An accent that belongs to another brand's primary would clash.
        for into in (all_of.light, all_of.dark):
            if "primary" in into:
                into["secondary"] = into["primary"]


def _schemes(all_of: _Gathered, findings: Findings) -> tuple[Colours, Colours]:
    """The colours of the light and the dark scheme.

    Pages and paper of the light scheme are light even where a brand's own ground is
    dark: that one is the dark scheme's.
    """
    light, dark = dict(all_of.light), dict(all_of.dark)
    ground, ink = light["background"], light["foreground"]
    own_dark = [dark["background"], *_given(all_of, "dark")]
    own_light = [dark["foreground"], *_given(all_of, "light")]
    if ground.luminance() < LIGHT_GROUND:
        light["background"] = _first(
            [ink, *_given(all_of, "light")], LIGHT_GROUND, Color("#fdfdfb")
        )
        if ink.luminance() > ground.luminance():
            light["foreground"] = ground
        if mark := all_of.marks.get("background"):
            findings.note(
                mark,
                "This ground is dark, so it is used for the dark scheme; pages in the "
                "light scheme and paper are light.",
            )
    primary = dark["primary"]
    grounds = [colour for colour in own_dark if colour.luminance() <= DARK_GROUND]
    dark["background"] = grounds[0] if grounds else shade(primary, 0.19, 0.015)
    dark["foreground"] = _first(own_light, LIGHT_INK, shade(primary, 0.93, 0.01))
    return light, dark


def _given(all_of: _Gathered, name: str) -> list[Color]:
    return [all_of.light[name]] if name in all_of.light else []


def _first(colours: list[Color], least: float, otherwise: Color) -> Color:
    """The first colour that is bright enough."""
    bright = [colour for colour in colours if colour.luminance() >= least]
    return bright[0] if bright else otherwise


# Typography


def _families(tree: Tree, all_of: _Gathered, findings: Findings) -> dict[str, str]:
    """The family for each use; one without a file is noted."""
    supplied = {face.family for face in all_of.faces}
    found = {}
    for use in TYPOGRAPHY:
        value = get(tree, "typography", use)
        value = value.get("family") if isinstance(value, dict) else value
        if not isinstance(value, str):
            continue
        wanted = [name.strip().strip("'\"").strip() for name in value.split(",")]
        known = [name for name in wanted if name in supplied]
        if known:
            found[use] = known[0]
        if known[:1] != wanted[:1] and wanted[0] not in GENERIC:
            instead = found.get(use) or all_of.bundled.get(use, "the kit's own")
            findings.note(
                tree.mark(("typography", use)),
                f"No file is given for '{wanted[0]}', so {instead} is used. Put its "
                "files into assets/fonts/ and list them under typography: fonts: with "
                "'source: file'.",
            )
    return found
