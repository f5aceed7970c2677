"""Decides which sync runs next, for the window and for the service: keeps what was asked for, hints of changes, and who must wait.

The decisions themselves are `sync.agenda`'s. `ask`, `hint` and `forget` may be called from any thread; the rest by the one that runs.
"""

import datetime as dt
import random
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop_sync.engine.metered import on_metered
from desktop_sync.errors import Busy, DesktopSyncError
from desktop_sync.model.network import Network, OnMetered
from desktop_sync.model.overrides import NO_OVERRIDES, Overrides
from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.sync import agenda
from desktop_sync.sync.agenda import NO_TROUBLE, Candidate, Trouble, What, Why, Wish

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.engine.syncs import Standing

LOOK_S = 30.0
"""How often it is looked for due syncs when nothing wakes: others may change the workspace."""
BUSY_S = 30.0
"""When somebody else runs the sync, it is tried again after this."""
SLEPT_S = 30.0
"""When a wait took so much longer than it was meant to, the computer slept."""
LONG_S = 2.0
REST_MOST_S = 30.0
"""A sync that changes all the time, and whose runs are long, rests between two of them as long as the last one took, and so long at most."""
_CHECKS_EVERY = dt.timedelta(seconds=60)
_KINDS = {
    Why.PERSON: RunKind.MANUAL,
    Why.CHANGE: RunKind.CHANGE,
    Why.TIME: RunKind.TIMER,
    Why.CHECK: RunKind.CHECK,
}


@dataclass(frozen=True)
class Request:
    """“Sync now”, as a person asks for it."""

    sync: str
    full: bool = False
    approve: bool = False
    overrides: Overrides = NO_OVERRIDES


@dataclass(frozen=True)
class Job:
    """A run that is to begin now."""

    request: Request
    why: Why
    accounts: tuple[str, ...] = ()

    @property
    def kind(self) -> RunKind:
        """As reports name it."""
        return _KINDS[self.why]


@dataclass(frozen=True)
class Look:
    """What is to be done now: the job, or to wait so many seconds at most. `next_at`: when the next sync is due by itself."""

    job: Job | None = None
    wait_s: float = LOOK_S
    next_at: dt.datetime | None = None


