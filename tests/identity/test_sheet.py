"""No name of a brand or a programme can end the CSS that it stands in."""

from __future__ import annotations

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from generator.identity.sheet import css_string

# CSS reads both as U+FFFD.
NEVER = {"\0": "\ufffd"} | {chr(point): "\ufffd" for point in range(0xD800, 0xE000)}


@pytest.mark.fault(28)
@given(st.text(st.characters()) | st.text("\"'\\;{}()</>\n\r\fab0 *"))
def test_any_text_is_one_css_string_that_reads_back(text: str) -> None:
    read = tinycss2.parse_component_value_list(f"{css_string(text)};")
    assert [token.type for token in read] == ["string", "literal"]
    assert read[0].value == text.translate(str.maketrans(NEVER))
