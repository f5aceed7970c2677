"""Every mistake gets a sentence that names the place and the way out, and its exit code."""

import json
import subprocess
import sys

import pytest

from desktop_sync.store.locks import run_lock
from tests.cli.conftest import SYNC
from tests.servers.program import ROOT, Program
from tests.servers.sql import split_password


def error(outcome, code):
    return outcome.expect(code).json["error"]


def test_errors_in_text_go_to_stderr(cli: Program):
    outcome = cli("sync", "show", "Custmers", json=False).expect(2)
    assert outcome.stdout == ""
    assert "Custmers" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_errors_in_json_have_four_parts(cli: Program):
    outcome = cli("sync", "show", "Custmers").expect(2)
    assert set(outcome.json["error"]) == {"title", "message", "advice", "place"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("rum",), "Did you mean “run”?"),
        (("run", "--aprove"), "Did you mean “--approve”?"),
        (("account", "lst"), "Did you mean “list”?"),
        (("account",), "needs a command"),
        (("resolve",), "Say which conflict"),
        (("resolve", "1"), "Say how"),
        (("resolve", "1", "--take", "c"), "There is no “c”"),
        (("resolve", "--all", "Customers", "--value", "1"), "--take only"),
        (("resolve", "one", "--take", "a"), "invalid int"),
        (("why", "Customers", "--field", "f", "--record", "1"), "does not name a record"),
        (("history", "Customers", "--record", "c:1"), "does not name a record"),
        (("undo", "1", "--field", "city"), "of which record"),
        (("revert", "Customers", "--record", "a:1", "--field", "f", "--to", "soon"), "neither an operation nor a time"),
        (("settings", "set", "history_weeks", "1"), "no setting"),
        (("settings", "set", "history_days", "few"), "no whole number"),
        (("fields", "shop"), "TABLE"),
        (("account", "add", "x"), "--connector"),
        (("runs", "--limit", "0"), "1 or more"),
    ],
)
def test_wrong_words(cli: Program, words, message):
    found = error(cli(*words), 2)
    assert message in found["message"]


def test_a_secret_is_named_by_its_variable(cli: Program, tmp_path):
    add = ("account", "add", "db", "--connector", "sql", "--set", "url=postgresql://me@127.0.0.1:1/db")
    found = error(cli(*add, "--secret", "password=NOT_THERE"), 2)
    assert "NOT_THERE" in found["message"]
    found = error(cli(*add, "--secret", "hunter2"), 2)
    assert "hunter2" not in str(found), "somebody may have typed the secret itself"


def test_an_unreachable_host(cli: Program, unused_port):
    found = error(
        cli("account", "add", "db", "--connector", "sql", "--set", f"url=postgresql://me@127.0.0.1:{unused_port}/db"), 1
    )
    assert found["place"] or "127.0.0.1" in found["message"]
    assert found["message"]
    assert found["advice"]
    assert cli("account", "list").json["accounts"] == [], "a failed test stores nothing"


@pytest.mark.server
def test_a_wrong_password(cli: Program, mariadb_url):
    url, _ = split_password(mariadb_url)
    words = ("account", "add", "db", "--connector", "sql", "--set", f"url={url}", "--secret", "password=PW")
    outcome = cli(*words, env={"PW": "not-the-right-one"})
    found = error(outcome, 1)
    assert "password" in (found["message"] + found["advice"]).lower()
    assert "not-the-right-one" not in outcome.stdout + outcome.stderr


def test_a_wrong_kind_of_account(cli: Program):
    found = error(cli("account", "add", "db", "--connector", "sqll", "--set", "url=sqlite:///x"), 2)
    assert "sql" in found["advice"]


def test_a_table_without_a_key(office):
    found = error(office.cli("fields", "shop", "notes"), 1)
    assert "key" in (found["message"] + found["advice"]).lower()
    office.file.write_text(SYNC.replace('table = "customers"', 'table = "notes"'))
    assert office.cli("sync", "apply", office.file).code in {1, 2}


def test_a_misspelt_field_names_the_line_and_the_right_word(office):
    text = SYNC.replace('a = "city"', 'a = "ctiy"')
    office.file.write_text(text)
    found = error(office.cli("sync", "apply", office.file), 2)
    line = text.splitlines().index('a = "ctiy"') + 1
    start = max(i for i, one in enumerate(text.splitlines()[:line], 1) if one == "[[field]]")
    assert any(f"line {n}" in found["place"] for n in range(start, line + 1)), found
    assert "city" in found["message"]


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ('keys = [["email"]]', 'kees = [["email"]]', "keys"),
        ('first_run = "fill_blanks"', 'first_run = "fill_blank"', "fill_blanks"),
        ('lens = "full_name"', 'lens = "fullname"', "full_name"),
        ('keys = [["email"]]', 'keys = [["e_mail"]]', "email"),
    ],
)
def test_mistakes_in_a_sync_file(office, old, new, right):
    text = SYNC.replace(old, new)
    office.file.write_text(text)
    found = error(office.cli("sync", "apply", office.file), 2)
    assert right in found["message"] + found["advice"]
    assert "line" in found["place"]


def test_broken_toml_names_the_line(office):
    office.file.write_text('name = "x"\n[a\n')
    found = error(office.cli("sync", "apply", office.file), 2)
    assert "line" in found["place"] + found["message"]


