"""Check what a page of an organisation's own links to and loads, with its line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote, urldefrag, urlsplit

from ..content.problems import Findings, Mark, nearest

# A link or a picture in Markdown: its mark, its words, and where it leads.
LINK = re.compile(r"(!?)\[([^\]]*)\]\(\s*<?([^)\s>]+)")
# What a page's Markdown or HTML would fetch from another place.
REMOTE = re.compile(
    r"!\[[^\]]*\]\(\s*<?(https?:)?//"
    r"|<[^>]*\s(src|srcset|poster|data)\s*=\s*[\"']?(https?:)?//"
    r"|<link\b|@import|url\(\s*[\"']?(https?:)?//|rel\s*=\s*[\"']?attachment",
    re.IGNORECASE,
)
Line = tuple[str, Mark]


def check_links(
    name: str,
    lines: Iterable[Line],
    pages: Collection[str],
    files: Collection[str],
    findings: Findings,
) -> None:
    """Report what the page `name` (`a/b.md`) loads or links to and cannot have.

    `pages` are the paths of all pages, `files` those of pictures and downloads.
    """
    for text, mark in lines:
        if REMOTE.search(text):
            findings.problem(
                mark,
                "This loads something from elsewhere. Put a picture into assets/ and "
                "write ![what it shows](assets/name.png).",
            )
            continue
        for bang, words, target in LINK.findall(text):
            _check(name, bool(bang), words, target, mark, pages, files, findings)


def _check(
    name: str,
    picture: bool,
    words: str,
    target: str,
    mark: Mark,
    pages: Collection[str],
    files: Collection[str],
    findings: Findings,
) -> None:
    path = urldefrag(unquote(target))[0]
    if urlsplit(target).scheme or not path or "{" in target:
        return
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if picture and not words.strip():
        findings.problem(
            mark, "The picture has no description. Write it between the brackets."
        )
    if whole not in pages and whole not in files:
        known = files if picture else [*pages, *files]
        findings.problem(
            mark,
            f"There is no {'picture' if picture else 'page'} '{target}'. "
            f"{nearest(whole, known) if known else 'Put it into assets/.'}",
        )
