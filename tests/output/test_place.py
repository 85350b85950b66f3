"""Results go into a folder of their own, and replace nothing but earlier results."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.home import PACKAGE, home
from generator.output.hold import held
from generator.output.made import Files, Made, digests, read_made
from generator.output.place import (
    DROPPED,
    Place,
    Unusable,
    check_ours,
    find_place,
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An output that holds a site of two files and one printed form."""
    for name in ("site/index.html", "site/themes/one.html", "print/form.pdf"):
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return Place(tmp_path / "out")


@pytest.fixture
def made(place: Place) -> Made:
    """What is on record of it."""
    site: Files = digests(place.folder / "site")
    return Made({"site": site, "print": digests(place.folder / "print")})


def _told(work: Callable[[], object]) -> str:
    with pytest.raises(Unusable) as raised:
        work()
    return str(raised.value)


@pytest.mark.fault(48)
def test_results_go_into_no_folder_that_holds_something_else(
    organisation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yours = tmp_path / "homes" / "you"
    monkeypatch.setenv("HOME", str(yours))
    monkeypatch.setenv("USERPROFILE", str(yours))
    for output, why in {
        yours: "holds your home folder",
        yours.parent: "holds your home folder",
        Path(tmp_path.anchor): "holds your home folder",
        organisation: "lies in the organisation's folder",
        organisation / "assets/out": "lies in the organisation's folder",
        organisation / ".." / organisation.name: "lies in the organisation's folder",
        home(): "holds the kit itself",
        home().parent: "holds the kit itself",
        home() / "docs": "is part of the kit",
        home() / "tests/out": "is part of the kit",
        PACKAGE / "out": "is part of the kit",
    }.items():
        told = _told(lambda: find_place(output, organisation))  # noqa: B023
        assert why in told and "--output" in told, output
    for output in (yours / "out", home() / "build", tmp_path / "not/yet"):
        assert find_place(output, organisation).folder == output
        assert not output.is_relative_to(tmp_path) or not output.exists()


@pytest.mark.fault(48)
def test_an_output_that_is_no_folder_is_told(
    organisation: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    assert "is no folder" in _told(lambda: find_place(tmp_path / "file", organisation))
    (tmp_path / "circle").symlink_to("circle")
    told = _told(lambda: find_place(tmp_path / "circle", organisation))
    assert "circle" in told
    # One that leads to a folder is what somebody wants who has a larger disk.
    (tmp_path / "large").mkdir()
    (tmp_path / "out").symlink_to("large")
    found = find_place(tmp_path / "out", organisation)
    assert found.folder == tmp_path / "large"


def test_what_a_build_made_may_be_replaced(place: Place, made: Made) -> None:
    check_ours(place, made, ["site", "print", "playbook.zip", "brand"])
    # A page that was changed was ours all the same, and one that is gone is no loss.
    (place.folder / "site/index.html").write_text("changed")
    (place.folder / "site/themes/one.html").unlink()
    for name in (*DROPPED, "._index.html", "~$form.docx"):
        (place.folder / "site" / name).write_text("x")
    check_ours(place, made, ["site", "print"])


@pytest.mark.fault(48)
@pytest.mark.parametrize(
    "name", ["site/CNAME", "site/themes/thesis.txt", "print/scans/signed.pdf"]
)
def test_a_file_that_no_build_made_is_not_lost(
    place: Place, made: Made, name: str
) -> None:
    path = place.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    told = _told(lambda: check_ours(place, made, ["site", "print"]))
    assert told.startswith(f"{path}: this was not made by a build")
    # Only what would be touched is looked at.
    check_ours(place, made, ["print" if name.startswith("site") else "site"])


@pytest.mark.fault(48)
def test_a_form_that_somebody_filled_in_is_not_lost(place: Place, made: Made) -> None:
    (place.folder / "print/form.pdf").write_text("what they typed")
    told = _told(lambda: check_ours(place, made, ["site", "print"]))
    assert "form.pdf: this was changed since it was built" in told


@pytest.mark.fault(48)
def test_a_link_in_place_of_a_file_is_not_followed(place: Place, made: Made) -> None:
    page = place.folder / "site/index.html"
    page.unlink()
    page.symlink_to(place.folder / "print/form.pdf")
    assert "index.html" in _told(lambda: check_ours(place, made, ["site"]))
    page.unlink()
    (place.folder / "site").rename(place.folder / "elsewhere")
    (place.folder / "site").symlink_to("elsewhere")
    assert "site: this was not made" in _told(lambda: check_ours(place, made, ["site"]))


@pytest.mark.fault(48, 55)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_place_of_a_form_is_not_opened(place: Place, made: Made) -> None:
    form = place.folder / "print/form.pdf"
    form.unlink()
    os.mkfifo(form)
    assert "form.pdf" in _told(lambda: check_ours(place, made, ["print"]))


@pytest.mark.fault(48)
def test_without_a_record_nothing_is_a_builds(place: Place, tmp_path: Path) -> None:
    for text in (None, "{", "[]", '{"things": {"site": 1}}', "[" * 100_000):
        if text is not None:
            place.made.parent.mkdir(exist_ok=True)
            place.made.write_text(text)
        made = read_made(place.made) or Made()
        told = _told(lambda: check_ours(place, made, ["site"]))  # noqa: B023
        assert "site: this was not made by a build" in told
    (place.folder / "brand").mkdir()
    check_ours(place, Made(), ["brand"])  # an empty folder is no loss


@pytest.mark.fault(48)
def test_many_names_are_told_in_one_line(place: Place, made: Made) -> None:
    for number in range(9):
        (place.folder / f"site/mine-{number}").write_text("x")
    told = _told(lambda: check_ours(place, made, ["site"]))
    assert "mine-2 and 6 more: this was" in told and "\n" not in told


@pytest.mark.fault(48)
def test_a_hidden_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.hidden.mkdir()
    (place.hidden / "notes.txt").write_text("x")
    with pytest.raises(Unusable, match=r"notes\.txt"), held(place):
        pass
    assert [path.name for path in place.hidden.iterdir()] == ["notes.txt"]
    (place.hidden / "notes.txt").unlink()
    place.hidden.rmdir()
    place.hidden.write_text("x")
    with pytest.raises(Unusable, match="playbook: this was not made"), held(place):
        pass


@pytest.mark.fault(48)
def test_an_organisation_in_what_is_swept_is_not_swept(tmp_path: Path) -> None:
    theirs = tmp_path / "out" / ".playbook" / "aside"
    theirs.mkdir(parents=True)
    with pytest.raises(Unusable, match="Choose a folder for the results alone"):
        find_place(tmp_path / "out", theirs)
    assert theirs.is_dir()
