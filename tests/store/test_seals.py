import pytest

from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import Ref, Side
from tests.store.builders import Store, sighting

PAGES = [b"1" * 16, b"2" * 16]


def keep(store: Store, side: Side = "a") -> None:
    store.journal.keep_seals(store.run_id, store.sync_id, side, PAGES)


def test_seals_are_kept_per_side_and_replaced(store: Store) -> None:
    keep(store)
    store.journal.keep_seals(store.run_id, store.sync_id, "b", [b"3"])
    assert store.journal.seals(store.sync_id, "a") == frozenset(PAGES)
    store.journal.keep_seals(store.run_id, store.sync_id, "a", [b"4", b"4"])
    assert store.journal.seals(store.sync_id, "a") == {b"4"}
    assert store.journal.seals(store.sync_id, "b") == {b"3"}
    store.journal.drop_seals(store.sync_id)
    assert store.journal.seals(store.sync_id, "a") == store.journal.seals(store.sync_id, "b") == frozenset()


def test_what_was_seen_and_does_not_agree_is_unsealed(store: Store) -> None:
    agreed, moved, unmarked = store.link("a1", "b1"), store.link("a2", "b2"), store.link("a3", "b3", marked=False)
    same = sighting("a", "a1", agreed)
    store.settle(store.operation(OperationKind.AGREE, link_id=agreed), mark_a=same.mark, mark_b=b"x")
    store.journal.stage(store.run_id, [same, sighting("a", "a2", moved), sighting("a", "a9")])
    keep(store)
    assert store.journal.unsealed(store.sync_id, "a") == {"a2", "a3", "a9"}
    assert unmarked in store.journal.unsettled(store.sync_id)


def test_what_the_run_wrote_on_the_side_is_unsealed(store: Store) -> None:
    link_id = store.link("a1", "b1")
    one = store.operation(OperationKind.UPDATE, "a", ref=Ref("a1"), link_id=link_id)
    store.settle(one, mark_a=b"1", mark_b=b"2")
    keep(store)
    keep(store, "b")
    assert store.journal.unsealed(store.sync_id, "a") == {"a1"}
    assert store.journal.unsealed(store.sync_id, "b") == set()


@pytest.mark.parametrize("side", ["a", "b"])
def test_what_becomes_unsettled_later_is_unsealed(store: Store, side: Side) -> None:
    one, two = store.link("a1", "b1"), store.link("a2", "b2")
    keep(store, side)
    assert store.journal.unsealed(store.sync_id, side) == set()
    store.journal.clear_marks(store.sync_id, [one])
    store.settle(store.operation(OperationKind.IGNORE, link_id=two), gone="b", mark_a=b"1", mark_b=b"2")
    assert store.journal.unsealed(store.sync_id, side) == {f"{side}1", f"{side}2"}


def test_seals_go_with_their_sync(store: Store) -> None:
    keep(store)
    store.syncs.remove(store.sync_id)
    assert store.journal.seals(store.sync_id, "a") == frozenset()
