"""Take in a brand's colours and share them out to a light and a dark scheme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coloraide import Color

from ..content.problems import Findings, Mark, nearest
from ..content.source import Tree
from .colour import parse, shade
from .vocabulary import COLOURS, get

# How bright a ground or ink may be, as WCAG's relative luminance (0 black, 1 white).
DARK_GROUND, LIGHT_GROUND, LIGHT_INK = 0.05, 0.5, 0.5
PAPER = Color("#fdfdfb")
UNQUOTED = re.compile(r":\s+#[0-9A-Fa-f]{3,8}\b")

Colours = Mapping[str, Color]


@dataclass
class Given:
    """The colours that the layers have named so far, later ones over earlier ones."""

    light: dict[str, Color] = field(default_factory=dict)
    dark: dict[str, Color] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)  # where the last layer set it

    def both(self, name: str) -> list[Color]:
        """What was given by a name, for the dark scheme first."""
        return [side[name] for side in (self.dark, self.light) if name in side]


def take_colours(given: Given, tree: Tree, findings: Findings) -> None:
    """Take in the colours of one layer."""
    names, palette = get(tree, "color"), get(tree, "color", "palette")
    names = names if isinstance(names, dict) else {}
    palette = palette if isinstance(palette, dict) else {}
    # A role may be named for another one, but a colour of the palette comes first.
    known = {name: names[name] for name in COLOURS if name in names} | palette
    # Some put the roles into the palette, and then all of them.
    inside = not any(name in names for name in COLOURS)
    taken: list[str] = []
    for name in COLOURS:
        where = ("palette", name) if inside else (name,)
        value, mark = get(tree, "color", *where), tree.mark(("color", *where))
        if value is None:
            if name in (names, palette)[inside] and _is_unquoted(mark):
                findings.problem(
                    mark,
                    f"'{name}' has no value. Put its colour in quotes, since '#' "
                    "begins a comment.",
                )
            continue
        taken.append(name)
        given.marks[name] = mark
        try:
            _take(given, name, value, known)
        except ValueError as error:
            written = value if isinstance(value, str) else ""
            unknown = palette and written not in known
            hint = f" {nearest(written, known)}" if unknown else ""
            findings.problem(
                mark,
                f'{error}. Write one such as "#0b4f4a" (in quotes), or a name from '
                f"the palette.{hint}",
            )
    if inside and taken:
        said = ", ".join(f"'{name}'" for name in taken)
        findings.note(
            given.marks[taken[0]],
            f"Taken from 'palette', though they belong under 'color' itself: {said}.",
        )
    if "primary" in taken and "secondary" not in taken:
        # An accent that belongs to another brand's primary would clash.
        for into in (given.light, given.dark):
            if "primary" in into:
                into["secondary"] = into["primary"]


def _take(given: Given, name: str, value: Any, known: Mapping[str, Any]) -> None:
    """Put one colour into its scheme, or into both. Raises ValueError if it is none."""
    if isinstance(value, dict) and not _side(value, "dark"):
        raise ValueError(f"'{name}' has neither a 'light:' nor a 'dark:' colour")
    for side, into in (("light", given.light), ("dark", given.dark)):
        written = _side(value, side)
        if written or not isinstance(value, dict):
            # What a name stands for may itself be given for the dark scheme alone.
            lookup = {
                key: _side(of, side) or _side(of, "dark") for key, of in known.items()
            }
            into[name] = parse(written, lookup)


def _side(value: Any, side: str) -> Any:
    """The part of `{light:, dark:}` for a scheme; the light one stands in for dark."""
    if isinstance(value, dict):
        return value.get(side) or (value.get("light") if side == "dark" else None)
    return value


def _is_unquoted(mark: Mark) -> bool:
    """Whether a value is missing because it was taken for a comment."""
    lines = mark.file.read_text(encoding="utf-8-sig").splitlines()
    return bool(UNQUOTED.search(lines[mark.line - 1]))


def schemes(given: Given, findings: Findings) -> tuple[Colours, Colours]:
    """The colours of the light and the dark scheme.

    Pages and paper of the light scheme are light even where a brand's own ground is
    dark: that one is the dark scheme's.
    """
    light, dark = dict(given.light), dict(given.dark)
    ground, ink = light["background"], light["foreground"]
    if ground.luminance() < LIGHT_GROUND:
        light["background"] = _bright(
            [ink, *given.both("light")[::-1]], LIGHT_GROUND, PAPER
        )
        if ink.luminance() > ground.luminance():
            light["foreground"] = ground
        if mark := given.marks.get("background"):
            findings.note(
                mark,
                "This ground is dark, so it is used for the dark scheme; pages in the "
                "light scheme and paper are light.",
            )
    primary = dark["primary"]
    wanted = [dark["background"], *given.both("dark")]
    grounds = [colour for colour in wanted if colour.luminance() <= DARK_GROUND]
    dark["background"] = grounds[0] if grounds else shade(primary, 0.19, 0.015)
    inks = [dark["foreground"], *given.both("light")]
    dark["foreground"] = _bright(inks, LIGHT_INK, shade(primary, 0.93, 0.01))
    if not grounds and (mark := given.marks.get("dark")):
        findings.note(
            mark,
            f"'dark' {given.both('dark')[0].to_string(hex=True)} is too light for the "
            "dark scheme's ground, so a dark shade of 'primary' is used.",
        )
    if dark["foreground"] not in inks and (mark := given.marks.get("light")):
        findings.note(
            mark,
            f"'light' {given.both('light')[0].to_string(hex=True)} is too dark for the "
            "dark scheme's text, so a light shade of 'primary' is used.",
        )
    return light, dark


def _bright(colours: list[Color], least: float, otherwise: Color) -> Color:
    """The first colour that is bright enough."""
    bright = [colour for colour in colours if colour.luminance() >= least]
    return bright[0] if bright else otherwise
