"""No string of any source becomes markup: a sweep over every leaf and every page.

Each text of settings, labels, brand, content and page heads is replaced by a marker: a
number, then what breaks out of elements, attributes, scripts and templates. Wherever
the number comes out, the rest must come out with it as plain text.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import material
import pikepdf
import pytest
import yaml
import zensical

from generator.content.load import read_layers
from generator.content.model import KINDS
from generator.content.problems import Findings
from generator.content.source import read
from generator.home import home
from generator.identity.settings import Settings, whole_address
from generator.kit import open_kit
from generator.publish.site import build_site
from generator.publish.stage import Stage, stage
from tests.conftest import BuiltKit

# No space in it, so that no line breaks within; `xq` is no word of anything.
TAIL = """</title><script>xq()</script>"><xq/on='&{{7*7}}&amp;"""
SHORT = """<xq"'&{{7*7}}&lt;"""
MARKER = re.compile(r"Q(\d+)Q(\S*)")
# What is no text but a choice, by its path in the settings.
CHOICES = {"language", "track", "purposes", "hide", "site.address", "words"}
LIMIT = 40  # letters; a field that takes fewer gets the short tail
FILLED = "x"
# Where the theme filters what is staged as HTML, and why each is right: main.html takes
# the first three back, and the last takes HTML and gives an attribute.
FILTERED = {
    "config.site_name | e": "the logo's title, in header and navigation",
    "page.previous_page.title | e": "the footer",
    "page.next_page.title | e": "the footer",
    "title | e": "the name of the contents; of a social link, which we have none of",
    "page.title | striptags": "the title, which main.html writes itself",
    "toc_item.title | striptags | e": "headings, which are HTML",
    "page.title | urlencode": "the feedback form, which we have none of",
    "page.meta.title | urlencode": "the same",
}
FILTERS = re.compile(
    r"[\w.]*(?:title|site_name|description|site_author|copyright)"
    r"(?: *\| *(?:e|escape|forceescape|safe|striptags|urlencode))+\b"
)


