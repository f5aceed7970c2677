"""What happened: all runs, and for each what it wrote, old and new, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from desktop_sync.model.report import RunFilter, RunReport, RunTotals

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

PAGE = 200
"""So many runs are asked for at a time; more when somebody scrolls down to them."""
ANEW = 2000
"""So many of those that are shown are asked for anew when something has changed; older ones hardly do."""


@dataclass(frozen=True)
class RunsFound:
    """What the workspace has: the runs that fit, newest first, and how many there are of each kind. `all_of`: without the words."""

    only: RunFilter
    words: str
    runs: tuple[RunReport, ...]
    totals: Mapping[RunFilter, RunTotals] = field(default_factory=dict)
    all_of: Mapping[RunFilter, RunTotals] = field(default_factory=dict)
    before: int | None = None
    """They are those behind that run, without totals; None: from the newest on."""


class Activity(ListPage):
    """Runs above, the chosen run's operations below."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Activity"))
        self.log_button = self.header.add(self.tr("Log …"), lambda: self.wish.emit(Wish(Act.LOG)))
        self._wanted_run = 0
        self._shown_run = 0
        self._shared_for = -1
        self._shown_for = (RunFilter.ALL, "")
        self.chips = Chips()
        self.chips.chosen.connect(self._filter)
        self.find_box = FindBox(self.tr("Find a sync"))
        self.find_box.found.connect(self._filter)
        self.model = RunsModel(self)
        self.model.more_wanted.connect(self._ask_more)
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
            (100, 170, 192, 0, 100, 88, 70),
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
            self._ask(anew=False)

    @Slot()
    def _filter(self, _chosen: str = "") -> None:
        self._ask(anew=True)

    def _ask(self, *, anew: bool) -> None:
        """Look for the runs that are wanted; those that were scrolled down to stay, unless the list is another one (`anew`)."""
        shown = 0 if anew else min(self.model.rowCount(), ANEW)
        call = partial(_runs, only=self._only, words=self.find_box.wanted, limit=max(PAGE, shown), aim=self._wanted_run)
        self.handle.look(call, self._on_runs)

    @property
    def _only(self) -> RunFilter:
        return RunFilter(self.chips.key or RunFilter.ALL.value)

    @Slot()
    def _ask_more(self) -> None:
        last = self.model.rows[-1].run.id
        call = partial(_runs, only=self._only, words=self.find_box.wanted, limit=PAGE, before=last)
        self.handle.look(call, self._on_more)

    def _rows(self, runs: Sequence[RunReport]) -> list[RunRow]:
        now = self.board.now()
        return [row_of(run, now, self.names_of(run.sync)) for run in runs]

    def _is_wanted(self, found: RunsFound) -> bool:
        """Whether the answer is about what is looked for now."""
        return (found.only, found.words) == (self._only, self.find_box.wanted)

    @Slot(object)
    def _on_more(self, found: RunsFound) -> None:
        rows = self.model.rows
        if rows and self._is_wanted(found) and rows[-1].run.id == found.before:
            self.model.append_rows(self._rows(found.runs), more=len(found.runs) == PAGE)

    @Slot(object)
    def _on_runs(self, found: RunsFound) -> None:
        words = (self.tr("All"), self.tr("With changes"), self.tr("Something waits"), self.tr("Failed"))
        self.chips.set_chips(
            [(one.value, shown, found.all_of[one].runs, "") for one, shown in zip(RunFilter, words, strict=True)]
        )
        if not self._is_wanted(found):
            return
        older = found.runs[-1].id if found.runs else 0
        kept = (
            [one for one in self.model.rows if one.run.id < older]
            if (found.only, found.words) == self._shown_for
            else []
        )
        self._shown_for = (found.only, found.words)
        rows = [*self._rows(found.runs), *kept]
        self.model.set_rows(rows)
        self.model.set_more(len(rows) < found.totals[found.only].runs)
        self._show(rows, found)

    def _show(self, rows: Sequence[RunRow], found: RunsFound) -> None:
        total = found.totals[found.only]
        self._share_height(len(rows))
        self.header.set_subtitle(
            f"{counted(total.runs, self.tr('run'), self.tr('runs'))} · "
            f"{counted(total.written, self.tr('record written'), self.tr('records written'))}"
        )
        if not found.all_of[RunFilter.ALL].runs:
            self.show_empty(
                self.tr("No runs yet"), self.tr("What each run did stands here, and each can be taken back.")
            )
            return
        self.show_list()
        aim = self._wanted_run or self._shown_run
        at = next((at for at, one in enumerate(rows) if one.run.id == aim), 0)
        self._wanted_run = 0
        if rows:
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
        row = next((one for one in self.model.rows if one.run.id == run), None)
        status = self.board.picture.status(row.run.sync) if row else None
        letters = self.board.picture.letters
        if status is not None:
            a, b = status.a_kind, status.b_kind
            self.detail.letters = (text.initials(a, letters.get(a, "")), text.initials(b, letters.get(b, "")))


def _runs(
    services: "Services", only: RunFilter, words: str, limit: int, before: int | None = None, aim: int = 0
) -> RunsFound:
    """Look them up. `aim`: at least down to that run."""
    review = services.review
    found = list(review.runs_like(only, words, limit, before))
    while aim and found and found[-1].id > aim and (more := review.runs_like(only, words, limit, found[-1].id)):
        found += more
    if before is not None:
        return RunsFound(only, words, tuple(found), before=before)
    all_of = review.run_totals()
    return RunsFound(only, words, tuple(found), review.run_totals(words) if words else all_of, all_of)


def _operations(services: "Services", run: int, names: tuple[str, str]) -> tuple[int, tuple[OperationRow, ...]]:
    return run, tuple(rows_of(services.review.run_operations(run), {"a": names[0], "b": names[1]}))
