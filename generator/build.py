"""Build the artefacts aside, then swap them in as one.

A build that fails or is killed leaves the output as it was, or is finished by the next
command. What is there afterwards is all made from the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from .carry import keep, listed, still_true
from .content.model import KINDS
from .content.problems import Finding, ProblemsFound
from .fork.doctor import explained, not_recorded
from .inputs import Options, digest
from .kit import Kit, open_kit
from .output.hold import finish, held
from .output.made import Made, Name, Source, read_made
from .output.place import check_ours, find_place
from .output.swap import swap
from .publish.book import lay_out_book, print_book, print_readers
from .publish.brand_page import write_brand_page
from .publish.cards import lay_out_faces, meeting_cards, print_cards
from .publish.chapter import slug
from .publish.edition import dated, edition, today
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
from .publish.stage import SOCIAL, Stage, stage

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
PACKED: Name = "playbook.zip"
BUILT: tuple[Name, ...] = ("site", PACKED, "print")
PICTURE = 320  # pixels; twice what the downloads page shows
SAMPLE = 2  # pages of a chapter that the brand page shows


@dataclass(frozen=True)
class Built:
    """What a build made, for the command line to tell.

    `gone` are earlier artefacts that it took away, since they would now come out
    otherwise.
    """

    made: tuple[Path, ...]
    notes: tuple[Finding, ...]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What a check found, for the command line to tell; `held` counts items by kind."""

    notes: tuple[Finding, ...]
    held: dict[str, int]
    is_shipped: bool
    private: bool


def check(organisation: Path, ready: bool = False) -> Checked:
    """Open the kit and lay out its pages, writing nothing. Raises `ProblemsFound`."""
    kit = _open(organisation.resolve(), ready)
    lay_out(kit)
    held = {kind: len(kit.content.of(kind)) for kind in KINDS}
    return Checked(kit.notes, held, kit.is_shipped, kit.settings.site.private)


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
    begins. `offline` also packs the site into one file. What is not asked for stays
    where it would come out the same, and else is taken away. Raises `ProblemsFound`,
    `Busy`, `Unusable`, `MissingPango`, or ValueError for an unusable
    `SOURCE_DATE_EPOCH`.
    """
    place = find_place(output, organisation)
    finish(place)
    tell("read")
    options = Options(today(), paper or "", sheets or "")
    source = Source(digest(organisation, options), options.paper, options.sheets)
    kit = _open(organisation.resolve())
    settings = kit.settings
    this = edition(
        paper or settings.paper, sheets or settings.printing.sheets, options.day
    )
    with held(place) as aside, dated(this.date):
        before = read_made(place.made) or Made()
        check_ours(place, before, _names(before, only, offline))
        staged = stage(kit, aside / "stage")
        folder = aside / "print"
        folder.mkdir()
        printed: dict[str, tuple[str, Printed]] = {}
        for artefact, print_all in PRINTERS.items():
            if artefact in only:
                tell(artefact)
                for each in print_all(kit, staged, folder, this):
                    printed[each.name] = artefact, each
        true = still_true(organisation, this.date, before) - set(only)
        kept = keep(place.folder / "print", folder, printed, true)
        new: dict[Name, Path | None] = {"print": listed(folder, printed)}
        if "site" in only:
            tell("site")
            site = _site(kit, staged, folder, printed)
            packed = pack(site, aside / PACKED, this.date) if offline else None
            new |= {"site": site, PACKED: packed}
        elif "site" in true:
            kept.add("site")
        else:
            new |= {"site": None, PACKED: None}
        if digest(organisation, options) != source.inputs:
            # Somebody wrote in the meantime: it is not known what this is made from.
            source = replace(source, inputs="")
        there = {artefact for artefact, _ in printed.values()} | {"site"}
        sources = {each: before.sources[each] for each in kept}
        sources |= {each: source for each in only if each in there}
        new = {name: new[name] for name in new if new[name] or name in before.things}
        swap(place, new, sources)
    made = [place.folder / name for name in BUILT if new.get(name)]
    lost = before.sources.keys() - sources - set(only)
    gone = [each for each in ARTEFACTS if each in lost]
    return Built(tuple(made), kit.notes, tuple(gone))


def build_brand(organisation: Path, output: Path) -> Built:
    """Write the page that shows an organisation's brand into `output`/brand.

    Raises `ProblemsFound`, `Busy`, `Unusable` or `MissingPango`.
    """
    place = find_place(output, organisation)
    finish(place)
    kit = open_kit(organisation.resolve())
    this = edition(kit.settings.paper)
    with held(place) as aside, dated(this.date):
        before = read_made(place.made) or Made()
        check_ours(place, before, ["brand"])
        staged = stage(kit, aside / "stage")
        assets = staged.docs / "assets"
        write_paper_sheet(kit, assets)
        theme = address(kit, "themes", next(iter(kit.content.themes)))
        book = lay_out_book(kit, staged, this, [theme])
        begins = [slug(theme) in page.anchors for page in book.pages].index(True)
        pages = list(pictures(book, 900))
        cards = pictures(lay_out_faces(kit, assets, meeting_cards(kit)[:2], this), 700)
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
        swap(place, {"brand": page}, before.sources)
    return Built((place.folder / "brand",), kit.notes)


def _names(before: Made, only: Collection[Artefact], offline: bool) -> list[Name]:
    """The names in an output that a build may take: asked for, or on record."""
    asked = {"site": "site" in only, PACKED: offline, "print": set(only) - {"site"}}
    return [name for name in BUILT if asked[name] or name in before.things]


def _site(
    kit: Kit,
    staged: Stage,
    folder: Path,
    printed: Mapping[str, tuple[str, Printed]],
) -> Path:
    """Build the site, which offers what is `printed` in `folder`. Its own folder."""
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
    return build_site(stage(kit, staged.folder, downloads, shown))


def _download(artefact: str, printed: Printed, folder: Path) -> Download:
    size = (folder / printed.name).stat().st_size
    return Download(artefact=artefact, size=size, **vars(printed))
