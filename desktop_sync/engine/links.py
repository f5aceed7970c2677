"""Links, taken back: the pairs of a first pairing are dissolved, dissolved ones are made again. Nothing is written to a system."""

from collections.abc import Iterable, Sequence

from desktop_sync.engine.context import RunContext
from desktop_sync.model.plan import Operation, OperationKind, OperationState
from desktop_sync.model.record import SIDES, Ref, Side
from desktop_sync.model.trail import TrailEntry, TrailKind
from desktop_sync.sync.journal import Settlement

_BATCH = 500


def dissolvable(ctx: RunContext, run_id: int) -> tuple[int, int]:
    """How many pairs of the run can be dissolved, and how many stay because later runs wrote to them."""
    journal, sync_id = ctx.journal, ctx.sync.id
    history = journal.history(sync_id, run_id=run_id, limit=1_000_000)
    created = {one.link_id for one in history if one.kind is OperationKind.CREATE}
    made = [one for one in journal.links_made(sync_id, run_id) if one not in created]
    written = journal.written_links(sync_id, run_id, ctx.run_id)
    bound = sum(one in written for one in made)
    return len(made) - bound, bound


def dissolve(ctx: RunContext, run_id: int) -> None:
    """Dissolve the links that the run made and no later run wrote to; the sync's next run is a first pairing again."""
    journal, sync_id = ctx.journal, ctx.sync.id
    written = journal.written_links(sync_id, run_id, ctx.run_id)
    made = [one for one in journal.links_made(sync_id, run_id) if one not in written]
    journal.drop_seals(sync_id)
    for start in range(0, len(made), _BATCH):
        links = journal.links(sync_id, made[start : start + _BATCH])
        _settle(
            ctx,
            [
                (
                    Operation(
                        OperationKind.FORGET, "a", one.a_ref, one.b_ref, one.id, reason=f"run {run_id} taken back"
                    ),
                    None,
                )
                for one in links.values()
            ],
        )
    journal.unpair(sync_id)


def dissolved(ctx: RunContext, run_id: int) -> list[TrailEntry]:
    """The links that the run dissolved, oldest first."""
    found = ctx.journal.trail(ctx.sync.id, run_id=run_id)
    return [one for one in reversed(found) if one.kind is TrailKind.UNLINKED]


def relinkable(ctx: RunContext, entries: Sequence[TrailEntry]) -> list[tuple[TrailEntry, str]]:
    """Those of which no record has another partner, and one at least is there; with the side that is gone ("" for none)."""
    known = {side: ctx.journal.marks(ctx.sync.id, side, _refs(entries, side)) for side in SIDES}
    free = [one for one in entries if not any(one.ref(side) in known[side] for side in SIDES)]
    there = {side: ctx.read(side, _refs(free, side)) for side in SIDES}
    found: list[tuple[TrailEntry, str]] = []
    for one in free:
        gone = [side for side in SIDES if one.ref(side) not in there[side]]
        if len(gone) < len(SIDES):
            found.append((one, gone[0] if gone else ""))
    return found


def _refs(entries: Iterable[TrailEntry], side: Side) -> list[Ref]:
    return [ref for one in entries if (ref := one.ref(side)) is not None]


def relink(ctx: RunContext, entries: Sequence[TrailEntry]) -> None:
    """Link them again, with the bases that they had: what was edited since is an edit."""
    found = relinkable(ctx, entries)
    if not found:
        return
    ctx.journal.drop_seals(ctx.sync.id)
    for start in range(0, len(found), _BATCH):
        _settle(
            ctx,
            [
                (Operation(OperationKind.PAIR, "b", one.b_ref, one.a_ref), (one, gone))
                for one, gone in found[start : start + _BATCH]
            ],
        )
    if not ctx.sync.paired:
        ctx.journal.finish_sync(ctx.sync.id, cursor_a=None, cursor_b=None, full_at=None, paired=True)


def _settle(ctx: RunContext, rows: Sequence[tuple[Operation, tuple[TrailEntry, str] | None]]) -> None:
    journal, at = ctx.journal, ctx.clock.now()
    journal.plan(ctx.run_id, [operation for operation, _ in rows])
    settlements = []
    for operation, (_, entry) in zip(journal.planned(ctx.run_id, limit=len(rows)), rows, strict=True):
        if entry is None:
            settlements.append(Settlement(operation, OperationState.DONE, at))
            continue
        one, gone = entry
        settlements.append(
            Settlement(
                operation,
                OperationState.DONE,
                at,
                a_ref=one.a_ref,
                b_ref=one.b_ref,
                base_a=one.a_base,
                base_b=one.b_base,
                gone=gone,
            )
        )
    journal.settle(settlements)
