"""Fill in an organisation's own nouns: `$mentor`, `$Mentors`, `$a_partner`.

Forms and articles come from the settings and are never guessed: English chooses "an"
by sound, other languages by gender.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Template
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from ..content.problems import Findings, nearest
from ..content.source import Tree


def _plain(value: str) -> str:
    if not value.strip() or "\n" in value or "$" in value:
        raise ValueError("this must be one line of plain text")
    return value.strip()


Form = Annotated[str, AfterValidator(_plain)]


class Noun(BaseModel):
    """A noun's forms. `a` is the singular with its article: "a mentor", "an ally"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    one: Form
    a: Form | None = None
    many: Form | None = None


class Nouns(BaseModel):
    """The programme's nouns; which forms each has is set by the shipped settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    programme: Noun
    mentoring: Noun
    mentor: Noun
    partner: Noun
    pair: Noun
    lead: Noun
    sponsor: Noun
    manager: Noun
    contact: Noun


class _Words(Template):
    # Only ASCII, and case matters: `$Mentor` begins a sentence.
    flags = re.VERBOSE
    idpattern = r"[A-Za-z][A-Za-z_]*"


def forms(nouns: Nouns) -> dict[str, str]:
    """Every placeholder with its text, capitalised forms too."""
    known: dict[str, str] = {}
    for name in type(nouns).model_fields:
        noun: Noun = getattr(nouns, name)
        known[name] = noun.one
        if noun.many:
            known[f"{name}s"] = noun.many
        if noun.a:
            known[f"a_{name}"] = noun.a
    capitals = {_capital(name): _capital(text) for name, text in known.items()}
    return known | capitals


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def expand(
    text: str, known: Mapping[str, str], slots: frozenset[str] | None = None
) -> str:
    """Fill in the words of `text`; `slots` are placeholders to leave for later.

    `$$` is a dollar sign, and so is a `$` before anything but a letter; where there are
    slots, or may be, it stays `$$` until they are filled in. Raises ValueError, naming
    the nearest word, for an unknown one.
    """

    def fill(match: re.Match[str]) -> str:
        name = match["named"] or match["braced"]
        if name is None:
            return "$" if slots is None else "$$"
        if name in known:
            return known[name]
        if slots and name in slots:
            # What fills it in later would take a digit for a part of the name.
            joined = text[match.end() : match.end() + 1].isdigit()
            return f"${{{name}}}" if joined else match[0]
        raise ValueError(
            f"'${name}' is not a word here. {nearest(name, [*known, *(slots or ())])}"
        )

    return _Words.pattern.sub(fill, text)


def _named(forms: list[str]) -> str:
    return " and ".join(f"'{form}'" for form in forms)


def check_forms(below: Tree, over: Tree, findings: Findings) -> None:
    """A noun that is changed is changed in all its forms, or the articles would lie."""
    words = over.data.get("words")
    if not isinstance(words, dict):
        return
    for name, forms_given in words.items():
        default = below.data["words"].get(name)
        if not isinstance(forms_given, dict) or default is None:
            continue
        if missing := [form for form in default if form not in forms_given]:
            findings.problem(
                over.mark(("words", name)),
                f"'{name}' is changed only in part. Give {_named(missing)} too, as in "
                "{one: guide, a: a guide, many: guides}.",
            )
