"""Values as a system writes them in JSON, and as the program has them; both ways, nothing lost without a word."""

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from desktop_sync.connectors.rest.format_changes import TimeShape
from desktop_sync.model.schema import Choice, FieldType
from desktop_sync.model.values import Value

T = FieldType
_MOST_DIGITS = 1000
_HALF = re.compile("[\ud800-\udfff]")
_DOTNET = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/\Z")
_PATTERN = re.compile(r"%[dmYyHMSfzjbBp]")
_FORMATS: Mapping[FieldType, frozenset[str]] = {
    T.DATE: frozenset({"iso", "epoch", "epoch_ms", "dotnet"}),
    T.DATETIME: frozenset({"iso", "iso_z", "iso_ms", "iso_bare", "epoch", "epoch_ms", "sql", "http", "dotnet"}),
    T.TIME: frozenset({"iso"}),
    T.DECIMAL: frozenset({"number", "text", "minor"}),
    T.FLOAT: frozenset({"number", "text"}),
    T.INTEGER: frozenset({"number", "text"}),
    T.BOOLEAN: frozenset({"flag", "text", "number"}),
    T.CHOICE: frozenset({"text", "number"}),
    T.CHOICES: frozenset({"list", "semicolons", "commas"}),
    T.REFERENCE: frozenset({"text", "number"}),
    T.JSON: frozenset({"value"}),
    T.TEXT: frozenset({"text"}),
}


class UnreadableError(ValueError):
    """The system holds something that its field can't be."""


class UnwritableError(ValueError):
    """The field can't take the value; the words say why."""


def format_problem(kind: FieldType, form: str) -> str:
    """What is wrong with a field's format; "" when nothing is."""
    known = _FORMATS.get(kind, frozenset())
    if not form or form in known:
        return ""
    if kind in {T.DATE, T.DATETIME, T.TIME} and "%" in form and "%" not in _PATTERN.sub("", form):
        return ""
    return f"a field of type {kind.value} has no format “{form}”; there are: {', '.join(sorted(known)) or 'none'}."


def zone_problem(zone: str) -> str:
    """What is wrong with a time zone's name; "" when nothing is."""
    return "" if zone in available_timezones() else f"there is no time zone “{zone}”."


@dataclass(frozen=True, slots=True)
class Codec:
    """How a field's values are written. `scale`: digits after the point. `labels`: choices are written by their labels."""

    type: FieldType
    format: str = ""
    zone: str = "UTC"
    scale: int | None = None
    choices: tuple[Choice, ...] = ()
    labels: bool = False

    def read(self, data: Any) -> Value:
        """The value. Raises UnreadableError."""
        if data is None:
            return None
        reader = _READERS.get(self.type)
        try:
            return reader(self, data) if reader else str(data)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise UnreadableError(f"is no {self.type.value}") from error

    def write(self, value: Value) -> Any:
        """What is put into JSON. Raises UnwritableError."""
        if value is None:
            return None
        writer = _WRITERS.get(self.type)
        try:
            return _whole(writer(self, value) if writer else str(value))
        except UnwritableError:
            raise
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise UnwritableError(f"can't be written as {self.type.value}") from error


def _whole(told: Any) -> Any:
    if any(isinstance(one, str) and _HALF.search(one) for one in (told if isinstance(told, list) else [told])):
        raise UnwritableError("has half of a character, which JSON can't hold")
    return told


def moment(shape: TimeShape, when: dt.datetime) -> str:
    """A moment as text, for a query."""
    return str(_write_moment(Codec(T.DATETIME, shape.value), when))


def read_moment(data: Any) -> dt.datetime | None:
    """A moment in whatever common form, None for anything else: of a record's last change."""
    forms = ("epoch_ms" if data > 10_000_000_000 else "epoch",) if isinstance(data, int) else ("iso", "dotnet", "http")
    for form in forms:
        try:
            return _read_moment(Codec(T.DATETIME, form), data)
        except (ValueError, TypeError, ArithmeticError):
            continue
    return None


def _read_text(_: Codec, data: Any) -> Value:
    return data if isinstance(data, str) else _shown(data)


