"""What crosses pages is one element of the PDF's structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from generator.publish import paper

ITEMS = "".join(f"<li><p>Item {n}</p><p>and more of it</p></li>" for n in range(30))
ROWS = "".join(f"<tr><td>{n}</td><td>cell</td></tr>" for n in range(40))
HTML = f"""<html lang="en"><head><title>Long</title><style>
@page {{ size: 148mm 210mm }} ul {{ list-style: none }}
thead {{ display: table-row-group }}</style></head><body><section><h1>Long</h1>
<ul>{ITEMS}</ul><ol><li>a list</li><li>of its own</li></ol>
<p>{"word " * 2000}</p><p>Another.</p>
<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{ROWS}</tbody></table>
</section></body></html>"""


def _write(target: Path) -> Path:
    document = paper.layout(HTML, target.parent)
    assert paper.write_pdf(document, target) > 4
    return target


def _elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in reading order; each knows its parent."""

    def below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
        yield element
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
                yield from below(kid)

    yield from below(pdf.Root.StructTreeRoot.K[0])


def _counted(path: Path) -> Counter[str]:
    with pikepdf.open(path) as pdf:
        return Counter(str(element.S)[1:] for element in _elements(pdf))


def test_a_list_a_table_and_a_paragraph_across_pages_are_one_each(
    tmp_path: Path,
) -> None:
    path = _write(tmp_path / "long.pdf")
    found = _counted(path)
    assert (found["L"], found["LI"]) == (2, 32)
    assert (found["Table"], found["TR"], found["TD"]) == (1, 41, 80)
    assert (found["Sect"], found["P"]) == (1, 62)
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        heads = [element for element in _elements(pdf) if element.S == "/TH"]
        assert [str(head.A.Scope) for head in heads] == ["/Column", "/Column"]
    result = page_validation.validate_pdf(str(path), profile="ua1")
    assert result.is_compliant, result


def test_without_joining_them_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "rejoin", lambda pdf, noted: 0)
    found = _counted(_write(tmp_path / "long.pdf"))
    assert found["L"] > 2 and found["LI"] > 32
    assert found["Table"] > 1 and found["Sect"] > 4 and found["P"] > 62


@pytest.mark.fault(40)
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = _write(tmp_path / "long.pdf").read_bytes()
    assert _write(tmp_path / "long.pdf").read_bytes() == first
