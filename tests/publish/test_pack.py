"""A packed site is one folder in one file, the same bytes for the same site."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

from generator.publish.pack import pack


def test_a_packed_site_holds_every_page_and_no_maps(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text("<p>Grüße</p>")
    (site / "assets/a.js").write_text("1")
    (site / "assets/a.js.map").write_text("{}")
    packed = pack(site, tmp_path / "a.zip", date(2026, 3, 1))
    with ZipFile(packed) as held:
        assert held.namelist() == ["playbook/assets/a.js", "playbook/index.html"]
        assert held.read("playbook/index.html").decode() == "<p>Grüße</p>"
        assert held.getinfo("playbook/index.html").date_time[:3] == (2026, 3, 1)
    (site / "index.html").touch()
    again = pack(site, tmp_path / "b.zip", date(2026, 3, 1))
    assert again.read_bytes() == packed.read_bytes()


def test_a_day_before_zips_were_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("x")
    packed = pack(tmp_path / "site", tmp_path / "a.zip", date(1970, 1, 1))
    with ZipFile(packed) as held:
        assert held.getinfo("playbook/index.html").date_time[0] == 1980
