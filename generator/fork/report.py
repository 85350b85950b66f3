"""Put a diagnosis into words for people, and into plain data for machines."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from .doctor import Diagnosis, Status, can_stand

SHORT = 3  # values of up to so many lines are shown whole, longer ones by what changed
NONE = (
    "You have changed none of upstream's texts yet. Settings and brand are your own "
    "and are not compared."
)
STATUSES: Mapping[Status, str] = {
    "current": "up to date",
    "stale": "changed by upstream",
    "redundant": "the same as upstream",
    "orphaned": "gone from upstream",
    "incomplete": "not complete",
}


def report(diagnosis: Diagnosis) -> str:
    """What one override needs: where it is, what upstream said, says, and yours."""
    lines = [diagnosis.override.id, f"  {_meaning(diagnosis)}"]
    lines += [f"  {line}" for line in _values(diagnosis)]
    lines += [f"  {line}" for line in _ways_out(diagnosis)]
    return "\n".join(lines)


def summary(diagnoses: Sequence[Diagnosis]) -> str:
    """One line that counts."""
    counted = Counter(found.status for found in diagnoses)
    told = [f"{counted[key]} {said}" for key, said in STATUSES.items() if counted[key]]
    changes = f"{len(diagnoses)} change{'' if len(diagnoses) == 1 else 's'} of yours"
    return f"{changes}: {', '.join(told)}." if told else NONE


def plain(diagnosis: Diagnosis) -> dict[str, Any]:
    """The same as data: id, status, file, line, was, now, own."""
    override = diagnosis.override
    return {
        "id": override.id,
        "status": diagnosis.status,
        "file": str(override.mark.file),
        "line": override.mark.line,
        "was": diagnosis.was,
        "now": override.upstream,
        "own": override.own,
        "new": diagnosis.new,
    }


def _meaning(diagnosis: Diagnosis) -> str:
    match diagnosis.status:
        case "stale" if diagnosis.was is None:
            return "You added this, and upstream now has one of the same name."
        case "stale":
            return "Upstream has changed the words that yours replace."
        case "redundant":
            return "Yours says the same as upstream. It only keeps later updates out."
        case "orphaned" if diagnosis.override.own is None:
            return (
                "Upstream has taken this away, so there is nothing left to leave out."
            )
        case "orphaned" if diagnosis.was is None:
            return (
                "Upstream has nothing of this name to change: it is misspelt, or an "
                "update has taken it away."
            )
        case "incomplete":
            return (
                "Upstream has nothing of this name to change: it is misspelt, or an "
                "update has taken it away. To stand alone it needs "
                f"{', '.join(diagnosis.lacking)}."
            )
        case "orphaned":
            return "Upstream has taken away what yours changes."
        case _:
            return "Nothing has changed."


def _values(diagnosis: Diagnosis) -> Iterator[str]:
    override = diagnosis.override
    where = f"{_shown(override.mark.file)}, line {override.mark.line}"
    if override.own is None or diagnosis.status == "redundant":
        yield f"yours: {where}"
        return
    was, now = _lines(diagnosis.was), _lines(override.upstream)
    if diagnosis.status == "incomplete":
        yield from _block(f"yours ({where})", _lines(override.own))
        return
    if diagnosis.status == "orphaned" and isinstance(diagnosis.was, dict):
        # Whole, so that it can be taken over.
        yield "upstream was:"
        yield from (f"  {line}" for line in was)
        yield from _block(f"yours ({where})", _lines(override.own))
        return
    if max(len(was), len(now)) > SHORT and was and now:
        yield "what upstream changed:"
        for line in difflib.unified_diff(was, now, lineterm="", n=1):
            if not line.startswith(("---", "+++", "@@")):
                yield f"  {line}"
    else:
        yield from _block("upstream was", was)
        yield from _block("upstream now", now)
    yield from _block(f"yours ({where})", _lines(override.own))


def _block(name: str, lines: list[str]) -> Iterator[str]:
    if len(lines) == 1:
        yield f"{name}: {lines[0]}"
    elif lines:
        yield f"{name}:"
        yield from (f"  {line}" for line in lines[:SHORT])
        if len(lines) > SHORT:
            yield f"  … ({len(lines) - SHORT} more lines)"
    else:
        yield f"{name}: nothing"


def _ways_out(diagnosis: Diagnosis) -> Iterator[str]:
    key = diagnosis.override.id
    what = _what_to_delete(diagnosis)
    if diagnosis.override.own is None:
        yield f"→ {_what_to_delete(diagnosis)}"
        return
    if diagnosis.status == "incomplete":
        yield "→ correct its name, or add what it needs"
        yield f"→ let it go: {what}"
    elif diagnosis.status == "orphaned":
        yield f"→ let it go with upstream's: {what}"
        if can_stand(diagnosis.override):
            yield f"→ keep it, completed, as your own: playbook doctor --accept {key}"
    else:
        yield f"→ keep yours: playbook doctor --accept {key}"
        yield f"→ take upstream's: {what}"


def _what_to_delete(diagnosis: Diagnosis) -> str:
    override = diagnosis.override
    if override.id.startswith("pages/"):
        return f"delete {_shown(override.mark.file)}"
    where = f"line {override.mark.line} of {_shown(override.mark.file)}"
    return f"delete {where} and what belongs to it; a name with nothing under it too"


def _lines(value: Any) -> list[str]:
    """A value as it would be written."""
    if value is None or value is True:
        return []
    if isinstance(value, str):
        return value.strip().splitlines()
    if isinstance(value, list) and all("\n" not in str(entry) for entry in value):
        simple = all(isinstance(entry, str) for entry in value)
        if simple:
            return [str(entry) for entry in value]
    dumped: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=88)
    return dumped.strip().splitlines()


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
