"""The mapper's context menus: everything a mouse can do by dragging, without dragging."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_sync.gui.mapper.fixed import rules
from desktop_sync.gui.mapper.links import links_at, names_of
from desktop_sync.gui.mapper.model import MapperModel, Selected
from desktop_sync.gui.mapper.pill import ARROWS
from desktop_sync.gui.mapper.strip import whole_action
from desktop_sync.gui.models.fields import GroupRow
from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import Direction
from desktop_sync.model.record import Side, other


def field_menu(
    model: MapperModel, field: tuple[Side, str], start: Callable[[], None], edit: Callable[[int], None], parent: QWidget
) -> QMenu:
    """The menu of a field: link from here, link to …, a fixed value, remove its links. `start` begins a link by keyboard."""
    side, name = field
    menu = _menu(parent)
    tables = model.tables
    assert tables is not None
    far = other(side)
    _act(menu, tr("Link from here"), start)
    targets = menu.addMenu(tr("Link to a field of {system}", system=tables.system(far)))
    targets.setStyleSheet("QMenu { menu-scrollable: 1; }")
    for row in model.rows(far):
        if isinstance(row, GroupRow) or row.gone:
            continue
        target = row.field.name
        pair = (name, target) if side == "a" else (target, name)
        _act(targets, row.field.label or target, lambda pair=pair: model.connect_fields(*pair))

    def fix() -> None:
        if model.fix(side, name):
            edit(len(model.links()) - 1)

    _act(menu, tr("Write a fixed value …"), fix).setEnabled(model.can_fix(side, name))
    for at in links_at(model.links(), side, name):
        link = model.links()[at]
        menu.addSeparator()
        _act(menu, tr("Select {title}", title=tables.title(link)), lambda at=at: model.select(Selected("link", at)))
        if len(names_of(link, side)) > 1:
            words = tr("Take out of {title}", title=tables.title(link))
            _act(menu, words, lambda at=at: model.part_field(at, side, name))
        _act(menu, tr("Remove {title}", title=tables.title(link)), lambda at=at: model.remove(at))
    return menu


def group_menu(
    model: MapperModel, head: GroupRow, side: Side, fold: Callable[[frozenset[str], bool], None], parent: QWidget
) -> QMenu:
    """The menu of a group's head: fold or open it, or all of them. `fold(keys, shut)` does it."""
    menu = _menu(parent)
    every = frozenset(group.key for group in model.groups(side))
    shut = head.shut
    _act(menu, tr("Show the fields") if shut else tr("Fold"), lambda: fold(frozenset({head.key}), not shut))
    menu.addSeparator()
    _act(menu, tr("Fold all groups"), lambda: fold(every, True))
    _act(menu, tr("Show the fields of all groups"), lambda: fold(every, False))
    return menu


def link_menu(model: MapperModel, selected: Selected, edit: Callable[[int], None], parent: QWidget) -> QMenu:
    """The menu of a link or a suggestion."""
    menu = _menu(parent)
    if selected.kind == "offer":
        _act(menu, tr("Accept"), lambda: model.accept(selected.at))
        _act(menu, tr("Wave aside"), lambda: model.dismiss(selected.at))
        return menu
    tables, link = model.tables, model.links()[selected.at]
    assert tables is not None
    _act(menu, tr("Change the lens …"), lambda: edit(selected.at))
    if not link.a or not link.b:
        _act(menu, tr("Remove"), lambda: model.remove(selected.at))
        return menu
    whole = model.whole
    if whole.running:
        _act(menu, tr("Stop trying all records"), whole.given_up.emit)
    elif whole.wanted_for(link, model.verdict(link)):
        _act(menu, whole_action(whole), whole.asked.emit)
    menu.addSeparator()
    words = {
        Direction.BOTH: tr("Both ways"),
        Direction.A_TO_B: tr("Only to {system}", system=tables.system("b")),
        Direction.B_TO_A: tr("Only to {system}", system=tables.system("a")),
    }
    for direction, text in words.items():
        action = _act(menu, f"{ARROWS[direction]}  {text}", lambda way=direction: model.turn(selected.at, way))
        action.setCheckable(True)
        action.setChecked(link.direction is direction)
    wins = menu.addMenu(tr("When both sides changed it"))
    wins.setEnabled(link.direction is Direction.BOTH)
    for rule, text in rules(tables).items():
        action = _act(wins, text, lambda rule=rule: model.rule(selected.at, rule))
        action.setCheckable(True)
        action.setChecked(link.conflict is rule)
    menu.addSeparator()
    _act(menu, tr("Remove"), lambda: model.remove(selected.at))
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _act(menu: QMenu, text: str, call: Callable[..., object]) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.triggered.connect(lambda _checked=False: call())
    return action
