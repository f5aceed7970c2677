"""A rehearsal: the whole run on copies of both sides, and how it would end."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import ActionCell, ChangeCell, RecordCell, WordsCell
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.operations import OperationRow, OperationsModel, rows_of, verb
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import counted, initials, number
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import button, column, frame, label
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.widgets.working import Working
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.check import Because, Rehearsal
from desktop_sync.model.report import Progress, RunStatus

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class RehearsalDialog(QDialog):
    """For one sync. Nothing real is written."""

    def __init__(self, handle: WorkerHandle, board: Board, sync: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board, self._sync = handle, board, sync
        self._cancel = threading.Event()
        self.rehearsal: Rehearsal | None = None
        self.title = label(self.tr("Rehearsal of %1").replace("%1", sync), "page")
        words = self.tr("The real run, on copies of both sides. Nothing real is written.")
        self.words = label(words, "", "second", wrap=True)
        self.banner, self.working = Banner(), Working()
        self.account = label("", "", "", wrap=True)
        self.model = OperationsModel(self)
        self.table = RowsTable(self.model, self.tr("What would be written"))
        self.table_title = label("", "strong")
        self.close_button = button(self.tr("Close"), self.reject, "primary")
        self._build()
        handle.progress.connect(self._on_progress)
        call = partial(_rehearse, sync=sync, report=handle.report(), cancel=self._cancel)
        handle.ask(call, self._on_rehearsed, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Rehearsal"))
        self.setModal(True)
        self.resize(940, 600)
        self.setMinimumSize(720, 440)
        self.table.set_cells(
            (
                RecordCell(self.table),
                ActionCell(self._action, self.table),
                WordsCell(self.table),
                ChangeCell(lambda one: one.change, self.table),
                WordsCell(self.table, Type.META, "second"),
            ),
            (200, 112, 110, 0, 150),
        )
        self.working.show_progress(None)
        self.working.cancel.clicked.connect(self.reject)
        box, inside = frame(), column((16, 12, 16, 12), 6)
        inside.addWidget(self.account)
        box.setLayout(inside)
        told, lines = QWidget(), column(spacing=10)
        for one in (self.banner, box, self.table_title):
            lines.addWidget(one)
        lines.addWidget(in_card(self.table), 1)
        lines.addStretch(0)
        told.setLayout(lines)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.working)
        self.stack.addWidget(told)
        inner = column((24, 18, 24, 16), 8)
        inner.addWidget(self.title)
        inner.addWidget(self.words)
        inner.addWidget(self.stack, 1)
        inner.addLayout(foot(self, self.close_button))
        self.setLayout(inner)

    def _action(self, one: OperationRow) -> tuple[str, str, str]:
        status, letters = self._board.picture.status(self._sync), self._board.picture.letters
        kind = "" if status is None else status.a_kind if one.side == "a" else status.b_kind
        return one.side, initials(kind, letters.get(kind, "")), verb(one.kind)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if progress.sync == self._sync and self.rehearsal is None:
            self.working.show_progress(progress)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.cancelled:
            return
        self.stack.setCurrentIndex(1)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    @Slot(object)
    def _on_rehearsed(self, found: Rehearsal) -> None:
        self.rehearsal = found
        self.stack.setCurrentIndex(1)
        self._show_verdict(found)
        self.account.setText(self._account(found))
        status = self._board.picture.status(self._sync)
        names = {"a": status.a_account, "b": status.b_account} if status else {"a": "A", "b": "B"}
        rows = rows_of(found.again or found.operations, names)  # type: ignore[arg-type]
        self.model.set_rows(rows)
        title = self.tr("What goes back and forth") if found.again else self.tr("What the run would write, the first")
        if not found.again and len(found.operations) == sum(found.counts.values()):
            title = self.tr("What the run would write")
        self.table_title.setText(f"{title} {number(len(rows))}" if rows else "")
        self.table.setVisible(bool(rows))
        self.close_button.setFocus()

    def _show_verdict(self, found: Rehearsal) -> None:
        failed = next((one for one in found.rounds if one.status is RunStatus.FAILED), None)
        if failed is not None:
            self.banner.show_words(
                self.tr("The run would fail"), f"{said(failed.error)} {said(failed.advice)}".strip(), tone="bad"
            )
        elif found.again:
            words = self.tr("A second run would write again, though nobody edited anything: these never come to rest.")
            self.banner.show_words(self.tr("It does not come to rest"), words, tone="bad")
        elif not found.converges:
            words = self.tr("After two runs both sides still differ, and no conflict or rule explains it.")
            self.banner.show_words(self.tr("Both sides do not agree at the end"), words, tone="bad")
        else:
            words = self.tr(
                "A second run has nothing to write, and whatever still differs waits for you or for a rule."
            )
            self.banner.show_words(self.tr("It ends well"), words, tone="good")

    def _account(self, found: Rehearsal) -> str:
        status = self._board.picture.status(self._sync)
        a, b = (status.a_account, status.b_account) if status else ("A", "B")
        copied = self.tr("Copied: %1 from %2, %3 from %4.")
        for mark, text in (("%1", number(found.copied_a)), ("%2", a), ("%3", number(found.copied_b)), ("%4", b)):
            copied = copied.replace(mark, text)
        words = {"create": self.tr("new"), "update": self.tr("changed"), "delete": self.tr("deleted")}
        wrote = [
            f"{number(count)} {words.get(key.partition('.')[2], key)} {self.tr('in')} {a if key[0] == 'a' else b}"
            for key, count in sorted(found.counts.items())
        ]
        written = f"{self.tr('Written:')} {', '.join(wrote)}." if wrote else self.tr("Nothing would be written.")
        end = [
            counted(found.end.count(Because.CONFLICT), self.tr("conflict"), self.tr("conflicts")),
            f"{number(found.end.count(Because.HOLD))} {self.tr('held')}",
            f"{number(found.end.count(Because.RULE))} {self.tr('left apart by a rule')}",
        ]
        rest = f"{self.tr('At the end:')} {number(found.end.a.equal)} {self.tr('equal')}, {', '.join(end)}."
        guards = " ".join(said(one.message) for one in found.guards)
        return "\n".join(part for part in (copied, written, rest, guards, *found.notes) if part)

    def done(self, result: int) -> None:
        """Closing it stops what is under way."""
        self._cancel.set()
        super().done(result)


def _rehearse(
    services: "Services", sync: str, report: Callable[[Progress], None], cancel: threading.Event
) -> Rehearsal:
    from desktop_sync.engine.scratching import Watch  # late: the engine is loaded in the worker

    return services.rehearser.rehearse(sync, watch=Watch.of(report, cancel))
