"""Preview, conflicts, needs attention, activity, accounts, settings: with real clicks."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from desktop_sync.errors import AccountError, Cancelled
from desktop_sync.gui.dialogs.plan_calls import PlanDialog
from desktop_sync.gui.models.accounts import account_state
from desktop_sync.gui.places import Go, Place
from desktop_sync.model.plan import OperationKind, Resolution
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.report import RunStatus
from tests.gui.pretend import ACCOUNTS, CONFLICTS, FAILED, NEWS, OPERATIONS, PLAN, ago


def click(shown, button):
    shown.bot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def preview(shown):
    return previewed(shown)


def previewed(shown):
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page._planned is not None)
    return page


def test_the_preview_lists_every_change_and_says_that_nothing_is_written(shown, preview):
    assert preview.header.subtitle.text() == "nothing has been written"
    assert preview.run_button.text() == "Run these 12"
    assert preview.model.rowCount() == len(OPERATIONS)
    tiles = [one.accessibleName() for one in preview.figures.tiles if one.isVisible()]
    assert tiles == [
        "5 updates to Shop database", "4 updates to Tryton", "1 new in Shop database", "2 deletes to approve", "3 conflicts wait",
    ]  # fmt: skip
    assert preview.banner.words.startswith("Waits for your approval 2 of 9,369 records would be deleted")


def test_chips_and_search_narrow_the_list(shown, preview):
    preview.chips.choose("delete")
    assert [one.kind for one in preview.model.rows] == [OperationKind.DELETE] * 2
    preview.chips.choose("")
    preview.find_box.setText("jürgen")
    shown.until(lambda: [one.line.record for one in preview.model.rows] == ["Jürgen Sørensen"] * 2)
    preview.find_box.setText("united kingdom")
    shown.until(lambda: [one.line.record for one in preview.model.rows] == ["Łukasz Lee"])


def test_run_these_approves_what_was_looked_at(shown, preview):
    click(shown, preview.run_button)
    shown.until(lambda: shown.state.named("run") == [("run", "Customers", False, True)])
    shown.until(lambda: shown.window.place is Place.OVERVIEW)


def test_without_a_guard_nothing_needs_approval(shown):
    shown.state.plan = dataclasses.replace(PLAN, guards=())
    page = previewed(shown)
    click(shown, page.run_button)
    shown.until(lambda: shown.state.named("run") == [("run", "Customers", False, False)])


def test_a_plan_with_nothing_in_it_says_so(shown):
    shown.state.plan = dataclasses.replace(PLAN, operations=(), guards=(), conflicts=())
    page = previewed(shown)
    assert page.stack.currentWidget() is page.empty
    assert not page.run_button.isEnabled()


def test_a_failed_preview_says_why_and_can_be_tried_again(shown):
    shown.state.error = AccountError("sign-in expired", advice="Sign in again.", place="Xero")
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: page.stack.currentWidget() is page.failed)
    assert page.failed._words.text() == "Xero: sign-in expired\nSign in again."
    shown.state.error = None
    page.refresh()
    shown.until(lambda: page._planned is not None)


def test_a_preview_can_be_stopped(shown):
    shown.state.error = Cancelled("stopped")
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    click(shown, page.working.cancel)
    shown.until(lambda: page.stack.currentWidget() is page.failed)
    assert page.failed._words.text() == "Nothing has been written."


def test_conflicts_are_listed_with_both_values_and_reviewed(shown):
    shown.state.conflicts[2] = dataclasses.replace(CONFLICTS[2], decision=Resolution("a"))
    page = shown.page(Place.CONFLICTS)
    shown.until(lambda: page.model.rowCount() == 3)
    assert page.header.subtitle.text() == "2 wait for you · 1 decided, carried with the next run"
    assert page.model.headerData(2, Qt.Orientation.Horizontal) == "Tryton"
    page.find_box.setText("çelik")
    shown.until(lambda: page.model.rowCount() == 1)
    assert page.model.index(0, 5).data() == "Decided: Tryton"
    shown.bot.keyClick(page.table, Qt.Key.Key_Return)
    page.table.selectRow(0)
    shown.bot.keyClick(page.table, Qt.Key.Key_Return)
    shown.until(lambda: shown.window.deeds.dialogs)
    shown.until(lambda: shown.window.deeds.dialogs[0].case is not None)
    assert shown.window.deeds.dialogs[0].case.link_id == 23


def test_without_conflicts_the_page_is_calm(shown):
    shown.state.conflicts = []
    page = shown.page(Place.CONFLICTS)
    shown.until(lambda: page.stack.currentWidget() is page.empty)


def test_activity_shows_runs_and_what_they_wrote(shown):
    page = shown.page(Place.ACTIVITY)
    shown.until(lambda: page.detail.model.rowCount() == len(OPERATIONS))
    assert page.model.rowCount() == 5
    page.chips.choose("failed")
    shown.until(lambda: [row.run.sync for row in page.model.rows] == ["Open invoices"])
    assert page.detail.words.text() == "The account can't be used: Xero: sign-in expired Sign in again."
    assert not page.detail.undo.isVisible()
    page.chips.choose("all")
    shown.until(lambda: page.model.rowCount() == 5)
    page.table.selectRow(0)
    click(shown, page.detail.undo)
    shown.until(lambda: shown.window.deeds.dialogs)


@pytest.fixture
def many_runs(state):
    """1,000 runs: the oldest is the only one of “Ärmel & Söhne”, the second oldest failed."""
    made = [dataclasses.replace(NEWS, id=at, started_at=ago(2000 - at)) for at in range(1000, 0, -1)]
    made[-1] = dataclasses.replace(made[-1], sync="Ärmel & Söhne")
    made[-2] = dataclasses.replace(made[-2], status=RunStatus.FAILED, error="x")
    state.runs = made
    return made


def test_runs_come_as_they_are_scrolled_to(shown, many_runs):
    page = shown.page(Place.ACTIVITY)
    shown.until(lambda: page.model.rowCount() == 200)
    assert page.header.subtitle.text().startswith("1,000 runs · 1,000 records"), (
        "all of them, not those that are loaded"
    )
    page.table.selectRow(150)
    chosen = page._shown_run
    for rows in (400, 600):
        page.table.scrollToBottom()
        shown.until(lambda rows=rows: page.model.rowCount() == rows)
    assert page._shown_run == chosen
    shown.refresh()
    shown.until(lambda: page.handle is not None and page.model.rowCount() == 600)
    assert page.table.current.run.id == chosen, "a refresh keeps the place and what was scrolled to"
    for rows in (800, 1000):
        page.table.scrollToBottom()
        shown.until(lambda rows=rows: page.model.rowCount() == rows)
    page.table.scrollToBottom()
    shown.until(lambda: not page.model.canFetchMore() and not page.model._asked)
    assert [one.run.id for one in page.model.rows] == [one.id for one in many_runs], "each once, in order"


def test_what_is_looked_for_is_found_among_all_runs(shown, many_runs):
    page = shown.page(Place.ACTIVITY)
    shown.until(lambda: page.model.rowCount() == 200)
    shown.bot.keyClicks(page.find_box, "ÄRMEL")
    shown.until(lambda: [one.run.id for one in page.model.rows] == [1])
    assert page.header.subtitle.text().startswith("1 run · 1 record")
    page.find_box.clear()
    shown.until(lambda: page.model.rowCount() == 200)
    page.chips.choose("failed")
    shown.until(lambda: [one.run.id for one in page.model.rows] == [2])
    shown.window.show_place(Go(Place.ACTIVITY, run=300))
    shown.until(lambda: page._shown_run == 300 and page.model.rowCount() > 700)
    assert page.table.current.run.id == 300


def test_an_account_is_paused_and_resumed(shown):
    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rowCount() == len(ACCOUNTS))
    name = page._current.account.name
    click(shown, page.pause)
    shown.until(lambda: page._current.paused)
    assert account_state(page._current)[0] == "Paused"
    assert page.pause.text() == "Resume"
    click(shown, page.pause)
    shown.until(lambda: not page._current.paused)
    assert [call[1:] for call in shown.state.named("pauses")] == [(False, [name]), (False, [])]


def test_an_account_tells_its_calls_of_a_month_and_warns_of_too_many(shown):
    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rowCount() == len(ACCOUNTS))
    page.table.selectRow(3)
    assert page.month.text() == "All syncs of Shop database together: about 10,000 calls a month."
    click(shown, page.plan)
    dialog = shown.window.findChildren(PlanDialog)[-1]
    dialog.calls.setValue(9_000)
    click(shown, dialog.save)
    shown.until(lambda: "the plan allows 9,000. That is too much" in page.month.text())
    assert shown.state.named("plan_calls") == [("plan_calls", "Shop database", 9_000)]
    assert "the plan allows 9,000" in page.model.index(3, 4).data(Qt.ItemDataRole.ToolTipRole)


def test_accounts_are_tested_in_place(shown):
    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rowCount() == 8)
    page.table.selectRow(3)
    click(shown, page.test)
    shown.until(lambda: page.banner.words == "Shop database works Signed in, read one record. · PostgreSQL 15")
    assert page.model.index(3, 3).data() == "Works"
    shown.state.check = AccountCheck(False, "The password is wrong.", ("Type it again.",))
    click(shown, page.test)
    shown.until(lambda: page.banner.words == "Shop database does not work The password is wrong. Type it again.")
    assert page.model.index(3, 3).data() == "Does not work"


def test_an_account_at_which_a_run_failed_is_not_told_as_connected(shown):
    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rowCount() == 8)
    row = next(at for at, one in enumerate(page.model.rows) if one.account.name == "Orders.xlsx")
    assert page.model.index(row, 3).data() == "Connected"
    broken = dataclasses.replace(FAILED, error="Orders.xlsx: The file is not there.", error_account="Orders.xlsx")
    shown.state.statuses = tuple(
        dataclasses.replace(one, last=broken) if one.name == "Open invoices" else one for one in shown.state.statuses
    )
    shown.refresh()
    shown.until(lambda: page.model.index(row, 3).data() == "Last run failed")
    tip = page.model.index(row, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Last run failed · Open invoices: The file is not there"


def test_a_test_of_an_account_can_be_stopped_and_leaves_nothing(shown):
    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rowCount() == 8)
    page.table.selectRow(3)
    assert not page.stop.isVisible()
    shown.state.hangs = True
    click(shown, page.test)
    shown.until(lambda: shown.state.named("test"))
    assert page.model.index(3, 3).data() == "Testing"
    assert page.banner.words.startswith("Testing Shop database Signing in")
    page.table.selectRow(2)
    assert page.test.isEnabled(), "another one can be tested meanwhile"
    page.table.selectRow(3)
    for attempt in page._tests.values():
        for _ in range(4):
            attempt._tick()
    assert page.banner.words.endswith("4 s")
    click(shown, page.stop)
    assert page.model.index(3, 3).data() == "Connected"
    shown.until(lambda: not shown.handle._asides)
    assert (page._checks, page._tests, page.banner.isVisible()) == ({}, {}, False)
    assert page.test.isVisible()
    assert not page.stop.isVisible()


def test_an_account_in_use_is_not_removed_and_another_only_when_confirmed(shown, monkeypatch):
    from desktop_sync.gui.pages import accounts as module

    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rowCount() == 8)
    page.table.selectRow(0)
    assert not page.remove.isEnabled()
    shown.state.statuses = shown.state.statuses[:2]
    shown.refresh()
    shown.until(page.remove.isEnabled)
    monkeypatch.setattr(module, "confirm", lambda *given, **more: False)
    click(shown, page.remove)
    monkeypatch.setattr(module, "confirm", lambda *given, **more: True)
    click(shown, page.remove)
    shown.until(lambda: page.model.rowCount() == 7)
    assert shown.state.named("remove_account") == [("remove_account", "Mailchimp")]


def test_syncs_are_listed_and_run(shown):
    page = shown.page(Place.SYNCS)
    shown.until(lambda: page.model.rowCount() == 4)
    page.table.selectRow(2)
    click(shown, page._run)
    shown.until(lambda: shown.state.named("run") == [("run", "Newsletter", False, False)])
    words = [one.text().replace("&", "") for one in page.menu(page.model.rows[0]).actions() if one.text()]
    assert "Remove …" in words


def test_settings_are_kept_in_the_workspace(shown):
    page = shown.page(Place.SETTINGS)
    shown.until(lambda: not page._loading)
    page.tray.click()
    shown.until(lambda: shown.state.settings.get("window.tray") == "keep")
    page.start.setCurrentIndex(3)
    page.start.activated.emit(3)
    shown.until(lambda: shown.state.settings.get("window.start_page") == "activity")
