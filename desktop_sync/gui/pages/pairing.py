"""The pairing workbench: which records belong together, before anything is written. Nothing here writes to a system."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_sync.gui.board import Board
from desktop_sync.gui.delegates.cells import PillCell, WordsCell
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.models.pairings import (
    Choice,
    PairingsModel,
    Taken,
    all_paired,
    fitting,
    left_out,
    paired,
    state_of,
    taken,
    taken_in,
)
from desktop_sync.gui.pages.listing import FindBox, ListPage
from desktop_sync.gui.pages.pairing_card import PairingCard
from desktop_sync.gui.places import Act, Go, Place, Wish
from desktop_sync.gui.text import counted, number, tr
from desktop_sync.gui.theme import Type
from desktop_sync.gui.widgets.basics import button, row
from desktop_sync.gui.widgets.notes import Banner, Chips, EmptyState
from desktop_sync.gui.widgets.table import RowsTable, in_card
from desktop_sync.gui.widgets.working import Working
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.plan import Pairing, PairingKind
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import Progress

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

Rows = list[Pairing]


@dataclass(frozen=True)
class Found:
    """The pairing of a sync."""

    sync: str
    rows: tuple[Pairing, ...]


class PairingPage(ListPage):
    """For one sync."""

    def __init__(self, handle: WorkerHandle, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(handle, board, "", parent)
        self.header.set_title(self.tr("Pairing"))
        self.header.crumb.connect(lambda: self.go.emit(Go(Place.SYNCS)))
        self.again = self.header.add(self.tr("Look again"), self.refresh)
        self.sign_off = self.header.add(self.tr("Go on"), self._go_on, "primary")
        self.rows: Rows = []
        self._free: Mapping[Side, Sequence[Choice]] = {"a": (), "b": ()}
        self._cancel: threading.Event | None = None
        self._steps: list[Callable[[Rows], Rows]] = []
        self.chips, self.find_box = Chips(), FindBox(self.tr("Find a record"))
        self.all_likely = button("", self._pair_likely, "link")
        self.banner, self.card = Banner(), PairingCard()
        self.model = PairingsModel(self)
        self.table = RowsTable(self.model, self.tr("Records and their partners"))
        self.working, self.failed = Working(), EmptyState("", "")
        self.failed.add(self.tr("Try again"), self.refresh)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table.set_cells(
            (
                WordsCell(self.table, tone="a"),
                WordsCell(self.table, tone="b"),
                PillCell(state_of, self.table),
                WordsCell(self.table, Type.META, "second"),
            ),
            (0, 0, 140, 150),
        )
        bar = row()
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.all_likely)
        bar.addWidget(self.find_box)
        self.list_body.addWidget(self.banner)
        self.list_body.addLayout(bar)
        self.list_body.addWidget(in_card(self.table), 1)
        self.list_body.addWidget(self.card)
        self.list_body.addStretch(0)
        self.stack.addWidget(self.working)
        self.stack.addWidget(self.failed)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._filter)
        self.find_box.found.connect(self._filter)
        self.table.picked.connect(self._show_card)
        self.working.cancel.clicked.connect(self._stop)
        self.card.pair.connect(self._pair)
        self.card.leave.connect(self._leave)
        self.card.take_in.connect(self._take_in)
        self.card.merge.connect(self._merge)
        self.handle.progress.connect(self._on_progress)

    # ---- reading both systems
    def shown(self, where: Go) -> None:
        if where.sync:
            self.sync = where.sync
            self.refresh()

    def refresh(self) -> None:
        """Read both systems, and match anew."""
        if not self.sync:
            return
        self._stop()
        self.header.set_crumbs(self.tr("Syncs"), self.sync)
        self.header.set_subtitle(self.tr("nothing has been written"))
        self._set_ready(False)
        self.working.show_progress(None)
        self.stack.setCurrentWidget(self.working)
        self._cancel = threading.Event()
        call = partial(_pairs, sync=self.sync, report=self.handle.report(), cancel=self._cancel)
        self.handle.ask(call, self._on_found, self._on_failed)

    def _set_ready(self, ready: bool) -> None:
        self.again.setEnabled(ready)
        self.sign_off.setEnabled(ready)

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
        self.again.setEnabled(True)
        words = self.tr("Nothing has been written.") if failure.cancelled else f"{failure.sentence}\n{failure.advice}"
        self.failed.set_words(failure.title, words.strip())
        self.stack.setCurrentWidget(self.failed)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        if found.sync != self.sync or self._cancel is None:
            return
        self._cancel = None
        a, b = self.names_of(self.sync)
        self.model.set_names(a, b)
        self.card.set_names({"a": a, "b": b})
        self.banner.hide()
        self._set_ready(True)
        self._take(list(found.rows))

    # ---- showing
    def _take(self, rows: Rows) -> None:
        self.rows = rows  # the next decision goes by them, even while they are still put in order
        self.work(len(rows), partial(taken, rows), self._show_taken)

    def _show_taken(self, found: Taken) -> None:
        self.rows, self._free = found.rows, found.free
        counts = found.counts
        a, b = self.names_of(self.sync)
        words = {
            PairingKind.AMBIGUOUS: (self.tr("Not clear"), "care"),
            PairingKind.DUPLICATE: (self.tr("The same twice"), "care"),
            PairingKind.LIKELY: (self.tr("Likely"), ""),
            PairingKind.SURE: (self.tr("Sure"), ""),
            PairingKind.ONLY_A: (f"{self.tr('Only in')} {a}", ""),
            PairingKind.ONLY_B: (f"{self.tr('Only in')} {b}", ""),
        }
        chips = [(kind.value, text, counts[kind], tone) for kind, (text, tone) in words.items() if counts[kind]]
        self.chips.set_chips([("", self.tr("All"), len(self.rows), ""), *chips])
        pairs = counts[PairingKind.SURE]
        self.header.set_subtitle(f"{self.tr('nothing has been written')} · {self._outlook(counts)}")
        self.sign_off.setText(
            self.tr("Preview")
            if not pairs
            else self.tr("Preview with these %1").replace("%1", counted(pairs, tr("pair"), tr("pairs")))
        )
        self.all_likely.setText(self.tr("Pair all %1 likely").replace("%1", number(counts[PairingKind.LIKELY])))
        self.all_likely.setVisible(counts[PairingKind.LIKELY] > 1)
        self._filter()
        if self.rows:
            self.show_list()
        else:
            words_ = self.tr("Every record has its partner already, or both tables are empty.")
            self.show_empty(self.tr("Nothing to pair"), words_)

    def _outlook(self, counts: Counter[PairingKind]) -> str:
        new = counts[PairingKind.ONLY_A] + counts[PairingKind.ONLY_B]
        waits = counts[PairingKind.AMBIGUOUS] + counts[PairingKind.DUPLICATE]
        parts = [counted(counts[PairingKind.SURE], self.tr("pair"), self.tr("pairs"))]
        parts += [f"{number(new)} {self.tr('new')}"] if new else []
        parts += [f"{number(waits)} {self.tr('to clear up')}"] if waits else []
        return " · ".join(parts)

    @Slot()
    def _filter(self, _chosen: str = "") -> None:
        key, wanted = self.chips.key, self.find_box.wanted
        call = partial(fitting, self.rows, key, wanted, self.model.words_of)
        self.work(len(self.rows) if wanted else 0, call, self._show)

    def _show(self, shown: Rows) -> None:
        at = self.table.currentIndex().row()
        self.model.set_rows(shown)
        if shown:
            self.table.selectRow(min(max(0, at), len(shown) - 1))
        self._show_card(self.table.current)

    @Slot(object)
    def _show_card(self, found: object) -> None:
        self.card.setVisible(isinstance(found, Pairing))
        if isinstance(found, Pairing):
            self.card.show_pairing(found, self._free)

    # ---- deciding; kept in the workspace at once, and shown without reading everything again
    def _decide(self, call: "Callable[[Services], object]", step: Callable[[Rows], Rows]) -> None:
        self._steps.append(step)
        self.handle.ask(call, self._on_decided, self._on_refused)

    @Slot(object)
    def _on_decided(self, _answer: object) -> None:
        if self._steps:
            self._take(self._steps.pop(0)(self.rows))
        self.banner.hide()

    @Slot(object)
    def _on_refused(self, failure: Failure) -> None:
        if self._steps:
            self._steps.pop(0)
        self.banner.show_words(failure.title, f"{failure.sentence} {failure.advice}".strip(), tone="bad")

    @Slot(object, object)
    def _pair(self, a: Choice, b: Choice) -> None:
        self._decide(partial(_pair, sync=self.sync, pairs=((a, b),)), lambda rows: paired(rows, a, b))

    @Slot(str, object)
    def _leave(self, side: Side, one: Choice) -> None:
        call = partial(_leave_out, sync=self.sync, side=side, one=one)
        self._decide(call, lambda rows: left_out(rows, side, one))

    @Slot(str, object)
    def _take_in(self, side: Side, one: Choice) -> None:
        call = partial(_take_in, sync=self.sync, side=side, one=one)
        self._decide(call, lambda rows: taken_in(rows, side, one.ref))

    @Slot(str, object)
    def _merge(self, side: Side, refs: tuple[Ref, ...]) -> None:
        self.wish.emit(Wish(Act.MERGE, self.sync, side=side, refs=refs))

    def _pair_likely(self) -> None:
        likely = [one for one in self.rows if one.kind is PairingKind.LIKELY]
        pairs = tuple((Choice(*one.records("a")[0]), Choice(*one.records("b")[0])) for one in likely)

        self._decide(partial(_pair, sync=self.sync, pairs=pairs), lambda rows: all_paired(rows, pairs))

    def _go_on(self) -> None:
        self.go.emit(Go(Place.PREVIEW, self.sync, anew=True))


def _pairs(services: "Services", sync: str, report: Callable[[Progress], None], cancel: threading.Event) -> Found:
    return Found(sync, tuple(services.runner.pairs(sync, progress=report, cancel=cancel)))


def _pair(services: "Services", sync: str, pairs: tuple[tuple[Choice, Choice], ...]) -> None:
    for a, b in pairs:
        services.pairing.pair(sync, a.ref, b.ref)


def _leave_out(services: "Services", sync: str, side: Side, one: Choice) -> None:
    services.pairing.unpair(sync, side, one.ref)


def _take_in(services: "Services", sync: str, side: Side, one: Choice) -> None:
    services.pairing.take_in(sync, side, one.ref)
