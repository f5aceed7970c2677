"""Pairing by match keys: by example, and against a slow, plain reading of the rule."""

import datetime as dt
import time
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.matching import Matches, likely, normal_key, pair

Rows = list[tuple[Ref, tuple[bytes | None, ...]]]


def rows(*given_rows: tuple[object, ...]) -> Rows:
    """("a1", "key one", "key two"): None is a blank key."""
    return [
        (Ref(str(ref)), tuple(None if key is None else str(key).encode() for key in keys)) for ref, *keys in given_rows
    ]


def paired(found: Matches) -> set[tuple[str, str]]:
    return {(str(one.a), str(one.b)) for one in found.pairs}


ONE = [("email",)]
BOTH = [("email",), ("name", "postcode")]


def test_the_first_key_that_pairs_one_to_one_decides() -> None:
    found = pair(
        rows(("a1", "x", "n"), ("a2", None, "m"), ("a3", "z", "k")),
        rows(("b1", "x", "m"), ("b2", "y", "m"), ("b3", None, "n")),
        BOTH,
    )
    assert {(one.a, one.b, one.key) for one in found.pairs} == {("a1", "b1", 0), ("a2", "b2", 1)}
    assert found.only_a == ("a3",)
    assert found.only_b == ("b3",)
    assert found.ambiguous == ()


def test_several_on_both_sides_are_held_together() -> None:
    found = pair(rows(("a1", "x"), ("a2", "x"), ("a3", "y")), rows(("b1", "x"), ("b3", "y")), ONE)
    assert paired(found) == {("a3", "b3")}
    (group,) = found.ambiguous
    assert (group.a, group.b, group.key) == (("a1", "a2"), ("b1",), 0)
    assert (
        group.reason == "2 records in A and 1 record in B have the same “email”; which belong together can't be told."
    )
    assert found.only_a == found.only_b == ()


def test_duplicates_on_one_side_alone_are_not_ambiguous() -> None:
    found = pair(rows(("a1", "x"), ("a2", "x")), rows(("b1", "y")), ONE)
    assert found.only_a == ("a1", "a2")
    assert found.only_b == ("b1",)
    assert found.ambiguous == ()


def test_a_later_key_tells_a_group_apart() -> None:
    found = pair(rows(("a1", "x", "n"), ("a2", "x", "m")), rows(("b1", "x", "m"), ("b2", "x", "n")), BOTH)
    assert paired(found) == {("a1", "b2"), ("a2", "b1")}


def test_a_later_key_does_not_lead_out_of_a_group_that_is_still_open() -> None:
    """a1 and b1 share an e-mail; that a1 is named like b9 must not tear it away from there."""
    found = pair(rows(("a1", "x", "n"), ("a2", "x", "m")), rows(("b1", "x", "k"), ("b9", None, "n")), BOTH)
    assert paired(found) == set()
    assert found.ambiguous[0].a == ("a1", "a2")
    assert found.only_b == ("b9",)


def test_the_rest_of_a_dissolved_group_may_pair_elsewhere() -> None:
    found = pair(rows(("a1", "x", "n"), ("a2", "x", "m")), rows(("b1", "x", "n"), ("b9", None, "m")), BOTH)
    assert paired(found) == {("a1", "b1"), ("a2", "b9")}


def test_the_last_two_of_a_group_belong_together() -> None:
    found = pair(rows(("a1", "x", None), ("a2", "x", "m")), rows(("b1", "x", None), ("b2", "x", "m")), BOTH)
    assert {(one.a, one.b, one.key) for one in found.pairs} == {("a2", "b2", 1), ("a1", "b1", 0)}


def test_a_group_in_a_later_key_is_held_too() -> None:
    found = pair(rows(("a1", None, "n"), ("a2", "q", "n")), rows(("b1", None, "n")), BOTH)
    assert paired(found) == set()
    assert found.ambiguous[0].key == 1


def test_without_keys_all_are_alone() -> None:
    found = pair(rows(("a1",)), rows(("b1",)), [])
    assert (found.only_a, found.only_b) == (("a1",), ("b1",))


keys = st.one_of(st.none(), st.sampled_from([b"1", b"2", b"3", b"4"]))
side = st.lists(st.tuples(keys, keys), max_size=9)


