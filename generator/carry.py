"""Carry over from an earlier build what this one would make the same, and no more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from .inputs import Options, digest
from .output.made import Made
from .publish.printed import Printed

PRINTED = "print.json"


def still_true(organisation: Path, day: date, before: Made) -> set[str]:
    """The artefacts of earlier builds that would come out the same on `day`.

    Each is compared as it was asked for, such as cards on other sheets.
    """
    now = {
        each: digest(organisation, Options(day, each.paper, each.sheets))
        for each in set(before.sources.values())
    }
    return {name for name, each in before.sources.items() if now[each] == each.inputs}


def keep(
    old: Path,
    new: Path,
    printed: dict[str, tuple[str, Printed]],
    artefacts: Collection[str],
) -> set[str]:
    """Copy what `artefacts` hold from `old` into `new`, and note it in `printed`.

    Both are folders of printed things. Returns those of which something was there.
    """
    if not artefacts or not (old / PRINTED).is_file():
        return set()  # an older version may have listed it otherwise
    kept = set()
    for facts in json.loads((old / PRINTED).read_text(encoding="utf-8")):
        artefact = facts.pop("artefact")
        each = Printed(**facts)
        if artefact in artefacts and (old / each.name).is_file():
            shutil.copyfile(old / each.name, new / each.name)
            printed[each.name] = artefact, each
            kept.add(artefact)
    return kept


def listed(folder: Path, printed: Mapping[str, tuple[str, Printed]]) -> Path | None:
    """The folder of what is printed, with a list of it; None where nothing is."""
    if not printed:
        return None
    facts = [{"artefact": kind, **vars(each)} for kind, each in printed.values()]
    text = json.dumps(facts, indent=1) + "\n"
    (folder / PRINTED).write_text(text, encoding="utf-8")
    return folder