class Dispatcher:
    """One for each process that runs syncs by itself. `chance`: spreads waits, 0 to 1. `look_s`: the longest wait until it looks again.

    `before`: only wishes that are older than this are taken over from before the start; the younger ones are this process's own.
    """

    def __init__(
        self,
        chance: Callable[[], float] = random.random,
        look_s: float = LOOK_S,
        before: dt.datetime | None = None,
    ) -> None:
        self._chance, self._look_s, self._before = chance, look_s, before
        self._lock = threading.Lock()
        self._asked: dict[str, tuple[Request, dt.datetime | None]] = {}
        self._fresh: set[str] = set()
        self._hints: dict[str, tuple[dt.datetime, dt.datetime]] = {}
        """When each was hinted at first, and last. Fresh ones have no time yet: `hint` knows no clock."""
        self._troubles: dict[What, Trouble] = {}
        self._served: dict[What, dt.datetime] = {}
        self._not_before: dict[str, dt.datetime] = {}
        self._rested: dict[str, dt.datetime] = {}
        """When each sync may run for a change again, as far as its last run goes."""
        self._running: dict[str, frozenset[What]] = {}
        """What the runs under way use. Others that use any of it wait for their end."""
        self._paused: frozenset[str] = frozenset()
        """The syncs that were paused when it looked last."""
        self._network, self._rule = Network(), OnMetered.ALL
        self._was_offline = False
        self._checked_at: dt.datetime | None = None
        self._loaded = False
        self._due_back: dt.datetime | None = None

    # -- wishes, from any thread

    def ask(self, request: Request) -> None:
        """Run it before all that is due. One for the same sync that waits already is joined with it."""
        with self._lock:
            old = self._asked.get(request.sync)
            if old is not None:
                request = replace(request, full=old[0].full or request.full, approve=old[0].approve or request.approve)
            self._asked[request.sync] = (request, old[1] if old else None)

    def hint(self, syncs: Iterable[str]) -> None:
        """Something may have changed in a system of these syncs. Many hints are one run; one during a run is another."""
        with self._lock:
            self._fresh.update(syncs)

    def see(self, network: Network) -> None:
        """The network is so now."""
        self._network = network

    @property
    def may_ask(self) -> bool:
        """Whether systems elsewhere may be asked for changes over the network as it is."""
        return agenda.may_go_out(Why.CHANGE, self._network, self._rule)

    def forget(self, sync: str | None = None) -> None:
        """Drop what was asked for: of one sync, or all."""
        with self._lock:
            for name in [sync] if sync is not None else list(self._asked):
                self._asked.pop(name, None)

    @property
    def asked(self) -> tuple[str, ...]:
        """The syncs that people asked for and that have not begun."""
        with self._lock:
            return tuple(self._asked)

    @property
    def waiting(self) -> int:
        """How many runs are asked for or hinted at."""
        with self._lock:
            return len(self._asked.keys() | self._hints.keys() | self._fresh)

    # -- what next

    def look(self, services: "Services", *, by_itself: bool = True) -> Look:
        """What to do now. `by_itself` False: only what was asked for. Raises StoreError."""
        now = services.clock.now()
        if not self._loaded:
            self._load(services, now)
        self._notice_sleep(services, now)
        self._notice_network(services, now)
        standings = {one.name: one for one in services.syncs.standings(now)}
        self._notice_pauses(standings)
        self._take_hints(standings, now)
        found = self._wanted(standings, now)
        if by_itself:
            found += self._own(standings, now)
            found += self._checks(services, standings, now, busy=bool(found))
        found = [one for one in found if self._is_free(one.needs)]
        first = agenda.pick(found, self._served, now, tuple(standings))
        if first is not None:
            return Look(self._begin(services, first, standings.get(first.sync), now))
        wait_s = self._wait_s(standings, now) if by_itself else self._look_s
        self._due_back = now + dt.timedelta(seconds=wait_s)
        return Look(None, wait_s, min((one.due_at for one in standings.values() if one.due_at), default=None))

    def _wanted(self, standings: "dict[str, Standing]", now: dt.datetime) -> list[Candidate]:
        with self._lock:
            for name, (request, since) in self._asked.items():
                self._asked[name] = (request, since or now)
            asked = {name: since or now for name, (_, since) in self._asked.items()}
        return [
            Candidate(name, Why.PERSON, since, *(_ties(standings[name]) if name in standings else ()))
            for name, since in asked.items()
            if name not in self._paused  # kept until it is resumed
        ]

    def _own(self, standings: "dict[str, Standing]", now: dt.datetime) -> list[Candidate]:
        found = []
        for one in standings.values():
            if self._opens_at(one, now) > now:
                continue
            if one.due_at is not None and one.due_at <= now and self._may_go_out(one, Why.TIME):
                found.append(Candidate(one.name, Why.TIME, one.due_at, *_ties(one)))
            hint = self._hints.get(one.name)
            at = _change_at(one, hint[0], self._rested.get(one.name), now) if hint is not None else None
            if hint is not None and at is not None and at <= now and self._may_go_out(one, Why.CHANGE):
                found.append(Candidate(one.name, Why.CHANGE, hint[0], *_ties(one)))
        return found

    def _checks(
        self, services: "Services", standings: "dict[str, Standing]", now: dt.datetime, *, busy: bool
    ) -> list[Candidate]:
        """Full comparisons; they are looked for when nothing else is to be done, and now and then."""
        if busy and self._checked_at is not None and now - self._checked_at < _CHECKS_EVERY:
            return []
        self._checked_at = now
        due = [standings[name] for name in services.checks.due(now) if name in standings.keys() - self._paused]
        due = [one for one in due if self._may_go_out(one, Why.CHECK)]
        return [Candidate(one.name, Why.CHECK, now, *_ties(one)) for one in due if self._opens_at(one, now) <= now]

    def _is_free(self, needs: Iterable[What]) -> bool:
        """Whether no run under way uses any of this."""
        return not any(_folded(needs) & used for used in self._running.values())

    def _may_go_out(self, one: "Standing", why: Why) -> bool:
        return not one.remote or agenda.may_go_out(why, self._network, self._rule)

    def _opens_at(self, one: "Standing", now: dt.datetime) -> dt.datetime:
        """From when on it may run by itself, as far as failures go."""
        waits = [self._troubles.get(what, NO_TROUBLE) for what in agenda.needs(one.name, one.accounts)]
        return max(self._not_before.get(one.name, now), *(agenda.opens_at(trouble, now) for trouble in waits))

    def _wait_s(self, standings: "dict[str, Standing]", now: dt.datetime) -> float:
        moments = []
        for one in standings.values():
            if not self._is_free(agenda.needs(one.name, one.accounts)):
                continue
            opens = self._opens_at(one, now)
            if one.due_at is not None and self._may_go_out(one, Why.TIME):
                moments.append(max(one.due_at, opens))
            hint = self._hints.get(one.name)
            if hint is not None and one.open_at is not None and self._may_go_out(one, Why.CHANGE):
                moments.append(max(_change_at(one, hint[0], self._rested.get(one.name), now), opens))
        left = min(((one - now).total_seconds() for one in moments), default=self._look_s)
        # Never zero: what can't begin for a reason that is not known here must not keep the loop busy.
        return max(min(left, self._look_s), 0.05)

    def _notice_pauses(self, standings: "dict[str, Standing]") -> None:
        """Nobody watched the systems of a sync while it was paused: when it goes on, something may have changed."""
        paused = frozenset(one.name for one in standings.values() if one.paused)
        self.hint(self._paused - paused)
        self._paused = paused

    def _take_hints(self, standings: "dict[str, Standing]", now: dt.datetime) -> None:
        with self._lock:
            fresh, self._fresh = self._fresh, set()
        for name in fresh:
            self._hints[name] = (self._hints.get(name, (now, now))[0], now)
        for name in self._hints.keys() - standings.keys():
            del self._hints[name]

    def _begin(self, services: "Services", one: Candidate, standing: "Standing | None", now: dt.datetime) -> Job:
        with self._lock:
            request, since = self._asked.pop(one.sync, (Request(one.sync), None))
        hint = self._hints.pop(one.sync, None) if one.why is not Why.CHECK else None
        rests = standing.settle_s if standing is not None else 0
        if hint is not None and rests and (now - hint[1]).total_seconds() < rests:
            self._hints[one.sync] = (hint[1], hint[1])  # what changed last still rests: it is for another run
        if one.why is Why.PERSON:
            self._remember(services, request, since or now)
        self._running[one.sync] = _folded(one.needs)
        for what in one.needs:
            self._served[what] = now
            if what in self._troubles:
                self._troubles[what] = agenda.begun(self._troubles[what], now)
        return Job(request, one.why, one.accounts)

    # -- what came of it

    def settle(
        self,
        services: "Services",
        job: Job,
        outcome: RunReport | DesktopSyncError | None,
        *,
        cancelled: bool = False,
        stopping: bool = False,
    ) -> float | None:
        """Take in how the run ended (None: by a bug); seconds until it is tried again by itself, None where it did not fail.

        `cancelled`: somebody stopped it; `stopping`: the program ends, so that the next start goes on with it. Raises StoreError.
        """
        name, now = job.request.sync, services.clock.now()
        self._running.pop(name, None)
        if cancelled and stopping and job.why in {Why.PERSON, Why.TIME}:
            services.agenda.keep_wish(Wish(name, now, job.request.full))
        elif job.why is Why.PERSON:
            services.agenda.drop_wish(name)
        seconds = outcome.seconds if isinstance(outcome, RunReport) else 0.0
        rests_s = min(seconds, REST_MOST_S) if seconds > LONG_S else 0.0
        self._rested[name] = now + dt.timedelta(seconds=rests_s)
        if isinstance(outcome, Busy):
            self._not_before[name] = now + dt.timedelta(seconds=BUSY_S)
            self._again(job)
            return BUSY_S
        failed = not isinstance(outcome, RunReport) or outcome.status is RunStatus.FAILED
        if not failed:
            for what in agenda.needs(name, job.accounts):
                self._put(services, what, NO_TROUBLE)
            return None
        for what in agenda.needs(name, job.accounts):
            self._tested(what)
        return None if cancelled else self._failed(services, job, outcome, now)

    def _failed(
        self, services: "Services", job: Job, outcome: RunReport | DesktopSyncError | None, now: dt.datetime
    ) -> float:
        sync = What(job.request.sync)
        trouble = agenda.sync_failed(self._troubles.get(sync, NO_TROUBLE), now, self._chance())
        self._put(services, sync, trouble)
        kind = outcome.error_kind if isinstance(outcome, RunReport) else getattr(outcome, "kind", "")
        if kind in agenda.UNMADE:
            self._again(job)
        if kind in agenda.PASSING:
            account, after_s = _blamed(outcome)
            if account:
                what = What(account, is_account=True)
                old = self._troubles.get(what, NO_TROUBLE)
                self._put(services, what, agenda.account_failed(old, now, after_s=after_s, chance=self._chance()))
        assert trouble.until is not None
        return (trouble.until - now).total_seconds()

    def _again(self, job: Job) -> None:
        """What hinted at a change still does."""
        if job.why is Why.CHANGE:
            self.hint([job.request.sync])

    def breaker(self, account: str, now: dt.datetime) -> agenda.State:
        """How the account's breaker stands."""
        return agenda.state(self._troubles.get(What(account, is_account=True), NO_TROUBLE), now)

    # -- over restarts, and sleep

    def _load(self, services: "Services", now: dt.datetime) -> None:
        self._troubles.update(services.agenda.troubles())
        for wish in services.agenda.wishes():
            if self._before is not None and wish.since >= self._before:
                continue
            if agenda.still_wanted(wish, now):
                with self._lock:
                    self._asked.setdefault(wish.sync, (Request(wish.sync, wish.full), wish.since))
            else:
                services.agenda.drop_wish(wish.sync)
        # Nobody told of changes while the program was not there.
        self.hint(one.name for one in services.syncs.standings(now) if one.open_at is not None)
        self._loaded = True

    def _remember(self, services: "Services", request: Request, since: dt.datetime) -> None:
        known = {one.sync: one.tries for one in services.agenda.wishes()}
        services.agenda.keep_wish(Wish(request.sync, since, request.full, known.get(request.sync, 0) + 1))

    def _notice_sleep(self, services: "Services", now: dt.datetime) -> None:
        """After a sleep the network is another one: what waited is tried soon, and changes may have been missed."""
        if self._due_back is not None and (now - self._due_back).total_seconds() > SLEPT_S:
            self._wake(services, now)
        self._due_back = None

    def _notice_network(self, services: "Services", now: dt.datetime) -> None:
        """When there is a network again, the same."""
        offline = self._network.online is False
        if self._was_offline and not offline:
            self._wake(services, now)
        self._was_offline = offline
        if self._network.metered:
            self._rule = on_metered(services.settings)

    def _wake(self, services: "Services", now: dt.datetime) -> None:
        self._troubles = {what: agenda.woken(one, now) for what, one in self._troubles.items()}
        self.hint(one.name for one in services.syncs.standings(now) if one.open_at is not None)

    def _put(self, services: "Services", what: What, trouble: Trouble) -> None:
        if trouble != self._troubles.get(what, NO_TROUBLE):
            services.agenda.keep_trouble(what, trouble)
        self._troubles[what] = trouble
        if not trouble.failures:
            del self._troubles[what]

    def _tested(self, what: What) -> None:
        if what in self._troubles:
            self._troubles[what] = replace(self._troubles[what], testing=None)


def _folded(needs: Iterable[What]) -> frozenset[What]:
    """Names of accounts are compared without case."""
    return frozenset(What(one.name.casefold(), one.is_account) for one in needs)


def _ties(one: "Standing") -> tuple[tuple[str, ...], tuple[str, ...]]:
    return one.accounts, one.parents


def _change_at(one: "Standing", since: dt.datetime, rested: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    """When it runs for a change: in its hours, after the records have rested, and after it has rested itself."""
    if one.open_at is None:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    return max(one.open_at, since + dt.timedelta(seconds=one.settle_s), rested or now)


def _blamed(outcome: RunReport | DesktopSyncError | None) -> tuple[str, float]:
    if isinstance(outcome, RunReport):
        return outcome.error_account, outcome.after_s
    return (outcome.account, getattr(outcome, "after_s", 0.0)) if outcome is not None else ("", 0.0)
