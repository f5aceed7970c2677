"""A run that only writes values back: an undo, a restored value, a record made again. Its lock, its report, its end."""

import dataclasses
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from desktop_sync.engine.context import ProgressSink, RunContext
from desktop_sync.engine.opening import open_run
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.rewrite import Left, Step, Tally, carry_out
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.record import SIDES
from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.model.sync import StoredSync


@contextmanager
def own_run(
    ports: Ports, sync: StoredSync, progress: ProgressSink | None, cancel: threading.Event | None, *, dry: bool
) -> Iterator[RunContext]:
    """The run's context, under the sync's lock, with both sides open. What is raised inside ends the run as failed."""
    journal = ports.journal
    with journal.lock(sync.id), ExitStack() as stack:
        kind = RunKind.PLAN if dry else RunKind.UNDO
        report = RunReport(0, sync.definition.name, kind, started_at=ports.clock.now())
        journal.abandon(sync.id)
        run_id = journal.begin_run(sync.id, report)
        stack.callback(journal.discard, run_id)
        try:
            ctx = open_run(ports, sync, stack, run_id, cancel or threading.Event(), progress)
            if not dry:
                for side in SIDES:
                    ctx.open_side(side).ask_the_time()
            yield ctx
        except DesktopSyncError as error:
            if not dry:
                journal.end_run(run_id, _failed(dataclasses.replace(report, id=run_id), error))
            raise


def finished(
    ctx: RunContext,
    steps: Sequence[Step],
    left: Sequence[Left],
    after: Callable[[], None] | None = None,
    then: Callable[[Tally], Sequence[Step]] | None = None,
) -> tuple[RunReport, Tally]:
    """Carry the steps out, keep what is left as holds, and end the run with its report. `after`: what follows the writes.

    `then`: further steps, by what became of the first ones.
    """
    journal, clock = ctx.journal, ctx.clock
    began = journal.run(ctx.run_id)
    assert began is not None  # `own_run` began it
    started, tally = clock.monotonic(), Tally()
    report = dataclasses.replace(began, status=RunStatus.OK)
    try:
        for one in left:
            if one.hold is not None:
                journal.keep_hold(one.hold)
        carry_out(ctx, steps, tally)
        if then is not None and (more := then(tally)):
            seen = dict(tally.seen)
            carry_out(ctx, more, tally)
            tally.seen = {side: seen[side] + tally.seen[side] for side in tally.seen}
        if after is not None:
            after()
    except DesktopSyncError as error:
        report = _failed(report, error)
    else:
        waits = left or tally.left
        report = dataclasses.replace(report, status=RunStatus.WAITING if waits else RunStatus.OK)
    report = dataclasses.replace(
        report,
        a=tally.counts("a"),
        b=tally.counts("b"),
        calls_a=ctx.a.connector.calls,
        calls_b=ctx.b.connector.calls,
        conflicts=len(journal.conflicts(ctx.sync.id)),
        holds=len(journal.holds(ctx.sync.id)),
        seconds=round(clock.monotonic() - started, 3),
    )
    journal.end_run(report.id, report)
    return report, tally


def sentences(left: Sequence[Left]) -> tuple[str, ...]:
    """What stays as it is, in words."""
    return tuple(one.sentence for one in left)


def _failed(report: RunReport, error: DesktopSyncError) -> RunReport:
    return dataclasses.replace(report, status=RunStatus.FAILED, error=f"{error.title}: {error}", advice=error.advice)
