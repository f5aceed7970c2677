"""The first hour: the tour of the demo, in a panel beside the overview.

What is done is read from the workspace whenever it changes; a click ticks nothing off.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from desktop_sync.bootstrap.demo import is_demo
from desktop_sync.gui.board import Board
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.widgets.steps import Line, StepPanel
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.bootstrap.demo.tour import Made, Tour
    from desktop_sync.engine.services import Services

SKIP, OPEN, CHANGE, DISPUTE, UNDO = "skip", "open", "change", "dispute", "undo"


class FirstHour(QObject):
    """Fills the panel, and does what its buttons say. Main thread."""

    go = Signal(object)
    """A `Go`."""
    wish = Signal(object)
    """A `Wish`."""
    there = Signal(bool)
    """Whether there is a tour here."""

    def __init__(self, handle: WorkerHandle, board: Board, panel: StepPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board, self.panel = handle, board, panel
        self.tour: Tour | None = None
        """None: not known yet, or no demo."""
        self.made: Made | None = None
        """What was changed for the user in this session."""
        board.updated.connect(self._look)
        panel.pressed.connect(self._pressed)
        panel.closed.connect(self._close)

    @property
    def _in_demo(self) -> bool:
        picture = self._board.picture
        return picture.taken and bool(picture.folder) and is_demo(Path(picture.folder))

    @Slot()
    def _look(self) -> None:
        if self._in_demo and not self._handle.running:  # at the end of a run it is looked at
            self._handle.look(_look, self._show)

    @Slot(object)
    def _show(self, tour: "Tour | None") -> None:
        self.tour = tour
        self.there.emit(tour is not None)
        if tour is not None:
            self.panel.show_lines(self.tr("A tour in five steps"), self._lines(tour), self._end())
        self.panel.setVisible(tour is not None and tour.shown)

    def take_up(self) -> None:
        """Show it again, or begin anew where it came to its end."""
        self.made = None  # its buttons are offered anew
        self.go.emit(Go(Place.OVERVIEW))
        self._handle.look(partial(_shown, shown=True), self._show)

    # ---- words
    def _end(self) -> str:
        return self.tr(
            "That was all of it: nothing is overwritten unasked, and everything can be taken back. "
            "Close this window, and connect two systems of your own."
        )

    def _lines(self, tour: "Tour") -> list[Line]:
        run, skip = ("run", self.tr("Sync now")), (SKIP, self.tr("Skip this step"))
        told = {
            "run": (
                self.tr("Run the sync"),
                self.tr("Both sides are looked at, and what differs is carried. Now nothing does: nothing is written."),
                (run, skip),
            ),
            "change": (
                self.tr("Change a cell, see it carried"),
                self.tr("Open the workbook, give somebody another town, and save. Then sync: the shop has it, too."),
                ((CHANGE, self.tr("Change it for me")), (OPEN, self.tr("Open the workbook")), run, skip),
            ),
            "conflict": (
                self.tr("Make a conflict"),
                self.tr("Give somebody one town in the shop and another in the workbook. Then sync: neither is lost."),
                ((DISPUTE, self.tr("Change both for me")), run, skip),
            ),
            "settle": (
                self.tr("Settle it"),
                self.tr("Say which town is right. The next run carries your decision to both sides."),
                (("review", self.tr("Review")), run, skip),
            ),
            "undo": (
                self.tr("Take a run back"),
                self.tr("Undo the run that carried the town. You see first what would be written."),
                ((UNDO, self.tr("Undo the run …")), skip),
            ),
        }
        if self.made is not None:
            title, _, _ = told[self.made.step]
            told[self.made.step] = (title, self._made_words(self.made), (run, skip))
        return [
            Line(title, words, step in tour.done, step in tour.skipped, deeds)
            for step, (title, words, deeds) in told.items()
        ]

    def _made_words(self, made: "Made") -> str:
        if not made.shop:
            words = self.tr("In the workbook, %1 lives in %2 now. Sync, and the shop says so, too.")
            return words.replace("%1", made.name).replace("%2", made.office)
        words = self.tr("%1 lives in %2 now, says the shop; in %3, says the workbook. Sync, and you are asked.")
        return words.replace("%1", made.name).replace("%2", made.shop).replace("%3", made.office)

    # ---- deeds
    @Slot(str)
    def _pressed(self, key: str) -> None:
        from desktop_sync.bootstrap.demo import make, story, tour

        assert self.tour is not None
        if key == SKIP:
            assert self.tour.at is not None
            self._handle.look(partial(_skipped, step=self.tour.at), self._show)
        elif key == OPEN:
            QDesktopServices.openUrl(QUrl.fromLocalFile(f"{self._board.picture.folder}/{make.OFFICE_FILE}"))
        elif key in (CHANGE, DISPUTE):
            self._handle.ask(tour.change if key == CHANGE else tour.dispute, self._changed)
        elif key == UNDO and self.tour.carried:
            self.wish.emit(Wish(Act.UNDO, number=self.tour.carried))
        elif key == UNDO:
            self.go.emit(Go(Place.ACTIVITY))
        else:
            self.wish.emit(Wish(Act.RUN if key == "run" else Act.REVIEW, story.SYNC))

    @Slot(object)
    def _changed(self, made: "Made") -> None:
        self.made = made
        self._show(self.tour)

    @Slot()
    def _close(self) -> None:
        self._handle.look(partial(_shown, shown=False), self._show)


def _look(services: "Services") -> "Tour | None":
    from desktop_sync.bootstrap.demo.tour import look

    return look(services)


def _shown(services: "Services", *, shown: bool) -> "Tour | None":
    from desktop_sync.bootstrap.demo import tour

    tour.show(services, shown=shown)
    return tour.look(services)


def _skipped(services: "Services", step: str) -> "Tour | None":
    from desktop_sync.bootstrap.demo import tour

    tour.skip(services, tour.Step(step))
    return tour.look(services)
