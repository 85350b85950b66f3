"""Pictures are only pictures: sniffed, limited, neither fetching nor running."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.content.problems import Findings, Mark
from generator.identity.picture import aspect, is_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def _said(path: Path) -> str:
    findings = Findings()
    fine = is_picture(path, Mark(path), findings)
    assert fine == (not findings.problems)
    return "\n".join(problem.message for problem in findings.problems)


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<script>alert(1)</script>", "holds <script>"),
        ("<foreignObject/>", "holds <foreignObject>"),
        ('<path onload="x()"/>', "runs a script (onload)"),
        ('<use href="https://x.example/a.svg"/>', "from elsewhere"),
        ('<image href="https://x.example/a.png"/>', "holds <image>"),
        ('<rect style="fill:url(https://x.example/a)"/>', "from elsewhere"),
        ("<style>@import 'https://x.example/a.css'</style>", "from elsewhere"),
        ("<style>a{fill:url( //x.example/a)}</style>", "from elsewhere"),
        ("<style>a{}<g/>@import 'x.css';</style>", "from elsewhere"),
        ("<rect style='fill:u\\72l(https://x.example/a)'/>", "from elsewhere"),
        ("<g xml:base='https://x.example/'/>", "from elsewhere"),
        ("<script xmlns='http://www.w3.org/1999/xhtml'>1</script>", "holds <script>"),
        ("<?xml-stylesheet href='https://x.example/a.css'?>", "an instruction"),
        ("<g>" * 100 + "</g>" * 100, "nested deeper than 60 levels"),
        ("<path", "cannot be read as SVG"),
    ],
)
def test_an_svg_that_is_more_than_a_picture_is_refused(
    tmp_path: Path, inside: str, says: str
) -> None:
    """Rows 22, 23 and 26."""
    (tmp_path / "a.svg").write_text(SVG.format(inside))
    assert says in _said(tmp_path / "a.svg")


def test_an_svg_with_entities_is_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;")
    (tmp_path / "a.svg").write_text(text)
    assert "declares a document type" in _said(tmp_path / "a.svg")


def test_an_svg_in_another_encoding_hides_nothing(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY a "b">]>' + SVG.format("&a;")
    (tmp_path / "a.svg").write_bytes(text.encode("utf-16"))
    assert "is not UTF-8" in _said(tmp_path / "a.svg")


def test_what_editors_leave_in_an_svg_is_fine(tmp_path: Path) -> None:
    inkscape = "http://www.inkscape.org/namespaces/inkscape"
    inside = (
        f"<metadata><x:note xmlns:x='{inkscape}'/></metadata>"
        f"<g xmlns:x='{inkscape}' x:export-filename='C:\\logo.png'/>"
    )
    (tmp_path / "a.svg").write_text(SVG.format(inside))
    assert _said(tmp_path / "a.svg") == ""


def test_a_plain_svg_is_fine(tmp_path: Path) -> None:
    inside = (
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
        '<rect fill="url(#g)" width="9" height="9"/><use href="#g"/>'
        "<style>rect{stroke:url('#g')}</style>"
    )
    (tmp_path / "a.svg").write_text(SVG.format(inside))
    assert _said(tmp_path / "a.svg") == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_raster_image_is_fine_and_its_name_does_not_decide(
    tmp_path: Path, kind: str
) -> None:
    Image.new("RGB", (40, 20)).save(tmp_path / "a.png", kind)
    assert _said(tmp_path / "a.png") == ""


def test_what_is_no_image_damaged_or_too_large_is_refused(tmp_path: Path) -> None:
    """Row 24."""
    (tmp_path / "a.png").write_bytes(b"just words")
    assert "is not an SVG, PNG or JPEG" in _said(tmp_path / "a.png")
    Image.new("L", (12_000, 1)).save(tmp_path / "wide.png")
    assert "is over 10,000 pixels" in _said(tmp_path / "wide.png")
    Image.new("RGB", (400, 400), "red").save(tmp_path / "cut.png")
    whole = (tmp_path / "cut.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    assert "is a damaged image" in _said(tmp_path / "cut.png")
    Image.new("RGB", (400, 400), "red").save(tmp_path / "cut.jpg")
    whole = (tmp_path / "cut.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    assert "is a damaged image" in _said(tmp_path / "cut.jpg")
    (tmp_path / "svg.png").write_text(SVG.format(""))
    assert "is an SVG picture. End its name in .svg" in _said(tmp_path / "svg.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "html.html", "PNG")
    assert "End its name in .png or .jpg" in _said(tmp_path / "html.html")
    (tmp_path / "big.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_000)
    assert "is over 1 MiB" in _said(tmp_path / "big.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "a.gif")
    assert "is not an SVG, PNG or JPEG" in _said(tmp_path / "a.gif")


@pytest.mark.parametrize(
    ("box", "expected"), [("0 0 30 10", 3.0), ("0 0 0 0", 1.0), ("", 1.0)]
)
def test_the_shape_of_a_picture_is_known(
    tmp_path: Path, box: str, expected: float
) -> None:
    (tmp_path / "a.svg").write_text(SVG.replace("0 0 9 9", box).format(""))
    assert aspect(tmp_path / "a.svg") == expected
