"""How fast the store is with much data: `python -m tests.store.volume [RECORDS]`. Figures for people, no test.

CPU time counts: the machines are shared.
"""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_sync.model.plan import FieldChange, Operation, OperationKind, OperationState, Sighting
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunReport
from desktop_sync.store.database import Database
from desktop_sync.store.journal import SqlJournal
from desktop_sync.store.migrations.runner import migrate
from desktop_sync.store.syncs import SqlSyncs
from desktop_sync.sync.journal import Settlement
from tests.store.builders import definition

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MARK = b"m" * 16


@contextmanager
def measured(what: str, records: int) -> Iterator[None]:
    begun, used = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - begun, time.process_time() - used
    print(f"{what:<28} {wall:7.2f} s   {cpu:7.2f} s CPU   {records / cpu:11,.0f} records per CPU second")


def view(number: int) -> dict[str, str]:
    return {f"field {field}": f"value {field} of record {number}" for field in range(10)}


def create(number: int) -> Operation:
    changes = tuple(FieldChange(name, None, value, value, "new in A") for name, value in view(number).items())
    source = Ref(f"a{number}")
    return Operation(
        OperationKind.CREATE, "b", source_ref=source, changes=changes, view_a=view(number), label="Somebody"
    )


def settle_all(journal: SqlJournal, run_id: int) -> None:
    while operations := journal.planned(run_id):
        journal.mark_sent(operations, NOW)
        journal.settle([settlement(one) for one in operations])


def settlement(one: Operation) -> Settlement:
    made = one.kind is OperationKind.CREATE
    a_ref, b_ref = (one.source_ref, Ref(f"b{one.source_ref}")) if made else (None, None)
    more = {"a_ref": a_ref, "b_ref": b_ref, "ref": b_ref, "base_a": one.view_a, "base_b": one.view_a}
    return Settlement(one, OperationState.DONE, NOW, mark_a=MARK, mark_b=MARK, **more)  # type: ignore[arg-type]


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "store.db", b"k" * 32, new=True)
        migrate(database, Path(folder))
        journal = SqlJournal(database, Path(folder))
        sync_id = SqlSyncs(database).save(definition(), "").id
        first = journal.begin_run(sync_id, RunReport(0, "Customers"))
        sightings = [Sighting("a", Ref(f"a{number}"), view=view(number), mark=MARK) for number in range(count)]
        creates = [create(number) for number in range(count)]
        with measured("stage", count):
            journal.stage(first, sightings)
        with measured("read unlinked sightings", count):
            assert sum(1 for _ in journal.staged_unlinked(first, "a")) == count
        with measured("plan creates", count):
            journal.plan(first, creates)
        with measured("send and settle creates", count):
            settle_all(journal, first)
        refs = [Ref(f"ba{number}") for number in range(count)]
        with measured("look up marks", count):
            assert len(journal.marks(sync_id, "b", refs)) == count
        with measured("sweep over settled marks", count):
            assert len(journal.settled_marks(sync_id, "a")) == count
        second = journal.begin_run(sync_id, RunReport(0, "Customers"))
        ids = {ref: mark.link_id for ref, mark in journal.all_marks(sync_id, "a")}
        changed = [Sighting("a", ref, link_id, view=view(0), mark=MARK) for ref, link_id in ids.items()]
        with measured("stage linked", count):
            journal.stage(second, changed)
        with measured("read touched links", count):
            assert sum(len(journal.links(sync_id, list(batch))) for batch in journal.staged_links(second)) == count
        agrees = [Operation(OperationKind.AGREE, "a", link_id=link_id, view_a=view(1)) for link_id in ids.values()]
        with measured("plan and settle agreements", count):
            journal.plan(second, agrees)
            settle_all(journal, second)
        with measured("discard", count):
            journal.discard(second)
        print(f"{(Path(folder) / 'store.db').stat().st_size / 1e6:.0f} MB")
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
