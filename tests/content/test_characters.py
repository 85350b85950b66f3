"""What nobody sees, or what turns a text, is told with its place and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.characters import check_characters, check_escapes
from generator.content.problems import Findings, Mark, ProblemsFound
from generator.kit import open_kit
from generator.publish.pages import lay_out
from tests.conftest import Write

Problems = Callable[[], list[str]]
HERE = Mark(Path("x.yml"), 7, 3)


def _told(findings: Findings) -> list[str]:
    return [f"{p.mark.line}:{p.mark.column} {p.message}" for p in findings.problems]


@pytest.mark.fault(59)
@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a\0b", "7:4", "control character (U+0000, NUL)"),
        ("ab\nc\x07", "8:2", "control character (U+0007)"),
        ("é\r\n\x1b[31m", "8:1", "control character (U+001B)"),
        ("a\rb\x9f", "8:2", "control character (U+009F)"),
        ("a\ufffe", "7:4", "control character (U+FFFE)"),
        ("a\u202eb", "7:4", "turns the direction of text (U+202E, right-to-left"),
        ("a\u2066b", "7:4", "turns the direction of text (U+2066"),
        ("\U0001f642\u200bb", "7:4", "invisible character (U+200B, zero width space)"),
        ("a\u2060b", "7:4", "invisible character (U+2060"),
        ("a\ufeffb", "7:4", "invisible character (U+FEFF"),
        ("a\u3164b", "7:4", "invisible character (U+3164"),
        ("a\U000e0041b", "7:4", "invisible character (U+E0041"),
        ("a\x85b", "7:4", "line break of a rare kind (U+0085)"),
        ("a\u2028b", "7:4", "line break of a rare kind (U+2028"),
        ("a\u2029b", "7:4", "line break of a rare kind (U+2029"),
    ],
)
def test_a_character_that_nobody_sees_is_told(
    findings: Findings, text: str, place: str, says: str
) -> None:
    assert not check_characters(text, HERE, findings)
    (told,) = _told(findings)
    assert told.startswith(f"{place} There is a") and says in told
    assert told.endswith(("again.", "instead.", "as UTF-8 text."))


def test_each_sort_is_told_once_with_how_often_it_stands(findings: Findings) -> None:
    assert not check_characters("a\u200bb\u200bc\x07", HERE, findings)
    assert len(findings.problems) == 2
    assert "2 times in all" in findings.problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "tab\t, lines\r\n and\rmore\n",
        "Zusammen\u00adarbeit",
        "\U0001f469\u200d\U0001f4bb\ufe0f",
        "\u0645\u06cc\u200c\u062e\u0648 \u05d0\u200e",
        "a\u00a0b\u202fc",
    ],
)
def test_what_languages_and_emoji_need_may_stand(findings: Findings, text: str) -> None:
    assert check_characters(text, HERE, findings)
    assert not findings.problems


@pytest.mark.fault(59)
@pytest.mark.parametrize(
    ("quoted", "place", "says"),
    [
        (r'"C:\temp"', "7:6", r"'\t' in double quotes is a tab"),
        (r'"a\0b"', "7:5", r"'\0' in double quotes is a control character"),
        (r'"\x07"', "7:4", r"'\x07' in double quotes is a control character"),
        (r'"\u202e"', "7:4", r"'\u202e' in double quotes is a character that turns"),
        (r'"\U0000200b"', "7:4", "is an invisible character"),
        (r'"\L"', "7:4", "is a line break of a rare kind"),
        (r'"\ud800"', "7:4", "is half a character"),
        (r'"\\\e"', "7:6", r"'\e' in double quotes"),
        ('"a\n b\\b"', "8:3", "'\\b' in double quotes"),
    ],
)
def test_a_backslash_that_would_corrupt_the_text_is_told(
    findings: Findings, quoted: str, place: str, says: str
) -> None:
    check_escapes(quoted, HERE, findings)
    (told,) = _told(findings)
    assert told.startswith(place) and says in told
    assert told.endswith("Use single quotes, or write the backslash twice.")


def test_what_programs_write_in_double_quotes_may_stand(findings: Findings) -> None:
    check_escapes(r'"caf\xe9 \u2014 \U0001F642 \"so\" C:\\t \n \_ \/"', HERE, findings)
    check_escapes('"folded \\\n  \\ here"', HERE, findings)
    assert not findings.problems


@pytest.mark.fault(59)
@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("content/themes/o.yml", "real-tools:\n  why: a\u202eb\n", "o.yml:2:9"),
        ("content/themes/o.yml", "real-tools:\n  wh\u200by: a\n", "o.yml:2:5"),
        ("organisation.yml", "track: a\x07\n", "organisation.yml:1:9"),
        ("labels.yml", 'why: "a\\x1b"\n', "labels.yml:1:8"),
        ("_brand.yml", "meta: {name: a\u2066b}\n", "_brand.yml:1:15"),
        ("_brand.yml", 'meta: {name: "A\\tB"}\n', "_brand.yml:1:16"),
    ],
)
def test_every_file_is_looked_at(
    write: Write, problems: Problems, name: str, text: str, place: str
) -> None:
    write(name, text)
    (line,) = problems()
    assert f"{place}: " in line


@pytest.mark.fault(59)
def test_own_pages_are_looked_at_too(organisation: Path, write: Write) -> None:
    write("pages/o.md", "---\ntitle: X\npart: part_start\n---\n\na\u202eb\n")
    with pytest.raises(ProblemsFound, match=r"o\.md:6:2: There is a character that"):
        lay_out(open_kit(organisation))
