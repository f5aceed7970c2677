"""What the tests of the store are made of: small records with nothing of a real customer in them."""

import datetime as dt
from dataclasses import dataclass

from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.plan import Conflict, ConflictKind, Hold, Operation, OperationKind, OperationState, Sighting
from desktop_sync.model.record import Ref, Side
from desktop_sync.model.report import RunReport
from desktop_sync.model.sync import SideSpec, SyncDefinition
from desktop_sync.store.database import Database
from desktop_sync.store.journal import SqlJournal
from desktop_sync.store.syncs import SqlSyncs
from desktop_sync.sync.journal import Settlement

NOW = dt.datetime(2026, 3, 4, 5, 6, 7, 891011, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
MARK_A, MARK_B = b"a" * 16, b"b" * 16


def definition(name: str = "Customers") -> SyncDefinition:
    return SyncDefinition(
        name, SideSpec("shop", "customers"), SideSpec("erp", "party"), (FieldLink("name", ("name",), ("label",)),)
    )


def sighting(side: Side, ref: str, link_id: int | None = None, **values: str) -> Sighting:
    return Sighting(side, Ref(ref), link_id, view=values, mark=ref.encode().ljust(16)[:16], modified_at=NOW)


def conflict(link_id: int, field: str = "name", a: str = "A", b: str = "B") -> Conflict:
    return Conflict(ConflictKind.FIELD, link_id, field, base="base", a=a, b=b, label="Somebody", a_time=NOW)


def hold(sync_id: int, code: str = "rejected", **more: object) -> Hold:
    values = {"side": "b", "message": "refused", "ref": Ref("a1"), "sync_id": sync_id, "words": "no", **more}
    return Hold(code, **values)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Store:
    """A journal with one sync in it and one run, and short cuts to the state that a test starts from."""

    database: Database
    journal: SqlJournal
    syncs: SqlSyncs
    sync_id: int
    run_id: int

    def planned(self, *operations: Operation) -> list[Operation]:
        """The operations as the journal gives them back."""
        last = max((one.id for one in self.journal.planned(self.run_id, limit=10_000)), default=0)
        self.journal.plan(self.run_id, operations)
        return list(self.journal.planned(self.run_id, after=last, limit=10_000))

    def operation(self, kind: OperationKind, side: Side = "b", **more: object) -> Operation:
        """One planned operation."""
        (one,) = self.planned(Operation(kind, side, **more))  # type: ignore[arg-type]
        return one

    def link(self, a_ref: str, b_ref: str, *, marked: bool = True, **base: str) -> int:
        """Pair two records; the link's id."""
        values = base or {"name": a_ref}
        operation = self.operation(OperationKind.PAIR, ref=Ref(b_ref), source_ref=Ref(a_ref))
        self.settle(
            operation,
            a_ref=Ref(a_ref),
            b_ref=Ref(b_ref),
            base_a=values,
            base_b=values,
            mark_a=MARK_A if marked else None,
            mark_b=MARK_B if marked else None,
        )
        link = self.journal.link_by_ref(self.sync_id, "a", Ref(a_ref))
        assert link is not None
        return link.id

    def settle(self, operation: Operation, state: OperationState = OperationState.DONE, **more: object) -> None:
        """One settlement."""
        self.journal.settle([Settlement(operation, state, NOW, **more)])  # type: ignore[arg-type]

    def new_run(self) -> "Store":
        """The same store with another run."""
        run_id = self.journal.begin_run(self.sync_id, RunReport(0, "Customers"))
        return Store(self.database, self.journal, self.syncs, self.sync_id, run_id)
