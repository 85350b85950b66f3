"""Write the reference of all content for people, from the models themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..content.model import KINDS, LINK_NAMES

HEAD = """\
# Content reference

Every kind of guidance and every field, made from the models in
`generator/content/kinds/` by `make reference`; change it there. How the kinds work
together, and how to write them, is in [content.md](content.md).

An item stands under its id: small letters, digits and single hyphens, 64 at most, and
its address for ever. A *line* is one line of plain text; a *text* is small Markdown:
paragraphs, flat lists, emphasis, strong, links. Fields in *italics* may be left out.
"""

Schema = Mapping[str, Any]


def reference() -> str:
    """The whole page as Markdown: a heading a kind, a table row a field."""
    links = {kind: name for name, kind in LINK_NAMES.items()}
    parts = [HEAD]
    for kind, model in KINDS.items():
        schema = model.model_json_schema()
        nested = schema.get("$defs", {})
        described = " ".join(schema["description"].split())
        parts.append(
            f"## {kind}\n\n{described} In links: `{links[kind]}:id`.\n\n"
            + "\n".join(_table(schema, nested))
            + "\n"
        )
    return "\n".join(parts)


def _table(schema: Schema, nested: Schema) -> Iterator[str]:
    yield "| field | takes | what to write |"
    yield "| --- | --- | --- |"
    yield from _rows(schema, nested, "")


def _rows(schema: Schema, nested: Schema, above: str) -> Iterator[str]:
    needed = schema.get("required", [])
    for name, field in schema["properties"].items():
        if name == "id":
            continue
        shown = f"`{above}{name}`"
        shown = shown if name in needed else f"*{shown}*"
        what = " ".join(field.get("description", "").split())
        yield f"| {shown} | {_takes(field, nested)} | {what} |"
        inner = field.get("items", field)
        if "$ref" in inner:
            yield from _rows(_named(inner, nested), nested, f"{above}{name}.")


def _named(field: Schema, nested: Schema) -> Schema:
    found: Schema = nested[field["$ref"].rpartition("/")[2]]
    return found


def _takes(field: Schema, nested: Schema) -> str:
    """What a field holds, in words: "list of 1 to 3 lines", "number, 5 to 480"."""
    if "anyOf" in field:
        (field,) = [way for way in field["anyOf"] if way != {"type": "null"}]
    if "x-kind" in field:
        return f"id of `{field['x-kind']}`"
    if "$ref" in field:
        return "fields below it"
    if "enum" in field:
        return " / ".join(f"`{value}`" for value in field["enum"])
    match field.get("type"):
        case "array":
            return f"list: {_takes(field['items'], nested)}{_bounds(field, 'Items')}"
        case "integer":
            low, high = field.get("minimum"), field.get("maximum")
            return f"number, {low} to {high}"
        case "string" if field.get("format") == "markdown":
            return "text"
        case _:
            return "line"


def _bounds(field: Schema, of: str) -> str:
    low, high = field.get(f"min{of}"), field.get(f"max{of}")
    if low and high:
        return f" ({low} to {high})"
    return f" (at least {low})" if low else f" (up to {high})" if high else ""
