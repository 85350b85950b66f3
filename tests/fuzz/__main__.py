"""Run the fuzz: `python -m tests.fuzz --cases 20000`, or one case by its number.

Ends with 1 when a case fails. Each distinct failure is told once, with its cases.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from generator.fork.doctor import examine
from generator.kit import Kit, open_kit

from .case import lay_case, make
from .corpus import Files, corpus, lay
from .judge import Failure, run
from .run import Limits, run_all
from .warm import remember_shipped

SEEDS = Path(__file__).with_name("seeds.txt")


def main() -> int:
    asked = _asked()
    remember_shipped()
    files = corpus()
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary).resolve()
        kits = _opened(files, place)

        def work(number: int) -> None:
            with tempfile.TemporaryDirectory(dir=place) as each:
                folder = Path(each) / "ours"
                case = make(number, files)
                lay(files[case.organisation], folder)
                lay_case(case, folder)
                run(case, folder, kits)

        if asked.case is not None:
            print(make(asked.case, files))
            if asked.lay:
                case = make(asked.case, files)
                lay(files[case.organisation], asked.lay)
                lay_case(case, asked.lay)
            work(asked.case)
            return 0
        numbers = dict.fromkeys([*seeds(), *range(asked.cases)])
        gc.freeze()  # or each child would copy what its collector looks at
        began = time.monotonic()
        found: dict[tuple[str, str], dict[int, Failure]] = {}
        for number, failure in run_all(numbers, work, Limits(), asked.processes):
            if failure:
                same = found.setdefault((failure.kind, failure.where), {})
                if not same:
                    print(f"{make(number, files)}\n    {failure}", flush=True)
                same[number] = failure
        took = time.monotonic() - began
    for (kind, where), cases in sorted(found.items(), key=lambda each: -len(each[1])):
        some = ", ".join(map(str, sorted(cases)[:5]))
        print(f"{len(cases):5} {kind} at {where}: {some}")
    failed = sum(map(len, found.values()))
    print(
        f"{len(numbers)} cases in {took:.0f} s: {failed} failed in {len(found)} ways."
    )
    return 1 if failed else 0


def seeds() -> list[int]:
    """The cases that once failed."""
    said = SEEDS.read_text(encoding="utf-8").splitlines()
    return [int(line.split()[0]) for line in said if line and line[0] != "#"]


def _opened(files: Mapping[str, Files], place: Path) -> dict[str, Kit]:
    """Each organisation as it is untouched: nothing is wrong with it."""
    kits = {}
    for name, each in files.items():
        lay(each, place / name)
        kits[name] = open_kit((place / name).resolve())
        examine(place / name)
    return kits


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=500, help="How many.")
    parser.add_argument("--case", type=int, help="Only this one, with its traceback.")
    parser.add_argument("--lay", type=Path, help="Leave that case's folder here.")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
