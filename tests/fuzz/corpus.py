"""Gather the organisations that are mutated: the examples, and one that says all.

The last one changes an item of every kind and gives every setting, each in the words
of the kit itself, so that a mutated word meets every field.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml
from PIL import Image

from generator.content.load import read_folder
from generator.content.model import KINDS
from generator.content.problems import Findings
from generator.content.source import read
from generator.fork.doctor import examine, record
from generator.home import home

Files = Mapping[str, bytes]
SHIPPED = home() / "playbook_data"
FONTS = home() / "examples" / "tolliver-brask" / "assets" / "fonts"
WHOLE = "whole"

SETTINGS = """\
programme:
  name: See for Yourself
  promise: Somebody shows, somebody sees, and something is tried.
words:
  programme: {one: scheme, a: a scheme, many: schemes}
  mentoring: {one: reciprocal mentoring}
  mentor: {one: guide, a: a guide, many: guides}
  partner: {one: director, a: a director, many: directors}
  pair: {one: duo, a: a duo, many: duos}
  lead: {one: coordinator, a: a coordinator}
  sponsor: {one: patron, a: a patron}
  manager: {one: supervisor, a: a supervisor}
  contact: {one: listener, a: a listener}
language: en-GB
paper: letter
track: six-meetings
purposes: [see-customer-friction]
meeting_minutes: 60
remote: true
hide: [variants.md, part_behind]
floors: {people: 8, pairs: 4}
dates: {first_meetings: 2027-03-01}
site:
  address: https://see.example/playbook
  private: true
contacts:
  lead: {name: The desk, reach: "4400", answers: in a day, stand_in: the other desk}
  contact: {name: The listener, reach: room 12}
  sponsor: {name: The patron, reach: "4000"}
  privacy: {name: The records office, reach: "4410"}
  representatives: {name: The committee, reach: "4420"}
printing:
  sheets: fold
  offset: {across: 0.5, down: -1}
"""
BRAND = """\
meta: {name: Alder & Sons}
color:
  palette: {plum: "#6d1f52", shell: "#ff9d7a", ink: plum}
  primary: plum
  secondary: {light: shell, dark: "#ffb59a"}
  foreground: "#1a1216"
  background: "oklch(0.98 0.01 60)"
  success: "#1c7a4a"
  dark: "#140d11"
logo:
  images: {mark: assets/mark.png}
  small: {light: mark, dark: {path: assets/mark-dark.jpg, alt: Two leaves}}
  medium: assets/logo.svg
typography:
  fonts:
    - family: Archivo
      source: file
      license: SIL Open Font License 1.1
      files:
        - {path: assets/fonts/archivo-latin-400-normal.woff2, weight: 400}
        - {path: assets/fonts/archivo-latin-700-normal.woff2, weight: bold}
  base: {family: Archivo}
  headings: Archivo
"""
PAGES = {
    "our-year.md": """\
---
title: Our first year
description: What forty pairs found.
part: part_learn
for: [lead, mentor]
book: false
---

# Our first year {#year}

We began with [friction](themes/customer-friction.md). $Mentors ask[^1], $$5 is spent.

![Two leaves](assets/mark.png)

{{ questions(theme="customer-friction", depth=1, limit=2) }}

{{ contact("lead") }}

{{ diagram("loop") }}

{{ glance("mentor") }}

| one | two |
| --- | --- |
| a   | b   |

## For the desk {#desk data-for="lead"}

{{ entries("faq") }}

[^1]: In a note.
""",
    "why.md": """\
---
title: Why
part: part_decide
---

# Why

{{ tasks(owner="lead") }}

{{ track() }}
""",
}


def corpus() -> dict[str, Files]:
    """The organisations by name, each as its files by path."""
    found = {
        path.name: _files(path)
        for path in sorted((home() / "examples").iterdir())
        if path.is_dir()
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / WHOLE
        lay(_whole(), folder)
        record(folder, examine(folder))
        return {**found, WHOLE: _files(folder)}


def lay(files: Files, folder: Path) -> None:
    """Write an organisation's files into `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _whole() -> dict[str, bytes]:
    texts = {
        "organisation.yml": SETTINGS,
        "_brand.yml": BRAND,
        "labels.yml": _labels(),
        **{f"pages/{name}": text for name, text in PAGES.items()},
        **{f"content/{kind}/ours.yml": _item(kind) for kind in KINDS},
    }
    pictures = {
        "assets/mark.png": _picture("PNG"),
        "assets/mark-dark.jpg": _picture("JPEG"),
        "assets/logo.svg": (SHIPPED / "defaults/assets/logo.svg").read_bytes(),
    }
    for weight in (400, 700):
        name = f"archivo-latin-{weight}-normal.woff2"
        pictures[f"assets/fonts/{name}"] = (FONTS / name).read_bytes()
    return {name: text.encode() for name, text in texts.items()} | pictures


def _labels() -> str:
    tree = read(SHIPPED / "defaults" / "labels.yml", Findings())
    assert tree is not None
    return _written({key: tree.data[key] for key in list(tree.data)[::12]})


def _item(kind: str) -> str:
    """The first item of a kind, with all its fields."""
    items = read_folder(SHIPPED / kind, Findings()).data
    key = next(iter(items))
    return _written({key: items[key]})


def _written(data: object) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def _picture(format: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 20), "#6d1f52").save(file, format)
    return file.getvalue()
