import datetime as dt
from decimal import Decimal

import pytest

from desktop_sync.errors import StoreError
from desktop_sync.model.plan import FieldChange, Operation, OperationKind, OperationState, Resolution
from desktop_sync.model.record import Ref
from desktop_sync.model.trail import TrailKind
from desktop_sync.model.values import Value
from desktop_sync.sync.journal import Settlement
from tests.store.builders import LATER, MARK_A, MARK_B, NOW, Store, conflict, hold

NOT_DONE = [OperationState.FAILED, OperationState.DROPPED, OperationState.DOUBTFUL]
CHANGE = FieldChange("name", "old", "planned", "source", "changed in A", "text")


@pytest.mark.parametrize("kind", [OperationKind.CREATE, OperationKind.PAIR])
def test_a_create_or_pair_makes_the_link(store: Store, kind: OperationKind) -> None:
    one = store.operation(kind, source_ref=Ref("a1"))
    store.settle(
        one,
        ref=Ref("b1"),
        a_ref=Ref("a1"),
        b_ref=Ref("b1"),
        base_a={"n": 1},
        base_b={"n": 2},
        mark_a=MARK_A,
        mark_b=None,
    )
    link = store.journal.link_by_ref(store.sync_id, "b", Ref("b1"))
    assert link is not None
    assert (link.a_ref, link.a_base, link.b_base, link.a_mark, link.b_mark) == ("a1", {"n": 1}, {"n": 2}, MARK_A, None)


def test_pairing_the_same_pair_again_updates_its_link(store: Store) -> None:
    link_id = store.link("a1", "b1", name="Ada", city="Ulm")
    again = store.operation(OperationKind.PAIR)
    store.settle(again, a_ref=Ref("a1"), b_ref=Ref("b1"), base_a={"city": "Bonn"}, base_b={"city": "Bonn"})
    link = store.journal.links(store.sync_id, [link_id])[link_id]
    assert link.a_base == {"name": "Ada", "city": "Bonn"}
    assert (link.a_mark, link.b_mark) == (None, None)
    assert store.journal.link_count(store.sync_id) == 1


@pytest.mark.parametrize(("a_ref", "b_ref"), [("a1", "b2"), ("a2", "b1")])
def test_a_record_linked_to_another_is_refused_and_nothing_of_the_list_is_done(
    store: Store, a_ref: str, b_ref: str
) -> None:
    link_id = store.link("a1", "b1", name="Ada")
    good, bad = store.planned(
        Operation(OperationKind.UPDATE, "b", link_id=link_id), Operation(OperationKind.PAIR, "b", source_ref=Ref(a_ref))
    )
    done = OperationState.DONE
    with pytest.raises(StoreError) as caught:
        store.journal.settle(
            [
                Settlement(good, done, NOW, base_a={"name": "x"}, base_b={"name": "x"}),
                Settlement(bad, done, NOW, a_ref=Ref(a_ref), b_ref=Ref(b_ref)),
            ]
        )
    assert "already linked" in caught.value.what
    assert caught.value.advice
    assert store.journal.links(store.sync_id, [link_id])[link_id].a_base == {"name": "Ada"}
    assert len(store.journal.planned(store.run_id)) == 2
    assert list(store.journal.history(store.sync_id)) == []


@pytest.mark.parametrize("kind", [OperationKind.UPDATE, OperationKind.ARCHIVE, OperationKind.AGREE])
def test_a_confirmed_change_is_merged_into_the_bases_and_sets_the_marks(store: Store, kind: OperationKind) -> None:
    link_id = store.link("a1", "b1", name="Ada", city="Ulm")
    one = store.operation(kind, link_id=link_id)
    store.settle(one, base_a={"city": "Bonn"}, base_b={"city": "BONN"}, mark_a=b"1", mark_b=b"2")
    link = store.journal.links(store.sync_id, [link_id])[link_id]
    assert (link.a_base, link.b_base) == ({"name": "Ada", "city": "Bonn"}, {"name": "Ada", "city": "BONN"})
    assert (link.a_mark, link.b_mark) == (b"1", b"2")


def test_two_operations_of_a_link_in_one_list_add_up_and_the_last_marks_count(store: Store) -> None:
    link_id = store.link("a1", "b1")
    ops = store.planned(*(Operation(OperationKind.UPDATE, side, link_id=link_id) for side in ("a", "b")))
    done = OperationState.DONE
    store.journal.settle(
        [
            Settlement(ops[0], done, NOW, base_a={"x": 1}, base_b={"x": 1}),
            Settlement(ops[1], done, NOW, base_a={"y": 2}, base_b={"y": 2}, mark_a=b"1", mark_b=b"2"),
        ]
    )
    link = store.journal.links(store.sync_id, [link_id])[link_id]
    assert link.a_base == {"name": "a1", "x": 1, "y": 2}
    assert (link.a_mark, link.b_mark) == (b"1", b"2")