def test_files_that_cannot_be_read(cli: Program, tmp_path):
    assert "missing.toml" in error(cli("sync", "apply", tmp_path / "missing.toml"), 2)["place"]
    (tmp_path / "latin.toml").write_bytes('name = "x"\n# Köln\n'.encode("latin-1"))
    assert "line 2" in error(cli("sync", "apply", tmp_path / "latin.toml"), 2)["place"]


def test_a_csv_with_a_broken_row(cli: Program, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text('nr,name,mail\n1,Lena,lena@example.org\n2,"Jan,jan@example.org\n3,Ida,ida@example.org\n')
    outcome = cli("account", "add", "list", "--connector", "files", "--set", f"path={file}", "--set", "key=nr")
    found = error(outcome, 1)
    assert "people.csv" in str(found)
    assert any(f"line {n}" in str(found).lower() for n in (2, 3, 4)), found


def test_a_wrong_passphrase_opens_nothing(paired):
    outcome = paired.cli("run", env={"DESKTOP_SYNC_PASSPHRASE": "another"})
    assert error(outcome, 1)["title"] == "Wrong key"


def test_without_keyring_and_passphrase_nothing_is_made(tmp_path):
    cli = Program(workspace=tmp_path / "ws", passphrase=None)
    found = error(cli("account", "list"), 1)
    assert "DESKTOP_SYNC_PASSPHRASE" in found["advice"]
    assert "keyring" in found["advice"]
    assert not (tmp_path / "ws").exists() or not any((tmp_path / "ws").iterdir())


def test_the_same_sync_in_two_programs(paired):
    """The second one says so at once and writes nothing."""
    number = 1
    with run_lock(paired.cli.workspace / "locks", number):
        outcome = paired.cli("run").expect(1)
        [run] = outcome.json["runs"]
        assert run["status"] == "failed"
        assert "in use" in run["error"]
        assert run["run"] is None
        assert error(paired.cli("plan", "Customers"), 1)["title"] == "In use by another program"
    paired.cli("run").expect(0)


def test_there_is_no_window_without_a_display(cli: Program):
    env = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    result = subprocess.run(
        cli.command(),
        env=cli.environment(env),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=cli.workspace.parent,
    )
    assert result.returncode == 1
    assert "display" in result.stderr
    assert not cli.workspace.exists()


def test_a_bug_is_a_sentence_with_the_log(paired, tmp_path):
    """An unexpected error: no traceback for the person, the place in the log, no value in it."""
    (tmp_path / "sitecustomize_bug").mkdir()
    bug = tmp_path / "sitecustomize_bug" / "bug.py"
    bug.write_text(
        "import sys\n"
        "from desktop_sync.engine.review import Review\n"
        "def broken(self, *a, **k):\n    customer = 'Lena Meyer'\n    raise KeyError(customer)\n"
        "Review.holds = broken\n"
        "from desktop_sync.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    result = subprocess.run(
        [sys.executable, str(bug), "holds", "--json"],
        env=paired.cli.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    said = json.loads(result.stdout)["error"]
    log = paired.cli.workspace / "logs" / "desktop-sync.log"
    assert str(log) in said["advice"]
    text = log.read_text()
    assert "KeyError" in text
    assert "bug.py" in text
    assert "Lena" not in text + result.stdout + result.stderr


def test_help_loads_next_to_nothing(cli: Program):
    """What makes it quick, on any machine: the commands' own modules, and none below them."""
    command = [sys.executable, "-X", "importtime", *cli.command("--help")[1:]]
    result = subprocess.run(command, env=cli.environment(), capture_output=True, text=True, check=True, cwd=ROOT)
    names = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    ours = {".".join(name.split(".")[:2]) for name in names if name.startswith("desktop_sync.")}
    assert ours == {"desktop_sync.bootstrap", "desktop_sync.cli", "desktop_sync.errors"}
    assert not names & {"PySide6", "requests", "peewee", "cryptography", "orjson", "sqlite3", "tomllib"}


def test_commands_import_only_what_they_need(paired):
    command = [sys.executable, "-X", "importtime", *paired.cli.command("run")[1:]]
    result = subprocess.run(command, env=paired.cli.environment(), capture_output=True, text=True, check=True, cwd=ROOT)
    names = [line.rpartition("|")[2].strip() for line in result.stderr.splitlines()]
    # Those of which a part was loaded: the store hides drivers from peewee, and a failed attempt is listed, too.
    loaded = {name.partition(".")[0] for name in names if "." in name}
    assert "sqlcipher3" in loaded
    assert not loaded & {
        "PySide6",
        "requests",
        "sqlalchemy",
        "openpyxl",
        "psycopg",
        "pymysql",
        "keyring",
        "phonenumbers",
    }


def test_files_that_cannot_be_used_are_named_with_a_remedy(paired, tmp_path):
    for words in (("backup", tmp_path), ("restore", tmp_path / "none"), ("audit", "export", tmp_path / "no" / "x")):
        outcome = paired.cli(*words)
        assert outcome.code in {1, 2}
        found = outcome.json["error"]
        assert str(words[-1]) in found["place"]
        assert found["advice"]
    found = error(paired.cli("sync", "apply", tmp_path), 2)
    assert found["advice"]
