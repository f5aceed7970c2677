"""Holds whose cause is gone by itself."""

from desktop_sync.engine.context import Outlook, RunContext


def close_gone(ctx: RunContext, outlook: Outlook) -> None:
    """Close the holds of records that are neither there nor unlinked any more: nobody needs to act on them."""
    holds = ctx.journal.holds(ctx.sync.id, dismissed=True)
    gone = [
        (one.side, one.ref)
        for one in holds
        if one.link_id is None and one.ref is not None and one.ref not in outlook.unlinked[one.side]
    ]
    if gone:
        ctx.journal.close_holds(ctx.sync.id, refs=gone)
