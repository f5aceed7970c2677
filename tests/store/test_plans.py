import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.errors import UsageError
from desktop_sync.model.plan import FieldChange, Operation, OperationKind, OperationState, Sighting
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value, dump_view, load_view
from desktop_sync.store.rows import (
    INSERT_OPERATION,
    OPERATION,
    changes_blob,
    operation_of,
    operation_row,
    sighting_of,
    sighting_row,
    view_blob,
)
from tests.store.builders import LATER, NOW, Store, conflict, hold, sighting

# What a connector may hand over, with the odd ones: lone surrogates (JSON answers have them) and huge integers.
values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(st.characters()),
    st.binary(),
    st.dates(),
    st.datetimes(timezones=st.just(dt.UTC)),
    st.times(),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
views = st.dictionaries(texts, values, max_size=5)


@given(views)
def test_views_come_back_as_they_went_in(view: dict[str, Value]) -> None:
    found = operation_of(as_stored(Operation(OperationKind.UPDATE, "a", view_a=view))).view_a
    assert found == view
    assert {name: type(value) for name, value in found.items()} == {name: type(value) for name, value in view.items()}


@given(st.dictionaries(texts, st.none() | texts | st.dates() | st.decimals(allow_nan=False, allow_infinity=False)))
def test_ordinary_views_are_stored_as_the_model_says(view: dict[str, Value]) -> None:
    assert view_blob(view) == dump_view(view)
    assert load_view(view_blob(view)) == view


def test_one_odd_text_does_not_stop_a_run(store: Store) -> None:
    odd = "half \ud83d an emoji"
    given_ = Operation(OperationKind.CREATE, "b", source_ref=Ref("a1"), view_a={"n": odd}, label=odd, words=odd)
    (one,) = store.planned(given_)
    assert (one.view_a, one.label) == ({"n": odd}, "half ? an emoji")
    store.journal.stage(store.run_id, [Sighting("a", Ref("a1"), view={"n": odd}, mark=b"m", modified_by=odd)])
    assert store.journal.staged(store.run_id, "a", [Ref("a1")])[Ref("a1")].view == {"n": odd}
    kept = hold(store.sync_id, message=odd, words=odd, label=odd)
    store.settle(one, a_ref=Ref("a1"), b_ref=Ref("b1"), base_a={"n": odd}, base_b={"n": odd}, words=odd, hold=kept)
    link = store.journal.link_by_ref(store.sync_id, "a", Ref("a1"))
    assert link is not None
    assert link.a_base == {"n": odd}
    store.journal.keep_conflicts(store.run_id, store.sync_id, [link.id], [conflict(link.id, a=odd)])
    assert store.journal.conflicts()[0].a == odd


@given(st.lists(st.builds(FieldChange, texts, values, values, values, texts, texts), max_size=3).map(tuple), views)
def test_operations_come_back_as_they_went_in(changes: tuple[FieldChange, ...], view: dict[str, Value]) -> None:
    one = Operation(
        OperationKind.UPDATE,
        "a",
        ref=Ref("a1"),
        source_ref=Ref("b1"),
        link_id=7,
        changes=changes,
        reason="changed in B",
        final=False,
        settles=False,
        view_a=view,
        view_b=view,
        mark_a=b"1",
        keep=view,
        label="Ada",
        token="t",
        words="w",
        sent_at=NOW,
        settled_at=LATER,
        run_id=3,
        sync_id=2,
        state=OperationState.SENT,
        id=5,
    )
    assert operation_of(as_stored(one)) == one
    assert (changes_blob(changes) == b"[]") == (not changes)


INSERTED = re.findall(r"\w+", INSERT_OPERATION.split("VALUES")[0])[3:]
SELECTED = OPERATION.split(", ")


def as_stored(one: Operation) -> tuple[object, ...]:
    """The row that the database would give back."""
    row = dict(zip(INSERTED, operation_row(one.run_id, one.sync_id, one), strict=True))
    return one.id, *(row[name] for name in SELECTED[1:])


@given(
    st.builds(Sighting, st.sampled_from("ab"), texts, st.none() | st.integers(1, 9), st.booleans(), views, st.binary())
)
def test_sightings_come_back_as_they_went_in(one: Sighting) -> None:
    assert sighting_of(sighting_row(1, one)[1:]) == one


def test_the_last_sighting_of_a_record_counts(store: Store) -> None:
    store.journal.stage(store.run_id, [sighting("a", "a1", name="old"), sighting("b", "a1", name="other side")])
    store.journal.stage(store.run_id, [sighting("a", "a1", name="new")])
    assert store.journal.staged(store.run_id, "a", [Ref("a1"), Ref("a2")]) == {"a1": sighting("a", "a1", name="new")}
    assert [one.view for one in store.journal.staged_unlinked(store.run_id, "a")] == [{"name": "new"}]


def test_all_kinds_of_values_survive_staging(store: Store) -> None:
    view: dict[str, Value] = {"d": Decimal("1.50"), "t": NOW, "l": ("x", "y"), "n": None, "b": b"\x00", "i": 2**40}
    one = Sighting("a", Ref("a1"), view=view, mark=b"m", modified_at=NOW, modified_by="ada", version="v1")
    store.journal.stage(store.run_id, [one])
    assert store.journal.staged(store.run_id, "a", [Ref("a1")]) == {"a1": one}


