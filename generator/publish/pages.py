"""Make every page of the site as Markdown: the authored ones and one an item."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from ..content.folder import files
from ..content.model import KINDS
from ..content.page import read_page
from ..content.problems import Findings, Mark, sentence
from ..home import home
from ..identity.glyph import check_glyphs
from ..identity.picture import check_pictures
from ..identity.words import expand as expand_words
from ..kit import Kit
from . import facts
from .dialect import page_html
from .head import read_head
from .links import Around
from .navigation import Source, is_hidden, navigation, site_config
from .own import MOST, Own, check_links, take_in
from .render import ADDRESSES, Download, Page, address, escape
from .seen import ids

OWN = "pages"  # the organisation's folder of pages of its own
NAME = re.compile(r"([a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9-]*\.md")
# The kinds with a page an item, and its template.
PAGED = {
    "purposes": "purpose.md",
    "briefings": "briefing.md",
    "session_plans": "session.md",
    "themes": "theme.md",
    "failure_modes": "failure-mode.md",
}
# The scripts that such pages load, besides those of every page.
SCRIPTS = {"themes": ["page", "shortlist"]}


def lay_out(
    kit: Kit, downloads: tuple[Download, ...] = ()
) -> tuple[list[Any], list[Source]]:
    """Make every page and the navigation, writing nothing.

    Returns the navigation as engines take it and the pages in its order. Raises
    `ProblemsFound` for what is wrong in an authored page or in what is hidden.
    """
    findings = Findings()
    made = {page.path: page for page in _pieces(kit, downloads)}
    authored = list(_authored(kit, downloads, findings))
    own = [page for page in authored if isinstance(page, Own)]
    sources = {page.path: page for page in authored if isinstance(page, Source)} | {
        each.page.path: each.page for each in own
    }
    for path in made.keys() & sources.keys():
        findings.problem(
            Mark(kit.organisation / OWN / path),
            f"'{path}' is made from the content. Change its item under content/, or "
            "give the page another name.",
        )
    _check_addresses(kit, findings)
    check_pictures(list(pictures(kit)), kit.organisation / "assets", findings)
    sources |= made
    around = _around(kit, sources)
    for each in own:
        check_links(kit, each, around, findings)
    laid = navigation(site_config()["nav"], sources, kit, findings)
    findings.raise_problems()
    return laid


def pictures(kit: Kit) -> dict[Path, str]:
    """The organisation's pictures, for its own pages, with their names in `assets/`."""
    folder = kit.organisation / "assets"
    return {
        path: path.relative_to(folder).as_posix()
        for path in files(folder)
        if path.suffix.lower() in (".svg", ".png", ".jpg", ".jpeg")
    }


def _authored(
    kit: Kit, downloads: tuple[Download, ...], findings: Findings
) -> Iterator[Source | Own]:
    """The kit's own pages, each replaced by the organisation's where it has one."""
    inert = {name: str(escape(word)) for name, word in kit.identity.words.items()}
    for name, path in sorted(_paths(kit).items()):
        if not _is_named(path, name, findings):
            continue
        written = read_page(path, findings)
        meta = written and read_head(kit, name, written, findings)
        if not written or not meta:
            continue
        is_own = path.is_relative_to(kit.organisation / OWN)
        before = len(findings.problems)
        markdown = _worded(written.body, inert, written.first, findings)
        page = Source(name, _pruned(markdown, name, kit, is_own), meta)
        if not is_own:
            yield page
            continue
        check_glyphs(_lines(written.text, path), kit.brand, findings)
        if len(findings.problems) > before:
            continue
        if own := take_in(kit, page, written, downloads, findings):
            yield own


