"""What an SVG would draw is counted before anything draws it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.problems import Findings, Mark
from generator.identity.drawing import Refused, read_drawing
from generator.identity.picture import is_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
RECT = '<rect width="9" height="9"/>'
USE = '<use href="#{}"/>'
NESTED = "".join(
    f'<g id="n{level}">{USE.format(f"n{level + 1}") * 9}</g>' for level in range(10)
)
MASKS = (
    "<style>.a{mask:url(#m)} .b{MASK:url('#k')}</style>"
    + '<rect class="a"/>' * 99
    + f'<mask id="m">{"<g class=~b~/>" * 99}</mask>'.replace("~", '"')
    + f'<mask id="k">{RECT * 99}</mask>'
)
MUCH = "draws too much: 20,000"
RING = "refers to itself"


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (f'{NESTED}<g id="n10">{RECT}</g><use href="#n0"/>', MUCH),
        ("<rect/>" * 100_000, MUCH),
        (f"<text>{'a' * 30_000}</text>", MUCH),
        (f"<text>{'<tspan>a</tspan>bb' * 9_000}</text>", MUCH),
        (f'<path d="M0 0{" 1 1" * 200_000}"/>', MUCH),
        (f"<style>{'a ' * 400_000}</style>", MUCH),
        (f"<style>{'*{fill:red}' * 9_000}</style>{RECT * 2000}", MUCH),
        (MASKS, MUCH),
        (f"<style>*:not(b){{mask:url(#m)}}</style><mask/>{RECT * 99}", ""),
        (f'<g id="a,b">{RECT * 5000}</g>' + USE.format("a,b") * 9, MUCH),
        (f'<g id="A">{RECT * 5000}</g>' + USE.format("%41") * 9, MUCH),
        (f'<g id="%41">{RECT * 5000}</g>' + USE.format("%41") * 9, MUCH),
        (
            f'<pattern id="p">{RECT * 200}</pattern>'
            f'<g fill="url(#p)">{RECT * 2000}</g>',
            MUCH,
        ),
        (
            f'<marker id="m">{RECT * 9}</marker>'
            f'<g marker-mid="url(#m)"><path d="M0 0{"l1 1" * 2000}"/></g>',
            MUCH,
        ),
        (f"{'<g>' * 55}{RECT * 2500}{'</g>' * 55}", MUCH),
        (
            "".join(
                f'<g id="g{n}"/><rect fill="url(#g{n})"/><rect/>' for n in range(1500)
            ),
            MUCH,
        ),
        ('<g id="a"><use href="#a"/></g>', RING),
        ('<g id="a" mask="url(#m)"/><mask id="m"><use href="#a"/></mask>', RING),
        ('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>', RING),
        ("<style>g{clip-path:url(#c)}</style><clipPath id='c'><g/></clipPath>", RING),
        ('<linearGradient spreadMethod="repeat"/>', "repeats a gradient"),
        (f'<g points="{"1 1 " * 9999}">{"<polyline/>" * 999}</g>', "has 'points' on"),
        ("<style>g{d:path('M0 0')}</style>", "draws by its style sheet"),
        ('<use style="href:#a"/>', "draws by its style sheet"),
        (f'<path stroke-dasharray="{"1 " * 999}"/>', "over 1,000 characters in 's"),
        (f'<path style="stroke-dasharray:{"1 " * 999}"/>', "over 1,000 characters"),
        (f"<polyline>{RECT}</polyline>", "holds something within <polyline>"),
        ('<rect width="1e308"/>', "has a number over 1,000,000 in 'width'"),
        (f'<path d="M0 0L{"9" * 400} 1"/>', "has a number over 1,000,000 in 'd'"),
        ('<rect x="nan"/>', "has no number in 'x'"),
        ("<g>" * 100_000 + "</g>" * 100_000, "nested deeper than 60 levels"),
    ],
)
@pytest.mark.fault(51)
def test_an_svg_that_draws_too_much_or_in_a_ring_is_refused(
    inside: str, says: str
) -> None:
    try:
        read_drawing(SVG.format(inside).encode())
    except Refused as refused:
        assert says and says in str(refused)
    else:
        assert not says


@pytest.mark.parametrize(
    "inside",
    [
        RECT * 9000,
        f'<path d="M0 0{"l1 1" * 100_000}"/>',
        # What programs for drawing write: sheets of classes, parts used again, layers.
        "<defs><style>.cls-1{fill:none}.cls-2{clip-path:url(#clip-path)}.cls-3{"
        "fill:url(#linear-gradient)}@media (prefers-color-scheme:dark){.cls-1{fill:#fff"
        '}}</style><clipPath id="clip-path"><rect class="cls-1" width="9" height="9"/>'
        '</clipPath><linearGradient id="linear-gradient" x2="9"><stop offset="0"/>'
        '</linearGradient><linearGradient id="linear-gradient-2" '
        'href="#linear-gradient"/></defs><g id="Layer_2" data-name="Layer 2">'
        '<g class="cls-2">' + '<path class="cls-3" d="M0 0h9v9z"/>' * 300 + "</g></g>",
        f'<g id="Frame 1"/><g id="Frame 2">{RECT}</g><use href="#Frame" fill="#abc"/>',
        '<text x="1" y="9" font-family="Own">What customers run dry of</text>' * 99,
        f'<marker id="m">{RECT}</marker>'
        + '<path marker-end="url(#m)" d="M0 0l1 1"/>' * 99,
        '<rect width="9"><title>x</title></rect>',
    ],
)
def test_a_picture_of_a_common_kind_is_fine(tmp_path: Path, inside: str) -> None:
    (tmp_path / "a.svg").write_text(SVG.format(inside))
    findings = Findings()
    assert is_picture(tmp_path / "a.svg", Mark(tmp_path), findings), findings.problems
