"""Step 2, recover: settle what the journal shows as sent without an outcome, before anything new is planned.

A create is looked up by the ref that was announced before its commit, or by its values; what stays unclear is held as in
doubt and never sent twice. An update or delete is settled by what the record shows now: sending it again would be harmless, but
telling what happened keeps the history true.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_sync.engine.confirm import as_stored, decided_by, mark_of_value
from desktop_sync.engine.context import RunContext, mark_of, source_side
from desktop_sync.engine.created import bases_of_created
from desktop_sync.engine.keeping import archive_changes, archived_bases
from desktop_sync.engine.reused import owned
from desktop_sync.engine.rewrite import EDIT, UNDO, adjusted
from desktop_sync.model.plan import FieldChange, Hold, HoldState, Operation, OperationKind, OperationState
from desktop_sync.model.record import Record, Ref, Side
from desktop_sync.model.report import RunStatus
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.compiled import typed
from desktop_sync.sync.forms import is_form_of
from desktop_sync.sync.journal import Settlement

CREATED_SLACK = dt.timedelta(minutes=10)
"""How much earlier than its intent a create may be stamped by a system whose clock is off."""

_LOOK_EVERY_S = 0.5


def recover(ctx: RunContext) -> int:
    """Settle all open intents of the sync. Returns how many there were."""
    intents = ctx.journal.open_intents(ctx.sync.id)
    if intents:
        ctx.journal.drop_seals(ctx.sync.id)
    for side in ("a", "b"):
        mine = [one for one in intents if one.side == side]
        # What was written may lie outside the filter: it was written all the same.
        refs = list(dict.fromkeys(one.ref for one in mine if one.ref is not None))
        records = ctx.read(side, refs, anywhere=True)
        for operation in mine:
            record = records.get(operation.ref) if operation.ref is not None else None
            settled = adjusted(ctx, _settle(ctx, operation, record))
            ctx.journal.settle([settled])
            if (
                operation.kind is OperationKind.CREATE
                and settled.state is OperationState.DONE
                and settled.ref is not None
            ):
                known = ctx.journal.marks(ctx.sync.id, side, [settled.ref])
                ctx.completing |= {mark.link_id for mark in known.values()}
    for run_id in {one.run_id for one in intents}:
        _tell_again(ctx, run_id)
    return len(intents)


def _tell_again(ctx: RunContext, run_id: int) -> None:
    """A run that did not come to its end gets its account once more, now that it is known what it wrote."""
    report = ctx.journal.run(run_id)
    if report is not None and run_id != ctx.run_id and report.status is RunStatus.FAILED:
        found = ctx.journal.tally(run_id)
        ctx.journal.end_run(run_id, replace(report, a=found["a"], b=found["b"]))


def _settle(ctx: RunContext, operation: Operation, record: Record | None) -> Settlement:
    if operation.kind is OperationKind.CREATE:
        return _create(ctx, operation, record)
    if operation.kind is OperationKind.DELETE:
        return _deleted(ctx, operation, record)
    if operation.kind is OperationKind.ARCHIVE and record is not None and _is_archived(ctx, operation, record):
        return _archived(ctx, operation, record)
    if record is None or not operation.changes:
        return _end(ctx, operation, OperationState.DROPPED)
    return _update(ctx, operation, record)


def _archived(ctx: RunContext, operation: Operation, record: Record) -> Settlement:
    changes = archive_changes(ctx, operation)
    bases = archived_bases(ctx, operation, changes, ctx.view(operation.side, record))
    made = _end(ctx, operation, OperationState.DONE)
    return replace(made, base_a=bases["a"], base_b=bases["b"], gone=source_side(operation), changes=changes)


def _is_archived(ctx: RunContext, operation: Operation, record: Record) -> bool:
    """Whether the record shows the archive's value: then it is our own write, and no edit against the delete."""
    rules = ctx.definition.rules
    archive = rules.archive_a if operation.side == "a" else rules.archive_b
    if archive is None or archive.field not in record.values:
        return False
    field = ctx.open_side(operation.side).schema.field(archive.field)
    return record.values[archive.field] == typed(field, archive.value)


