"""Offer the kit on the command line. The only module that prints or exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, cast

import click
from rich.console import Console

from . import build as builder
from .content.editorial import TARGETS
from .content.model import KINDS
from .content.problems import Finding, ProblemsFound
from .home import home
from .kit import open_kit
from .publish.paper import SIZES, MissingPango

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

STEPS = {
    "read": "Reading the content",
    "book": "Setting the book",
    "cards": "Laying out the cards",
    "site": "Building the site",
}

organisation = click.option(
    "--organisation",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: home() / "organisation",
    help="The folder that says whose playbook it is.  [default: organisation]",
)


def _artefacts(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(","))
    for name in names:
        if name not in builder.ARTEFACTS:
            raise click.BadParameter(
                f"'{name}' is none of {', '.join(builder.ARTEFACTS)}."
            )
    return names


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reverse-mentoring-playbook")
def main() -> None:
    """Turn the guidance and one organisation's identity into a site and print."""


@main.command()
@organisation
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Where site/ and print/ go.",
)
@click.option(
    "--only",
    default=",".join(builder.ARTEFACTS),
    show_default=True,
    callback=_artefacts,
    help="What to build.",
)
@click.option("--paper", type=click.Choice(list(SIZES)), help="Instead of the setting.")
def build(
    organisation: Path, output: Path, only: tuple[str, ...], paper: str | None
) -> None:
    """Build the site, the printed playbook and the cards."""
    names = cast(tuple[builder.Artefact, ...], only)
    progress: Any = err.status("") if err.is_terminal else nullcontext()
    with progress as status:

        def tell(step: str) -> None:
            if status is not None:
                status.update(f"{STEPS[step]} …")

        built = _run(lambda: builder.build(organisation, output, names, paper, tell))
    _say("note", built.notes)
    for path in built.made:
        out.print(f"Built {os.path.relpath(path)}", markup=False)


@main.command()
@organisation
@click.option("--ready", is_flag=True, help="Ask for what a launch needs, too.")
def check(organisation: Path, ready: bool) -> None:
    """Check the content and the identity without building."""
    kit = _run(lambda: open_kit(organisation.resolve(), ready))
    _say("note", kit.notes)
    out.print(f"No problems ({len(kit.notes)} notes). The playbook holds:")
    for kind in KINDS:
        held, target = len(kit.content.of(kind)), TARGETS[kind]
        promised = f"  (promised: {target})" if kit.is_shipped else ""
        out.print(f"{held:6} {kind.replace('_', ' ')}{promised}", markup=False)


@main.command()
@organisation
@click.option("--address", default="127.0.0.1:8000", show_default=True)
def serve(organisation: Path, address: str) -> None:
    """Serve the site and refresh it when a file is saved."""
    from mkdocs.__main__ import cli as mkdocs

    _run(lambda: open_kit(organisation.resolve()))
    os.environ["PLAYBOOK_ORGANISATION"] = str(organisation.resolve())
    config = str(home() / "mkdocs.yml")
    mkdocs(["serve", "--livereload", "--config-file", config, "--dev-addr", address])


def _run(work: Callable[[], Any]) -> Any:
    """Do `work`; what goes wrong is told in plain lines and ends with exit code 1."""
    try:
        return work()
    except ProblemsFound as found:
        _say("note", found.notes)
        _say("problem", found.problems)
        count = len(found.problems)
        told = f"{count} problem{'s' if count > 1 else ''}. Nothing was written."
    except (MissingPango, builder.Busy, ValueError) as error:
        told = str(error)
    except OSError as error:
        told = f"{error.strerror or error}: {error.filename or 'the output'}"
    err.print(told, markup=False)
    sys.exit(1)


def _say(kind: str, findings: tuple[Finding, ...]) -> None:
    style = "bold red" if kind == "problem" else "yellow"
    for finding in findings:
        err.print(kind, style=style, end=" ")
        err.print(str(finding), markup=False)
