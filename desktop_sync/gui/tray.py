"""The icon in the notification area: how all syncs stand, what can be done, and notices that lead to the thing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QSystemTrayIcon, QWidget

from desktop_sync.gui import quiet
from desktop_sync.gui.board import Board, Picture, stands_still
from desktop_sync.gui.icons import Sign, app_icon
from desktop_sync.gui.keys import NOTICES, QUIET, Notices, Tray
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.text import counted, number, tr
from desktop_sync.gui.worker import WorkerHandle


class TrayIcon(QObject):
    """Only where the desktop has a notification area (`available`)."""

    wish = Signal(object)
    """A `Wish`."""
    go = Signal(object)
    """A `Go`: where a notice leads."""
    raised = Signal()
    """Show the window."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board = handle, board
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._menu = QMenu()
        self.sign = Sign.NONE
        """What its icon bears now."""
        self._known: Picture | None = None
        self._notices, self._quiet = Notices.ALL, ""
        self._leads: Callable[[], None] = self.raised.emit
        """What pressing the notice that was shown last does."""
        self.opens_itself: Callable[[], bool] = lambda: False
        """Whether conflicts that arrive open by themselves in the window: no notice is needed then."""
        self._menu.addAction(self.tr("&Open Desktop Sync"), self.raised.emit)
        self._standing = self._menu.addAction("")
        self._standing.setEnabled(False)
        self._menu.addSeparator()
        self._review = self._menu.addAction(self.tr("&Review conflicts"), self._review_pressed)
        self._look = self._menu.addAction(self.tr("&Look at what needs attention"), self._attention_pressed)
        self._run = self._menu.addAction(self.tr("Sync all &now"), self._run_all)
        self._pause = self._menu.addAction(self.tr("&Pause all"), lambda: self.wish.emit(Wish(Act.PAUSE_ALL)))
        self._resume = self._menu.addAction(self.tr("Re&sume all"), lambda: self.wish.emit(Wish(Act.RESUME_ALL)))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("&Quit"), QApplication.quit)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._notice_pressed)
        board.updated.connect(self._show_board)
        handle.changed.connect(self._read_settings)
        handle.opened.connect(self._read_settings)

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

    @property
    def offers(self) -> list[str]:
        """What its menu offers now."""
        return [one.text().replace("&", "") for one in self._menu.actions() if one.isVisible() and one.text()]

    # ---- how it stands
    @Slot()
    def _read_settings(self) -> None:
        self._handle.look(
            lambda services: (services.settings.get(NOTICES, Notices.ALL.value), services.settings.get(QUIET, "")),
            self._on_settings,
        )

    @Slot(object)
    def _on_settings(self, read: tuple[str, str]) -> None:
        self._notices = next((one for one in Notices if one.value == read[0]), Notices.ALL)
        self._quiet = read[1]

    @Slot()
    def _show_board(self) -> None:
        picture = self._board.picture
        if not picture.taken:
            return
        words, sign = self._state(picture)
        self._icon.setToolTip(f"Desktop Sync: {words}")
        if sign is not self.sign:
            self.sign = sign
            self._icon.setIcon(app_icon(sign))
        self._standing.setText(words[:1].upper() + words[1:])
        states = {one.state for one in picture.statuses}
        self._review.setVisible(picture.conflict_count > 0)
        self._look.setVisible(picture.hold_count + picture.stopped_count > 0)
        self._run.setEnabled("active" in states)
        self._pause.setVisible("active" in states)
        self._resume.setVisible("paused" in states)
        if self._known is not None:
            self._tell(self._known, picture)
        self._known = picture

    def _state(self, picture: Picture) -> tuple[str, Sign]:
        """How things stand, in words and as the icon says it; the same thing is told by both."""
        count, stopped = picture.conflict_count, picture.stopped_count
        busy = sum(self._board.running(one.name) is not None for one in picture.statuses)
        if count:
            one = self.tr("1 conflict waits for you")
            many = self.tr("%1 conflicts wait for you").replace("%1", number(count))
            return one if count == 1 else many, Sign.CARE
        if stopped:
            return counted(stopped, self.tr("sync stands still"), self.tr("syncs stand still")), Sign.BAD
        if busy:
            return self.tr("syncing"), Sign.BUSY
        if picture.statuses and all(one.state == "paused" for one in picture.statuses):
            return self.tr("all paused"), Sign.PAUSED
        return self.tr("in step") if picture.statuses else self.tr("no syncs yet"), Sign.NONE

    # ---- notices
    def _tell(self, before: Picture, now: Picture) -> None:
        """One notice for the gravest thing that is new."""
        if self._notices is Notices.NONE or quiet.is_quiet(self._quiet, self._board.now()):
            return
        stood = {one.name for one in before.statuses if stands_still(one)}
        stopped = [one for one in now.statuses if stands_still(one) and one.name not in stood]
        if stopped:
            name = stopped[0].name
            words = self.tr("%1 stands still and needs you.").replace("%1", name)
            self._notice(words, lambda: self.go.emit(Go(Place.ATTENTION, name)))
        elif self._notices is Notices.STOPPED:
            return
        elif now.conflict_count > before.conflict_count:
            if not self.opens_itself():
                self._notice(f"{self._state(now)[0]}.", self._review_wished)
        elif now.hold_count > before.hold_count:
            more = now.hold_count - before.hold_count
            words = counted(more, self.tr("record was set aside."), self.tr("records were set aside."))
            self._notice(words, lambda: self.go.emit(Go(Place.ATTENTION)))

    def _notice(self, words: str, leads: Callable[[], None]) -> None:
        self._leads = leads
        self._icon.showMessage("Desktop Sync", words, app_icon(Sign.CARE))

    @Slot()
    def _notice_pressed(self) -> None:
        self.raised.emit()
        self._leads()

    # ---- what can be done
    def _run_all(self) -> None:
        for one in self._board.picture.statuses:
            if one.state == "active":
                self._handle.run(one.name)

    def _review_wished(self) -> None:
        self.wish.emit(Wish(Act.REVIEW))

    @Slot()
    def _review_pressed(self) -> None:
        self.raised.emit()
        self._review_wished()

    @Slot()
    def _attention_pressed(self) -> None:
        self.raised.emit()
        self.go.emit(Go(Place.ATTENTION))

    @Slot(object)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.raised.emit()


def ask_about_closing(parent: QWidget) -> Tray | None:
    """What closing the window is to mean, asked once; None: don't close now."""
    box = QMessageBox(parent)
    box.setWindowTitle("Desktop Sync")
    box.setText(tr("Keep syncing when the window is closed?"))
    box.setInformativeText(tr("You can change this in the settings."))
    keep = box.addButton(tr("Keep syncing"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    if box.clickedButton() is keep:
        return Tray.KEEP
    return Tray.QUIT if box.clickedButton() is leave else None
