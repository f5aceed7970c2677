"""Everything that the window and the command line can ask for, in one place."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.engine.ports import Ports
from desktop_sync.sync.ports import Agenda, Audit, Clock, Settings, Upkeep
from desktop_sync.sync.scratch import Scratches

if TYPE_CHECKING:
    from desktop_sync.engine.accounts import AccountService
    from desktop_sync.engine.alerts import AlertService
    from desktop_sync.engine.backups import BackupService
    from desktop_sync.engine.check import Checks
    from desktop_sync.engine.doctor import Doctor
    from desktop_sync.engine.editing import Editing
    from desktop_sync.engine.forecasting import ForecastService
    from desktop_sync.engine.hooks import HookService
    from desktop_sync.engine.merging import Merging
    from desktop_sync.engine.notices import NoticeService
    from desktop_sync.engine.pairing import Pairer
    from desktop_sync.engine.pausing import PauseService
    from desktop_sync.engine.privacy import PrivacyService
    from desktop_sync.engine.rehearsal import Rehearser
    from desktop_sync.engine.retention import Retention
    from desktop_sync.engine.revert import Revert
    from desktop_sync.engine.review import Review
    from desktop_sync.engine.runner import Runner
    from desktop_sync.engine.syncs import SyncService
    from desktop_sync.engine.templates import TemplateService
    from desktop_sync.engine.whatif import WhatIfs


@dataclass(frozen=True)
class Services:
    """The service layer on one workspace. `close` lets go of this thread's database connection.

    Each service is imported when it is first asked for: a command needs two or three of them, and all take a tenth of a second.
    """

    ports: Ports = field(repr=False)
    audit: Audit
    settings: Settings
    scratches: Scratches = field(repr=False)
    folder: Path
    store: Upkeep = field(repr=False)
    agenda: Agenda = field(repr=False)

    def reveal(self, *, shown: bool) -> None:
        """Show the values of sensitive fields, or hide them again; either is in the audit. For all threads of this program."""
        if shown != self.ports.disclosure.open:
            self.audit.record("user", "values.shown" if shown else "values.hidden", "")
            self.ports.disclosure.open = shown

    @property
    def clock(self) -> Clock:
        """The time that all of them go by."""
        return self.ports.clock

    @cached_property
    def accounts(self) -> "AccountService":
        """Connections to systems."""
        from desktop_sync.engine.accounts import AccountService

        return AccountService(self.ports, self.audit)

    @cached_property
    def syncs(self) -> "SyncService":
        """Defining, changing, pausing."""
        from desktop_sync.engine.syncs import SyncService

        return SyncService(self.ports, self.audit)

    @cached_property
    def pauses(self) -> "PauseService":
        """Pauses of accounts, and of everything."""
        from desktop_sync.engine.pausing import PauseService

        return PauseService(self.ports, self.audit)

    @cached_property
    def forecasts(self) -> "ForecastService":
        """Calls in a month."""
        from desktop_sync.engine.forecasting import ForecastService

        return ForecastService(self.ports, self.audit, self.settings)

    @cached_property
    def templates(self) -> "TemplateService":
        """Ready syncs."""
        from desktop_sync.engine.templates import TemplateService

        return TemplateService(self.ports)

    @cached_property
    def notices(self) -> "NoticeService":
        """Changes as they happen."""
        from desktop_sync.engine.notices import NoticeService

        return NoticeService(self.ports, self.audit, self.settings)

    @cached_property
    def alerts(self) -> "AlertService":
        """Messages to people who are not at the window."""
        from desktop_sync.engine.alerts import AlertService

        return AlertService(self)

    @cached_property
    def hooks(self) -> "HookService":
        """Accounts that take webhooks."""
        from desktop_sync.engine.hooks import HookService

        return HookService(self.ports, self.audit, self.settings, self.agenda)

    @cached_property
    def runner(self) -> "Runner":
        """Plans and runs."""
        from desktop_sync.engine.runner import Runner

        return Runner(self.ports)

    @cached_property
    def review(self) -> "Review":
        """Conflicts, holds, runs, and why."""
        from desktop_sync.engine.review import Review

        return Review(self.ports, self.audit)

    @cached_property
    def doctor(self) -> "Doctor":
        """The check of everything that a sync depends on."""
        from desktop_sync.engine.doctor import Doctor

        return Doctor(self.ports, self.folder, self.store, self.backups)

    @cached_property
    def rehearser(self) -> "Rehearser":
        """Runs on copies."""
        from desktop_sync.engine.rehearsal import Rehearser

        return Rehearser(self.ports, self.scratches)

    @cached_property
    def what_ifs(self) -> "WhatIfs":
        """What a changed definition would change."""
        from desktop_sync.engine.whatif import WhatIfs

        return WhatIfs(self.ports, self.scratches)

    @cached_property
    def checks(self) -> "Checks":
        """Comparing both sides whole."""
        from desktop_sync.engine.check import Checks

        return Checks(self.ports, self.scratches, self.settings)

    @cached_property
    def pairing(self) -> "Pairer":
        """Pairs by hand."""
        from desktop_sync.engine.pairing import Pairer

        return Pairer(self.ports, self.audit)

    @cached_property
    def revert(self) -> "Revert":
        """Earlier values, and deleted records, again."""
        from desktop_sync.engine.revert import Revert

        return Revert(self.ports, self.audit)

    @cached_property
    def retention(self) -> "Retention":
        """How long history is kept."""
        from desktop_sync.engine.retention import Retention

        return Retention(self.ports.journal, self.settings, self.audit, self.ports.clock)

    @cached_property
    def backups(self) -> "BackupService":
        """Backups that the program makes by itself."""
        from desktop_sync.engine.backups import BackupService

        return BackupService(self.ports, self.store, self.settings, self.audit, self.folder)

    @cached_property
    def editing(self) -> "Editing":
        """Values that a person corrects from here."""
        from desktop_sync.engine.editing import Editing

        return Editing(self.ports, self.audit)

    @cached_property
    def merging(self) -> "Merging":
        """Duplicates of one side made one."""
        from desktop_sync.engine.merging import Merging

        return Merging(self.ports, self.audit)

    @cached_property
    def privacy(self) -> "PrivacyService":
        """What is remembered of people."""
        from desktop_sync.engine.privacy import PrivacyService

        return PrivacyService(self.ports, self.audit, self.settings, self.store.traces, self.folder)

    def close(self) -> None:
        """Let go of this thread's database connection. Idempotent."""
        self.store.close()
