"""Pictures are only pictures: sniffed, limited, neither fetching nor running."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.content.problems import Findings, Mark
from generator.identity import picture
from generator.identity.picture import (
    aspect,
    check_pictures,
    is_picture,
    published,
)
from generator.kit import open_kit
from generator.publish.stage import stage
from tests.conftest import Write

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
@pytest.mark.fault(22, 23, 26)
def test_an_svg_that_is_more_than_a_picture_is_refused(
    tmp_path: Path, inside: str, says: str
) -> None:
    (tmp_path / "a.svg").write_text(SVG.format(inside))
    assert says in _said(tmp_path / "a.svg")


@pytest.mark.fault(23)
def test_an_svg_with_entities_is_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;")
    (tmp_path / "a.svg").write_text(text)
    assert "declares a document type" in _said(tmp_path / "a.svg")


@pytest.mark.fault(23)
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


@pytest.mark.fault(24)
def test_what_is_no_image_damaged_or_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"just words")
    assert "is not an SVG, PNG or JPEG" in _said(tmp_path / "a.png")
    Image.new("L", (12_000, 1)).save(tmp_path / "wide.png")
    assert "over 10,000 pixels wide" in _said(tmp_path / "wide.png")
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
    ("box", "expected"),
    [
        ("0 0 30 10", 3.0),
        ("0,0,3e1,1e1", 3.0),
        ("-1 -1 .3e2 10.", 3.0),
        ("0 0 0 0", 1.0),
        ("0 0 -9 9", 1.0),
        ("", 1.0),
    ],
)
def test_the_shape_of_a_picture_is_known(
    tmp_path: Path, box: str, expected: float
) -> None:
    (tmp_path / "a.svg").write_text(SVG.replace("0 0 9 9", box).format(""))
    assert aspect(tmp_path / "a.svg") == expected


@pytest.mark.fault(60)
def test_what_programs_write_of_themselves_is_not_published(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><!-- Made by Ida -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:k="http://www.w3.org/1999/xlink"
  xmlns:n="http://www.inkscape.org/namespaces/inkscape" n:docname="C:/Ida/a.svg"
  xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" viewBox="0 0 9 9"
  xml:lang="en"><metadata><r:RDF>Ida</r:RDF></metadata><n:view n:at="Ida"/>
  <title>A &lt;b&gt; c</title><g id="a" n:export-filename="/home/Ida/a.png"/>
  <style>g{fill:url('#b')} a>b{}</style><use k:href="#a"/></svg>"""
    path = tmp_path / "a.svg"
    path.write_text(text)
    assert _said(path) == ""
    made = published(path).decode()
    assert "Ida" not in made and "inkscape" not in made and made.count("xmlns") == 1
    assert '<use href="#a"' in made and "A &lt;b&gt; c" in made
    assert 'xml:lang="en"' in made and "fill:url('#b')" in made
    assert published(path) == made.encode()
    (tmp_path / "b.svg").write_text(made)
    assert _said(tmp_path / "b.svg") == ""
    assert published(tmp_path / "b.svg") == made.encode()


def test_a_folder_of_pictures_has_limits_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(path: Path, count: int) -> str:
        findings = Findings()
        check_pictures([path] * count, tmp_path, findings)
        return "\n".join(each.message for each in findings.problems)

    monkeypatch.setattr(picture, "MAX_PIXELS", 2_000_000)
    monkeypatch.setattr(picture, "MAX_DRAWN", 1000)
    raster, vector = tmp_path / "a.png", tmp_path / "a.svg"
    Image.new("1", (1000, 1000)).save(raster)
    vector.write_text(SVG.format("<rect/>" * 400))
    for path in (raster, vector):
        assert told(path, 2) == ""
        assert "over 2 million pixels or 1,000 shapes and letters" in told(path, 3)
    assert told(raster, 201).startswith("Here are 201 pictures of 0.0 MiB; 200 of")
    (tmp_path / "large.png").write_bytes(bytes(1024 * 1024))
    said = told(tmp_path / "large.png", 51)
    assert said.startswith("Here are 51 pictures of 51.0 MiB; 200 of 50 MiB are")
    (tmp_path / "b.png").mkdir()
    assert told(tmp_path / "b.png", 1) == "'b.png' is no file. Put a picture there."


@pytest.mark.fault(60, 62)
def test_logos_and_pictures_are_staged_with_nothing_told_of_them(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif.update({0x010F: "Secret place", 0x0112: 6})
    write("_brand.yml", "logo: assets/logo.jpg\n")
    (organisation / "assets").mkdir()
    for name in ("logo.jpg", "yard.png"):
        Image.new("RGB", (40, 20)).save(organisation / "assets" / name, exif=exif)
    svg = SVG.format("<metadata>Secret place</metadata>")
    (organisation / "assets/map.svg").write_text(svg)
    kit = open_kit(organisation)
    stage(kit, tmp_path / "stage")
    staged = list((tmp_path / "stage/docs/assets").glob("*.*"))
    pictures = [path for path in staged if path.suffix in (".jpg", ".png", ".svg")]
    # The logo for each use, and the three pictures by their own names.
    assert {"cover.jpg", "icon.jpg", "yard.png", "map.svg"} <= {
        p.name for p in pictures
    }
    assert not any(b"Secret" in path.read_bytes() for path in pictures)
    assert aspect(organisation / "assets/logo.jpg") == 0.5 and not kit.brand.is_named
    with Image.open(tmp_path / "stage/docs/assets/cover.jpg") as cover:
        assert cover.size == (20, 40)
