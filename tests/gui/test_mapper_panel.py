"""The field mapper as a person uses it: keyboard, mouse, drops on pills, the lens editor, search, many fields."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from desktop_sync.gui.mapper import canvas
from desktop_sync.gui.mapper.model import Selected
from desktop_sync.gui.mapper.panel import MapperPanel
from desktop_sync.gui.models.fields import FieldRow, encode_fields
from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink, LensSpec
from desktop_sync.sync.lenses import catalogue
from tests.gui.mapper_tables import CITY, CUSTOMERS, EMAIL, NAME, PARTIES, STATE, customers, parties, wide_table

KEY = Qt.Key


@pytest.fixture
def panel(qtbot):
    made = MapperPanel()
    qtbot.addWidget(made)
    made.set_tables(PARTIES, CUSTOMERS, "Tryton · parties", "Shop database · customers", parties(), customers())
    made.resize(1040, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def press(qtbot):
    return lambda widget, *keys: [qtbot.keyClick(widget, key) for key in keys]


def pairs(panel):
    return [(link.a, link.b) for link in panel.links()]


def click_pill(qtbot, panel, key, *, double=False):
    place = panel.canvas.pill_place(key)
    (qtbot.mouseDClick if double else qtbot.mouseClick)(panel.canvas, Qt.MouseButton.LeftButton, pos=place)


# ------------------------------------------------------------------------------------------------------- keyboard


def test_a_link_is_made_changed_and_removed_without_a_mouse(panel, qtbot, press):
    a, b = panel.sides["a"].view, panel.sides["b"].view
    a.go_to("remark")
    a.setFocus()
    press(a, KEY.Key_Return)
    assert panel.model.pending == ("a", "remark")
    b.go_to("notes")
    with qtbot.waitSignal(panel.changed):
        press(b, KEY.Key_Return)
    assert pairs(panel) == [(("remark",), ("notes",))]
    assert panel.model.pending is None

    panel.canvas.setFocus()
    press(panel.canvas, KEY.Key_F2)
    assert panel.editor.isVisible()
    panel.editor.choose_lens("trim")
    press(panel.editor, KEY.Key_Return)
    assert not panel.editor.isVisible()
    assert panel.links()[0].lens == LensSpec("trim")

    panel.model.select(Selected("link", 0))
    press(panel.canvas, KEY.Key_Delete)
    assert panel.links() == ()
    qtbot.keyClick(panel.canvas, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.links()[0].lens == LensSpec("trim")
    qtbot.keyClick(panel.canvas, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert panel.links() == ()


def test_a_link_can_begin_on_the_right(panel, press):
    panel.sides["b"].view.go_to("notes")
    press(panel.sides["b"].view, KEY.Key_Space)
    panel.sides["a"].view.go_to("remark")
    press(panel.sides["a"].view, KEY.Key_Space)
    assert pairs(panel) == [(("remark",), ("notes",))]


def test_escape_gives_a_half_made_link_up(panel, press):
    panel.sides["a"].view.go_to("remark")
    press(panel.sides["a"].view, KEY.Key_Return)
    assert "Remark" in panel.tools.hint.text()
    press(panel.sides["b"].view, KEY.Key_Escape)
    assert panel.model.pending is None
    assert panel.links() == ()


def test_arrow_keys_cross_to_the_partner(panel, press, qtbot):
    panel.set_links((EMAIL,))
    panel.sides["a"].view.go_to("email")
    panel.sides["a"].view.setFocus()
    press(panel.sides["a"].view, KEY.Key_Right)
    assert panel.sides["b"].view.current_name() == "mail"
    press(panel.sides["b"].view, KEY.Key_Left)
    assert panel.sides["a"].view.current_name() == "email"


def test_delete_on_a_field_takes_it_out_of_its_link(panel, press):
    panel.set_links((NAME, EMAIL))
    view = panel.sides["b"].view
    view.go_to("first_name")
    press(view, KEY.Key_Delete)
    assert panel.links()[0].b == ("last_name",)
    view.go_to("last_name")
    press(view, KEY.Key_Delete)
    assert panel.links() == (EMAIL,)


def test_walking_the_pills_with_the_arrow_keys(panel, press):
    panel.set_links((NAME, EMAIL))
    panel.canvas.setFocus()
    press(panel.canvas, KEY.Key_Down)
    seen = [panel.model.selected]
    for _ in range(len(panel.model.offers()) + 1):
        press(panel.canvas, KEY.Key_Down)
        seen.append(panel.model.selected)
    assert len(set(seen)) == len(panel.model.offers()) + 2, "every link and every suggestion is reached once"


def test_enter_accepts_and_delete_waves_a_suggestion_aside(panel, press):
    offers = panel.model.offers()
    panel.model.select(Selected("offer", 0))
    press(panel.canvas, KEY.Key_Return)
    assert pairs(panel) == [(offers[0].link.a, offers[0].link.b)]
    panel.model.select(Selected("offer", 0))
    press(panel.canvas, KEY.Key_Delete)
    assert len(panel.model.offers()) == len(offers) - 2


def test_tab_goes_from_list_to_pills_to_list(panel, qtbot):
    order = [panel.sides["a"].search]
    while len(order) < 5:
        after = order[-1].nextInFocusChain()
        while after not in {panel.canvas, *(part for one in panel.sides.values() for part in (one.search, one.view))}:
            after = after.nextInFocusChain()
        order.append(after)
    a, b = panel.sides["a"], panel.sides["b"]
    assert order == [a.search, a.view, panel.canvas, b.search, b.view]


# ---------------------------------------------------------------------------------------------------------- mouse


def test_a_click_on_a_suggestion_accepts_it(panel, qtbot):
    first = panel.model.offers()[0].link
    click_pill(qtbot, panel, Selected("offer", 0))
    assert pairs(panel) == [(first.a, first.b)]


def test_accept_all_button_says_how_many(panel, qtbot):
    count = len(panel.model.offers())
    assert panel.tools.accept_all.text() == f"Accept all {count} suggestions"
    qtbot.mouseClick(panel.tools.accept_all, Qt.MouseButton.LeftButton)
    assert len(panel.links()) == count
    assert not panel.tools.accept_all.isVisible()


def test_a_click_selects_and_the_strip_shows_there_and_back(panel, qtbot):
    panel.set_links((EMAIL, FieldLink("founded", ("founded",), ("since",), LensSpec("date", {"b": "%m/%d/%Y"}))))
    click_pill(qtbot, panel, Selected("link", 1))
    assert panel.model.selected == Selected("link", 1)
    there, back = panel.strip.there.flow(), panel.strip.back.flow()
    assert (there.start, there.end) == ("1998-03-01", "03/01/1998")
    assert (back.end, back.praise) == ("1998-03-01", "✓ the same")
    assert panel.strip.survivors.text() == "42 of 42 survive"


def test_samples_of_a_sensitive_field_are_hidden(panel, qtbot):
    panel.set_links((replace(EMAIL, sensitive=True),))
    click_pill(qtbot, panel, Selected("link", 0))
    shown = [one for side in ("a", "b") for one in panel.model.rows(side) if isinstance(one, FieldRow)]
    assert [one.sample for one in shown if one.field.name in ("email", "mail")] == ["•••••", "•••••"]
    flow = panel.strip.there.flow()
    assert (flow.start, flow.end) == ("•••••", "•••••")


def test_a_click_beside_everything_selects_nothing(panel, qtbot):
    panel.set_links((EMAIL,))
    panel.model.select(Selected("link", 0))
    qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(5, panel.canvas.height() - 3))
    assert panel.model.selected is None


def test_a_field_dropped_on_a_pill_joins_its_link(panel):
    panel.set_links((FieldLink("name", ("name",), ("last_name",)),))
    assert panel.canvas.drop_on(Selected("link", 0), encode_fields("b", ["first_name"]))
    assert panel.links() == (NAME,)


def test_a_field_dropped_on_a_field_links_them(panel):
    model_a, model_b = panel.sides["a"].model, panel.sides["b"].model
    source = model_a.index(model_a.row_of("remark"))
    target = model_b.index(model_b.row_of("notes"))
    assert model_b.dropMimeData(model_a.mimeData([source]), Qt.DropAction.LinkAction, -1, -1, target)
    assert pairs(panel) == [(("remark",), ("notes",))]
    assert panel.model.selected == Selected("link", 0)


def test_what_cannot_be_linked_is_said_in_words(panel):
    panel.set_links((NAME, EMAIL))
    panel.model.connect_fields("name", "mail")
    assert "both linked already" in panel.problems.text.text()
    panel.model.connect_fields("remark", "notes")
    assert "both linked" not in panel.problems.text.text()


def test_clicking_a_port_begins_a_link(panel, qtbot):
    view = panel.sides["a"].view
    view.go_to("remark")
    place = view.port_of(panel.sides["a"].places()["remark"]).toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.model.pending == ("a", "remark")


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing", extend=True)
def test_the_context_menu_links_without_dragging(panel, qtbot):
    view = panel.sides["a"].view
    view.go_to("remark")
    view.menu_asked.emit("remark", view.mapToGlobal(QPoint(20, 20)))
    menu = next(one for one in panel.findChildren(QMenu) if one.isVisible())
    target = next(action.menu() for action in menu.actions() if action.menu())
    next(action for action in target.actions() if action.text() == "Notes").trigger()
    menu.close()
    assert pairs(panel) == [(("remark",), ("notes",))]


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing", extend=True)
def test_a_link_can_be_turned_by_its_menu(panel, qtbot):
    panel.set_links((EMAIL,))
    panel.canvas.menu_asked.emit(Selected("link", 0), panel.mapToGlobal(QPoint(50, 50)))
    menu = next(one for one in panel.findChildren(QMenu) if one.isVisible())
    next(action for action in menu.actions() if "Only to Shop database" in action.text()).trigger()
    menu.close()
    assert panel.links()[0].direction is Direction.A_TO_B


# ------------------------------------------------------------------------------------------------------- geometry


def test_curves_end_at_their_fields_and_follow_the_scrolling(panel, qtbot):
    panel.resize(900, 420)
    panel.set_links((EMAIL,))
    wire = next(one for one in panel.canvas.laid().wires if one.key == Selected("link", 0))
    ends = (wire.paths[0].pointAtPercent(0), wire.paths[0].pointAtPercent(1))
    for side, name, end in (("a", "email", ends[0]), ("b", "mail", ends[1])):
        one = panel.sides[side]
        port = one.view.port_of(one.places()[name])
        assert end.y() == pytest.approx(port.y(), abs=0.6)
    before = ends[0].y()
    bar = panel.sides["a"].view.verticalScrollBar()
    assert bar.maximum() > 20
    bar.setValue(20)
    assert panel.locator()("a", "email").y == pytest.approx(before - 20, abs=0.6)


def test_links_out_of_sight_are_counted_at_the_edge(panel):
    panel.resize(900, 420)
    panel.set_links((EMAIL,))
    for side in ("a", "b"):
        bar = panel.sides[side].view.verticalScrollBar()
        bar.setValue(bar.maximum())
    laid = panel.canvas.laid()
    assert laid.above >= 1
    assert Selected("link", 0) not in [wire.key for wire in laid.wires]


def test_a_link_to_a_field_out_of_sight_fades_and_keeps_its_pill(panel):
    panel.resize(900, 420)
    panel.set_links((EMAIL,))
    bar = panel.sides["b"].view.verticalScrollBar()
    bar.setValue(bar.maximum())
    wire = next(one for one in panel.canvas.laid().wires if one.key == Selected("link", 0))
    assert wire.faded
    assert panel.canvas.rect().contains(wire.pill.toRect())


def test_search_hides_fields_and_counts(panel, qtbot):
    side = panel.sides["a"]
    panel.set_links((EMAIL,))
    assert side.count.text() == f"1 of {len(PARTIES.fields)} fields"
    qtbot.keyClicks(side.search, "credit")
    assert side.count.text() == f"1 of {len(PARTIES.fields)} fields"
    assert list(side.places()) == ["credit"]
    side.search.clear()
    assert len(side.places()) == len(PARTIES.fields)


def test_selecting_a_problem_leads_to_its_field(panel):
    panel.sides["b"].search.setText("town")
    problem = next(one for one in panel.model.problems() if one.field == "last_name")
    panel.show_problem(problem.side, problem.field, -1)
    assert panel.sides["b"].view.current_name() == "last_name"
    assert panel.sides["b"].search.text() == ""


def test_two_hundred_fields_a_side_are_measured_only_where_they_are_in_sight(qtbot, monkeypatch):
    panel = MapperPanel(ask=lambda call, done, failed: None)
    qtbot.addWidget(panel)
    wide = wide_table("a", 220), wide_table("b", 220)
    panel.set_tables(*wide, "Österreichische Buchhaltung · Rechnungen", "Lager · Artikel", (), ())
    panel.set_links([FieldLink(f"a{at}", (f"a{at}",), (f"b{219 - at}",)) for at in range(220)])
    panel.resize(1000, 640)
    panel.show()
    qtbot.waitExposed(panel)
    measured, made = [], []
    monkeypatch.setattr(canvas, "pill_text", lambda _model, key: measured.append(key) or str(key.at))
    monkeypatch.setattr(panel.model, "rows", lambda side: made.append(side) or ())
    panel.canvas.refresh()
    bar = panel.sides["a"].view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for step in range(20):
        bar.setValue(bar.maximum() // 2 + step * 37)
        panel.canvas.grab()
        panel.model.select(Selected("link", step))
    assert len(measured) == len(set(measured)) <= 120, "only pills in sight are measured, and each once"
    assert made == [], "neither a scroll step nor a selection makes rows anew"
    title = panel.sides["a"].title
    assert title.width() <= panel.sides["a"].width()


# ----------------------------------------------------------------------------------------------------- lens editor


def open_editor(panel, qtbot, link):
    panel.set_links((link,))
    click_pill(qtbot, panel, Selected("link", 0), double=True)
    assert panel.editor.isVisible()
    return panel.editor


def test_every_lens_is_listed_and_only_fitting_ones_can_be_chosen(panel, qtbot):
    editor = open_editor(panel, qtbot, EMAIL)
    combo = editor.lens
    assert combo.count() == len(catalogue())
    usable = [combo.itemData(at) for at in range(combo.count()) if combo.model().item(at).isEnabled()]
    assert "email" in usable
    assert "full_name" not in usable
    assert all(combo.itemData(at, Qt.ItemDataRole.ToolTipRole) for at in range(combo.count()))


def test_a_lens_is_tried_before_it_is_used(panel, qtbot):
    editor = open_editor(panel, qtbot, FieldLink("founded", ("founded",), ("since",)))
    editor.choose_lens("date")
    assert not panel.links()[0].lens.params
    boxes = [box for box in editor.params.findChildren(type(editor.lens)) if box.isEditable()]
    boxes[1].setEditText("%m/%d/%Y")
    assert editor.there.flow().end == "03/01/1998"
    assert "42 of 42" in editor.note.text()
    qtbot.mouseClick(editor.use, Qt.MouseButton.LeftButton)
    assert panel.links()[0].lens == LensSpec("date", {"b": "%m/%d/%Y"})
    panel.model.undo_stack.undo()
    assert panel.links()[0].lens == LensSpec()


def test_cancel_and_escape_change_nothing(panel, qtbot):
    editor = open_editor(panel, qtbot, EMAIL)
    editor.rules.required.setChecked(True)
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert not editor.isVisible()
    assert panel.links() == (EMAIL,)
    assert not panel.model.undo_stack.canUndo()


def test_rules_of_the_field_are_set_in_the_editor(panel, qtbot):
    editor = open_editor(panel, qtbot, EMAIL)
    editor.rules.direction.setCurrentIndex(1)
    editor.rules.conflict.setCurrentIndex(3)
    editor.rules.blank.setCurrentIndex(1)
    editor.rules.required.setChecked(True)
    editor.rules.sensitive.setChecked(True)
    editor.apply()
    link = panel.links()[0]
    assert (link.direction, link.conflict, link.blank, link.required, link.sensitive) == (
        Direction.A_TO_B,
        ConflictRule.B,
        BlankRule.KEEP,
        True,
        True,
    )
    assert link.lens == LensSpec(), "a lens that nobody chose stays left out"


def test_choices_are_mapped_in_a_table_prefilled_with_what_is_alike(panel, qtbot):
    editor = open_editor(panel, qtbot, FieldLink("state", ("state",), ("status",), LensSpec("text")))
    editor.choose_lens("choices")
    table = editor.params.table
    assert table.pairs() == {"o": "O", "w": "W"}
    assert "1 not mapped" in table.rest.text()
    editor.apply()
    assert panel.links()[0].lens == LensSpec("choices", {"o": "O", "w": "W"})


def test_choices_that_are_set_come_back(panel, qtbot):
    editor = open_editor(panel, qtbot, STATE)
    assert editor.params.table.pairs() == {"o": "O"}
    editor.params.table.choose(1, "W")
    assert editor.params.table.pairs() == {"o": "O", "w": "W"}
    assert "42 of 42" in editor.note.text()


def test_a_lens_without_its_needed_parameter_cannot_be_used(panel, qtbot):
    editor = open_editor(panel, qtbot, FieldLink("credit", ("credit",), ("limit",)))
    editor.choose_lens("scale")
    assert not editor.use.isEnabled()
    assert "factor" in editor.note.text()


def test_the_values_that_are_lost_are_listed_with_their_reason(panel, qtbot):
    panel.set_links((STATE,))
    click_pill(qtbot, panel, Selected("link", 0))
    assert panel.strip.losses.text() == "show the 20"
    qtbot.mouseClick(panel.strip.losses, Qt.MouseButton.LeftButton)
    assert panel.losses.isVisible()
    assert panel.losses.table.rowCount() == 20
    assert panel.losses.table.item(0, 0).text() == "Won"
    assert panel.losses.table.item(0, 3).text()


@pytest.mark.parametrize("info", catalogue(), ids=lambda info: info.name)
def test_every_lens_shows_its_parameters(panel, qtbot, info):
    from desktop_sync.gui.mapper.params import ParamForm

    form = ParamForm()
    qtbot.addWidget(form)
    form.show_lens(info, STATE, panel.model.tables, {"a": (), "b": ()})
    left_out = {} if info.name != "choices" else {"o": "O"}
    given = {name: value for name, value in form.params().items() if value is not None}
    assert given == left_out, "parameters left at their default are left out"
    assert not [word for child in form.findChildren(type(panel.tools.hint)) for word in [child.text()] if "A's" in word]


def test_links_of_another_shape_are_drawn_without_a_hitch(panel):
    constant = FieldLink("origin", (), ("notes",), LensSpec("constant", {"value": "shop"}))
    gone = FieldLink("fax", ("fax",), ("tel",))
    panel.set_links((NAME, CITY, constant, gone))
    assert panel.grab().width() == panel.width()
    assert len(panel.canvas.laid().wires) >= 4
    assert panel.canvas.link_at(QPointF(-50, -50)) is None


# ----------------------------------------------------------------------------------------------- fixed values and rules


def test_a_fixed_value_by_a_key(panel, qtbot, press):
    b = panel.sides["b"].view
    b.go_to("notes")
    b.setFocus()
    press(b, KEY.Key_Equal)
    assert pairs(panel) == [((), ("notes",))]
    assert panel.editor.isVisible()
    assert panel.editor.lens.currentText() == next(one.label for one in catalogue() if one.name == "constant")
    field = next(one for one in panel.editor.params.findChildren(QLineEdit))
    field.setText("from the shop")
    qtbot.mouseClick(panel.editor.use, Qt.MouseButton.LeftButton)
    assert panel.links()[0].lens == LensSpec("constant", {"value": "from the shop"})
    assert panel.model.problems() == () or not any(one.grave for one in panel.model.problems())


def test_a_fixed_value_by_the_menu(panel):
    from desktop_sync.gui.mapper.menus import field_menu

    menu = field_menu(panel.model, ("b", "notes"), lambda: None, panel.open_editor, panel)
    action = next(one for one in menu.actions() if one.text() == "Write a fixed value …")
    action.trigger()
    assert pairs(panel) == [((), ("notes",))]
    assert panel.editor.isVisible()
    menu = field_menu(panel.model, ("b", "id"), lambda: None, panel.open_editor, panel)
    assert not next(one for one in menu.actions() if one.text() == "Write a fixed value …").isEnabled()


def test_who_wins_is_chosen_in_the_links_menu(panel):
    from desktop_sync.gui.mapper.menus import link_menu

    panel.set_links((EMAIL,))
    menu = link_menu(panel.model, Selected("link", 0), panel.open_editor, panel)
    wins = next(one.menu() for one in menu.actions() if one.text() == "When both sides changed it")
    assert [one.text() for one in wins.actions()] == [
        "As the sync’s rules say",
        "The newer change wins",
        "Tryton wins",
        "Shop database wins",
        "Ask me",
    ]
    wins.actions()[1].trigger()
    assert panel.links()[0].conflict is ConflictRule.NEWEST