@given(a=side, b=side)
@settings(max_examples=400)
def test_every_record_is_in_one_place_and_pairs_share_a_key(
    a: list[tuple[bytes | None, bytes | None]], b: list[tuple[bytes | None, bytes | None]]
) -> None:
    rows_a = [(Ref(f"a{i}"), row) for i, row in enumerate(a)]
    rows_b = [(Ref(f"b{i}"), row) for i, row in enumerate(b)]
    found = pair(rows_a, rows_b, BOTH)
    of_a, of_b = dict(rows_a), dict(rows_b)
    places_a = [p.a for p in found.pairs] + [ref for g in found.ambiguous for ref in g.a] + list(found.only_a)
    places_b = [p.b for p in found.pairs] + [ref for g in found.ambiguous for ref in g.b] + list(found.only_b)
    assert sorted(places_a) == sorted(of_a)
    assert sorted(places_b) == sorted(of_b)
    for one in found.pairs:
        assert of_a[one.a][one.key] == of_b[one.b][one.key] is not None
    for group in found.ambiguous:
        assert group.a
        assert group.b
        assert len(group.a) + len(group.b) > 2
        assert len({of_a[ref][group.key] for ref in group.a} | {of_b[ref][group.key] for ref in group.b}) == 1
    # no two that are alone could have been paired by a key: they would become duplicates
    for ref_a in found.only_a:
        for ref_b in found.only_b:
            assert not any(x is not None and x == y for x, y in zip(of_a[ref_a], of_b[ref_b], strict=True))


@given(a=side, b=side)
def test_unique_first_keys_always_pair(
    a: list[tuple[bytes | None, bytes | None]], b: list[tuple[bytes | None, bytes | None]]
) -> None:
    rows_a = [(Ref(f"a{i}"), row) for i, row in enumerate(a)]
    rows_b = [(Ref(f"b{i}"), row) for i, row in enumerate(b)]
    found = {(p.a, p.b) for p in pair(rows_a, rows_b, BOTH).pairs}
    for key in (b"1", b"2", b"3", b"4"):
        in_a = [ref for ref, row in rows_a if row[0] == key]
        in_b = [ref for ref, row in rows_b if row[0] == key]
        if len(in_a) == len(in_b) == 1:
            assert (in_a[0], in_b[0]) in found


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Anna Meier",), ("ANNA  meier ",)),
        (("Straße",), ("STRASSE",)),
        (("Mu\u0308ller",), ("Müller",)),
        (("ﬁn",), ("fin",)),
        ((1,), (Decimal("1.00"),)),
        ((1,), (1.0,)),
        (
            (dt.datetime(2024, 1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))),),
            (dt.datetime(2024, 1, 1, tzinfo=dt.UTC),),
        ),
        ((("b", "a"),), (("A", "b"),)),
    ],
)
def test_the_same_key(one: tuple[Value, ...], two: tuple[Value, ...]) -> None:
    assert normal_key(one) == normal_key(two) is not None


@pytest.mark.parametrize(
    ("one", "two"),
    [(("Müller",), ("Muller",)), (("ab", "c"), ("a", "bc")), ((0,), (False,)), ((10,), (1,)), ((100,), (1,))],
)
def test_another_key(one: tuple[Value, ...], two: tuple[Value, ...]) -> None:
    assert normal_key(one) != normal_key(two)


@pytest.mark.parametrize("values", [(None,), ("",), ("  ",), ("a", None), ((),), (float("nan"),)])
def test_a_blank_part_makes_no_key(values: tuple[Value, ...]) -> None:
    assert normal_key(values) is None


def test_a_hundred_thousand_each() -> None:
    a = [(Ref(f"a{i}"), (i.to_bytes(16, "big"), None)) for i in range(100_000)]
    b = [(Ref(f"b{i}"), ((i + 10).to_bytes(16, "big"), None)) for i in range(100_000)]
    tracemalloc.start()
    started = time.process_time()
    found = pair(iter(a), iter(b), BOTH)
    seconds = time.process_time() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.pairs) == 99_990
    assert seconds < 10
    assert peak < 100_000_000


def test_likely_pairs_are_proposed_best_first() -> None:
    a = {
        Ref("a1"): {"name": "Anna Meier", "city": "Berlin", "email": "anna@example.org"},
        Ref("a2"): {"name": "Bob Stone", "city": "Bonn", "email": None},
        Ref("a3"): {"name": "Nobody Else", "city": "Rome", "email": "nobody@example.org"},
    }
    b = {
        Ref("b1"): {"name": "Anna Maier", "city": "Berlin", "email": "anna@example.org"},
        Ref("b2"): {"name": "Stone, Bob", "city": "Bonn", "email": "bob@example.org"},
        Ref("b3"): {"name": "Carl Other", "city": "Rome", "email": "carl@example.net"},
    }
    found = likely(a, b)
    assert {(one.a, one.b) for one in found} == {("a1", "b1"), ("a2", "b2")}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0.78 <= one.score <= 1 for one in found)
    assert "Meier" not in found[0].reason
