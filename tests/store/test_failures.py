import errno
import threading
from pathlib import Path

import pytest

from desktop_sync.errors import DamagedStore, StoreError
from desktop_sync.store import failures
from desktop_sync.store.database import Database
from desktop_sync.store.failures import Conflicting, StoreFull, StoreLocked, StoreUnwritable, file_errors, store_error
from desktop_sync.store.library import peewee, sqlcipher


def test_a_full_disk_is_told_and_what_was_begun_is_taken_back(database: Database) -> None:
    pages = database.number("PRAGMA page_count")
    database.run("INSERT INTO settings VALUES ('a', 'before')")
    database.row(f"PRAGMA max_page_count = {pages + 5}")
    rows = [(str(number), "x" * 1000) for number in range(500)]

    def change() -> None:
        with database.transaction():
            database.run("UPDATE settings SET value = 'after'")
            database.many("INSERT INTO settings VALUES (?, ?)", rows)

    with pytest.raises(StoreFull) as caught:
        change()
    assert "space" in caught.value.advice
    assert database.rows("SELECT * FROM settings") == [("a", "before")]
    # The connection goes on working.
    database.row(f"PRAGMA max_page_count = {pages + 5000}")
    database.run("UPDATE settings SET value = 'after'")
    assert database.rows("SELECT value FROM settings") == [("after",)]


def test_a_locked_store_is_told(database: Database) -> None:
    database.row("PRAGMA busy_timeout = 20")
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database.transaction():
            held.set()
            done.wait(20)
        database.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(20)
    with pytest.raises(StoreLocked) as caught:
        database.run("INSERT INTO settings VALUES ('a', 'b')")
    done.set()
    thread.join()
    assert caught.value.advice


def test_a_read_only_store_is_told(database: Database) -> None:
    database.row("PRAGMA query_only = ON")
    with pytest.raises(StoreUnwritable):
        database.run("INSERT INTO settings VALUES ('a', 'b')")


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.db").mkdir()
    with pytest.raises(StoreError):
        Database(tmp_path / "store.db", b"k" * 32)


def test_a_constraint_is_told_apart(database: Database) -> None:
    database.run("INSERT INTO settings VALUES ('a', 'customer value')")
    with pytest.raises(Conflicting) as caught:
        database.run("INSERT INTO settings VALUES ('a', 'customer value')")
    assert "customer value" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sqlcipher.OperationalError("disk I/O error"), StoreUnwritable),
        (sqlcipher.OperationalError("unable to open database file"), StoreUnwritable),
        (sqlcipher.DatabaseError("database disk image is malformed"), DamagedStore),
        (sqlcipher.DatabaseError("file is not a database"), DamagedStore),
        (peewee.OperationalError("database or disk is full"), StoreFull),
        (sqlcipher.OperationalError("something unheard of"), StoreError),
    ],
)
def test_every_text_has_its_error_and_advice(error: Exception, kind: type[StoreError]) -> None:
    found = store_error(error)
    assert type(found) is kind
    assert found.advice
    assert found.what


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, StoreFull), (errno.EACCES, StoreUnwritable)])
def test_file_errors_name_what_was_being_done(number: int, kind: type[StoreError]) -> None:
    with pytest.raises(kind, match="The vault could not be written"), file_errors("The vault could not be written"):
        raise OSError(number, "words of the system")


def test_nothing_else_is_translated() -> None:
    with pytest.raises(ZeroDivisionError), failures.translated():
        raise ZeroDivisionError
