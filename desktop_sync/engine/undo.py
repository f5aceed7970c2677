"""Taking a run back: each value is restored where it still is what the run wrote, and named where it is not (promise I8).

A restored value counts as an edit on the side where it is restored: if the other side still holds what was carried, the next run finds
both sides changed, and the field's rule or a person decides. A record that the run created is deleted again and its source is left
unlinked; a record that it deleted is created again, for this side alone.
"""

import dataclasses
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from desktop_sync.engine.context import ProgressSink, RunContext, mark_of, source_side
from desktop_sync.engine.opening import Ports, open_run
from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.model.plan import FieldChange, Operation, OperationKind, OperationState
from desktop_sync.model.record import SIDES, Create, Delete, OutcomeStatus, Record, Ref, Side, Update, Write, other
from desktop_sync.model.report import Counts, Phase, RunKind, RunReport, RunStatus
from desktop_sync.sync.ports import Audit, Settlement


@dataclass(frozen=True)
class UndoReport:
    """What taking a run back restores (or would); `conflicts`: values that moved since and are left alone; `report`: None for a plan."""

    run: int
    operations: tuple[Operation, ...]
    conflicts: tuple[str, ...] = ()
    report: RunReport | None = None


@dataclass(frozen=True)
class _Step:
    """One write that takes an operation back."""

    original: Operation
    operation: Operation
    write: Write


class Undo:
    """Plans and makes undos. Any thread."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def undo(
        self,
        run_id: int,
        *,
        dry: bool = False,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> UndoReport:
        """Take the run back, or only say what that would do. Raises UsageError, and what opening the accounts raises."""
        journal = self._ports.journal
        sync_id = journal.sync_of_run(run_id)
        sync = self._ports.syncs.by_id(sync_id) if sync_id is not None else None
        report = journal.run(run_id)
        if sync is None or report is None:
            raise UsageError(
                f"there is no run {run_id} that can be taken back", advice="desktop-sync runs lists the runs."
            )
        if report.undone_by is not None:
            raise UsageError(f"run {run_id} was taken back already, by run {report.undone_by}")
        with journal.lock(sync.id), ExitStack() as stack:
            started = self._ports.clock.monotonic()
            kind = RunKind.PLAN if dry else RunKind.UNDO
            mine = RunReport(0, sync.definition.name, kind, started_at=self._ports.clock.now())
            journal.abandon(sync.id)
            mine = dataclasses.replace(mine, id=journal.begin_run(sync.id, mine))
            stack.callback(journal.discard, mine.id)
            ctx = open_run(self._ports, sync, stack, mine.id, cancel or threading.Event(), progress)
            steps, conflicts = _steps(ctx, journal.history(sync.id, run_id=run_id, limit=1_000_000))
            operations = tuple(step.operation for step in steps)
            if dry:
                return UndoReport(run_id, operations, conflicts)
            try:
                counts = _carry_out(ctx, steps)
                status = RunStatus.WAITING if conflicts else RunStatus.OK
                mine = dataclasses.replace(mine, status=status, a=counts["a"], b=counts["b"])
                journal.undone(run_id, mine.id)
            except DesktopSyncError as error:
                mine = dataclasses.replace(
                    mine, status=RunStatus.FAILED, error=f"{error.title}: {error}", advice=error.advice
                )
            mine = dataclasses.replace(mine, seconds=round(self._ports.clock.monotonic() - started, 3))
            journal.end_run(mine.id, mine)
            self._audit.record("user", "run.undo", sync.definition.name, {"run": run_id})
            return UndoReport(run_id, operations, conflicts, mine)


def _steps(ctx: RunContext, operations: Sequence[Operation]) -> tuple[list[_Step], tuple[str, ...]]:
    steps: list[_Step] = []
    conflicts: list[str] = []
    for side in SIDES:
        mine = [
            one for one in operations if one.side == side
        ]  # newest first: later values are taken back before earlier ones
        records = ctx.read(side, [one.ref for one in mine if one.ref is not None])
        for original in mine:
            record = records.get(original.ref) if original.ref is not None else None
            step = _step(ctx, original, record)
            if isinstance(step, str):
                conflicts.append(step)
            else:
                steps.append(step)
    return steps, tuple(conflicts)


def _step(ctx: RunContext, original: Operation, record: Record | None) -> _Step | str:
    """The write that takes the operation back, or a sentence why it can't be."""
    name = original.label or original.ref or "a record"
    if original.kind is OperationKind.DELETE:
        if record is not None:
            return f"“{name}” is there again already."
        view, _ = ctx.mapping.view(original.side, original.keep)
        lenses = {one.name: one.lens.label for one in ctx.mapping.fields}
        changes = tuple(
            FieldChange(name, None, value, value, f"run {original.run_id} taken back", lenses[name])
            for name, value in view.items()
        )
        operation = _reverse(original, OperationKind.CREATE, changes)
        return _Step(
            original, operation, Create(f"{original.token}undo-{ctx.run_id}-{original.id}", dict(original.keep))
        )
    if record is None:
        return f"“{name}” is no longer there."
    view = ctx.view(original.side, record)
    moved = [
        c.name for c in original.changes if not ctx.mapping.unchanged(c.name, original.side, view.get(c.name), c.new)
    ]
    if original.kind is OperationKind.CREATE:
        if moved:
            return f"“{name}” was edited since it was made ({', '.join(moved)}): it is left."
        operation = dataclasses.replace(_reverse(original, OperationKind.DELETE, ()), keep=dict(record.values))
        return _Step(original, operation, Delete(record))
    changes = tuple(
        FieldChange(c.name, c.new, c.old, c.old, f"run {original.run_id} taken back", c.lens)
        for c in original.changes
        if c.name not in moved
    )
    if not changes:
        return f"“{name}” was edited since ({', '.join(moved)}): it is left."
    values, problems = ctx.mapping.put(original.side, {c.name: c.new for c in changes}, record.values)
    if problems:
        return f"“{name}” can't be restored: {'; '.join(problems.values())}."
    return _Step(original, _reverse(original, OperationKind.UPDATE, changes), Update(record, values))


