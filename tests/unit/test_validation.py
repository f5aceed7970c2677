"""What the target's schema says against values, before the call."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.model.schema import Choice, Field, FieldType, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.validation import problems

T = FieldType


def said(kind: FieldType, value: Value, *, create: bool = False, **more: object) -> str:
    field = Field("x", "X", kind, **more)  # type: ignore[arg-type]
    return problems({"x": value}, TableSchema("t", "T", (field,)), create=create).get("x", "")


CHOICES = (Choice("o", "Open"), Choice("w", "Won"))


@pytest.mark.parametrize(
    ("kind", "value", "more", "words"),
    [
        (T.TEXT, "x" * 40, {"max_length": 40}, ""),
        (T.TEXT, "x" * 61, {"max_length": 40}, "is 61 characters, the field takes 40"),
        (T.TEXT, None, {"required": True}, "is required and would be blank"),
        (T.TEXT, "", {"required": True}, "is required and would be blank"),
        (T.INTEGER, 0, {"required": True}, ""),
        (T.BOOLEAN, False, {"required": True}, ""),
        (T.INTEGER, 2**63 - 1, {}, ""),
        (T.INTEGER, 2**63, {}, "is too large a number, the field takes 19 digits"),
        (T.INTEGER, 12345, {"precision": 4}, "is too large a number, the field takes 4 digits"),
        (T.INTEGER, True, {}, "takes whole numbers only"),
        (T.INTEGER, "7", {}, "takes whole numbers only"),
        (T.DECIMAL, Decimal("12.50"), {"precision": 4, "scale": 1}, ""),
        (T.DECIMAL, Decimal("12.55"), {"precision": 4, "scale": 1}, "has 2 decimals, the field takes 1"),
        (
            T.DECIMAL,
            Decimal(12345),
            {"precision": 6, "scale": 2},
            "has 5 digits before the decimal mark, the field takes 4",
        ),
        (T.DECIMAL, Decimal("0.001"), {"precision": 3, "scale": 3}, ""),
        (T.DECIMAL, Decimal("NaN"), {}, "takes finite numbers only"),
        (T.DECIMAL, "x", {}, "takes numbers only"),
        (T.FLOAT, float("inf"), {}, "is too large a number"),
        (T.FLOAT, 1.5, {}, ""),
        (T.DATE, dt.date(2024, 1, 2), {}, ""),
        (T.DATE, dt.datetime(2024, 1, 2, tzinfo=dt.UTC), {}, "takes a date only"),
        (T.DATETIME, dt.date(2024, 1, 2), {}, "takes a date and time only"),
        (T.TIME, "12:00", {}, "takes a time of day only"),
        (T.CHOICE, "o", {"choices": CHOICES}, ""),
        (T.CHOICE, "Open", {"choices": CHOICES}, "isn't one of the field's 2 choices"),
        (T.CHOICES, ("o", "x"), {"choices": CHOICES}, "has 1 choices that the field doesn't have"),
        (T.CHOICES, "o", {"choices": CHOICES}, "takes a list of choices"),
        (T.EMAIL, "anna@example.org", {}, ""),
        (T.EMAIL, "anna.o'neil+x@mail.example.org", {}, ""),
        (T.EMAIL, "jörg@müller.example.org", {}, ""),
        (T.EMAIL, "anna@", {}, "isn't an e-mail address"),
        (T.EMAIL, "anna@example", {}, "isn't an e-mail address"),
        (T.EMAIL, "a..b@example.org", {}, "isn't an e-mail address"),
        (T.EMAIL, "x" * 60 + "@example.org", {"max_length": 40}, "is 72 characters"),
        (T.BINARY, b"12345", {"max_length": 4}, "is 5 bytes, the field takes 4"),
        (T.JSON, "{}", {}, ""),
    ],
)
def test_one_field(kind: FieldType, value: Value, more: dict[str, object], words: str) -> None:
    found = said(kind, value, **more)
    assert found.startswith(words)
    assert bool(found) == bool(words)


SCHEMA = TableSchema(
    "t",
    "T",
    (
        Field("id", "Id", T.INTEGER, required=True, read_only=True),
        Field("name", "Name", T.TEXT, required=True),
        Field("lang", "Language", T.TEXT, required=True, has_default=True),
        Field("note", "Note", T.TEXT),
    ),
)


def test_what_a_new_record_lacks() -> None:
    assert problems({"note": "x"}, SCHEMA, create=True) == {"name": "is required and has no value"}
    assert problems({"note": "x"}, SCHEMA, create=False) == {}
    assert problems({"name": "x", "lang": None}, SCHEMA, create=True) == {}
    assert set(problems({"lang": None}, SCHEMA, create=False)) == {"lang"}
    assert set(problems({"name": "x", "gone": 1}, SCHEMA, create=False)) == {"gone"}


any_value = st.one_of(
    st.none(), st.text(), st.integers(), st.floats(), st.decimals(), st.booleans(), st.binary(), st.dates(), st.datetimes(), st.times(),
    st.lists(st.text(), max_size=3).map(tuple),
)  # fmt: skip


@given(kind=st.sampled_from(T), value=any_value, size=st.integers(1, 5))
def test_never_raises_and_never_tells_the_value(kind: FieldType, value: Value, size: int) -> None:
    found = said(kind, value, max_length=size, precision=size, scale=1, choices=CHOICES)
    if isinstance(value, str) and len(value) > 6 and found:
        assert value not in found
