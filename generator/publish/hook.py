"""Let plain `mkdocs serve` and `mkdocs build` work: stage, then build the stage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority

from generator.content.problems import ProblemsFound
from generator.home import TEMPLATES, home
from generator.kit import open_kit
from generator.publish import macros
from generator.publish.policy import protect
from generator.publish.stage import stage

# What an author edits while serving.
SOURCES = (
    *(home() / name for name in ("docs", "playbook_data", "overrides", "mkdocs.yml")),
    TEMPLATES,
)


# The command that runs: MkDocs names it only as it starts, and never to the rest.
RUNS: dict[str, str] = {}


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether MkDocs builds or serves."""
    RUNS["command"] = command


# Before the plugins, which are to see the staged configuration.
@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Stage the kit and take over the staged configuration."""
    folder = Path("build/.playbook/stage").resolve()
    organisation = Path(config.extra["kit"]["organisation"]).resolve()
    macros.forget()
    try:
        staged = stage(open_kit(organisation), folder)
    except ProblemsFound as error:
        raise PluginError(str(error)) from None
    made = load_config(str(staged.config), site_dir=config.site_dir)
    for name in ("docs_dir", "nav", "site_name", "site_description", "copyright"):
        config[name] = made[name]
    made.extra["kit"]["organisation"] = str(organisation)
    config.extra = made.extra
    config.theme = made.theme
    if made.site_url and not config.site_url:
        config.site_url = made.site_url
    return config


def on_post_build(*, config: MkDocsConfig) -> None:
    """Put its policy into each page of a site that is built.

    Pages that are served go without: MkDocs writes a script into each, to load it anew
    after an edit, and the policy would forbid it.
    """
    if RUNS.get("command") == "serve":
        return
    try:
        protect(Path(config.site_dir))
    except ProblemsFound as error:
        raise PluginError(str(error)) from None


def on_serve(
    server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
) -> LiveReloadServer:
    """Watch the sources and not the stage, which every build writes anew."""
    server.unwatch(config.docs_dir)
    for source in SOURCES:
        server.watch(str(source))
    server.watch(config.extra["kit"]["organisation"])
    return server
