"""Records outside a side's filter: told apart from those that are gone, kept apart quietly, and taken in again."""

import datetime as dt
from collections.abc import Sequence

from desktop_sync.engine.context import Outlook, RunContext
from desktop_sync.model.plan import Operation, OperationState, is_out, out_of
from desktop_sync.model.record import SIDES, Ref, Side, other
from desktop_sync.model.values import fingerprint
from desktop_sync.sync.journal import Mark, Settlement


def outside(ctx: RunContext, side: Side, refs: Sequence[Ref]) -> set[Ref]:
    """Which of these records, not found within the filter, are there all the same. No delete is believed before this is asked."""
    if not refs or not ctx.open_side(side).filtered:
        return set()
    return set(ctx.read(side, refs, anywhere=True))


def concerns(ctx: RunContext, side: Side, known: Mark | None) -> bool:
    """Whether a record that is listed and not as remembered is to be looked at: not while its partner is kept apart. One that was
    outside itself is back; its partner is then looked at, too.
    """
    if known is None or not known.gone.startswith("out_"):
        return True
    if not is_out(known.gone, side):
        return False
    ctx.returned.add(known.link_id)
    return True


def left_since(ctx: RunContext, side: Side, cursor: str, met: set[Ref]) -> list[Ref]:
    """Linked records that changed since the cursor and were not met within the filter: a change feed does not tell that they left."""
    one = ctx.open_side(side)
    if not one.filtered:
        return []
    found: list[Ref] = []
    for page in one.connector.changes(one.bare, cursor):
        known = ctx.journal.marks(ctx.sync.id, side, [ref for ref in page.refs if ref not in met])
        for ref, row in zip(page.refs, page.rows, strict=True):
            mark = known.get(ref)
            if mark is not None and not is_out(mark.gone, side) and mark.mark != fingerprint(row):
                found.append(ref)
    return list(dict.fromkeys(found))


def kept_apart(operation: Operation, at: dt.datetime) -> Settlement:
    """What an EXCLUDE leaves behind. The marks stay, so that the other side's record costs no look while it is as it was."""
    marks = {"a": operation.mark_a, "b": operation.mark_b}
    return Settlement(
        operation,
        OperationState.DONE,
        at,
        ref=operation.ref,
        mark_a=marks["a"] or b"",
        mark_b=marks["b"] or b"",
        gone=out_of(side for side in SIDES if marks[side] is None),
    )


def notices(ctx: RunContext, outlook: Outlook) -> list[str]:
    """Sentences for the report about what left the filter in this run."""
    found = []
    for side in SIDES:
        count = outlook.left[side]
        if count:
            what = "1 record" if count == 1 else f"{count} records"
            found.append(
                f"{what} of {ctx.open_side(side).name} left the filter: kept apart, nothing is deleted in "
                f"{ctx.open_side(other(side)).name}, and synced again when within it."
            )
    return found
