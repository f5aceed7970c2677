"""Keeps Python's interpreter from holding up the window while a sync runs in a thread beside it.

Measured (`packaging/stall.py`): every pause of the window over 100 ms was the garbage collector going through the whole heap in the
sync's thread, 150 to 300 ms each time. So the window's own objects are taken out of its sight once the overview stands, and whole-heap
passes wait until no sync runs. Young garbage is collected as ever.
"""

import gc
import sys

from PySide6.QtCore import QObject, Slot

from desktop_sync.gui.board import Board
from desktop_sync.gui.worker import WorkerHandle

SWITCH_INTERVAL_S = 0.002
"""How long a busy worker may keep the interpreter from the window (Python's own default is 5 ms, too long with three workers)."""
THRESHOLDS = (2_000, 10, 1_000)
"""Objects made until a pass over the youngest, such passes until one over the middle, and of those until one over all."""


class Interpreter(QObject):
    """Sets the interpreter up for a window with busy threads. One for each process, main thread."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self._board = board
        self._frozen = False
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        gc.set_threshold(*THRESHOLDS)
        board.updated.connect(self._on_picture)
        handle.run_ended.connect(self._on_run_ended)

    @Slot()
    def _on_picture(self) -> None:
        if not self._frozen and self._board.picture.taken:
            self._frozen = True
            gc.freeze()

    @Slot(object)
    def _on_run_ended(self, _ended: object) -> None:
        """What a run left is collected when none runs any more."""
        if not self._handle.running:
            gc.collect()
