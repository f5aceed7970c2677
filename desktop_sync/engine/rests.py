"""Fields that an undo left different on purpose, and when that is over."""

from collections.abc import Mapping, Sequence

from desktop_sync.engine.context import RunContext
from desktop_sync.engine.rewrite import UNDONE
from desktop_sync.model.plan import Hold
from desktop_sync.model.record import Side
from desktop_sync.model.values import Value
from desktop_sync.sync.reconcile import Reconciled


def over(
    ctx: RunContext, holds: Sequence[Hold], views: Mapping[Side, Mapping[str, Value]], result: Reconciled
) -> list[int]:
    """Ids of the holds whose field agrees again, is carried, or is a conflict now."""
    found = []
    for hold in holds:
        if hold.code != UNDONE:
            continue
        merge = result.merges.get(hold.field)
        shown = [views[side].get(hold.field) for side in ("a", "b")]
        moves = merge is None or merge.write_a or merge.write_b or merge.conflict
        if moves or ctx.mapping.same(hold.field, *shown):
            found.append(hold.id)
    return found
