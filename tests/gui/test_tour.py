"""The tour of the demo, with real clicks on the real workspace: every step is told from what happened there. Costs about 15 s."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from desktop_sync.bootstrap.demo import office
from desktop_sync.bootstrap.demo.make import PASSPHRASE
from desktop_sync.bootstrap.demo.people import person
from desktop_sync.bootstrap.demo.tour import CHANGED, DISPUTED, KEY, Happened, Step, Tour, judged
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui.places import Place
from desktop_sync.model.report import RunKind, RunReport, RunStatus
from tests.gui.test_window_real import demo, shown, towns  # noqa: F401 - fixtures

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def report(kind=RunKind.MANUAL, status=RunStatus.OK, minutes=1):
    return RunReport(9, "Customers", kind, status, started_at=NOON + dt.timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("happened", "done"),
    [
        (Happened(), set()),
        (Happened([report(status=RunStatus.FAILED)]), set()),
        (Happened([report(status=RunStatus.RUNNING)]), set()),
        (Happened([report(RunKind.CHECK)]), set()),
        (Happened([report(status=RunStatus.WAITING)]), {Step.RUN}),
        (Happened([report()], carried=9), {Step.RUN, Step.CHANGE}),
        (Happened([report()], opened=True), {Step.RUN, Step.CONFLICT}),
        (Happened(decided=[NOON]), set()),
        (Happened([report()], decided=[NOON + dt.timedelta(minutes=2)]), {Step.RUN}),
        (Happened([report()], decided=[NOON]), {Step.RUN, Step.SETTLE}),
        (Happened([report(RunKind.UNDO)]), {Step.UNDO}),
        (Happened([report(RunKind.UNDO, RunStatus.FAILED)]), set()),
    ],
)
def test_a_step_is_done_when_what_happened_proves_it(happened, done):
    assert judged(Tour(NOON), happened).done == done


def test_what_was_done_stays_done_and_what_was_skipped_can_be_done_yet():
    tour = Tour(NOON, done=frozenset({Step.RUN}), skipped=frozenset({Step.UNDO}))
    assert judged(tour, Happened()) == tour
    assert tour.at is Step.CHANGE
    later = judged(tour, Happened([report(RunKind.UNDO)]))
    assert (later.done, later.skipped) == ({Step.RUN, Step.UNDO}, frozenset())


class Panel:
    """The panel, as a hand uses it."""

    def __init__(self, window):
        self.shown = window
        self.first = window.window.first_hour
        self.panel = window.window.page(Place.OVERVIEW).panel

    def press(self, key):
        self.shown.until(lambda: key in self.panel.buttons)
        self.shown.bot.mouseClick(self.panel.buttons[key], Qt.MouseButton.LeftButton)

    def sync(self):
        with self.shown.bot.waitSignal(self.shown.handle.run_ended, timeout=60_000):
            self.press("run")

    def at(self, step):
        self.shown.until(lambda: self.first.tour is not None and self.first.tour.at is step)

    def told(self, words):
        self.shown.until(lambda: any(words in one.words for one in self.panel.lines))


@pytest.mark.slow
def test_all_five_steps_with_real_clicks(shown, demo):  # noqa: F811 - the fixtures
    panel = Panel(shown)
    panel.at(Step.RUN)
    shown.until(panel.panel.isVisible)
    panel.sync()
    panel.at(Step.CHANGE)
    _change(panel, demo)
    _conflict_settled(panel, demo)
    _undone(panel, demo)
    assert all(one.done for one in panel.panel.lines)
    assert not panel.panel.buttons


def _change(panel, demo):  # noqa: F811
    email = person(CHANGED).email
    before = towns(demo)[email]
    panel.press("change")
    panel.told("In the workbook,")
    new = office.rows(demo.office_file)[email]["Town"]
    assert towns(demo)[email] == before != new, "the file was changed, nothing was carried yet"
    assert panel.first.tour.at is Step.CHANGE, "a click ticks nothing off"
    panel.sync()
    panel.at(Step.CONFLICT)
    assert towns(demo)[email] == new


def _conflict_settled(panel, demo):  # noqa: F811
    there, email = panel.shown, person(DISPUTED).email
    panel.press("dispute")
    panel.told("says the shop")
    assert towns(demo)[email] != office.rows(demo.office_file)[email]["Town"]
    panel.sync()
    panel.at(Step.SETTLE)
    if not there.window.deeds.dialogs:  # it opens by itself where the window is in sight
        panel.press("review")
    dialog = there.window.deeds.dialogs[-1]
    for left in (4, 3, 2, 1):
        there.until(lambda left=left: dialog.case is not None and len(dialog._queue.cases) == left and not dialog._busy)
        there.bot.keyClick(dialog, Qt.Key.Key_2)
        there.bot.keyClick(dialog, Qt.Key.Key_Return)
    there.until(dialog.settled.isVisible)
    assert panel.first.tour.at is Step.SETTLE, "decided, not carried yet"
    with there.bot.waitSignal(there.handle.run_ended, timeout=60_000):
        there.bot.keyClick(dialog, Qt.Key.Key_Return)
    panel.at(Step.UNDO)
    assert towns(demo)[email] == office.rows(demo.office_file)[email]["Town"]


def _undone(panel, demo):  # noqa: F811
    there, email = panel.shown, person(CHANGED).email
    carried = towns(demo)[email]
    panel.press("undo")
    dialog = there.window.deeds.dialogs[-1]
    there.until(dialog.undo_button.isEnabled)
    there.bot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    there.until(lambda: dialog.close_button.text() == "Close")
    there.bot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    panel.at(None)
    assert towns(demo)[email] != carried


@pytest.mark.slow
def test_it_is_skipped_closed_and_taken_up_again_after_a_restart(shown, demo):  # noqa: F811
    panel = Panel(shown)
    panel.at(Step.RUN)
    panel.press("skip")
    panel.at(Step.CHANGE)
    shown.bot.mouseClick(panel.panel.close_button, Qt.MouseButton.LeftButton)
    shown.until(lambda: not panel.panel.isVisible())
    services = open_services(demo.folder, PASSPHRASE)  # what a next start reads
    try:
        assert '"shown": false' in services.settings.get(KEY)
        assert '"skipped": ["run"]' in services.settings.get(KEY)
    finally:
        services.close()
    action = shown.window.actions_by_name["tour"]
    assert action.isVisible()
    action.trigger()
    shown.until(panel.panel.isVisible)
    assert panel.first.tour.at is Step.CHANGE


@pytest.mark.slow
def test_in_a_narrow_window_it_lies_over_the_cards_and_cuts_nothing_off(shown, demo):  # noqa: F811
    panel = Panel(shown)
    panel.at(Step.RUN)
    shown.until(panel.panel.isVisible)
    overview, card = shown.window.page(Place.OVERVIEW), panel.panel
    shown.window.resize(1280, 800)
    shown.until(lambda: card.x() > overview.width() / 2)
    shown.window.resize(1024, 640)
    shown.until(lambda: card.width() > overview.width() / 2)
    one = overview.cards["Customers"]
    shown.until(lambda: one.mapTo(overview, one.rect().topRight()).x() < overview.width())
    assert set(panel.panel.buttons) == {"run", "skip"}
