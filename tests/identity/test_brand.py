"""A brand is read as it is, and its files are kept inside the folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from coloraide import Color

from generator.content.problems import Findings
from generator.home import home
from generator.identity.brand import Brand, read_brand
from generator.kit import open_kit
from tests.conftest import EXAMPLE, Write

DEFAULTS = home() / "playbook_data" / "defaults"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def _read(organisation: Path) -> tuple[Brand | None, list[str], list[str]]:
    """The brand, its problems and its notes."""
    findings = Findings()
    brand = read_brand([DEFAULTS, organisation], findings)
    problems = [str(each) for each in findings.problems]
    return brand, problems, [each.message for each in findings.notes]


def _brand(organisation: Path) -> Brand:
    brand, problems, _ = _read(organisation)
    assert brand is not None, problems
    return brand


def _hex(colours: Mapping[str, Color], *names: str) -> list[str]:
    return [colours[name].to_string(hex=True) for name in names]


@pytest.mark.parametrize(
    ("palette", "primary", "expected"),
    [
        ('{sea: "#004466", blue: sea, main: blue}', "main", "#004466"),
        ("{white: white}", "white", "#ffffff"),
        ('{ink: "#111213"}', "dark", "#111213"),  # another role, set to ink
        ("{a: null, b: }", "teal", "#008080"),
        ("[red, green]", "teal", "#008080"),
    ],
)
def test_a_colour_may_be_named(
    organisation: Path, write: Write, palette: str, primary: str, expected: str
) -> None:
    dark = "ink" if "ink" in palette else '"#000"'
    write(
        "_brand.yml",
        f"color:\n  palette: {palette}\n  primary: {primary}\n  dark: {dark}\n",
    )
    assert _hex(_brand(organisation).light, "primary") == [expected]


def test_a_colour_of_one_scheme_leaves_the_other_alone(
    organisation: Path, write: Write
) -> None:
    write(
        "_brand.yml",
        'color:\n  background: {dark: "#030911"}\n  primary: {light: teal}\n',
    )
    brand, kit = _brand(organisation), _brand(DEFAULTS.parent / "none")
    assert brand.light["background"] == kit.light["background"]
    assert brand.dark["background"] == Color("#030911")
    assert brand.dark["primary"] == Color("teal")


def test_what_the_kit_does_not_use_is_one_note_a_mapping(
    organisation: Path, write: Write
) -> None:
    write(
        "_brand.yml",
        "meta: {name: X, link: https://x.example, motto: Y}\ndefaults: {a: b}\n"
        "typography:\n  base: {size: 1rem, weight: 400}\n  headings: {weight: bold}\n",
    )
    brand, _, notes = _read(organisation)
    assert brand and brand.name == "X"
    assert notes == [
        "'defaults' is not used by the kit.",
        "'link', 'motto' are not used by the kit.",
        "'weight', 'size' are not used by the kit.",
    ]


def test_what_is_left_empty_counts_as_left_out(
    organisation: Path, write: Write
) -> None:
    write(
        "_brand.yml",
        "meta: {name: ~}\nlogo:\ncolor:\n  primary:\n  danger: null\n"
        "typography:\n  base: ''\n",
    )
    brand, problems, notes = _read(organisation)
    assert brand and not problems and not notes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fonts: [{family: X}]\n", "'fonts' belongs under 'typography'"),
        ('primary: "#004466"\n', "'primary' belongs under 'color'"),
        ('colours: {primary: "#004466"}\n', "Did you mean 'color'?"),
        ("color: teal\n", "'color' takes names below it"),
        ('color:\n  palette: {primary: "#004466"}\n', "Taken from 'palette'"),
    ],
)
def test_a_key_in_the_wrong_place_is_told_where_it_belongs(
    organisation: Path, write: Write, text: str, says: str
) -> None:
    write("_brand.yml", text)
    assert any(says in note for note in _read(organisation)[2])


@pytest.mark.fault(20, 28, 30)
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("color: {primary: sea-green-ish}\n", "'sea-green-ish' is not a colour"),
        ("color: {primary: [a]}\n", "is not a colour"),
        ("color:\n  palette: {a: b, b: a}\n  primary: a\n", "'a' is not a colour"),
        ("color:\n  primary: #447099\n", "Put its colour in quotes"),
        (
            "color:\n  palette:\n    sea: #447099\n  primary: sea\n",
            "'sea' has no value",
        ),
        ('color: {primary: "red;} body{x"}\n', "is not a colour"),
        ("logo: assets/none.svg\n", "There is no file 'assets/none.svg'. Put it into"),
        ("logo: {images: {mark: good.svg}, small: marc}\n", "Did you mean 'mark'?"),
        ("logo: good/../../outside.svg\n", "is no file here"),
        (f"logo: {'x' * 5000}.svg\n", "is no file here"),
        ("logo: ../secret.svg\n", "'../secret.svg' is no file here"),
        ("logo: /etc/passwd\n", "There is no file '/etc/passwd'"),
        ("logo: outside.svg\n", "must lie inside organisation/assets/"),
        ("logo: {medium: {light: assets/none.svg}}\n", "There is no file"),
        (
            "typography:\n  fonts:\n    - {family: X, files: [assets/good.svg]}\n",
            "'good.svg' is not a font",
        ),
        (
            "typography:\n  fonts:\n    - {family: X, files: [assets/no.woff2]}\n",
            "There is no file 'assets/no.woff2'",
        ),
        (
            "typography:\n  fonts:\n    - {family: X, files: [{weight: 400}]}\n",
            "The path of a file is expected here",
        ),
    ],
)
def test_what_cannot_be_used_is_a_problem(
    organisation: Path, write: Write, text: str, says: str
) -> None:
    write("assets/good.svg", SVG.format(""))
    write("outside.svg", SVG.format(""))
    write("_brand.yml", text)
    lines = _read(organisation)[1]
    assert len(lines) == 1 and says in lines[0], lines
    assert "_brand.yml:" in lines[0]


# Logos

LOGOS = ("icon", "icon_dark", "logo", "logo_dark", "cover", "cover_dark")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("logo: assets/a.svg\n", "aaaaaa"),
        ("logo: {light: assets/a.svg, dark: assets/b.svg}\n", "ababab"),
        ("logo: {path: assets/a.svg, alt: Ours}\n", "aaaaaa"),
        ("logo: {medium: assets/a.svg}\n", "aaaaaa"),
        ("logo:\n  small: assets/c.svg\n  medium: assets/a.svg\n", "ccaaaa"),
        (
            "logo:\n  images: {x: assets/a.svg, y: {path: assets/b.svg, alt: Y}}\n"
            "  medium: {light: x, dark: y}\n  small: x\n  large: y\n",
            "aaabbb",
        ),
        ("logo: {medium: /assets/a.svg}\n", "aaaaaa"),
        ("logo: {medium: /static/brand/a.svg}\n", "aaaaaa"),
        ("logo: {medium: ./assets/a.svg}\n", "aaaaaa"),
    ],
)
def test_a_logo_is_found_whichever_way_it_is_written(
    organisation: Path, write: Write, text: str, expected: str
) -> None:
    for name in "abc":
        write(f"assets/{name}.svg", SVG.format(""))
    write("_brand.yml", text)
    brand = _brand(organisation)
    assert brand.own_logo
    assert "".join(getattr(brand, use).stem for use in LOGOS) == expected


def test_a_logo_elsewhere_is_a_note_and_nothing_is_fetched(
    organisation: Path, write: Write
) -> None:
    write("_brand.yml", "logo: {medium: https://x.example/logo.png}\n")
    brand, _, notes = _read(organisation)
    assert brand and not brand.own_logo
    assert "nothing is fetched" in notes[0]


def test_images_that_no_size_names_are_a_note(organisation: Path, write: Write) -> None:
    write("_brand.yml", "logo: {images: {light: a.png, dark: b.png}}\n")
    brand, problems, notes = _read(organisation)
    assert brand and not brand.own_logo and not problems
    assert "No size names one of these images" in notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "logo: {path: assets/a.svg, alt: Two waves}\n",
        "logo:\n  images: {x: {path: assets/a.svg, alt: Two waves}}\n  small: x\n",
        "logo:\n  large: {light: {path: a.svg, alt: Two waves}, dark: a.svg}\n",
    ],
)
def test_what_a_logo_shows_is_kept(organisation: Path, write: Write, text: str) -> None:
    write("assets/a.svg", SVG.format(""))
    write("_brand.yml", text)
    assert _brand(organisation).alt == "Two waves"


@pytest.mark.fault(21)
def test_a_link_on_the_way_to_a_file_is_refused(
    organisation: Path, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "there.svg").write_text(SVG.format(""))
    write("assets/real/a.svg", SVG.format(""))
    (organisation / "assets/out.svg").symlink_to(tmp_path / "there.svg")
    (organisation / "assets/alias").symlink_to(organisation / "assets/real")
    for name in ("assets/out.svg", "assets/alias/a.svg"):
        write("_brand.yml", f"logo: {name}\n")
        assert _read(organisation)[1], name


# A company's existing file, in the shapes in which they are found

COMPANIES = {
    "palette holds the roles": """
