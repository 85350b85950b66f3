"""Each page says what may run in it, and a script is not trusted for standing there."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import material
import pytest

from generator.content.problems import ProblemsFound
from generator.home import home
from generator.publish import hook
from generator.publish.policy import POLICY, REFERRER, THEMES, protect
from generator.publish.stage import Stage
from tests.conftest import BuiltKit

PARTIALS = Path(material.__file__).parent / "templates/partials/javascripts"
(SCOPE,) = re.findall(r"<script>(.*?)</script>", (PARTIALS / "base.html").read_text())
(COLOURS,) = re.findall(
    r"<script>(.*?)</script>", (PARTIALS / "palette.html").read_text()
)
POLICY_TAG = re.compile(
    r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
)

Protect = Callable[..., str]


def _at(depth: str) -> str:
    """The theme's script that holds the way to the top of the site."""
    return re.sub(r"\{\{.*?\}\}", depth, SCOPE)


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _page(body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n  <head>\n    <meta charset="utf-8">\n'
        '    <link rel="icon" href="icon.svg">\n  </head>\n'
        f"<body>{body}</body></html>\n"
    )


@pytest.fixture
def protected(tmp_path: Path) -> Protect:
    """Write one page, protect the site that holds it, and return the page."""

    def put(text: str, name: str = "themes/one.html") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        protect(tmp_path)
        return path.read_text(encoding="utf-8")

    return put


def _policy(page: str) -> dict[str, list[str]]:
    """The one policy of a page: what each kind may come from."""
    (told,) = POLICY_TAG.findall(page)
    kinds = (part.split() for part in told.split(";"))
    return {kind: sources for kind, *sources in kinds}


def test_a_policy_comes_before_all_that_loads(protected: Protect) -> None:
    page = protected(_page("Read"))
    before, _, after = page.partition("<meta http-equiv")
    assert before.split() == _page("").partition("<link")[0].split()
    assert '<meta name="referrer" content="same-origin">' in after.partition("<link")[0]
    assert POLICY_TAG.sub("", page).replace(
        '<meta name="referrer" content="same-origin">', ""
    ) == _page("Read")


def test_nothing_comes_from_elsewhere_or_out_of_the_page(protected: Protect) -> None:
    policy = _policy(protected(_page("")))
    assert len(policy) == len(POLICY)
    assert policy["script-src"] == ["'self'", "file:"]
    for kind in ("object-src", "frame-src", "base-uri"):
        assert policy[kind] == ["'none'"]
    sources = {source for each in policy.values() for source in each}
    assert sources == {"'self'", "file:", "data:", "'none'", "'unsafe-inline'"}
    assert [kind for kind in policy if "'unsafe-inline'" in policy[kind]] == [
        "style-src"
    ]
    assert [kind for kind in policy if "data:" in policy[kind]] == ["img-src"]


@pytest.mark.parametrize("depth", [".", "..", "../..", "/", "/our-playbook/"])
def test_the_themes_own_scripts_may_run(protected: Protect, depth: str) -> None:
    scripts = [_at(depth), COLOURS]
    page = protected(_page("".join(f"<script>{each}</script>" for each in scripts)))
    assert _policy(page)["script-src"][2:] == [_hash(each) for each in scripts]


