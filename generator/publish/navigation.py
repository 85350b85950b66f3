"""Spell out the navigation: parts in the organisation's words, every page by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..content.problems import Findings, Mark, nearest
from ..home import home
from ..kit import Kit


@dataclass(frozen=True)
class Source:
    """A page before it is written: where it lies in the tree, its Markdown and facts.

    `part` is the label of the part of the navigation it stands in ("" for none).
    """

    path: str
    markdown: str
    meta: dict[str, Any]
    part: str = ""

    @property
    def address(self) -> str:
        return self.path.removesuffix(".md") + ".html"

    @property
    def title(self) -> str:
        return str(self.meta["title"])

    @property
    def root(self) -> str:
        return "../" * self.path.count("/")


def navigation(
    entries: list[Any], sources: dict[str, Source], kit: Kit, findings: Findings
) -> tuple[list[Any], list[Source]]:
    """Spell out `nav`: labels for names, `themes/*.md` for every page of a folder.

    Returns the navigation as engines take it and the pages in its order. A page of
    the organisation's own says in its front matter, as `part:`, where it goes.
    """
    ordered: list[Source] = []
    mark = Mark(home() / "mkdocs.yml")
    left = dict(sources)

    def place(entry: Any, part: str) -> Iterator[Any]:
        if isinstance(entry, dict):
            ((name, inner),) = entry.items()
            top = part or name
            inside = [made for each in inner for made in place(each, top)]
            if not part:
                inside += [
                    made
                    for path, page in list(left.items())
                    if page.meta.get("part") == name
                    for made in place(path, name)
                ]
            yield {kit.labels(name): inside}
            return
        folder, _, last = entry.rpartition("/")
        paths = [entry]
        if last == "*.md":
            paths = [path for path in left if path.rpartition("/")[0] == folder]
        for path in paths:
            if path not in left:
                findings.problem(
                    mark, f"nav names '{path}', and there is no such page."
                )
                continue
            page = replace(left.pop(path), part=part)
            ordered.append(page)
            yield {page.title: path}

    nav = [made for entry in entries for made in place(entry, "")]
    parts = [name for entry in entries if isinstance(entry, dict) for name in entry]
    for path, page in left.items():
        own = kit.organisation / "pages" / path
        where = str(page.meta.get("part", ""))
        hint = nearest(where, parts) if where else f"Choose of: {', '.join(parts)}."
        findings.problem(
            Mark(own if own.exists() else home() / "docs" / path),
            f"The page is nowhere in the navigation. Give 'part:' in its head. {hint}",
        )
    return nav, ordered
