"""Write into each built page what a browser may load and run there."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from ..content.problems import Findings, Mark

# `file:` is for a site opened from a disk, where a file has no origin for `'self'` to
# stand for, and browsers differ. What a server sends can load no file of a disk.
OWN = "'self' file:"
POLICY = (
    # Not 'none': Firefox fetches the next page ahead, and no other kind allows that.
    f"default-src {OWN}",
    f"script-src {OWN}",  # and inline scripts of the theme, by their hashes
    # Pages hold lengths, such as those of lines to write on, and Zensical's search has
    # a sheet of its own. A style runs nothing and, here, loads nothing from elsewhere.
    f"style-src {OWN} 'unsafe-inline'",
    # The theme's sheets hold its icons as addresses.
    f"img-src {OWN} data:",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    f"form-action {OWN}",
)
# A link within the site tells where its reader comes from, a link to elsewhere nothing.
REFERRER = '<meta name="referrer" content="same-origin">'

# The theme of each engine writes its inline scripts here.
THEMES = ("material", "zensical")
SCRIPTS = "templates/partials/javascripts"

_INSIDE = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""  # a tag, up to its end
# All that may stand before the policy, since it loads and runs nothing. A policy of an
# earlier pass is replaced.
_BEGIN = re.compile(
    rf"\A((?:\s|<(?:!doctype|html|head|meta\s+charset)\b{_INSIDE}>)*)"
    rf'(?:<meta http-equiv="Content-Security-Policy"{_INSIDE}>{REFERRER})?',
    re.I,
)
# Other tags and comments are matched, so that no script is found within them.
_TAG = re.compile(
    rf"<script\b(?P<script>{_INSIDE})>.*?</script|<!--.*?-->|<[a-z]{_INSIDE}>",
    re.I | re.S,
)
# A file of the site, or data, which no browser runs.
_HARMLESS = re.compile(
    r"""\s(?:src=["']?+(?!//|[a-z][a-z0-9+.-]*:)|type=["']?application/(?:ld\+)?json\b)""",
    re.I,
)


def protect(site: Path) -> None:
    """Write a policy into every page of the built folder `site`.

    Only files of the site may run, and scripts that an installed theme is known to
    write into its pages: that a script stands in a page is no reason to trust it.
    Raises `ProblemsFound` when a page has any other.
    """
    known = re.compile(rf"<script>({'|'.join(_of_themes())})</script")
    findings = Findings()
    for path in sorted(site.rglob("*.htm*")):
        # What is no UTF-8 stays the bytes that it was.
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        for line, column in _strange(text, known):
            findings.problem(
                Mark(path.relative_to(site), line, column),
                "This script is neither the theme's nor a file of the site, so browsers"
                " would refuse it. Take it out, or put it into a file under"
                " generator/templates/scripts/.",
            )
        head = _head(known.findall(text))
        path.write_text(
            _BEGIN.sub(rf"\1{head}", text, count=1),
            encoding="utf-8",
            errors="surrogateescape",
        )
    findings.raise_problems()


def _strange(text: str, known: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where scripts stand that may not run, by line and column."""
    for tag in _TAG.finditer(text):
        if tag["script"] is None or _HARMLESS.search(tag["script"]):
            continue
        start = tag.start()
        if not known.match(text, start):
            yield text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _head(scripts: Iterable[str]) -> str:
    """The policy of a page that has these inline scripts, as tags of its head."""
    hashes = [
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
        for script in dict.fromkeys(scripts)
    ]
    told = "; ".join(
        " ".join([each, *hashes]) if each.startswith("script-src") else each
        for each in POLICY
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{told}">{REFERRER}'


def _of_themes() -> list[str]:
    """A pattern for each script that the installed themes write.

    What a template fills in is the way to the site's top, thus only letters of a path.
    """
    patterns = []
    for theme in THEMES:
        spec = find_spec(theme)
        if spec is None or spec.origin is None:
            continue
        for path in sorted((Path(spec.origin).parent / SCRIPTS).glob("*.html")):
            for script in re.findall(
                r"<script>(.*?)</script>", path.read_text(encoding="utf-8"), re.S
            ):
                parts = re.split(r"\{\{.*?\}\}", script)
                patterns.append(r"[\w./~%-]*".join(map(re.escape, parts)))
    return patterns
