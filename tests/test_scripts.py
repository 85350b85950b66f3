"""The site's scripts hold what their types say: TypeScript reads them as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator.home import TEMPLATES, home
from tests.conftest import run_checker

SCRIPTS = TEMPLATES / "scripts"
SETTINGS = home() / "tests/node/tsconfig.json"


def _check(settings: Path) -> tuple[set[Path], list[str]]:
    """The scripts that were read, and what is wrong, a line each."""
    said = run_checker(
        "typescript/bin/tsc", "--project", settings, "--listFiles", "--pretty", "false"
    ).splitlines()
    # A fault may go on in lines that are indented.
    wrong = [
        line
        for line in said
        if re.search(r"\berror TS\d+:", line) or line.startswith(" ")
    ]
    return {Path(line) for line in said if line not in wrong}, wrong


def test_every_script_holds_what_its_types_say() -> None:
    scripts = set(SCRIPTS.glob("*.js"))
    assert scripts, f"There is no script in {SCRIPTS}: this test would check nothing."
    read, wrong = _check(SETTINGS)
    assert not wrong, "\n".join(wrong)
    assert scripts <= read


def test_a_wrong_call_is_caught(tmp_path: Path) -> None:
    right = tmp_path / "right.js"
    right.write_text(
        "(() => {\n"
        '  const inputs = document.querySelectorAll("input");\n'
        "  for (const input of inputs) input.toggleAttribute(input.name, true);\n"
        "})();\n",
        encoding="utf-8",
    )
    wrong = tmp_path / "wrong.js"
    wrong.write_text(
        '(() => {\n  document.querySelector("p").toggleAttribute(1);\n})();\n',
        encoding="utf-8",
    )
    settings = tmp_path / "tsconfig.json"
    # The settings of the kit's own scripts, over these two.
    settings.write_text(
        json.dumps({"extends": str(SETTINGS), "include": ["*.js"]}), encoding="utf-8"
    )
    read, said = _check(settings)
    assert {right, wrong} <= read
    places = [line.partition(": error ")[0].rpartition("/")[2] for line in said]
    assert places == ["wrong.js(2,3)", "wrong.js(2,47)"], said
    assert "possibly 'null'" in said[0] and "'number'" in said[1], said
