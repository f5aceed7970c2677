"""The conflict dialog: one record after another, both values side by side, one key to decide.

It stores decisions and nothing else: the next run carries them, and asks again where a side has moved since.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.board import Board
from desktop_sync.gui.dialogs import conflict_queue as queue
from desktop_sync.gui.dialogs.conflict_body import CaseBody
from desktop_sync.gui.dialogs.conflict_frame import Footer, Head, Settled
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.text import counted, number
from desktop_sync.gui.widgets.basics import column, line
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.plan import ConflictKind

if TYPE_CHECKING:
    from desktop_sync.engine.review import ConflictContext

MAX_NAME = 64
"""Characters of a record's name in the title: what happened to it must stay readable."""


class ConflictDialog(QDialog):
    """Decides conflicts of one sync, or of all."""

    run_wished = Signal(object)
    """The names of the syncs to run now."""

    def __init__(
        self, handle: WorkerHandle, board: Board, sync: str = "", first: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._handle, self._board, self._sync = handle, board, sync
        self._queue = queue.Queue((), {})
        self._at = 0
        self._decided = 0
        self._syncs: list[str] = []
        self._busy = True
        self.head, self.footer, self.settled = Head(), Footer(), Settled()
        self.body = CaseBody()
        self._stack = QStackedWidget()
        self._build()
        handle.look(partial(queue.load, sync=sync, first=first), self._on_queue, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Conflicts"))
        self.setModal(True)
        self.resize(1040, 560)
        self.setMinimumSize(860, 440)
        work = QWidget()
        inner = column()
        for one in (self.head, line(), self.body, line(), self.footer):
            inner.addWidget(one, 1 if one is self.body else 0)
        work.setLayout(inner)
        work.setProperty("ground", "card")
        work.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for page in (QWidget(), work, self.settled):
            self._stack.addWidget(page)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setLayout(outer)
        self.head.moved.connect(self.move_by)
        self.body.changed.connect(self._show_footer)
        self.body.submitted.connect(self.apply)
        self.footer.take.connect(self.take)
        self.footer.later.connect(self.later)
        self.footer.apply.connect(self.apply)
        self.settled.run.connect(self._run)
        self.settled.closed.connect(self.accept)

    # ---- what the workspace says
    @Slot(object)
    def _on_queue(self, found: queue.Queue) -> None:
        self._queue = found
        self._at = 0
        self._show_case()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._busy = False
        self._handle.failed.emit(failure)
        self.reject()

    @property
    def case(self) -> queue.Case | None:
        """The record shown now."""
        return self._queue.cases[self._at] if self._at < len(self._queue.cases) else None

    def _show_case(self) -> None:
        case = self.case
        if case is None:
            self._show_settled()
            return
        self._busy = True
        self._handle.look(partial(queue.context, conflict_id=case.conflicts[0].id), self._on_context, self._on_failed)

    @Slot(object)
    def _on_context(self, context: "ConflictContext") -> None:
        case = self.case
        if case is None or context.conflict.link_id != case.link_id:
            return
        self._busy = False
        self.body.show_case(case, context, self._board.now(), dict(self._board.picture.letters))
        self.head.show_case(self._title(case, context), self._subtitle(case, context), self._at, len(self._queue.cases))
        self._stack.setCurrentIndex(1)
        self._show_footer()
        self.setFocus()

    def _title(self, case: queue.Case, context: "ConflictContext") -> str:
        first = case.conflicts[0]
        name = text.one_line(text.name_of(first.label), MAX_NAME) or self.tr("This record")
        if first.kind is ConflictKind.DELETE_EDIT:
            gone, kept = self.body.delete_names(context)
            return (
                self.tr("%1 was deleted in %2 and changed in %3")
                .replace("%1", name)
                .replace("%2", gone)
                .replace("%3", kept)
            )
        if not first.kind.has_base:
            return self.tr("%1 is not the same in both systems").replace("%1", name)
        return self.tr("%1 was changed in both systems").replace("%1", name)

    def _subtitle(self, case: queue.Case, context: "ConflictContext") -> str:
        if case.conflicts[0].kind is ConflictKind.DELETE_EDIT:
            return f"{case.sync} · {self.tr('nothing is deleted until you decide')}"
        count = counted(len(case.conflicts), self.tr("field differs"), self.tr("fields differ"))
        others = context.settled_fields
        if not others:
            return f"{case.sync} · {count}"
        rest = self.tr("1 other is settled and already carried")
        if others != 1:
            rest = self.tr("%1 others are settled and already carried").replace("%1", number(others))
        return f"{case.sync} · {count}, {rest}"

    # ---- deciding
    def take(self, side: str) -> None:
        """Keys 1 and 2: the current field's value of that side, then on to the next field."""
        if not self._busy and self._stack.currentIndex() == 1:
            self.body.take(side)

    def later(self) -> None:
        """Leave this record as it is for now."""
        if not self._busy:
            self._drop_case()

    def move_by(self, step: int) -> None:
        """To the previous or next record; decisions that were not applied are let go."""
        if not self._busy and 0 <= self._at + step < len(self._queue.cases):
            self._at += step
            self._show_case()

    @Slot()
    def apply(self) -> None:
        """Store what is decided, and go on."""
        case = self.case
        if self._busy or case is None:
            return
        decisions = self.body.decisions(self.footer.always_checked)
        if not decisions:
            return
        self._busy = True
        self.footer.set_busy()
        self._handle.look(partial(queue.apply, decisions=decisions), self._on_applied, self._on_failed)

    @Slot(object)
    def _on_applied(self, applied: queue.Applied) -> None:
        self._busy = False
        self._decided += applied.stored
        case = self.case
        assert case is not None
        if applied.stored and case.sync not in self._syncs:
            self._syncs.append(case.sync)
        if applied.problems:
            self.body.show_problems(applied.problems)
            self._show_footer()
            return
        if self.footer.always_checked:  # others were decided with it: look anew
            self._handle.look(partial(queue.load, sync=self._sync, first=0), self._on_queue, self._on_failed)
            return
        self._drop_case()

    def _drop_case(self) -> None:
        rest = self._queue.cases[: self._at] + self._queue.cases[self._at + 1 :]
        self._queue = queue.Queue(rest, self._queue.alike)
        self._at = min(self._at, max(0, len(rest) - 1))
        self._show_case()

    @Slot()
    def _show_footer(self) -> None:
        case = self.case
        if case is None:
            return
        choice = self.body.choice
        self.footer.show_case(
            names=self.body.names,
            choice=choice,
            alike=self._queue.alike.get((case.sync_id, choice[0] if choice else ""), 1) - 1,
            ready=self.body.is_ready,
            last=len(self._queue.cases) == 1,
            delete=self.body.delete_words,
        )

    # ---- the end
    def _show_settled(self) -> None:
        self._busy = False
        self.settled.show_end(self._decided, bool(self._syncs))
        self._stack.setCurrentWidget(self.settled)
        self.settled.first_button.setFocus()

    @Slot()
    def _run(self) -> None:
        self.run_wished.emit(tuple(self._syncs))
        self.accept()

    # ---- keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in (Qt.Key.Key_1, Qt.Key.Key_2):
            self.take("a" if key == Qt.Key.Key_1 else "b")
        elif key == Qt.Key.Key_0:
            self.body.take_base()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.body.move_current(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.move_by(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self._stack.currentWidget() is self.settled:
            self.settled.first_button.click()
        else:
            self.apply()