def _paths(kit: Kit) -> dict[str, Path]:
    """Where each authored page is written, by its path in the tree."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in (home() / "docs", kit.organisation / OWN)
        for path in files(folder, ".md")
    }


def _is_named(path: Path, name: str, findings: Findings) -> bool:
    """Whether a page has a name that can be its address."""
    better = ""
    if not NAME.fullmatch(name):
        better = re.sub(r"[^a-z0-9/]+", "-", name.removesuffix(".md").lower())
        told = (
            "A page's name has small letters, digits and hyphens only, so that its "
            f"address is the same everywhere. Call it '{better.strip('-')}.md'."
        )
    elif name == "404.md":
        told = "The site has a page of its own at 404.html. Give this another name."
    else:
        return True
    findings.problem(Mark(path), told)
    return False


def _lines(text: str, path: Path) -> Iterator[tuple[str, Mark]]:
    """The lines of a text, each with its place."""
    for number, line in enumerate(text.split("\n"), 1):
        yield line, Mark(path, number)


def _around(kit: Kit, sources: Mapping[str, Source]) -> Around:
    """What own pages can lead to. Of a page that could not be read nobody complains."""
    left_out = {*_gone(kit), *(path for path in sources if is_hidden(kit, path))}

    def places(path: str) -> frozenset[str] | None:
        return ids(page_html(kit, sources[path])) if path in sources else None

    return Around(
        pages=frozenset({*sources, *_paths(kit)}),
        left_out=frozenset(left_out),
        files=frozenset(f"assets/{name}" for name in pictures(kit).values()),
        places=places,
    )


def _gone(kit: Kit) -> set[str]:
    """The pages (`a/b.md`) and places (`a.md#b`) of what the organisation removed."""
    return {
        ADDRESSES[kind].format(id=key).replace(".html", ".md")
        for kind, keys in kit.loaded.removed.items()
        for key in keys
        if kind != "questions"
    }


def _check_addresses(kit: Kit, findings: Findings) -> None:
    """Two items may share a page, and then not their id."""
    taken: dict[str, str] = {}
    for kind in KINDS:
        for key in kit.content.of(kind):
            here = address(kit, kind, key)
            if here in taken:
                findings.problem(
                    kit.loaded.mark(kind, key),
                    f"'{key}' is an id among {taken[here]} too, and both stand on one "
                    "page. Give this one another id.",
                )
            taken[here] = kind


def _worded(
    text: str, words: Mapping[str, str], first: Mark, findings: Findings
) -> str:
    """Fill in the words, line by line so that an unknown one is told with its line."""
    lines = []
    before = len(findings.problems)
    for number, line in enumerate(text.split("\n"), first.line):
        try:
            lines.append(expand_words(line, words))
        except ValueError as error:
            findings.problem(Mark(first.file, number), sentence(error))
            if len(findings.problems) - before == MOST:
                break
    return "\n".join(lines)


LINK = re.compile(r"\[([^\[\]]*)\]\(((?:[^)\s#]+\.md)?(?:#[\w-]+)?)\)")


def _pruned(markdown: str, name: str, kit: Kit, is_own: bool) -> str:
    """Reduce links to what the organisation removed or hides to their words.

    A page that stands in for a shipped one may lack its headings: then links of the
    kit's pages lead to the page alone.
    """
    gone = _gone(kit)

    def keep(link: re.Match[str]) -> str:
        path, anchor = urldefrag(link[2])
        folder = posixpath.dirname(name)
        page = posixpath.normpath(posixpath.join(folder, path)) if path else name
        target = f"{page}#{anchor}" if anchor else page
        lost = target in gone or is_hidden(kit, page)
        if lost:
            return link[1]
        own = kit.organisation / OWN / page
        if anchor and not is_own and own.is_file() and not _has(own, anchor):
            return f"[{link[1]}]({path})"
        return link[0]

    return LINK.sub(keep, markdown)


def _has(page: Path, anchor: str) -> bool:
    """Whether a page of the organisation's own names `anchor` too."""
    text = page.read_text(encoding="utf-8-sig", errors="replace")
    return f"{{#{anchor}}}" in text or f'id="{anchor}"' in text


def _pieces(kit: Kit, downloads: tuple[Download, ...]) -> Iterator[Source]:
    """A page for each item of the kinds that have pages."""
    page = Page(kit, "../", downloads)
    for kind, template in PAGED.items():
        for key, item in kit.content.of(kind).items():
            meta = {
                "title": item.title,
                "description": item.summary,
                "render_macros": False,
                "kind": kind,
            }
            if kind in SCRIPTS:
                meta["scripts"] = SCRIPTS[kind]
            whom = facts.readers(kit, kind, item)
            if whom is not None:
                meta["for"] = whom
            body = str(page.fill(f"pieces/{template}", item=item))
            path = address(kit, kind, key).removesuffix(".html") + ".md"
            yield Source(path, body, meta)
