"""Writing values back: the steps of an undo, of restoring a value, of making a record again. Journal first, as every write.

Two kinds, told apart by the operation's token, so that recovery after a crash settles them the same way:

- *undo*: what is restored becomes its side's base; the other side's base stays. Neither side then differs from its base, so
  nothing is carried, and no conflict arises: both sides rest where they are until somebody edits one of them. A dismissed
  hold (`undone`) says so for each field in which they differ.
- *edit*: as if a person had typed it in the system. The base stays, and the next run carries it by the usual rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_sync.engine.answered import checked
from desktop_sync.engine.confirm import as_stored
from desktop_sync.engine.context import RunContext, source_side
from desktop_sync.engine.keeping import RAW
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.plan import Hold, HoldState, Operation, OperationKind, OperationState
from desktop_sync.model.record import SIDES, Outcome, OutcomeStatus, Ref, Side, Write
from desktop_sync.model.report import Counts, Phase
from desktop_sync.model.values import Value
from desktop_sync.sync.journal import Settlement

UNDO = "undo:"
EDIT = "edit:"
UNDONE = "undone"
"""Code of the dismissed hold on a field that an undo left different on purpose."""
MOVED = "moved"
"""Code of the hold on a value that was not restored because it is no longer what the run wrote."""
_WAITS = (0.2, 1.0, 5.0)


@dataclass(frozen=True)
class Left:
    """A value or record that stays as it is: why, in words, and what is held for it."""

    sentence: str = field(repr=False)
    hold: Hold | None = None


@dataclass(frozen=True)
class Step:
    """One write. For a record made again, the operation's view of the source is what the two had agreed on there."""

    operation: Operation
    write: Write


@dataclass
class Tally:
    """What became of the steps."""

    done: dict[Side, dict[OperationKind, int]] = field(default_factory=lambda: {"a": {}, "b": {}})
    seen: dict[Side, int] = field(default_factory=lambda: {"a": 0, "b": 0})
    failed: dict[Side, int] = field(default_factory=lambda: {"a": 0, "b": 0})
    left: list[Left] = field(default_factory=list)

    def counts(self, side: Side) -> Counts:
        """As an account: every step was done or failed."""
        done = self.done[side]
        return Counts(
            seen=self.seen[side],
            created=done.get(OperationKind.CREATE, 0),
            updated=done.get(OperationKind.UPDATE, 0),
            deleted=done.get(OperationKind.DELETE, 0),
            failed=self.failed[side],
        )


def carry_out(ctx: RunContext, steps: Sequence[Step], tally: Tally) -> None:
    """Make the steps, side by side in batches. Raises what stops all of it; everything so far is in the journal and the tally."""
    if steps:
        ctx.journal.drop_seals(ctx.sync.id)
    for side in SIDES:
        mine = [step for step in steps if step.operation.side == side]
        tally.seen[side] = len(mine)
        size = max(1, ctx.open_side(side).capabilities.batch_size)
        for start in range(0, len(mine), size):
            batch = mine[start : start + size]
            for step, outcome in zip(batch, _send(ctx, side, batch), strict=True):
                _note(ctx, tally, step, outcome)
            ctx.tell(Phase.WRITING, start + len(batch), len(mine), side)


def _note(ctx: RunContext, tally: Tally, step: Step, outcome: Outcome) -> None:
    operation = step.operation
    name = operation.label or operation.ref or "a record"
    if outcome.status is OutcomeStatus.DONE:
        done = tally.done[operation.side]
        done[operation.kind] = done.get(operation.kind, 0) + 1
        return
    tally.failed[operation.side] += 1
    words = {
        OutcomeStatus.STALE: "was edited just now: it is left",
        OutcomeStatus.REJECTED: "is refused by the system",
        OutcomeStatus.RETRY: "could not be written just now: do it once more",
        OutcomeStatus.UNKNOWN: "was sent, the answer was lost: the next run looks what became of it",
    }
    tally.left.append(Left(f"“{name}” {words[outcome.status]}. {outcome.words}".rstrip()))
    if outcome.status is OutcomeStatus.REJECTED and operation.link_id is not None:
        ctx.journal.keep_hold(_refusal(ctx, operation, outcome.words))


def _refusal(ctx: RunContext, operation: Operation, words: str) -> Hold:
    return Hold(
        MOVED,
        operation.side,
        "The system refuses to take the earlier value back.",
        remedy="Correct the record or the system's rule, then do it once more; or dismiss this.",
        link_id=operation.link_id,
        ref=operation.ref,
        words=words,
        label=operation.label,
        sync_id=ctx.sync.id,
        run_id=ctx.run_id,
    )


def _send(ctx: RunContext, side: Side, batch: Sequence[Step]) -> Sequence[Outcome]:
    """Journal the intents, write, settle; a passing failure, with which nothing was written, is waited for a few times."""
    journal, one = ctx.journal, ctx.open_side(side)
    journal.plan(ctx.run_id, [step.operation for step in batch])
    planned = journal.planned(ctx.run_id, limit=len(batch))
    journal.mark_sent(planned, ctx.clock.now() + one.skew)

    def prepared(index: int, ref: Ref) -> None:
        journal.mark_prepared(planned[index].id, ref)

    for wait in (*_WAITS, None):
        try:
            outcomes = one.connector.write(one.selection, [step.write for step in batch], prepared)
            break
        except DesktopSyncError as error:  # the port promises that nothing at all was written
            if wait is None or not isinstance(error, Retriable):
                journal.settle([_not_made(ctx, operation) for operation in planned])
                raise
            ctx.clock.wait(max(wait, min(error.after_s, 60.0)))
    else:
        raise AssertionError("the last try returns or raises")
    answers = checked(ctx, side, list(zip(planned, outcomes, strict=True)))
    journal.settle([_settlement(ctx, one, got) for one, got in answers if got.status is not OutcomeStatus.UNKNOWN])
    return [got for _, got in answers]


