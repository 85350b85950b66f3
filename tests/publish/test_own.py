"""An organisation's own page holds what its author may write, or is refused by line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.page import read_page
from generator.content.problems import Findings, ProblemsFound
from generator.home import home
from generator.kit import Kit, open_kit
from generator.publish.calls import CALLS, expand
from generator.publish.dialect import page_html
from generator.publish.head import read_head
from generator.publish.links import Around, link_fault, picture_fault
from generator.publish.macros import FUNCTIONS
from generator.publish.navigation import Source
from generator.publish.own import MOST, SECONDS, Own, take_in
from generator.publish.pages import lay_out
from generator.publish.render import Page
from tests.conftest import Write

HEAD = "---\ntitle: X\npart: part_start\n---\n\n"
FIRST = 6  # the line below that head

Take = Callable[[str], tuple[list[str], Own | None]]


@pytest.fixture
def take(kit: Kit, tmp_path: Path) -> Take:
    """Take in a page of that text: its problems without the folder, and what it is."""

    def told(text: str) -> tuple[list[str], Own | None]:
        path = tmp_path / "own.md"
        path.write_text(text, encoding="utf-8")
        found = Findings()
        own = None
        written = read_page(path, found)
        meta = written and read_head(kit, "own.md", written, found)
        if written and meta:
            page = Source("own.md", written.body, meta)
            own = take_in(kit, page, written, (), found)
        said = [str(problem) for problem in found.problems]
        return [line.partition(f"{tmp_path}/")[2] for line in said], own

    return told


def _problems(organisation: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        lay_out(open_kit(organisation))
    return str(found.value)


# What an author may write

EVERYTHING = """\
# Our year & what we saw {#our-year}

*One* **two** `three < four`, H<sub>2</sub>O, x<sup>2</sup>, <abbr title="by the way">btw</abbr>.<br>
A < B, 3 > 2, R&D, AT&T, "quoted" -- and &lt;R&amp;D>.

## For the desk {#desk data-for="lead"}

