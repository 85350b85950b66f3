"""Judge SVG pictures: that they only draw, and how much that is.

A few lines can repeat each other into billions of shapes. So what would be drawn is
counted in steps before anything draws it, with each copy where it is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from .step import MAX_DEPTH, MAX_STEPS, Deep, numbers, steps

MAX_LINE = 1000  # characters of an attribute that is no outline

NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{NAMESPACE}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LINK = "{http://www.w3.org/1999/xlink}href"
# Of other namespaces only those of editors' notes, which nothing draws or runs.
NOTES = re.compile(
    r"\{http://(www\.w3\.org/1999/02/22-rdf-syntax-ns|www\.inkscape\.org|"
    r"sodipodi\.|purl\.org|creativecommons\.org|web\.resource\.org|ns\.adobe\.com|"
    r"www\.bohemiancoding\.com|www\.serif\.com|www\.vectornator\.io)"
)
OUTLINES = {"path": "d", "polyline": "points", "polygon": "points"}
SHAPES = {*OUTLINES, "rect", "circle", "ellipse", "line"}
WORDS = {"title", "desc", "metadata"}
DRAWING = SHAPES | {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
    *("text", "tspan", "clipPath", "mask", "pattern", "marker", "stop"),
    *("linearGradient", "radialGradient"),
}
# What CSS and attributes load by; a backslash could spell any of it another way.
LOADS = re.compile(
    r"url\(\s*+(?!['\"]?#)|@import|@charset|@font-face|image-set|src\(|expression\(|\\",
    re.IGNORECASE,
)
# What WeasyPrint would take from a style sheet as if it stood in the element.
STRUCTURE = re.compile(r"(?<![\w.#-])(?:id|href|d|points)\s*:", re.IGNORECASE)
NUMBERS = {
    *("d", "points", "viewBox", "transform", "gradientTransform", "patternTransform"),
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr"),
    *("dx", "dy", "width", "height", "stroke-width", "stroke-dasharray", "font-size"),
}
MAX_NUMBER = 1_000_000


class Refused(ValueError):
    """A picture is not taken; the message says why, and what to do."""

    def __init__(
        self, fault: str, remedy: str = "Export it again as plain SVG"
    ) -> None:
        super().__init__(f"{fault}. {remedy}")


def read_drawing(raw: bytes) -> tuple[Element, int]:
    """The tree of a plain SVG, and the steps that drawing it takes.

    Raises `Refused` with what is wrong.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("is not UTF-8") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("declares a document type")
    if re.search(r"<\?(?!xml\s)", text):
        raise Refused("holds an instruction to programs (<? … ?>)")
    try:
        root = fromstring(text.encode())
    except (ParseError, ValueError) as error:
        raise Refused(f"cannot be read as SVG ({error})") from None
    if root.tag != f"{SVG}svg":
        raise Refused("is not an SVG picture")
    for element, depth in _walk(root):
        if depth > MAX_DEPTH:
            raise Refused(f"is nested deeper than {MAX_DEPTH} levels")
        _judge(element)
    try:
        taken = steps(root)
    except Deep:
        raise Refused(f"refers to itself, or deeper than {MAX_DEPTH} levels") from None
    if taken > MAX_STEPS:
        raise Refused(
            f"draws too much: {MAX_STEPS:,} shapes and letters are the most, each copy "
            "counted",
            "Save it as PNG, or simplify it",
        )
    return root, taken


def _walk(root: Element) -> Iterator[tuple[Element, int]]:
    """Every element with how deep it lies."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting += ((inner, depth + 1) for inner in element)


def _judge(element: Element) -> None:
    """Raise `Refused` for what an element is or says that a picture does not need."""
    tag = str(element.tag)
    name = tag.removeprefix(SVG)
    if NOTES.match(tag):
        return
    if name not in DRAWING:
        raise Refused(
            f"holds <{tag.rpartition('}')[2]}>, which a picture does not need"
        )
    if name == "style":
        _judge_style("".join(element.itertext()))
    if name in SHAPES and any(map(_is_drawn, element)):
        raise Refused(f"holds something within <{name}>")
    for key, value in element.attrib.items():
        if NOTES.match(key):
            continue
        local = key.rpartition("}")[2]
        if local.lower().startswith("on"):
            raise Refused(f"runs a script ({local})")
        loads = local.lower() in ("href", "src", "base") and not value.startswith("#")
        if loads or LOADS.search(value):
            raise Refused(f"loads '{value[:40]}' from elsewhere")
        if local == "style":
            _judge_style(value)
        outline = key == OUTLINES.get(name)
        if local in ("d", "points") and not outline:
            raise Refused(f"has '{local}' on <{name}>, where it draws nothing")
        if len(value) > MAX_LINE and not outline and local not in ("style", "class"):
            raise Refused(f"has over {MAX_LINE:,} characters in '{local}'")
        if local == "spreadMethod" and value != "pad":
            raise Refused("repeats a gradient (spreadMethod)")
        if local in NUMBERS:
            _judge_numbers(local, value)


def _judge_style(text: str) -> None:
    if LOADS.search(text):
        raise Refused("loads something from elsewhere")
    if STRUCTURE.search(text):
        raise Refused("draws by its style sheet")
    for value in re.findall(r"stroke-dasharray\s*:([^;}]*)", text, re.IGNORECASE):
        if len(value) > MAX_LINE:
            raise Refused(f"has over {MAX_LINE:,} characters in 'stroke-dasharray'")


def _judge_numbers(name: str, value: str) -> None:
    if re.search("nan|inf", value, re.IGNORECASE):
        raise Refused(f"has no number in '{name}'")
    for number in numbers(value):
        if abs(number) > MAX_NUMBER:
            raise Refused(f"has a number over {MAX_NUMBER:,} in '{name}'")


def _is_drawn(element: Element) -> bool:
    """Whether an element is more than words about a picture, or an editor's notes."""
    tag = str(element.tag)
    return not (tag.removeprefix(SVG) in WORDS or NOTES.match(tag))


def extent(root: Element) -> tuple[float, float]:
    """How wide and high a picture is, in any unit; 1 and 1 where it says nothing."""
    sides = numbers(root.get("viewBox", ""))[2:]
    written = f"{root.get('width')} {root.get('height')}"
    if len(sides) != 2:
        sides = [] if "%" in written else numbers(written)
    if len(sides) != 2 or min(sides) <= 0:
        return 1.0, 1.0
    return sides[0], sides[1]


def bared(root: Element) -> bytes:
    """A plain SVG as it is published: without notes, comments and names of programs."""
    made = _bare(root)
    made.attrib = {"xmlns": NAMESPACE, **made.attrib}
    return tostring(made, encoding="unicode").encode()


def _bare(element: Element) -> Element:
    made = Element(str(element.tag).removeprefix(SVG))
    for key, value in element.items():
        if not key.startswith("{") or key.startswith(XML):
            made.set(key, value)
        elif key == LINK and "href" not in element.attrib:
            made.set("href", value)
    made.text, made.tail = element.text, element.tail
    for inner in element:
        if inner.tag == f"{SVG}metadata" or NOTES.match(str(inner.tag)):
            continue
        made.append(_bare(inner))
    return made
