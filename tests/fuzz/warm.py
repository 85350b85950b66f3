"""Remember what the kit reads of its own, so that a case costs what is mutated alone.

Only what is the same in every case is remembered: the shipped files, and texts by their
words. What an organisation says is read by the kit as ever. A function is replaced in
every module that has it; one that the kit no longer has is passed over.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.content.source import Tree
from generator.home import home
from generator.identity.settings import Identity
from generator.publish.render import Page

Key = Callable[..., Hashable | None]
SHIPPED = home() / "playbook_data"


def remember_shipped() -> None:
    """Let the dear functions remember what they made of the kit's own."""
    _remember("generator.content.load", "read_folder", _of_shipped)
    _remember("generator.content.source", "read", _of_shipped)
    _remember("generator.content.text", "line", _by_words)
    _remember("generator.content.text", "text", _by_words)
    _remember("generator.identity.typeface", "file_faces", _of_shipped)
    _remember("generator.publish.navigation", "site_config", lambda: "")
    Page.fill = _remembering(Page.fill, _piece)  # type: ignore[method-assign]


def _remember(module: str, name: str, key: Key) -> None:
    function = getattr(import_module(module), name, None)
    if function is None:
        return
    remembering = _remembering(function, key)
    for each in list(sys.modules.values()):
        if each.__name__.startswith("generator"):
            for known, value in list(vars(each).items()):
                if value is function:
                    setattr(each, known, remembering)


def _remembering(function: Callable[..., Any], key: Key) -> Callable[..., Any]:
    """`function`, which does not run again for an equal `key`; None is no key."""
    # The arguments are kept, so that no other object gets the id of one in a key.
    made: dict[Hashable, tuple[Any, tuple[Any, ...]]] = {}

    @wraps(function)
    def call(*args: Any, **more: Any) -> Any:
        here = key(*args, **more)
        if here is None:
            return function(*args, **more)
        if here not in made:
            made[here] = function(*args, **more), args
        return _fresh(made[here][0])

    return call


def _fresh(value: Any) -> Any:
    """`value` in a form that can be added to without changing it."""
    if isinstance(value, Tree):
        return replace(value, data=dict(value.data), marks=dict(value.marks))
    return value.copy() if isinstance(value, (list, dict)) else value


def _of_shipped(*args: Any, **_: Any) -> Hashable | None:
    paths = [each for each in args if isinstance(each, Path)]
    return paths[0] if paths and paths[0].is_relative_to(SHIPPED) else None


_last: list[Any] = [None, None]


def _by_words(source: str, expand: Callable[[str], str]) -> Hashable | None:
    identity = getattr(expand, "__self__", None)
    if not isinstance(identity, Identity):
        return None
    if identity is not _last[0]:
        _last[:] = identity, frozenset(identity.words.items())
    return source, _last[1]


def _piece(page: Page, template: str, **values: Any) -> Hashable | None:
    """A page made of an item, of a kit with the same content."""
    item = values.get("item")
    if list(values) != ["item"] or page.downloads:
        return None
    return template, id(page.kit.loaded), id(page.kit.identity), id(item)
