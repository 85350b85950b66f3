"""PNG and JPEG are judged by their heads, and what they tell of their making goes."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from generator.identity.raster import JPEG, PNG, bared, extent, raster_fault

SECRET = b"Secret place"
PLACE = {0x010F: "Secret place", 0x8825: {1: "N", 2: (51.0, 30.0, 0.0)}}


def _chunk(kind: bytes, data: bytes) -> bytes:
    crc = struct.pack(">L", zlib.crc32(kind + data))
    return struct.pack(">L", len(data)) + kind + data + crc


def _png(width: int, height: int, *more: bytes) -> bytes:
    """A white PNG of one bit a pixel, some KiB whatever its size."""
    head = _chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0))
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return PNG + head + b"".join(more) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _jpeg(mode: str = "RGB", turn: int = 1, **options: object) -> bytes:
    """A JPEG, 32 wide and 16 high, dark on the left and light on the right."""
    picture = Image.new(mode, (32, 16))
    picture.paste(Image.new(mode, (16, 16), "white"), (16, 0))
    exif = Image.Exif()
    exif.update({**PLACE, 0x0112: turn})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=SECRET, **options)
    return out.getvalue()


def _is_light(raw: bytes, at: tuple[int, int]) -> bool:
    with Image.open(io.BytesIO(raw)) as picture:
        level = picture.convert("L").getpixel(at)
    assert isinstance(level, int)
    return level > 128


def _scans(count: int) -> bytes:
    whole = _jpeg(progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * count + whole[-2:]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (_png(10_000, 10_000), "over 16 million pixels"),
        (_png(4001, 4001), "over 16 million pixels"),
        (_png(10_001, 1), "over 10,000 pixels wide or high"),
        (_jpeg().replace(b"\0\x10\0\x20", b"\xff\xff\xff\xff"), "over 16 million"),
        (_scans(99), "is drawn in over 64 passes"),
        (_jpeg().replace(b"\xff\xc0", b"\xff\xc3"), "of a kind that browsers do not"),
        (_jpeg()[:-2], "is a damaged image"),
        (_jpeg()[:-2] + _jpeg()[2:], "of a kind that browsers do not"),
        (_png(9, 9)[:-20], "is a damaged image"),
        (_png(9, 9).replace(b"IDAT", b"IDAX"), "is a damaged image"),
        (JPEG + b"\xff\xe1\0\0" * 9999, "is a damaged image"),
        (PNG + b"\xff" * 99, "is a damaged image"),
        (b"GIF89a", "is not an SVG, PNG or JPEG"),
        (b"", "is not an SVG, PNG or JPEG"),
    ],
)
@pytest.mark.fault(24, 53)
def test_a_picture_that_is_too_large_or_damaged_is_refused(
    raw: bytes, says: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert says in str(raster_fault(raw))


@pytest.mark.fault(53)
def test_what_hides_in_a_png_is_never_unpacked() -> None:
    bomb = zlib.compress(bytes(50_000_000), 9)
    hidden = [_chunk(b"zTXt", b"a\0\0" + bomb)] * 9 + [_chunk(b"eXIf", bomb)]
    assert raster_fault(_png(9, 9, *hidden)) is None
    # An animation is its first picture.
    moving = _chunk(b"acTL", struct.pack(">LL", 10_000, 0))
    assert bared(_png(9, 9, moving)) == _png(9, 9)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.fault(60)
def test_a_photograph_keeps_its_pixels_and_profile_and_nothing_else(mode: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    raw = _jpeg(mode, icc_profile=profile)
    # A small picture in its head, editors' notes, and a film behind its end.
    notes = b"\xff\xe1" + struct.pack(">H", 2 + 29 + 12)
    notes += b"http://ns.adobe.com/xap/1.0/\0" + SECRET
    raw = raw[:2] + notes + raw[2:] + SECRET
    assert raw.count(SECRET) >= 4
    made = bared(raw)
    assert SECRET not in made and b"Exif" not in made and made == bared(raw)
    with Image.open(io.BytesIO(raw)) as before, Image.open(io.BytesIO(made)) as after:
        assert before.tobytes() == after.tobytes()
        assert after.info["icc_profile"] == profile and not after.getexif()
    assert raster_fault(raw) is None and extent(raw) == (32, 16)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.fault(60)
def test_a_picture_held_sideways_is_turned_and_measured_so(kind: str) -> None:
    raw = _jpeg(turn=6)  # the right side of what was taken is below
    if kind == "PNG":
        out = io.BytesIO()
        with Image.open(io.BytesIO(raw)) as picture:
            notes = PngImagePlugin.PngInfo()
            notes.add_text("Author", SECRET.decode(), zip=False)
            picture.save(out, "PNG", exif=picture.getexif(), pnginfo=notes)
        raw = out.getvalue()
    assert raster_fault(raw) is None and extent(raw) == (16, 32) and SECRET in raw
    made = bared(raw)
    assert extent(made) == (16, 32) and SECRET not in made and made == bared(raw)
    assert not _is_light(made, (8, 4)) and _is_light(made, (8, 28))
    upright = _jpeg()
    assert not _is_light(bared(upright), (4, 8)) and _is_light(bared(upright), (28, 8))


def test_a_turn_that_makes_no_sense_is_none() -> None:
    for turn in (0, 9, 60_000):
        assert extent(_jpeg(turn=turn)) == (32, 16)
