"""Fill an organisation's folder with commented files that build at once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coloraide import Color
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..content.problems import Findings, ProblemsFound
from ..content.source import read
from ..home import TEMPLATES, home
from ..identity.brand import BRAND
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
    """Raise `Occupied` where a file is in the way."""
    for name in FILES:
        if (folder / name).exists():
            raise Occupied(
                f"{folder / name} is there already. Nothing was written: edit that "
                "file, or give another folder."
            )


def new(folder: Path, answers: Answers) -> list[Path]:
    """Write the organisation's files into `folder` and return them.

    Raises `Occupied` where one is there already, and `ProblemsFound` where the kit
    cannot be opened with the answers; then none is written. Inside the kit the files
    name the kit's schemas, elsewhere schemas are written beside them.
    """
    check_free(folder)
    kit = open_shipped()
    folder.mkdir(parents=True, exist_ok=True)
    shipped = home() / "playbook_data" / FOLDER
    inside = folder.resolve().is_relative_to(home())
    if not inside:
        write_schemas(kit, folder / FOLDER)
    schemas = os.path.relpath(shipped, folder.resolve()) if inside else FOLDER
    written = []
    for name, schema in FILES.items():
        path = folder / name
        text = _fill(name, answers, kit, f"{Path(schemas).as_posix()}/{schema}.json")
        path.write_text(text, encoding="utf-8")
        written.append(path)
    try:
        open_kit(folder)
    except ProblemsFound:
        for path in written:
            path.unlink()
        raise
    return written


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
