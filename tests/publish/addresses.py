"""Record every address of the site, so that none is lost: paper carries them for years.

`python -m tests.publish.addresses build/site`, at a release, writes down what is new.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

RECORD = Path(__file__).with_name("addresses.txt")
NAMED = re.compile(r'<(?:h[1-4]|article|li|section)\b[^>]*\bid="([^"]+)"')


def addresses(site: Path) -> dict[str, list[str]]:
    """The places that each page of a built site names, by the page's address."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        _, _, article = path.read_text(encoding="utf-8").partition("<article")
        found[path.relative_to(site).as_posix()] = sorted(set(NAMED.findall(article)))
    return found


def recorded() -> dict[str, list[str]]:
    """The addresses that were once published, as `addresses` gives them."""
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    return {page: rest.split() for page, _, rest in (x.partition(":") for x in lines)}


if __name__ == "__main__":
    now = addresses(Path(sys.argv[1]))
    told = [f"{page}: {' '.join(names)}".rstrip() + "\n" for page, names in now.items()]
    RECORD.write_text("".join(told), encoding="utf-8")
