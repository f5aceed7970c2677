"""Small notations of the sync file: limits ("10%", 50, "off") and spans ("15m")."""

import re

from desktop_sync.model.sync import Limit

FLOOR = 5
"""Up to this many never trip a percentage (SYNC.md, Guard)."""
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,9})?)\s*%(?:\s*or\s*([0-9]{1,9}))?\Z")
_SPAN = re.compile(r"([0-9]{1,9})\s*([smhd])\Z")
_COUNT = re.compile(r"[0-9]{1,9}\Z")
_MOST = 10**9
_LONGEST_S = 10 * 366 * 86_400
"""A span beyond ten years is a slip, and one that is long enough can't be added to a time."""
_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


def limit_of(value: object) -> Limit | None:
    """The limit, None where the value is none. “10% or 50”: the smaller counts. 0 and “0%” allow none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Limit(count=value) if 0 <= value < _MOST else None
    if not isinstance(value, str):
        return None
    text = value.strip().casefold()
    if text == "off":
        return Limit()
    if _COUNT.match(text):
        return Limit(count=int(text))
    found = _PERCENT.match(text)
    if found is None or float(found[1]) > 100:
        return None
    percent = float(found[1])
    if not percent:
        return Limit(count=0)
    return Limit(percent=percent, count=int(found[2]) if found[2] else None, floor=FLOOR)


def limit_text(limit: Limit) -> str:
    """The limit as TOML."""
    if limit.off:
        return '"off"'
    if limit.percent is None:
        return str(limit.count)
    percent = f"{limit.percent:f}".rstrip("0").rstrip(".")
    return f'"{percent}%"' if limit.count is None else f'"{percent}% or {limit.count}"'


def seconds_of(value: object) -> int | None:
    """A span in seconds, None where the value is none, is zero, or is longer than ten years."""
    found = _SPAN.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    seconds = int(found[1]) * _SECONDS[found[2]]
    return seconds if 0 < seconds <= _LONGEST_S else None


def span_text(seconds: int) -> str:
    """The span in the largest unit that divides it: 900 is “15m”."""
    for unit, size in _SECONDS.items():
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    raise AssertionError
