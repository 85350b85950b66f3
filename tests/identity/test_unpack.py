"""A font is judged before it is parsed, at no more than what is allowed costs."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

from generator.home import home
from generator.identity.typeface import file_faces
from generator.identity.unpack import MIB, font_fault

FONTS = home() / "playbook_data/defaults/assets/fonts"
# Run in a process that has half a GiB for all: one that unpacks more than that fails.
LIMITED = """
import pathlib, resource, sys
from generator.identity.typeface import file_faces
resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))
try:
    file_faces("Own", pathlib.Path(sys.argv[1]), {})
except ValueError as error:
    sys.exit(str(error))
"""


def _tables() -> dict[str, bytes]:
    font = TTFont(FONTS / "source-sans-3-latin-400-normal.woff2")
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    reader = TTFont(out).reader
    return {tag: reader[tag] for tag in reader.tables}


def _ttf(**changed: bytes) -> bytes:
    """A font with some of its tables changed."""
    tables = {**_tables(), **changed}
    at, entries, body = 12 + 16 * len(tables), b"", b""
    for tag, data in sorted(tables.items()):
        entries += tag.encode().ljust(4) + struct.pack(">LLL", 0, at, len(data))
        body += data
        at += len(data)
    head = b"\0\1\0\0" + struct.pack(">HHHH", len(tables), 0, 0, 0)
    return head + entries + body


def _woff2(size: int) -> bytes:
    """A WOFF2 with one table of so many MiB, all of them nought, that says it has 9."""
    packer = brotli.Compressor(quality=1)
    packed = b"".join(packer.process(bytes(MIB)) for _ in range(size)) + packer.finish()
    head = struct.pack(">4s4sLHHLL", b"wOF2", b"\0\1\0\0", 0, 1, 0, 9, len(packed))
    return head + bytes(24) + b"\x3fjunk\x09" + packed


def _woff(size: int, said: int, notes: bool = False) -> bytes:
    """A WOFF with one table, or notes, of so many MiB, that says it has `said`."""
    packed = zlib.compress(bytes(size * MIB), 1)
    where = struct.pack(">LLL", 64, len(packed), said)
    head = struct.pack(">4s4sLHHLHH", b"wOFF", b"\0\1\0\0", 0, 1, 0, 0, 1, 0)
    told, table = (where, bytes(12)) if notes else (bytes(12), where)
    return head + told + bytes(8) + b"junk" + table + bytes(4) + packed


def _map(kind: int, body: bytes, count: int = 1) -> bytes:
    """A `cmap` table whose `count` maps are all the same one."""
    entry = struct.pack(">HHL", 3, 10, 4 + 8 * count)
    return struct.pack(">HH", 0, count) + entry * count + struct.pack(">H", kind) + body


def _groups(*groups: tuple[int, int]) -> bytes:
    told = b"".join(struct.pack(">LLL", *group, 1) for group in groups)
    return struct.pack(">HLLL", 0, 16 + len(told), 0, len(groups)) + told


# All of the Basic Multilingual Plane, 100 times over.
SEGMENTS = (
    struct.pack(">HHHHHH", 0, 0, 200, 0, 0, 0)
    + struct.pack(">H", 0xFFFF) * 100
    + bytes(2)
    + bytes(600)
)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (lambda: bytes(5 * MIB), "is over 4 MiB"),
        (lambda: b"ttcf" + bytes(99), "is a collection of fonts"),
        (lambda: _woff2(20), "unpacks to over 16 MiB"),
        (lambda: _woff(20, 20 * MIB), "unpacks to over 16 MiB"),
        (lambda: _woff(20, 9), "unpacks to over 16 MiB"),
        (lambda: _woff(20, 9, notes=True), "unpacks to over 16 MiB"),
        (lambda: b"wOF2" + b"\xff" * 99, "is not a font that text"),
        (lambda: b"\0\1\0\0" + struct.pack(">H", 65535) * 9999, "is not a font"),
        (lambda: _ttf(cmap=_map(12, _groups((0, 2**32 - 1)))), "maps over 200,000"),
        (lambda: _ttf(cmap=_map(12, _groups(*[(0, 9999)] * 99))), "maps over 200,000"),
        (lambda: _ttf(cmap=_map(13, _groups((0, 0x10FFFF)))), "maps over 200,000"),
        (lambda: _ttf(cmap=_map(4, SEGMENTS)), "maps over 200,000"),
        (lambda: _ttf(cmap=_map(2, b"\xff" * 9000)), "is not a font that text"),
        (lambda: _ttf(cmap=_map(12, _groups((65, 90)), 9999)), "maps over 200,000"),
        (lambda: _ttf(cmap=b""), "is not a font that text"),
        (lambda: _ttf(head=bytes(3)), "is not a font that text"),
        (lambda: _ttf(maxp=b""), "is not a font that text"),
    ],
)
@pytest.mark.fault(52)
def test_a_font_that_is_more_than_it_may_be_is_refused(
    tmp_path: Path, raw: object, says: str
) -> None:
    assert callable(raw)
    (tmp_path / "a.ttf").write_bytes(raw())
    with pytest.raises(ValueError, match=says):
        file_faces("Own", tmp_path / "a.ttf", {})


def test_tables_that_lie_over_each_other_are_counted_each() -> None:
    entry = struct.pack(">LLL", 0, 0, MIB)
    entries = b"".join(f"t{number:03}".encode() + entry for number in range(20))
    head = b"\0\1\0\0" + struct.pack(">HHHH", 20, 0, 0, 0)
    assert "unpacks to over 16 MiB" in str(font_fault(head + entries + bytes(MIB)))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit no memory")
@pytest.mark.fault(52)
def test_a_font_that_unpacks_to_hundreds_of_mebibytes_costs_little(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.woff2").write_bytes(_woff2(700))
    assert (tmp_path / "a.woff2").stat().st_size < 200_000
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "a.woff2")]
    said = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert said.stderr.startswith("unpacks to over 16 MiB")


def test_the_kits_own_fonts_and_every_format_are_fine(tmp_path: Path) -> None:
    fonts = sorted(FONTS.glob("*.woff2"))
    assert len(fonts) > 5 and not any(font_fault(each.read_bytes()) for each in fonts)
    for flavor in (None, "woff", "woff2"):
        font = TTFont(fonts[0])
        font.flavor = flavor
        font.save(tmp_path / "a.font")
        (face,) = file_faces("Own", tmp_path / "a.font", {})
        assert face.ranges == file_faces("Own", fonts[0], {})[0].ranges
    (tmp_path / "a.ttf").write_bytes(_ttf(cmap=_map(12, _groups((65, 90)))))
    assert file_faces("Own", tmp_path / "a.ttf", {})[0].ranges == "U+41-5A"
