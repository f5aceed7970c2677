"""Scratches: encrypted databases that are made for one rehearsal or check and removed after it.

The key is random and stays in memory: a file that a killed program left behind can be read by nobody. It is removed when the
next scratch is made. The workspace's store is attached and read, never written.
"""

import contextlib
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop_sync.errors import Busy
from desktop_sync.store import copies
from desktop_sync.store.database import Database
from desktop_sync.store.failures import file_errors
from desktop_sync.store.journal import SqlJournal
from desktop_sync.store.locks import locked
from desktop_sync.store.migrations.runner import migrate
from desktop_sync.store.syncs import SqlSyncs
from desktop_sync.sync.scratch import Scratch

FOLDER = "scratch"
_KEY_BYTES = 32
_HISTORY = frozenset({"runs", "operations", "sightings", "seals", "unsealed", "audit", "settings", "accounts"})
"""Not copied: what was, not what is remembered; pages are never sealed in a scratch, so that everything is compared."""
_FIRST = ("syncs", "links", "bases")
"""Copied before what points at them."""


class SqlScratches:
    """`sync.scratch.Scratches`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._db = database
        self._folder = folder / FOLDER

    @contextmanager
    def open(self, sync_id: int | None) -> Iterator[Scratch]:
        """A scratch with the sync's state, gone when the block ends."""
        mine = self._folder / uuid.uuid4().hex
        with file_errors("The folder for rehearsals could not be made"):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            _sweep(self._folder)
        with locked(_lock_of(mine), "A rehearsal"):
            with file_errors("The folder for rehearsals could not be made"):
                mine.mkdir(mode=0o700)
            try:
                database = Database(mine / "scratch.db", os.urandom(_KEY_BYTES), new=True)
                try:
                    yield self._filled(database, sync_id, mine)
                finally:
                    database.close()
            finally:
                _remove(mine)
        _remove_lock(mine)
        with contextlib.suppress(OSError):  # another rehearsal's files are in it
            self._folder.rmdir()

    def _filled(self, database: Database, sync_id: int | None, folder: Path) -> Scratch:
        migrate(database, folder)
        database.relax()
        database.script(copies.TABLES)
        if sync_id is not None:
            database.copy_from(self._db, _statements(database, sync_id))
        return Scratch(
            SqlJournal(database, folder / "locks"),
            SqlSyncs(database),
            copies.SqlCopies(database),
            copies.SqlDigests(database),
        )


def _statements(database: Database, sync_id: int) -> list[tuple[str, Sequence[object]]]:
    """Everything that is remembered of the sync. Of other syncs only their links: references are looked up there."""
    tables = [row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]
    rest = [
        name for name in tables if name not in _FIRST and name not in _HISTORY and "sync_id" in _columns(database, name)
    ]
    operations = ", ".join(_columns(database, "operations"))
    # Of other syncs the bases stay behind, but not their rows: links are read together with them.
    bases = (
        "INSERT INTO main.bases"
        " SELECT b.link_id, CASE l.sync_id WHEN ? THEN b.a_base ELSE x'7b7d' END,"
        " CASE l.sync_id WHEN ? THEN b.b_base ELSE x'7b7d' END"
        " FROM source.bases b JOIN source.links l ON l.id = b.link_id"
    )
    sent = (
        f"INSERT INTO main.operations ({operations})"  # noqa: S608 - constants and the catalogue's own names
        f" SELECT {operations} FROM source.operations WHERE sync_id = ? AND state = 'sent'"
    )
    return [
        *((f"INSERT INTO main.{name} SELECT * FROM source.{name}", ()) for name in ("syncs", "links")),  # noqa: S608
        (bases, (sync_id, sync_id)),
        *((f"INSERT INTO main.{name} SELECT * FROM source.{name} WHERE sync_id = ?", (sync_id,)) for name in rest),  # noqa: S608
        (sent, (sync_id,)),
        # A cursor of the real system means nothing to a copy: everything is compared.
        (
            "UPDATE main.syncs SET cursor_a = NULL, cursor_b = NULL, last_full_at = NULL, state = 'active', reason = ''",
            (),
        ),
    ]


def _columns(database: Database, table: str) -> list[str]:
    return [row[0] for row in database.rows("SELECT name FROM pragma_table_info(?)", (table,))]


def _sweep(folder: Path) -> None:
    """Remove what killed programs left behind; what is in use stays."""
    for one in [path for path in folder.iterdir() if path.is_dir()]:
        with contextlib.suppress(Busy):
            with locked(_lock_of(one), "A rehearsal"):
                _remove(one)
            _remove_lock(one)


def _remove(folder: Path) -> None:
    with file_errors("A rehearsal's files could not be removed"):
        shutil.rmtree(folder)


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(".lock")


def _remove_lock(folder: Path) -> None:
    with file_errors("A rehearsal's files could not be removed"):
        _lock_of(folder).unlink(missing_ok=True)
