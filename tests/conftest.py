"""Small trees to publish, and the shipped kit built once for every test that looks."""

from __future__ import annotations

import http.server
import json
import logging
import logging.handlers
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from hypothesis import settings

from generator.build import build
from generator.content.problems import Findings, ProblemsFound
from generator.home import home
from generator.kit import Kit, open_kit
from generator.publish.policy import protect
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
    """The shipped kit, staged and then built by Zensical into `site` of its folder.

    It knows no hook, so the policy is put in afterwards.
    """
    staged = stage(kit, tmp_path_factory.mktemp("zensical"))
    command = [Path(sys.executable).with_name("zensical"), "build", "-f", staged.config]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    protect(staged.folder / "site")
    return staged


@dataclass(frozen=True)
class BuiltKit:
    """A build: where it lies, and what was told where it was made here.

    `warned` is what WeasyPrint found wrong and went on with.
    """

    output: Path
    steps: Sequence[str] = ()
    warned: Sequence[str] = ()

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


def _build_shipped(folder: Path) -> BuiltKit:
    """Build the kit as it is shipped, in this process, and keep what was told."""
    steps: list[str] = []
    with listening() as warned:
        build(home() / "organisation", folder, tell=steps.append)
    return BuiltKit(folder, steps, [record.getMessage() for record in warned])


def _build_example(name: str, folder: Path) -> BuiltKit:
    """Build an example by the command."""
    besides, *options = SAMPLE.get(name, ("book,forms,onepagers",))
    command = [sys.executable, "-m", "generator", "build", *options]
    command += ["--organisation", f"examples/{name}", "--output", str(folder)]
    command += ["--only", f"site,cards,{besides}"]
    done = subprocess.run(command, cwd=home(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return BuiltKit(folder)


# The one with a book first: it takes longest.
BUILDS: dict[str, Callable[[Path], BuiltKit]] = {
    "shipped": _build_shipped,
    **{
        path.name: partial(_build_example, path.name)
        for path in sorted(EXAMPLES, key=lambda path: path != EXAMPLE)
    },
}


def _built(factory: pytest.TempPathFactory, name: str) -> BuiltKit:
    """One of `BUILDS`, made once for all processes that test.

    Where another process is at it, this one makes what nobody has begun yet.
    """
    place = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    place = place / "built"
    place.mkdir(exist_ok=True)

    def told(each: str) -> Path:
        return place / f"{each}.json"

    def make(each: str, timeout: float) -> None:
        with FileLock(place / f"{each}.lock", timeout=timeout):
            if not told(each).exists():
                facts = asdict(BUILDS[each](place / each))
                told(each).write_text(json.dumps(facts | {"output": each}))

    for each in (name, *BUILDS):
        if not told(name).exists():
            with suppress(Timeout):
                make(each, timeout=0)
    make(name, timeout=-1)
    facts = json.loads(told(name).read_text())
    return BuiltKit(**facts | {"output": place / name})


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> BuiltKit:
    return _built(tmp_path_factory, "shipped")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> BuiltKit:
    return _built(tmp_path_factory, EXAMPLE.name)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltKit]:
    """Every example by the name of its folder; all but one without a book."""
    return {path.name: _built(tmp_path_factory, path.name) for path in EXAMPLES}


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
