"""Every malformed file gives one plain line at its place; good ones keep marks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content.problems import Findings
from generator.content.source import MAX_BYTES, MAX_ITEMS, read

# YAML's line breaks and controls have readings of their own.
PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z")))


def _read(tmp_path: Path, text: str | bytes) -> tuple[object, list[str]]:
    path = tmp_path / "file.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    findings = Findings()
    tree = read(path, findings)
    told = [f"{p.mark.line}:{p.mark.column} {p.message}" for p in findings.problems]
    return tree and tree.data, told


def test_values_stay_text(tmp_path: Path) -> None:
    data, told = _read(tmp_path, "a:\n  no: NO\n  version: 1.10\n  time: 12:30\n")
    assert data == {"a": {"no": "NO", "version": "1.10", "time": "12:30"}}
    assert not told


def test_marks_point_at_the_key_and_the_list_item(tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text("one:\n  signs:\n    - first\n    - second\n")
    tree = read(path, Findings())
    assert tree is not None
    assert (tree.mark(("one", "signs")).line, tree.mark(("one", "signs", 1)).line) == (
        2,
        4,
    )
    assert tree.mark(("one", "unknown", "deeper")).line == 1


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    data, told = _read(tmp_path, b"\xef\xbb\xbfa: b\n")
    assert (data, told) == ({"a": "b"}, [])


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "The file is empty"),
        ("- a\n- b\n", 1, "is expected at the top"),
        ("a: b\n---\nc: d\n", 2, "A second document"),
        ("a: x\nb: y\na: z\n", 3, "the first is in line 1"),
        ("a:\n\tb: c\n", 2, "Use spaces"),
        ("a:\n  text: Ask this: what\n", 2, "Put the text in quotes"),
        ("a:\n  text: The #1 issue # two\n", 2, "starts a comment"),
        ("a:\n  text:\n", 2, "'text' has no value"),
        ('a:\n  text: ""\n', 2, "'text' has no value"),
        ("a:\n  - x\n  -\n", 3, "This entry has no value"),
        ("a: &x b\nc: *x\n", 1, "Anchors"),
        ("a: !!python/object:os.system b\n", 1, "Tags"),
        ("a: 'open\nb: c\n", 3, "quotation mark"),
        ("a:\n    b: c\n  d: e\n", 3, "indentation"),
        ("a: @b\n", 1, "Put the text in quotes"),
        (b"a: caf\xe9\n", 1, "Save the file as UTF-8"),
        (b"a: b\nc: d\0\n", 2, "NUL"),
        ("a: " + "[" * 20_000 + "]" * 20_000, 1, "nested deeper than 20"),
        ("a: b\n" + "c" * MAX_BYTES, 1, "the limit is 256"),
        (
            "".join(f"k{n}: v\n" for n in range(MAX_ITEMS + 1)),
            1,
            "More than 2000 items",
        ),
        ("? [a]\n: b\n", 1, "A name and a colon"),
    ],
)
def test_bad_files_are_told_in_one_line(
    tmp_path: Path, text: str | bytes, line: int, says: str
) -> None:
    data, told = _read(tmp_path, text)
    assert data is None
    assert len(told) == 1, told
    assert told[0].startswith(f"{line}:"), told
    assert says in told[0]


def test_two_spaces_before_a_comment_are_fine(tmp_path: Path) -> None:
    assert _read(tmp_path, "paper: a4  # or letter\n") == ({"paper": "a4"}, [])


def test_a_missing_file_and_a_link_are_told(tmp_path: Path) -> None:
    findings = Findings()
    read(tmp_path / "none.yml", findings)
    (tmp_path / "real.yml").write_text("a: b\n")
    (tmp_path / "link.yml").symlink_to(tmp_path / "real.yml")
    read(tmp_path / "link.yml", findings)
    assert [p.message.split(".")[0] for p in findings.problems] == [
        "The file cannot be read (No such file or directory)",
        "This is a link",
    ]


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), PRINTABLE))
def test_what_yaml_writes_we_read_or_refuse_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("yaml") / "file.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    findings = Findings()
    tree = read(path, findings)
    assert (tree is None) == bool(findings.problems)
    if tree is not None:
        assert tree.data == data


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fall_over(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "file.yml"
    path.write_bytes(raw)
    findings = Findings()
    assert (read(path, findings) is None) == bool(findings.problems)
