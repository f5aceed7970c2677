"""“Check everything” in the window, and the support bundle: every problem has a way out beside it, and no value leaves."""

import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_sync.bootstrap.support import LINES, log_lines, plain, write_bundle
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui.dialogs.doctor import DoctorDialog
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.worker import WorkerHandle

WAIT_MS = 60_000
CANARY = "Kanarienvogel"
SECRET = "Geheimnis-4711"
SYNC = f"""\
name = "Birds"
[a]
account = "shop"
table = "birds"
filter = "name <> '{CANARY}'"
[b]
account = "office"
table = "birds"
[match]
keys = [["mail"]]
[[field]]
a = "name"
b = "name"
lens = {{ choices = {{ "{CANARY} one" = "one", "{CANARY} two" = "two" }}, other = "pass" }}
[[field]]
a = "mail"
b = "mail"
"""


@pytest.fixture
def opened(tmp_path):
    """Opens the services on a workspace with canaries everywhere: in records, a filter, a lens, a setting, a secret, a run that failed, the log."""

    def opened():
        return open_services(tmp_path / "workspace", "a passphrase")

    for name in ("shop", "office"):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as database, database:
            database.execute("CREATE TABLE birds (id INTEGER PRIMARY KEY, name VARCHAR(90), mail VARCHAR(90))")
            database.execute(
                "INSERT INTO birds (name, mail) VALUES (?, ?)", (f"{CANARY} {name}", f"{CANARY}@example.org")
            )
    with closing(opened()) as services:
        for name in ("shop", "office"):
            services.accounts.add(name, "sql", {"url": f"sqlite:///{tmp_path / f'{name}.db'}"}, {}, test=False)
        settings, secrets = {"subdomain": CANARY, "email": f"{CANARY}@example.org"}, {"api_token": SECRET}
        services.accounts.add("desk", "zendesk", {**settings, "base_url": "http://127.0.0.1:9/"}, secrets, test=False)
        services.syncs.apply(services.syncs.parse(SYNC.replace(', other = "pass"', "")), "")
        services.runner.run("Birds", approve=True)
        services.settings.put("window.quiet_hours", CANARY)
        services.syncs.pause("Birds")
    return opened


def crack(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_bundle_tells_how_it_is_set_up_and_no_value(opened, tmp_path):
    log = tmp_path / "workspace" / "logs" / "desktop-sync.log"
    with closing(opened()) as services:
        with log.open("a", encoding="utf-8") as stream:
            stream.write(
                f"2026-01-02T03:04:05Z INFO MainThread desktop_sync.cli.main: UsageError: “{CANARY}” is not there\n"
            )
            away = f"https://{CANARY}.example.org/?a=1 of {CANARY}@example.org, /home/{CANARY}/f"
            stream.write(f"2026-01-02T03:04:05Z ERROR MainThread x.y: at {away}\n")
            stream.write(
                f'  File "/home/{CANARY}/lib/desktop_sync/engine/runner.py", line 12, in run\n    raise {CANARY}\n{CANARY}\n'
            )
        names = write_bundle(services, tmp_path / "bundle.zip")
    parts = crack(tmp_path / "bundle.zip")
    assert tuple(parts) == names
    for name, text in parts.items():
        for word in (CANARY, CANARY.lower(), SECRET, str(tmp_path), "example.org"):
            assert word not in text, f"{word} in {name}"
    (sync,) = json.loads(parts["syncs.json"])
    assert [(one["a"], one["lens"], one["parameters"]) for one in sync["fields"]] == [
        (["name"], "choices", 2),
        (["mail"], "", 0),
    ]
    assert sync["sides"]["a"]["filtered"] is True
    assert [one["name"] for one in sync["sides"]["b"]["schema"]] == ["id", "name", "mail"]
    assert json.loads(parts["versions.json"])["desktop-sync"]
    assert {one["subject"]: one["ok"] for one in json.loads(parts["doctor.json"])}["account desk"] is False
    assert {
        "name": "desk",
        "kind": "zendesk",
        "settings": ["base_url", "email", "subdomain"],
        "secrets": ["api_token"],
    } in json.loads(parts["accounts.json"])
    assert json.loads(parts["runs.json"])[0]["sync"] == "Birds"
    assert "    desktop_sync/engine/runner.py:12 run" in parts["log.txt"].splitlines()
    assert "ERROR x.y: at … of …" in parts["log.txt"]


def test_of_a_long_log_the_newest_lines_are_taken(tmp_path):
    (tmp_path / "logs").mkdir()
    line = "2026-01-02T03:04:05Z INFO MainThread desktop_sync.x: number {}"
    for name, first in (("desktop-sync.log.1", 0), ("desktop-sync.log", 2 * LINES)):
        text = "\n".join(line.format(first + at) for at in range(2 * LINES))
        (tmp_path / "logs" / name).write_text(text + "\n", "utf-8")
    lines = log_lines(tmp_path)
    assert len(lines) == LINES
    assert lines[-1].endswith(f"number {4 * LINES - 1}")
    assert plain("password=abc at 'x' and C:\\Users\\me\\f.db, 10.0.0.7:80") == "password=*** at … and …, …"


def test_each_problem_has_its_way_out(opened, qtbot, tmp_path):
    handle = WorkerHandle(opened)
    with qtbot.waitSignal(handle.opened, timeout=WAIT_MS):
        handle.start()
    dialog = DoctorDialog(handle)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.again_button.isEnabled, timeout=WAIT_MS)
    bad = [one for one in dialog.findings if not one.ok]
    assert [one.subject for one in bad] == [one.subject for one in dialog.findings[: len(bad)]], "problems stand first"
    assert {one.subject for one in bad} == {"account desk", "sync Birds"}
    assert len(dialog.fixes) == len(bad)
    texts = {one.text() for one in dialog.findChildren(QLabel)}
    assert {one.subject for one in dialog.findings if one.subject != "workspace"} | {"The workspace"} <= texts
    wishes = {one.subject: fix for one, fix in zip(bad, dialog.fixes, strict=True)}
    with qtbot.waitSignal(dialog.wish, timeout=WAIT_MS) as wished:
        qtbot.mouseClick(wishes["account desk"], Qt.MouseButton.LeftButton)
    assert wished.args == [Wish(Act.RECONNECT, "desk")]
    with qtbot.waitSignal(dialog.wish, timeout=WAIT_MS) as wished:
        qtbot.mouseClick(wishes["sync Birds"], Qt.MouseButton.LeftButton)
    assert wished.args == [Wish(Act.RESUME, "Birds")]
    qtbot.waitUntil(dialog.again_button.isEnabled, timeout=WAIT_MS)

    dialog.save(tmp_path / "bundle.zip")
    qtbot.waitUntil(dialog.bundle_button.isEnabled, timeout=WAIT_MS)
    assert "bundle.zip" in dialog.banner.words
    assert "README.txt" in crack(tmp_path / "bundle.zip")

    with closing(sqlite3.connect(tmp_path / "office.db")) as database, database:
        database.execute("ALTER TABLE birds DROP COLUMN mail")
    dialog.check()
    qtbot.waitUntil(lambda: any("mail" in one.message for one in dialog.findings), timeout=WAIT_MS)
    fix = next(fix for one, fix in zip(dialog.findings, dialog.fixes, strict=False) if "mail" in one.message)
    with qtbot.waitSignal(dialog.go, timeout=WAIT_MS) as gone:
        qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert gone.args == [Go(Place.EDITOR, "Birds", step="mapping")]
    handle.close()
