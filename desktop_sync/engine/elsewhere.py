"""What the workspace's other syncs did to the tables of this one: their writes are no person's, either."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from desktop_sync.model.plan import OperationState
from desktop_sync.model.record import SIDES, Ref, Side
from desktop_sync.model.sync import StoredSync
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.references import same_table

Tables = Mapping[Side, tuple[tuple[StoredSync, Side], ...]]
"""Per side of this sync: the syncs that share its table, each with the side that it is there."""


class Elsewhere:
    """The other syncs on the tables of one run's sync. Used by the run's thread; asks the journal only when asked."""

    def __init__(self, journal: Journal, tables: Tables) -> None:
        self._journal = journal
        self._tables = tables

    def written_at(self, side: Side, ref: Ref) -> list[dt.datetime]:
        """When each of them last wrote to the record."""
        found = (last_write(self._journal, sync.id, there, ref) for sync, there in self._tables[side])
        return [moment for moment in found if moment is not None]

    def unkept(self, side: Side, ref: Ref) -> frozenset[str]:
        """The record's fields that hold nothing because the system did not keep what one of them wrote there."""
        return self._unkept[side].get(ref, frozenset())

    @cached_property
    def _unkept(self) -> dict[Side, dict[Ref, frozenset[str]]]:
        found: dict[Side, dict[Ref, frozenset[str]]] = {"a": {}, "b": {}}
        for side in SIDES:
            for sync, there in self._tables[side]:
                fields = {one.name: one.a if there == "a" else one.b for one in sync.definition.fields}
                for hold in self._journal.holds(sync.id, dismissed=True):
                    if hold.code == "not_stored" and hold.side == there and hold.ref is not None:
                        names = frozenset(fields.get(hold.field, ()))
                        found[side][hold.ref] = found[side].get(hold.ref, frozenset()) | names
        return found


def last_write(journal: Journal, sync_id: int, side: Side, ref: Ref) -> dt.datetime | None:
    """When that sync last wrote to the record."""
    past = journal.history(sync_id, side=side, ref=ref, limit=10)
    return next((one.settled_at for one in past if one.side == side and one.state is OperationState.DONE), None)


def sharing(sync: StoredSync, others: Sequence[StoredSync]) -> Tables:
    """The other syncs that have a table in common with this one."""
    return {side: tuple(_sharing(sync, side, others)) for side in SIDES}


def _sharing(sync: StoredSync, side: Side, others: Sequence[StoredSync]) -> Iterator[tuple[StoredSync, Side]]:
    mine = sync.definition.side(side)
    for stored in others:
        for there in SIDES:
            spec = stored.definition.side(there)
            same = spec.account.casefold() == mine.account.casefold() and same_table(spec.table, mine.table)
            if same and stored.id != sync.id:
                yield stored, there
