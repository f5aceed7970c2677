"""The rows of a plan as a table in which rows can be skipped and turned round, by mouse and by keys."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemDelegate, QMenu, QWidget

from desktop_sync.gui.delegates.cells import ActionCell, ChangeCell, RecordCell, TickCell, WordsCell
from desktop_sync.gui.delegates.group_head import GroupHead
from desktop_sync.gui.models.operations import verb
from desktop_sync.gui.models.plan_groups import PlanGroup
from desktop_sync.gui.models.plan_lines import RECORD, TICK, TURN, PlanModel
from desktop_sync.gui.models.plan_rows import PlanRow
from desktop_sync.gui.text import tr
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.table import RowsTable
from desktop_sync.model.overrides import Row
from desktop_sync.model.plan import OperationKind

DELETES = (OperationKind.DELETE, OperationKind.ARCHIVE)
_WAYS = {int(Qt.Key.Key_Left): True, int(Qt.Key.Key_Right): False}
"""The keys that fold and unfold."""
_FOLDING = frozenset({*_WAYS, int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})


def _tinted(one: PlanRow) -> bool:
    return one.kind in DELETES and not one.skipped


class PlanTable(RowsTable):
    """The table. Space skips what is chosen, T turns it round; so do the tick and the sign at the right.

    A group's head stands for all its rows; a click, Enter, or the left and right key folds it and unfolds it.
    """

    changed = Signal(object)
    """The rows as they are wanted now, a list."""
    folded = Signal(str, bool)
    """A group's key: whether its rows are to stay away."""

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(model, tr("What would change"), parent)
        self._model = model
        self.letters: Sequence[str] = ("A", "B")
        self.set_cells(
            (
                TickCell(lambda one: not one.skipped, self, _tinted),
                RecordCell(self, _tinted),
                ActionCell(self._action, self, _tinted),
                WordsCell(self, tinted=_tinted),
                ChangeCell(lambda one: one.change, self, _tinted),
                WordsCell(self, Type.META, "second", _tinted),
                WordsCell(self, tone="second", tinted=_tinted),
            ),
            (36, 200, 136, 110, 0, 176, 34),
        )
        self._head = GroupHead(self)
        self._heads: tuple[int, ...] = ()
        model.modelReset.connect(self._place_heads)
        model.dataChanged.connect(self._place_heads)
        self.choose_several()
        self.pressed_cell.connect(self._pressed)
        self.asked_menu.connect(self._show_menu)
        for keys, act in (("Space", self.toggle), ("T", self.turn)):
            made = QShortcut(QKeySequence(keys), self, act)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _action(self, one: PlanRow) -> tuple[str, str, str]:
        return one.side, self.letters[0] if one.side == "a" else self.letters[1], verb(one.kind)

    @Slot()
    def _place_heads(self) -> None:
        """Heads of groups run over the whole width."""
        heads = self._model.heads
        if heads == self._heads:
            return
        for at in self._heads:
            self.setItemDelegateForRow(
                at, cast("QAbstractItemDelegate", None)
            )  # Qt takes none to be the column's again
        self.clearSpans()
        self._heads = heads
        for at in heads:
            self.setItemDelegateForRow(at, self._head)
            self.setSpan(at, RECORD, 1, self._model.columnCount() - RECORD)

    @property
    def _chosen_rows(self) -> list[PlanRow]:
        """The chosen rows, and those of the groups whose head is chosen; each once."""
        found: dict[Row, PlanRow] = {}
        for one in self.chosen:
            some = one.rows if isinstance(one, PlanGroup) else (one,) if isinstance(one, PlanRow) else ()
            found.update((each.key, each) for each in some)
        return list(found.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left folds a group, right unfolds it, Enter does what is possible; left on a row goes to its head."""
        one, key = self.current, event.key()
        if isinstance(one, PlanGroup) and key in _FOLDING and (key not in _WAYS or _WAYS[key] is not one.folded):
            self.folded.emit(one.key, not one.folded)
        elif isinstance(one, PlanRow) and key == Qt.Key.Key_Left and self._heads:
            self.selectRow(max(at for at in self._heads if at < self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    @Slot(object, int)
    def _pressed(self, found: object, at: int) -> None:
        if isinstance(found, PlanGroup):
            if at == TICK:
                self.changed.emit([replace(one, skipped=found.skipped is False) for one in found.rows])
            else:
                self.folded.emit(found.key, not found.folded)
        elif isinstance(found, PlanRow) and at == TICK:
            self.changed.emit([replace(found, skipped=not found.skipped)])
        elif isinstance(found, PlanRow) and at == TURN and found.turn is not None:
            self.changed.emit([replace(found, turned=not found.turned, skipped=False)])

    @Slot()
    def toggle(self) -> None:
        """Skip the chosen rows, or take them in again."""
        some = self._chosen_rows
        skip = any(not one.skipped for one in some)
        self.changed.emit([replace(one, skipped=skip) for one in some])

    @Slot()
    def turn(self) -> None:
        """Turn the chosen rows round, or back."""
        some = [one for one in self._chosen_rows if one.turn is not None]
        turned = any(not one.turned for one in some)
        self.changed.emit([replace(one, turned=turned, skipped=False) for one in some])

    @Slot(object, QPoint)
    def _show_menu(self, found: object, where: QPoint) -> None:
        if isinstance(found, PlanRow | PlanGroup):
            self.menu(found).popup(where)

    def menu(self, found: PlanRow | PlanGroup) -> QMenu:
        """All that can be done with a row, and those chosen with it."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = tr("&Take in again") if found.skipped else tr("&Skip this time")
        made.addAction(words, QKeySequence("Space"), self.toggle)
        if isinstance(found, PlanGroup):
            possible = any(one.turn is not None for one in found.rows)
            made.addAction(tr("T&urn them round"), QKeySequence("T"), self.turn).setEnabled(possible)
            words = tr("&Unfold") if found.folded else tr("&Fold away")
            made.addAction(words, partial(self.folded.emit, found.key, not found.folded))
            return made
        words = tr("T&urn back") if found.turned else tr("T&urn it round")
        made.addAction(words, QKeySequence("T"), self.turn).setEnabled(found.turn is not None)
        made.addSeparator()
        made.addAction(tr("&History of the record …"), partial(self.opened.emit, found))
        return made
