"""How many calls a month costs: by the schedule alone, by runs that were, and by what runs must cost."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.model.schema import CallWindow
from desktop_sync.model.sync import Trigger
from desktop_sync.sync import forecast, schedule
from desktop_sync.sync.forecast import AROUND, Cost, Habits, Table

NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOURS = ("08:00-18:00", "Mon-Fri 07:30-18:00", "22:00-07:00", "Sat 00:00-24:00")
triggers = st.builds(
    Trigger,
    every_s=st.sampled_from([900, 3600, 5400, 86_400, 200_000]),
    zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    hours=st.lists(st.sampled_from(HOURS), max_size=2, unique=True).map(tuple),
    quiet=st.lists(st.sampled_from(HOURS[:3]), max_size=1).map(tuple),
) | st.builds(
    Trigger,
    at=st.lists(st.sampled_from(["07:30, 18:00", "Mon-Fri 12:00", "Sun 23:30"]), min_size=1, unique=True).map(tuple),
    zone=st.just("UTC"),
    quiet=st.lists(st.sampled_from(HOURS[:3]), max_size=1).map(tuple),
)


def walked(trigger: Trigger, since: dt.datetime, days: int) -> int:
    """Run by run, as the dispatcher would."""
    count, last, now = 0, None if trigger.every_s else since, since
    while (due := schedule.next_due(trigger, last, now)) is not None and due < since + days * DAY:
        last = now = max(due, now + dt.timedelta(seconds=1))
        count += 1
    return count


@given(triggers, st.integers(0, 60 * 24 * 14))
def test_runs_are_counted_as_they_would_be_made(trigger: Trigger, minutes: int) -> None:
    since = dt.datetime(2026, 3, 20, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)  # over a change of the clocks
    assert abs(schedule.runs_in(trigger, since, 14) - walked(trigger, since, 14)) <= 1


def test_every_minute_is_counted_at_once() -> None:
    assert schedule.runs_in(Trigger(every_s=60), NOW, 14) == 14 * 24 * 60
    assert schedule.runs_in(Trigger(every_s=60, hours=("10:00-11:00",), zone="UTC"), NOW, 14) == 14 * 60
    assert schedule.runs_in(Trigger(), NOW, 14) == 0


def run(days_ago: float = 0.0, calls: int = 6, written: int = 0, **more) -> RunReport:
    counts = forecast_counts(written)
    given = {"kind": RunKind.TIMER, "status": RunStatus.OK, "started_at": NOW - days_ago * DAY} | more
    return RunReport(1, "S", a=counts, calls_a=calls, calls_b=2 * calls, **given)


def forecast_counts(written: int):
    from desktop_sync.model.report import Counts

    return Counts(seen=9, agreed=9 - written, updated=written)


def test_what_runs_have_cost() -> None:
    known = forecast.habits(
        [
            run(0.5, calls=6),
            run(1, calls=14, written=3),
            run(2, calls=6),
            run(2, calls=0, status=RunStatus.FAILED),
            run(3, calls=90, kind=RunKind.CHECK, full=True),
            run(10, calls=6),
            run(10, calls=500, written=9, full=True),
        ],
        NOW,
    )
    assert known == Habits(Cost(6, 12), Cost(14, 28), 0.25, 3.0, Cost(90, 180))
    assert forecast.habits([], NOW) is None
    assert forecast.habits([run(calls=0)], NOW) is None
    whole = forecast.habits([run(2, calls=20, full=True), run(4, calls=300, written=8, full=True)], NOW)
    assert whole is not None
    assert whole.unchanged == whole.check == Cost(20, 40), "a system without a feed is read whole each time"


def test_looking_more_often_costs_looks_and_no_more_changes() -> None:
    known = Habits(Cost(5, 5), Cost(25, 5), 0.5, changed_a_month=60, check=Cost(100, 50))
    hourly = forecast.forecast(Trigger(every_s=3600), "", known, NOW)
    assert (hourly.runs, hourly.a) == (720, 720 * 5 + 60 * 20)
    often = forecast.forecast(Trigger(every_s=600), "", known, NOW)
    assert (often.runs, often.a) == (4320, 4320 * 5 + 60 * 20)
    checked = forecast.forecast(Trigger(every_s=3600), "03:00", known, NOW)
    assert (checked.runs, checked.a, checked.b) == (750, hourly.a + 30 * 100, hourly.b + 30 * 50)
    told = forecast.forecast(Trigger(on_change=True), "", known, NOW)
    assert (told.runs, told.a) == (60, 60 * 25)
    assert not checked.only_checks
    assert not forecast.forecast(Trigger(), "", known, NOW).only_checks
    assert forecast.forecast(Trigger(), "", known, NOW).a == 0
    by_hand = forecast.forecast(Trigger(), "03:00", known, NOW)
    assert (by_hand.runs, by_hand.checks, by_hand.only_checks) == (30, 30, True)


def test_before_the_first_run() -> None:
    feed, listed, dumb = Table(10_000, 100, feed=True), Table(2_001, 100, feed=False), Table(None, 100, feed=False)
    known = forecast.expected(feed, listed)
    assert known is not None
    assert (known.unchanged, known.check) == (Cost(AROUND + 1, AROUND + 21), Cost(AROUND + 100, AROUND + 21))
    assert not forecast.forecast(Trigger(every_s=3600), "", known, NOW).measured
    assert forecast.expected(feed, dumb) is None
    assert forecast.expected(feed, Table(None, 100, feed=True)) is not None


def test_an_account_is_the_sum_of_its_syncs_and_its_plan() -> None:
    windows = (CallWindow(100, 10.0), CallWindow(5_000, 86_400.0, share=0.8))
    one = forecast.of_account("shop", [("S", 100_000), ("T", 21_000), ("U", None)], windows, None)
    assert (one.calls, one.allowed, one.over, one.unknown) == (121_000, 120_000, True, ("U",))
    assert not forecast.of_account("shop", [("S", 1)], windows, None).over
    assert forecast.of_account("shop", [("S", 11)], windows, 10).over, (
        "what a person says goes before what the kind says"
    )
    assert forecast.of_account("shop", [("S", 10**9)], windows[:1], None).allowed is None


@pytest.mark.parametrize(("count", "said"), [(0, 0), (7, 7), (42, 42), (4_217, 4_200), (99_900, 100_000)])
def test_about(count: int, said: int) -> None:
    assert forecast.about(count) == said


def test_what_a_vendor_s_look_costs_is_known_before_the_first_run() -> None:
    known = forecast.expected(Table(1000, 100, feed=True, look=2), Table(None, 100, feed=True, look=3))
    assert known is not None
    assert known.unchanged == Cost(2, 3)
    assert known.check == Cost(11, 3)


def test_calls_that_only_ask_are_part_of_the_sum() -> None:
    known = Habits(Cost(2, 2), Cost(2, 2), 0.0, 0.0, Cost(9, 9))
    without = forecast.forecast(Trigger(every_s=3600), "", known, NOW)
    found = forecast.forecast(Trigger(every_s=3600), "", known, NOW, Cost(500, 0))
    assert (found.a - without.a, found.b - without.b, found.asked_a, found.asked_b) == (500, 0, 500, 0)
    assert forecast.in_a_month(Trigger(every_s=300), NOW) == 8640
