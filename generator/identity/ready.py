"""Ask for what nobody can do without once real people take part."""

from __future__ import annotations

from ..content.problems import Findings, Mark
from .settings import Settings


def check_ready(settings: Settings, mark: Mark, findings: Findings) -> None:
    """Report each setting that a launch needs and that is not filled in, at `mark`."""
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
        "contacts: sponsor:": (
            contacts.sponsor,
            "Give name and reach of who can have a decision undone.",
        ),
        "contacts: lead:": (contacts.lead, "Give name and reach of who runs it."),
        "contacts: privacy:": (
            contacts.privacy,
            "Give name and reach of who answers questions about personal data.",
        ),
        "purposes:": (
            settings.purposes,
            "Name one purpose, or two at most, such as [see-customer-friction].",
        ),
        "dates: first_meetings:": (
            settings.dates.first_meetings,
            "Give the Monday of the first meetings, such as 2027-03-01.",
        ),
        "site: address:": (
            settings.site.address,
            "Give the address of the published playbook; cards print it as a QR code.",
        ),
    }
    for name, (value, remedy) in needed.items():
        if not value:
            findings.problem(mark, f"'{name}' is not filled in. {remedy}")
