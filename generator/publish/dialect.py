"""Turn Markdown into HTML in the site's dialect, which `mkdocs.yml` declares."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from ..home import home
from ..kit import Kit
from .calls import expand
from .navigation import Source, site_config
from .render import Page


@cache
def _markdown() -> Markdown:
    """The dialect, with what MkDocs adds to it by itself."""
    config = MkDocsConfig(config_file_path=str(home() / "mkdocs.yml"))
    declared = {"markdown_extensions": site_config()["markdown_extensions"]}
    config.load_dict({"site_name": "", "plugins": [], **declared})
    failed, _ = config.validate()
    assert not failed, failed
    return Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


def page_html(kit: Kit, page: Source) -> str:
    """The HTML of a page's text, its calls made; made once for all who ask."""
    return _set(kit, page.root, page.markdown, _calls(page))[0]


def page_labels(kit: Kit, page: Source) -> tuple[str, ...]:
    """What a page's headings ask to be called elsewhere, which its HTML does not show.

    Engines take a `data-toc-label` for their contents, and Zensical as it is.
    """
    return _set(kit, page.root, page.markdown, _calls(page))[1]


def _calls(page: Source) -> bool:
    return page.meta.get("render_macros") is not False


@cache
def _set(kit: Kit, root: str, text: str, calls: bool) -> tuple[str, tuple[str, ...]]:
    """The HTML of a text, and the labels of its headings."""
    if calls:
        text = expand(text, Page(kit, root)).markdown
    markdown = _markdown().reset()
    try:
        html = markdown.convert(text)
    except BaseException:
        # What stops it in the middle leaves it in a state that no reset clears.
        _markdown.cache_clear()
        raise
    # Declared by the extension that makes contents.
    tokens: list[dict[str, Any]] = getattr(markdown, "toc_tokens", [])
    return html, tuple(_labels(tokens))


def _labels(tokens: list[dict[str, Any]]) -> Iterator[str]:
    for token in tokens:
        if label := token["data-toc-label"]:
            yield str(label)
        yield from _labels(token["children"])