class Sweep:
    """Makes markers, and knows which path each stands for."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def mark(self, path: str, most: int | None = None) -> str:
        self.paths.append(path)
        tail = SHORT if most and most < 90 else TAIL
        return f"Q{len(self.paths) - 1}Q{tail}"

    def data(self, schema: Any, value: Any, path: str, defs: Any) -> Any:
        """`value` with a marker for every text that its schema has."""
        schema = _resolved(schema, defs)
        if isinstance(value, dict):
            inner = schema.get("properties", {})
            return {
                key: self.data(inner[key], each, f"{path}.{key}".lstrip("."), defs)
                for key, each in value.items()
                if key in inner
            }
        if isinstance(value, list):
            return [self.data(schema["items"], each, path, defs) for each in value]
        if _is_text(schema) and path not in CHOICES:
            return self.mark(path, schema.get("maxLength"))
        return value


def _resolved(schema: Any, defs: Any) -> Any:
    """A schema without references and without the `null` of what may be left out."""
    for each in schema.get("anyOf", ()):
        if each.get("type") != "null":
            return _resolved({**schema, **each, "anyOf": ()}, defs)
    if "$ref" in schema:
        return _resolved(defs[schema["$ref"].rpartition("/")[2]], defs)
    return schema


def _is_text(schema: Any) -> bool:
    kind = schema.get("type") == "string"
    bound = {"x-kind", "enum", "const", "pattern"} & schema.keys()
    return kind and not bound and schema.get("format") in (None, "markdown")


def _leaves(schema: Any, path: str, defs: Any) -> Iterator[str]:
    """The path of every text that a schema has."""
    schema = _resolved(schema, defs)
    for key, inner in schema.get("properties", {}).items():
        yield from _leaves(inner, f"{path}.{key}".lstrip("."), defs)
    if "items" in schema:
        yield from _leaves(schema["items"], path, defs)
    if _is_text(schema) and path.partition(".")[0] not in CHOICES:
        yield path


def _dump(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")


def _write_content(folder: Path, sweep: Sweep) -> set[str]:
    """Every item with markers for texts; returns the paths that there are."""
    raw = read_layers([home() / "playbook_data"], Findings())
    known: set[str] = set()
    for kind, model in KINDS.items():
        schema = model.model_json_schema()
        defs = schema.get("$defs", {})
        leaves = set(_leaves(schema, kind, defs))
        known |= leaves
        items = {
            key: sweep.data(schema, fields, kind, defs)
            for key, fields in raw.trees[kind].data.items()
        }
        # A text that no item has is given to the first.
        first = next(iter(items.values()))
        for path in sorted(leaves - set(sweep.paths)):
            name = path.removeprefix(f"{kind}.")
            assert "." not in name, (
                f"no item of the kit has {path}: give one of it here"
            )
            first[name] = sweep.mark(path)
        listed = list(items.items())
        for begin in range(0, len(listed), 60):
            part = dict(listed[begin : begin + 60])
            _dump(folder / "content" / kind / f"{begin:03}.yml", part)
    return known


def _write_organisation(folder: Path, sweep: Sweep) -> set[str]:
    """An organisation whose every text is a marker; returns the paths there are."""
    defaults = home() / "playbook_data" / "defaults"
    known = _write_content(folder, sweep)
    schema = Settings.model_json_schema()
    tree = read(defaults / "organisation.yml", Findings())
    assert tree is not None
    named = dict.fromkeys(("name", "reach", "answers", "stand_in"), FILLED)
    roles = ("lead", "contact", "sponsor", "privacy", "representatives")
    given = {
        "programme": tree.data["programme"],
        "contacts": dict.fromkeys(roles, named),
        "site": {"private": "true"},
    }
    settings = sweep.data(schema, given, "", schema["$defs"])
    settings["words"] = {
        noun: {form: sweep.mark(f"words.{noun}.{form}", LIMIT) for form in forms}
        for noun, forms in tree.data["words"].items()
    }
    _dump(folder / "organisation.yml", settings)
    known |= set(_leaves(schema, "", schema["$defs"]))
    known |= {
        f"words.{noun}.{form}"
        for noun, all_of in tree.data["words"].items()
        for form in all_of
    }

    labels = read(defaults / "labels.yml", Findings())
    assert labels is not None
    _dump(
        folder / "labels.yml",
        {
            name: " ".join(
                [sweep.mark(f"labels.{name}"), *re.findall(r"\$[A-Za-z_]+", text)]
            )
            for name, text in labels.data.items()
        },
    )
    known |= {f"labels.{name}" for name in labels.data}

    fonts = folder / "assets"
    fonts.mkdir()
    face = next((defaults / "assets" / "fonts").glob("*.woff2"))
    shutil.copyfile(face, fonts / "face.woff2")
    shutil.copyfile(defaults / "assets" / "logo.svg", fonts / "logo.svg")
    family = sweep.mark("brand.family")
    font = {
        "family": family,
        "source": "file",
        "license": sweep.mark("brand.license"),
        "files": ["assets/face.woff2"],
    }
    _dump(
        folder / "_brand.yml",
        {
            "meta": {"name": sweep.mark("brand.name")},
            "logo": {
                "medium": {"path": "assets/logo.svg", "alt": sweep.mark("brand.alt")}
            },
            "typography": {"fonts": [font], "headings": family},
        },
    )
    heads = {key: sweep.mark(f"pages.{key}") for key in ("title", "description")}
    page = folder / "pages" / "ours.md"
    page.parent.mkdir()
    head = yaml.safe_dump({**heads, "part": "part_start"}, width=999)
    page.write_text(f"---\n{head}---\n\n# Ours\n")
    return known


class Swept(HTMLParser):
    """All that a page says: its texts, attributes and data, taken in as text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.script: dict[str, str | None] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.said += [value for _, value in attrs if value]
        self.tags |= {f"@{name}" for name, _ in attrs}
        self.script = dict(attrs) if tag == "script" else None

    def handle_endtag(self, tag: str) -> None:
        self.script = None

    def handle_data(self, data: str) -> None:
        if self.script is None:
            self.said.append(data)
        elif self.script.get("type") == "application/json":
            self.said += _strings(json.loads(data))
        else:
            assert "xq" not in data, data


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
    elif isinstance(data, str):
        yield data


def _judge(said: str, where: str) -> set[int]:
    """The markers in a text, each of which must be there whole."""
    plain = said.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
    found = set()
    for number, rest in MARKER.findall(plain):
        assert rest.startswith((TAIL, SHORT)), f"{where}: {said!r}"
        found.add(int(number))
    return found


def _page(path: Path) -> set[int]:
    raw = path.read_text(encoding="utf-8")
    twice = re.search(r"&amp;(?!amp;|lt;|$)[a-z#0-9]+;.{0,40}", raw)
    assert not twice, f"{path.name}: {twice[0] if twice else ''}"
    page = Swept(raw)
    assert not [tag for tag in page.tags if "xq" in tag], path.name
    return set().union(*(_judge(said, path.name) for said in page.said))


