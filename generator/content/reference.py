"""Find every reference from item to item; report the broken, prune the removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .item import Model, Ref
from .model import LINK_NAMES
from .problems import Findings, Mark, nearest
from .source import Place, Tree
from .text import INWARD, Text

Validated = dict[str, dict[str, Any]]


def references(item: BaseModel) -> Iterator[tuple[Place, str, str]]:
    """Yield (place, kind, id) for each reference in an item, links in text included."""
    for name, info in type(item).model_fields.items():
        value = getattr(item, name)
        kind = _ref(info)
        if isinstance(value, BaseModel):
            for place, inner_kind, target in references(value):
                yield (name, *place), inner_kind, target
        elif kind and isinstance(value, str):
            yield (name,), kind, value
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if kind:
                    yield (name, index), kind, entry
                elif isinstance(entry, BaseModel):
                    for place, inner_kind, target in references(entry):
                        yield (name, index, *place), inner_kind, target
        elif isinstance(value, Text):
            for link in value.links:
                if inward := INWARD.match(link):
                    prefix, target = inward.groups()
                    yield (name,), LINK_NAMES.get(prefix, prefix), target


def _ref(info: FieldInfo) -> str | None:
    """The kind a field refers to, whether it holds one id or a list of them."""
    found = [*info.metadata]
    for arg in getattr(info.annotation, "__args__", ()):
        found += getattr(arg, "__metadata__", ())
    return next((entry.kind for entry in found if isinstance(entry, Ref)), None)


def resolve(
    items: Validated,
    trees: Mapping[str, Tree],
    removed: Mapping[str, Mapping[str, Mark]],
    findings: Findings,
) -> dict[str, set[str]]:
    """Report unknown references; prune those to `removed` items, with a note an item.

    An item that cannot stand without the removed one (a question without its theme)
    goes too, and what refers to it in turn: so the pruning repeats until it is calm.
    Returns the ids that are gone in the end, by kind.
    """
    gone = {kind: set(ids) for kind, ids in removed.items()}
    pruned: dict[tuple[str, str], list[_Pruned]] = {}
    while (one := _prune_once(items, trees, gone)) is not None:
        pruned.setdefault(one.target, []).append(one)
    _note_pruned(pruned, removed, findings)
    for kind, key, place, target_kind, target in _all(items):
        mark = trees[kind].mark((key, *place))
        if target_kind not in trees:
            findings.problem(
                mark, f"'{target_kind}:' is no link. {nearest(target_kind, LINK_NAMES)}"
            )
        # An item that cannot be used, or its file, has its own problem already.
        elif (
            target not in trees[target_kind].data
            and trees[target_kind].whole
            and not findings.is_told(mark)
        ):
            findings.problem(
                mark,
                f"There is no '{target}' among {target_kind}. "
                f"{nearest(target, trees[target_kind].data)}",
            )
    return gone


def _all(items: Validated) -> Iterator[tuple[str, str, Place, str, str]]:
    for kind, by_id in items.items():
        for key, item in by_id.items():
            for place, target_kind, target in references(item):
                yield kind, key, place, target_kind, target


@dataclass(frozen=True)
class _Pruned:
    """A reference to something removed, and the kind of the item that went with it."""

    target: tuple[str, str]
    mark: Mark
    lost: str | None


def _note_pruned(
    pruned: Mapping[tuple[str, str], Sequence[_Pruned]],
    removed: Mapping[str, Mapping[str, Mark]],
    findings: Findings,
) -> None:
    """One note for each removed item: what went with it, by kind, and the mentions."""
    for (kind, key), all_of in pruned.items():
        lost = Counter(one.lost for one in all_of if one.lost)
        went = [f"{count} {of.replace('_', ' ')}" for of, count in lost.items()]
        went.append(f"{len(all_of) - lost.total()} mentions of it")
        mark = removed.get(kind, {}).get(key, all_of[0].mark)
        findings.note(mark, f"'{key}' is removed, and with it {', '.join(went)}.")


def _prune_once(
    items: Validated, trees: Mapping[str, Tree], gone: dict[str, set[str]]
) -> _Pruned | None:
    """Prune the first reference to something gone; None when there is none left."""
    for kind, key, place, target_kind, target in _all(items):
        if target in gone.get(target_kind, ()):
            mark = trees[kind].mark((key, *place))
            pruned = _prune(items[kind][key], place, target)
            if pruned is not None:
                items[kind][key] = pruned
                return _Pruned((target_kind, target), mark, None)
            del items[kind][key]
            gone[kind].add(key)
            return _Pruned((target_kind, target), mark, kind)
    return None


def _prune(item: BaseModel, place: Place, target: str) -> BaseModel | None:
    """The item without the reference at `place`, or None if it cannot be without."""
    name, rest = str(place[0]), place[1:]
    value = getattr(item, name)
    if isinstance(value, BaseModel):
        inner = _prune(value, rest, target)
        return inner and item.model_copy(update={name: inner})
    if isinstance(value, tuple):
        index = int(rest[0])
        entry = value[index]
        # An entry that cannot stand without the reference goes, the item stays.
        inner = _prune(entry, rest[1:], target) if isinstance(entry, Model) else None
        kept = (*value[:index], *([inner] if inner else []), *value[index + 1 :])
        return item.model_copy(update={name: kept})
    if isinstance(value, Text):
        return item.model_copy(update={name: value.without_link(target)})
    optional = not type(item).model_fields[name].is_required()
    return item.model_copy(update={name: None}) if optional else None
