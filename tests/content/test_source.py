"""Every malformed file gives one plain line at its place; good ones keep marks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content.problems import Findings, Mark
from generator.content.source import MAX_BYTES, MAX_ITEMS, MAX_TOLD, parse, read

# YAML's line breaks and controls have readings of their own.
PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z")))


def _read(tmp_path: Path, text: str | bytes) -> tuple[object, list[str]]:
    path = tmp_path / "file.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    findings = Findings()
    tree = read(path, findings)
    told = [f"{p.mark.line}:{p.mark.column} {p.message}" for p in findings.problems]
    return tree and tree.data, told


@pytest.mark.fault(6)
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


@pytest.mark.fault(9)
def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    data, told = _read(tmp_path, b"\xef\xbb\xbfa: b\n")
    assert (data, told) == ({"a": "b"}, [])


def _row(row: int, text: str | bytes, line: int, says: str) -> object:
    return pytest.param(text, line, says, marks=pytest.mark.fault(row))


BIG = "a:\n  b: [" + "c," * 100_000 + "]\n"
MANY = "".join(f"k{n}: v\n" for n in range(MAX_ITEMS + 1))
DEEP = "a:\n" + "".join(f"  k{n}: v\n" for n in range(MAX_ITEMS + 1))
LISTS = "a:\n" + "".join(f"  - [{'c,' * 1000}]\n" for _ in range(30))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        _row(10, "", 1, "The file is empty"),
        _row(10, "# nothing yet\n", 1, "The file is empty"),
        _row(10, "- a\n- b\n", 1, "Names are expected here"),
        _row(10, "a: b\n---\nc: d\n", 2, "A second document"),
        _row(4, "a:\n\tb: c\n", 2, "Use spaces"),
        _row(10, "a:\n  text: Ask this: what\n", 2, "Put the text in quotes"),
        _row(1, "a: &x b\nc: *x\n", 1, "Anchors"),
        _row(1, "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 1, "Anchors"),
        _row(8, "a: !!python/object:os.system b\n", 1, "Tags"),
        _row(8, "a: !b c\n", 1, "Tags"),
        _row(10, "a: 'open\nb: c\n", 1, "quotation mark"),
        _row(10, "a:\n    b: c\n  d: e\n", 3, "indentation"),
        _row(10, "a: @b\n", 1, "Put the text in quotes"),
        _row(9, b"a: caf\xe9\n", 1, "Save the file as UTF-8"),
        _row(9, "a: b\n".encode("utf-16"), 1, "Save the file as UTF-8"),
        _row(9, b"a: b\nc: d\0\n", 2, "NUL"),
        _row(3, "a: " + "[" * 20_000 + "]" * 20_000, 1, "nested deeper than 20"),
        _row(2, "a: b\n" + "c" * MAX_BYTES, 1, "the limit is 256"),
        _row(2, MANY, MAX_ITEMS + 1, "More than 2,000 items"),
        _row(69, BIG, 2, "More than 2,000 entries"),
        _row(69, DEEP, MAX_ITEMS + 2, "More than 2,000 entries"),
        _row(69, LISTS, 21, "More than 20,000 values"),
        _row(10, "? [a]\n: b\n", 1, "A name and a colon"),
        _row(59, r'a: "D:\docs"', 1, "write the backslash twice"),
        _row(59, r'a: "\ud800"', 1, "write the backslash twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, text: str | bytes, line: int, says: str
) -> None:
    data, told = _read(tmp_path, text)
    assert data is None
    assert len(told) == 1, told
    assert told[0].startswith(f"{line}:"), told
    assert says in told[0]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        _row(5, "a: x\nb: y\na: z\n", 3, "the first is in line 1"),
        _row(10, "a:\n  text: The #1 issue # two\n", 2, "starts a comment"),
        _row(10, "a:\n  text:\n", 2, "'text' has no value"),
        _row(10, 'a:\n  text: ""\n', 2, "'text' has no value"),
        _row(10, "a:\n  - x\n  -\n", 3, "This entry has no value"),
        _row(59, 'a: "C:\\temp"\n', 1, "'\\t' in double quotes is a tab"),
    ],
)
def test_a_value_that_is_wrong_leaves_the_others_to_be_judged(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    data, told = _read(tmp_path, text)
    assert data is not None
    assert len(told) == 1, told
    assert told[0].startswith(f"{line}:") and says in told[0]


def test_values_that_are_wrong_are_told_at_once_up_to_a_limit(tmp_path: Path) -> None:
    _, told = _read(tmp_path, "a:\nb: x # y\na: z\nc: ~\n")
    assert [line.split(":")[0] for line in told] == ["1", "2", "3", "4"]
    data, told = _read(tmp_path, "a: x\n" * 5000)
    assert data is None
    assert len(told) == MAX_TOLD + 1 and "There is more like this" in told[-1]


def test_a_text_within_a_file_keeps_its_place(tmp_path: Path) -> None:
    findings = Findings()
    tree = parse("a: x\nb:\n", Mark(tmp_path, 5, 3), findings)
    assert tree is not None
    assert (tree.mark(("a",)).line, tree.mark(("a",)).column) == (5, 3)
    assert [(p.mark.line, p.mark.column) for p in findings.problems] == [(6, 1)]


def test_two_spaces_before_a_comment_are_fine(tmp_path: Path) -> None:
    assert _read(tmp_path, "paper: a4  # or letter\n") == ({"paper": "a4"}, [])


@pytest.mark.fault(21)
def test_a_missing_file_and_a_link_are_told(tmp_path: Path) -> None:
    findings = Findings()
    read(tmp_path / "none.yml", findings)
    (tmp_path / "real.yml").write_text("a: b\n")
    (tmp_path / "link.yml").symlink_to(tmp_path / "real.yml")
    read(tmp_path / "link.yml", findings)
    assert [p.message.split(".")[0] for p in findings.problems] == [
        "There is no such file",
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
    assert tree is not None or findings.problems
    if tree is not None and not findings.problems:
        assert tree.data == data


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fall_over(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "file.yml"
    path.write_bytes(raw)
    findings = Findings()
    assert read(path, findings) is not None or findings.problems