def test_ignore_remembers_which_side_is_gone_and_an_agreement_brings_it_back(store: Store) -> None:
    link_id = store.link("a1", "b1")
    store.settle(store.operation(OperationKind.IGNORE, link_id=link_id), gone="b", mark_a=MARK_A)
    assert store.journal.links(store.sync_id, [link_id])[link_id].gone == "b"
    store.settle(store.operation(OperationKind.AGREE, link_id=link_id), mark_a=MARK_A, mark_b=MARK_B)
    link = store.journal.links(store.sync_id, [link_id])[link_id]
    assert (link.gone, link.a_mark, link.b_mark) == ("", MARK_A, MARK_B)


@pytest.mark.parametrize("kind", [OperationKind.DELETE, OperationKind.FORGET])
def test_a_delete_or_forget_removes_link_conflicts_and_holds_but_no_history(store: Store, kind: OperationKind) -> None:
    link_id = store.link("a1", "b1")
    store.settle(store.operation(OperationKind.UPDATE, link_id=link_id, ref=Ref("b1"), changes=(CHANGE,)))
    store.journal.keep_conflicts(store.run_id, store.sync_id, [link_id], [conflict(link_id)])
    store.journal.keep_hold(hold(store.sync_id, "guard", link_id=link_id))
    store.settle(store.operation(kind, link_id=link_id, ref=Ref("b1")))
    assert store.journal.link_count(store.sync_id) == 0
    assert list(store.journal.conflicts()) == list(store.journal.holds()) == []
    kinds = [one.kind for one in store.journal.history(store.sync_id, side="a", ref=Ref("a1"))]
    assert kinds == ([OperationKind.DELETE] if kind is OperationKind.DELETE else []) + [OperationKind.UPDATE]


def test_a_ref_that_one_settlement_frees_may_be_taken_by_the_next(store: Store) -> None:
    link_id = store.link("a1", "b1")
    forget, pair = store.planned(
        Operation(OperationKind.FORGET, "b", link_id=link_id), Operation(OperationKind.PAIR, "b", link_id=link_id)
    )
    done = OperationState.DONE
    store.journal.settle(
        [Settlement(forget, done, NOW), Settlement(pair, done, NOW, a_ref=Ref("a1"), b_ref=Ref("b2"), base_a={"n": 1})]
    )
    link = store.journal.link_by_ref(store.sync_id, "a", Ref("a1"))
    assert link is not None
    assert (link.b_ref, link.a_base) == ("b2", {"n": 1})
    assert store.journal.link_by_ref(store.sync_id, "b", Ref("b1")) is None


def test_a_record_made_again_for_a_link_moves_the_link_to_it(store: Store) -> None:
    link_id, other = store.link("a1", "b1", name="Ada"), store.link("a2", "b2")
    one = store.operation(OperationKind.CREATE, link_id=link_id, source_ref=Ref("a1"))
    store.settle(one, ref=Ref("b9"), a_ref=Ref("a1"), b_ref=Ref("b9"), base_a={"name": "Ada"}, base_b={"name": "Ada"})
    link = store.journal.links(store.sync_id, [link_id])[link_id]
    assert (link.a_ref, link.b_ref) == ("a1", "b9")
    taken = store.operation(OperationKind.CREATE, link_id=other)
    with pytest.raises(StoreError, match="already linked"):
        store.settle(taken, a_ref=Ref("a2"), b_ref=Ref("b9"))


def test_a_link_needs_both_records(store: Store) -> None:
    with pytest.raises(StoreError):
        store.settle(store.operation(OperationKind.CREATE), ref=Ref("b1"), a_ref=Ref("a1"))


@pytest.mark.parametrize("state", NOT_DONE)
def test_what_was_not_done_is_looked_at_again(store: Store, state: OperationState) -> None:
    link_id = store.link("a1", "b1", name="Ada")
    one = store.operation(OperationKind.UPDATE, link_id=link_id, ref=Ref("b1"))
    store.settle(one, state, base_a={"name": "x"}, mark_a=b"1", mark_b=b"2", words="no such postcode")
    link = store.journal.links(store.sync_id, [link_id])[link_id]
    assert (link.a_mark, link.b_mark, link.a_base) == (None, None, {"name": "Ada"})
    assert list(store.journal.history(store.sync_id)) == list(store.journal.planned(store.run_id)) == []
    state_, words = store.database.rows("SELECT state, words FROM operations WHERE id = ?", (one.id,))[0]
    assert (state_, words) == (state.value, "no such postcode")


