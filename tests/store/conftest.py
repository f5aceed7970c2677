"""Fixtures of the store's tests: an encrypted store with one sync and one run; a workspace with a passphrase."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.model.report import RunReport
from desktop_sync.store.database import Database
from desktop_sync.store.journal import SqlJournal
from desktop_sync.store.migrations.runner import migrate
from desktop_sync.store.syncs import SqlSyncs
from desktop_sync.store.workspace import Workspace, create_or_open
from tests.store.builders import NOW, Store, definition


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "store.db", b"k" * 32, new=True)
    migrate(database, tmp_path / "backups")
    yield database
    database.close()


@pytest.fixture
def store(database: Database, tmp_path: Path) -> Store:
    journal, syncs = SqlJournal(database, tmp_path / "locks", lambda: NOW), SqlSyncs(database)
    sync_id = syncs.save(definition(), "name = 'Customers'").id
    return Store(database, journal, syncs, sync_id, journal.begin_run(sync_id, RunReport(0, "Customers")))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = create_or_open(tmp_path / "workspace", "a passphrase")
    yield workspace
    workspace.close()