def _shown(data: Any) -> str:
    if isinstance(data, bool):
        return "true" if data else "false"
    return str(data)


def _number(data: Any) -> Decimal:
    """A finite number of a size that can be reckoned with: 1e400000000 written out would fill the memory. Raises ValueError, ArithmeticError."""
    number = Decimal(str(data).strip())
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError
    return number


def _read_integer(_: Codec, data: Any) -> Value:
    number = _number(data)
    if isinstance(data, bool) or number != number.to_integral_value():
        raise ValueError
    return int(number)


def _read_decimal(codec: Codec, data: Any) -> Value:
    if isinstance(data, str) and not data.strip():
        return None
    if isinstance(data, bool):
        raise TypeError
    number = _number(data)
    if codec.format == "minor":
        return number.scaleb(-(codec.scale or 2))
    if codec.scale is not None:
        rounded = number.quantize(Decimal(1).scaleb(-codec.scale))
        return rounded if rounded == number or isinstance(data, float) else number
    return number


def _read_float(_: Codec, data: Any) -> Value:
    number = float(data)
    if not math.isfinite(number):  # no lens can carry it, and the store could not hold it
        raise ValueError
    return number


def _read_boolean(_: Codec, data: Any) -> Value:
    words = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False, "": None}
    return data if isinstance(data, bool) else words[_shown(data).strip().casefold()]


def _read_date(codec: Codec, data: Any) -> Value:
    if codec.format in {"", "iso"} and not _is_epoch_ms(data):
        return dt.date.fromisoformat(str(data)[:10]) if data != "" else None
    return _read_moment(codec, data).date()


def _read_datetime(codec: Codec, data: Any) -> Value:
    return None if data == "" else _read_moment(codec, data)


def _read_moment(codec: Codec, data: Any) -> dt.datetime:
    form = (
        "epoch_ms" if codec.format in {"", "iso", "iso_z", "iso_ms"} and _is_epoch_ms(data) else codec.format or "iso"
    )
    if form in {"epoch", "epoch_ms"}:
        micros = _number(data) * (1_000_000 if form == "epoch" else 1_000)
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=int(micros))
    if form == "dotnet":
        found = _DOTNET.match(str(data))
        if found is None:
            raise ValueError
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=int(found[1]))
    if form == "http":
        made = parsedate_to_datetime(str(data))
    elif "%" in form:
        made = dt.datetime.strptime(str(data), form)  # noqa: DTZ007 - the zone is given below
    else:
        made = dt.datetime.fromisoformat(str(data))
    return (made if made.tzinfo else made.replace(tzinfo=ZoneInfo(codec.zone))).astimezone(dt.UTC)


def _is_epoch_ms(data: Any) -> bool:
    """Whether it is a number where a date is meant: some systems show both."""
    text = str(data)
    return text.lstrip("-").isdigit() and len(text) >= 11


def _read_time(codec: Codec, data: Any) -> Value:
    if data == "":
        return None
    if "%" in codec.format:
        return dt.datetime.strptime(str(data), codec.format).time()  # noqa: DTZ007 - a time of day has no zone
    return dt.time.fromisoformat(str(data))


def _read_choice(codec: Codec, data: Any) -> Value:
    text = _shown(data)
    if codec.labels:
        return next((one.value for one in codec.choices if one.label == text), text)
    return text


def _read_choices(codec: Codec, data: Any) -> Value:
    if isinstance(data, str):
        data = [part for part in data.split("," if codec.format == "commas" else ";") if part]
    return tuple(str(_read_choice(codec, one)) for one in data)


def _read_json(_: Codec, data: Any) -> Value:
    import orjson

    if isinstance(data, str):
        return data
    return orjson.dumps(data, default=str, option=orjson.OPT_SORT_KEYS).decode()


_READERS: Mapping[FieldType, Callable[[Codec, Any], Value]] = {
    T.TEXT: _read_text,
    T.EMAIL: _read_text,
    T.PHONE: _read_text,
    T.REFERENCE: _read_text,
    T.INTEGER: _read_integer,
    T.DECIMAL: _read_decimal,
    T.FLOAT: _read_float,
    T.BOOLEAN: _read_boolean,
    T.DATE: _read_date,
    T.DATETIME: _read_datetime,
    T.TIME: _read_time,
    T.CHOICE: _read_choice,
    T.CHOICES: _read_choices,
    T.JSON: _read_json,
}


