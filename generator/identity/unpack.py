"""Judge a font file before it is parsed: what it unpacks to, what it claims to hold.

A compressed font of some KiB can unpack to gigabytes, and a table of some bytes can
claim billions of characters. Either is found at the cost of what is allowed.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Iterator

import brotli
from fontTools.ttLib.sfnt import SFNTDirectoryEntry, WOFFDirectoryEntry
from fontTools.ttLib.woff2 import WOFF2DirectoryEntry

MIB = 1024 * 1024
MAX_BYTES = 4 * MIB
MAX_UNPACKED = 16 * MIB
MAX_TABLES = 64  # fonts have 10 to 30
MAX_MAPS = 32  # tables of characters within `cmap`; fonts have 2 to 6
MAX_CHARACTERS = 200_000  # in all of these; Unicode 17 has 160,000

FEWER = "Use WOFF2, or a file for fewer languages"
CROWDED = f"maps over {MAX_CHARACTERS:,} characters, the most that is taken. {FEWER}"
DAMAGED = "is not a font that text can be set in. Use WOFF2, WOFF, TTF or OTF"
# By its first bytes: where a file tells the number of its tables, where their directory
# begins, and what reads an entry of it.
PLAIN = (4, 12, SFNTDirectoryEntry)
PACKED = {b"wOFF": (12, 44, WOFFDirectoryEntry), b"wOF2": (12, 48, WOFF2DirectoryEntry)}


def font_fault(raw: bytes) -> str | None:
    """What is wrong with a font file, and what to do; None where it may be parsed.

    The limits are 4 MiB for the file, 16 MiB for what it unpacks to, and 64 tables.
    """
    if len(raw) > MAX_BYTES:
        return f"is over {MAX_BYTES // MIB} MiB. {FEWER}"
    if raw.startswith(b"ttcf"):
        return "is a collection of fonts. Save the one that you need as WOFF2 or TTF"
    size = 0
    try:
        for piece in _pieces(raw):
            size += piece
            if size > MAX_UNPACKED:
                return f"unpacks to over {MAX_UNPACKED // MIB} MiB. {FEWER}"
    except Exception:  # a damaged file fails in as many ways as it can be read
        return DAMAGED
    return None


def _pieces(raw: bytes) -> Iterator[int]:
    """How large each part of a font is once it is unpacked; one more tells too much."""
    kind = raw[:4]
    counted, begins, entry_of = PACKED.get(kind, PLAIN)
    (count,) = struct.unpack_from(">H", raw, counted)
    if count > MAX_TABLES:
        raise ValueError("too many tables")
    file = io.BytesIO(raw)
    file.seek(begins)
    entries = []
    for _ in range(count):
        entries.append(entry_of())
        entries[-1].fromFile(file)
    if kind == b"wOF2":
        yield sum(max(entry.length, entry.origLength) for entry in entries)
        (length,) = struct.unpack_from(">L", raw, 20)
        yield from _brotli(raw[file.tell() :][:length])
        offset, length = struct.unpack_from(">LL", raw, 28)  # notes about the font
        yield from _brotli(raw[offset:][:length])
    elif kind == b"wOFF":
        yield sum(entry.origLength for entry in entries)
        notes = struct.unpack_from(">LL", raw, 24)
        for offset, length in [(each.offset, each.length) for each in entries] + [
            notes
        ]:
            # What is not packed is no stream, and as large as it is.
            yield _inflated(raw[offset:][:length])
    else:
        yield sum(entry.length for entry in entries)


def _inflated(packed: bytes) -> int:
    try:
        return len(zlib.decompressobj().decompress(packed, MAX_UNPACKED + 1))
    except zlib.error:
        return len(packed)


def _brotli(packed: bytes) -> Iterator[int]:
    stream = brotli.Decompressor()
    while packed or not stream.can_accept_more_data():
        yield len(stream.process(packed, output_buffer_limit=MIB))
        packed = b""


def characters(table: bytes) -> int:
    """How many characters a `cmap` table maps, all its maps together, as it claims."""
    (count,) = struct.unpack_from(">H", table, 2)
    if count > MAX_MAPS:
        return MAX_CHARACTERS + 1
    found = (struct.unpack_from(">L", table, 8 + 8 * each)[0] for each in range(count))
    return sum(_mapped(table, offset) for offset in dict.fromkeys(found))


def _mapped(table: bytes, at: int) -> int:
    """How many characters the map at this offset claims, by its format."""
    (form,) = struct.unpack_from(">H", table, at)
    if form == 2:
        keys = struct.unpack_from(">256H", table, at + 6)
        heads = (struct.unpack_from(">H", table, at + 520 + key)[0] for key in keys)
        return sum(heads)
    if form == 4:
        (double,) = struct.unpack_from(">H", table, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", table, at + 14)
        starts = struct.unpack_from(f">{double // 2}H", table, at + 16 + double)
        return _spanned(zip(starts, ends, strict=True))
    if form not in (12, 13, 14):
        return 256  # no more than it has bytes
    (groups,) = struct.unpack_from(">L", table, at + (6 if form == 14 else 12))
    if groups > MAX_CHARACTERS:
        return int(groups)
    if form == 14:
        return sum(_variants(table, at, at + 13 + 11 * each) for each in range(groups))
    return _spanned(
        struct.unpack_from(">LL", table, at + 16 + 12 * each) for each in range(groups)
    )


def _spanned(groups: Iterable[tuple[int, ...]]) -> int:
    """How many characters lie in ranges, which may lie over each other."""
    return sum(max(0, last - first + 1) for first, last in groups)


def _variants(table: bytes, at: int, record: int) -> int:
    """How many characters have another shape after a selector."""
    ranges, single = struct.unpack_from(">LL", table, record)
    (many,) = struct.unpack_from(">L", table, at + ranges) if ranges else (0,)
    (few,) = struct.unpack_from(">L", table, at + single) if single else (0,)
    return int(256 * many + few)
