"""Write JSON Schemas of every YAML file, so that editors complete and check them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..content.item import ID_LENGTH, ID_PATTERN
from ..content.model import KINDS
from ..content.overlay import REMOVE
from ..identity import inventory
from ..identity.settings import Settings
from ..identity.vocabulary import COLOURS, TYPOGRAPHY
from ..kit import Kit

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = inventory.SCHEMA
SETTINGS, LABELS, BRAND = "organisation", "labels", "brand"


def first_line(schema: str) -> str:
    """The comment by which an editor finds the schema of a file, given its address."""
    return f"# yaml-language-server: $schema={schema}"


def schemas(kit: Kit) -> dict[str, dict[str, Any]]:
    """The schema of each kind of file by its name; known ids are offered as values."""
    made = {kind: _kind(kind, kit) for kind in KINDS}
    made[SETTINGS] = _settings(kit)
    made[LABELS] = _labels(kit.labels.texts)
    made[BRAND] = _brand()
    return made


def write_schemas(kit: Kit, folder: Path) -> list[Path]:
    """Write every schema into `folder` as JSON and return the files.

    Raises ValueError, having written nothing, where a file of somebody else's lies.
    """
    made = {folder / f"{name}.json": schema for name, schema in schemas(kit).items()}
    for path in made:
        if path.exists() and DIALECT not in path.read_text("utf-8", "replace")[:200]:
            raise ValueError(
                f"{path} is there already and is no schema. Give another folder."
            )
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path, schema in made.items():
        text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _kind(kind: str, kit: Kit) -> dict[str, Any]:
    item = KINDS[kind].model_json_schema()
    definitions = item.pop("$defs", {})
    item["properties"].pop("id")
    schema = {
        "$schema": DIALECT,
        "title": kind.replace("_", " "),
        "type": "object",
        "propertyNames": {"pattern": ID_PATTERN, "maxLength": ID_LENGTH},
        "properties": {
            REMOVE: {
                "description": "Ids of shipped items that you leave out.",
                "type": "array",
                "items": _ids(kit.content.of(kind)),
            }
        },
        "additionalProperties": item,
        "$defs": definitions,
    }
    made: dict[str, Any] = _open(schema, kit)
    return made


def _settings(kit: Kit) -> dict[str, Any]:
    schema = {"$schema": DIALECT, **Settings.model_json_schema()}
    properties = schema["properties"]
    properties["track"] |= _ids(kit.content.tracks)
    properties["purposes"]["items"] |= _ids(kit.content.purposes)
    made: dict[str, Any] = _open(schema, kit)
    return made


def _labels(texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "title": LABELS,
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"type": "string", "description": text}
            for name, text in texts.items()
        },
    }


def _brand() -> dict[str, Any]:
    """What the kit uses of brand.yml; anything else is allowed, and noted."""
    text = {"type": "string"}
    colour: dict[str, Any] = {
        "description": 'A CSS colour in quotes ("#0b5048") or a name of the palette; '
        "{light:, dark:} gives one for each scheme.",
        "type": ["string", "object"],
    }
    picture = {
        "description": "A file in assets/, or {light:, dark:} for the two grounds.",
        "type": ["string", "object"],
    }
    family = {
        "description": "The name of a family under fonts.",
        "type": ["string", "object"],
    }
    font = _fields(
        family=text,
        source={"enum": ["file", "google", "bunny", "system"]},
        license={**text, "description": "What allows you to publish the files."},
        files={"type": "array", "description": "Files in assets/fonts/."},
    )
    return {
        "$schema": DIALECT,
        **_fields(
            meta=_fields(name={"type": ["string", "object"]}),
            logo={
                "type": ["string", "object"],
                "properties": dict.fromkeys(("small", "medium", "large"), picture),
            },
            color=_fields(palette={"type": "object"}, **dict.fromkeys(COLOURS, colour)),
            typography=_fields(
                fonts={"type": "array", "items": font},
                **dict.fromkeys(TYPOGRAPHY, family),
            ),
        ),
    }


def _fields(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _ids(known: Iterable[str]) -> dict[str, Any]:
    """Ids to choose from; an organisation may have others of its own."""
    return {"anyOf": [{"enum": list(known)}, {"type": "string"}]}


def _open(schema: Any, kit: Kit) -> Any:
    """The schema as files use it: nothing is required, since they lie over others."""
    if isinstance(schema, list):
        return [_open(entry, kit) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    if "x-kind" in schema:
        known = _ids(kit.content.of(schema["x-kind"]))
        return {k: v for k, v in schema.items() if k not in ("x-kind", "type")} | known
    if "anyOf" in schema:
        # An empty value is a problem in a file, whatever the model's default is.
        one, *more = [way for way in schema["anyOf"] if way != {"type": "null"}]
        if not more:
            rest = {key: value for key, value in schema.items() if key != "anyOf"}
            return _open(one | rest, kit)
    return {
        key: _open(value, kit)
        for key, value in schema.items()
        if not (key == "required" and isinstance(value, list))
        and not (key == "title" and isinstance(value, str))
        and not (key == "default" and value in (None, []))
    }
