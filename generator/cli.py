"""Offer the kit on the command line. The only module that prints or exits."""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from . import build as builder
from .content.editorial import TARGETS
from .content.problems import Finding, ProblemsFound
from .fork import doctor as updates
from .fork import new as beginning
from .fork import reference, report
from .fork import schema as schemas
from .home import home
from .kit import open_kit, open_shipped
from .limit import Limit, OverLimit, within
from .options import host_and_port, limits, only, organisation, output, paper, sheets
from .output.hold import Busy, finish
from .output.place import Place, Unusable
from .publish.paper import SIZES, MissingPango
from .questionnaire import questionnaire

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

OPEN_TO_ALL = (
    "Anyone may see this site: contacts are shown by their role, without names. A fork "
    "of a public repository is public as well, and so is every file in it."
)
OPEN_TO_STAFF = (
    "Only staff may see this site: contacts are shown with their names. Keep the "
    "repository private too: a fork of a public repository is public."
)

STEPS = {
    "read": "Reading the content",
    "book": "Setting the book",
    "readers": "Setting a book for each reader",
    "cards": "Laying out the cards",
    "forms": "Drawing up the forms",
    "onepagers": "Setting a page for each reader",
    "packs": "Putting together the packs",
    "site": "Building the site",
}

UNLIMITED = Limit()
# What is wrong with what a command was given, and no fault of its own.
PLAIN = (
    *(ProblemsFound, MissingPango, Busy, Unusable, OverLimit),
    *(beginning.Occupied, ValueError, OSError),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reverse-mentoring-playbook")
def main() -> None:
    """Turn the guidance and one organisation's identity into a site and print."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names of files may hold what a terminal cannot show.
            stream.reconfigure(errors="backslashreplace")
    # Every command goes on where a build was ended; building tells of what hinders it.
    with suppress(OSError, Unusable):
        finish(Place(Path("build").resolve()))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("organisation"))
@click.option("--name", help="Your organisation's name.")
@click.option("--programme", help="The programme's name.")
@click.option("--words", help="reverse, reciprocal, upward or insight.")
@click.option("--purpose", multiple=True, help="One, or two at most.")
@click.option("--track", help="How many meetings, such as six-meetings.")
@click.option("--remote/--in-person", default=None, help="How pairs meet.")
@click.option("--paper", type=click.Choice(list(SIZES)), help="What you print on.")
@click.option("--language", help="Of your texts, such as en-GB.")
@click.option("--primary", help="Your main colour.")
@click.option("--accent", help="A second colour.")
@click.option("--contact", help="Whom anyone can turn to.")
@click.option("--contact-reach", help="How to reach them.")
@click.option("--lead", help="Who runs it.")
@click.option("--lead-reach", help="How to reach them.")
@click.option("--address", help="The published address.")
@click.option("--private/--public", default=None, help="Who can open the site.")
@click.option("--no-input", is_flag=True, help="Ask nothing; take the defaults.")
def new(folder: Path, no_input: bool, **given: Any) -> None:
    """Begin an organisation's FOLDER: asks a few questions, writes commented files."""
    _run(lambda: beginning.check_free(folder))
    answers = _run(lambda: questionnaire(given, no_input, open_shipped()))
    written = _run(lambda: beginning.new(folder, answers))
    for path in written:
        out.print(f"Wrote {os.path.relpath(path)}", markup=False)
    out.print(OPEN_TO_STAFF if answers.private else OPEN_TO_ALL, markup=False)
    here = Path(sys.argv[0])
    called = os.path.relpath(here) if here.name == "playbook" else "playbook"
    called = called if not called.startswith("..") else "playbook"
    where = f" --organisation {shlex.quote(str(folder))}"
    where = where if folder != Path("organisation") else ""
    out.print(
        f"Next: {called} serve{where}   to see it, and edit as you look", markup=False
    )
    out.print(
        f"      {called} build{where}   for the site, the book and the cards",
        markup=False,
    )


@main.command()
@organisation
@click.argument("ids", nargs=-1)
@click.option("--accept", is_flag=True, help="Keep yours for these IDS.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def doctor(
    organisation: Path, ids: tuple[str, ...], accept: bool, as_json: bool
) -> None:
    """Tell which of your changes an update of the kit has left behind.

    IDS are those it shows, such as themes/real-tools/title; a beginning of one, such as
    themes/real-tools, stands for all below it.
    """
    if accept and not ids:
        raise click.UsageError("Name what you accept: playbook doctor --accept ID.")
    found = _run(lambda: updates.examine(organisation))
    chosen = _run(lambda: updates.chosen(found, ids, organisation))
    found = _run(lambda: updates.record(organisation, found, chosen if accept else ()))
    shown = [each for each in found if each.override.id in chosen or not ids]
    if as_json:
        out.print_json(json.dumps([report.plain(each) for each in shown]))
    else:
        for each in shown:
            if each.needs_decision:
                out.print(report.report(each) + "\n", markup=False)
        out.print(report.summary(found), markup=False)
    sys.exit(any(each.needs_decision for each in found))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--reference",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the content reference to this file, too.",
)
@organisation
def schema(folder: Path | None, page: Path | None, organisation: Path) -> None:
    """Write JSON Schemas into FOLDER, by which editors complete and check YAML.

    Without FOLDER they go into schema/ in the organisation's folder.
    """
    kit = _run(lambda: open_kit(organisation.resolve()))
    folder = folder or organisation / schemas.FOLDER
    written = _run(lambda: schemas.write_schemas(kit, folder))
    out.print(
        f"Wrote {len(written)} schemas into {os.path.relpath(folder)}", markup=False
    )
    if page:
        text = reference.reference()
        _run(lambda: page.write_text(text, encoding="utf-8"))
        out.print(f"Wrote {os.path.relpath(page)}", markup=False)


