"""The preview's rows: skipped, turned round, grouped; the rehearsal from there."""

import dataclasses

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from desktop_sync.errors import Cancelled
from desktop_sync.gui.dialogs.rehearsal import RehearsalDialog
from desktop_sync.gui.models.plan_rows import Order, grouped, overrides_of, plan_rows, writes
from desktop_sync.gui.places import Go, Place
from desktop_sync.model.check import Because
from desktop_sync.model.overrides import Row, Turn
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.report import RunStatus
from tests.gui.pretend import OPERATIONS, PLAN, REHEARSAL

NAMES = {"a": "Tryton", "b": "Shop database"}
UPDATE, CREATE, DELETE = OperationKind.UPDATE, OperationKind.CREATE, OperationKind.DELETE


def rows(both_ways=("phone", "city", "founded")):
    return plan_rows(OPERATIONS, NAMES, both_ways)


def test_only_fields_that_go_both_ways_and_hold_something_can_be_turned():
    assert [one.line.name for one in rows() if one.turn is not None] == ["phone", "city"]


def test_a_turned_row_shows_the_other_way_and_a_skipped_one_says_so():
    phone = dataclasses.replace(rows()[0], turned=True)
    assert (phone.side, phone.change, phone.why) == ("a", ("030 / 5550177", "030 / 5550142"), "turned round by you")
    assert dataclasses.replace(phone, skipped=True).why == "skipped by you, this time"


def test_the_engine_is_told_what_was_changed():
    some = list(rows())
    some[0] = dataclasses.replace(some[0], turned=True)
    some[1] = dataclasses.replace(some[1], skipped=True, turned=True)
    found = overrides_of(some)
    assert found.turn == {Row("401", "1", "phone"): Turn("030 / 5550142", "030 / 5550177")}
    assert found.skip == {Row("2", "402", "city")}


def test_records_that_would_be_written_are_counted_once():
    some = list(rows())
    assert writes(some) == {("b", UPDATE): 5, ("a", UPDATE): 4, ("b", CREATE): 1, ("b", DELETE): 2}
    some[0] = dataclasses.replace(some[0], turned=True)
    some[7] = dataclasses.replace(some[7], skipped=True)
    assert writes(some) == {("b", UPDATE): 4, ("a", UPDATE): 5, ("b", CREATE): 1, ("b", DELETE): 1}


def test_rows_are_grouped_and_keep_their_order_within():
    assert grouped(rows(), Order.PLAN) == list(rows())
    assert [one.line.field for one in grouped(rows(), Order.FIELD)][:3] == ["", "", "6 fields"]
    assert grouped(rows(), Order.RECORD)[0].line.record == "Hotel Adler"


@pytest.fixture
def page(shown):
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    found = shown.window.page(Place.PREVIEW)
    shown.until(lambda: found._planned is not None)
    return found


def click_cell(shown, page, row, column):
    index = page.model.index(row, column)
    page.table.scrollTo(index)
    shown.bot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=page.table.visualRect(index).center())


def test_a_tick_skips_a_row_and_the_run_leaves_it(shown, page):
    click_cell(shown, page, 7, 0)
    assert page.rows[7].skipped
    assert page.run_button.text() == "Run these 11"
    page.chips.choose("skipped")
    assert [one.line.record for one in page.model.rows] == ["Hotel Adler"]
    shown.bot.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    shown.until(lambda: shown.state.named("run"))
    assert shown.state.named("run")[0][4].skip == {Row("408", "8")}


def test_the_sign_turns_a_row_round(shown, page):
    click_cell(shown, page, 1, 6)
    assert page.rows[1].turned
    assert page.model.index(1, 4).data() == "Flensburg → Kiel"
    click_cell(shown, page, 10, 6)
    assert not page.rows[10].turned, "status is carried one way only"
    shown.bot.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    shown.until(lambda: shown.state.named("run"))
    assert shown.state.named("run")[0][4].turn == {Row("2", "402", "city"): Turn("Kiel", "Flensburg")}


def test_several_rows_at_once_by_keys(shown, page):
    table = page.table
    table.setFocus()
    table.selectRow(0)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(page.model.index(1, 0), flags)
    shown.bot.keyClick(table, Qt.Key.Key_Space)
    assert [one.skipped for one in page.rows[:3]] == [True, True, False]
    shown.bot.keyClick(table, Qt.Key.Key_T)
    assert [(one.skipped, one.turned) for one in page.rows[:3]] == [(False, True), (False, True), (False, False)]
    shown.bot.keyClick(table, Qt.Key.Key_T)
    assert not any(one.turned for one in page.rows)


def test_with_everything_skipped_there_is_nothing_to_run(shown, page):
    page.table.selectAll()
    page.table.toggle()
    assert page.run_button.text() == "All skipped"
    assert not page.run_button.isEnabled()


def test_rows_are_sorted_and_calls_are_told(shown):
    shown.state.plan = dataclasses.replace(PLAN, calls={"a": 9, "b": 5}, conflicts=())
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page._planned is not None)
    tiles = [one.accessibleName() for one in page.figures.tiles if one.isVisible()]
    assert tiles[-1] == "14 calls to both systems"
    page.order.setCurrentIndex(1)
    page.order.activated.emit(1)
    assert page.model.rows[0].line.record == "Hotel Adler"


def test_the_menu_offers_the_same(shown, page):
    words = [one.text().replace("&", "") for one in page.table.menu(page.rows[0]).actions() if one.text()]
    assert words == ["Skip this time", "Turn it round", "History of the record …"]


def test_enter_shows_the_record(shown, page):
    page.table.selectRow(0)
    shown.bot.keyClick(page.table, Qt.Key.Key_Return)
    shown.until(lambda: shown.state.named("timeline") == [("timeline", "Customers", "b", "1")])


def rehearsed(shown, page):
    shown.bot.mouseClick(page.rehearse_button, Qt.MouseButton.LeftButton)
    dialog = shown.window.deeds.dialogs[-1]
    assert isinstance(dialog, RehearsalDialog)
    shown.until(lambda: dialog.rehearsal is not None)
    return dialog


def test_a_rehearsal_tells_how_it_ends(shown, page):
    dialog = rehearsed(shown, page)
    assert dialog.banner.words.startswith("It ends well")
    assert "Copied: 9,369 from Tryton, 9,371 from Shop database." in dialog.account.text()
    assert "4 changed in Tryton, 5 changed in Shop database" in dialog.account.text()
    assert dialog.model.rowCount() == len(OPERATIONS)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"again": OPERATIONS[:1]}, "It does not come to rest"),
        ({"end": dataclasses.replace(REHEARSAL.end, because={Because.UNEXPLAINED: 2})}, "Both sides do not agree"),
        ({"rounds": (dataclasses.replace(REHEARSAL.rounds[0], status=RunStatus.FAILED, error="no room"),)},
         "The run would fail no room"),
    ],
)  # fmt: skip
def test_a_rehearsal_that_ends_badly_says_why(shown, page, changes, words):
    shown.state.rehearsal = dataclasses.replace(REHEARSAL, **changes)
    assert rehearsed(shown, page).banner.words.startswith(words)


def test_a_rehearsal_can_be_stopped(shown, page):
    shown.state.error = Cancelled("stopped")
    shown.bot.mouseClick(page.rehearse_button, Qt.MouseButton.LeftButton)
    dialog = shown.window.deeds.dialogs[-1]
    shown.bot.mouseClick(dialog.working.cancel, Qt.MouseButton.LeftButton)
    shown.until(lambda: not shown.window.deeds.dialogs)
