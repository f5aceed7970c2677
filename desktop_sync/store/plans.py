"""What one run saw and plans to do: sightings and operations."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop_sync.errors import UsageError
from desktop_sync.model.plan import Operation, OperationState, Sighting
from desktop_sync.model.record import Ref, Side
from desktop_sync.store.codec import dump_time
from desktop_sync.store.database import Database, Row, batches
from desktop_sync.store.rows import (
    INSERT_OPERATION,
    OPERATION,
    SIGHTING,
    operation_of,
    operation_row,
    sighting_of,
    sighting_row,
)

_PAGE = 500
_STAGE = 5000
"""Sightings and operations per transaction: one forced write to the disk for each."""


_ROOM = 1000
"""So many free pages, 4 MB, are kept for the next run."""


class Plans:
    """The sightings and operations part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def stage(self, run_id: int, sightings: Iterable[Sighting]) -> None:
        """Add sightings of the run; the last one of a (side, ref) counts."""
        sql = f"INSERT OR REPLACE INTO sightings (run_id, {SIGHTING}) VALUES ({','.join('?' * 10)})"  # noqa: S608 - constants
        for batch in batches(sightings, _STAGE):
            self._db.many(sql, [sighting_row(run_id, one) for one in batch])

    def staged_unlinked(self, run_id: int, side: Side) -> Iterator[Sighting]:
        """Sightings without a link, by ref; safe while operations are planned meanwhile."""
        sql = (
            f"SELECT {SIGHTING} FROM sightings WHERE run_id = ? AND side = ? AND ref > ? AND link_id IS NULL"  # noqa: S608
            f" ORDER BY ref LIMIT {_PAGE}"
        )

        def fetch(last: Any) -> list[Row]:
            return self._db.rows(sql, (run_id, side, last))

        for row in self._db.pages(fetch, "", key=1):
            yield sighting_of(row)

    def staged(self, run_id: int, side: Side, refs: Sequence[Ref]) -> Mapping[Ref, Sighting]:
        """Sightings by ref."""
        sql = f"SELECT {SIGHTING} FROM sightings WHERE run_id = ? AND side = ? AND ref IN ({{}})"  # noqa: S608 - constants
        return {row[1]: sighting_of(row) for row in self._db.rows_in(sql, refs, run_id, side)}

    def staged_links(
        self, run_id: int, size: int = 500
    ) -> Iterator[Mapping[int, tuple[Sighting | None, Sighting | None]]]:
        """Touched links in batches: link id → (sighting in A, sighting in B)."""
        ids = "SELECT DISTINCT link_id FROM sightings WHERE run_id = ? AND link_id > ? ORDER BY link_id LIMIT ?"
        sql = f"SELECT {SIGHTING} FROM sightings WHERE run_id = ? AND link_id BETWEEN ? AND ?"  # noqa: S608 - constants
        last = 0
        while found := self._db.rows(ids, (run_id, last, size)):
            pairs: dict[int, dict[str, Sighting]] = {row[0]: {} for row in found}
            for row in self._db.rows(sql, (run_id, found[0][0], found[-1][0])):
                pairs[row[2]][row[0]] = sighting_of(row)
            yield {link_id: (pair.get("a"), pair.get("b")) for link_id, pair in pairs.items()}
            last = found[-1][0]

    def plan(self, run_id: int, operations: Iterable[Operation]) -> None:
        """Append operations to the run's plan."""
        row = self._db.row("SELECT sync_id FROM runs WHERE id = ?", (run_id,))
        if row is None:
            raise UsageError(f"There is no run {run_id}.")
        for batch in batches(operations, _STAGE):
            self._db.many(INSERT_OPERATION, [operation_row(run_id, row[0], one) for one in batch])

    def planned(
        self, run_id: int, *, writing: bool | None = None, after: int = 0, limit: int = 500
    ) -> Sequence[Operation]:
        """The run's operations in state PLANNED with id > after, by id; only writing or remembering ones if told."""
        only = "" if writing is None else f"AND writes = {int(writing)}"
        where = f"run_id = ? AND state = 'planned' AND id > ? {only}"
        sql = f"SELECT {OPERATION} FROM operations WHERE {where} ORDER BY id LIMIT ?"  # noqa: S608 - constants
        return [operation_of(row) for row in self._db.rows(sql, (run_id, after, limit))]

    def discard(self, run_id: int) -> None:
        """Remove the run's sightings and its operations that are still PLANNED."""
        with self._db.transaction():
            self._db.run("DELETE FROM sightings WHERE run_id = ?", (run_id,))
            self._db.run("DELETE FROM operations WHERE run_id = ? AND state = 'planned'", (run_id,))
        free = self._db.number("PRAGMA freelist_count")
        if free > _ROOM and free * 2 > self._db.number("PRAGMA page_count"):
            self._db.vacuum(free)  # a first run's sightings took most of the file

    def mark_sent(self, operations: Sequence[Operation], at: dt.datetime) -> None:
        """Write the intents down before the call: when this returns they are on the disk."""
        sql = "UPDATE operations SET state = ?, sent_at = ?, token = ? WHERE id = ?"
        state, time = OperationState.SENT.value, dump_time(at)
        self._db.many(sql, [(state, time, one.token, one.id) for one in operations])

    def mark_prepared(self, operation_id: int, ref: Ref) -> None:
        """The ref that a create will have once it is committed."""
        self.mark_all_prepared({operation_id: ref})

    def mark_all_prepared(self, refs: Mapping[int, Ref]) -> None:
        """The same for several, in one transaction: one forced write to the disk."""
        self._db.many(
            "UPDATE operations SET ref = ?, a_ref = CASE side WHEN 'a' THEN ? ELSE a_ref END,"
            " b_ref = CASE side WHEN 'b' THEN ? ELSE b_ref END WHERE id = ?",
            [(ref, ref, ref, operation_id) for operation_id, ref in refs.items()],
        )

    def open_intents(self, sync_id: int) -> Sequence[Operation]:
        """Operations sent without an outcome, oldest first, of any run."""
        sql = f"SELECT {OPERATION} FROM operations WHERE sync_id = ? AND state = 'sent' ORDER BY id"  # noqa: S608 - constants
        return [operation_of(row) for row in self._db.rows(sql, (sync_id,))]

    def history(
        self,
        sync_id: int,
        *,
        side: Side | None = None,
        ref: Ref | None = None,
        run_id: int | None = None,
        limit: int = 1000,
    ) -> Sequence[Operation]:
        """Writing operations that were DONE, newest first; by record on either side of its link, or by run."""
        where, values = ["sync_id = ?"], [sync_id]
        given: list[object] = list(values)
        if ref is not None:
            columns = ("a_ref", "b_ref") if side is None else (f"{side}_ref",)
            where.append(f"({' OR '.join(f'{column} = ?' for column in columns)})")
            given += [ref] * len(columns)
        if run_id is not None:
            where.append("run_id = ?")
            given.append(run_id)
        sql = (
            f"SELECT {OPERATION} FROM operations WHERE state = 'done' AND writes = 1 AND {' AND '.join(where)}"  # noqa: S608
            " ORDER BY id DESC LIMIT ?"
        )
        return [operation_of(row) for row in self._db.rows(sql, (*given, limit))]
