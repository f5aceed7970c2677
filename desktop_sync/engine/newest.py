"""Whose change a system's modified time tells of: a person's, or our own."""

import datetime as dt

from desktop_sync.engine.context import RunContext
from desktop_sync.model.mapping import ConflictRule, FirstRun
from desktop_sync.model.plan import Link, OperationState
from desktop_sync.model.record import Side
from desktop_sync.sync.merge import NEWEST_TOLERANCE_S


def is_ours(ctx: RunContext, link: Link, side: Side, moment: dt.datetime) -> bool:
    """Whether our own write is the last change of a record of which something is still open: its time says nothing of people.

    Asked only where a rule goes by times.
    """
    by_time = any(one.conflict is ConflictRule.NEWEST or one.first_run is FirstRun.NEWEST for one in ctx.rules)
    if not by_time or not link.id or (link.a_mark and link.b_mark):
        return False
    past = ctx.journal.history(ctx.sync.id, side=side, ref=link.ref(side), limit=10)
    written = next((one.settled_at for one in past if one.side == side and one.state is OperationState.DONE), None)
    tolerance_s = max(NEWEST_TOLERANCE_S, ctx.open_side(side).capabilities.time_resolution_s)
    return written is not None and moment <= written + dt.timedelta(seconds=tolerance_s)