def test_sightings_without_a_link_stream_by_ref_while_operations_are_planned(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_sync.store.plans._PAGE", 2)
    linked = store.link("a0", "b0")
    names = [f"a{i}" for i in (3, 1, 5, 2, 4)]
    store.journal.stage(store.run_id, [sighting("a", "a0", linked), *(sighting("a", name) for name in names)])
    seen = []
    for one in store.journal.staged_unlinked(store.run_id, "a"):
        store.journal.plan(store.run_id, [Operation(OperationKind.CREATE, "b", source_ref=one.ref)])
        seen.append(one.ref)
    assert seen == sorted(names)
    assert [one.source_ref for one in store.journal.planned(store.run_id)] == seen


def test_touched_links_come_in_batches_with_both_sides(store: Store) -> None:
    ids = [store.link(f"a{i}", f"b{i}") for i in range(5)]
    both = [sighting("a", "a0", ids[0]), sighting("b", "b0", ids[0])]
    only_b = [sighting("b", f"b{i}", ids[i]) for i in (1, 3)]
    gone = Sighting("a", Ref("a4"), ids[4], gone=True)
    store.journal.stage(store.run_id, [*both, *only_b, gone, sighting("a", "a9")])
    batches = list(store.journal.staged_links(store.run_id, size=2))
    assert [len(batch) for batch in batches] == [2, 2]
    found = {link_id: pair for batch in batches for link_id, pair in batch.items()}
    assert found[ids[0]] == tuple(both)
    assert found[ids[1]] == (None, only_b[0])
    assert found[ids[4]] == (gone, None)
    assert ids[2] not in found


def test_stages_of_two_runs_are_apart(store: Store) -> None:
    other = store.new_run()
    store.journal.stage(store.run_id, [sighting("a", "a1")])
    other.journal.stage(other.run_id, [sighting("a", "a2")])
    assert [one.ref for one in store.journal.staged_unlinked(other.run_id, "a")] == ["a2"]


def test_planned_pages_and_filters(store: Store) -> None:
    kinds = [OperationKind.CREATE, OperationKind.AGREE, OperationKind.UPDATE, OperationKind.PAIR]
    store.planned(*(Operation(kind, "b", source_ref=Ref(f"a{i}"), link_id=None) for i, kind in enumerate(kinds)))
    journal, run_id = store.journal, store.run_id
    everything = journal.planned(run_id)
    assert [one.kind for one in everything] == kinds
    assert [one.kind for one in journal.planned(run_id, writing=True)] == [OperationKind.CREATE, OperationKind.UPDATE]
    assert [one.kind for one in journal.planned(run_id, writing=False)] == [OperationKind.AGREE, OperationKind.PAIR]
    assert list(journal.planned(run_id, after=everything[1].id, limit=1)) == [everything[2]]
    assert {(one.run_id, one.sync_id, one.state) for one in everything} == {
        (run_id, store.sync_id, OperationState.PLANNED)
    }


def test_planning_in_an_unknown_run_is_refused(store: Store) -> None:
    with pytest.raises(UsageError):
        store.journal.plan(999, [Operation(OperationKind.CREATE, "b")])


def test_discard_leaves_what_was_sent(store: Store) -> None:
    sent, _ = store.planned(Operation(OperationKind.CREATE, "b"), Operation(OperationKind.CREATE, "b"))
    store.journal.stage(store.run_id, [sighting("a", "a1")])
    store.journal.mark_sent([sent], NOW)
    store.journal.discard(store.run_id)
    assert list(store.journal.planned(store.run_id)) == []
    assert list(store.journal.staged_unlinked(store.run_id, "a")) == []
    assert [one.id for one in store.journal.open_intents(store.sync_id)] == [sent.id]


def test_intents_of_all_runs_are_open_until_settled_oldest_first(store: Store) -> None:
    first = store.operation(OperationKind.CREATE, "b", source_ref=Ref("a1"), token="t1")
    other = store.new_run()
    second = other.operation(OperationKind.UPDATE, "a", ref=Ref("a2"))
    store.journal.mark_sent([second], LATER)
    store.journal.mark_sent([first], NOW)
    store.journal.mark_prepared(first.id, Ref("b77"))
    one, two = store.journal.open_intents(store.sync_id)
    assert (one.id, one.ref, one.sent_at, one.state, one.token) == (first.id, "b77", NOW, OperationState.SENT, "t1")
    assert (two.id, two.run_id, two.sent_at) == (second.id, other.run_id, LATER)
    store.settle(two, OperationState.DROPPED)
    assert [one.id for one in store.journal.open_intents(store.sync_id)] == [first.id]
    assert list(store.journal.planned(store.run_id)) == []


def test_the_room_of_a_first_run_is_given_back(store: Store) -> None:
    words = "x" * 4000
    store.journal.stage(store.run_id, [sighting("a", str(number), None, words=words) for number in range(2000)])
    before = store.database.number("PRAGMA page_count")
    assert before > 2000
    store.journal.discard(store.run_id)
    assert store.database.number("PRAGMA page_count") < 200
    store.journal.stage(store.run_id, [sighting("a", str(number), None, words=words) for number in range(500)])
    store.journal.discard(store.run_id)
    assert store.database.number("PRAGMA freelist_count") > 400, "what the next run needs as well stays"
