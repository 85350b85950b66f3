"""Ask on the command line for what a new organisation's folder needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from .content.problems import nearest
from .fork.new import Answers, colour, wordings
from .kit import Kit
from .publish.paper import SIZES

OWN = "own"
Forms = dict[str, str]


@dataclass(frozen=True)
class Questionnaire:
    """Takes what was given as options, asks for the rest, or takes the defaults.

    `given` are the options by name, None or empty where nothing was given; `silent`
    asks nothing.
    """

    given: Mapping[str, Any]
    silent: bool

    def ask(self, name: str, words: str, default: Any = "", **how: Any) -> Any:
        """The option `name`, or the answer to `words`; Enter takes the default."""
        if self.given.get(name) not in (None, "", ()):
            return self.given[name]
        if self.silent:
            return default
        shown = default not in ("", None)
        return click.prompt(words, default=default, show_default=shown, **how)

    def choose(self, name: str, words: str, choices: Mapping[str, str]) -> str:
        """One of `choices` by number; the first is the default."""
        given = self.given.get(name) or (next(iter(choices)) if self.silent else "")
        if given:
            return known(given, choices)
        _list(words, choices)
        numbers = click.IntRange(1, len(choices))
        number = click.prompt("  Number", default=1, type=numbers)
        return list(choices)[number - 1]


def known(given: str, choices: Iterable[str]) -> str:
    """`given`, if it is one of `choices`; else a usage error that names the nearest."""
    if given not in choices:
        raise click.UsageError(f"There is no '{given}'. {nearest(given, choices)}")
    return given


def questionnaire(given: Mapping[str, Any], silent: bool, kit: Kit) -> Answers:
    """Ask everything that `playbook new` needs to know."""
    asked = Questionnaire(given, silent)
    name = asked.ask("name", "Your organisation's name")
    if not name:
        raise click.UsageError("Give the organisation's name with --name.")
    words = _words(asked)
    called = " ".join(map(str.capitalize, words["mentoring"]["one"].split()))
    programme = asked.ask(
        "programme", "What is the playbook called", f"The {called} Playbook"
    )
    purposes = tuple(known(key, kit.content.purposes) for key in given["purpose"])
    purposes = purposes or _purposes(asked, kit)
    tracks = {key: track.title for key, track in kit.content.tracks.items()}
    tracks = {kit.settings.track: tracks[kit.settings.track], **tracks}
    return Answers(
        name=name,
        programme=programme,
        words=words,
        purposes=purposes,
        track=asked.choose("track", "How many meetings", tracks),
        remote=_yes(asked, "remote", "Do pairs meet by video"),
        paper=asked.choose("paper", "Which paper do you print on", _papers()),
        language=asked.ask("language", "Language of your texts", kit.settings.language),
        primary=_colour(asked, "primary", "Your main colour, such as #0b5048"),
        accent=_colour(asked, "accent", "A second colour"),
        contacts=_contacts(asked),
        address=asked.ask("address", "Address of the published site (Enter: later)"),
        private=_yes(asked, "private", "Can only your own staff open the site"),
    )


def _papers() -> dict[str, str]:
    names = {"a4": "A4", "letter": "US Letter"}
    return {key: names[key] for key in SIZES}


def _list(words: str, choices: Mapping[str, str]) -> None:
    click.echo(f"{words}:")
    for number, said in enumerate(choices.values(), 1):
        click.echo(f"  {number}  {said}")


def _yes(asked: Questionnaire, name: str, words: str) -> bool:
    if asked.given[name] is not None or asked.silent:
        return bool(asked.given[name])
    return click.confirm(words, default=False)


def _colour(asked: Questionnaire, name: str, words: str) -> str:
    given = asked.ask(name, f"{words} (Enter: the kit's)", value_proc=_tried(colour))
    return str(given) and colour(given)


def _tried(check: Callable[[str], str]) -> Callable[[str], str]:
    """Ask again instead of failing; nothing given is fine."""

    def take(value: str) -> str:
        try:
            return value and check(value)
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    return take


def _words(asked: Questionnaire) -> Mapping[str, Mapping[str, str]]:
    offered = {key: wording.title for key, wording in wordings().items()}
    own = {} if asked.silent else {OWN: "something else"}
    chosen = asked.choose("words", "What do you call it", offered | own)
    if chosen in offered:
        return wordings()[chosen].words
    return {
        "mentoring": {"one": click.prompt("  The whole, such as reverse mentoring")},
        "mentor": _forms("The one who shows, such as mentor"),
        "partner": _forms("The senior one, such as senior partner"),
    }


def _forms(words: str) -> Forms:
    """A noun's forms; the suggestions are there to be corrected."""
    one = click.prompt(f"  {words}")
    return {
        "one": one,
        "a": click.prompt("    With its article", default=f"a {one}"),
        "many": click.prompt("    Several of them", default=f"{one}s"),
    }


def _purposes(asked: Questionnaire, kit: Kit) -> tuple[str, ...]:
    if asked.silent:
        return ()
    purposes = list(kit.content.purposes)
    _list("What is it for", {k: p.title for k, p in kit.content.purposes.items()})
    numbers = click.prompt(
        "  One number, or two at most (Enter: later)", default="", show_default=False
    )
    chosen = [number for number in numbers.replace(",", " ").split()]
    if any(not n.isdecimal() or not 1 <= int(n) <= len(purposes) for n in chosen):
        click.echo(f"  Give numbers from 1 to {len(purposes)}.")
        return _purposes(asked, kit)
    return tuple(purposes[int(number) - 1] for number in chosen)


def _contacts(asked: Questionnaire) -> dict[str, tuple[str, str]]:
    contacts = {}
    for who, words in (
        (
            "contact",
            "Whom can anyone turn to, outside the reporting line: role or name",
        ),
        ("lead", "Who runs the programme: role or name"),
    ):
        name = asked.ask(who, f"{words} (Enter: later)")
        reach = asked.ask(f"{who}_reach", "  How to reach them") if name else ""
        if name and reach:
            contacts[who] = (name, reach)
    return contacts
