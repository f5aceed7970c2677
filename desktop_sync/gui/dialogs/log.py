"""The log as a window of its own: searched, narrowed, and exported as it is shown."""

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_sync.bootstrap.files import write_whole
from desktop_sync.gui.attempt import Attempt
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import WordsCell
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.log import LogModel, LogRow, as_csv
from desktop_sync.gui.models.log_reader import LogPage, LogPlace, LogQuery, read_all, read_page
from desktop_sync.gui.pages.listing import FindBox
from desktop_sync.gui.places import Go, Place
from desktop_sync.gui.text import counted, number
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import button, column, label, row
from desktop_sync.gui.widgets.foot import foot
from desktop_sync.gui.widgets.notes import Banner, Chips
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.report import RunFilter
from desktop_sync.sync.ports import RUN

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services


class LogDialog(QDialog):
    """Everything that was done here, newest first."""

    go = Signal(object)
    """A `Go`: to a run."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle, self._board = handle, board
        self._people = self._runs = 0
        self._next: LogPlace | None = None
        self._attempt, self._writing = Attempt(handle, self), Attempt(handle, self)
        self.banner, self.chips = Banner(), Chips()
        self.find_box = FindBox(self.tr("Find in the log"))
        self.model = LogModel(self)
        self.model.more_wanted.connect(self._read_on)
        self.table = RowsTable(self.model, self.tr("Log"))
        self.count = label("", "", "second")
        self.export_button = button(self.tr("Export …"), self._ask_file)
        self._build()
        handle.look(_counts, self._on_counts, self._on_failed)

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
        head, bar = row(spacing=12), row()
        head.addWidget(label(self.tr("Log"), "page"))
        head.addWidget(self.count, 1)
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.find_box)
        hint = self.tr("Names of accounts, syncs and fields, and counts; no record’s values.")
        words, close = label(hint, "meta", "second", wrap=True), button(self.tr("Close"), self.reject)
        inner = column((24, 16, 24, 16), 12)
        inner.addLayout(head)
        inner.addWidget(self.banner)
        inner.addLayout(bar)
        inner.addWidget(in_card(self.table), 1)
        inner.addStretch(0)
        inner.addLayout(foot(self, self.export_button, close, words=words))
        self.setLayout(inner)

    @Slot(object)
    def _on_counts(self, counts: tuple[int, int]) -> None:
        self._people, self._runs = counts
        self.chips.set_chips(
            [
                ("", self.tr("All"), self._people + self._runs, ""),
                ("people", self.tr("What people did"), self._people, ""),
                ("runs", self.tr("Runs"), self._runs, ""),
            ]
        )
        self._filter()
        self.find_box.setFocus()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    @property
    def _query(self) -> LogQuery:
        people = {"people": True, "runs": False}.get(self.chips.key)
        return LogQuery(self._board.now(), people, self.find_box.wanted)

    @Slot()
    def _filter(self, _chosen: object = "") -> None:
        """Look anew, from the newest line on; what was looked for before is given up."""
        self.model.set_more(False)
        self._attempt.start(partial(_page, query=self._query, place=LogPlace()), self._on_first, self._on_failed)
        self.count.setText(self.tr("Looking …"))

    @Slot()
    def _read_on(self) -> None:
        """The next lines, for somebody who has scrolled down to the last one."""
        if self._next is not None and not self._attempt.running:
            call = partial(_page, query=self._query, place=self._next)
            self._attempt.start(call, self._on_more, self._on_failed)

    def _on_first(self, page: LogPage) -> None:
        self.model.set_rows(page.rows)
        self.model.set_more(page.next is not None)
        self._take(page)

    def _on_more(self, page: LogPage) -> None:
        self.model.append_rows(page.rows, more=page.next is not None)
        self._take(page)

    def _take(self, page: LogPage) -> None:
        self._next = page.next
        shown = self.model.rowCount()
        if page.next is not None and self.find_box.wanted:
            words = self.tr("the newest %1 that fit; more below").replace("%1", number(shown))
        else:
            every = {"people": self._people, "runs": self._runs}.get(self.chips.key, self._people + self._runs)
            words = counted(shown if page.next is None else every, self.tr("line"), self.tr("lines"))
        self.count.setText(words)
        self.export_button.setEnabled(bool(shown))

    def done(self, result: int) -> None:
        """The dialog closes: nothing is looked for any more."""
        self._attempt.stop()
        super().done(result)

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
        """Write everything that fits to a file, whether it was scrolled to or not."""
        self._writing.start(partial(_write, query=self._query, file=file), self._on_written, self._on_failed)

    def _on_written(self, written: tuple[Path, int]) -> None:
        file, lines = written
        count = counted(lines, self.tr("line"), self.tr("lines"))
        words = self.tr("%1 written to %2.").replace("%1", count).replace("%2", file.name)
        self.banner.show_words(self.tr("Exported"), words, tone="good")


def _counts(services: "Services") -> tuple[int, int]:
    return services.audit.count(but=RUN), services.review.run_totals()[RunFilter.ALL].runs


def _page(services: "Services", stop: threading.Event, query: LogQuery, place: LogPlace) -> LogPage:
    return read_page(services, query, place, stop)


def _write(services: "Services", stop: threading.Event, query: LogQuery, file: Path) -> tuple[Path, int]:
    rows = list(read_all(services, query, stop))
    write_whole(file, as_csv(rows))
    services.audit.record("user", "audit.export", file.name, {"as": "csv", "lines": len(rows)})
    return file, len(rows)
