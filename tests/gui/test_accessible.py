"""Everything that can be reached by keyboard says what it is: pages and dialogs, widget by widget."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.spots import Spot
from desktop_sync.model.record import Ref

KINDS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
)  # fmt: skip
INNER = (QScrollBar, QHeaderView)
"""Parts of other widgets that Qt itself names."""
PLACES = (
    Place.OVERVIEW, Place.SYNCS, Place.ACCOUNTS, Place.CONFLICTS, Place.ATTENTION, Place.ACTIVITY, Place.SETTINGS,
)  # fmt: skip


def is_part(one: QWidget) -> bool:
    """Whether it is the inside of a combo box, a spin box or a table."""
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit):
            return True
        parent = parent.parentWidget()
    return False


def nameless(root: QWidget) -> list[str]:
    buddies = {one.buddy() for one in root.findChildren(QLabel) if one.buddy() is not None}
    found = []
    for one in root.findChildren(QWidget):
        if not isinstance(one, KINDS) or isinstance(one, INNER) or not one.isVisibleTo(root) or is_part(one):
            continue
        text = one.text() if isinstance(one, QAbstractButton) else ""
        if not (one.accessibleName() or text or one in buddies):
            found.append(f"{one.metaObject().className()} in {one.parentWidget().metaObject().className()}")
    return found


def unreachable(root: QWidget) -> list[str]:
    return [
        one.text() or one.accessibleName()
        for one in root.findChildren(QAbstractButton)
        if one.isVisibleTo(root)
        and one.isEnabled()
        and not is_part(one)
        and one.focusPolicy() == Qt.FocusPolicy.NoFocus
    ]


def check(root: QWidget) -> None:
    assert nameless(root) == []
    assert unreachable(root) == []


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.value)
def test_pages(shown, place):
    page = shown.page(place)
    shown.bot.wait(150)
    check(page)


@pytest.mark.parametrize("place", [Place.PREVIEW, Place.PAIRING], ids=lambda one: one.value)
def test_pages_of_a_sync(shown, place):
    shown.window.show_place(Go(place, "Customers"))
    page = shown.window.page(place)
    shown.until(lambda: page.stack.currentWidget() is page.list)
    for at in range(page.model.rowCount()):
        page.table.selectRow(at)
        check(page)


def test_the_window_itself(shown):
    check(shown.window.sidebar)
    assert all(one.text() or one.isSeparator() for one in shown.window.menuBar().actions())


SPOT = Spot("Customers", "a", Ref("2"), "city", 101, label="Jürgen Sørensen")
DIALOGS = {
    "record": (Wish(Act.RECORD, spot=SPOT), lambda one: one.history),
    "undo": (Wish(Act.UNDO, number=101), lambda one: one.undo_button.isEnabled()),
    "edit": (Wish(Act.EDIT_VALUE, number=1, spot=SPOT), lambda one: one.present),
    "rehearsal": (Wish(Act.REHEARSE, "Customers"), lambda one: one.rehearsal),
    "conflict": (Wish(Act.REVIEW), lambda one: one.case),
    "sign in": (Wish(Act.RECONNECT, "Shop database"), lambda one: one.fields),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs(shown, name):
    wish, ready = DIALOGS[name]
    shown.window.fulfil(wish)
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(lambda: ready(dialog))
    check(dialog)


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_fit_a_small_screen(shown, name):
    wish, ready = DIALOGS[name]
    shown.window.fulfil(wish)
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(lambda: ready(dialog))
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    assert least.width() <= 1024
    assert least.height() <= 640


def test_what_has_no_name_is_found(qtbot, theme):
    from PySide6.QtWidgets import QPushButton, QVBoxLayout

    root, edit, pressed, labelled, words = QWidget(), QLineEdit(), QPushButton("Go"), QLineEdit(), QLabel("Name")
    qtbot.addWidget(root)
    words.setBuddy(labelled)
    pressed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QVBoxLayout(root)
    for one in (edit, pressed, words, labelled):
        inner.addWidget(one)
    assert nameless(root) == ["QLineEdit in QWidget"]
    assert unreachable(root) == ["Go"]
