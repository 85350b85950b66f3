"""The staged tree is plain, complete, and safe whatever the content says."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from generator.content.problems import ProblemsFound
from generator.kit import Kit, open_kit
from generator.publish.book import lay_out_book
from generator.publish.calls import expand
from generator.publish.edition import edition
from generator.publish.pages import PAGED, lay_out
from generator.publish.render import ADDRESSES, Page
from generator.publish.site import build_site
from generator.publish.stage import stage
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


@pytest.mark.fault(15, 17, 19)
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


HEAD = "---\ntitle: X\npart: part_start\n---\n\n"


def test_the_macros_answer_as_documented(kit: Kit) -> None:
    page = Page(kit, "")

    def made(call: str) -> str:
        return expand(call, page).markdown

    one = made('{{ questions(theme="real-tools", asker="mentor", limit=1) }}')
    assert one.count('<article class="kit-question"') == 1
    assert made('{{ entries("themes", area="digital") }}').count("<li") == 3
    with pytest.raises(ValueError, match="Did you mean 'themes'"):
        made('{{ entries("thems") }}')


def test_the_tree_does_not_tell_where_it_was_built(kit: Kit, tmp_path: Path) -> None:
    staged = stage(kit, tmp_path / "stage")
    for path in staged.folder.rglob("*.md"):
        assert str(tmp_path) not in path.read_text(encoding="utf-8")


def _problems(organisation: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        lay_out(open_kit(organisation))
    return str(found.value)


@pytest.mark.parametrize("name", ["Our Page.md", "Why.md", "a_b.md", "x/Ü.md"])
def test_a_page_has_a_name_that_is_an_address_everywhere(
    organisation: Path, write: Write, name: str
) -> None:
    write(f"pages/{name}", HEAD)
    assert "has small letters, digits and hyphens only" in _problems(organisation)


def test_a_page_that_content_makes_cannot_be_written_over(
    organisation: Path, write: Write
) -> None:
    write("pages/themes/real-tools.md", HEAD)
    assert "is made from the content" in _problems(organisation)


@pytest.mark.fault(9)
def test_a_page_in_another_encoding_is_told(organisation: Path) -> None:
    (organisation / "pages").mkdir()
    (organisation / "pages/own.md").write_bytes(HEAD.encode() + b"caf\xe9")
    assert "This is not UTF-8" in _problems(organisation)


@pytest.mark.fault(21)
@pytest.mark.parametrize(
    "name", ["pages/own.md", "assets/own.svg", "content/faq/o.yml"]
)
def test_a_link_in_the_folder_is_refused(
    organisation: Path, tmp_path: Path, name: str
) -> None:
    """It could carry any file of the machine into the site."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (organisation / name).parent.mkdir(parents=True)
    (organisation / name).symlink_to(secret)
    assert "This is a link. Put the file itself here." in _problems(organisation)


@pytest.mark.fault(13)
def test_two_items_on_one_page_need_two_ids(organisation: Path, write: Write) -> None:
    """They would share one address."""
    write(
        "content/pairing_exclusions/o.yml",
        "near-the-work:\n  title: A\n  summary: A.\n  why: A.\n"
        "  how_to_check: A.\n  instead: A\n",
    )
    rule = next(iter(open_kit(organisation).content.pairing_rules))
    path = organisation / "content/pairing_exclusions/o.yml"
    path.write_text(path.read_text().replace("near-the-work", rule))
    told = _problems(organisation)
    assert f"'{rule}' is an id among pairing_rules too" in told


def test_an_own_picture_comes_with_an_own_page(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("assets/photos/yard.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    write("pages/own.md", HEAD + "# X\n\n![The yard](assets/photos/yard.svg)\n")
    kit = open_kit(organisation)
    staged = stage(kit, tmp_path / "stage")
    site = build_site(staged)
    assert (site / "assets/photos/yard.svg").is_file()
    lay_out_book(kit, staged, edition("a4"), only=["own.html"])
    write("assets/photos/yard.svg", "<svg/><script>")
    assert "yard.svg" in _problems(organisation)


# Hidden pages


def test_hidden_pages_and_parts_are_gone_and_links_to_them_are_words(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write(
        "organisation.yml",
        "hide: [faq.md, start/sponsor.md, part_learn, nav_briefings]\n",
    )
    site = build_site(stage(open_kit(organisation), tmp_path / "stage"))
    for name in ("faq", "start/sponsor", "survey", "briefings/index"):
        assert not (site / f"{name}.html").exists()
    pages = list(site.rglob("*.html"))
    assert len(pages) > 70
    for path in pages:
        text = unescape(path.read_text(encoding="utf-8"))
        assert not re.search(r'href="[^"]*(faq|survey|sponsor|-briefing)\.html', text)
    home_page = (site / "index.html").read_text(encoding="utf-8")
    assert home_page.count('class="kit-door ') == 5


@pytest.mark.parametrize(
    ("hide", "says"),
    [
        (
            "[fag.md]",
            "There is no page or part 'fag.md' to hide. Did you mean 'faq.md'",
        ),
        ("[routes.md]", "'routes.md' cannot be hidden"),
        ("[part_wrong]", "'routes.md' cannot be hidden"),
        ("[index.md]", "'index.md' cannot be hidden"),
    ],
)
def test_what_cannot_be_hidden_is_told(
    organisation: Path, write: Write, hide: str, says: str
) -> None:
    write("organisation.yml", f"hide: {hide}\n")
    told = _problems(organisation)
    assert "organisation.yml:1:8: " in told and says in told


# Settings that reach pages


def test_the_programmes_promise_stands_on_the_home_page(
    organisation: Path, write: Write
) -> None:
    write("organisation.yml", "programme: {name: Up, promise: We look & learn.}\n")
    _, pages = lay_out(open_kit(organisation))
    (page,) = [page for page in pages if page.path == "index.md"]
    assert "We look & learn." in unescape(page.markdown)


def test_contacts_stand_by_role_unless_the_site_is_private(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    contact = "contacts:\n  contact: {name: Robin Ash, reach: room 7}\n"
    for private in (False, True):
        write("organisation.yml", f"site: {{private: {private}}}\n{contact}")
        site = build_site(stage(open_kit(organisation), tmp_path / "stage"))
        text = (site / "routes.html").read_text(encoding="utf-8")
        assert "room 7" in text
        assert ("Robin Ash" in text) == private


def test_where_pairs_meet_by_video_that_comes_first(
    organisation: Path, write: Write
) -> None:
    for remote in (False, True):
        write("organisation.yml", f"remote: {remote}\n")
        _, pages = lay_out(open_kit(organisation))
        (page,) = [p for p in pages if p.path == "sessions/first-meeting.md"]
        order = [page.markdown.index(f"{{#{name}}}") for name in ("remote", "opening")]
        assert (order[0] < order[1]) == remote


def test_a_language_that_the_theme_does_not_know_is_no_fault(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("organisation.yml", "language: cy\n")
    site = build_site(stage(open_kit(organisation), tmp_path / "stage"))
    assert '<html lang="cy"' in (site / "index.html").read_text(encoding="utf-8")
