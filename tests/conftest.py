"""Small trees to publish, and the shipped kit built once for every test that looks."""

from __future__ import annotations

import http.server
import os
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from generator.build import ARTEFACTS, Artefact, Built, build
from generator.content.problems import Findings, ProblemsFound
from generator.home import home
from generator.kit import Kit, open_kit

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


class BuiltKit:
    """A build of the shipped kit: where it lies and what was told."""

    def __init__(
        self, organisation: Path, output: Path, only: Collection[Artefact] = ARTEFACTS
    ) -> None:
        self.output = output
        self.steps: list[str] = []
        self.built: Built = build(organisation, output, only, tell=self.steps.append)

    @property
    def site(self) -> Path:
        return self.output / "site"

    @property
    def print(self) -> Path:
        return self.output / "print"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> BuiltKit:
    return BuiltKit(home() / "organisation", tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> BuiltKit:
    return BuiltKit(EXAMPLE, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def examples(
    example: BuiltKit, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, BuiltKit]:
    """Every example by the name of its folder; all but one without a book."""
    return {
        path.name: example
        if path == EXAMPLE
        else BuiltKit(path, tmp_path_factory.mktemp(path.name), ("site", "cards"))
        for path in EXAMPLES
    }


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP on this machine; the address ends in a slash."""
    handler = partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="session")
def served(shipped: BuiltKit) -> Iterator[str]:
    """The shipped site over HTTP on this machine."""
    with serve(shipped.site) as address:
        yield address
