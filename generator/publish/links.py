"""Check where a page of an organisation's own leads, and which pictures it shows."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urlsplit

from ..content.problems import nearest
from .seen import Fault


@dataclass(frozen=True)
class Around:
    """What a page can lead to, by path (`a/b.md`).

    `left_out` are the pages that the organisation removed or hides. `places` gives the
    ids in the page at a path, or None where it could not be read.
    """

    pages: Collection[str]
    left_out: Collection[str]
    files: Collection[str]
    places: Callable[[str], Collection[str] | None]


def link_fault(name: str, link: str, around: Around) -> Fault | None:
    """What is wrong with a link from the page `name` (`a/b.md`), if anything is."""
    if urlsplit(link).scheme:
        return None
    path, anchor = urldefrag(link)
    whole = _whole(name, unquote(path))
    told = ""
    if path.startswith("/") or whole.endswith(".html"):
        page = whole.lstrip("/").removesuffix(".html").removesuffix("/")
        near = next(
            (each for each in (page, f"{page}.md") if each in around.pages), None
        )
        better = posixpath.relpath(near, posixpath.dirname(name) or ".") if near else ""
        hint = f"Write '{better}'." if near else nearest(f"{page}.md", around.pages)
        told = f"A link names the page's file, seen from this one, not '{link}'. {hint}"
    elif whole in around.left_out:
        told = f"'{link}' is removed or hidden here. Take the link out."
    elif whole.startswith("downloads/"):
        told = (
            f"What is printed may not be there, so do not link to '{link}'. Write "
            "{{ download(\"agreement\") }}, with its name, in a line of its own."
        )  # fmt: skip
    elif whole not in around.pages and whole not in around.files:
        known = [*around.pages, *around.files]
        told = f"There is no page '{link}'. {nearest(whole, known)}"
    elif anchor and whole in around.pages:
        places = around.places(whole)
        if places is not None and unquote(anchor) not in places:
            hint = nearest(anchor, places)
            told = f"There is no place '#{anchor}' on the page '{whole}'. {hint}"
    return Fault(told, (link, anchor)) if told else None


def picture_fault(name: str, src: str, words: str, around: Around) -> Fault | None:
    """What is wrong with a picture on the page `name`, if anything is."""
    if not words.strip():
        told = "The picture has no description. Write it between the brackets."
        return Fault(told, (src,))
    whole = _whole(name, unquote(src))
    if whole in around.files:
        return None
    hint = nearest(whole, around.files) if around.files else "Put it into assets/."
    return Fault(f"There is no picture '{src}'. {hint}", (src,))


def _whole(name: str, path: str) -> str:
    """A path from the page `name` as a path from the site's root; "" is the page."""
    folder = posixpath.dirname(name)
    return posixpath.normpath(posixpath.join(folder, path)) if path else name
