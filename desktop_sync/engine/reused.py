"""Ids that a system gives a second time. SQLite does, after its last record was deleted: the new record is not the old one back,
also where no run has seen that the old one was gone.
"""

from collections.abc import Mapping, Sequence

from desktop_sync.engine.context import RunContext
from desktop_sync.model.record import Record, Ref, Side
from desktop_sync.model.values import View, is_blank
from desktop_sync.sync.journal import Mark


def is_stranger(ctx: RunContext, side: Side, view: View, base: View) -> bool:
    """Whether what a record shows can't be what was known under its id: another match key, and less than half of the values."""
    keys = list(zip(ctx.mapping.match_keys(view), ctx.mapping.match_keys(base), strict=True))
    both = [(now, before) for now, before in keys if now is not None and before is not None]
    if not both or any(now == before for now, before in both):
        return False
    unchanged, filled = ctx.mapping.unchanged, [name for name, value in base.items() if not is_blank(value)]
    same = sum(name in view and unchanged(name, side, view[name], base[name]) for name in filled)
    return same * 2 < len(filled)


def known_again(
    ctx: RunContext, side: Side, records: Sequence[Record], known: Mapping[Ref, Mark]
) -> Mapping[Ref, Mark]:
    """What is known of these records, without links of records that are gone, and of which another one has the id now."""
    reuses = ctx.open_side(side).capabilities.reuses_ids
    asked = {one.ref: one for one in records if one.ref in known and (reuses or known[one.ref].gone == side)}
    if not asked:
        return known
    links = ctx.journal.links(ctx.sync.id, [known[ref].link_id for ref in asked])
    strangers = [
        ref
        for ref, one in asked.items()
        if is_stranger(ctx, side, ctx.view(side, one), links[known[ref].link_id].base(side))
    ]
    unseen = [ref for ref in strangers if known[ref].gone != side]
    if unseen:
        # Only the greatest id is given again. With a greater one that is there still, it is an edit, whatever it changes.
        greatest = ctx.journal.greatest_ref(ctx.sync.id, side)
        edited = {ref for ref in unseen if int(ref) < greatest}
        strangers = [ref for ref in strangers if ref not in edited]
    ctx.journal.park(ctx.sync.id, side, [known[ref].link_id for ref in strangers])
    return {ref: mark for ref, mark in known.items() if ref not in set(strangers)} if strangers else known


def owned(ctx: RunContext, side: Side, record: Record) -> bool:
    """Whether the record, which the system has announced as a new one, is another link's. What was known under its id is gone when
    it shows something else: its link then lets go of the id, and looks what became of its own record.
    """
    mark = ctx.journal.marks(ctx.sync.id, side, [record.ref]).get(record.ref)
    if mark is None:
        return False
    base = ctx.journal.links(ctx.sync.id, [mark.link_id])[mark.link_id].base(side)
    if not is_stranger(ctx, side, ctx.view(side, record), base):
        return True
    ctx.journal.park(ctx.sync.id, side, [mark.link_id])
    return False
