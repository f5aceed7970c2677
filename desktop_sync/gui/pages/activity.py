"""What happened: all runs, and for each what it wrote, old and new, and why."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import ROW_HEIGHT, PillCell, WordsCell
from desktop_sync.gui.models.operations import OperationRow, rows_of
from desktop_sync.gui.models.runs import RunRow, RunsModel, row_of, run_state
from desktop_sync.gui.pages.listing import FindBox, ListPage
from desktop_sync.gui.pages.run_detail import RunDetail
from desktop_sync.gui.places import Act, Go, Wish
from desktop_sync.gui.text import counted
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import column, row
from desktop_sync.gui.widgets.notes import Chips
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.report import RunReport, RunStatus

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

MANY = 400
"""How many runs are looked at; older ones are in the history of each record."""
FILTERS = ("all", "written", "waiting", "failed")


def _fits(run: RunReport, key: str) -> bool:
    return {
        "written": run.written > 0,
        "waiting": run.status is RunStatus.WAITING,
        "failed": run.status is RunStatus.FAILED,
    }.get(key, True)


class Activity(ListPage):
    """Runs above, the chosen run's operations below."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Activity"))
        self.log_button = self.header.add(self.tr("Log …"), lambda: self.wish.emit(Wish(Act.LOG)))
        self._runs: tuple[RunReport, ...] = ()
        self._wanted_run = 0
        self._shown_run = 0
        self._shared_for = -1
        self.chips = Chips()
        self.chips.chosen.connect(self._filter)
        self.find_box = FindBox(self.tr("Find a sync"))
        self.find_box.found.connect(self._filter)
        self.model = RunsModel(self)
        self.table = RowsTable(self.model, self.tr("Runs"))
        self.detail = RunDetail()
        self.detail.wish.connect(self.wish)
        self._build()
        board.updated.connect(self.refresh)

    def _build(self) -> None:
        self.table.set_cells(
            (
                WordsCell(self.table, tone="second"),
                WordsCell(self.table, Type.STRONG),
                PillCell(lambda one: run_state(one.run), self.table),
                WordsCell(self.table),
                WordsCell(self.table, tone="second"),
                WordsCell(self.table, tone="second"),
                WordsCell(self.table, tone="second"),
            ),
            (110, 190, 170, 0, 110, 70, 70),
        )
        self.table.picked.connect(self._pick)
        bar = row()
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.find_box)
        upper = QWidget()
        inner = column()
        inner.addWidget(in_card(self.table), 1)
        inner.addStretch(0)
        upper.setLayout(inner)
        split = self._split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(9)
        split.addWidget(upper)
        split.addWidget(self.detail)
        split.setSizes([330, 330])
        self.list_body.addLayout(bar)
        self.list_body.addWidget(split, 1)
        self.detail.hide()

    def shown(self, where: Go) -> None:
        self._wanted_run = where.run
        if where.sync:
            self.find_box.setText(where.sync)
        elif where.run:
            self.find_box.clear()
            self.chips.choose("all")
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the workspace."""
        if self.isVisible():
            self.handle.look(lambda services: tuple(services.review.runs(limit=MANY)), self._on_runs)

    @Slot(object)
    def _on_runs(self, runs: tuple[RunReport, ...]) -> None:
        self._runs = runs
        words = (self.tr("All"), self.tr("With changes"), self.tr("Something waits"), self.tr("Failed"))
        self.chips.set_chips(
            [(key, shown, sum(_fits(run, key) for run in runs), "") for key, shown in zip(FILTERS, words, strict=True)]
        )
        self._filter()

    @Slot()
    def _filter(self, _chosen: str = "") -> None:
        key, wanted, now = self.chips.key, self.find_box.wanted, self.board.now()
        kept = [run for run in self._runs if _fits(run, key) and wanted in run.sync.casefold()]
        self.model.set_rows([row_of(run, now, self.names_of(run.sync)) for run in kept])
        self._share_height(len(kept))
        written = sum(run.written for run in kept)
        self.header.set_subtitle(
            f"{counted(len(kept), self.tr('run'), self.tr('runs'))} · "
            f"{counted(written, self.tr('record written'), self.tr('records written'))}"
        )
        if not self._runs:
            self.show_empty(
                self.tr("No runs yet"), self.tr("What each run did stands here, and each can be taken back.")
            )
            return
        self.show_list()
        aim = self._wanted_run or self._shown_run
        at = next((at for at, run in enumerate(kept) if run.id == aim), 0)
        self._wanted_run = 0
        if kept:
            self.table.selectRow(at)
            self._pick(self.model.rows[at])
        else:
            self.detail.hide()

    def _share_height(self, rows: int) -> None:
        """Few runs leave the room to what they wrote; many get half."""
        if rows == self._shared_for:
            return
        self._shared_for = rows
        whole = max(self._split.height(), 400)
        upper = min(whole // 2, rows * ROW_HEIGHT + 60)
        self._split.setSizes([upper, whole - upper])

    # ---- one run
    @Slot(object)
    def _pick(self, picked: object) -> None:
        if not isinstance(picked, RunRow):
            return
        run = picked.run
        again = run.id == self._shown_run and self.detail.isVisible()
        self._shown_run = run.id
        self.detail.show()
        self.detail.show_run(picked)
        if not again:
            names = (picked.a_name, picked.b_name)
            self.handle.look(partial(_operations, run=run.id, names=names), self._on_operations)

    @Slot(object)
    def _on_operations(self, found: tuple[int, tuple[OperationRow, ...]]) -> None:
        run, rows = found
        if run != self._shown_run:
            return
        self._show_letters(run)
        self.detail.model.set_rows(rows)

    def _show_letters(self, run: int) -> None:
        report = next((one for one in self._runs if one.id == run), None)
        status = self.board.picture.status(report.sync) if report else None
        letters = self.board.picture.letters
        if status is not None:
            a, b = status.a_kind, status.b_kind
            self.detail.letters = (text.initials(a, letters.get(a, "")), text.initials(b, letters.get(b, "")))


def _operations(services: "Services", run: int, names: tuple[str, str]) -> tuple[int, tuple[OperationRow, ...]]:
    return run, tuple(rows_of(services.review.run_operations(run), {"a": names[0], "b": names[1]}))
