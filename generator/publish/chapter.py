"""Turn the staged pages into chapters: own ids, links with room for their page."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from ..kit import Kit
from .dialect import page_html
from .navigation import Source
from .reference import mark
from .stage import Stage

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
# Boxes in which WeasyPrint 70 loses a footnote.
FLEXED = {"kit-task", "kit-two", "kit-glance", "kit-agenda"}


@dataclass(frozen=True)
class Chapter:
    """A page as it stands in the book."""

    page: Source
    html: Markup

    @property
    def id(self) -> str:
        return slug(self.page.address)


def slug(address: str) -> str:
    """The id in the book of the page at `address`, or of a place (`a.html#b`) on it."""
    page, anchor = urldefrag(address)
    here = page.removesuffix(".html").replace("/", "-")
    return f"{here}--{anchor}" if anchor else here


def chapters(kit: Kit, staged: Stage, reader: str = "") -> Iterator[Chapter]:
    """The pages of the book, in the order of the navigation.

    Pages marked `book: false` are for screens. One with a `for` is in the books of the
    roles that it names, one without is in every `reader`'s; the book for no reader in
    particular has all.
    """
    for page in staged.pages:
        whom = page.meta.get("for")
        if page.meta.get("book") is False:
            continue
        if reader and whom is not None and reader not in whom:
            continue
        yield Chapter(page, Markup(page_html(kit, page)))


def adapt(
    kit: Kit, section: Element, address: str, known: Collection[str], reader: str = ""
) -> None:
    """Make a page a chapter of a book that has the pages at the `known` addresses.

    In the book of a `reader` it has only what is theirs.
    """
    here = slug(address)
    _drop_others(section, reader)
    _lay_notes(kit, section)
    _settle_tool(section)
    _open_forms(section)
    site = kit.settings.site.address
    # A bookmark is made of its heading, and knows no number that is printed later.
    headed = {
        link
        for heading in section.iter()
        if heading.tag in HEADINGS
        for link in heading.iter("a")
    }
    for element in list(section.iter()):
        if element is not section and (key := element.get("id")):
            element.set("id", f"{here}--{key}")
        if element.tag in HEADINGS:
            element.tag = f"h{int(element.tag[1]) + 1}"
        if element.tag == "img" and not urlsplit(src := element.get("src", "")).scheme:
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(address), src))
            element.set("src", whole.removeprefix("assets/"))
        if element.tag == "a" and (href := element.get("href")):
            _relink(kit, element, href, address, known, site, element not in headed)


def _drop_others(section: Element, reader: str) -> None:
    """Take out what is not for this book; with a heading goes all that is under it.

    `data-book="false"` is for screens, as is what only a script can work (`kit-js`);
    `data-for` names the readers in whose books an element is, and the book for no
    reader in particular has them all. What follows in the text stays.
    """

    def is_other(child: Element) -> bool:
        if "kit-js" in child.get("class", "").split():
            return True
        whom = child.get("data-for", reader).split()
        return child.get("data-book") == "false" or bool(reader and reader not in whom)

    for parent in list(section.iter()):
        above = ""  # the heading whose text goes
        for child in list(parent):
            heading = child.tag if child.tag in HEADINGS else ""
            if above and heading and heading <= above:
                above = ""
            if is_other(child):
                above = above or heading
                _remove(parent, child)
            elif above:
                _remove(parent, child)


def _remove(parent: Element, child: Element) -> None:
    """Take a child out, and leave the text behind it where it was."""
    index = list(parent).index(child)
    if index:
        before = parent[index - 1]
        before.tail = (before.tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


# Footnotes


def _lay_notes(kit: Kit, section: Element) -> None:
    """Make of each list of evidence footnotes to the text that it stands under."""
    parents = {child: parent for parent in section.iter() for child in parent}
    for aside in [each for each in section.iter() if each.get("class") == "kit-aside"]:
        parent = parents[aside]
        host = _above(parent, aside)
        within, ancestors = parent, set()
        while within is not section:
            ancestors |= set(within.get("class", "").split())
            within = parents[within]
        if host is None or ancestors & FLEXED:
            continue
        for link in aside.iter("a"):
            note = SubElement(host, "span", {"class": "note"})
            told = [" ".join("".join(link.itertext()).split())]
            key = urldefrag(link.get("href", "")).fragment
            if source := kit.content.evidence.get(key):
                told.append(source.source)
            SubElement(note, "a", {"href": link.get("href", "")}).text = " ".join(told)
        _remove(parent, aside)


def _above(parent: Element, aside: Element) -> Element | None:
    """The last paragraph or list item before `aside` among its siblings."""
    index = list(parent).index(aside)
    if not index or parent[index - 1].tag in HEADINGS:
        return None
    text = [each for each in parent[index - 1].iter() if each.tag in ("p", "li")]
    return text[-1] if text else None


def _settle_tool(section: Element) -> None:
    """Put the way to the page's tool on the site behind the chapter's promise."""
    tool = section.find("*[@class='tool']")
    promise = section.find("p[@class='kit-promise']")
    if tool is not None and promise is not None:
        section.remove(tool)
        section.insert(list(section).index(promise) + 1, tool)


def _open_forms(section: Element) -> None:
    """Let a form's heading begin a page: people copy forms."""
    heading = None
    for child in section:
        if child.tag in HEADINGS:
            heading = child
        elif child.get("class") == "kit-form" and heading is not None:
            heading.set("class", "own-page")


# Links


def _relink(
    kit: Kit,
    link: Element,
    href: str,
    address: str,
    known: Collection[str],
    site: str | None,
    numbered: bool,
) -> None:
    if scheme := urlsplit(href).scheme:
        _class(link, "outward")
        shown = href.partition("://")[2].rstrip("/")
        if scheme in ("http", "https") and shown not in "".join(link.itertext()):
            SubElement(link, "span", {"class": "address"}).text = f" {shown}"
        return
    path, anchor = urldefrag(href)
    target = address
    if path:
        path = path.removesuffix(".md") + ".html" if path.endswith(".md") else path
        target = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
    if target in known:
        place = slug(f"{target}#{anchor}" if anchor else target)
        link.set("href", f"#{place}")
        _class(link, "inward")
        if numbered:
            mark(kit, link, place)
    elif site:
        link.set("href", f"{site.rstrip('/')}/{target}")
        _class(link, "outward")
    else:
        # A page for screens only, and nowhere to send the reader: the words stay.
        link.tag = "span"
        _class(link, "plain")
        del link.attrib["href"]


def _class(link: Element, kind: str) -> None:
    link.set("class", f"{link.get('class', '')} {kind}".strip())
