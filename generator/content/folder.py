"""Read plain files alone: nothing through a link, no pipe or device, no left-overs.

Every list of files and every byte of an organisation's folder is taken by `files` and
`read_file`. What `walk` passes over is what systems, editors and sync programmes leave.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MAX_FILES = 5000
MAX_DEPTH = 10  # folders in folders

LINK = "This is a link. Put the file itself here."
OTHER = "This is a pipe, a socket or a device. Delete it: only files are read."
FOLDER = "This is a folder, and a file is expected. Rename or delete it."
MISSING = "There is no such file."
CLOSED = "You have no right to read this. Change its rights, or delete it."

# Hidden files, whatever they are for, and those that are no longer or not yet whole.
LEFT_OVER = re.compile(
    r"\..*|~\$.*|#.*#|.*~|.*\.(tmp|temp|part|crdownload|download|bak|old|orig|rej|sw[op])"
    r"|(thumbs|ehthumbs(_vista)?)\.db|desktop\.ini|icon\r|__macosx|@eadir|lost\+found"
    r"|\$recycle\.bin|system volume information",
    re.IGNORECASE | re.DOTALL,
)
# How sync programmes and file managers name a second copy, without its ending.
COPY = re.compile(
    r"(?P<before>.+?)("
    r" ?\([^()]*(conflict|konflikt|conflit)[^()]*\)"
    r"|\.sync-conflict-[\w-]+|_conflict-[\w-]+|_(backup|base|local|remote)_\d+"
    r"| \(\d+\)| copy( \d+)?| \((another )?copy\)| \(\w+ copy\)"
    r"| - (copy|kopie|copie|copia)( \(\d+\))?|-(desktop|laptop)-\w+(-\d+)?"
    r")|(copy( \(\d+\))? of|kopie von|copie de|copia de) (?P<after>.+)",
    re.IGNORECASE,
)
COPIED = (".yml", ".md")  # only of these a second copy would count twice

Sort = Literal["file", "copy", "folder", "link", "other", "closed", "more"]


class Refused(Exception):
    """A file that is not read; it says why, and what to do, in a sentence or two."""


class TooLarge(Refused):
    """A file that has more bytes than its reader takes."""


@dataclass(frozen=True, order=True)
class Entry:
    """What lies in a folder, by its own name and not by what a link leads to.

    `inside` are the names from the walked folder down. "copy" is a file beside its
    original, "closed" a folder that cannot be listed; "more" stands where the walk
    ended, since there is too much.
    """

    path: Path
    inside: tuple[str, ...]
    sort: Sort


def walk(
    folder: Path, opens: Callable[[Entry], bool] = lambda entry: True
) -> Iterator[Entry]:
    """Everything in `folder`, and below each folder in it that `opens`.

    Links are told and never followed, but that `folder` itself may be one.
    """
    waiting = [Entry(folder, (), "folder")]
    count = 0
    while waiting:
        here = waiting.pop()
        if len(here.inside) > MAX_DEPTH:
            yield Entry(here.path, here.inside, "more")
            return
        sorts: dict[str, Sort] = {}
        try:
            with os.scandir(here.path) as listed:
                for each in listed:
                    count += 1
                    if count > MAX_FILES:
                        yield Entry(folder, (), "more")
                        return
                    if not LEFT_OVER.fullmatch(each.name):
                        sorts[each.name] = _sort(each)
        except OSError:
            yield Entry(here.path, here.inside, "closed")
            continue
        known = {name.casefold() for name in sorts}
        for name in sorted(sorts):
            sort = sorts[name]
            if sort == "file" and (_original(name) or name).casefold() in known - {
                name.casefold()
            }:
                sort = "copy"
            entry = Entry(here.path / name, (*here.inside, name), sort)
            yield entry
            if sort == "folder" and opens(entry):
                waiting.append(entry)


def files(folder: Path, ending: str = "", deep: bool = True) -> list[Path]:
    """The plain files in `folder` that end in `ending`, sorted; `deep` those below too.

    There are none where there is no such folder, or only a link to one.
    """
    if folder.is_symlink() or not folder.is_dir():
        return []
    return sorted(
        entry.path
        for entry in walk(folder, lambda entry: deep)
        if entry.sort == "file" and entry.path.name.endswith(ending)
    )


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a plain file. Raises `Refused` for anything else.

    `limit` is how many bytes it may have: more is `TooLarge`, and is not read.
    """
    # What Windows lacks needs no guarding against there.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        # Before it is opened, since opening alone moves some devices.
        _check_plain(os.lstat(path))
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            _check_plain(status)
            raw = file.read(limit + 1) if status.st_size <= limit else b""
    except ValueError:
        raise Refused(MISSING) from None  # a name that no file can have
    except OSError as error:
        raise Refused(_why(error)) from None
    size = max(status.st_size, len(raw))
    if size > limit:
        raise TooLarge(
            f"The file has {-(-size // 1024)} KiB; the limit is {limit // 1024}."
        )
    return raw


def _sort(entry: os.DirEntry[str]) -> Sort:
    junction = getattr(entry, "is_junction", lambda: False)
    if entry.is_symlink() or junction():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _original(name: str) -> str | None:
    """The name of which `name` is that of a second copy, if it is one."""
    stem, ending = os.path.splitext(name)
    found = COPY.fullmatch(stem) if ending in COPIED else None
    return found and (found["before"] or found["after"]) + ending


def _check_plain(status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise Refused(LINK)
    if stat.S_ISDIR(status.st_mode):
        raise Refused(FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise Refused(OTHER)


def _why(error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return MISSING
    if error.errno in (errno.EACCES, errno.EPERM):
        return CLOSED
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return LINK
    return f"The file cannot be read ({error.strerror}). Save it again."
