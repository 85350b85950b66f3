"""Find the kit's own files: content, authored pages, theme overrides, templates."""

from pathlib import Path


def home() -> Path:
    """The folder of `mkdocs.yml`, `docs/`, `playbook_data/` and `overrides/`."""
    return Path(__file__).resolve().parent.parent
