"""Dataclasses to JSON and back, by their type hints; and the small encodings of columns.

Only what our dataclasses use: nested dataclasses, enums, tuples, mappings, date-times, plain values, `X | None`.
"""

import datetime as dt
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import orjson

from desktop_sync.model.values import Value, from_json, to_json

T = TypeVar("T")
_TIMES: dict[str, type[dt.datetime | dt.date | dt.time]] = {"$t": dt.datetime, "$D": dt.date, "$h": dt.time}


def dump(value: object) -> str:
    """A dataclass tree as JSON text."""
    return orjson.dumps(_encode(value), option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def load(kind: type[T], text: str | bytes) -> T:
    """The inverse of `dump`. Fields that the text lacks keep their defaults, so older texts stay readable."""
    return cast("T", _decode(kind, orjson.loads(text)))


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _encode(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(name): _encode(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_encode(part) for part in value]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return to_json(value)
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        if data is None:
            return None
        (kind,) = (part for part in get_args(kind) if part is not type(None))
        return _decode(kind, data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        values = {one.name: _decode(hints[one.name], data[one.name]) for one in fields(kind) if one.name in data}
        return kind(**values)
    if origin is tuple:
        return _decode_tuple(get_args(kind), data)
    if origin is not None and origin is not Literal:
        part = get_args(kind)[1]
        return {name: _decode(part, value) for name, value in data.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return _decode_plain(data)


def _decode_tuple(parts: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_decode(parts[0], part) for part in data)
    return tuple(_decode(kind, part) for kind, part in zip(parts, data, strict=True))


def _decode_plain(data: Any) -> Any:
    if isinstance(data, dict):
        if len(data) == 1:
            ((tag, text),) = data.items()
            if tag in _TIMES and isinstance(text, str):
                return _TIMES[tag].fromisoformat(text)
        return {name: _decode_plain(part) for name, part in data.items()}
    if isinstance(data, list):
        return [_decode_plain(part) for part in data]
    return data


def dump_values(data: Any) -> bytes:
    """Values in lists and mappings for a BLOB column; what JSON lacks is written as `to_json` says.

    Integers over 64 bits and lone surrogates, which orjson refuses, take the slower way, marked by a leading space: one
    odd record must not stop a run.
    """
    try:
        return orjson.dumps(data, default=to_json, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except orjson.JSONEncodeError:
        return b" " + json.dumps(data, default=to_json).encode("ascii")


def load_values(blob: bytes) -> Any:
    """The inverse of `dump_values`, before `from_json`."""
    return json.loads(blob) if blob.startswith(b" ") else orjson.loads(blob)


def dump_value(value: Value) -> bytes:
    """One value for a BLOB column. Equal pictures have equal bytes."""
    return dump_values(value)


def load_value(blob: bytes) -> Value:
    """The inverse of `dump_value`."""
    return from_json(load_values(blob))


def started(report: str) -> dt.datetime | None:
    """When a run of that report began, without reading all of it."""
    at = orjson.loads(report).get("started_at")
    return None if at is None else cast("dt.datetime | None", from_json(at))


def clean(text: str) -> str:
    """A text for a TEXT column: lone surrogates, which the database refuses, become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def dump_time(time: dt.datetime | None) -> str | None:
    """A time for a TEXT column, in UTC. A naive one means UTC."""
    if time is None:
        return None
    aware = time if time.tzinfo is not None else time.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).isoformat()


def load_time(text: str | None) -> dt.datetime | None:
    """The inverse of `dump_time`."""
    return None if text is None else dt.datetime.fromisoformat(text)


def fold(name: str) -> str:
    """A name for comparing without case."""
    return name.strip().casefold()
