"""The check: both sides read whole and compared, by hand or each night, and listed as a run. Writes nothing to a system."""

import dataclasses
import datetime as dt
import logging
import secrets
from collections.abc import Sequence
from contextlib import ExitStack

from desktop_sync.engine.comparing import Compared, Comparer
from desktop_sync.engine.opening import open_run
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.renewing import waits_for_sign_in
from desktop_sync.engine.scratching import Watch, begin, named_sync, on_scratch
from desktop_sync.errors import DesktopSyncError, StoreError, UsageError
from desktop_sync.model.check import Because, Comparison, SideCheck
from desktop_sync.model.record import SIDES
from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.model.sync import StoredSync, SyncState, Trigger
from desktop_sync.sync import schedule
from desktop_sync.sync.ports import Settings
from desktop_sync.sync.scratch import Scratches

AT = "check_at"
"""The setting with the local time of the nightly check; "off": none."""
AT_DEFAULT = "03:00"
OFF = "off"
_KEY = "check_key"
LIMIT = 100
_log = logging.getLogger(__name__)


class Checks:
    """Compares both sides of syncs. Any thread."""

    def __init__(self, ports: Ports, scratches: Scratches, settings: Settings) -> None:
        self._ports = ports
        self._scratches = scratches
        self._settings = settings

    def check(self, name: str, *, limit: int = LIMIT, watch: Watch | None = None) -> Comparison:
        """Read and compare both sides of the sync; the result is listed as a run of kind “check”.

        `limit`: how many differences and duplicates are told one by one. What goes wrong is in the report. Raises UsageError, Busy, StoreError.
        """
        sync = named_sync(self._ports, name)
        watch, journal, clock = watch or Watch.of(None, None), self._ports.journal, self._ports.clock
        with journal.lock(sync.id):
            started = clock.monotonic()
            journal.abandon(sync.id)
            report = RunReport(0, sync.definition.name, RunKind.CHECK, started_at=clock.now(), full=True)
            report = dataclasses.replace(report, id=journal.begin_run(sync.id, report))
            comparison = Comparison(sync.definition.name, SideCheck(), SideCheck())
            try:
                compared, report = self._compare(sync, report, limit, watch)
                comparison = compared.comparison
            except StoreError:
                raise
            except DesktopSyncError as error:
                _log.warning("check %s failed: %s", report.id, type(error).__name__)
                report = dataclasses.replace(
                    report,
                    status=RunStatus.FAILED,
                    error=f"{error.title}: {error}",
                    advice=error.advice,
                    error_kind=error.kind,
                    error_account=error.account,
                )
            report = dataclasses.replace(report, seconds=round(clock.monotonic() - started, 3))
            journal.end_run(report.id, report)
        return dataclasses.replace(comparison, report=report)

    def _compare(self, sync: StoredSync, report: RunReport, limit: int, watch: Watch) -> tuple[Compared, RunReport]:
        with self._scratches.open(sync.id) as scratch, ExitStack() as stack:
            ports = on_scratch(self._ports, scratch)
            run_id = begin(ports.journal, sync, ports.clock)
            ctx = open_run(ports, sync, stack, run_id, watch.cancel, watch.progress)
            compared = Comparer(ctx, scratch, self._key(), limit).compare()
            report = dataclasses.replace(
                report,
                a=compared.counts["a"],
                b=compared.counts["b"],
                conflicts=len(ports.journal.conflicts(sync.id)),
                holds=len(ports.journal.holds(sync.id)),
                calls_a=ctx.a.connector.calls,
                calls_b=ctx.b.connector.calls,
            )
        return compared, _judged(compared.comparison, report)

    def _key(self) -> bytes:
        """Of the checksums: one for the workspace, so that those of two nights can be compared."""
        known = self._settings.get(_KEY)
        if not known:
            known = secrets.token_hex(32)
            self._settings.put(_KEY, known)
        return bytes.fromhex(known)

    # each night ----------------------------------------------------------------------------------------------------

    @property
    def at(self) -> str:
        """When it is done by itself: a local time, or “off”."""
        return self._settings.get(AT, AT_DEFAULT)

    def set_at(self, text: str) -> None:
        """Change that. Raises UsageError for what is no time of day."""
        if text != OFF:
            try:
                schedule.parse_at(text)
            except ValueError as error:
                raise UsageError(
                    f"“{text}” is no time of day", advice="Such as 03:00, “Mon-Fri 03:00”, or off."
                ) from error
        self._settings.put(AT, text)

    def due(self, now: dt.datetime) -> Sequence[str]:
        """Names of the syncs whose check has not been made since its last time. One that never ran has nothing to check."""
        if self.at == OFF:
            return ()
        return [one.definition.name for one in self._ports.syncs.all() if self._is_due(one, now)]

    def _is_due(self, one: StoredSync, now: dt.datetime) -> bool:
        if one.state is not SyncState.ACTIVE or not one.paired:
            return False
        if waits_for_sign_in(self._ports.accounts, (one.definition.side(side).account for side in SIDES)):
            return False
        journal = self._ports.journal
        last = journal.newest_run(one.id, RunKind.CHECK) or journal.oldest_run(one.id)
        if last is None or last.started_at is None:
            return False
        due = schedule.next_due(Trigger(at=(self.at,)), last.started_at, now)
        return due is not None and due <= now


def _judged(comparison: Comparison, report: RunReport) -> RunReport:
    """The run's status: an unexplained difference is an alert."""
    count = comparison.count(Because.UNEXPLAINED)
    if count:
        one = count == 1
        return dataclasses.replace(
            report,
            status=RunStatus.FAILED,
            error_kind="unexplained",
            error=f"{count} {'pair differs' if one else 'pairs differ'} and nothing explains why.",
            advice=f"Look at {'it' if one else 'them'} with “desktop-sync check”, then run the sync with --full. If it comes back, please report it.",
        )
    return dataclasses.replace(report, status=RunStatus.OK if comparison.in_step else RunStatus.WAITING)
