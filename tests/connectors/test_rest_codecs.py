"""Values as systems write them: each comes back as it went in, and what can't be read stays a text."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.rest.answers import Answer
from desktop_sync.connectors.rest.codecs import Codec, UnreadableError, UnwritableError, read_moment
from desktop_sync.connectors.rest.session import encoded
from desktop_sync.model.schema import Choice, FieldType
from desktop_sync.model.values import Value

T = FieldType
NOON = dt.datetime(2026, 7, 1, 12, 30, 15, tzinfo=dt.UTC)
MILLIS = NOON + dt.timedelta(milliseconds=250)
CHOICES = (Choice("1", "Open"), Choice("2", "Won"))


@pytest.mark.parametrize(
    ("codec", "data", "value"),
    [
        (Codec(T.TEXT), "0042", "0042"),
        (Codec(T.INTEGER), 42, 42),
        (Codec(T.INTEGER, "text"), "42", 42),
        (Codec(T.DECIMAL, scale=2), Decimal("12.50"), Decimal("12.50")),
        (Codec(T.DECIMAL, "text", scale=2), "12.50", Decimal("12.50")),
        (Codec(T.DECIMAL, "minor", scale=2), 1250, Decimal("12.50")),
        (Codec(T.DECIMAL, "minor", scale=3), -1, Decimal("-0.001")),
        (Codec(T.FLOAT), 0.1, 0.1),
        (Codec(T.BOOLEAN), True, True),
        (Codec(T.BOOLEAN, "text"), "false", False),
        (Codec(T.BOOLEAN, "number"), 1, True),
        (Codec(T.DATE), "2026-07-01", dt.date(2026, 7, 1)),
        (Codec(T.DATE, "epoch_ms"), 1782864000000, dt.date(2026, 7, 1)),
        (Codec(T.DATE, "epoch_ms"), -86400000, dt.date(1969, 12, 31)),
        (Codec(T.DATE, "%d.%m.%Y"), "01.07.2026", dt.date(2026, 7, 1)),
        (Codec(T.DATETIME), "2026-07-01T12:30:15+00:00", NOON),
        (Codec(T.DATETIME, "iso_z"), "2026-07-01T12:30:15Z", NOON),
        (Codec(T.DATETIME, "iso_ms"), "2026-07-01T12:30:15.250Z", MILLIS),
        (Codec(T.DATETIME, "epoch"), 1782909015, NOON),
        (Codec(T.DATETIME, "epoch_ms"), 1782909015250, MILLIS),
        (Codec(T.DATETIME, "dotnet"), "/Date(1782909015250+0000)/", MILLIS),
        (Codec(T.DATETIME, "http"), "Wed, 01 Jul 2026 12:30:15 GMT", NOON),
        (Codec(T.DATETIME, "sql", zone="Europe/Berlin"), "2026-07-01 14:30:15", NOON),
        (Codec(T.DATETIME, "%d.%m.%Y %H:%M:%S"), "01.07.2026 12:30:15", NOON),
        (Codec(T.TIME), "08:15:00", dt.time(8, 15)),
        (Codec(T.CHOICE, choices=CHOICES, labels=True), "Won", "2"),
        (Codec(T.CHOICE, choices=CHOICES), "2", "2"),
        (Codec(T.CHOICES), ["a", "b"], ("a", "b")),
        (Codec(T.CHOICES, "semicolons"), "a;b", ("a", "b")),
        (Codec(T.CHOICES, "commas", choices=CHOICES, labels=True), "Open,Won", ("1", "2")),
        (Codec(T.REFERENCE, "number"), 77, "77"),
    ],
)
def test_there_and_back(codec: Codec, data: Any, value: Value) -> None:
    read = codec.read(data)
    assert read == value
    assert type(read) is type(value)
    assert codec.write(value) == data


@pytest.mark.parametrize(
    ("codec", "data", "value"),
    [
        (Codec(T.DECIMAL), "", None),
        (Codec(T.DATE), "", None),
        (Codec(T.DATE), "2026-07-01T00:00:00Z", dt.date(2026, 7, 1)),
        (Codec(T.DATETIME), "", None),
        (Codec(T.DATETIME), "2026-07-01T14:30:15+02:00", NOON),
        (Codec(T.BOOLEAN), "yes", True),
        (Codec(T.TEXT), 42, "42"),
        (Codec(T.TEXT), True, "true"),
        (Codec(T.JSON), {"b": 1, "a": [2]}, '{"a":[2],"b":1}'),
        (Codec(T.DECIMAL, scale=2), Decimal("0.0"), Decimal("0.00")),
        (Codec(T.DECIMAL, scale=2), Decimal("0.005"), Decimal("0.005")),
    ],
)
def test_reading(codec: Codec, data: Any, value: Value) -> None:
    assert codec.read(data) == value
    assert str(codec.read(data)) == str(value)


@pytest.mark.parametrize(
    ("codec", "data"),
    [
        (Codec(T.INTEGER), "4.5"),
        (Codec(T.INTEGER), True),
        (Codec(T.DECIMAL), "NaN"),
        (Codec(T.DECIMAL), "many"),
        (Codec(T.BOOLEAN), "perhaps"),
        (Codec(T.DATE), "2024-02-30"),
        (Codec(T.DATETIME, "dotnet"), "2026"),
        (Codec(T.DATETIME, "epoch"), 10**30),
        (Codec(T.CHOICES), 5),
    ],
)
def test_what_can_not_be_read(codec: Codec, data: Any) -> None:
    with pytest.raises(UnreadableError):
        codec.read(data)


@pytest.mark.parametrize(
    ("codec", "value"),
    [
        (Codec(T.DECIMAL, "minor", scale=2), Decimal("0.005")),
        (Codec(T.DECIMAL), "many"),
        (Codec(T.INTEGER), "4.5"),
        (Codec(T.DATE), "someday"),
        (Codec(T.DATETIME), "someday"),
        (Codec(T.REFERENCE, "number"), "abc"),
        (Codec(T.JSON), "{"),
    ],
)
def test_what_can_not_be_written(codec: Codec, value: Value) -> None:
    with pytest.raises(UnwritableError):
        codec.write(value)


def test_decimals_go_through_json_as_they_are() -> None:
    assert encoded({"a": [Decimal("99999999999999.10")]}) == b'{"a":[99999999999999.10]}'

    class Response:
        status_code, headers, content = 200, dict[str, str](), b'{"a": 99999999999999.10}'

    assert str(Answer.of(Response()).data["a"]) == "99999999999999.10"  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [1782909015, 1782909015000, "2026-07-01T12:30:15Z", "Wed, 01 Jul 2026 12:30:15 GMT"])
def test_moments_in_any_form(data: Any) -> None:
    assert read_moment(data) == NOON


@pytest.mark.parametrize("data", [None, "", "soon", []])
def test_what_is_no_moment(data: Any) -> None:
    assert read_moment(data) is None
