"""Turn four brand colours into every colour in use, measured to be readable.

Ratios are those of WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for what a control or a
picture needs to be understood (1.4.11). Hues are turned in OKLCH, where equal steps
look equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coloraide import Color

from ..content.problems import Findings
from .brand import Brand, Face

TEXT = 4.5
INTERFACE = 3.0

# Area bands carry white or near-black words: kept within lightness and chroma that
# leave room for both in every hue.
BAND_LIGHTNESS = (0.38, 0.56)
BAND_CHROMA = (0.07, 0.13)


@dataclass(frozen=True)
class Pair:
    """Two tokens that meet: `front` on `ground`, needing `ratio`."""

    front: str
    ground: str
    ratio: float = TEXT


def ratio(front: Color, ground: Color) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""
    return float(front.contrast(ground, method="wcag21"))


def readable(colour: Color, grounds: Sequence[Color], needed: float) -> Color:
    """The colour nearest to `colour` in lightness that has `needed` on each ground.

    Steps away from the grounds in OKLCH lightness; hue stays, chroma fits sRGB.
    """
    if all(ratio(colour, ground) >= needed for ground in grounds):
        return colour
    darker = sum(ground.luminance() for ground in grounds) / len(grounds) > 0.18
    shade = colour.convert("oklch")
    while 0 < shade["lightness"] < 1:
        shade["lightness"] += -0.005 if darker else 0.005
        fitted = shade.clone().fit("srgb").convert("srgb")
        fitted = Color(fitted.to_string(hex=True))
        if all(ratio(fitted, ground) >= needed for ground in grounds):
            return fitted
    return Color("black" if darker else "white")


def on(ground: Color, dark: Color, light: Color) -> Color:
    """The more readable of two text colours on `ground`."""
    best = max((dark, light), key=lambda colour: ratio(colour, ground))
    return best if ratio(best, ground) >= TEXT else readable(best, [ground], TEXT)


def _shade(colour: Color, lightness: float, chroma: float, turn: float = 0) -> Color:
    shade = colour.convert("oklch")
    hue = 0.0 if shade.is_nan("hue") else shade["hue"]
    made = Color("oklch", [lightness, chroma, (hue + turn) % 360])
    return Color(made.fit("srgb").convert("srgb").to_string(hex=True))


def _clamp(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])


def palette(brand: Brand, areas: Sequence[str], dark: bool) -> dict[str, Color]:
    """Every colour token for one scheme, by name without its `--kit-` prefix."""
    if dark:
        paper = _shade(brand.primary, 0.19, 0.015)
        ink = _shade(brand.primary, 0.93, 0.01)
    else:
        paper, ink = brand.background, brand.foreground
    black, white = Color("#111"), Color("#fff")
    tint = paper.mix(brand.primary if not dark else ink, 0.06, space="oklab")
    tint = Color(tint.convert("srgb").to_string(hex=True))
    grounds = [paper, tint]
    tokens = {
        "paper": paper,
        "tint": tint,
        "ink": readable(ink, grounds, TEXT),
        "quiet": readable(ink.mix(paper, 0.32, space="oklab"), grounds, TEXT),
        "rule": ink.mix(paper, 0.82, space="oklab"),
        "edge": readable(ink.mix(paper, 0.55, space="oklab"), grounds, INTERFACE),
        "primary": brand.primary,
        "on-primary": on(brand.primary, black, white),
        "primary-text": readable(brand.primary, grounds, TEXT),
        "accent": brand.secondary,
        "on-accent": on(brand.secondary, black, white),
        "accent-edge": readable(brand.secondary, grounds, INTERFACE),
    }
    primary = brand.primary.convert("oklch")
    lightness = _clamp(primary["lightness"], BAND_LIGHTNESS)
    chroma = _clamp(primary["chroma"], BAND_CHROMA)
    for index, area in enumerate(areas):
        band = _shade(brand.primary, lightness, chroma, 360 * index / len(areas))
        wash = paper.mix(band, 0.16 if dark else 0.09, space="oklab")
        wash = Color(wash.convert("srgb").to_string(hex=True))
        tokens |= {
            f"area-{area}": band,
            f"on-area-{area}": on(band, black, white),
            f"area-{area}-tint": wash,
            f"area-{area}-text": readable(band, [paper, tint, wash], TEXT),
        }
    return tokens


def pairs(areas: Sequence[str]) -> list[Pair]:
    """Every text and interface pair that pages, sheets and cards use."""
    used = [
        Pair(front, ground)
        for ground in ("paper", "tint")
        for front in ("ink", "quiet", "primary-text")
    ]
    used += [Pair("on-primary", "primary"), Pair("on-accent", "accent")]
    used += [Pair("edge", "paper", INTERFACE), Pair("accent-edge", "paper", INTERFACE)]
    for area in areas:
        used += [
            Pair(f"on-area-{area}", f"area-{area}"),
            Pair(f"area-{area}-text", "paper"),
            Pair(f"area-{area}-text", f"area-{area}-tint"),
            Pair("ink", f"area-{area}-tint"),
        ]
    return used


def note_replaced(brand: Brand, areas: Sequence[str], findings: Findings) -> None:
    """Tell the author of each brand colour that text cannot use as it is."""
    light = palette(brand, areas, dark=False)
    for name, token in (("primary", "primary-text"), ("foreground", "ink")):
        colour: Color = getattr(brand, name)
        if light[token] != colour and name in brand.marks:
            findings.note(
                brand.marks[name],
                f"'{name}' {colour.to_string(hex=True)} has "
                f"{ratio(colour, light['tint']):.1f}:1 on the page's grounds and text "
                f"needs {TEXT}:1; text uses {light[token].to_string(hex=True)} "
                f"({ratio(light[token], light['tint']):.1f}:1) instead.",
            )


def stylesheet(
    brand: Brand, areas: Sequence[str], addresses: Mapping[Face, str]
) -> str:
    """The brand as CSS: faces, then custom properties for light and dark.

    `addresses` gives the faces to load, each with its address as seen from the sheet.
    """
    shared = Counter((face.family, face.weight, face.style) for face in addresses)
    rules = []
    for face, address in addresses.items():
        ranges = ""
        if shared[face.family, face.weight, face.style] > 1:
            ranges = f"unicode-range:{face.ranges};"
        rules.append(
            f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
            f"font-style:{face.style};font-display:swap;{ranges}"
            f'src:url("{address}")}}'
        )
    # A family without italics stays upright: nothing may be slanted by machine.
    slant = any(f.family == brand.headings and f.style == "italic" for f in brand.faces)
    families = (
        f"--kit-slant:{'italic' if slant else 'normal'};"
        f'--kit-base:"{brand.base}",system-ui,sans-serif;'
        f'--kit-headings:"{brand.headings}",Georgia,serif;'
    )
    light = _properties(palette(brand, areas, dark=False))
    dark = _properties(palette(brand, areas, dark=True))
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
        f"--kit-{name}:{colour.convert('srgb').to_string(hex=True)};"
        for name, colour in tokens.items()
    )
