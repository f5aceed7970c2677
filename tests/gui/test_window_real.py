"""The window on a real workspace with the real engine: the demo's shop and workbook, from conflict to settled to undone."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop_sync.bootstrap.demo.make import PASSPHRASE, make
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.ports import Disclosure
from desktop_sync.gui.app import WindowApp, utc_now
from desktop_sync.gui.models.causes import Fix
from desktop_sync.gui.places import Act, Go, Place, Wish
from tests.gui.conftest import Shown

pytestmark = pytest.mark.slow


@pytest.fixture
def demo(tmp_path, monkeypatch):
    monkeypatch.setenv("DESKTOP_SYNC_PASSPHRASE", PASSPHRASE)
    made = make(tmp_path / "demo")
    assert made.differences == ()
    return made


@pytest.fixture
def shown(qtbot, qapp, theme, demo, monkeypatch):
    from desktop_sync.gui.tray import TrayIcon

    monkeypatch.setattr(TrayIcon, "available", staticmethod(lambda: False))
    disclosure = Disclosure()
    app = WindowApp(qapp, lambda: open_services(demo.folder, PASSPHRASE, disclosure=disclosure), utc_now)
    made = Shown(app, qtbot, None)
    app.start()
    made.until(lambda: app.board.picture.taken)
    yield made
    for dialog in app.window.deeds.dialogs:
        dialog.close()
    app.close()
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


def towns(demo):
    with sqlite3.connect(demo.shop_file) as connection:
        return dict(connection.execute("SELECT email, city FROM customers"))


def test_three_conflicts_are_decided_and_carried(shown, demo):
    overview = shown.window.page(Place.OVERVIEW)
    card = overview.cards["Customers"]
    assert card.pill.words == "Needs you: 3 conflicts"
    shown.bot.mouseClick(card.offers["review"], Qt.MouseButton.LeftButton)
    dialog = shown.window.deeds.dialogs[-1]
    email = "lena.gross@example.org"
    assert towns(demo)[email] == "Hamburg"
    for left in (3, 2, 1):
        shown.until(lambda left=left: dialog.case is not None and len(dialog._queue.cases) == left and not dialog._busy)
        shown.bot.keyClick(dialog, Qt.Key.Key_2)
        shown.bot.keyClick(dialog, Qt.Key.Key_Return)
    shown.until(dialog.settled.isVisible)
    assert towns(demo)[email] == "Hamburg", "the dialog writes to no system"
    with shown.bot.waitSignal(shown.handle.run_ended, timeout=60_000):
        shown.bot.keyClick(dialog, Qt.Key.Key_Return)
    shown.until(lambda: shown.board.picture.conflict_count == 0)
    assert towns(demo)[email] == "München"
    assert shown.window.sidebar.entry(Place.CONFLICTS).count == 0


def test_sensitive_values_are_hidden_until_they_are_asked_for(shown, demo):
    with closing(open_services(demo.folder, PASSPHRASE)) as services:
        found = services.syncs.get("Customers").definition
        fields = tuple(replace(one, sensitive=one.name == "city") for one in found.fields)
        services.syncs.apply(replace(found, fields=fields))
    page = shown.page(Place.CONFLICTS)

    def cities():
        shown.bot.wait(20)
        model = page.model
        rows = [[model.index(at, column).data() for column in range(4)] for at in range(model.rowCount())]
        return [tuple(row[2:]) for row in rows if row[1] == "City"]

    page.refresh()
    shown.until(lambda: cities() == [("•••••", "•••••")])
    shown.window.actions_by_name["reveal"].trigger()
    shown.until(lambda: cities() == [("Hamburg", "München")])
    shown.window.actions_by_name["reveal"].trigger()
    shown.until(lambda: cities() == [("•••••", "•••••")])


def test_preview_run_and_undo(shown, demo):
    with sqlite3.connect(demo.shop_file) as connection:
        connection.execute("UPDATE customers SET city = 'Flensburg' WHERE email = 'asa.angstrom@example.org'")
        connection.commit()
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page._planned is not None)
    rows = [one.line for one in page.model.rows if one.line.new == "Flensburg"]
    assert [(one.field, one.side, one.why) for one in rows] == [("City", "b", "changed in shop")]
    with shown.bot.waitSignal(shown.handle.run_ended, timeout=60_000) as ended:
        shown.bot.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    run = ended.args[0].report
    assert run.written == len(page.model.rows)
    shown.until(lambda: shown.window.place is Place.OVERVIEW)
    shown.window.deeds.undo(run.id)
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(dialog.undo_button.isEnabled)
    assert [one.new for one in dialog.model.rows if one.field == "City"] == [rows[0].old]
    shown.bot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    shown.until(lambda: dialog.close_button.text() == "Close")


def test_every_page_shows_the_demo(shown):
    attention = shown.page(Place.ATTENTION)
    shown.until(lambda: attention.causes.rowCount() == 1 and attention.model.rowCount() == 1)
    activity = shown.page(Place.ACTIVITY)
    shown.until(lambda: activity.model.rowCount() == 2 and activity.detail.model.rowCount() > 0)
    accounts = shown.page(Place.ACCOUNTS)
    shown.until(lambda: accounts.model.rowCount() == 2)
    shown.bot.mouseClick(accounts.test, Qt.MouseButton.LeftButton)
    shown.until(lambda: accounts.banner.isVisible() and "works" in accounts.banner.words)
    conflicts = shown.page(Place.CONFLICTS)
    shown.until(lambda: conflicts.model.rowCount() == 3)


def test_a_row_is_skipped_and_another_turned_round(shown, demo):
    emails = ("asa.angstrom@example.org", "lena.gross@example.org")
    before = towns(demo)
    with sqlite3.connect(demo.shop_file) as connection:
        connection.execute("UPDATE customers SET city = 'Flensburg' WHERE email = ?", emails[:1])
        connection.execute("UPDATE customers SET phone = '+49 30 555 0999' WHERE email = ?", emails[:1])
        connection.commit()
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page._planned is not None)
    city = next(one for one in page.rows if one.line.new == "Flensburg")
    phone = next(one for one in page.rows if one.line.field == "Phone")
    page.table._pressed(city, 6)
    page.table._pressed(phone, 0)
    with shown.bot.waitSignal(shown.handle.run_ended, timeout=60_000) as ended:
        shown.bot.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    assert ended.args[0].report.error == ""
    assert towns(demo)[emails[0]] == before[emails[0]], "the shop got its old city back"
    page.refresh()
    shown.until(lambda: page._planned is not None)
    assert [one.line.field for one in page.rows if one.line.record == phone.line.record] == ["Phone"]


def test_the_history_of_a_record_and_its_ways_back(shown, demo):
    email = "asa.angstrom@example.org"
    before = towns(demo)[email]
    with sqlite3.connect(demo.shop_file) as connection:
        connection.execute("UPDATE customers SET city = 'Flensburg' WHERE email = ?", (email,))
        connection.commit()
    with shown.bot.waitSignal(shown.handle.run_ended, timeout=60_000):
        shown.handle.run("Customers")
    activity = shown.page(Place.ACTIVITY)
    shown.until(lambda: any(one.new == "Flensburg" for one in activity.detail.model.rows))
    line = next(one for one in activity.detail.model.rows if one.new == "Flensburg")
    activity.detail._opened(line)
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(lambda: dialog.history is not None)
    shown.until(lambda: "Flensburg" in dialog.card.sides["b"].sentence.text())
    dialog.slider.setValue(0)
    names = [one.name for one in dialog.values.rows]
    dialog.value_table.selectRow(names.index("city"))
    assert dialog.card.sides["b"].back.text() == f"Restore “{before}” …"
    shown.bot.mouseClick(dialog.card.sides["b"].back, Qt.MouseButton.LeftButton)
    plan = shown.window.deeds.dialogs[-1]
    shown.until(plan.undo_button.isEnabled)
    assert [(one.old, one.new) for one in plan.model.rows] == [("Flensburg", before)]
    shown.bot.mouseClick(plan.undo_button, Qt.MouseButton.LeftButton)
    shown.until(lambda: plan.close_button.text() == "Close")
    with shown.bot.waitSignal(shown.handle.run_ended, timeout=60_000):
        shown.handle.run("Customers")
    assert towns(demo)[email] == before, "the next run carried what was restored"


def test_the_rehearsal_of_the_demo_ends_well(shown):
    shown.window.fulfil(Wish(Act.REHEARSE, "Customers"))
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(lambda: dialog.rehearsal is not None)
    assert dialog.banner.words.startswith("It ends well")


def test_a_held_value_of_the_demo_is_corrected(shown):
    page = shown.page(Place.ATTENTION)
    shown.until(lambda: page.model.rowCount() == 1)
    page._fix(Fix.EDIT)
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(lambda: dialog.present is not None)
    assert dialog.field.count() > 3


def test_the_pairing_of_the_demo_has_nothing_left_to_pair(shown):
    shown.window.show_place(Go(Place.PAIRING, "Customers"))
    page = shown.window.page(Place.PAIRING)
    shown.until(lambda: page.stack.currentWidget() in (page.empty, page.list))
