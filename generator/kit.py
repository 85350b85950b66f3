"""Open the kit: what it says and whose it is, read and checked as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from .content.check import check_safety
from .content.choice import choose
from .content.editorial import check_editorial
from .content.load import Loaded, Raw, load, read_layers
from .content.model import Content
from .content.problems import Finding, Findings, Mark, nearest
from .home import home
from .identity.brand import BRAND, Brand, read_brand
from .identity.glyph import check_glyphs, said_in
from .identity.inventory import CONTENT, take_stock
from .identity.labels import Labels
from .identity.palette import note_replaced
from .identity.ready import check_ready
from .identity.settings import SETTINGS, Identity, Settings, read_settings


@dataclass(frozen=True, eq=False)
class Kit:
    """Everything that publishing needs, checked; `notes` are for the author."""

    organisation: Path
    loaded: Loaded
    identity: Identity
    brand: Brand
    notes: tuple[Finding, ...]

    @property
    def content(self) -> Content:
        return self.loaded.content

    @property
    def settings(self) -> Settings:
        return self.identity.settings

    @property
    def is_shipped(self) -> bool:
        """Whether the content is as upstream ships it, with nothing laid over it."""
        return not (self.organisation / CONTENT).is_dir()

    @property
    def labels(self) -> Labels:
        return self.identity.labels


def open_kit(organisation: Path, ready: bool = False) -> Kit:
    """Read the kit with an organisation's folder laid over it.

    `ready` also asks for what must be filled in before launch. Raises `ProblemsFound`
    with everything that is wrong.
    """
    findings = Findings()
    take_stock(organisation, findings)
    return _open(organisation, ready, findings)


def open_shipped() -> Kit:
    """The kit as it ships: nothing is laid over the neutral settings and brand."""
    return _open(home() / "playbook_data" / "defaults", False, Findings())


def _open(organisation: Path, ready: bool, findings: Findings) -> Kit:
    base = home() / "playbook_data"
    identity = read_settings([base / "defaults", organisation], findings)
    own = organisation / CONTENT
    raw = read_layers([base, own], findings)
    identity = identity.knowing(**_track_facts(raw, identity.settings))
    loaded = load(raw, identity.expand, findings)
    brand = read_brand([base / "defaults", organisation], findings)
    if brand is not None:
        trees = (*loaded.trees.values(), identity.tree, identity.labels.tree)
        said = [each for tree in trees for each in said_in(tree)]
        here = brand.marks.get("name", Mark(organisation / BRAND))
        said.append((brand.name, here))
        check_glyphs(said, brand, findings)
    check_safety(loaded, findings)
    if not own.is_dir():
        check_editorial(loaded, findings)
    _check_choices(identity, loaded, findings)
    if ready:
        check_ready(identity.settings, Mark(organisation / SETTINGS), findings)
    findings.raise_problems()
    assert brand is not None  # a missing brand is a problem
    note_replaced(brand, findings)
    chosen = identity.settings
    content = choose(
        loaded.content, chosen.purposes, chosen.track, chosen.meeting_minutes
    )
    loaded = replace(loaded, content=content)
    return Kit(organisation, loaded, identity, brand, tuple(sorted(findings.notes)))


def _track_facts(raw: Raw, settings: Settings) -> dict[str, int]:
    """How many meetings the chosen track has, and how long one is.

    They are words that texts use, so they are taken from what was read, before it is
    validated; where that is broken, its own problem is told later.
    """
    track = raw.trees["tracks"].data.get(settings.track)
    sessions = track.get("sessions") if isinstance(track, dict) else None
    sessions = sessions if isinstance(sessions, list) else []
    first = sessions[0] if sessions and isinstance(sessions[0], str) else ""
    plan = raw.trees["session_plans"].data.get(first)
    written = plan.get("minutes") if isinstance(plan, dict) else None
    number = re.fullmatch("[0-9]{1,3}", written if isinstance(written, str) else "")
    minutes = int(number[0]) if number else 60
    return {"meetings": len(sessions), "minutes": settings.meeting_minutes or minutes}


def _check_choices(identity: Identity, loaded: Loaded, findings: Findings) -> None:
    """What the settings choose from the content must be there."""
    settings, content = identity.settings, loaded.content
    mark = identity.tree.mark(("track",))
    if not loaded.knows("tracks", settings.track) and not findings.is_told(mark):
        findings.problem(
            mark,
            f"There is no track '{settings.track}'. "
            f"{nearest(settings.track, content.tracks)}",
        )
    for index, purpose in enumerate(settings.purposes):
        mark = identity.tree.mark(("purposes", index))
        if not loaded.knows("purposes", purpose) and not findings.is_told(mark):
            findings.problem(
                mark,
                f"There is no purpose '{purpose}'. "
                f"{nearest(purpose, content.purposes)}",
            )
