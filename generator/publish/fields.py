"""Bound the fields of a PDF form, so that nothing that is typed is out of sight.

A viewer scrolls a field that is full, and what has scrolled away is lost on paper. So
each field says how many letters it takes, measured in its own face and size, and that
it does not scroll: some viewers heed the first, some the second. Its ground is white
once something stands in it, since the rules for handwriting lie elsewhere than lines
that are typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pydyf

from ..identity.brand import Brand
from .diagram import width

MULTILINE, DO_NOT_SCROLL = 1 << 12, 1 << 23  # ISO 32000-2, table 231
LEADING = 1.4  # of the size: pdf.js sets 1.35, others by the face, at most about this
INSET = 4  # points that viewers keep free at both sides together
WORD = 10  # letters; what a line may lose to a word that goes to the next
WIDEST = "WM"  # of the letters of which names and sentences are made
SCREEN = 0.944  # of the size: "W" in Helvetica, which pdf.js shows while one types
SIZE = re.compile(rb"([\d.]+) Tf")


def bound(pdf: Any, prompts: Mapping[str, str], brand: Brand) -> None:
    """Settle every field of a `pydyf.PDF` that WeasyPrint 70 leaves open.

    `prompts` gives what is asked for each choice, by its name.
    """
    form = pdf.catalog["AcroForm"]
    # Viewers would draw every field anew, and so hide the rules of an empty one.
    form.pop("NeedAppearances", None)
    _join_choices(pdf, form, prompts)
    for reference in form["Fields"]:
        field = pdf.objects[int(reference.split()[0])]
        if field["FT"] == "/Tx":
            _bound_text(pdf, field, brand)
    for each in pdf.objects:
        if not isinstance(each, pydyf.Dictionary):
            continue
        if each.get("Type") == "/Page":
            # Tab goes by the structure, which is the order of reading.
            each["Tabs"] = "/S"
        if each.get("FT") == "/Btn":
            # Its round or square edge is drawn already; viewers would add another.
            each.pop("MK", None)


def _join_choices(pdf: Any, form: Any, prompts: Mapping[str, str]) -> None:
    """The buttons of a choice are parts of one field and have no name of their own."""
    parts = []
    for reference in form["Fields"]:
        field = pdf.objects[int(reference.split()[0])]
        if "Parent" in field:
            parts.append(reference)
            field.pop("T", None)
        elif "Kids" in field:
            name = field["T"].string
            field["TU"] = pydyf.String(prompts.get(name, name))
    for reference in parts:
        form["Fields"].remove(reference)


def _bound_text(pdf: Any, field: Any, brand: Brand) -> None:
    left, top, right, bottom = field["Rect"]
    wide, high = abs(right - left), abs(top - bottom)
    flags = int(field.get("Ff", 0))
    found = SIZE.search(field["DA"].string)
    assert found is not None  # written by WeasyPrint into every field
    lines = bool(flags & MULTILINE)
    field["Ff"] = flags | DO_NOT_SCROLL
    field["MaxLen"] = letters(wide, high, float(found[1]), lines, brand)
    field["MK"] = pydyf.Dictionary({"BG": pydyf.Array((1, 1, 1))})
    empty = pydyf.Stream(
        extra={
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, wide, high)),
        }
    )
    pdf.add_object(empty)
    field["AP"] = pydyf.Dictionary({"N": empty.reference})


def letters(wide: float, high: float, size: float, lines: bool, brand: Brand) -> int:
    """How many letters a field takes, be they the widest; lengths are in points.

    Plain sentences of that many letters fill about two thirds of it.
    """
    widest = max(SCREEN * size, *(width(each, size, brand) for each in WIDEST))
    along = int((wide - INSET) / widest)
    if not lines:
        return max(along, 1)
    down = int((high - INSET) / (size * LEADING))
    return max(along + (down - 1) * (along - WORD), 1)
