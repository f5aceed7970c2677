"""Needs attention: what is held by cause, with the system's words and ours, and every way out."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from desktop_sync.gui.dialogs.edit_value import EditValueDialog
from desktop_sync.gui.dialogs.record import RecordDialog
from desktop_sync.gui.models.causes import Fix, causes
from desktop_sync.gui.models.holds import entry_of, sided
from desktop_sync.gui.places import Place
from desktop_sync.model.plan import Hold, HoldState
from desktop_sync.model.record import Ref
from desktop_sync.model.report import GuardFinding, RunKind, RunStatus
from tests.gui.pretend import FAILED, HOLDS, NOW, STATUSES, TICKETS

NAMES = ("Tryton", "Shop database")


def entries(*holds):
    return [entry_of(one, "Customers", NAMES, NOW) for one in holds]


def grouped(*holds, statuses=()):
    return causes(entries(*holds), statuses)


def hold(code, number, message="m", **more):
    return Hold(code, "a", message, ref=Ref(str(number)), id=number, state=HoldState.WAITING, since=NOW, **more)


def test_records_with_the_same_cause_are_one_line_and_the_most_come_first():
    found = grouped(*HOLDS)
    assert [(one.title, len(one.entries)) for one in found] == [
        ("Tryton refuses “Country: UK”", 8), ("The phone number is too short", 4),
    ]  # fmt: skip
    assert found[0].count_words == "Customers · 8 records"
    assert found[0].fixes[:2] == (Fix.MAPPING, Fix.EDIT)


def test_numbers_make_no_other_cause_but_other_words_do():
    found = grouped(
        hold("rejected", 1, words="row 17 is locked"), hold("rejected", 2, words="row 23 is locked"),
        hold("rejected", 3, words="no such country"),
    )  # fmt: skip
    assert sorted(len(one.entries) for one in found) == [1, 2]


def test_causes_whose_words_name_the_record_are_one():
    found = grouped(
        hold("parent", 1, "waiting for “Companies” 17"), hold("parent", 2, "waiting for “Companies” abc-f"),
        hold("same_key", 3, "Another record of shop has the same “E-mail”."),
    )  # fmt: skip
    assert {one.title for one in found} == {
        "Waiting for the record that they belong to", "Another record of shop has the same “E-mail”.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "title", "fixes"),
    [
        (STATUSES[3], "Open invoices failed: sign-in expired", (Fix.SIGN_IN, Fix.RUN)),
        (dataclasses.replace(STATUSES[1], state="suspended", reason="“status” is gone"),
         "Support tickets is stopped: “status” is gone", (Fix.MAPPING, Fix.RUN)),
        (dataclasses.replace(STATUSES[1], last=dataclasses.replace(
            TICKETS, status=RunStatus.WAITING, a=dataclasses.replace(TICKETS.a, updated=0),
            b=dataclasses.replace(TICKETS.b, updated=0), guards=(GuardFinding("deletes", "6 would go."),), error="x")),
         "Support tickets waits for your approval", (Fix.PLAN,)),
        (dataclasses.replace(STATUSES[1], last=dataclasses.replace(
            FAILED, kind=RunKind.CHECK, error="2 pairs differ and nothing explains why.", error_kind="unexplained")),
         "Support tickets failed: 2 pairs differ and nothing explains why", (Fix.FULL, Fix.RUN)),
    ],
)  # fmt: skip
def test_a_sync_that_stands_still_is_a_cause_too(status, title, fixes):
    (found,) = grouped(statuses=(status,))
    assert (found.title, found.fixes, found.serious) == (title, fixes, True)


def test_a_paused_sync_and_one_in_step_are_none():
    paused = dataclasses.replace(STATUSES[3], state="paused")
    assert grouped(statuses=(paused, STATUSES[1])) == []


@pytest.fixture
def page(shown):
    found = shown.page(Place.ATTENTION)
    shown.until(lambda: found.causes.rowCount() == 3)
    found.cause_table.selectRow(1)
    return found


def press(shown, page, fix):
    made = page.card.buttons[fix]
    assert made.isVisible()
    shown.bot.mouseClick(made, Qt.MouseButton.LeftButton)


def test_a_cause_tells_the_system_s_words_and_ours(shown, page):
    assert page.header.subtitle.text() == "12 records are set aside, the rest goes on"
    assert page.card.title.text() == "Tryton refuses “Country: UK”"
    assert page.card.words.text().startswith("Tryton: “The value “UK”")
    assert page.card.remedy.text() == "Map the choice “UK” in the sync’s mapping."
    assert page.model.rowCount() == 8


def test_a_sync_that_failed_is_signed_in_again_from_here(shown, page):
    page.cause_table.selectRow(0)
    assert page.card.title.text() == "Open invoices failed: sign-in expired"
    assert not page.records.isVisible()
    press(shown, page, Fix.SIGN_IN)
    assert shown.window.deeds.dialogs[-1].windowTitle() == "Sign in again"


def test_all_records_of_a_cause_are_tried_again_and_run(shown, page):
    press(shown, page, Fix.RETRY)
    shown.until(lambda: len(shown.state.named("retry")) == 8)
    shown.until(lambda: shown.state.named("run") == [("run", "Customers", False, False)])
    shown.until(lambda: page.causes.rowCount() == 2)


def test_all_records_of_a_cause_are_left_aside(shown, page):
    press(shown, page, Fix.DISMISS)
    shown.until(lambda: len(shown.state.named("dismiss")) == 8)


def test_everything_can_be_tried_again(shown, page):
    shown.bot.mouseClick(page._retry_all, Qt.MouseButton.LeftButton)
    shown.until(lambda: len(shown.state.named("retry")) == 12)
    shown.until(lambda: page.causes.rowCount() == 1)


def test_the_mapping_opens_at_the_field(shown, page, monkeypatch):
    asked = []
    monkeypatch.setattr(shown.window.deeds, "edit", lambda *given: asked.append(given))
    press(shown, page, Fix.MAPPING)
    assert asked == [("Customers", "mapping", "country")]


def test_the_history_of_a_record_opens_with_enter(shown, page):
    page.table.selectRow(2)
    shown.bot.keyClick(page.table, Qt.Key.Key_Return)
    assert isinstance(shown.window.deeds.dialogs[-1], RecordDialog)


def test_a_duplicate_is_left_on_its_own(shown):
    shown.state.holds = [hold("same_key", 5, "Another record has the same “E-mail”.", sync_id=1)]
    page = shown.page(Place.ATTENTION)
    shown.until(lambda: page.causes.rowCount() == 2)
    page.cause_table.selectRow(1)
    press(shown, page, Fix.ALONE)
    shown.until(lambda: shown.state.named("unpair") == [("unpair", "Customers", "a", "5")])


def test_a_value_is_corrected_where_it_comes_from_tried_again_and_run(shown, page):
    page.table.selectRow(3)
    held = page.model.rows[3].hold.id
    press(shown, page, Fix.EDIT)
    dialog = shown.window.deeds.dialogs[-1]
    assert isinstance(dialog, EditValueDialog)
    shown.until(lambda: dialog.present is not None)
    assert (dialog.field.currentData(), dialog.value.text()) == ("country", "UK")
    assert not dialog.save.isEnabled()
    shown.bot.keyClicks(dialog.value, "United Kingdom")
    assert dialog.save.text() == "Write it to Shop database"
    shown.bot.keyClick(dialog.value, Qt.Key.Key_Return)
    shown.until(lambda: shown.state.named("run") == [("run", "Customers", False, False)])
    (put,) = shown.state.named("put")
    assert (put[1].side, put[1].ref, put[2:]) == ("b", "77", ("country", "United Kingdom"))
    assert shown.state.named("retry") == [("retry", held)]
    assert dialog not in shown.window.deeds.dialogs


def test_what_does_not_fit_the_field_is_said_before_it_is_written(shown, page):
    press(shown, page, Fix.EDIT)
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(lambda: dialog.present is not None)
    dialog.field.setCurrentIndex(dialog.field.findData("founded"))
    dialog.value.setText("yesterday")
    assert dialog.problem.text() == "Write the date as 2011-09-01."
    assert not dialog.save.isEnabled()
    dialog.value.setText("2012-01-31")
    shown.state.left = ("“Ada” was edited just now: it is left.",)
    shown.bot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    shown.until(lambda: "edited just now" in dialog.banner.words)
    assert shown.state.named("retry") == []


def test_nothing_to_do_is_calm(shown):
    shown.state.holds, shown.state.statuses = [], shown.state.statuses[1:3]
    shown.refresh()
    page = shown.page(Place.ATTENTION)
    shown.until(lambda: page.stack.currentWidget() is page.empty)


def test_the_systems_are_called_by_their_names():
    names = ("shop", "office")
    assert sided("“State” in B holds a choice that isn't mapped.", names) == (
        "“State” in office holds a choice that isn't mapped."
    )
    assert (
        sided("A blank of A goes to B. A person decides.", names) == "A blank of shop goes to office. A person decides."
    )
