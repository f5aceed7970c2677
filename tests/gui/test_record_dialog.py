"""A record's history: the moments, what both sides held, why, and the ways back, each shown before it is done."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from desktop_sync.gui.dialogs.record import RecordDialog
from desktop_sync.gui.dialogs.undo import UndoDialog
from desktop_sync.gui.places import Act, Place, Wish
from desktop_sync.gui.spots import Spot
from desktop_sync.model.record import Ref
from tests.gui.pretend import MOMENTS, STANDING

SPOT = Spot("Customers", "a", Ref("2"), "city", 101, label="Jürgen Sørensen · 17")


def opened(shown, spot=SPOT):
    shown.window.fulfil(Wish(Act.RECORD, spot=spot))
    dialog = shown.window.deeds.dialogs[-1]
    assert isinstance(dialog, RecordDialog)
    shown.until(lambda: dialog.history is not None)
    return dialog


@pytest.fixture
def dialog(shown):
    return opened(shown)


def click(shown, button):
    assert button.isVisible()
    shown.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def undone(shown):
    dialog = shown.window.deeds.dialogs[-1]
    assert isinstance(dialog, UndoDialog)
    shown.until(dialog.undo_button.isEnabled)
    return dialog


def test_it_opens_with_enter_on_what_a_run_wrote(shown):
    page = shown.page(Place.ACTIVITY)
    shown.until(lambda: page.detail.model.rowCount() == 12)
    page.detail.table.selectRow(1)
    shown.bot.keyClick(page.detail.table, Qt.Key.Key_Return)
    shown.until(lambda: shown.window.deeds.dialogs)
    shown.until(lambda: shown.state.named("timeline") == [("timeline", "Customers", "a", "2")])


def test_it_tells_where_the_record_is_and_what_happened(shown, dialog):
    assert dialog.head.title.text() == "Jürgen Sørensen"
    assert dialog.head.where.words == "Customers · Tryton 2 ⇄ Shop database 402"
    assert [one.what for one in dialog.model.rows] == ["update", "update", "paired", "before that"]
    assert dialog.moment.text() == "What both hold now"


def test_the_card_answers_why_on_both_sides(shown, dialog):
    shown.until(lambda: "changed in Tryton" in dialog.card.sides["a"].sentence.text())
    assert dialog.card.title.text() == "Why is “City” what it is?"
    assert dialog.card.sides["b"].sentence.text() == "The value of city was changed in Shop database."
    assert not dialog.card.sides["a"].back.isVisible()


def test_the_slider_and_the_list_go_together(shown, dialog):
    dialog.slider.setFocus()
    shown.bot.keyClick(dialog.slider, Qt.Key.Key_Home)
    assert dialog.table.currentIndex().row() == 3
    assert dialog.moment.text() == "Before that, as far as known"
    held = {one.name: (one.a, one.b) for one in dialog.values.rows}
    assert held["city"] == ("Kiel", "Kiel")
    dialog.table.selectRow(0)
    assert dialog.slider.value() == dialog.slider.maximum()


def test_a_change_is_taken_back_after_a_look(shown, dialog):
    click(shown, dialog.undo_field)
    plan = undone(shown)
    assert plan.title.text() == "Take back what run 101 wrote: “City” of Jürgen Sørensen"
    call = shown.state.named("undo")[-1]
    assert (call[1], call[2], call[3].side, call[3].ref, call[3].field) == (101, True, "a", "2", "city")
    click(shown, plan.undo_button)
    shown.until(lambda: plan.close_button.text() == "Close")
    assert [one[2] for one in shown.state.named("undo")] == [True, False]


def test_a_run_s_part_in_the_record_is_taken_back(shown, dialog):
    dialog.table.selectRow(1)
    assert dialog.undo_record.text() == "Undo all of run 90 here …"
    click(shown, dialog.undo_record)
    undone(shown)
    call = shown.state.named("undo")[-1]
    assert (call[1], call[3].side, call[3].ref, call[3].field) == (90, "b", "402", None)


def test_an_earlier_value_is_restored(shown, dialog):
    dialog.table.selectRow(1)
    names = [one.name for one in dialog.values.rows]
    dialog.value_table.selectRow(names.index("city"))
    assert not dialog.card.sides["b"].back.isVisible(), "what it held then is not known"
    click(shown, dialog.card.sides["a"].back)
    plan = undone(shown)
    assert plan.title.text() == "Restore “City” of Jürgen Sørensen"
    (call,) = shown.state.named("revert")
    assert call[1:5] == ("Customers", "a", "2", "city")
    assert call[5].time == MOMENTS[1].at
    click(shown, plan.undo_button)
    shown.until(lambda: len(shown.state.named("revert")) == 2)


def test_the_value_before_all_history_is_restored_by_its_first_write(shown, dialog):
    dialog.table.selectRow(3)
    names = [one.name for one in dialog.values.rows]
    dialog.value_table.selectRow(names.index("phone"))
    assert not dialog.card.sides["a"].back.isVisible(), "the first write went to the other side"
    click(shown, dialog.card.sides["b"].back)
    undone(shown)
    point = shown.state.named("revert")[-1][5]
    assert (point.operation, point.before) == (1, True)


def test_a_deleted_record_is_made_again(shown):
    shown.state.standing = dataclasses.replace(STANDING, deleted=("b",))
    dialog = opened(shown)
    assert dialog.head.pill.words == "deleted in Shop database"
    click(shown, dialog.again)
    plan = undone(shown)
    assert plan.undo_button.text() == "Make it again"
    assert shown.state.named("recreate") == [("recreate", "Customers", "b", "402", True)]


def test_a_record_without_history_says_so(shown):
    shown.state.moments = ()
    dialog = opened(shown)
    assert dialog.banner.words.startswith("Nothing happened yet")
    assert not dialog.undo_record.isVisible()
    assert not dialog.slider.isVisible()


def test_the_menu_of_a_line_takes_back_its_field_or_all_of_the_record(shown):
    page = shown.page(Place.ACTIVITY)
    shown.until(lambda: page.detail.model.rowCount() == 12)
    menu = page.detail.menu(page.detail.model.rows[0])
    words = [one.text().replace("&", "") for one in menu.actions() if one.text()]
    assert words == ["History of the record …", "Undo the change of “Phone” …", "Undo all of run 101 in this record …"]
    menu.actions()[-1].trigger()
    shown.until(lambda: shown.state.named("undo"))
    part = shown.state.named("undo")[0][3]
    assert (part.side, part.ref, part.field) == ("b", "1", None)
    assert page.detail.facts.text().startswith("9,369 in Tryton and 9,369 in Shop database looked at")
