"""Turn a brand's colours into every colour in use, each pair measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coloraide import Color

from ..content.problems import Findings
from .brand import Brand
from .colour import INTERFACE, TEXT, WHITE, mixed, on, ratio, readable, shade

Scheme = Literal["light", "dark", "print"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "print")

# Area bands carry white or near-black words: kept within lightness and chroma that
# leave room for both in every hue.
BAND_LIGHTNESS = (0.38, 0.56)
BAND_CHROMA = (0.07, 0.13)
# The answers of the gate and the severities, by the name that brand.yml has for them.
SIGNALS = {"go": "success", "pause": "warning", "stop": "danger"}


@dataclass(frozen=True)
class Pair:
    """Two tokens that meet: `front` on `ground`, needing `needed`."""

    front: str
    ground: str
    needed: float = TEXT


@dataclass(frozen=True)
class Measured:
    """A pair in one scheme, with its ratio."""

    pair: Pair
    scheme: Scheme
    ratio: float


def palette(brand: Brand, areas: Sequence[str], scheme: Scheme) -> dict[str, Color]:
    """Every colour token of one scheme, by name without its `--kit-` prefix.

    Print has the light scheme's colours on white paper.
    """
    dark = scheme == "dark"
    given = brand.dark if dark else brand.light
    paper, ink, primary = given["background"], given["foreground"], given["primary"]
    accent = given["secondary"]
    tint = mixed(paper, ink if dark else primary, 0.06)
    grounds = [paper, tint]
    tokens = {
        "paper": WHITE if scheme == "print" else paper,
        "tint": tint,
        "ink": readable(ink, grounds, TEXT),
        "quiet": readable(mixed(ink, paper, 0.32), grounds, TEXT),
        "rule": mixed(ink, paper, 0.82),
        "edge": readable(mixed(ink, paper, 0.55), grounds, INTERFACE),
        "primary": primary,
        "on-primary": on(primary),
        "primary-text": readable(primary, grounds, TEXT),
        "accent": accent,
        "on-accent": on(accent),
        "accent-edge": readable(accent, grounds, INTERFACE),
        "accent-on-primary": readable(accent, [primary], INTERFACE),
    }
    for signal, name in SIGNALS.items():
        shown = readable(given[name], grounds, INTERFACE)
        tokens |= {
            signal: shown,
            f"on-{signal}": on(shown),
            f"{signal}-text": readable(given[name], grounds, TEXT),
        }
    of = primary.convert("oklch")
    lightness = _clamp(of["lightness"], BAND_LIGHTNESS)
    chroma = _clamp(of["chroma"], BAND_CHROMA)
    for index, area in enumerate(areas):
        band = shade(primary, lightness, chroma, 360 * index / len(areas))
        # Its lines and arcs stand on the page too.
        band = readable(band, grounds, INTERFACE)
        wash = mixed(paper, band, 0.16 if dark else 0.09)
        if ratio(tokens["ink"], wash) < TEXT:
            wash = tint
        tokens |= {
            f"area-{area}": band,
            f"on-area-{area}": on(band),
            f"area-{area}-tint": wash,
            f"area-{area}-text": readable(band, [*grounds, wash], TEXT),
        }
    return tokens


def _clamp(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])


def pairs(areas: Sequence[str]) -> list[Pair]:
    """Every text and interface pair that pages, sheets and cards use."""
    used = [
        Pair(front, ground)
        for ground in ("paper", "tint")
        for front in (
            *("ink", "quiet", "primary-text"),
            *(f"{signal}-text" for signal in SIGNALS),
        )
    ]
    used += [Pair(f"on-{ground}", ground) for ground in ("primary", "accent", *SIGNALS)]
    used.append(Pair("accent-on-primary", "primary", INTERFACE))
    used += [
        Pair(front, ground, INTERFACE)
        for ground in ("paper", "tint")
        for front in ("edge", "accent-edge", *SIGNALS)
    ]
    for area in areas:
        used += [
            Pair(f"on-area-{area}", f"area-{area}"),
            Pair(f"area-{area}", "paper", INTERFACE),
            Pair(f"area-{area}", "tint", INTERFACE),
            Pair(f"area-{area}-text", "paper"),
            Pair(f"area-{area}-text", "tint"),
            Pair(f"area-{area}-text", f"area-{area}-tint"),
            Pair("ink", f"area-{area}-tint"),
        ]
    return used


def measured(brand: Brand, areas: Sequence[str]) -> list[Measured]:
    """Every pair in every scheme, with its ratio."""
    return [
        Measured(pair, scheme, ratio(tokens[pair.front], tokens[pair.ground]))
        for scheme in SCHEMES
        for tokens in [palette(brand, areas, scheme)]
        for pair in pairs(areas)
    ]


# A brand's colour, the token that takes its place where it cannot be seen, and how.
STAYS = "It stays on large areas; "
REPLACED = {
    "primary": ("primary-text", TEXT, STAYS + "text uses"),
    "foreground": ("ink", TEXT, "Text uses"),
    "secondary": ("accent-edge", INTERFACE, STAYS + "edges and marks use"),
    "success": ("go", INTERFACE, "Its sign uses"),
    "warning": ("pause", INTERFACE, "Its sign uses"),
    "danger": ("stop", INTERFACE, "Its sign uses"),
}


def note_replaced(brand: Brand, findings: Findings) -> None:
    """Tell the author of each brand colour that cannot be used everywhere as it is.

    Of the dark scheme only where a brand gives it a colour of its own.
    """
    schemes: tuple[tuple[Scheme, Mapping[str, Color]], ...] = (
        ("light", brand.light),
        ("dark", brand.dark),
    )
    for scheme, given in schemes:
        tokens = palette(brand, (), scheme)
        grounds = [tokens["paper"], tokens["tint"]]
        place = "page's" if scheme == "light" else "dark scheme's"
        for name, (token, needed, what) in REPLACED.items():
            colour, used = given[name], tokens[token]
            mark = brand.marks.get(name)
            same = scheme == "dark" and colour == brand.light[name]
            if mark is None or used == colour or same:
                continue
            before, after = (
                (
                    each.to_string(hex=True),
                    min(ratio(each, ground) for ground in grounds),
                )
                for each in (colour, used)
            )
            findings.note(
                mark,
                f"'{name}' {before[0]} has {before[1]:.1f}:1 on the {place} grounds "
                f"and needs {needed:g}:1. {what} {after[0]} ({after[1]:.1f}:1).",
            )
