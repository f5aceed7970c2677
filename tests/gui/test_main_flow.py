"""From the welcome to a run taken back, with the mouse and the keyboard on a real X server: the demo's database and its workbook.

What a newcomer does: connect both systems, drag fields together, look at the preview, run, decide a conflict, run, undo.
"""

import sqlite3

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop_sync.bootstrap.demo.make import PASSPHRASE, make
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui.app import WindowApp, utc_now
from desktop_sync.gui.places import Place
from desktop_sync.gui.wizards.account_wizard import AccountWizard
from desktop_sync.gui.wizards.sync_wizard import SyncWizard
from tests.gui.conftest import Shown

pytestmark = pytest.mark.requires_xcb

LEFT = Qt.MouseButton.LeftButton
STEP_MS = 30
WAIT_MS = 60_000
EMAIL = "lena.gross@example.org"
MOST_PRESSES = 18
"""Clicks, drags and keys other than typing, from the welcome to the first run's end: few enough for two minutes."""


class Hand:
    """The mouse and the keyboard, and how often they were used."""

    def __init__(self, bot):
        self.bot = bot
        self.presses = 0

    def until(self, condition):
        self.bot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def click(self, widget, place=None):
        """Click on a widget that is shown and answers."""
        self.until(lambda: widget.isVisible() and widget.isEnabled())
        self.presses += 1
        self.bot.mouseClick(widget, LEFT, pos=place or widget.rect().center())

    def press(self, words, within):
        """Click the button that says so, or begins so."""

        def found():
            every = within.findChildren(QAbstractButton)
            return [
                one for one in every if one.isVisible() and one.isEnabled() and one.text().strip().startswith(words)
            ]

        self.until(found)
        self.click(found()[0])

    def key(self, widget, key):
        self.presses += 1
        self.bot.keyClick(widget, key)

    def drag(self, window, start_at, start, goal_at, goal):
        """Press on one widget, move over the other, let go. QDrag blocks, so a timer does the rest."""
        self.presses += 1
        handle = window.windowHandle()
        begin, end = QPointF(start_at.mapTo(window, start)), QPointF(goal_at.mapTo(window, goal))
        steps = [begin + (end - begin) * (at / 8) for at in range(1, 9)] + [end + QPointF(1, 0), end]
        timer = QTimer(window)

        def go_on():
            if steps:
                QTest.mouseMove(handle, steps.pop(0).toPoint())
            else:
                timer.stop()
                QTest.mouseRelease(handle, LEFT, Qt.KeyboardModifier.NoModifier, end.toPoint())

        timer.timeout.connect(go_on)
        timer.start(STEP_MS)
        QTest.mousePress(start_at, LEFT, pos=start)
        QTest.mouseMove(start_at, start + QPoint(14, 2))
        QTest.mouseMove(start_at, start + QPoint(24, 4))


@pytest.fixture
def demo(tmp_path, monkeypatch):
    monkeypatch.setenv("DESKTOP_SYNC_PASSPHRASE", PASSPHRASE)
    return make(tmp_path / "demo")


@pytest.fixture
def shown(qtbot, qapp, theme, tmp_path, monkeypatch):
    from desktop_sync.gui.tray import TrayIcon

    monkeypatch.setattr(TrayIcon, "available", staticmethod(lambda: False))
    app = WindowApp(qapp, lambda: open_services(tmp_path / "mine", PASSPHRASE), utc_now)
    made = Shown(app, qtbot, None)
    app.start()
    qtbot.waitUntil(lambda: app.board.picture.taken, timeout=WAIT_MS)
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


def dialog_of(shown, hand, kind):
    hand.until(lambda: shown.window.deeds.dialogs)
    dialog = shown.window.deeds.dialogs[-1]
    assert isinstance(dialog, kind)
    hand.until(lambda: dialog.pages)
    return dialog


def connect(shown, hand, words, kind, setting, value, name):
    """From the overview to a connected system, by the welcome's button of these words."""
    hand.press(words, shown.window.page(Place.OVERVIEW).welcome)
    wizard = dialog_of(shown, hand, AccountWizard)
    hand.click(next(one for one in wizard.kind_page.cards if one.info.kind == kind))
    hand.bot.keyClicks(wizard.settings_page.fields[setting].edit, value)
    hand.click(wizard.next_button)
    hand.until(lambda: wizard.page is wizard.name_page)
    wizard.name_page.edit.selectAll()
    hand.bot.keyClicks(wizard.name_page.edit, name)
    hand.click(wizard.next_button)
    hand.until(lambda: not shown.window.deeds.dialogs)


