"""JSON text of the command line as a value of a field's type, which shows in the values that the field holds now."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop_sync.errors import UsageError
from desktop_sync.model.values import Value

PLACE = "--value"


def typed_value(text: str, *samples: Value) -> Value:
    """The value that the JSON text means for a field that holds `samples`. Raises UsageError where it can't be one."""
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except ValueError as error:
        raise UsageError(
            "The value isn't JSON.",
            advice="Texts stand in double quotes within single ones: --value '\"Lena Meyer\"'; numbers stand alone.",
            place=PLACE,
        ) from error
    sample = next((one for one in samples if one is not None), None)
    if data is None or data == "":
        return None
    if isinstance(data, dict):
        raise UsageError("A field holds one value or a list of texts, not an object.", place=PLACE)
    if isinstance(data, list):
        return _texts(data, sample)
    return _scalar(data, sample)


def _no_constant(word: str) -> Any:
    raise ValueError(word)


def _texts(data: list[Any], sample: Value) -> Value:
    if sample is not None and not isinstance(sample, tuple):
        raise UsageError("This field holds one value, not a list.", place=PLACE)
    if not all(isinstance(one, str) for one in data):
        raise UsageError("A list must hold texts only.", place=PLACE)
    return tuple(data)


def _scalar(data: bool | int | Decimal | str, sample: Value) -> Value:
    for kind, words, convert in _KINDS:
        if isinstance(sample, kind):
            try:
                return convert(data)
            except (ValueError, TypeError, InvalidOperation, binascii.Error) as error:
                raise UsageError(f"This field wants {words}.", place=PLACE) from error
    return data  # a text field, or one that holds nothing yet: the service checks it against the field


def _flag(data: Any) -> bool:
    if not isinstance(data, bool):
        raise TypeError
    return data


def _decimal(data: Any) -> Decimal:
    if isinstance(data, bool) or not isinstance(data, int | Decimal | str):
        raise TypeError
    value = Decimal(data)
    if not value.is_finite():
        raise ValueError
    return value


def _whole(data: Any) -> int:
    value = _decimal(data)
    if value != value.to_integral_value():
        raise ValueError
    return int(value)


def _moment(data: Any) -> dt.datetime:
    moment = dt.datetime.fromisoformat(data)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _list(data: Any) -> tuple[str, ...]:
    if not isinstance(data, str):
        raise TypeError
    return (data,)


def _text(data: Any) -> str:
    if isinstance(data, bool):
        return "true" if data else "false"
    return str(data)


def _bytes(data: Any) -> bytes:
    return base64.b64decode(data, validate=True)


# bool before int, datetime before date: each is a kind of the other for isinstance.
_KINDS: tuple[tuple[type, str, Callable[[Any], Value]], ...] = (
    (bool, "true or false", _flag),
    (int, "a whole number", _whole),
    (float, "a number", lambda data: float(_decimal(data))),
    (Decimal, "a number", _decimal),
    (dt.datetime, 'a date and time such as "2026-03-27T14:30:00+00:00"', _moment),
    (dt.date, 'a date such as "2026-03-27"', dt.date.fromisoformat),
    (dt.time, 'a time such as "14:30"', dt.time.fromisoformat),
    (bytes, "bytes in base64", _bytes),
    (tuple, "a list of texts", _list),
    (str, "a text", _text),
)
