"""Make the calls in a page's text: `{{ track() }}`, alone in its line.

A page is no program: a call names one of the kit's functions and gives it texts,
numbers and lists, so nothing can loop, grow or look elsewhere. Jinja reads a call, as
it does for the engine, and never runs one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from inspect import signature
from typing import Any

from jinja2 import Environment, TemplateError, nodes
from markupsafe import Markup
from pydantic import ConfigDict, ValidationError, validate_call

from ..content.problems import nearest, sentence
from .macros import FUNCTIONS
from .render import Page

CALLS = 100  # of one page
LETTERS = 512 * 1024  # that they give; all questions with their filter take half
SIGN = re.compile(r"\{\{(?P<call>.{0,2000}?)\}\}|\{\{|\{%|\{##", re.DOTALL)
WRITE = (
    "Only calls such as {{ track() }} are made in a page. "
    "To show the signs '%s' themselves, write '&#123;%s'."
)


@dataclass(frozen=True)
class Expanded:
    """A page's text with its calls made, and what each of them gave."""

    markdown: str
    made: tuple[Markup, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A call that cannot be made, with its place in the text, from 1."""

    line: int
    column: int
    told: str


class CallError(ValueError):
    """The calls of a page that cannot be made."""

    def __init__(self, slips: tuple[Slip, ...]) -> None:
        super().__init__("\n".join(slip.told for slip in slips))
        self.slips = slips


def expand(markdown: str, page: Page, most: int = 20) -> Expanded:
    """Make the calls in `markdown`.

    Raises `CallError` with the first `most` calls that cannot be made.
    """
    parts: list[str] = []
    made: list[Markup] = []
    slips: list[Slip] = []
    done = 0
    for sign in SIGN.finditer(markdown):
        try:
            if len(made) == CALLS:
                raise ValueError(f"A page makes {CALLS} calls at most. Split the page.")
            given = _make(sign, page)
            if len(given) + sum(map(len, made)) > LETTERS:
                raise ValueError(
                    f"The calls down to here give more than {LETTERS // 1024} KiB of "
                    "text. Split the page."
                )
        except ValueError as error:
            before = markdown[: sign.start()]
            column = sign.start() - before.rfind("\n")
            slips.append(Slip(before.count("\n") + 1, column, sentence(error)))
            if len(slips) == most or len(made) == CALLS:
                break
            continue
        parts += [markdown[done : sign.start()], given]
        made.append(given)
        done = sign.end()
    if slips:
        raise CallError(tuple(slips))
    return Expanded("".join([*parts, markdown[done:]]), tuple(made))


def _make(sign: re.Match[str], page: Page) -> Markup:
    """What one call gives. Raises ValueError, with a sentence, where it gives none."""
    known = _checked()
    call = _read(sign)
    if not isinstance(call.node, nodes.Name) or call.dyn_args or call.dyn_kwargs:
        raise ValueError(_refused(sign))
    name = call.node.name
    if name not in known:
        raise ValueError(f"There is no call '{name}'. {nearest(name, known)}")
    alone = r"[ \t]*(\n|$)"
    line = sign.string.rfind("\n", 0, sign.start()) + 1
    before = sign.string[line : sign.start()]
    if before.strip() or not re.compile(alone).match(sign.string, sign.end()):
        raise ValueError(f"Give the call '{name}' a line of its own")
    args = [_literal(arg, sign) for arg in call.args]
    kwargs = {each.key: _literal(each.value, sign) for each in call.kwargs}
    try:
        return known[name](page, *args, **kwargs)
    except ValidationError as error:
        raise ValueError(_told(name, error)) from None


@cache
def _checked() -> dict[str, Callable[..., Markup]]:
    """The functions, each of which takes only values of the kinds that it declares."""
    strict = ConfigDict(strict=True, arbitrary_types_allowed=True)
    return {each.__name__: validate_call(config=strict)(each) for each in FUNCTIONS}


@cache
def _jinja() -> Environment:
    return Environment()


def _read(sign: re.Match[str]) -> nodes.Call:
    if sign["call"] is None:
        raise ValueError(_refused(sign))
    try:
        (output,) = _jinja().parse("{{" + sign["call"] + "}}").body
        calls: list[nodes.Expr] = getattr(output, "nodes", [])
        (call,) = calls
    except (TemplateError, ValueError, RecursionError):
        raise ValueError(_refused(sign)) from None
    if isinstance(call, nodes.Name) and call.name in _checked():
        raise ValueError(f"'{call.name}' is a call. Write {{{{ {call.name}() }}}}")
    if not isinstance(call, nodes.Call):
        raise ValueError(_refused(sign))
    return call


def _refused(sign: re.Match[str]) -> str:
    signs = sign[0] if sign["call"] is None else "{{"
    return WRITE % (signs, signs[1:])


def _literal(node: nodes.Node, sign: re.Match[str]) -> Any:
    """A value that is written out in a call."""
    if isinstance(node, nodes.Const):
        return node.value
    if isinstance(node, (nodes.List, nodes.Tuple)):
        return [_literal(item, sign) for item in node.items]
    raise ValueError(
        "A call takes texts in quotes, numbers, lists, True, False and None, written "
        "out. Write the value itself"
    )


def _told(name: str, error: ValidationError) -> str:
    """The first thing that is wrong with what a call was given."""
    known = list(signature(_checked()[name]).parameters)[1:]
    detail = error.errors()[0]
    place = detail["loc"][0]
    if isinstance(place, int):
        place = known[place - 1] if 0 < place <= len(known) else place
    match detail["type"]:
        case "unexpected_keyword_argument":
            hint = nearest(str(place), known) if known else "Leave it out."
            return f"'{name}' takes no '{place}'. {hint}"
        case "unexpected_positional_argument":
            return f"'{name}' is given too much. Leave out '{detail['input']}'."
        case "missing_argument" | "missing_positional_only_argument":
            return f"'{name}' needs '{place}'. Write it between the brackets."
        case "multiple_argument_values":
            return f"'{name}' is given '{place}' twice. Leave one out."
        case _:
            what = detail["msg"].removeprefix("Input should be ")
            return f"'{place}' of '{name}' is not right: it should be {what}."
