"""Find everything that an organisation has put in the place of upstream's own.

Content, labels, pages, what is removed and what is hidden; settings and brand are an
organisation's own choices and stand in for nobody's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..content.folder import files
from ..content.load import read_folder
from ..content.model import KINDS
from ..content.overlay import REMOVE, removals
from ..content.problems import Findings, Mark
from ..content.source import Place, Tree, read
from ..home import home
from ..identity.inventory import PAGES, take_stock
from ..identity.labels import LABELS
from ..identity.settings import SETTINGS

THERE = True  # stands for a text of upstream's where only its being there counts


@dataclass(frozen=True)
class Override:
    """One value of the organisation's and what upstream has in its place now.

    `id` is a path such as `themes/real-tools/title`. `upstream` is None where upstream
    has nothing, `own` where the organisation takes something away. `item` is the whole
    of upstream's item where a field of it is overridden.
    """

    id: str
    mark: Mark
    upstream: Any
    own: Any
    item: Any = None


def find_overrides(organisation: Path) -> list[Override]:
    """Every override in the organisation's folder, in reading order.

    Raises `ProblemsFound` for what cannot be read. Nothing is validated, so that
    it also works where an update has left content that does not fit any more.
    """
    findings = Findings()
    take_stock(organisation, findings)
    found = [
        *_content(organisation, findings),
        *_labels(organisation, findings),
        *_pages(organisation),
        *_hidden(organisation, findings),
    ]
    findings.raise_problems()
    return found


def _content(organisation: Path, findings: Findings) -> Iterator[Override]:
    for kind in KINDS:
        own = read_folder(organisation / "content" / kind, findings)
        if not own.data:
            continue
        base = read_folder(home() / "playbook_data" / kind, findings)
        for item, mark in removals(own, findings):
            there = THERE if item in base.data else None
            yield Override(f"{kind}/{item}", mark, there, None)
        items = {key: value for key, value in own.data.items() if key != REMOVE}
        for override in _replaced(kind, base.data, replace(own, data=items), ()):
            yield replace(override, item=base.data.get(override.id.split("/")[1]))


def _replaced(kind: str, base: Any, own: Tree, place: Place) -> Iterator[Override]:
    """Where the overlay replaces: mappings merge, so look inside them."""
    value = own.data
    for key in place:
        value = value[key]
    if isinstance(value, dict) and (isinstance(base, dict) or not place):
        for key in value:
            yield from _replaced(kind, (base or {}).get(key), own, (*place, key))
    else:
        path = "/".join([kind, *map(str, place)])
        yield Override(path, own.mark(place), base, value)


def _labels(organisation: Path, findings: Findings) -> Iterator[Override]:
    if not (organisation / LABELS).exists():
        return
    base = read(home() / "playbook_data" / "defaults" / LABELS, findings)
    own = read(organisation / LABELS, findings)
    if base and own:
        yield from _replaced("labels", base.data, own, ())


def _pages(organisation: Path) -> Iterator[Override]:
    folder = organisation / PAGES
    for path in files(folder, ".md"):
        name = path.relative_to(folder).as_posix()
        shipped = home() / "docs" / name
        upstream = _lines(shipped) if shipped.is_file() else None
        yield Override(f"pages/{name}", Mark(path), upstream, _lines(path))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()


def _hidden(organisation: Path, findings: Findings) -> Iterator[Override]:
    if not (organisation / SETTINGS).exists():
        return
    settings = read(organisation / SETTINGS, findings)
    hidden = settings.data.get("hide", []) if settings else []
    docs = home() / "docs"
    shipped = {path.relative_to(docs).as_posix() for path in files(docs, ".md")}
    for index, name in enumerate(hidden if isinstance(hidden, list) else []):
        if isinstance(name, str) and name.endswith(".md"):
            mark = settings.mark(("hide", index)) if settings else Mark(organisation)
            there = THERE if name in shipped else None
            yield Override(f"hide/{name}", mark, there, None)
