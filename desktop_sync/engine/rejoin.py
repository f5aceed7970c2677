"""Deleted on one side, left alone on the other, and then made again: the record that was left is its partner, not a twin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_sync.engine.cases import Case
from desktop_sync.engine.context import Outlook, RunContext
from desktop_sync.model.plan import Link
from desktop_sync.model.record import SIDES, Ref, Side, other
from desktop_sync.model.sync import DeletePolicy

_LEFT = frozenset({DeletePolicy.IGNORE, DeletePolicy.UNLINK})


@dataclass
class Rejoiner:
    """Finds new records that a left one stands for. `left`: the links that lose a side in this very run, by that side.

    Both records are freed and put off to the run's next pass, which pairs them like any others; `freed` are the new ones.
    """

    ctx: RunContext
    outlook: Outlook
    left: dict[Side, dict[int, Link]] = field(default_factory=lambda: {"a": {}, "b": {}}, repr=False)
    freed: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()}, repr=False)

    def note(self, case: Case, gone: Side) -> None:
        """The case's link loses that side now."""
        self.left[gone][case.link.id] = case.link

    def cases(self) -> Iterator[Case]:
        """The links to be given up, because a new record on the deleted side has the left record's match key."""
        rules = self.ctx.definition.rules
        for side, policy in (("a", rules.a_to_b), ("b", rules.b_to_a)):
            if policy in _LEFT and self.ctx.definition.match_keys:
                yield from self._of(side)  # type: ignore[arg-type]

    def _of(self, gone: Side) -> Iterator[Case]:
        kept, new = other(gone), self._new(gone)
        if not any(new):
            return
        for link in self._lonely(gone):
            keys = self.ctx.mapping.match_keys(link.base(kept))
            twins = next((new[i][key] for i, key in enumerate(keys) if key is not None and key in new[i]), None)
            if twins is None:
                continue
            for side, refs in ((gone, twins), (kept, [link.ref(kept)])):
                self.outlook.again[side].update(refs)
                self.outlook.unlinked[side].update(dict.fromkeys(refs, "waiting"))
            self.freed[gone].update(twins)
            yield Case(link, dict.fromkeys(SIDES))

    def _new(self, side: Side) -> Sequence[Mapping[bytes, list[Ref]]]:
        """The side's new records by each match key."""
        found: list[dict[bytes, list[Ref]]] = [{} for _ in self.ctx.definition.match_keys]
        if not self.left[side] and not self.ctx.journal.gone_count(self.ctx.sync.id, side):
            return found
        for sighting in self.ctx.journal.staged_unlinked(self.ctx.run_id, side):
            if not sighting.gone:
                for index, key in enumerate(self.ctx.mapping.match_keys(sighting.view)):
                    if key is not None:
                        found[index].setdefault(key, []).append(sighting.ref)
        return found

    def _lonely(self, gone: Side) -> Iterator[Link]:
        journal, sync_id, kept = self.ctx.journal, self.ctx.sync.id, other(gone)
        marks = journal.marks(sync_id, kept, journal.unsettled_refs(sync_id, kept))
        known = [mark.link_id for mark in marks.values() if mark.gone == gone and mark.link_id not in self.left[gone]]
        yield from self.left[gone].values()
        yield from journal.links(sync_id, known).values()
