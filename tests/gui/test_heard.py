"""What a screen reader is told, and can press, where the program paints for itself: the mapper's links, a conflict's values."""

import pytest
from PySide6.QtGui import QAccessible

from desktop_sync.gui.dialogs.value_cells import ValueCell
from desktop_sync.gui.mapper.heard_links import HeardLink
from desktop_sync.gui.mapper.model import Selected
from desktop_sync.gui.mapper.panel import MapperPanel
from tests.gui.mapper_tables import CITY, CUSTOMERS, EMAIL, PARTIES, customers, parties


@pytest.fixture
def listening(monkeypatch):
    """Somebody listens."""
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)


@pytest.fixture
def panel(qtbot, listening):
    made = MapperPanel()
    qtbot.addWidget(made)
    made.set_tables(PARTIES, CUSTOMERS, "Tryton · parties", "Shop database · customers", parties(), customers())
    made.resize(1040, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def heard(panel):
    return {one.accessibleName(): one for one in panel.canvas.findChildren(HeardLink) if one.isVisibleTo(panel)}


def press(widget):
    """As a screen reader presses."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told.role() == QAccessible.Role.Button
    told.actionInterface().doAction("Press")


def test_each_link_in_sight_is_said_and_can_be_pressed(panel, qtbot):
    panel.set_links((EMAIL, CITY))
    names = heard(panel)
    name = next(name for name in names if name.startswith("E-mail with E-mail address: "))
    assert name.endswith(", both ways, fine")
    assert len(names) == len(panel.canvas.laid().wires)
    press(names[name])
    qtbot.waitUntil(lambda: panel.model.selected == Selected("link", 0))


def test_an_offer_is_taken_by_pressing_it(panel, qtbot):
    name, button = next((name, one) for name, one in heard(panel).items() if name.startswith("Suggested"))
    offered = panel.model.offers()[button.key.at].link
    press(button)
    qtbot.waitUntil(lambda: bool(panel.links()))
    assert (panel.links()[0].a, panel.links()[0].b) == (offered.a, offered.b)
    assert name not in heard(panel)


def test_links_out_of_sight_are_not_said(panel):
    panel.resize(900, 420)
    panel.set_links((EMAIL,))
    for side in ("a", "b"):
        bar = panel.sides[side].view.verticalScrollBar()
        bar.setValue(bar.maximum())
    assert not [name for name in heard(panel) if name.startswith("E-mail with")]


def test_nobody_listens_nothing_is_made(qtbot, monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    made = MapperPanel()
    qtbot.addWidget(made)
    made.set_tables(PARTIES, CUSTOMERS, "Tryton · parties", "Shop database · customers", parties(), customers())
    assert not made.canvas.findChildren(HeardLink)


def test_a_conflicts_value_is_a_button_that_takes_it(qtbot):
    cell = ValueCell("a")
    qtbot.addWidget(cell)
    cell.show_value("Berlin", "Bonn", "Tryton", "Town in Tryton")
    cell.show()
    told = QAccessible.queryAccessibleInterface(cell)
    assert told.text(QAccessible.Text.Name) == "Town in Tryton: Berlin"
    with qtbot.waitSignal(cell.taken):
        press(cell)
    cell.set_chosen(True)
    assert told.text(QAccessible.Text.Description) == "will be kept"
