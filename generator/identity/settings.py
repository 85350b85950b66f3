"""Read whose playbook it is: `organisation.yml` and `labels.yml` over the defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from ipaddress import IPv6Address
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError

from ..content.item import Line, Model
from ..content.overlay import read_over
from ..content.problems import Findings
from ..content.report import report
from ..content.source import Tree
from .labels import Labels, read_labels
from .words import Nouns, check_forms, expand, forms

SETTINGS = "organisation.yml"
LONGEST = 200  # letters of an address, so that a QR code on a card can be read
Valid = TypeVar("Valid", bound=BaseModel)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
ADDRESS = re.compile(
    r"https?://(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>\d{1,5}))?"
    r"(/[A-Za-z0-9._~%!$()*+,;=:@/-]*)?"
)


def known_language(code: str) -> str:
    """A language code, as it was given. Raises ValueError where it is none."""
    try:
        # Babel passes over what follows a dot.
        if not LANGUAGE.fullmatch(code):
            raise ValueError(code)
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(
            f"'{code[:60]}' is no language; write a code such as en-GB or de"
        ) from None
    return code


def _is_host(host: str) -> bool:
    """Whether a name in an address is one, or an IPv6 address in brackets."""
    if not host.startswith("["):
        return all(0 < len(part) < 64 for part in host.rstrip(".").split("."))
    try:
        return bool(IPv6Address(host[1:-1]))
    except ValueError:
        return False


def whole_address(url: str) -> str:
    """The address of a site, as it was given. Raises ValueError where it is none.

    It stands in pages, in codes and in files for other programs, so it is what RFC 3986
    calls scheme, host and path, without the letters that mean something in HTML.
    """
    if len(url) > LONGEST:
        raise ValueError(f"the address has over {LONGEST} letters; give a shorter one")
    fits = ADDRESS.fullmatch(url)
    if not fits or int(fits["port"] or 0) > 65535 or not _is_host(fits["host"]):
        raise ValueError(
            f"'{url}' is no whole address of a site; begin with https://, and give the "
            "host and the path alone, as in https://learn.example.org/playbook"
        )
    return url


def as_written(day: object) -> object:
    """A date that is written as one: a bare number would be taken for seconds."""
    if isinstance(day, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise ValueError(f"'{day[:20]}' is no date; write it as 2027-03-01")
    return day


def a_monday(day: date) -> date:
    """A Monday of our time, as it was given. Raises ValueError for another day."""
    if not 2000 <= day.year <= 2100:
        raise ValueError(f"{day} is far from now; give a date such as 2027-03-01")
    if day.weekday():
        raise ValueError(f"{day} is a {day:%A}; give the Monday of that week")
    return day


class Programme(Model):
    """What the programme is called, and its one-sentence promise."""

    name: Line
    promise: Line


class Site(Model):
    """Where the playbook is published, and who can see it there."""

    address: Annotated[str, AfterValidator(whole_address)] | None = None
    """The address of the published site; cards and book print it as QR codes."""
    private: bool = False
    """Whether only staff can open the site: contacts then stand with their names."""


class Contact(Model):
    """Someone people can reach; `reach` is a telephone number, address or room.

    `answers` says how soon, `stand_in` who is there on their days away.
    """

    name: Line
    reach: Line
    answers: Line | None = None
    stand_in: Line | None = None


class Contacts(Model):
    """Whom people turn to. `sponsor` can have a decision undone; `privacy` answers for
    personal data; `representatives` speak for staff, where there are any.
    """

    lead: Contact | None = None
    contact: Contact | None = None
    sponsor: Contact | None = None
    privacy: Contact | None = None
    representatives: Contact | None = None


class Floors(Model):
    """The smallest numbers that are reported on; they may be raised and not lowered.

    `people` must have answered a question, `pairs` without a link must have raised a
    theme. The evidence is `anonymity-floor-five`.
    """

    people: Annotated[int, Field(ge=5, le=100)]
    pairs: Annotated[int, Field(ge=3, le=100)]


class Dates(Model):
    """`first_meetings` is the Monday of week 0: every date of the timeline follows."""

    first_meetings: (
        Annotated[date, BeforeValidator(as_written), AfterValidator(a_monday)] | None
    ) = None


Sheets = Literal[
    "cut-long",
    "cut-short",
    "cut-single",
    "fold",
    "bleed-long",
    "bleed-short",
    "bleed-single",
    "shop",
]
Shift = Annotated[float, Field(ge=-15, le=15)]


class Offset(Model):
    """How far the backs of sheets are moved, in millimetres, so that your printer puts
    them behind their fronts; the calibration page tells both numbers.
    """

    across: Shift = 0.0
    down: Shift = 0.0


class Printing(Model):
    """How cards are printed.

    `sheets`: *cut* sheets have no gutters, so that a stack is cut at once; *bleed*
    sheets have them, and colour runs over the cut. Both are turned on their long or
    short edge, or printed on a single side, fronts first. On *fold* sheets the back
    lies beside its front. *shop* is one card a page, for a print shop.
    """

    sheets: Sheets = "cut-long"
    offset: Offset = Offset()


class Settings(Model):
    """An organisation's choices."""

    programme: Programme
    words: Nouns
    language: Annotated[str, AfterValidator(known_language)]
    """The language of the texts, such as en-GB; it sets hyphenation and dates."""
    paper: Literal["a4", "letter"]
    """The paper that book and cards are laid out for: ISO A4 or US Letter."""
    track: str
    """The id of the track that is followed, such as six-meetings."""
    purposes: Annotated[tuple[str, ...], Field(max_length=2)] = ()
    """The ids of one or two purposes; they come first everywhere."""
    meeting_minutes: Annotated[int, Field(ge=30, le=180)] | None = None
    """How long a meeting lasts here, where that is not the plan's own length."""
    remote: bool = False
    """Whether pairs meet by video: what differs then comes first."""
    hide: tuple[str, ...] = ()
    """Pages (faq.md) and parts of the navigation (part_close) to leave out."""
    floors: Floors
    dates: Dates = Dates()
    site: Site = Site()
    contacts: Contacts = Contacts()
    printing: Printing = Printing()


