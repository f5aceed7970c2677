"""The preview's rows: skipped, turned round, grouped; the rehearsal from there."""

import dataclasses
import threading
from collections import Counter

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from desktop_sync.errors import Cancelled
from desktop_sync.gui.dialogs.rehearsal import RehearsalDialog
from desktop_sync.gui.models.plan_groups import Order, PlanGroup, lines_of
from desktop_sync.gui.models.plan_lines import PlanModel, shown_of
from desktop_sync.gui.models.plan_rows import PlanRow, overrides_of, plan_rows, writes
from desktop_sync.gui.places import Go, Place
from desktop_sync.model.check import Because
from desktop_sync.model.overrides import Row, Turn
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.quota import quota_of
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunStatus
from tests.gui.pretend import NOW, OPERATIONS, PLAN, REHEARSAL

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


TABLES = {"a": ("Tryton", "parties"), "b": ("Shop database", "customers")}


def heads(order, folded=()):
    return [one for one in lines_of(rows(), order, folded, TABLES) if isinstance(one, PlanGroup)]


def test_rows_stand_under_the_heads_of_their_groups():
    assert lines_of(rows(), Order.PLAN, (), TABLES) == list(rows())
    assert [(one.title, len(one.rows), one.side) for one in heads(Order.ACTION)] == [
        ("Updates in Shop database", 5, "b"),
        ("Updates in Tryton", 4, "a"),
        ("New in Shop database", 1, "b"),
        ("Deleted in Shop database", 2, "b"),
    ]
    assert [one.title for one in heads(Order.TABLE)] == ["Shop database · customers", "Tryton · parties"]
    assert [one.title for one in heads(Order.FIELD)][:2] == ["Whole records", "City"]
    assert heads(Order.RECORD)[0].title == "Hotel Adler"
    for order in (Order.ACTION, Order.TABLE, Order.WHY, Order.FIELD, Order.RECORD):
        made = lines_of(rows(), order, (), TABLES)
        assert isinstance(made[0], PlanGroup)
        assert sorted(str(one.key) for one in made if not isinstance(one, PlanGroup)) == sorted(
            str(one.key) for one in rows()
        )


def test_a_folded_group_still_counts_its_rows():
    key = heads(Order.ACTION)[0].key
    made = lines_of(rows(), Order.ACTION, {key}, TABLES)
    assert made[0].folded
    assert isinstance(made[1], PlanGroup)
    assert made[0].count_words == "5 records"
    some = [dataclasses.replace(one, skipped=at < 1) for at, one in enumerate(rows())]
    head = lines_of(some, Order.ACTION, (), TABLES)[0]
    assert (head.skipped, head.count_words) == (None, "5 records · 1 skipped")


def test_heads_read_well(qtmodeltester):
    model = PlanModel()
    model.show(shown_of(lines_of(rows(), Order.ACTION, (), TABLES), Order.ACTION))
    qtmodeltester.check(model)
    assert [model.index(0, at).data() for at in range(7)] == [
        "will run",
        "Updates in Shop database, 5 records",
        *[""] * 5,
    ]


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


def test_calls_stand_beside_what_is_left_of_the_day(shown):
    shown.state.quotas = {
        "Tryton": quota_of(NOW, None, 10_000, 7_700),
        "Shop database": quota_of(NOW, None, None, 50),
    }
    shown.state.plan = dataclasses.replace(PLAN, calls={"a": 140, "b": 50})
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page._planned is not None)
    words = (
        "This run: about 140 calls to Tryton and 50 calls to Shop database. Tryton: 2,300 of the 10,000 calls a day are used."
        " Shop database: 50 calls are left for the day."
    )
    assert (page.calls.text(), page.calls.property("tone")) == (words, "second")
    shown.state.plan = dataclasses.replace(PLAN, calls={"a": 140, "b": 51})
    page.refresh()
    shown.until(lambda: page._planned is not None and page.calls.property("tone") == "care")
    assert page.calls.text().startswith("▲ This run: about 140 calls")
    assert "more than Shop database allows today" in page.calls.text()
    shown.state.plan = dataclasses.replace(PLAN, calls={})
    page.refresh()
    shown.until(lambda: page._planned is not None and not page.calls.text())
    assert page.calls.isHidden()


