"""Taking a run back: first what would be restored, then, when wished, doing it."""

import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import ActionCell, ChangeCell, RecordCell, WordsCell
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.operations import OperationRow, OperationsModel, rows_of, verb
from desktop_sync.gui.text import counted, number
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.engine.undo import UndoReport


@dataclass(frozen=True)
class Outlook:
    """What taking the run back does, or would do."""

    report: "UndoReport"
    sync: str
    rows: tuple[OperationRow, ...]


class UndoDialog(QDialog):
    """For one run."""

    def __init__(self, handle: WorkerHandle, board: Board, run: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board, self._run = handle, board, run
        self._cancel = threading.Event()
        self._letters = ("A", "B")
        self.title = label(self.tr("What would be restored"), "name")
        self.words = label(self.tr("Looking at both systems …"), "", "second", wrap=True)
        self.banner = Banner()
        self.model = OperationsModel(self)
        self.table = RowsTable(self.model, self.tr("What would be restored"))
        self.undo_button = button(self.tr("Undo"), self._undo, "primary")
        self.close_button = button(self.tr("Cancel"), self.reject)
        self.undo_button.setEnabled(False)
        self._build()
        handle.ask(partial(look_at_undo, run=run, dry=True, cancel=self._cancel), self._on_outlook, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Undo a run"))
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
            (220, 112, 120, 0, 140),
        )
        buttons = row(spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.undo_button)
        inner = column((20, 18, 20, 16), 8)
        for one in (self.title, self.words, self.banner):
            inner.addWidget(one)
        inner.addWidget(in_card(self.table), 1)
        inner.addStretch(0)
        inner.addLayout(buttons)
        self.setLayout(inner)

    def _action(self, one: OperationRow) -> tuple[str, str, str]:
        return one.side, self._letters[0] if one.side == "a" else self._letters[1], verb(one.kind)

    @Slot(object)
    def _on_outlook(self, found: Outlook) -> None:
        status, letters = self._board.picture.status(found.sync), self._board.picture.letters
        if status is not None:
            a, b = status.a_kind, status.b_kind
            self._letters = (text.initials(a, letters.get(a, "")), text.initials(b, letters.get(b, "")))
        count = len(found.report.operations)
        self.model.set_rows(found.rows)
        notes = " ".join(found.report.notes)
        words = (
            self.tr("Nothing has been written yet. Values that were changed since are left alone.")
            if count or notes
            else self.tr("Nothing of this run is left to take back: everything was changed since.")
        )
        self.words.setText(f"{words} {notes}".strip())
        self._show_left(found.report.conflicts)
        self.undo_button.setText(self.tr("Undo these %1").replace("%1", number(count)))
        self.undo_button.setEnabled(bool(count or notes))

    def _show_left(self, sentences: tuple[str, ...]) -> None:
        if not sentences:
            self.banner.hide()
            return
        title = counted(len(sentences), self.tr("value is left alone"), self.tr("values are left alone"))
        more = f" {self.tr('And %1 more.').replace('%1', number(len(sentences) - 3))}" if len(sentences) > 3 else ""
        self.banner.show_words(title, " ".join(sentences[:3]) + more)

    def _undo(self) -> None:
        self.undo_button.setEnabled(False)
        self.words.setText(self.tr("Restoring …"))
        call = partial(look_at_undo, run=self._run, dry=False, cancel=self._cancel)
        self._handle.ask(call, self._on_undone, self._on_failed)

    @Slot(object)
    def _on_undone(self, found: Outlook) -> None:
        count = len(found.report.operations)
        self.title.setText(self.tr("Taken back"))
        self.words.setText(f"{counted(count, self.tr('change was'), self.tr('changes were'))} {self.tr('taken back.')}")
        self._show_left(found.report.conflicts)
        self.undo_button.hide()
        self.close_button.setText(self.tr("Close"))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._handle.changed.emit()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.cancelled:
            return
        self.words.setText(self.tr("Nothing was taken back."))
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    def done(self, result: int) -> None:
        """Closing it stops what is under way, between two changes."""
        self._cancel.set()
        super().done(result)


def look_at_undo(services: "Services", run: int, dry: bool, cancel: threading.Event) -> Outlook:
    """Take the run back, or with `dry` only say what that would do. May take long."""
    report = services.review.undo(run, dry=dry, cancel=cancel)
    sync_id = report.operations[0].sync_id if report.operations else 0
    sync = services.review.sync_name(sync_id) if sync_id else ""
    status = next((one for one in services.syncs.statuses() if one.name == sync), None)
    a, b = (status.a_account, status.b_account) if status else ("A", "B")
    return Outlook(report, sync, tuple(rows_of(report.operations, {"a": a, "b": b})))
