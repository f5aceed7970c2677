"""Copies of records for rehearsals, and digests for checks: tables of a scratch database, never of the workspace's own.

A raw row is kept as the JSON that its fingerprint is made of, so that a copy hashes like the original. The few rows that JSON
can't hold hash by their `repr`; `_Odd` shows that text again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from desktop_sync.model.record import Ref
from desktop_sync.model.values import raw_json
from desktop_sync.store.codec import clean, dump_time, load_time
from desktop_sync.store.database import Database, Row
from desktop_sync.store.rows import load_view_blob, view_blob
from desktop_sync.sync.scratch import Copied

TABLES = (
    """CREATE TABLE copies (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        place TEXT NOT NULL,
        ref TEXT NOT NULL,
        vals BLOB NOT NULL,
        raw BLOB NOT NULL,
        version TEXT,
        modified_at TEXT,
        modified_by TEXT NOT NULL,
        token TEXT NOT NULL,
        seq INTEGER NOT NULL,
        UNIQUE (place, ref)
    )""",
    "CREATE INDEX copies_changed ON copies (place, id) WHERE seq > 0",
    "CREATE INDEX copies_token ON copies (place, token) WHERE token <> ''",
    "CREATE TABLE copies_gone (place TEXT NOT NULL, ref TEXT NOT NULL, seq INTEGER NOT NULL)",
    # Appended, sorted when asked: an index kept up to date costs more than the table.
    "CREATE TABLE digests (kind TEXT NOT NULL, digest TEXT NOT NULL, ref TEXT NOT NULL)",
)
_COLUMNS = "id, ref, vals, raw, version, modified_at, modified_by, token, seq"


class _Odd(list[int]):
    """A raw row that JSON can't hold: its fingerprint is made of its text."""

    def __init__(self, text: str) -> None:
        super().__init__([2**70])  # what makes the fingerprint take the text
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _dump_raw(raw: Sequence[Any]) -> bytes:
    if isinstance(raw, _Odd):
        return b" " + repr(raw).encode("utf-8", "surrogatepass")
    found = raw_json(raw)
    return b" " + repr(raw).encode("utf-8", "surrogatepass") if found is None else found


def _load_raw(blob: bytes) -> Sequence[Any]:
    if blob.startswith(b" "):
        return _Odd(blob[1:].decode("utf-8", "surrogatepass"))
    found: list[Any] = orjson.loads(blob)
    return found


class SqlCopies:
    """`sync.scratch.Copies`."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.last_seq = 0

    def next_seq(self) -> int:
        """One more."""
        self.last_seq += 1
        return self.last_seq

    def put(self, place: str, records: Iterable[Copied]) -> None:
        """Add or replace, in one transaction."""
        self._db.many(
            "INSERT INTO copies (place, ref, vals, raw, version, modified_at, modified_by, token, seq)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place, ref) DO UPDATE SET vals = excluded.vals, raw = excluded.raw,"
            " version = excluded.version, modified_at = excluded.modified_at, modified_by = excluded.modified_by,"
            " token = excluded.token, seq = excluded.seq",
            [_row(place, one) for one in records],
        )

    def get(self, place: str, refs: Sequence[Ref]) -> Mapping[Ref, Copied]:
        """By ref."""
        sql = f"SELECT {_COLUMNS} FROM copies WHERE place = ? AND ref IN ({{}})"  # noqa: S608 - constants
        return {row[1]: _copied(row) for row in self._db.rows_in(sql, refs, place)}

    def remove(self, place: str, ref: Ref, seq: int) -> None:
        """Remove it and remember that."""
        with self._db.transaction():
            self._db.run("DELETE FROM copies WHERE place = ? AND ref = ?", (place, ref))
            self._db.run("INSERT INTO copies_gone (place, ref, seq) VALUES (?, ?, ?)", (place, ref, seq))

    def pages(self, place: str, size: int, after_seq: int | None = None) -> Iterator[Sequence[Copied]]:
        """In order, a page at a time."""
        changed = "" if after_seq is None else f"AND seq > 0 AND seq > {int(after_seq)}"
        sql = f"SELECT {_COLUMNS} FROM copies WHERE place = ? AND id > ? {changed} ORDER BY id LIMIT ?"  # noqa: S608
        last = 0
        while rows := self._db.rows(sql, (place, last, size)):
            yield [_copied(row) for row in rows]
            last = rows[-1][0]

    def gone_since(self, place: str, seq: int) -> Sequence[Ref]:
        """Removed later."""
        return [
            row[0] for row in self._db.rows("SELECT ref FROM copies_gone WHERE place = ? AND seq > ?", (place, seq))
        ]

    def by_token(self, place: str, token: str) -> Copied | None:
        """Made with this token."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM copies WHERE place = ? AND token = ? AND token <> ''",  # noqa: S608 - constants
            (place, token),
        )
        return None if row is None else _copied(row)


class SqlDigests:
    """`sync.scratch.Digests`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, group: str, rows: Iterable[tuple[str, Ref]]) -> None:
        """Add."""
        found = [(group, digest, ref) for digest, ref in rows]
        with self._db.transaction():
            self._db.many("INSERT INTO digests (kind, digest, ref) VALUES (?, ?, ?)", found)

    def holder(self, group: str, digest: str) -> Ref | None:
        """Who has it. The first question makes the index."""
        self._db.run("CREATE INDEX IF NOT EXISTS digests_by_digest ON digests (kind, digest)")
        row = self._db.row("SELECT ref FROM digests WHERE kind = ? AND digest = ?", (group, digest))
        return None if row is None else row[0]

    def drop(self, group: str, ref: Ref) -> None:
        """Forget. The first question makes the index."""
        self._db.run("CREATE INDEX IF NOT EXISTS digests_by_ref ON digests (kind, ref)")
        self._db.run("DELETE FROM digests WHERE kind = ? AND ref = ?", (group, ref))

    def doubles(self, group: str, limit: int) -> tuple[int, Sequence[Sequence[Ref]]]:
        """Those there more than once."""
        twice = "SELECT digest FROM digests WHERE kind = ? GROUP BY digest HAVING count(*) > 1"
        count = self._db.number(f"SELECT count(*) FROM ({twice})", (group,))  # noqa: S608 - constants
        if not count:
            return 0, ()
        found = self._db.rows(f"{twice} ORDER BY digest LIMIT ?", (group, limit))
        of = "SELECT ref FROM digests WHERE kind = ? AND digest = ? ORDER BY ref LIMIT 10"
        return count, [[row[0] for row in self._db.rows(of, (group, digest))] for (digest,) in found]


def _row(place: str, one: Copied) -> Row:
    return (
        place,
        one.ref,
        view_blob(one.values),
        _dump_raw(one.raw),
        one.version,
        dump_time(one.modified_at),
        clean(one.modified_by),
        one.token,
        one.seq,
    )


def _copied(row: Row) -> Copied:
    _, ref, values, raw, version, modified_at, modified_by, token, seq = row
    return Copied(ref, load_view_blob(values), _load_raw(raw), version, load_time(modified_at), modified_by, token, seq)
