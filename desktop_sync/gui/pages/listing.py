"""The base of pages with a table: what to say when it is empty, a search box, and rows that stay chosen when they are refreshed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.places import Page
from desktop_sync.gui.widgets.basics import column
from desktop_sync.gui.widgets.notes import EmptyState
from desktop_sync.gui.worker import WorkerHandle

FIND_MS = 120


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

    def show_empty(self, title: str, words: str) -> None:
        """There is nothing to list."""
        self.empty.set_words(title, words)
        self.stack.setCurrentIndex(1)

    def show_list(self) -> None:
        """There is something."""
        self.stack.setCurrentIndex(2)

    def names_of(self, sync: str) -> tuple[str, str]:
        """What both systems of a sync are called."""
        status = self.board.picture.status(sync)
        return (status.a_account, status.b_account) if status else (self.tr("first system"), self.tr("second system"))
