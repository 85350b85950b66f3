"""Choose the typeface family for each use, and say what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..content.problems import Findings
from ..content.source import Tree
from .typeface import Face, Style
from .vocabulary import TYPOGRAPHY, get, shown

GENERIC = {
    *("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"),
    *("ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded", "inherit"),
}
# What each use is set in; only text has full bold.
NEEDED: dict[str, set[Style]] = {
    "base": {(400, "normal"), (400, "italic"), (600, "normal"), (700, "normal")},
    "headings": {(400, "normal"), (400, "italic"), (600, "normal")},
    "monospace": {(400, "normal")},
}


def choose_families(
    tree: Tree, faces: Sequence[Face], bundled: Mapping[str, str], findings: Findings
) -> dict[str, str]:
    """The family that a layer chooses for each use, where there are files of it.

    One note for each family that is named and has none.
    """
    supplied = {face.family.casefold(): face.family for face in faces}
    found: dict[str, str] = {}
    without: dict[str, list[str]] = {}
    for use in TYPOGRAPHY:
        wanted = _wanted(tree, use)
        known = [name for name in wanted if name.casefold() in supplied]
        if known:
            found[use] = supplied[known[0].casefold()]
        if wanted and known[:1] != wanted[:1] and wanted[0].lower() not in GENERIC:
            without.setdefault(wanted[0], []).append(use)
    if "base" in found:
        # Without a face for code, text's own does.
        found.setdefault("monospace", found["base"])
    for name, uses in without.items():
        used = dict.fromkeys(found.get(use) or bundled.get(use, "") for use in uses)
        verb = "is" if len(used) == 1 else "are"
        findings.note(
            tree.mark(("typography", uses[0])),
            f"No file is given for {shown(name)}, so {' and '.join(used)} {verb} used. "
            "Put its files into assets/fonts/ and list them under typography: fonts: "
            "with 'source: file'.",
        )
    return found


def _wanted(tree: Tree, use: str) -> list[str]:
    """The families that a use names, the most wanted first: a list, or a CSS stack."""
    value = get(tree, "typography", use)
    value = value.get("family") if isinstance(value, dict) else value
    names = value if isinstance(value, list) else str(value or "").split(",")
    stripped = (str(name).strip().strip("'\"").strip() for name in names)
    return [name for name in stripped if name]


def note_lacking(
    tree: Tree,
    families: Mapping[str, str],
    lacking: Mapping[str, Sequence[Style]],
    findings: Findings,
) -> None:
    """One note for each family in use that lacks a weight or style it is set in."""
    for family, missing in lacking.items():
        needed = set[Style]().union(
            *(NEEDED[use] for use, chosen in families.items() if chosen == family)
        )
        said = [
            str(weight) if style == "normal" else style
            for weight, style in missing
            if (weight, style) in needed
        ]
        if said:
            findings.note(
                tree.mark(("typography",)),
                f"{shown(family)} has no file for {', '.join(said)}. Its nearest file "
                "stands in; nothing is made bold or slanted by machine.",
            )
