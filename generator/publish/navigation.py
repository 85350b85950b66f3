"""Spell out the navigation: parts in the organisation's words, every page by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from ..content.problems import Findings, Mark, nearest
from ..home import home
from ..kit import Kit

# Whatever an organisation leaves out, everyone finds the way in and the way to help.
KEPT = ("index.md", "routes.md")


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


def site_config() -> dict[str, Any]:
    """The kit's `mkdocs.yml` as it is written."""
    with (home() / "mkdocs.yml").open(encoding="utf-8") as file:
        config: dict[str, Any] = yaml_load(file, loader=get_yaml_loader())
    return config


def _parts(entries: list[Any]) -> dict[str, list[str]]:
    """Every part and group of the navigation with the pages (or patterns) in it."""
    parts: dict[str, list[str]] = {}
    for entry in entries:
        if isinstance(entry, dict):
            ((name, inner),) = entry.items()
            within = _parts(inner)
            pages = [page for page in inner if isinstance(page, str)]
            parts |= within
            parts[name] = pages + [page for group in within.values() for page in group]
    return parts


@cache
def parts() -> tuple[str, ...]:
    """The names of the parts of the navigation, in order."""
    return tuple(
        name for each in site_config()["nav"] if isinstance(each, dict) for name in each
    )


@cache
def part_of(path: str) -> str | None:
    """The part that the kit's navigation names `path` in; "" for none, None if it
    does not name it.
    """
    inside = _parts(site_config()["nav"])
    found = [name for name in parts() if path in inside[name]]
    return found[0] if found else "" if path in site_config()["nav"] else None


@cache
def _hidden(kit: Kit) -> tuple[str, ...]:
    parts = _parts(site_config()["nav"])
    return tuple(page for name in kit.settings.hide for page in parts.get(name, [name]))


def is_hidden(kit: Kit, path: str) -> bool:
    """Whether the organisation leaves out the page at `path`, such as `faq.md`."""
    return any(fnmatchcase(path, pattern) for pattern in _hidden(kit))


def _check_hidden(kit: Kit, paths: set[str], findings: Findings) -> None:
    parts = _parts(site_config()["nav"])
    known = [*paths, *parts]
    for index, name in enumerate(kit.settings.hide):
        mark = kit.identity.tree.mark(("hide", index))
        if name not in known:
            findings.problem(
                mark,
                f"There is no page or part '{name}' to hide. {nearest(name, known)}",
            )
        remedy = "Hide the other pages one by one."
        if name not in parts:
            remedy = "Take it out of the list."
        for page in set(parts.get(name, [name])) & set(KEPT):
            findings.problem(
                mark,
                f"'{page}' cannot be hidden: readers need it to find their way and "
                f"help. {remedy}",
            )


def navigation(
    entries: list[Any], sources: dict[str, Source], kit: Kit, findings: Findings
) -> tuple[list[Any], list[Source]]:
    """Spell out `nav`: labels for names, `themes/*.md` for every page of a folder.

    Returns the navigation as engines take it and the pages in its order. A page of
    the organisation's own says in its front matter, as `part:`, where it goes.
    """
    ordered: list[Source] = []
    mark = Mark(home() / "mkdocs.yml")
    _check_hidden(kit, set(sources), findings)
    left = {path: page for path, page in sources.items() if not is_hidden(kit, path)}

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
            if inside:
                yield {kit.labels(name): inside}
            return
        folder, _, last = entry.rpartition("/")
        paths = [entry]
        if last == "*.md":
            paths = [
                path
                for path, page in left.items()
                if path.rpartition("/")[0] == folder
                and page.meta.get("part", part) == part
            ]
        for path in paths:
            if is_hidden(kit, path):
                continue
            if path not in left and (home() / "docs" / path).is_file():
                continue  # what is wrong with it has been told
            if path not in left:
                findings.problem(
                    mark, f"nav names '{path}', and there is no such page."
                )
                continue
            page = replace(left.pop(path), part=part)
            ordered.append(page)
            yield {page.title: path}

    nav = [made for entry in entries for made in place(entry, "")]
    for path, page in left.items():
        if page.meta.get("part", "") in ("", *parts()):
            own = kit.organisation / "pages" / path
            findings.problem(
                Mark(own if own.exists() else home() / "docs" / path),
                "The page is nowhere in the navigation. Give 'part:' in its head, one "
                f"of: {', '.join(parts())}.",
            )
    return nav, ordered
