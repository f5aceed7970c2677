"""The encrypted database: one connection per thread, short transactions, errors as ours.

SQLCipher with a raw 32-byte key, write-ahead log, `synchronous=FULL`: what was committed survives a power cut.
Temporary data stays in memory: SQLCipher would write it in clear to a temporary file (measured, STACK.md section 2).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_sync.errors import DamagedStore, NewerStore
from desktop_sync.store.failures import file_errors, translated
from desktop_sync.store.library import SqlCipherDatabase, sqlcipher

BATCH = 500
"""How many values go into one IN (...): below every limit of SQLite and PostgreSQL."""
WAIT_S = 30
"""How long a statement waits for another process's transaction."""
_PRAGMAS = (
    ("cipher_log_level", "NONE"),
    ("cipher_memory_security", "OFF"),
    ("temp_store", "2"),
    ("busy_timeout", str(WAIT_S * 1000)),
    ("journal_mode", "wal"),
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),
    ("cache_size", "-65536"),
)
_FIRST = (("auto_vacuum", "INCREMENTAL"),)
"""For a new file, before anything else: its free pages can be given back in small steps. On an old one it would only write."""
_PAGE_BYTES = 4096
"""SQLCipher 4's page size."""
Row = tuple[Any, ...]


def key_literal(key: bytes) -> str:
    """The raw key as SQLCipher takes it."""
    return f"x'{key.hex()}'"


def marks_for(values: Sequence[object]) -> str:
    """The question marks of an IN (...)."""
    return ",".join("?" * len(values))


