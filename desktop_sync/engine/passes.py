"""Carrying a plan out in passes: what moved meanwhile, and what waited for a record that is there now, is decided anew in the same run."""

from collections.abc import Mapping

from desktop_sync.engine import rebase, waiting
from desktop_sync.engine.apply import Applier
from desktop_sync.engine.confirm import Written
from desktop_sync.engine.context import Outlook, RunContext, mark_of
from desktop_sync.engine.decide import Decider
from desktop_sync.engine.observe import look_again
from desktop_sync.model.plan import Sighting
from desktop_sync.model.record import SIDES, Ref, Side

_PASSES = 3
"""How often what moved during the run is looked at again within it."""
_APPROVED = frozenset({"first_pairing", rebase.GUARD})
"""What a person has approved for the run as a whole."""


def carry_out(ctx: RunContext, outlook: Outlook, written: Written) -> bool:
    """Carry the plan out; what moved meanwhile is decided anew, a few times at most, and what waited for a record that is there
    now goes on. Whether nothing of that was needed.
    """
    Applier(ctx, outlook, written).apply()
    steady = _moved(ctx, outlook, written)
    going_on = waiting.GoingOn(ctx)
    while more := going_on.next():
        steady = False
        if not _once_more(ctx, more.links, more.alone, outlook, written):
            break
    return steady


def _moved(ctx: RunContext, outlook: Outlook, written: Written) -> bool:
    for attempt in range(_PASSES - 1):
        links, alone = written.again_links, written.again_unlinked
        if not links and not any(alone.values()):
            return attempt == 0
        written.again_links, written.again_unlinked = set(), {"a": set(), "b": set()}
        if not _once_more(ctx, links, alone, outlook, written):
            return False
    return False


def _once_more(
    ctx: RunContext, links: set[int], alone: Mapping[Side, set[Ref]], outlook: Outlook, written: Written
) -> bool:
    """Look at these again, decide and carry out; whether no guard stopped it."""
    for side, refs in _restage(ctx, links, alone).items():
        for ref in refs:  # deleted meanwhile, or by the very merge that brought its partner back
            outlook.unlinked[side].pop(ref, None)
    more = Decider(ctx).decide({})
    if [one for one in more.findings if one.code not in _APPROVED]:
        return False
    Applier(ctx, more, written).apply()
    outlook.put_off |= more.put_off
    outlook.holds = [one for one in outlook.holds if one.link_id or one.ref not in alone[one.side]] + more.holds
    for side in SIDES:
        paired = ctx.journal.marks(ctx.sync.id, side, list(alone[side]))
        for ref in (*more.creating[side], *paired):
            outlook.unlinked[side].pop(ref, None)
        outlook.unlinked[side].update(more.unlinked[side])
    return True


def _restage(ctx: RunContext, links: set[int], alone: Mapping[Side, set[Ref]]) -> dict[Side, set[Ref]]:
    """Stage them as they are now. Returns the records without a link that are not there any more."""
    missing: dict[Side, set[Ref]] = {}
    ctx.journal.discard(ctx.run_id)
    known = ctx.journal.links(ctx.sync.id, list(links))
    for side in SIDES:
        look_again(ctx, side, [link.ref(side) for link in known.values()])
        records = ctx.read(side, list(alone[side]))
        missing[side] = alone[side] - records.keys()
        ctx.journal.stage(
            ctx.run_id,
            [
                Sighting(side, ref, None, view=ctx.view(side, one), mark=mark_of(one), modified_at=one.modified_at)
                for ref, one in records.items()
            ],
        )
    return missing
