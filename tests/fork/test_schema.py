"""Schemas are made from the models, and every file names its own in its first line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.content.model import KINDS
from generator.fork.reference import reference
from generator.fork.schema import FOLDER, schemas, write_schemas
from generator.home import home
from generator.kit import Kit

SCHEMAS = home() / "playbook_data" / FOLDER
FILES = sorted(
    path
    for folder in ("playbook_data", "examples")
    for path in (home() / folder).rglob("*.yml")
    if path.name != "wordings.yml"
)


def _named(path: Path) -> Path:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema="), path
    return (path.parent / first.partition("$schema=")[2]).resolve()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(home())))
def test_a_file_names_its_schema_and_fits_it(path: Path) -> None:
    schema = json.loads(_named(path).read_text(encoding="utf-8"))
    kind = path.parent.name if path.parent.name in KINDS else path.stem.strip("_")
    assert _named(path).stem == kind
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML's own dates and numbers are text to us.
    found = json.loads(json.dumps(found, default=str))
    errors = [
        f"{list(error.absolute_path)}: {error.message[:200]}"
        for error in Draft202012Validator(schema).iter_errors(found)
    ]
    assert errors == []


def test_the_shipped_schemas_are_those_of_the_models(kit: Kit, tmp_path: Path) -> None:
    made = write_schemas(kit, tmp_path)
    assert {path.name for path in made} == {path.name for path in SCHEMAS.iterdir()}
    for path in made:
        shipped = (SCHEMAS / path.name).read_text(encoding="utf-8")
        assert path.read_text(encoding="utf-8") == shipped, (
            f"{path.name}: make reference"
        )


def _errors(schema: dict[str, Any], data: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def test_a_schema_finds_what_is_wrong_while_typing(kit: Kit) -> None:
    themes = schemas(kit)["themes"]
    assert (
        _errors(themes, {"real-tools": {"title": "Ours"}, "remove": ["found-online"]})
        == []
    )
    assert _errors(themes, {"real-tools": {"titel": "Ours"}})
    assert _errors(themes, {"Real Tools": {"title": "Ours"}})
    assert _errors(schemas(kit)["questions"], {"x": {"depth": 4}})
    assert _errors(schemas(kit)["organisation"], {"paper": "a5"})
    assert _errors(schemas(kit)["labels"], {"wy": "x"})


def test_known_ids_are_offered_and_own_ones_are_allowed(kit: Kit) -> None:
    area = schemas(kit)["themes"]["additionalProperties"]["properties"]["area"]
    assert list(kit.content.areas) in [way.get("enum") for way in area["anyOf"]]
    assert _errors(schemas(kit)["themes"], {"x": {"area": "all-our-own"}}) == []


def test_every_field_is_described() -> None:
    for kind, model in KINDS.items():
        schema = model.model_json_schema()
        assert schema.get("description"), kind
        for owner in (schema, *schema.get("$defs", {}).values()):
            for name, field in owner["properties"].items():
                assert name == "id" or field.get("description"), (kind, name)


def test_the_reference_is_that_of_the_models() -> None:
    page = home() / "maintaining" / "content-reference.md"
    assert page.read_text(encoding="utf-8") == reference(), "make reference"
    assert all(f"## {kind}\n" in reference() for kind in KINDS)


def test_a_file_of_somebody_else_is_not_written_over(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("mine")
    with pytest.raises(ValueError, match="is there already and is no schema"):
        write_schemas(kit, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["labels.json"]
    (tmp_path / "labels.json").unlink()
    assert write_schemas(kit, tmp_path) == write_schemas(kit, tmp_path)
