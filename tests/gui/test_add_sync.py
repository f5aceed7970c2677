"""A sync file that is double-clicked: what it would do is shown, the button does it; a second start hands it to the window that is there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFileOpenEvent

from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui.dialogs.add_sync import AddSyncDialog
from desktop_sync.gui.fileopens import FileOpens
from desktop_sync.gui.single import Single
from desktop_sync.gui.worker import WorkerHandle

WAIT_MS = 60_000
TEXT = """\
name = "People"

[a]
account = "shop"
table = "people"

[b]
account = "office"
table = "people"

[match]
keys = [["name"]]

[[field]]
a = "name"
b = "name"
"""


@pytest.fixture
def bench(qtbot, tmp_path):
    """The threads behind a window on a workspace with two databases, of which only the first is connected; and a sync file."""

    def opened():
        return open_services(tmp_path / "workspace", "a passphrase")

    file = tmp_path / "people.dsync"
    file.write_text(TEXT, "utf-8")
    with closing(opened()) as services:
        connect(services, tmp_path, "shop")
        handle = WorkerHandle(opened)
        with qtbot.waitSignal(handle.opened, timeout=WAIT_MS):
            handle.start()
        yield handle, services, file
        handle.close()


def connect(services, folder, name):
    with closing(sqlite3.connect(folder / f"{name}.db")) as database, database:
        database.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    services.accounts.add(name, "sql", {"url": f"sqlite:///{folder / f'{name}.db'}"}, {}, test=False)


def shown(qtbot, handle, file):
    dialog = AddSyncDialog(handle, file)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_missing_is_named_then_the_sync_is_added_and_changed(bench, qtbot, tmp_path):
    handle, services, file = bench
    dialog = shown(qtbot, handle, file)
    qtbot.waitUntil(dialog.connect_button.isVisible, timeout=WAIT_MS)
    assert "“office”" in dialog.banner.words
    assert "shop" not in dialog.banner.words
    assert not dialog.deed.isEnabled()
    connect(services, tmp_path, "office")
    click(qtbot, dialog.again_button)
    qtbot.waitUntil(dialog.deed.isEnabled, timeout=WAIT_MS)
    assert dialog.title.text() == "Add the sync “People”?"
    assert dialog.sides.text() == "shop · people ⇄ office · people"
    assert "with 1 fields" in dialog.effect.text()
    assert not services.syncs.statuses(), "looking keeps nothing"
    with qtbot.waitSignal(dialog.added, timeout=WAIT_MS) as added:
        click(qtbot, dialog.deed)
    assert added.args == ["People"]
    assert services.syncs.show("People") == TEXT

    file.write_text(TEXT + 'conflict = "a"\n', "utf-8")
    again = shown(qtbot, handle, file)
    qtbot.waitUntil(again.deed.isEnabled, timeout=WAIT_MS)
    assert again.deed.text() == "Change the sync"
    assert "Changed: name." in again.effect.text()


def test_a_file_that_is_no_sync_file_says_where(bench, qtbot):
    handle, services, file = bench
    file.write_text(TEXT.replace("[match]", "[mtach]"), "utf-8")
    dialog = shown(qtbot, handle, file)
    qtbot.waitUntil(dialog.again_button.isVisible, timeout=WAIT_MS)
    assert "line 11" in dialog.banner.words
    assert "match" in dialog.banner.words
    file.unlink()
    click(qtbot, dialog.again_button)
    qtbot.waitUntil(lambda: "can't be read" in dialog.banner.words, timeout=WAIT_MS)
    assert not dialog.deed.isEnabled()
    assert not services.syncs.statuses()


def test_a_second_start_hands_its_file_to_the_first_window(qtbot, tmp_path):
    first = Single(tmp_path)
    file = tmp_path / "Kunden ü.dsync"
    heard = []
    first.handed.connect(heard.append)
    with qtbot.waitSignals([first.raised, first.handed], timeout=20_000):
        assert not Single(tmp_path, sync_file=file).first
    with qtbot.waitSignal(first.raised, timeout=20_000):
        assert not Single(tmp_path).first
    assert heard == [file]


def test_the_window_takes_a_file_once_its_workspace_is_open(shown_window, tmp_path):
    window, file = shown_window, tmp_path / "absent.dsync"
    window.app.take_file(file)
    (dialog,) = window.window.deeds.dialogs
    assert isinstance(dialog, AddSyncDialog)
    window.until(dialog.again_button.isVisible)
    assert "absent.dsync" in dialog.title.text()


@pytest.fixture
def shown_window(request):
    return request.getfixturevalue("shown")


def test_a_file_that_macos_sends_is_taken(qtbot, qapp):
    heard = []
    FileOpens(heard.append, qapp).eventFilter(qapp, QFileOpenEvent("/somewhere/people.dsync"))
    assert heard == [Path("/somewhere/people.dsync")]
    assert not FileOpens(heard.append, qapp).eventFilter(qapp, QEvent(QEvent.Type.User))
    QCoreApplication.processEvents()
    assert len(heard) == 1
