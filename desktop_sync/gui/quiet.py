"""Quiet hours: when the tray keeps its notices to itself. Pure."""

import datetime as dt
import re

_SHAPE = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


def parse(text: str) -> tuple[dt.time, dt.time] | None:
    """“22:00-07:00” as two times; None for "" and for what is none."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        return None
    a, b, c, d = (int(one) for one in found.groups())
    return dt.time(a, b), dt.time(c, d)


def is_quiet(text: str, now: dt.datetime) -> bool:
    """Whether it is quiet at that moment, in the user's zone; the hours may go over midnight."""
    hours = parse(text)
    if hours is None:
        return False
    start, end = hours
    local = now.astimezone().time()
    return start <= local < end if start <= end else local >= start or local < end
