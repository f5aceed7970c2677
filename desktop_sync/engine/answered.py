"""Answers of systems that can't be taken as they are: of one record, so they are held with that record and stop nothing else (I7)."""

from collections.abc import Sequence

from desktop_sync.engine.context import RunContext
from desktop_sync.model.plan import Operation, OperationKind
from desktop_sync.model.record import Outcome, OutcomeStatus, Ref, Side
from desktop_sync.sync.journal import Mark

TAKEN = (
    "The system made no new record for it, but answered with {ref}, which belongs to another one already: "
    "to the system the two are the same."
)
Answer = tuple[Operation, Outcome]


def checked(ctx: RunContext, side: Side, rows: Sequence[Answer]) -> list[Answer]:
    """The answers to a batch. A create that is answered with a record which has its partner already counts as refused; but where
    that partner's own record is gone, the id was given a second time, and its link lets go of it.
    """
    made = {place: ref for place, row in enumerate(rows) if (ref := _made(row)) is not None}
    known = dict(ctx.journal.marks(ctx.sync.id, side, list(made.values()))) if made else {}
    own = {place for place, ref in made.items() if ref in known and known[ref].link_id == rows[place][0].link_id}
    free = {ref for ref, mark in known.items() if _is_gone(ctx, side, mark)}
    ctx.journal.park(ctx.sync.id, side, [known[made[p]].link_id for p in made.keys() - own if made[p] in free])
    taken = known.keys() - free
    found = list(rows)
    for place, ref in made.items():
        if place not in own and ref in taken:
            found[place] = rows[place][0], Outcome(OutcomeStatus.REJECTED, words=TAKEN.format(ref=ref))
        taken |= {ref}
    return found


def _made(row: Answer) -> Ref | None:
    operation, outcome = row
    if operation.kind is not OperationKind.CREATE or outcome.status is not OutcomeStatus.DONE or outcome.record is None:
        return None
    return outcome.record.ref


def _is_gone(ctx: RunContext, side: Side, mark: Mark) -> bool:
    """Whether the record that was known under the id is gone: it was seen so; or the system gives each new record a fresh id."""
    fresh = ctx.open_side(side).capabilities.ids_before_commit
    return mark.gone == side or mark.link_id in ctx.vanished[side] or fresh
