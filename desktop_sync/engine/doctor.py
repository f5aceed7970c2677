"""Checks everything that a sync depends on, each with its remedy."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from desktop_sync.engine.backups import BackupService
from desktop_sync.engine.opening import check_drift, open_side
from desktop_sync.engine.ports import Ports, open_account
from desktop_sync.errors import DamagedStore, DesktopSyncError
from desktop_sync.model.record import SIDES
from desktop_sync.model.report import Finding, FixKind
from desktop_sync.model.signin import standing, standing_words
from desktop_sync.model.sync import Account, StoredSync, SyncState
from desktop_sync.sync.mapping import compile_mapping
from desktop_sync.sync.ports import Upkeep
from desktop_sync.sync.references import check

_SKEW_S = 30.0
"""More than this and “newest wins” deserves a warning."""


class Doctor:
    """Looks at the workspace, the accounts and the syncs. Any thread; talks to every system."""

    def __init__(self, ports: Ports, folder: Path, store: Upkeep, backups: BackupService) -> None:
        self._ports = ports
        self._backups = backups
        self._folder = folder
        self._store = store

    def check(self) -> Sequence[Finding]:
        """All findings, good and bad. Of a damaged workspace nothing else is told."""
        found = [self._workspace(), *self._sound()]
        if not all(one.ok for one in found):
            return found  # what is read from a damaged store means nothing, and may fail anywhere
        for account in self._ports.accounts.all():
            found.extend(self._account(account))
        for sync in self._ports.syncs.all():
            found.extend(self._sync(sync))
        return found

    def _workspace(self) -> Finding:
        if not os.access(self._folder, os.W_OK):
            return Finding(
                "workspace", False, f"{self._folder} can't be written to", "Give yourself write access to the folder."
            )
        return Finding("workspace", True, f"{self._folder} opens and can be written to")

    def _sound(self) -> Iterator[Finding]:
        problems = self._store.problems()
        if problems:
            pages = "a place" if len(problems) == 1 else f"{len(problems)} places"
            # Not the problems themselves: they name pages, which helps nobody.
            yield Finding("workspace", False, f"its database is damaged in {pages}", DamagedStore.default_advice)
        else:
            yield Finding("workspace", True, f"its database is sound; {self._store.key_place} opens it")
            yield self._recovery()
            yield self._backed_up()

    def _recovery(self) -> Finding:
        if self._store.has_recovery_key:
            return Finding("workspace", True, "it has a recovery key")
        # No fault: who keeps the passphrase safe can do without.
        remedy = "Make one, and write it down: desktop-sync recovery new"
        return Finding(
            "workspace", True, f"it has no recovery key: without {self._store.key_place} no backup opens", remedy
        )

    def _backed_up(self) -> Finding:
        found = self._backups.standing()
        if found.problem:
            return Finding("workspace", False, f"no backup could be made: {found.problem}", found.advice)
        if found.stale:
            remedy = (
                "Make one now (desktop-sync backups now), and have the window or “desktop-sync serve” running each day."
            )
            return Finding("workspace", False, "there is no backup of the last three days", remedy)
        if not found.daily:
            return Finding("workspace", True, "no backups are made by themselves, as you chose")
        if not found.backups:
            return Finding("workspace", True, "its first backup is made within a day")
        return Finding("workspace", True, f"its newest backup is of {found.backups[0].at:%Y-%m-%d}")

    def _account(self, account: Account) -> Iterator[Finding]:
        subject = f"account {account.name}"
        yield from self._sign_in(account, subject)
        try:
            connector = open_account(self._ports, account)
        except DesktopSyncError as error:
            yield Finding(subject, False, str(error), error.advice, FixKind.SIGN_IN, account.name)
            return
        try:
            check = connector.check()
            fix = None if check.ok else FixKind.SIGN_IN
            yield Finding(subject, check.ok, check.summary, " ".join(check.problems), fix, account.name)
            server = connector.server_time() if check.ok else None
            if server is not None:
                skew_s = round((server - self._ports.clock.now()).total_seconds())
                remedy = "" if abs(skew_s) <= _SKEW_S else "Set both clocks by the network's time."
                yield Finding(subject, not remedy, _clock_words(skew_s), remedy)
        except DesktopSyncError as error:
            yield Finding(subject, False, str(error), error.advice, FixKind.SIGN_IN, account.name)
        finally:
            connector.close()

    def _sign_in(self, account: Account, subject: str) -> Iterator[Finding]:
        """Its end, before it comes."""
        state, now = self._ports.accounts.sign_in(account.id), self._ports.clock.now()
        stands = standing(account.name, state, renews="refresh_token" in account.secret_keys, now=now)
        words = standing_words(stands, now)
        if words:
            remedy = f"desktop-sync account reconnect {account.name!r}, or “Sign in again” in the window"
            yield Finding(subject, False, f"its sign-in {words}", remedy, FixKind.SIGN_IN, account.name)

    def _sync(self, sync: StoredSync) -> Iterator[Finding]:
        subject = f"sync {sync.definition.name}"
        if sync.state is not SyncState.ACTIVE:
            remedy = f"desktop-sync sync resume {sync.definition.name!r}"
            fix = FixKind.RESUME if sync.state is SyncState.PAUSED else FixKind.MAPPING
            why = f": {sync.reason}" if sync.reason else ""
            told = f"it is paused{why}" if sync.state is SyncState.PAUSED else f"it is suspended{why}"
            yield Finding(subject, False, told, remedy, fix, sync.definition.name)
        try:
            with ExitStack() as stack:
                schemas = {side: open_side(self._ports, stack, sync.definition, side)[1] for side in SIDES}
                check_drift(sync, schemas)
                mapping = compile_mapping(sync.definition, schemas["a"], schemas["b"])
                check(sync.definition, schemas, [one.definition for one in self._ports.syncs.all()])
        except DesktopSyncError as error:
            yield Finding(subject, False, str(error), error.advice, FixKind.MAPPING, sync.definition.name)
            return
        yield Finding(subject, True, f"all {len(sync.definition.fields)} fields fit both systems")
        for warning in mapping.warnings:
            yield Finding(subject, True, warning)


def _clock_words(skew_s: int) -> str:
    if not skew_s:
        return "its clock agrees with this computer's"
    return f"its clock is {abs(skew_s)} s {'ahead of' if skew_s > 0 else 'behind'} this computer's"