def batches(values: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The values in lists of at most `size`."""
    batch: list[Any] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class Database:
    """An open encrypted database. Used from several threads, each has its own connection.

    `new`: the file may be created; else a missing or empty file raises DamagedStore and is left as it is.
    """

    def __init__(self, file: Path, key: bytes, *, new: bool = False) -> None:
        self.file = file
        self._key = key
        if new:
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        else:
            _expect_whole(file)
        self._peewee = SqlCipherDatabase(
            str(file),
            pragmas=_FIRST + _PRAGMAS if new else _PRAGMAS,
            passphrase=key_literal(key),
            timeout=WAIT_S,
            autoconnect=True,
        )
        try:
            # The first read: a file that is no database of ours fails here, not later.
            self.row("SELECT count(*) FROM sqlite_master")
        except BaseException:
            self.close()
            raise

    def __repr__(self) -> str:
        return f"Database({self.file.name})"

    def _connection(self) -> Any:
        return self._peewee.connection()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        with translated():
            found: list[Row] = self._connection().execute(sql, values).fetchall()
            return found

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query."""
        with translated():
            found: Row | None = self._connection().execute(sql, values).fetchone()
            return found

    def rows_in(self, sql: str, values: Iterable[object], *before: object) -> Iterator[Row]:
        """The rows of a query with `IN ({})`, asked for `BATCH` values at a time; `before`: those of other marks."""
        for batch in batches(values):
            yield from self.rows(sql.format(marks_for(batch)), (*before, *batch))

    def number(self, sql: str, values: Sequence[object] = ()) -> int:
        """The one number that a query gives."""
        found = self.row(sql, values)
        assert found is not None
        return int(found[0])

    def pages(self, fetch: Callable[[Any], list[Row]], first: object, key: int = 0) -> Iterator[Row]:
        """Rows page by page: `fetch(last)` gives those after the key `last`. Writing meanwhile is safe."""
        last = first
        while page := fetch(last):
            yield from page
            last = page[-1][key]

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """One statement that changes data; the number of rows it changed. Its own transaction, unless one is open."""
        with self.transaction():
            return int(self._connection().execute(sql, values).rowcount)

    def insert(self, sql: str, values: Sequence[object] = ()) -> int:
        """One INSERT; the new row's id."""
        with self.transaction():
            return int(self._connection().execute(sql, values).lastrowid)

    def insert_new(self, sql: str, values: Sequence[object] = ()) -> int | None:
        """One INSERT … ON CONFLICT DO NOTHING; the new row's id, None where another row is in the way."""
        with self.transaction():
            cursor = self._connection().execute(sql, values)
            return int(cursor.lastrowid) if cursor.rowcount else None

    def insert_all(self, sql: str, values: Sequence[object]) -> list[Row]:
        """One INSERT … RETURNING of several rows; what it returns."""
        with self.transaction():
            found: list[Row] = self._connection().execute(sql, values).fetchall()
            return found

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """One statement for many rows, in one transaction."""
        with self.transaction():
            self._connection().executemany(sql, rows)

    def script(self, statements: Iterable[str]) -> None:
        """Several statements, in one transaction."""
        with self.transaction():
            for statement in statements:
                self._connection().execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Takes the write lock at once, so what is read inside still holds; joins an open one."""
        with translated():
            if self._peewee.in_transaction():
                yield
                return
            with self._peewee.atomic("IMMEDIATE"):
                yield

    def vacuum(self, pages: int) -> None:
        """Give up to so many free pages back to the file system, and empty the log, which still holds their old content."""
        with translated():
            # The pragma frees one page per step of its cursor.
            self._connection().execute(f"PRAGMA incremental_vacuum({int(pages)})").fetchall()
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy_to(self, file: Path) -> None:
        """A consistent, encrypted copy with the same key. The file must not exist."""
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with translated():
            target = sqlcipher.connect(str(file))
            try:
                # An unkeyed target would fail; a keyed one is encrypted page by page.
                target.execute(f'PRAGMA key="{key_literal(self._key)}"')
                self._connection().backup(target)
                target.execute("PRAGMA journal_mode=delete")
            finally:
                target.close()
        sync_file(file)

    def copy_from(self, source: "Database", statements: Iterable[tuple[str, Sequence[object]]]) -> None:
        """Run statements that take rows of `source.…` into this database. The source is read as of one moment, and only read."""
        connection = self._connection()
        with translated():
            # Not `transaction`: that would take the write lock of both files.
            connection.execute(f'ATTACH DATABASE ? AS source KEY "{key_literal(source._key)}"', (str(source.file),))  # noqa: SLF001
            try:
                connection.execute("BEGIN")
                try:
                    for sql, values in statements:
                        connection.execute(sql, values)
                finally:
                    connection.execute("COMMIT")
            finally:
                connection.execute("DETACH DATABASE source")

    def relax(self) -> None:
        """For a database that is thrown away: nothing needs to outlive a power cut."""
        with translated():
            for name, value in (("synchronous", "OFF"), ("secure_delete", "OFF"), ("wal_autocheckpoint", "4000")):
                self._connection().execute(f"PRAGMA {name} = {value}")

    def problems(self) -> list[str]:
        """A full check of every page; empty when the file is sound. Reads the whole file."""
        with translated():
            # The check reads the file beneath the log: a page that a cut of power tore there may still be whole in the log.
            self._connection().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            found = [row[0] for row in self._connection().execute("PRAGMA cipher_integrity_check")]
            if not found:
                found = [row[0] for row in self._connection().execute("PRAGMA integrity_check") if row[0] != "ok"]
        return [str(text) for text in found]

    def close(self) -> None:
        """Close this thread's connection. It opens again by itself when used. Idempotent."""
        with translated():
            if not self._peewee.is_closed():
                self._peewee.close()


def _expect_whole(file: Path) -> None:
    """What SQLite itself would take for a new database, or not notice at once. Raises DamagedStore."""
    with file_errors("The workspace's database could not be looked at"):
        size = file.stat().st_size if file.exists() else None
        log = file.with_name(f"{file.name}-wal")
        # A power cut while the log was worked in may leave a part of a page; the log then still has the whole one.
        logged = log.exists() and log.stat().st_size > 0
    if size is None:
        raise DamagedStore("The workspace's database is missing.", place=file.name)
    if size == 0 or (size % _PAGE_BYTES and not logged):
        raise DamagedStore("The workspace's database is empty or was cut short.", place=file.name)


def sync_file(file: Path) -> None:
    """Have the file's content on the disk before going on."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def too_new(found: int, known: int) -> NewerStore:
    """The error for a store of a newer version."""
    return NewerStore(f"The workspace has format {found}; this version of Desktop Sync knows formats up to {known}.")
