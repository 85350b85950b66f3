"""Name the options that several commands take."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from . import build as builder
from .limit import COUNTS_MEMORY, Limit
from .publish.paper import SIZES
from .publish.sheet import STYLES

organisation = click.option(
    "--organisation",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("organisation"),
    show_default=True,
    help="The folder that says whose playbook it is.",
)

output = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Where the results go.",
)

paper = click.option(
    "--paper", type=click.Choice(list(SIZES)), help="Instead of the setting."
)

sheets = click.option(
    "--sheets",
    type=click.Choice(STYLES),
    help="How cards lie on sheets, instead of the setting.",
)


def _artefacts(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(","))
    for name in names:
        if name not in builder.ARTEFACTS:
            raise click.BadParameter(
                f"'{name}' is none of {', '.join(builder.ARTEFACTS)}."
            )
    return names


def host_and_port(_: click.Context, __: click.Parameter, value: str) -> str:
    """An address to serve at, such as 127.0.0.1:8000, as it was given."""
    fits = re.fullmatch(r"([\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})", value, re.ASCII)
    if not fits or int(fits[2]) > 65535:
        raise click.BadParameter(f"'{value}' is no address such as 127.0.0.1:8000.")
    return value


only = click.option(
    "--only",
    default=",".join(builder.ARTEFACTS),
    show_default=True,
    callback=_artefacts,
    help="What to build.",
)


def _counted(_: click.Context, __: click.Parameter, value: int | None) -> int | None:
    if value and not COUNTS_MEMORY:
        raise click.BadParameter("This system does not count memory. Leave it out.")
    return value


def limits(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command be told, as its `limit`, what its work may take."""

    @wraps(command)
    def limited(seconds: int | None, memory: int | None, **given: Any) -> None:
        command(limit=Limit(seconds, memory), **given)

    by_time = click.option(
        "--time-limit",
        "seconds",
        type=click.IntRange(1, 7 * 86_400),
        metavar="SECONDS",
        envvar="PLAYBOOK_TIME_LIMIT",
        help="Stop if it takes longer.",
    )
    by_memory = click.option(
        "--memory-limit",
        "memory",
        type=click.IntRange(1, 1_000_000),
        metavar="MIB",
        envvar="PLAYBOOK_MEMORY_LIMIT",
        callback=_counted,
        help="Stop if it needs more memory.",
    )
    return by_time(by_memory(limited))
