"""Everything that the window and the command line can ask for, in one place."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop_sync.engine.accounts import AccountService
from desktop_sync.engine.check import Checks
from desktop_sync.engine.doctor import Doctor
from desktop_sync.engine.editing import Editing
from desktop_sync.engine.opening import Ports
from desktop_sync.engine.pairing import Pairer
from desktop_sync.engine.rehearsal import Rehearser
from desktop_sync.engine.retention import Retention
from desktop_sync.engine.revert import Revert
from desktop_sync.engine.review import Review
from desktop_sync.engine.runner import Runner
from desktop_sync.engine.syncs import SyncService
from desktop_sync.engine.whatif import WhatIfs
from desktop_sync.sync.ports import Audit, Clock, Settings, Upkeep
from desktop_sync.sync.scratch import Scratches


@dataclass(frozen=True)
class Services:
    """The service layer on one workspace. `close` lets go of this thread's database connection."""

    accounts: AccountService
    syncs: SyncService
    runner: Runner
    review: Review
    doctor: Doctor
    rehearser: Rehearser
    what_ifs: WhatIfs
    checks: Checks
    audit: Audit
    settings: Settings
    clock: Clock
    folder: Path
    pairing: Pairer
    revert: Revert
    retention: Retention
    editing: Editing
    _store: Upkeep = field(repr=False)

    @classmethod
    def build(
        cls,
        ports: Ports,
        audit: Audit,
        settings: Settings,
        scratches: Scratches,
        folder: Path,
        store: Upkeep,
    ) -> "Services":
        """The services on these ports."""
        return cls(
            AccountService(ports, audit),
            SyncService(ports, audit),
            Runner(ports),
            Review(ports, audit),
            Doctor(ports, folder, store),
            Rehearser(ports, scratches),
            WhatIfs(ports, scratches),
            Checks(ports, scratches, settings),
            audit,
            settings,
            ports.clock,
            folder,
            Pairer(ports, audit),
            Revert(ports, audit),
            Retention(ports.journal, settings, audit, ports.clock),
            Editing(ports, audit),
            store,
        )

    def close(self) -> None:
        """Let go of this thread's database connection. Idempotent."""
        self._store.close()