@pytest.mark.fault(68)
@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        "<SCRIPT\n>alert(1)</SCRIPT>",
        "<script id=a type=module>alert(1)</script>",
        '<script type="importmap">{}</script>',
        f"<script>{COLOURS};alert(1)</script>",
        f"<script defer>{COLOURS}</script>",
        "<script>" + _at('",alert(1),"') + "</script>",
        '<script src="https://example.org/a.js"></script>',
        "<script src=//example.org/a.js></script>",
        '<script src="data:,alert(1)"></script>',
    ],
)
def test_a_script_that_is_not_the_themes_is_told_and_may_not_run(
    protected: Protect, tmp_path: Path, script: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        protected(_page(f"\n  <p>Read</p>{script}"))
    (problem,) = found.value.problems
    assert str(problem).endswith(
        "themes/one.html:8:14: This script is neither the theme's nor a file of the"
        " site, so browsers would refuse it. Take it out, or put it into a file under"
        " generator/templates/scripts/."
    )
    page = (tmp_path / "themes/one.html").read_text(encoding="utf-8")
    assert _policy(page)["script-src"] == ["'self'", "file:"]


def test_every_such_script_of_every_page_is_told_at_once(
    protected: Protect, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(_page("<script>1</script>\n<script>2</script>"))
    with pytest.raises(ProblemsFound) as found:
        protected(_page("<script>3</script>"), "b.html")
    told = [
        (str(each.mark.file), each.mark.line, each.mark.column)
        for each in found.value.problems
    ]
    assert told == [("a.html", 7, 7), ("a.html", 8, 1), ("b.html", 7, 7)]


@pytest.mark.parametrize(
    "harmless",
    [
        '<script id="__config" type="application/json">{"a": "<script>"}</script>',
        '<script defer src="../assets/scripts/site.js"></script>',
        "<!-- <script>1</script> -->",
        '<img alt="<script>1</script>" src="a.png">',
        "<img alt='<script>1</script>' src='a.png'>",
        "&lt;script>1&lt;/script>",
    ],
)
def test_what_only_looks_like_a_script_stops_nothing(
    protected: Protect, harmless: str
) -> None:
    page = protected(_page(f"{harmless}<script>{COLOURS}</script>"))
    assert harmless in page
    assert _policy(page)["script-src"][2:] == [_hash(COLOURS)]


def test_a_tag_that_is_not_well_written_keeps_no_script_of_the_theme_from_running(
    protected: Protect,
) -> None:
    page = protected(_page(f"<p title=it's><script>{COLOURS}</script><p title=it's>"))
    assert _policy(page)["script-src"][2:] == [_hash(COLOURS)]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("<p>A bare page</p>", ""),
        ('<html lang="a>b"><p>No head</p>', '<html lang="a>b">'),
        ("<script src=a.js></script><head></head>", ""),
        ("<!-- <head> --><html><head></head>", ""),
        ("<HEAD><META CHARSET=utf-8><title>Read</title>", "<HEAD><META CHARSET=utf-8>"),
    ],
)
def test_a_page_of_any_make_begins_with_its_policy(
    protected: Protect, text: str, before: str
) -> None:
    page = protected(text, "other.htm")
    assert page.startswith(f'{before}<meta http-equiv="Content-Security-Policy"')
    assert page.endswith(text.removeprefix(before))


def test_a_second_pass_changes_nothing(protected: Protect, tmp_path: Path) -> None:
    first = protected(_page(f"<script>{COLOURS}</script>"))
    protect(tmp_path)
    assert (tmp_path / "themes/one.html").read_text(encoding="utf-8") == first


def test_a_page_that_is_no_utf_8_keeps_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_bytes(b"<p>caf\xe9</p>")
    protect(tmp_path)
    assert (tmp_path / "old.html").read_bytes().endswith(b"<p>caf\xe9</p>")


@pytest.mark.parametrize("engine", THEMES)
@pytest.mark.fault(68)
def test_every_page_of_either_engine_runs_the_themes_scripts_alone(
    engine: str, shipped: BuiltKit, request: pytest.FixtureRequest
) -> None:
    site = shipped.site
    if engine == "zensical":
        staged: Stage = request.getfixturevalue("zensical")
        site = staged.folder / "site"
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 90
    for path, page in pages.items():
        assert page.index("<meta http-equiv") < page.index("<link"), path
        inline = re.findall(r"<script>(.*?)</script>", page, re.S)
        assert len(inline) == 3, path
        assert _policy(page)["script-src"][2:] == [_hash(each) for each in inline], path


def test_every_server_of_the_guide_sends_the_same_and_repeats_nothing() -> None:
    guide = (home() / "maintaining/hosting.md").read_text(encoding="utf-8")
    file = re.findall(r"^      ([\w-]+): (.+)$", guide, re.M)
    nginx = re.findall(r'^    add_header ([\w-]+) "(.+)" always;$', guide, re.M)
    apache = re.findall(r'^    Header always set ([\w-]+) "(.+)"$', guide, re.M)
    assert len(file) > 3 and file == nginx == apache
    sent = dict(file)
    kinds = {part.split()[0] for part in sent["Content-Security-Policy"].split(";")}
    assert not kinds & {each.split()[0] for each in POLICY}
    assert f'content="{sent["Referrer-Policy"]}"' in REFERRER


def test_pages_that_mkdocs_serves_go_without(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(_page(""))
    config = SimpleNamespace(site_dir=str(tmp_path))
    hook.on_startup(command="serve", dirty=False)
    hook.on_post_build(config=config)  # type: ignore[arg-type]
    assert path.read_text() == _page("")
    hook.on_startup(command="build", dirty=False)
    hook.on_post_build(config=config)  # type: ignore[arg-type]
    assert POLICY_TAG.search(path.read_text())
