"""How many calls a sync will make: what its schedule asks for, times what its runs have cost, or what they must cost at least. Pure.

A run that finds nothing new costs little, one that carries changes costs more, a full comparison the most. How often something changes does
not depend on how often one looks: who looks ten times as often has ten times the runs, but no more that carry something.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.model.schema import CallWindow
from desktop_sync.model.sync import Trigger
from desktop_sync.sync import schedule

MONTH_DAYS = 30
_LOOK_DAYS = 14
_DAY = dt.timedelta(days=1)
RUNS = 100
"""So many of the last runs are looked at."""
AROUND = 5
"""Calls of a run beside reading and writing: signing in, the table's fields, the system's time. As measured with databases and files."""
PLAN_S = 3600.0
"""Limits over an hour or more are what people know as their plan; those over seconds only make a run slower."""
_LOOKS = frozenset({RunKind.MANUAL, RunKind.TIMER, RunKind.CHANGE})


@dataclass(frozen=True, slots=True)
class Cost:
    """Calls to each side."""

    a: float = 0.0
    b: float = 0.0

    def times(self, count: float) -> "Cost":
        """That often."""
        return Cost(self.a * count, self.b * count)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.a + other.a, self.b + other.b)


_NOTHING = Cost()


@dataclass(frozen=True, slots=True)
class Habits:
    """What runs cost. `changed_a_month`: how many carry something in a month, None: as large a part of the runs as `changed_share` says."""

    unchanged: Cost
    changed: Cost
    changed_share: float
    changed_a_month: float | None
    check: Cost
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table before the first run. `records` None: the system does not say. `feed`: it tells what has changed. `look`: calls
    of a run that finds nothing, 0 where that is not known.
    """

    records: int | None
    page_size: int
    feed: bool
    look: int = 0

    @property
    def pages(self) -> int:
        """Calls that read it whole."""
        return max(1, math.ceil((self.records or 0) / max(1, self.page_size)))

    @property
    def around(self) -> int:
        """Calls beside reading."""
        return self.look - 1 if self.look else AROUND

    @property
    def usual(self) -> int:
        """Calls of a run that finds nothing."""
        return self.around + (1 if self.feed else self.pages)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of one sync, for a month. `runs`: by the clock and for changes, with the `checks`, which compare both sides whole.

    `measured`: by what runs have cost, else by what they must cost. `asked_a`, `asked_b`: how many of the calls only ask between runs
    whether something has changed.
    """

    runs: int
    a: int
    b: int
    measured: bool
    checks: int = 0
    asked_a: int = 0
    asked_b: int = 0

    @property
    def only_checks(self) -> bool:
        """Whether nothing runs by itself but the nightly check."""
        return 0 < self.checks == self.runs and not self.asked_a + self.asked_b


@dataclass(frozen=True, slots=True)
class AccountForecast:
    """Of one account, for a month: what all its syncs make. `allowed`: what the plan allows, None: not known."""

    account: str
    calls: int
    allowed: int | None = None
    unknown: tuple[str, ...] = ()
    """Syncs of which nothing is known yet."""

    @property
    def over(self) -> bool:
        """Whether that is more than the plan allows."""
        return self.allowed is not None and self.calls > self.allowed


def habits(runs: Sequence[RunReport], now: dt.datetime) -> Habits | None:
    """What the runs of a sync have cost, newest first; None where there is nothing to go by."""
    ended = [one for one in runs if one.status in {RunStatus.OK, RunStatus.WAITING} and one.calls_a + one.calls_b]
    looks = [one for one in ended if one.kind in _LOOKS]
    usual = [one for one in looks if not one.full] or looks[:-1] or looks  # the first one reads and writes everything
    if not usual:
        return None
    changed = [one for one in usual if one.written]
    same = [one for one in usual if not one.written]
    checks = [one for one in ended if one.kind is RunKind.CHECK]
    whole = checks or [one for one in looks[:-1] or looks if one.full] or [one for one in looks if one.full]
    unchanged = _mean(same) if same else _least(usual)
    started = [one.started_at for one in usual if one.started_at is not None]
    span = now - min(started) if started else dt.timedelta(0)
    rate = len(changed) / (span / _DAY) * MONTH_DAYS if span >= _DAY else None
    return Habits(
        unchanged,
        _mean(changed) if changed else unchanged,
        len(changed) / len(usual),
        rate,
        _mean(whole) if whole else unchanged,
    )


def expected(a: Table, b: Table) -> Habits | None:
    """What runs must cost at least; None where a table that has to be read whole does not say how many records it has."""
    for one in (a, b):
        if one.records is None and not one.feed:
            return None
    look = Cost(a.usual, b.usual)
    return Habits(look, look, 0.0, 0.0, Cost(a.around + a.pages, b.around + b.pages), measured=False)


def in_a_month(trigger: Trigger, now: dt.datetime) -> float:
    """How often it is time."""
    return schedule.runs_in(trigger, now, _LOOK_DAYS) / _LOOK_DAYS * MONTH_DAYS


def forecast(trigger: Trigger, check_at: str, known: Habits, now: dt.datetime, asked: Cost = _NOTHING) -> Forecast:
    """What a month costs. `check_at`: when both sides are compared whole, "" for never. `asked`: calls between runs, by which it is asked
    whether something has changed.
    """
    timed = in_a_month(trigger, now)
    # Each change starts a run of its own, beside those by the clock, which then find nothing.
    changes = known.changed_a_month
    told = changes if changes is not None and trigger.on_change else 0.0
    runs = timed + told
    carrying = min(runs, changes) if changes is not None else runs * known.changed_share
    checks = in_a_month(Trigger(at=(check_at,)), now) if check_at else 0.0
    cost = known.changed.times(carrying) + known.unchanged.times(runs - carrying) + known.check.times(checks) + asked
    whole = round(runs + checks), round(cost.a), round(cost.b)
    return Forecast(*whole, known.measured, round(checks), round(asked.a), round(asked.b))


def of_account(
    account: str, parts: Iterable[tuple[str, int | None]], windows: Sequence[CallWindow], plan: int | None
) -> AccountForecast:
    """The account's sum. `parts`: each sync and its calls to it, None: not known. `plan`: what a person says that it allows."""
    every = list(parts)
    return AccountForecast(
        account,
        sum(calls for _, calls in every if calls is not None),
        plan if plan is not None else allowed(windows),
        tuple(name for name, calls in every if calls is None),
    )


def allowed(windows: Sequence[CallWindow]) -> int | None:
    """Calls in a month that the system's own limits allow us, None where it has none that is a plan's."""
    found = [one.calls * one.share * MONTH_DAYS * 86_400 / one.per_s for one in windows if one.per_s >= PLAN_S]
    return int(min(found)) if found else None


def about(count: int) -> int:
    """A number that does not promise more than is known: two digits, the rest noughts."""
    step = int(10 ** max(0, len(str(count)) - 2))
    return round(count / step) * step


def _mean(runs: Sequence[RunReport]) -> Cost:
    return Cost(sum(one.calls_a for one in runs) / len(runs), sum(one.calls_b for one in runs) / len(runs))


def _least(runs: Sequence[RunReport]) -> Cost:
    return Cost(min(one.calls_a for one in runs), min(one.calls_b for one in runs))
