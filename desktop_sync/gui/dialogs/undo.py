"""Taking something back: first what would be restored, then, when wished, doing it."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import ActionCell, ChangeCell, RecordCell, WordsCell
from desktop_sync.gui.dialogs.undo_deeds import Deed, Outlook
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.operations import OperationRow, OperationsModel, verb
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import counted, number
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import button, column, label
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class UndoDialog(QDialog):
    """For one deed."""

    def __init__(self, handle: WorkerHandle, board: Board, deed: Deed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board, self._deed = handle, board, deed
        self._cancel = threading.Event()
        self._letters: tuple[str, ...] = ("A", "B")
        self.title = label(deed.title, "name", wrap=True)
        self.words = label(self.tr("Looking at both systems …"), "", "second", wrap=True)
        self.banner = Banner()
        self.model = OperationsModel(self)
        self.table = RowsTable(self.model, self.tr("What would be restored"))
        self.undo_button = button(deed.action.replace(" %1", ""), self._undo, "primary")
        self.close_button = button(self.tr("Cancel"), self.reject)
        self.undo_button.setEnabled(False)
        self._build()
        handle.ask(partial(_called, deed=deed, dry=True, cancel=self._cancel), self._on_outlook, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self._deed.window)
        self.setModal(True)
        self.resize(900, 520)
        self.setMinimumSize(680, 360)
        self.table.set_cells(
            (
                RecordCell(self.table),
                ActionCell(self._action, self.table),
                WordsCell(self.table),
                ChangeCell(lambda one: one.change, self.table),
                WordsCell(self.table, Type.META, "second"),
            ),
            (210, 112, 110, 0, 200),
        )
        inner = column((20, 18, 20, 16), 8)
        for one in (self.title, self.words, self.banner):
            inner.addWidget(one)
        inner.addWidget(in_card(self.table), 1)
        inner.addStretch(0)
        inner.addLayout(foot(self, self.close_button, self.undo_button))
        self.setLayout(inner)

    def _action(self, one: OperationRow) -> tuple[str, str, str]:
        return one.side, self._letters[0] if one.side == "a" else self._letters[1], verb(one.kind)

    @Slot(object)
    def _on_outlook(self, found: Outlook) -> None:
        letters = self._board.picture.letters
        if found.sync:
            self._letters = tuple(text.initials(kind, letters.get(kind, "")) for kind in found.kinds)
        count = len(found.rows)
        self.model.set_rows(found.rows)
        notes = " ".join(found.notes)
        words = (
            self.tr("Nothing has been written yet. Values that were changed since are left alone.")
            if count or notes
            else self._deed.nothing
        )
        self.words.setText(f"{words} {notes}".strip())
        self._show_left(found.left)
        self.undo_button.setText(self._deed.action.replace("%1", number(count)))
        self.undo_button.setEnabled(bool(count or notes))
        self.undo_button.setDefault(True)

    def _show_left(self, sentences: tuple[str, ...]) -> None:
        if not sentences:
            self.banner.hide()
            return
        title = counted(len(sentences), self.tr("value is left alone"), self.tr("values are left alone"))
        more = f" {self.tr('And %1 more.').replace('%1', number(len(sentences) - 3))}" if len(sentences) > 3 else ""
        self.banner.show_words(title, " ".join(map(said, sentences[:3])) + more)

    def _undo(self) -> None:
        self.undo_button.setEnabled(False)
        self.words.setText(self.tr("Restoring …"))
        call = partial(_called, deed=self._deed, dry=False, cancel=self._cancel)
        self._handle.ask(call, self._on_undone, self._on_failed)

    @Slot(object)
    def _on_undone(self, found: Outlook) -> None:
        count = counted(len(found.rows), self.tr("change was written."), self.tr("changes were written."))
        self.title.setText(self._deed.done)
        self.words.setText(f"{count} {self.tr('It is a run of its own, and can be taken back, too.')}")
        self._show_left(found.left)
        self.undo_button.hide()
        self.close_button.setText(self.tr("Close"))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._handle.changed.emit()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.cancelled:
            return
        self.words.setText(self.tr("Nothing was written."))
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    def done(self, result: int) -> None:
        """Closing it stops what is under way, between two changes."""
        self._cancel.set()
        super().done(result)


def _called(services: "Services", deed: Deed, dry: bool, cancel: threading.Event) -> Outlook:
    return deed.call(services, dry, cancel)
