"""Report what building costs: wall time, pages a second, peak memory, side by side.

Site, book and cards are each built by the command in a process of its own, and beside
them MkDocs alone on the same staged tree. It reports and never fails: machines differ,
so compare the rows of one run with each other.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from generator.home import home
from generator.kit import open_kit
from generator.publish.stage import stage

WHAT = ("site", "book", "cards")


def measure(command: list[str]) -> tuple[float, float]:
    """Run a command and return its wall time in seconds and its peak memory in MB."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, cwd=home())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise SystemExit(told.read().decode())
    # Linux counts in KiB, macOS in bytes.
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return time.perf_counter() - start, peak


def main() -> None:
    table = Table("what", "pages", "seconds", "pages a second", "peak MB", "× plain")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        staged = stage(open_kit(home() / "organisation"), folder / "stage")
        mkdocs = str(Path(sys.executable).with_name("mkdocs"))
        command = [sys.executable, "-m", "generator", "build", "--only"]
        rows = {
            "plain mkdocs build": [mkdocs, "build", "-q", "-f", str(staged.config)],
            **{what: [*command, what, "--output", str(folder / what)] for what in WHAT},
        }
        plain = 0.0
        for what, command in rows.items():
            seconds, peak = measure(command)
            plain = plain or seconds
            printed = folder / what / "print" / "print.json"
            pages = len(staged.pages)
            if printed.exists():
                pages = sum(json.loads(printed.read_text()).values())
            table.add_row(
                what,
                str(pages),
                f"{seconds:.1f}",
                f"{pages / seconds:.1f}",
                f"{peak:.0f}",
                f"{seconds / plain:.1f}",
            )
    Console().print(table)


if __name__ == "__main__":
    main()
