"""Pauses: of single accounts with all their syncs, and of everything. What waits is kept, and goes on afterwards."""

import shlex

from desktop_sync.engine.ports import Ports, named_account
from desktop_sync.errors import UsageError
from desktop_sync.model.sync import EVERYTHING, Pauses, StoredSync, SyncState
from desktop_sync.sync.ports import Audit


class PauseService:
    """What is paused beside single syncs. Any thread; local and cheap."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def now(self) -> Pauses:
        """What is paused."""
        return self._ports.accounts.pauses()

    def pause_account(self, name: str) -> None:
        """Let no sync of the account run, by itself or by hand, until it is resumed. A run that is under way ends as it would. Raises UsageError."""
        self._set(name, "account.pause", paused=True)

    def resume_account(self, name: str) -> None:
        """Let its syncs run again. Raises UsageError."""
        self._set(name, "account.resume", paused=False)

    def _set(self, name: str, action: str, *, paused: bool) -> None:
        account = named_account(self._ports, name)
        self._ports.accounts.set_paused(account.id, paused)
        self._audit.record("user", action, account.name)

    def pause_all(self) -> None:
        """Let nothing run until `resume_all`."""
        self._ports.accounts.set_paused(EVERYTHING, True)
        self._audit.record("user", "all.pause", "")

    def resume_all(self) -> None:
        """Let everything run again but what is paused by itself."""
        self._ports.accounts.set_paused(EVERYTHING, False)
        self._audit.record("user", "all.resume", "")

    def refusal(self, sync: StoredSync) -> UsageError | None:
        """Why the sync may not run, None where no pause keeps it."""
        return refusal(self._ports, sync)


def is_paused(ports: Ports, sync: StoredSync) -> bool:
    """Whether a person has paused it, its account, or everything."""
    return sync.state is SyncState.PAUSED or ports.accounts.pauses().hold(sync.definition)


def refusal(ports: Ports, sync: StoredSync) -> UsageError | None:
    """Why the sync may not run, and what lets it; None where no pause keeps it."""
    name, pauses = sync.definition.name, ports.accounts.pauses()
    if sync.state is SyncState.PAUSED:
        return UsageError(f"“{name}” is paused", advice=f"desktop-sync sync resume {shlex.quote(name)}")
    if pauses.everything:
        return UsageError("everything is paused", advice="desktop-sync resume")
    if account := pauses.account_of(sync.definition):
        words = f"the account “{account}” of “{name}” is paused"
        return UsageError(words, advice=f"desktop-sync account resume {shlex.quote(account)}")
    return None
