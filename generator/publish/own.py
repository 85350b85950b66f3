"""Take in an organisation's own page: make its calls, judge its HTML and its links.

Its author is not trusted. What they wrote is judged as what comes of it, and each fault
is told at the line that it came from.
"""

from __future__ import annotations

import signal
import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice

from ..content.page import Written
from ..content.problems import Findings, Mark, nearest
from ..kit import Kit
from .allowed import Judged, judge
from .calls import CallError, expand
from .dialect import page_html, page_labels
from .links import Around, link_fault, picture_fault
from .navigation import Source
from .render import Download, Page
from .seen import Fault

MOST = 20  # problems that are told of one page
SECONDS = 2  # of computing that a page may take


class _TooLong(BaseException):
    """Not an `Exception`: nothing on the way may take it for its own."""


@dataclass(frozen=True)
class Own:
    """A page of the organisation's own, as it is staged, and what was found in it."""

    page: Source
    written: Written
    judged: Judged


def take_in(
    kit: Kit,
    page: Source,
    written: Written,
    downloads: tuple[Download, ...],
    findings: Findings,
) -> Own | None:
    """Make the calls of `page` and judge what comes out; on a problem return None."""
    before = len(findings.problems)
    first = written.first
    try:
        with _at_most(SECONDS):
            called = expand(page.markdown, Page(kit, page.root, downloads), MOST)
            meta = {**page.meta, "render_macros": False}
            page = replace(page, markdown=called.markdown, meta=meta)
            judged = judge(page_html(kit, page), called.made)
            labels = (
                Fault("A heading may not have 'data-toc-label'. Delete it.", (label,))
                for label in page_labels(kit, page)
            )
            _tell((*judged.faults, *labels), written, findings)
    except CallError as error:
        for slip in error.slips:
            here = Mark(first.file, first.line - 1 + slip.line, slip.column)
            findings.problem(here, _printable(slip.told))
    except AssertionError:  # html.parser takes a few declarations for impossible
        told = "'<!' begins nothing that a page may have. If it is text, write '&lt;!'."
        _tell((Fault(told, ("<!",)),), written, findings)
    except (_TooLong, RecursionError):
        findings.problem(
            _longest(written),
            f"The page takes more than {SECONDS} seconds to set, or nests too deep. "
            "Its longest paragraph begins here: write it more simply.",
        )
    if len(findings.problems) > before:
        return None
    return Own(page, written, judged)


def check_links(kit: Kit, own: Own, around: Around, findings: Findings) -> None:
    """Report where `own` leads and nothing is, and what it shows and is not there."""
    name, judged = own.page.path, own.judged
    links = (link_fault(name, link, around) for link in judged.links)
    pictures = (picture_fault(name, *picture, around) for picture in judged.pictures)
    readers = (_reader_fault(kit, whom) for whom in judged.readers)
    found = (fault for each in (links, pictures, readers) for fault in each if fault)
    _tell(found, own.written, findings)


def _reader_fault(kit: Kit, whom: str) -> Fault | None:
    for role in whom.split():
        if role not in kit.content.roles:
            told = f"'{role}' is no role. {nearest(role, kit.content.roles)}"
            return Fault(f"data-for: {told}", (whom,))
    return None


# Where a fault is


def _tell(faults: Iterable[Fault], written: Written, findings: Findings) -> None:
    """Report the first of the faults, each at a line that holds what it is about.

    One that comes again is looked for further down.
    """
    squeezed, starts = _squeezed(written.body)
    begun: dict[str, int] = {}
    for fault in islice(faults, MOST):
        line = 0
        for sought in fault.sought:
            needle = _plain(sought)
            place = squeezed.find(needle, begun.get(needle, 0)) if needle else -1
            if place >= 0:
                begun[needle] = place + 1
                line = bisect_right(starts, place) - 1
                break
        first = written.first
        here = Mark(first.file, first.line + line)
        findings.problem(here, _printable(fault.told))


def _squeezed(body: str) -> tuple[str, list[int]]:
    """A text as it is compared, on one line, and where in it each line starts."""
    lines = [_plain(line) for line in body.split("\n")]
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line))
    return "".join(lines), starts


def _plain(text: str) -> str:
    """A text without what Markdown and HTML may change of it."""
    return "".join(unescape(text).replace("\\", "").split()).casefold()


def _printable(told: str) -> str:
    """A message on one line, with a number for each character that cannot be seen."""
    return "".join(
        letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in told
    )


def _longest(written: Written) -> Mark:
    """Where the longest paragraph begins: most likely what takes so long."""
    line, best = written.first.line, (0, written.first.line)
    for paragraph in written.body.split("\n\n"):
        best = max(best, (len(paragraph), line), key=lambda each: each[0])
        line += paragraph.count("\n") + 2
    return Mark(written.first.file, best[1])


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Stop what computes for longer, by raising `_TooLong` in it.

    It is computing that is counted, so a machine that is busy with other things stops
    nothing. Where there are no such timers, outside of the main thread and on Windows,
    the sizes of a page and of its parts are the bound.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
