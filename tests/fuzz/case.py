"""Make a case from its number: an organisation, what is broken in it, what is done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from .corpus import Files
from .mutate import mutate
from .values import LETTERS, NAMES

Way = Literal["part", "whole", "command"]
# Below the top, how likely a file of each folder is chosen; the rest share the others.
SHARES = {"content": 6, "pages": 3, "assets": 3}
TOP = 2
CHOICES = ("words", "purpose", "track", "paper")
OPTIONS = (
    *("name", "programme", "language", "primary", "accent", "contact", "contact-reach"),
    *("lead", "lead-reach", "address"),
)
COMMANDS = (
    ["doctor", "--organisation=."],
    ["doctor", "--organisation=.", "--accept"],
    ["check", "--ready", "--organisation"],
    ["build", "--only"],
    ["build", "--paper"],
)


@dataclass(frozen=True)
class Case:
    """What is done to an organisation's folder, and then with it.

    `files` are written over those of the organisation, `damage` does what no bytes
    can; `words` are the command line of a "command", `typed` what is typed at it.
    """

    number: int
    organisation: str
    way: Way
    files: Files
    damage: tuple[str, str] = ("", "")
    words: tuple[str, ...] = ()
    typed: str = ""

    def __str__(self) -> str:
        told = [*self.files, *filter(None, self.damage), *self.words]
        return f"case {self.number}: {self.way} of {self.organisation}: {told}"


def make(number: int, corpus: Mapping[str, Files]) -> Case:
    """The case of a number, the same for ever while the organisations are the same."""
    random = Random(number)
    # The one that says all says most.
    names = [*corpus, *list(corpus)[-1:] * 3]
    organisation = random.choice(names)
    files = corpus[organisation]
    chance = random.random()
    if chance < 0.05:
        return _command(number, organisation, random)
    if chance < 0.10:
        damage = random.choice(list(DAMAGES)), random.choice([*NAMES, *files])
        return Case(number, organisation, "whole", {}, damage)
    others = [content for each in corpus.values() for content in each.values()]
    broken = {}
    for _ in range(random.choice((*[1] * 9, 2))):
        name = _file(random, [name for name in files if not name.startswith("README")])
        broken[name] = mutate(random, name, files[name], others)
    way: Way = "part" if len(broken) == 1 and chance < 0.95 else "whole"
    return Case(number, organisation, way, broken)


def _file(random: Random, names: list[str]) -> str:
    folders = dict.fromkeys(name.partition("/")[0] for name in names)
    weights = [SHARES.get(folder, TOP) for folder in folders]
    (folder,) = random.choices(list(folders), weights)
    return random.choice([name for name in names if name.partition("/")[0] == folder])


def _command(number: int, organisation: str, random: Random) -> Case:
    def value() -> str:
        # No command line can hold a NUL; a terminal may send what is no UTF-8.
        said = random.choice([*LETTERS, "", "x", "\udcff", "a\nb", "6", "themes/x"])
        return said.replace("\0", "")[:5000]

    if random.random() < 0.5:
        words = [*random.choice(COMMANDS), value()]
        return Case(number, organisation, "command", {}, words=tuple(words))
    options = random.sample(OPTIONS, random.choice((1, 1, 2, 6)))
    options += random.sample(CHOICES, random.choice((0, 0, 1)))
    given = [f"--{option}={value()}" for option in options]
    silent = random.random() < 0.7
    # Never an absolute one: it would be written to.
    folder = value().lstrip("/") if random.random() < 0.2 else "fresh"
    words = ["new", "--name=Alder & Sons", *given, "--", folder]
    words[1:1] = ["--no-input"] if silent else []
    typed = "\n".join("" if random.random() < 0.6 else value() for _ in range(40))
    return Case(number, organisation, "command", {}, words=tuple(words), typed=typed)


def _drop(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    _drop(path)
    path.mkdir()


def _empty(path: Path) -> None:
    _drop(path)
    path.write_bytes(b"")


def _link(path: Path) -> None:
    _drop(path)
    path.symlink_to(path.parent if len(path.name) % 2 else "/dev/zero")


def _pipe(path: Path) -> None:
    _drop(path)
    os.mkfifo(path)


def _latin(path: Path) -> None:
    if not path.is_dir():
        path.write_bytes("title: Café\n".encode("latin-1"))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "drop": _drop,
    "folder": _folder,
    "empty": _empty,
    "link": _link,
    "pipe": _pipe,
    "latin": _latin,
}


def lay_case(case: Case, folder: Path) -> None:
    """Break the organisation that lies in `folder` as the case says."""
    for name, content in case.files.items():
        (folder / name).write_bytes(content)
    damage, name = case.damage
    if damage:
        path = folder / name
        if any(each.is_file() for each in path.parents):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        DAMAGES[damage](path)
