"""Make the indexes at the back of a book from where things came to stand.

Letters follow each other by their plain form, without case and accents; a language that
has letters of its own behind z sorts them with the letter they grew from.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from ..kit import Kit
from .chapter import Chapter, slug
from .reference import texts
from .render import address

# What an entry is: the kinds whose titles people look up.
TITLED: tuple[str, ...] = (
    "themes",
    "purposes",
    "session_plans",
    "briefings",
    "variants",
    "safeguards",
    "measures",
    "roles",
    "phases",
    "agreement_clauses",
    "escalation_routes",
    "pairing_exclusions",
    "adjustments",
    "activities",
    "worksheets",
    "emotions",
    "failure_modes",
    "difficult_moments",
    "endings",
    "messages",
)
MOST = 8  # places an entry names; who gets more reads none of them
OFTEN = 3  # times that a chapter uses a word before the index says so
LONGEST = 60  # characters of a title that is still a thing to look up


@dataclass(frozen=True)
class Bound:
    """A book whose chapters have their pages.

    `numbers` gives the page of each place, `referring` the pages that refer to it.
    """

    kit: Kit
    chapters: Sequence[Chapter]
    pages: Sequence[Any]
    numbers: Mapping[str, int]
    referring: Mapping[str, Sequence[int]]

    @cached_property
    def spans(self) -> dict[str, range]:
        """The pages of each chapter."""
        starts = [self.numbers[chapter.id] for chapter in self.chapters]
        ends = [*starts[1:], len(self.pages) + 1]
        return {
            chapter.id: range(start, max(end, start + 1))
            for chapter, start, end in zip(self.chapters, starts, ends, strict=True)
        }

    @cached_property
    def words(self) -> list[str]:
        """The text of each page."""
        return [" ".join(box.text for box in texts(page)) for page in self.pages]


@dataclass(frozen=True)
class Locator:
    """A page, or some that follow each other, such as "57–59"."""

    text: str
    place: str = ""
    main: bool = False


@dataclass(frozen=True)
class Entry:
    words: str
    locators: Sequence[Locator]


@dataclass(frozen=True)
class Asked:
    """A theme's questions with their pages."""

    title: str
    page: int
    questions: Sequence[tuple[Any, int, str]]


def question_index(bound: Bound) -> list[Asked]:
    """Every question of the book by theme, with the page where it stands."""
    groups = []
    questions = bound.kit.content.questions
    for key, theme in bound.kit.content.themes.items():
        page = bound.numbers.get(_place(bound.kit, "themes", key))
        asked = [
            (question, bound.numbers[place], place)
            for name, question in questions.items()
            if question.theme == key
            and (place := _place(bound.kit, "questions", name)) in bound.numbers
        ]
        if page and asked:
            groups.append(Asked(theme.title, page, asked))
    return groups


def general_index(bound: Bound) -> list[tuple[str, list[Entry]]]:
    """Entries under their letters, in the order of the alphabet."""
    found: dict[str, tuple[str, set[str], bool]] = {}
    for kind in ("glossary", *TITLED):
        for key, item in bound.kit.content.of(kind).items():
            place = _place(bound.kit, kind, key)
            words = item.term if kind == "glossary" else item.title
            if place in bound.numbers and len(words) <= LONGEST:
                plain = sorting(words, bound.kit)
                shown, places, term = found.get(plain, (words, set(), False))
                found[plain] = (shown, places | {place}, term or kind == "glossary")
    entries = [
        (
            plain,
            Entry(_inverted(shown, bound.kit), _located(bound, shown, places, term)),
        )
        for plain, (shown, places, term) in sorted(found.items())
    ]
    return [
        (letter, [entry for _, entry in inside])
        for letter, inside in groupby(entries, key=lambda pair: _letter(pair[0]))
    ]


def _place(kit: Kit, kind: str, key: str) -> str:
    return slug(address(kit, kind, key))


# The alphabet


def sorting(words: str, kit: Kit) -> str:
    """What `words` are sorted by: plain small letters, no article in front."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"[^\w\s]", "", plain).strip()
    first, _, rest = plain.partition(" ")
    return rest if rest and first in _articles(kit) else plain


def _inverted(words: str, kit: Kit) -> str:
    """An article goes behind: "agreement, the"."""
    first, _, rest = words.partition(" ")
    if not rest or first.casefold() not in _articles(kit):
        return words
    return f"{rest[0].upper()}{rest[1:]}, {first.lower()}"


def _articles(kit: Kit) -> list[str]:
    return kit.labels("index_articles").casefold().split()


def _letter(plain: str) -> str:
    return plain[0].upper() if plain[0].isalpha() else "0–9"


# The pages


def _located(bound: Bound, words: str, places: set[str], term: bool) -> list[Locator]:
    """Where an entry stands, and where the book leads to it or uses the term."""
    main: dict[int, str] = {}
    for place in sorted(places, key=lambda place: bound.numbers[place]):
        for page in bound.spans.get(place, [bound.numbers[place]]):
            main.setdefault(page, place)
    referring = {page for place in places for page in bound.referring.get(place, ())}
    others = sorted(referring - main.keys())
    if term and len(others) < MOST:
        used = (page for page in _used(bound, words) if page not in main)
        for page in used:
            if len(others) < MOST and page not in others:
                others.append(page)
    # Of too many, those spread over the whole book.
    step = max(1, -(-len(others) // MOST))
    kept = sorted(others)[::step]
    found = [
        Locator(text, main[first], True) for first, text in _ranges(sorted(main))
    ] + [Locator(text) for _, text in _ranges(kept)]
    return sorted(found, key=lambda each: int(each.text.partition("–")[0]))


def _used(bound: Bound, words: str) -> Iterator[int]:
    """The first page of each chapter that uses a word often, most often first."""
    whole = re.compile(rf"\b{re.escape(words)}s?\b", re.IGNORECASE)
    counts: Counter[int] = Counter()
    for span in bound.spans.values():
        uses = {page: len(whole.findall(bound.words[page - 1])) for page in span}
        if sum(uses.values()) >= OFTEN:
            counts[max(uses, key=lambda page: uses[page])] = sum(uses.values())
    for page, _ in counts.most_common():
        yield page


def _ranges(pages: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Pages that follow each other joined: 43, 57–59."""
    run: list[int] = []
    for page in [*pages, None]:
        if run and page != run[-1] + 1:
            yield run[0], str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
            run = []
        if page is not None:
            run.append(page)
