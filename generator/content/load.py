"""Turn folders of YAML into one `Content`.

`read_layers` reads each layer's files and lays the layers over each other; `load`
validates every item and resolves every reference. All that is wrong is found in one go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .item import Item
from .model import KINDS, Content
from .overlay import overlay
from .problems import Findings, Mark, nearest, sentence
from .reference import Validated, resolve
from .source import Place, Tree, read
from .text import Expand

BESIDE = {"defaults", "schema"}  # folders of the shipped layer that hold no items


@dataclass(frozen=True)
class Loaded:
    """The content, where each of its fields stands, and what was taken away."""

    content: Content
    trees: Mapping[str, Tree]
    removed: Mapping[str, Collection[str]]

    def mark(self, kind: str, *place: str | int) -> Mark:
        """Where a field of an item of `kind` is written."""
        return self.trees[kind].mark(place)


@dataclass(frozen=True)
class Raw:
    """The layers as read and merged, by kind, with the ids that were taken away."""

    trees: Mapping[str, Tree]
    gone: Mapping[str, Mapping[str, Mark]]


def read_layers(layers: Sequence[Path], findings: Findings) -> Raw:
    """Read content folders, each laid over the one before."""
    trees: dict[str, Tree] = {}
    gone: dict[str, dict[str, Mark]] = {}
    for kind in KINDS:
        trees[kind], gone[kind] = _read_kind(layers, kind, findings)
    for layer in layers:
        _report_strays(layer, findings)
    return Raw(trees, gone)


def load(raw: Raw, expand: Expand, findings: Findings) -> Loaded:
    """Validate what was read and resolve every reference.

    `expand` fills in the words of a text and raises ValueError for an unknown one.
    Problems go to `findings`; the content is only sound when there are none.
    """
    items: Validated = {
        kind: _validate(model, raw.trees[kind], expand, findings)
        for kind, model in KINDS.items()
    }
    removed = resolve(items, raw.trees, raw.gone, findings)
    return Loaded(Content(**items), raw.trees, removed)


def _read_kind(
    layers: Sequence[Path], kind: str, findings: Findings
) -> tuple[Tree, dict[str, Mark]]:
    merged = Tree({}, {(): Mark(layers[0] / kind)})
    gone: dict[str, Mark] = {}
    for layer in layers:
        merged, removed = overlay(merged, read_folder(layer / kind, findings), findings)
        gone |= removed
    return merged, gone


def read_folder(folder: Path, findings: Findings) -> Tree:
    """Read a kind's files in one layer, in the order of their names, as one tree."""
    whole = Tree({}, {(): Mark(folder)})
    for path in sorted(folder.glob("*.yml")):
        tree = read(path, findings)
        if tree is None:
            continue
        for key in tree.data:
            if key in whole.data:
                findings.problem(
                    tree.mark((key,)),
                    f"'{key}' stands in {whole.mark((key,))} too. "
                    "Remove or rename one.",
                )
        whole.data.update(tree.data)
        whole.marks.update({place: mark for place, mark in tree.marks.items() if place})
    return whole


def _report_strays(layer: Path, findings: Findings) -> None:
    """Files that no kind reads would be missed in silence: name each."""
    for path in sorted(layer.iterdir()) if layer.is_dir() else ():
        if path.name.startswith(".") or path.name in BESIDE:
            continue
        if path.is_file() or path.name not in KINDS:
            hint = nearest(path.stem.replace("-", "_"), KINDS)
            findings.problem(Mark(path), f"This is not a kind of content. {hint}")
        else:
            for file in sorted(path.iterdir()):
                if file.suffix != ".yml" and not file.name.startswith("."):
                    findings.problem(
                        Mark(file), "Only .yml files are read here. Rename or move it."
                    )


def _validate(
    model: type[Item], tree: Tree, expand: Expand, findings: Findings
) -> dict[str, Any]:
    """Validate each item; those with problems are reported and left out."""
    valid: dict[str, Any] = {}
    for key, fields in tree.data.items():
        if not isinstance(fields, dict):
            findings.problem(
                tree.mark((key,)), f"'{key}' needs its fields below it, indented."
            )
            continue
        try:
            valid[key] = model.model_validate(
                {**fields, "id": key}, context={"expand": expand}
            )
        except ValidationError as error:
            report(error, model, tree, (key,), findings)
    return valid


def report(
    error: ValidationError,
    model: type[BaseModel],
    tree: Tree,
    place: Place,
    findings: Findings,
) -> None:
    """Say each of pydantic's errors as a sentence at its place in the file."""
    for detail in error.errors():
        where = place if detail["loc"] == ("id",) else (*place, *detail["loc"])
        findings.problem(tree.mark(where), _sentence(detail, model, where))


def _sentence(detail: ErrorDetails, model: type[BaseModel], where: Place) -> str:
    name = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            return f"'{name}' is missing. Add it."
        case "extra_forbidden":
            fields = _fields_at(model, detail["loc"][:-1])
            return f"'{name}' is not a field here. {nearest(str(where[-1]), fields)}"
        case "literal_error":
            return f"'{name}' must be {detail['ctx']['expected']}."
        case "date_parsing" | "date_from_datetime_parsing" | "date_type":
            return f"'{name}' must be a date such as 2027-03-01."
        case "int_parsing":
            return f"'{name}' must be a whole number."
        case "tuple_type":
            return f"'{name}' is a list: write {name}: [one, two], or '- ' before each."
        case "string_type":
            return f"'{name}' must be one piece of text."
        case "model_type" | "dict_type":
            return f"'{name}' needs fields below it, indented."
        case "string_pattern_mismatch" | "string_too_long" if name == "id":
            return (
                f"'{where[-1]}' cannot be an id. Use small letters, digits and single "
                "hyphens, 64 at most."
            )
        case "too_long" if isinstance(detail["input"], str):
            most, here = detail["ctx"]["max_length"], detail["ctx"]["actual_length"]
            return (
                f"'{name}' has {here} letters, and its card takes {most}. Shorten it."
            )
        case "too_long":
            return f"'{name}' takes {detail['ctx']['max_length']} entries at most."
        case "too_short":
            return f"'{name}' needs an entry."
        case "value_error":
            return sentence(f"'{name}': {detail['ctx']['error']}")
        case _:
            return f"'{name}': {detail['msg'][0].lower()}{detail['msg'][1:]}."


def _fields_at(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    for part in loc:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        for inner in (annotation, *getattr(annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                model = inner
    return [name for name in model.model_fields if name != "id"]
