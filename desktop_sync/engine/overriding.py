"""Carries out what a person changed in a plan: skipped rows stay open for a later run, turned ones write the other side."""

from dataclasses import replace

from desktop_sync.engine.context import RunContext
from desktop_sync.model.mapping import Direction
from desktop_sync.model.overrides import Overrides, Row
from desktop_sync.model.plan import Link
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.values import View
from desktop_sync.sync.merge import FieldMerge
from desktop_sync.sync.reconcile import Fate, Reconciled

SKIPPED = "skipped this time"
TURNED = "turned round by a person"
_SKIP = FieldMerge(settles=False, rule=SKIPPED)


def overridden(ctx: RunContext, link: Link, result: Reconciled, a: View, b: View) -> Reconciled:
    """The decision for a link as the person wants it. `a`, `b`: what both sides show."""
    if not ctx.overrides or result.fate is not Fate.MERGE:
        return result
    merges = {
        name: _field(ctx, ctx.overrides, Row(link.a_ref, link.b_ref, name), merge, (a, b))
        for name, merge in result.merges.items()
    }
    return replace(result, merges=merges)


def _field(ctx: RunContext, wanted: Overrides, row: Row, merge: FieldMerge, views: tuple[View, View]) -> FieldMerge:
    if merge.write_a == merge.write_b:  # nothing is carried, or a person's own value goes to both
        return merge
    if row in wanted.skip:
        return _SKIP
    turn = wanted.turn.get(row)
    if turn is None:
        return merge
    target = views[0] if merge.write_a else views[1]
    both_ways = ctx.mapping.field(row.field).direction is Direction.BOTH
    if not both_ways or merge.value != turn.new or target.get(row.field) != turn.old:
        return _SKIP
    return FieldMerge(value=turn.old, write_a=merge.write_b, write_b=merge.write_a, rule=TURNED)


def is_open(result: Reconciled) -> bool:
    """Whether something of the link was skipped, so that a later run must look at it again."""
    return any(one.rule == SKIPPED for one in result.merges.values())


def skips_record(ctx: RunContext, a_ref: Ref | None, b_ref: Ref | None) -> bool:
    """Whether a delete of this pair, or the making of the one from the other, is skipped."""
    return Row(a_ref, b_ref) in ctx.overrides.skip


def skips_create(ctx: RunContext, side: Side, ref: Ref) -> bool:
    """Whether the record of that side is not to be made on the other this time."""
    return skips_record(ctx, ref if side == "a" else None, ref if side == "b" else None)
