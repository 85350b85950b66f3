"""Build the artefacts aside, then swap each in whole.

A build that fails or is killed leaves the output as it was; what it left lying about
is swept by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from filelock import FileLock, Timeout

from .content.problems import Finding, ProblemsFound
from .fork.doctor import explained, not_recorded
from .kit import Kit, open_kit
from .publish.book import lay_out_book, print_book, print_readers
from .publish.brand_page import write_brand_page
from .publish.cards import lay_out_faces, meeting_cards, print_cards
from .publish.chapter import slug
from .publish.edition import edition
from .publish.faces import write_paper_sheet
from .publish.forms import print_forms
from .publish.image import first_page, pictures, socials
from .publish.one_pagers import print_one_pagers
from .publish.pack import pack
from .publish.packs import print_packs
from .publish.pages import lay_out
from .publish.printed import Printed, Printer
from .publish.render import Download, address
from .publish.site import build_site
from .publish.stage import SOCIAL, stage

Artefact = Literal["site", "book", "readers", "onepagers", "cards", "forms", "packs"]
ARTEFACTS: tuple[Artefact, ...] = get_args(Artefact)
# In this order: a text that does not fit is told before the long work.
PRINTERS: dict[Artefact, Printer] = {
    "onepagers": print_one_pagers,
    "cards": print_cards,
    "forms": print_forms,
    "packs": print_packs,
    "book": print_book,
    "readers": print_readers,
}
PRINTED = "print.json"
PACKED = "playbook.zip"
PICTURE = 320  # pixels; twice what the downloads page shows
SAMPLE = 2  # pages of a chapter that the brand page shows


class Busy(Exception):
    """Another build is writing to the same output."""


@dataclass(frozen=True)
class Built:
    """What a build made, for the command line to tell."""

    made: tuple[Path, ...]
    notes: tuple[Finding, ...]


def check(organisation: Path, ready: bool = False) -> Kit:
    """Open the kit and lay out its pages, writing nothing. Raises `ProblemsFound`."""
    kit = _open(organisation.resolve(), ready)
    lay_out(kit)
    return kit


def _open(organisation: Path, ready: bool = False) -> Kit:
    """Open the kit, and say where an update is behind what is wrong."""
    try:
        kit = open_kit(organisation, ready)
    except ProblemsFound as found:
        problems = explained(found.problems, organisation)
        raise ProblemsFound(problems, found.notes) from None
    return replace(kit, notes=tuple(sorted([*kit.notes, *not_recorded(organisation)])))


def build(
    organisation: Path,
    output: Path,
    only: Collection[Artefact] = ARTEFACTS,
    paper: str | None = None,
    tell: Callable[[str], None] = lambda step: None,
    offline: bool = False,
    sheets: str | None = None,
) -> Built:
    """Build `only` the named artefacts of an organisation's playbook into `output`.

    `paper` is "a4" or "letter", `sheets` a way to lay out cards; without them the
    organisation's settings hold. `tell` is called with the name of each step as it
    begins. `offline` also packs the site into one file. Raises `ProblemsFound`, `Busy`,
    `MissingPango`, or ValueError for an unusable `SOURCE_DATE_EPOCH`.
    """
    with _alone(output):
        return _build(
            organisation, output.resolve(), only, paper, sheets, tell, offline
        )


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Keep other builds out of `output`, which is made if need be."""
    output.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(output / ".lock", timeout=0):
            yield
    except Timeout:
        raise Busy(
            f"Another build is writing to {output}. Wait for it, or choose --output."
        ) from None