def _not_made(ctx: RunContext, operation: Operation, words: str = "") -> Settlement:
    return Settlement(operation, OperationState.DROPPED, ctx.clock.now(), ref=operation.ref, words=words)


def _settlement(ctx: RunContext, operation: Operation, outcome: Outcome) -> Settlement:
    if outcome.status is not OutcomeStatus.DONE:
        return _not_made(ctx, operation, outcome.words)
    record = outcome.record
    ref = record.ref if record else operation.ref
    made = Settlement(operation, OperationState.DONE, ctx.clock.now(), ref=ref)
    if record is None:
        return adjusted(ctx, made)
    side, source, stored = operation.side, source_side(operation), ctx.view(operation.side, record)
    bases: dict[Side, Mapping[str, Value]] = {side: stored, source: {}}
    if operation.kind is OperationKind.CREATE:
        refs = {side: record.ref, source: operation.source_ref}
        made = replace(made, a_ref=refs["a"], b_ref=refs["b"])
    else:
        names = {change.name for change in operation.changes if change.lens != RAW}
        bases = {side: {name: stored[name] for name in names if name in stored}, source: {}}
    told = as_stored(operation.changes, stored)
    return adjusted(ctx, replace(made, base_a=bases["a"], base_b=bases["b"], changes=told))


def adjusted(ctx: RunContext, made: Settlement) -> Settlement:
    """A settlement as the operation's kind wants it: right after the write, or when a crash is recovered from."""
    operation = made.operation
    if made.state is not OperationState.DONE or not operation.token.startswith((UNDO, EDIT)):
        return made
    if operation.kind is OperationKind.CREATE:
        return _adjusted_create(ctx, made)
    if operation.kind is OperationKind.DELETE:
        return replace(made, aside=_left_alone(ctx, operation))
    link = ctx.journal.links(ctx.sync.id, [operation.link_id or 0]).get(operation.link_id or 0)
    gone = link.gone if link else ""
    if operation.token.startswith(EDIT):
        return replace(made, base_a={}, base_b={}, gone=gone)
    mine = {name: value for name, value in _base(made, operation.side).items() if name in _names(ctx)}
    sides: dict[Side, Mapping[str, Value]] = {operation.side: mine, source_side(operation): {}}
    holds = () if link is None else _rests(ctx, operation, mine, link.base(source_side(operation)))
    return replace(made, base_a=sides["a"], base_b=sides["b"], gone=gone, holds=holds)


def _adjusted_create(ctx: RunContext, made: Settlement) -> Settlement:
    """A record made again is linked to the one it was linked to, unless that has another partner by now."""
    operation = made.operation
    source, ref = source_side(operation), operation.source_ref
    partner = ctx.journal.marks(ctx.sync.id, source, [ref]).get(ref) if ref else None
    if ref is None or (partner is not None and partner.link_id != operation.link_id):
        written = made.ref
        aside = () if written is None else ((operation.side, written, "unlinked"),)
        return replace(made, alone=True, aside=() if operation.token.startswith(EDIT) else aside)
    there = ctx.read(source, [ref])
    if not there and operation.token.startswith(EDIT):
        return replace(made, alone=True)  # a new record for the next run, which makes its partner, too
    base = _base(made, source) or dict(operation.view_a if source == "a" else operation.view_b)
    if not base:
        base = ctx.view(source, there[ref]) if there else _base(made, operation.side)
    bases: dict[Side, Mapping[str, Value]] = {source: base, operation.side: _base(made, operation.side)}
    return replace(made, base_a=bases["a"], base_b=bases["b"], mark_a=None, mark_b=None, gone="" if there else source)


def _left_alone(ctx: RunContext, operation: Operation) -> tuple[tuple[Side, Ref, str], ...]:
    """The source of a create that was taken back stays alone: else the next run would make it anew."""
    source, ref = source_side(operation), operation.source_ref
    if ref is None or not operation.settles or not ctx.read(source, [ref]):
        return ()
    return ((source, ref, "unlinked"),)


def _base(made: Settlement, side: Side) -> Mapping[str, Value]:
    return made.base_a if side == "a" else made.base_b


def _names(ctx: RunContext) -> frozenset[str]:
    return frozenset(one.name for one in ctx.mapping.fields)


def _rests(
    ctx: RunContext, operation: Operation, restored: Mapping[str, Value], opposite: Mapping[str, Value]
) -> tuple[Hold, ...]:
    """For each field in which both sides differ now, on purpose: a hold that asks nothing of anybody."""
    names = {side: ctx.open_side(side).name for side in SIDES}
    return tuple(
        Hold(
            UNDONE,
            operation.side,
            f"A run was taken back: “{names['a']}” and “{names['b']}” differ here until one of them is edited.",
            remedy="To have it carried after all, edit either side, or undo the undo.",
            state=HoldState.DISMISSED,
            link_id=operation.link_id,
            ref=operation.ref,
            field=name,
            label=operation.label,
            sync_id=ctx.sync.id,
            run_id=operation.run_id or ctx.run_id,
        )
        for name, value in restored.items()
        if name in opposite and not _same(ctx, operation.side, name, value, opposite[name])
    )


def _same(ctx: RunContext, side: Side, name: str, value: Value, opposite: Value) -> bool:
    a, b = (value, opposite) if side == "a" else (opposite, value)
    return ctx.mapping.same(name, a, b)
