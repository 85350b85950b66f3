"""Lay one tree over another: mappings merge, everything else replaces."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from .problems import Findings, Mark, nearest
from .source import Place, Tree

REMOVE = "remove"
MISSPELT = 0.85  # how alike two ids are, of 1, when one is likely meant for the other


def merge(base: Tree, over: Tree) -> Tree:
    """Return `base` with `over` laid on it; a value's mark is that of its own layer."""
    marks = dict(base.marks)
    data = _merge(base.data, over.data, (), marks, over)
    return Tree(data, marks)


def _merge(
    base: Any, over: Any, place: Place, marks: dict[Any, Any], tree: Tree
) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        merged = dict(base)
        for key, value in over.items():
            here = (*place, key)
            merged[key] = _merge(base.get(key), value, here, marks, tree)
        return merged
    for old in [known for known in marks if known[: len(place)] == place]:
        del marks[old]
    marks.update(
        {new: mark for new, mark in tree.marks.items() if new[: len(place)] == place}
    )
    return over


def overlay(base: Tree, over: Tree, findings: Findings) -> tuple[Tree, dict[str, Mark]]:
    """Lay an organisation's items of one kind over the items below.

    Returns the merged items and the ids that `remove:` took away, each with its place.
    An id that is new but near to a known one is a note; an unknown id under `remove` is
    a problem.
    """
    removed = over.data.get(REMOVE, [])
    if not isinstance(removed, list):
        findings.problem(
            over.mark((REMOVE,)), "'remove' takes a list: remove: [id, id]."
        )
        removed = []
    gone: dict[str, Mark] = {}
    for index, item in enumerate(removed):
        if item in base.data:
            gone[str(item)] = over.mark((REMOVE, index))
        else:
            findings.problem(
                over.mark((REMOVE, index)),
                f"There is no '{item}' to remove. {nearest(str(item), base.data)}",
            )
    for item in over.data:
        if item != REMOVE and item not in base.data:
            near = get_close_matches(item, base.data, n=1, cutoff=MISSPELT)
            if near:
                findings.note(
                    over.mark((item,)),
                    f"'{item}' is a new item. Did you mean '{near[0]}'?",
                )
    items = {key: value for key, value in over.data.items() if key != REMOVE}
    merged = merge(base, Tree(items, over.marks))
    kept = {key: value for key, value in merged.data.items() if key not in gone}
    return Tree(kept, merged.marks), gone
