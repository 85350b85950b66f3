"""Lay one tree over another: mappings merge, everything else replaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .problems import Findings, Mark, nearest
from .source import Place, Tree, read

REMOVE = "remove"
Check = Callable[[Tree, Tree, Findings], None]


def merge(base: Tree, over: Tree) -> Tree:
    """Return `base` with `over` laid on it; a value's mark is that of its own layer."""
    replaced: set[Place] = set()
    data = _merge(base.data, over.data, (), replaced)
    below = {at: mark for at, mark in base.marks.items() if not _is_in(at, replaced)}
    above = {at: mark for at, mark in over.marks.items() if _is_in(at, replaced)}
    return Tree(data, below | above, base.whole and over.whole)


def _merge(base: Any, over: Any, place: Place, replaced: set[Place]) -> Any:
    """The merged data; `replaced` takes up the places that come from `over`."""
    if isinstance(base, dict) and isinstance(over, dict):
        merged = dict(base)
        for key, value in over.items():
            merged[key] = _merge(base.get(key), value, (*place, key), replaced)
        return merged
    replaced.add(place)
    return over


def _is_in(place: Place, replaced: set[Place]) -> bool:
    return any(place[:length] in replaced for length in range(len(place) + 1))


def overlay(base: Tree, over: Tree, findings: Findings) -> tuple[Tree, dict[str, Mark]]:
    """Lay an organisation's items of one kind over the items below.

    Returns the merged items and the ids that `remove:` took away, each with its place.
    An unknown id under `remove` is a problem.
    """
    gone = {}
    for item, mark in removals(over, findings):
        if item in base.data:
            gone[item] = mark
        elif not findings.is_told(mark):
            findings.problem(
                mark, f"There is no '{item}' to remove. {nearest(item, base.data)}"
            )
    items = {key: value for key, value in over.data.items() if key != REMOVE}
    merged = merge(base, Tree(items, over.marks, over.whole))
    kept = {key: value for key, value in merged.data.items() if key not in gone}
    return Tree(kept, merged.marks, merged.whole), gone


def removals(over: Tree, findings: Findings) -> list[tuple[str, Mark]]:
    """The ids under `remove:`, each with its place; else what is there is a problem."""
    listed = over.data.get(REMOVE, [])
    found = []
    for index, item in enumerate(listed if isinstance(listed, list) else [listed]):
        if isinstance(listed, list) and isinstance(item, str):
            found.append((item, over.mark((REMOVE, index))))
        else:
            findings.problem(
                over.mark((REMOVE, index)),
                "'remove' takes a list of ids: remove: [id, id].",
            )
    return found


def read_over(
    layers: Sequence[Path], name: str, findings: Findings, check: Check | None = None
) -> Tree:
    """Read the file `name` of each layer, later ones over earlier ones.

    The first layer has it; `check` looks at each later one and at what lies below it.
    """
    merged = Tree({}, {(): Mark(layers[-1] / name)})
    for index, layer in enumerate(layers):
        if index and not (layer / name).exists():
            continue
        tree = read(layer / name, findings)
        if tree is None:
            continue
        if index and check is not None:
            check(merged, tree, findings)
        merged = merge(merged, tree)
    return merged
