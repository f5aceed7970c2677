"""Time travel for one record: a field gets an earlier value again, a deleted record is made again. Planned first, like an undo.

Both count as edits that a person made in that system: the next run carries them to the other side by the usual rules.
"""

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_sync.engine.context import ProgressSink, RunContext
from desktop_sync.engine.invalid import invalid_fields
from desktop_sync.engine.ownrun import finished, own_run, sentences
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.recover import recover
from desktop_sync.engine.rewrite import EDIT, Step
from desktop_sync.engine.takeback import made_again, made_again_already
from desktop_sync.engine.why import changes_of, shared_name
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import Direction
from desktop_sync.model.plan import FieldChange, Operation, OperationKind
from desktop_sync.model.record import Record, Ref, Side, Update, other
from desktop_sync.model.report import RunReport
from desktop_sync.model.sync import StoredSync
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Audit

_LIMIT = 1_000_000


@dataclass(frozen=True)
class Target:
    """The record of a sync that is brought back, as a whole or in one field."""

    sync: str
    side: Side
    ref: Ref


@dataclass(frozen=True)
class Point:
    """A point in a record's history: a time, or right after (or `before`) an operation."""

    time: dt.datetime | None = None
    operation: int = 0
    before: bool = False

    @property
    def words(self) -> str:
        """As people read it."""
        if self.time is not None:
            return f"as it was on {self.time.astimezone(dt.UTC):%Y-%m-%d at %H:%M} UTC"
        return f"as it was {'before' if self.before else 'after'} operation {self.operation}"


@dataclass(frozen=True)
class RestoreReport:
    """What bringing back writes (or would); `left`: what was not written, and why. `report`: None for a plan."""

    operations: tuple[Operation, ...]
    left: tuple[str, ...] = ()
    report: RunReport | None = None


class Revert:
    """Plans and makes them. Any thread."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def revert(
        self,
        target: Target,
        field: str,
        to: Point,
        *,
        dry: bool = False,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> RestoreReport:
        """Give the field the value that it had then. Raises UsageError where the history does not know it."""
        sync = self._sync(target.sync)
        name = shared_name(sync.definition, target.side, field)
        with own_run(self._ports, sync, progress, cancel, dry=dry) as ctx:
            if not dry:
                recover(ctx)
            return self._done(ctx, _revert_steps(ctx, target, name, to), "record.revert", dry=dry)

    def recreate(
        self,
        target: Target,
        *,
        dry: bool = False,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> RestoreReport:
        """Make a deleted record again from the history. Raises UsageError where it is there, or nothing was kept."""
        sync = self._sync(target.sync)
        with own_run(self._ports, sync, progress, cancel, dry=dry) as ctx:
            if not dry:
                recover(ctx)
            return self._done(ctx, [_recreate_step(ctx, target)], "record.recreate", dry=dry)

    def _done(self, ctx: RunContext, steps: Sequence[Step], action: str, *, dry: bool) -> RestoreReport:
        veil = self._ports.veil(ctx.definition)
        operations = tuple(veil.operation(step.operation) for step in steps)
        if dry:
            return RestoreReport(operations)
        report, tally = finished(ctx, steps, ())
        self._audit.record("user", action, ctx.definition.name, {"by": report.id, "written": report.written})
        return RestoreReport(operations, sentences(tally.left), report)

    def _sync(self, name: str) -> StoredSync:
        found = self._ports.syncs.get(name)
        if found is None:
            raise UsageError(f"there is no sync “{name}”", advice="desktop-sync sync list shows the syncs.")
        return found


def value_at(operations: Sequence[Operation], side: Side, name: str, to: Point) -> Value:
    """The field's value on the side at that point, from the operations on it (newest first). Raises UsageError."""
    known = changes_of(operations, name)[::-1]
    if to.time is None:
        return _at_operation(known, side, to)
    found: tuple[Value] | None = None
    for operation, change in known:
        at = operation.settled_at or operation.sent_at
        if at is not None and at <= to.time:
            found = (change.new if operation.side == side else change.source,)
        elif found is None and operation.side == side and operation.kind is not OperationKind.CREATE:
            found = (change.old,)
            break
    if found is None:
        raise _unknown()
    return found[0]


def _at_operation(known: Sequence[tuple[Operation, FieldChange]], side: Side, to: Point) -> Value:
    index = next((i for i, (operation, _) in enumerate(known) if operation.id == to.operation), None)
    if index is None:
        raise UsageError(
            f"operation {to.operation} did not write this field", advice="desktop-sync history lists the operations."
        )
    operation, change = known[index]
    if not to.before:
        return change.new if operation.side == side else change.source
    if operation.side == side and operation.kind is not OperationKind.CREATE:
        return change.old
    if operation.side == side or index == 0:
        raise _unknown()
    earlier, before = known[index - 1]
    return before.new if earlier.side == side else before.source