def _deleted(ctx: RunContext, operation: Operation, record: Record | None) -> Settlement:
    if record is not None:
        return _end(ctx, operation, OperationState.DROPPED)
    done = _end(ctx, operation, OperationState.DONE)
    if operation.settles or operation.source_ref is None:
        return done
    # Only taking a create back deletes a record whose source stays: it is not to be made anew.
    return replace(done, aside=((source_side(operation), operation.source_ref, "unlinked"),))


def _end(ctx: RunContext, operation: Operation, state: OperationState) -> Settlement:
    return Settlement(operation, state, ctx.clock.now(), ref=operation.ref)


def _update(ctx: RunContext, operation: Operation, record: Record) -> Settlement:
    """A record is written whole or not at all: one field that holds the new value, and not the old one, proves the write."""
    side, source = operation.side, source_side(operation)
    view = ctx.view(side, record)
    fields = {one.name for one in ctx.mapping.fields}
    if not any(_shows(ctx, change, view) for change in operation.changes if change.name in fields):
        moved = _moved(ctx, side, operation.changes, view)
        return replace(_end(ctx, operation, OperationState.DROPPED), doubted=moved)
    bases: dict[Side, dict[str, Value]] = {side: {}, source: {}}
    stored: dict[str, Value] = {}
    dropped = [one for one in operation.changes if _is_dropped(ctx, side, one, view)]
    # A decision for a third value is not agreed while the other side does not hold it; values written back agree with nothing.
    alone = operation.token.startswith((UNDO, EDIT))
    for change in operation.changes:
        if change.name not in fields or change in dropped:
            continue
        stored[change.name] = _stored(ctx, change, view.get(change.name))
        if alone or ctx.mapping.same(change.name, change.source, change.new):
            bases[side][change.name] = stored[change.name]
            bases[source][change.name] = change.source
    return Settlement(
        operation,
        OperationState.DONE,
        ctx.clock.now(),
        ref=operation.ref,
        base_a=bases["a"],
        base_b=bases["b"],
        changes=as_stored(operation.changes, stored, dropped),
        doubted=_moved(ctx, side, dropped, view),
        carried=decided_by(ctx, operation),
    )


def _shows(ctx: RunContext, change: FieldChange, view: Mapping[str, Value]) -> bool:
    """Whether the field holds the new value, and not the old one. Where the old one is a form of the new one itself, it has to have
    moved towards the new one: a person who shortens it moves it away.
    """
    now = view.get(change.name)
    if not _says(ctx, change, now):
        return False
    moved = now == change.new or is_form_of(change.old, now)
    return now != change.old and (moved or not _says(ctx, change, change.old))


def _moved(
    ctx: RunContext, side: Side, changes: Sequence[FieldChange], view: Mapping[str, Value]
) -> tuple[FieldChange, ...]:
    """Those whose field shows neither what it held before nor what was written: what an edit made since went over can't be told."""
    return tuple(
        one
        for one in changes
        if one.name in view
        and not _says(ctx, one, view[one.name])
        and not ctx.mapping.unchanged(one.name, side, view[one.name], one.old)
    )


def _is_dropped(ctx: RunContext, side: Side, change: FieldChange, view: Mapping[str, Value]) -> bool:
    """Whether the field shows nothing of what was written: the system refused it without a word, or somebody took it back since.
    It is not agreed then, on neither side, so that it is sent again or asked.
    """
    if change.name not in view:
        return False
    now = view[change.name]
    if _says(ctx, change, now):
        return False
    return is_blank(now) or ctx.mapping.unchanged(change.name, side, now, change.old)