def _data(path: Path) -> set[int]:
    """The markers in a file of data; what a search finds is HTML."""
    found = set()
    for said in _strings(json.loads(path.read_text(encoding="utf-8"))):
        if "search" in path.name:
            page = Swept(said)
            assert not [tag for tag in page.tags if "xq" in tag], said
            found |= set().union(*(_judge(each, path.name) for each in page.said))
        else:
            found |= _judge(said, path.name)
    return found


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sweep, Stage]:
    """A kit whose every text is a marker, staged."""
    folder = tmp_path_factory.mktemp("swept")
    (folder / "organisation").mkdir()
    sweep = Sweep()
    known = _write_organisation(folder / "organisation", sweep)
    # A text that is added to a model, a label or a setting is swept, or named here.
    assert known - set(sweep.paths) == {"site.address"}
    return sweep, stage(open_kit(folder / "organisation"), folder / "stage")


@pytest.mark.fault(15, 17, 47)
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_no_text_becomes_markup_in_the_site(
    swept: tuple[Sweep, Stage], engine: str
) -> None:
    sweep, staged = swept
    site = staged.folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    if engine == "mkdocs":
        build_site(staged)
    else:
        zensical = Path(sys.executable).with_name("zensical")
        command = [zensical, "build", "-f", staged.config]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    pages, data = sorted(site.rglob("*.html")), sorted(site.rglob("*.json"))
    found = set().union(*map(_page, pages), *map(_data, data))
    assert len(pages) > 90 and len(data) > 2
    assert len(found) > 0.9 * len(sweep.paths)


@pytest.mark.fault(47)
def test_files_say_of_themselves_what_was_typed(example: BuiltKit) -> None:
    """The name of this example has an ampersand."""
    facts: dict[str, list[str]] = {}
    for path in sorted(example.print.iterdir()):
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                facts[path.name] = [str(value) for value in pdf.docinfo.values()]
        elif path.suffix == ".docx":
            core = docx.Document(str(path)).core_properties
            facts[path.name] = [core.title, core.author]
    assert len(facts) > 20
    for name, said in facts.items():
        assert not re.search(r"&(amp|lt|gt|quot|#)", "".join(said)), name
        assert any("Tolliver & Brask" in each for each in said), (name, said)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Q1Q" + TAIL,
        '<a title="Q1Q' + TAIL + '">',
        "<p>" + html.escape(html.escape("Q1Q" + TAIL)),
        '<script type="application/json">["Q1Q' + html.escape(TAIL) + '"]</script>',
        "<script>a = '" + TAIL + "'</script>",
        "<p>Q1Q&lt;xq&gt;",
    ],
)
def test_the_sweep_sees_what_gets_through(tmp_path: Path, page: str) -> None:
    (tmp_path / "page.html").write_text(page)
    with pytest.raises(AssertionError):
        _page(tmp_path / "page.html")


@pytest.mark.parametrize("package", [material, zensical])
def test_every_filter_of_the_theme_on_what_is_staged_is_known(package: Any) -> None:
    """A new version of a theme that escapes or unescapes elsewhere is seen here."""
    folder = Path(package.__file__).parent / "templates"
    used: set[str] = set()
    for path in sorted(folder.rglob("*.html")):
        for said in re.findall(r"\{\{.*?\}\}|\{%.*?%\}", path.read_text(), re.DOTALL):
            used |= {" ".join(each.split()) for each in FILTERS.findall(said)}
    assert used and used <= FILTERED.keys(), used - FILTERED.keys()


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    "address",
    [
        'https://x.example/"><script>alert(1)</script>',
        "https://x.example/'onerror=x",
        "https://x.example/<b>",
        "https://x.example/a&b",
        "https://somebody@x.example/",
        "https://x.example/?a=b",
        "https://x.example/#a",
        "https://x.example:99999/",
        "https:///path",
        "https://[:::]/x",
        "https://a..example/",
        "https://x.example/{{7}}",
        "javascript:alert(1)",
        "https://x.example/" + "a" * 300,
    ],
)
def test_an_address_that_could_be_markup_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        whole_address(address)


def test_the_addresses_that_sites_have_are_taken() -> None:
    for address in (
        "https://learn.example.org",
        "http://localhost:8000/our-playbook/",
        "https://example.org/~people/a_b-c.d/%C3%BC/",
        "https://[::1]:8000/",
    ):
        assert whole_address(address) == address
