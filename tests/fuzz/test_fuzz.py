"""No broken file may break the kit, and what would is noticed here."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from generator.content.model import KINDS
from generator.content.problems import Finding, Mark
from generator.home import home
from generator.identity.settings import Settings

from .__main__ import seeds
from .case import DAMAGES, make
from .corpus import SETTINGS, WHOLE, Files, corpus
from .judge import Bad, judge
from .run import Limits, run_all

SMALL = Limits(seconds=0.3, memory=64, silence=3, batch=2)


def _fuzz(*options: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, since it forks and changes what the kit remembers."""
    command = [sys.executable, "-m", "tests.fuzz", *options]
    return subprocess.run(command, cwd=home(), capture_output=True, text=True)


def test_five_hundred_broken_files_and_values_break_nothing() -> None:
    done = _fuzz("--cases=500", "--processes=1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(set(seeds()) | set(range(500)))} cases" in done.stdout


@pytest.mark.all
def test_twenty_thousand_broken_files_and_values_break_nothing() -> None:
    done = _fuzz("--cases=20000")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def files() -> dict[str, Files]:
    return corpus()


def test_a_case_is_the_same_each_time_and_breaks_something(
    files: dict[str, Files],
) -> None:
    changed = 0
    for number in range(200):
        case = make(number, files)
        assert case == make(number, files)
        whole = files[case.organisation]
        changed += any(whole[name] != text for name, text in case.files.items())
    assert changed > 170


def test_every_way_to_break_a_folder_is_met(files: dict[str, Files]) -> None:
    cases = [make(number, files) for number in range(500)]
    assert set(Counter(case.organisation for case in cases)) == set(files)
    broken = Counter(name for case in cases for name in case.files)
    kinds = Counter(
        name.split("/")[1] for name in broken if name.startswith("content/")
    )
    assert len(kinds) > len(KINDS) / 2
    for name in ("organisation.yml", "_brand.yml", "labels.yml", "upstream.lock"):
        assert broken[name] > 10, name
    for ending in (".md", ".svg", ".png", ".jpg", ".woff2"):
        assert sum(map(broken.get, filter(lambda n: n.endswith(ending), broken))) > 3
    assert {case.damage[0] for case in cases if case.damage[0]} == set(DAMAGES)
    assert {case.words[0] for case in cases if case.words} > {"new", "doctor"}
    assert {case.way for case in cases} == {"part", "whole", "command"}


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    for name, info in model.model_fields.items():
        yield (name,)
        for inner in (info.annotation, *getattr(info.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from ((name, *rest) for rest in _fields(inner))


def test_what_is_broken_says_everything_that_can_be_said(
    files: dict[str, Files],
) -> None:
    given = yaml.safe_load(SETTINGS)
    looked = 0
    for place in _fields(Settings):
        value: Any = given
        if place[0] in ("words", "contacts") and len(place) == 3:
            continue  # not every noun has a plural, nor every contact a stand-in
        for name in place:
            assert name in value, place
            value = value[name]
        looked += 1
    assert looked > 30
    assert {f"content/{kind}/ours.yml" for kind in KINDS} < set(files[WHOLE])


def _spin(_: int) -> None:
    while True:
        try:
            time.process_time()
        except Exception:
            continue


def _sleep(_: int) -> None:
    time.sleep(60)


def _eat(_: int) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1024 * 1024))


def _crash(_: int) -> None:
    os._exit(3)


def _raise(_: int) -> None:
    raise KeyError("x")


@pytest.mark.parametrize(
    ("work", "kind"),
    [
        (_raise, "KeyError"),
        (_spin, "time"),
        (_sleep, "died"),
        (_crash, "died"),
        (_eat, "MemoryError"),
    ],
)
def test_what_fails_is_told_with_its_case(
    work: Callable[[int], None], kind: str
) -> None:
    def one_in_five(number: int) -> None:
        if number == 2:
            work(number)

    found = dict(run_all(range(5), one_in_five, SMALL, processes=2))
    assert sorted(found) == [0, 1, 2, 3, 4]
    failed = {number: each.kind for number, each in found.items() if each}
    if kind == "MemoryError" and sys.platform != "linux":
        kind = "memory"
    assert failed == {2: kind}


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("Two\nlines.", "one line"),
        ("\x1b[31mRed.", "one line"),
        ("\u202eTurned.", "one line"),
        ("Not ended", "sentence"),
        ("Too long" * 200 + ".", "sentence"),
        ("'NoneType' object is not iterable.", "programmer"),
        ("[Errno 2] No such file.", "programmer"),
    ],
)
def test_a_message_of_no_use_is_a_failure(message: str, why: str) -> None:
    here = Path("/ours")
    good = Finding(Mark(here / "organisation.yml"), "'x' is missing. Add it.")
    judge([good], here)
    with pytest.raises(Bad, match=why):
        judge([good, Finding(good.mark, message)], here)


def test_a_place_that_is_not_the_author_s_is_a_failure() -> None:
    finding = Finding(Mark(home() / "mkdocs.yml"), "'x' is missing. Add it.")
    with pytest.raises(Bad, match="place"):
        judge([finding], Path("/ours"))
