"""Read an organisation's `_brand.yml` (the vocabulary of brand.yml) over the default.

What we do not use is a note, never a problem, so that a company's existing file works
as it is. A file it names must be there, inside its own `assets/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..content.problems import Findings, Mark
from ..content.source import Tree, read
from .family import choose_families, note_lacking
from .logo import read_logos
from .picture import aspect
from .scheme import Colours, Given, schemes, take_colours
from .supply import read_faces, read_licences
from .typeface import Face, complete
from .vocabulary import get, note_unused

BRAND = "_brand.yml"
LONGEST = 200  # letters of a name: it stands on every page
WORDMARK = 1.8  # a logo wider than this for its height has the name in it


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
    alt: str  # what the logo shows, in the brand's own words; "" where it says nothing
    own_logo: bool
    marks: Mapping[str, Mark]  # where name and colours were set

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
    colours: Given = field(default_factory=Given)
    faces: list[Face] = field(default_factory=list)
    licences: dict[str, str] = field(default_factory=dict)
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
    light, dark = schemes(all_of.colours, findings)
    return Brand(
        **all_of.values,
        light=light,
        dark=dark,
        bundled=all_of.bundled,
        faces=tuple(all_of.faces),
        licences=all_of.licences,
        marks=all_of.colours.marks,
    )


def _take(
    all_of: _Gathered, tree: Tree, layer: Path, findings: Findings, own: bool
) -> None:
    """Take in what one layer says."""
    note_unused(tree, findings)
    marks = all_of.colours.marks
    if name := _name(tree, findings):
        all_of.values["name"] = name
        marks["name"] = tree.mark(("meta", "name"))
    logos, alt = read_logos(tree, layer, findings)
    if logos:
        all_of.values |= {**logos, "alt": alt, "own_logo": own}
    take_colours(all_of.colours, tree, findings)
    if not own:
        marks.clear()  # nobody needs a note about the kit's own
    supplied = read_faces(tree, layer, findings)
    faces, lacking = complete([replace(face, own=own) for face in supplied])
    # A family that a brand supplies itself takes the place of one of the same name.
    names = {face.family.casefold() for face in faces}
    below = [face for face in all_of.faces if face.family.casefold() not in names]
    all_of.faces = below + faces
    all_of.licences |= read_licences(tree, supplied, findings)
    families = choose_families(tree, all_of.faces, all_of.bundled, findings)
    if own:
        note_lacking(tree, families, lacking, findings)
    else:
        all_of.bundled = families
    all_of.values |= families


def _name(tree: Tree, findings: Findings) -> str:
    name = get(tree, "meta", "name")
    if isinstance(name, dict):
        name = name.get("short") or name.get("full")
    if name is not None and not isinstance(name, str):
        findings.problem(
            tree.mark(("meta", "name")), "'name' must be one piece of text."
        )
        return ""
    if name is not None and len(name) > LONGEST:
        findings.problem(
            tree.mark(("meta", "name")),
            f"'name' has {len(name):,} letters, and {LONGEST} is the most. Shorten it.",
        )
        return ""
    return " ".join((name or "").split())
