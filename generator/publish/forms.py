"""Print forms: as PDF to fill in, on screen or by hand, and for Word to edit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..content.problems import Finding, Mark, ProblemsFound
from ..kit import Kit
from .edition import Edition
from .faces import write_paper_sheet
from .fields import bound
from .form import SIDES, Form, forms
from .paper import MM, keep, layout, style_sheet, unlink, write_pdf
from .printed import Printed
from .render import Page
from .stage import Stage
from .word import write_word


def print_forms(
    kit: Kit, staged: Stage, folder: Path, edition: Edition
) -> list[Printed]:
    """Write every form into `folder`, as PDF and for Word.

    Raises `ProblemsFound` naming the field with which a form leaves its last side.
    """
    assets = staged.docs / "assets"
    write_paper_sheet(kit, assets)
    sheets = [style_sheet(assets / name) for name in ("paper.css", "form.css")]
    laid = [(form, _lay_out(kit, assets, sheets, form, edition)) for form in forms(kit)]
    problems = [
        found for form, document in laid for found in _spilt(kit, form, document)
    ]
    if problems:
        raise ProblemsFound(problems)
    printed = []
    for form, document in laid:
        prompts = {blank.name: blank.prompt or blank.title for blank in form.blanks}
        target = folder / f"{form.name}.pdf"
        finish = partial(bound, prompts=prompts, brand=kit.brand)
        pages = write_pdf(document, target, finish, forms=True)
        printed.append(Printed(target.name, form.title, "form", pages, edition.paper))
        word = folder / f"{form.name}.docx"
        write_word(kit, form, word, edition)
        printed.append(Printed(word.name, form.title, "form", 0, ""))
    return printed


def _lay_out(
    kit: Kit, assets: Path, sheets: Sequence[Any], form: Form, edition: Edition
) -> Any:
    site = (kit.settings.site.address or "").rstrip("/")
    html = Page(kit, f"{site}/").fill("print/form.html", form=form, edition=edition)
    # Without a site's address there is nowhere to lead.
    adapt = keep if site else unlink
    return layout(str(html), assets, adapt, sheets, forms=True)


def _spilt(kit: Kit, form: Form, document: Any) -> list[Finding]:
    """What is wrong where a form takes more sides than it may."""
    most = SIDES[form.kind]
    if len(document.pages) <= most:
        return []
    page = document.pages[-1]
    over = (page.anchors["form-end"][1]) / MM
    over += (len(document.pages) - most - 1) * page.height / MM
    beyond = {name for spare in document.pages[most:] for name in spare.anchors}
    first = next(
        (each for each in form.blanks if f"blank--{each.name}" in beyond),
        form.blanks[-1],
    )
    place = first.place or form.place
    kind, *rest = place
    mark: Mark = kit.loaded.mark(str(kind), *rest)
    field = ".".join(map(str, rest[1:])) or first.prompt
    return [
        Finding(
            mark,
            f"'{form.id}': with {field} the form takes {len(document.pages)} sides "
            f"where {most} are meant, which is {over:.0f} mm over. Shorten its texts "
            "or take a field out.",
        )
    ]
