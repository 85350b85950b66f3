"""Let through pictures that are only pictures."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageFile, UnidentifiedImageError

from ..content.problems import Findings, Mark

MAX_BYTES = 1024 * 1024
MAX_SIDE = 10_000  # pixels
MAX_DEPTH = 60  # elements within elements
RASTER = ("PNG", "JPEG")
ENDINGS = {True: (".svg",), False: (".png", ".jpg", ".jpeg")}  # by whether it is SVG
# What CSS and attributes load by; a backslash could spell any of it another way.
LOADS = re.compile(
    r"url\(\s*(?!['\"]?#)|@import|@charset|@font-face|image-set|src\(|expression\(|\\",
    re.IGNORECASE,
)
SVG = "{http://www.w3.org/2000/svg}"
# Of other namespaces only those of editors' notes, which nothing draws or runs.
NOTES = re.compile(
    r"\{http://(www\.w3\.org/1999/02/22-rdf-syntax-ns|www\.inkscape\.org|"
    r"sodipodi\.|purl\.org|creativecommons\.org|web\.resource\.org|ns\.adobe\.com|"
    r"www\.bohemiancoding\.com|www\.serif\.com|www\.vectornator\.io)"
)
DRAWING = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"),
    *("tspan", "clipPath", "mask", "pattern", "marker", "stop"),
    *("linearGradient", "radialGradient"),
}


def is_picture(path: Path, mark: Mark, findings: Findings) -> bool:
    """Whether `path` is a PNG, JPEG or plain SVG that can be used; else say why not.

    Its content decides, not its name. The limits are 1 MiB and 10,000 pixels a side.
    """
    if path.stat().st_size > MAX_BYTES:
        findings.problem(mark, f"'{path.name}' is over 1 MiB. Save it smaller.")
        return False
    raw = path.read_bytes()
    drawn = _is_markup(raw)
    fault = _svg_fault(raw) if drawn else _raster_fault(raw)
    advice = " Export it again as plain SVG." if drawn else ""
    if fault is None and path.suffix.lower() not in ENDINGS[drawn]:
        fault = f"is {'an SVG' if drawn else 'a PNG or JPEG'} picture"
        advice = f" End its name in {' or '.join(ENDINGS[drawn])}."
    if fault is not None:
        findings.problem(mark, f"'{path.name}' {fault}.{advice}")
    return fault is None


def _is_markup(raw: bytes) -> bool:
    """Whether a file begins as XML does, in whatever encoding."""
    return raw.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def aspect(path: Path) -> float:
    """How wide a picture is for its height; 1 where it does not say."""
    if path.suffix.lower() != ".svg":
        with Image.open(path) as picture:
            return float(picture.width / picture.height)
    root = ElementTree.fromstring(path.read_bytes())
    sides = re.findall(r"[\d.]+", root.get("viewBox", ""))[2:]
    sides = sides or re.findall(r"[\d.]+", f"{root.get('width')} {root.get('height')}")
    wide, high = map(float, sides) if len(sides) == 2 else (1.0, 1.0)
    return wide / high if high else 1.0


@contextmanager
def _strictly() -> Iterator[None]:
    """Let Pillow tell of a picture that is cut short; WeasyPrint bids it not to."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _raster_fault(raw: bytes) -> str | None:
    try:
        with _strictly(), warnings.catch_warnings():
            # Pillow warns of a bomb at sizes that we refuse anyway.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=RASTER) as picture:
                if max(picture.size) > MAX_SIDE:
                    return f"is over {MAX_SIDE:,} pixels wide or high. Save it smaller"
                if picture.format == "JPEG":
                    # Small, since only reading to the end shows whether it is whole.
                    picture.draft("L", (1, 1))
                    picture.load()
                else:
                    picture.verify()
    except Image.DecompressionBombError:
        return f"is over {MAX_SIDE:,} pixels wide or high. Save it smaller"
    except UnidentifiedImageError:
        return "is not an SVG, PNG or JPEG image. Save it as one of these"
    except (OSError, SyntaxError, ValueError) as error:
        return f"is a damaged image ({error}). Save it again"
    return None


def _svg_fault(raw: bytes) -> str | None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "is not UTF-8"
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return "declares a document type"
    if re.search(r"<\?(?!xml\s)", text):
        return "holds an instruction to programs (<? … ?>)"
    try:
        root = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, ValueError) as error:
        return f"cannot be read as SVG ({error})"
    if root.tag != f"{SVG}svg":
        return "is not an SVG picture"
    return next(
        (fault for each, depth in _walk(root) if (fault := _fault(each, depth))), None
    )


def _walk(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, int]]:
    """Every element with how deep it lies."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting += ((inner, depth + 1) for inner in element)


def _fault(element: ElementTree.Element, depth: int) -> str | None:
    tag, note = str(element.tag), NOTES.match(str(element.tag))
    if not note and tag.removeprefix(SVG) not in DRAWING:
        return f"holds <{tag.rpartition('}')[2]}>, which a picture does not need"
    if depth > MAX_DEPTH:
        return f"is nested deeper than {MAX_DEPTH} levels"
    if tag == f"{SVG}style" and LOADS.search("".join(element.itertext())):
        return "loads something from elsewhere"
    for name, value in element.attrib.items():
        local = name.rpartition("}")[2].lower()
        if note or NOTES.match(name):
            continue
        if local.startswith("on"):
            return f"runs a script ({local})"
        loads = local in ("href", "src", "base") and not value.startswith("#")
        if loads or LOADS.search(value):
            return f"loads '{value[:40]}' from elsewhere"
    return None
