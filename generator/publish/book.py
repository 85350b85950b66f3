"""Bind the staged pages into one printed playbook."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markupsafe import Markup
from mkdocs.config import load_config

from ..kit import Kit
from .diagram import width
from .edition import Edition
from .faces import write_paper_sheet
from .macros import expand
from .navigation import Source
from .paper import layout, write_pdf
from .printed import Printed
from .render import Page
from .stage import Stage

REFERENCE = 8.5  # the size of a page reference, in points, as book.css sets it
HEADINGS = ("h1", "h2", "h3", "h4", "h5")


@dataclass(frozen=True)
class Chapter:
    """A page as it stands in the book."""

    page: Source
    html: Markup

    @property
    def id(self) -> str:
        return slug(self.page.address)


def slug(address: str) -> str:
    """The id in the book of the page at `address`."""
    return address.removesuffix(".html").replace("/", "-")


def print_book(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write the printed playbook into `folder`."""
    name = "playbook.pdf"
    pages = write_pdf(lay_out_book(kit, staged, edition), folder / name)
    title = kit.labels("download_playbook")
    return [Printed(name, title, "how_book", pages, edition.paper)]


def lay_out_book(
    kit: Kit, staged: Stage, edition: Edition, only: Collection[str] = ()
) -> Any:
    """Lay out the book, or those of its chapters whose addresses are `only` wanted."""
    assets = staged.docs / "assets"
    write_paper_sheet(kit, assets)
    chapters = [
        chapter
        for chapter in _chapters(kit, staged)
        if not only or chapter.page.address in only
    ]
    parts = [
        (kit.labels(part) if part else "", list(inside))
        for part, inside in groupby(chapters, key=lambda chapter: chapter.page.part)
    ]
    html = Page(kit, "").fill(
        "print/book.html",
        parts=parts,
        edition=edition,
        paper=edition.paper,
        page_room=round(width(f"({kit.labels('page')} 888)", REFERENCE, kit.brand), 1),
    )
    known = {chapter.page.address for chapter in chapters}

    def adapt(root: Element) -> None:
        for section in root.iter("section"):
            if address := section.get("data-address"):
                _rewrite(section, address, known, kit.settings.site.address)

    return layout(str(html), assets, adapt)


def _chapters(kit: Kit, staged: Stage) -> Iterator[Chapter]:
    """Every page but those marked `book: false`, in the order of the navigation."""
    config = load_config(str(staged.config))
    markdown = Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )
    for page in staged.pages:
        if page.meta.get("book") is False:
            continue
        text = page.markdown
        if page.meta.get("render_macros") is not False:
            text = expand(text, Page(kit, page.root))
        yield Chapter(page, Markup(markdown.reset().convert(text)))


def _rewrite(section: Element, address: str, known: set[str], site: str | None) -> None:
    """Make a page a chapter: own ids, links into the book, headings a level down."""
    here = slug(address)
    _drop_controls(section)
    for element in section.iter():
        if element is not section and (key := element.get("id")):
            element.set("id", f"{here}--{key}")
        if element.tag in HEADINGS:
            element.tag = f"h{int(element.tag[1]) + 1}"
        if element.tag == "img" and not urlsplit(src := element.get("src", "")).scheme:
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(address), src))
            element.set("src", whole.removeprefix("assets/"))
        if element.tag == "a" and (href := element.get("href")):
            _relink(element, href, address, known, site)


def _drop_controls(section: Element) -> None:
    """Take out what only a script can work; what follows it in the text stays."""
    for parent in list(section.iter()):
        before = None
        for child in list(parent):
            if "kit-js" not in child.get("class", "").split():
                before = child
                continue
            if before is None:
                parent.text = (parent.text or "") + (child.tail or "")
            else:
                before.tail = (before.tail or "") + (child.tail or "")
            parent.remove(child)


def _relink(
    link: Element, href: str, address: str, known: set[str], site: str | None
) -> None:
    if urlsplit(href).scheme:
        _mark(link, "outward")
        return
    path, anchor = urldefrag(href)
    target = address
    if path:
        path = path.removesuffix(".md") + ".html" if path.endswith(".md") else path
        target = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
    if target in known:
        link.set("href", f"#{slug(target)}--{anchor}" if anchor else f"#{slug(target)}")
        _mark(link, "inward")
    elif site:
        link.set("href", f"{site.rstrip('/')}/{target}")
        _mark(link, "outward")
    else:
        # A page for screens only, and nowhere to send the reader: the words stay.
        link.tag = "span"
        del link.attrib["href"]


def _mark(link: Element, kind: str) -> None:
    link.set("class", f"{link.get('class', '')} {kind}".strip())
