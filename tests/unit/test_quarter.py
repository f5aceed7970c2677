"""A quarter of a year in seconds: the dispatcher on a clock that the test owns, with all that befalls a desktop.

Computers that sleep, networks that go, clocks that change twice a year, tokens that end, systems that say 429, programs that are
killed. Every change is carried exactly once, no run of a time is missed or made twice, and no system is called beyond what it allows.
What is real here: `Dispatcher`, `SyncService`, `sync.agenda`, `sync.schedule`. What is not: the runs themselves, and the store.
"""

import dataclasses
import datetime as dt
import random
from dataclasses import dataclass, field
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from desktop_sync.engine.dispatch import Dispatcher, Job
from desktop_sync.engine.syncs import SyncService
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.model.schema import ConnectorInfo
from desktop_sync.model.signin import SignInState
from desktop_sync.model.sync import Account, Pauses, SideSpec, StoredSync, SyncDefinition, Trigger
from desktop_sync.sync.agenda import INTERRUPTED
from tests.fakes.agenda import MemoryAgenda

BERLIN = ZoneInfo("Europe/Berlin")
SECOND, MINUTE, HOUR, DAY = (dt.timedelta(seconds=n) for n in (1, 60, 3600, 86400))
AT = {"shop–erp": ("Mon-Fri 07:30, 18:00",), "nightly": ("02:30",)}
TRIGGERS = {
    "shop–erp": Trigger(at=AT["shop–erp"], zone="Europe/Berlin"),
    "nightly": Trigger(at=AT["nightly"], zone="Europe/Berlin"),
    "hourly": Trigger(every_s=3600, hours=("Mon-Fri 08:00-18:00",), quiet=("12:00-13:00",), zone="Europe/Berlin"),
    "changes": Trigger(every_s=6 * 3600, on_change=True),
    "settles": Trigger(on_change=True, settle_s=120, every_s=86400),
    "office": Trigger(on_change=True, hours=("Mon-Fri 08:00-18:00",), zone="Europe/Berlin"),
}
ACCOUNTS = {
    "shop–erp": ("shop", "erp"),
    "nightly": ("shop", "books"),
    "hourly": ("crm", "erp"),
    "changes": ("shop", "crm"),
    "settles": ("crm", "books"),
    "office": ("erp", "books"),
}
CALLS_AN_HOUR = 60
"""What each account's system allows."""


class Killed(BaseException):
    """The program is gone."""


@dataclass
class Stretch:
    """A time in which something does not work."""

    start: dt.datetime
    end: dt.datetime

    def holds(self, now):
        return self.start <= now < self.end


