"""What people ruled about records and fields, and what the loop breaker asks of the history."""

import datetime as dt
from collections.abc import Mapping, Sequence

from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Ref, Side
from desktop_sync.store.codec import dump_time, load_time
from desktop_sync.store.database import Database
from desktop_sync.store.rows import OPERATION, operation_of


class Rulings:
    """The rulings part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def recent_writes(self, sync_id: int, a_refs: Sequence[Ref], since: dt.datetime) -> Sequence[Operation]:
        """Writes that were DONE after `since` to the pairs of these records of A, oldest first."""
        sql = (
            f"SELECT {OPERATION} FROM operations WHERE state = 'done' AND writes = 1 AND sync_id = ?"  # noqa: S608 - constants
            " AND settled_at > ? AND a_ref IN ({})"
        )
        return sorted(
            map(operation_of, self._db.rows_in(sql, a_refs, sync_id, dump_time(since))), key=lambda one: one.id
        )

    def lifted_loops(self, sync_id: int) -> Mapping[tuple[int, str], dt.datetime]:
        """(link, field) → when somebody last said “try again” about it; link 0: about all records."""
        rows = self._db.rows("SELECT link_id, field, at FROM lifts WHERE sync_id = ?", (sync_id,))
        return {(link_id, field): at for link_id, field, text in rows if (at := load_time(text)) is not None}

    def rule_pair(self, sync_id: int, a_ref: Ref, b_ref: Ref) -> None:
        """These two are the same thing, whatever else was ruled about either."""
        with self._db.transaction():
            self.forget_rulings(sync_id, "a", [a_ref])
            self.forget_rulings(sync_id, "b", [b_ref])
            self._db.run("INSERT INTO rulings (sync_id, a_ref, b_ref) VALUES (?, ?, ?)", (sync_id, a_ref, b_ref))

    def rule_apart(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> None:
        """These records have no partner, and get none."""
        column = "a_ref" if side == "a" else "b_ref"
        with self._db.transaction():
            self.forget_rulings(sync_id, side, refs)
            self._db.many(
                f"INSERT INTO rulings (sync_id, {column}) VALUES (?, ?)",  # noqa: S608 - constants
                [(sync_id, ref) for ref in refs],
            )

    def forget_rulings(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> None:
        """Nothing is ruled about these records any more."""
        column = "a_ref" if side == "a" else "b_ref"
        self._db.many(
            f"DELETE FROM rulings WHERE sync_id = ? AND {column} = ?",  # noqa: S608 - constants
            [(sync_id, ref) for ref in refs],
        )

    def rulings(self, sync_id: int) -> Sequence[tuple[Ref | None, Ref | None]]:
        """(record of A, record of B) that are the same thing; with None for one: the other is on its own."""
        rows = self._db.rows("SELECT a_ref, b_ref FROM rulings WHERE sync_id = ? ORDER BY id", (sync_id,))
        return [(row[0], row[1]) for row in rows]

    def drop_link(self, sync_id: int, link_id: int) -> None:
        """These two are no pair any more; what was written stays in the history."""
        self._db.run("DELETE FROM links WHERE sync_id = ? AND id = ?", (sync_id, link_id))
