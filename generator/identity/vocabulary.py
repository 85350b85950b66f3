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
# Words of brand.yml that the kit leaves to other tools.
PASSED = {
    *("link", "defaults", "tertiary", "info", "monospace-inline", "monospace-block"),
    *("size", "weight", "line-height", "style", "color", "background-color"),
}

NAMED = 12  # of the names that are not used, in one note
LONGEST = 60  # characters of what a message quotes


def get(tree: Tree, *place: str) -> Any:
    """The value at `place`; None where there is none, or an empty one."""
    value = tree.data
    for key in place:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value or None


def shown(written: Any) -> str:
    """What an author wrote, as a message quotes it: one line, and its beginning."""
    text = " ".join(str(written).split())
    return f"'{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}'"


def note_unused(tree: Tree, findings: Findings) -> None:
    """One note for each mapping that holds names which the kit passes over."""
    if isinstance(get(tree, "color", "palette"), list):
        findings.note(
            tree.mark(("color", "palette")),
            "'palette' takes names below it, indented, each with its colour.",
        )
    unused: dict[Place, dict[str, Place]] = {}
    for place, used in USED.items():
        value = get(tree, *map(str, place))
        if isinstance(value, dict):
            # What the three uses of type hold besides is one matter.
            group = ("typography", "") if len(place) == 2 else place
            passed = {key: (*place, key) for key in value if key not in used}
            unused[group] = passed | unused.get(group, {})
        elif isinstance(value, list) or (value and place in (("color",), ("meta",))):
            findings.note(
                tree.mark(place), f"'{place[-1]}' takes names below it, indented."
            )
    for keys in unused.values():
        if keys:
            names = ", ".join(map(shown, [*keys][:NAMED]))
            if len(keys) > NAMED:
                names += f" and {len(keys) - NAMED} more"
            verb = "is" if len(keys) == 1 else "are"
            first = next(iter(keys.values()))
            findings.note(
                tree.mark(first), f"{names} {verb} not used by the kit.{_hint(keys)}"
            )


def _hint(keys: dict[str, Place]) -> str:
    """Where a name belongs that stands in the wrong place or is misspelt."""
    for key, place in keys.items():
        if key in PASSED:
            continue
        home = next((at for at, used in USED.items() if at and key in used), None)
        if home and home != place[:-1] and len(home) == 1:
            return f" {shown(key)} belongs under '{home[0]}'."
        near = nearest(key, USED[place[:-1]])
        if near.startswith("Did"):
            return f" {near}"
    return ""
