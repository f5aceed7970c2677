"""A call to a system that a person waits for: how long it has been, and a way out."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_sync.gui.errors import Failure
from desktop_sync.gui.text import number, tr
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

T = TypeVar("T")
QUIET_S = 3
"""So long nobody is told how long it takes."""


class Attempt(QObject):
    """One at a time. `ticked()`: another second has passed."""

    ticked = Signal()

    def __init__(self, handle: WorkerHandle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self._number: int | None = None
        self._done: Callable[[object], None] | None = None
        self._failed: Callable[[Failure], None] | None = None
        self.seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        """Whether an answer is waited for."""
        return self._number is not None

    def start(
        self,
        call: "Callable[[Services, threading.Event], T]",
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Call in a thread of its own; one that is still under way is given up first."""
        self.stop()
        self._done, self._failed, self.seconds = done, failed, 0  # type: ignore[assignment]
        self._number = self._handle.aside(call, self._on_done, self._on_failed)
        self._timer.start()

    def stop(self) -> None:
        """Give it up; nobody is told what comes of it."""
        if self._number is not None:
            self._handle.give_up(self._number)
        self._end()

    def words(self) -> str:
        """How long it has taken, "" while that is no matter."""
        return tr("{seconds} s", seconds=number(self.seconds)) if self.seconds >= QUIET_S else ""

    @Slot()
    def _tick(self) -> None:
        self.seconds += 1
        self.ticked.emit()

    @Slot(object)
    def _on_done(self, answer: object) -> None:
        done = self._done
        self._end()
        if done is not None:
            done(answer)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        failed = self._failed
        self._end()
        if failed is not None:
            failed(failure)

    def _end(self) -> None:
        self._number = None
        self._timer.stop()
