"""Write the brand as one style sheet that site and paper both load."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from coloraide import Color

from .brand import Brand
from .coverage import points, ranges
from .palette import palette
from .typeface import Face


def css_string(text: str) -> str:
    """A CSS string, anything but letters and digits written as an escape."""
    return '"' + re.sub(r"[^A-Za-z0-9]", lambda m: f"\\{ord(m[0]):x} ", text) + '"'


def stylesheet(
    brand: Brand, areas: Sequence[str], addresses: Mapping[Face, str]
) -> str:
    """The brand as CSS: faces, then custom properties for light and dark.

    `addresses` gives the faces to load, each with its address as seen from the sheet.
    """
    shared = Counter((face.family, face.weight, face.style) for face in addresses)
    drawn: dict[tuple[str, int, str], frozenset[int]] = {}
    rules = []
    for face, address in addresses.items():
        told, key = "", (face.family, face.weight, face.style)
        if shared[key] > 1:
            # Subsets hold some letters both, and for these one of them is enough: a
            # space would load the rare letters of every face.
            before = drawn.get(key, frozenset())
            own = points(face.ranges) - before
            if not own:
                continue
            drawn[key] = before | own
            told = f"unicode-range:{ranges(own)};"
        rules.append(
            f"@font-face{{font-family:{css_string(face.family)};"
            f"font-weight:{face.weight};font-style:{face.style};font-display:swap;"
            f'{told}src:url("{address}")}}'
        )
    families = "".join(
        f"--kit-{use}:{','.join(map(css_string, stack))},{generic};"
        for use, stack, generic in (
            ("base", brand.stack("base"), "system-ui,sans-serif"),
            ("headings", brand.stack("headings"), "Georgia,serif"),
            ("monospace", brand.stack("monospace"), "ui-monospace,monospace"),
        )
    )
    light = _properties(palette(brand, areas, "light"))
    dark = _properties(palette(brand, areas, "dark"))
    rules.append(f":root{{{families}{light}}}")
    rules.append(f'[data-md-color-scheme="slate"]{{{dark}}}')
    rules += [
        f".kit-area--{area}{{--area:var(--kit-area-{area});"
        f"--on-area:var(--kit-on-area-{area});--area-text:var(--kit-area-{area}-text);"
        f"--area-tint:var(--kit-area-{area}-tint)}}"
        for area in areas
    ]
    return "\n".join(rules) + "\n"


def _properties(tokens: Mapping[str, Color]) -> str:
    return "".join(
        f"--kit-{name}:{colour.to_string(hex=True)};" for name, colour in tokens.items()
    )