def _unknown() -> UsageError:
    return UsageError(
        "the history does not know the field's value then", advice="desktop-sync history shows what it knows."
    )


def _revert_steps(ctx: RunContext, target: Target, name: str, to: Point) -> list[Step]:
    _check_kept(ctx, target, name)
    history = ctx.journal.history(ctx.sync.id, side=target.side, ref=target.ref, limit=_LIMIT)
    value = value_at(history, target.side, name, to)
    return written_value(ctx, target, name, value, f"restored by a person, {to.words}")


def _check_kept(ctx: RunContext, target: Target, name: str) -> Record:
    """The record, if it is there and what a person writes to the field stays. Raises UsageError."""
    side, field = target.side, ctx.mapping.field(name)
    record = ctx.read(side, [target.ref]).get(target.ref)
    if record is None:
        raise UsageError("the record is not there", advice="desktop-sync recreate makes a deleted record again.")
    if field.direction is not Direction.BOTH and field.writable(side):
        raise UsageError(
            f"“{name}” is only carried from {other(side).upper()} to {side.upper()}: the next run would overwrite it",
            advice=f"Restore it on side {other(side).upper()}.",
        )
    return record


def written_value(ctx: RunContext, target: Target, name: str, value: Value, rule: str) -> list[Step]:
    """The step that gives the field this value, as a person's edit; none where it has it. Raises UsageError where it does not fit."""
    side, field = target.side, ctx.mapping.field(name)
    record = _check_kept(ctx, target, name)
    view = ctx.view(side, record)
    values, problems = ctx.mapping.put(side, {name: value}, record.values)
    problems |= {
        one: text for one, text in invalid_fields(ctx, side, values, create=False).items() if one not in problems
    }
    if problems:
        raise UsageError(f"the value can't be written: {'; '.join(problems.values())}")
    if not values:
        return []
    link = ctx.journal.link_by_ref(ctx.sync.id, side, target.ref)
    source = link.base(other(side)).get(name) if link else None
    operation = Operation(
        OperationKind.UPDATE,
        side,
        ref=target.ref,
        source_ref=link.ref(other(side)) if link else None,
        link_id=link.id if link else None,
        changes=(FieldChange(name, view.get(name), value, source, rule, field.lens.label),),
        reason=rule,
        settles=False,
        label=ctx.mapping.label(view),
        token=f"{EDIT}{ctx.run_id}",
    )
    return [Step(operation, Update(record, values))]


def _recreate_step(ctx: RunContext, target: Target) -> Step:
    side, ref = target.side, target.ref
    if ctx.read(side, [ref]):
        raise UsageError("the record is there", advice="To bring back one field's value: desktop-sync revert.")
    history = ctx.journal.history(ctx.sync.id, side=side, ref=ref, limit=_LIMIT)
    deleted = next((one for one in history if one.kind is OperationKind.DELETE and one.ref == ref), None)
    link = ctx.journal.link_by_ref(ctx.sync.id, side, ref)
    if link is not None:
        # Somebody deleted it, and the rule left the other side alone: what both had agreed on is known.
        base, _ = ctx.mapping.put(side, {n: v for n, v in link.base(side).items() if n in _names(ctx)}, None)
        deleted = Operation(OperationKind.DELETE, side, ref, link.ref(other(side)), link.id, keep=base, id=link.id)
    if deleted is None:
        raise UsageError(
            "the history has not kept this record",
            advice="Only what a run deleted is kept, and only as long as the settings say.",
        )
    token = f"{EDIT}{ctx.run_id}:{deleted.id}:{ctx.nonce}"
    again = made_again_already(ctx, side, deleted)
    if again is not None:
        raise UsageError(f"the record was made again already: {side}:{again}")
    view, _ = ctx.mapping.view(side, dict(deleted.keep))
    operation = Operation(
        OperationKind.CREATE,
        side,
        source_ref=deleted.source_ref,
        link_id=link.id if link else None,
        reason="made again by a person",
        settles=False,
        label=deleted.label or ctx.mapping.label(view),
        token=token,
    )
    return made_again(ctx, operation, deleted)


def _names(ctx: RunContext) -> frozenset[str]:
    return frozenset(one.name for one in ctx.mapping.fields)
