"""Small trees to publish, and the shipped kit built once for every test that looks."""

from __future__ import annotations

import http.server
import logging
import logging.handlers
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from generator.build import build
from generator.content.problems import Findings, ProblemsFound
from generator.home import home
from generator.kit import Kit, open_kit
from generator.publish.stage import Stage, stage

# Machines are shared and noisy: no test may fail for being slow.
# The same examples each time, so that what passes here passes there; `HYPOTHESIS=wide`
# looks further.
settings.register_profile("kit", deadline=None, derandomize=True)
settings.register_profile("wide", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS", "kit"))

Write = Callable[[str, str], Path]
EXAMPLES = sorted(path for path in (home() / "examples").iterdir() if path.is_dir())
# The one that is built whole: Letter, typefaces, words and an area of its own.
EXAMPLE = home() / "examples" / "tolliver-brask"
# What the others are built with besides site and cards: between them both papers are
# met, and kinds of sheets. All with all is left to `make test-all`.
SAMPLE = {
    "larder-lane": ("onepagers,packs", "--paper=letter", "--sheets=fold"),
    "wendle-valley": ("forms,onepagers", "--sheets=bleed-short"),
}


@pytest.fixture
def findings() -> Findings:
    return Findings()


@pytest.fixture
def organisation(tmp_path: Path) -> Path:
    """An empty organisation's folder."""
    folder = tmp_path / "organisation"
    folder.mkdir()
    return folder


@pytest.fixture
def write(organisation: Path) -> Write:
    """Write a file of the organisation: `write("organisation.yml", text)`."""

    def put(name: str, text: str) -> Path:
        path = organisation / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


@pytest.fixture
def problems(organisation: Path) -> Callable[[], list[str]]:
    """Open the kit with the organisation and return what is wrong, a line each."""

    def lines() -> list[str]:
        try:
            open_kit(organisation)
        except ProblemsFound as found:
            return [str(problem) for problem in found.problems]
        return []

    return lines


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The kit as it is shipped, with the empty organisation."""
    return open_kit(home() / "organisation")


@pytest.fixture(scope="session")
def zensical(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The shipped kit, staged and then built by Zensical into `site` of its folder."""
    staged = stage(kit, tmp_path_factory.mktemp("zensical"))
    command = [Path(sys.executable).with_name("zensical"), "build", "-f", staged.config]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return staged


@dataclass(frozen=True)
class BuiltKit:
    """A build: where it lies, and what was told where it was made here.

    `warned` is what WeasyPrint found wrong and went on with.
    """

    output: Path
    steps: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()

    @property
    def site(self) -> Path:
        return self.output / "site"

    @property
    def print(self) -> Path:
        return self.output / "print"


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Hear what WeasyPrint warns of; it tells nobody by itself."""
    handler = logging.handlers.BufferingHandler(capacity=10_000)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    yield handler.buffer
    logger.removeHandler(handler)


def _build_apart(organisation: Path, output: Path) -> BuiltKit:
    """Build an example by the command, in a process of its own."""
    besides, *options = SAMPLE.get(organisation.name, ("book,forms,onepagers",))
    command = [sys.executable, "-m", "generator", "build", *options]
    command += ["--organisation", str(organisation), "--output", str(output)]
    command += ["--only", f"site,cards,{besides}"]
    done = subprocess.run(command, cwd=home(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return BuiltKit(output)


@pytest.fixture(scope="session")
def builds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[BuiltKit]]]:
    """The examples, being built one after another beside whatever else is done."""
    asked = {name for item in request.session.items for name in item.fixturenames}
    wanted = EXAMPLES if "examples" in asked else [EXAMPLE]
    if not asked & {"example", "examples"}:
        wanted = []
    with ThreadPoolExecutor(max_workers=1) as pool:
        # The one with a book first: it takes longest.
        yield {
            path.name: pool.submit(
                _build_apart, path, tmp_path_factory.mktemp(path.name)
            )
            for path in sorted(wanted, key=lambda path: path != EXAMPLE)
        }


@pytest.fixture(scope="session")
def shipped(
    builds: dict[str, Future[BuiltKit]], tmp_path_factory: pytest.TempPathFactory
) -> BuiltKit:
    output = tmp_path_factory.mktemp("shipped")
    steps: list[str] = []
    with listening() as warned:
        build(home() / "organisation", output, tell=steps.append)
    told = tuple(record.getMessage() for record in warned)
    return BuiltKit(output, tuple(steps), told)


@pytest.fixture(scope="session")
def example(builds: dict[str, Future[BuiltKit]]) -> BuiltKit:
    return builds[EXAMPLE.name].result()


@pytest.fixture(scope="session")
def examples(builds: dict[str, Future[BuiltKit]]) -> dict[str, BuiltKit]:
    """Every example by the name of its folder; all but one without a book."""
    return {name: future.result() for name, future in builds.items()}


def run_checker(script: str, *arguments: str | Path) -> str:
    """Run a checker of `tests/node/package.json` on Node and return what it says.

    Both say with 1 or 2 that they found something; what they say is for the test.
    """
    modules = Path(sys.prefix) / "node" / "node_modules"
    assert modules.is_dir(), "The checkers are missing. Run: make .venv/.node"
    command = [Path(sys.executable).with_name("node"), modules / script, *arguments]
    # Into a file: what Node has not yet written to a pipe is lost when it exits.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        done = subprocess.run(
            command, cwd=home(), stdout=said, stderr=subprocess.PIPE, text=True
        )
        assert done.returncode in (0, 1, 2) and not done.stderr, done.stderr
        said.seek(0)
        return said.read()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files and say nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a folder over HTTP on this machine; the address ends in a slash."""
    answer = partial(handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="session")
def served(shipped: BuiltKit) -> Iterator[str]:
    """The shipped site over HTTP on this machine."""
    with serve(shipped.site) as address:
        yield address
