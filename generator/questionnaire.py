"""Ask on the command line for what a new organisation's folder needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from .content.problems import nearest
from .fork.new import Answers, colour, wordings
from .identity.settings import known_language, whole_address
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

    def choose(
        self,
        name: str,
        words: str,
        choices: Mapping[str, str],
        numbers: Sequence[int] = (),
    ) -> str:
        """One of `choices` by its number, counted or given; Enter takes the first."""
        given = self.given.get(name) or (next(iter(choices)) if self.silent else "")
        if given:
            return known(given, choices)
        by_number = dict(
            zip(numbers or range(1, len(choices) + 1), choices, strict=True)
        )
        _list(words, {number: choices[key] for number, key in by_number.items()})
        first = next(iter(by_number))
        number = click.prompt("  Number", default=first, value_proc=_one_of(by_number))
        return by_number[number]


def _one_of(numbers: Iterable[int]) -> Callable[[str], int]:
    """Take one of `numbers`, and ask again for anything else."""

    def take(value: str) -> int:
        if str(value).strip() not in map(str, numbers):
            raise click.UsageError(f"Type one of {', '.join(map(str, numbers))}.")
        return int(value)

    return take


def known(given: str, choices: Iterable[str]) -> str:
    """`given`, if it is one of `choices`; else a usage error that names the nearest."""
    if given not in choices:
        raise click.UsageError(f"There is no '{given}'. {nearest(given, choices)}")
    return given


def questionnaire(given: Mapping[str, Any], silent: bool, kit: Kit) -> Answers:
    """Ask everything that `playbook new` needs to know."""
    asked = Questionnaire(given, silent)
    name = asked.ask("name", "Your organisation's name", default=None)
    if not name:
        raise click.UsageError("Give the organisation's name with --name.")
    words = _words(asked)
    called = " ".join(map(str.capitalize, words["mentoring"]["one"].split()))
    programme = asked.ask(
        "programme", "What is the playbook called", f"The {called} Playbook"
    )
    purposes = tuple(known(key, kit.content.purposes) for key in given["purpose"])
    purposes = purposes or _purposes(asked, kit)
    tracks = kit.content.tracks
    lengths = [len(track.sessions) for track in tracks.values()]
    return Answers(
        name=name,
        programme=programme,
        words=words,
        purposes=purposes,
        track=asked.choose(
            "track",
            "How many meetings",
            {key: track.summary for key, track in tracks.items()},
            lengths if len(set(lengths)) == len(lengths) else (),
        ),
        remote=_yes(asked, "remote", "Do pairs meet by video"),
        paper=asked.choose("paper", "Which paper do you print on", _papers()),
        language=asked.ask(
            "language",
            "Language of your texts, as a code",
            kit.settings.language,
            value_proc=_tried(known_language),
        ),
        primary=_colour(asked, "primary", "Your main colour, such as #0b5048"),
        accent=_colour(asked, "accent", "A second colour"),
        contacts=_contacts(asked),
        address=asked.ask(
            "address",
            "Address of the published site, with https:// (Enter: later)",
            value_proc=_tried(whole_address),
        ),
        private=_yes(asked, "private", "Can only your own staff open the site"),
    )


def _papers() -> dict[str, str]:
    names = {"a4": "A4", "letter": "US Letter"}
    return {key: names[key] for key in SIZES}


def _list(words: str, choices: Mapping[int, str]) -> None:
    click.echo(f"{words}:")
    for number, said in choices.items():
        click.echo(f"  {number:2}  {said}")


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
        "a": click.prompt("    With 'a' or 'an'", default=f"{_article(one)} {one}"),
        "many": click.prompt("    Several of them", default=f"{one}s"),
    }


def _article(noun: str) -> str:
    """A suggestion, which is asked about: English goes by sound, not by letters."""
    return "an" if noun[:1].lower() in "aeiou" else "a"


def _purposes(asked: Questionnaire, kit: Kit) -> tuple[str, ...]:
    if asked.silent:
        return ()
    purposes = list(kit.content.purposes)
    titles = [purpose.title for purpose in kit.content.purposes.values()]
    _list("What is it for", dict(enumerate(titles, 1)))
    numbers = click.prompt(
        "  One number, or two at most (Enter: later)", default="", show_default=False
    )
    chosen = [number for number in numbers.replace(",", " ").split()]
    wrong = any(not n.isdecimal() or not 1 <= int(n) <= len(purposes) for n in chosen)
    if wrong or len(chosen) > 2:
        click.echo(f"  Give one number from 1 to {len(purposes)}, or two at most.")
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
        if not name:
            continue
        reach = asked.ask(f"{who}_reach", "  How to reach them", default=None)
        if not reach:
            raise click.UsageError(f"Say how to reach them with --{who}-reach.")
        contacts[who] = (name, reach)
    return contacts
