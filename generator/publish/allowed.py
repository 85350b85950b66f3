"""Judge the HTML of an organisation's own page by what an author may write.

What counts is what comes out of the Markdown, as a browser reads it: nh3 parses as
browsers do and takes out what is not in the list. What it takes out, and what no call
of the page put there, is a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import nh3

from .seen import ATTRIBUTES, COMMENT, DECLARATION, DEEP, TAGS, Event, Fault, Seen

SPAN = r"[1-9]\d?"
NUMBER = r"-?\d{1,6}"
SIZE = r"\d{1,4}"
# What an attribute's whole value must be. Names that begin with `__` belong to the
# theme, which reads its settings from one; `md-` is its classes, and a `mermaid` makes
# it load a program from elsewhere.
PATH = r"[^\s\\<>\"\x00-\x1f\x7f]"
ADDRESS = (
    rf"(?i:https?://{PATH}+|mailto:{PATH}+@{PATH}+|tel:[-+.()\d]+)"
    rf"|(?!//)((?![:?#]){PATH})*([?#]{PATH}*)?"
)
EVERY = {
    "id": r"(?!__)[\w.:-]{1,100}",
    "class": r"\s*((?!md-|mermaid(\s|$))[\w-]+(\s+|$))*",
    "title": r".*",
    "lang": r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
    "dir": r"ltr|rtl|auto",
    "data-for": r"[a-z0-9-]+( +[a-z0-9-]+)*",
    "data-book": r"false",
    "markdown": r"1|block|span|",
}
SOME = {
    "a": {"href": ADDRESS},
    "img": {
        "src": rf"(?!/)((?![:?#]){PATH})+",
        "alt": r".*",
        "width": SIZE,
        "height": SIZE,
    },
    "td": {"colspan": SPAN, "rowspan": SPAN, "style": r"text-align: \w+;"},
    "th": {
        "colspan": SPAN,
        "rowspan": SPAN,
        "style": r"text-align: \w+;",  # a table's columns in Markdown
        "scope": r"row|col|rowgroup|colgroup",
    },
    "col": {"span": SPAN},
    "colgroup": {"span": SPAN},
    "ol": {"start": NUMBER, "reversed": r"|reversed", "type": r"[1aAiI]"},
    "li": {"value": NUMBER},
    "details": {"open": r"|open"},
    "time": {"datetime": r"[\w:.+ -]*"},
}


@dataclass(frozen=True)
class Judged:
    """A page's HTML: its faults, and what its author links to and shows.

    `pictures` are addresses with their descriptions, `readers` each `data-for`.
    """

    faults: tuple[Fault, ...]
    links: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    readers: tuple[str, ...] = ()


def judge(html: str, made: Iterable[str]) -> Judged:
    """Judge a page's HTML; `made` is what its calls put into it.

    A call's HTML may hold what an author may not, but it has to come out whole: else
    something stands around it that would let the rest be read in another way.
    """
    seen = Seen(html)
    if seen.crowded:
        told = (
            f"The page nests more than {DEEP} levels of HTML, or an element has more "
            f"than {ATTRIBUTES} attributes. Write it more simply."
        )
        return Judged((Fault(told),))
    trusted: Counter[Event] = Counter()
    lost: Counter[str] = Counter()
    shown: Counter[tuple[str, str]] = Counter()
    for piece in made:
        each = Seen(piece)
        trusted += each.events
        shown.update(each.pictures)
        lost += each.letters - _cleaned(piece).letters
    after = _cleaned(html)
    taken = (seen.events - after.events) - trusted
    barred = {tag for tag, name, _ in taken if not name}
    faults: list[Fault] = []
    for (tag, name, value), times in taken.items():
        if not (name and tag in barred):
            fault = _fault(tag, name, value, seen.written.get(tag, ""))
            faults.extend([fault] * times)
    broken = trusted - seen.events
    if broken:
        told = (
            "A call does not come out whole here. Give it a line of its own, with an "
            "empty line above and below, outside of code and of HTML."
        )
        faults.append(Fault(told, ("{{",)))
    if not barred and not broken:
        faults.extend(seen.shape)
    if not faults and (seen.letters - after.letters) - lost:
        told = "A '<' begins something that is cut short. If it is text, write '&lt;'."
        faults.append(Fault(told, ("<",)))
    own = list((seen.events - trusted).elements())
    return Judged(
        tuple(faults),
        tuple(value for tag, name, value in own if (tag, name) == ("a", "href")),
        tuple((Counter(seen.pictures) - shown).elements()),
        tuple(value for _, name, value in own if name == "data-for"),
    )


def _is_allowed(tag: str, name: str, value: str) -> bool:
    pattern = SOME.get(tag, {}).get(name) or EVERY.get(name)
    try:
        urlsplit(value if name == "href" else "")
    except ValueError:  # a host that is none, as in https://[x
        return False
    return bool(pattern and re.fullmatch(pattern, value, re.DOTALL))


def _cleaned(html: str) -> Seen:
    """What is left where only what an author may write is kept."""
    return Seen(
        nh3.clean(
            html,
            tags=set(TAGS),
            clean_content_tags=set(),
            attributes={"*": set(EVERY), **{tag: set(SOME[tag]) for tag in SOME}},
            attribute_filter=lambda tag, name, value: (
                value if _is_allowed(tag, name, value) else None
            ),
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )
    )


def _fault(tag: str, name: str, value: str, written: str) -> Fault:
    """Say what is not allowed, and what is to be written instead."""
    if tag == COMMENT:
        told = "A comment would be published with the page. Delete it."
        return Fault(told, (f"<!--{value}", "<!--"))
    if not name:
        sought = written if tag != DECLARATION else f"<{value}"
        shown = sought if len(sought) < 40 else f"{sought[:40]}…"
        return Fault(
            f"A page may not have '{shown}'. Delete it; if it is text, write "
            f"'{escape(shown, quote=False)}'.",
            (sought, f"<{tag}", "<!", "<?"),
        )
    shown = value if len(value) < 60 else f"{value[:60]}…"
    quoted = (f"{name}={mark}{value}" for mark in ('"', "'", ""))
    places = (*quoted, value, name)
    if name == "src" or (name == "href" and tag != "a"):
        told = (
            "This loads something from elsewhere. Put a picture into assets/ and "
            "write ![what it shows](assets/name.png)."
        )
    elif (tag, name) == ("a", "href"):
        told = (
            f"A page may not link to '{shown}'. Begin with https://, mailto: or tel:, "
            "or name a page, such as why.md."
        )
    elif name in SOME.get(tag, {}) or name in EVERY:
        told = f'{name}="{shown}" is nothing that <{tag}> may have. Change it.'
    else:
        told = f"<{tag}> may not have '{name}'. Delete it."
    return Fault(told, places)