def build_brand(organisation: Path, output: Path) -> Built:
    """Write the page that shows an organisation's brand into `output`/brand.

    Raises `ProblemsFound`, `Busy` or `MissingPango`.
    """
    with _alone(output):
        kit = open_kit(organisation.resolve())
        this = edition(kit.settings.paper)
        aside = output.resolve() / ".aside"
        shutil.rmtree(aside, ignore_errors=True)
        try:
            staged = stage(kit, aside / "stage")
            assets = staged.docs / "assets"
            write_paper_sheet(kit, assets)
            theme = address(kit, "themes", next(iter(kit.content.themes)))
            book = lay_out_book(kit, staged, this, [theme])
            begins = [slug(theme) in page.anchors for page in book.pages].index(True)
            pages = list(pictures(book, 900))
            cards = pictures(
                lay_out_faces(kit, assets, meeting_cards(kit)[:2], this), 700
            )
            page = aside / "brand"
            page.mkdir()
            shutil.copytree(assets, page / "assets")
            first = staged.pages[0].address
            shown = [page for page in staged.pages if page.address in (first, theme)]
            images = {
                "card": list(cards),
                "book": [pages[0], *pages[begins : begins + SAMPLE]],
                "social": list(socials(kit, assets, shown).values()),
            }
            write_brand_page(kit, page, images)
            made = _swap(page, output.resolve() / "brand")
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return Built((made,), kit.notes)


def _build(
    organisation: Path,
    output: Path,
    only: Collection[Artefact],
    paper: str | None,
    sheets: str | None,
    tell: Callable[[str], None],
    offline: bool,
) -> Built:
    tell("read")
    kit = _open(organisation.resolve())
    settings = kit.settings
    this = edition(paper or settings.paper, sheets or settings.printing.sheets)
    aside = output / ".aside"
    shutil.rmtree(aside, ignore_errors=True)
    folder = aside / "print"
    folder.mkdir(parents=True)
    made: list[Path] = []
    try:
        staged = stage(kit, aside / "stage")
        printed: dict[str, tuple[Artefact, Printed]] = {}
        for artefact, print_all in PRINTERS.items():
            if artefact in only:
                tell(artefact)
                for each in print_all(kit, staged, folder, this):
                    printed[each.name] = artefact, each
        _keep(output / "print", folder, printed, only)
        if "site" in only:
            tell("site")
            downloads = [
                (folder / name, _download(artefact, each, folder))
                for name, (artefact, each) in printed.items()
            ]
            shown = {
                f"downloads/{each.picture}": first_page(path, PICTURE)
                for path, each in downloads
                if each.picture
            }
            if kit.settings.site.address:
                # Those who show a shared link want a whole address, so only then.
                assets = staged.docs / "assets"
                write_paper_sheet(kit, assets)
                for name, picture in socials(kit, assets, staged.pages).items():
                    shown[SOCIAL + name] = picture
            site = build_site(stage(kit, aside / "stage", downloads, shown))
            # An older one would hold another site.
            (output / PACKED).unlink(missing_ok=True)
            made.append(_swap(site, output / "site"))
            if offline:
                packed = pack(made[0], aside / PACKED, this.date)
                made.append(packed.replace(output / PACKED))
        if printed:
            facts = [
                {"artefact": kind, **vars(each)} for kind, each in printed.values()
            ]
            (folder / PRINTED).write_text(json.dumps(facts, indent=1) + "\n")
            made.append(_swap(folder, output / "print"))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Built(tuple(made), kit.notes)


def _keep(
    old: Path,
    new: Path,
    printed: dict[str, tuple[Artefact, Printed]],
    only: Collection[Artefact],
) -> None:
    """Carry over what an earlier build printed and this one was not asked to."""
    try:
        before = [
            (facts.pop("artefact"), Printed(**facts))
            for facts in json.loads((old / PRINTED).read_text())
        ]
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return  # none, or by an older version
    for artefact, each in before:
        if artefact not in only and (old / each.name).is_file():
            shutil.copyfile(old / each.name, new / each.name)
            printed[each.name] = artefact, each


def _download(artefact: Artefact, printed: Printed, folder: Path) -> Download:
    size = (folder / printed.name).stat().st_size
    return Download(artefact=artefact, size=size, **vars(printed))


def _swap(new: Path, place: Path) -> Path:
    """Put the folder `new` at `place`, whose old content goes only then."""
    old = place.with_name(f".old-{place.name}")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        os.replace(place, old)
    os.replace(new, place)
    shutil.rmtree(old, ignore_errors=True)
    return place
