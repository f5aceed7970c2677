"""Values on their way from and to a database: lazy decoders, encoders, and choices read from CHECK constraints.

Decoders never raise: a stored value that does not fit its column's type (SQLite stores anything anywhere) is shown as
text.
Naive date-times mean UTC.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from desktop_sync.model.schema import Choice, FieldType
from desktop_sync.model.values import Value

Decoder = Callable[[Any], Value]
Encoder = Callable[[Value], Any]

_TRUE = frozenset({"1", "t", "true", "y", "yes", "on"})
_FALSE = frozenset({"0", "f", "false", "n", "no", "off"})


def as_text(raw: Any) -> str:
    """Any stored value as text."""
    if isinstance(raw, bytes | bytearray | memoryview):
        return bytes(raw).decode("utf-8", "replace")
    return str(raw)


def _kept(raw: Any) -> str:
    return raw if isinstance(raw, str) else as_text(raw)


def boolean(raw: Any) -> Value:
    """1/0, true/false, yes/no, a bit."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float) and raw in (0, 1):
        return bool(raw)
    if isinstance(raw, bytes) and len(raw) == 1:
        return raw != b"\0"
    word = as_text(raw).strip().casefold()
    return True if word in _TRUE else False if word in _FALSE else as_text(raw)


def integer(raw: Any) -> Value:
    """A whole number, also out of 5.0 and "5"."""
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() else as_text(raw)
    text = as_text(raw)
    try:
        return int(text) if "_" not in text else text  # Python's own spelling, nobody else's
    except ValueError:
        return text


def floating(raw: Any) -> Value:
    """A float; infinities and NaN are shown as text, no lens can carry them."""
    try:
        number = float(raw)
    except (TypeError, ValueError):
        return as_text(raw)
    return number if abs(number) != float("inf") and number == number else as_text(raw)  # noqa: PLR0124  # NaN


def decimal(scale: int | None) -> Decoder:
    """A decimal, with `scale` digits after the point where the stored number has no more than that."""
    step = None if scale is None else Decimal(1).scaleb(-scale)

    def decode(raw: Any) -> Value:
        try:
            # SQLite keeps a decimal as a float: 15 digits of it are sure (sqlite.org/floatingpoint.html), the rest is noise.
            number = Decimal(raw if isinstance(raw, int | str | Decimal) else f"{raw:.15g}")
            if not number.is_finite() or (isinstance(raw, str) and "_" in raw):
                return as_text(raw)
            if step is None:
                return number
            shown = number.quantize(step)
        except (InvalidOperation, ValueError, TypeError):
            return as_text(raw)
        return shown if shown == number else number

    return decode


def date(raw: Any) -> Value:
    """A date out of ISO text, also out of a date-time at midnight. MariaDB's 0000-00-00 is blank."""
    text = as_text(raw)
    if text.startswith("0000-00-00"):
        return None
    try:
        return dt.date.fromisoformat(text if len(text) <= 10 else _midnight(text))
    except ValueError:
        return text


def _midnight(text: str) -> str:
    moment = dt.datetime.fromisoformat(text)
    if moment.time() != dt.time():
        raise ValueError("not midnight")
    return text[:10]


def moment(raw: Any) -> Value:
    """An aware date-time out of ISO text; naive ones are UTC, a bare date is its midnight, a big number seconds since
    1970.
    """
    if isinstance(raw, int | float):
        return since_epoch(raw)
    text = as_text(raw)
    if text.startswith("0000-00-00"):
        return None
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)


def since_epoch(number: float) -> Value:
    """Seconds (or milliseconds) since 1970 as a date-time; a number that can be neither is shown as text."""
    seconds = number / 1000 if abs(number) > 1e11 else number
    try:
        return dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(seconds=seconds)
    except OverflowError:
        return as_text(number)


def time(raw: Any) -> Value:
    """A time of day; MariaDB's durations and 24:00 are shown as text."""
    text = as_text(raw)
    try:
        return dt.time.fromisoformat(text if text[1:2] != ":" else f"0{text}")
    except ValueError:
        return text


def binary(raw: Any) -> Value:
    """Bytes; text in a binary column (SQLite) is shown as text."""
    return bytes(raw) if isinstance(raw, bytes | bytearray | memoryview) else as_text(raw)


def comma_list(raw: Any) -> Value:
    """MariaDB's SET."""
    return tuple(part for part in as_text(raw).split(",") if part)


_ITEM = re.compile(r'"((?:[^"\\]|\\.)*)"|([^,{}"]+)')


def array(raw: Any) -> Value:
    """PostgreSQL's one-dimensional array literal, as texts; NULLs in it are left out; deeper ones are shown as text."""
    text = as_text(raw)
    if not text.startswith("{") or (text.count("{") > 1 and '"' not in text):
        return text
    found = []
    for quoted, bare in _ITEM.findall(text[1:-1]):
        if bare:
            if bare != "NULL":
                found.append(bare)
        else:
            found.append(re.sub(r"\\(.)", r"\1", quoted))
    return tuple(found)


def ref(raw: Any) -> Value:
    """The key of another table's row, as that table's refs have it."""
    return bytes(raw).hex() if isinstance(raw, bytes | bytearray | memoryview) else str(raw)


