"""Report what building costs: wall time, pages a second, peak memory, side by side.

Each artefact is built by the command in a process of its own, and beside
them MkDocs alone on the same staged tree. A second table tells what reading costs. It
reports and never fails: machines differ, so compare the rows of one run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from generator.build import ARTEFACTS
from generator.home import home
from generator.kit import open_kit
from generator.publish.stage import stage
from tests.browser.conftest import FLAGS, chromium
from tests.browser.weight import compressed, weigh


def measure(command: list[str]) -> tuple[float, float]:
    """Run a command and return its wall time in seconds and its peak memory in MB."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, cwd=home())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise SystemExit(told.read().decode())
    # Linux counts in KiB, macOS in bytes.
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return time.perf_counter() - start, peak


SEEN = ("index.html", "themes/customer-friction.html", "questions.html")
MANY = 2000  # questions, six times as many as the kit holds
# Fill the list up with copies before the page's own scripts read it.
COPIES = """(many) => {
  const all = [...document.querySelectorAll(".kit-results .kit-question")];
  for (let at = all.length; at < many; at += 1) {
    const copy = all[at % all.length].cloneNode(true);
    copy.dataset.id += `-${at}`;
    all[at % all.length].after(copy);
  }
}"""
# From the click to the next picture, layout and paint included.
FILTER = """() => new Promise((resolve) => {
  document.querySelector(".kit-filter [name=depth]").click();
  requestAnimationFrame(() => requestAnimationFrame(resolve));
})"""


def read(site: Path) -> Table:
    """What a first visit costs on a phone, and how fast the questions are filtered."""
    table = Table("page", "KB, no fonts", "KB in all", "requests", "paint ms", "shift")
    with sync_playwright() as playwright, compressed(site) as address:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for path in SEEN:
            cost = weigh(browser, address + path)
            table.add_row(
                path,
                f"{cost.text / 1000:.0f}",
                f"{(cost.text + cost.fonts) / 1000:.0f}",
                str(cost.requests),
                f"{cost.paint:.0f}",
                f"{cost.shift:.3f}",
            )
        table.caption = "; ".join(
            f"a filter among {count} questions: {filtering(browser, address, many)}"
            for count, many in (("the kit's", 0), (str(MANY), MANY))
        )
        browser.close()
    return table


def filtering(browser: Browser, address: str, many: int) -> str:
    """What a filter's change takes of the page's one thread, with `many` questions.

    In milliseconds of processor time, the median and the most of nine, in words.
    """
    page = browser.new_page()
    copies = f"document.addEventListener('DOMContentLoaded', () => ({COPIES})({many}))"
    page.add_init_script(copies)
    # The page's own scripts are deferred: they would read the list before the copies.
    page.route("**/explorer.js", lambda route: route.fulfill(body=""))
    page.goto(address + "questions.html")
    page.add_script_tag(url=address + "assets/scripts/explorer.js?anew")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        told = session.send("Performance.getMetrics")["metrics"]
        seconds: float = next(m["value"] for m in told if m["name"] == "TaskDuration")
        return seconds * 1000

    times = []
    for _ in range(9):
        before = spent()
        page.evaluate(FILTER)
        times.append(spent() - before)
    page.close()
    return f"{sorted(times)[4]:.0f} ms, {max(times):.0f} at most"


def main() -> None:
    table = Table("what", "pages", "seconds", "pages a second", "peak MB", "× plain")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        staged = stage(open_kit(home() / "organisation"), folder / "stage")
        mkdocs = str(Path(sys.executable).with_name("mkdocs"))
        command = [sys.executable, "-m", "generator", "build", "--only"]
        rows = {
            "plain mkdocs build": [mkdocs, "build", "-q", "-f", str(staged.config)],
            **{
                what: [*command, what, "--output", str(folder / what)]
                for what in ARTEFACTS
            },
        }
        plain = 0.0
        for what, command in rows.items():
            seconds, peak = measure(command)
            plain = plain or seconds
            printed = folder / what / "print" / "print.json"
            pages = len(staged.pages)
            if printed.exists():
                pages = sum(each["pages"] for each in json.loads(printed.read_text()))
            table.add_row(
                what,
                str(pages),
                f"{seconds:.1f}",
                f"{pages / seconds:.1f}",
                f"{peak:.0f}",
                f"{seconds / plain:.1f}",
            )
        console = Console()
        console.print(table)
        console.print(read(folder / "site" / "site"))


if __name__ == "__main__":
    main()
