"""See everything in a piece of HTML: its elements, attributes and text, counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

DEEP = 50  # elements within each other; browsers and WeasyPrint go deeper, not for ever
ATTRIBUTES = 20  # of one element
# A tag ("a", "", ""), an attribute ("a", "href", "b.md"), or what is no element.
Event = tuple[str, str, str]
COMMENT = "!--"
DECLARATION = "!"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
# Whose end tags HTML lets an author leave out.
OPEN_ENDED = _names("colgroup dd dt li p tbody td tfoot th thead tr")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
# The elements that an author may write.
TAGS = OPEN_ENDED.union(
    HEADINGS,
    _names("a abbr b bdi bdo blockquote br caption cite code col del details dfn div"),
    _names("dl em figcaption figure hr i img ins kbd mark ol pre q s samp section"),
    _names("small span strong sub summary sup table time u ul var wbr"),
)


@dataclass(frozen=True)
class Fault:
    """What an author may not write, and what to look for in what they wrote."""

    told: str
    sought: tuple[str, ...] = ()


class Seen(HTMLParser):
    """Everything in a piece of HTML, counted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.events: Counter[Event] = Counter()
        self.letters: Counter[str] = Counter()
        self.pictures: list[tuple[str, str]] = []
        self.written: dict[str, str] = {}  # the first tag of a name as it stood there
        self.shape: list[Fault] = []
        self.crowded = False  # deeper or fuller than is parsed any further
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self._end(len(self._open))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.written.setdefault(tag, self.get_starttag_text() or f"<{tag}>")
        self.events[tag, "", ""] += 1
        for name, value in attrs:
            self.events[tag, name, value or ""] += 1
            if name in ("title", "alt") and HEADINGS & {*self._open}:
                self._check_heading(name, value or "")
        if tag == "img":
            named = dict(reversed(attrs))  # of two alike the first counts
            self.pictures.append((named.get("src") or "", named.get("alt") or ""))
        if tag not in VOID:
            self._open.append(tag)
        if len(attrs) > ATTRIBUTES or len(self._open) > DEEP:
            self.crowded = True

    def _check_heading(self, name: str, value: str) -> None:
        """Zensical cuts tags out of headings by patterns, for the contents beside."""
        if re.search('[<>"=]', value):
            told = (
                f"In a heading a '{name}' may not hold any of < > \" =. Take them out."
            )
            self.shape.append(Fault(told, (value,)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Of HTML's own elements a slash closes none; those within an SVG it does.
        self.handle_starttag(tag, attrs)
        if tag not in TAGS and tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._end(self._open[::-1].index(tag), tag)
        elif tag not in VOID:
            self.shape.append(
                Fault(f"</{tag}> closes nothing. Delete it.", (f"</{tag}",))
            )

    def _end(self, inner: int, tag: str = "") -> None:
        """Close the `inner` elements that still stand open, and `tag` about them."""
        for _ in range(inner):
            left = self._open.pop()
            if left not in OPEN_ENDED:
                self.shape.append(
                    Fault(f"<{left}> is not closed. Write </{left}>.", (f"<{left}",))
                )
        if tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.letters.update("".join(data.split()))

    def handle_comment(self, data: str) -> None:
        self.events[COMMENT, "", data] += 1

    def handle_decl(self, decl: str) -> None:
        self.events[DECLARATION, "", f"!{decl}"] += 1

    def handle_pi(self, data: str) -> None:
        self.events[DECLARATION, "", f"?{data}"] += 1

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(f"[{data}")


@cache
def ids(html: str) -> frozenset[str]:
    """The places in a page that a link can lead to."""
    return frozenset(value for _, name, value in Seen(html).events if name == "id")
