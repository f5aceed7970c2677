"""What the window does when a page, a card or a menu wishes it. Everything that may take time goes to the workers."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from desktop_sync import __version__
from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE
from desktop_sync.gui.board import Board
from desktop_sync.gui.guide.opener import with_guide
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.spots import Spot
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.gui.mapper.folds import Folds


class Deeds(QObject):
    """Carries out wishes. `go` asks the window to show a page."""

    go = Signal(object)
    """A `Go`."""

    def __init__(self, window: QWidget, handle: WorkerHandle, board: Board) -> None:
        super().__init__(window)
        self._window = window
        self._handle = handle
        self._board = board
        self._dialogs: list[QDialog] = []
        self._folds: dict[str, Folds] = {}
        """By sync: which groups of fields its mapper was left with folded."""
        self._acts: dict[Act, Callable[[Wish], None]] = {
            Act.RUN: lambda wish: handle.run(wish.name),
            Act.RUN_FULL: lambda wish: handle.run(wish.name, full=True),
            Act.CANCEL: lambda wish: handle.cancel(wish.name),
            Act.PAUSE: lambda wish: self._tell(lambda services: services.syncs.pause(wish.name)),
            Act.RESUME: lambda wish: self._tell(lambda services: services.syncs.resume(wish.name)),
            Act.PAUSE_ALL: lambda _: self._tell(lambda services: services.pauses.pause_all()),
            Act.RESUME_ALL: lambda _: self._tell(_resume_all),
            Act.PAUSE_ACCOUNT: lambda wish: self._tell(lambda services: services.pauses.pause_account(wish.name)),
            Act.RESUME_ACCOUNT: lambda wish: self._tell(lambda services: services.pauses.resume_account(wish.name)),
            Act.REMOVE: self._remove,
            Act.REVIEW: lambda wish: self.review(wish.name, wish.number),
            Act.UNDO: lambda wish: self.undo(wish.number),
            **dict.fromkeys((Act.UNDO_PART, Act.RESTORE, Act.RECREATE, Act.RECORD), self._on_spot),
            Act.EDIT_VALUE: self._edit_value,
            Act.REHEARSE: self._rehearse,
            Act.MERGE: self._merge,
            Act.LOG: lambda _: self.show_log(),
            Act.NEW_SYNC: lambda _: self.edit(None),
            Act.NEW_ACCOUNT: lambda _: self._new_account(),
            Act.RECONNECT: lambda wish: self._reconnect(wish.name),
        }

    @Slot(object)
    def fulfil(self, wish: Wish) -> None:
        """Do it."""
        self._acts[wish.act](wish)

    # ---- the workspace
    def _tell(self, call: "Callable[[Services], Any]") -> None:
        self._handle.look(call, self._changed)

    @Slot(object)
    def _changed(self, _answer: object) -> None:
        self._handle.changed.emit()

    @Slot(bool)
    def reveal(self, shown: bool) -> None:
        """Show the values of sensitive fields, or hide them again."""
        self._tell(lambda services: services.reveal(shown=shown))

    def run_here(self) -> None:
        """F5: run every active sync."""
        for one in self._board.picture.statuses:
            if one.state == "active":
                self._handle.run(one.name)

    def cancel_all(self) -> None:
        """Stop all runs."""
        for name in self._handle.running:
            self._handle.cancel(name)

    def _remove(self, wish: Wish) -> None:
        from desktop_sync.gui.dialogs.confirm import confirm

        if confirm(
            self._window,
            self.tr("Remove the sync “%1”?").replace("%1", wish.name),
            self.tr(
                "Both systems keep their records. The workspace forgets which records belong together, "
                "and open conflicts of this sync; the history of its runs stays."
            ),
            self.tr("Remove the sync"),
        ):
            self._tell(lambda services: services.syncs.remove(wish.name))

    # ---- dialogs; their modules are loaded when they are first needed, the window comes up without them
    def show_dialog(self, dialog: QDialog) -> None:
        """Show it over the window, and let go of it when it closes."""
        self._dialogs.append(dialog)
        dialog.finished.connect(lambda _result=0: self._let_go(dialog))
        with_guide(dialog).open()

    def _let_go(self, dialog: QDialog) -> None:
        if dialog in self._dialogs:
            self._dialogs.remove(dialog)
        dialog.deleteLater()
        self._handle.changed.emit()

    @property
    def dialogs(self) -> tuple[QDialog, ...]:
        """The open ones."""
        return tuple(self._dialogs)

    def review(self, name: str = "", first: int = 0) -> None:
        """The conflict dialog: of one sync or all; `first`: the conflict to begin with."""
        from desktop_sync.gui.dialogs.conflict import ConflictDialog

        dialog = ConflictDialog(self._handle, self._board, name, first, self._window)
        dialog.run_wished.connect(self._run_names)
        self.show_dialog(dialog)

    @Slot(object)
    def _run_names(self, names: object) -> None:
        assert isinstance(names, tuple)
        for name in names:
            self._handle.run(name)

    def undo(self, run: int) -> None:
        """Show what taking the run back would do, and do it when wished."""
        from desktop_sync.gui.dialogs.undo import UndoDialog
        from desktop_sync.gui.dialogs.undo_deeds import undo_run

        self.show_dialog(UndoDialog(self._handle, self._board, undo_run(run), self._front))

    def _on_spot(self, wish: Wish) -> None:
        """Something in one record: its history, or bringing back what it was."""
        assert wish.spot is not None
        if wish.act is Act.RECORD:
            self.show_record(wish.spot)
            return
        from desktop_sync.gui.dialogs import undo_deeds
        from desktop_sync.gui.dialogs.undo import UndoDialog

        makers = {
            Act.UNDO_PART: undo_deeds.undo_part,
            Act.RESTORE: undo_deeds.restore,
            Act.RECREATE: undo_deeds.recreate,
        }
        self.show_dialog(UndoDialog(self._handle, self._board, makers[wish.act](wish.spot), self._front))

    def show_record(self, spot: Spot) -> None:
        """The history of a record on both sides."""
        from desktop_sync.gui.dialogs.record import RecordDialog

        dialog = RecordDialog(self._handle, self._board, spot, self._front)
        dialog.wish.connect(self.fulfil)
        self.show_dialog(dialog)

    def _edit_value(self, wish: Wish) -> None:
        from desktop_sync.gui.dialogs.edit_value import EditValueDialog

        assert wish.spot is not None
        dialog = EditValueDialog(self._handle, wish.spot, wish.number, self._front)
        dialog.written.connect(self._handle.run)
        self.show_dialog(dialog)

    def show_log(self) -> None:
        """What people and runs did."""
        from desktop_sync.gui.dialogs.log import LogDialog

        dialog = LogDialog(self._handle, self._board, self._front)
        dialog.go.connect(self.go)
        self.show_dialog(dialog)

    def _merge(self, wish: Wish) -> None:
        from desktop_sync.gui.dialogs.merge import Group, MergeDialog

        dialog = MergeDialog(self._handle, Group(wish.name, wish.side, wish.refs), self._front)
        dialog.merged.connect(self._merged)
        self.show_dialog(dialog)

    @Slot(str)
    def _merged(self, sync: str) -> None:
        self.go.emit(Go(Place.PAIRING, sync))

    def _rehearse(self, wish: Wish) -> None:
        from desktop_sync.gui.dialogs.rehearsal import RehearsalDialog

        self.show_dialog(RehearsalDialog(self._handle, self._board, wish.name, self._front))

    @property
    def _front(self) -> QWidget:
        """The dialog in front, or the window."""
        return self._dialogs[-1] if self._dialogs else self._window

    def edit(self, name: str | None, step: str = "", field: str = "") -> None:
        """The sync editor; None: a new sync. `step`: where to begin, `field`: the shared field to show there."""
        from desktop_sync.gui.mapper.folds import Folds
        from desktop_sync.gui.wizards.sync_wizard import SyncWizard

        folds = self._folds.setdefault(name, Folds()) if name else None
        wizard = SyncWizard(self._handle, self._window, existing=name or None, start=(step, field), folds=folds)
        wizard.saved.connect(self._sync_saved)
        self.show_dialog(wizard)

    @Slot(str)
    def _sync_saved(self, _name: str) -> None:
        self._handle.changed.emit()
        self.go.emit(Go(Place.OVERVIEW))

    def add_from(self, file: Path) -> None:
        """Offer to add the sync of a file."""
        from desktop_sync.gui.dialogs.add_sync import AddSyncDialog

        dialog = AddSyncDialog(self._handle, file, self._front)
        dialog.added.connect(self._sync_saved)
        dialog.account_wished.connect(self._new_account)
        self.show_dialog(dialog)

    def _new_account(self) -> None:
        from desktop_sync.gui.wizards.account_wizard import AccountWizard

        wizard = AccountWizard(self._handle, self._window)
        wizard.saved.connect(self._account_saved)
        self.show_dialog(wizard)

    @Slot(str)
    def _account_saved(self, _name: str) -> None:
        self._handle.changed.emit()

    def _reconnect(self, name: str) -> None:
        from desktop_sync.gui.dialogs.reconnect import ReconnectDialog

        self.show_dialog(ReconnectDialog(self._handle, name, self._window))

    # ---- files, help
    def back_up(self) -> None:
        """Ask where to, and write a backup."""
        file, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Back up the workspace"), "desktop-sync-backup.dsbackup"
        )
        if file:
            self._handle.ask(partial(_back_up, file=Path(file)), self._backed_up)

    @Slot(object)
    def _backed_up(self, file: Path) -> None:
        QMessageBox.information(
            self._window, self.tr("Backup written"), self.tr("The workspace is in %1.").replace("%1", file.name)
        )

    def open_folder(self) -> None:
        """Show the workspace's folder."""
        if self._board.picture.folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._board.picture.folder))

    @Slot()
    def show_demo(self) -> None:
        """Open the demo, which has its own workspace, in a window of its own."""
        frozen = getattr(sys, "frozen", False)
        arguments = ["demo"] if frozen else ["-m", "desktop_sync", "demo"]
        QProcess.startDetached(sys.executable, arguments)

    def about(self) -> None:
        """Which version this is."""
        QMessageBox.about(
            self._window,
            self.tr("About Desktop Sync"),
            f"Desktop Sync {__version__}\n\n{self.tr('Keeps the same records the same in two systems.')}",
        )


def _resume_all(services: "Services") -> None:
    """End the pause of everything; where there is none, those of accounts and syncs."""
    pauses = services.pauses.now()
    if pauses.everything:
        services.pauses.resume_all()
        return
    for account in pauses.accounts:
        services.pauses.resume_account(account)
    for status in services.syncs.statuses():
        if status.state == "paused":
            services.syncs.resume(status.name)


def _back_up(services: "Services", file: Path) -> Path:
    from desktop_sync.bootstrap.wire import backup

    backup(services.folder, os.environ.get(PASSPHRASE_VARIABLE), file, "window")
    return file
