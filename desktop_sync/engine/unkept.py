"""Blanks that are there because a system did not keep what another sync wrote: they are nobody's word."""

from dataclasses import replace

from desktop_sync.engine.context import RunContext
from desktop_sync.model.plan import Link
from desktop_sync.model.record import Side
from desktop_sync.model.values import is_blank
from desktop_sync.sync.merge import DECIDED, FieldMerge
from desktop_sync.sync.reconcile import Fate, Reconciled

ASKED = "one system did not keep what was written there"


def asked(ctx: RunContext, link: Link, result: Reconciled) -> Reconciled:
    """The decision, but that no rule lets such a blank win at a first pairing: a person is asked."""
    if result.fate is not Fate.MERGE:
        return result
    return replace(result, merges={name: _field(ctx, link, name, one) for name, one in result.merges.items()})


def _field(ctx: RunContext, link: Link, name: str, merge: FieldMerge) -> FieldMerge:
    if merge.write_a == merge.write_b or not is_blank(merge.value) or merge.rule == DECIDED:
        return merge
    side: Side = "a" if merge.write_b else "b"
    fields = ctx.elsewhere.unkept(side, link.ref(side))
    if not fields or name in link.base(side) or not fields.issuperset(ctx.mapping.field(name).sources(side)):
        return merge
    return FieldMerge(conflict=True, first=True, settles=False, rule=ASKED)
