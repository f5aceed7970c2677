"""What people and the program did, each line with the hash of the one before it.

A line that was changed, removed or put in between breaks the chain from there on. Lines cut off at the end show, too:
the number of lines and the last hash are kept apart (setting `audit.head`).
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from desktop_sync.store.codec import dump_time
from desktop_sync.store.database import Database, Row
from desktop_sync.store.settings import SqlSettings

HEAD = "audit.head"
_PAGE = 1000
_COLUMNS = ("id", "at", "actor", "action", "subject", "details", "previous", "hash")


class SqlAudit:
    """`sync.ports.Audit`."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._db = database
        self._now = now
        self._settings = SqlSettings(database)

    def record(self, actor: str, action: str, subject: str, details: Mapping[str, object] | None = None) -> None:
        """Append one line. No secrets and no customer values."""
        text = orjson.dumps(dict(details or {}), default=str, option=orjson.OPT_SORT_KEYS).decode()
        with self._db.transaction():
            last = self._db.row("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
            id_, previous = (1, "") if last is None else (last[0] + 1, last[1])
            line = (id_, dump_time(self._now()), actor, action, subject, text, previous)
            hashed = _hash(line)
            self._db.run(
                f"INSERT INTO audit ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
                (*line, hashed),
            )
            self._settings.put(HEAD, f"{id_}:{hashed}")

    def lines(self) -> Iterator[Mapping[str, object]]:
        """All lines, oldest first, with `hash` and `previous`."""
        return map(_told, self._rows())

    def newest(self, limit: int, before: int | None = None) -> Sequence[Mapping[str, object]]:
        """Some lines, newest first. `before`: only those older than the line of that id."""
        where, values = ("", ()) if before is None else ("WHERE id < ?", (before,))
        sql = f"SELECT {', '.join(_COLUMNS)} FROM audit {where} ORDER BY id DESC LIMIT ?"  # noqa: S608 - constants
        return [_told(row) for row in self._db.rows(sql, (*values, limit))]

    def count(self) -> int:
        """How many lines there are."""
        row = self._db.row("SELECT count(*) FROM audit")
        return int(row[0]) if row else 0

    def _rows(self) -> Iterator[Row]:
        sql = f"SELECT {', '.join(_COLUMNS)} FROM audit WHERE id > ? ORDER BY id LIMIT {_PAGE}"  # noqa: S608 - constants

        def fetch(last: Any) -> list[Row]:
            return self._db.rows(sql, (last,))

        return self._db.pages(fetch, 0)

    def verify(self) -> int | None:
        """None when the chain holds, else the id of the first line that does not (or is missing)."""
        previous, expected = "", 1
        for row in self._rows():
            *line, hashed = row
            if line[0] != expected or line[-1] != previous or _hash(tuple(line)) != hashed:
                return expected
            previous, expected = hashed, expected + 1
        head = f"{expected - 1}:{previous}" if expected > 1 else ""
        return None if self._settings.get(HEAD) == head else expected


def _told(row: Row) -> Mapping[str, object]:
    line = dict(zip(_COLUMNS, row, strict=True))
    return {**line, "details": orjson.loads(line["details"])}


def _hash(line: Row) -> str:
    return hashlib.sha256(orjson.dumps(line)).hexdigest()