def array_literal(value: Value) -> Any:
    """The inverse of `array`."""
    if not isinstance(value, tuple):
        return plain(value)
    quoted = (part.replace("\\", "\\\\").replace('"', '\\"') for part in value)
    return "{" + ",".join(f'"{part}"' for part in quoted) + "}"


DECODERS: Mapping[FieldType, Decoder | None] = {
    FieldType.TEXT: _kept,
    FieldType.CHOICE: _kept,
    FieldType.JSON: _kept,
    FieldType.EMAIL: _kept,
    FieldType.PHONE: _kept,
    FieldType.INTEGER: integer,
    FieldType.FLOAT: floating,
    FieldType.BOOLEAN: boolean,
    FieldType.DATE: date,
    FieldType.DATETIME: moment,
    FieldType.TIME: time,
    FieldType.BINARY: binary,
}


def plain(value: Value) -> Any:
    """The parameter for a value, as text where drivers differ: decimals, dates and times; date-times as given, with
    their offset.
    """
    if type(value) is str or value is None or isinstance(value, bool | int | float | str | bytes):
        return value
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return value.isoformat()


def utc_naive(value: Value) -> Any:
    """Date-times as naive UTC text, for columns without a time zone; anything else as `plain`."""
    if type(value) is str:
        return value
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(dt.UTC).replace(tzinfo=None)
        return value.isoformat(" ")
    return plain(value)


def ref_encoder(kind: FieldType, encode: Encoder) -> Encoder:
    """How a reference is written into a column of that kind: whole numbers as numbers, because the column may be a part of the key,
    and refs are made from what is stored.
    """
    if kind is FieldType.INTEGER:
        return lambda value: loose_key(value) if isinstance(value, str) else encode(value)
    if kind is not FieldType.BINARY:
        return encode
    return lambda value: bytes.fromhex(value) if isinstance(value, str) else encode(value)


def whole_key(part: Any) -> int:
    """An integer key's parameter. Raises ValueError for other texts, also for "007" and " 7"."""
    number = int(part)
    if str(number) != str(part):
        raise ValueError("not a number as refs have it")
    return number


def loose_key(part: Any) -> Any:
    """As `whole_key`, but any text stays what it is: SQLite keeps it even in an INT column."""
    try:
        return whole_key(part)
    except ValueError:
        return part


def uuid_key(part: str) -> str:
    """A UUID key's parameter. Raises ValueError for other texts."""
    return str(uuid.UUID(part))


KEYS: Mapping[FieldType, Callable[[str], Any]] = {FieldType.INTEGER: whole_key, FieldType.BINARY: bytes.fromhex}


def rounded(value: Value, scale: int | None) -> Value:
    """A decimal as a column of that scale stores it (half away from zero, as SQL rounds)."""
    if isinstance(value, Decimal) and scale is not None and value.is_finite():
        return value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP)
    return value


def from_words(kind: FieldType, text: str) -> Value:
    """What a person wrote in a condition (`is = "true"`), as a value of the field's type. Raises ValueError."""
    if kind is FieldType.BOOLEAN:
        return _checked(boolean(text), bool)
    if kind is FieldType.INTEGER:
        return _checked(integer(text), int)
    if kind is FieldType.FLOAT:
        return _checked(floating(text), float)
    if kind is FieldType.DECIMAL:
        return _checked(decimal(None)(text), Decimal)
    if kind is FieldType.DATE:
        return _checked(date(text), dt.date)
    if kind is FieldType.DATETIME:
        return _checked(moment(text), dt.datetime)
    return text


def _checked(value: Value, kind: type) -> Value:
    if not isinstance(value, kind):
        raise ValueError(f"not a {kind.__name__}")  # noqa: TRY004  # the text is wrong, not a caller's type
    return value


_TOKEN = re.compile(
    r"""(?P<text>_?\w*'(?:[^']|'')*')"""
    r"""|(?P<cast>::\s*(?:"[^"]+"|character\ varying|[\w.]+)(?:\s*\(\d+\))?(?:\[\])?)"""
    r"""|(?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[\w+\])|(?P<word>\w+)|(?P<sign>\S)"""
)


def choices_of(check: str, column: str) -> tuple[Choice, ...]:
    """The allowed texts that a CHECK condition gives for the column: `col IN ('a', 'b')` and how servers print it.

    Anything else, such as a condition over two columns, gives ().
    """
    words: list[str] = []
    texts: list[str] = []
    for match in _TOKEN.finditer(check):
        if match["text"]:
            texts.append(match["text"].partition("'")[2][:-1].replace("''", "'"))
            words.append("'")
        elif match["name"]:
            words.append("@" if match["name"][1:-1] == column else match["name"])
        elif match["word"]:
            words.append("@" if match["word"].casefold() == column.casefold() else match["word"].casefold())
        elif match["sign"] and match["sign"] not in "()[],":
            words.append(match["sign"])
    allowed = ["'"] * len(texts)
    listed = (["@", "in", *allowed], ["@", "=", "any", "array", *allowed])
    nullable = ["@", "is", "null"]
    shapes = [shape for one in listed for shape in (one, [*one, "or", *nullable], [*nullable, "or", *one])]
    return tuple(Choice(one, one) for one in texts) if texts and words in shapes else ()


def first_choices(checks: Sequence[str], column: str) -> tuple[Choice, ...]:
    """The choices that the first fitting one of several CHECK conditions gives."""
    return next((found for check in checks if (found := choices_of(check, column))), ())
