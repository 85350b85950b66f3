"""Say what a form asks: of a worksheet, the agreement, the checks or the survey."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..content.text import Text
from ..kit import Kit

Place = tuple[str | int, ...]

# How many sides a form may take, with the reason.
SIDES = {
    "worksheet": 2,  # one sheet: it is filled in by hand and torn up
    "agreement": 4,  # each clause is signed in full
    "readiness": 5,  # fourteen checks, read out one by one
    "survey": 4,  # what a cup of tea lasts
}
SEVEN = 7  # the lines that a pair writes at its first meeting (docs/agreement.md)
GAP = re.compile(r"\[([^\]<]+)\]")  # what a clause leaves to the pair: "[name, number]"
LEAST_SURVEY = 2  # items; one question is asked, not handed out
STEPS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Blank:
    """A place to fill in.

    `name` tells it apart in the form. `kind` is line, lines, date, choice, tick or
    table; `options` are what there is to choose or tick, or the columns of a table.
    `title` and `text` stand above the prompt, `place` is where the content says it.
    """

    name: str
    kind: str
    prompt: str
    lines: int = 1
    options: Sequence[str] = ()
    title: str = ""
    text: Text | None = None
    place: Place = ()

    @property
    def rows(self) -> int:
        """The rows of a table: each is as high as two lines where there are many."""
        return self.lines if self.lines < 8 else (self.lines + 1) // 2

    @property
    def row_height(self) -> int:
        """How high a row of a table is, in millimetres."""
        if self.rows == self.lines:
            return 10  # two lines that are typed, or one by hand
        return 11 if self.is_wide else 16

    @property
    def is_wide(self) -> bool:
        """Whether a table has more columns than an upright page is wide."""
        return self.kind == "table" and len(self.options) > 5

    @property
    def writes(self) -> bool:
        """Whether it is filled in with words."""
        return self.kind in ("line", "lines", "date")


@dataclass(frozen=True)
class Form:
    """Something to fill in: `facts` are pairs of a label and what it says.

    `kind` is a name from `SIDES`, `place` where the content has the whole of it.
    """

    id: str
    kind: str
    title: str
    lead: str
    facts: Sequence[tuple[str, str]]
    keeps: str
    blanks: Sequence[Blank]
    place: Place

    @property
    def name(self) -> str:
        """The name of its files, without a suffix."""
        return self.id if self.kind != "worksheet" else f"worksheet-{self.id}"

    @property
    def is_wide(self) -> bool:
        """Whether its pages lie on their side, for a wide table."""
        return any(blank.is_wide for blank in self.blanks)


def forms(kit: Kit) -> Iterator[Form]:
    """Every form of the kit."""
    for item in kit.content.worksheets.values():
        yield worksheet(kit, item)
    if kit.content.agreement_clauses:
        yield _agreement(kit)
    if kit.content.readiness_checks:
        yield _readiness(kit)
    for role in kit.content.roles:
        items = [i for i in kit.content.survey_items.values() if role in i.asked]
        if len(items) >= LEAST_SURVEY:
            yield _survey(kit, role, items)


def worksheet(kit: Kit, item: Any) -> Form:
    """The form that a worksheet is."""
    say = kit.labels
    roles = ", ".join(kit.content.roles[role].title for role in item.for_whom)
    return Form(
        id=item.id,
        kind="worksheet",
        title=item.title,
        lead=item.summary,
        facts=(
            (say("audience"), roles),
            (say("when"), item.when),
            (say("time"), say("minutes", count=item.minutes)),
        ),
        keeps=item.who_keeps_it,
        blanks=[
            Blank(
                f"{item.id}.{number}",
                field.kind,
                field.prompt,
                field.lines,
                field.options,
                place=("worksheets", item.id, "fields", number - 1),
            )
            for number, field in enumerate(item.fields, 1)
        ],
        place=("worksheets", item.id),
    )


def _agreement(kit: Kit) -> Form:
    say = kit.labels
    clauses = list(kit.content.agreement_clauses.values())
    blanks = [
        Blank(f"agreement.line.{n}", "line", f"{n}. {clause.title}")
        for n, clause in enumerate(clauses[:SEVEN], 1)
    ]
    for clause in clauses:
        place = ("agreement_clauses", clause.id)
        name = f"agreement.{clause.id}"
        title = f"{clause.title} ({say('standing_' + clause.standing)})"
        kind, prompt, lines = "", "", 2
        options: tuple[str, ...] = ()
        gaps = GAP.findall(clause.text.plain)
        if clause.standing == "negotiable":
            kind, prompt, lines = "lines", say("form_our_words"), 3
        elif clause.standing == "optional":
            kind, options = "tick", (say("form_left_out"),)
        elif gaps:
            kind, lines = "lines", (len(gaps) + 1) // 2
            prompt = say("form_gaps", gaps="; ".join(gaps))
        blanks.append(
            Blank(name, kind, prompt, lines, options, title, clause.text, place)
        )
    blanks.append(Blank("agreement.date", "date", say("form_date")))
    for role in ("mentor", "partner"):
        signed = say("form_signature", role=kit.content.roles[role].title)
        blanks.append(Blank(f"agreement.signature.{role}", "line", signed))
    return Form(
        "agreement",
        "agreement",
        say("form_agreement"),
        say("form_agreement_lead"),
        ((say("contact_contact"), _contact(kit)),),
        say("form_agreement_keeps"),
        blanks,
        ("agreement_clauses",),
    )


def _contact(kit: Kit) -> str:
    person = kit.settings.contacts.contact
    if person is None:
        return kit.labels("contact_open")
    named = [person.name] if kit.settings.site.private else []
    return ", ".join([*named, person.reach])


def _readiness(kit: Kit) -> Form:
    say = kit.labels
    blanks = []
    for check in kit.content.readiness_checks.values():
        answers = {"gate_go": check.go, "gate_pause": check.pause}
        if check.stop:
            answers["gate_stop"] = check.stop
        blanks.append(
            Blank(
                f"readiness.{check.id}",
                "choice",
                check.question,
                options=[f"{say(name)}: {text}" for name, text in answers.items()],
                text=check.evidence,
                title=check.title,
                place=("readiness_checks", check.id),
            )
        )
    sums = (say("gate_go"), say("sum_wait"), say("gate_stop"))
    return Form(
        "readiness",
        "readiness",
        say("form_readiness"),
        say("form_readiness_lead"),
        (),
        say("form_readiness_keeps"),
        [
            *blanks,
            Blank("readiness.sum", "choice", say("form_sum"), options=sums),
            Blank("readiness.date", "date", say("form_date")),
            Blank("readiness.reason", "lines", say("form_reason"), 2),
            Blank("readiness.signature", "line", say("form_signed_by_sponsor")),
        ],
        ("readiness_checks",),
    )


def _survey(kit: Kit, role: str, items: Sequence[Any]) -> Form:
    say = kit.labels
    yes_no = (say("form_yes"), say("form_no"), say("form_rather_not"))
    options = {"yes_no": yes_no, "count": (), "words": ()}
    kinds = {"count": "line", "words": "lines"}
    waves = [wave for wave in WAVES if any(wave in item.waves for item in items)]
    blanks = [
        Blank(
            f"survey-{role}.wave",
            "choice",
            say("form_wave"),
            options=[say(f"wave_{wave}") for wave in waves],
        )
    ]
    for item in items:
        # Only what five steps mean is told: other answers speak for themselves.
        told = say(f"scale_{item.scale}") if item.scale not in options else ""
        asked = ", ".join(say(f"wave_{wave}") for wave in item.waves)
        when = asked if len(item.waves) < len(waves) else ""
        note = "; ".join(each for each in (told, when) if each)
        blanks.append(
            Blank(
                f"survey-{role}.{item.id}",
                kinds.get(item.scale, "choice"),
                f"{item.text} ({note})" if note else item.text,
                3 if item.scale == "words" else 1,
                options.get(item.scale, STEPS),
                place=("survey_items", item.id),
            )
        )
    title = say("form_survey", role=kit.content.roles[role].title)
    return Form(
        f"survey-{role}",
        "survey",
        title,
        say("form_survey_lead"),
        (),
        say("form_survey_keeps"),
        blanks,
        ("survey_items",),
    )


WAVES = ("start", "midpoint", "end", "later")
