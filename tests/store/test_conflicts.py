from dataclasses import replace

import pytest

from desktop_sync.model.plan import Conflict, ConflictKind, Resolution
from desktop_sync.model.record import Ref
from desktop_sync.model.trail import TrailKind
from tests.store.builders import LATER, NOW, Store, conflict


def keep(store: Store, link_ids: list[int], *conflicts: Conflict) -> list[Conflict]:
    store.journal.keep_conflicts(store.run_id, store.sync_id, link_ids, conflicts)
    return list(store.journal.conflicts(store.sync_id))


def test_a_new_conflict_is_opened_with_all_it_knows(store: Store) -> None:
    link_id = store.link("a1", "b1")
    given = Conflict(
        ConflictKind.FIRST,
        link_id,
        "name",
        base=None,
        a=("x", "y"),
        b=NOW,
        a_ref=Ref("a1"),
        b_ref=Ref("b1"),
        a_time=NOW,
        b_time=LATER,
        a_who="ada",
        b_who="bob",
        label="Ada",
    )
    (kept,) = keep(store, [link_id], given)
    assert kept == replace(given, id=kept.id, sync_id=store.sync_id, run_id=store.run_id, opened_at=NOW)
    assert store.journal.conflict(kept.id) == kept
    assert store.journal.conflict(kept.id + 1) is None


def test_the_same_picture_keeps_id_decision_and_opening_time(store: Store) -> None:
    link_id = store.link("a1", "b1")
    (first,) = keep(store, [link_id], replace(conflict(link_id), opened_at=LATER))
    store.journal.decide(first.id, Resolution("value", "typed"))
    later = store.new_run()
    (kept,) = keep(later, [link_id], replace(conflict(link_id), b_time=LATER, label="New label"))
    assert (kept.id, kept.opened_at, kept.decision) == (first.id, LATER, Resolution("value", "typed"))
    assert (kept.run_id, kept.b_time, kept.label) == (later.run_id, LATER, "New label")


@pytest.mark.parametrize("moved", [{"a": "A2"}, {"b": "B2"}, {"a": None}, {"kind": ConflictKind.FIRST}])
def test_a_moved_picture_keeps_its_id_and_loses_its_decision(store: Store, moved: dict[str, object]) -> None:
    link_id = store.link("a1", "b1")
    (first,) = keep(store, [link_id], conflict(link_id))
    store.journal.decide(first.id, Resolution("a"))
    given = replace(conflict(link_id), **moved)  # type: ignore[arg-type]
    (kept,) = keep(store, [link_id], given)
    assert (kept.id, kept.decision, kept.a, kept.b, kept.kind) == (first.id, None, given.a, given.b, given.kind)


def test_what_is_not_told_again_is_closed_but_only_of_the_links_named(store: Store) -> None:
    one, two = store.link("a1", "b1"), store.link("a2", "b2")
    keep(store, [one, two], conflict(one), conflict(one, "city"), conflict(two))
    assert [(c.link_id, c.field) for c in keep(store, [one], conflict(one, "city"))] == [(one, "city"), (two, "name")]
    assert [c.link_id for c in keep(store, [one])] == [two]


def test_conflicts_by_sync_and_links(store: Store) -> None:
    one, two = store.link("a1", "b1"), store.link("a2", "b2")
    keep(store, [one, two], conflict(two), conflict(one))
    assert [c.link_id for c in store.journal.conflicts()] == [two, one]
    assert [c.link_id for c in store.journal.conflicts(link_ids=[one])] == [one]
    assert [c.link_id for c in store.journal.conflicts(store.sync_id, link_ids=[one, two])] == [two, one]
    assert list(store.journal.conflicts(store.sync_id + 1)) == []
    assert list(store.journal.conflicts(link_ids=[])) == []


@pytest.mark.parametrize("resolution", [Resolution("a"), Resolution("base"), Resolution("value", None), None])
def test_a_decision_has_the_link_looked_at_again(store: Store, resolution: Resolution | None) -> None:
    link_id = store.link("a1", "b1")
    (kept,) = keep(store, [link_id], conflict(link_id))
    store.journal.decide(kept.id, Resolution("b"))
    store.journal.clear_marks(store.sync_id, [])
    store.journal.decide(kept.id, resolution)
    assert store.journal.conflicts()[0].decision == resolution
    assert store.journal.unsettled(store.sync_id) == [link_id]


def test_deciding_a_conflict_that_is_closed_does_nothing(store: Store) -> None:
    link_id = store.link("a1", "b1")
    (kept,) = keep(store, [link_id], conflict(link_id))
    keep(store, [link_id])
    store.journal.decide(kept.id, Resolution("a"))
    assert list(store.journal.conflicts()) == []
    assert store.journal.unsettled(store.sync_id) == []


def test_many_are_decided_at_once_and_told_one_by_one(store: Store) -> None:
    links_ = [store.link(f"a{at}", f"b{at}") for at in range(3)]
    opened = keep(store, links_, *(conflict(one) for one in links_))
    store.journal.decide_all([one.id for one in opened[:2]], Resolution("b"))
    assert [one.decision for one in store.journal.conflicts()] == [Resolution("b"), Resolution("b"), None]
    told = [one for one in store.journal.trail(store.sync_id) if one.kind is TrailKind.DECIDED]
    assert {(one.a_ref, one.field, one.words) for one in told} == {(one.a_ref, one.field, "b") for one in opened[:2]}
    marks = [store.journal.links(store.sync_id, [one])[one].a_mark for one in links_]
    assert marks[:2] == [None, None], "their links are looked at again"
    assert marks[2] is not None


def test_they_are_counted_without_being_read(store: Store) -> None:
    one, two = store.link("a1", "b1"), store.link("a2", "b2")
    keep(store, [one, two], conflict(one), conflict(one, "city"), conflict(two))
    field = conflict(one).field
    assert store.journal.conflict_count(store.sync_id) == 3
    assert store.journal.conflict_count(store.sync_id, field) == 2
    assert store.journal.conflict_count(store.sync_id + 1) == 0
