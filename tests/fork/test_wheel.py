"""A small repository of its own holds an organisation's folder and pins a wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.home import home


def _run(*command: str, cwd: Path, path: Path | None = None) -> str:
    known = {**os.environ, "PYTHONPATH": str(path) if path else ""}
    done = subprocess.run(command, cwd=cwd, env=known, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked where Python looks for it before the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", str(home()))
    _run(*build, "--outdir", str(folder), cwd=folder)
    (wheel,) = folder.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
    _run(*pip, "--target", str(folder / "site"), str(wheel), cwd=folder)
    return folder / "site"


def test_the_wheel_builds_a_playbook_without_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    playbook = (sys.executable, "-m", "generator")

    def run(*args: str) -> str:
        return _run(*playbook, *args, cwd=tmp_path, path=installed)

    where = _run(
        sys.executable,
        "-c",
        "import generator, generator.home; print(generator.home.home())",
        cwd=tmp_path,
        path=installed,
    )
    assert Path(where.strip()) == installed / "generator" / "_kit"
    run("new", "--name", "Small & Own", "--no-input")
    told = run("build", "--only", "site,onepagers")
    assert "Built build/site" in told
    home_page = (tmp_path / "build/site/index.html").read_text(encoding="utf-8")
    assert "Small &" in home_page
    assert (tmp_path / "build/print/one-page-mentor.pdf").stat().st_size > 10_000
    assert "You have changed none" in run("doctor")
    assert (tmp_path / "organisation/schema/themes.json").is_file()


def test_plain_mkdocs_builds_from_the_wheel_as_serving_does(
    installed: Path, tmp_path: Path
) -> None:
    config = installed / "generator" / "_kit" / "mkdocs.yml"
    (tmp_path / "organisation").mkdir()
    (tmp_path / "organisation/organisation.yml").write_text("paper: letter\n")
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config))
    _run(*mkdocs, "-d", str(tmp_path / "site"), cwd=tmp_path, path=installed)
    assert (tmp_path / "site/themes/real-tools.html").is_file()
    assert (tmp_path / "build/.playbook/stage/docs").is_dir()
