"""Values: what fits is decoded, what does not is shown as text, and nothing raises."""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.connectors.sql import types
from desktop_sync.connectors.sql.sqlite_reflect import checks_in, date_times, kind_of
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import Value

STORED = st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.booleans(), st.datetimes().map(str))
VALUES = {type(None), bool, int, float, Decimal, str, bytes, dt.date, dt.datetime, dt.time, tuple}
DECODERS = [decode for decode in types.DECODERS.values() if decode] + [
    types.decimal(2),
    types.decimal(None),
    types.comma_list,
    types.array,
    types.ref,
]


@given(STORED, st.sampled_from(DECODERS))
def test_decoders_never_raise(raw: Any, decode: types.Decoder) -> None:
    value = decode(raw)
    assert type(value) in VALUES
    if isinstance(value, float):
        assert math.isfinite(value)


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))).map(tuple))
def test_arrays_round_trip(items: tuple[str, ...]) -> None:
    assert types.array(types.array_literal(items)) == items


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**8), max_value=10**8))
def test_decimals_round_trip_through_text(number: Decimal) -> None:
    assert types.decimal(2)(types.plain(number)) == number
    assert types.decimal(2)(float(number)) == number, "as SQLite keeps it"


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_moments_round_trip(moment: dt.datetime) -> None:
    assert types.moment(types.plain(moment)) == moment
    assert types.moment(types.utc_naive(moment)) == moment


@pytest.mark.parametrize(
    "sample",
    [
        "2026-01-05 10:00:00",
        "2026-01-05T10:00:00",
        "2026-01-05T10:00:00Z",
        "2026-01-05 10:00:00+02:00",
        1767607200,
        1767607200000,
        None,
    ],
)
@given(moment=st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1)))
def test_date_times_are_written_as_the_others_are(sample: Any, moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=dt.UTC)
    stored = date_times(sample)(moment)
    assert type(stored) is (int if isinstance(sample, int) else str)
    assert types.moment(stored) == moment


@pytest.mark.parametrize(
    ("decode", "raw", "value"),
    [
        (types.boolean, 1, True),
        (types.boolean, "Yes", True),
        (types.boolean, b"\x00", False),
        (types.boolean, 2, "2"),
        (types.integer, "12", 12),
        (types.integer, 12.0, 12),
        (types.integer, "12 pcs", "12 pcs"),
        (types.integer, "1_000", "1_000"),
        (types.decimal(2), "1_000", "1_000"),
        (types.decimal(2), 12.5, Decimal("12.50")),
        (types.decimal(2), 58.9 + 1.05, Decimal("59.95")),  # 59.949999999999996: what SQLite's own arithmetic leaves
        (types.decimal(2), "12.345", Decimal("12.345")),
        (types.decimal(2), "NaN", "NaN"),
        (types.decimal(2), 0.1 + 0.2, Decimal("0.30")),
        (types.floating, "inf", "inf"),
        (types.date, "2026-01-05", dt.date(2026, 1, 5)),
        (types.date, "2026-01-05 00:00:00", dt.date(2026, 1, 5)),
        (types.date, "2026-01-05 10:00:00", "2026-01-05 10:00:00"),
        (types.date, "05.01.2026", "05.01.2026"),
        (types.date, "0000-00-00", None),
        (types.date, "infinity", "infinity"),
        (types.moment, "0000-00-00 00:00:00", None),
        (types.moment, "2026-01-05 10:00:00", dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC)),
        (types.moment, "2026-01-05 10:00:00+02", dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)),
        (types.moment, "0044-03-15 00:00:00 BC", "0044-03-15 00:00:00 BC"),
        (types.time, "08:30:00", dt.time(8, 30)),
        (types.time, "8:30:00", dt.time(8, 30)),
        (types.time, "-12:00:00", "-12:00:00"),
        (types.array, '{a,"b c",NULL,"q\\"x"}', ("a", "b c", 'q"x')),
        (types.array, "{}", ()),
        (types.array, "{{1,2},{3,4}}", "{{1,2},{3,4}}"),
    ],
)
def test_decoding(decode: types.Decoder, raw: Any, value: Value) -> None:
    decoded = decode(raw)
    assert decoded == value
    assert type(decoded) is type(value)


@pytest.mark.parametrize(
    ("check", "allowed"),
    [
        ("state IN ('open', 'won')", ("open", "won")),
        ("\"state\" in ('open')", ("open",)),
        ("`state` in ('it''s','b')", ("it's", "b")),
        ("((state = ANY (ARRAY['open'::text, 'won'::text])))", ("open", "won")),
        (
            "(((state)::text = ANY ((ARRAY['open'::character varying, 'a::b'::character varying])::text[])))",
            ("open", "a::b"),
        ),
        ("state IS NULL OR state IN ('a')", ("a",)),
        ("state IN ('a') OR state IS NULL", ("a",)),
        ("(`state` in (_utf8mb4'a',_utf8mb4'b'))", ("a", "b")),
        ("state IN ('a') OR price > 3", ()),
        ("other IN ('a')", ()),
        ("state NOT IN ('a')", ()),
        ("length(state) < 3", ()),
        ("state = 'a'", ()),
    ],
)
def test_choices_of_checks(check: str, allowed: tuple[str, ...]) -> None:
    assert tuple(choice.value for choice in types.choices_of(check, "state")) == allowed


@given(st.text())
def test_any_check_can_be_looked_at(check: str) -> None:
    types.choices_of(check, "state")


def test_checks_in_a_statement() -> None:
    sql = "CREATE TABLE t (a TEXT CHECK (a IN ('x)', 'y')), b INT, CHECK (b > (1 + 2)))"
    assert checks_in(sql) == ("a IN ('x)', 'y')", "b > (1 + 2)")


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ("VARCHAR(80)", (FieldType.TEXT, 80, None)),
        ("decimal( 10 , 2 )", (FieldType.DECIMAL, 10, 2)),
        ("NUMERIC", (FieldType.DECIMAL, None, None)),
        ("UNSIGNED BIG INT", (FieldType.INTEGER, None, None)),
        ("TINYINT(1)", (FieldType.BOOLEAN, None, None)),
        ("TIMESTAMP WITH TIME ZONE", (FieldType.DATETIME, None, None)),
        ("DOUBLE PRECISION", (FieldType.FLOAT, None, None)),
        ("", (FieldType.TEXT, None, None)),
        ("GEOMETRY", (FieldType.TEXT, None, None)),
    ],
)
def test_declared_types_of_sqlite(declared: str, kind: tuple[FieldType, int | None, int | None]) -> None:
    assert kind_of(declared) == kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldType.BOOLEAN, "yes", True),
        (FieldType.INTEGER, "5", 5),
        (FieldType.DECIMAL, "5.50", Decimal("5.50")),
        (FieldType.DATE, "2026-01-05", dt.date(2026, 1, 5)),
        (FieldType.TEXT, "5", "5"),
    ],
)
def test_words_of_a_condition(kind: FieldType, text: str, value: Value) -> None:
    assert types.from_words(kind, text) == value


@pytest.mark.parametrize(
    "kind", [FieldType.BOOLEAN, FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.DATETIME]
)
def test_wrong_words_of_a_condition(kind: FieldType) -> None:
    with pytest.raises(ValueError, match="not a"):
        types.from_words(kind, "something else")
