"""Run cases in children that may die, hang or eat: the parent tells which case it was.

A child is forked with the kit imported and warm, so that it costs nothing to lose. It
runs a batch and says of each case that it begins and how it ended.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from .judge import Failure, TooLong, failure, stop

Work = Callable[[int], None]
MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a case may use: seconds of this processor, MiB beyond what the child has.

    `silence` is how many seconds of the clock a child may say nothing.
    """

    seconds: float = 2.0
    memory: int = 512
    silence: float = 60.0
    batch: int = 40


@dataclass
class _Child:
    """A process at work: what it has not done yet, and when it was heard last."""

    pid: int
    pipe: int
    left: deque[int]
    said: bytes = b""
    heard: float = field(default_factory=time.monotonic)

    def hear(self) -> list[str] | None:
        """The lines that it has said since; None when it has ended."""
        self.heard = time.monotonic()
        said = os.read(self.pipe, 65536)
        *whole, self.said = (self.said + said).split(b"\n")
        return [line.decode() for line in whole] if said else None


def run_all(
    numbers: Iterable[int], work: Work, limits: Limits, processes: int = 1
) -> Iterator[tuple[int, Failure | None]]:
    """Yield each case as it ends, with its failure if it has one.

    `work` does a case; what it raises is the failure.
    """
    waiting = deque(numbers)
    children: list[_Child] = []
    while waiting or children:
        while waiting and len(children) < processes:
            batch = [waiting.popleft() for _ in range(min(limits.batch, len(waiting)))]
            children.append(_begin(batch, work, limits))
        ready, _, _ = select.select([child.pipe for child in children], [], [], 1)
        for child in list(children):
            if child.pipe in ready:
                lines = child.hear()
                for line in lines or ():
                    told = json.loads(line)
                    yield child.left.popleft(), told and Failure(**told)
                if lines is not None:
                    continue
            elif time.monotonic() - child.heard < limits.silence:
                continue
            else:
                os.kill(child.pid, signal.SIGKILL)
            children.remove(child)
            os.close(child.pipe)
            _, status = os.waitpid(child.pid, 0)
            code = os.waitstatus_to_exitcode(status)
            if code and child.left:
                yield child.left.popleft(), _died(code)
            waiting.extendleft(reversed(child.left))


def _died(code: int) -> Failure:
    how = signal.Signals(-code).name if code < 0 else f"exit {code}"
    return Failure("died", how, "The process hung or was ended from outside.")


def _begin(batch: list[int], work: Work, limits: Limits) -> _Child:
    reads, writes = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(writes)
        return _Child(pid, reads, deque(batch))
    code = 1
    try:
        with os.fdopen(writes, "w", buffering=1) as pipe:
            _run_batch(batch, work, limits, pipe)
        code = 0
    finally:
        os._exit(code)


def _run_batch(batch: list[int], work: Work, limits: Limits, pipe: IO[str]) -> None:
    signal.signal(signal.SIGPROF, stop)
    before = _peak()
    _bound_memory(limits.memory)
    for number in batch:
        found = _attempt(number, work, limits)
        if found is None and _peak() - before > limits.memory:
            found = Failure("memory", f"over {limits.memory} MiB")
        print(json.dumps(found and vars(found)), file=pipe)
        if found:
            return  # what it left in this process could break the next


def _attempt(number: int, work: Work, limits: Limits) -> Failure | None:
    try:
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
        work(number)
    except TooLong as error:
        return Failure("time", failure(error).where, f"over {limits.seconds} seconds")
    except BaseException as error:
        return failure(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def _peak() -> int:
    """The most memory that this process has had, in MiB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // MIB


def _bound_memory(more: int) -> None:
    """Refuse this process more than it has and `more` MiB, where a system can."""
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
        most = pages * resource.getpagesize() + more * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
