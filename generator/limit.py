"""Do work in a process of its own that may take no more than it is given."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from .publish.paper import MissingPango, load_weasyprint

Result = TypeVar("Result")
# Windows counts no memory for a process, and macOS does not heed what it is told.
COUNTS_MEMORY = sys.platform not in ("win32", "darwin")
PARTING = 5  # seconds in which a process that has answered ends


class OverLimit(Exception):
    """The work took more than it may; the message says of what."""


@dataclass(frozen=True)
class Limit:
    """What work may take: seconds by the clock, and MiB of memory; None is no limit."""

    seconds: int | None = None
    memory: int | None = None

    def __bool__(self) -> bool:
        return bool(self.seconds or self.memory)


def within(
    limit: Limit, work: Callable[[], Result], plain: tuple[type[Exception], ...]
) -> Result:
    """What `work` returns or raises, if it keeps within `limit`.

    Work, its result and the `plain` exceptions, which say what is wrong, must be such
    that they can be pickled. Raises `OverLimit`; without a limit the work is simply
    done here.
    """
    if not limit:
        return work()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(theirs, limit, work, plain))
    process.start()
    theirs.close()
    try:
        if not ours.poll(limit.seconds):
            raise OverLimit(_time(limit))
        done, result = ours.recv()
        process.join(PARTING)
    except EOFError:
        process.join(PARTING)
        raise OverLimit(_died(limit, process.exitcode)) from None
    finally:
        _end(process)
        ours.close()
    if not done:
        raise result
    return result  # type: ignore[no-any-return]


def _do(
    told: Connection,
    limit: Limit,
    work: Callable[[], Any],
    plain: tuple[type[Exception], ...],
) -> None:
    """Do the work, and send whether it was done and what came of it."""
    if os.name == "posix":
        # A group of its own, so that it can be ended with all that it began; and an end
        # for itself should nobody be left to end it.
        os.setsid()
        signal.alarm(limit.seconds + PARTING if limit.seconds else 0)
    # What libraries say in C when memory ends is of no use to anyone.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if limit.memory:
        _bound(limit.memory)
    try:
        result = True, work()
    except plain as error:
        short = isinstance(error, OSError) and error.errno == errno.ENOMEM
        result = False, OverLimit(_memory(limit)) if short else error
    except Exception as error:
        # Where memory ends, much goes wrong in other words.
        if limit.memory or isinstance(error, MemoryError):
            result = False, OverLimit(_memory(limit))
        else:
            error.add_note(traceback.format_exc())
            result = False, error
    told.send(result)


def _bound(memory: int) -> None:
    """Let this process have `memory` MiB of addresses and no more."""
    import resource

    # First, since a library that cannot be loaded any more seems to be missing.
    with suppress(MissingPango):
        load_weasyprint()
    most = memory * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _end(process: SpawnProcess) -> None:
    """End what is left of a process and of what it began."""
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid or 0, signal.SIGKILL)
    process.kill()
    process.join()


def _died(limit: Limit, code: int | None) -> str:
    if limit.seconds and code == -getattr(signal, "SIGALRM", 0):
        return _time(limit)
    # The system ends what takes too much by SIGKILL.
    if limit.memory or code == -getattr(signal, "SIGKILL", 0):
        return _memory(limit)
    return f"Stopped: the work broke off ({code}). What was built before is whole."


def _time(limit: Limit) -> str:
    return (
        f"Stopped: this takes longer than the {limit.seconds} seconds of --time-limit. "
        "What was built before is whole."
    )


def _memory(limit: Limit) -> str:
    given = f"the {limit.memory} MiB of --memory-limit" if limit.memory else "there is"
    return (
        f"Stopped: this needs more memory than {given}. What was built before is whole."
    )
