"""The demo, as somebody meets it who tries the program for the first time."""

import shlex
import sqlite3
import subprocess

import openpyxl
import pytest

from desktop_sync.bootstrap.demo import story
from desktop_sync.bootstrap.demo.people import COUNT, everybody
from tests.servers.program import Program


@pytest.fixture
def demo(cli: Program) -> Program:
    cli("demo", "--headless").expect(0)
    return cli


def test_everything_comes_out_as_planted(cli: Program):
    said = cli("demo", "--headless").expect(0).json
    assert said["as_planted"] is True
    assert said["differences"] == []
    assert [one["status"] for one in said["runs"]] == ["ok", "waiting"]
    assert len(said["conflicts"]) == 3
    assert {one["field"] for one in said["conflicts"]} == {one.field for one in story.CONFLICTS}
    first = said["runs"][0]
    assert (first["a"]["created"], first["b"]["created"]) == (len(story.ONLY_OFFICE), len(story.ONLY_SHOP))
    assert (first["a"]["updated"], first["b"]["updated"]) == (len(story.NO_TOWN_IN_SHOP), len(story.NO_PHONE_IN_OFFICE))


def test_the_files_are_real(demo: Program):
    with sqlite3.connect(demo.workspace / "shop.db") as shop:
        assert shop.execute("SELECT count(*) FROM customers").fetchone() == (COUNT + 2,)
    shop.close()
    book = openpyxl.load_workbook(demo.workspace / "customers.xlsx")
    assert book.sheetnames == ["Customers", "Notes"]
    assert book["Customers"].max_row == COUNT + 3
    assert book["Customers"]["I2"].value.startswith("=IF(F2")
    assert book["Notes"]["A1"].value == "Notes of the office"


def test_going_on_with_the_demo(demo: Program):
    conflicts = demo("conflicts").expect(0).json["conflicts"]
    for one in conflicts:
        demo("resolve", one["id"], "--take", "a").expect(0)
    [run] = demo("run").expect(3).json["runs"]
    assert (run["conflicts"], run["holds"]) == (0, 1)
    [again] = demo("run").expect(3).json["runs"]
    assert sum(again[side][kind] for side in "ab" for kind in ("created", "updated", "deleted")) == 0


def test_the_printed_command_works_as_it_is(cli: Program):
    """Copied into a shell, with nothing of ours in the environment but what the line itself says."""
    bare = Program(cli.workspace, None)
    said = bare("demo", "--headless").expect(0).json
    words = shlex.split(said["next"])
    assert [word.partition("=")[0] for word in words[:2]] == ["DESKTOP_SYNC_WORKSPACE", "DESKTOP_SYNC_PASSPHRASE"]
    settings = dict(word.split("=", 1) for word in words[:2])
    assert words[2] == "python3"
    assert words[3].endswith("packaging/dev.py")
    arguments = words[words.index("--") + 1 :]
    outcome = bare(*arguments, env=settings).expect(0)
    assert outcome.json["resolved"] == 1


@pytest.mark.server
def test_with_a_keyring_the_key_is_in_it(cli: Program, secret_service):
    """Twice, so that the replaced demo's key is taken out of the keyring again."""
    bare = Program(cli.workspace, None)
    for _ in range(2):
        said = bare("demo", "--headless", env=secret_service.env).expect(0).json
        assert "DESKTOP_SYNC_PASSPHRASE" not in said["next"]
    assert len(bare("conflicts", env=secret_service.env).expect(0).json["conflicts"]) == 3
    bare("conflicts").expect(1)


def test_an_old_demo_is_replaced_and_strange_files_stay(demo: Program):
    mine = demo.workspace / "mine.txt"
    mine.write_text("mine")
    demo("demo", "--headless").expect(0)
    assert mine.read_text() == "mine"


def test_a_folder_of_somebody_else_is_left_alone(cli: Program):
    cli.workspace.mkdir()
    (cli.workspace / "letter.txt").write_text("dear")
    found = cli("demo", "--headless").expect(2).json["error"]
    assert str(cli.workspace) in found["place"]
    assert [one.name for one in cli.workspace.iterdir()] == ["letter.txt"]


def test_a_real_workspace_is_not_replaced(paired):
    paired.cli("demo", "--headless").expect(2)
    assert len(paired.cli("sync", "list").json["syncs"]) == 1


def test_the_text_names_the_files_and_the_next_step(cli: Program):
    text = cli("demo", "--headless", json=False).expect(0).stdout
    assert str(cli.workspace / "shop.db") in text
    assert str(cli.workspace / "customers.xlsx") in text
    assert text.count("resolve") == 3
    assert "Everything came out as planted" in text


def test_without_a_display_the_result_is_told(cli: Program):
    env = cli.environment({"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})
    result = subprocess.run(
        cli.command("demo"), env=env, capture_output=True, text=True, timeout=60, check=False, cwd=cli.workspace.parent
    )
    assert result.returncode == 0
    assert "no display" in result.stderr


def test_the_people_are_invented_and_different():
    people = everybody()
    assert (
        len({one.email for one in people})
        == len({one.name for one in people})
        == len({one.phone for one in people})
        == COUNT
    )
    assert all(one.email.endswith("@example.org") and one.email.isascii() for one in people)
    letters = {letter for one in people for letter in one.name}
    assert set("äößıİşğçøåæłńéñÞ") & letters
