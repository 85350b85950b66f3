"""Pack a built site into one file, to be unzipped on a shared drive or sent round."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FOLDER = "playbook"
LEFT_OUT = {".map"}  # what only those need who work on the theme's own scripts


def pack(site: Path, target: Path, day: date) -> Path:
    """Write the files of `site` into the zip `target` and return it.

    All lie in one folder and carry the date of the edition, so that the same site gives
    the same bytes.
    """
    # A zip knows no day before 1980.
    when = max((day.year, day.month, day.day), (1980, 1, 1))
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for path in sorted(site.rglob("*")):
            if path.is_file() and path.suffix not in LEFT_OUT:
                name = f"{FOLDER}/{path.relative_to(site).as_posix()}"
                info = ZipInfo(name, (*when, 0, 0, 0))
                info.external_attr = 0o644 << 16
                packed.writestr(info, path.read_bytes(), ZIP_DEFLATED)
    return target
