"""Writing: one transaction a batch, each record by itself within it, compare-and-set on the values that were read.

A refused statement leaves the transaction usable in SQLite and MariaDB. PostgreSQL needs savepoints for that: a batch
is first
tried without them, and again with them when a record is refused. When the system refuses only at the commit (deferred
constraints), every record gets a transaction of its own.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_sync.connectors.sql import reading
from desktop_sync.connectors.sql.dialect import Dialect, Session, Trouble
from desktop_sync.connectors.sql.swapping import Exchange, swap
from desktop_sync.connectors.sql.table import Row, Table
from desktop_sync.errors import TableError
from desktop_sync.model.record import (
    Create,
    Delete,
    Outcome,
    OutcomeStatus,
    Prepared,
    Record,
    Ref,
    Selection,
    Update,
    Write,
    announce,
)
from desktop_sync.model.schema import FieldType

_STALE = Outcome(OutcomeStatus.STALE)


class _SavepointsNeededError(Exception):
    """A record was refused and took the transaction with it."""


@dataclass(frozen=True)
class _Written:
    """A write that went through; its record is read before the commit. `ref` None: deleted."""

    ref: Ref | None


@dataclass
class Writer:
    """Writes batches for one selection over one session."""

    dialect: Dialect
    session: Session
    table: Table
    selection: Selection
    prepared: Prepared
    made: dict[int, Ref] = field(default_factory=dict)
    """The refs of the creates of the transaction under way: announced together, right before its commit."""
    duplicates: list[Exchange] = field(default_factory=list, repr=False)
    """Updates refused in this transaction for a value that another row has."""

    def write(self, batch: Sequence[Write]) -> list[Outcome]:
        """One outcome for each write, in order. Raises driver errors only when nothing was written."""
        if not self.table.writable:
            raise TableError(
                "The view can only be read.", advice="Sync it one way, or choose its table.", place=self.table.name
            )
        numbered = list(enumerate(batch))
        try:
            return self._transaction(numbered, savepoints=self.table.view)
        except _SavepointsNeededError:
            return self._transaction(numbered, savepoints=True)

    def _transaction(self, batch: Sequence[tuple[int, Write]], *, savepoints: bool) -> list[Outcome]:
        self.dialect.begin_write(self.session)
        self.made.clear()
        self.duplicates.clear()
        try:
            done = [self._one(index, write, savepoints=savepoints) for index, write in batch]
            outcomes = self._confirmed(self._swapped(done))
        except _SavepointsNeededError:
            self.session.execute("ROLLBACK")
            raise
        announce(self.prepared, self.made)
        try:
            self.session.execute("COMMIT")
        except self.dialect.error as error:
            return self._commit_failed(batch, outcomes, error)
        return outcomes

    def _commit_failed(
        self, batch: Sequence[tuple[int, Write]], outcomes: list[Outcome], error: Exception
    ) -> list[Outcome]:
        trouble = self.dialect.trouble(error)
        if trouble is Trouble.LOST:
            self.session.broken = True
            return [Outcome(OutcomeStatus.UNKNOWN) if one.status is OutcomeStatus.DONE else one for one in outcomes]
        if trouble is not Trouble.RECORD:
            raise error
        self.session.execute("ROLLBACK")
        if len(batch) == 1:
            return [Outcome(OutcomeStatus.REJECTED, words=self.dialect.words(error))]
        return [self._transaction([one], savepoints=self.dialect.fragile)[0] for one in batch]

    def _one(self, index: int, write: Write, *, savepoints: bool) -> Outcome | _Written:
        if savepoints:
            self.session.execute("SAVEPOINT one")
        try:
            result = self._apply(index, write)
        except self.dialect.error as error:
            trouble = self.dialect.trouble(error)
            if trouble not in (Trouble.RECORD, Trouble.WAIT):
                raise
            self._note_duplicate(index, write, error)
            status = OutcomeStatus.REJECTED if trouble is Trouble.RECORD else OutcomeStatus.RETRY
            result = Outcome(status, words=self.dialect.words(error))
            if self.dialect.fragile and not savepoints:
                raise _SavepointsNeededError from error
        except (UnicodeEncodeError, OverflowError) as error:
            result = Outcome(OutcomeStatus.REJECTED, words=f"The value can't be stored: {error}")
        if savepoints:
            undo = isinstance(result, Outcome)
            self.session.execute("ROLLBACK TO SAVEPOINT one" if undo else "RELEASE SAVEPOINT one")
        return result

    def _note_duplicate(self, index: int, write: Write, error: Exception) -> None:
        key = self.table.key_of(write.expected.ref) if isinstance(write, Update) else None
        if isinstance(write, Update) and key is not None and self.dialect.is_duplicate(error):
            values = self._encoded(write)
            if not isinstance(values, Outcome):
                self.duplicates.append(Exchange(index, key, *self._unchanged(write.expected, key), values))

    def _swapped(self, done: list[Outcome | _Written]) -> list[Outcome | _Written]:
        """Refused updates that only wait for each other are made; one alone waits for nobody."""
        if len(self.duplicates) < 2 or self.table.view:
            return done
        made = swap(self.dialect, self.session, self.table, self.duplicates)
        refs = {one.index: self.table.refs(range(len(one.key)), [one.key])[0] for one in self.duplicates}
        return [_Written(refs[index]) if index in made else one for index, one in enumerate(done)]

    def _apply(self, index: int, write: Write) -> Outcome | _Written:
        if isinstance(write, Create):
            return self._create(index, write)
        expected = write.expected
        key = self.table.key_of(expected.ref)
        if key is None:
            return _STALE
        values = self._encoded(write) if isinstance(write, Update) else None
        if isinstance(values, Outcome):
            return values
        where, params = self._unchanged(expected, key)
        if values is None:
            sql, given = f"DELETE FROM {self.table.sql} WHERE {where}", params  # noqa: S608
        elif not values:
            found = self.session.rows(f"SELECT 1 FROM {self.table.sql} WHERE {where}", params)  # noqa: S608
            return _Written(expected.ref) if found else _STALE
        else:
            mark = self.dialect.mark
            columns = [self.table.columns[name] for name in values]
            changes = ", ".join(f"{column.sql} = {column.assign.replace('{}', mark)}" for column in columns)
            sql, given = f"UPDATE {self.table.sql} SET {changes} WHERE {where}", [*values.values(), *params]  # noqa: S608
        if self.table.declared and self._count(self._is_key(), key) > 1:
            return Outcome(OutcomeStatus.REJECTED, words="The key stands for more than one row.")
        countable = self.dialect.counts_views or not self.table.view
        matched = 0 if countable else self._count(where, params)
        cursor = self.session.execute(sql, given)
        count = cursor.rowcount if countable else matched
        return _Written(None if isinstance(write, Delete) else expected.ref) if count else _STALE

    def _unchanged(self, expected: Record, key: Row) -> tuple[str, list[Any]]:
        """The condition: it is that row, and all selected fields are as they were read."""
        mark = self.dialect.mark
        parts = [self._is_key()]
        params = list(key)
        for name, raw in zip(self.selection.fields, expected.raw, strict=True):
            column = self.table.columns[name]
            parts.append(column.same.replace("{}", mark))
            params.append(column.expect(raw))
        return " AND ".join(parts), params

    def _is_key(self) -> str:
        return " AND ".join(f"{column.sql} = {self.dialect.mark}" for column in self.table.keys)

    def _count(self, where: str, params: Sequence[Any]) -> int:
        return int(self.session.value(f"SELECT count(*) FROM {self.table.sql} WHERE {where}", params))  # noqa: S608

    def _encoded(self, write: Create | Update) -> dict[str, Any] | Outcome:
        """The parameters by column; an outcome where a value can't be written."""
        found: dict[str, Any] = {}
        for name, value in write.values.items():
            column = self.table.columns[name]
            blank = value is None or (value == "" and column.field.type is not FieldType.TEXT)
            if isinstance(write, Update) and column in self.table.keys:
                if column.encode(value) != column.encode(write.expected.values.get(name)):
                    return Outcome(OutcomeStatus.REJECTED, words=f"The key “{name}” of a record can't be changed.")
                continue
            if column.field.read_only:
                return Outcome(OutcomeStatus.REJECTED, words=f"The field “{name}” can't be written.")
            if blank and column.field.blank_as_empty:
                found[name] = ""
            elif not blank:
                found[name] = column.encode(value)
            elif isinstance(write, Update) or not column.field.has_default:
                found[name] = None  # a create leaves it out where the system has a default
        return found

    def _create(self, index: int, write: Create) -> Outcome | _Written:
        values = self._encoded(write)
        if isinstance(values, Outcome):
            return values
        known: list[Any] = []
        for column in self.table.keys:
            value = values.get(column.name)
            if value is None and self.table.made_up:
                value = values[column.name] = uuid.uuid4().hex
            if value is None and not column.field.has_default:
                return Outcome(
                    OutcomeStatus.REJECTED, words=f"The key “{column.name}” has no value and the system gives none."
                )
            known.append(value)
        # Keys are read back only where the system makes them.
        complete = None not in known
        key = self.dialect.insert(self.session, self.table, values, tuple(known) if complete else None)
        if self.table.view and not complete and not all(key):
            return Outcome(OutcomeStatus.REJECTED, words="The view does not tell the key of a new row.")
        ref = self.table.refs(range(len(key)), [key])[0]
        self.made[index] = ref
        return _Written(ref)

    def _confirmed(self, done: Sequence[Outcome | _Written]) -> list[Outcome]:
        """What the system holds now, read in the same transaction, so that nobody's later edit is taken for ours."""
        refs = [one.ref for one in done if isinstance(one, _Written) and one.ref is not None]
        selection = replace(self.selection, filter="", where=())
        now = reading.read(self.dialect, self.session, self.table, selection, refs) if refs else {}
        return [
            one
            if isinstance(one, Outcome)
            else Outcome(OutcomeStatus.DONE, now.get(one.ref) if one.ref is not None else None)
            for one in done
        ]