@pytest.mark.parametrize("state", NOT_DONE)
def test_a_create_that_was_not_made_makes_no_link(store: Store, state: OperationState) -> None:
    store.settle(store.operation(OperationKind.CREATE), state, a_ref=Ref("a1"), b_ref=Ref("b1"))
    assert store.journal.link_count(store.sync_id) == 0


def test_an_outcome_for_a_link_that_is_gone_is_still_history(store: Store) -> None:
    link_id = store.link("a1", "b1")
    late = store.operation(OperationKind.UPDATE, link_id=link_id, ref=Ref("b1"), source_ref=Ref("a1"))
    store.settle(store.operation(OperationKind.FORGET, link_id=link_id))
    store.settle(late, base_a={"n": 1})
    assert store.journal.link_count(store.sync_id) == 0
    assert [one.id for one in store.journal.history(store.sync_id, side="a", ref=Ref("a1"))] == [late.id]


def test_done_keeps_what_the_system_stored_and_when(store: Store) -> None:
    link_id = store.link("a1", "b1")
    one = store.operation(OperationKind.UPDATE, link_id=link_id, ref=Ref("b1"), changes=(CHANGE,))
    stored = FieldChange("name", "old", "stored", "source", "changed in A", "text")
    store.journal.mark_sent([one], NOW)
    store.journal.settle([Settlement(one, OperationState.DONE, LATER, changes=(stored,), words="ok")])
    (found,) = store.journal.history(store.sync_id)
    assert (found.changes, found.sent_at, found.settled_at, found.words) == ((stored,), NOW, LATER, "ok")


def test_what_may_have_been_written_is_in_the_trail_of_both_records(store: Store) -> None:
    link_id = store.link("a1", "b1")
    change = FieldChange("city", "Bremen", "Kiel", "Kiel", "changed in A", "text")
    store.settle(
        store.operation(OperationKind.UPDATE, link_id=link_id), state=OperationState.DROPPED, doubted=(change,)
    )
    for side, ref in (("a", "a1"), ("b", "b1")):
        (told,) = store.journal.trail(store.sync_id, side=side, ref=Ref(ref))  # type: ignore[arg-type]
        assert (told.kind, told.field, told.words) == (TrailKind.DOUBTED, "city", "changed in A")
        assert told.values == {"old": "Bremen", "new": "Kiel"}


@pytest.mark.parametrize("code", ["rejected", "not_stored", "invalid", "lens", "stale", "doubt"])
def test_success_closes_the_holds_of_link_and_records(store: Store, code: str) -> None:
    link_id = store.link("a1", "b1")
    of_link = store.journal.keep_hold(hold(store.sync_id, code, link_id=link_id))
    of_ref = store.journal.keep_hold(hold(store.sync_id, code, side="a", ref=Ref("a1")))
    other = store.journal.keep_hold(hold(store.sync_id, code, side="a", ref=Ref("a2")))
    kept = store.journal.keep_hold(hold(store.sync_id, "taken", side="a", ref=Ref("a1")))
    store.settle(store.operation(OperationKind.UPDATE, link_id=link_id), mark_a=MARK_A, mark_b=MARK_B)
    assert [one.id for one in store.journal.holds()] == [other, kept]
    assert store.journal.hold(of_link) is store.journal.hold(of_ref) is None


@pytest.mark.parametrize("kind", [OperationKind.AGREE, OperationKind.UPDATE])
def test_while_something_is_open_only_a_write_closes_holds_and_only_of_its_side(
    store: Store, kind: OperationKind
) -> None:
    link_id = store.link("a1", "b1")
    mine = store.journal.keep_hold(hold(store.sync_id, side="b", link_id=link_id))
    other = store.journal.keep_hold(hold(store.sync_id, side="a", link_id=link_id, field="name"))
    store.settle(store.operation(kind, "b", link_id=link_id))
    left = [other] if kind is OperationKind.UPDATE else [mine, other]
    assert [one.id for one in store.journal.holds()] == left


def test_records_are_set_aside_with_the_link_that_they_lose(store: Store) -> None:
    link_id = store.link("a1", "b1")
    store.settle(store.operation(OperationKind.FORGET, link_id=link_id), aside=(("b", Ref("b1"), "unlinked"),))
    assert list(store.journal.aside(store.sync_id, "b")) == [(Ref("b1"), "unlinked")]


def test_a_create_closes_the_holds_of_the_record_it_comes_from(store: Store) -> None:
    store.journal.keep_hold(hold(store.sync_id, "rejected", side="a", ref=Ref("a1")))
    store.settle(store.operation(OperationKind.CREATE), ref=Ref("b1"), a_ref=Ref("a1"), b_ref=Ref("b1"))
    assert list(store.journal.holds()) == []


