"""Before a record is made: is it there already? A change feed may show what was entered there late, or not at all."""

from collections.abc import Iterator, Sequence

from desktop_sync.engine.context import Outlook, RunContext, source_side
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Record, Ref, Side
from desktop_sync.model.values import View, is_blank

_FEW = 20
"""So many records are always asked for one by one; for more, one listing may take fewer calls."""

_Key = tuple[int, bytes]


class Lookup:
    """Takes creates out of the plan whose record is in the target, unlinked and not seen by this run. One use per plan.

    Both records are put off to the run's next pass, which pairs them like any others. A target that was listed whole in this run, or
    whose feed leaves nothing out, is not asked; nor is one that has as few calls to make as there are pages.
    """

    def __init__(self, ctx: RunContext, outlook: Outlook) -> None:
        self._ctx = ctx
        self._outlook = outlook
        self._asked: dict[Side, int] = {"a": 0, "b": 0}
        self._listed: dict[Side, dict[_Key, list[Ref]]] = {}

    def clear(self, creates: Sequence[Operation]) -> list[Operation]:
        """The creates that are to be made; all of one side."""
        if not creates or not self._may_be_blind(creates[0].side):
            return list(creates)
        side, source = creates[0].side, source_side(creates[0])
        self._asked[side] += len(creates)
        found = {one.source_ref: self._twins(one) for one in creates}
        free = self._free(side, [ref for refs in found.values() for ref in refs])
        kept: list[Operation] = []
        for one in creates:
            twins = [ref for ref in found[one.source_ref] if ref in free]
            if not twins or one.source_ref is None:
                kept.append(one)
                continue
            self._outlook.creating[source].discard(one.source_ref)
            for where, refs in ((source, [one.source_ref]), (side, twins)):
                self._outlook.again[where].update(refs)
                self._outlook.unlinked[where].update(dict.fromkeys(refs, "waiting"))
        return kept

    def _may_be_blind(self, side: Side) -> bool:
        capabilities = self._ctx.open_side(side).capabilities
        return bool(self._ctx.definition.match_keys) and side not in self._ctx.listed and not capabilities.in_order

    def _free(self, side: Side, refs: Sequence[Ref]) -> set[Ref]:
        """Those within the filter that are no pair, are new to this run, and don't stay alone for a reason."""
        if not refs:
            return set()
        ctx, sync_id = self._ctx, self._ctx.sync.id
        known = {*ctx.journal.marks(sync_id, side, refs), *ctx.journal.staged(ctx.run_id, side, refs)}
        known |= {ref for ref, _ in ctx.journal.aside(sync_id, side)}
        known |= {ref for pair in ctx.journal.rulings(sync_id) for ref in pair if ref is not None}
        return set(ctx.read(side, [ref for ref in dict.fromkeys(refs) if ref not in known]))

    def _twins(self, create: Operation) -> list[Ref]:
        """The target's records with a match key of the source's."""
        view = create.view_a if create.side == "b" else create.view_b
        keys = [(index, key) for index, key in enumerate(self._ctx.mapping.match_keys(view)) if key is not None]
        side = create.side
        if side not in self._listed and self._is_cheaper(side):
            self._listed[side] = self._list(side)
        if side in self._listed:
            return next((refs for key in keys if (refs := self._listed[side].get(key))), [])
        return next((refs for key in keys if (refs := list(self._find(side, view, key)))), [])

    def _is_cheaper(self, side: Side) -> bool:
        """Whether listing the side takes fewer calls than asking for each record."""
        pages = self._ctx.journal.link_count(self._ctx.sync.id) // max(
            1, self._ctx.open_side(side).capabilities.page_size
        )
        return self._asked[side] > max(_FEW, pages)

    def _find(self, side: Side, view: View, key: _Key) -> Iterator[Ref]:
        ctx, one = self._ctx, self._ctx.open_side(side)
        values = {name: view[name] for name in ctx.definition.match_keys[key[0]]}
        criteria, problems = ctx.mapping.put(side, values, None)
        if problems or not criteria or any(is_blank(value) for value in criteria.values()):
            return
        for record in one.connector.find(one.selection, criteria, None):
            if key in self._keys(side, record):
                yield record.ref

    def _keys(self, side: Side, record: Record) -> list[_Key]:
        view, _ = self._ctx.mapping.view(side, record.values)
        return [(index, key) for index, key in enumerate(self._ctx.mapping.match_keys(view)) if key is not None]

    def _list(self, side: Side) -> dict[_Key, list[Ref]]:
        """All unlinked records of the side by their keys: few, for most are linked."""
        ctx, one = self._ctx, self._ctx.open_side(side)
        found: dict[_Key, list[Ref]] = {}
        for page in one.connector.listing(one.selection):
            linked = ctx.journal.marks(ctx.sync.id, side, page.refs)
            for index, ref in enumerate(page.refs):
                if ref not in linked:
                    for key in self._keys(side, page.decode(index)):
                        found.setdefault(key, []).append(ref)
            ctx.check_cancel()
        return found
