"""Real drags with the mouse on a real X server: press, move, drop. Offscreen Qt maps no positions during a drag."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest

from desktop_sync.gui.mapper.model import Selected
from desktop_sync.gui.mapper.panel import MapperPanel
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.schema import Field, FieldType, TableSchema
from tests.gui.mapper_tables import CUSTOMERS, NAME, PARTIES, customers, parties

pytestmark = pytest.mark.requires_xcb

LEFT = Qt.MouseButton.LeftButton
STEP_MS, GIVE_UP_MS = 40, 8000


@pytest.fixture
def panel(qtbot):
    made = MapperPanel()
    qtbot.addWidget(made)
    made.set_tables(PARTIES, CUSTOMERS, "Tryton · parties", "Shop database · customers", parties(), customers())
    made.resize(1000, 680)
    made.show()
    qtbot.waitExposed(made)
    return made


def row_place(panel, side, name):
    """The middle of a field's row, in its viewport."""
    one = panel.sides[side]
    return one.view.visualRect(one.filter.index(one.places()[name], 0)).center()


def drag(panel, view, start, to_widget, stop, until=lambda: True):
    """Press on a row, move over the target, let go once `until` is so. QDrag blocks, so a timer does the rest."""
    window = panel.windowHandle()
    viewport = view.viewport()
    goal = QPointF(to_widget.mapTo(panel, stop))
    begin = QPointF(viewport.mapTo(panel, start))
    steps = [begin + (goal - begin) * (at / 8) for at in range(1, 9)] + [goal + QPointF(1, 0), goal]
    timer = QTimer(panel)

    def go_on():
        if steps:
            QTest.mouseMove(window, steps.pop(0).toPoint())
        elif until():
            timer.stop()
            QTest.mouseRelease(window, LEFT, Qt.KeyboardModifier.NoModifier, goal.toPoint())

    timer.timeout.connect(go_on)
    QTimer.singleShot(GIVE_UP_MS, panel, lambda: QTest.keyClick(window, Qt.Key.Key_Escape))
    timer.start(STEP_MS)
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, start + QPoint(14, 2))
    QTest.mouseMove(viewport, start + QPoint(24, 4))


def wait_for(qtbot, condition):
    qtbot.waitUntil(condition, timeout=GIVE_UP_MS)


def test_dragging_from_left_to_right_links(panel, qtbot):
    drag(
        panel,
        panel.sides["a"].view,
        row_place(panel, "a", "remark"),
        panel.sides["b"].view.viewport(),
        row_place(panel, "b", "notes"),
    )
    wait_for(qtbot, lambda: bool(panel.links()))
    assert (panel.links()[0].a, panel.links()[0].b) == (("remark",), ("notes",))


def test_dragging_from_right_to_left_links(panel, qtbot):
    drag(
        panel,
        panel.sides["b"].view,
        row_place(panel, "b", "town"),
        panel.sides["a"].view.viewport(),
        row_place(panel, "a", "city"),
    )
    wait_for(qtbot, lambda: bool(panel.links()))
    assert (panel.links()[0].a, panel.links()[0].b) == (("city",), ("town",))


def test_dragging_onto_a_pill_joins_its_link(panel, qtbot):
    panel.set_links((FieldLink("name", ("name",), ("last_name",)),))
    pill = panel.canvas.pill_place(Selected("link", 0))
    drag(panel, panel.sides["b"].view, row_place(panel, "b", "first_name"), panel.canvas, pill)
    wait_for(qtbot, lambda: panel.links() == (NAME,))


def test_letting_go_beside_every_field_links_nothing(panel, qtbot):
    ended = []
    panel.sides["a"].view.drag_ended.connect(lambda: ended.append(True))
    drag(
        panel,
        panel.sides["a"].view,
        row_place(panel, "a", "remark"),
        panel.canvas,
        QPoint(panel.canvas.width() // 2, panel.canvas.height() - 4),
    )
    wait_for(qtbot, lambda: bool(ended))
    assert panel.links() == ()


def test_dragging_into_the_zone_gives_a_fixed_value(panel, qtbot):
    zone = panel.canvas.zone().center().toPoint()
    drag(panel, panel.sides["b"].view, row_place(panel, "b", "notes"), panel.canvas, zone)
    wait_for(qtbot, lambda: bool(panel.links()))
    assert (panel.links()[0].a, panel.links()[0].b) == ((), ("notes",))
    assert panel.editor.isVisible(), "which value is asked at once"


def test_a_drag_over_a_folded_group_opens_it(panel, qtbot):
    names = ["code", "name", "mail", "phone", "street", "city", "postcode", "country", "language", "comment"]
    table = TableSchema("p", "p", tuple(Field(name, name, FieldType.TEXT) for name in names), ())
    panel.set_tables(PARTIES, table, "Tryton · parties", "Books · parties", parties(), ())
    panel.fold("b", frozenset({"address"}), True)
    view, side = panel.sides["b"].view, panel.sides["b"]
    head = view.visualRect(side.filter.head_of("address")).center()
    opened = []
    view.folding.connect(lambda keys, shut: opened.append((set(keys), shut)))
    drag(panel, panel.sides["a"].view, row_place(panel, "a", "city"), view.viewport(), head, until=lambda: bool(opened))
    wait_for(qtbot, lambda: opened == [({"address"}, False)])
    assert not side.filter.is_shut("address")
