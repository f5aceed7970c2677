import threading
from pathlib import Path

import pytest

from desktop_sync.errors import NewerStore, StoreError
from desktop_sync.store.database import Database
from desktop_sync.store.migrations.runner import MIGRATIONS, Migration, migrate, version
from tests.store.builders import Store

NOW = MIGRATIONS[-1].version
NEXT = Migration(NOW + 1, "a table more", ("CREATE TABLE more (id INTEGER PRIMARY KEY)", "INSERT INTO more VALUES (7)"))
BROKEN = Migration(NOW + 1, "broken", ("CREATE TABLE more (id INTEGER PRIMARY KEY)", "INSERT INTO nothing VALUES (7)"))

SCHEMA = {
    "account_troubles": "account failures until",
    "accounts": "id name folded kind settings secret_keys created_at",
    "aside": "sync_id side ref reason",
    "audit": "id at actor action subject details previous hash person place signature",
    "bases": "link_id a_base b_base",
    "conflicts": "id sync_id run_id link_id kind field base a b a_ref b_ref a_time b_time a_who b_who label opened_at"
    " take value",
    "holds": "id sync_id run_id subject link_id side ref field code message remedy state words mark label since"
    " attempts proposal",
    "leases": "name owner kind place since seen_at state",
    "lifts": "sync_id link_id field at",
    "links": "id sync_id a_ref b_ref a_mark b_mark gone made_run",
    "migrations": "version name applied_at",
    "operations": "id run_id sync_id kind writes side ref source_ref link_id a_ref b_ref reason final settles changes"
    " view_a view_b mark_a mark_b kept label token state words sent_at settled_at source_who source_time",
    "pauses": "account_id since",
    "rulings": "id sync_id a_ref b_ref",
    "runs": "id sync_id kind report undone_by",
    "seals": "sync_id side digest",
    "settings": "key value",
    "sightings": "run_id side ref link_id gone view mark modified_at modified_by version",
    "syncs": "id name folded definition file state reason cursor_a cursor_b last_full_at paired schema_a schema_b rebase_since",
    "trail": "id sync_id run_id what at side a_ref b_ref field words data",
    "troubles": "what failures until",
    "unsealed": "sync_id side ref",
    "waits": "sync_id side ref field parent_id parent_side parent_ref",
    "wishes": "sync since whole tries",
}


def tables(database: Database) -> set[str]:
    return {row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")} - {
        "sqlite_sequence"
    }


def test_the_schema_is_as_expected(database: Database) -> None:
    found = {name: [row[1] for row in database.rows(f"PRAGMA table_info({name})")] for name in tables(database)}
    assert found == {name: columns.split() for name, columns in SCHEMA.items()}
    assert version(database) == MIGRATIONS[-1].version


def test_a_new_store_needs_no_backup_and_a_second_run_does_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "new.db", b"k" * 32, new=True)
    assert version(database) == 0
    assert migrate(database, tmp_path / "backups") == migrate(database, tmp_path / "backups") == []
    assert not (tmp_path / "backups").exists()
    database.close()


def test_a_store_with_data_is_copied_before_each_step(store: Store, tmp_path: Path) -> None:
    store.link("a1", "b1")
    (made,) = migrate(store.database, tmp_path / "copies", [*MIGRATIONS, NEXT])
    assert made.name.startswith(f"before-{NOW + 1}-")
    assert made.stat().st_mode & 0o777 == 0o600
    assert store.database.rows("SELECT id FROM more") == [(7,)]
    assert version(store.database) == NOW + 1
    assert b"CREATE TABLE" not in made.read_bytes()
    before = Database(made, b"k" * 32)
    assert version(before) == NOW
    assert before.number("SELECT count(*) FROM links") == 1
    assert before.problems() == []
    before.close()
    assert sorted(file.name for file in made.parent.iterdir()) == [made.name]


def test_a_step_that_fails_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        migrate(store.database, tmp_path / "copies", [*MIGRATIONS, BROKEN])
    assert version(store.database) == NOW
    assert "more" not in tables(store.database)
    migrate(store.database, tmp_path / "copies", [*MIGRATIONS, NEXT])
    assert version(store.database) == NOW + 1


def test_a_newer_store_is_refused(store: Store, tmp_path: Path) -> None:
    migrate(store.database, tmp_path / "copies", [*MIGRATIONS, NEXT])
    with pytest.raises(NewerStore):
        migrate(store.database, tmp_path / "copies")


def test_two_at_once_run_each_step_once(store: Store, tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            migrate(store.database, tmp_path / "copies", [*MIGRATIONS, NEXT])
        except BaseException as error:  # noqa: BLE001 - shown below
            errors.append(error)
        finally:
            store.database.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.database.rows("SELECT id FROM more") == [(7,)]
