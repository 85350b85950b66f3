"""Remember what builds made in an output, so that nothing else is ever replaced."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

Name = Literal["site", "print", "playbook.zip", "brand"]
Files = dict[str, str]


@dataclass(frozen=True)
class Source:
    """What an artefact was made from: the digest of all, and how it was laid out."""

    inputs: str
    paper: str
    sheets: str


@dataclass(frozen=True)
class Move:
    """The marks of what lay at a name before, and of what takes its place.

    None stands for nothing. They tell after a kill which of two is the new one.
    """

    old: str | None
    new: str | None


@dataclass(frozen=True)
class Made:
    """What builds made: the files of each thing with their digests (SHA-256).

    A thing that is one file has the name "" in itself. `moves` are those by which this
    state came about.
    """

    things: dict[Name, Files] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    moves: dict[Name, Move] = field(default_factory=dict)


_FORM = TypeAdapter(Made)


def read_made(path: Path) -> Made | None:
    """What a record says; None where there is none, or none that can be read."""
    if not path.is_file() or path.is_symlink():
        return None
    try:
        return _FORM.validate_json(path.read_bytes())
    except ValidationError:
        return None


def write_made(path: Path, made: Made) -> None:
    """Write a record, whole or not at all."""
    half = path.with_name(f"{path.name}.half")
    with half.open("wb") as file:
        file.write(_FORM.dump_json(made, indent=1))
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, path)
    flush_names(path.parent)


def digests(thing: Path) -> Files:
    """The files of a folder by their names in it with the digest of each."""
    return {name: digest(path) for name, path in files(thing)}


def digest(path: Path) -> str:
    """The digest of a file: SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(thing: Path) -> Iterator[tuple[str, Path]]:
    """All that lies in a folder but folders, by its name there; a file has the name "".

    Links are not followed: they are shown as what they are. Raises OSError.
    """
    if thing.is_symlink() or not thing.is_dir():
        yield "", thing
        return
    for folder, inner, names in os.walk(thing, onerror=_raise):
        links = [name for name in inner if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*names, *links]):
            path = Path(folder, name)
            yield path.relative_to(thing).as_posix(), path


def flush(thing: Path) -> None:
    """Have a file, or all of a folder, written to the disk before this returns."""
    for _, path in files(thing):
        flush_names(path)
    for folder, _, _ in os.walk(thing):
        flush_names(Path(folder))


def flush_names(path: Path) -> None:
    """Have the names in a folder, or what a file holds, written to the disk.

    Windows offers this for no folder, and writes names by itself.
    """
    if os.name == "nt":
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _raise(error: OSError) -> None:
    raise error
