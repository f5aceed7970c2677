"""A system with traits, built on the reference connector; what is done to it is told to a ledger."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from desktop_sync.connectors.memory import MemoryConnector, MemorySystem, MemoryTable, Row
from desktop_sync.errors import UsageError
from desktop_sync.model.record import (
    Create,
    Outcome,
    OutcomeStatus,
    Page,
    Prepared,
    Record,
    Ref,
    Selection,
    Update,
    Write,
)
from desktop_sync.model.values import Value
from tests.simulator.ledger import Ledger
from tests.simulator.traits import EPOCH, Traits

TABLE = "people"
POISON = "POISON"
"""A text that no system stores."""


@dataclass
class Clock:
    """The true time; moved by the history only, some milliseconds with every look at it, so that no two events are at once."""

    at: dt.datetime = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
    looks: int = 0

    def now(self) -> dt.datetime:
        self.looks += 1
        self.at += dt.timedelta(milliseconds=3)
        return self.at

    def monotonic(self) -> float:
        return self.now().timestamp()

    def wait(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


@dataclass
class Skewed:
    """A clock that is wrong by `by`, and may jump."""

    true: Clock
    by: dt.timedelta = dt.timedelta()

    def now(self) -> dt.datetime:
        return self.true.now() + self.by

    def monotonic(self) -> float:
        return self.true.monotonic()

    def wait(self, seconds: float) -> None:
        self.true.wait(seconds)


@dataclass
class Late:
    """An edit in a transaction that is still open."""

    ref: Ref
    values: Mapping[str, Value]
    stamped_at: dt.datetime


class SimulatedSystem(MemorySystem):
    """One system with one table. `acting`: who changes it now, "" for people. `fates`: what becomes of the next rows written."""

    def __init__(self, name: str, traits: Traits, clock: Skewed, ledger: Ledger, seed: int) -> None:
        super().__init__(clock.now)
        self.name, self.traits, self.clock, self.ledger = name, traits, clock, ledger
        self.acting = ""
        self.fates: list[str] = []
        self.open_edits: list[Late] = []
        self.late: dict[Ref, Row] = {}
        self.stale_times = False
        """Whether a change was stamped earlier than a cursor that was handed out: a time feed leaves it out."""
        self.delivered = 0
        self.deleted_at: dict[Ref, dt.datetime] = {}
        self.chance = random.Random(seed)
        self._handed_out = EPOCH
        table = MemoryTable(traits.fields(), traits.capabilities(), traits.normalisers(), bumps=traits.bumps)
        self.tables[TABLE] = table

    @property
    def people(self) -> dict[Ref, Row]:
        """All rows."""
        return self.table(TABLE).rows

    def insert(self, name: str, values: Mapping[str, Value], *, by: str = "", token: str = "") -> Ref:
        values = self._taken(values)
        ref = super().insert(name, values, by=by, token=token)
        self._stamp(self.people[ref])
        self.ledger.inserted(self.name, ref, self.people[ref].values, self.acting)
        return ref

    def change(self, name: str, ref: Ref, values: Mapping[str, Value], *, by: str = "") -> None:
        values = self._taken(values)
        row = self.people[ref]
        before, seq = dict(row.values), row.seq
        super().change(name, ref, values, by=by)
        if row.seq != seq:
            self._stamp(row)
        self.ledger.changed(self.name, ref, before, row.values, self.acting)

    def _taken(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """What the API takes of a write; people's own screens take everything."""
        if not self.acting:
            return values
        if any(isinstance(value, str) and POISON in value for value in values.values()):
            raise ValueError("this text is not allowed here")
        return {name: value for name, value in values.items() if name not in self.traits.deaf}

    def delete(self, name: str, ref: Ref) -> None:
        before = dict(self.people[ref].values)
        super().delete(name, ref)
        self.deleted_at[ref] = self.now()
        self._note_stamp(self.deleted_at[ref])
        self.ledger.deleted(self.name, ref, before, self.acting)

    def undelete(self, ref: Ref, row: Row) -> None:
        """A record is back as it was, under its old ref."""
        del self.table(TABLE).deleted[ref]
        self.deleted_at.pop(ref, None)
        row.seq, row.modified_at, row.modified_by = self._next(), self.now(), f"user {self.name}"
        row.version += 1
        self.people[ref] = row
        self._stamp(row)
        self.ledger.undeleted(self.name, ref)

    def begin_late(self, ref: Ref, values: Mapping[str, Value]) -> None:
        """A person's edit is stamped now and seen when it commits."""
        self.open_edits.append(Late(ref, values, self.now()))

    def commit_late(self) -> int:
        """Commit all edits that are open; those of records that are gone are lost with their screens. How many were made."""
        made = 0
        for one in self.open_edits:
            if one.ref in self.people:
                self.change(TABLE, one.ref, one.values, by=f"user {self.name}")
                self.people[one.ref].modified_at = one.stamped_at
                self._stamp(self.people[one.ref])
                made += 1
        self.open_edits = []
        return made

    def _stamp(self, row: Row) -> None:
        row.modified_at = self.floor(row.modified_at)
        self._note_stamp(row.modified_at)

    def _note_stamp(self, moment: dt.datetime) -> None:
        if self.traits.feed == "time" and self.floor(moment) < self._handed_out - dt.timedelta(
            seconds=self.traits.overlap_s
        ):
            self.stale_times = True

    def leaves_out(self) -> bool:
        """Whether only a full comparison shows everything: what is stamped behind a cursor, or hours ahead of a clock that was set back."""
        if self.stale_times or not self.traits.lag_s:
            return self.stale_times
        shown = self.now() - dt.timedelta(seconds=self.traits.lag_s)
        return any(at > shown for at in (*(row.modified_at for row in self.people.values()), *self.deleted_at.values()))

    def hand_out(self, cursor: dt.datetime) -> str:
        """A cursor goes to the engine."""
        self._handed_out = max(self._handed_out, cursor)
        return cursor.isoformat()

    def floor(self, moment: dt.datetime) -> dt.datetime:
        """A time in the system's resolution."""
        step = dt.timedelta(seconds=self.traits.step_s)
        return moment if not step else moment - (moment - EPOCH) % step


