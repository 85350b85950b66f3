"""A character that no face can draw is told with its place, before it is a box."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.problems import Findings, Mark, ProblemsFound
from generator.home import home
from generator.identity.glyph import check_glyphs
from generator.kit import Kit, open_kit
from generator.publish.pages import lay_out
from tests.conftest import Write

Problems = Callable[[], list[str]]


@pytest.mark.fault(31)
@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("content/themes/o.yml", "real-tools:\n  title: 道具\n", "o.yml:2:3"),
        ("organisation.yml", "programme:\n  name: 道\n  promise: x\n", "n.yml:2:3"),
        ("labels.yml", "why: 道\n", "labels.yml:1:1"),
        ("_brand.yml", "meta: {name: 道}\n", "_brand.yml:1:"),
    ],
)
def test_a_missing_character_is_told_with_its_file_and_line(
    write: Write, problems: Problems, name: str, text: str, place: str
) -> None:
    write(name, text)
    lines = problems()
    assert any("No typeface here has '" in line for line in lines), lines
    assert all("'道' (U+9053, cjk unified ideograph-9053)" in line for line in lines)
    assert all(place in line for line in lines)


def test_a_page_of_ones_own_is_looked_at_too(organisation: Path, write: Write) -> None:
    write("pages/own.md", "---\ntitle: X\npart: part_start\n---\n\nשלום\n")
    with pytest.raises(ProblemsFound, match=r"own\.md:6:1: No typeface here has"):
        lay_out(open_kit(organisation))


@pytest.mark.fault(31)
def test_each_character_is_told_once_and_those_of_a_file_together(
    write: Write, problems: Problems
) -> None:
    write(
        "content/themes/o.yml",
        "real-tools:\n  title: 道道\nai-at-work:\n  title: 道🙂\n",
    )
    write("labels.yml", "why: 道具\n")
    lines = problems()
    assert len(lines) == 2
    assert "'道' (U+9053" in lines[0] and "'🙂' (U+1F642" in lines[0]
    assert "Delete it, or list a font that has it" in lines[1]
    assert "'具'" in lines[1] and "'道'" not in lines[1]


@pytest.mark.fault(31)
def test_a_page_in_a_script_without_a_typeface_is_one_problem(
    organisation: Path, write: Write
) -> None:
    words = "".join(map(chr, range(0x4E00, 0x4F00)))
    write("pages/own.md", f"---\ntitle: X\npart: part_start\n---\n\n{words}\n")
    with pytest.raises(ProblemsFound) as found:
        lay_out(open_kit(organisation))
    (problem,) = found.value.problems
    assert "or 253 more. Delete them" in problem.message and len(problem.message) < 300


@pytest.mark.parametrize(
    "text",
    [
        "Łódź, Ångström, Çelik",
        "“quoted” – and … €5 · 3×",
        "soft\u00adhyphen",
        "a\u200db",
    ],
)
def test_what_the_bundled_faces_have_is_fine(
    write: Write, problems: Problems, text: str
) -> None:
    write("content/themes/o.yml", f"real-tools:\n  title: '{text}'\n")
    assert problems() == []


def test_every_page_of_the_kit_can_be_drawn_by_its_own_faces(kit: Kit) -> None:
    """Whatever faces a brand brings, the kit's stay behind them."""
    pages = sorted((home() / "docs").rglob("*.md"))
    findings = Findings()
    said = [(page.read_text(encoding="utf-8"), Mark(page)) for page in pages]
    check_glyphs(said, kit.brand, findings)
    assert len(said) > 10 and not findings.problems
