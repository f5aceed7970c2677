"""Whose change a system's modified time tells of: a person's, or our own."""

import datetime as dt

from desktop_sync.engine.context import RunContext
from desktop_sync.engine.elsewhere import last_write
from desktop_sync.model.mapping import ConflictRule, FirstRun
from desktop_sync.model.plan import Link
from desktop_sync.model.record import Side
from desktop_sync.sync.merge import NEWEST_TOLERANCE_S


def is_ours(ctx: RunContext, link: Link, side: Side, moment: dt.datetime) -> bool:
    """Whether our own write is the last change of a record of which something is still open: its time says nothing of people.

    A write of another sync of the workspace is our own, too. Asked only where a rule goes by times.
    """
    by_time = any(one.conflict is ConflictRule.NEWEST or one.first_run is FirstRun.NEWEST for one in ctx.rules)
    if not by_time or (link.a_mark and link.b_mark):
        return False
    ref = link.ref(side)
    written = ctx.elsewhere.written_at(side, ref)
    if link.id and (ours := last_write(ctx.journal, ctx.sync.id, side, ref)):
        written.append(ours)
    tolerance_s = max(NEWEST_TOLERANCE_S, ctx.open_side(side).capabilities.time_resolution_s)
    return bool(written) and moment <= max(written) + dt.timedelta(seconds=tolerance_s)