def _says(ctx: RunContext, change: FieldChange, value: Value) -> bool:
    """Whether the value says what was written, or can be what a store made of it."""
    return ctx.mapping.same(change.name, value, change.new) or is_form_of(value, change.new)


def _stored(ctx: RunContext, change: FieldChange, now: Value) -> Value:
    """What the system made of the value. What can't have come of it is an edit made since: then the base stays at what was
    written, so that the edit shows.
    """
    return now if _says(ctx, change, now) else change.new


def _create(ctx: RunContext, operation: Operation, announced: Record | None) -> Settlement:
    source_ref = operation.source_ref
    partner = (
        ctx.journal.marks(ctx.sync.id, source_side(operation), [source_ref]).get(source_ref) if source_ref else None
    )
    if source_ref is None or (partner is not None and partner.link_id != operation.link_id):
        return _end(ctx, operation, OperationState.DROPPED)  # its source has got a partner by another way
    if operation.ref is not None:
        if announced is not None and _is_made(ctx, operation, announced):
            return _linked(ctx, operation, announced)
        return _end(ctx, operation, OperationState.DROPPED)
    found = _awaited(ctx, operation)
    if len(found) == 1:
        return _linked(ctx, operation, found[0])
    if not found:
        return _end(ctx, operation, OperationState.DROPPED)
    return _doubtful(ctx, operation, len(found))


def _is_made(ctx: RunContext, operation: Operation, announced: Record) -> bool:
    known = _has_key(ctx, operation, announced) or _resembles(ctx, operation, announced)
    return known and not owned(ctx, operation.side, announced)


def _awaited(ctx: RunContext, operation: Operation) -> list[Record]:
    """The candidates. A system may be at the create still: that nothing is there proves nothing before it must have ended."""
    found, waited = _candidates(ctx, operation), 0.0
    lingers_s = ctx.open_side(operation.side).capabilities.lingers_s
    age_s = (ctx.clock.now() - operation.sent_at).total_seconds() if operation.sent_at else lingers_s
    while not found and max(age_s, 0.0) + waited < lingers_s:
        ctx.check_cancel()
        ctx.clock.wait(_LOOK_EVERY_S)
        waited += _LOOK_EVERY_S
        found = _candidates(ctx, operation)
    return found


def _candidates(ctx: RunContext, operation: Operation) -> list[Record]:
    """Unlinked records that look like the one whose answer was lost."""
    one = ctx.open_side(operation.side)
    written = {change.name: change.new for change in operation.changes}
    names = next(
        (key for key in ctx.definition.match_keys if all(not is_blank(written.get(name)) for name in key)),
        tuple(written),
    )
    criteria, _ = ctx.mapping.put(operation.side, {name: written[name] for name in names if name in written}, None)
    filled = {name: value for name, value in criteria.items() if not is_blank(value)}
    if not filled:
        return []
    since = operation.sent_at - CREATED_SLACK if operation.sent_at else None
    records = [
        record for record in one.connector.find(one.selection, filled, since) if _resembles(ctx, operation, record)
    ]
    linked = ctx.journal.marks(ctx.sync.id, operation.side, [record.ref for record in records])
    return [record for record in records if record.ref not in linked and not _brought_back(ctx, operation, record)]


def _brought_back(ctx: RunContext, operation: Operation, record: Record) -> bool:
    """Whether the record rather is one that was linked before the create was sent: somebody took it out of the bin meanwhile. Some
    systems give a deleted record's id to the next one: what says all that was sent is the new one.
    """
    same, filled = _agreement(ctx, operation, ctx.view(operation.side, record))
    if same == filled:
        return False
    side, ref = operation.side, record.ref
    written = ctx.journal.history(ctx.sync.id, side=side, ref=ref, limit=1)
    return bool(written or ctx.journal.trail(ctx.sync.id, side=side, ref=ref))


