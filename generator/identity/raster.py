"""Judge PNG and JPEG pictures, and take out of them what nobody is to see.

Cameras and editors write place, device, author and a small copy of the picture into
the file. What a picture is drawn from stays, byte for byte, and its colour profile.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PIL import Image, ImageFile, ImageOps

MAX_PIXELS = 16_000_000  # a page of A4 at 300 dots an inch has nearly 9 million
MAX_SIDE = 10_000
MAX_SCANS = 64  # passes over a progressive JPEG; programs write about ten
QUALITY = 92  # of a JPEG that has to be turned, and so to be written again
TURNED = 0x0112  # the EXIF tag that says how the camera was held; 1 is upright

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
CHUNKS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB"),
    *(b"iCCP", b"sBIT", b"bKGD", b"pHYs"),
}
SCAN, END = 0xDA, 0xD9
SHOWN = {0xC0, 0xC1, 0xC2}  # baseline, extended and progressive: what browsers show
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD}
# In a scan, what is no escaped byte, no restart and no filling begins a segment.
NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)

LARGE = (
    f"has over {MAX_PIXELS // 1_000_000} million pixels, or is over {MAX_SIDE:,} "
    "pixels wide or high. Save it smaller"
)


def raster_fault(raw: bytes) -> str | None:
    """What is wrong with a PNG or JPEG, and what to do; None for nothing.

    Its size is read from its head, before anything is unpacked.
    """
    if not raw.startswith((PNG, JPEG)):
        return "is not an SVG, PNG or JPEG image. Save it as one of these"
    try:
        bare = stripped(raw)
        with _opened(bare) as picture:
            wide, high = picture.size
            if max(wide, high) > MAX_SIDE or wide * high > MAX_PIXELS:
                return LARGE
            if raw.startswith(JPEG) and (fault := _jpeg_fault(raw)):
                return fault
            picture.verify()
        with _opened(bare) as picture:
            # A JPEG small, since only reading to the end shows whether it is whole.
            picture.draft("L", (1, 1))
            picture.load()
    except Image.DecompressionBombError:
        return LARGE
    except Exception:  # Pillow fails in as many ways as pictures can be damaged
        return "is a damaged image. Save it again"
    return None


def _jpeg_fault(raw: bytes) -> str | None:
    kinds = [kind for kind, _ in _segments(raw)]
    frames = [kind for kind in kinds if kind in FRAMES]
    if len(frames) != 1 or frames[0] not in SHOWN:
        return "is a JPEG of a kind that browsers do not show. Save it again"
    if kinds.count(SCAN) > MAX_SCANS:
        return f"is drawn in over {MAX_SCANS} passes. Save it again, not progressive"
    return None


def extent(raw: bytes) -> tuple[int, int]:
    """How wide and high a sound picture is in pixels, once it is turned."""
    with _opened(stripped(raw)) as picture:
        wide, high = picture.size
    return (high, wide) if _turn(raw) > 4 else (wide, high)


def bared(raw: bytes) -> bytes:
    """A sound picture as it is published: turned upright, and nothing told of it."""
    if _turn(raw) == 1:
        return stripped(raw)
    out = io.BytesIO()
    with _opened(stripped(raw, turn=True)) as picture:
        upright = ImageOps.exif_transpose(picture)
        profile = picture.info.get("icc_profile")
        upright.save(out, picture.format, quality=QUALITY, icc_profile=profile)
    return stripped(out.getvalue())


def _turn(raw: bytes) -> int:
    """How a picture is to be turned, from 1 (not at all) to 8, as EXIF counts."""
    held = stripped(raw, turn=True)
    if held == stripped(raw):
        return 1  # it does not say, and Pillow would unpack it all to look
    with suppress(Exception), _opened(held) as picture:
        turn = int(picture.getexif().get(TURNED, 1))
        return turn if turn in range(1, 9) else 1
    return 1


@contextmanager
def _opened(raw: bytes) -> Iterator[Image.Image]:
    """Open a picture, strictly: WeasyPrint bids Pillow to bear with what is cut short.

    Pillow warns of sizes that are refused here anyway.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as picture:
                yield picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def stripped(raw: bytes, turn: bool = False) -> bytes:
    """A PNG or JPEG with what it is drawn from; `turn` keeps how it was held, too.

    Raises ValueError or struct.error where it is cut short.
    """
    if raw.startswith(PNG):
        kept = {*CHUNKS, b"eXIf"} if turn else CHUNKS
        return PNG + b"".join(chunk for kind, chunk in _chunks(raw) if kind in kept)
    parts = (_kept(kind, part, turn) for kind, part in _segments(raw))
    return JPEG + b"".join(parts) + bytes((0xFF, END))


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, each with its name."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">L4s", raw, at)
        yield kind, raw[at : at + 12 + length]
        at += 12 + length


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG up to its end, a scan with its data, each with its kind.

    What comes after the end, such as a film or a second picture, is left out.
    """
    at = len(JPEG)
    while True:
        while raw[at : at + 2] == b"\xff\xff":  # filling
            at += 1
        if raw[at : at + 2] == bytes((0xFF, END)):
            return
        mark, kind, length = struct.unpack_from(">BBH", raw, at)
        if mark != 0xFF or length < 2:
            raise ValueError("not a segment")
        end = at + 2 + length
        if kind == SCAN:
            following = NEXT.search(raw, end)
            end = following.start() if following else len(raw)
        yield kind, raw[at:end]
        at = end


def _kept(kind: int, part: bytes, turn: bool) -> bytes:
    """What stays of a segment."""
    data = part[4:]
    if kind in FRAMES | TABLES or kind == SCAN:
        return part
    if kind == 0xE0 and data.startswith(b"JFIF\0") and len(data) >= 12:
        return b"\xff\xe0\x00\x10" + data[:12] + b"\0\0"  # without its small picture
    if kind == 0xE2 and data.startswith(b"ICC_PROFILE\0"):
        # The first of its parts says at its 36th byte that it is one (ICC.1:2022, 7.2).
        return part if data[12:13] != b"\1" or data[50:54] == b"acsp" else b""
    if kind == 0xEE and data.startswith(b"Adobe") and len(data) >= 12:
        return b"\xff\xee\x00\x0e" + data[:12]  # how its colours are meant
    if turn and kind == 0xE1 and data.startswith(b"Exif\0"):
        return part
    return b""
