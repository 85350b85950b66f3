"""Set one side of paper for each reader who reads one side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..content.kinds.prepare import OnePager
from ..content.problems import Finding, ProblemsFound
from ..kit import Kit
from .edition import Edition
from .faces import write_paper_sheet
from .facts import date
from .navigation import is_hidden
from .paper import SIZES, heights, layout, qr_code, write_pdf
from .printed import Printed
from .render import Page, address
from .stage import Stage

MARGIN = 12.0  # millimetres; what every office printer leaves white
# How large the type may be set, so that a page is full: at the least it has 8.6 points,
# which still reads at arm's length.
SCALES = tuple(percent / 100 for percent in range(129, 92, -2))
FIELD = re.compile(r'id="(fit--[^"]+)"')
COLUMNS = ("left", "right")


@dataclass(frozen=True)
class _Press:
    """What all pages are set with; `known` are the addresses of the site's pages."""

    kit: Kit
    assets: Path
    edition: Edition
    known: frozenset[str]


def print_one_pagers(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write each one-pager into `folder`, set as large as its page allows.

    Raises `ProblemsFound` naming the text of each that does not fit one side.
    """
    assets = staged.docs / "assets"
    write_paper_sheet(kit, assets)
    known = frozenset(page.address for page in staged.pages)
    press = _Press(kit, assets, edition, known)
    scales = fit(press)
    document = _lay_out(press, scales)
    printed = []
    for item, page in zip(kit.content.one_pagers.values(), document.pages, strict=True):
        name = f"one-page-{item.id}.pdf"
        role = kit.content.roles[item.audience].title
        title = kit.labels("download_one_page", role=role, title=item.title)
        one = document.copy([page])
        one.metadata.title, one.metadata.description = title, item.summary
        pages = write_pdf(one, folder / name)
        printed.append(Printed(name, title, "one_page", pages, edition.paper))
    return printed


def fit(press: _Press) -> dict[str, float]:
    """The largest of `SCALES` at which each page fits one side, by its id.

    All pages are measured at once, since most of the time goes into loading the faces.
    Raises `ProblemsFound` where the least is too large.
    """
    ids = press.kit.content.one_pagers
    problems = [
        found for found in _over(press, dict.fromkeys(ids, SCALES[-1])) if found
    ]
    if problems:
        raise ProblemsFound(problems)
    # Bisect for every page: `first` may not fit, `last` is known to.
    first, last = dict.fromkeys(ids, 0), dict.fromkeys(ids, len(SCALES) - 1)
    while any(first[key] < last[key] for key in ids):
        middle = {key: (first[key] + last[key]) // 2 for key in ids}
        tried = {key: SCALES[step] for key, step in middle.items()}
        for key, found in zip(ids, _over(press, tried), strict=True):
            if first[key] == last[key]:
                continue
            if found:
                first[key] = middle[key] + 1
            else:
                last[key] = middle[key]
    return {key: SCALES[step] for key, step in last.items()}


def _lay_out(press: _Press, scales: Mapping[str, float], measure: bool = False) -> Any:
    """Lay all pages out; to `measure` them, on paper as long as they need."""
    kit = press.kit
    pages = [
        _page(press, kit.content.one_pagers[key], scales[key], measure)
        for key in scales
    ]
    html = Page(kit, "").fill(
        "print/one-pagers.html",
        pages=pages,
        width=SIZES[press.edition.paper][0],
        height=SIZES[press.edition.paper][1],
        margin=MARGIN,
        fit=measure,
    )
    return layout(str(html), press.assets)


def _page(press: _Press, item: OnePager, scale: float, measure: bool) -> Markup:
    kit = press.kit
    # What leads further: the reader's own page to start from, or else their part.
    start = f"start/{item.audience}.html"
    more = start if start in press.known else address(kit, "roles", item.audience)
    path = more.partition("#")[0].replace(".html", ".md")
    site = kit.settings.site.address
    where = f"{site.rstrip('/')}/{more}" if site and not is_hidden(kit, path) else ""
    first = kit.settings.dates.first_meetings
    tasks = [
        task for task in kit.content.timeline.values() if task.owner == item.audience
    ]
    return Page(kit, "").fill(
        "print/one-pager.html",
        item=item,
        edition=press.edition,
        scale=scale,
        fit=measure,
        begins=date(kit, first, "long") if first else "",
        tasks=tasks,
        where=where,
        qr=Markup(qr_code(where)) if where else "",
    )


def _over(press: _Press, scales: Mapping[str, float]) -> list[Finding | None]:
    """For each page, which of its texts is too long for one side, if any is."""
    document = _lay_out(press, scales, measure=True)
    return [_too_long(press, document, key, scales[key]) for key in scales]


def _too_long(press: _Press, document: Any, key: str, scale: float) -> Finding | None:
    kit, paper = press.kit, press.edition.paper
    html = _page(press, kit.content.one_pagers[key], scale, measure=True)
    fields = FIELD.findall(unescape(html))
    ends = {column: f"end-{column}-{key}" for column in COLUMNS}
    places = [*fields, *ends.values(), f"end-{key}"]
    measured = heights(document, dict.fromkeys(places, f"start-{key}"))
    over = measured[f"end-{key}"] - (SIZES[paper][1] - MARGIN)
    if over <= 0.05:
        return None
    # The longer column has to give, or what stands above both: in them, the text that
    # takes most room. Each reaches to where the next one begins.
    column = max(COLUMNS, key=lambda column: measured[ends[column]])
    prefixes = tuple(f"fit--{key}--{part}--" for part in ("head", column))
    texts = [field for field in fields if field.startswith(prefixes)]
    begins = [*(measured[field] for field in texts), measured[ends[column]]]
    room = {
        field: after - before
        for field, before, after in zip(texts, begins, begins[1:], strict=False)
        if not field.endswith("--dates")
    }
    longest = max(room, key=lambda field: room[field])
    place = [int(part) if part.isdigit() else part for part in longest.split("--")[3:]]
    return Finding(
        kit.loaded.mark("one_pagers", key, *place),
        f"'{key}': {'.'.join(map(str, place))} does not fit one side of "
        f"{kit.labels(f'paper_{paper}')}, which is {over:.1f} mm over. Shorten it, or "
        "another text on that page.",
    )
