"""Find the kit's own files: content, authored pages, theme overrides, templates."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
TEMPLATES = PACKAGE / "templates"


def home() -> Path:
    """The folder of `mkdocs.yml`, `docs/`, `playbook_data/` and `overrides/`.

    In a checkout they lie beside the package; a wheel carries them inside it.
    """
    carried = PACKAGE / "_kit"
    return carried if carried.is_dir() else PACKAGE.parent
