"""In an organisation's folder all is known, skipped, or told by its right name."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content import folder
from generator.content.model import KINDS
from generator.content.problems import Findings, ProblemsFound
from generator.fork.schema import write_schemas
from generator.home import home
from generator.identity import inventory
from generator.identity.inventory import take_stock
from generator.kit import Kit, open_kit
from tests.conftest import EXAMPLES, Write

Stock = Callable[[], list[str]]


@pytest.fixture
def stock(organisation: Path) -> Stock:
    """What is told of the folder: problems and, with `note` before them, notes."""

    def told() -> list[str]:
        findings = Findings()
        try:
            take_stock(organisation, findings)
        except ProblemsFound as found:
            return [_within(problem, organisation) for problem in found.problems]
        notes = [f"note {_within(note, organisation)}" for note in findings.notes]
        return notes + [_within(each, organisation) for each in findings.problems]

    return told


def _within(finding: object, organisation: Path) -> str:
    return str(finding).replace(f"{organisation}/", "").replace(f"{organisation}:", ":")


@pytest.mark.parametrize("shipped", [home() / "organisation", *EXAMPLES], ids=str)
def test_what_the_kit_ships_is_known(shipped: Path) -> None:
    findings = Findings()
    take_stock(shipped, findings)
    assert not findings.problems and not findings.notes


def test_all_that_has_its_place_is_known(write: Write, stock: Stock, kit: Kit) -> None:
    top = ("organisation.yml", "_brand.yml", "labels.yml", "upstream.lock")
    beside = ("README.md", "LICENSE", "LICENCE.txt", "NOTICE", "LICENSES/MIT.txt")
    pages = ("pages/a.md", "pages/start/mentor.md")
    assets = ("assets/a.PNG", "assets/b/c.svg", "assets/fonts/x.woff2")
    papers = ("assets/fonts/OFL.txt", "assets/LICENSE", "content/README.md")
    for name in (*top, *beside, *pages, *assets, *papers):
        write(name, "x")
    for kind in KINDS:
        write(f"content/{kind}/ours.yml", "x")
    organisation = write("content/faq/README.md", "x").parents[2]
    write_schemas(kit, organisation / "schema")
    assert stock() == []


@pytest.mark.fault(57)
def test_left_overs_are_skipped_in_every_place(write: Write, stock: Stock) -> None:
    for where in ("", "content/", "content/themes/", "pages/", "assets/"):
        for name in (".DS_Store", "Thumbs.db", "x.yml~", "#x.md#", "~$x.docx", ".x/y"):
            write(where + name, "x")
    assert stock() == []


@pytest.mark.fault(57)
def test_a_second_copy_of_content_is_a_note(write: Write, stock: Stock) -> None:
    names = (
        "content/themes/a (conflicted copy 2026-11-30).yml",
        "content/themes/a.sync-conflict-20261130-120000-ABCDEFG.yml",
        "labels (1).yml",
        "pages/a copy.md",
    )
    for name in (*names, "content/themes/a.yml", "labels.yml", "pages/a.md"):
        write(name, "x")
    said = "This is a second copy and is not read."
    told = stock()
    assert len(told) == len(names)
    assert all(line.startswith("note ") and said in line for line in told)


@pytest.mark.fault(57)
def test_a_second_copy_does_not_count_twice(organisation: Path, write: Write) -> None:
    write("content/themes/a.yml", "real-tools:\n  title: First\n")
    write("content/themes/a (1).yml", "real-tools:\n  title: Second\n")
    kit = open_kit(organisation)
    assert kit.content.themes["real-tools"].title == "First"
    assert any("a (1).yml:1:1: This is a second copy" in str(n) for n in kit.notes)


@pytest.mark.fault(56)
@pytest.mark.parametrize(
    ("name", "place", "says"),
    [
        ("organisation.yaml", "", "Call it 'organisation.yml'."),
        ("Organisation.yml", "", "Call it 'organisation.yml'."),
        ("organization.yml", "", "Call it 'organisation.yml'."),
        ("organisation.yml.txt", "", "Call it 'organisation.yml'."),
        ("organisation", "", "Call it 'organisation.yml'."),
        ("organisation (1).yml", "", "Call it 'organisation.yml'."),
        ("organisaton.yml", "", "Call it 'organisation.yml'."),
        ("brand.yml", "", "Call it '_brand.yml'."),
        ("Brand.yml", "", "Call it '_brand.yml'."),
        ("_brand.yaml", "", "Call it '_brand.yml'."),
        ("labels.yaml", "", "Call it 'labels.yml'."),
        ("LABELS.YML", "", "Call it 'labels.yml'."),
        ("themes.yml", "", "Put it into content/themes/."),
        ("difficult-moments.yaml", "", "Put it into content/difficult_moments/."),
        ("content", "", "This is a file, and a folder is expected."),
        ("pages", "", "This is a file, and a folder is expected."),
        ("labels.yml/x", "labels.yml", "This is a folder, and a file is expected."),
        ("contents/themes/x.yml", "contents", "Call it 'content'."),
        ("Content/themes/x.yml", "Content", "Call it 'content'."),
        ("page/x.md", "page", "Call it 'pages'."),
        ("Assets/x.svg", "Assets", "Call it 'assets'."),
        ("images/x.png", "images", "Call it 'assets'."),
        ("themes/x.yml", "themes", "Put it into content/themes/."),
        ("content/Themes/x.yml", "content/Themes", "Call it 'themes'."),
        ("content/theme/x.yml", "content/theme", "Call it 'themes'."),
        ("content/one pagers/x.yml", "content/one pagers", "Call it 'one_pagers'."),
        ("content/thmes/x.yml", "content/thmes", "Did you mean 'themes'?"),
        ("content/themes.yml", "", "Put it into content/themes/."),
        ("content/budget.xlsx", "", "Only .yml files are read here."),
        ("content/themes/x.yaml", "", "Call it 'x.yml'."),
        ("content/themes/x.YML", "", "Call it 'x.yml'."),
        ("content/themes/x.yml.txt", "", "Call it 'x.yml'."),
        ("content/themes/x.json", "", "Only .yml files are read here."),
        ("content/themes/x.docx", "", "Only .yml files are read here."),
        ("content/themes/y/x.yml", "content/themes/y", "Put its files into content/"),
        ("pages/x.markdown", "", "Call it 'x.md'."),
        ("pages/x.MD", "", "Call it 'x.md'."),
        ("pages/x.md.txt", "", "Call it 'x.md'."),
        ("pages/deep/x.html", "", "Only .md files are read here."),
        ("pages/x.png", "", "Put it into assets/."),
        ("schema/x.yml", "", "Only what `playbook schema` writes lies here."),
    ],
)
def test_what_is_not_read_is_told_its_right_name(
    write: Write, stock: Stock, name: str, place: str, says: str
) -> None:
    write(name, "x")
    (told,) = stock()
    assert told.startswith(f"{place or name}:1:1: ") and says in told


@pytest.mark.fault(56)
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Labels.yml", "This is not read, as 'labels.yml' is."),
        ("notes.md", "Put it into pages/ if it is a page."),
        ("logo.svg", "Put it into assets/."),
        ("budget.xlsx", "Move it elsewhere: an organisation has organisation.yml"),
        ("brand-guide.pdf", "Move it elsewhere: an organisation has organisation.yml"),
        ("src/x.py", "Move it elsewhere: an organisation has organisation.yml"),
        ("old/organisation.yml", "This folder holds organisation.yml."),
    ],
)
def test_what_lies_beside_is_told_where_it_belongs(
    write: Write, stock: Stock, name: str, says: str
) -> None:
    write("labels.yml", "x")
    write(name, "x")
    (told,) = stock()
    assert says in told


@pytest.mark.fault(56)
def test_a_misnamed_file_does_not_hide_other_problems(
    write: Write, problems: Stock
) -> None:
    write("organisation.yaml", "paper: a4\n")
    write("labels.yml", "wy: x\n")
    write("content/themes/o.yml", "real-tools:\n  titel: x\n")
    assert len(problems()) == 3


def test_what_assets_hold_besides_is_one_note(write: Write, stock: Stock) -> None:
    for name in ("guide.pdf", "logo.ai", "source/logo.eps"):
        write(f"assets/{name}", "x")
    (told,) = stock()
    assert told.startswith("note assets/guide.pdf:1:1: 'guide.pdf' and 2 more in")


@pytest.mark.fault(56)
def test_a_folder_that_holds_nothing_of_the_kits_is_refused(
    write: Write, stock: Stock
) -> None:
    assert stock() == [], "an empty one is the neutral playbook"
    write("README.md", "x")
    write(".DS_Store", "x")
    assert stock() == []
    for name in ("setup.py", "src/x.py", "notes.docx"):
        write(name, "x")
    (told,) = stock()
    assert told.startswith(":1:1: Nothing in this folder is an organisation's.")
    assert "`playbook new FOLDER`" in told
    write("organisation/organisation.yml", "paper: a4\n")
    (told,) = stock()
    assert "Did you mean 'organisation'?" in told


@pytest.mark.fault(21, 55)
@pytest.mark.parametrize(
    "name",
    [
        *("organisation.yml", "_brand.yml", "labels.yml", "upstream.lock", "README.md"),
        *("content", "pages", "assets", "schema", "content/themes", "pages/start"),
        *("content/themes/o.yml", "pages/o.md", "assets/logo.svg", "anything"),
    ],
)
def test_links_pipes_and_sockets_are_refused_unread_in_every_place(
    organisation: Path, stock: Stock, problems: Stock, name: str
) -> None:
    path = organisation / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for target in (home() / "docs", home() / "mkdocs.yml", "/dev/zero", "/nowhere"):
        path.symlink_to(target)
        assert stock() == problems_within(problems, organisation)
        assert stock() == [f"{name}:1:1: This is a link. Put the file itself here."]
        path.unlink()
    os.mkfifo(path)
    assert "This is a pipe, a socket or a device." in stock()[0]
    assert len(problems()) == 1
    path.unlink()
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's address is short
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)
        assert "This is a pipe, a socket or a device." in stock()[0]


def problems_within(problems: Stock, organisation: Path) -> list[str]:
    return [_within(line, organisation) for line in problems()]


def test_the_folder_itself_may_be_a_link(organisation: Path, write: Write) -> None:
    write("content/themes/a.yml", "real-tools:\n  title: Ours\n")
    link = organisation.with_name("link")
    link.symlink_to(organisation)
    assert open_kit(link).content.themes["real-tools"].title == "Ours"


def test_what_one_has_no_right_to_is_told(
    organisation: Path, write: Write, stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("labels.yml", "x")
    write("pages/o.md", "x")
    monkeypatch.setattr(inventory.os, "access", lambda path, how: False)
    told = stock()
    assert len(told) == 2
    assert all("You have no right to read this." in line for line in told)


def test_a_name_that_cannot_be_shown_is_told_in_one_line(
    write: Write, stock: Stock
) -> None:
    for name in ("a\x1b[31m.md", "b\nc.md", "d\u202e.md"):
        write(f"pages/{name}", "x")
    told = stock()
    assert len(told) == 3
    assert all(line.isprintable() and "Rename it." in line for line in told)


def test_a_folder_of_too_much_is_refused(
    organisation: Path, write: Write, stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inventory, "MAX_TEXT", 10)
    write("pages/a.md", "x" * 11)
    assert "the limit is" in stock()[0] and len(stock()) == 1
    shutil.rmtree(organisation / "pages")
    (organisation / "pages" / Path(*["a"] * 30)).mkdir(parents=True)
    assert "deeper than 10 levels" in stock()[0]
    monkeypatch.setattr(folder, "MAX_FILES", 3)
    assert "files lie in this folder" in stock()[0]
