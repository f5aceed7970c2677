"""The reference connector: a system in memory with ids, versions and times of its own, and every capability to be
switched.

For tests and for reading: it says in the fewest words what a connector has to do. It is not among the registry's kinds.
"""

import datetime as dt
import itertools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from desktop_sync.errors import DesktopSyncError, TableError, UsageError
from desktop_sync.model.record import (
    AccountCheck,
    Create,
    Delete,
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
from desktop_sync.model.schema import Capabilities, Field, TableInfo, TableSchema
from desktop_sync.model.values import Value, is_blank

Normaliser = Callable[[Value], Value]
Check = Callable[[Mapping[str, Value]], str | None]
"""Given a whole row before it is stored; the refusal in the system's words, None when all is well."""

ALL = Capabilities(
    cursor=True,
    tombstones=True,
    versions=True,
    compare_and_set=True,
    ids_before_commit=True,
    idempotency=True,
    modified_times=True,
    in_order=True,
)
"""A system that can do everything."""


def trim(value: Value) -> Value:
    """Drops space around texts."""
    return value.strip() if isinstance(value, str) else value


def lower(value: Value) -> Value:
    """Texts in lower case."""
    return value.lower() if isinstance(value, str) else value


def cut(length: int) -> Normaliser:
    """Texts are cut without a word."""
    return lambda value: value[:length] if isinstance(value, str) else value


def digits(scale: int) -> Normaliser:
    """Decimals are rounded to `scale` digits."""
    step = Decimal(1).scaleb(-scale)
    return lambda value: value.quantize(step, ROUND_HALF_UP) if isinstance(value, Decimal) else value


@dataclass
class Row:
    """A stored row. `seq`: position in the system's order of changes."""

    values: dict[str, Value] = field(repr=False)
    version: int
    seq: int
    made_at: dt.datetime
    modified_at: dt.datetime
    modified_by: str = ""
    token: str = ""


@dataclass
class MemoryTable:
    """A table; everything may be changed while the system runs, as administrators do.

    `bumps`: a write that changes nothing still makes a new version and time (as some systems do). `provisional`: rows
    that others
    add have no lasting id until they are adopted (as rows of a file). `filters`: the conditions that the system
    understands.
    """

    fields: tuple[Field, ...]
    capabilities: Capabilities = ALL
    normalisers: Mapping[str, Normaliser] = field(default_factory=dict)
    checks: Sequence[Check] = ()
    filters: Mapping[str, Callable[[Mapping[str, Value]], bool]] = field(default_factory=dict)
    bumps: bool = False
    rows: dict[Ref, Row] = field(default_factory=dict, repr=False)
    deleted: dict[Ref, int] = field(default_factory=dict, repr=False)

    def stored(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The values as the system keeps them."""
        found: dict[str, Value] = {}
        for one in self.fields:
            if one.name in values:
                value = self.normalisers.get(one.name, _same)(values[one.name])
                found[one.name] = "" if value is None and one.blank_as_empty else value
        return found

    def refusal(self, row: Mapping[str, Value], given: Mapping[str, Value]) -> str | None:
        """Why the row can't be stored, None when it can. `given`: what the writer wants to set."""
        for one in self.fields:
            value = row.get(one.name)
            if one.name in given and one.read_only:
                return f"{one.name} is read-only"
            if one.required and is_blank(value) and not one.blank_as_empty:
                return f"{one.name} is required"
            if one.max_length is not None and isinstance(value, str) and len(value) > one.max_length:
                return f"{one.name} is longer than {one.max_length}"
            if (
                one.choices
                and isinstance(value, str)
                and value
                and value not in {choice.value for choice in one.choices}
            ):
                return f"{one.name} can't be {value}"
        unknown = given.keys() - {one.name for one in self.fields}
        if unknown:
            return f"there is no field {min(unknown)}"
        return next((words for check in self.checks if (words := check(row))), None)


def _same(value: Value) -> Value:
    return value


class MemorySystem:
    """All tables of a system. Thread-safe: each call is one transaction. `now`: its clock (aware UTC)."""

    def __init__(self, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)) -> None:
        self.now = now
        self.tables: dict[str, MemoryTable] = {}
        self.lock = threading.RLock()
        self._numbers = itertools.count(1)
        self._seq = 0

    def add_table(self, name: str, fields: Sequence[Field], capabilities: Capabilities = ALL) -> MemoryTable:
        """A new table; give it normalisers and checks as attributes."""
        self.tables[name] = MemoryTable(tuple(fields), capabilities)
        return self.tables[name]

    def table(self, name: str) -> MemoryTable:
        """The table. Raises AccountError where there is none."""
        if name not in self.tables:
            raise TableError(f"There is no table “{name}”.", advice=f"There are: {', '.join(self.tables)}.", place=name)
        return self.tables[name]

    @property
    def seq(self) -> int:
        """Number of changes so far: the cursor."""
        return self._seq

    def insert(self, name: str, values: Mapping[str, Value], *, by: str = "", token: str = "") -> Ref:
        """Add a row; its ref. Raises ValueError with the system's words for one that it refuses."""
        with self.lock:
            table = self.table(name)
            row = table.stored({one.name: None for one in table.fields} | dict(values))
            self._refuse(table.refusal(row, values))
            number = next(self._numbers)
            ref = Ref(f"new:{number}" if table.capabilities.provisional_refs and not token else str(number))
            now = self.now()
            table.rows[ref] = Row(row, 1, self._next(), now, now, by, token)
            return ref

    def change(self, name: str, ref: Ref, values: Mapping[str, Value], *, by: str = "") -> None:
        """Edit a row. Raises KeyError for one that is gone, ValueError for a refusal."""
        with self.lock:
            table = self.table(name)
            row = table.rows[ref]
            changed = row.values | table.stored(values)
            self._refuse(table.refusal(changed, values))
            if changed != row.values or table.bumps:
                row.values = changed
                row.version += 1
                row.seq = self._next()
                row.modified_at, row.modified_by = self.now(), by

    def delete(self, name: str, ref: Ref) -> None:
        """Delete a row. Raises KeyError for one that is gone."""
        with self.lock:
            table = self.table(name)
            del table.rows[ref]
            table.deleted[ref] = self._next()

    def rename(self, name: str, ref: Ref) -> Ref:
        """Give a row a lasting id."""
        with self.lock:
            table = self.table(name)
            lasting = Ref(str(next(self._numbers)))
            table.rows[lasting] = table.rows.pop(ref)
            return lasting

    def rows(self, name: str) -> dict[Ref, dict[str, Value]]:
        """What is in the table, for looking at it from outside."""
        with self.lock:
            return {ref: dict(row.values) for ref, row in self.table(name).rows.items()}

    def _next(self) -> int:
        self._seq += 1
        return self._seq

    @staticmethod
    def _refuse(words: str | None) -> None:
        if words is not None:
            raise ValueError(words)


class MemoryConnector:
    """An open account of a `MemorySystem`. `user`: who its writes are by."""

    def __init__(self, system: MemorySystem, user: str = "sync") -> None:
        self.calls = 0
        self._system = system
        self._user = user

    def check(self) -> AccountCheck:
        self.calls += 1
        return AccountCheck(True, f"Signed in: {len(self._system.tables)} tables.", server="memory")

    def tables(self) -> Sequence[TableInfo]:
        self.calls += 1
        with self._system.lock:
            return [
                TableInfo(name, name.capitalize(), table.capabilities.update, len(table.rows))
                for name, table in self._system.tables.items()
            ]

    def schema(self, table: str) -> TableSchema:
        self.calls += 1
        return TableSchema(table, table.capitalize(), self._system.table(table).fields)

    def capabilities(self, table: str) -> Capabilities:
        return self._system.table(table).capabilities

    def server_time(self) -> dt.datetime | None:
        return self._system.now()

    def listing(self, selection: Selection) -> Iterator[Page]:
        table = self._system.table(selection.table)
        with self._system.lock:
            cursor = str(self._system.seq)
            records = [
                self._record(selection, ref) for ref, row in table.rows.items() if _within(table, selection, row)
            ]
        yield from self._pages(table, records, (), cursor)

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        table = self._system.table(selection.table)
        if not table.capabilities.cursor:
            raise UsageError("The table has no cursor.", place=selection.table)
        with self._system.lock:
            last = str(self._system.seq)
            changed = {ref: row for ref, row in table.rows.items() if row.seq > int(cursor)}
            records = [self._record(selection, ref) for ref, row in changed.items() if _within(table, selection, row)]
            deleted = [ref for ref, seq in table.deleted.items() if seq > int(cursor)]
        yield from self._pages(table, records, deleted if table.capabilities.tombstones else (), last)

    def _pages(
        self, table: MemoryTable, records: Sequence[Record], deleted: Sequence[Ref], cursor: str
    ) -> Iterator[Page]:
        size = table.capabilities.page_size
        for start in range(0, max(len(records), 1), size):
            self.calls += 1
            some = records[start : start + size]
            page = Page([one.ref for one in some], [one.raw for one in some], partial(_nth, some))
            if start + size >= len(records):
                page = replace(page, deleted=deleted, cursor=cursor if table.capabilities.cursor else None)
            yield page

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        self.calls += 1
        with self._system.lock:
            table = self._system.table(selection.table)
            return {
                ref: self._record(selection, ref)
                for ref in refs
                if ref in table.rows and _within(table, selection, table.rows[ref])
            }

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        self.calls += 1
        with self._system.lock:
            table = self._system.table(selection.table)
            wanted = table.stored(criteria)
            found = (
                ref
                for ref, row in table.rows.items()
                if all(row.values[name] == value for name, value in wanted.items())
                and (since is None or row.made_at >= since)
            )
            return [self._record(selection, ref) for ref in itertools.islice(found, 10)]

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        self.calls += 1
        outcomes: list[Outcome] = []
        for index, write in enumerate(batch):
            try:
                outcomes.append(self._one(selection, write, partial(prepared, index)))
            except DesktopSyncError:
                if not outcomes:
                    raise
                # What is made stays made; the rest is for later.
                return [*outcomes, *(Outcome(OutcomeStatus.RETRY) for _ in batch[index:])]
        return outcomes

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:
        self.calls += 1
        with self._system.lock:
            rows = self._system.table(selection.table).rows
            return {
                ref: self._system.rename(selection.table, ref) for ref in refs if ref.startswith("new:") and ref in rows
            }

    def close(self) -> None:
        """Nothing is held open."""

    def _one(self, selection: Selection, write: Write, prepared: Callable[[Ref], None]) -> Outcome:
        with self._system.lock:
            try:
                if isinstance(write, Create):
                    return self._create(selection, write, prepared)
                return self._edit(selection, write)
            except ValueError as error:
                return Outcome(OutcomeStatus.REJECTED, words=str(error))

    def _create(self, selection: Selection, write: Create, prepared: Callable[[Ref], None]) -> Outcome:
        table = self._system.table(selection.table)
        if table.capabilities.idempotency:
            known = next((ref for ref, row in table.rows.items() if row.token == write.token), None)
            if known is not None:
                return Outcome(OutcomeStatus.DONE, self._record(selection, known))
        ref = self._system.insert(selection.table, write.values, by=self._user, token=write.token)
        if table.capabilities.ids_before_commit:
            row = table.rows.pop(ref)  # not to be seen until its ref is written down
            prepared(ref)
            table.rows[ref] = row
        return Outcome(OutcomeStatus.DONE, self._record(selection, ref))

    def _edit(self, selection: Selection, write: Update | Delete) -> Outcome:
        ref = write.expected.ref
        row = self._system.table(selection.table).rows.get(ref)
        if row is None or self._stale(selection, write.expected):
            return Outcome(OutcomeStatus.STALE)
        if isinstance(write, Delete):
            self._system.delete(selection.table, ref)
            return Outcome(OutcomeStatus.DONE)
        self._system.change(selection.table, ref, write.values, by=self._user)
        return Outcome(OutcomeStatus.DONE, self._record(selection, ref))

    def _stale(self, selection: Selection, expected: Record) -> bool:
        capabilities = self._system.table(selection.table).capabilities
        now = self._record(selection, expected.ref)
        if capabilities.versions:
            return now.version != expected.version
        return capabilities.compare_and_set and tuple(now.raw) != tuple(expected.raw)

    def _record(self, selection: Selection, ref: Ref) -> Record:
        table = self._system.table(selection.table)
        row = table.rows[ref]
        values = {name: row.values[name] for name in selection.fields}
        can = table.capabilities
        return Record(
            ref,
            values,
            tuple(values.values()),
            str(row.version) if can.versions else None,
            row.modified_at if can.modified_times else None,
            row.modified_by if can.modified_times else "",
        )


def _nth(records: Sequence[Record], index: int) -> Record:
    return records[index]


def _within(table: MemoryTable, selection: Selection, row: Row) -> bool:
    if selection.filter and selection.filter not in table.filters:
        raise UsageError("The system does not understand the filter.", place=selection.table)
    if selection.filter and not table.filters[selection.filter](row.values):
        return False
    return all(_as_words(row.values[name]) == text.casefold() for name, text in selection.where)


def _as_words(value: Value) -> str:
    return "" if value is None else str(value).casefold()
