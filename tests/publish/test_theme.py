"""The theme copes with what organisations have: other languages, logos of any kind."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from PIL import Image

from generator.kit import open_kit
from generator.publish.site import build_site
from generator.publish.stage import stage
from tests.conftest import Write

LOADED = re.compile(r"""(?:src|href)="([^"]+)"|url\(["']?([^)"']+)["']?\)""")


@pytest.mark.fault(61, 62)
@pytest.mark.parametrize(("code", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_a_site_in_another_language_with_a_raster_logo_is_whole(
    organisation: Path, write: Write, tmp_path: Path, code: str, direction: str
) -> None:
    """The theme knows only half of each language: the rest is its English."""
    write("organisation.yml", f"language: {code}\n")
    (organisation / "assets").mkdir()
    Image.new("RGB", (300, 80), "teal").save(organisation / "assets" / "logo.png")
    write("_brand.yml", "logo: {medium: assets/logo.png}\n")
    site = build_site(stage(open_kit(organisation), tmp_path / "stage"))
    page = (site / "index.html").read_text(encoding="utf-8")
    assert f'<body dir="{direction}"' in page and f'<html lang="{code}"' in page
    config = json.loads((site / "search" / "search_index.json").read_text())["config"]
    assert set(config["lang"]) <= {code, "en"} and config["lang"]
    re.compile(config["separator"])
    assert "search.config" not in json.dumps(config)
    missing = {
        f"{path.relative_to(site)} asks for {name}"
        for path in (*site.rglob("*.html"), *site.rglob("assets/*.css"))
        for name in _loaded(path)
        if not (path.parent / name).exists()
    }
    assert not missing


def _loaded(path: Path) -> set[str]:
    """The files of the site that a page or a style names."""
    named = (unescape(a or b) for a, b in LOADED.findall(path.read_text()))
    names = {unquote(urldefrag(each)[0]) for each in named}
    return {each for each in names if each and not re.match(r"\w+:|/", each)}


@pytest.mark.fault(61)
def test_a_language_that_the_theme_does_not_know_has_english_rules(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("organisation.yml", "language: ga\n")
    staged = stage(open_kit(organisation), tmp_path / "stage")
    config = yaml.safe_load(staged.config.read_text(encoding="utf-8"))
    assert config["theme"]["language"] == "en"
    assert config["extra"]["kit"]["theme"]["language"] == "ga"
