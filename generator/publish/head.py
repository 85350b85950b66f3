"""Say what a page's head may hold, and where the page stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ..content.item import Line, Model
from ..content.page import Written
from ..content.problems import Findings, nearest
from ..content.report import report
from ..home import TEMPLATES
from ..kit import Kit
from .navigation import part_of, parts


class Head(Model):
    """The head of an authored page."""

    title: Line
    description: Line | None = None
    part: str = ""
    """The part of the navigation that a new page goes to."""
    whom: Annotated[tuple[str, ...] | None, Field(alias="for")] = None
    """The roles in whose books the page is; all, where it is left out."""
    book: bool = True
    """Whether the page is printed too."""
    scripts: tuple[str, ...] = ()
    """What the page's tools need, by name."""
    hide: tuple[Literal["navigation", "toc"], ...] = ()
    """What of the theme does not stand beside the page."""
    opens: Literal["match", "plan", "gate"] | None = None
    """The tool that the printed page leads to."""


def read_head(
    kit: Kit, path: str, written: Written, findings: Findings
) -> dict[str, Any] | None:
    """What the page at `path` says of itself, as engines take it.

    On any problem, report it and return None.
    """
    tree = written.head
    before = len(findings.problems)
    expand = {"expand": kit.identity.expand}
    try:
        head = Head.model_validate(tree.data, context=expand)
    except ValidationError as error:
        report(error, Head, tree, (), findings)
        return None
    scripts = [each.stem for each in (TEMPLATES / "scripts").glob("*.js")]
    for field, names, known in (
        ("for", head.whom or (), list(kit.content.roles)),
        ("scripts", head.scripts, scripts),
        ("part", (head.part,) if head.part else (), parts()),
    ):
        for index, name in enumerate(names):
            if name not in known:
                findings.problem(
                    tree.mark((field, index)),
                    f"'{name}' is nothing that '{field}' can name. "
                    f"{nearest(name, known)}",
                )
    place = part_of(path)
    if head.part in parts() and place not in (None, head.part):
        where = f"in {place}" if place else "above all parts"
        findings.problem(
            tree.mark(("part",)),
            f"The page stands in for the kit's own, which has its place {where}. "
            "Delete this line, or give the page another name.",
        )
    if len(findings.problems) > before:
        return None
    said: dict[str, Any] = head.model_dump(
        mode="json", by_alias=True, exclude_unset=True
    )
    return said
