"""Change everything that a build made as one, whatever ends it in the middle.

What is new is made whole beside the old, and written down in a journal with what it is
to replace; from then on it counts. Then each name is given to the new thing, and last
the journal becomes the record of what was made. Whoever finds a journal goes on where
it was left, so that all is of one build.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .exchange import exchange
from .made import (
    Made,
    Move,
    Name,
    Source,
    digests,
    flush,
    flush_names,
    read_made,
    write_made,
)
from .place import Place, Unusable, check_ours


def swap(
    place: Place, new: Mapping[Name, Path | None], sources: Mapping[str, Source]
) -> None:
    """Give each name in `new` to the thing that lies there, or to nothing.

    `new` are files and folders aside in the output; `sources` say what all artefacts
    in it are then made from. Raises `Unusable` before anything is changed where
    something else would be lost. Should a step fail, all is put back.
    """
    before = read_made(place.made) or Made()
    check_ours(place, before, list(new))
    place.next.mkdir()
    place.last.mkdir()
    things = dict(before.things)
    moves: dict[Name, Move] = {}
    for name, thing in new.items():
        things.pop(name, None)
        old = _mark(place.folder / name)
        if thing is None:
            moves[name] = Move(old, None)
            continue
        things[name] = digests(thing)
        flush(thing)
        os.replace(thing, place.next / name)
        moves[name] = Move(old, _mark(place.next / name))
    flush_names(place.next)
    journal = Made(things, dict(sources), moves)
    try:
        write_made(place.journal, journal)
        _roll_forward(place, journal)
    except BaseException:
        # Where this fails as well, the journal stays, and the next command goes on.
        with suppress(OSError):
            _roll_back(place, journal)
        raise
    sweep(place)


def recover(place: Place) -> None:
    """Finish what a swap began that was ended in the middle, and sweep what is left."""
    if place.journal.exists():
        journal = read_made(place.journal)
        if journal is None:
            raise Unusable(
                f"{place.journal} cannot be read. Delete {place.folder} and build "
                "again."
            )
        for folder in (place.next, place.last):
            folder.mkdir(exist_ok=True)  # somebody may have cleared up
        _roll_forward(place, journal)
    sweep(place)


def sweep(place: Place) -> None:
    """Delete what no longer counts; what a journal speaks of stays."""
    if not place.journal.exists():
        for folder in (place.aside, place.next, place.last):
            shutil.rmtree(folder, ignore_errors=True)


def _roll_forward(place: Place, journal: Made) -> None:
    for name, move in journal.moves.items():
        _bring(place, name, move.new, move.old)
    _flush(place)
    os.replace(place.journal, place.made)
    flush_names(place.hidden)


def _roll_back(place: Place, journal: Made) -> None:
    if place.journal.exists():  # else nothing was begun, or all was done
        for name, move in journal.moves.items():
            _bring(place, name, move.old, move.new)
        _flush(place)
        place.journal.unlink()
        flush_names(place.hidden)


def _bring(place: Place, name: Name, wanted: str | None, other: str | None) -> None:
    """Let `name` be the thing that is marked `wanted`, and lay the `other` by.

    It may be called again after any of its steps.
    """
    thing, spares = place.folder / name, (place.next / name, place.last / name)
    there = _mark(thing)
    if there == wanted:
        return
    if there not in (None, other):
        raise Unusable(
            f"{thing} is not what a build left there. Move it elsewhere and try again."
        )
    source = next((each for each in spares if _mark(each) == wanted), None)
    free = next((each for each in spares if _mark(each) is None), spares[0])
    if wanted is None:
        os.replace(thing, free)
    elif source is None:
        return  # somebody deleted it since
    elif there is None:
        os.replace(source, thing)
    elif not exchange(source, thing):
        os.replace(thing, free)
        os.replace(source, thing)


def _mark(path: Path) -> str | None:
    """By what a file or folder is known under any name, None where there is none.

    It is the system's number for it and when it was last written to: numbers are used
    again.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return f"{found.st_ino} {found.st_mtime_ns}"


def _flush(place: Place) -> None:
    for folder in (place.folder, place.next, place.last):
        flush_names(folder)
