"""Read and write what upstream said where an organisation says something else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..content.problems import Finding, Mark, ProblemsFound

LOCK = "upstream.lock"
ABOUT = (
    "What upstream said where this organisation says something else. "
    "Written by `playbook doctor`; keep it with your files."
)


@dataclass(frozen=True)
class Record:
    """What upstream said; `kept` when the same words are kept on purpose."""

    upstream: Any
    kept: bool = False


@dataclass(frozen=True)
class Lock:
    """What was recorded: by override, and the whole items of which fields are."""

    records: Mapping[str, Record] = field(default_factory=dict)
    items: Mapping[str, Any] = field(default_factory=dict)


def read_lock(organisation: Path) -> Lock:
    """Read the lock; none yet is an empty one. Raises `ProblemsFound`."""
    path = organisation / LOCK
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        records = {
            key: Record(entry["upstream"], bool(entry.get("kept", False)))
            for key, entry in data["overrides"].items()
        }
        return Lock(records, dict(data.get("items", {})))
    except FileNotFoundError:
        return Lock()
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


def write_lock(organisation: Path, lock: Lock) -> None:
    """Write the lock if it says something new; without overrides there is none."""
    path = organisation / LOCK
    entries = {
        key: {"upstream": entry.upstream} | ({"kept": True} if entry.kept else {})
        for key, entry in sorted(lock.records.items())
    }
    items = dict(sorted(lock.items.items()))
    data = {"about": ABOUT, "overrides": entries, "items": items}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    if not entries:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        aside = path.with_suffix(".new")
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
