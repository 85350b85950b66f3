"""Diagrams are measured from the data, and nothing in them leaves its place."""

from __future__ import annotations

from html import unescape
from math import dist, pi, sin
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.kit import Kit, open_kit
from generator.publish import diagram, draw
from generator.publish.diagram import Point
from generator.publish.render import Page
from tests.conftest import EXAMPLE, Write

SVG = "{http://www.w3.org/2000/svg}"


def _drawings(kit: Kit) -> dict[str, ElementTree.Element]:
    page = Page(kit, "")
    drawn = {
        "timeline": draw.timeline(kit, page.fill),
        "loop": draw.loop(kit, page.fill),
    }
    for plan in kit.content.session_plans.values():
        drawn[plan.id] = draw.arc(kit, page.fill, plan)
    for pair in kit.content.pairing_examples.values():
        drawn[pair.id] = draw.pair(kit, page.fill, pair)
    return {name: ElementTree.fromstring(str(svg)) for name, svg in drawn.items()}


def _outside(svg: ElementTree.Element, kit: Kit) -> list[str]:
    """The lines of words that reach beyond the drawing."""
    wide, high = (float(n) for n in svg.get("viewBox", "").split()[2:])
    found = []
    for text in svg.iter(f"{SVG}text"):
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        long = diagram.width(
            text.text or "", float(text.get("font-size", 0)), kit.brand
        )
        shift = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
        left = x - shift * long
        if left < -1 or left + long > wide + 1 or not 0 <= y <= high:
            found.append(text.text or "")
    return found


@pytest.mark.parametrize("folder", ["shipped", "example"])
def test_no_words_leave_their_drawing(folder: str, kit: Kit) -> None:
    kit = kit if folder == "shipped" else open_kit(EXAMPLE)
    drawings = _drawings(kit)
    assert len(drawings) > 15
    for name, svg in drawings.items():
        assert _outside(svg, kit) == [], name
        title = svg.find(f"{SVG}title")
        assert title is not None and len(title.text or "") > 20


def test_words_too_long_for_a_drawing_are_seen(kit: Kit) -> None:
    svg = ElementTree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20">'
        '<text x="0" y="10" font-size="16">Far too long for this</text></svg>'
    )
    assert _outside(svg, kit)


def test_the_arc_gives_each_step_its_share(kit: Kit) -> None:
    plan = kit.content.session_plans["first-meeting"]
    centre = Point(200, 192)
    drawn = diagram.arc(plan, centre, 150, gap=0)
    assert [s.minutes for s in drawn.segments] == [s.minutes for s in plan.steps]
    for segment, step in zip(drawn.segments, plan.steps, strict=True):
        turned = pi * step.minutes / plan.minutes
        chord = dist((segment.start.x, segment.start.y), (segment.end.x, segment.end.y))
        assert chord == pytest.approx(2 * 150 * sin(turned / 2))
    assert drawn.segments[0].start == Point(50, 192)


def test_the_timeline_shows_every_task_in_its_week(kit: Kit) -> None:
    content = kit.content
    drawn = diagram.timeline(
        list(content.timeline.values()),
        list(content.phases.values()),
        list(content.roles),
        6,
        left=100,
        step=10,
    )
    dots = sum(len(lane) for lane in drawn.lanes.values())
    assert dots == len(content.timeline)
    assert drawn.ticks[0] == 100 + 12.5 * 10
    assert [round(x - drawn.ticks[0]) for x in drawn.meetings] == [
        0, 40, 80, 120, 160, 200,
    ]  # fmt: skip


def test_the_loop_goes_up_one_side_and_down_the_other() -> None:
    drawn = diagram.loop(8, Point(188, 62), gap=16, top=30, right=232)
    assert [station.number for station in drawn.up] == [1, 2, 3, 4]
    rows = [station.corner.y for station in drawn.up]
    assert rows == sorted(rows, reverse=True)
    assert [station.number for station in drawn.down] == [5, 6, 7, 8]
    odd = diagram.loop(7, Point(188, 62), gap=16, top=30, right=232)
    assert len(odd.up) == 4 and len(odd.down) == 3


def test_the_diagrams_follow_settings_and_content(
    organisation: Path, write: Write
) -> None:
    write("organisation.yml", "track: six-meetings\nfloors: {people: 9, pairs: 4}\n")
    kit = open_kit(organisation)
    page = Page(kit, "")
    told = unescape(str(draw.loop(kit, page.fill)))
    assert "below 4 unconnected pairs or 9 people" in told
    timeline = str(draw.timeline(kit, page.fill))
    assert timeline.count('<rect class="kit-fill-accent"') == 6
