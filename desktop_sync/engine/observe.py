"""Step 4, observe: find what differs from what the workspace remembers, and stage it. Nothing else is kept of a table.

A record whose raw values hash to the mark of its settled link is unchanged; that is all that is done for it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from desktop_sync.engine.context import Found, RunContext, mark_of
from desktop_sync.model.plan import Sighting
from desktop_sync.model.record import Page, Record, Ref, Side
from desktop_sync.model.report import Phase
from desktop_sync.model.sync import DeletePolicy
from desktop_sync.model.values import fingerprint
from desktop_sync.sync.ports import Mark

FULL_EVERY = dt.timedelta(hours=24)
"""A change feed is trusted for so long before everything is compared again."""

_BATCH = 1000


def needs_full(ctx: RunContext, side: Side, *, asked: bool) -> bool:
    """Whether the side is read whole: asked for, no cursor, comparison due, or deletes that only a listing shows."""
    sync = ctx.sync
    if asked or sync.cursor(side) is None or sync.last_full_at is None or not sync.paired:
        return True
    if ctx.clock.now() - sync.last_full_at >= FULL_EVERY:
        return True
    rules = ctx.definition.rules
    policy = rules.a_to_b if side == "a" else rules.b_to_a
    return policy is not DeletePolicy.IGNORE and not ctx.open_side(side).capabilities.tombstones


def observe(ctx: RunContext, side: Side, *, full: bool) -> Found:
    """Stage the side's changes. Raises ListingIncomplete rather than conclude from half a listing."""
    return _observe_all(ctx, side) if full else _observe_changes(ctx, side)


def _observe_all(ctx: RunContext, side: Side) -> Found:
    one, journal = ctx.open_side(side), ctx.journal
    settled = journal.settled_marks(ctx.sync.id, side)
    total = len(settled) or None
    found = Found(full=True)
    unsure: set[Ref] = set()
    for page in one.connector.listing(one.selection):
        _stage_page(ctx, side, page, settled, unsure)
        found.listed += len(page.refs)
        found.cursor = page.cursor or found.cursor
        ctx.tell(Phase.READING, found.listed, total, side)
    # What is left of `settled` was not listed; of the unsettled links, those that were not met as unsure.
    missing = list(settled)
    for batch in _batched(journal.unsettled_refs(ctx.sync.id, side), _BATCH):
        missing.extend(ref for ref in batch if ref not in unsure)
    found.gone = _stage_gone(ctx, side, missing)
    return found


def _stage_page(ctx: RunContext, side: Side, page: Page, settled: dict[Ref, bytes], unsure: set[Ref]) -> None:
    """Stage the page's records that are new or not as remembered; takes the others out of `settled`."""
    pop = settled.pop
    marks: dict[int, bytes] = {}
    for index, (ref, row) in enumerate(zip(page.refs, page.rows, strict=True)):
        mark = fingerprint(row)
        if pop(ref, None) != mark:
            marks[index] = mark
    if not marks:
        return
    refs = [page.refs[index] for index in marks]
    known = ctx.journal.marks(ctx.sync.id, side, refs)
    unsure.update(known)
    ctx.journal.stage(
        ctx.run_id,
        [_sighting(ctx, side, page.decode(index), mark, known.get(page.refs[index])) for index, mark in marks.items()],
    )


def _sighting(ctx: RunContext, side: Side, record: Record, mark: bytes, known: Mark | None) -> Sighting:
    return Sighting(
        side,
        record.ref,
        link_id=known.link_id if known else None,
        view=ctx.view(side, record),
        mark=mark,
        modified_at=record.modified_at,
        modified_by=record.modified_by,
        version=record.version,
    )


def _stage_gone(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> int:
    """Stage linked records that are no longer there. Returns how many were not known to be gone before."""
    count = 0
    for batch in _batched(refs, _BATCH):
        known = ctx.journal.marks(ctx.sync.id, side, batch)
        ctx.journal.stage(ctx.run_id, [Sighting(side, ref, mark.link_id, gone=True) for ref, mark in known.items()])
        count += sum(mark.gone != side for mark in known.values())
    return count


def _observe_changes(ctx: RunContext, side: Side) -> Found:
    one = ctx.open_side(side)
    cursor = ctx.sync.cursor(side)
    assert cursor is not None
    found = Found(full=False, cursor=cursor)
    met: set[Ref] = set()
    for page in one.connector.changes(one.selection, cursor):
        known = ctx.journal.marks(ctx.sync.id, side, page.refs)
        sightings = []
        for index, (ref, row) in enumerate(zip(page.refs, page.rows, strict=True)):
            mark, memory = fingerprint(row), known.get(ref)
            if memory is None or memory.mark != mark or memory.gone:
                sightings.append(_sighting(ctx, side, page.decode(index), mark, memory))
                met.add(ref)
        ctx.journal.stage(ctx.run_id, sightings)
        _stage_gone(ctx, side, page.deleted)
        met.update(page.deleted)
        found.listed += len(page.refs)
        found.cursor = page.cursor or found.cursor
        ctx.tell(Phase.READING, found.listed, None, side)
    look_again(ctx, side, [ref for ref in ctx.journal.unsettled_refs(ctx.sync.id, side) if ref not in met])
    _restage_aside(ctx, side, met)
    return found


def _restage_aside(ctx: RunContext, side: Side, met: set[Ref]) -> None:
    """Unlinked records are no change by themselves, but what keeps them apart may have gone."""
    refs = [ref for ref, _ in ctx.journal.aside(ctx.sync.id, side) if ref not in met]
    for ref, record in ctx.read(side, refs).items():
        ctx.journal.stage(ctx.run_id, [_sighting(ctx, side, record, mark_of(record), None)])
        met.add(ref)


def look_again(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> None:
    """Read these linked records now and stage them, or that they are gone."""
    for batch in _batched(refs, _BATCH):
        known = ctx.journal.marks(ctx.sync.id, side, batch)
        records = ctx.read(side, list(known))
        ctx.journal.stage(
            ctx.run_id,
            [
                _sighting(ctx, side, records[ref], mark_of(records[ref]), memory)
                if ref in records
                else Sighting(side, ref, memory.link_id, gone=True)
                for ref, memory in known.items()
            ],
        )


def _batched(refs: Iterable[Ref], size: int) -> Iterable[list[Ref]]:
    batch: list[Ref] = []
    for ref in refs:
        batch.append(ref)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
