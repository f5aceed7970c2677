"""Bringing a store up to date: each step in one transaction together with the record that it ran."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_sync.store.database import Database, too_new
from desktop_sync.store.failures import file_errors
from desktop_sync.store.files import sync_folder
from desktop_sync.store.migrations import (
    m0001_initial,
    m0002_waits,
    m0003_rules,
    m0004_undo,
    m0005_agenda,
    m0006_pauses,
    m0007_compact,
    m0008_audit,
    m0009_rebase,
)

_RECORD = (
    "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its version (1, 2, …), its name, its SQL statements."""

    version: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "initial", m0001_initial.STATEMENTS),
    Migration(2, "waits", m0002_waits.STATEMENTS),
    Migration(3, "rules", m0003_rules.STATEMENTS),
    Migration(4, "undo", m0004_undo.STATEMENTS),
    Migration(5, "agenda", m0005_agenda.STATEMENTS),
    Migration(6, "pauses", m0006_pauses.STATEMENTS),
    Migration(7, "compact", m0007_compact.STATEMENTS),
    Migration(8, "audit", m0008_audit.STATEMENTS),
    Migration(9, "rebase", m0009_rebase.STATEMENTS),
)


def version(database: Database) -> int:
    """The store's format: the last step that ran, 0 for an empty store."""
    if database.row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'") is None:
        return 0
    return database.number("SELECT coalesce(max(version), 0) FROM migrations")


def migrate(database: Database, backups: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Sequence[Path]:
    """Run the steps that are missing, and give the backups that were made before them.

    A store that holds data is copied to `backups` before each step. Raises NewerStore, with nothing changed.
    """
    known = migrations[-1].version
    found = version(database)
    if found > known:
        raise too_new(found, known)
    made: list[Path] = []
    for step in migrations:
        if step.version > found:
            if found:
                made.append(_backup(database, backups, step))
            _apply(database, step)
    return made


def _backup(database: Database, backups: Path, step: Migration) -> Path:
    now = dt.datetime.now(dt.UTC)
    file = backups / f"before-{step.version}-{now:%Y%m%dT%H%M%S%f}.db"
    with file_errors("The backup before an update of the workspace could not be written"):
        backups.mkdir(mode=0o700, exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        try:
            database.copy_to(new)
            new.replace(file)  # whole, or not there
            sync_folder(backups)
        finally:
            new.unlink(missing_ok=True)
    return file


def _apply(database: Database, step: Migration) -> None:
    with database.transaction():
        database.run(_RECORD)
        # Another process may have been faster between our look and our lock.
        if database.row("SELECT 1 FROM migrations WHERE version = ?", (step.version,)) is None:
            database.script(step.statements)
            now = dt.datetime.now(dt.UTC).isoformat()
            database.run(
                "INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, ?)", (step.version, step.name, now)
            )
