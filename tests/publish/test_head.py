"""A page's head is read as the kit's other files are, and each slip has its message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.content.page import read_page
from generator.content.problems import Findings, ProblemsFound
from generator.kit import Kit, open_kit
from generator.publish.head import read_head
from generator.publish.pages import lay_out
from tests.conftest import Write

HEAD = "---\ntitle: X\npart: part_start\n---\n\n"

Read = Callable[[str], tuple[list[str], dict[str, Any] | None]]


@pytest.fixture
def head(kit: Kit, tmp_path: Path) -> Read:
    """Read the head of a page: its problems without the folder, and what it says."""

    def told(text: str) -> tuple[list[str], dict[str, Any] | None]:
        path = tmp_path / "own.md"
        path.write_bytes(text.encode())
        found = Findings()
        written = read_page(path, found)
        meta = read_head(kit, "own.md", written, found) if written else None
        said = [str(problem) for problem in found.problems]
        return [line.partition(f"{tmp_path}/")[2] for line in said], meta

    return told


def _problems(organisation: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        lay_out(open_kit(organisation))
    return str(found.value)


# What a head says


@pytest.mark.fault(58)
def test_text_in_a_head_stays_text(head: Read) -> None:
    for written, title in (
        ("No", "No"),
        ("1.10", "1.10"),
        ("12:30", "12:30"),
        ("'Our #1 year'", "Our #1 year"),
        ("Our $mentor's year", "Our mentor’s year"),
        ("null & void", "null & void"),
    ):
        told, meta = head(f"---\ntitle: {written}\npart: part_start\n---\n")
        assert told == [] and meta is not None
        assert meta["title"] == title


def test_a_head_says_what_the_kit_takes(head: Read) -> None:
    told, meta = head(
        "---\r\n# a note\r\ntitle: X\r\npart: part_start\r\nfor: [lead]\r\n"
        "book: false\r\nscripts: [page, planner]\r\nhide: [toc]\r\n...\r\n\r\nOne\r\n"
    )
    assert told == [] and meta is not None
    assert meta == {
        "title": "X",
        "part": "part_start",
        "for": ["lead"],
        "book": False,
        "scripts": ["page", "planner"],
        "hide": ["toc"],
    }


@pytest.mark.fault(58)
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# No head\n", "1:1: The page has no head. Begin it with four lines"),
        ("", "1:1: The page has no head"),
        ("\n\n---\ntitle: X\n---\n", "1:1: The head comes first"),
        ("—\ntitle: X\n—\n", "1:1: The head begins and ends with three hyphens"),
        ("--\ntitle: X\n---\n", "1:1: The head begins and ends with three"),
        ("----\ntitle: X\n---\n", "1:1: The head begins and ends with three"),
        ("-\t--\ntitle: X\n---\n", "Write '---' for '- --', alone in its line"),
        (" ---\ntitle: X\n---\n", "1:1: The head begins and ends with three"),
        ("---\ntitle: X\n–––\n\n# X\n", "3:1: The head begins and ends with three"),
        ("---\ntitle: X\n", "1:1: The head has no end"),
        ("---\n---\n", "The head has lines such as 'title: Our first year'"),
        ("---\n- X\n---\n", "2:1: The head has lines such as"),
        ("---\ntitle: Ask this: what\n---\n", "2:16: There is a second ': '"),
        ("---\ntitle: Our #1 year\n---\n", "2:1: ' #' starts a comment"),
        ("---\ntitle: a\ntitle: b\n---\n", "3:1: 'title' stands twice"),
        ("---\ntitle: !!python/object:os.system x\n---\n", "2:8: Tags (!)"),
        ("---\na: &a [x]\ntitle: *a\n---\n", "2:4: Anchors (&)"),
        ("---\ntitle: [a]\npart: part_start\n---\n", "2:1: 'title' must be one piece"),
        ("---\ntitle:\n---\n", "2:1: 'title' has no value"),
        ("---\npart: part_start\n---\n", "'title' is missing"),
        ("---\ntitle: |\n  a\n  b\n---\n", "must be one line"),
        ("---\ntitle: $mentro\n---\n", "2:1: 'title': '$mentro' is not a word here"),
        ("---\n? [a]\n: b\n---\n", "A name and a colon are expected here"),
        ("---\ntitel: X\n---\n", "2:1: 'titel' is not a field here. Did you"),
        ("---\ntitle: X\ntemplate: 404.html\n---\n", "3:1: 'template' is not a field"),
        ("---\ntitle: X\nrender_macros: true\n---\n", "3:1: 'render_macros' is not"),
        ("---\ntitle: X\nbok: false\n---\n", "Did you mean 'book'"),
        ("---\ntitle: X\nfro: [lead]\n---\n", "Did you mean 'for'"),
        ("---\ntitle: X\nfor: lead\n---\n", "3:1: 'for' is a list: write for: [one"),
        ("---\ntitle: X\nfor: [leed]\n---\n", "3:7: 'leed' is nothing that 'for'"),
        ("---\ntitle: X\nbook: maybe\n---\n", "3:1: 'book' must be true or false"),
        ("---\ntitle: X\nscripts: [plan]\n---\n", "Did you mean 'planner'"),
        ("---\ntitle: X\nscripts: [../x]\n---\n", "is nothing that 'scripts' can name"),
        ("---\ntitle: X\nhide: [all]\n---\n", "'hide.0' must be 'navigation' or 'toc'"),
        ("---\ntitle: X\npart: part_stat\n---\n", "3:1: 'part_stat' is nothing that"),
        ("---\ntitle: X\npart: [a]\n---\n", "3:1: 'part' must be one piece of text"),
        ("---\ntitle: X\n---\n" + "x" * 262_144, "1:1: The file has 257 KiB; "),
    ],
)  # fmt: skip
def test_a_slip_in_a_head_has_a_message_of_its_own(
    head: Read, text: str, says: str
) -> None:
    told, meta = head(text)
    assert meta is None
    assert any(f"own.md:{says}" in line or says in line for line in told), told


@pytest.mark.fault(1, 58)
def test_an_alias_bomb_in_a_head_is_refused_unread(head: Read) -> None:
    bomb = "\n".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    )
    told, _ = head(f"---\na0: &a0 [x]\n{bomb}\n---\n")
    assert told == ["own.md:2:5: Anchors (&) and aliases (*) are not used here. Write it out."]  # noqa: E501 # fmt: skip


# Where a page stands


def test_a_page_that_stands_in_keeps_its_place(
    organisation: Path, write: Write
) -> None:
    write("pages/faq.md", "---\ntitle: Ours\npart: part_start\n---\n")
    write("pages/index.md", "---\ntitle: Ours\npart: part_learn\n---\n")
    write("pages/why.md", "---\ntitle: Ours\npart: part_decide\n---\n")
    told = _problems(organisation)
    assert "pages/faq.md:3:1: The page stands in for the kit's own" in told
    assert "its place in part_behind" in told
    assert "pages/index.md:3:1: " in told and "its place above all parts" in told
    assert "why.md" not in told and "mkdocs.yml" not in told


def test_a_new_page_says_where_it_goes(organisation: Path, write: Write) -> None:
    write("pages/own.md", "---\ntitle: X\n---\n\n# X\n")
    assert "own.md:1:1: The page is nowhere in the nav" in _problems(organisation)


def test_a_new_page_in_a_folder_of_the_kits_goes_where_it_says(
    organisation: Path, write: Write
) -> None:
    write("pages/themes/ours.md", "---\ntitle: Ours\npart: part_learn\n---\n")
    write("pages/themes/more.md", "---\ntitle: More\n---\n")
    _, pages = lay_out(open_kit(organisation))
    parts = {page.path: page.part for page in pages}
    assert parts["themes/ours.md"] == "part_learn"
    assert parts["themes/more.md"] == "part_meet"


def test_the_sites_page_for_what_is_missing_cannot_be_written_over(
    organisation: Path, write: Write
) -> None:
    write("pages/404.md", HEAD)
    assert "404.md:1:1: The site has a page of its own" in _problems(organisation)