def _write_integer(codec: Codec, value: Value) -> Any:
    number = int(_read_integer(codec, value))  # type: ignore[arg-type]  # it never is None here
    return str(number) if codec.format == "text" else number


def _write_decimal(codec: Codec, value: Value) -> Any:
    if isinstance(value, bool):
        raise TypeError
    number = _number(value)
    if codec.format == "minor":
        cents = number.scaleb(codec.scale or 2)
        if cents != cents.to_integral_value():
            raise UnwritableError(f"has more than {codec.scale or 2} digits after the point")
        return int(cents)
    return f"{number:f}" if codec.format == "text" else number


def _write_float(codec: Codec, value: Value) -> Any:
    number = float(value)  # type: ignore[arg-type]  # what it can't be is a ValueError or TypeError
    return str(number) if codec.format == "text" else number


def _write_boolean(codec: Codec, value: Value) -> Any:
    flag = value if isinstance(value, bool) else _read_boolean(codec, value)
    if codec.format == "text":
        return "true" if flag else "false"
    return int(bool(flag)) if codec.format == "number" else flag


def _write_date(codec: Codec, value: Value) -> Any:
    day = value.date() if isinstance(value, dt.datetime) else value
    if isinstance(day, str):
        day = dt.date.fromisoformat(day)
    assert isinstance(day, dt.date)
    if codec.format in {"", "iso"}:
        return day.isoformat()
    return _write_moment(codec, dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC))


def _write_moment(codec: Codec, value: Value) -> Any:
    made = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(made, dt.datetime):
        raise TypeError
    made = (made if made.tzinfo else made.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    form = codec.format or "iso"
    if form in {"epoch", "epoch_ms", "dotnet"}:
        micros = (made - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)
        if form == "epoch":
            return micros // 1_000_000
        return micros // 1000 if form == "epoch_ms" else f"/Date({micros // 1000}+0000)/"
    if form == "http":
        return format_datetime(made, usegmt=True)
    local = made.astimezone(ZoneInfo(codec.zone))
    if "%" in form:
        return local.strftime(form)
    if form == "sql":
        return local.strftime("%Y-%m-%d %H:%M:%S")
    if form == "iso":
        return local.isoformat()
    bare = made.replace(tzinfo=None).isoformat(timespec="milliseconds" if form == "iso_ms" else "seconds")
    return bare if form == "iso_bare" else bare + "Z"


def _write_time(codec: Codec, value: Value) -> Any:
    made = dt.time.fromisoformat(value) if isinstance(value, str) else value
    assert isinstance(made, dt.time)
    return made.strftime(codec.format) if "%" in codec.format else made.isoformat()


def _write_choice(codec: Codec, value: Value) -> Any:
    text = _shown(value)
    if codec.labels:
        return next((one.label for one in codec.choices if one.value == text), text)
    return int(text) if codec.format == "number" and text.isascii() and text.isdigit() else text


def _write_choices(codec: Codec, value: Value) -> Any:
    rows = [_write_choice(codec, one) for one in (value if isinstance(value, tuple) else (value,))]
    separator = {"semicolons": ";", "commas": ","}.get(codec.format)
    return rows if separator is None else separator.join(rows)


def _write_reference(codec: Codec, value: Value) -> Any:
    return int(str(value)) if codec.format == "number" else str(value)


def _write_json(_: Codec, value: Value) -> Any:
    import orjson

    return orjson.loads(str(value))


_WRITERS: Mapping[FieldType, Callable[[Codec, Value], Any]] = {
    T.INTEGER: _write_integer,
    T.DECIMAL: _write_decimal,
    T.FLOAT: _write_float,
    T.BOOLEAN: _write_boolean,
    T.DATE: _write_date,
    T.DATETIME: _write_moment,
    T.TIME: _write_time,
    T.CHOICE: _write_choice,
    T.CHOICES: _write_choices,
    T.REFERENCE: _write_reference,
    T.JSON: _write_json,
}
