"""Whatever stands in `_brand.yml` is read or told; nothing of it breaks the reader."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content.problems import Findings
from generator.home import home
from generator.identity.brand import read_brand
from generator.identity.palette import note_replaced
from generator.identity.sheet import stylesheet
from generator.identity.vocabulary import COLOURS, TYPOGRAPHY, USED
from tests.conftest import Write

DEFAULTS = home() / "playbook_data" / "defaults"
VALUES = (
    *("", "a", "b", "teal", "#0b4f4a", "#0b4f4a80", "#12", "none", "nan", "inf"),
    *("oklch(0.5 1e308 0)", "oklch(nan nan nan)", "lab(none none none / none)"),
    *("color(srgb 1e308 -1e308 0)", "rgb(0 0 0 / -1)", "hsl(1e400deg 1% 1%)"),
    *("color(xyz 999 999 999)", "var(--x)", "url(https://x.example)", "a" * 10_000),
    *("../x.png", "/etc/passwd", "file:///etc/passwd", "~/.ssh/id", "assets/x\n.png"),
    *("CON", "NUL.png", "%2e%2e/x.svg", "é" * 250, "https://x.example/a.png", "."),
    *("400", "1e9", "400..700", "bold", "italic", "-1", "true", "file", "google"),
    *("Source Sans 3", 'x"; } body{', "serif, sans-serif", ",,,"),
)
KEYS = sorted(
    {key for names in USED.values() for key in names}
    | {"family", "files", "source", "weight", "style", "license", "full", "short", "a"}
)
ANY = st.recursive(
    st.sampled_from(VALUES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from((*KEYS, *VALUES[:4])), inner, max_size=4)
    ),
    max_leaves=6,
)
brands = st.fixed_dictionaries(
    {},
    optional={
        "meta": ANY | st.fixed_dictionaries({"name": ANY}),
        "logo": ANY
        | st.fixed_dictionaries(
            {},
            optional={
                **{size: ANY for size in ("small", "medium", "large", "light", "dark")},
                "images": st.dictionaries(st.sampled_from(VALUES[1:4]), ANY),
            },
        ),
        "color": ANY
        | st.fixed_dictionaries(
            {},
            optional={
                "palette": st.dictionaries(st.sampled_from((*COLOURS, "a", "b")), ANY),
                **{name: ANY for name in COLOURS},
            },
        ),
        "typography": ANY
        | st.fixed_dictionaries(
            {}, optional={"fonts": ANY, **{use: ANY for use in TYPOGRAPHY}}
        ),
    },
)


@pytest.mark.fault(11, 20, 28)
@settings(max_examples=60)
@given(brands)
@example({"color": {"primary": "oklch(0.5 1e308 0)"}})
@example({"color": {"primary": "a", "palette": {"a": "b", "b": "a"}}})
@example({"color": {"dark": {"lite": "teal"}, "light": {"a": ""}}})
@example({"meta": {"name": ["a"]}, "logo": {"images": {"a": ["b"]}, "small": "a"}})
@example({"logo": ["a"], "typography": {"fonts": {"a": [{"b": "c"}]}}})
@example({"logo": "é" * 250, "typography": {"base": ["a" * 10_000]}})
def test_whatever_a_brand_says_is_used_or_told_in_one_line(data: object) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "_brand.yml").write_text(
            yaml.safe_dump(data, allow_unicode=True), encoding="utf-8"
        )
        findings = Findings()
        brand = read_brand([DEFAULTS, Path(folder)], findings)
    if brand is None:
        assert findings.problems
    else:
        note_replaced(brand, findings)
        sheet = stylesheet(brand, ["a"], {face: face.file for face in brand.faces})
        assert "nan" not in sheet and "url(https" not in sheet
    for each in (*findings.problems, *findings.notes):
        assert "\n" not in each.message and len(each.message) < 1000
        assert each.message.endswith((".", "?")), each.message


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('color: {primary: "oklch(0.5 1e308 0)"}', "'oklch(0.5 1e308 0)' is not a"),
        ("color: {primary: nan}", "'nan' is not a colour"),
        (f"color: {{primary: {'a' * 200}}}", "aaa…' is not a colour"),
        ("color: {primary: a, palette: {a: b, b: a}}", "'a' is not a colour"),
        ("color: {primary: {lite: teal}}", "neither a 'light:' nor a 'dark:'"),
        ("meta: {name: [a]}", "must be one piece of text"),
        (f"logo: {'é' * 250}", "is no file here"),
        ("logo: 'assets/a\\tb.svg'", "There is no file"),
        ('logo: "assets/a\\tb.svg"', "is no file here"),
        ("logo: ../../etc/passwd", "is no file here"),
        ("logo: file:///etc/passwd", "There is no file"),
        ("logo: ~/.ssh/id", "There is no file"),
    ],
)
@pytest.mark.fault(11, 20)
def test_what_is_no_value_is_told_with_what_to_do(
    organisation: Path, write: Write, written: str, says: str
) -> None:
    write("_brand.yml", written + "\n")
    findings = Findings()
    assert read_brand([DEFAULTS, organisation], findings) is None
    assert any(says in each.message for each in findings.problems)