@dataclass
class SimulatedConnector(MemoryConnector):
    """An open account of a simulated system."""

    system: SimulatedSystem
    user: str = "sync"
    calls: int = field(default=0)

    def __post_init__(self) -> None:
        super().__init__(self.system, self.user)

    def listing(self, selection: Selection) -> Iterator[Page]:
        cursor = self._time_cursor()
        for page in super().listing(selection):
            if cursor is not None and page.cursor is not None:
                page.cursor = cursor
            yield page

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        pages = (
            super().changes(selection, cursor) if self.system.traits.feed != "time" else self._since(selection, cursor)
        )
        for page in pages:
            self.system.delivered += len(page.refs) + len(page.deleted)
            yield page

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        self.system.delivered += len(refs)
        return super().read(selection, refs)

    def _time_cursor(self) -> str | None:
        if self.system.traits.feed != "time":
            return None
        lag = dt.timedelta(seconds=self.system.traits.lag_s)
        return self.system.hand_out(self.system.floor(self.system.now() - lag))

    def _since(self, selection: Selection, cursor: str) -> Iterator[Page]:
        """A time feed: all that is stamped at or after the cursor (in whole steps), but for what is younger than the lag."""
        system, table = self.system, self.system.table(selection.table)
        if not table.capabilities.cursor:
            raise UsageError("The table has no cursor.", place=selection.table)
        following = self._time_cursor()
        assert following is not None
        start = dt.datetime.fromisoformat(cursor) - dt.timedelta(seconds=system.traits.overlap_s)
        lag = dt.timedelta(seconds=system.traits.lag_s)
        end = system.now() - lag if lag else dt.datetime.max.replace(tzinfo=dt.UTC)
        records = [
            self._record(selection, ref)
            for ref, row in table.rows.items()
            if system.floor(start) <= row.modified_at <= end
        ]
        gone = [ref for ref, at in system.deleted_at.items() if system.floor(start) <= system.floor(at) <= end]
        yield from self._pages(table, records, gone if table.capabilities.tombstones else (), following)

    def _pages(
        self, table: MemoryTable, records: Sequence[Record], deleted: Sequence[Ref], cursor: str
    ) -> Iterator[Page]:
        traits, rows = self.system.traits, list(records)
        feed = bool(deleted) or len(rows) < len(table.rows)  # the port promises each record once in a listing only
        if feed and traits.shuffled:
            self.system.chance.shuffle(rows)
        if feed and traits.repeats and rows:
            rows.append(rows[0])
            deleted = [*deleted, *deleted[:1]]
        yield from super()._pages(table, rows, deleted, cursor)

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        self.calls += 1
        order = list(range(len(batch)))
        if self.system.traits.shuffled:
            self.system.chance.shuffle(order)
        outcomes: dict[int, Outcome] = {}
        for index in order:
            outcomes[index] = self._fated(selection, batch[index], partial(prepared, index))
        return [outcomes[index] for index in range(len(batch))]

    def _fated(self, selection: Selection, write: Write, prepared: Callable[[Ref], None]) -> Outcome:
        fate = self.system.fates.pop(0) if self.system.fates else "made"
        if fate == "retry":
            return Outcome(OutcomeStatus.RETRY)
        if fate == "rejected":
            return Outcome(OutcomeStatus.REJECTED, words="not today")
        if fate == "lost before":
            return Outcome(OutcomeStatus.UNKNOWN)
        if fate == "silently refused" and isinstance(write, Update) and write.expected.ref in self.system.people:
            return Outcome(OutcomeStatus.DONE, self._record(selection, write.expected.ref))
        self.system.acting = self.system.ledger.actor
        try:
            outcome = self._one(selection, write, prepared)
        finally:
            self.system.acting = ""
        return Outcome(OutcomeStatus.UNKNOWN) if fate == "lost after" else outcome

    def _create(self, selection: Selection, write: Create, prepared: Callable[[Ref], None]) -> Outcome:
        """As the reference connector's; a record whose ref can't be written down is rolled back."""
        try:
            return super()._create(selection, write, prepared)
        except BaseException:
            self.system.ledger.rolled_back(self.system.name, self.system.people)
            raise
