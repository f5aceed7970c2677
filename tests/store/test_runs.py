import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.model.plan import FieldChange, OperationKind, OperationState
from desktop_sync.model.record import Ref
from desktop_sync.model.report import Counts, GuardFinding, RunFilter, RunKind, RunReport, RunStatus, RunTotals
from desktop_sync.store import codec
from tests.store.builders import LATER, NOW, Store

CHANGE = FieldChange("name", "old", "new", "source", "changed in A")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
counts = st.builds(Counts, *[st.integers(0, 10**9)] * 8)
reports = st.builds(
    RunReport,
    id=st.integers(0, 99),
    sync=texts,
    kind=st.sampled_from(RunKind),
    status=st.sampled_from(RunStatus),
    error=texts,
    started_at=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
    seconds=st.floats(0, 1e6),
    a=counts,
    b=counts,
    guards=st.lists(st.builds(GuardFinding, texts, texts), max_size=2).map(tuple),
    full=st.booleans(),
    undone_by=st.none() | st.integers(1, 9),
)


@given(reports)
def test_reports_come_back_as_they_went_in(report: RunReport) -> None:
    assert codec.load(RunReport, codec.dump(report)) == report


def test_a_run_is_kept_from_begin_to_end(store: Store) -> None:
    report = RunReport(0, "Customers", started_at=NOW)
    run_id = store.journal.begin_run(store.sync_id, report)
    assert store.journal.run(run_id) == replace(report, id=run_id)
    done = replace(report, id=run_id, status=RunStatus.WAITING, a=Counts(seen=3, agreed=3), conflicts=2, seconds=1.5)
    store.journal.end_run(run_id, done)
    assert store.journal.run(run_id) == done
    assert store.journal.sync_of_run(run_id) == store.sync_id
    assert store.journal.run(run_id + 1) is store.journal.sync_of_run(run_id + 1) is None


def test_runs_are_newest_first_without_plans(store: Store) -> None:
    other = store.syncs.save(replace_name(store, "Other"), "").id
    second = store.journal.begin_run(other, RunReport(0, "Other"))
    store.journal.begin_run(store.sync_id, RunReport(0, "Customers", kind=RunKind.PLAN))
    third = store.journal.begin_run(store.sync_id, RunReport(0, "Customers", kind=RunKind.TIMER))
    assert [one.id for one in store.journal.runs()] == [third, second, store.run_id]
    assert [one.id for one in store.journal.runs(store.sync_id)] == [third, store.run_id]
    assert [one.id for one in store.journal.runs(limit=1)] == [third]
    assert [one.id for one in store.journal.runs(limit=1, before=third)] == [second]
    assert [one.id for one in store.journal.runs(store.sync_id, before=third)] == [store.run_id]


def test_runs_are_looked_for_and_counted_in_the_store(store: Store) -> None:
    def ran(name: str, kind: RunKind = RunKind.TIMER, **more: Any) -> int:
        run_id = store.journal.begin_run(store.sync_id, RunReport(0, name, kind=kind))
        store.journal.end_run(run_id, RunReport(run_id, name, kind=kind, **more))
        return run_id

    wrote = ran("Ärmel & Söhne", status=RunStatus.OK, a=Counts(created=2), b=Counts(updated=3, deleted=1))
    waits = ran("ärmel", status=RunStatus.WAITING, a=Counts(updated=1))
    failed = ran("Shop", status=RunStatus.FAILED)
    ran("Ärmel", RunKind.PLAN, status=RunStatus.FAILED, a=Counts(created=9))

    def ids(only: RunFilter, words: str = "", **more: int) -> list[int]:
        return [one.id for one in store.journal.runs_like(only, words, **more)]

    assert ids(RunFilter.ALL) == [failed, waits, wrote, store.run_id]
    assert ids(RunFilter.ALL, limit=1, before=failed) == [waits]
    assert ids(RunFilter.ALL, "ärmel") == [waits, wrote]
    assert ids(RunFilter.WRITTEN) == [waits, wrote]
    assert ids(RunFilter.WAITING, "ärmel") == [waits]
    assert ids(RunFilter.FAILED) == [failed]
    assert ids(RunFilter.FAILED, "nobody") == []
    assert store.journal.run_totals() == {
        RunFilter.ALL: RunTotals(4, 7),
        RunFilter.WRITTEN: RunTotals(2, 7),
        RunFilter.WAITING: RunTotals(1, 1),
        RunFilter.FAILED: RunTotals(1, 0),
    }
    assert store.journal.run_totals("söhne")[RunFilter.ALL] == RunTotals(1, 6)
    assert store.journal.run_totals("nobody")[RunFilter.ALL] == RunTotals()


