"""Know the vocabulary of brand.yml, and say what of a file the kit does not use."""

from __future__ import annotations

from typing import Any

from ..content.problems import Findings, nearest
from ..content.source import Place, Tree

COLOURS = (
    *("foreground", "background", "primary", "secondary"),
    *("success", "warning", "danger", "light", "dark"),
)
TYPOGRAPHY = ("base", "headings", "monospace")
# What the kit reads of each mapping. The whole is at https://posit-dev.github.io/brand-yml/
USED: dict[Place, set[str]] = {
    (): {"meta", "logo", "color", "typography"},
    ("meta",): {"name"},
    ("logo",): {"images", "small", "medium", "large", "light", "dark", "path", "alt"},
    ("color",): {"palette", *COLOURS},
    ("typography",): {"fonts", *TYPOGRAPHY},
    **{("typography", use): {"family"} for use in TYPOGRAPHY},
}


# Names of brand.yml that the kit has no use for: no misspellings.
PASSED_OVER = {
    *("link", "links", "tertiary", "info", "monospace-inline", "monospace-block"),
    *("size", "weight", "style", "color", "line-height", "background-color"),
    *("decoration", "defaults"),
}


def get(tree: Tree, *place: str) -> Any:
    """The value at `place`; None where there is none, or an empty one."""
    value = tree.data
    for key in place:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value or None


def note_unused(tree: Tree, findings: Findings) -> None:
    """One note for each mapping that holds names which the kit passes over."""
    for place, used in USED.items():
        value = get(tree, *map(str, place))
        if not isinstance(value, dict):
            if isinstance(value, list) or (value and place in (("color",), ("meta",))):
                findings.note(
                    tree.mark(place), f"'{place[-1]}' takes names below it, indented."
                )
            continue
        if unused := [key for key in value if key not in used]:
            names = ", ".join(f"'{key}'" for key in unused)
            verb = "is" if len(unused) == 1 else "are"
            findings.note(
                tree.mark((*place, unused[0])),
                f"{names} {verb} not used by the kit.{_hint(unused, place)}",
            )


def _hint(unused: list[str], place: Place) -> str:
    """Where a name belongs that stands in the wrong place or is misspelt."""
    for key in (name for name in unused if name not in PASSED_OVER):
        home = next((at for at, used in USED.items() if at and key in used), None)
        if home and home != place and len(home) == 1:
            return f" '{key}' belongs under '{home[0]}'."
        near = nearest(key, USED[place])
        if near.startswith("Did"):
            return f" {near}"
    return ""
