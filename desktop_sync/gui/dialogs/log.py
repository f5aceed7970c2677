"""The log as a window of its own: searched, narrowed, and exported as it is shown."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_sync.bootstrap.files import write_whole
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import WordsCell
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.log import LogModel, LogRow, as_csv, log_rows
from desktop_sync.gui.pages.listing import FindBox
from desktop_sync.gui.places import Go, Place
from desktop_sync.gui.text import counted
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.widgets.notes import Banner, Chips
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

MANY = 5000
"""How many runs are listed; older ones are in the history of each record."""


@dataclass(frozen=True)
class Found:
    """What the workspace knows."""

    rows: tuple[LogRow, ...] = ()
    people: int = 0
    """How many of them are about what people did."""


class LogDialog(QDialog):
    """Everything that was done here, newest first."""

    go = Signal(object)
    """A `Go`: to a run."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board = handle, board
        self._found = Found()
        self.banner, self.chips = Banner(), Chips()
        self.find_box = FindBox(self.tr("Find in the log"))
        self.model = LogModel(self)
        self.table = RowsTable(self.model, self.tr("Log"))
        self.count = label("", "", "second")
        self.export_button = button(self.tr("Export …"), self._ask_file)
        self._build()
        handle.look(partial(_look, now=board.now()), self._on_found, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Log"))
        self.resize(1000, 640)
        self.setMinimumSize(680, 420)
        self.table.set_cells(
            (
                WordsCell(self.table, tone="second"),
                WordsCell(self.table),
                WordsCell(self.table, Type.STRONG),
                WordsCell(self.table),
                WordsCell(self.table, Type.META, "second"),
            ),
            (120, 110, 250, 170, 0),
        )
        self.chips.chosen.connect(self._filter)
        self.find_box.found.connect(self._filter)
        self.table.opened.connect(self._open)
        head, bar, foot = row(spacing=12), row(), row(spacing=8)
        head.addWidget(label(self.tr("Log"), "page"))
        head.addWidget(self.count, 1)
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.find_box)
        hint = self.tr("Names of accounts, syncs and fields, and counts; no record’s values.")
        foot.addWidget(label(hint, "meta", "second"), 1)
        foot.addWidget(self.export_button)
        foot.addWidget(button(self.tr("Close"), self.reject))
        inner = column((24, 16, 24, 16), 12)
        inner.addLayout(head)
        inner.addWidget(self.banner)
        inner.addLayout(bar)
        inner.addWidget(in_card(self.table), 1)
        inner.addStretch(0)
        inner.addLayout(foot)
        self.setLayout(inner)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._found = found
        people, runs = found.people, len(found.rows) - found.people
        self.chips.set_chips(
            [
                ("", self.tr("All"), people + runs, ""),
                ("people", self.tr("What people did"), people, ""),
                ("runs", self.tr("Runs"), runs, ""),
            ]
        )
        self._filter()
        self.find_box.setFocus()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    @Slot()
    def _filter(self, _chosen: object = "") -> None:
        people = {"people": True, "runs": False}.get(self.chips.key)
        rows = [one for one in self._found.rows if people is None or (not one.run) is people]
        wanted = self.find_box.wanted
        if wanted:
            rows = [one for one in rows if wanted in self.model.words_of(one)]
        self.model.set_rows(rows)
        self.count.setText(counted(len(rows), self.tr("line"), self.tr("lines")))
        self.export_button.setEnabled(bool(rows))

    @Slot(object)
    def _open(self, found: object) -> None:
        if isinstance(found, LogRow) and found.run:
            self.go.emit(Go(Place.ACTIVITY, run=found.run))
            self.accept()

    # ---- export
    def _ask_file(self) -> None:
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Export the log"), "desktop-sync-log.csv")
        if file:
            self.export(Path(file))

    def export(self, file: Path) -> None:
        """Write what is shown to a file."""
        content = as_csv(list(self.model.rows))
        self._handle.look(partial(_write, file=file, content=content), self._on_written, self._on_failed)

    @Slot(object)
    def _on_written(self, file: Path) -> None:
        count = counted(self.model.rowCount(), self.tr("line"), self.tr("lines"))
        words = self.tr("%1 written to %2.").replace("%1", count).replace("%2", file.name)
        self.banner.show_words(self.tr("Exported"), words, tone="good")


def _look(services: "Services", now: dt.datetime) -> Found:
    rows = log_rows(services.audit.lines(), services.review.runs(limit=MANY), now)
    return Found(tuple(rows), sum(not one.run for one in rows))


def _write(_services: "Services", file: Path, content: bytes) -> Path:
    write_whole(file, content)
    return file
