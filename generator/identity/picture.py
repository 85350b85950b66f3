"""Let through pictures that are only pictures, and publish what is seen of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..content.problems import Findings, Mark
from . import drawing, raster
from .unpack import MIB

MAX_BYTES = MIB
MAX_FILES = 200
# Of all of them together:
MAX_TOTAL = 50 * MIB
MAX_PIXELS = 400_000_000
MAX_DRAWN = 200_000  # steps of all SVG
ENDINGS = {True: (".svg",), False: (".png", ".jpg", ".jpeg")}  # by whether it is SVG


@dataclass(frozen=True)
class _Cost:
    """What a sound picture takes to be drawn: pixels, or the steps of an SVG."""

    pixels: int = 0
    steps: int = 0


def is_picture(path: Path, mark: Mark, findings: Findings) -> bool:
    """Whether `path` is a PNG, JPEG or plain SVG that can be used; else say why not.

    Its content decides, not its name. The limits are 1 MiB, 16 million pixels and
    10,000 pixels a side; of an SVG 20,000 shapes and letters, each copy counted.
    """
    return _judged(path, mark, findings) is not None


def _judged(path: Path, mark: Mark, findings: Findings) -> _Cost | None:
    try:
        return _cost(path)
    except ValueError as fault:
        findings.problem(mark, f"'{path.name}' {fault}.")
        return None


def _cost(path: Path) -> _Cost:
    """What a picture takes. Raises ValueError with what is wrong and what to do."""
    if not path.is_file():
        raise ValueError("is no file. Put a picture there")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError("is over 1 MiB. Save it smaller")
    raw = path.read_bytes()
    drawn = _is_markup(raw)
    if drawn:
        cost = _Cost(steps=drawing.read_drawing(raw)[1])
    elif fault := raster.raster_fault(raw):
        raise ValueError(fault)
    else:
        wide, high = raster.extent(raw)
        cost = _Cost(pixels=wide * high)
    if path.suffix.lower() not in ENDINGS[drawn]:
        kind = "an SVG" if drawn else "a PNG or JPEG"
        endings = " or ".join(ENDINGS[drawn])
        raise ValueError(f"is {kind} picture. End its name in {endings}")
    return cost


def check_pictures(paths: Sequence[Path], folder: Path, findings: Findings) -> None:
    """Report each picture that cannot be used, and where all are too much.

    The limits are 200 pictures and 50 MiB, and of those that are fine 400 million
    pixels and 200,000 shapes and letters, together.
    """
    size = sum(path.stat().st_size for path in paths)
    if len(paths) > MAX_FILES or size > MAX_TOTAL:
        findings.problem(
            Mark(folder),
            f"Here are {len(paths)} pictures of {size / MIB:.1f} MiB; {MAX_FILES} of "
            f"{MAX_TOTAL // MIB} MiB are the most that are taken. Keep those that your "
            "pages show.",
        )
        return
    pixels = drawn = 0
    for path in paths:
        if cost := _judged(path, Mark(path), findings):
            pixels += cost.pixels
            drawn += cost.steps
        if pixels > MAX_PIXELS or drawn > MAX_DRAWN:
            findings.problem(
                Mark(folder),
                f"The pictures have over {MAX_PIXELS // 1_000_000} million pixels or "
                f"{MAX_DRAWN:,} shapes and letters together, the most that are taken. "
                "Save them smaller, or keep those that your pages show.",
            )
            return


def published(path: Path) -> bytes:
    """A sound picture as it is published: upright, and with nothing told of its making.

    Place, device, author, comments, small copies and editors' notes are gone. The same
    file gives the same bytes.
    """
    raw = path.read_bytes()
    if _is_markup(raw):
        return drawing.bared(drawing.read_drawing(raw)[0])
    return raster.bared(raw)


def aspect(path: Path) -> float:
    """How wide a sound picture is for its height; 1 where it does not say."""
    raw = path.read_bytes()
    if _is_markup(raw):
        wide, high = drawing.extent(drawing.read_drawing(raw)[0])
    else:
        wide, high = raster.extent(raw)
    return wide / high


def _is_markup(raw: bytes) -> bool:
    """Whether a file begins as XML does, in whatever encoding."""
    return raw.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
