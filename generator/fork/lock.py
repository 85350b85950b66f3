"""Read and write what upstream said where an organisation says something else."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from ..content.characters import REFUSED
from ..content.folder import Refused, read_file
from ..content.problems import Finding, Mark, ProblemsFound
from ..content.source import MAX_DEPTH
from ..identity.inventory import LOCK

MAX_BYTES = 4 * 1024 * 1024
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
    if not os.path.lexists(path):
        return Lock()
    try:
        data = json.loads(read_file(path, MAX_BYTES).decode("utf-8-sig"))
        records = {
            _said(key): Record(_said(entry["upstream"]), bool(entry.get("kept")))
            for key, entry in data["overrides"].items()
        }
        whole = data.get("items", {}).items()
        items = {_said(key): _said(item) for key, item in whole}
        return Lock(records, items)
    except Refused as error:
        told, line = str(error), 1
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        told, line = "The record of your changes cannot be read.", 1
        line = getattr(error, "lineno", line)
    raise ProblemsFound(
        [
            Finding(
                Mark(path, line),
                f"{told} Restore the file from your history, or delete it: what "
                "upstream says today is then taken as known.",
            )
        ]
    )


def _said(value: Any, depth: int = 0) -> Any:
    """A value, if upstream can have said it: text, lists, mappings. Else ValueError."""
    if isinstance(value, (list, dict)) and depth < MAX_DEPTH:
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        for part in parts:
            _said(part, depth + 1)
    elif isinstance(value, str):
        if REFUSED.search(value):
            raise ValueError("a character that no text has")
    elif not isinstance(value, (bool, type(None))):
        raise ValueError("neither text nor a list")
    return value


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
        # A new name, since a link may lie under any known one; hidden, should it stay.
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=organisation, prefix=f".{LOCK}", delete=False
        ) as aside:
            aside.write(text)
        Path(aside.name).chmod(0o644)
        Path(aside.name).replace(path)
