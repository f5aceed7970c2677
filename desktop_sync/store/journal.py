"""The journal: links, bases, sightings, operations, conflicts, holds and runs, on the encrypted store."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from desktop_sync.store.conflicts import Conflicts
from desktop_sync.store.database import Database
from desktop_sync.store.holds import Holds
from desktop_sync.store.links import Links
from desktop_sync.store.locks import run_lock
from desktop_sync.store.plans import Plans
from desktop_sync.store.pruning import Pruning
from desktop_sync.store.rulings import Rulings
from desktop_sync.store.runs import Runs
from desktop_sync.store.seals import Seals
from desktop_sync.store.settling import settle
from desktop_sync.store.trail import Trail
from desktop_sync.store.waits import Waits
from desktop_sync.sync.journal import Settlement


def utc_now() -> dt.datetime:
    """Now, aware UTC."""
    return dt.datetime.now(dt.UTC)


class SqlJournal(Runs, Links, Plans, Conflicts, Holds, Seals, Rulings, Waits, Trail, Pruning):
    """`sync.ports.Journal`. Each part is a class of its own on the same database; every call is one transaction."""

    def __init__(self, database: Database, locks: Path, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._db = database
        self._now = now
        self._locks = locks

    def lock(self, sync_id: int) -> AbstractContextManager[None]:
        """Hold the sync's run lock, across processes and threads; a dead owner's is free again. Raises Busy at once."""
        return run_lock(self._locks, sync_id)

    def settle(self, settlements: Sequence[Settlement]) -> None:
        """Outcomes and what follows from them, all in one transaction. A link's ref that is taken raises StoreError."""
        settle(self._db, self, settlements)
