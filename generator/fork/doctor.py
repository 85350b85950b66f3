"""Tell which overrides an update has left behind, and record what was decided.

`upstream.lock` holds, for each override, what upstream said when it was written or last
looked at. Comparing that with what upstream says now tells what an update changed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..content.load import lacks
from ..content.model import KINDS
from ..content.problems import Finding, Findings, Mark, ProblemsFound, nearest
from .lock import Lock, Record, read_lock, write_lock
from .overrides import Override, find_overrides

Status = Literal["current", "stale", "redundant", "orphaned", "incomplete"]
_UNKNOWN = object()


@dataclass(frozen=True)
class Diagnosis:
    """How one override stands: `was` is what upstream said when it was recorded."""

    override: Override
    status: Status
    was: Any
    new: bool  # not recorded before
    lacking: tuple[str, ...] = ()  # what it needs to stand alone

    @property
    def needs_decision(self) -> bool:
        return self.status != "current"


def examine(organisation: Path) -> list[Diagnosis]:
    """Compare every override with upstream. Raises `ProblemsFound`."""
    found = find_overrides(organisation)
    lock = read_lock(organisation)
    return [_diagnose(override, lock) for override in found]


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
                Mark(organisation), f"'{asked}' is no change of yours. {hint}"
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
    old = read_lock(organisation)
    records: dict[str, Record] = {}
    items: dict[str, Any] = {}
    for found in diagnoses:
        override, taken = found.override, found.override.id in accept
        if found.new and found.status == "incomplete":
            continue  # nobody knows yet what it stands in for
        if taken or found.status == "current" or found.new:
            kept = found.status == "redundant" and taken
            kept = kept or (found.status == "current" and _same_words(override))
            records[override.id] = Record(override.upstream, kept)
        elif override.id in old.records or found.status != "orphaned":
            records[override.id] = Record(found.was)
        else:
            # Fields of an item that is gone: what they stood in for stays on record.
            records |= {
                key: entry
                for key, entry in old.records.items()
                if key.startswith(f"{override.id}/")
            }
        name = "/".join(override.id.split("/")[:2])
        if (item := override.item or old.items.get(name)) and name != override.id:
            items[name] = item
        elif not taken and name in old.items:
            items[name] = old.items[name]
    lock = Lock(records, items)
    write_lock(organisation, lock)
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
    return [Finding(Mark(organisation), told)]


def explained(problems: Sequence[Finding], organisation: Path) -> tuple[Finding, ...]:
    """Problems, with what upstream has taken away told in place of what follows."""
    try:
        diagnoses = examine(organisation)
    except ProblemsFound:
        return tuple(problems)  # told already, as what is wrong with the file
    left = {
        found.override.mark: Finding(
            found.override.mark,
            f"Upstream has taken away '{found.override.id}', which this changes. Run "
            "`playbook doctor` to see what it was.",
        )
        for found in diagnoses
        if found.status == "orphaned" and not found.new
    }
    others = [each for each in problems if each.mark not in left]
    return (*others, *left.values())


def _diagnose(override: Override, lock: Lock) -> Diagnosis:
    was, kept = _recorded(override, lock)
    new = was is _UNKNOWN
    now = override.upstream
    status: Status = "current"
    if new:
        was = now
    lacking = _lacking(override)
    if now is None and (was is not None or not can_stand(override)):
        status = "orphaned"
    elif now is None:
        # An addition of the organisation's own.
        status = "incomplete" if lacking else "current"
    elif _same_words(override):
        status = "current" if kept else "redundant"
    elif not _same(was, now):
        status = "stale"
    return Diagnosis(override, status, was, new, lacking)


def _recorded(override: Override, lock: Lock) -> tuple[Any, bool]:
    """What was recorded for an override: upstream's words then, None for nothing."""
    if entry := lock.records.get(override.id):
        return entry.upstream, entry.kept
    whole = lock.items.get(override.id)
    if whole is not None and override.upstream is None and override.own is not None:
        # Fields of it were overridden once: upstream has taken the whole away.
        return whole, False
    parts = override.id.split("/")
    for length in range(len(parts) - 1, 1, -1):
        entry = lock.records.get("/".join(parts[:length]))
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
        left_over = found.status == "orphaned" and not can_stand(override)
        if override.id in accept and left_over:
            findings.problem(
                override.mark,
                f"'{override.id}' cannot be kept: upstream has nothing of that name "
                "any more. Delete the line.",
            )
        elif override.id in accept and found.lacking:
            names = ", ".join(f"'{name}'" for name in found.lacking)
            findings.problem(
                override.mark,
                f"'{override.id}' cannot stand alone yet: {names} "
                f"{'is' if len(found.lacking) == 1 else 'are'} missing. Add what "
                "upstream's had, as `playbook doctor` shows it, then accept it.",
            )
    findings.raise_problems()


def _lacking(override: Override) -> tuple[str, ...]:
    """The fields that an item still needs where upstream has nothing under it."""
    kind, *rest = override.id.split("/")
    own = override.own
    if override.upstream is not None or kind not in KINDS or len(rest) > 1:
        return ()
    return tuple(lacks(KINDS[kind], own)) if isinstance(own, dict) else ()


def can_stand(override: Override) -> bool:
    """Whether the kit takes it where upstream has nothing of that name."""
    kind, *rest = override.id.split("/")
    if override.own is None or kind == "labels":
        return False
    return kind not in KINDS or len(rest) < 2 or rest[1] in KINDS[kind].model_fields
