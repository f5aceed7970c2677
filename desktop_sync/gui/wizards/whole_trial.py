"""Has the mapper's links tried on all records of both tables, in a thread of its own."""

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop_sync.gui.attempt import Attempt
from desktop_sync.gui.errors import Failure
from desktop_sync.gui.mapper.judge import Verdict
from desktop_sync.gui.mapper.model import MapperModel
from desktop_sync.gui.mapper.whole import try_all
from desktop_sync.gui.wizards.sync_context import MANY, SyncContext
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import SIDES, Record, Side

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

TELL_S = 0.1


class WholeTrial(QObject):
    """Between the context, which knows the systems, and the mapper's model. `failed(Failure)`: it could not be done."""

    failed = Signal(object)
    _told = Signal(int, int)

    def __init__(self, context: SyncContext, model: MapperModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self._attempt = Attempt(context.handle, self)
        self._links: tuple[FieldLink, ...] = ()
        self._turn = 0
        context.more_read.connect(self._offer)
        model.tables_changed.connect(self.stop)
        model.whole.asked.connect(self.start)
        model.whole.given_up.connect(self.stop)
        self._told.connect(self._on_told)

    @Slot(object)
    def _offer(self, records: Mapping[Side, Sequence[Record]]) -> None:
        """Of these sides only a part was read."""
        part = frozenset(side for side in SIDES if len(records.get(side, ())) >= MANY)
        counts = [self._count(side) if side in part else len(records.get(side, ())) for side in SIDES]
        known = [one for one in counts if one is not None]
        self._model.whole.offer(part, sum(known) if len(known) == len(counts) else None)

    def _count(self, side: Side) -> int | None:
        spec = self._context.sides[side].spec
        tables = self._context.tables.get(spec.account, ())
        return next((one.records for one in tables if one.name == spec.table), None)

    @Slot()
    def start(self) -> None:
        """Try the links as they are now."""
        tables = self._model.tables
        if tables is None or not self._context.ready():
            return
        specs = {side: self._context.sides[side].spec for side in SIDES}
        links = self._links = tuple(self._model.links())
        self._turn += 1
        turn, told = self._turn, self._told.emit
        next_at = 0.0

        def tell(done: int) -> None:
            nonlocal next_at
            if time.monotonic() >= next_at:
                next_at = time.monotonic() + TELL_S
                told(turn, done)

        def call(services: "Services", stop: threading.Event) -> Mapping[int, Verdict]:
            def pages(side: Side, names: Sequence[str]) -> Iterable[Sequence[Record]]:
                return services.accounts.records(specs[side].account, specs[side].table, names, stop)

            return try_all(links, tables, pages, stop, tell)

        self._model.whole.show_progress(0)
        self._attempt.start(call, self._on_tried, self._on_failed)

    @Slot()
    def stop(self) -> None:
        """Give it up; what was found before stays."""
        self._turn += 1
        self._attempt.stop()
        self._model.whole.show_progress(0, running=False)

    @Slot(int, int)
    def _on_told(self, turn: int, done: int) -> None:
        if turn == self._turn and self._attempt.running:
            self._model.whole.show_progress(done)

    def _on_tried(self, found: Mapping[int, Verdict]) -> None:
        self._model.take_whole({at: (self._links[at], verdict) for at, verdict in found.items()})
        self._model.whole.show_progress(0, running=False)

    def _on_failed(self, failure: Failure) -> None:
        self._model.whole.show_progress(0, running=False)
        if not failure.cancelled:
            self.failed.emit(failure)
