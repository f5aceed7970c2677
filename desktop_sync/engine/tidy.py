"""At the end of a run: holds whose cause is gone by itself, and records that stay on their own while a filter hides them."""

from desktop_sync.engine.context import Outlook, RunContext
from desktop_sync.model.record import SIDES


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


def keep_unlinked(ctx: RunContext, outlook: Outlook) -> None:
    """A record that was unlinked by a rule, an undo or a person must not be made anew when it comes back into the filter."""
    for side in SIDES:
        if not ctx.open_side(side).filtered:
            continue
        shown = outlook.unlinked[side]
        hidden = [ref for ref, why in ctx.journal.aside(ctx.sync.id, side) if why == "unlinked" and ref not in shown]
        ctx.journal.rule_apart(ctx.sync.id, side, hidden)
