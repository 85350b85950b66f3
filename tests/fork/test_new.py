"""A folder made by `new` builds at once, and `new` never writes over anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.content.model import KINDS
from generator.fork.new import WORDINGS, wordings
from generator.home import home
from generator.kit import open_kit

FILES = {"organisation.yml", "_brand.yml"}


def _new(folder: Path, *args: str, said: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["new", str(folder), *args], input=said)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("words", wordings())
def test_a_new_folder_opens_without_problems(tmp_path: Path, words: str) -> None:
    folder = tmp_path / "organisation"
    done = _new(
        folder, "--name", "Löwe: #1 & \"Sons\" 'ltd'", "--words", words, "--no-input"
    )
    assert done.exit_code == 0, done.output
    kit = open_kit(folder)
    assert kit.brand.name == "Löwe: #1 & \"Sons\" 'ltd'"
    assert kit.settings.words.mentor.one == wordings()[words].words["mentor"]["one"]
    assert {path.name for path in folder.iterdir()} >= FILES


def test_every_option_reaches_the_files(tmp_path: Path) -> None:
    done = _new(
        tmp_path / "o",
        "--no-input",
        "--private",
        *("--name", "Ours", "--programme", "Upwards", "--words", "upward"),
        *("--purpose", "decide-about-ai", "--track", "eight-meetings", "--remote"),
        *("--paper", "letter", "--language", "en-US", "--primary", "#702459"),
        *("--accent", "gold", "--contact", "The listener", "--contact-reach", "0800 1"),
        *("--lead", "The desk", "--lead-reach", "ext. 2"),
        *("--address", "https://up.example"),
    )
    assert done.exit_code == 0, done.output
    assert "Only staff may see this site" in done.output
    kit = open_kit(tmp_path / "o")
    settings = kit.settings
    assert settings.programme.name == "Upwards" and settings.words.mentor.one == "coach"
    assert settings.purposes == ("decide-about-ai",) and settings.remote
    assert (settings.track, settings.paper) == ("eight-meetings", "letter")
    assert settings.site.private and settings.site.address == "https://up.example"
    assert settings.contacts.contact and settings.contacts.contact.reach == "0800 1"
    assert settings.contacts.lead and settings.contacts.lead.name == "The desk"
    assert kit.brand.light["primary"].to_string(hex=True) == "#702459"


ANSWERS = """
Alder & Sons
five
5
upward listening
listener


elder



1 2 3
1, 8
7
6
y
2
English
en-US
#nocolour
123456

The quiet line

0800 22
The desk
extension 3
listen.example
https://listen.example
n
"""


def test_questions_are_asked_and_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    done = _new(tmp_path / "o", said=ANSWERS)
    assert done.exit_code == 0, done.output
    for said in (
        "Type one of 1, 2, 3, 4, 5.",
        "or two at most",
        "Type one of 4, 6, 8, 12.",
        "'English' is no language",
        "'#nocolour' is not a colour",
        "begin with https://",
    ):
        assert said in done.output, said
    assert "Anyone may see this site" in done.output
    settings = open_kit(tmp_path / "o").settings
    assert settings.programme.name == "The Upward Listening Playbook"
    assert settings.track == "six-meetings"
    assert settings.words.mentor.a == "a listener"
    assert settings.contacts.contact and settings.contacts.contact.reach == "0800 22"
    assert settings.words.partner.a == "an elder"
    assert len(settings.purposes) == 2 and settings.remote
    assert settings.paper == "letter"


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "o"
    folder.mkdir()
    (folder / "_brand.yml").write_text("meta: {name: Mine}\n")
    done = _new(folder, "--name", "X", "--no-input")
    assert done.exit_code == 1
    assert "_brand.yml is there already. Nothing was written" in done.output
    assert [path.name for path in folder.iterdir()] == ["_brand.yml"]


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ((), 2, "--name"),
        (("--name", "X", "--words", "upwards"), 2, "Did you mean 'upward'?"),
        (("--name", "X", "--purpose", "decide-about-a"), 2, "'decide-about-ai'"),
        (("--name", "X", "--track", "five-meetings"), 2, "Did you mean"),
        (("--name", "X", "--primary", "blueish"), 1, "is not a colour"),
        (("--name", "X", "--language", "xx"), 1, "is no language"),
        (("--name", "X", "--address", "here"), 1, "begin with https://"),
        (("--name", "X", "--contact", "Her"), 2, "--contact-reach"),
    ],
)
def test_a_wrong_option_is_told_and_nothing_is_left(
    tmp_path: Path, args: tuple[str, ...], code: int, says: str
) -> None:
    done = _new(tmp_path / "o", *args, "--no-input")
    assert done.exit_code == code and says in done.output, done.output
    assert not (tmp_path / "o").exists()


def test_what_was_there_before_is_left_where_it_fails(tmp_path: Path) -> None:
    (tmp_path / "a/o/schema").mkdir(parents=True)
    (tmp_path / "a/o/schema/faq.json").write_text("mine")
    wrong = ("--name", "X", "--language", "xx", "--no-input")
    assert _new(tmp_path / "a/o", *wrong).exit_code == 1
    assert [path.name for path in (tmp_path / "a/o").rglob("*")] == [
        "schema",
        "faq.json",
    ]
    assert _new(tmp_path / "b/c/o", *wrong).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_is_not_free_is_told_before_anything_is_asked(
    tmp_path: Path,
) -> None:
    (tmp_path / "x").write_text("x")
    done = _new(tmp_path / "x", said="")
    assert (
        done.exit_code == 1 and "x is a file. Give the name of a folder." in done.output
    )
    (tmp_path / "o").mkdir()
    (tmp_path / "o/mine.py").write_text("x")
    done = _new(tmp_path / "o", said="")
    assert done.exit_code == 1
    assert "Nothing in this folder is an organisation's." in done.output
    assert [path.name for path in (tmp_path / "o").iterdir()] == ["mine.py"]
    (tmp_path / "p").mkdir()
    (tmp_path / "p/organisation.yml").symlink_to("/nowhere")
    done = _new(tmp_path / "p", said="")
    assert done.exit_code == 1 and "is there already" in done.output


def test_a_folder_elsewhere_brings_its_own_schemas(tmp_path: Path) -> None:
    _new(tmp_path / "o", "--name", "X", "--no-input")
    first = (tmp_path / "o/organisation.yml").read_text().splitlines()[0]
    schema = first.partition("$schema=")[2]
    assert (tmp_path / "o" / schema).is_file()
    assert len(list((tmp_path / "o/schema").glob("*.json"))) > len(KINDS)


def test_a_folder_inside_the_kit_names_the_kits_schemas() -> None:
    folder = home() / "build" / "new-for-a-test"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        assert _new(folder, "--name", "X", "--no-input").exit_code == 0
        first = (folder / "organisation.yml").read_text().splitlines()[0]
        schema = (folder / first.partition("$schema=")[2]).resolve()
        assert schema == home() / "playbook_data/schema/organisation.json"
        assert {path.name for path in folder.iterdir()} == FILES
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_wordings_are_whole() -> None:
    assert (home() / "playbook_data/defaults" / WORDINGS).is_file()
    for wording in wordings().values():
        assert {"one", "a", "many"} == set(wording.words["mentor"])
        assert {"one", "a", "many"} == set(wording.words["partner"])
