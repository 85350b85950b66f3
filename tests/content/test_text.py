"""Content text is a small Markdown, and nothing in it can break a page or run."""

from __future__ import annotations

from contextlib import suppress
from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from generator.content.text import MAX_LINE, MAX_TEXT, line, text
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


@pytest.mark.fault(15, 17, 19)
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


@pytest.mark.parametrize("ending", ["\n", "\r", "\x85", "\u2028"])
def test_a_line_is_one_line(ending: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        line(f"a{ending}b", _same)


def test_a_removed_link_leaves_its_words() -> None:
    kept = text("See [this](theme:a) and [that](theme:b).", _same).without_link("a")
    assert kept.html(str) == '<p>See this and <a href="theme:b">that</a>.</p>'


class _Tags(HTMLParser):
    """What a browser makes of a text: its tags, its links and its words."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(shown)
        self.close()

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        self.tags.add(tag)
        self.open.append(tag)
        for name, value in attributes:
            assert (tag, name) in (("a", "href"), ("ol", "start")), name
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "*",
                "_",
                "**",
                "[",
                "]",
                "](",
                ")",
                "<",
                ">",
                "\\",
                "`",
                "\n",
                "\n\n",
                " ",
            ),
            *(
                "- ",
                "1. ",
                "# ",
                "---",
                "| ",
                "&",
                "&lt;",
                "&#60;",
                '"',
                "'",
                "!",
                "$$",
            ),
            *(
                "<a href=x>",
                "<!--",
                "{{",
                "}}",
                "{%",
                "{#a}",
                "{: a=b}",
                "a",
                "é",
                "\0",
            ),
            *("https://a.example", "mailto:a@b.example", "javascript:alert(1)", "\t"),
            *("theme:a", "data:,x", "//x.example", "\u2028", "\u202e", "\ud800"),
        ]
    )
).map("".join)
PRINTABLE = st.text(st.characters(min_codepoint=32, exclude_categories=("C", "Z")))


@pytest.mark.fault(15, 16, 17, 19)
@given(MARKUP | PRINTABLE | st.text())
def test_no_text_brings_a_tag_or_a_link_of_its_own(source: str) -> None:
    try:
        shown = _html(source)
    except ValueError:
        return
    tags = _Tags(shown)
    assert tags.tags <= {"p", "em", "strong", "ul", "ol", "li", "a"}
    assert not tags.open
    ways = ("https:", "http:", "mailto:", "/")
    assert all(link.casefold().startswith(ways) for link in tags.links)
    assert not any(link.startswith("//") for link in tags.links)


@given(MARKUP | st.text())
def test_a_line_is_one_line_or_refused(source: str) -> None:
    try:
        said = line(source, _same)
    except ValueError:
        return
    assert len(said.splitlines()) < 2


@pytest.mark.fault(15, 17, 19)
@given(PRINTABLE)
def test_an_escaped_line_survives_markdown_as_it_was(source: str) -> None:
    shown = Markdown(
        extensions=["attr_list", "md_in_html", "smarty", "tables"]
    ).convert(f"# {escape('x' + source)}")
    tags = _Tags(shown)
    assert tags.tags == {"h1"}
    assert tags.words == "x" + source


@pytest.mark.parametrize(
    "piece",
    [
        *('"', "\"'", "*a_", "**a*", "[", "[a](", "![", "](", "_(", "- ", "1. a\n"),
        *("a\n\n", "\\", "`", "<", "&", "[a](https://b.example) ", "$$", "> "),
    ],
)
def test_the_longest_text_takes_no_time_whatever_is_in_it(piece: str) -> None:
    whole = piece * (MAX_TEXT // len(piece))
    began = process_time()
    for make in (_html, lambda source: line(source[:MAX_LINE], _same)):
        with suppress(ValueError):
            make(whole)
    assert process_time() - began < 2


def test_a_text_too_long_is_refused_with_the_limit() -> None:
    assert text("a" * MAX_TEXT, _same).plain and line("a" * MAX_LINE, _same)
    with pytest.raises(ValueError, match="has 10,001 letters, and 10,000 is the most"):
        text("a" * (MAX_TEXT + 1), _same)
    with pytest.raises(ValueError, match="has 1,001 letters, and 1,000 is the most"):
        line("a" * (MAX_LINE + 1), _same)
    # Words count as what they stand for.
    for make in (line, text):
        with pytest.raises(ValueError, match="is the most"):
            make("$word " * 100, lambda source: source.replace("$word", "a" * 500))


def test_a_line_that_nobody_can_see_is_refused() -> None:
    with pytest.raises(ValueError, match="can be seen"):
        line("\u200c\u200d", _same)
