"""Every visible word is a label, the content's or an authored page's: none is ours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from generator.content.choice import choose
from generator.content.load import load, read_layers
from generator.content.model import KINDS
from generator.content.problems import Findings
from generator.home import home
from generator.identity.labels import Labels
from generator.kit import Kit, open_kit
from generator.publish.book import print_book
from generator.publish.cards import print_cards
from generator.publish.edition import Edition
from generator.publish.face import SIZE
from generator.publish.forms import print_forms
from generator.publish.one_pagers import print_one_pagers
from generator.publish.site import build_site
from generator.publish.stage import stage

SAID = "qx"  # stands for every word of content, settings and authored pages
MARK = re.compile(r"\bzz[a-z_0-9]+")
WORD = re.compile(r"[^\W\d_]{2,}")
SHOWN = ("alt", "aria-label", "title", "placeholder", "content")


class _Shown(HTMLParser):
    """What a reader of a page sees or hears: its text and the names of its parts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.skipped = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in ("script", "style")
        named = dict(attrs)
        for name in SHOWN:
            told = named.get("name") in ("description", "kit-menu")
            if named.get(name) and (name != "content" or told):
                self.said.append(str(named[name]))

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.said.append(data)


def _words(text: str) -> set[str]:
    found = set(WORD.findall(MARK.sub(" ", text)))
    return {word for word in found if word.replace(SAID, "")}


def _bare(organisation: Path) -> Kit:
    """The kit with every label a marker and everything else that is said one word."""
    for path in sorted((home() / "docs").rglob("*.md")):
        page = organisation / "pages" / path.relative_to(home() / "docs")
        page.parent.mkdir(parents=True, exist_ok=True)
        calls = re.findall(r"\{\{.*?\}\}", path.read_text(encoding="utf-8"), re.S)
        body = "\n\n".join(calls)
        page.write_text(f"---\ntitle: {SAID}\n---\n\n# {SAID}\n\n{body}\n")
    kit = open_kit(organisation)
    shipped = kit.labels.texts
    marks = {
        name: " ".join([f"zz{name}", *re.findall(r"\$[a-z]+|#", text)])
        for name, text in shipped.items()
    }
    findings = Findings()
    raw = read_layers([home() / "playbook_data"], findings)
    loaded = load(raw, lambda text: SAID, findings)
    settings = kit.settings.model_copy(
        update={
            "programme": kit.settings.programme.model_copy(
                update={"name": SAID, "promise": SAID}
            )
        }
    )
    content = choose(loaded.content, (), settings.track, None)
    # The book prints where a link leads.
    evidence = {
        key: item.model_copy(update={"address": f"https://{SAID}/"})
        for key, item in content.evidence.items()
    }
    content = replace(content, evidence=evidence)
    return replace(
        kit,
        loaded=replace(loaded, content=content),
        brand=replace(kit.brand, name=SAID),
        identity=replace(kit.identity, settings=settings, labels=Labels(marks)),
    )


def test_a_word_of_our_own_would_be_found() -> None:
    page = _Shown(f'<p title="Hint">{SAID} zzwhy Time</p><script>var x</script>')
    assert _words(" ".join(page.said)) == {"Hint", "Time"}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return _bare(tmp_path_factory.mktemp("organisation"))


def test_no_page_says_a_word_that_is_not_a_label(bare: Kit, tmp_path: Path) -> None:
    site = build_site(stage(bare, tmp_path / "stage"))
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 80
    marks: set[str] = set()
    for path in pages:
        said = unescape(" ".join(_Shown(path.read_text(encoding="utf-8")).said))
        marks |= set(MARK.findall(said))
        assert _words(said) == set(), path.name
    assert len(marks) > 150


def test_no_sheet_says_a_word_that_is_not_a_label(bare: Kit, tmp_path: Path) -> None:
    staged = stage(bare, tmp_path / "stage")
    edition = Edition("1", date(2026, 1, 1), "a4")
    names: set[str] = set()
    for print_all in (print_cards, print_forms, print_one_pagers, print_book):
        names |= {each.name for each in print_all(bare, staged, tmp_path, edition)}
    looked = 0
    # What is printed besides the book names itself, by ids: no words to be read.
    ids = [key for kind in KINDS for key in bare.content.of(kind)]
    ids += [*(name.rpartition(".")[0] for name in names), *(f"guide-{k}" for k in SIZE)]
    wide = [*bare.labels.texts, *(re.sub("[-.]", "", key) for key in ids)]
    named = {part for key in ids for part in re.split("[-.]", key)} | {"a", "b"}
    for path in sorted(tmp_path.glob("*.pdf")):
        for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
            said = page.get_textpage().get_text_range().replace("\ufffe", "")
            strange = _words(said.replace("\r\n", " "))
            if path.name != "playbook.pdf":
                # A marker or an id may be wider than a card, and go on below.
                torn = {w for w in strange if any(w in whole for whole in wide)}
                strange -= named | torn
            assert strange == set(), (path.name, number)
            looked += 1
    assert looked > 120