- One [page](why.md), [place](routes.md#danger-to-someone), [here](#our-year)
- <https://example.org>, <desk@example.org>, [call](tel:+44-20-555), [write](mailto:a@example.org)
    - and below

1. one
2. two

    {{ track() }}

> Said in the yard.

| What | How many |
|:-----|---------:|
| pairs | 40 |

```python
if a < b: print("<script>")
```

![Our yard](assets/yard.jpg){ width=300 }

<figure><img src="assets/yard.jpg" alt="The yard at six" width="300"><figcaption>At six</figcaption></figure>

<details open><summary>More</summary>Text</details>

<div class="kit-two" markdown="1" data-book="false">

*One side*

</div>

<dl><dt>Gate<dd>Where it begins</dl>

To show signs: &#123;{ sum }} and &#123;% discount %}.

{{ questions(theme="customer-friction", asker="mentor", depth=1, limit=3) }}

{{ entries("failure_modes", ids=["unprotected", "chosen-few"]) }}

{{ pieces("safeguards") }}

{{ diagram("timeline") }}

{{ tool("planner") }}
---

The end[^1].
"""  # noqa: E501


def test_a_page_may_hold_all_that_markdown_makes_and_the_calls(
    kit: Kit, take: Take
) -> None:
    told, own = take(HEAD + EVERYTHING)
    assert told == [] and own is not None
    html = page_html(kit, own.page)
    assert own.page.meta["render_macros"] is False
    assert "&lt;R&amp;D&gt;" in html and "<svg" in html and "kit-question" in html
    assert own.judged.links[:3] == (
        "why.md",
        "routes.md#danger-to-someone",
        "#our-year",
    )
    assert own.judged.pictures == (
        ("assets/yard.jpg", "Our yard"),
        ("assets/yard.jpg", "The yard at six"),
    )
    assert own.judged.readers == ("lead",)


def test_every_page_of_the_kit_may_stand_as_an_own_page(
    kit: Kit, organisation: Path
) -> None:
    """People begin with a copy of the kit's page."""
    shutil.copytree(home() / "docs", organisation / "pages")
    _, pages = lay_out(open_kit(organisation))
    authored = [page for page in pages if "kind" not in page.meta]
    assert len(authored) > 40
    assert all(page.meta["render_macros"] is False for page in authored)
    as_shipped = {page.path: page_html(kit, page) for page in lay_out(kit)[1]}
    assert page_html(kit, authored[5]) == as_shipped[authored[5].path]


# HTML that an author may not write (rows 15, 16, 25, 27)

ELSEWHERE = "This loads something from elsewhere"
MAY_NOT = "A page may not have '<"
NO_LINK = "A page may not link to '"

TRICKS = [
    # Pictures from elsewhere
    ("![x](https://x.example/a.png)", 0, ELSEWHERE),
    ("![x](\nhttps://x.example/a.png)", 1, ELSEWHERE),
    ("![x][r]\n\nMore.\n\n[r]: //x.example/a.png", 4, ELSEWHERE),
    ("![x](&#104;ttps://x.example/a.png)", 0, ELSEWHERE),
    (r"![x](\\x.example\a.png)", 0, ELSEWHERE),
    (r"![x](/\x.example/a.png)", 0, ELSEWHERE),
    ("![x](data:image/svg+xml;base64,PHN2Zz4=)", 0, ELSEWHERE),
    ("![x](file:///etc/passwd)", 0, ELSEWHERE),
    ("<img alt=x\nsrc\n=\n'//x.example/a.png'>", 1, ELSEWHERE),
    ("<img src=a.png alt=x srcset='https://x.example/a 2x'>", 0, "'srcset'"),
    ("<picture><source srcset=//x.example/a></picture>", 0, MAY_NOT + "picture"),
    ("<video poster=//x.example/a></video>", 0, MAY_NOT + "video"),
    ("<audio src=//x.example/a></audio>", 0, MAY_NOT + "audio"),
    ("<input type=image src=//x.example/a>", 0, MAY_NOT + "input"),
    ("<body background=//x.example/a>", 0, MAY_NOT + "body"),
    ("<p style='background:url(//x.example/a)'>x</p>", 0, "<p> may not have 'style'"),
    ("# T {: style=background:url(//x.example) }", 0, "<h1> may not have 'style'"),
    ("|a|\n|-|\n|<td style='width:9px'>|", 2, 'style="width:9px" is nothing'),
    ("<style>@import '//x.example'</style>", 0, MAY_NOT + "style"),
    ("<link rel=stylesheet href=//x.example>", 0, MAY_NOT + "link"),
    ("<svg><use href='//x.example#a'/></svg>", 0, MAY_NOT + "svg"),
    ("<math><mi xlink:href=javascript:a>x</mi></math>", 0, MAY_NOT + "math"),
    ("<pre class=mermaid>graph</pre>", 0, 'class="mermaid" is nothing that <pre>'),
    # What runs, or takes the reader away
    ("One.\n\n<script>alert(1)</script>", 2, MAY_NOT + "script>'"),
    ("<ScRiPt\nsrc=//x.example></sCrIpT>", 0, MAY_NOT + "ScRiPt"),
    ("<scr<script>ipt>alert(1)</script>", 0, MAY_NOT + "script"),
    ("<iframe srcdoc='<script>a</script>'></iframe>", 0, MAY_NOT + "iframe"),
    ("<object data=x></object>", 0, MAY_NOT + "object"),
    ("<embed src=x>", 0, MAY_NOT + "embed"),
    ("<base href=//x.example>", 0, MAY_NOT + "base"),
    ("<meta http-equiv=refresh content='0;url=//x.example'>", 0, MAY_NOT + "meta"),
    ("<form action=//x.example><p>x</p></form>", 0, MAY_NOT + "form"),
    ("<button formaction=//x.example>x</button>", 0, MAY_NOT + "button"),
    ("<template><script>a</script></template>", 0, MAY_NOT + "template"),
    ("<noscript><p title='</noscript><script>'>x</p></noscript>", 0, MAY_NOT + "no"),
    ("<textarea><script>a</textarea>", 0, MAY_NOT + "textarea"),
    ("<plaintext>x", 0, MAY_NOT + "plaintext"),
    ("<p onclick=alert(1)>x</p>", 0, "<p> may not have 'onclick'"),
    ("*x*{: onmouseover=alert(1) }", 0, "<em> may not have 'onmouseover'"),
    ("<div markdown=1 onclick=x>\n\n*a*\n\n</div>", 0, "<div> may not have 'onclick'"),
    ("<b/onclick=x>x</b>", 0, "'onclick'"),
    ("One.\n\n# x {data-toc-label='<img src=x onerror=a//'}", 2, "'data-toc-label'"),
    ("# <a href=why.md title='> <img onerror=a//'>x</a>", 0, "In a heading a 'title'"),
    ("# ![> <img onerror=a//](assets/a.png)", 0, "In a heading a 'alt'"),
    ("# <b title='id=\"x'>y</b>", 0, "In a heading a 'title'"),
    ("[x](why.md#<img/src=x>)", 0, NO_LINK),
    ("## x\n\n### y {data-toc-label=Why}", 2, "'data-toc-label'"),
    ("[x](why.md){ target=_blank }", 0, "<a> may not have 'target'"),
    ("<a href=why.md download>x</a>", 0, "<a> may not have 'download'"),
    ("<a href=why.md ping=//x.example>x</a>", 0, "<a> may not have 'ping'"),
    ("<p id=__config>{}</p>", 0, 'id="__config" is nothing that <p> may have'),
    ("# x {#__search}", 0, 'id="__search"'),
    ("<p class='md-search'>x</p>", 0, 'class="md-search"'),
    # Links
    ("[x](javascript:alert(1))", 0, NO_LINK + "javascript:"),
    ("[x](&#74;avaScript&colon;alert(1))", 0, NO_LINK + "JavaScript:"),
    ("One.\n\n[x](<java\tscript:alert(1)>)", 2, NO_LINK),
    ("<a href='&#1;javascript:a'>x</a>", 0, NO_LINK),
    ("<a href='java&NewLine;script:a'>x</a>", 0, NO_LINK),
    ("[x][r]\n\n[r]: vbscript:a", 2, NO_LINK + "vbscript:"),
    ("[x](data:text/html,a)", 0, NO_LINK + "data:"),
    ("[x](//x.example)", 0, NO_LINK + "//x.example"),
    (r"[x](/\x.example)", 0, NO_LINK),
    ("<a href='https://[x'>x</a>", 0, NO_LINK + "https://[x"),
    ("[x](https://ex\u2100mple.org)", 0, NO_LINK),
    ("[x](file:///etc/passwd)", 0, NO_LINK + "file:"),
    ("<javascript:alert(1)>", 0, MAY_NOT + "javascript:alert(1)>"),
    ("<a href=https://x.example href=javascript:a>x</a>", 0, NO_LINK + "javascript:"),
    # What would be eaten in silence
    ("We are R&D <R&D>.", 0, "if it is text, write '&lt;R&amp;D&gt;'"),
    ("# Our year & <R&D>", 0, "if it is text, write '&lt;R&amp;D&gt;'"),
    ("One\nand <Lab>.", 1, MAY_NOT + "Lab>'"),
    ("<x-y>z</x-y>", 0, MAY_NOT + "x-y>'"),
    ("<!-- ask Sam -->", 0, "A comment would be published"),
    ("<!--><script>a</script>-->", 0, "A comment would be published"),
    ("<?php x ?>", 0, MAY_NOT + "?php x"),
    ("<!DOCTYPE html>", 0, MAY_NOT + "!DOCTYPE html"),
    ("<![CDATA[ <script>a</script> ]]>", 0, MAY_NOT + "![CDATA["),
    ("One.\n\n<div>a</div><svg><![</svg><img>", 2, "write '&lt;!'"),
    # What would break the page around it
    ("One.\n\n</div></article>", 2, "</article> closes nothing"),
    ("<div>\n\nx", 0, "<div> is not closed. Write </div>."),
    ("<div/>x", 0, "<div> is not closed"),
    ("a <b>b <i>c</b> d</i>", 0, "<i> is not closed"),
    ("<i>" * 60 + "</i>" * 60, -1, "nests more than 50 levels"),
    ("<b " + " ".join(f"a{n}" for n in range(30)) + ">x</b>", -1, "than 20 attributes"),
]  # fmt: skip


@pytest.mark.fault(15, 16, 25, 27)
@pytest.mark.parametrize(("text", "below", "says"), TRICKS)
def test_html_that_an_author_may_not_write_is_told_by_its_line(
    take: Take, text: str, below: int, says: str
) -> None:
    told, own = take(HEAD + text + "\n")
    assert own is None
    if below >= 0:
        assert any(line.startswith(f"own.md:{FIRST + below}:") for line in told), told
    assert any(says in line for line in told), told


@pytest.mark.fault(27)
def test_no_page_attaches_a_file(take: Take) -> None:
    told, _ = take(HEAD + "<a rel=attachment href=assets/a.png>x</a>\n")
    assert told == [f"own.md:{FIRST}:1: <a> may not have 'rel'. Delete it."]


def test_each_of_several_faults_alike_has_its_own_line(take: Take) -> None:
    told, _ = take(HEAD + "<u-a>x</u-a>\n\n<u-a>y</u-a>\n\nz <u-a>z</u-a>\n")
    assert [line.split(":")[1] for line in told] == ["6", "8", "10"]


def test_what_cannot_be_seen_is_told_by_its_number(take: Take) -> None:
    told, _ = take(HEAD + "# One {#\ufeffone}\n\n{{ contact('\x1b') }}\n")
    assert [line.partition("(")[2][:6] for line in told] == ["U+FEFF", "U+001B"]
    told, _ = take(HEAD + "# One\n\n<a href='a\nb:c'>x</a>\n")
    assert any("link to 'aU+000Ab:c'" in line for line in told)


def test_a_page_of_a_thousand_faults_tells_the_first(take: Take) -> None:
    told, _ = take(HEAD + "<x-a>x</x-a> and {: y }\n\n" * 1000)
    assert len(told) == MOST


# Calls (rows 17, 18, 54)

ONLY = "Only calls such as {{ track() }} are made in a page"
CALLED = [
    # That a page is no program
    ("{% for a in range(9999) %}" * 30 + "x" + "{% endfor %}" * 30, ONLY),
    ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", ONLY),
    ("{% set x = 'x' * 10**10 %}{{ x }}", ONLY),
    ("{% if true %}<script>{% endif %}", ONLY),
    ("{% raw %}<script>{% endraw %}", ONLY),
    ("{% filter safe %}<script>{% endfilter %}", ONLY),
    ("{% autoescape false %}{{ '<script>' }}{% endautoescape %}", ONLY),
    ("{% include '/etc/passwd' %}", ONLY),
    ("{% import 'os' as os %}", ONLY),
    ("{% discount %}", "write '&#123;%'"),
    ("{## a note ##}", "write '&#123;##'"),
    ("{{ sum }}", "write '&#123;{'"),
    ("{{ unfinished", "write '&#123;{'"),
    ("{{ }}", ONLY),
    ("{{ 'x' * 10**10 }}", ONLY),
    ("{{ 10**10**10 }}", ONLY),
    ("{{ 1/0 }}", ONLY),
    ("{{ 10.0**1000 }}", ONLY),
    ("{{ 'a'|truncate(-5) }}", ONLY),
    ("{{ 'x'|center(10**9) }}", ONLY),
    ("{{ '<scr' ~ 'ipt>' }}", ONLY),
    ("{{ '<script>'|safe }}", ONLY),
    ("{{ track()|replace('<', '<script>') }}", ONLY),
    ("{{ [[1]] }}", ONLY),
    ("{{ " + "[" * 900 + " }}", ONLY),
    ("{{ track(" + "(" * 900 + ") }}", ONLY),
    ("{{ " + "9" * 1900 + " }}", ONLY),
    ("{{ track(" + "9" * 5000 + ") }}", ONLY),
    ("{{ range(10**9)|list }}", ONLY),
    ("{{ ''.__class__.__mro__[1].__subclasses__() }}", ONLY),
    ("{{ track.__globals__ }}", ONLY),
    ("{{ track().__class__ }}", ONLY),
    ("{{ questions | attr('keywords') }}", ONLY),
    ("{{ self.x() }}", ONLY),
    ("{{ lipsum() }}", "There is no call 'lipsum'"),
    ("{{ cycler('a') }}", "There is no call 'cycler'"),
    ("{{ environment() }}", "There is no call 'environment'"),
    ("{{ trak() }}", "Did you mean 'track'"),
    ("{{ track }}", "Write {{ track() }}."),
    # That a call is given what it takes
    ("{{ track(*['a']) }}", ONLY),
    ("{{ track(**{'a': 'b'}) }}", ONLY),
    ("{{ track(track()) }}", "A call takes texts in quotes, numbers, lists"),
    ("{{ questions(limit=2*3) }}", "A call takes texts in quotes, numbers, lists"),
    ("{{ questions(limit=-1) }}", "A call takes texts in quotes, numbers, lists"),
    ("{{ questions(theme='a' ~ 'b') }}", "A call takes texts in quotes"),
    ("{{ questions(them='real-tools') }}", "Did you mean 'theme'?"),
    ("{{ questions(theme='real-toolz') }}", "Did you mean 'real-tools'"),
    ("{{ questions(theme=['real-tools']) }}", "'theme' of 'questions' is not right"),
    ("{{ questions(limit='3') }}", "'limit' of 'questions' is not right"),
    ("{{ questions(asker='someone') }}", "'asker' of 'questions' is not right"),
    ("{{ contact('lead', 'b') }}", "'contact' is given too much. Leave out 'b'."),
    ("{{ questions('real-tools', theme='real-tools') }}", "'theme' twice"),
    ("{{ pieces() }}", "'pieces' needs 'kind'"),
    ("{{ pieces(7) }}", "'kind' of 'pieces' is not right"),
    ("{{ pieces('themes', ids='real-tools') }}", "'ids' of 'pieces' is not right"),
    ("{{ entries('themes', area='digitl') }}", "Did you mean 'digital'?"),
    ("{{ tasks(phase='meat') }}", "Did you mean 'meet'"),
    ("{{ tasks(owner='leed') }}", "Did you mean 'lead'"),
    ("{{ diagram(None) }}", "'name' of 'diagram' is not right"),
    ("{{ download(1) }}", "'download' is not right"),
    ("text {{ track() }}", "Give the call 'track' a line of its own"),
    ("{{ track() }} text", "Give the call 'track' a line of its own"),
    ("<p title=\"{{ track() }} onclick=x\">x</p>", "Give the call 'track' a line"),
]  # fmt: skip


@pytest.mark.fault(17, 18, 54)
@pytest.mark.parametrize(("text", "says"), CALLED)
def test_what_is_no_plain_call_is_told_by_its_line(
    take: Take, text: str, says: str
) -> None:
    told, own = take(f"{HEAD}# X\n\nOne.\n{text}\n")
    assert own is None
    assert told and all(line.startswith(f"own.md:{FIRST + 3}:") for line in told), told
    assert any(says in line for line in told), told


AROUND_A_CALL = [
    '<b title="\n{{ contact("lead") }}\n" onmouseover=alert(1) x="">y</b>',
    '<b title="\n\n{{ contact("lead") }}\n\n" onmouseover=alert(1) x="">y</b>',
    '`<script>a</script>\n{{ pieces("safeguards") }}\n`',
    '`<script>a</script>\n\n{{ pieces("safeguards") }}\n\n`',
    "```\n{{ track() }}\n```",
    "<!--\n{{ track() }}\n--><script>a</script>",
    "<?x\n\n{{ track() }}\n\n?><script>a</script>",
    "<textarea>\n{{ track() }}\n</textarea>",
    '[x](\n{{ track() }}\n "y")<script>a</script>',
]


@pytest.mark.fault(15, 18)
@pytest.mark.parametrize("text", AROUND_A_CALL)
def test_nothing_around_a_call_changes_how_the_rest_is_read(
    take: Take, text: str
) -> None:
    told, own = take(HEAD + text + "\n")
    assert own is None and told
    assert all(line.startswith("own.md:") for line in told)


@pytest.mark.fault(54)
def test_the_calls_of_a_page_are_counted_and_so_is_what_they_give(take: Take) -> None:
    told, _ = take(HEAD + "{{ contact('lead') }}\n\n" * (CALLS + 1))
    assert told == [f"own.md:{FIRST + 2 * CALLS}:1: A page makes {CALLS} calls at most. Split the page."]  # noqa: E501 # fmt: skip
    told, _ = take(HEAD + '{{ questions() }}\n\n' * 20)  # fmt: skip
    assert "give more than 512 KiB of text. Split the page." in told[0]
    assert told[0].startswith("own.md:") and len(told) <= MOST


@pytest.mark.fault(39, 54)
@pytest.mark.parametrize("text", ["[" * 60_000, "![" * 30_000, "<p \n" * 30_000])
def test_a_page_that_takes_too_long_is_stopped(
    take: Take, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SECONDS == 2
    monkeypatch.setattr("generator.publish.own.SECONDS", 0.5)
    told, own = take(f"{HEAD}One.\n\n{text}\n")
    assert own is None
    assert [line.partition(" ")[0] for line in told] == [f"own.md:{FIRST + 2}:1:"]
    assert "takes more than 0.5 seconds to set" in told[0]
    # What was stopped has left nothing behind.
    assert take(HEAD + "One.\n")[0] == []


def test_every_call_answers_in_an_own_page_as_in_the_kits(kit: Kit) -> None:
    assert len(FUNCTIONS) > 10
    for function in FUNCTIONS:
        if function.__name__ in ("tools", "doors", "downloads", "track"):
            page = Page(kit, "")
            made = expand(f"{{{{ {function.__name__}() }}}}", page)
            assert made.markdown == made.made[0] == function(page)


def test_wrong_words_are_told_by_their_lines(organisation: Path, write: Write) -> None:
    write("pages/own.md", HEAD + "One\nThe $mentro\n" * 1000)
    told = _problems(organisation).split("\n")
    assert len(told) == MOST
    assert "own.md:7:1: '$mentro' is not a word here" in told[0]


def test_a_page_with_a_broken_head_is_told_once(
    organisation: Path, write: Write
) -> None:
    write("pages/why.md", "# Our reasons\n")
    write("pages/own.md", HEAD + "[x](why.md#first)\n")
    (problem,) = _problems(organisation).split("\n")
    assert "why.md:1:1: The page has no head" in problem


# Links (row 42)

PAGES = ("why.md", "faq.md", "themes/real-tools.md", "start/lead.md", "own.md")
AROUND = Around(PAGES, ("gone.md",), ("assets/yard.jpg",), lambda path: ("one", "two"))


@pytest.mark.fault(42)
@pytest.mark.parametrize(
    ("name", "link", "says"),
    [
        ("own.md", "wy.md", "There is no page 'wy.md'. Did you mean 'why.md'"),
        ("own.md", "why.md#tow", "There is no place '#tow' on the page 'why.md'. Did"),
        ("own.md", "#tow", "There is no place '#tow' on the page 'own.md'"),
        ("own.md", "why.html", "Write 'why.md'."),
        ("own.md", "why.html#one", "Write 'why.md'."),
        ("own.md", "/why.md", "Write 'why.md'."),
        ("start/own.md", "/why", "Write '../why.md'."),
        ("start/own.md", "why.md", "There is no page 'why.md'"),
        ("own.md", "/nowhere/", "names the page's file, seen from this one"),
        ("own.md", "gone.md", "is removed or hidden here"),
        ("own.md", "../why.md", "There is no page '../why.md'"),
        ("own.md", "why.md?a=b", "There is no page 'why.md?a=b'"),
        ("own.md", "downloads/agreement.pdf", '{{ download("agreement") }}'),
        ("own.md", "assets/yrd.jpg", "Did you mean 'assets/yard.jpg'?"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(name: str, link: str, says: str) -> None:
    fault = link_fault(name, link, AROUND)
    assert fault is not None and says in fault.told


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("own.md", "why.md"),
        ("own.md", "why.md#two"),
        ("own.md", "%77hy.md"),
        ("own.md", "#one"),
        ("start/own.md", "../themes/real-tools.md#one"),
        ("own.md", "assets/yard.jpg"),
        ("own.md", "https://example.org/nowhere.html"),
        ("own.md", "mailto:a@example.org"),
    ],
)
def test_a_link_that_leads_somewhere_is_none(name: str, link: str) -> None:
    assert link_fault(name, link, AROUND) is None


def test_a_picture_is_there_and_described() -> None:
    def told(src: str, words: str) -> str:
        fault = picture_fault("a/own.md", src, words, AROUND)
        return fault.told if fault else ""

    assert told("../assets/yard.jpg", "The yard") == ""
    assert "has no description" in told("../assets/yard.jpg", " ")
    assert "There is no picture 'assets/yard.jpg'" in told("assets/yard.jpg", "Yard")


@pytest.mark.fault(42)
def test_dead_places_are_told_by_check_with_their_line(
    organisation: Path, write: Write
) -> None:
    write("pages/why.md", "---\ntitle: Why\n---\n\n# Why\n\n## Our *reasons*\n")
    write(
        "pages/own.md",
        HEAD + "[a](why.md#our-reasons) [b](faq.md) [c](themes/real-tools.md)\n\n"
        "[d](why.md#nowhere)\n\n[e](routes.md#nowhere)\n\n[f](#x)\n\n"
        '[g](routes.md#danger-to-someone)\n\n<p data-for="leed">h</p>\n',
    )
    told = _problems(organisation)
    assert [line.split(":")[1] for line in told.split("\n")] == ["8", "10", "12", "16"]
    assert "'leed' is no role" in told


def test_links_to_what_is_hidden_become_words_or_are_told(
    organisation: Path, write: Write
) -> None:
    write("organisation.yml", "hide: [faq.md]\n")
    path = write("pages/own.md", HEAD + "See [our answers](faq.md).\n")
    _, pages = lay_out(open_kit(organisation))
    (page,) = [page for page in pages if page.path == "own.md"]
    assert page.markdown.strip() == "See our answers."
    path.write_text(HEAD + "See <a href=faq.md>our answers</a>.\n")
    assert "'faq.md' is removed or hidden here" in _problems(organisation)
