"""Count what drawing an SVG would take, with each copy where something is repeated.

A few lines can repeat each other into billions of shapes, so this is known before
anything draws them. A step is what a plain shape or a letter costs WeasyPrint 70, about
a tenth of a millisecond; browsers are quicker.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

MAX_STEPS = 20_000
MAX_DEPTH = 60  # elements within elements, and within those that they refer to
WRITTEN = 25  # characters of an outline that take as long as a shape
RULES = 300  # rules of style sheets that take as long to try on an element
SEEN = 100  # elements among which a name is looked for in that time
LEVELS = 5  # boxes around an element that take as long, where they are measured

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
# As much of a name as is told apart everywhere; names that begin alike count as one.
REFERENCE = re.compile(r"#([^\s\"'()#;,]*)")
PLAIN = re.compile(r"[\w\s.,#*>+~-]*")  # selectors that name what they choose
CHOSEN = re.compile(r"[.#]?[\w-]+|\*")
# By these an element refers to something for itself; by all else its inner ones do too.
ALONE = re.compile("href|clip-path|mask")


class Deep(ValueError):
    """Elements lie too deep, or refer to each other too deep or in a ring."""


@dataclass(frozen=True)
class _Size:
    """What an element takes: steps, elements, numbers in outlines, and levels."""

    steps: int = 0
    elements: int = 0
    points: int = 0
    levels: int = 0


@dataclass
class _Picture:
    """A picture, and what was found of it so far."""

    named: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    # By what a style sheet chooses elements: the declarations that refer to something.
    chosen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[Element, _Size] = field(default_factory=dict)
    open: set[Element] = field(default_factory=set)
    looked: set[str] = field(default_factory=set)


def numbers(written: str) -> list[float]:
    """The numbers in an attribute, however they are parted."""
    return [float(each) for each in NUMBER.findall(written)]


def steps(root: Element) -> int:
    """How many steps drawing a picture takes. Raises `Deep`."""
    picture = _Picture()
    elements = list(root.iter())
    sheets, names = [], set[str]()
    for element in elements:
        if (name := element.get("id")) and name not in names:
            names.add(name)
            picture.named[REFERENCE.findall(f"#{name}")[0]].append(element)
        if _name(element) == "style":
            sheets.append("".join(element.itertext()))
    rules = [rule for sheet in sheets for rule in _rules(sheet)]
    for selector, body in rules:
        plain = PLAIN.fullmatch(selector)
        for token in set(CHOSEN.findall(selector)) if plain else ("*",):
            picture.chosen[token] += [each for each in body.split(";") if "#" in each]
    whole = _size(root, picture)
    return (
        whole.steps
        + whole.elements * len(rules) // RULES
        + len(elements) * len(picture.looked) // SEEN
        + sum(map(len, sheets)) // WRITTEN
    )


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The innermost rules of a style sheet: what each chooses, and what it declares."""
    parts = re.split("([{}])", re.sub(r"/\*.*?(\*/|$)", " ", sheet, flags=re.DOTALL))
    for at in range(1, len(parts) - 2, 2):
        if parts[at] == "{" and parts[at + 2] == "}":
            yield parts[at - 1], parts[at + 1]


def _size(element: Element, picture: _Picture) -> _Size:
    """The size of an element with all that it holds and refers to. Raises `Deep`."""
    known = picture.sizes.get(element)
    if known is None:
        if element in picture.open or len(picture.open) > MAX_DEPTH:
            raise Deep
        picture.open.add(element)
        known = picture.sizes[element] = _measured(element, picture)
        picture.open.remove(element)
    if len(picture.open) + known.levels > MAX_DEPTH + 1:
        raise Deep
    return known


def _measured(element: Element, picture: _Picture) -> _Size:
    size = _Size(1 + sum(map(len, element.attrib.values())) // WRITTEN, 1, levels=1)
    if _name(element) in ("text", "tspan"):
        said = [element.text, *(inner.tail for inner in element)]
        size = replace(size, steps=size.steps + sum(len(each or "") for each in said))
    outline = element.get("d", "") + element.get("points", "")
    size = replace(size, points=len(NUMBER.findall(outline)))
    for inner in element:
        size = _with(size, _size(inner, picture))
    told = list(_told(element, picture))
    for declared, target in told:
        if ALONE.search(declared):
            size = _with(size, _size(target, picture))
    boxes = size.elements // LEVELS
    size = replace(size, steps=size.steps + boxes)
    for declared, target in told:
        if not ALONE.search(declared):
            # Each element within is painted by it, or has it at each of its corners.
            times = size.elements + ("marker" in declared) * size.points
            other = _size(target, picture)
            size = _with(size, replace(other, steps=other.steps * times))
    return size


def _with(one: _Size, other: _Size) -> _Size:
    return _Size(
        one.steps + other.steps,
        one.elements + other.elements,
        one.points + other.points,
        max(one.levels, 1 + other.levels),
    )


def _told(element: Element, picture: _Picture) -> Iterator[tuple[str, Element]]:
    """What an element refers to, each with the property or attribute that says so."""
    keys = ["*", _name(element), f"#{element.get('id')}"]
    keys += [f".{each}" for each in element.get("class", "").split()]
    declared = [rule for key in dict.fromkeys(keys) for rule in picture.chosen[key]]
    declared += element.get("style", "").split(";")
    declared += [f"{key}:{value}" for key, value in element.items() if "#" in value]
    for each in declared:
        key, _, value = each.rpartition("}")[2].partition(":")
        for name in {*REFERENCE.findall(value), *REFERENCE.findall(unquote(value))}:
            picture.looked.add(name)
            for target in picture.named.get(name, ()):
                yield key.strip().lower(), target
