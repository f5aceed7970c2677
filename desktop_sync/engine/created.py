"""What both sides of a fresh pair remember, when one record was made from the other. No I/O."""

from collections.abc import Mapping

from desktop_sync.engine.context import RunContext, source_side
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Side
from desktop_sync.model.values import Value, is_blank


def bases_of_created(
    ctx: RunContext, operation: Operation, stored: Mapping[str, Value]
) -> tuple[dict[Side, dict[str, Value]], bool]:
    """The bases, and whether the two records agree. `stored`: the shared view of the new record.

    What the system filled in by itself (a default where a blank was sent, a field that only goes the other way) is news
    from that side: it is left to the next look at the pair, which carries it over or applies the field's rule.
    """
    side, source = operation.side, source_side(operation)
    mine = dict(stored)
    theirs = dict(operation.view_a if source == "a" else operation.view_b)
    written = {change.name: change.new for change in operation.changes}
    agreed = True
    for one in ctx.mapping.fields:
        name = one.name
        if name not in mine or name not in theirs or ctx.mapping.same(name, mine[name], theirs[name]):
            continue
        if name not in written:
            del mine[name], theirs[name]
            agreed = False
        elif is_blank(written[name]) and one.writable(source):
            mine[name] = written[name]
            agreed = False
    return {side: mine, source: theirs}, agreed
