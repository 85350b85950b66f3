"""Say which tests hold which row of the fault table (`tests/faults.yml`).

`python -m tests.faults` writes `maintaining/fault-table.md` from their marks.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
ROWS = HERE / "faults.yml"
TABLE = HERE.parent / "maintaining" / "fault-table.md"
HEAD = """# Faults, and the tests that hold them

What must happen for each fault, and the tests that bring it about and look. `make
reference` makes this page from `tests/faults.yml` and the marks of the tests. What you
can do about a message stands in [faults.md](faults.md).

| # | fault | what must happen | held by |
| ---: | --- | --- | --- |
"""


class _Marked:
    """The tests of each row, in the order of collection."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[str, None]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            path = item.path.relative_to(HERE).with_suffix("").as_posix()
            name = item.name.partition("[")[0]
            told = f"{name.removeprefix('test_').replace('_', ' ')} (`{path}`)"
            for mark in item.iter_markers("fault"):
                for row in mark.args:
                    self.rows.setdefault(row, {})[told] = None


def held() -> dict[int, list[str]]:
    """The tests that hold each row, by collecting them all; to be run by itself."""
    marked = _Marked()
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        # With `-m ""` also those that take long.
        options = ["--collect-only", "-q", "-p", "no:cacheprovider", "-m", ""]
        ended = pytest.main([*options, str(HERE)], plugins=[marked])
    assert ended == pytest.ExitCode.OK, "the tests cannot be collected"
    return {row: list(tests) for row, tests in sorted(marked.rows.items())}


def table() -> str:
    """The fault table as Markdown. Raises KeyError for a row that no test holds."""
    rows, tests = yaml.safe_load(ROWS.read_text(encoding="utf-8")), held()
    if wrong := sorted(rows.keys() ^ tests.keys()):
        raise KeyError(f"rows without a test, or marks without a row: {wrong}")
    lines = [
        f"| {number} | {_cell(row['fault'])} | {_cell(row['must'])} | "
        f"{'; '.join(tests[number])} |"
        for number, row in rows.items()
    ]
    return HEAD + "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(TABLE.read_text(encoding="utf-8") != table())
    TABLE.write_text(table(), encoding="utf-8")
