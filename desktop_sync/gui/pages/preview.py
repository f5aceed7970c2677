"""The preview: every change that a run would make, field by field, before the first one is made."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_sync.gui import text
from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import ActionCell, ChangeCell, RecordCell, WordsCell
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.operations import OperationRow, OperationsModel, rows_of, verb
from desktop_sync.gui.pages.listing import FindBox, ListPage
from desktop_sync.gui.places import Go, Place
from desktop_sync.gui.text import number
from desktop_sync.gui.theme import Type
from desktop_sync.gui.threads import RunEnded
from desktop_sync.gui.widgets.basics import row
from desktop_sync.gui.widgets.notes import Banner, Chips, EmptyState
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.widgets.tiles import Figures
from desktop_sync.gui.widgets.working import Working
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import Side
from desktop_sync.model.report import PlanReport, Progress

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

ProgressSink = Callable[[Progress], None]
KINDS = {
    "update": (OperationKind.UPDATE,),
    "new": (OperationKind.CREATE,),
    "delete": (OperationKind.DELETE, OperationKind.ARCHIVE),
}


@dataclass(frozen=True)
class Planned:
    """A plan with its rows, made in the worker so that the window does not wait."""

    plan: PlanReport
    rows: tuple[OperationRow, ...]
    names: tuple[str, str]
    kinds: tuple[str, str]


def make_plan(services: "Services", sync: str, report: ProgressSink, cancel: threading.Event) -> Planned:
    """Work it out. May take long, in the *ask* thread."""
    status = next((one for one in services.syncs.statuses() if one.name == sync), None)
    names, kinds = ("A", "B"), ("A", "B")
    if status is not None:
        letters = {info.kind: info.initials for info in services.accounts.kinds()}
        names = (status.a_account, status.b_account)
        a, b = status.a_kind, status.b_kind
        kinds = (text.initials(a, letters.get(a, "")), text.initials(b, letters.get(b, "")))
    plan = services.runner.plan(sync, progress=report, cancel=cancel)
    by_side: dict[Side, str] = {"a": names[0], "b": names[1]}
    return Planned(plan, tuple(rows_of(plan.operations, by_side)), names, kinds)


class Preview(ListPage):
    """The plan of one sync."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Preview"))
        self.header.crumb.connect(lambda: self.go.emit(Go(Place.SYNCS)))
        self.refresh_button = self.header.add(self.tr("Refresh"), self.refresh)
        self.run_button = self.header.add(self.tr("Run"), self._run, "primary")
        self._cancel: threading.Event | None = None
        self._planned: Planned | None = None
        self.figures = Figures()
        self.banner = Banner()
        self.banner.pressed.connect(lambda: self.go.emit(Go(Place.PAIRING, self.sync)))
        self.chips = Chips()
        self.chips.chosen.connect(self._filter)
        self.find_box = FindBox(self.tr("Find a record or value"))
        self.find_box.found.connect(self._filter)
        self.model = OperationsModel(self)
        self.table = RowsTable(self.model, self.tr("What would change"))
        self.working = Working()
        self.working.cancel.clicked.connect(self._stop)
        self.failed = EmptyState("", "")
        self.failed.add(self.tr("Try again"), self.refresh)
        self._build()
        handle.progress.connect(self._on_progress)
        handle.run_ended.connect(self._on_run_ended)

    def _build(self) -> None:
        def tinted(one: OperationRow) -> bool:
            return one.kind in KINDS["delete"]

        self.table.set_cells(
            (
                RecordCell(self.table, tinted),
                ActionCell(self._action, self.table, tinted),
                WordsCell(self.table, tinted=tinted),
                ChangeCell(lambda one: one.change, self.table, tinted),
                WordsCell(self.table, Type.META, "second", tinted),
            ),
            (220, 126, 118, 0, 220),
        )
        bar = row()
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.find_box)
        for one in (self.figures, self.banner):
            self.list_body.addWidget(one)
        self.list_body.addLayout(bar)
        self.list_body.addWidget(in_card(self.table), 1)
        self.list_body.addStretch(0)
        self.stack.addWidget(self.working)
        self.stack.addWidget(self.failed)

    def _action(self, one: OperationRow) -> tuple[str, str, str]:
        kinds = self._planned.kinds if self._planned else ("A", "B")
        return one.side, kinds[0] if one.side == "a" else kinds[1], verb(one.kind)

    # ---- making the plan
    def shown(self, where: Go) -> None:
        if where.sync and (where.anew or where.sync != self.sync or self._planned is None):
            self.sync = where.sync
            self._planned = None
            self.refresh()

    def refresh(self) -> None:
        """Work the plan out anew."""
        if not self.sync:
            return
        self._stop()
        self.header.set_crumbs(self.tr("Syncs"), self.sync)
        self.header.set_subtitle(self.tr("nothing has been written"))
        self._set_ready(False)
        self.working.show_progress(None)
        self.stack.setCurrentWidget(self.working)
        self._cancel = threading.Event()
        call = partial(make_plan, sync=self.sync, report=self.handle.report(), cancel=self._cancel)
        self.handle.ask(call, self._on_planned, self._on_failed)

    @Slot()
    def _stop(self) -> None:
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if progress.sync == self.sync and self._cancel is not None:
            self.working.show_progress(progress)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if self.stack.currentWidget() is not self.working or (failure.cancelled and self._cancel is not None):
            return
        self._cancel = None
        self.refresh_button.setEnabled(True)
        words = f"{failure.sentence}\n{failure.advice}".strip()
        if failure.cancelled:
            words = self.tr("Nothing has been written.")
        self.failed.set_words(failure.title, words)
        self.stack.setCurrentWidget(self.failed)

    @Slot(object)
    def _on_planned(self, planned: Planned) -> None:
        if planned.plan.sync != self.sync or self._cancel is None:
            return
        self._cancel = None
        self._planned = planned
        self._set_ready(True)
        self._show_plan(planned)

    def _set_ready(self, ready: bool) -> None:
        self.refresh_button.setEnabled(ready)
        self.run_button.setEnabled(ready)

    # ---- show
    def _show_plan(self, planned: Planned) -> None:
        plan, count = planned.plan, len(planned.plan.operations)
        words = self.tr("Run these %1").replace("%1", number(count))
        self.run_button.setText(words if count else self.tr("Nothing to run"))
        if plan.first_pairing and not count:
            self.run_button.setText(self.tr("Pair these %1").replace("%1", number(plan.paired)))
        self.run_button.setEnabled(bool(count) or plan.first_pairing)
        self.figures.show_plan(plan, planned.names)
        self._show_banner(plan)
        counts = {key: sum(one.kind in kinds for one in plan.operations) for key, kinds in KINDS.items()}
        self.chips.set_chips(
            [
                ("", self.tr("All"), count, ""),
                ("update", self.tr("Updates"), counts["update"], ""),
                ("new", self.tr("New"), counts["new"], ""),
                ("delete", self.tr("Deletes"), counts["delete"], "care" if counts["delete"] else ""),
            ]
        )
        self._filter()
        if count or plan.guards or plan.first_pairing:
            self.show_list()
        else:
            title = self.tr("Nothing would change")
            self.show_empty(
                title,
                self.tr("Both systems agree on every field that this sync joins, or wait for a decision of yours."),
            )

    def _show_banner(self, plan: PlanReport) -> None:
        if plan.guards:
            words = " ".join(one.message for one in plan.guards)
            action = self.tr("Look at the pairs") if plan.first_pairing else ""
            self.banner.show_words(self.tr("Waits for your approval"), words, action)
        elif plan.first_pairing:
            words = self.tr("%1 would be paired. Look at them once; later runs don’t ask again.")
            pairs = text.counted(plan.paired, self.tr("record"), self.tr("records"))
            action = self.tr("Look at the pairs")
            self.banner.show_words(self.tr("First run"), words.replace("%1", pairs), action, tone="busy")
        elif plan.conflicts:
            words = self.tr("They stay as they are until you decide; everything else is carried.")
            count = text.counted(len(plan.conflicts), self.tr("conflict is held"), self.tr("conflicts are held"))
            self.banner.show_words(count, words)
        else:
            self.banner.hide()

    @Slot()
    def _filter(self, _chosen: str = "") -> None:
        if self._planned is None:
            return
        kinds, wanted = KINDS.get(self.chips.key), self.find_box.wanted
        rows = self._planned.rows
        self.model.set_rows(
            [one for one in rows if (kinds is None or one.kind in kinds) and (not wanted or wanted in one.search)]
        )

    # ---- run
    def _run(self) -> None:
        if self._planned is None:
            return
        approve = bool(self._planned.plan.guards) or self._planned.plan.first_pairing
        self._set_ready(False)
        self.header.set_subtitle(self.tr("running"))
        self.handle.run(self.sync, approve=approve)

    @Slot(object)
    def _on_run_ended(self, ended: RunEnded) -> None:
        if ended.request.name != self.sync or self._planned is None:
            return
        self._planned = None
        if self.isVisible():
            self.go.emit(Go(Place.OVERVIEW))