@dataclass
class Quarter:
    """Everything that is outside the dispatcher."""

    start: dt.datetime
    seed: int
    days: int = 92
    agenda: MemoryAgenda = field(default_factory=MemoryAgenda)

    def __post_init__(self):
        self.chance = random.Random(self.seed)
        self.now = self.start
        self.end = self.start + self.days * DAY
        self.sleeps = self._nights()
        self.outages = self._stretches(12, (MINUTE, 9 * HOUR))
        self.dead_tokens = [(self.chance.choice(("crm", "erp")), one) for one in self._stretches(3, (HOUR, 2 * DAY))]
        self.kills = sorted(self.moment() for _ in range(25))
        self.edits = sorted((self.moment(), self.chance.choice(list(TRIGGERS))) for _ in range(1200))
        self.pending = {name: [] for name in TRIGGERS}
        self.carried: list[tuple[int, dt.datetime]] = []
        self.runs: dict[str, list[RunReport]] = {name: [] for name in TRIGGERS}
        self.calls: dict[str, list[dt.datetime]] = {name: [] for name in ("shop", "erp", "crm", "books")}
        self.refused: dict[str, list[dt.datetime]] = {name: [] for name in self.calls}
        self.signed_in = dict.fromkeys(self.calls, SignInState())
        self.number = 0
        for name in TRIGGERS:  # the first pairing, by a person
            self.note(name, RunKind.MANUAL, self.now - HOUR, RunStatus.OK)

    def moment(self):
        return self.start + self.chance.random() * self.days * DAY

    def _stretches(self, count, lengths):
        least, most = lengths
        starts = [self.moment() for _ in range(count)]
        return [Stretch(one, one + least + self.chance.random() * (most - least)) for one in starts]

    def _nights(self):
        """Shut at night mostly, and now and then over a weekend or for an hour."""
        found = []
        for day in range(self.days):
            evening = self.start + day * DAY + (17 + 5 * self.chance.random()) * HOUR
            if self.chance.random() < 0.7:
                found.append(Stretch(evening, evening + (7 + 5 * self.chance.random()) * HOUR))
            if self.chance.random() < 0.05:
                found.append(Stretch(evening, evening + 60 * HOUR))
        return found + self._stretches(60, (MINUTE, 2 * HOUR))

    # the ports ---------------------------------------------------------------------------------------------------------

    def services(self):
        syncs = SimpleNamespace(
            all=lambda: [
                StoredSync(
                    number,
                    SyncDefinition(
                        name,
                        *(SideSpec(account, "records") for account in ACCOUNTS[name]),
                        (FieldLink("f", ("f",), ("f",)),),
                        trigger=trigger,
                    ),
                    paired=True,
                )
                for number, (name, trigger) in enumerate(TRIGGERS.items())
            ]
        )
        names = list(TRIGGERS)
        journal = SimpleNamespace(
            runs=lambda sync_id, limit: self.runs[names[sync_id]][:limit], can_go_on=frozenset, holds=lambda _id: []
        )
        accounts = SimpleNamespace(
            get=lambda name: Account(list(self.calls).index(name), name, "k", {}),
            sign_in=lambda number: self.signed_in[list(self.calls)[number]],
            pauses=Pauses,
        )
        connectors = SimpleNamespace(info=lambda kind, _settings: ConnectorInfo(kind, kind, "", ()))
        ports = SimpleNamespace(syncs=syncs, journal=journal, accounts=accounts, connectors=connectors, memories={})
        return SimpleNamespace(
            clock=SimpleNamespace(now=lambda: self.now),
            syncs=SyncService(ports, None),
            checks=SimpleNamespace(due=lambda now: ()),
            agenda=self.agenda,
        )

    def note(self, name, kind, at, status, **more):
        self.number += 1
        report = RunReport(self.number, name, kind, status, started_at=at, **more)
        self.runs[name].insert(0, report)
        return report

    # what happens ------------------------------------------------------------------------------------------------------

    def people(self, until):
        """People edit; the syncs that were touched."""
        touched = set()
        while self.edits and self.edits[0][0] <= until:
            at, name = self.edits.pop(0)
            self.pending[name].append((at, len(self.edits)))
            touched.add(name)
        return touched

    def run(self, job: Job):
        """One run, as the engine would report it."""
        name, began = job.request.sync, self.now
        if self.runs[name] and self.runs[name][0].status is RunStatus.RUNNING:
            self.runs[name][0] = dataclasses.replace(
                self.runs[name][0], status=RunStatus.FAILED, error_kind=INTERRUPTED
            )
        self.note(name, job.kind, began, RunStatus.RUNNING)
        found = self._trouble(name, began)
        mine = [one for one in self.pending[name] if self._rested(name, one[0])]
        cost = 2 + len(mine) // 10
        for account in ACCOUNTS[name]:
            if found is None:
                recent = [at for at in self.calls[account] if began - at < HOUR]
                if len(recent) + cost > CALLS_AN_HOUR:
                    found = ("retriable", account, (recent[0] + HOUR - began).total_seconds() + 1)
        if found is not None:
            kind, account, after_s = found
            self.refused[account].append(began)
            self.now += SECOND
            return self._ended(name, RunStatus.FAILED, error_kind=kind, error_account=account, after_s=after_s)
        for account in ACCOUNTS[name]:
            self.calls[account].extend([began] * cost)
        length = (1 + 3 * len(mine)) * SECOND
        if self.kills and self.kills[0] <= began + length:
            self.kills.pop(0)
            self.carry(name, mine[: len(mine) // 2])  # what was confirmed stays
            self.now += length / 2
            raise Killed
        self.now += length
        self.carry(name, mine)
        return self._ended(name, RunStatus.OK, seconds=length.total_seconds())

    def _ended(self, name, status, **more):
        self.runs[name][0] = dataclasses.replace(self.runs[name][0], status=status, **more)
        return self.runs[name][0]

    def _rested(self, name, edited):
        return self.now - edited >= (TRIGGERS[name].settle_s or 0) * SECOND

    def carry(self, name, some):
        for one in some:
            self.pending[name].remove(one)
            self.carried.append((one[1], self.now))

    def _trouble(self, name, now):
        for account in ACCOUNTS[name]:
            if any(who == account and stretch.holds(now) for who, stretch in self.dead_tokens):
                state = self.signed_in[account]
                self.signed_in[account] = dataclasses.replace(state, refused=state.refused + 1)
                return "sign_in", account, 0.0
        if any(one.holds(now) for one in self.outages):
            return "retriable", ACCOUNTS[name][0], 0.0
        return None

    def awake(self):
        """Sleep, if it is time to; a person signs in again where a token was dead."""
        while asleep := next((one for one in self.sleeps if one.holds(self.now)), None):
            self.now = asleep.end
        for account, state in self.signed_in.items():
            if state.refused and not any(who == account and one.holds(self.now) for who, one in self.dead_tokens):
                self.signed_in[account] = SignInState()


def live(quarter: Quarter) -> None:
    """The worker's loop on the quarter's clock."""
    services = quarter.services()
    dispatcher = Dispatcher(lambda: 0.5, look_s=6 * 3600)
    while quarter.now < quarter.end:
        quarter.awake()
        if quarter.kills and quarter.kills[0] <= quarter.now:
            quarter.kills.pop(0)
            quarter.now += 10 * MINUTE  # somebody starts it again
            dispatcher = Dispatcher(lambda: 0.5, look_s=6 * 3600)
            quarter.people(quarter.now)  # nobody told it of these
        quarter.people(quarter.now)
        look = dispatcher.look(services)
        if look.job is None:
            until = quarter.now + look.wait_s * SECOND
            edit = quarter.edits[0][0] if quarter.edits else until
            asleep = min((one.start for one in quarter.sleeps if one.start > quarter.now), default=until)
            # A person who signs in again wakes the worker, as in the window.
            signed = min((one.end for _, one in quarter.dead_tokens if one.end > quarter.now), default=until)
            quarter.now = max(quarter.now + SECOND, min(until, edit, asleep, signed, quarter.end))
            dispatcher.hint(quarter.people(quarter.now))
            continue
        try:
            report = quarter.run(look.job)
        except Killed:
            quarter.now += 10 * MINUTE
            dispatcher = Dispatcher(lambda: 0.5, look_s=6 * 3600)
            continue
        dispatcher.hint(quarter.people(quarter.now))
        dispatcher.settle(services, look.job, report)


def occurrences(texts, start, end):
    """Each local time of the sync in the quarter, told from the calendar: (moment, UTC)."""
    from desktop_sync.sync.schedule import parse_at

    found, day = [], start.astimezone(BERLIN).date()
    while day <= end.astimezone(BERLIN).date():
        for text in texts:
            days, times = parse_at(text)
            if day.weekday() in days:
                found += [dt.datetime.combine(day, time, BERLIN).astimezone(dt.UTC) for time in times]
        day += DAY
    return sorted(one for one in found if start < one <= end)


@pytest.fixture(
    scope="module",
    params=[(dt.datetime(2026, 3, 1, 6, tzinfo=dt.UTC), 1), (dt.datetime(2026, 9, 1, 6, tzinfo=dt.UTC), 2)],
)
def quarter(request):
    start, seed = request.param
    made = Quarter(start, seed)
    live(made)
    return made


def test_every_change_is_carried_exactly_once(quarter):
    numbers = [number for number, _ in quarter.carried]
    assert len(numbers) == len(set(numbers))
    late = [edit for name in TRIGGERS for edit in quarter.pending[name] if quarter.end - edit[0] > 5 * DAY]
    assert late == [], "what is left was typed in the last days"
    assert len(numbers) > 1100


def test_no_time_is_missed_and_none_is_made_twice(quarter):
    for name, texts in AT.items():
        times = occurrences(texts, quarter.start, quarter.end)
        good = sorted(one.started_at for one in quarter.runs[name] if one.status is RunStatus.OK)[1:]
        missed = 0
        for time, following in zip(times, [*times[1:], quarter.end], strict=True):
            made = [at for at in good if time <= at < following]
            assert len(made) <= 1, f"{name} ran twice for {time}"
            missed += not made and works(quarter, name, time, following)
        assert missed == 0


def works(quarter, name, start, end):
    """Whether a run could have been made then: ten minutes or more with everything there, a little after the worst wait."""
    moment, free = start, 0
    while moment < end:
        out = any(one.holds(moment) for one in (*quarter.sleeps, *quarter.outages))
        dead = any(who in ACCOUNTS[name] and one.holds(moment) for who, one in quarter.dead_tokens)
        free = 0 if out or dead else free + 1
        if free * 5 > 75:  # minutes: an hour is the longest wait
            return True
        moment += 5 * MINUTE
    return False


def test_nothing_runs_outside_its_hours(quarter):
    for name in ("hourly", "office"):
        for one in quarter.runs[name][:-1]:
            local = one.started_at.astimezone(BERLIN)
            if one.kind is not RunKind.MANUAL:
                assert local.weekday() < 5, (name, local)
                assert 8 <= local.hour < 18, (name, local)
    assert not any(one.started_at.astimezone(BERLIN).hour == 12 for one in quarter.runs["hourly"][:-1])


def test_no_system_is_called_beyond_what_it_allows_and_none_is_stormed(quarter):
    for account, calls in quarter.calls.items():
        for at in set(calls):
            assert sum(at <= other < at + HOUR for other in calls) <= CALLS_AN_HOUR, account
        refused = sorted(quarter.refused[account])
        for at in refused:
            # A 429, a dead network: at first each sync of the account may try, then one test at a time, further and further apart.
            assert sum(at <= other < at + HOUR for other in refused) <= 24, (account, at)
        assert len(refused) < 600


def test_a_dead_sign_in_is_asked_twice_and_no_more(quarter):
    for account, stretch in quarter.dead_tokens:
        asked = [at for at in quarter.refused[account] if stretch.holds(at)]
        outages = sum(any(one.holds(at) for one in quarter.outages) for at in asked)
        assert len(asked) - outages <= 2


def test_the_quarter_had_everything_in_it(quarter):
    statuses = {(one.status, one.error_kind) for runs in quarter.runs.values() for one in runs}
    assert {
        (RunStatus.OK, ""),
        (RunStatus.FAILED, "retriable"),
        (RunStatus.FAILED, "sign_in"),
        (RunStatus.FAILED, INTERRUPTED),
    } <= statuses
    assert {one.kind for runs in quarter.runs.values() for one in runs} >= {RunKind.TIMER, RunKind.CHANGE}
    offsets = {one.started_at.astimezone(BERLIN).utcoffset() for one in quarter.runs["nightly"]}
    assert len(offsets) == 2, "the clocks were changed"
    assert len(quarter.kills) < 5
