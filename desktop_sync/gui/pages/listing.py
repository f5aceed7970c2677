"""The base of pages with a table: what to say when it is empty, a search box, and rows that stay chosen when they are refreshed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.places import Page
from desktop_sync.gui.widgets.basics import column
from desktop_sync.gui.widgets.notes import EmptyState
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

FIND_MS = 120
AT_ONCE = 2000
"""Up to so many rows are gone through at once; of more the window would be seen to wait."""


@dataclass(frozen=True)
class _Worked:
    """What was worked out beside the window, and for which wish."""

    number: int
    result: object


class FindBox(QLineEdit):
    """A search box that waits for a pause in typing."""

    found = Signal(str)
    """What to look for, folded."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setFixedWidth(260)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FIND_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(lambda _text: self._pause.start())

    @property
    def wanted(self) -> str:
        """What to look for, folded."""
        return self.text().strip().casefold()

    def _tell(self) -> None:
        self.found.emit(self.wanted)


class ListPage(Page):
    """Header, then either the empty state or the list."""

    def __init__(self, handle: WorkerHandle, board: Board, title: str, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, title, parent)
        self.sync = ""
        """Only of this sync; "" for all."""
        self.empty = EmptyState("", "")
        self.list = QWidget()
        self.list_body: QVBoxLayout = column(spacing=12)
        self.list.setLayout(self.list_body)
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.list)
        self.body.addWidget(self.stack, 1)
        self._wished = 0
        self._show_worked: Callable[[Any], None] | None = None

    def show_empty(self, title: str, words: str) -> None:
        """There is nothing to list."""
        self.empty.set_words(title, words)
        self.stack.setCurrentIndex(1)

    def show_list(self) -> None:
        """There is something."""
        self.stack.setCurrentIndex(2)

    def work(self, rows: int, call: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Have `call` go through that many rows, and `show` what it gives: at once while they are few, else beside the window.

        `call` must not touch widgets. A newer wish takes the place of one that is still worked on.
        """
        self._wished += 1
        if rows <= AT_ONCE:
            show(call())
            return
        self._show_worked = show
        self.handle.look(partial(_work, number=self._wished, call=call), self._on_worked)

    @Slot(object)
    def _on_worked(self, worked: _Worked) -> None:
        if worked.number == self._wished and self._show_worked is not None:
            self._show_worked(worked.result)

    def all_names(self) -> dict[str, tuple[str, str]]:
        """What both systems of each sync are called, for workers."""
        return {one.name: (one.a_account, one.b_account) for one in self.board.picture.statuses}

    def names_of(self, sync: str) -> tuple[str, str]:
        """What both systems of a sync are called."""
        status = self.board.picture.status(sync)
        return (status.a_account, status.b_account) if status else (self.tr("first system"), self.tr("second system"))


def _work(_services: "Services", number: int, call: Callable[[], Any]) -> _Worked:
    return _Worked(number, call())
