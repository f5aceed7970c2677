"""One run of one sync: the steps of SYNC.md in their order. Nothing is written to a system before the plan is whole."""

import dataclasses
import logging
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from desktop_sync.engine import waiting
from desktop_sync.engine.account import account, waiting_account
from desktop_sync.engine.confirm import Written
from desktop_sync.engine.context import Found, Outlook, ProgressSink, RunContext
from desktop_sync.engine.decide import Decider
from desktop_sync.engine.observe import needs_full, observe, rejoin
from desktop_sync.engine.opening import open_run
from desktop_sync.engine.outside import notices
from desktop_sync.engine.pairings import pairings
from desktop_sync.engine.passes import carry_out
from desktop_sync.engine.pausing import refusal
from desktop_sync.engine.ports import Ports, mark_of, named_account
from desktop_sync.engine.rebase import forget_stale_bases
from desktop_sync.engine.recover import recover
from desktop_sync.engine.renewing import note_refusal, note_success
from desktop_sync.engine.tidy import close_gone, keep_unlinked
from desktop_sync.errors import (
    DesktopSyncError,
    PlanNeedsConfirmation,
    Retriable,
    SchemaDrift,
    SignInError,
    StoreError,
    UsageError,
)
from desktop_sync.model.overrides import NO_OVERRIDES, Overrides
from desktop_sync.model.plan import Operation, OperationKind, Pairing
from desktop_sync.model.record import SIDES, Ref, Side
from desktop_sync.model.report import Counts, GuardFinding, Phase, PlanReport, RunKind, RunReport, RunStatus
from desktop_sync.model.sync import StoredSync, SyncState
from desktop_sync.sync.ports import Marking

log = logging.getLogger(__name__)