@main.command()
@organisation
@output
@only
@paper
@sheets
@click.option(
    "--offline",
    is_flag=True,
    help="Also pack the site as playbook.zip, for a shared drive without a server.",
)
@limits
def build(
    organisation: Path,
    output: Path,
    only: tuple[builder.Artefact, ...],
    paper: str | None,
    sheets: str | None,
    offline: bool,
    limit: Limit,
) -> None:
    """Build the site, the printed playbook and the cards."""
    if offline and "site" not in only:
        raise click.UsageError("--offline packs the site: let --only name it, too.")
    work = partial(builder.build, organisation, output, only, paper)
    work = partial(work, offline=offline, sheets=sheets)
    progress: Any = nullcontext() if limit or not err.is_terminal else err.status("")
    with progress as status:
        if status is not None:
            work.keywords["tell"] = lambda step: status.update(f"{STEPS[step]} …")
        built = _run(work, limit=limit, output=output)
    _say("note", built.notes)
    for path in built.made:
        out.print(f"Built {os.path.relpath(path)}", markup=False)
    if built.gone:
        out.print(
            f"Taken away: {', '.join(built.gone)}. What that was made from has changed "
            "since. Build it, too, to have it again."
        )


@main.command()
@organisation
@output
@limits
def brand(organisation: Path, output: Path, limit: Limit) -> None:
    """Write one page that shows your brand in use, every colour pair measured."""
    work = partial(builder.build_brand, organisation, output)
    built = _run(work, limit=limit, output=output)
    _say("note", built.notes)
    out.print(f"Built {os.path.relpath(built.made[0])}/index.html", markup=False)


@main.command()
@organisation
@click.option("--ready", is_flag=True, help="Ask for what a launch needs, too.")
@limits
def check(organisation: Path, ready: bool, limit: Limit) -> None:
    """Check the content and the identity without building."""
    work = partial(builder.check, organisation, ready)
    checked = _run(work, ending="", limit=limit)
    _say("note", checked.notes)
    out.print(f"No problems ({len(checked.notes)} notes). The playbook holds:")
    for kind, held in checked.held.items():
        promised = f"  (promised: {TARGETS[kind]})" if checked.is_shipped else ""
        out.print(f"{held:6} {kind.replace('_', ' ')}{promised}", markup=False)
    out.print(OPEN_TO_STAFF if checked.private else OPEN_TO_ALL, markup=False)


@main.command()
@organisation
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, callback=host_and_port
)
def serve(organisation: Path, address: str) -> None:
    """Serve the site and refresh it when a file is saved."""
    from mkdocs.__main__ import cli as mkdocs

    _run(lambda: builder.check(organisation))
    os.environ["PLAYBOOK_ORGANISATION"] = str(organisation.resolve())
    config = str(home() / "mkdocs.yml")
    mkdocs(["serve", "--livereload", "--config-file", config, "--dev-addr", address])


def _run(
    work: Callable[[], Any],
    ending: str = " Nothing was written.",
    limit: Limit = UNLIMITED,
    output: Path | None = None,
) -> Any:
    """Do `work`; what goes wrong is told in plain lines and ends with exit code 1.

    What was stopped at a limit on its way into `output` is swept there.
    """
    code = 1
    try:
        return within(limit, work, PLAIN)
    except ProblemsFound as found:
        _say("note", found.notes)
        _say("problem", found.problems)
        count = len(found.problems)
        told = f"{count} problem{'s' if count > 1 else ''}.{ending}"
    except KeyboardInterrupt:
        code, told = 130, "Stopped. What was built before is whole."
    except MemoryError:
        told = "There is too little memory for this. What was built before is whole."
    except UnicodeError:
        told = "What was typed or given is not UTF-8 text. Write it again."
    except OSError as error:
        told = f"{error.strerror or error}: {error.filename or 'the output'}"
    except PLAIN as error:
        told = str(error)
    if limit and output:
        with suppress(OSError, Unusable):
            finish(Place(output.resolve()))
    err.print(told, markup=False)
    sys.exit(code)


def _say(kind: str, findings: tuple[Finding, ...]) -> None:
    style = "bold red" if kind == "problem" else "yellow"
    for finding in findings:
        err.print(kind, style=style, end=" ")
        err.print(str(finding), markup=False)
