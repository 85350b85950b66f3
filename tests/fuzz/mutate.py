"""Break one file in one way, chosen by a `Random` alone: same seed, same file."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import yaml

from generator.content.model import KINDS
from generator.identity.settings import Settings
from generator.identity.vocabulary import USED

from .values import DRAWN, JSON, LETTERS, MEASURES, PAGE, PLAIN, WRITTEN

Mutation = Callable[[Random, bytes], bytes]
Place = tuple[str | int, ...]
HERE = "MUTATEDHERE"  # where the value goes that no YAML library would write
ENTRY = re.compile(r"^(?P<key>\s*(?:- )?[\w'-]+): (?P<value>.*)$", re.MULTILINE)
# The longest number, the largest, the sign and nothing, as headers of pictures and
# typefaces hold them.
NUMBERS = [b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\0"]


def flip(random: Random, file: bytes) -> bytes:
    changed = bytearray(file)
    for _ in range(random.choice((1, 1, 3, 30))):
        if changed:
            changed[_at(random, changed)] = random.randrange(256)
    return bytes(changed)


def insert(random: Random, file: bytes) -> bytes:
    at = _at(random, file)
    few = bytes(random.choices(range(256), k=random.choice((1, 4, 200))))
    rare = [few, b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\t", b"\x1b[31m"]
    return file[:at] + random.choice(rare) + file[at:]


def cut(random: Random, file: bytes) -> bytes:
    at = _at(random, file)
    if random.random() < 0.3:
        return file[:at]
    return file[:at] + file[at + random.choice((1, 10, 1000)) :]


def double(random: Random, file: bytes) -> bytes:
    at = _at(random, file)
    piece = file[at : at + random.choice((1, 20, 500))]
    return file[:at] + piece * random.choice((2, 2, 50)) + file[at:]


def enlarge(random: Random, file: bytes) -> bytes:
    """Put a number of four bytes that no file has, mostly into the head."""
    at = _at(random, file[:64] if random.random() < 0.7 else file)
    changed = file[:at] + random.choice(NUMBERS) + file[at + 4 :]
    if file.startswith(b"\x89PNG") and random.random() < 0.7:
        # A picture's size is behind a checksum.
        size = b"".join(random.choices([b"\0\0'\x10", b"\0\0\0\1", *NUMBERS], k=2))
        head = b"IHDR" + size + file[24:29]
        changed = file[:12] + head + zlib.crc32(head).to_bytes(4, "big") + file[33:]
    return changed


def lines(random: Random, file: bytes) -> bytes:
    """Swap, double, indent, join or drop a line."""
    all_of = file.split(b"\n")
    one, other = random.randrange(len(all_of)), random.randrange(len(all_of))
    match random.randrange(6):
        case 0:
            all_of[one], all_of[other] = all_of[other], all_of[one]
        case 1:
            all_of.insert(other, all_of[one])
        case 2:
            all_of[one] = random.choice((b" ", b"    ", b"\t", b"- ")) + all_of[one]
        case 3:
            all_of[one] = all_of[one].lstrip()
        case 4:
            all_of[one : one + 2] = [b" ".join(all_of[one : one + 2])]
        case _:
            del all_of[one]
    return b"\n".join(all_of)


def token(random: Random, file: bytes) -> bytes:
    """Put another value or key into a line of YAML, or say it twice."""
    text = file.decode("utf-8", "replace")
    found = list(ENTRY.finditer(text))
    if not found:
        return insert(random, file)
    entry = random.choice(found)
    key, value = entry["key"], entry["value"]
    match random.randrange(8):
        case 0:
            key = random.choice((key[:-1], key + "s", key.upper(), "'': ", "id", "1"))
        case 1:
            value = f"{value}\n{key}: {value}"
        case 2:
            value = random.choice(LETTERS)
        case 3:
            value = json.dumps(random.choice(LETTERS), ensure_ascii=False)
        case _:
            value = random.choice(WRITTEN)
    return _with(text, entry, f"{key}: {value}")


def typed(random: Random, file: bytes, name: str) -> bytes:
    """Put a value of another type at a known place of a YAML file."""
    data = yaml.load(file, Loader=yaml.BaseLoader)
    # Where a field can be added that the file leaves out: in an item, or at the top.
    items = [(key,) for key, inner in data.items() if isinstance(inner, dict)]
    homes = items if name.startswith("content/") else [(), *items]
    fields = _fields(name)
    place = random.choice([place for place in _places(data, ()) if place])
    if fields and homes and random.random() < 0.3:
        place = (*random.choice(homes), random.choice(fields))
    written = random.choice(WRITTEN)
    if random.random() < 0.3:
        written = json.dumps(random.choice(LETTERS), ensure_ascii=False)
    _put(data, place, HERE)
    said = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    return said.replace(HERE, written).encode("utf-8", "surrogatepass")


def page(random: Random, file: bytes) -> bytes:
    """Put a line that means something into a page."""
    all_of = file.decode("utf-8", "replace").split("\n")
    said = random.choice(PAGE if random.random() < 0.8 else LETTERS)
    at = random.randrange(8) if random.random() < 0.4 else random.randrange(len(all_of))
    if random.random() < 0.3:
        all_of[at : at + 1] = [said]
    else:
        all_of.insert(at, said)
    return "\n".join(all_of).encode("utf-8", "surrogatepass")


def drawing(random: Random, file: bytes) -> bytes:
    """Put an element or a measure into an SVG that none should hold."""
    text = file.decode("utf-8", "replace")
    pattern = r">" if random.random() < 0.5 else r'(?<==")[^"]*(?=")'
    found = list(re.finditer(pattern, text))
    if not found:
        return flip(random, file)
    chosen = random.choice(found)
    if pattern == ">":
        return _with(text, chosen, ">" + random.choice(DRAWN))
    return _with(text, chosen, random.choice(MEASURES))


def record(random: Random, file: bytes) -> bytes:
    """Put another value anywhere into a file of JSON."""
    data = json.loads(file)
    place = random.choice(list(_places(data, ())))
    plain = random.random() < 0.7
    value = random.choice(PLAIN) if plain else HERE
    if place:
        _put(data, place, value)
    else:
        data = value
    said = json.dumps(data, ensure_ascii=False)
    return said.replace(f'"{HERE}"', random.choice(JSON)).encode()


def splice(random: Random, file: bytes, others: Sequence[bytes]) -> bytes:
    """Put a piece of another file into this one, or end it as the other ends."""
    other = random.choice(others)
    at, where = _at(random, file), _at(random, other)
    if random.random() < 0.5:
        return file[:at] + other[where:]
    return file[:at] + other[where : where + 300] + file[at:]


def mutate(random: Random, name: str, file: bytes, others: Sequence[bytes]) -> bytes:
    """`file`, whose name says what it is, with one to three mutations."""
    if random.random() < 0.5:
        # These want a file that can still be read, so each is the only one.
        if name.endswith(".yml"):
            return typed(random, file, name)
        if name.endswith(".lock"):
            return record(random, file)
    ways: list[Mutation] = [flip, insert, cut, double]
    ways.append(lambda random, file: splice(random, file, others))
    dear: list[Mutation] = [enlarge]
    if name.endswith(".yml"):
        dear = [lines, token, token, token]
    elif name.endswith(".md"):
        dear = [lines, token, page, page, page]
    elif name.endswith(".svg"):
        dear = [drawing]
    elif name.endswith((".lock", ".txt")):
        dear = [lines]
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        file = random.choice(dear if random.random() < 0.7 else ways)(random, file)
    return file


def _at(random: Random, file: bytes | bytearray) -> int:
    return random.randrange(len(file)) if file else 0


def _with(text: str, found: re.Match[str], said: str) -> bytes:
    whole = text[: found.start()] + said + text[found.end() :]
    return whole.encode("utf-8", "surrogatepass")


def _fields(name: str) -> list[str]:
    """The fields that the kit knows in a file of that name."""
    parts = name.split("/")
    if parts[0] == "content":
        return list(KINDS[parts[1]].model_fields)
    if name == "_brand.yml":
        return sorted({key for keys in USED.values() for key in keys})
    return list(Settings.model_fields) if name == "organisation.yml" else []


def _places(data: Any, place: Place) -> Iterator[Place]:
    """Every place of `data`, its own first."""
    yield place
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from _places(inner, (*place, key))
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from _places(inner, (*place, index))


def _put(data: Any, place: Place, value: Any) -> None:
    for part in place[:-1]:
        data = data[part]
    data[place[-1]] = value
