"""The user's own rules for values, before they are written (`check` of a field). Pure; texts carry limits, never values."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from desktop_sync.model.mapping import Check, Format
from desktop_sync.model.values import Value, is_blank, plain
from desktop_sync.sync.validation import is_email

RULE = "the sync's rule"
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{3,24}(?:\s*(?:ext|x|;ext=)\.?\s*[0-9]{1,8})?\Z", re.IGNORECASE)
_WORDS: Mapping[Format, str] = {
    Format.EMAIL: "isn't an e-mail address",
    Format.PHONE: "isn't a phone number",
    Format.URL: "isn't a web address (http:// or https://)",
}


def problem(check: Check, value: Value) -> str:
    """What the rules say against the value; "" for nothing. A blank breaks none: `required` is for that."""
    if is_blank(value):
        return ""
    values = value if isinstance(value, tuple) else (value,)
    return next((words for one in values for part in _PARTS if (words := part(check, one))), "")


def limit_problem(text: str) -> str:
    """What is wrong with a `min` or `max` of a sync file; "" for nothing."""
    return "" if _limit(text) is not None else "must be a number, or a date or time as 2026-03-27"


def pattern_problem(text: str) -> str:
    """What is wrong with a regular expression; "" for nothing."""
    try:
        re.compile(text)
    except re.error as error:
        return f"is no regular expression ({error.msg} at character {(error.pos or 0) + 1})"
    return ""


def _range(check: Check, value: Value) -> str:
    if check.min and (order := _order(value, check.min)) is not None and order < 0:
        return f"is less than {check.min} ({RULE} “min”)"
    if check.max and (order := _order(value, check.max)) is not None and order > 0:
        return f"is more than {check.max} ({RULE} “max”)"
    if (check.min or check.max) and _comparable(value, check.min or check.max) is None:
        return f"can't be compared with {check.min or check.max} ({RULE} “{'min' if check.min else 'max'}”)"
    return ""


def _order(value: Value, limit: str) -> int | None:
    """−1, 0 or 1 for less, equal, more; None where they are not of one kind."""
    pair = _comparable(value, limit)
    if pair is None:
        return None
    one, two = pair
    return int(one > two) - int(one < two)


def _comparable(value: Value, limit: str) -> tuple[Any, Any] | None:
    """Both in one form that can be compared; None where they are not of one kind."""
    bound = _limit(limit)
    if isinstance(bound, Decimal):
        number = _number(value)
        return None if number is None else (number, bound)
    if isinstance(value, dt.datetime) and isinstance(bound, dt.datetime | dt.date):
        return _moment(value), _moment(bound)
    if isinstance(value, dt.date) and isinstance(bound, dt.date) and not isinstance(bound, dt.datetime):
        return value.isoformat(), bound.isoformat()
    if isinstance(value, dt.time) and isinstance(bound, dt.time):
        return value.isoformat(), bound.isoformat()
    return None


def _moment(value: dt.datetime | dt.date) -> str:
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@lru_cache(256)
def _limit(text: str) -> Decimal | dt.datetime | dt.date | dt.time | None:
    number = _number(text)
    if number is not None:
        return number
    kinds: tuple[Callable[[str], dt.date | dt.time], ...] = (
        dt.date.fromisoformat,
        dt.time.fromisoformat,
        dt.datetime.fromisoformat,
    )
    for parse in kinds:
        try:
            return parse(text.strip())
        except ValueError:
            continue
    return None


def _length(check: Check, value: Value) -> str:
    if not check.shortest and check.longest is None:
        return ""
    length = len(str(plain(value)))
    if length < check.shortest:
        return f"is {_characters(length)}, at least {check.shortest} are asked for ({RULE} “length”)"
    if check.longest is not None and length > check.longest:
        return f"is {_characters(length)}, at most {check.longest} are allowed ({RULE} “length”)"
    return ""


def _characters(count: int) -> str:
    return f"{count} character" if count == 1 else f"{count} characters"


def _format(check: Check, value: Value) -> str:
    text = str(plain(value)).strip()
    fits = True
    if check.format is Format.EMAIL:
        fits = is_email(text)
    elif check.format is Format.PHONE:
        fits = _PHONE.match(text) is not None and sum(one.isdigit() for one in text) >= 4
    elif check.format is Format.URL:
        fits = _is_url(text)
    return "" if fits or check.format is None else f"{_WORDS[check.format]} ({RULE} “format”)"


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not any(one.isspace() for one in text)


def _matches(check: Check, value: Value) -> str:
    fits = not check.matches or re.fullmatch(check.matches, str(plain(value))) is not None
    return "" if fits else f"does not fit {check.matches} ({RULE} “matches”)"


def _one_of(check: Check, value: Value) -> str:
    if not check.one_of or _as_text(value) in check.one_of:
        return ""
    shown = ", ".join(check.one_of[:8]) + (" …" if len(check.one_of) > 8 else "")
    return f"is none of: {shown} ({RULE} “one_of”)"


def _as_text(value: Value) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(plain(value))


_PARTS: tuple[Callable[[Check, Value], str], ...] = (_range, _length, _format, _matches, _one_of)
