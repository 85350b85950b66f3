"""Read `labels.yml` over the default: every visible word of the interface, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from string import Template

from ..content.overlay import read_over
from ..content.problems import Findings, nearest, sentence
from ..content.source import Tree
from ..content.text import line
from .words import expand

LABELS = "labels.yml"
SLOT = re.compile(r"(?<!\$)\$\{?([A-Za-z][A-Za-z_]*)")


@dataclass(frozen=True)
class Labels:
    """Every visible word of the interface, by name."""

    texts: Mapping[str, str]
    tree: Tree = field(default_factory=lambda: Tree({}, {}))

    def __call__(self, name: str, **slots: object) -> str:
        """The label `name` with its slots (`$count`, `$minutes`) filled in.

        Raises KeyError for a slot that is left open: no reader is to see one.
        """
        return Template(self.texts[name]).substitute(slots)


def read_labels(
    layers: list[Path], words: Mapping[str, str], findings: Findings
) -> Labels:
    """Read the labels; an organisation's must exist below and keep to its slots."""
    shipped = read_over(layers[:1], LABELS, findings)
    tree = read_over(layers, LABELS, findings)
    texts = {}
    for name, source in tree.data.items():
        mark = tree.mark((name,))
        if name not in shipped.data:
            hint = nearest(name, shipped.data)
            if not isinstance(source, str):
                hint = "Each line is a label and its text, such as part_meet: Meet."
            findings.problem(mark, f"'{name}' is not a label. {hint}")
            continue
        if not isinstance(source, str):
            findings.problem(mark, f"'{name}' must be one piece of text.")
            continue
        slots = frozenset(SLOT.findall(shipped.data[name])) - set(words)
        try:
            texts[name] = line(source, partial(expand, known=words, slots=slots))
        except ValueError as error:
            findings.problem(mark, sentence(f"'{name}': {error}"))
    return Labels(texts, tree)
