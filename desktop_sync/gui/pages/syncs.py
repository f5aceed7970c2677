"""The list of syncs."""

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import PillCell, SidesCell, WordsCell
from desktop_sync.gui.models.syncs import SyncEntry, SyncsModel, entry_of, sides
from desktop_sync.gui.pages.listing import ListPage
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.text import counted
from desktop_sync.gui.theme import Tone, Type
from desktop_sync.gui.widgets.card import resume_wish, sync_menu
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle


class Syncs(ListPage):
    """Open one to edit it; the rest is in its menu."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Syncs"))
        self._run = self.header.add(self.tr("Sync now"), self._run_current)
        self._preview = self.header.add(self.tr("Preview"), self._preview_current)
        self._edit = self.header.add(self.tr("Edit …"), self._edit_current)
        self.header.add(self.tr("New sync"), lambda: self.wish.emit(Wish(Act.NEW_SYNC)), "primary")
        self.empty.add(self.tr("Make your first sync"), lambda: self.wish.emit(Wish(Act.NEW_SYNC)))
        self.model = SyncsModel(self)
        self.table = RowsTable(self.model, self.tr("Syncs"))
        self.table.set_cells(
            (
                WordsCell(self.table, Type.STRONG, wrap=True),
                SidesCell(sides, self.table),
                PillCell(lambda row: (row.state.words, row.state.tone), self.table),
                WordsCell(self.table),
                WordsCell(self.table, tone="second"),
                WordsCell(self.table, tone="second"),
            ),
            (130, 178, 186, 60, 80, 80),
        )
        self.table.follow_contents((1, 2, 4, 0))
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._show_buttons)
        self.table.asked_menu.connect(self._show_menu)
        self.list_body.addWidget(in_card(self.table), 1)
        self.list_body.addStretch(0)
        for signal in (board.updated, board.clock):
            signal.connect(self.show_board)
        board.stepped.connect(self._stepped)
        self.show_board()

    @Slot(str)
    def _stepped(self, _name: str) -> None:
        if self.isVisible():
            self.show_board()

    @Slot()
    def show_board(self) -> None:
        """Show the board's picture."""
        picture, now = self.board.picture, self.board.now()
        if not picture.taken:
            return
        self.model.set_rows([entry_of(one, self.board.running(one.name), now) for one in picture.statuses])
        self.header.set_subtitle(counted(len(picture.statuses), self.tr("sync"), self.tr("syncs")))
        if picture.statuses:
            self.show_list()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        else:
            words = self.tr("A sync joins a table of one system with a table of another, field by field.")
            self.show_empty(self.tr("No syncs yet"), words)
        self._show_buttons()

    @Slot()
    def _show_buttons(self, _row: object = None) -> None:
        entry = self._current
        for one in (self._run, self._preview, self._edit):
            one.setEnabled(entry is not None)
        if entry is not None:
            self._run.setEnabled(entry.state.tone is not Tone.BUSY and entry.status.state != "paused")

    @property
    def _current(self) -> SyncEntry | None:
        found = self.table.current
        return found if isinstance(found, SyncEntry) else None

    def _run_current(self) -> None:
        if self._current is not None:
            self.wish.emit(Wish(Act.RUN, self._current.status.name))

    def _preview_current(self) -> None:
        if self._current is not None:
            self.go.emit(Go(Place.PREVIEW, self._current.status.name))

    def _edit_current(self) -> None:
        if self._current is not None:
            self.go.emit(Go(Place.EDITOR, self._current.status.name))

    @Slot(object)
    def _open(self, row: object) -> None:
        if isinstance(row, SyncEntry):
            self.go.emit(Go(Place.EDITOR, row.status.name))

    @Slot(object, QPoint)
    def _show_menu(self, row: object, where: QPoint) -> None:
        if isinstance(row, SyncEntry):
            self.menu(row).popup(where)

    def menu(self, row: SyncEntry) -> QMenu:
        """All that can be done with the sync."""
        busy = row.state.tone is Tone.BUSY
        return sync_menu(
            self, row.status.name, busy=busy, resume=None if row.status.state == "active" else resume_wish(row.status)
        )
