"""Open the kit: what it says and whose it is, read and checked as one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .content.check import check_editorial, check_safety
from .content.load import Loaded, load
from .content.model import Content
from .content.problems import Finding, Findings, Mark, nearest
from .home import home
from .identity.brand import Brand, read_brand
from .identity.colour import note_replaced
from .identity.settings import SETTINGS, Identity, Labels, Settings, read_settings


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
    def labels(self) -> Labels:
        return self.identity.labels


def open_kit(organisation: Path, ready: bool = False) -> Kit:
    """Read the kit with an organisation's folder laid over it.

    `ready` also asks for what must be filled in before launch. Raises `ProblemsFound`
    with everything that is wrong.
    """
    findings = Findings()
    if not organisation.is_dir():
        findings.problem(
            Mark(organisation),
            "There is no such folder. Give the folder that holds organisation.yml.",
        )
        findings.raise_problems()
    base = home() / "playbook_data"
    identity = read_settings([base / "defaults", organisation], findings)
    own = organisation / "content"
    loaded = load([base, own], identity.expand, findings)
    brand = read_brand([base / "defaults", organisation], findings)
    check_safety(loaded, findings)
    if not own.is_dir():
        check_editorial(loaded, findings)
    settings = identity.settings
    if settings.track not in loaded.content.tracks:
        findings.problem(
            identity.tree.mark(("track",)),
            f"There is no track '{settings.track}'. "
            f"{nearest(settings.track, loaded.content.tracks)}",
        )
    if ready:
        _check_ready(settings, Mark(organisation / SETTINGS), findings)
    findings.raise_problems()
    assert brand is not None  # a missing brand is a problem
    note_replaced(brand, list(loaded.content.areas), findings)
    return Kit(organisation, loaded, identity, brand, tuple(sorted(findings.notes)))


def _check_ready(settings: Settings, mark: Mark, findings: Findings) -> None:
    """Ask for what nobody can do without once real people take part."""
    contacts = settings.contacts
    needed = {
        "contacts: contact:": (
            contacts.contact,
            "Give name and reach of the person outside the reporting line whom anyone "
            "can turn to. Do not launch without.",
        ),
        "contacts: contact: answers:": (
            contacts.contact and contacts.contact.answers,
            "Say how soon they answer, such as 'within one working day'.",
        ),
        "contacts: contact: stand_in:": (
            contacts.contact and contacts.contact.stand_in,
            "Say who can be reached on their days away, and how.",
        ),
        "contacts: lead:": (contacts.lead, "Give name and reach of who runs it."),
        "site: address:": (
            settings.site.address,
            "Give the address of the published playbook; cards print it as a QR code.",
        ),
    }
    for name, (value, remedy) in needed.items():
        if value is None:
            findings.problem(mark, f"'{name}' is not filled in. {remedy}")
