"""When a sync is due: against the calendar, minute by minute, in time zones that change their clocks."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_sync.model.sync import Trigger
from desktop_sync.sync.schedule import next_due, open_from, parse_at, parse_hours, zone_problem

UTC = dt.UTC
MINUTE = dt.timedelta(minutes=1)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
SPRING = dt.datetime(2026, 3, 28, 12, tzinfo=UTC)  # the day before clocks go forward in Berlin
AUTUMN = dt.datetime(2026, 10, 24, 12, tzinfo=UTC)


def test_interval_and_times() -> None:
    now = dt.datetime(2026, 3, 6, 12, 0).astimezone()  # a Friday
    assert next_due(Trigger(), None, now) is None
    assert next_due(Trigger(every_s=900), None, now) == now
    assert next_due(Trigger(every_s=900), now, now) == now + dt.timedelta(minutes=15)
    monday = dt.datetime(2026, 3, 9, 7, 30).astimezone()
    assert next_due(Trigger(at=("Mon-Fri 07:30",)), now, now) == monday
    assert next_due(Trigger(at=("Mon-Fri 07:30", "Sat 09:00")), now, now) == dt.datetime(2026, 3, 7, 9).astimezone()


def test_a_missed_time_is_caught_up_once() -> None:
    last = dt.datetime(2026, 3, 2, 7, 30).astimezone()
    now = dt.datetime(2026, 3, 5, 12, 0).astimezone()
    due = next_due(Trigger(at=("07:30",)), last, now)
    assert due is not None
    assert due < now
    assert next_due(Trigger(at=("07:30",)), now, now) == dt.datetime(2026, 3, 6, 7, 30).astimezone()


@pytest.mark.parametrize(
    ("text", "days"),
    [("07:30", {0, 1, 2, 3, 4, 5, 6}), ("Sat 09:00", {5}), ("Fri-Mon 18:00", {4, 5, 6, 0}), ("Mon,Thu 07:30", {0, 3})],
)
def test_days(text: str, days: set[int]) -> None:
    assert parse_at(text)[0] == frozenset(days)


@pytest.mark.parametrize("text", ["25:00", "Xyz 07:30", "soon"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_at(text)


def test_several_times_on_the_same_days() -> None:
    assert parse_at("Mon-Fri 07:30, 18:00") == (frozenset(range(5)), (dt.time(7, 30), dt.time(18)))


def runs(trigger: Trigger, start: dt.datetime, days: int) -> list[dt.datetime]:
    """When a sync runs that runs whenever it is due, on a computer that is always on."""
    found, last, end = [], start, start + dt.timedelta(days=days)
    while (due := next_due(trigger, last, last)) is not None and due < end:
        found.append(due)
        last = due
    return found


def test_a_time_that_daylight_saving_skips_is_once_after_the_gap() -> None:
    found = runs(Trigger(at=("02:30",), zone="Europe/Berlin"), SPRING, 3)
    assert [one.astimezone(ZoneInfo("Europe/Berlin")).strftime("%d %H:%M") for one in found] == [
        "29 03:30",
        "30 02:30",
        "31 02:30",
    ]


def test_a_time_that_comes_twice_is_used_once() -> None:
    found = runs(Trigger(at=("02:30",), zone="Europe/Berlin"), AUTUMN, 3)
    assert found == [
        dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        *(dt.datetime(2026, 10, day, 1, 30, tzinfo=UTC) for day in (26, 27)),
    ]


def test_an_interval_is_real_time() -> None:
    found = runs(Trigger(every_s=3600, zone="Europe/Berlin"), AUTUMN, 2)
    assert {later - sooner for sooner, later in pairwise(found)} == {dt.timedelta(hours=1)}
    assert len(found) == 47


TIMES = st.times(dt.time(0), dt.time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None))
STARTS = st.sampled_from((SPRING, AUTUMN, dt.datetime(2026, 4, 4, 3, tzinfo=UTC))).flatmap(
    lambda base: st.integers(0, 2000).map(lambda minutes: base + minutes * MINUTE)
)


@given(st.lists(TIMES, min_size=1, max_size=3, unique=True), st.sampled_from(ZONES), STARTS)
def test_every_local_time_is_met_once_a_day(times: list[dt.time], zone: str, start: dt.datetime) -> None:
    """However the clocks are changed: in ten days each local date has each of the times once."""
    text = ", ".join(f"{one:%H:%M}" for one in times)
    found = runs(Trigger(at=(text,), zone=zone), start, 10)
    assert found == sorted(set(found))
    dates = [one.astimezone(ZoneInfo(zone)) for one in found]
    met: dict[dt.date, list[dt.time]] = {}
    for one in dates:
        met.setdefault(one.date(), []).append(one.time())
    first, last = min(met), max(met)
    for date, moments in met.items():
        exact = sum(time in times for time in moments)
        if date not in (first, last):
            # A skipped time comes later on the same date, where another one may be already: then one run is both.
            assert len(moments) <= len(times)
            assert exact == len(times) or _skips(date, times, zone)


def _skips(date: dt.date, times: list[dt.time], zone: str) -> bool:
    """Whether one of the times is not on the clocks that day."""
    for time in times:
        local = dt.datetime.combine(date, time, ZoneInfo(zone))
        if local.astimezone(UTC).astimezone(ZoneInfo(zone)).time() != time:
            return True
    return False


HOURS = st.tuples(st.sampled_from(("", "Mon-Fri ", "Sat,Sun ", "Fri-Mon ")), TIMES, TIMES).map(
    lambda one: f"{one[0]}{one[1]:%H:%M}-{one[2]:%H:%M}"
)


def allows(text: str, moment: dt.datetime, zone: str) -> bool:
    """Whether the hours hold then, told from the clock on the wall."""
    hours, local = parse_hours(text), moment.astimezone(ZoneInfo(zone))
    wall = local.time().replace(tzinfo=None)
    today, yesterday = local.weekday() in hours.days, (local.weekday() - 1) % 7 in hours.days
    if hours.start < hours.end:
        return today and hours.start <= wall < hours.end
    return (today and wall >= hours.start) or (yesterday and wall < hours.end)


@settings(max_examples=60)
@given(st.lists(HOURS, max_size=2), st.lists(HOURS, max_size=2), st.integers(0, 20_000))
def test_open_hours_against_the_clock_on_the_wall(hours: list[str], quiet: list[str], minutes: int) -> None:
    """In a zone without daylight saving, where the wall clock is unambiguous."""
    zone = "Asia/Kathmandu"
    trigger = Trigger(hours=tuple(hours), quiet=tuple(quiet), zone=zone)
    now = SPRING + minutes * MINUTE

    def opens(moment: dt.datetime) -> bool:
        inside = not hours or any(allows(one, moment, zone) for one in hours)
        return inside and not any(allows(one, moment, zone) for one in quiet)

    found = open_from(trigger, now)
    assert found is None or opens(found)
    until = found or now + dt.timedelta(days=8)
    assert not any(opens(now + step * MINUTE) for step in range(0, int((until - now) / MINUTE), 41))
    if found is not None and found > now:
        assert not opens(found - MINUTE)


def test_the_interval_keeps_to_the_hours_and_times_of_day_do_not() -> None:
    trigger = Trigger(3600, ("22:00",), hours=("Mon-Fri 08:00-18:00",), quiet=("12:00-13:00",), zone="Europe/Berlin")
    berlin = ZoneInfo("Europe/Berlin")
    found = [
        one.astimezone(berlin).strftime("%a %H:%M")
        for one in runs(trigger, dt.datetime(2026, 5, 8, 11, 30, tzinfo=berlin), 4)
    ]
    assert found == [
        *("Fri 13:00", "Fri 14:00", "Fri 15:00", "Fri 16:00", "Fri 17:00", "Fri 22:00", "Sat 22:00", "Sun 22:00"),
        *("Mon 08:00", "Mon 09:00", "Mon 10:00", "Mon 11:00", "Mon 13:00", "Mon 14:00", "Mon 15:00", "Mon 16:00", "Mon 17:00"),
        *("Mon 22:00", "Tue 08:00", "Tue 09:00", "Tue 10:00", "Tue 11:00"),
    ]  # fmt: skip


def test_waking_in_quiet_hours_waits_for_their_end() -> None:
    trigger = Trigger(900, quiet=("22:00-07:00",), zone="UTC")
    last = dt.datetime(2026, 5, 4, 21, 40, tzinfo=UTC)
    assert next_due(trigger, last, last.replace(hour=23)) == dt.datetime(2026, 5, 5, 7, tzinfo=UTC)


def test_a_last_run_in_the_future_is_a_clock_that_was_wrong() -> None:
    now = dt.datetime(2026, 5, 4, 21, 40, tzinfo=UTC)
    assert next_due(Trigger(900), now + dt.timedelta(days=900), now) == now


def test_hours_that_leave_nothing_are_never() -> None:
    trigger = Trigger(900, hours=("08:00-09:00",), quiet=("07:00-10:00",), zone="UTC")
    assert next_due(trigger, SPRING, SPRING) is None


@pytest.mark.parametrize("name", ["Europe/Bärlin", "../etc/passwd", "Berlin"])
def test_no_time_zone(name: str) -> None:
    assert name in zone_problem(name)
    assert zone_problem("Europe/Berlin") == zone_problem("") == ""
