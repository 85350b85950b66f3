"""The house keeps its order: who imports whom, and no word but by its label."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import material
import yaml

from generator.home import home
from generator.kit import Kit

GENERATOR = home() / "generator"

# Each room, and the rooms it may know. `publish` modules know each other only through
# these, which say what pages and sheets are made of and never which of them there are.
ROOMS = {
    "home": set(),
    "content": set(),
    "identity": {"content"},
    "kit": {"home", "content", "identity"},
    "fork": {"home", "content", "identity", "kit"},
    "publish": {"home", "content", "identity", "kit"},
    "inputs": {"home"},
    "output": {"home"},
    "carry": {"inputs", "output", "publish"},
    "build": {"carry", "content", "fork", "inputs", "kit", "output", "publish"},
    "limit": {"publish"},
    "options": {"build", "limit", "publish"},
    "questionnaire": {"content", "fork", "identity", "kit", "publish"},
    "cli": {
        *("home", "content", "fork", "kit", "publish", "build", "questionnaire"),
        *("limit", "options", "output"),
    },
    "__main__": {"cli"},
    "__init__": set(),
}
SHARED = {
    "allowed",
    "annotation",
    "calibration",
    "calls",
    "chapter",
    "dialect",
    "diagram",
    "draw",
    "export",
    "edition",
    "face",
    "faces",
    "fields",
    "form",
    "facts",
    "head",
    "macros",
    "imposition",
    "index",
    "links",
    "meeting",
    "navigation",
    "own",
    "pages",
    "paper",
    "policy",
    "press",
    "printed",
    "reference",
    "render",
    "seen",
    "sheet",
    "stage",
    "structure",
    "word",
}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(GENERATOR).with_suffix("").parts)


def _imports(path: Path) -> set[str]:
    """The modules of `generator` that a module imports, as dotted names within it."""
    package = list(path.relative_to(GENERATOR).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        if node.level:
            base = package[: len(package) - node.level + 1]
        elif (node.module or "").split(".")[0] == "generator":
            base = []
        else:
            continue
        inner = (node.module or "").removeprefix("generator").strip(".")
        parts = base + (inner.split(".") if inner else [])
        # `from . import macros` names the module last, `from .text import Text` first.
        for name in node.names:
            target = GENERATOR.joinpath(*parts, name.name)
            is_module = target.with_suffix(".py").exists()
            found.add(".".join([*parts, name.name] if is_module else parts))
    return found


MODULES = {_module(path): path for path in sorted(GENERATOR.rglob("*.py"))}


def test_every_module_imports_only_what_it_may() -> None:
    looked = 0
    for name, path in MODULES.items():
        room = name.split(".")[0]
        for imported in _imports(path):
            looked += 1
            theirs, _, rest = imported.partition(".")
            if theirs == room:
                shared = room != "publish" or rest in SHARED
                assert shared, f"{name} imports {imported}"
            else:
                assert theirs in ROOMS[room], f"{name} imports {imported}"
    assert len(MODULES) > 25 and looked > 60
    assert {name.split(".")[0] for name in MODULES} == set(ROOMS)


def test_only_the_command_line_prints_or_exits() -> None:
    for name, path in MODULES.items():
        called = {
            getattr(node.func, "id", getattr(node.func, "attr", ""))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        assert name in ("cli", "questionnaire") or not called & {"print", "exit"}, name


def test_modules_are_small() -> None:
    for name, path in MODULES.items():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, name


TEMPLATES = [
    path
    for folder in (GENERATOR / "templates", home() / "overrides")
    for path in folder.rglob("*")
    if path.suffix in (".md", ".html", ".svg")
]


def test_no_visible_word_sits_in_a_template() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\{##.*?##\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        text = re.sub(r"<style>.*?</style>|\{#[^}]*\}", "", text, flags=re.DOTALL)
        text = re.sub(r'<[^<>]*>| id="[^"]*"', "", text, flags=re.DOTALL)
        assert not re.findall(r"[A-Za-z]{2,}", text), path.name
    assert len(TEMPLATES) > 20


def test_every_label_is_used_and_every_used_label_exists(kit: Kit) -> None:
    used: set[str] = set()
    for path in [*TEMPLATES, *GENERATOR.rglob("*.py"), home() / "mkdocs.yml"]:
        used |= set(re.findall(r"\b\w+\b", path.read_text(encoding="utf-8")))
    # Names put together from a value: `label("depth_" ~ q.depth)`.
    stems = {
        stem
        for path in TEMPLATES
        for stem in re.findall(r'label\("(\w+_)" ~', path.read_text(encoding="utf-8"))
    }
    assert stems
    stems.add("theme_")  # the theme asks for these: see the next test
    for name in kit.labels.texts:
        assert name in used or any(name.startswith(stem) for stem in stems), name


def test_every_word_of_the_theme_is_a_label(kit: Kit) -> None:
    """What the theme's templates ask for, and nothing that they never do."""
    templates = Path(material.__file__).parent / "templates"
    asked: set[str] = set()
    for path in templates.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"""lang\.t\(["']([\w.]+)["']\)""", text))
    ours = {"theme_" + key.replace(".", "_") for key in asked}
    labels = {name for name in kit.labels.texts if name.startswith("theme_")}
    assert labels - ours == {"theme_missing", "theme_missing_how"}
    assert len(labels) > 15


def test_upstream_keeps_the_organisation_empty() -> None:
    assert [path.name for path in (home() / "organisation").iterdir()] == ["README.md"]


def test_the_locks_name_no_index() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (home() / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "http" not in text and "index-url" not in text


def test_mkdocs_yml_alone_names_the_markdown_dialect() -> None:
    loader = yaml.SafeLoader
    text = re.sub(r"!ENV ", "", (home() / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "attr_list" in yaml.load(text, Loader=loader)["markdown_extensions"]
    assert all(
        "attr_list" not in path.read_text(encoding="utf-8") for path in MODULES.values()
    )
