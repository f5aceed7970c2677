"""Step 11, account: what became of every record that was seen, per side. If the sum does not close the run is no success."""

from collections import Counter
from collections.abc import Set

from desktop_sync.engine.confirm import Written
from desktop_sync.engine.context import Found, Outlook, RunContext
from desktop_sync.model.plan import Conflict, ConflictKind, HoldState
from desktop_sync.model.record import Ref, Side, other
from desktop_sync.model.report import Counts

_UNLINKED_AS = {"excluded": "excluded", "unlinked": "excluded", "waiting": "waiting", "failed": "failed"}


def account(ctx: RunContext, side: Side, found: Found, written: Written) -> Counts:
    """The side's counts after the plan was carried out.

    A record that was written counts as such; of the others, one whose link is open waits (or failed, if something refused it),
    one whose partner is gone by rule is excluded, and the rest agree.
    """
    journal, sync_id = ctx.journal, ctx.sync.id
    failed_links = {h.link_id for h in journal.holds(sync_id) if h.state is HoldState.FAILED and h.link_id is not None}
    # A record that is gone while its link waits (a delete against an edit) is not there to be counted.
    vanished = {link.id for link in journal.links(sync_id, list(ctx.vanished[side])).values() if link.gone != side}
    vanished |= {link.id for link in journal.links(sync_id, list(ctx.gone_as_well[side])).values() if not link.gone}
    half_made = {mark.link_id for mark in journal.marks(sync_id, side, list(written.unsettled[side])).values()}
    updated_links = written.updated[side] - half_made
    open_links = set(journal.unsettled(sync_id)) - written.updated[side] - vanished - half_made
    failed = len(open_links & failed_links)
    waiting = len(open_links) - failed
    alone = _unlinked(ctx, side)
    partner_gone = _partner_away(ctx, side)
    present = journal.link_count(sync_id) - _away(ctx, side) - len(vanished)
    created, updated, deleted = written.created[side], len(updated_links), written.deleted[side]
    agreed = present - created - updated - len(open_links) - partner_gone
    known = present + sum(alone.values()) + deleted
    return Counts(
        seen=found.listed + created + _late(ctx, side) if found.full else known,
        agreed=agreed,
        created=created,
        updated=updated,
        deleted=deleted,
        waiting=waiting + alone["waiting"],
        failed=failed + alone["failed"],
        excluded=partner_gone + alone["excluded"],
    )


def _late(ctx: RunContext, side: Side) -> int:
    """Records that were not listed yet, and have a place in the account all the same."""
    aside = {ref for ref, _ in ctx.journal.aside(ctx.sync.id, side)} if ctx.late[side] else set()
    return len(ctx.journal.marks(ctx.sync.id, side, list(ctx.late[side]))) + len(ctx.late[side] & aside)


def _away(ctx: RunContext, side: Side) -> int:
    """Pairs whose record is gone from this side, or outside its filter."""
    return ctx.journal.gone_count(ctx.sync.id, side) + ctx.journal.outside_count(ctx.sync.id, side)


def _partner_away(ctx: RunContext, side: Side) -> int:
    """Records that are here, and whose partner is away by rule or by filter."""
    return _away(ctx, other(side)) - ctx.journal.outside_count(ctx.sync.id, "ab")


def _unlinked(ctx: RunContext, side: Side) -> Counter[str]:
    """Records without a link, by what they count as."""
    return Counter(_UNLINKED_AS[reason] for _, reason in ctx.journal.aside(ctx.sync.id, side))


def waiting_account(ctx: RunContext, side: Side, found: Found, outlook: Outlook, pending: Set[Ref]) -> Counts:
    """The side's counts when a guard stopped the plan: `pending`, and what conflicts are about, wait for the approval."""
    journal, sync_id = ctx.journal, ctx.sync.id
    unlinked = outlook.unlinked[side]
    alone = Counter(_UNLINKED_AS[reason] for reason in unlinked.values())
    vanished = sum(link.gone != side for link in journal.links(sync_id, list(ctx.vanished[side])).values())
    partner_gone = _partner_away(ctx, side)
    present = journal.link_count(sync_id) - _away(ctx, side) - vanished
    fresh = sum(not one.gone for one in journal.staged_unlinked(ctx.run_id, side))
    seen = found.listed if found.full else present + fresh
    open_refs = {ref for one in outlook.conflicts if (ref := _shown_in(one, side)) is not None}
    waits = len((pending | open_refs) - unlinked.keys()) + alone["waiting"]
    failed, excluded = alone["failed"], alone["excluded"] + partner_gone
    waiting = min(waits, max(0, seen - failed - excluded))
    return Counts(seen, seen - waiting - failed - excluded, waiting=waiting, failed=failed, excluded=excluded)


def _shown_in(conflict: Conflict, side: Side) -> Ref | None:
    """The conflict's record on that side, None where it was deleted there."""
    ref, value = (conflict.a_ref, conflict.a) if side == "a" else (conflict.b_ref, conflict.b)
    return None if conflict.kind is ConflictKind.DELETE_EDIT and value is None else ref
