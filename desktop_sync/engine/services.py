"""Everything that the window and the command line can ask for, in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_sync.engine.accounts import AccountService
from desktop_sync.engine.doctor import Doctor
from desktop_sync.engine.opening import Ports
from desktop_sync.engine.retention import Retention
from desktop_sync.engine.revert import Revert
from desktop_sync.engine.review import Review
from desktop_sync.engine.runner import Runner
from desktop_sync.engine.syncs import SyncService
from desktop_sync.sync.ports import Audit, Clock, Settings


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Services:
    """The service layer on one workspace. `close` lets go of this thread's database connection."""

    accounts: AccountService
    syncs: SyncService
    runner: Runner
    review: Review
    doctor: Doctor
    audit: Audit
    settings: Settings
    clock: Clock
    folder: Path
    revert: Revert
    retention: Retention
    _close: Callable[[], None] = field(default=_nothing, repr=False)

    @classmethod
    def build(
        cls, ports: Ports, audit: Audit, settings: Settings, folder: Path, close: Callable[[], None]
    ) -> "Services":
        """The services on these ports."""
        return cls(
            AccountService(ports, audit),
            SyncService(ports, audit),
            Runner(ports),
            Review(ports, audit),
            Doctor(ports, folder),
            audit,
            settings,
            ports.clock,
            folder,
            Revert(ports, audit),
            Retention(ports.journal, settings, audit, ports.clock),
            close,
        )

    def close(self) -> None:
        """Let go of this thread's database connection. Idempotent."""
        self._close()
