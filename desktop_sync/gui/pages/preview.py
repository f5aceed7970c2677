"""The preview: every change that a run would make, field by field, before the first one is made. Rows can be skipped or turned."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_sync.gui import text
from desktop_sync.gui.board import Board
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.plan_groups import Order, PlanGroup, lines_of
from desktop_sync.gui.models.plan_lines import PlanModel, Shown, shown_of
from desktop_sync.gui.models.plan_rows import PlanRow, Tally, overrides_of
from desktop_sync.gui.pages.listing import FindBox, ListPage
from desktop_sync.gui.pages.plan_table import DELETES, PlanTable
from desktop_sync.gui.pages.planning import Planned, calls_words, make_plan, short_of_calls, verdict_words
from desktop_sync.gui.phrases import said
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.text import number
from desktop_sync.gui.threads import RunEnded
from desktop_sync.gui.widgets.basics import label, row, set_tone
from desktop_sync.gui.widgets.notes import Banner, Chips, EmptyState
from desktop_sync.gui.widgets.table import in_card
from desktop_sync.gui.widgets.tiles import Figures
from desktop_sync.gui.widgets.working import Working
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import Side
from desktop_sync.model.report import PlanReport, Progress

KINDS = {
    "update": (OperationKind.UPDATE,),
    "new": (OperationKind.CREATE,),
    "delete": DELETES,
}


class Preview(ListPage):
    """The plan of one sync."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Preview"))
        self.header.crumb.connect(lambda: self.go.emit(Go(Place.SYNCS)))
        self.rehearse_button = self.header.add(self.tr("Rehearse …"), self._rehearse)
        self.refresh_button = self.header.add(self.tr("Refresh"), self.refresh)
        self.run_button = self.header.add(self.tr("Run"), self._run, "primary")
        self._cancel: threading.Event | None = None
        self._plan: Planned | None = None
        self._steps: deque[Callable[[], None]] = deque()
        """What of the plan is still to be shown, a step each time the window has nothing else to do."""
        self._stepping = QTimer(self)
        self._stepping.timeout.connect(self._step)
        self._tally = Tally(())
        self.figures = Figures()
        self.banner = Banner()
        self.banner.pressed.connect(lambda: self.go.emit(Go(Place.PAIRING, self.sync)))
        self.chips = Chips()
        self.chips.chosen.connect(self._filter)
        self.find_box = FindBox(self.tr("Find a record or value"))
        self.find_box.found.connect(self._filter)
        self.order = QComboBox()
        self.verdict = label("", "", "second", wrap=True)
        self.calls = label("", "", "second", wrap=True)
        self._folded: set[str] = set()
        self.model = PlanModel(self)
        self.table = PlanTable(self.model)
        self.working = Working()
        self.working.cancel.clicked.connect(self._stop)
        self.failed = EmptyState("", "")
        self.failed.add(self.tr("Try again"), self.refresh)
        self._build()
        handle.progress.connect(self._on_progress)
        handle.run_ended.connect(self._on_run_ended)

    def _build(self) -> None:
        self.table.opened.connect(self._opened)
        self.table.changed.connect(self._change)
        for order, words in (
            (Order.PLAN, self.tr("in order of the run")),
            (Order.ACTION, self.tr("by action")),
            (Order.TABLE, self.tr("by system and table")),
            (Order.WHY, self.tr("by reason")),
            (Order.FIELD, self.tr("by field")),
            (Order.RECORD, self.tr("by record")),
        ):
            self.order.addItem(words, order)
        self.order.setAccessibleName(self.tr("How the rows are grouped"))
        self.order.activated.connect(self._filter)
        self.table.folded.connect(self._fold)
        bar = row()
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.order)
        bar.addWidget(self.find_box)
        for one in (self.figures, self.banner, self.verdict, self.calls):
            self.list_body.addWidget(one)
        self.list_body.addLayout(bar)
        self.list_body.addWidget(in_card(self.table), 1)
        self.list_body.addStretch(0)
        self.stack.addWidget(self.working)
        self.stack.addWidget(self.failed)

    @property
    def rows(self) -> list[PlanRow]:
        """The rows of the plan, as they are wanted now."""
        return self._tally.rows

    @property
    def _planned(self) -> Planned | None:
        """The plan, once all of it is shown."""
        return None if self._steps else self._plan

    # ---- making the plan
    def shown(self, where: Go) -> None:
        if where.sync and (where.anew or where.sync != self.sync or self._planned is None):
            self.sync = where.sync
            self._forget()
            self.refresh()

    def refresh(self) -> None:
        """Work the plan out anew."""
        if not self.sync:
            return
        self._stop()
        self._show_no_more()
        self.header.set_crumbs(self.tr("Syncs"), self.sync)
        self.header.set_subtitle(self.tr("nothing has been written"))
        self._set_ready(False)
        self.working.show_progress(None)
        self.stack.setCurrentWidget(self.working)
        self._cancel = threading.Event()
        call = partial(make_plan, sync=self.sync, report=self.handle.report(), cancel=self._cancel)
        self.handle.ask(call, self._on_planned, self._on_failed)

    def _forget(self) -> None:
        self._plan = None
        self._show_no_more()

    def _show_no_more(self) -> None:
        self._steps.clear()
        self._stepping.stop()

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
        self._plan = planned
        self._tally = planned.tally or Tally(planned.rows)
        self.table.letters = planned.kinds
        self._show_no_more()
        self._steps.extend((self._show_words, self._show_figures, self._filter, self._show_all))
        self._stepping.start(0)

    @Slot()
    def _step(self) -> None:
        step = self._steps[0]
        step()
        if self._steps and self._steps[0] is step:  # it may have begun anew
            self._steps.popleft()
        if not self._steps:
            self._stepping.stop()

    def _set_ready(self, ready: bool) -> None:
        self.refresh_button.setEnabled(ready)
        self.rehearse_button.setEnabled(ready)
        self.run_button.setEnabled(ready)

    # ---- show
    def _show_words(self) -> None:
        planned = self._plan
        if planned is None:
            return
        self._show_banner(planned.plan)
        self.verdict.setText(verdict_words(planned))
        self.verdict.setVisible(bool(planned.plan.operations) and not planned.plan.guards)
        self._show_calls(planned)

    def _show_all(self) -> None:
        """Everything is in its place: let it be seen."""
        if self._plan is None:
            return
        plan = self._plan.plan
        self._set_ready(True)
        self._show_action()
        if plan.operations or plan.guards or plan.first_pairing:
            self.show_list()
        else:
            title = self.tr("Nothing would change")
            self.show_empty(
                title,
                self.tr("Both systems agree on every field that this sync joins, or wait for a decision of yours."),
            )

    def _show_calls(self, planned: Planned) -> None:
        words, short = calls_words(planned), short_of_calls(planned)
        if short:
            rest = self.tr("That is more than %1 allows today: what is left over is carried by a later run.")
            words = f"▲ {words} {rest.replace('%1', short)}"
        set_tone(self.calls, "care" if short else "second")
        self.calls.setText(words)
        self.calls.setVisible(bool(words))

    def _show_counts(self) -> None:
        """Everything that counts rows, after a row was skipped or turned."""
        if self._plan is not None:
            self._show_action()
            self._show_figures()
            self._filter()

    def _show_action(self) -> None:
        if self._plan is None:
            return
        plan, count = self._plan.plan, sum(self._tally.writes.values())
        words = self.tr("Run these %1").replace("%1", number(count))
        if not count and plan.operations and not plan.first_pairing:
            words = self.tr("All skipped")
        elif not plan.operations:
            words = self.tr("Nothing to run")
            if plan.first_pairing:
                words = self.tr("Pair these %1").replace("%1", number(plan.paired))
        self.run_button.setText(words)
        self.run_button.setEnabled(bool(count) or plan.first_pairing)

    def _show_figures(self) -> None:
        planned = self._plan
        if planned is None:
            return
        self.figures.show_plan(planned.plan, planned.names, self._tally.writes)
        counts = {key: sum(planned.kinds_of[kind] for kind in some) for key, some in KINDS.items()}
        skipped, turned = self._tally.skipped, self._tally.turned
        self.chips.set_chips(
            [
                ("", self.tr("All"), len(planned.plan.operations), ""),
                ("update", self.tr("Updates"), counts["update"], ""),
                ("new", self.tr("New"), counts["new"], ""),
                ("delete", self.tr("Deletes"), counts["delete"], "care" if counts["delete"] else ""),
                *([("skipped", self.tr("Skipped"), skipped, "")] if skipped else []),
                *([("turned", self.tr("Turned"), turned, "")] if turned else []),
            ]
        )

    def _show_banner(self, plan: PlanReport) -> None:
        if plan.guards:
            words = " ".join(said(one.message) for one in plan.guards)
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
    def _filter(self, _chosen: object = "") -> None:
        if self._plan is None:
            return
        key, wanted = self.chips.key, self.find_box.wanted
        names, tables = self._plan.names, self._plan.tables
        systems: dict[Side, tuple[str, str]] = {"a": (names[0], tables[0]), "b": (names[1], tables[1])}
        order, folded = self.order.currentData(), frozenset(self._folded)
        rows = list(self.rows)
        chosen = self.table.current
        current = chosen.key if isinstance(chosen, PlanRow | PlanGroup) else None

        def call() -> Shown:
            return shown_of(lines_of(_fitting(rows, key, wanted), order, folded, systems), order, current)

        # As it comes from the plan there is nothing to go through; else it is done beside the window.
        plain = order is Order.PLAN and not key and not wanted and current is None
        self.work(0 if plain else len(rows), call, self._show_lines)

    def _show_lines(self, shown: Shown) -> None:
        self.model.show(shown)
        if shown.at >= 0 and shown.at != self.table.currentIndex().row():
            self.table.selectRow(shown.at)

    @Slot(str, bool)
    def _fold(self, key: str, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(key)
        self._filter()

    # ---- changing it
    @Slot(object)
    def _change(self, rows: list[PlanRow]) -> None:
        self._tally.change(rows)
        self._show_counts()

    @Slot(object)
    def _opened(self, found: object) -> None:
        spot = found.line.spot(self.sync) if isinstance(found, PlanRow) else None
        if spot is not None:
            self.wish.emit(Wish(Act.RECORD, spot=spot))

    def _rehearse(self) -> None:
        self.wish.emit(Wish(Act.REHEARSE, self.sync))

    # ---- run
    def _run(self) -> None:
        if self._planned is None:
            return
        approve = bool(self._planned.plan.guards) or self._planned.plan.first_pairing
        overrides = overrides_of(self.rows)
        self._set_ready(False)
        self.header.set_subtitle(self.tr("running"))
        self.handle.run(self.sync, approve=approve, overrides=overrides)

    @Slot(object)
    def _on_run_ended(self, ended: RunEnded) -> None:
        if ended.request.name != self.sync or self._planned is None:
            return
        self._forget()
        if self.isVisible():
            self.go.emit(Go(Place.OVERVIEW))


def _fitting(rows: Sequence[PlanRow], key: str, wanted: str) -> Sequence[PlanRow]:
    """The rows of the chip that is chosen in which what is looked for stands."""
    kinds = KINDS.get(key)
    if kinds is not None:
        rows = [one for one in rows if one.kind in kinds]
    elif key in ("skipped", "turned"):
        rows = [one for one in rows if (one.skipped if key == "skipped" else one.turned)]
    return [one for one in rows if wanted in one.line.search] if wanted else rows
