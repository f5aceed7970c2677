"""SQLite: opened only if it is there, read in short bites so that other programs can write meanwhile."""

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_sync.connectors.sql.dialect import LOCK_TIMEOUT_S, Dialect, Query, Session, Trouble
from desktop_sync.connectors.sql.table import Row, Table
from desktop_sync.errors import AccountError, Busy, DesktopSyncError, FileError, Retriable, TableError
from desktop_sync.model.schema import TableInfo

_COUNTED_BYTES = 64 << 20
"""Up to this file size tables are counted for lists; beyond, the highest row number is the estimate."""


class SQLite(Dialect):
    """SQLite through the standard library."""

    label = "SQLite"
    mark = "?"
    counts_views = False
    keys_behind_views = False

    @property
    def error(self) -> type[Exception]:
        return sqlite3.Error

    def connect(self) -> sqlite3.Connection:
        file = self.address.file
        assert file is not None
        if not file.exists():
            raise FileError(
                "There is no such file.",
                advice="Check the path. A relative one starts at the folder that the program was started in.",
                place=self.address.place,
            )
        # mode=rw never creates a file, and falls back to reading where writing is not allowed.
        connection = sqlite3.connect(
            f"{file.as_uri()}?mode=rw", uri=True, timeout=LOCK_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def trouble(self, error: Exception) -> Trouble:
        code = _code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return Trouble.AGAIN
        if code in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_ERROR, 0):
            return Trouble.RECORD
        return Trouble.ACCOUNT

    def is_duplicate(self, error: Exception) -> bool:
        return getattr(error, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_UNIQUE"

    def words(self, error: Exception) -> str:
        return str(error)

    def convert(self, error: Exception) -> DesktopSyncError:
        place = self.address.place
        code = _code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return Busy("Another program is writing to the database file.", place=place)
        if code == sqlite3.SQLITE_IOERR:
            return Retriable("The database file could not be read or written.", place=place)
        known = {
            sqlite3.SQLITE_NOTADB: (
                "The file is not an SQLite database.",
                "Choose another file; encrypted ones can’t be opened.",
            ),
            sqlite3.SQLITE_CORRUPT: ("The database file is damaged.", "Restore it from a backup."),
            sqlite3.SQLITE_READONLY: (
                "The database file is read-only.",
                "Allow writing to the file and its folder, or sync one way.",
            ),
            sqlite3.SQLITE_CANTOPEN: (
                "The database file can’t be opened.",
                "Allow this user to read the file and its folder.",
            ),
            sqlite3.SQLITE_PERM: (
                "The database file can’t be opened.",
                "Allow this user to read the file and its folder.",
            ),
            sqlite3.SQLITE_FULL: ("The disk is full.", "Make room and run the sync again."),
        }
        what, advice = known.get(code, ("", ""))
        if not what:
            # SQL errors name tables, columns and pieces of the filter, never stored values.
            what, advice = f"SQLite says: {error}", "Check the filter and the table."
        return AccountError(what, advice=advice, place=place)

    def begin_read(self, session: Session) -> None:
        session.connection.execute("PRAGMA query_only = ON")
        if session.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            session.connection.execute("BEGIN")  # one state for all pages; in this mode it blocks no writer

    def end_read(self, session: Session) -> None:
        if session.connection.in_transaction:
            session.connection.execute("COMMIT")

    def begin_write(self, session: Session) -> None:
        session.connection.execute("PRAGMA query_only = OFF")
        session.execute("BEGIN IMMEDIATE")

    def pages(self, session: Session, query: Query, size: int) -> Iterator[Sequence[Row]]:
        if not query.pager:
            # A view: read at once, because an open query would keep writers out for as long as the pages are worked on.
            found = _fetch(session, query.sql(), query.params)
            for start in range(0, len(found), size):
                yield found[start : start + size]
            return
        names = [query.columns[position] for position in query.pager]
        query = Query(query.table, query.columns, query.conditions, query.params, tuple(names), query.pager)
        after = f"({', '.join(names)}) > ({', '.join('?' * len(names))})" if len(names) > 1 else f"{names[0]} > ?"
        sql, params = f"{query.sql()} LIMIT ?", query.params
        while rows := _fetch(session, sql, (*params, size)):
            yield rows
            if len(rows) < size:
                return
            last = rows[-1]
            sql, params = f"{query.sql(after)} LIMIT ?", (*query.params, *(last[one] for one in query.pager))

    def tables(self, session: Session) -> list[TableInfo]:
        rows = session.rows(
            "SELECT name, type FROM sqlite_master"
            " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " ORDER BY name"
        )
        size = session.value("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        triggered = {
            row[0] for row in session.rows("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        }
        found = []
        for name, kind in rows:
            records = None
            if kind == "table":
                what = "count(*)" if size <= _COUNTED_BYTES else "max(rowid)"
                try:
                    records = session.value(f"SELECT {what} FROM {self.quote(name)}")  # noqa: S608
                except sqlite3.OperationalError:  # WITHOUT ROWID, or a virtual table whose module is not here
                    records = None
            found.append(TableInfo(name, name, kind == "table" or name in triggered, records))
        return found

    def reflect(self, session: Session, name: str, keys: Mapping[str, tuple[str, ...]]) -> Table | None:
        from desktop_sync.connectors.sql.sqlite_reflect import reflect  # late: not needed to list

        return reflect(self, session, name, keys)

    def insert(self, session: Session, table: Table, values: Mapping[str, Any], key: Row | None) -> Row:
        sql, params = self.insert_sql(table, values), list(values.values())
        if table.view:
            session.execute(sql, params)
            if key is None:
                raise TableError("New rows of a view need their key mapped.", place=table.name)
            return key
        cursor = session.execute(sql, params)
        if key is not None:
            return key
        found = session.rows(
            f"SELECT {', '.join(one.sql for one in table.keys)} FROM {table.sql} WHERE {table.rowid} = ?",  # noqa: S608
            (cursor.lastrowid,),
        )
        return found[0]

    def key_list(self, table: Table, count: int) -> str:
        if len(table.keys) == 1:
            return super().key_list(table, count)
        names = ", ".join(column.sql for column in table.keys)
        marks = f"({', '.join('?' * len(table.keys))})"
        return f"({names}) IN (VALUES {', '.join([marks] * count)})"

    def now(self, session: Session) -> dt.datetime:  # noqa: ARG002  # a file has the computer's clock
        return dt.datetime.now(dt.UTC)

    def version(self, session: Session) -> str:
        return f"SQLite {session.value('SELECT sqlite_version()')}"


def _code(error: Exception) -> int:
    """The primary result code; 0 where the driver itself refused a value."""
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF


def _fetch(session: Session, sql: str, params: Sequence[Any]) -> list[Row]:
    try:
        return session.rows(sql, params)
    except sqlite3.OperationalError as error:
        if "decode to UTF-8" not in str(error):
            raise
    # Somebody stored text in another encoding; read this page again, with marks in place of what can't be read.
    session.connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        return session.rows(sql, params)
    finally:
        session.connection.text_factory = str
