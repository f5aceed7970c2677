"""Right before a record is made: is it there already? Somebody, or another sync of ours, may have made it there since this run looked;
and a change feed may show what was entered late, or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop_sync.engine.context import RunContext
from desktop_sync.errors import PositionLost
from desktop_sync.model.plan import Operation
from desktop_sync.model.record import Page, Record, Ref, Side
from desktop_sync.model.values import View, is_blank

_FEW = 20
"""So many records are always asked for one by one; for more, one listing may take fewer calls."""

_Key = tuple[int, bytes]


class Lookup:
    """Finds, for creates, records of the target that are the same, unlinked and not seen by this run. One use per pass.

    A target that was listed whole in this run, or whose feed leaves nothing out, is asked once what is new since then, where it can
    tell; every other one is asked for each record, or listed once where that takes fewer calls.
    """

    def __init__(self, ctx: RunContext, creates: Mapping[Side, int]) -> None:
        self._ctx = ctx
        self._creates = creates
        self._listed: dict[Side, dict[_Key, list[Ref]]] = {}

    def twins(self, side: Side, creates: Sequence[Operation]) -> dict[Ref, list[Ref]]:
        """Source ref → the same records in the target, for the creates that have some; all on `side`."""
        if not creates or not self._ctx.definition.match_keys:
            return {}
        found = {one.source_ref: self._twins(one) for one in creates if one.source_ref is not None}
        free = self._free(side, [ref for refs in found.values() for ref in refs])
        kept = {source: [ref for ref in refs if ref in free] for source, refs in found.items()}
        return {source: refs for source, refs in kept.items() if refs}

    def _position(self, side: Side) -> str | None:
        """Up to where the run knows all of the side, if the side can tell what came after it."""
        capabilities = self._ctx.open_side(side).capabilities
        whole = side in self._ctx.listed or capabilities.in_order
        return self._ctx.positions.get(side) if whole and capabilities.cursor else None

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
        if side not in self._listed:
            one, position = self._ctx.open_side(side), self._position(side)
            if position is not None:
                self._listed[side] = self._since(side, position)
            elif self._is_cheaper(side):
                self._listed[side] = self._keyed(side, one.connector.listing(one.selection))
        if side in self._listed:
            return next((refs for key in keys if (refs := self._listed[side].get(key))), [])
        return next((refs for key in keys if (refs := list(self._find(side, view, key)))), [])

    def _since(self, side: Side, position: str) -> dict[_Key, list[Ref]]:
        one = self._ctx.open_side(side)
        try:
            return self._keyed(side, one.connector.changes(one.selection, position))
        except PositionLost:
            return self._keyed(side, one.connector.listing(one.selection))

    def _is_cheaper(self, side: Side) -> bool:
        """Whether listing the side takes fewer calls than asking for each record."""
        pages = self._ctx.journal.link_count(self._ctx.sync.id) // max(
            1, self._ctx.open_side(side).capabilities.page_size
        )
        return self._creates[side] > max(_FEW, pages)

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

    def _keyed(self, side: Side, pages: Iterable[Page]) -> dict[_Key, list[Ref]]:
        """The unlinked records among these by their keys: few, for most are linked."""
        ctx = self._ctx
        found: dict[_Key, list[Ref]] = {}
        for page in pages:
            linked = ctx.journal.marks(ctx.sync.id, side, page.refs)
            for index, ref in enumerate(page.refs):
                if ref not in linked:
                    for key in self._keys(side, page.decode(index)):
                        found.setdefault(key, []).append(ref)
            ctx.check_cancel()
        return found
