"""Write a complete, plain docs tree that any engine for `mkdocs.yml` can build.

Everything is resolved here: pieces become Markdown pages, words are filled in, the
navigation is spelt out, brand and assets lie beside. Only the macros of the kit's own
pages are left for the engine.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from ..content.problems import Findings, Mark, sentence
from ..home import home
from ..identity.colour import stylesheet
from ..identity.words import expand as expand_words
from ..kit import Kit
from .macros import expand as expand_macros
from .navigation import Source, navigation
from .render import ADDRESSES, Download, Page, address, escape

# The kinds with a page an item, and its template.
PAGED = {
    "purposes": "purpose.md",
    "briefings": "briefing.md",
    "session_plans": "session.md",
    "themes": "theme.md",
    "failure_modes": "failure-mode.md",
}


@dataclass(frozen=True)
class Stage:
    """A staged tree: its folder, and its pages in the order of the navigation."""

    folder: Path
    pages: tuple[Source, ...]

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    @property
    def config(self) -> Path:
        return self.folder / "mkdocs.yml"


def stage(
    kit: Kit, folder: Path, downloads: Sequence[tuple[Path, Download]] = ()
) -> Stage:
    """Write the tree for `kit` into `folder`, which is emptied first.

    `downloads` are the printed things to offer. Raises `ProblemsFound` for what is
    wrong in an authored page.
    """
    findings = Findings()
    facts = tuple(download for _, download in downloads)
    sources = {page.path: page for page in _authored(kit, facts, findings)}
    sources |= {page.path: page for page in _pieces(kit, facts)}
    config = _config()
    nav, ordered = navigation(config["nav"], sources, kit, findings)
    findings.raise_problems()

    if folder.exists():
        shutil.rmtree(folder)
    docs = folder / "docs"
    for page in sources.values():
        path = docs / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        head = yaml.safe_dump(page.meta, allow_unicode=True, sort_keys=False)
        path.write_text(f"---\n{head}---\n\n{page.markdown}", encoding="utf-8")
    _write_assets(kit, docs)
    for path, download in downloads:
        target = docs / "downloads" / download.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copytree(home() / "overrides", folder / "overrides")
    _write_config(config, kit, folder, nav, facts)
    return Stage(folder, tuple(ordered))


# Pages


def _authored(
    kit: Kit, downloads: tuple[Download, ...], findings: Findings
) -> Iterator[Source]:
    """The kit's own pages, each replaced by the organisation's where it has one."""
    own = kit.organisation / "pages"
    plain = kit.identity.words
    inert = {name: str(escape(word)) for name, word in plain.items()}
    paths = {
        path.relative_to(folder).as_posix(): path
        for folder in (home() / "docs", own)
        for path in sorted(folder.rglob("*.md"))
    }
    for name, path in sorted(paths.items()):
        if path.is_symlink():
            findings.problem(Mark(path), "This is a link. Put the file itself here.")
            continue
        whole = path.read_text(encoding="utf-8-sig")
        body, meta = get_data(whole)
        if "title" not in meta:
            findings.problem(
                Mark(path), "The page has no title. Begin it with ---, title:, ---."
            )
            continue
        for key in ("title", "description"):
            if key in meta:
                meta[key] = _worded(str(meta[key]), plain, Mark(path), findings)
        first = Mark(path, 1 + whole.count("\n") - body.count("\n"))
        markdown = _pruned(_worded(body, inert, first, findings), name, kit)
        page = Source(name, markdown, {**meta, "title": _shown(meta["title"])})
        if path.is_relative_to(own):
            try:
                markdown = expand_macros(markdown, Page(kit, page.root, downloads))
            except ValueError as error:
                findings.problem(Mark(path), str(error))
            meta = {**page.meta, "render_macros": False}
            page = replace(page, markdown=markdown, meta=meta)
        yield page


def _worded(
    text: str, words: Mapping[str, str], first: Mark, findings: Findings
) -> str:
    """Fill in the words, line by line so that an unknown one is told with its line."""
    lines = []
    for number, line in enumerate(text.split("\n"), first.line):
        try:
            lines.append(expand_words(line, words))
        except ValueError as error:
            findings.problem(Mark(first.file, number), sentence(error))
    return "\n".join(lines)


LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+\.md(?:#[\w-]+)?)\)")


def _pruned(markdown: str, name: str, kit: Kit) -> str:
    """Reduce links to what the organisation removed to their words."""
    gone = {
        ADDRESSES[kind].format(id=key).replace(".html", ".md")
        for kind, keys in kit.loaded.removed.items()
        for key in keys
        if kind != "questions"
    }

    def keep(link: re.Match[str]) -> str:
        folder = posixpath.dirname(name)
        target = posixpath.normpath(posixpath.join(folder, link[2]))
        return link[1] if target in gone else link[0]

    return LINK.sub(keep, markdown) if gone else markdown


def _shown(title: str) -> str:
    """A title as engines take it: they put it into HTML as it is."""
    return title.replace("<", "&lt;")


def _pieces(kit: Kit, downloads: tuple[Download, ...]) -> Iterator[Source]:
    """A page for each item of the kinds that have pages."""
    page = Page(kit, "../", downloads)
    for kind, template in PAGED.items():
        for key, item in kit.content.of(kind).items():
            meta = {
                "title": _shown(item.title),
                "description": _shown(item.summary),
                "render_macros": False,
                "kind": kind,
            }
            body = str(page.fill(f"pieces/{template}", item=item))
            path = address(kit, kind, key).removesuffix(".html") + ".md"
            yield Source(path, body, meta)


# Configuration and assets


def _config() -> dict[str, Any]:
    with (home() / "mkdocs.yml").open(encoding="utf-8") as file:
        config: dict[str, Any] = yaml_load(file, loader=get_yaml_loader())
    return config


def _write_config(
    config: dict[str, Any],
    kit: Kit,
    folder: Path,
    nav: list[Any],
    downloads: tuple[Download, ...],
) -> None:
    """Write `mkdocs.yml` with nothing left to look up outside of `folder`."""
    settings = kit.settings
    made = {key: value for key, value in config.items() if key != "hooks"}
    made |= {
        "site_name": settings.programme.name,
        "site_description": settings.programme.promise,
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": nav,
        "copyright": str(escape(kit.labels("footer", organisation=kit.brand.name))),
        "extra": {
            **config["extra"],
            "kit": {
                # Relative, so that the tree does not tell where it was built.
                "organisation": os.path.relpath(kit.organisation, folder),
                "downloads": [vars(download) for download in downloads],
                "menu": str(escape(kit.labels("menu"))),
                "logo_dark": f"assets/logo-dark{kit.brand.logo_dark.suffix}",
            },
        },
    }
    made["theme"] = {
        **config["theme"],
        "custom_dir": "overrides",
        "language": settings.language.partition("-")[0],
        "logo": f"assets/logo{kit.brand.logo.suffix}",
        "favicon": f"assets/logo{kit.brand.logo.suffix}",
    }
    palette = config["theme"]["palette"]
    made["theme"]["palette"] = [
        {
            **scheme,
            "toggle": {
                **scheme["toggle"],
                "name": kit.labels(scheme["toggle"]["name"]),
            },
        }
        for scheme in palette
    ]
    if settings.site.address:
        made["site_url"] = settings.site.address.rstrip("/") + "/"
    text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def _write_assets(kit: Kit, docs: Path) -> None:
    """Lay out what pages and paper load: styles, scripts, faces, logos."""
    assets = docs / "assets"
    fonts = assets / "fonts"
    fonts.mkdir(parents=True)
    for face in kit.brand.faces:
        shutil.copyfile(face.path, fonts / face.path.name)
    for name, path in (("logo", kit.brand.logo), ("logo-dark", kit.brand.logo_dark)):
        shutil.copyfile(path, assets / f"{name}{path.suffix}")
    for path in sorted((home() / "generator" / "templates" / "styles").iterdir()):
        shutil.copyfile(path, assets / path.name)
    addresses = {face: f"fonts/{face.path.name}" for face in kit.brand.faces}
    sheet = stylesheet(kit.brand, list(kit.content.areas), addresses)
    (assets / "brand.css").write_text(sheet, encoding="utf-8")
