"""A build is whole or absent, and a failed one leaves the earlier output as it was."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from filelock import FileLock

from generator.build import PRINTERS, Busy, build, build_brand
from generator.content.problems import ProblemsFound
from generator.identity.palette import pairs, palette
from generator.kit import open_kit
from tests.conftest import EXAMPLE, BuiltKit, Write


def test_a_build_holds_site_and_print_and_nothing_else(shipped: BuiltKit) -> None:
    assert shipped.steps == ["read", *PRINTERS, "site"]
    assert sorted(p.name for p in shipped.output.iterdir() if p.name != ".lock") == [
        "print",
        "site",
    ]
    assert (shipped.site / "index.html").is_file()
    facts = json.loads((shipped.print / "print.json").read_text())
    printed = {each["name"] for each in facts}
    there = {path.name for path in shipped.print.iterdir()}
    assert printed == there - {"print.json"}
    for name in printed:
        twin = shipped.site / "downloads" / name
        assert twin.read_bytes() == (shipped.print / name).read_bytes()


def test_a_failed_build_leaves_the_earlier_output_whole(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(organisation, out, only=("site",))
    before = (out / "site/index.html").read_bytes()
    write("content/themes/o.yml", "real-tools:\n  titel: x\n")
    with pytest.raises(ProblemsFound):
        build(organisation, out, only=("site",))
    assert (out / "site/index.html").read_bytes() == before
    assert not (out / ".aside").exists()


def test_a_packed_site_is_there_when_asked_for_and_never_an_old_one(
    organisation: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    built = build(organisation, out, only=("site",), offline=True)
    assert built.made == (out / "site", out / "playbook.zip")
    with ZipFile(out / "playbook.zip") as packed:
        names = packed.namelist()
        index = packed.read("playbook/index.html")
    assert index == (out / "site/index.html").read_bytes()
    assert "playbook/search/search_index.js" in names
    build(organisation, out, only=("site",))
    assert not (out / "playbook.zip").exists()


def test_one_artefact_can_be_built_and_the_others_stay(
    organisation: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(organisation, out, only=("onepagers",), paper="letter")
    assert not (out / "site").exists()
    assert not (out / "print/playbook.pdf").exists()
    mentors = (out / "print/one-page-mentor.pdf").read_bytes()
    build(organisation, out, only=("site",))
    assert (out / "print/one-page-mentor.pdf").read_bytes() == mentors
    page = unescape((out / "site/downloads.html").read_text())
    assert "downloads/one-page-mentor.pdf" in page
    assert "downloads/playbook.pdf" not in page


def test_the_brand_page_shows_everything_and_loads_nothing_from_elsewhere(
    tmp_path: Path,
) -> None:
    built = build_brand(EXAMPLE, tmp_path)
    (folder,) = built.made
    page = unescape((folder / "index.html").read_text(encoding="utf-8"))
    kit = open_kit(EXAMPLE)
    assert kit.brand.name in page
    for pair in pairs(list(kit.content.areas)):
        assert f"{pair.front} / {pair.ground}" in page
    for colour in palette(kit.brand, list(kit.content.areas), "dark").values():
        assert colour.to_string(hex=True) in page
    assert "SIL Open Font License 1.1" in page
    assert page.index('<meta http-equiv="Content-Security-Policy"') < page.index(
        " src="
    )
    loads = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(loads) > 10
    assert all((folder / load).is_file() for load in loads)
    assert not (tmp_path / ".aside").exists()


def test_leftovers_of_a_killed_build_are_swept(
    organisation: Path, tmp_path: Path
) -> None:
    left = tmp_path / "out" / ".aside" / "stage"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    build(organisation, tmp_path / "out", only=("site",))
    assert not (tmp_path / "out" / ".aside").exists()


def test_two_builds_into_one_output_do_not_mix(
    organisation: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with FileLock(out / ".lock"), pytest.raises(Busy, match="Another build"):
        build(organisation, out)


@pytest.mark.fault(41)
@pytest.mark.parametrize("epoch", ["", "soon", "-1", "9" * 30, "4294967296"])
def test_an_unusable_source_date_epoch_is_told(
    organisation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
        build(organisation, tmp_path / "out")


def test_the_same_input_gives_the_same_bytes(
    organisation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name, zone in (("one", "UTC"), ("two", "Asia/Tokyo")):
        monkeypatch.setenv("TZ", zone)
        build(organisation, tmp_path / name, only=("onepagers", "site"))
    looked = 0
    for path in sorted((tmp_path / "one").rglob("*")):
        if path.is_file() and path.name != ".lock":
            twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
            assert path.read_bytes() == twin.read_bytes(), path
            looked += 1
    assert looked > 60
    assert os.environ["TZ"]
