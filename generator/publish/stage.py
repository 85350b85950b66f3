"""Write a complete, plain docs tree that any engine for `mkdocs.yml` can build.

Everything is resolved here: pieces become Markdown pages, words are filled in, the
navigation is spelt out, brand and assets lie beside. Only the macros of the kit's own
pages are left for the engine.
"""

from __future__ import annotations

import html
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import material
import yaml

from ..home import TEMPLATES, home
from ..identity.palette import palette
from ..identity.picture import published
from ..identity.sheet import stylesheet
from ..identity.typeface import font_file
from ..kit import Kit
from .export import write_data
from .navigation import Source, site_config
from .pages import lay_out, pictures
from .render import Download

SOCIAL = "assets/social/"  # with the address of each page below it
LOGOS = ("icon", "logo", "logo_dark", "cover", "cover_dark")


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
    kit: Kit,
    folder: Path,
    downloads: Sequence[tuple[Path, Download]] = (),
    made: Mapping[str, bytes] = MappingProxyType({}),
) -> Stage:
    """Write the tree for `kit` into `folder`, which is emptied first.

    `downloads` are the printed things to offer, `made` are pictures by their place in
    the tree: those that shared links show lie in `SOCIAL`, under the pages' addresses
    with `.png` for `.html`. Raises `ProblemsFound` as `lay_out`.
    """
    facts = tuple(download for _, download in downloads)
    nav, ordered = lay_out(kit, facts)

    if folder.exists():
        shutil.rmtree(folder)
    docs = folder / "docs"
    for page in ordered:
        path = docs / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        head = yaml.safe_dump(_told(page.meta), allow_unicode=True, sort_keys=False)
        path.write_text(f"---\n{head}---\n\n{page.markdown}", encoding="utf-8")
    _write_assets(kit, docs)
    for path, download in downloads:
        target = docs / "downloads" / download.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, picture in made.items():
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(picture)
    shutil.copytree(home() / "overrides", folder / "overrides")
    _write_config(
        kit, folder, nav, facts, any(name.startswith(SOCIAL) for name in made)
    )
    return Stage(folder, tuple(ordered))


# Configuration and assets


def in_html(text: str) -> str:
    """Text as engines print it: they put names, labels and heads into HTML as they are.

    Braces go too, since mkdocs-macros would run a call in a title.
    """
    return html.escape(text).replace("{", "&#123;").replace("}", "&#125;")


def _told(value: Any) -> Any:
    """Configuration, navigation or a page's head with every text in it as HTML."""
    if isinstance(value, str):
        return in_html(value)
    if isinstance(value, dict):
        return {_told(key): _told(inner) for key, inner in value.items()}
    return [_told(inner) for inner in value] if isinstance(value, list) else value


def _write_config(
    kit: Kit,
    folder: Path,
    nav: list[Any],
    downloads: tuple[Download, ...],
    social: bool,
) -> None:
    """Write `mkdocs.yml` with nothing left to look up outside of `folder`."""
    config, settings = site_config(), kit.settings
    made = {key: value for key, value in config.items() if key != "hooks"}
    made |= {
        "site_name": in_html(settings.programme.name),
        "site_description": in_html(settings.programme.promise),
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": _told(nav),
        "copyright": in_html(kit.labels("footer", organisation=kit.brand.name)),
        "extra": {
            **config["extra"],
            "kit": {
                # Relative, so that the tree does not tell where it was built.
                "organisation": os.path.relpath(kit.organisation, folder),
                "downloads": [vars(download) for download in downloads],
                "menu": in_html(kit.labels("menu")),
                "theme": _theme_words(kit),
                "preload": _preloaded(kit),
                "social": SOCIAL if social else "",
                "logo_dark": f"assets/{_logo_name(kit, 'logo_dark')}",
            },
        },
    }
    made["theme"] = {
        **config["theme"],
        "custom_dir": "overrides",
        "language": _theme_language(settings.language),
        "logo": f"assets/{_logo_name(kit, 'logo')}",
        "favicon": f"assets/{_logo_name(kit, 'icon')}",
    }
    palette = config["theme"]["palette"]
    made["theme"]["palette"] = [
        {
            **scheme,
            "toggle": {
                **scheme["toggle"],
                "name": in_html(kit.labels(scheme["toggle"]["name"])),
            },
        }
        for scheme in palette
    ]
    if settings.site.address:
        made["site_url"] = settings.site.address.rstrip("/") + "/"
    text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def _preloaded(kit: Kit) -> list[str]:
    """The faces that every page begins with, so that text does not move when they come.

    Of subsets the first holds the common letters.
    """
    first: dict[tuple[str, int, str], str] = {}
    for face in kit.brand.faces:
        first.setdefault((face.family, face.weight, face.style), face.file)
    text, headings = kit.brand.stack("base")[0], kit.brand.stack("headings")[0]
    wanted = ((text, 400, "normal"), (headings, 600, "normal"))
    return [f"assets/fonts/{first[key]}" for key in wanted if key in first]


