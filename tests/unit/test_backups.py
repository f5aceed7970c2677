"""The ladder of backups: what stays, whatever was made when; and when the next is due."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.sync.backups import DAYS, LAST, MONTHS, WEEKS, due, kept, made_at, name_of, stale

ID = "0123456789abcdef0123456789abcdef"
START = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
times = st.lists(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC)), max_size=60)


@given(times)
def test_the_newest_stay_and_never_too_many(made: list[dt.datetime]) -> None:
    stay = kept(made)
    assert stay >= set(sorted(set(made), reverse=True)[:LAST])
    assert len(stay) <= LAST + DAYS + WEEKS + MONTHS


@given(times)
def test_a_second_look_throws_nothing_away(made: list[dt.datetime]) -> None:
    assert kept(kept(made)) == kept(made)


@given(times)
def test_each_of_the_last_months_with_one_keeps_one(made: list[dt.datetime]) -> None:
    months = sorted({(one.year, one.month) for one in made}, reverse=True)[:MONTHS]
    assert {(one.year, one.month) for one in kept(made)} >= set(months)


def test_made_daily_for_two_years_it_is_a_ladder() -> None:
    """Thrown away as they come, not all at once at the end: what an old rung needs must have been kept by the younger ones."""
    have: frozenset[dt.datetime] = frozenset()
    for day in range(730):
        have = kept(have | {START + dt.timedelta(days=day)})
    newest = START + dt.timedelta(days=729)
    ages = sorted((newest - one).days for one in have)
    assert ages[:DAYS] == list(range(DAYS))
    assert len([age for age in ages if age <= 35]) >= DAYS + 3
    assert ages[-1] > 300
    assert len(have) <= DAYS + WEEKS + MONTHS


@given(st.datetimes(dt.datetime(2000, 1, 1), timezones=st.just(dt.UTC)))
def test_a_name_tells_when_and_whose(at: dt.datetime) -> None:
    assert made_at(name_of(ID, at), ID) == at
    assert made_at(name_of(ID, at), "f" * 32) is None


def test_what_is_no_backup_of_ours_is_left_alone() -> None:
    for name in ("monday.dsbackup", "desktop-sync-01234567-20261399T000000000000.dsbackup", "workspace.db"):
        assert made_at(name, ID) is None


def test_one_is_due_after_a_day_and_stale_after_three() -> None:
    hours = dt.timedelta(hours=1)
    assert not due(None, START, START + 23 * hours)
    assert due(None, START, START + 24 * hours)
    assert not due(START + 24 * hours, START, START + 47 * hours)
    assert due(START + 24 * hours, START, START + 48 * hours)
    assert due(START + 90 * 24 * hours, START, START + 24 * hours)  # made when the clock was wrong
    assert not stale(None, START, START + 72 * hours)
    assert stale(None, START, START + 73 * hours)
    assert not stale(START + 48 * hours, START, START + 73 * hours)
