"""The guides for those who fork say what the models say."""

from __future__ import annotations

import re

from generator.content.item import Model
from generator.content.model import KINDS, LINK_NAMES
from generator.home import home
from generator.publish.macros import FUNCTIONS

SHARED = {"title", "summary", "sources"}
GUIDES = home() / "maintaining"


def _rows() -> dict[str, set[str]]:
    text = (GUIDES / "content.md").read_text(encoding="utf-8")
    found = {}
    for kind, fields in re.findall(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE):
        names = set(re.findall(r"`(\w+)`", fields))
        found[kind] = names | (SHARED if "*shared*" in fields else set())
    return found


def _fields(model: type[Model]) -> set[str]:
    """The fields of a model and of what stands inside it."""
    names = set()
    for name, info in model.model_fields.items():
        names.add(name)
        for inner in (info.annotation, *getattr(info.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, Model):
                names |= _fields(inner)
    return names


def test_every_kind_is_documented_with_exactly_its_fields() -> None:
    rows = _rows()
    assert set(rows) == set(KINDS)
    for kind, model in KINDS.items():
        assert rows[kind] == _fields(model) - {"id"}, kind


def test_every_link_name_and_macro_is_documented() -> None:
    content = (GUIDES / "content.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in content for name in LINK_NAMES)
    customise = (GUIDES / "customise.md").read_text(encoding="utf-8")
    for function in FUNCTIONS:
        if function.__name__ not in ("doors", "question_of_the_day"):  # home's alone
            assert f"`{function.__name__}`" in customise, function.__name__
