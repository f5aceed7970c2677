"""Values: one encoding, three states, fingerprints."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.model.values import (
    MISSING,
    Value,
    dump_view,
    fingerprint,
    from_json,
    is_blank,
    load_view,
    plain,
    to_json,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))  # JSON has no lone surrogates
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False),
    texts,
    st.binary(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=5, minutes=45))])),
    st.times(),
    st.lists(texts).map(tuple),
)


@given(view=st.dictionaries(texts, values))
def test_a_view_comes_back_as_it_was(view: dict[str, Value]) -> None:
    back = load_view(dump_view(view))
    assert back == view
    assert {name: type(value) for name, value in back.items()} == {name: type(value) for name, value in view.items()}


@given(value=values)
def test_json_and_back(value: Value) -> None:
    assert from_json(to_json(value)) == value
    assert type(from_json(to_json(value))) is type(value)


def test_decimals_keep_their_decimals() -> None:
    assert str(from_json(to_json(Decimal("12.50")))) == "12.50"
    assert plain(Decimal("12.50")) == "12.50"


def test_plain_values_are_readable() -> None:
    assert plain(dt.date(2024, 1, 2)) == "2024-01-02"
    assert plain(("a", "b")) == ["a", "b"]
    assert plain(5) == 5
    assert plain(None) is None


def test_zero_and_false_are_not_blank() -> None:
    assert [is_blank(one) for one in (None, "", ())] == [True] * 3
    assert not any(is_blank(one) for one in (0, False, 0.0, Decimal(0), " ", ("",), b"", dt.time()))


def test_missing_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="test MISSING with 'is'"):
        bool(MISSING)


rows = st.lists(
    st.one_of(values, st.integers(), st.text(), st.floats(), st.timedeltas(), st.binary().map(bytearray)), max_size=5
)


@given(one=rows, two=rows)
def test_fingerprints_never_raise_and_tell_rows_apart(one: list[object], two: list[object]) -> None:
    assert len(fingerprint(one)) == 16
    assert fingerprint(one) == fingerprint(list(one))
    if repr(one) == repr(two):
        assert fingerprint(one) == fingerprint(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (["a", "bc"], ["ab", "c"]),
        ([None], [""]),
        ([1], ["1"]),
        ([Decimal("1.0")], [Decimal("1.00")]),
        ([True], [1]),
        ([2**70], [2**71]),
        (["\ud800"], ["\ud801"]),
        ([b"a"], ["a"]),
        ([None], []),
    ],
)
def test_other_rows_have_other_fingerprints(one: list[object], two: list[object]) -> None:
    assert fingerprint(one) != fingerprint(two)


def test_the_key_changes_the_fingerprint() -> None:
    assert fingerprint(["a"], b"one") != fingerprint(["a"], b"two") != fingerprint(["a"])
