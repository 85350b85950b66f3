"""Hold the two types of content text: `Line` is plain, `Text` is a small Markdown.

A `Text` knows paragraphs, flat lists, emphasis, strong and links. Anything else in it
is shown as typed. It is parsed once, here; each medium renders the parsed tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

Expand = Callable[[str], str]
Link = Callable[[str], str]

_TYPOGRAPHY: Any = {"typographer": True, "quotes": "“”‘’"}
_RULES = ["emphasis", "escape", "link", "list", "smartquotes"]
_MARKDOWN = MarkdownIt("zero", _TYPOGRAPHY).enable(_RULES)
_PLAIN = MarkdownIt("zero", _TYPOGRAPHY).enable("smartquotes")
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]

MAX_LINE = 1_000  # letters: some ten lines of a page
MAX_TEXT = 10_000  # some five pages; every text is bounded, and so is the time it takes

OUTWARD = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@)", re.IGNORECASE)
INWARD = re.compile(r"([a-z-]+):([a-z0-9-]+)$")


@dataclass(frozen=True)
class Text:
    """Parsed content text. `links` are the targets in it, in order of appearance."""

    source: str
    tokens: tuple[Token, ...] = field(repr=False, compare=False)

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(
            str(token.attrs["href"])
            for token in _inline(self.tokens)
            if token.type == "link_open"
        )

    @property
    def plain(self) -> str:
        """The words alone, one space between blocks."""
        return " ".join(
            "".join(child.content for child in token.children or ())
            for token in self.tokens
            if token.type == "inline"
        )

    def without_link(self, target: str) -> Text:
        """The same text with links to the item `target` reduced to their words."""
        tokens = []
        for token in self.tokens:
            children, open_links = [], []
            for child in token.children or ():
                if child.type == "link_open":
                    href = str(child.attrs["href"])
                    open_links.append(
                        INWARD.match(href) and href.endswith(":" + target)
                    )
                    if open_links[-1]:
                        continue
                if child.type == "link_close" and open_links.pop():
                    continue
                children.append(child)
            tokens.append(token.copy(children=children if token.children else None))
        return Text(self.source, tuple(tokens))

    def html(self, link: Link) -> str:
        """Render as one line of HTML; `link` turns an inward target into an address."""
        html = _RENDERER.render(self.tokens, _MARKDOWN.options, {"link": link})
        return html.replace("\n", " ").strip()


class _Renderer(RendererHTML):
    def link_open(
        self, tokens: Sequence[Token], index: int, options: Any, env: Any
    ) -> str:
        token = tokens[index]
        target = str(token.attrs["href"])
        address = env["link"](target) if INWARD.match(target) else target
        return RendererHTML.renderToken(
            self, [_with_href(token, address)], 0, options, env
        )


_RENDERER = _Renderer()


def _with_href(token: Token, address: str) -> Token:
    return token.copy(attrs={"href": address})


def _inline(tokens: Sequence[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def line(source: str, expand: Expand) -> str:
    """Make a `Line`: one line of plain text, its words filled in, quotes made curly.

    Raises ValueError when the text runs over several lines, is longer than `MAX_LINE`,
    or names an unknown word.
    """
    source = source.strip()
    if len(source.splitlines()) > 1:
        raise ValueError("this must be one line; join the lines")
    said = expand(source)
    if said and not any(category(letter)[0] in "LNPS" for letter in said):
        raise ValueError("nothing of this can be seen; write some words")
    _check_length(len(said), MAX_LINE)
    tokens = _PLAIN.parseInline(said)
    return "".join(token.content for token in _inline(tokens))


def text(source: str, expand: Expand) -> Text:
    """Parse a `Text`, its words filled in after parsing so that they stay plain.

    Raises ValueError for a nested list, a link to elsewhere, an unknown word, or more
    letters than `MAX_TEXT`, before or after the words are filled in.
    """
    _check_length(len(source), MAX_TEXT)
    tokens = _MARKDOWN.parse(source)
    if any(t.type.endswith("list_open") and t.level for t in tokens):
        raise ValueError("a list stands inside a list; keep lists flat")
    for token in _inline(tokens):
        if token.type == "text":
            # Where a line of the file ends is nothing to a reader.
            token.content = " ".join(expand(token.content).split("\n"))
        if token.type == "link_open":
            target = str(token.attrs["href"])
            if not (OUTWARD.match(target) or INWARD.match(target)):
                raise ValueError(
                    f"the link '{target}' leads nowhere we go; use https:, mailto: "
                    "or an item such as theme:customer-friction"
                )
    said = Text(source, tuple(tokens))
    _check_length(len(said.plain), MAX_TEXT)
    return said


def _check_length(letters: int, most: int) -> None:
    if letters > most:
        raise ValueError(
            f"this has {letters:,} letters, and {most:,} is the most; shorten it"
        )
