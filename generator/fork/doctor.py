"""Tell which overrides an update has left behind, and record what was decided.

`upstream.lock` holds, for each override, what upstream said when it was written or last
looked at. Comparing that with what upstream says now tells what an update changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..content.problems import Finding, Findings, Mark, ProblemsFound, nearest
from .overrides import Override, find_overrides

LOCK = "upstream.lock"
ABOUT = (
    "What upstream said where this organisation says something else. "
    "Written by `playbook doctor`; keep it with your files."
)
Status = Literal["current", "stale", "redundant", "orphaned"]
_UNKNOWN = object()


@dataclass(frozen=True)
class Record:
    """What upstream said; `kept` when the same words are kept on purpose."""

    upstream: Any
    kept: bool = False


Lock = Mapping[str, Record]


@dataclass(frozen=True)
class Diagnosis:
    """How one override stands: `was` is what upstream said when it was recorded."""

    override: Override
    status: Status
    was: Any
    new: bool  # not recorded before

    @property
    def needs_decision(self) -> bool:
        return self.status != "current"


def examine(organisation: Path) -> list[Diagnosis]:
    """Compare every override with upstream. Raises `ProblemsFound`."""
    lock = read_lock(organisation)
    return [_diagnose(override, lock) for override in find_overrides(organisation)]


def chosen(
    diagnoses: Sequence[Diagnosis], ids: Sequence[str], organisation: Path
) -> set[str]:
    """The ids of the overrides that `ids` name, whole or by a beginning of their path.

    Raises `ProblemsFound` for one that names none.
    """
    known = [found.override.id for found in diagnoses]
    findings = Findings()
    named: set[str] = set()
    for asked in ids:
        asked = asked.rstrip("/")
        below = {key for key in known if f"{key}/".startswith(f"{asked}/")}
        if not below:
            hint = nearest(asked, known) if known else "There are none."
            findings.problem(
                Mark(organisation / LOCK), f"'{asked}' is no change of yours. {hint}"
            )
        named |= below
    findings.raise_problems()
    return named


def record(
    organisation: Path, diagnoses: Sequence[Diagnosis], accept: Collection[str] = ()
) -> list[Diagnosis]:
    """Write the lock: new overrides, and those with an id in `accept`, as decided.

    Returns the diagnoses as they stand afterwards. Raises `ProblemsFound` for one that
    cannot be kept.
    """
    _check_accepted(diagnoses, accept)
    lock = {}
    for found in diagnoses:
        override, taken = found.override, found.override.id in accept
        if taken or found.status == "current" or found.new:
            kept = found.status == "redundant" and taken
            kept = kept or (found.status == "current" and _same_words(override))
            lock[override.id] = Record(override.upstream, kept)
        else:
            lock[override.id] = Record(found.was)
    _write(organisation, lock)
    return [_diagnose(found.override, lock) for found in diagnoses]


def not_recorded(organisation: Path) -> list[Finding]:
    """A note about overrides that an update could leave behind without notice."""
    count = sum(found.new for found in examine(organisation))
    if not count:
        return []
    told = (
        f"{count} change{'s' if count > 1 else ''} of yours not recorded yet. Run "
        "`playbook doctor` once, and it will tell when an update concerns them."
    )
    return [Finding(Mark(organisation / LOCK), told)]


def left_behind(organisation: Path) -> list[Finding]:
    """What upstream has taken away from under an organisation, as problems."""
    try:
        diagnoses = examine(organisation)
    except ProblemsFound:
        return []  # told already, as what is wrong with the file
    return [
        Finding(
            found.override.mark,
            f"Upstream has taken away '{found.override.id}', which this changes. Run "
            "`playbook doctor` to see what it was.",
        )
        for found in diagnoses
        if found.status == "orphaned" and not found.new
    ]


def read_lock(organisation: Path) -> Lock:
    """Read the lock; none yet is an empty one. Raises `ProblemsFound`."""
    path = organisation / LOCK
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            key: Record(entry["upstream"], bool(entry.get("kept", False)))
            for key, entry in data["overrides"].items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        line = getattr(error, "lineno", 1)
        raise ProblemsFound(
            [
                Finding(
                    Mark(path, line),
                    "The record of your changes cannot be read. Restore the file from "
                    "your history, or delete it: what upstream says today is then "
                    "taken as known.",
                )
            ]
        ) from None


def _diagnose(override: Override, lock: Lock) -> Diagnosis:
    was, kept = _recorded(override, lock)
    new = was is _UNKNOWN
    now = override.upstream
    status: Status = "current"
    if new:
        was = now
    if now is None and was is not None:
        status = "orphaned"
    elif now is None:
        # An addition of the organisation's own; a removal of nothing is left over.
        status = "orphaned" if override.own is None else "current"
    elif _same_words(override):
        status = "current" if kept else "redundant"
    elif not _same(was, now):
        status = "stale"
    return Diagnosis(override, status, was, new)


def _recorded(override: Override, lock: Lock) -> tuple[Any, bool]:
    """What was recorded for an override: upstream's words then, None for nothing."""
    if override.id in lock:
        return lock[override.id].upstream, lock[override.id].kept
    below = {
        key.removeprefix(f"{override.id}/"): entry.upstream
        for key, entry in lock.items()
        if key.startswith(f"{override.id}/") and entry.upstream is not None
    }
    if below and override.upstream is None and override.own is not None:
        # Fields of it were overridden once: upstream has taken the whole away.
        return below, False
    parts = override.id.split("/")
    for length in range(len(parts) - 1, 1, -1):
        entry = lock.get("/".join(parts[:length]))
        if entry and entry.upstream is None:
            # The organisation's own addition, and now upstream has one of that name.
            return None, False
    return _UNKNOWN, False


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same, however their lines are broken."""
    return bool(_flat(one) == _flat(other))


def _flat(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_flat(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _flat(entry) for key, entry in value.items()}
    return value


def _same_words(override: Override) -> bool:
    return override.own is not None and _same(override.own, override.upstream)


def _check_accepted(diagnoses: Sequence[Diagnosis], accept: Collection[str]) -> None:
    findings = Findings()
    for found in diagnoses:
        override = found.override
        left_over = found.status == "orphaned" and not _can_stand(override)
        if override.id in accept and left_over:
            findings.problem(
                override.mark,
                f"'{override.id}' cannot be kept: upstream has nothing of that name "
                "any more. Delete the line.",
            )
    findings.raise_problems()


def _can_stand(override: Override) -> bool:
    return override.own is not None and not override.id.startswith("labels/")


def _write(organisation: Path, lock: Lock) -> None:
    """Write the lock if it says something new; without overrides there is none."""
    path = organisation / LOCK
    entries = {
        key: {"upstream": entry.upstream} | ({"kept": True} if entry.kept else {})
        for key, entry in sorted(lock.items())
    }
    data = {"about": ABOUT, "overrides": entries}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    if not entries:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        aside = path.with_suffix(".new")
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
