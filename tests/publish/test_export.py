"""What the site's tools read is one JSON file that keeps to the schema it names."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import jsonschema
import pytest

from generator.kit import Kit, open_kit
from generator.publish.export import site_data, write_data
from tests.conftest import BuiltKit, Write


def test_the_data_keeps_to_the_schema_that_it_names(kit: Kit, tmp_path: Path) -> None:
    write_data(kit, tmp_path)
    data = json.loads((tmp_path / "playbook.json").read_text())
    schema = json.loads((tmp_path / data["$schema"]).read_text())
    jsonschema.validate(data, schema)
    del data["agenda"][0]["minutes"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_the_script_carries_the_same_data(kit: Kit, tmp_path: Path) -> None:
    write_data(kit, tmp_path)
    script = (tmp_path / "playbook.js").read_text()
    carried = re.fullmatch(r"window\.playbook = (.*);\n", script)
    assert carried
    assert json.loads(carried[1]) == json.loads(
        (tmp_path / "playbook.json").read_text()
    )


def test_every_address_in_the_data_is_a_place_on_the_site(shipped: BuiltKit) -> None:
    data = json.loads((shipped.site / "assets/playbook.json").read_text())
    looked = 0
    for kind in ("areas", "themes", "failure_modes"):
        for item in data[kind].values():
            path, _, anchor = item["address"].partition("#")
            page = unescape((shipped.site / path).read_text())
            assert not anchor or f'id="{anchor}"' in page
            looked += 1
    assert looked > 30


def test_what_an_organisation_writes_cannot_leave_the_script(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "content/questions/o.yml",
        'ours:\n  text: "</script><b>`${1}"\n  asker: both\n'
        "  theme: real-tools\n  depth: 1\n  follow_up: More?\n",
    )
    kit = open_kit(organisation)
    write_data(kit, tmp_path)
    asked = {question.id: question for question in site_data(kit).questions}
    assert asked["ours"].askers == ("mentor", "partner")
    # A file of its own: no HTML parser reads it, and JSON is a part of JavaScript.
    assert "</script><b>`${1}" in (tmp_path / "playbook.js").read_text()


def test_a_page_that_is_hidden_has_no_address(organisation: Path, write: Write) -> None:
    write("organisation.yml", "hide: [nav_failures]\n")
    data = site_data(open_kit(organisation))
    assert {each.address for each in data.failure_modes.values()} == {""}
    assert all(each.address for each in data.themes.values())