color:
  palette:
   forest: "#08312A"
   white: "#ffffff"
   background: white
   primary: forest
typography:
  base: {family: Some Corporate Text, size: 0.9rem}
  link: {color: forest}
defaults:
  bootstrap:
    defaults:
      navbar-bg: $brand-forest
""",
    "everything in two schemes": """
meta: {name: Ours}
color:
  palette: {blue: "#1B3264", night: "#191E29", cream: "#FBF9F4"}
  background: {light: cream, dark: night}
  foreground: {light: "#212529", dark: "#fdfdfd"}
  primary: {light: blue, dark: "#6B9FD4"}  # passes on night
  link: {light: blue}
""",
    "fonts from elsewhere": """
typography:
  fonts:
    - {family: Lato, source: google, weight: [400, 700], style: normal}
    - {family: Fira Code, source: bunny}
    - {family: Corporate, source: system, weight: bold}
  base: Lato
  headings: {family: "'Lato', Aptos, sans-serif", weight: 700 # for h1
    , color: blue}
  monospace: monospace
""",
    "empty values for other tools": """
meta:
  name: {short: Ours, full: Ours and Sons}
  link:
color: {primary: "#286169"}
defaults:
  quarto:
    format:
      # nothing here yet
  shiny:
""",
    "names and functions": """