def test_a_hold_is_kept_with_the_outcome(store: Store) -> None:
    link_id = store.link("a1", "b1")
    one = store.operation(OperationKind.UPDATE, link_id=link_id)
    store.settle(one, OperationState.FAILED, hold=hold(0, link_id=link_id))
    (kept,) = store.journal.holds(store.sync_id)
    assert (kept.run_id, kept.link_id, kept.since) == (store.run_id, link_id, NOW)


def test_a_done_operation_that_wrote_nothing_leaves_no_row(store: Store) -> None:
    one = store.operation(OperationKind.AGREE, link_id=store.link("a1", "b1"))
    store.settle(one)
    assert store.database.rows("SELECT id FROM operations") == []


def test_settling_what_is_not_in_the_journal_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.settle(Operation(OperationKind.UPDATE, "a", id=99))


def test_settling_nothing_is_fine(store: Store) -> None:
    store.journal.settle([])
    assert store.journal.link_count(store.sync_id) == 0


def test_settling_leaves_decisions_alone(store: Store) -> None:
    link_id = store.link("a1", "b1")
    store.journal.keep_conflicts(store.run_id, store.sync_id, [link_id], [conflict(link_id)])
    store.journal.decide(store.journal.conflicts()[0].id, Resolution("b"))
    store.settle(store.operation(OperationKind.UPDATE, link_id=link_id), mark_a=MARK_A, mark_b=MARK_B)
    assert store.journal.conflicts()[0].decision == Resolution("b")


def test_a_write_beside_which_something_is_held_closes_nothing(store: Store) -> None:
    link_id = store.link("a1", "b1")
    store.journal.keep_hold(hold(store.sync_id, "invalid", link_id=link_id, field="born"))
    store.settle(store.operation(OperationKind.UPDATE, link_id=link_id, settles=False))
    assert [one.field for one in store.journal.holds()] == ["born"]


def test_a_new_records_plan_comes_back_whatever_the_system_made_of_it(store: Store) -> None:
    view = {"name": "Ada", "n": Decimal("1.50"), "on": dt.date(2026, 3, 4), "more": None}
    changes = tuple(FieldChange(name, None, value, value, "new record", "text") for name, value in view.items())
    one = store.operation(OperationKind.CREATE, source_ref=Ref("a1"), changes=changes, view_a=view)
    assert (one.changes, one.view_a, one.view_b) == (changes, view, {})
    assert [type(change.new) for change in one.changes] == [type(value) for value in view.values()]
    made = tuple(change._replace(new="ADA") if change.name == "name" else change for change in changes[:3])
    store.settle(one, ref=Ref("b1"), a_ref=Ref("a1"), b_ref=Ref("b1"), base_a=view, base_b=view, changes=made)
    (done,) = store.journal.history(store.sync_id)
    assert (done.changes, done.view_a) == (made, view)


@pytest.mark.parametrize("other", [{"n": True}, {"n": Decimal("1.0")}, {"n": 1, "more": None}, {"n": 1}])
def test_bases_that_look_alike_keep_what_each_side_holds(store: Store, other: dict[str, Value]) -> None:
    one = store.operation(OperationKind.PAIR, source_ref=Ref("a1"))
    store.settle(one, a_ref=Ref("a1"), b_ref=Ref("b1"), base_a={"n": 1}, base_b=other)
    link = store.journal.link_by_ref(store.sync_id, "a", Ref("a1"))
    assert link is not None
    assert (link.a_base, link.b_base) == ({"n": 1}, other)
    assert repr(link.b_base) == repr(other)


def test_many_new_links_are_made_in_their_order_and_known_ones_stay(store: Store) -> None:
    known = store.link("a2", "b2")
    new = store.planned(*(Operation(OperationKind.PAIR, "b", source_ref=Ref(f"a{number}")) for number in range(1, 5)))
    store.journal.settle(
        [
            Settlement(
                one, OperationState.DONE, NOW, a_ref=Ref(f"a{n}"), b_ref=Ref(f"b{n}"), base_a={"n": n}, base_b={"n": n}
            )
            for n, one in enumerate(new, 1)
        ]
    )
    links = [store.journal.link_by_ref(store.sync_id, "b", Ref(f"b{number}")) for number in range(1, 5)]
    assert [link and link.a_ref for link in links] == ["a1", "a2", "a3", "a4"]
    assert [link and link.a_base.get("n") for link in links] == [1, 2, 3, 4]
    assert links[1] is not None
    assert links[1].id == known
    assert store.journal.link_count(store.sync_id) == 4
