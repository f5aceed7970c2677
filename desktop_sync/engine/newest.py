"""Whose change a system's modified time tells of: a person's, or our own."""

import datetime as dt

from desktop_sync.engine.context import RunContext
from desktop_sync.model.mapping import ConflictRule, FirstRun
from desktop_sync.model.plan import Link, OperationState
from desktop_sync.model.record import Ref, Side
from desktop_sync.sync.merge import NEWEST_TOLERANCE_S


def is_ours(ctx: RunContext, link: Link, side: Side, moment: dt.datetime) -> bool:
    """Whether our own write is the last change of a record of which something is still open: its time says nothing of people.

    A write of another sync of the workspace is our own, too. Asked only where a rule goes by times.
    """
    by_time = any(one.conflict is ConflictRule.NEWEST or one.first_run is FirstRun.NEWEST for one in ctx.rules)
    if not by_time or (link.a_mark and link.b_mark):
        return False
    one = ctx.open_side(side)
    tables = ((ctx.sync.id, side), *one.elsewhere) if link.id else one.elsewhere
    written = [last for sync_id, there in tables if (last := _written(ctx, sync_id, there, link.ref(side)))]
    tolerance_s = max(NEWEST_TOLERANCE_S, one.capabilities.time_resolution_s)
    return bool(written) and moment <= max(written) + dt.timedelta(seconds=tolerance_s)


def _written(ctx: RunContext, sync_id: int, side: Side, ref: Ref) -> dt.datetime | None:
    """When that sync last wrote to the record."""
    past = ctx.journal.history(sync_id, side=side, ref=ref, limit=10)
    return next((one.settled_at for one in past if one.side == side and one.state is OperationState.DONE), None)
