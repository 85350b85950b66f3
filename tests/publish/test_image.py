"""Pictures for shared links: each page's own, in its colour, with nothing cut off."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from generator.identity.palette import palette
from generator.kit import Kit, open_kit
from generator.publish.faces import write_paper_sheet
from generator.publish.image import socials
from generator.publish.navigation import Source
from generator.publish.stage import stage
from tests.conftest import Write

LONG = "What happens when the person who was meant to listen has never yet been told"


def test_the_picture_of_a_page_shows_its_area_and_the_whole_of_a_long_title(
    kit: Kit, tmp_path: Path
) -> None:
    staged = stage(kit, tmp_path / "stage")
    assets = staged.docs / "assets"
    write_paper_sheet(kit, assets)
    theme, plan = "themes/found-online.md", "sessions/first-meeting.md"
    by_path = {page.path: page for page in staged.pages}
    pages = [by_path[path] for path in ("index.md", "faq.md", theme, plan)]
    titles = {"long.md": LONG, "longer.md": f"{LONG} at all", "short.md": LONG[:40]}
    pages += [
        Source(path, "", {"title": title}, "part_meet")
        for path, title in titles.items()
    ]
    made = socials(kit, assets, pages)
    assert list(made) == [page.path.replace(".md", ".png") for page in pages]
    assert socials(kit, assets, pages) == made

    found = kit.content.themes["found-online"]
    first = kit.content.session_plans["first-meeting"]
    tokens = palette(kit.brand, list(kit.content.areas), "light")
    grounds = {
        "index": tokens["primary"],
        "faq": tokens["primary"],
        "themes/found-online": tokens[f"area-{found.area}"],
        "sessions/first-meeting": tokens[f"area-{first.area}"],
    }
    assert len({token.to_string() for token in grounds.values()}) == 3
    for name, token in grounds.items():
        with Image.open(BytesIO(made[f"{name}.png"])) as image:
            red, green, blue = image.convert("RGB").getpixel((5, 400))
        wanted = [round(255 * part) for part in token.convert("srgb").coords()]
        for part, want in zip((red, green, blue), wanted, strict=True):
            assert abs(part - want) <= 1, name
    # Words at the end of a long title are there: they make a difference.
    assert made["long.png"] != made["longer.png"]
    # Nothing touches an edge but the flat ground.
    for name, picture in made.items():
        with Image.open(BytesIO(picture)) as image:
            body = image.convert("RGB").crop((0, 140, *image.size))
        edges = [(0, 0, 30, 490), (1170, 0, 1200, 490), (0, 460, 1200, 490)]
        for edge in edges:
            assert len(body.crop(edge).getcolors() or []) == 1, name


def test_the_home_page_has_one_picture_however_long_its_words_are(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    long = "A long promise of ours. " * 30
    write("organisation.yml", f"programme: {{name: {LONG * 3}, promise: {long}}}\n")
    kit = open_kit(organisation)
    staged = stage(kit, tmp_path / "stage")
    write_paper_sheet(kit, staged.docs / "assets")
    assert list(socials(kit, staged.docs / "assets", staged.pages[:2])) == [
        page.path.replace(".md", ".png") for page in staged.pages[:2]
    ]