def choose_table(hand, wizard, side, account, table):
    picker = wizard.tables_page.pickers[side]
    hand.until(lambda: picker.account.count() == 3)
    picker.account.setFocus()
    while picker.account.currentText() != account:
        hand.key(picker.account, Qt.Key.Key_Down)

    def row():
        lists = picker.tables
        return [one for one in map(lists.item, range(lists.count())) if one.data(Qt.ItemDataRole.UserRole) == table]

    hand.until(row)
    if picker.tables.currentItem() is not row()[0]:
        hand.click(picker.tables.viewport(), picker.tables.visualItemRect(row()[0]).center())


def link_by_drag(hand, wizard, a, b):
    panel = wizard.mapping_page.panel

    def place(side, name):
        one = panel.sides[side]
        one.reveal(name)
        return one.view.viewport(), one.view.visualRect(one.filter.index(one.places()[name], 0)).center()

    hand.drag(wizard, *place("a", a), *place("b", b))
    hand.until(lambda: any((link.a, link.b) == ((a,), (b,)) for link in panel.links()))


def map_and_run(shown, hand):
    """The third button of the welcome, to the end of the first run."""
    hand.press("Make your first sync", shown.window.page(Place.OVERVIEW).welcome)
    wizard = dialog_of(shown, hand, SyncWizard)
    choose_table(hand, wizard, "a", "shop", "customers")
    choose_table(hand, wizard, "b", "office", "Customers")
    hand.click(wizard.next_button)
    hand.until(lambda: wizard.page is wizard.mapping_page and wizard.mapping_page.panel.isVisible())
    link_by_drag(hand, wizard, "email", "E-mail")
    link_by_drag(hand, wizard, "city", "Town")
    hand.click(wizard.next_button)
    hand.until(lambda: wizard.page is wizard.matching_page and wizard.page.valid)
    hand.press("Ask", wizard.matching_page)
    hand.click(wizard.straight)
    hand.until(lambda: wizard.page is wizard.preview_page and wizard.page.valid)
    assert wizard.page.error == ""
    with hand.bot.waitSignal(shown.handle.run_ended, timeout=WAIT_MS):
        hand.click(wizard.next_button)


def decide_and_run(shown, hand):
    """Every conflict for the workbook, by the keys that the dialog names, and the run that carries it; the run's number."""
    overview = shown.window.page(Place.OVERVIEW)
    hand.until(lambda: overview.cards and "review" in overview.cards["Customers"].offers)
    hand.click(overview.cards["Customers"].offers["review"])
    dialog = shown.window.deeds.dialogs[-1]
    while True:
        hand.until(lambda: dialog.settled.isVisible() or (dialog.case is not None and not dialog._busy))
        if dialog.settled.isVisible():
            break
        left = len(dialog._queue.cases)
        hand.key(dialog, Qt.Key.Key_2)
        hand.key(dialog, Qt.Key.Key_Return)
        hand.until(lambda left=left: dialog.settled.isVisible() or len(dialog._queue.cases) < left)
    with hand.bot.waitSignal(shown.handle.run_ended, timeout=WAIT_MS) as ended:
        hand.key(dialog, Qt.Key.Key_Return)
    return ended.args[0].report


def undo(shown, hand):
    hand.click(shown.window.sidebar.entry(Place.ACTIVITY))
    detail = shown.window.page(Place.ACTIVITY).detail
    hand.click(detail.undo)
    dialog = shown.window.deeds.dialogs[-1]
    hand.click(dialog.undo_button)
    hand.until(lambda: dialog.close_button.text() == "Close")
    hand.click(dialog.close_button)


def test_from_the_welcome_to_a_run_taken_back(shown, demo, qtbot):
    hand = Hand(qtbot)
    before = towns(demo)
    assert before[EMAIL] == "Hamburg"
    connect(shown, hand, "Connect your first system", "sql", "url", f"sqlite:///{demo.shop_file}", "shop")
    connect(shown, hand, "Connect the second system", "files", "path", str(demo.office_file), "office")
    map_and_run(shown, hand)
    print(f"{hand.presses} presses from the welcome to the first run's end")
    assert hand.presses <= MOST_PRESSES
    assert towns(demo)[EMAIL] == "Hamburg", "nobody has decided yet"
    report = decide_and_run(shown, hand)
    assert report.error == ""
    assert towns(demo)[EMAIL] == "München"
    shown.until(lambda: shown.board.picture.conflict_count == 0)
    undo(shown, hand)
    assert towns(demo)[EMAIL] == "Hamburg"
