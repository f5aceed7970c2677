"""Deleted on one side and made again there: the record that is still on the other side is its partner, not a twin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_sync.engine.cases import Case
from desktop_sync.engine.context import Outlook, RunContext
from desktop_sync.model.plan import Link
from desktop_sync.model.record import SIDES, Ref, Side, other
from desktop_sync.model.sync import DeletePolicy
from desktop_sync.model.values import View
from desktop_sync.sync.reconcile import Fate, Reconciled

_LEFT = frozenset({DeletePolicy.IGNORE, DeletePolicy.UNLINK})
_ONE_GONE = frozenset({Fate.IGNORE, Fate.UNLINK, Fate.DELETE, Fate.ARCHIVE, Fate.DELETE_EDIT, Fate.RECREATE})

_ByKey = Sequence[Mapping[bytes, list[Ref]]]


@dataclass
class Rejoiner:
    """Finds new records that stand for one that is gone. Whatever the rule for deletes: the other side's record stays.

    Both records are freed and put off to the run's next pass, which pairs them like any others; `freed` are the new ones.
    """

    ctx: RunContext
    outlook: Outlook
    freed: dict[Side, set[Ref]] = field(default_factory=lambda: {"a": set(), "b": set()}, repr=False)
    _new: dict[Side, _ByKey] = field(default_factory=dict, repr=False)

    def takes(self, case: Case, result: Reconciled) -> bool:
        """Whether the case's link is to be given up, because the record that is gone was made again in this very run."""
        if result.fate not in _ONE_GONE or not case.link.id:
            return False
        gone: Side = "a" if case.seen("a").gone else "b"
        return self._free(case.link, gone, case.seen(other(gone)).view)

    def cases(self) -> Iterator[Case]:
        """The same for records that were gone before, and whose partner the rule left alone."""
        journal, sync_id, rules = self.ctx.journal, self.ctx.sync.id, self.ctx.definition.rules
        policies: dict[Side, DeletePolicy] = {"a": rules.a_to_b, "b": rules.b_to_a}
        for gone, policy in policies.items():
            if policy not in _LEFT or not journal.gone_count(sync_id, gone) or not any(self._keys(gone)):
                continue
            kept = other(gone)
            marks = journal.marks(sync_id, kept, journal.unsettled_refs(sync_id, kept))
            known = [mark.link_id for mark in marks.values() if mark.gone == gone]
            links = journal.links(sync_id, known).values()
            seen = journal.staged(self.ctx.run_id, gone, [link.ref(gone) for link in links])
            for link in links:
                is_back = link.ref(gone) in seen and not seen[link.ref(gone)].gone  # then it is its partner still
                if not is_back and self._free(link, gone, link.base(kept)):
                    yield Case(link, dict.fromkeys(SIDES))

    def _free(self, link: Link, gone: Side, view: View) -> bool:
        """Put both off, if there is a new record with a match key of what the other side shows."""
        new, kept = self._keys(gone), other(gone)
        found = (new[i].get(key) for i, key in enumerate(self.ctx.mapping.match_keys(view)) if key is not None)
        twins = next((refs for refs in found if refs), None)
        if twins is None:
            return False
        for side, refs in ((gone, twins), (kept, [link.ref(kept)])):
            self.outlook.again[side].update(refs)
            self.outlook.unlinked[side].update(dict.fromkeys(refs, "waiting"))
        self.freed[gone].update(twins)
        return True

    def _keys(self, side: Side) -> _ByKey:
        """The side's new records by each match key; but for those that a person left on their own."""
        if side not in self._new:
            journal, number = self.ctx.journal, "ab".index(side)
            apart = {pair[number] for pair in journal.rulings(self.ctx.sync.id) if pair[1 - number] is None}
            found: list[dict[bytes, list[Ref]]] = [{} for _ in self.ctx.definition.match_keys]
            for sighting in journal.staged_unlinked(self.ctx.run_id, side):
                if not sighting.gone and sighting.ref not in apart:
                    for index, key in enumerate(self.ctx.mapping.match_keys(sighting.view)):
                        if key is not None:
                            found[index].setdefault(key, []).append(sighting.ref)
            self._new[side] = found
        return self._new[side]
