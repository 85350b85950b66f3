"""Paper loads the kit's own files and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.paper import layout, write_pdf
from generator.publish.reference import texts
from tests.conftest import BuiltKit, listening


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


def test_nothing_is_printed_over_a_warning(shipped: BuiltKit) -> None:
    assert list(shipped.warned) == []


@pytest.mark.parametrize(
    "body",
    ['<p style="width:{{ foot }}mm">x</p>', '<a href="#nowhere">x</a>'],
    ids=["a style that cannot be read", "a link that leads nowhere"],
)
def test_a_warning_is_heard(body: str, tmp_path: Path) -> None:
    html = f'<html lang="en"><title>x</title>{body}'
    with listening() as warned:
        write_pdf(layout(html, tmp_path), tmp_path / "x.pdf")
    assert warned


@pytest.mark.parametrize(
    ("language", "parts"),
    [("en-GB", ["pro-", "gramme"]), ("de", ["program-", "me"])],
)
def test_words_are_parted_as_the_language_has_it(
    language: str, parts: list[str], tmp_path: Path
) -> None:
    style = "@page{size:40mm 60mm;margin:4mm}p{width:20mm;hyphens:auto}"
    html = (
        f'<html lang="{language}"><title>x</title><style>{style}'
        'p{hyphenate-character:"-"}</style><p>programme'
    )
    (page,) = layout(html, tmp_path).pages
    assert [box.text for box in texts(page)] == parts
