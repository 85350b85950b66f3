"""Do with a broken folder what the commands do, and judge what they say of it.

The kit may take the folder or name what is wrong with it in plain lines. Everything
else is a failure: an exception, a message that no author can use, too much time.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from click.testing import CliRunner

from generator.build import check
from generator.cli import main
from generator.content.problems import Finding, Findings, ProblemsFound
from generator.fork.doctor import examine, record
from generator.home import home
from generator.identity.brand import read_brand
from generator.identity.settings import read_settings
from generator.kit import Kit, open_kit
from generator.publish.pages import lay_out

from .case import Case

DEFAULTS = home() / "playbook_data" / "defaults"
# What programmers' errors look like when they are handed on as they are.
RAW = re.compile(
    r"Traceback|Errno|codec can't|NoneType|object at 0x|<class '|(?i:input should)|"
    r"invalid literal|subscriptable|unhashable|positional arg|unexpected keyword|"
    r"has no attribute|object is not|argument of type|index out of range|not iterable"
)
# Line breaks, controls, and what turns the direction of a line; not what joins emoji.
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
JOINS = "\u200c\u200d\xad"
LONGEST = 1000  # letters of a message
ENDS = (".", "?", ")")


@dataclass(frozen=True)
class Failure:
    """What went wrong: its kind, where in the kit, and what there is to know."""

    kind: str
    where: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind} at {self.where}\n    {self.detail}"


class Bad(Exception):
    """What was said is of no use to an author: `why`, and what it was."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(f"{why}: {said[:LONGEST]!r}")
        self.why = why
        self.said = said


def run(case: Case, folder: Path, kits: Mapping[str, Kit]) -> None:
    """Do what `case` says with `folder`. Raises whatever the kit does, or `Bad`.

    `kits` are the organisations untouched, opened.
    """
    if case.way == "command":
        _command(case, folder)
        return
    do = _whole(case) if case.way == "whole" else _part(case, kits[case.organisation])
    try:
        said = do(folder)
    except ProblemsFound as found:
        if not found.problems:
            raise Bad("it failed and named no problem") from None
        said = [*found.problems, *found.notes]
    judge(said, folder)


def _part(case: Case, kit: Kit) -> Callable[[Path], Iterable[Finding]]:
    """What reads the file that a case breaks, without the rest of `check`."""
    (name,) = case.files
    match name.partition("/")[0]:
        case "_brand.yml" | "assets":
            return _brand
        case "organisation.yml" | "labels.yml":
            return _settings
        case "pages":
            return lambda folder: _pages(replace(kit, organisation=folder))
        case "upstream.lock":
            return _doctor
        case _:
            return lambda folder: open_kit(folder).notes


def _whole(case: Case) -> Callable[[Path], Iterable[Finding]]:
    def check_and_record(folder: Path) -> Iterable[Finding]:
        kit = check(folder, ready=case.number % 2 == 0)
        return [*kit.notes, *_doctor(folder)]

    return check_and_record


def _doctor(folder: Path) -> Iterable[Finding]:
    record(folder, examine(folder))
    return ()


def _settings(folder: Path) -> Iterable[Finding]:
    findings = Findings()
    read_settings([DEFAULTS, folder], findings)
    return findings.notes


def _brand(folder: Path) -> Iterable[Finding]:
    findings = Findings()
    if read_brand([DEFAULTS, folder], findings) is None and not findings.problems:
        raise Bad("there is no brand, and no problem is named")
    return [*findings.problems, *findings.notes]


def _pages(kit: Kit) -> Iterable[Finding]:
    lay_out(kit)
    return ()


def _command(case: Case, folder: Path) -> None:
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(
            main, case.words, input=case.typed.encode("utf-8", "surrogateescape")
        )
    finally:
        os.chdir(before)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code not in (0, 1, 2):
        raise Bad(f"the command ended with {result.exit_code}")
    if result.exit_code and not result.stderr.strip():
        raise Bad("the command failed in silence")
    for line in result.output.splitlines():
        if RAW.search(line):
            raise Bad("a programmer's words", line)


def judge(said: Iterable[Finding], folder: Path) -> None:
    """Raise `Bad` for a message that an author of `folder` cannot use."""
    for finding in said:
        message = finding.message
        told = set(str(finding)) - set(JOINS)
        if any(unicodedata.category(letter) in UNSEEN for letter in told):
            raise Bad("not one line that can be printed", message)
        if not message.endswith(ENDS) or len(message) > LONGEST:
            raise Bad("not a short sentence", message)
        if RAW.search(message):
            raise Bad("a programmer's words", message)
        if not finding.mark.file.is_relative_to(folder):
            raise Bad("the place is not the author's", str(finding))


def failure(error: BaseException) -> Failure:
    """An exception as a failure, with its last place in the kit."""
    kind = type(error).__name__
    if isinstance(error, Bad):
        # The same message about another word or line is the same failure.
        said = re.split("Known here|Did you|Look for", error.said)[0]
        shape = re.sub(r"'.*?'|#?\bx?\d\w*|/\S*/|\S{25,}", "…", said, flags=re.DOTALL)
        return Failure("message", f"{error.why}: {shape[:80]!r}", str(error))
    where = "?"
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if "generator" in Path(code.co_filename).parts:
            name = Path(code.co_filename).name
            where = f"{name}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return Failure(kind, where, f"{kind}: {error}"[:500])


def stop(*_: object) -> None:
    """End a case that takes too long."""
    raise TooLong


class TooLong(BaseException):
    """A case has used up its time. No `except Exception` of the kit may take it."""
