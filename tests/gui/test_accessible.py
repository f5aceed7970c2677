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
from desktop_sync.gui.wizards.account_wizard import AccountWizard
from desktop_sync.gui.wizards.sync_wizard import SyncWizard
from desktop_sync.model.record import Ref
from tests.gui.wizard_bench import SameThread, make_databases, open_bench

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
    "conflict": (Wish(Act.REVIEW), lambda one: one.head.title),
    "sign in": (Wish(Act.RECONNECT, "Shop database"), lambda one: one.fields),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs(shown, name):
    wish, ready = DIALOGS[name]
    shown.window.fulfil(wish)
    dialog = shown.window.deeds.dialogs[-1]
    shown.until(lambda: ready(dialog))
    check(dialog)
    marks = [one for one in dialog.findChildren(QAbstractButton) if one.text() == "?" and one.isVisibleTo(dialog)]
    assert [one.accessibleName() for one in marks] == ["Guide"]


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


LEAST_WIDTH, LEAST_HEIGHT = 1024, 640
"""The smallest window that everything is to fit into, in pixels."""


@pytest.mark.parametrize("place", [*PLACES, Place.PREVIEW, Place.PAIRING], ids=lambda one: one.value)
def test_pages_fit_the_smallest_window(shown, place):
    shown.window.show_place(Go(place, "Customers" if place in (Place.PREVIEW, Place.PAIRING) else ""))
    page = shown.window.page(place)
    shown.bot.wait(150)
    room_wide = LEAST_WIDTH - shown.window.sidebar.width()
    room_high = LEAST_HEIGHT - shown.window.menuBar().sizeHint().height()
    least = page.minimumSizeHint().expandedTo(page.minimumSize())
    assert least.width() <= room_wide
    assert least.height() <= room_high


def test_the_window_can_be_made_as_small_as_promised(shown):
    for place in PLACES:
        shown.page(place)
    shown.window.resize(LEAST_WIDTH, LEAST_HEIGHT)
    assert (shown.window.width(), shown.window.height()) == (LEAST_WIDTH, LEAST_HEIGHT)
    least = shown.window.minimumSizeHint()
    assert (least.width() <= LEAST_WIDTH, least.height() <= LEAST_HEIGHT) == (True, True)


@pytest.fixture
def wizards(qtbot, qapp, theme, tmp_path):
    services = open_bench(tmp_path)
    shop, crm = make_databases(tmp_path)
    services.accounts.add("Shop database", "sql", {"url": f"sqlite:///{shop}"}, {})
    services.accounts.add("CRM", "sql", {"url": f"sqlite:///{crm}"}, {})
    yield SameThread(services)
    services.close()


def fits(dialog):
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    return least.width() <= LEAST_WIDTH and least.height() <= LEAST_HEIGHT


def test_every_page_of_a_new_sync(wizards, qtbot):
    wizard = SyncWizard(wizards)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitUntil(lambda: bool(wizard.pages) and bool(wizard.context.accounts), timeout=20_000)
    pickers = wizard.tables_page.pickers
    pickers["a"].choose("Shop database")
    pickers["b"].choose("CRM")
    qtbot.waitUntil(lambda: len(wizard.context.tables) == 2, timeout=20_000)
    pickers["a"].choose("Shop database", "customers")
    pickers["b"].choose("CRM", "contacts")
    for page in wizard.pages:
        if page is wizard.mapping_page:
            tools = wizard.mapping_page.panel.tools
            qtbot.waitUntil(tools.accept_all.isVisible, timeout=20_000)
            check(wizard)
            tools.accept_all.click()
        qtbot.waitUntil(lambda page=page: wizard.page is page and page.valid, timeout=30_000)
        check(wizard)
        assert fits(wizard)
        if page is not wizard.pages[-1]:
            wizard.next_button.click()


def test_every_page_of_a_new_account(wizards, qtbot, tmp_path):
    wizard = AccountWizard(wizards)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitUntil(lambda: bool(wizard.pages), timeout=20_000)
    check(wizard)
    next(one for one in wizard.kind_page.cards if one.info.kind == "sql").click()
    wizard.next_button.click()
    check(wizard)
    qtbot.keyClicks(wizard.settings_page.fields["url"].edit, f"sqlite:///{tmp_path / 'shop.sqlite'}")
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.page is wizard.name_page, timeout=20_000)
    check(wizard)
    assert fits(wizard)
    wizard.back_button.click()
    assert wizard.page is wizard.test_page
    check(wizard)
    wizard.go(0)
    wizard.kind_page.choose("hubspot")
    wizard.forward()
    assert wizard.page is wizard.settings_page
    check(wizard)
