"""References: partners of linked records, and the records that wait for a parent without one."""

from collections.abc import Mapping, Sequence

from desktop_sync.model.plan import Wait
from desktop_sync.model.record import Ref, Side
from desktop_sync.store.database import Database

_COLUMNS = "side, ref, field, parent_id, parent_side, parent_ref"


class Waits:
    """The references part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def partners(self, sync_id: int, side: Side, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:
        """The other side's refs of these linked records, unless one of the two is gone."""
        mine, others = ("a_ref", "b_ref") if side == "a" else ("b_ref", "a_ref")
        sql = f"SELECT {mine}, {others} FROM links WHERE sync_id = ? AND gone = '' AND {mine} IN ({{}})"  # noqa: S608 - constants
        return {row[0]: row[1] for row in self._db.rows_in(sql, refs, sync_id)}

    def keep_waits(self, sync_id: int, waits: Sequence[Wait]) -> None:
        """These are all records of the sync that wait for a parent."""
        with self._db.transaction():
            self._db.run("DELETE FROM waits WHERE sync_id = ?", (sync_id,))
            self._db.many(
                f"INSERT OR REPLACE INTO waits (sync_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
                [
                    (sync_id, one.side, one.ref, one.field, one.parent_id, one.parent_side, one.parent_ref)
                    for one in waits
                ],
            )

    def waits(self, sync_id: int) -> Sequence[Wait]:
        """All records of the sync that wait for a parent."""
        return [Wait(*row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM waits WHERE sync_id = ?", (sync_id,))]  # noqa: S608

    def is_waiting(self, sync_id: int, side: Side, ref: Ref) -> bool:
        """Whether the record waits for a parent itself."""
        sql = "SELECT 1 FROM waits WHERE sync_id = ? AND side = ? AND ref = ? LIMIT 1"
        return self._db.row(sql, (sync_id, side, ref)) is not None

    def can_go_on(self) -> frozenset[int]:
        """Ids of the syncs with a record that waits for a parent which is linked by now."""
        found: set[int] = set()
        for side in ("a", "b"):
            sql = (
                "SELECT DISTINCT w.sync_id FROM waits w JOIN links l"  # noqa: S608 - constants
                f" ON l.sync_id = w.parent_id AND l.{side}_ref = w.parent_ref AND l.gone = '' WHERE w.parent_side = ?"
            )
            found.update(row[0] for row in self._db.rows(sql, (side,)))
        return frozenset(found)
