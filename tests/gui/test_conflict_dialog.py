"""The conflict dialog: every key and every button, and that only decisions leave it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_sync.model.plan import ConflictKind, Resolution
from tests.gui.pretend import CONFLICTS, DELETED, conflict

Key = Qt.Key


@pytest.fixture
def dialog(shown):
    return opened(shown)


def opened(shown, sync="", first=0):
    shown.window.deeds.review(sync, first)
    made = shown.window.deeds.dialogs[-1]
    shown.until(lambda: made.case is not None and not made._busy)
    return made


def press(shown, dialog, key):
    shown.bot.keyClick(dialog, key)


def resolutions(shown):
    return [(call[1], call[2].take, call[2].value) for call in shown.state.named("resolve")]


def next_case(shown, dialog, link):
    shown.until(lambda: dialog.case is not None and dialog.case.link_id == link and not dialog._busy)


def test_it_says_what_happened_to_whom(shown, dialog):
    assert dialog.head.title == "Jürgen Sørensen was changed in both systems"
    assert dialog.head.subtitle == "Customers · 2 fields differ, 9 others are settled and already carried"
    assert dialog.head.where == "1 of 2"
    assert [row.conflict.field for row in dialog.body.rows] == ["phone", "credit_limit"]
    assert not dialog.footer.apply_button.isEnabled()


def test_key_1_takes_a_and_goes_on_to_the_next_field(shown, dialog):
    press(shown, dialog, Key.Key_1)
    phone, limit = dialog.body.rows
    assert phone.side == "a"
    assert phone.kept.text == "+49 30 555 0177"
    assert phone.kept.meta == "from Tryton"
    press(shown, dialog, Key.Key_2)
    assert limit.side == "b"
    assert limit.kept.text == "6,000.00"
    press(shown, dialog, Key.Key_Return)
    next_case(shown, dialog, 23)
    assert resolutions(shown) == [(1, "a", None), (2, "b", None)]


def test_nothing_is_stored_before_enter(shown, dialog):
    press(shown, dialog, Key.Key_1)
    press(shown, dialog, Key.Key_Escape)
    shown.until(lambda: not shown.window.deeds.dialogs)
    assert resolutions(shown) == []


def test_clicking_a_value_takes_its_side(shown, dialog):
    row = dialog.body.rows[1]
    shown.bot.mouseClick(row.cells["b"]._text.viewport(), Qt.MouseButton.LeftButton)
    assert row.side == "b"
    shown.bot.mouseClick(row.cells["a"], Qt.MouseButton.LeftButton)
    assert row.side == "a"
    assert row.cells["a"].chosen
    assert not row.cells["b"].chosen


def test_arrows_move_between_fields_and_records(shown, dialog):
    press(shown, dialog, Key.Key_Down)
    press(shown, dialog, Key.Key_2)
    assert dialog.body.rows[1].side == "b"
    assert dialog.body.rows[0].side is None
    press(shown, dialog, Key.Key_Right)
    next_case(shown, dialog, 23)
    assert dialog.head.where == "2 of 2"
    press(shown, dialog, Key.Key_Right)
    assert dialog.head.where == "2 of 2"
    press(shown, dialog, Key.Key_Left)
    next_case(shown, dialog, 17)
    assert dialog.head.where == "1 of 2"


def test_key_0_puts_back_what_it_was(shown, dialog):
    press(shown, dialog, Key.Key_0)
    assert dialog.body.rows[0].kept.text == "+49 30 555 0142"
    press(shown, dialog, Key.Key_Return)
    next_case(shown, dialog, 23)
    assert resolutions(shown) == [(1, "base", None)]


def test_another_value_is_typed_and_read_as_its_kind(shown, dialog):
    edit = dialog.body.rows[1].kept.edit
    shown.bot.keyClicks(edit, "6,500.50")
    assert dialog.body.rows[1].kept.meta == "your own value"
    shown.bot.keyClick(edit, Key.Key_Return)
    next_case(shown, dialog, 23)
    assert resolutions(shown) == [(2, "value", Decimal("6500.50"))]


def test_digits_typed_into_the_text_box_are_text(shown, dialog):
    edit = dialog.body.rows[0].kept.edit
    shown.bot.keyClicks(edit, "12")
    assert dialog.body.rows[0].kept.text == "12"
    assert dialog.body.rows[0].side is None


def test_what_can_t_be_read_is_said_and_not_stored(shown, dialog):
    row = dialog.body.rows[1]
    shown.bot.keyClicks(row.kept.edit, "a lot")
    assert row.kept.meta == "Write a number such as 7500.00."
    dialog.apply()
    assert resolutions(shown) == []
    assert dialog.case.link_id == 17


def test_what_the_service_refuses_is_said_in_its_row(shown, dialog):
    row = dialog.body.rows[0]
    shown.bot.keyClicks(row.kept.edit, "refused")
    press(shown, dialog, Key.Key_Return)
    shown.until(lambda: row.kept.meta == "the value does not fit the field")
    assert dialog.case.link_id == 17


def test_an_emptied_text_box_means_blank(shown, dialog):
    row = dialog.body.rows[0]
    press(shown, dialog, Key.Key_1)
    row.kept.edit.selectAll()
    shown.bot.keyClick(row.kept.edit, Key.Key_Delete)
    assert row.kept.meta == "will be blank on both sides"
    assert row.resolution == Resolution("value", None)


def test_decide_later_leaves_it_alone(shown, dialog):
    shown.bot.mouseClick(dialog.footer.later_button, Qt.MouseButton.LeftButton)
    next_case(shown, dialog, 23)
    shown.bot.mouseClick(dialog.footer.later_button, Qt.MouseButton.LeftButton)
    shown.until(dialog.settled.isVisible)
    assert dialog.settled.title == "Nothing to decide just now"
    assert resolutions(shown) == []


def test_always_names_side_field_and_how_many_more(shown, dialog):
    press(shown, dialog, Key.Key_2)
    assert dialog.footer.always_words == "Always take Shop database for Phone (1 more like it)"
    dialog.footer.always_box.setChecked(True)
    press(shown, dialog, Key.Key_Return)
    shown.until(lambda: shown.state.named("always") == [("always", 1, "b")])
    assert resolutions(shown) == []


def test_after_the_last_one_all_is_settled_and_can_be_run(shown, dialog):
    for keys, link in (((Key.Key_1, Key.Key_1), 23), ((Key.Key_2,), None)):
        for key in keys:
            press(shown, dialog, key)
        press(shown, dialog, Key.Key_Return)
        if link:
            next_case(shown, dialog, link)
    shown.until(dialog.settled.isVisible)
    assert dialog.settled.title == "All settled"
    press(shown, dialog, Key.Key_Return)
    shown.until(lambda: shown.state.named("run") == [("run", "Customers", False, False)])
    assert len(resolutions(shown)) == 3


def test_buttons_do_what_the_keys_do(shown, dialog):
    shown.bot.mouseClick(dialog.footer.b, Qt.MouseButton.LeftButton)
    assert dialog.body.rows[0].side == "b"
    shown.bot.mouseClick(dialog.footer.a, Qt.MouseButton.LeftButton)
    assert dialog.body.rows[1].side == "a"
    shown.bot.mouseClick(dialog.footer.apply_button, Qt.MouseButton.LeftButton)
    next_case(shown, dialog, 23)
    shown.bot.mouseClick(dialog.head.back, Qt.MouseButton.LeftButton)
    shown.bot.mouseClick(dialog.footer.later_button, Qt.MouseButton.LeftButton)
    shown.until(dialog.settled.isVisible)


def test_differences_are_marked_in_the_side_s_colours(theme):
    from desktop_sync.gui.dialogs.value_cells import marked_html
    from desktop_sync.gui.theme import LIGHT

    one = CONFLICTS[0]
    html = marked_html(one.b, one.base, "b")
    assert LIGHT.side_b_tint in html
    assert "+49" in html
    assert LIGHT.side_a_tint in marked_html(one.a, one.base, "a")
    assert "&lt;b&gt;" in marked_html("<b>", None, "a"), "values are text, never markup"
    assert "— blank" in marked_html(None, "x", "a")


def test_a_delete_against_an_edit_is_shown_whole(shown):
    shown.state.conflicts = [DELETED]
    dialog = opened(shown)
    assert dialog.head.title == "Mary-Jane O’Neil was deleted in Tryton and changed in Shop database"
    assert dialog.body.delete_words == ("Delete it in Shop database, too", "Keep it, and make it again in Tryton")
    press(shown, dialog, Key.Key_2)
    assert dialog.body.sides["b"].chosen
    press(shown, dialog, Key.Key_Return)
    shown.until(lambda: resolutions(shown) == [(4, "b", None)])


def test_a_first_pairing_has_nothing_to_put_back(shown):
    shown.state.conflicts = [conflict(1, 17, "city", None, "Kiel", "Flensburg", kind=ConflictKind.FIRST)]
    dialog = opened(shown)
    assert dialog.head.title == "Jürgen Sørensen is not the same in both systems"
    press(shown, dialog, Key.Key_0)
    assert dialog.body.rows[0].side is None
    assert not dialog.body.is_ready


@pytest.mark.parametrize(
    ("kind", "words"),
    [(ConflictKind.FIRST, "never agreed so far"), (ConflictKind.RESTORED, "not known since the restore")],
)
def test_why_there_is_no_earlier_value_is_told(shown, kind, words):
    shown.state.conflicts = [conflict(1, 17, "city", None, "Kiel", "Flensburg", kind=kind)]
    dialog = opened(shown)
    assert words in [one.text() for one in dialog.body.findChildren(QLabel)]


def test_a_decided_conflict_can_be_opened_again(shown):
    shown.state.conflicts = [
        conflict(1, 17, "city", "Kiel", "Bremen", "Flensburg", decision=Resolution("b")),
        conflict(2, 18, "city", "Kiel", "Bremen", "Flensburg"),
    ]
    dialog = opened(shown)
    assert dialog.case.link_id == 18
    dialog.reject()
    dialog = opened(shown, first=1)
    assert dialog.case.link_id == 17
    assert dialog.body.rows[0].side == "b"


def test_long_values_scroll_and_do_not_widen_the_window(shown):
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 40
    shown.state.conflicts = [conflict(1, 17, "notes", "kurz", long, "lang", label="Grünwald & Partner " * 20)]
    dialog = opened(shown)
    assert dialog.body.rows[0].cells["a"].height() < 220
    assert dialog.body.widget().width() <= dialog.body.width()
    assert dialog.head.title.endswith("was changed in both systems")
