"""When a sync is due: its interval, its times of day, its hours. Pure.

Times are of the trigger's time zone; without one, of the computer's. Where daylight saving skips a local time, it is that long
after the gap; where it has a local time twice, the first one counts. Intervals are real time: a change of the clocks moves none.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop_sync.model.sync import Trigger
from desktop_sync.sync.words import nearest

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY_DAY = frozenset(range(7))
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_TIMES = re.compile(rf"({_TIME}(?:\s*,\s*{_TIME})*)\Z")
_HOURS = re.compile(rf"({_TIME})\s*[-–]\s*({_TIME}|24:00)\Z")
_LONGEST_ZONE = 100
"""A longer name is none, and one with thousands of “/” would be looked for in as many folders."""
_LOOK_DAYS = 16
"""How far ahead an open hour is looked for: two weeks hold every weekday twice."""
_DAY = dt.timedelta(days=1)
_FAR = 14 * _DAY


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of some days; over midnight where it ends before it begins. `days`: those on which it begins, 0 is Monday."""

    days: frozenset[int]
    start: dt.time
    end: dt.time


@lru_cache(256)
def parse_at(text: str) -> tuple[frozenset[int], tuple[dt.time, ...]]:
    """Times such as "18:00", "Sat 09:00", "Mon-Fri 07:30, 18:00" or "Mon,Thu 07:30" as (weekdays, local times). Raises ValueError."""
    days, rest = _days(text)
    found = _TIMES.fullmatch(rest)
    if found is None:
        raise ValueError("is no time; write “07:30” or “Mon-Fri 18:00”.")
    return days, tuple(dt.time.fromisoformat(one.strip()) for one in found[1].split(","))


@lru_cache(256)
def parse_hours(text: str) -> Hours:
    """Hours such as "22:00-07:00" or "Mon-Fri 08:00-18:00". Raises ValueError."""
    days, rest = _days(text)
    found = _HOURS.fullmatch(rest)
    if found is None:
        raise ValueError("are no hours; write “08:00-18:00” or “Mon-Fri 08:00-18:00”.")
    return Hours(days, dt.time.fromisoformat(found[1]), dt.time.fromisoformat(found[2].replace("24:00", "00:00")))


def at_problem(text: str) -> str:
    """What is wrong with the text of a time of day, "" when nothing is."""
    try:
        parse_at(text)
    except ValueError as error:
        return str(error)
    return ""


def hours_problem(text: str) -> str:
    """What is wrong with the text of hours, "" when nothing is."""
    try:
        parse_hours(text)
    except ValueError as error:
        return str(error)
    return ""


def zone_problem(name: str) -> str:
    """What is wrong with the name of a time zone, "" when nothing is."""
    if not name:
        return ""
    try:
        if len(name) <= _LONGEST_ZONE:
            ZoneInfo(name)
            return ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    return f"there is no time zone “{name[:_LONGEST_ZONE]}”; write it as “Europe/Berlin”."


def _days(text: str) -> tuple[frozenset[int], str]:
    """The days at the beginning, and what follows them."""
    head, space, rest = text.strip().partition(" ")
    if not head[:1].isalpha():
        return EVERY_DAY, text.strip()
    found: set[int] = set()
    for part in head.split(","):
        first, dash, last = part.partition("-")
        start, end = _day(first), _day(last if dash else first)
        found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(found), rest.strip() if space else ""


def _day(text: str) -> int:
    for number, name in enumerate(DAYS):
        if text.casefold() == name.casefold():
            return number
    raise ValueError(f"has no weekday “{text}”.{nearest(text, DAYS)}")


# when ------------------------------------------------------------------------------------------------------------------