def test_totals_of_a_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_sync.store.runs._PAGE", 2)
    assert store.journal.totals_since(NOW).written == 0
    for hours in range(5):
        report = RunReport(0, "Customers", started_at=NOW + dt.timedelta(hours=hours), a=Counts(created=10**hours))
        store.journal.end_run(store.journal.begin_run(store.sync_id, report), report)
    store.journal.begin_run(store.sync_id, RunReport(0, "x", kind=RunKind.PLAN, started_at=NOW + dt.timedelta(hours=9)))
    written = [store.journal.totals_since(NOW + dt.timedelta(hours=since)).written for since in range(6)]
    assert written == [11111, 11110, 11100, 11000, 10000, 0]
    assert store.journal.totals_since(NOW + dt.timedelta(hours=3)).runs == 2


def replace_name(store: Store, name: str) -> object:
    stored = store.syncs.by_id(store.sync_id)
    assert stored is not None
    return replace(stored.definition, name=name)


def test_undone_is_told_with_the_run(store: Store) -> None:
    undo = store.journal.begin_run(store.sync_id, RunReport(0, "Customers", kind=RunKind.UNDO))
    store.journal.undone(store.run_id, undo)
    report = store.journal.run(store.run_id)
    assert report is not None
    assert report.undone_by == undo
    # A report stored later must not lose it.
    store.journal.end_run(store.run_id, replace(report, undone_by=None))
    assert [one.undone_by for one in store.journal.runs()] == [None, undo]


def test_finish_sync_keeps_what_is_not_given(store: Store) -> None:
    store.journal.finish_sync(store.sync_id, cursor_a="a7", cursor_b=None, full_at=NOW, paired=True)
    store.journal.finish_sync(store.sync_id, cursor_a=None, cursor_b="b9", full_at=None, paired=True)
    stored = store.syncs.by_id(store.sync_id)
    assert stored is not None
    assert (stored.cursor_a, stored.cursor_b, stored.last_full_at, stored.paired) == ("a7", "b9", NOW, True)


def test_history_by_record_run_and_side(store: Store) -> None:
    link_id = store.link("a1", "b1")
    first = store.operation(OperationKind.UPDATE, "b", link_id=link_id, ref=Ref("b1"), changes=(CHANGE,))
    store.settle(first)
    later = store.new_run()
    second = later.operation(OperationKind.UPDATE, "a", link_id=link_id, ref=Ref("a1"), changes=(CHANGE,))
    later.settle(second)
    create = later.operation(OperationKind.CREATE, "a", source_ref=Ref("b2"))
    later.journal.mark_sent([create], LATER)
    later.settle(create, ref=Ref("a2"), a_ref=Ref("a2"), b_ref=Ref("b2"))
    later.settle(later.operation(OperationKind.UPDATE, ref=Ref("b9")), OperationState.FAILED)

    def ids(**how: object) -> list[int]:
        return [one.id for one in store.journal.history(store.sync_id, **how)]  # type: ignore[arg-type]

    assert ids() == [create.id, second.id, first.id]
    assert ids(side="a", ref=Ref("a1")) == ids(side="b", ref=Ref("b1")) == [second.id, first.id]
    assert ids(ref=Ref("b2")) == ids(side="a", ref=Ref("a2")) == [create.id]
    assert ids(side="b", ref=Ref("a1")) == []
    assert ids(run_id=store.run_id) == [first.id]
    assert ids(side="a", ref=Ref("a1"), run_id=later.run_id) == [second.id]
    assert ids(limit=2) == [create.id, second.id]
    (made,) = store.journal.history(store.sync_id, side="a", ref=Ref("a2"))
    assert (made.ref, made.source_ref, made.state, made.sent_at) == ("a2", "b2", OperationState.DONE, LATER)


def test_history_and_runs_survive_their_sync(store: Store) -> None:
    one = store.operation(OperationKind.UPDATE, "b", link_id=store.link("a1", "b1"), ref=Ref("b1"), changes=(CHANGE,))
    store.settle(one)
    store.operation(OperationKind.UPDATE, "b")
    store.syncs.remove(store.sync_id)
    assert [found.changes for found in store.journal.history(store.sync_id, side="a", ref=Ref("a1"))] == [(CHANGE,)]
    assert [run.sync for run in store.journal.runs(store.sync_id)] == ["Customers"]
    assert store.journal.link_count(store.sync_id) == 0
    assert list(store.journal.planned(store.run_id)) == []
