"""Paper loads the kit's own files and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.paper import layout


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "file:///etc/passwd",
        "../secret.png",
        "none.png",
        "ftp://x/y",
    ],
)
def test_paper_loads_nothing_but_the_kits_own_files(
    tmp_path: Path, address: str
) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    with pytest.raises(ValueError, match="paper cannot load"):
        layout(f'<html lang="en"><title>x</title><img alt="x" src="{address}">', folder)
