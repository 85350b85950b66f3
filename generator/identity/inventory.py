"""Judge every entry of an organisation's folder: known, skipped, or a problem.

Only plain files are known. What has nearly the right name is told the right one, so
that nothing somebody wrote is left out in silence.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from ..content.folder import CLOSED, LINK, MAX_DEPTH, MAX_FILES, OTHER, Entry, walk
from ..content.model import KINDS, LINK_NAMES
from ..content.problems import Findings, Mark, nearest
from .brand import BRAND
from .labels import LABELS
from .settings import SETTINGS

LOCK = "upstream.lock"
CONTENT, PAGES, ASSETS, SCHEMA = "content", "pages", "assets", "schema"
FILES = (SETTINGS, BRAND, LABELS, LOCK)
FOLDERS = (CONTENT, PAGES, ASSETS, SCHEMA)
PICTURES = (".svg", ".png", ".jpg", ".jpeg")
FONTS = (".woff2", ".woff", ".ttf", ".otf")
TEXTS = (".txt", ".md")
YAML = (".yml", ".yaml", ".yml.txt", ".yaml.txt")
MARKDOWN = (".markdown", ".mdown", ".mkd", ".mdx", ".md", ".md.txt", ".txt")
MAX_TEXT = 4 * 1024 * 1024  # bytes of all YAML and Markdown

# What people put beside their files and nothing reads.
PAPER = re.compile(
    r"(read[-_ ]?me|licen[cs]es?|copying|copyright|notice|changelog|authors|security|"
    r"contributing|codeowners)([-_. ].*)?(?<!\.yml)(?<!\.yaml)",
    re.IGNORECASE,
)
# How the names at the top are missed: without case, ending, and all but letters.
MEANT_FILE = {
    **{"organisation": SETTINGS, "organization": SETTINGS, "settings": SETTINGS},
    **{"config": SETTINGS, "brand": BRAND, "labels": LABELS, "upstream": LOCK},
}
MEANT_FOLDER = {
    **{"content": CONTENT, "pages": PAGES, "assets": ASSETS, "schema": SCHEMA},
    **{"images": ASSETS, "pictures": ASSETS, "fonts": ASSETS, "logos": ASSETS},
    **{"docs": PAGES},
}
LIKE = 0.8  # how alike two such names are, of 1, when one is meant for the other


@dataclass
class _Stock:
    """What was found so far."""

    findings: Findings
    names: frozenset[str]  # at the top
    known: bool = False  # something at the top is an organisation's, or meant so
    unsafe: bool = False
    unused: list[Path] = field(default_factory=list)


def take_stock(organisation: Path, findings: Findings) -> None:
    """Report what in an organisation's folder is not read, and why.

    Raises `ProblemsFound` where going on is unsafe or no use: there is no such folder,
    it holds links or devices, or nothing in it is an organisation's.
    """
    here = Mark(organisation)
    if not organisation.is_dir():
        is_file = os.path.lexists(organisation)
        told = "This is a file." if is_file else "There is no such folder."
        findings.problem(here, f"{told} Give the folder that holds {SETTINGS}.")
        findings.raise_problems()
    found = Findings()
    entries = list(walk(organisation, _opens))
    names = frozenset(entry.inside[0] for entry in entries if entry.inside)
    stock = _Stock(found, names)
    for entry in entries:
        _judge(entry, stock)
    if found.problems and not stock.known and not stock.unsafe:
        # Somebody's own folder: a line for each of its files would help nobody.
        found = Findings()
        found.problem(here, _foreign(organisation))
        stock.unsafe = True
    _note_unused(stock)
    _check_size(entries, here, stock)
    findings.problems += found.problems
    findings.notes += found.notes
    if stock.unsafe:
        findings.raise_problems()


def _opens(entry: Entry) -> bool:
    """Whether what lies in a folder is looked at: where its place is known."""
    top, *rest = entry.inside
    if top == CONTENT:
        return not rest or (len(rest) == 1 and rest[0] in KINDS)
    return top in (PAGES, ASSETS) or entry.inside == (SCHEMA,)


def _judge(entry: Entry, stock: _Stock) -> None:
    mark = Mark(entry.path)
    told = _fault(entry)
    if told is not None:
        stock.unsafe = True
    elif any(unicodedata.category(each)[0] == "C" for each in entry.path.name):
        told = "Its name holds a character that cannot be shown. Rename it."
    elif entry.sort == "copy":
        stock.findings.note(
            mark,
            "This is a second copy and is not read. Keep what you need of it in the "
            "first, and delete it.",
        )
    else:
        told = next(_wrong(entry, stock), None)
    if len(entry.inside) == 1 and told is None and not PAPER.fullmatch(entry.path.name):
        stock.known = True
    if told is not None:
        stock.findings.problem(mark, told)


def _fault(entry: Entry) -> str | None:
    """Why an entry cannot even be looked at."""
    if entry.sort == "more" and entry.inside:
        return f"Folders lie deeper than {MAX_DEPTH} levels here. Move them up."
    if entry.sort == "more":
        return (
            f"More than {MAX_FILES:,} files lie in this folder. Keep only what is the "
            "playbook's here."
        )
    return {"link": LINK, "other": OTHER, "closed": CLOSED}.get(entry.sort)


def _wrong(entry: Entry, stock: _Stock) -> Iterator[str]:
    """What is wrong with the name or the place of a file or folder, if anything."""
    top, *rest = entry.inside
    name, is_file = entry.path.name, entry.sort == "file"
    if is_file and not os.access(entry.path, os.R_OK):
        yield CLOSED
    if not rest:
        yield from _wrong_at_top(name, is_file, entry.path, stock)
    elif top == CONTENT:
        yield from _wrong_in_content(rest, is_file)
    elif top == PAGES and is_file and not name.endswith(".md"):
        yield _only(name, ".md", MARKDOWN)
    elif top == ASSETS and is_file:
        if not _ends(name, PICTURES + FONTS + TEXTS) and not PAPER.fullmatch(name):
            stock.unused.append(entry.path)
    elif top == SCHEMA and not (is_file and name.endswith(".json")):
        yield "Only what `playbook schema` writes lies here. Move it elsewhere."


def _wrong_at_top(name: str, is_file: bool, path: Path, stock: _Stock) -> Iterator[str]:
    if name in (FILES if is_file else FOLDERS) or PAPER.fullmatch(name):
        return
    if name in (*FILES, *FOLDERS):
        stock.known = True
        here, there = ("file", "folder") if is_file else ("folder", "file")
        yield f"This is a {here}, and a {there} is expected. Rename or delete it."
    elif meant := _meant(name, is_file):
        stock.known = True
        if meant in stock.names:
            yield f"This is not read, as '{meant}' is. Move what it holds there."
        else:
            yield f"This is not read. Call it '{meant}'."
    elif (not is_file or _ends(name, YAML)) and (kind := _kind(_stem(name))):
        stock.known = True
        yield f"This is not read here. Put it into {CONTENT}/{kind}/."
    elif not is_file and os.path.lexists(path / SETTINGS):
        yield (
            f"This folder holds {SETTINGS}. Name it with --organisation, or move its "
            "files up here."
        )
    elif is_file and _ends(name, PICTURES + FONTS):
        yield f"This is not read here. Put it into {ASSETS}/."
    elif is_file and name.endswith(".md"):
        yield f"This is not read here. Put it into {PAGES}/ if it is a page."
    else:
        yield (
            f"This is not read. Move it elsewhere: an organisation has {SETTINGS}, "
            f"{BRAND} and {LABELS}, {CONTENT}/, {PAGES}/ and {ASSETS}/."
        )


def _wrong_in_content(rest: list[str], is_file: bool) -> Iterator[str]:
    name = rest[-1]
    if is_file and PAPER.fullmatch(name):
        return
    if len(rest) == 1 and is_file and _ends(name, YAML):
        kind = _kind(_stem(name)) or "themes"
        yield f"This is not a kind of content. Put it into {CONTENT}/{kind}/."
    elif len(rest) == 1 and is_file:
        yield _only(name, ".yml", YAML)
    elif len(rest) == 1 and name not in KINDS:
        right = _kind(name)
        hint = f"Call it '{right}'." if right else nearest(name, KINDS)
        yield f"This is not a kind of content. {hint}"
    elif len(rest) == 2 and not is_file:
        yield f"Folders are not read here. Put its files into {CONTENT}/{rest[0]}/."
    elif len(rest) == 2 and not name.endswith(".yml"):
        yield _only(name, ".yml", YAML)


def _only(name: str, ending: str, near: Iterable[str]) -> str:
    """What to do with a file that has not the one ending that is read in its folder."""
    if _ends(name, PICTURES):
        return f"Only {ending} files are read here. Put it into {ASSETS}/."
    for other in sorted(near, key=len, reverse=True):
        if name.lower().endswith(other):
            right = name[: -len(other)] + ending
            return f"Only {ending} files are read here. Call it '{right}'."
    return f"Only {ending} files are read here. Rename or move it."


def _meant(name: str, is_file: bool) -> str | None:
    """The name at the top for which `name` is likely meant."""
    ending = name.lower().partition(".")[2]
    if is_file and not re.fullmatch(r"(y\w*|json|toml|lock|txt)?(\.txt)?", ending):
        return None
    letters = re.sub("[^a-z]", "", _stem(name).lower())
    meant = MEANT_FILE if is_file else MEANT_FOLDER
    near = get_close_matches(letters, meant, 1, LIKE)
    return meant[near[0]] if near else None


def _stem(name: str) -> str:
    return name.partition(".")[0]


def _kind(name: str) -> str | None:
    """The kind of content that is called `name` but for case, hyphens and plural."""
    plain = re.sub(r"[-_ ]+", "-", name.strip().lower())
    kind = LINK_NAMES.get(plain, plain.replace("-", "_"))
    return kind if kind in KINDS else None


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    return name.lower().endswith(endings)


def _foreign(organisation: Path) -> str:
    inner = organisation / "organisation"
    near = f" Did you mean '{inner}'?" if inner.is_dir() else ""
    return (
        f"Nothing in this folder is an organisation's.{near} Give the folder that "
        f"holds {SETTINGS}, or begin one with `playbook new FOLDER`."
    )


def _note_unused(stock: _Stock) -> None:
    if stock.unused:
        first, count = stock.unused[0], len(stock.unused)
        others = f" and {count - 1} more" if count > 1 else ""
        stock.findings.note(
            Mark(first),
            f"'{first.name}'{others} in {ASSETS}/ is not used: pictures are SVG, PNG "
            "or JPEG, typefaces WOFF2, WOFF, TTF or OTF.",
        )


def _check_size(entries: Iterable[Entry], here: Mark, stock: _Stock) -> None:
    read = [
        entry.path
        for entry in entries
        if entry.sort == "file" and entry.path.suffix in (".yml", ".md")
    ]
    size = sum(os.lstat(path).st_size for path in read)
    if size > MAX_TEXT:
        stock.unsafe = True
        stock.findings.problem(
            here,
            f"All .yml and .md files have {size // 1024:,} KiB; the limit is "
            f"{MAX_TEXT // 1024:,}. Shorten or remove some.",
        )
