"""Turn the code points that typefaces hold into CSS `unicode-range`s and back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache


def ranges(points: Iterable[int]) -> str:
    """Code points as a CSS `unicode-range`, such as "U+20-7E,U+A0"; "" for none."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
        for first, last in runs
    )


@cache
def points(ranges: str) -> frozenset[int]:
    """The code points of a CSS `unicode-range`."""
    found: set[int] = set()
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
