"""Plain MkDocs at the root works: it builds the staged tree and watches the sources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from generator.home import home
from generator.publish.hook import SOURCES, on_serve
from tests.conftest import Write


def _mkdocs(target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    return subprocess.run(
        [mkdocs, "build", "--strict", "-q", "-d", str(target)],
        capture_output=True,
        text=True,
        cwd=home(),
        env={"PATH": "/usr/bin:/bin", **environment},
        timeout=300,
    )


def test_mkdocs_build_at_the_root_builds_the_site(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("organisation.yml", "programme: {name: Plain and Simple}\n")
    done = _mkdocs(tmp_path / "site", PLAYBOOK_ORGANISATION=str(organisation))
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/themes/customer-friction.html").read_text()
    assert "Plain and Simple" in page and "kit-question__text" in page
    assert page.index('<meta http-equiv="Content-Security-Policy"') < 200


def test_mkdocs_build_tells_problems_without_a_traceback(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    write("organisation.yml", "papr: a4\n")
    done = _mkdocs(tmp_path / "site", PLAYBOOK_ORGANISATION=str(organisation))
    assert done.returncode == 1
    assert "Did you mean 'paper'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_watches_the_sources_and_not_the_stage() -> None:
    watched = {"stage/docs"}
    server = SimpleNamespace(watch=watched.add, unwatch=watched.discard)
    config = SimpleNamespace(
        docs_dir="stage/docs", extra={"kit": {"organisation": "theirs"}}
    )
    on_serve(server, config=config, builder=None)  # type: ignore[arg-type]
    assert watched == {"theirs", *map(str, SOURCES)}
    assert all(source.exists() for source in SOURCES)
