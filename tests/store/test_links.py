import pytest

from desktop_sync.model.plan import OperationKind, Resolution
from desktop_sync.model.record import Ref
from desktop_sync.sync.journal import Mark
from tests.store.builders import MARK_A, MARK_B, Store, conflict


def refs(*names: str) -> list[Ref]:
    return [Ref(name) for name in names]


def test_marks_tell_known_records_and_leave_out_unknown_ones(store: Store) -> None:
    first, second = store.link("a1", "b1"), store.link("a2", "b2", marked=False)
    assert store.journal.marks(store.sync_id, "a", refs("a2", "a1", "a9")) == {
        "a1": Mark(first, MARK_A),
        "a2": Mark(second, None),
    }
    assert store.journal.marks(store.sync_id, "b", refs("b1")) == {"b1": Mark(first, MARK_B)}
    assert store.journal.marks(store.sync_id, "b", []) == {}


def test_marks_takes_any_number_of_refs(store: Store) -> None:
    store.link("a7", "b7")
    assert set(store.journal.marks(store.sync_id, "a", refs(*(f"a{i}" for i in range(1733))))) == {"a7"}


def test_all_marks_streams_each_once_over_several_pages(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_sync.store.links._PAGE", 2)
    ids = {f"b{i}": store.link(f"a{i}", f"b{i}") for i in range(5)}
    found = list(store.journal.all_marks(store.sync_id, "b"))
    assert {ref: mark.link_id for ref, mark in found} == ids
    assert len(found) == 5


def test_links_of_another_sync_are_not_seen(store: Store) -> None:
    link_id = store.link("a1", "b1")
    assert store.journal.marks(store.sync_id + 1, "a", refs("a1")) == {}
    assert store.journal.links(store.sync_id + 1, [link_id]) == {}
    assert store.journal.link_by_ref(store.sync_id + 1, "a", Ref("a1")) is None
    assert store.journal.link_count(store.sync_id + 1) == 0


def test_links_come_with_their_bases(store: Store) -> None:
    link_id = store.link("a1", "b1", name="Ada", city="Ulm")
    link = store.journal.links(store.sync_id, [link_id, 999])[link_id]
    assert (link.a_ref, link.b_ref, link.gone) == ("a1", "b1", "")
    assert link.a_base == link.b_base == {"name": "Ada", "city": "Ulm"}
    assert store.journal.link_by_ref(store.sync_id, "b", Ref("b1")) == link


def test_unsettled_are_those_with_a_mark_missing_and_nothing_gone(store: Store) -> None:
    settled, open_, gone = store.link("a1", "b1"), store.link("a2", "b2", marked=False), store.link("a3", "b3")
    ignore = store.operation(OperationKind.IGNORE, link_id=gone)
    store.settle(ignore, gone="a", mark_a=None, mark_b=MARK_B)
    assert store.journal.unsettled(store.sync_id) == [open_]
    assert store.journal.settled_count(store.sync_id) == 1
    assert store.journal.settled_marks(store.sync_id, "a") == {"a1": MARK_A}
    assert set(store.journal.unsettled_refs(store.sync_id, "b")) == {"b2", "b3"}
    assert store.journal.gone_count(store.sync_id, "a") == 1
    assert store.journal.gone_count(store.sync_id, "b") == 0
    assert store.journal.marks(store.sync_id, "b", refs("b3"))[Ref("b3")] == Mark(gone, MARK_B, "a")
    assert settled not in store.journal.unsettled(store.sync_id)


def test_a_link_both_gone_and_unmarked_is_told_once(store: Store) -> None:
    link_id = store.link("a1", "b1")
    store.settle(store.operation(OperationKind.IGNORE, link_id=link_id), gone="b")
    assert list(store.journal.unsettled_refs(store.sync_id, "a")) == ["a1"]


def test_a_decided_conflict_makes_its_link_unsettled_even_when_something_is_gone(store: Store) -> None:
    link_id = store.link("a1", "b1")
    store.settle(store.operation(OperationKind.IGNORE, link_id=link_id), gone="a", mark_a=MARK_A, mark_b=MARK_B)
    store.journal.keep_conflicts(store.run_id, store.sync_id, [link_id], [conflict(link_id, field="")])
    assert store.journal.unsettled(store.sync_id) == []
    store.journal.decide(store.journal.conflicts()[0].id, Resolution("a"))
    assert store.journal.unsettled(store.sync_id) == [link_id]


@pytest.mark.parametrize("everything", [True, False])
def test_clear_marks(store: Store, everything: bool) -> None:
    first, second = store.link("a1", "b1"), store.link("a2", "b2")
    store.journal.clear_marks(store.sync_id, None if everything else [second])
    assert store.journal.unsettled(store.sync_id) == ([first, second] if everything else [second])


def test_clear_marks_of_nothing_clears_nothing(store: Store) -> None:
    store.link("a1", "b1")
    store.journal.clear_marks(store.sync_id, [])
    assert store.journal.settled_count(store.sync_id) == 1


def test_aside_is_kept_replaced_and_changed(store: Store) -> None:
    journal, sync_id = store.journal, store.sync_id
    journal.set_aside(sync_id, "a", [(Ref("a1"), "excluded"), (Ref("a2"), "waiting")], replace=False)
    journal.set_aside(sync_id, "a", [(Ref("a2"), "failed"), (Ref("a3"), "waiting")], replace=False)
    journal.set_aside(sync_id, "b", [(Ref("b1"), "waiting")], replace=True)
    assert list(journal.aside(sync_id, "a")) == [("a1", "excluded"), ("a2", "failed"), ("a3", "waiting")]
    journal.set_aside(sync_id, "a", [(Ref("a9"), "waiting")], replace=True)
    assert list(journal.aside(sync_id, "a")) == [("a9", "waiting")]
    assert list(journal.aside(sync_id, "b")) == [("b1", "waiting")]


def test_replacing_what_is_aside_with_nothing_empties_it(store: Store) -> None:
    store.journal.set_aside(store.sync_id, "a", [(Ref("a1"), "excluded")], replace=True)
    store.journal.set_aside(store.sync_id, "a", [], replace=True)
    assert list(store.journal.aside(store.sync_id, "a")) == []


def test_a_record_that_is_linked_is_not_aside_any_more(store: Store) -> None:
    store.journal.set_aside(store.sync_id, "a", [(Ref("a1"), "waiting"), (Ref("a2"), "waiting")], replace=True)
    store.journal.set_aside(store.sync_id, "b", [(Ref("b1"), "failed")], replace=True)
    store.link("a1", "b1")
    assert list(store.journal.aside(store.sync_id, "a")) == [("a2", "waiting")]
    assert list(store.journal.aside(store.sync_id, "b")) == []