@dataclass(frozen=True)
class Identity:
    """The settings with what they give to the rest: words, labels and their source."""

    settings: Settings
    words: Mapping[str, str]
    labels: Labels
    tree: Tree

    def expand(self, text: str) -> str:
        """Fill in the words of `text`. Raises ValueError for an unknown one."""
        return expand(text, self.words)

    def knowing(self, **facts: str | int) -> Identity:
        """The same with words for facts, such as `$meetings` or `$promise`."""
        words = {name: str(value) for name, value in facts.items()}
        return replace(self, words={**self.words, **words})


def read_settings(layers: list[Path], findings: Findings) -> Identity:
    """Read the settings and labels of each layer, later ones over earlier ones.

    What is wrong goes to `findings`. The first layer's then stands in its place, so
    that the rest can be checked.
    """
    shipped = read_over(layers[:1], SETTINGS, findings)
    tree = read_over(layers, SETTINGS, findings, check_forms)
    findings_of_words = Findings()  # told below as what is wrong with the settings
    nouns = _model(Nouns, _below(tree), _below(shipped), {}, findings_of_words)
    words = forms(nouns)
    settings = _model(Settings, tree, shipped, words, findings)
    words |= {
        "floor": str(settings.floors.people),
        "pair_floor": str(settings.floors.pairs),
        "promise": settings.programme.promise,
    }
    return Identity(settings, words, read_labels(layers, words, findings), tree)


def _below(tree: Tree) -> Tree:
    """The words alone."""
    marks = {
        place[1:]: mark for place, mark in tree.marks.items() if place[:1] == ("words",)
    }
    return Tree(tree.data.get("words", {}), marks or {(): tree.mark(())})


def _model(
    model: type[Valid],
    tree: Tree,
    shipped: Tree,
    words: Mapping[str, str],
    findings: Findings,
) -> Valid:
    """The model of a tree; where a field is wrong it is told, and `shipped` holds."""
    context = {"expand": lambda text: expand(text, words)}
    try:
        return model.model_validate(tree.data, context=context)
    except ValidationError as error:
        report(error, model, tree, (), findings)
        wrong = {detail["loc"][0] for detail in error.errors() if detail["loc"]}
        given = tree.data if isinstance(tree.data, dict) else {}
        right = {key: value for key, value in given.items() if key not in wrong}
    try:
        return model.model_validate({**shipped.data, **right}, context=context)
    except ValidationError:
        findings.raise_problems()  # it is the shipped one that is wrong
        raise
