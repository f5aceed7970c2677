"""Old history leaves the store, slice by slice, each in a short transaction. What is still needed stays, however old.

Needed is: the newest write of each field of a record (`why`), everything of a link with an open conflict or hold, and of a run
that has not ended or whose outcome is not known. Bases are no history and never go. `secure_delete` overwrites what is
removed; `shrink` gives the free pages back to the file system.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from desktop_sync.model.record import Ref
from desktop_sync.store import codec
from desktop_sync.store.codec import dump_time, load_values
from desktop_sync.store.database import Database, Row, marks_for
from desktop_sync.sync.history import Slice

_COLUMNS: Final = "id, sync_id, run_id, side, ref, link_id, kind, state, writes, changes, a_ref, b_ref"
_UNDECIDED: Final = frozenset({"planned", "sent"})
_SIZE: Final = "length(changes) + length(view_a) + length(view_b) + length(kept) + length(label) + 300"
"""Bytes of an operation: what it carries, and about 300 for its other columns and its places in the indexes."""
_OPEN_LINKS: Final = (
    "SELECT link_id FROM conflicts UNION SELECT link_id FROM holds WHERE link_id IS NOT NULL AND state <> 'dismissed'"
)
# Neither of a link with something open, nor the decision behind a value that is still there.
_TRAIL_FREE: Final = (
    f" AND NOT EXISTS (SELECT 1 FROM links l WHERE l.sync_id = t.sync_id AND l.a_ref = t.a_ref AND l.id IN ({_OPEN_LINKS}))"  # noqa: S608
    " AND NOT (t.what = 'decided' AND NOT EXISTS (SELECT 1 FROM trail n WHERE n.sync_id = t.sync_id AND n.a_ref = t.a_ref"
    " AND n.field = t.field AND n.what = 'decided' AND n.id > t.id))"
)


class Pruning:
    """The pruning part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def history_bytes(self) -> int:
        """About how many bytes the history takes; reads all of it."""
        operations = self._db.number(f"SELECT coalesce(sum({_SIZE}), 0) FROM operations")  # noqa: S608 - constants
        runs = self._db.number("SELECT coalesce(sum(length(report) + 50), 0) FROM runs")
        trail = self._db.number("SELECT coalesce(sum(length(data) + length(words) + 150), 0) FROM trail")
        return operations + runs + trail

    def prune_operations(self, after: int, before: dt.datetime, limit: int) -> Slice:
        """Look at up to `limit` operations with id > `after` that ended before that time, and remove what is not needed."""
        limit_time = dump_time(before) or ""
        with self._db.transaction():
            rows = self._db.rows(
                f"SELECT {_COLUMNS}, coalesce(settled_at, sent_at, ''), {_SIZE} FROM operations WHERE id > ?"  # noqa: S608
                " ORDER BY id LIMIT ?",
                (after, limit),
            )
            old = [row for row in rows if row[7] not in _UNDECIDED and row[-2] < limit_time]
            keep = self._kept(old)
            gone = [row for row in old if row[0] not in keep]
            self._db.many("DELETE FROM operations WHERE id = ?", [(row[0],) for row in gone])
        # Operations lie in the order of time: behind a whole slice of younger ones there are none to look at.
        more = len(rows) == limit and bool(old)
        return Slice(rows[-1][0] if more else None, len(gone), sum(row[-1] for row in gone))

    def _kept(self, rows: Sequence[Row]) -> set[int]:
        links = {row[0] for row in self._db.rows(_OPEN_LINKS)}
        subjects = {row[0] for row in self._db.rows("SELECT subject FROM holds WHERE state <> 'dismissed'")}
        open_runs = "SELECT max(id) FROM runs GROUP BY sync_id UNION SELECT run_id FROM operations WHERE state = 'sent'"
        runs = {row[0] for row in self._db.rows(open_runs)}
        syncs = {row[0] for row in self._db.rows("SELECT id FROM syncs")}
        kept = set()
        for row in rows:
            id_, sync_id, run_id, _, _, link_id, *_, a_ref, b_ref, _, _ = row
            held = link_id in links or f"a:{a_ref}" in subjects or f"b:{b_ref}" in subjects
            if held or run_id in runs or (sync_id in syncs and self._newest(row)):
                kept.add(id_)
        return kept

    def _newest(self, row: Row) -> bool:
        """Whether a field that the operation wrote was not written since, and its record not deleted."""
        id_, sync_id, _, side, ref, _, kind, state, writes, changes, *_ = row
        if state != "done" or not writes or kind == "delete" or ref is None:
            return False
        names = {change[0] for change in load_values(changes)}
        for later_kind, later_changes in self._later(sync_id, side, ref, id_):
            if later_kind == "delete":
                return False
            names -= {change[0] for change in load_values(later_changes)}
        return bool(names)

    def _later(self, sync_id: int, side: str, ref: Ref, id_: int) -> list[Row]:
        column = "a_ref" if side == "a" else "b_ref"
        return self._db.rows(
            f"SELECT kind, changes FROM operations WHERE sync_id = ? AND {column} = ? AND side = ? AND id > ?"  # noqa: S608
            " AND state = 'done' AND writes = 1",
            (sync_id, ref, side, id_),
        )

    def prune_trail(self, before: dt.datetime, limit: int) -> Slice:
        """Remove up to `limit` old entries of the trail that nothing needs."""
        rows = self._db.rows(
            f"SELECT id, length(data) + length(words) + 150 FROM trail t WHERE at < ?{_TRAIL_FREE} ORDER BY id LIMIT ?",  # noqa: S608
            (dump_time(before), limit),
        )
        self._db.many("DELETE FROM trail WHERE id = ?", [(row[0],) for row in rows])
        return Slice(rows[-1][0] if len(rows) == limit else None, len(rows), sum(row[1] for row in rows))

    def prune_runs(self, after: int, before: dt.datetime, limit: int) -> Slice:
        """Look at up to `limit` runs with id > `after`, and remove the old ones of which nothing else is left."""
        with self._db.transaction():
            rows = self._db.rows("SELECT id, report FROM runs WHERE id > ? ORDER BY id LIMIT ?", (after, limit))
            old = [row for row in rows if (at := codec.started(row[1])) is not None and at < before]
            needed = self._needed_runs([row[0] for row in old])
            gone = [row for row in old if row[0] not in needed]
            self._db.many("DELETE FROM runs WHERE id = ?", [(row[0],) for row in gone])
        more = len(rows) == limit and bool(old)
        return Slice(rows[-1][0] if more else None, len(gone), sum(len(row[1]) + 50 for row in gone))

    def _needed_runs(self, ids: Sequence[int]) -> set[int]:
        if not ids:
            return set()
        marks = marks_for(ids)
        sql = " UNION ".join(
            f"SELECT {column} FROM {table} WHERE {column} IN ({marks})"  # noqa: S608 - question marks
            for table, column in (
                ("operations", "run_id"),
                ("trail", "run_id"),
                ("conflicts", "run_id"),
                ("holds", "run_id"),
                ("links", "made_run"),
            )
        )
        found = {row[0] for row in self._db.rows(sql, [*ids] * 5)}
        return found | {row[0] for row in self._db.rows("SELECT max(id) FROM runs GROUP BY sync_id")}

    def shrink(self, pages: int) -> int:
        """Give up to so many free pages back to the file system; how many are left. Older stores reuse them instead."""
        if self._db.number("PRAGMA auto_vacuum") != 2:
            return 0
        self._db.vacuum(pages)
        return self._db.number("PRAGMA freelist_count")
