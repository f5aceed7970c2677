"""The icon in the notification area: how all syncs stand, what can be done, and a notice when a person is needed."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QSystemTrayIcon, QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.icons import app_icon
from desktop_sync.gui.keys import Tray
from desktop_sync.gui.places import Act, Wish
from desktop_sync.gui.text import number
from desktop_sync.gui.worker import WorkerHandle


class TrayIcon(QObject):
    """Only where the desktop has a notification area (`available`)."""

    wish = Signal(object)
    """A `Wish`."""
    raised = Signal()
    """Show the window."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board = handle, board
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._menu = QMenu()
        self._known: int | None = None
        self._menu.addAction(self.tr("Open Desktop Sync"), self.raised.emit)
        self._review = self._menu.addAction(self.tr("Review conflicts"), self._review_pressed)
        self._menu.addAction(self.tr("Sync all now"), self._run_all)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit"), QApplication.quit)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._review_pressed)
        board.updated.connect(self._show_board)

    @staticmethod
    def available() -> bool:
        """Whether there is a notification area."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Show the icon."""
        self._icon.show()

    @property
    def words(self) -> str:
        """What the icon's tool tip says."""
        return self._icon.toolTip()

    @Slot()
    def _show_board(self) -> None:
        picture = self._board.picture
        if not picture.taken:
            return
        count = picture.conflict_count
        words = self.tr("1 conflict waits for you")
        if count != 1:
            words = self.tr("%1 conflicts wait for you").replace("%1", number(count))
        self._icon.setToolTip(f"Desktop Sync: {words if count else self.tr('in step')}")
        self._icon.setIcon(app_icon(care=count > 0))
        self._review.setVisible(count > 0)
        if self._known is not None and count > self._known:
            self._icon.showMessage("Desktop Sync", f"{words}.", app_icon(care=True))
        self._known = count

    def _run_all(self) -> None:
        for one in self._board.picture.statuses:
            if one.state == "active":
                self._handle.run(one.name)

    @Slot()
    def _review_pressed(self) -> None:
        self.raised.emit()
        self.wish.emit(Wish(Act.REVIEW))

    @Slot(object)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.raised.emit()


def ask_about_closing(parent: QWidget) -> Tray | None:
    """What closing the window is to mean, asked once; None: don't close now."""
    box = QMessageBox(parent)
    box.setWindowTitle("Desktop Sync")
    box.setText(box.tr("Keep syncing when the window is closed?"))
    box.setInformativeText(box.tr("You can change this in the settings."))
    keep = box.addButton(box.tr("Keep syncing"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(box.tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    if box.clickedButton() is keep:
        return Tray.KEEP
    return Tray.QUIT if box.clickedButton() is leave else None
