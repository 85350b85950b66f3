"""Write the page by which people measure how far their printer shifts backs.

Its back has a cross where its front has two scales. Held against the light, the cross
lies on the numbers that the settings take.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..kit import Kit
from .edition import Edition
from .paper import SIZES, layout, write_pdf
from .printed import Printed
from .render import Page
from .sheet import style

REACH = 15  # mm; what the settings take


@dataclass(frozen=True)
class Tick:
    """A line of a scale: how far from the middle of the page, and what it stands for.

    Both are in millimetres; `at` is to the right or down, seen on the front.
    """

    at: float
    value: int


def calibrate(kit: Kit, assets: Path, folder: Path, edition: Edition) -> Printed:
    """Write `calibration.pdf` into `folder`, its back moved as the settings say now."""
    over_short_edge = style(edition.sheets).turn == "short"
    offset = kit.settings.printing.offset
    html = Page(kit, "").fill(
        "print/calibration.html",
        width=SIZES[edition.paper][0],
        height=SIZES[edition.paper][1],
        across=scale(offset.across, mirrored=not over_short_edge),
        down=scale(offset.down, mirrored=over_short_edge),
        offset=offset,
        turn="short" if over_short_edge else "long",
        edition=edition,
    )
    target = folder / "calibration.pdf"
    pages = write_pdf(layout(str(html), assets), target)
    title = kit.labels("calibration_title")
    return Printed(target.name, title, "calibration", pages, edition.paper)


def scale(offset: float, mirrored: bool) -> Sequence[Tick]:
    """The ticks from which the new offset is read, while `offset` is in force.

    A back that lies `n` off needs `-n` more. Along the axis that turning the sheet
    mirrors, a back that lies to the right is seen to the left: there the two signs
    cancel out.
    """
    sign = 1 if mirrored else -1
    return [Tick(sign * (value - offset), value) for value in range(-REACH, REACH + 1)]
