"""Paper loads the kit's own files and nothing else."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publish.paper import layout, write_pdf
from generator.publish.reference import texts
from tests.conftest import BuiltKit, listening


class NoPango(MetaPathFinder):
    """Where the library that draws text is missing, importing WeasyPrint fails."""

    def find_spec(self, name: str, *args: object) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.mark.fault(46)
@pytest.mark.parametrize(
    ("lacking", "remedy"),
    [
        ("pango", "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("module", "WeasyPrint is not installed"),
        ("version", "WeasyPrint 9.1 is too old. Install a newer one: pip install"),
    ],
)
def test_a_missing_renderer_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lacking: str, remedy: str
) -> None:
    if lacking == "module":
        monkeypatch.setitem(sys.modules, "weasyprint", None)
    elif lacking == "version":
        monkeypatch.setattr("weasyprint.VERSION", "9.1")
    else:
        monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
        monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    command = ["build", "--only", "onepagers", "--output", str(tmp_path / "out")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1, done.exception
    (line,) = done.output.strip().splitlines()
    assert remedy in line


@pytest.mark.fault(25)
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
