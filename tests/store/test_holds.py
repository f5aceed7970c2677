from dataclasses import replace

import pytest

from desktop_sync.model.plan import Hold, HoldState
from desktop_sync.model.record import Ref
from tests.store.builders import LATER, NOW, Store, hold


def test_a_hold_comes_back_as_it_was_kept(store: Store) -> None:
    given = Hold(
        "lens",
        "a",
        "Not a date",
        remedy="Change it",
        state=HoldState.WAITING,
        ref=Ref("a1"),
        field="born",
        words="31.02.",
        mark=b"m",
        label="Ada",
        sync_id=store.sync_id,
        run_id=store.run_id,
    )
    id_ = store.journal.keep_hold(given)
    assert store.journal.hold(id_) == replace(given, id=id_, since=NOW)
    assert store.journal.hold(id_ + 1) is None


@pytest.mark.parametrize(
    ("more", "attempts"), [({}, 1), ({"mark": b"2"}, 2), ({"words": "still no"}, 2), ({"message": "refused again"}, 1)]
)
def test_the_same_cause_renews_the_hold(store: Store, more: dict[str, object], attempts: int) -> None:
    first = store.journal.keep_hold(hold(store.sync_id, mark=b"1"))
    again = store.journal.keep_hold(hold(store.sync_id, **{"mark": b"1", "since": LATER, "run_id": 7, **more}))
    (kept,) = store.journal.holds()
    assert (again, kept.id, kept.attempts, kept.since, kept.run_id) == (first, first, attempts, NOW, 7)


def test_other_field_code_record_or_side_is_another_hold(store: Store) -> None:
    link_id = store.link("a1", "b1")
    causes: list[dict[str, object]] = [{}, {"field": "x"}, {"code": "lens"}, {"ref": Ref("a2")}, {"side": "a"}]
    ids = [store.journal.keep_hold(hold(store.sync_id, **cause)) for cause in causes]  # type: ignore[arg-type]
    ids.append(store.journal.keep_hold(hold(store.sync_id, link_id=link_id)))
    assert len(set(ids)) == 6
    # With a link the ref does not matter: it is the link that is held.
    assert store.journal.keep_hold(hold(store.sync_id, link_id=link_id, ref=Ref("b1"))) == ids[-1]


def test_a_dismissed_hold_stays_so_until_its_record_changes(store: Store) -> None:
    id_ = store.journal.keep_hold(hold(store.sync_id, mark=b"1"))
    store.journal.dismiss_hold(id_)
    assert list(store.journal.holds()) == []
    assert [one.state for one in store.journal.holds(dismissed=True)] == [HoldState.DISMISSED]
    store.journal.keep_hold(hold(store.sync_id, mark=b"1", words="other words"))
    assert list(store.journal.holds(store.sync_id)) == []
    assert store.journal.keep_hold(hold(store.sync_id, mark=b"2")) == id_
    assert [one.state for one in store.journal.holds(store.sync_id)] == [HoldState.FAILED]


def test_closing_by_link_record_and_code(store: Store) -> None:
    link_id = store.link("a1", "b1")
    of_link = store.journal.keep_hold(hold(store.sync_id, "lens", link_id=link_id))
    of_b = store.journal.keep_hold(hold(store.sync_id, "lens", side="b", ref=Ref("x")))
    of_a = store.journal.keep_hold(hold(store.sync_id, "lens", side="a", ref=Ref("x")))
    store.journal.close_holds(store.sync_id, link_ids=[link_id], refs=[("b", Ref("x"))], codes=["rejected"])
    store.journal.close_holds(store.sync_id + 1, link_ids=[link_id])
    assert [one.id for one in store.journal.holds()] == [of_link, of_b, of_a]
    store.journal.close_holds(store.sync_id, link_ids=[link_id], refs=[("b", Ref("x"))], codes=["lens", "stale"])
    assert [one.id for one in store.journal.holds()] == [of_a]
    store.journal.close_holds(store.sync_id, refs=[("a", Ref("x"))])
    assert list(store.journal.holds()) == []


def test_retry_closes_the_hold_and_has_its_link_looked_at_again(store: Store) -> None:
    one, two = store.link("a1", "b1"), store.link("a2", "b2")
    id_ = store.journal.keep_hold(hold(store.sync_id, link_id=two))
    store.journal.retry_hold(id_)
    assert store.journal.hold(id_) is None
    assert store.journal.unsettled(store.sync_id) == [two]
    assert one not in store.journal.unsettled(store.sync_id)


def test_retry_of_an_unlinked_record_closes_the_hold(store: Store) -> None:
    id_ = store.journal.keep_hold(hold(store.sync_id))
    store.journal.retry_hold(id_)
    assert list(store.journal.holds(dismissed=True)) == []
