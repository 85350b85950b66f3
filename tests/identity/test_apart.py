"""What works on a stranger's file has limits of its own, and its end is one line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.content.problems import ProblemsFound
from generator.identity import apart as limits
from generator.identity.apart import TooMuch, apart
from generator.identity.typeface import Face, worked


def _echo(told: bytes) -> bytes:
    return told


def _fail() -> bytes:
    raise RecursionError("this must not be printed")


def _leave() -> bytes:
    os._exit(3)


def _grow() -> bytes:
    return bytes(limits.MEMORY + 1)


def test_what_is_made_apart_comes_back() -> None:
    assert apart(_echo, b"x" * 1_000_000) == b"x" * 1_000_000


@pytest.mark.parametrize(
    "make",
    [
        _fail,
        _leave,
        pytest.param(
            _grow,
            marks=pytest.mark.skipif(sys.platform != "linux", reason="has no limit"),
        ),
    ],
)
@pytest.mark.fault(39, 52)
def test_what_fails_leaves_or_grows_apart_is_told_and_nothing_printed(
    make: object, capfd: pytest.CaptureFixture[str]
) -> None:
    assert callable(make)
    with pytest.raises(TooMuch):
        apart(make)
    assert capfd.readouterr().err == ""


@pytest.mark.fault(39, 52)
def test_only_an_organisations_faces_are_worked_on_apart() -> None:
    kit = Face("Own", 400, "normal", Path("own.woff2"), "")
    own = Face("Own", 400, "normal", Path("own.woff2"), "", own=True)
    with pytest.raises(RecursionError):
        worked([kit], _fail)
    with pytest.raises(ProblemsFound, match=r"own\.woff2:1:1: 'own\.woff2' cannot be"):
        worked([kit, own], _fail)
