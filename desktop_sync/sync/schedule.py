"""When a sync is due: its interval and its times of day. Pure; local times are the caller's zone."""

import datetime as dt

from desktop_sync.model.sync import Trigger

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_at(text: str) -> tuple[frozenset[int], dt.time]:
    """Times such as "18:00", "Sat 09:00", "Mon-Fri 18:00" or "Mon,Thu 07:30" as (weekdays 0–6, local time). Raises ValueError."""
    days_text, _, time_text = text.strip().rpartition(" ")
    moment = dt.time.fromisoformat(time_text)
    if not days_text:
        return frozenset(range(7)), moment
    days: set[int] = set()
    for part in days_text.lower().replace(" ", "").split(","):
        first, _, last = part.partition("-")
        start, end = DAYS.index(first[:3]), DAYS.index((last or first)[:3])
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days), moment


def next_due(trigger: Trigger, last: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """When the sync runs next by itself: aware, in the zone of `now`; a time that has passed means: now (a missed run is caught up
    once). None: never by itself. `last`: start of its last run.
    """
    moments = []
    if trigger.every_s is not None:
        moments.append(now if last is None else last + dt.timedelta(seconds=trigger.every_s))
    local = now.astimezone()
    moments.extend(_next_at(*parse_at(text), (last or now).astimezone(), local) for text in trigger.at)
    return min(moments) if moments else None


def _next_at(days: frozenset[int], moment: dt.time, last: dt.datetime, now: dt.datetime) -> dt.datetime:
    """The first such time after the last run."""
    day = last.date()
    for step in range(9):
        candidate = day + dt.timedelta(days=step)
        # Naive local time made aware by the system's zone, so that daylight saving is the platform's business.
        when = dt.datetime.combine(candidate, moment).astimezone()
        if candidate.weekday() in days and when > last:
            return when
    return now + dt.timedelta(days=7)
