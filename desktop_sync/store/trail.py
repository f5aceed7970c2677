"""What happened beside writing: written inside the transaction of what it tells, read by the history."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from desktop_sync.model.record import Ref, Side
from desktop_sync.model.trail import TrailEntry, TrailKind
from desktop_sync.model.values import Value, from_json
from desktop_sync.store.codec import clean, dump_time, dump_values, load_time, load_values
from desktop_sync.store.database import Database, Row
from desktop_sync.store.rows import NO_VIEW

_IN: Final = "sync_id, run_id, what, at, side, a_ref, b_ref, field, words, data"


def write(database: Database, sync_id: int, entries: Iterable[TrailEntry]) -> None:
    """Append them; joins an open transaction."""
    rows = [_row(sync_id, one) for one in entries]
    if rows:
        database.many(f"INSERT INTO trail ({_IN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - constants


def _row(sync_id: int, one: TrailEntry) -> Row:
    views = (one.values, one.a_base, one.b_base)
    data = dump_values([dict(view) for view in views]) if any(views) else NO_VIEW
    at = dump_time(one.at)
    return (sync_id, one.run_id, one.kind.value, at, one.side, one.a_ref, one.b_ref, one.field, clean(one.words), data)


def _entry(row: Row) -> TrailEntry:
    id_, run_id, what, at, side, a_ref, b_ref, field, words, data = row
    loaded = ({}, {}, {}) if data == NO_VIEW else load_values(data)
    views: list[Mapping[str, Value]] = [{name: from_json(value) for name, value in view.items()} for view in loaded]
    time = load_time(at)
    assert time is not None
    return TrailEntry(
        TrailKind(what), time, run_id, a_ref, b_ref, field, side, words, views[0], views[1], views[2], id_
    )


class Trail:
    """The trail part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def trail(
        self, sync_id: int, *, side: Side | None = None, ref: Ref | None = None, run_id: int | None = None
    ) -> Sequence[TrailEntry]:
        """What happened beside writing, newest first: of a record, or in a run."""
        where, values = ["sync_id = ?"], [sync_id]
        given: list[object] = list(values)
        if ref is not None:
            where.append("a_ref = ?" if side == "a" else "b_ref = ?")
            given.append(ref)
        if run_id is not None:
            where.append("run_id = ? AND run_id <> 0")
            given.append(run_id)
        sql = f"SELECT id, {_IN.removeprefix('sync_id, ')} FROM trail WHERE {' AND '.join(where)} ORDER BY id DESC"  # noqa: S608
        return [_entry(row) for row in self._db.rows(sql, given)]

    def written_links(self, sync_id: int, after: int, but: int) -> frozenset[int]:
        """Ids of the links that runs after `after` wrote to, but for run `but`, undos, and runs that were taken back."""
        rows = self._db.rows(
            "SELECT DISTINCT o.link_id FROM operations o JOIN runs r ON r.id = o.run_id WHERE o.sync_id = ? AND"
            " o.state = 'done' AND o.writes = 1 AND o.run_id > ? AND o.run_id <> ? AND o.link_id IS NOT NULL"
            " AND r.kind <> 'undo' AND r.undone_by IS NULL",
            (sync_id, after, but),
        )
        return frozenset(row[0] for row in rows)

    def links_made(self, sync_id: int, run_id: int) -> Sequence[int]:
        """Ids of the links that the run made and that are there still."""
        rows = self._db.rows("SELECT id FROM links WHERE sync_id = ? AND made_run = ? ORDER BY id", (sync_id, run_id))
        return [row[0] for row in rows]
