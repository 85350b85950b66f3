"""Let through pictures that are only pictures."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from ..content.problems import Findings, Mark

MAX_BYTES = 1024 * 1024
RASTER = (b"\x89PNG\r\n", b"\xff\xd8\xff")
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
    """Whether `path` is a PNG, JPEG or plain SVG of up to 1 MiB; else say why not."""
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        findings.problem(mark, f"'{path.name}' is over 1 MiB. Save it smaller.")
    elif raw.startswith(RASTER):
        return True
    elif path.suffix.lower() != ".svg":
        findings.problem(mark, f"'{path.name}' is not an SVG, PNG or JPEG image.")
    elif fault := _svg_fault(raw):
        findings.problem(mark, f"'{path.name}' {fault}. Export it again as plain SVG.")
    else:
        return True
    return False


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
        if "url(" in (element.text or "") or "@import" in (element.text or ""):
            return "loads something from elsewhere"
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2].lower()
            if local.startswith("on"):
                return f"runs a script ({local})"
            if local == "href" and not value.startswith("#"):
                return f"loads '{value[:40]}' from elsewhere"
    return None
