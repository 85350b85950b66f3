"""The guides for those who fork say what the models say."""

from __future__ import annotations

from generator.content.model import LINK_NAMES
from generator.home import home
from generator.publish.macros import FUNCTIONS

GUIDES = home() / "maintaining"


def test_every_link_name_and_macro_is_documented() -> None:
    content = (GUIDES / "content.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in content for name in LINK_NAMES)
    customise = (GUIDES / "customise.md").read_text(encoding="utf-8")
    for function in FUNCTIONS:
        if function.__name__ not in ("doors", "question_of_the_day"):  # home's alone
            assert f"`{function.__name__}`" in customise, function.__name__