def _theme_language(code: str) -> str:
    """The language whose rules of search the theme knows; its words are labels."""
    known = Path(material.__file__).parent / "templates" / "partials" / "languages"
    short = code.partition("-")[0]
    return short if (known / f"{short}.html").is_file() else "en"


def _recoloured(kit: Kit, mark: str, dark: bool) -> str:
    """The kit's own mark, which stands in for a logo, in the brand's colours."""
    tokens = palette(kit.brand, [], "dark" if dark else "light")
    upright, across = dict.fromkeys(re.findall(r"#[0-9a-f]{6}", mark))
    upright_now = tokens["primary-text"].to_string(hex=True)
    accent = tokens["accent"].to_string(hex=True)
    return mark.replace(upright, upright_now).replace(across, accent)


def _logo_name(kit: Kit, use: str) -> str:
    suffix = getattr(kit.brand, use).suffix
    return f"{use.replace('_', '-')}{suffix}"


def _theme_words(kit: Kit) -> dict[str, str]:
    """The words of the theme itself, by its own names with `_` for `.`."""
    stem = "theme_"
    words = {
        name.removeprefix(stem): in_html(kit.labels(name))
        for name in kit.labels.texts
        if name.startswith(stem)
    }
    return {"language": in_html(kit.settings.language), **words}


def _write_assets(kit: Kit, docs: Path) -> None:
    """Lay out what pages and paper load: styles, scripts, faces, logos."""
    assets = docs / "assets"
    fonts = assets / "fonts"
    fonts.mkdir(parents=True)
    for face in kit.brand.faces:
        if not (fonts / face.file).exists():
            (fonts / face.file).write_bytes(font_file(face))
    for use in LOGOS:
        path = getattr(kit.brand, use)
        if kit.brand.own_logo:
            (assets / _logo_name(kit, use)).write_bytes(published(path))
        else:
            mark = _recoloured(kit, path.read_text(encoding="utf-8"), "dark" in use)
            (assets / _logo_name(kit, use)).write_text(mark, encoding="utf-8")
    for path in sorted((TEMPLATES / "styles").iterdir()):
        shutil.copyfile(path, assets / path.name)
    untyped = shutil.ignore_patterns("*.d.ts")
    shutil.copytree(TEMPLATES / "scripts", assets / "scripts", ignore=untyped)
    write_data(kit, assets)
    for path, name in pictures(kit).items():
        target = assets / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_bytes(published(path))
    addresses = {face: f"fonts/{face.file}" for face in kit.brand.faces}
    sheet = stylesheet(kit.brand, list(kit.content.areas), addresses)
    names = {use: _logo_name(kit, use) for use in ("logo", "logo_dark")}
    logos = "".join(
        f'--kit-{use.replace("_", "-")}:url("{name}");' for use, name in names.items()
    )
    sheet += f":root{{{logos}}}\n"
    (assets / "brand.css").write_text(sheet, encoding="utf-8")