def _reverse(original: Operation, kind: OperationKind, changes: tuple[FieldChange, ...]) -> Operation:
    return Operation(
        kind,
        original.side,
        ref=original.ref,
        source_ref=original.source_ref,
        link_id=original.link_id,
        changes=changes,
        reason=f"run {original.run_id} taken back",
        settles=False,
        label=original.label,
    )


def _carry_out(ctx: RunContext, steps: Sequence[_Step]) -> dict[Side, Counts]:
    counts: dict[Side, Counts] = {}
    ctx.journal.drop_seals(ctx.sync.id)
    for side in SIDES:
        done = dict.fromkeys(OperationKind, 0)
        failed = 0
        mine = [step for step in steps if step.operation.side == side]
        size = max(1, ctx.open_side(side).capabilities.batch_size)
        for start in range(0, len(mine), size):
            batch = mine[start : start + size]
            for kind, status in _send(ctx, side, batch):
                if status is OutcomeStatus.DONE:
                    done[kind] += 1
                else:
                    failed += 1
            ctx.tell(Phase.WRITING, start + len(batch), len(mine), side)
        counts[side] = Counts(
            seen=len(mine),
            created=done[OperationKind.CREATE],
            updated=done[OperationKind.UPDATE],
            deleted=done[OperationKind.DELETE],
            failed=failed,
        )
    return counts


def _send(ctx: RunContext, side: Side, batch: Sequence[_Step]) -> list[tuple[OperationKind, OutcomeStatus]]:
    journal, one = ctx.journal, ctx.open_side(side)
    after = _last_planned(ctx)
    journal.plan(ctx.run_id, [step.operation for step in batch])
    planned = journal.planned(ctx.run_id, after=after, limit=len(batch))
    journal.mark_sent(planned, ctx.clock.now() + one.skew)
    outcomes = one.connector.write(
        one.selection, [step.write for step in batch], lambda index, ref: journal.mark_prepared(planned[index].id, ref)
    )
    settlements = []
    for step, operation, outcome in zip(batch, planned, outcomes, strict=True):
        if outcome.status is OutcomeStatus.DONE:
            settlements.append(_settlement(ctx, step.original, operation, outcome.record))
        elif outcome.status is not OutcomeStatus.UNKNOWN:
            settlements.append(
                Settlement(operation, OperationState.DROPPED, ctx.clock.now(), ref=operation.ref, words=outcome.words)
            )
    journal.settle(settlements)
    return [(step.operation.kind, outcome.status) for step, outcome in zip(batch, outcomes, strict=True)]


def _last_planned(ctx: RunContext) -> int:
    rows = ctx.journal.planned(ctx.run_id, limit=1)
    return rows[-1].id if rows else 0


def _settlement(ctx: RunContext, original: Operation, operation: Operation, record: Record | None) -> Settlement:
    """The base of the side stays what the run wrote, the other side's goes back: so the restored value shows as an edit."""
    source = source_side(operation)
    base: dict[Side, Mapping[str, object]] = {
        source: {c.name: c.old for c in original.changes},
        operation.side: {c.name: c.new for c in original.changes},
    }
    if operation.kind is OperationKind.CREATE and record is not None:
        return _made_again(ctx, original, operation, record)
    if operation.kind is not OperationKind.UPDATE:
        base = {"a": {}, "b": {}}
    return Settlement(
        operation,
        OperationState.DONE,
        ctx.clock.now(),
        ref=record.ref if record else operation.ref,
        base_a=base["a"],  # type: ignore[arg-type]
        base_b=base["b"],  # type: ignore[arg-type]
        aside=_left_unlinked(original),
    )


def _made_again(ctx: RunContext, original: Operation, operation: Operation, record: Record) -> Settlement:
    """A deleted record that is there again: linked to its partner, which is gone, so that it is not deleted once more."""
    side, source = operation.side, source_side(operation)
    view = ctx.view(side, record)
    refs = {side: record.ref, source: original.source_ref}
    return Settlement(
        operation,
        OperationState.DONE,
        ctx.clock.now(),
        ref=record.ref,
        a_ref=refs["a"],
        b_ref=refs["b"],
        base_a=view,
        base_b=view,
        mark_a=mark_of(record),
        mark_b=mark_of(record),
        gone=source,
    )


def _left_unlinked(original: Operation) -> tuple[tuple[Side, Ref, str], ...]:
    """The source of a create that was taken back must not be made anew by the next run."""
    if original.kind is OperationKind.CREATE and original.source_ref is not None:
        return ((other(original.side), original.source_ref, "unlinked"),)
    return ()