color:
  foreground: rgb(20 20 20)
  background: hsl(40, 30%, 97%)
  primary: rebeccapurple
  secondary: "#ff990080"
  tertiary: teal
  info: "#2196F3"
""",
    "a dark brand": """
color: {background: "#101418", foreground: "#e8eef2", primary: "#7fd1ff"}
""",
    "only a dark ground": 'color: {background: black, primary: "#00E47C"}\n',
    "a list for a palette": """
color:
  palette: [red, green]
  primary: "#004077"
""",
    "fonts as names": "typography: {fonts: [Lato, Inter], base: Lato}\n",
    "fonts as a mapping": "typography: {fonts: {family: Lato}, base: {size: 12pt}}\n",
    "a value where a mapping goes": "meta: Ours\nlogo:\ntypography: Inter\n",
    "numbers for weights": """
typography:
  base: {family: Inter, weight: 100..900, line-height: 1.5}
  headings: {weight: semi-bold}
""",
    "nothing but a name": "meta: {name: Ours}\n",
    "roles that name roles": """
color:
  palette: {noir: "#041E42", chalk: "#FAFAFA"}
  foreground: noir
  background: white
  light: chalk
  dark: noir
  primary: dark
""",
    "dark alone": """
color:
  palette: {blue: "#246BC0", dark: "#030911", white: "#FFFFFF"}
  primary: blue
  background:
    dark: dark
  foreground:
    dark: white
""",
    "other names than those of brand.yml": """
meta: {name: {short: Ours, long: Ours and Sons}}
color:
  theme: {primary: "#447099"}
  accent: purple
  brand-blue: "#13294B"
typography:
  font: [{google: Open Sans}]
  size: {base: 16px}
button: {style: {padding: 8px}}
logo: {large_transparent: }
""",
    "light and dark that are neither": """
color: {light: "#286169", dark: "#cccccc"}
""",
}


# Its light scheme's primary and ground, its dark one's; "" for what the kit makes.
EXPECTED = {
    "palette holds the roles": "#08312a #ffffff #08312a ",
    "everything in two schemes": "#1b3264 #fbf9f4 #6b9fd4 #191e29",
    "empty values for other tools": "#286169 #fdfdfb #286169 ",
    "names and functions": "#663399 #faf8f5 #663399 ",
    "a dark brand": "#7fd1ff #e8eef2 #7fd1ff #101418",
    "only a dark ground": "#00e47c #fdfdfb #00e47c #000000",
    "a list for a palette": "#004077 #fdfdfb #004077 ",
    "roles that name roles": "#041e42 #ffffff #041e42 #041e42",
    "dark alone": "#246bc0 #fdfdfb #246bc0 #030911",
}


@pytest.mark.parametrize("shape", COMPANIES)
def test_a_companys_existing_file_works_as_it_is(
    organisation: Path, write: Write, shape: str
) -> None:
    write("_brand.yml", COMPANIES[shape])
    brand, problems, _ = _read(organisation)
    assert brand is not None and not problems, problems
    assert (brand.base, brand.headings) == ("Source Sans 3", "Vollkorn")
    named = "short: Ours" in COMPANIES[shape] or "name: Ours" in COMPANIES[shape]
    assert brand.name == ("Ours" if named else "Reverse Mentoring")
    found = [
        colour
        for side in (brand.light, brand.dark)
        for colour in _hex(side, "primary", "background")
    ]
    expected = EXPECTED.get(shape, "#0b5048 #fdfdfb #0b5048 ")
    assert " ".join(found).startswith(expected)


def test_what_shines_through_is_laid_on_white(organisation: Path, write: Write) -> None:
    write("_brand.yml", COMPANIES["names and functions"])
    assert _brand(organisation).light["secondary"] == Color("#ffcc7f")


def test_every_face_has_its_licence_beside_it() -> None:
    looked = 0
    for folder in (home() / "playbook_data/defaults", *(home() / "examples").iterdir()):
        for font in (folder / "assets/fonts").glob("*.woff2"):
            family = font.name.split("-latin")[0]
            assert (font.parent / f"{family}-LICENSE.txt").is_file(), font
            looked += 1
    assert looked > 10


def test_the_example_copies_whole(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    shutil.copytree(EXAMPLE, folder)
    assert open_kit(folder).brand.name == open_kit(EXAMPLE).brand.name


def test_a_name_has_an_end(organisation: Path, write: Write) -> None:
    write("_brand.yml", f"meta: {{name: {'A' * 300}}}\n")
    findings = Findings()
    read_brand([home() / "playbook_data" / "defaults", organisation], findings)
    (told,) = findings.problems
    assert "'name' has 300 letters, and 200 is the most" in told.message
