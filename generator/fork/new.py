"""Fill an organisation's folder with commented files that build at once."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coloraide import Color
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..content.problems import Findings
from ..content.source import read
from ..home import TEMPLATES, home
from ..identity.brand import BRAND
from ..identity.inventory import take_stock
from ..identity.settings import SETTINGS
from ..kit import Kit, open_kit, open_shipped
from .schema import FOLDER, first_line, write_schemas

WORDINGS = "wordings.yml"
FILES = {SETTINGS: "organisation", BRAND: "brand"}


class Occupied(Exception):
    """A file that would be written is there already."""


@dataclass(frozen=True)
class Answers:
    """What an organisation says of itself; what is left out stays as the kit ships it.

    `words` are forms by noun, `contacts` pairs of name and reach by who they are.
    """

    name: str
    programme: str
    promise: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    purposes: tuple[str, ...] = ()
    track: str = "six-meetings"
    remote: bool = False
    paper: str = "a4"
    language: str = "en-GB"
    address: str = ""
    private: bool = False
    contacts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    primary: str = ""
    accent: str = ""


@dataclass(frozen=True)
class Wording:
    """A way of naming the roles, to choose from."""

    title: str
    words: Mapping[str, Mapping[str, str]]


@cache
def wordings() -> Mapping[str, Wording]:
    """The ways of naming that the kit offers, by id."""
    findings = Findings()
    tree = read(home() / "playbook_data" / "defaults" / WORDINGS, findings)
    findings.raise_problems()
    assert tree is not None
    return {key: Wording(**fields) for key, fields in tree.data.items()}


def colour(value: str) -> str:
    """A CSS colour as it is written in a file. Raises ValueError where it is none."""
    plain = value.strip().strip("'\"“”")
    if re.fullmatch(r"[0-9A-Fa-f]{6}", plain):
        plain = f"#{plain}"
    try:
        Color(plain)
    except ValueError:
        raise ValueError(
            f"'{value}' is not a colour. Write # and six digits, such as #0b5048."
        ) from None
    return plain


def check_free(folder: Path) -> None:
    """Raise `Occupied` where a file is in the way, or where others' files lie."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise Occupied(f"{folder} is a file. Give the name of a folder.")
    for name in FILES:
        if os.path.lexists(folder / name):
            raise Occupied(
                f"{folder / name} is there already. Nothing was written: edit that "
                "file, or give another folder."
            )
    if folder.is_dir():
        findings = Findings()
        take_stock(folder, findings)
        findings.raise_problems()


def new(folder: Path, answers: Answers) -> list[Path]:
    """Write the organisation's files into `folder` and return them.

    Raises `Occupied` where one is there already, and `ProblemsFound` where the kit
    cannot be opened with the answers; then none is left. Inside the kit the files
    name the kit's schemas, elsewhere schemas are written beside them.
    """
    check_free(folder)
    kit = open_shipped()
    inside = folder.resolve().is_relative_to(home())
    shipped = home() / "playbook_data" / FOLDER
    schemas = os.path.relpath(shipped, folder.resolve()) if inside else FOLDER
    with _undone(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in FILES.items():
            address = f"{Path(schemas).as_posix()}/{schema}.json"
            text = _fill(name, answers, kit, address)
            (folder / name).write_text(text, encoding="utf-8")
        open_kit(folder)
        if not inside:
            write_schemas(kit, folder / FOLDER)
    return [folder / name for name in FILES]


@contextmanager
def _undone(folder: Path) -> Iterator[None]:
    """Leave nothing behind of what is written into `folder` where that fails."""
    whole = [folder, *folder.parents]
    made = [each for each in whole if not each.exists()]
    had_schemas = (folder / FOLDER).exists()
    try:
        yield
    except BaseException:
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
        if not had_schemas:
            shutil.rmtree(folder / FOLDER, ignore_errors=True)
        for each in made:
            with suppress(OSError):
                each.rmdir()
        raise


def _fill(name: str, answers: Answers, kit: Kit, schema: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "new"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"quoted": _quoted, "flow": _flow}
    return environment.get_template(name).render(
        answers=answers,
        schema=first_line(schema),
        purposes=kit.content.purposes,
        tracks=kit.content.tracks,
    )


def _quoted(value: str) -> str:
    """A YAML string: JSON's are, and need no rules of our own for what to quote."""
    return json.dumps(value, ensure_ascii=False)


def _flow(forms: Mapping[str, Any]) -> str:
    inside = ", ".join(f"{form}: {_quoted(text)}" for form, text in forms.items())
    return f"{{{inside}}}"