def test_rows_are_sorted_and_calls_are_told(shown):
    shown.state.plan = dataclasses.replace(PLAN, calls={"a": 9, "b": 5}, conflicts=())
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page._planned is not None)
    tiles = [one.accessibleName() for one in page.figures.tiles if one.isVisible()]
    assert tiles[-1] == "0 conflicts wait"
    assert page.calls.text() == "This run: about 9 calls to Tryton and 5 calls to Shop database."
    choose_order(page, Order.RECORD)
    assert page.model.rows[1].line.record == "Hotel Adler"


def choose_order(page, order):
    at = page.order.findData(order)
    page.order.setCurrentIndex(at)
    page.order.activated.emit(at)


def test_a_group_is_skipped_and_folded_by_its_head(shown, page):
    choose_order(page, Order.ACTION)
    click_cell(shown, page, 0, 0)
    assert sum(one.skipped for one in page.rows) == 5
    assert page.run_button.text() == "Run these 7"
    click_cell(shown, page, 0, 0)
    assert not any(one.skipped for one in page.rows)
    whole = page.model.rowCount()
    click_cell(shown, page, 0, 1)
    assert page.model.rowCount() == whole - 5
    assert page.table.columnSpan(1, 1) == 6, "the next head runs over the width, too"
    page.table.setFocus()
    page.table.selectRow(0)
    shown.bot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.model.rowCount() == whole
    assert page.table.columnSpan(1, 1) == 1
    page.table.selectRow(3)
    shown.bot.keyClick(page.table, Qt.Key.Key_Left)
    assert page.table.currentIndex().row() == 0, "left goes to the head"
    shown.bot.keyClick(page.table, Qt.Key.Key_T)
    assert {one.line.side for one in page.rows if one.turned} == {"b"}, "what can be turned, of this group"
    words = [one.text().replace("&", "") for one in page.table.menu(page.model.rows[0]).actions() if one.text()]
    assert words == ["Skip this time", "Turn them round", "Fold away"]


def test_the_limits_are_told_while_the_plan_is_within_them(shown):
    shown.state.plan = dataclasses.replace(PLAN, guards=(), conflicts=())
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page._planned is not None)
    assert page.verdict.isVisible()
    assert page.verdict.text().startswith("✓ Within the limits of the sync: 9 of ")
    assert "2 of " in page.verdict.text()


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


def test_a_longer_plan_is_no_more_work_for_the_window(shown, monkeypatch):
    """Counted: how often the window's thread looks at a row, from the plan's arrival until all of it is painted."""
    main, touched = threading.get_ident(), Counter()

    class Watched(PlanRow):
        def __getattribute__(self, name):
            if threading.get_ident() == main:
                touched[name] += 1
            return super().__getattribute__(name)

    def watched(*given):
        return tuple(Watched(*(getattr(one, name) for name in PlanRow.__slots__)) for one in plan_rows(*given))

    monkeypatch.setattr("desktop_sync.gui.pages.planning.plan_rows", watched)
    looks = []
    for many in (500, 4000):
        operations = tuple(
            dataclasses.replace(OPERATIONS[0], id=at, ref=Ref(str(at)), source_ref=Ref(str(at))) for at in range(many)
        )
        shown.state.plan = dataclasses.replace(PLAN, operations=operations, guards=(), conflicts=())
        shown.window.show_place(Go(Place.PREVIEW, "Customers", anew=True))
        page = shown.window.page(Place.PREVIEW)
        shown.until(lambda page=page, many=many: page._planned is not None and page.model.rowCount() >= many)
        touched.clear()
        page.refresh()
        shown.until(lambda page=page: page._planned is not None and page.table.isVisible())
        shown.window.grab()
        looks.append(touched.total())
    assert looks[0] > 0
    assert looks[1] < looks[0] + 200, looks
    assert page.stack.currentWidget() is page.list


def test_a_plan_is_shown_in_steps_and_a_newer_one_takes_its_place(shown, page, monkeypatch):
    steps = []
    for name in ("_show_words", "_show_figures", "_show_all"):
        plain = getattr(page, name)
        monkeypatch.setattr(page, name, lambda name=name, plain=plain: (steps.append(name), plain())[1])
    page._cancel = threading.Event()
    page._on_planned(page._plan)
    assert (steps, page._planned) == ([], None), "the slot itself shows nothing"
    page._step()
    assert steps == ["_show_words"]
    page.refresh()
    assert not page._steps, "what was still to be shown is not"
    shown.until(lambda: len(steps) == 4)
    assert steps == ["_show_words", "_show_words", "_show_figures", "_show_all"]
