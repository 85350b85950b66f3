"""Say where results may go, and refuse to replace what no build made there."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..home import PACKAGE, home
from .made import Made, Name, digest, files

# Parts of a checkout in which no results may lie, besides the package.
KIT = (
    *("docs", "examples", "maintaining", "organisation", "overrides"),
    *("playbook_data", "tests", ".git", ".venv"),
)
# What may lie hidden in an output: `stage` is what MkDocs itself serves from.
HIDDEN = (
    *("lock", "made.json", "journal.json", "aside", "next", "last", "stage"),
    *("made.json.half", "journal.json.half"),
)
# People write into these: forms are filled in, Word files are edited.
WRITTEN_IN: tuple[Name, ...] = ("print",)
# What systems and office programs leave lying in any folder that they open.
DROPPED = (".DS_Store", "Thumbs.db", "desktop.ini")
DROPPED_AS = ("._", "~$", ".~lock.")
SHOWN = 3  # names in a message


class Unusable(Exception):
    """An output cannot be written; the message says why, and what to do."""


@dataclass(frozen=True)
class Place:
    """An output's folder, and what lies hidden in it.

    All that is swept or moved lies in `aside`, `next` and `last`; what is kept from
    one build to another lies beside them.
    """

    folder: Path

    @property
    def hidden(self) -> Path:
        return self.folder / ".playbook"

    @property
    def lock(self) -> Path:
        return self.hidden / "lock"

    @property
    def made(self) -> Path:
        return self.hidden / "made.json"

    @property
    def journal(self) -> Path:
        return self.hidden / "journal.json"

    @property
    def aside(self) -> Path:
        return self.hidden / "aside"

    @property
    def next(self) -> Path:
        return self.hidden / "next"

    @property
    def last(self) -> Path:
        return self.hidden / "last"


def find_place(output: Path, organisation: Path) -> Place:
    """The place that an output's folder is. Raises `Unusable` where results may not go.

    Nothing is written.
    """
    try:
        folder, theirs = output.resolve(), organisation.resolve()
    except RuntimeError:  # before Python 3.13, of links that lead in a circle
        raise Unusable(
            f"{output} is a link in a circle. Choose another --output."
        ) from None
    told = ""
    yours = Path(os.path.expanduser("~"))
    if folder == Path(folder.anchor) or (
        # Of a user without a home, "~" is all that is known.
        yours.is_absolute() and yours.resolve().is_relative_to(folder)
    ):
        told = "holds your home folder"
    elif theirs.is_relative_to(Place(folder).hidden):
        told = "keeps what is swept where the organisation's folder lies"
    elif folder.is_relative_to(theirs):
        told = "lies in the organisation's folder"
    elif home().is_relative_to(folder):
        told = "holds the kit itself"
    elif any(folder.is_relative_to(part) for part in _kit()):
        told = "is part of the kit"
    if told:
        raise Unusable(
            f"{folder} {told}. Choose a folder for the results alone as --output."
        )
    if os.path.lexists(folder) and not folder.is_dir():
        raise Unusable(f"{folder} is no folder. Choose another --output.")
    return Place(folder)


def _kit() -> Iterator[Path]:
    yield PACKAGE
    yield from (home() / name for name in KIT)


def check_hidden(place: Place) -> None:
    """Raise `Unusable` where the hidden folder is not a build's."""
    hidden = place.hidden
    if os.path.lexists(hidden) and (hidden.is_symlink() or not hidden.is_dir()):
        _refuse([hidden])
    elif hidden.is_dir():
        others = [path for path in hidden.iterdir() if not _is_known(path, HIDDEN)]
        _refuse(sorted(others))


def check_ours(place: Place, made: Made, names: Collection[Name]) -> None:
    """Raise `Unusable` where anything that bears one of `names` is not a build's.

    That is a thing that is on no record, a file in it that no build made, and one that
    people write in and that has changed since.
    """
    strange: list[Path] = []
    changed: list[Path] = []
    for name in names:
        thing = place.folder / name
        if not os.path.lexists(thing):
            continue
        if os.path.ismount(thing):
            raise Unusable(
                f"{_shown(thing)} is a disk of its own and cannot be replaced. "
                "Choose another --output, and copy from there."
            )
        known = made.things.get(name)
        for inner, path in files(thing):
            if inner and _is_known(path):
                continue
            if known is None:
                strange.append(thing)
            elif path.is_symlink() or not path.is_file() or inner not in known:
                strange.append(path)
            elif name in WRITTEN_IN and digest(path) != known[inner]:
                changed.append(path)
    _refuse(strange)
    _refuse(changed, "was changed since it was built")


def _is_known(path: Path, known: Collection[str] = ()) -> bool:
    return path.name in (*known, *DROPPED) or path.name.startswith(DROPPED_AS)


def _refuse(paths: Collection[Path], why: str = "was not made by a build") -> None:
    """Raise `Unusable` naming some of `paths`, if there are any."""
    names = [_shown(path) for path in dict.fromkeys(paths)]
    if not names:
        return
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    raise Unusable(
        f"{', '.join(names[:SHOWN])}{more}: this {why} and would be lost. Move it "
        "elsewhere, or choose another --output. What an earlier version of the kit "
        "built can be deleted."
    )


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
