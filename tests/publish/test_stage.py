"""The staged tree is plain, complete, and safe whatever the content says."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
import yaml

from generator.content.problems import ProblemsFound
from generator.kit import Kit, open_kit
from generator.publish.macros import expand
from generator.publish.render import ADDRESSES, Page
from generator.publish.site import build_site
from generator.publish.stage import PAGED, stage
from tests.conftest import Write

HOSTILE = "Ask <script>alert(1)</script> {{ 7*7 }} {% raw %} # not a heading | *a*"


def test_every_item_with_a_page_has_one_at_its_address(
    kit: Kit, tmp_path: Path
) -> None:
    staged = stage(kit, tmp_path / "stage")
    addresses = {page.address for page in staged.pages}
    for kind in PAGED:
        for key in kit.content.of(kind):
            assert ADDRESSES[kind].format(id=key) in addresses
    assert all((staged.docs / page.path).is_file() for page in staged.pages)


def test_content_is_shown_as_typed_and_never_runs(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "content/themes/own.yml",
        "real-tools:\n"
        + "".join(f'  {field}: "{HOSTILE}"\n' for field in ("title", "summary", "why")),
    )
    site = build_site(stage(open_kit(organisation), tmp_path / "stage"))
    page = (site / "themes/real-tools.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page.replace("&#123;", "{").replace("&#125;", "}").replace(
        "&#42;", "*"
    )
    assert ">49<" not in page and " 49 " not in page
    other = (site / "themes/ai-at-work.html").read_text(encoding="utf-8")
    assert "<script>alert" not in other


def test_an_own_page_gets_the_macros_and_nothing_else(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    page = "---\ntitle: Ours\npart: part_start\n---\n\n# Ours\n\n{}\n"
    write("pages/ours.md", page.format("{{ track() }}"))
    staged = stage(open_kit(organisation), tmp_path / "stage")
    assert "first-meeting.html" in unescape((staged.docs / "ours.md").read_text())
    for call in (
        "{{ environment }}",
        "{{ config }}",
        "{{ track.__globals__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% include '/etc/passwd' %}",
        "{{ questions(theme='nowhere') }}",
    ):
        write("pages/ours.md", page.format(call))
        with pytest.raises(ProblemsFound, match=r"ours\.md"):
            stage(open_kit(organisation), tmp_path / "stage")


def test_an_own_page_stands_in_for_a_shipped_one(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("pages/why.md", "---\ntitle: Our reasons\n---\n\n# Our reasons\n")
    staged = stage(open_kit(organisation), tmp_path / "stage")
    assert "Our reasons" in (staged.docs / "why.md").read_text()
    assert {"Our reasons": "why.md"} in _flat(yaml.safe_load(staged.config.read_text()))


def _flat(config: dict[str, list[object]]) -> list[object]:
    found: list[object] = []

    def walk(entries: list[object]) -> None:
        for entry in entries:
            found.append(entry)
            if isinstance(entry, dict):
                for inner in entry.values():
                    if isinstance(inner, list):
                        walk(inner)

    walk(config["nav"])
    return found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# No head\n", "The page has no title"),
        ("---\ntitle: X\n---\n\n# X\n", "nowhere in the navigation"),
        ("---\ntitle: X\npart: part_stat\n---\n", "Did you mean 'part_start'"),
        ("---\ntitle: X\npart: part_start\n---\n\nThe $mentro\n", "own.md:6:1"),
    ],
)
def test_a_fault_in_an_own_page_is_told(
    organisation: Path, write: Write, tmp_path: Path, text: str, says: str
) -> None:
    write("pages/own.md", text)
    with pytest.raises(ProblemsFound) as found:
        stage(open_kit(organisation), tmp_path / "stage")
    assert says in str(found.value)


def test_a_broken_link_in_a_page_is_a_problem(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "pages/own.md",
        "---\ntitle: X\npart: part_start\n---\n\n# X\n\n[gone](themes/gone.md)\n",
    )
    with pytest.raises(ProblemsFound, match=r"own\.md.*gone\.md"):
        build_site(stage(open_kit(organisation), tmp_path / "stage"))


def test_the_macros_answer_as_documented(kit: Kit) -> None:
    page = Page(kit, "")
    one = expand('{{ questions(theme="real-tools", asker="mentor", limit=1) }}', page)
    assert one.count('<article class="kit-question"') == 1
    assert expand('{{ entries("themes", area="digital") }}', page).count("<li") == 3
    with pytest.raises(ValueError, match="Did you mean 'themes'"):
        expand('{{ entries("thems") }}', page)


def test_the_tree_does_not_tell_where_it_was_built(kit: Kit, tmp_path: Path) -> None:
    staged = stage(kit, tmp_path / "stage")
    for path in staged.folder.rglob("*.md"):
        assert str(tmp_path) not in path.read_text(encoding="utf-8")
