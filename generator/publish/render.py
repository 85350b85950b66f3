"""Fill templates from the kit, so that no content string can break a page or run.

Templates are Markdown or HTML. Every plain string that they output has its punctuation
written as character references, which both read as the same characters; a `Text`
comes out as the HTML of its parsed tokens. Neither is ever compiled as a template.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from html import unescape
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..content.model import LINK_NAMES
from ..content.text import Text
from ..home import TEMPLATES
from ..identity.palette import palette
from ..identity.sheet import css_string
from ..kit import Kit
from . import draw, facts
from .navigation import is_hidden

# Where each item lives, for ever: paper carries these addresses.
ADDRESSES = {
    "areas": "themes/index.html#{id}",
    "purposes": "purposes/{id}.html",
    "symptoms": "match.html#{id}",
    "readiness_checks": "readiness.html#{id}",
    "safeguards": "safeguards.html#{id}",
    "variants": "variants.html#{id}",
    "pairing_rules": "pairing.html#{id}",
    "pairing_examples": "pairing.html#{id}",
    "pairing_exclusions": "pairing.html#{id}",
    "phases": "timeline.html#{id}",
    "timeline": "timeline.html#{id}",
    "roles": "roles.html#{id}",
    "one_pagers": "start/one-page.html#{id}",
    "agreement_clauses": "agreement.html#{id}",
    "confidentiality_rules": "agreement.html#{id}",
    "briefings": "briefings/{id}.html",
    "messages": "messages.html#{id}",
    "adjustments": "adjustments.html#{id}",
    "session_plans": "sessions/{id}.html",
    "tracks": "sessions/index.html#{id}",
    "agenda": "plan.html#{id}",
    "themes": "themes/{id}.html",
    "questions": "themes/{theme}.html#{id}",
    "activities": "activities.html#{id}",
    "worksheets": "worksheets.html#{id}",
    "emotions": "emotions.html#{id}",
    "failure_modes": "failure-modes/{id}.html",
    "difficult_moments": "moments.html#{id}",
    "escalation_routes": "routes.html#{id}",
    "measures": "measures.html#{id}",
    "survey_items": "survey.html#{id}",
    "signal_rules": "feedback-loop.html#{id}",
    "endings": "endings.html#{id}",
    "faq": "faq.html#{id}",
    "glossary": "glossary.html#{id}",
    "evidence": "evidence.html#{id}",
}
# `{#id}` names a heading in Markdown, so comments begin otherwise (mkdocs.yml agrees).
COMMENTS: Any = {"comment_start_string": "{##", "comment_end_string": "##}"}
# A link to a page of the site, as templates write it.
ANCHOR = re.compile(
    r'<a\b[^>]*\shref="(?P<address>[^"]+)"[^>]*>(?P<words>.*?)</a>', re.S
)
INERT = {ord(mark): f"&#{ord(mark)};" for mark in set(string.punctuation) - set(",;")}


def escape(text: str) -> Markup:
    """Write ASCII punctuation as character references: inert in Markdown and HTML."""
    return Markup(text.translate(INERT))


def address(kit: Kit, kind: str, key: str) -> str:
    """The address of an item, from the root of the site."""
    theme = kit.content.questions[key].theme if kind == "questions" else ""
    return ADDRESSES[kind].format(id=key, theme=theme)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        keep_trailing_newline=True,
        **COMMENTS,
    )
    environment.filters["css_string"] = css_string
    environment.tests["contains"] = lambda items, item: item in items
    return environment


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    if isinstance(value, (Markup, int, float)):
        return value
    if isinstance(value, Text):
        return Markup(value.html(context["inward"]))
    if value is None:
        raise TypeError("a template printed a value that is not set")
    return escape(str(value))


@dataclass(frozen=True)
class Download:
    """A printed thing: its name below `downloads/` and what it is.

    `artefact` groups it, `how` is the label that tells how to print it, `pages` is 0
    for what has none, `paper` names its paper, `size` is in bytes.
    """

    name: str
    artefact: str
    title: str
    how: str
    pages: int
    paper: str
    size: int

    @property
    def weight(self) -> str:
        """The size as people say it, in steps of 1,000."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} KB"
        return f"{self.size / 1_000_000:.1f} MB"

    @property
    def stem(self) -> str:
        """Its name without the suffix, which a form and its Word document share."""
        return self.name.rpartition(".")[0]

    @property
    def picture(self) -> str:
        """The name of the picture of its first page, "" where it has no pages."""
        return f"pictures/{self.stem}.webp" if self.pages else ""


@dataclass(frozen=True)
class Page:
    """Render templates for one place in the site.

    `root` leads from that place to the site's root ("../" for a page in a folder).
    """

    kit: Kit
    root: str
    downloads: tuple[Download, ...] = ()

    def link(self, kind: str, key: str) -> str:
        """The address of an item, as seen from this page."""
        return self.root + address(self.kit, kind, key)

    def inward(self, target: str) -> str:
        """The address behind a link in content text, such as `theme:real-tools`."""
        prefix, _, key = target.partition(":")
        return self.link(LINK_NAMES[prefix], key)

    def fill(self, template: str, **values: Any) -> Markup:
        """Fill `template` with the kit, `values` and the functions of this page."""
        kit = self.kit
        filled = (
            _environment()
            .get_template(template)
            .render(
                values,
                kit=kit,
                content=kit.content,
                settings=kit.settings,
                label=kit.labels,
                root=self.root,
                link=self.link,
                inward=self.inward,
                downloads={download.name: download for download in self.downloads},
                number=facts.places(kit),
                track_length=len(kit.content.tracks[kit.settings.track].sessions),
                following=facts.following(kit),
                mentions=facts.mentions(kit),
                week=partial(facts.week, kit),
                colour=_colours(kit),
                arc=partial(draw.arc, kit, self.fill),
                pair=partial(draw.pair, kit, self.fill),
                shown=lambda path: not is_hidden(kit, path),
            )
        )
        return Markup(self._without_hidden(filled) if kit.settings.hide else filled)

    def _without_hidden(self, html: str) -> str:
        """Reduce links to pages that the organisation hides to their words."""

        def keep(link: re.Match[str]) -> str:
            page = unescape(link["address"]).partition("#")[0].removeprefix(self.root)
            path = page.removesuffix(".html") + ".md"
            return link["words"] if is_hidden(self.kit, path) else link[0]

        return ANCHOR.sub(keep, html)


@cache
def _colours(kit: Kit) -> dict[str, str]:
    """The light colours as hex, for drawings on paper that CSS cannot reach."""
    tokens = palette(kit.brand, list(kit.content.areas), "print")
    return {name: colour.to_string(hex=True) for name, colour in tokens.items()}


def one_line(markup: Iterable[str] | str) -> Markup:
    """Join a block of HTML to one line, which Markdown passes through untouched."""
    return Markup(re.sub(r"\s*\n\s*", " ", "".join(markup)).strip())
