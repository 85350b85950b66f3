"""Work on a stranger's file in a process of its own, within limits of time and memory.

What a typeface holds can be nested or repeated so that taking weights out of it, or
joining it with others, never ends. No check of ours would know all such ways.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

SECONDS = 60  # of computing; twice as long by the clock
MEMORY = 1024 * 1024 * 1024


class TooMuch(Exception):
    """The work failed, or took more than it may."""


def apart(make: Callable[..., bytes], *arguments: Any) -> bytes:
    """What `make`, a function of a module, returns. Raises `TooMuch`.

    The limits are 60 seconds and 1 GiB; systems without `resource` know the time alone.
    """
    context = get_context("spawn")  # a copy of this process would have its memory
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, make, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        if ours.poll(2 * SECONDS):
            return ours.recv_bytes()
    except EOFError:
        pass  # it ended and made nothing
    finally:
        process.kill()
        process.join()
        ours.close()
    raise TooMuch


def _work(
    answer: Connection, make: Callable[..., bytes], arguments: tuple[Any, ...]
) -> None:
    """Answer with what is made; with nothing where that fails, in whatever way."""
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # not every system has every limit
                resource.setrlimit(kind, (most, most))
    with suppress(Exception):
        answer.send_bytes(make(*arguments))
    answer.close()
    os._exit(0)