class Runner:
    """Runs syncs, plans them, and shows how a first run would pair. Any thread; one run of a sync at a time."""

    def __init__(self, ports: Ports, overrides: Overrides = NO_OVERRIDES) -> None:
        self._ports = ports
        self._overrides = overrides

    def overriding(self, overrides: Overrides) -> "Runner":
        """A runner whose plans and runs skip and turn what a person wants so. For one run: what is skipped is planned again later."""
        return Runner(self._ports, overrides)

    def run(
        self,
        name: str,
        *,
        full: bool = False,
        approve: bool = False,
        kind: RunKind = RunKind.MANUAL,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> RunReport:
        """Run the sync. What goes wrong with it is in the report (FAILED, error, advice). Raises UsageError, Busy, StoreError."""
        sync = self._sync(name)
        if (paused := refusal(self._ports, sync)) is not None:
            raise paused
        with self._ports.journal.lock(sync.id), ExitStack() as stack:
            started, report = self._begin(sync, kind)
            stack.callback(self._ports.journal.discard, report.id)
            try:
                report = self._carry_out(sync, report, full=full, approve=approve, progress=progress, cancel=cancel)
            except PlanNeedsConfirmation:
                raise
            except StoreError:
                raise
            except DesktopSyncError as error:
                log.warning("run %s failed: %s", report.id, type(error).__name__)
                report = self._failed(sync, report, error)
            report = dataclasses.replace(report, seconds=round(self._ports.clock.monotonic() - started, 3))
            self._ports.journal.end_run(report.id, report)
            return report

    def plan(
        self,
        name: str,
        *,
        full: bool = False,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> PlanReport:
        """What a run would do, by the engine itself up to the first write. Nothing is written. Raises what a run would report."""
        sync = self._sync(name)
        journal = self._ports.journal
        with journal.lock(sync.id), ExitStack() as stack:
            _, report = self._begin(sync, RunKind.PLAN)
            stack.callback(journal.discard, report.id)
            ctx = open_run(self._ports, sync, stack, report.id, cancel or threading.Event(), progress)
            ctx.overrides = self._overrides
            outlook = Decider(ctx).decide(self._observe(ctx, full=full))
            operations = tuple(self._all_planned(report.id))
            waits = tuple(waiting.holds(ctx, outlook))
            if ctx.parents is not None:
                operations = tuple(ctx.parents.shown(one) for one in operations)
            veil = self._ports.veil(sync.definition)
            return PlanReport(
                sync.definition.name,
                tuple(veil.operation(one) for one in operations) if veil else operations,
                conflicts=tuple(dataclasses.replace(veil.conflict(one), sync_id=sync.id) for one in outlook.conflicts),
                counts=outlook.counts,
                guards=outlook.findings,
                first_pairing=not sync.paired,
                paired=outlook.paired,
                holds=len(outlook.holds) + len(waits),
                waiting=waits,
                calls={side: ctx.open_side(side).connector.calls + _calls(ctx, side, operations) for side in SIDES},
            )

    def pairs(
        self, name: str, *, progress: ProgressSink | None = None, cancel: threading.Event | None = None
    ) -> Sequence[Pairing]:
        """How records without a link would be paired: sure, likely (a proposal only), ambiguous, or alone."""
        sync = self._sync(name)
        journal = self._ports.journal
        with journal.lock(sync.id), ExitStack() as stack:
            _, report = self._begin(sync, RunKind.PLAN)
            stack.callback(journal.discard, report.id)
            ctx = open_run(self._ports, sync, stack, report.id, cancel or threading.Event(), progress)
            self._observe(ctx, full=True)
            return pairings(ctx)

    # steps ---------------------------------------------------------------------------------------------------------

    def _sync(self, name: str) -> StoredSync:
        found = self._ports.syncs.get(name)
        if found is None:
            raise UsageError(f"there is no sync “{name}”", advice="desktop-sync sync list shows the syncs.")
        return found

    def _begin(self, sync: StoredSync, kind: RunKind) -> tuple[float, RunReport]:
        report = RunReport(0, sync.definition.name, kind, started_at=self._ports.clock.now())
        self._ports.journal.abandon(sync.id)
        run_id = self._ports.journal.begin_run(sync.id, report)
        return self._ports.clock.monotonic(), dataclasses.replace(report, id=run_id)

    def _carry_out(
        self,
        sync: StoredSync,
        report: RunReport,
        *,
        full: bool,
        approve: bool,
        progress: ProgressSink | None,
        cancel: threading.Event | None,
    ) -> RunReport:
        journal = self._ports.journal
        with ExitStack() as stack:
            ctx = open_run(self._ports, sync, stack, report.id, cancel or threading.Event(), progress)
            ctx.overrides = self._overrides
            self._mark(ctx)
            if sync.state is SyncState.SUSPENDED:
                self._ports.syncs.set_state(sync.id, SyncState.ACTIVE)
            for side in SIDES:
                note_success(self._ports.accounts, named_account(self._ports, sync.definition.side(side).account))
            ctx.tell(Phase.CHECKING)
            recover(ctx)
            found = self._observe(ctx, full=full)
            outlook = Decider(ctx).decide(found)
            told = (*ctx.notices, *notices(ctx, outlook))
            full = all(one.full for one in found.values())
            report = dataclasses.replace(report, full=full, guards=outlook.findings, notices=told)
            if outlook.findings and not approve:
                return self._stopped(ctx, report, found, outlook)
            written = Written()
            steady = carry_out(ctx, outlook, written)
            outlook.put_off |= bool(written.again_links or any(written.again_unlinked.values()))
            self._finish(ctx, found, outlook)
            if steady:
                for side, one in found.items():
                    if one.full:
                        journal.keep_seals(ctx.run_id, sync.id, side, one.digests)
            report = self._settled(ctx, report, found, written)
            ctx.tell(Phase.FINISHED)
            return report

    def _mark(self, ctx: RunContext) -> None:
        """A run's own writes wake no run of the same sync: it knows them. What people write by hand is carried by one, and bears no mark."""
        if ctx.sync.definition.trigger.on_change:
            for side in SIDES:
                connector = ctx.open_side(side).connector
                if isinstance(connector, Marking):
                    connector.writes_as(mark_of(self._ports, ctx.sync.id))

    def _observe(self, ctx: RunContext, *, full: bool) -> dict[Side, Found]:
        found = {side: observe(ctx, side, full=needs_full(ctx, side, asked=full)) for side in SIDES}
        rejoin(ctx)
        forget_stale_bases(ctx)
        return found

    def _finish(self, ctx: RunContext, found: Mapping[Side, Found], outlook: Outlook) -> None:
        """Everything is in the journal: only now may the cursors pass."""
        journal, sync_id = ctx.journal, ctx.sync.id
        keep_unlinked(ctx, outlook)
        for side in SIDES:
            journal.set_aside(sync_id, side, list(outlook.unlinked[side].items()), replace=True)
        close_gone(ctx, outlook)
        waiting.keep(ctx, outlook)
        full = all(one.full for one in found.values())
        journal.finish_sync(
            sync_id,
            cursor_a=found["a"].cursor,
            cursor_b=found["b"].cursor,
            full_at=ctx.clock.now() if full else None,
            paired=True,
            rebased=not outlook.put_off,
        )

    # reports -------------------------------------------------------------------------------------------------------

    def _stopped(self, ctx: RunContext, report: RunReport, found: Mapping[Side, Found], outlook: Outlook) -> RunReport:
        """A guard stopped the plan: nothing was written, everything planned waits."""
        pending: dict[Side, set[Ref]] = {"a": set(), "b": set()}
        for one in self._all_planned(ctx.run_id, writing=None):
            if one.kind in (OperationKind.AGREE, OperationKind.IGNORE, OperationKind.FORGET, OperationKind.EXCLUDE):
                continue
            target, source = one.side, ("b" if one.side == "a" else "a")
            if one.ref is not None:
                pending[target].add(one.ref)
            if one.source_ref is not None and one.kind not in (OperationKind.DELETE, OperationKind.ARCHIVE):
                pending[source].add(one.source_ref)  # type: ignore[index]
        counts = {side: waiting_account(ctx, side, found[side], outlook, pending[side]) for side in SIDES}
        advice = PlanNeedsConfirmation.default_advice
        return dataclasses.replace(
            self._with_open(ctx.sync, report, counts),
            status=RunStatus.WAITING,
            error=_sentence(outlook.findings),
            error_kind=PlanNeedsConfirmation.kind,
            advice=advice,
            calls_a=ctx.a.connector.calls,
            calls_b=ctx.b.connector.calls,
        )

    def _settled(self, ctx: RunContext, report: RunReport, found: Mapping[Side, Found], written: Written) -> RunReport:
        counts = {side: account(ctx, side, found[side], written) for side in SIDES}
        report = self._with_open(ctx.sync, report, counts)
        report = dataclasses.replace(report, calls_a=ctx.a.connector.calls, calls_b=ctx.b.connector.calls)
        if not (counts["a"].closes and counts["b"].closes):
            return dataclasses.replace(
                report,
                status=RunStatus.FAILED,
                error="the account does not close: some records were seen but not accounted for",
                advice="Run it again with --full; if this stays, please report it.",
            )
        waits = report.conflicts or report.holds or any(one.waiting or one.failed for one in counts.values())
        return dataclasses.replace(report, status=RunStatus.WAITING if waits else RunStatus.OK)

    def _with_open(self, sync: StoredSync, report: RunReport, counts: Mapping[Side, Counts]) -> RunReport:
        journal = self._ports.journal
        return dataclasses.replace(
            report,
            a=counts["a"],
            b=counts["b"],
            conflicts=len(journal.conflicts(sync.id)),
            holds=len(journal.holds(sync.id)),
        )

    def _failed(self, sync: StoredSync, report: RunReport, error: DesktopSyncError) -> RunReport:
        if isinstance(error, SchemaDrift):
            self._ports.syncs.set_state(sync.id, SyncState.SUSPENDED, str(error))
        account = self._ports.accounts.get(error.account) if isinstance(error, SignInError) else None
        if account is not None and isinstance(error, SignInError):
            note_refusal(self._ports.accounts, account, error)
        journal = self._ports.journal
        found = journal.tally(report.id)  # it may have written before it failed
        return dataclasses.replace(
            report,
            a=found["a"],
            b=found["b"],
            status=RunStatus.FAILED,
            error=f"{error.title}: {error}",
            advice=error.advice,
            error_kind=error.kind,
            error_account=error.account,
            after_s=error.after_s if isinstance(error, Retriable) else 0.0,
            conflicts=len(journal.conflicts(sync.id)),
            holds=len(journal.holds(sync.id)),
        )

    def _all_planned(self, run_id: int, *, writing: bool | None = True) -> list[Operation]:
        rows: list[Operation] = []
        while batch := self._ports.journal.planned(
            run_id, writing=writing, after=rows[-1].id if rows else 0, limit=1000
        ):
            rows.extend(batch)
        return rows


def _calls(ctx: RunContext, side: Side, operations: Sequence[Operation]) -> int:
    """About how many calls writing the operations makes: each batch is read again before it is sent."""
    mine = [one for one in operations if one.side == side]
    size = max(1, ctx.open_side(side).capabilities.batch_size)
    batches = [mine[start : start + size] for start in range(0, len(mine), size)]
    return sum(2 if any(one.ref is not None for one in batch) else 1 for batch in batches)


def _sentence(findings: Sequence[GuardFinding]) -> str:
    return "; ".join(one.message for one in findings)
