"""Read colours and keep them readable.

Ratios are those of WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for what a control or a
picture needs to be understood (1.4.11). Lightness and hue are OKLCH's, where equal
steps look equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coloraide import Color

from .vocabulary import shown

TEXT = 4.5
INTERFACE = 3.0
STEP = 0.003  # of lightness, from 0 to 1: less than the eye sees
LONGEST = 100  # characters of a colour
GREATEST = 1000.0  # of the numbers in it
WHITE, BLACK = Color("#fff"), Color("#111")


def parse(value: Any, palette: Mapping[str, Any]) -> Color:
    """A CSS colour, or a name of `palette`, whose names may name each other.

    What shines through is laid on white. Raises ValueError for anything else.
    """
    seen: dict[str, None] = {}
    while isinstance(value, str) and value in palette and value not in seen:
        seen[value] = None
        value = palette[value]
    if seen and not value:
        raise ValueError(f"'{[*seen][-1]}' has no value")
    try:
        # A palette may call CSS's own `white` by its name.
        colour = _converted(str(value).strip())
    except (ArithmeticError, ValueError):
        raise ValueError(f"{shown(value)} is not a colour") from None
    if colour.alpha() < 1:
        colour = Color.layer([colour, WHITE], space="srgb")
    return Color(colour.fit("srgb").to_string(hex=True))


def _converted(written: str) -> Color:
    """A CSS colour in sRGB. Raises ValueError or ArithmeticError for none."""
    if len(written) > LONGEST:
        raise ValueError
    given = Color(written)
    values = given.coords(nans=False)
    # What a colour space of CSS has goes to some hundreds.
    if not all(abs(each) <= GREATEST for each in values):
        raise ValueError
    # What is left out (`none`) counts as nothing, or as all of what shines through.
    alpha = 1.0 if given.is_nan("alpha") else given.alpha()
    return Color(given.space(), values, alpha).convert("srgb")


def ratio(front: Color, ground: Color) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""
    return float(front.contrast(ground, method="wcag21"))


def readable(colour: Color, grounds: Sequence[Color], needed: float) -> Color:
    """The colour nearest to `colour` in lightness that has `needed` on each ground.

    Moves away from the grounds in OKLCH lightness; hue stays, chroma fits sRGB.
    """
    if _stands(colour, grounds, needed):
        return colour
    darker = sum(ground.luminance() for ground in grounds) / len(grounds) > 0.18
    best = Color("black" if darker else "white")
    of = colour.convert("oklch")
    failing, passing = of["lightness"], 0.0 if darker else 1.0
    while abs(passing - failing) > STEP:
        of["lightness"] = (passing + failing) / 2
        fitted = of.clone().fit("srgb").convert("srgb")
        fitted = Color(fitted.to_string(hex=True))
        if _stands(fitted, grounds, needed):
            best, passing = fitted, of["lightness"]
        else:
            failing = of["lightness"]
    return best


def _stands(colour: Color, grounds: Sequence[Color], needed: float) -> bool:
    return all(ratio(colour, ground) >= needed for ground in grounds)


def on(ground: Color) -> Color:
    """Near-black or white, whichever reads better on `ground`; at least 4.5:1."""
    best = max((BLACK, WHITE), key=lambda colour: ratio(colour, ground))
    return best if ratio(best, ground) >= TEXT else readable(best, [ground], TEXT)


def shade(colour: Color, lightness: float, chroma: float, turn: float = 0) -> Color:
    """The hue of `colour`, turned by `turn` degrees, at this lightness and chroma."""
    of = colour.convert("oklch")
    hue = 0.0 if of.is_nan("hue") else of["hue"]
    made = Color("oklch", [lightness, chroma, (hue + turn) % 360])
    return Color(made.fit("srgb").convert("srgb").to_string(hex=True))


def mixed(one: Color, other: Color, share: float) -> Color:
    """`one` with a share (0 to 1) of `other` in it."""
    return Color(
        one.mix(other, share, space="oklab").convert("srgb").to_string(hex=True)
    )
