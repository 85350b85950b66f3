"""Let through pictures that are only pictures."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from ..content.problems import Findings, Mark

MAX_BYTES = 1024 * 1024
MAX_SIDE = 10_000  # pixels
RASTER = ("PNG", "JPEG")
LOADS = re.compile(r"url\(\s*(?!['\"]?#)|@import|image-set|expression", re.IGNORECASE)
SVG = "{http://www.w3.org/2000/svg}"
DRAWING = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"),
    *(
        "tspan",
        "clipPath",
        "mask",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
    ),
}


def is_picture(path: Path, mark: Mark, findings: Findings) -> bool:
    """Whether `path` is a PNG, JPEG or plain SVG that can be used; else say why not.

    Its content decides, not its name. The limits are 1 MiB and 10,000 pixels a side.
    """
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        findings.problem(mark, f"'{path.name}' is over 1 MiB. Save it smaller.")
    elif path.suffix.lower() == ".svg":
        if fault := _svg_fault(raw):
            findings.problem(
                mark, f"'{path.name}' {fault}. Export it again as plain SVG."
            )
        return fault is None
    elif fault := _raster_fault(path):
        findings.problem(mark, f"'{path.name}' {fault}.")
    else:
        return True
    return False


def aspect(path: Path) -> float:
    """How wide a picture is for its height; 1 where it does not say."""
    if path.suffix.lower() != ".svg":
        with Image.open(path) as picture:
            return float(picture.width / picture.height)
    root = ElementTree.fromstring(path.read_bytes())
    sides = re.findall(r"[\d.]+", root.get("viewBox", ""))[2:]
    sides = sides or re.findall(r"[\d.]+", f"{root.get('width')} {root.get('height')}")
    return float(sides[0]) / float(sides[1]) if len(sides) == 2 else 1.0


def _raster_fault(path: Path) -> str | None:
    try:
        with warnings.catch_warnings():
            # Pillow warns of a bomb at sizes that we refuse anyway.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=RASTER) as picture:
                if max(picture.size) > MAX_SIDE:
                    return f"is over {MAX_SIDE:,} pixels wide or high. Save it smaller"
                picture.verify()
    except Image.DecompressionBombError:
        return f"is over {MAX_SIDE:,} pixels wide or high. Save it smaller"
    except UnidentifiedImageError:
        return "is not an SVG, PNG or JPEG image. Save it as one of these"
    except (OSError, SyntaxError, ValueError) as error:
        return f"is a damaged image ({error}). Save it again"
    return None


def _svg_fault(raw: bytes) -> str | None:
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        return "declares a document type"
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        return f"cannot be read as SVG ({error})"
    if root.tag != f"{SVG}svg":
        return "is not an SVG picture"
    for element in root.iter():
        tag = str(element.tag)
        # Editors leave notes in namespaces of their own, which nothing draws.
        if tag.startswith(SVG) and tag.removeprefix(SVG) not in DRAWING:
            return f"holds <{tag.removeprefix(SVG)}>, which a picture does not need"
        if LOADS.search(element.text or ""):
            return "loads something from elsewhere"
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2].lower()
            if local.startswith("on"):
                return f"runs a script ({local})"
            if LOADS.search(value):
                return "loads something from elsewhere"
            if local == "href" and not value.startswith("#"):
                return f"loads '{value[:40]}' from elsewhere"
    return None