def next_due(trigger: Trigger, last: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """When the sync runs next by itself (aware); a time that has passed means: now (a missed run is caught up once). None: never.

    `last`: start of its last run. `hours` hold for the interval, `quiet` for times of day, too.
    """
    if last is not None and last > now:
        last = None  # the clock was wrong then
    moments = []
    if trigger.every_s is not None:
        base = now if last is None else last + dt.timedelta(seconds=trigger.every_s)
        moments.append(_shifted(trigger, base, now, trigger.hours))
    for text in trigger.at:
        when = _next_at(*parse_at(text), last or now, trigger.zone)
        moments.append(_shifted(trigger, when, now, ()))
    return min((one for one in moments if one is not None), default=None)


def runs_in(trigger: Trigger, since: dt.datetime, days: int) -> int:
    """How often the sync runs by the clock in so many days (at most 14) from then on. Interval and times of day may fall together: “about”."""
    end = since + days * _DAY
    shown = {
        _shifted(trigger, when, since, ()) for text in trigger.at for when in _times(text, since, end, trigger.zone)
    }
    count = sum(one is not None and one < end for one in shown)
    if trigger.every_s is None:
        return count
    every, due = dt.timedelta(seconds=trigger.every_s), since
    while due < end:
        opens = _open_from(due, trigger.hours, trigger.quiet, trigger.zone)
        if opens is None or opens >= end:
            break
        # All that follow until it closes are one step: an interval of a minute would be twenty thousand.
        many = max(1, -((opens - _shuts(trigger, opens, end)) // every))
        count += many
        due = opens + many * every
    return count


def _times(text: str, since: dt.datetime, end: dt.datetime, zone: str) -> Iterator[dt.datetime]:
    days, times = parse_at(text)
    first, last = _local(since, zone).date(), _local(end, zone).date()
    for step in range((last - first).days + 1):
        date = first + step * _DAY
        if date.weekday() in days:
            yield from (when for when in (_moment(date, time, zone) for time in times) if since < when <= end)


def _shuts(trigger: Trigger, at: dt.datetime, end: dt.datetime) -> dt.datetime:
    """When the hours that are open then end, or the quiet ones begin."""
    if not trigger.hours and not trigger.quiet:
        return end
    days = _LOOK_DAYS
    ends = [stop for start, stop in _stretches(trigger.hours, at, trigger.zone, days) if start <= at < stop]
    begins = [start for start, _ in _stretches(trigger.quiet, at, trigger.zone, days) if start > at]
    return min([*([max(ends)] if ends else []), *begins, end])


def open_from(trigger: Trigger, now: dt.datetime) -> dt.datetime | None:
    """From when on, beginning with now, the sync may run because something changed. None: within two weeks never."""
    return _open_from(now, trigger.hours, trigger.quiet, trigger.zone)


def _shifted(trigger: Trigger, due: dt.datetime, now: dt.datetime, hours: Sequence[str]) -> dt.datetime | None:
    """That time, or the first later one that hours and quiet hours allow; what has passed is asked for now."""
    opens = _open_from(max(due, now), hours, trigger.quiet, trigger.zone)
    return due if opens is not None and opens <= now else opens


def _next_at(days: frozenset[int], times: Sequence[dt.time], last: dt.datetime, zone: str) -> dt.datetime:
    """The first such time after the last run."""
    day = _local(last, zone).date()
    for step in range(9):
        date = day + step * _DAY
        later = [when for when in (_moment(date, time, zone) for time in times) if when > last]
        if later and date.weekday() in days:
            return min(later)
    raise AssertionError(days)  # every weekday comes within nine days


def _local(moment: dt.datetime, zone: str) -> dt.datetime:
    return moment.astimezone(ZoneInfo(zone) if zone else None)


def _moment(date: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """The moment of a local time, in UTC. Of one that comes twice the first (fold 0); of one in a gap that long after it (PEP 495)."""
    naive = dt.datetime.combine(date, time)
    aware = naive.replace(tzinfo=ZoneInfo(zone)) if zone else naive.astimezone()
    return aware.astimezone(dt.UTC)


def _open_from(now: dt.datetime, hours: Sequence[str], quiet: Sequence[str], zone: str) -> dt.datetime | None:
    if not hours and not quiet:
        return now
    soon = _open_within(now, hours, quiet, zone, 2)  # mostly it is open now, or today
    return soon if soon is not None and soon - now < _DAY else _open_within(now, hours, quiet, zone, _LOOK_DAYS)


def _open_within(
    now: dt.datetime, hours: Sequence[str], quiet: Sequence[str], zone: str, days: int
) -> dt.datetime | None:
    open_ = sorted(_stretches(hours, now, zone, days))
    shut = sorted(_stretches(quiet, now, zone, days))
    at = now
    # Each step passes the end of a stretch, or comes to the beginning of one: no more steps than stretches.
    for _ in range(2 * (len(open_) + len(shut)) + 2):
        ends = [end for start, end in shut if start <= at < end]
        if ends:
            at = max(ends)
        elif hours and not any(start <= at < end for start, end in open_):
            later = [start for start, _ in open_ if start > at]
            if not later:
                return None
            at = later[0]
        else:
            return at if at - now < _FAR else None
    return None


def _stretches(
    texts: Sequence[str], now: dt.datetime, zone: str, days: int
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    today = _local(now, zone).date()
    for hours in map(parse_hours, texts):
        over = _DAY if hours.end <= hours.start else 0 * _DAY
        for step in range(-2, days):
            date = today + step * _DAY
            if date.weekday() in hours.days:
                yield _moment(date, hours.start, zone), _moment(date + over, hours.end, zone)
