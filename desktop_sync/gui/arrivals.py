"""Conflicts that arrive while somebody is at the window: the dialog opens by itself, unless a quiet notice is wished."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop_sync.gui import quiet
from desktop_sync.gui.board import Board, Picture
from desktop_sync.gui.keys import ON_CONFLICT, QUIET, OnConflict
from desktop_sync.gui.places import Act, Wish
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class Arrivals(QObject):
    """Watches the board. `at_window`: whether the window is in sight, and nothing is open over it. Main thread."""

    wish = Signal(object)
    """A `Wish`: review what arrived."""

    def __init__(
        self, handle: WorkerHandle, board: Board, at_window: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._handle, self._board, self._at_window = handle, board, at_window
        self._means, self._quiet = OnConflict.OPEN, ""
        self._known: Picture | None = None
        board.updated.connect(self._show_board)
        handle.opened.connect(self._read_settings)
        handle.changed.connect(self._read_settings)

    def opens(self) -> bool:
        """Whether the dialog opens by itself now: then nobody needs a notice as well."""
        return (
            self._means is OnConflict.OPEN
            and self._at_window()
            and QApplication.activeModalWidget() is None
            and QApplication.activePopupWidget() is None
            and not quiet.is_quiet(self._quiet, self._board.now())
        )

    @Slot()
    def _read_settings(self) -> None:
        self._handle.look(_settings, self._on_settings)

    @Slot(object)
    def _on_settings(self, read: tuple[str, str]) -> None:
        self._means = next((one for one in OnConflict if one.value == read[0]), OnConflict.OPEN)
        self._quiet = read[1]

    @Slot()
    def _show_board(self) -> None:
        before, now = self._known, self._board.picture
        if not now.taken:
            return
        if before is None:
            self._known = now
            return
        busy = any(self._board.running(one.name) for one in now.statuses)
        if busy:  # a run that is still at it may bring more: all of them at once, at its end
            return
        self._known = now
        if now.conflict_count > before.conflict_count and self.opens():
            self.wish.emit(Wish(Act.REVIEW, _only_sync(before, now)))


def _only_sync(before: Picture, now: Picture) -> str:
    """The sync that they arrived in, "" where it is more than one."""
    known = {one.name: one.conflicts for one in before.statuses}
    names = [one.name for one in now.statuses if one.conflicts > known.get(one.name, 0)]
    return names[0] if len(names) == 1 else ""


def _settings(services: "Services") -> tuple[str, str]:
    return services.settings.get(ON_CONFLICT, OnConflict.OPEN.value), services.settings.get(QUIET, "")