def _resembles(ctx: RunContext, operation: Operation, record: Record) -> bool:
    """Whether the record can be what the create wrote: at least half of the filled values are there. Some systems give a rolled
    back id to the next record, which then is somebody else's.
    """
    same, filled = _agreement(ctx, operation, ctx.view(operation.side, record))
    return same * 2 >= filled


def _has_key(ctx: RunContext, operation: Operation, record: Record) -> bool:
    """Whether it is the very thing: then it is known again however much of it was edited since."""
    view, written = ctx.view(operation.side, record), {one.name: one for one in operation.changes}
    return any(
        all(
            name in written and not is_blank(written[name].new) and _says(ctx, written[name], view.get(name))
            for name in key
        )
        for key in ctx.definition.match_keys
    )


def _agreement(ctx: RunContext, operation: Operation, view: Mapping[str, Value]) -> tuple[int, int]:
    fields = {one.name for one in ctx.mapping.fields}
    filled = [change for change in operation.changes if not is_blank(change.new) and change.name in fields]
    same = sum(_says(ctx, change, view.get(change.name)) for change in filled)
    return same, len(filled)


def _linked(ctx: RunContext, operation: Operation, record: Record) -> Settlement:
    side, source = operation.side, source_side(operation)
    view = ctx.view(side, record)
    stored: dict[str, Value] = dict(view)
    for change in operation.changes:
        if change.name in view:
            stored[change.name] = _stored(ctx, change, view[change.name])
    bases, agreed = bases_of_created(ctx, operation, stored)
    dropped = [one for one in operation.changes if _is_dropped(ctx, side, one, view)]
    for change in dropped:
        # As after an answer: a blank base on both sides, and held. The system may have dropped it, or somebody has blanked it since.
        bases[side][change.name] = bases[source][change.name] = view[change.name]
    untouched = agreed and stored == view and not dropped
    source_ref = operation.source_ref
    assert source_ref is not None
    refs: dict[Side, Ref] = {side: record.ref, source: source_ref}
    source_mark = operation.mark_a if source == "a" else operation.mark_b
    marks: dict[Side, bytes | None] = {
        side: mark_of(record) if untouched else None,
        source: source_mark if agreed else None,
    }
    if not operation.settles:
        marks = {"a": None, "b": None}
    return Settlement(
        operation,
        OperationState.DONE,
        ctx.clock.now(),
        ref=record.ref,
        a_ref=refs["a"],
        b_ref=refs["b"],
        base_a=bases["a"],
        base_b=bases["b"],
        mark_a=marks["a"],
        mark_b=marks["b"],
        changes=as_stored(operation.changes, stored, dropped),
        holds=tuple(_not_there(ctx, operation, change) for change in dropped),
    )


def _not_there(ctx: RunContext, operation: Operation, change: FieldChange) -> Hold:
    source = source_side(operation)
    return Hold(
        "not_stored",
        source,
        f"The answer to a create was lost. The record is there, but “{change.name}” is blank.",
        remedy="Press “Try again” to write it once more; or blank it on the other side, too.",
        state=HoldState.FAILED,
        ref=operation.source_ref,
        field=change.name,
        mark=mark_of_value(change.new),
        label=operation.label,
        sync_id=ctx.sync.id,
        run_id=ctx.run_id,
    )


def _doubtful(ctx: RunContext, operation: Operation, count: int) -> Settlement:
    source = source_side(operation)
    hold = Hold(
        "doubt",
        source,
        f"The answer to a create was lost, and {count} records could be the one it made.",
        remedy="Look in the system which one is right, delete or change the others, then press “Try again”.",
        state=HoldState.WAITING,
        ref=operation.source_ref,
        mark=operation.mark_a if source == "a" else operation.mark_b,
        label=operation.label,
        sync_id=ctx.sync.id,
        run_id=ctx.run_id,
    )
    return Settlement(operation, OperationState.DOUBTFUL, ctx.clock.now(), hold=hold)
