"""Turn folders of YAML into one `Content`.

`read_layers` reads each layer's files and lays the layers over each other; `load`
validates every item and resolves every reference. All that is wrong is found in one go.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .folder import files
from .item import ID_LENGTH, ID_PATTERN, Item
from .model import KINDS, Content
from .overlay import overlay
from .problems import Findings, Mark
from .reference import Validated, resolve
from .report import report
from .source import MAX_ITEMS, Place, Tree, read
from .text import Expand

MISSPELT = 0.85  # how alike two ids are, of 1, when one is likely meant for the other


@dataclass(frozen=True)
class Loaded:
    """The content, where each of its fields stands, and what was taken away.

    `unsure` are the fields (kind, id, name) that hold another value for one that was
    refused, so that the rest of their item could be checked.
    """

    content: Content
    trees: Mapping[str, Tree]
    removed: Mapping[str, Collection[str]]
    unsure: Collection[tuple[str, str, str]] = ()

    def mark(self, kind: str, *place: str | int) -> Mark:
        """Where a field of an item of `kind` is written."""
        return self.trees[kind].mark(place)

    def is_sure(self, kind: str, key: str, *fields: str) -> bool:
        """Whether an item says itself what stands in `fields`."""
        return not any((kind, key, name) in self.unsure for name in fields)

    def knows(self, kind: str, key: str) -> bool:
        """Whether there is such an item, or one whose own problems are told."""
        tree = self.trees[kind]
        told = key in tree.data and key not in self.removed.get(kind, ())
        return key in self.content.of(kind) or told or not tree.whole


@dataclass(frozen=True)
class Raw:
    """The layers as read and merged, by kind, with the ids that were taken away.

    `below` is the first layer alone.
    """

    trees: Mapping[str, Tree]
    gone: Mapping[str, Mapping[str, Mark]]
    below: Mapping[str, Tree]


@dataclass
class _Sifted:
    """The items that were validated so far, and the fields that were put right."""

    items: Validated = field(default_factory=dict)
    unsure: set[tuple[str, str, str]] = field(default_factory=set)


def read_layers(layers: Sequence[Path], findings: Findings) -> Raw:
    """Read content folders, each laid over the one before."""
    trees: dict[str, Tree] = {}
    gone: dict[str, dict[str, Mark]] = {}
    below: dict[str, Tree] = {}
    for kind in KINDS:
        first, *more = (read_folder(layer / kind, findings) for layer in layers)
        trees[kind], gone[kind] = overlay(Tree({}, first.marks), first, findings)
        below[kind] = trees[kind]
        for layer in more:
            trees[kind], removed = overlay(trees[kind], layer, findings)
            gone[kind] |= removed
    return Raw(trees, gone, below)


def load(raw: Raw, expand: Expand, findings: Findings) -> Loaded:
    """Validate what was read and resolve every reference.

    `expand` fills in the words of a text and raises ValueError for an unknown one.
    Problems go to `findings`; the content is only sound when there are none.
    """
    sifted = _Sifted()
    for kind in KINDS:
        _validate(kind, raw, expand, sifted, findings)
    removed = resolve(sifted.items, raw.trees, raw.gone, findings)
    return Loaded(Content(**sifted.items), raw.trees, removed, sifted.unsure)


def read_folder(folder: Path, findings: Findings) -> Tree:
    """Read a kind's files in one layer, in the order of their names, as one tree."""
    data: dict[str, Any] = {}
    marks: dict[Place, Mark] = {(): Mark(folder)}
    whole = True
    for path in files(folder, ".yml", deep=False):
        tree = read(path, findings)
        if tree is None:
            whole = False
            continue
        for key in tree.data:
            if key in data:
                findings.problem(
                    tree.mark((key,)),
                    f"'{key}' stands in {marks[(key,)]} too. Remove or rename one.",
                )
        data |= tree.data
        marks |= {place: mark for place, mark in tree.marks.items() if place}
        if len(data) > MAX_ITEMS:
            findings.problem(
                Mark(path), f"More than {MAX_ITEMS:,} items of a kind. Remove some."
            )
            return Tree({}, marks, whole=False)
    return Tree(data, marks, whole)


def _validate(
    kind: str, raw: Raw, expand: Expand, sifted: _Sifted, findings: Findings
) -> None:
    """Validate each item of a kind; what is wrong with one is reported."""
    model, tree, below = KINDS[kind], raw.trees[kind], raw.below[kind].data
    context = {"expand": expand}
    valid: dict[str, Any] = sifted.items.setdefault(kind, {})
    for key, fields in tree.data.items():
        if not isinstance(fields, dict):
            findings.problem(
                tree.mark((key,)), f"'{key}' needs its fields below it, indented."
            )
            continue
        if "id" in fields:
            findings.problem(
                tree.mark((key, "id")),
                f"'id' is not a field here: '{key}' is the id. Delete the line.",
            )
        near = () if key in below else get_close_matches(key, below, 1, MISSPELT)
        try:
            valid[key] = model.model_validate({**fields, "id": key}, context=context)
        except ValidationError as error:
            is_id = re.fullmatch(ID_PATTERN, key) and len(key) <= ID_LENGTH
            lacking = lacks(model, fields) if is_id and key not in below else ()
            if is_none := len(lacking) > 1 or bool(lacking and near):
                findings.problem(tree.mark((key,)), _is_no(key, kind, near, lacking))
            report(error, model, tree, (key,), findings)
            if not is_none:
                example: dict[str, Any] = below.get(key) or next(iter(below.values()))
                _put_right(kind, key, error, fields, example, context, sifted)
        else:
            if near:
                findings.note(
                    tree.mark((key,)),
                    f"'{key}' is a new item. Did you mean '{near[0]}'?",
                )


def lacks(model: type[Item], fields: Mapping[str, Any]) -> list[str]:
    """The fields that an item of `model` still needs, to stand alone."""
    return [
        name
        for name, info in model.model_fields.items()
        if info.is_required() and name != "id" and name not in fields
    ]


def _is_no(key: str, kind: str, near: Sequence[str], lacking: Sequence[str]) -> str:
    """One explanation of an item that changes nothing and cannot stand alone."""
    meant = f" Did you mean '{near[0]}'?" if near else ""
    return (
        f"There is no '{key}' among upstream's {kind} for this to change: it is "
        f"misspelt, or an update has taken it away.{meant} To stand alone it needs "
        f"{', '.join(lacking)}."
    )


def _put_right(
    kind: str,
    key: str,
    error: ValidationError,
    fields: Mapping[str, Any],
    example: Mapping[str, Any],
    context: Mapping[str, Any],
    sifted: _Sifted,
) -> None:
    """Take an item with what was refused replaced, so that the rest of it is checked.

    `example` is what the kit ships under its id, or any item of its kind.
    """
    right = {**fields, "id": key}
    wrong = {str(detail["loc"][0]) for detail in error.errors()}
    for name in wrong:
        right.pop(name, None)
        if name in example or name == "id":
            right[name] = example.get(name, "any")
    try:
        item = KINDS[kind].model_validate(right, context=context)
    except ValidationError:
        return  # nothing of its kind is shipped to take a value from
    sifted.items[kind][key] = item
    sifted.unsure |= {(kind, key, name) for name in wrong}
