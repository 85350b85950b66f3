"""Build the staged tree into a site with MkDocs, and put its policy into each page."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from ..content.problems import Finding, Mark, ProblemsFound
from . import macros
from .policy import protect
from .stage import Stage


class _Warnings(logging.Handler):
    """Keep what MkDocs and its plugins warn of, instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _plain(message: str) -> str:
    """What a message says, without the traceback that mkdocs-macros adds to its own."""
    told = message.partition("```")[0].replace("_", "").split("\n")
    return " ".join(line.strip("# ") for line in told if line.strip())


def build_site(staged: Stage) -> Path:
    """Build strictly and return the site's folder.

    Raises `ProblemsFound` when MkDocs warns of anything, such as a broken link, or as
    `protect`.
    """
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate, before = False, logger.propagate
    macros.forget()
    error = None
    try:
        config = load_config(str(staged.config), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as raised:
        # mkdocs-macros ends the process when a call fails; what it logged says why.
        error = str(raised)
    finally:
        logger.removeHandler(warnings)
        logger.propagate = before
    if warnings.messages or error:
        told = [_plain(message) for message in warnings.messages] or [str(error)]
        mark = Mark(staged.config)
        raise ProblemsFound([Finding(mark, message) for message in told])
    site = staged.folder / "site"
    protect(site)
    return site
