"""The workspace's syncs: definition, state, cursors."""

import datetime as dt
from collections.abc import Sequence

from desktop_sync.errors import UsageError
from desktop_sync.model.sync import StoredSync, SyncDefinition, SyncState
from desktop_sync.store import codec
from desktop_sync.store.database import Database, Row
from desktop_sync.store.rows import NO_BASES
from desktop_sync.store.runs import Runs

_COLUMNS = (
    "id, definition, state, reason, cursor_a, cursor_b, last_full_at, paired, schema_a, schema_b, file, rebase_since"
)

_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Where no run is known any more: nothing counts as untouched since then."""


class SqlSyncs:
    """`sync.ports.Syncs`."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._known: dict[int, tuple[str, SyncDefinition]] = {}
        """Definitions as they were last read, by sync: decoding one takes ten times as long as reading it."""

    def save(self, definition: SyncDefinition, file: str) -> StoredSync:
        """Create, or replace the definition of the sync of that name (state, links, cursors stay)."""
        values = (definition.name, codec.fold(definition.name), codec.dump(definition), file)
        with self._db.transaction():
            self._db.run(
                "INSERT INTO syncs (name, folded, definition, file, state, reason, paired, schema_a, schema_b)"
                " VALUES (?, ?, ?, ?, 'active', '', 0, '', '') ON CONFLICT (folded)"
                " DO UPDATE SET name = excluded.name, definition = excluded.definition, file = excluded.file",
                values,
            )
            stored = self.get(definition.name)
        assert stored is not None
        return stored

    def get(self, name: str) -> StoredSync | None:
        """By name, compared without case."""
        return self._one("folded = ?", codec.fold(name))

    def by_id(self, sync_id: int) -> StoredSync | None:
        """By id."""
        return self._one("id = ?", sync_id)

    def _one(self, where: str, value: object) -> StoredSync | None:
        row = self._db.row(f"SELECT {_COLUMNS} FROM syncs WHERE {where}", (value,))  # noqa: S608 - constants
        return None if row is None else self._stored(row)

    def all(self) -> Sequence[StoredSync]:
        """All, in order of creation."""
        return [self._stored(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM syncs ORDER BY id")]  # noqa: S608 - constants

    def _stored(self, row: Row) -> StoredSync:
        id_, definition, state, reason, cursor_a, cursor_b, last_full_at, paired, schema_a, schema_b, file, since = row
        known = self._known.get(id_)
        if known is None or known[0] != definition:
            known = self._known[id_] = (definition, codec.load(SyncDefinition, definition))
        return StoredSync(
            id=id_,
            definition=known[1],
            state=SyncState(state),
            reason=reason,
            cursor_a=cursor_a,
            cursor_b=cursor_b,
            last_full_at=codec.load_time(last_full_at),
            paired=bool(paired),
            schema_a=schema_a,
            schema_b=schema_b,
            file=file,
            rebase_since=codec.load_time(since),
        )

    def remove(self, sync_id: int) -> None:
        """Remove it with its links, conflicts, holds; its runs and history stay."""
        with self._db.transaction():
            self._db.run("DELETE FROM sightings WHERE run_id IN (SELECT id FROM runs WHERE sync_id = ?)", (sync_id,))
            self._db.run("DELETE FROM operations WHERE state = 'planned' AND sync_id = ?", (sync_id,))
            self._db.run("DELETE FROM syncs WHERE id = ?", (sync_id,))

    def set_state(self, sync_id: int, state: SyncState, reason: str = "") -> None:
        """Pause, suspend or resume."""
        self._change(sync_id, "state = ?, reason = ?", state.value, reason)

    def set_schema(self, sync_id: int, schema_a: str, schema_b: str) -> None:
        """Remember both tables' fingerprints."""
        self._change(sync_id, "schema_a = ?, schema_b = ?", schema_a, schema_b)

    def restart(self, sync_id: int, *, forget: bool = False) -> None:
        """Read both sides whole at the next run; `forget`: as if it were the first one, without pairs."""
        with self._db.transaction():
            self._change(
                sync_id, "cursor_a = NULL, cursor_b = NULL, last_full_at = NULL, paired = paired * ?", not forget
            )
            tables = ("seals", "unsealed", *(("holds", "aside", "links", "rulings", "lifts") if forget else ()))
            for table in tables:
                self._db.run(f"DELETE FROM {table} WHERE sync_id = ?", (sync_id,))  # noqa: S608 - constants
            if forget:  # what was sent to the old table can't be looked up in the new one
                self._db.run("UPDATE operations SET state = 'dropped' WHERE sync_id = ? AND state = 'sent'", (sync_id,))

    def rebase(self, sync_id: int) -> None:
        """Compare everything anew at the next run, and trust nothing that may have been agreed on since the last run that is known."""
        newest = Runs(self._db).runs(sync_id, limit=1)
        since = newest[0].started_at if newest else None
        with self._db.transaction():
            self._change(
                sync_id,
                "cursor_a = NULL, cursor_b = NULL, last_full_at = NULL, rebase_since = coalesce(rebase_since, ?)",
                codec.dump_time(since or _LONG_AGO),
            )
            # Of pairs that a filter keeps apart nothing is asked before they are back, which may be long after this.
            apart = "SELECT id FROM links WHERE sync_id = ? AND gone LIKE 'out%'"
            self._db.run(f"UPDATE bases SET a_base = ?, b_base = ? WHERE link_id IN ({apart})", (*NO_BASES, sync_id))  # noqa: S608
            for sql in (
                "DELETE FROM seals WHERE sync_id = ?",
                "DELETE FROM unsealed WHERE sync_id = ?",
                "UPDATE links SET a_mark = NULL, b_mark = NULL WHERE sync_id = ?",
            ):
                self._db.run(sql, (sync_id,))

    def _change(self, sync_id: int, what: str, *values: object) -> None:
        if not self._db.run(f"UPDATE syncs SET {what} WHERE id = ?", (*values, sync_id)):  # noqa: S608 - constants
            raise UsageError("This sync is not in the workspace any more.")
