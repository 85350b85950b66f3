"""Write what the site's tools read as one JSON file, with the schema that states it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..content.item import Model
from ..kit import Kit
from .navigation import is_hidden
from .render import address

DATA = "playbook.json"
SCHEMA = "playbook.schema.json"
# The same data for pages opened from disk: they may load scripts, and no other files.
SCRIPT = "playbook.js"


class Place(Model):
    """Something with a page or a place on one."""

    title: str
    address: str
    """From the root of the site; empty where the organisation hides the page."""


class ThemeData(Place):
    """A theme, as the planner needs it."""

    area: str
    mentor_brings: tuple[str, ...]
    partner_brings: tuple[str, ...]
    experiment: str
    """What to test before the next meeting, in plain text."""
    watch_for: tuple[str, ...]
    """Ids of failure modes."""


class QuestionData(Model):
    """A question; those of a theme stand in the order of its page."""

    id: str
    text: str
    askers: tuple[str, ...]
    """Who may ask it: mentor, partner, or both of them."""
    theme: str
    depth: int
    """1 opens, 2 asks for a cost, 3 ends in a choice."""
    follow_up: str
    caution: str
    """What to mind when asking; empty for most."""


class FailureData(Place):
    """A failure mode with the first small sign of it."""

    sign: str


class StepData(Model):
    """A part of a meeting, with its minutes in an hour and the least that it takes."""

    title: str
    minutes: int
    shortest: int
    mentor: str
    partner: str
    remote: str
    """What to do differently by video; empty for most."""


class SiteData(Model):
    """What the tools of the site read, by id where others refer to it."""

    areas: dict[str, Place]
    themes: dict[str, ThemeData]
    questions: tuple[QuestionData, ...]
    failure_modes: dict[str, FailureData]
    agenda: tuple[StepData, ...]


def site_data(kit: Kit) -> SiteData:
    """The part of the kit's content that the tools read."""
    content = kit.content

    def place(kind: str, key: str) -> dict[str, Any]:
        where = address(kit, kind, key)
        page = where.partition("#")[0].removesuffix(".html") + ".md"
        shown = "" if is_hidden(kit, page) else where
        return {"title": content.of(kind)[key].title, "address": shown}

    return SiteData(
        areas={key: Place(**place("areas", key)) for key in content.areas},
        themes={
            key: ThemeData(
                **place("themes", key),
                area=theme.area,
                mentor_brings=theme.mentor_brings,
                partner_brings=theme.partner_brings,
                experiment=theme.experiment.plain,
                watch_for=theme.watch_for,
            )
            for key, theme in content.themes.items()
        },
        questions=tuple(
            QuestionData(
                id=key,
                text=question.text,
                askers=("mentor", "partner")
                if question.asker == "both"
                else (question.asker,),
                theme=question.theme,
                depth=question.depth,
                follow_up=question.follow_up,
                caution=question.caution or "",
            )
            for key, question in content.questions.items()
        ),
        failure_modes={
            key: FailureData(**place("failure_modes", key), sign=failure.early_signs[0])
            for key, failure in content.failure_modes.items()
        },
        agenda=tuple(
            StepData(
                title=step.title,
                minutes=step.minutes,
                shortest=step.shortest,
                mentor=step.mentor,
                partner=step.partner,
                remote=step.remote or "",
            )
            for step in content.agenda.values()
        ),
    )


def write_data(kit: Kit, assets: Path) -> None:
    """Write the data, its schema and the script that carries it into `assets`."""
    told = {"$schema": SCHEMA, **site_data(kit).model_dump()}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    schema = SiteData.model_json_schema()
    # The file names its schema, as the kit's own YAML does.
    schema["properties"]["$schema"] = {"type": "string"}
    (assets / DATA).write_text(text + "\n", encoding="utf-8")
    (assets / SCHEMA).write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")
    (assets / SCRIPT).write_text(f"window.playbook = {text};\n", encoding="utf-8")
