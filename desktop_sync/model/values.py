"""Values of fields, and their one encoding in the store, in JSON and in fingerprints.

A value is blank (None), or one of the types below. `MISSING` (not sent by the system) is a third thing and
never a value: it changes nothing. Date-times are aware; a naive one read from a system means UTC.
"""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import orjson

Value = None | bool | int | float | Decimal | str | bytes | dt.date | dt.datetime | dt.time | tuple[str, ...]
"""A field's value; a tuple of texts is a multiple choice or a list of references."""


class Missing(Enum):
    """The type of `MISSING`, so that checkers can tell it from a value."""

    MISSING = "MISSING"

    def __bool__(self) -> bool:
        raise TypeError("test MISSING with 'is', it is neither true nor false")


MISSING: Final = Missing.MISSING
"""Absent: the system did not send the field. Never the same as blank (None)."""

View = Mapping[str, Value]
"""A record seen through the mapping: shared field name → value. A name that is not there is absent."""


def to_json(value: Value) -> Any:
    """The value as JSON-ready data; types that JSON lacks become one-key objects such as {"$d": "12.50"}."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _ENCODERS:
        return _ENCODERS[kind](value)
    for kind, encode in _ENCODERS.items():  # a driver's own subclass; a date-time comes before the date that it is, too
        if isinstance(value, kind):
            return encode(value)
    return value


_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_ENCODERS: Mapping[type, Callable[[Any], Any]] = {
    Decimal: lambda value: {"$d": str(value)},
    dt.datetime: lambda value: {"$t": value.isoformat()},
    dt.date: lambda value: {"$D": value.isoformat()},
    dt.time: lambda value: {"$h": value.isoformat()},
    bytes: lambda value: {"$b": base64.b64encode(value).decode("ascii")},
    tuple: list,
}
_DECODERS: Mapping[str, Callable[[str], Value]] = {
    "$d": Decimal,
    "$t": dt.datetime.fromisoformat,
    "$D": dt.date.fromisoformat,
    "$h": dt.time.fromisoformat,
    "$b": base64.b64decode,
}


def from_json(data: Any) -> Value:
    """The inverse of `to_json`; a list becomes a tuple."""
    if isinstance(data, dict):
        ((tag, text),) = data.items()
        return _DECODERS[tag](text)
    if isinstance(data, list):
        return tuple(str(part) for part in data)
    assert data is None or isinstance(data, bool | int | float | str)
    return data


def dump_view(view: View) -> bytes:
    """A view as bytes for the store."""
    return orjson.dumps({name: to_json(value) for name, value in view.items()}, option=orjson.OPT_PASSTHROUGH_DATETIME)


def load_view(blob: bytes) -> dict[str, Value]:
    """The inverse of `dump_view`."""
    return {name: from_json(data) for name, data in orjson.loads(blob).items()}


def plain(value: Value) -> Any:
    """The value as people and scripts read it in --json output: decimals, dates and times as text."""
    encoded = to_json(value)
    if isinstance(encoded, dict):
        return next(iter(encoded.values()))
    return encoded


def is_blank(value: Value) -> bool:
    """Whether nothing is in the field: None, an empty text or an empty list. Zero and False are values."""
    return value is None or value in ("", ())


def _fallback(value: object) -> Any:
    if isinstance(value, Decimal):
        return {"$d": str(value)}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"$b": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, dt.timedelta):
        return {"$s": value.total_seconds()}
    return {"$r": str(value)}


def raw_json(raw: Sequence[Any]) -> bytes | None:
    """The raw row as the JSON that its fingerprint is made of; None for one that JSON can't hold."""
    try:
        return orjson.dumps(raw, default=_fallback)
    except (TypeError, orjson.JSONEncodeError):
        return None


def fingerprint(raw: Sequence[Any], key: bytes = b"") -> bytes:
    """16 bytes that change when any of the raw values of a record changes.

    `raw` is the row as the driver gave it; `key` makes the hash useless to somebody who has only the hashes.
    """
    try:
        data = orjson.dumps(raw, default=_fallback)
    except (TypeError, orjson.JSONEncodeError):  # integers over 64 bits, lone surrogates: rare, slower, still exact
        data = repr(raw).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16, key=key).digest()
