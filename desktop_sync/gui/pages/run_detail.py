"""What one run wrote: its figures, its operations, and ways to take them back."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.delegates.cells import ActionCell, ChangeCell, RecordCell, WordsCell
from desktop_sync.gui.models.operations import OperationRow, OperationsModel, verb
from desktop_sync.gui.models.runs import RunRow, facts
from desktop_sync.gui.phrases import said
from desktop_sync.gui.places import Act, Wish
from desktop_sync.gui.text import number
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import ElidedLabel, button, column, label, row
from desktop_sync.gui.widgets.table import RowsTable, in_card


class RunDetail(QWidget):
    """For one run."""

    wish = Signal(object)
    """A `Wish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: RunRow | None = None
        self.title = ElidedLabel("", "name", lines=3)
        self.facts = label("", "", "second", wrap=True)
        self.words = label("", "", "second", wrap=True)
        self.record = button(self.tr("History of the record …"), self._show_record)
        self.undo = button(self.tr("Undo the run …"), self._undo)
        self.model = OperationsModel(self)
        self.table = RowsTable(self.model, self.tr("What the run wrote"))
        self.letters = ("A", "B")
        self._build()

    def _build(self) -> None:
        self.table.set_cells(
            (
                RecordCell(self.table),
                ActionCell(self._action, self.table),
                WordsCell(self.table),
                ChangeCell(lambda one: one.change, self.table),
                WordsCell(self.table, Type.META, "second"),
            ),
            (220, 126, 118, 0, 220),
        )
        self.table.opened.connect(self._opened)
        self.table.picked.connect(self._picked)
        self.table.asked_menu.connect(self._show_menu)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = row()
        head.addWidget(self.title, 1)
        head.addWidget(self.record)
        head.addWidget(self.undo)
        inner: QVBoxLayout = column((0, 10, 0, 0), 6)
        inner.addLayout(head)
        inner.addWidget(self.facts)
        inner.addWidget(self.words)
        inner.addWidget(in_card(self.table), 1)
        inner.addStretch(0)
        self.setLayout(inner)
        self._picked(None)

    def show_run(self, run: RunRow) -> None:
        """Show a run; its operations follow by `model`."""
        self._run = run
        report = run.run
        self.title.setText(f"{report.sync}, {run.when}")
        self.title.updateGeometry()
        self.facts.setText(facts(run))
        told = f"{said(report.error)} {said(report.advice)}".strip() if report.error else ""
        words = " ".join(part for part in (told, *map(said, report.notices)) if part)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.undo.setVisible(report.written > 0 and report.undone_by is None)

    def _action(self, one: OperationRow) -> tuple[str, str, str]:
        return one.side, self.letters[0] if one.side == "a" else self.letters[1], verb(one.kind)

    # ---- what can be done
    @Slot(object)
    def _picked(self, found: object) -> None:
        self.record.setEnabled(isinstance(found, OperationRow))

    @Slot(object)
    def _opened(self, found: object) -> None:
        if isinstance(found, OperationRow):
            self._ask(Act.RECORD, found)

    def _show_record(self) -> None:
        self._opened(self.table.current)

    def _undo(self) -> None:
        if self._run is not None:
            self.wish.emit(Wish(Act.UNDO, number=self._run.run.id))

    def _ask(self, act: Act, found: OperationRow, *, whole: bool = False) -> None:
        spot = found.spot(self._run.run.sync) if self._run is not None else None
        if spot is not None:
            self.wish.emit(Wish(act, spot=spot.record if whole else spot))

    @Slot(object, QPoint)
    def _show_menu(self, found: object, where: QPoint) -> None:
        if isinstance(found, OperationRow):
            self.menu(found).popup(where)

    def menu(self, found: OperationRow) -> QMenu:
        """All that can be done with a line."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.addAction(self.tr("&History of the record …"), partial(self._ask, Act.RECORD, found))
        made.addSeparator()
        possible = self._run is not None and self._run.run.undone_by is None
        if found.name:
            words = self.tr("Undo the change of “%1” …").replace("%1", text.one_line(found.field, 40))
            made.addAction(words, partial(self._ask, Act.UNDO_PART, found)).setEnabled(possible)
        words = self.tr("Undo all of run %1 in this record …").replace("%1", number(found.run))
        made.addAction(words, partial(self._ask, Act.UNDO_PART, found, whole=True)).setEnabled(possible)
        return made
