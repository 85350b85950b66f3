"""Content text is a small Markdown, and nothing in it can break a page or run."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from generator.content.text import line, text
from generator.publish.render import escape


def _same(source: str) -> str:
    return source


def _html(source: str) -> str:
    return text(source, _same).html(lambda target: f"/{target}")


def test_paragraphs_lists_emphasis_and_links_are_rendered() -> None:
    assert _html("One *two* **three**.\n\n- a\n- b") == (
        "<p>One <em>two</em> <strong>three</strong>.</p> "
        "<ul> <li>a</li> <li>b</li> </ul>"
    )
    assert _html("[x](theme:real-tools)") == '<p><a href="/theme:real-tools">x</a></p>'
    assert text("[x](theme:a) [y](https://b.example)", _same).links == (
        "theme:a",
        "https://b.example",
    )


@pytest.mark.fault(19)
@pytest.mark.parametrize(
    "source",
    ["# No heading", "| a | b |", "<script>alert(1)</script>", "{{ 7*7 }}", "![i](x)"],
)
def test_anything_else_is_shown_as_typed(source: str) -> None:
    if source.startswith("!["):
        source = "![i](https://x.example)"
        assert "<img" not in _html(source)
        return
    shown = _html(source)
    assert "<script" not in shown
    assert "<h1" not in shown and "<table" not in shown
    assert text(source, _same).plain == source


@pytest.mark.fault(16)
@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "//x", "file:///etc", "/x"]
)
def test_a_link_to_elsewhere_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="leads nowhere we go"):
        text(f"[x]({target})", _same)


def test_a_list_in_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="keep lists flat"):
        text("- a\n  - b", _same)


def test_words_are_filled_in_after_parsing_so_that_they_stay_plain() -> None:
    shown = text("Ask $x now", lambda s: s.replace("$x", "*[evil](https://e.example)*"))
    assert "<em>" not in shown.html(str) and "<a" not in shown.html(str)


def test_quotes_become_typographic() -> None:
    assert line('it\'s "so"', _same) == "it’s “so”"


def test_a_line_is_one_line() -> None:
    with pytest.raises(ValueError, match="one line"):
        line("a\nb", _same)


def test_a_removed_link_leaves_its_words() -> None:
    kept = text("See [this](theme:a) and [that](theme:b).", _same).without_link("a")
    assert kept.html(str) == '<p>See this and <a href="theme:b">that</a>.</p>'


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


PRINTABLE = st.text(st.characters(min_codepoint=32, exclude_categories=("C", "Z")))


@pytest.mark.fault(15)
@given(PRINTABLE)
def test_no_text_brings_a_tag_of_its_own(source: str) -> None:
    try:
        shown = _html(source)
    except ValueError:
        return
    tags = _Tags()
    tags.feed(shown)
    assert tags.tags <= {"p", "em", "strong", "ul", "ol", "li", "a"}


@pytest.mark.fault(19)
@given(PRINTABLE)
def test_an_escaped_line_survives_markdown_as_it_was(source: str) -> None:
    shown = Markdown(
        extensions=["attr_list", "md_in_html", "smarty", "tables"]
    ).convert(f"# {escape('x' + source)}")
    tags = _Tags()
    tags.feed(shown)
    assert tags.tags == {"h1"}
    assert tags.words == "x" + source
