"""Make the brand's sheet for paper, each face from one file.

The web loads a face in subsets, told apart by `unicode-range`. WeasyPrint 70 puts all
files of one family, weight and style into one PDF font and then draws the wrong glyphs,
so for paper the subsets are joined first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

from ..identity.join import joined
from ..identity.sheet import stylesheet
from ..identity.typeface import Face, font_file, worked
from ..kit import Kit

SHEET = "paper.css"


def write_paper_sheet(kit: Kit, assets: Path) -> None:
    """Write `paper.css` and its faces into `assets`.

    Raises `ProblemsFound` for a face that takes too much.
    """
    folder = assets / "paper"
    folder.mkdir(exist_ok=True)
    addresses: dict[Face, str] = {}
    written: dict[tuple[str, ...], str] = {}
    for _, group in groupby(sorted(kit.brand.faces, key=_kind), key=_kind):
        faces = list(group)
        files = tuple(font_file(face) for face in faces)
        # A face that stands in for another has its file already.
        name = written.setdefault(
            tuple(face.file for face in faces), f"face-{len(written)}.ttf"
        )
        if not (folder / name).exists():
            (folder / name).write_bytes(worked(faces, joined, files))
        addresses[replace(faces[0], path=folder / name, instance=None)] = (
            f"paper/{name}"
        )
    sheet = stylesheet(kit.brand, list(kit.content.areas), addresses)
    (assets / SHEET).write_text(sheet, encoding="utf-8")


def _kind(face: Face) -> tuple[str, int, str]:
    return face.family, face.weight, face.style
