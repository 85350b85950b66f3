"""Let each link of a PDF be met once, and say in words where it leads.

WeasyPrint 70 makes a link of every box within a link, so that the keyboard meets it
twice or more, and describes each by its target, which is an id or an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf

LEADER = re.compile(r"(?:\s*\.){4,}")  # the dots before a page's number in contents
LINKS = ("internal", "external")


def meet_once(pages: Sequence[Any]) -> None:
    """Keep of the links that lie within each other the outermost alone."""
    for page in pages:
        page.links = list(_outermost(page.links))


def _outermost(links: Sequence[Any]) -> Iterator[Any]:
    inside: set[int] = set()
    for kind, target, place, box in links:
        if id(box) in inside:
            continue
        if kind in LINKS:
            inside |= {id(inner) for inner in _descendants(box)}
        yield kind, target, place, box


def _descendants(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure.boxes import ParentBox

    return iter(box.descendants()) if isinstance(box, ParentBox) else iter(())


def describe(pages: Sequence[Any], titles: Mapping[str, str]) -> None:
    """Describe the links of laid-out pages that have just been written.

    `titles` gives what stands at a target; a link to anything else has its own words.
    """
    for page in pages:
        for kind, target, _, box in page.links:
            if kind in LINKS and box.link_annotation:
                told = titles.get(target) or _words(box) or target
                box.link_annotation["Contents"] = pydyf.String(told)


def _words(box: Any) -> str:
    """The words of a link, or of the picture that it is."""
    from weasyprint.formatting_structure.boxes import TextBox

    said = "".join(
        inner.text for inner in _descendants(box) if isinstance(inner, TextBox)
    )
    if not said.strip() and box.element is not None:
        said = next((each.get("alt", "") for each in box.element.iter("img")), "")
    return " ".join(LEADER.split(said)[0].split())
