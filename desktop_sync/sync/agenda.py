"""What runs next, and what must wait after failures. Pure: the time and the chance are handed in.

- What a person asked for comes first, then changes, then what is due, then full comparisons. What has waited long moves up, so that a
  stream of changes can't keep the others from running for ever.
- Of several of one kind the one runs whose accounts, then which itself, ran longest ago; parents before their children.
- A sync that fails waits longer each time. An account that fails again and again is left alone (its breaker is open): its syncs don't
  run by themselves, until one of them is let through as a test.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from desktop_sync.model.network import Network, OnMetered
from desktop_sync.model.report import RunReport, RunStatus

PATIENCE_S = 300.0
"""After waiting so long a run moves up by one class; never up to what a person asked for."""
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 3600.0
BREAKS_AFTER = 3
"""So many failures of an account in a row, whichever syncs they were in, open its breaker."""
MATTERS_S = 5.0
"""A system that says “not before so many seconds” means the whole account; less is settled within a run."""
TEST_S = 600.0
"""How long the others wait for the outcome of a test, should nobody tell it."""


class Why(IntEnum):
    """Why a sync runs; the smaller, the sooner."""

    PERSON = 0
    CHANGE = 1
    TIME = 2
    CHECK = 3


@dataclass(frozen=True, slots=True)
class What:
    """A sync or an account, by name: what waits after failures, and what was served when."""

    name: str
    is_account: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that may begin now. `since`: when it was asked for, or was due. `parents`: syncs that go before it."""

    sync: str
    why: Why
    since: dt.datetime
    accounts: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[What, ...]:
        """The sync and its accounts."""
        return needs(self.sync, self.accounts)


def may_go_out(why: Why, network: Network, rule: OnMetered) -> bool:
    """Whether a sync of systems elsewhere may run now, as far as the network goes. What a person asks for is tried in any case."""
    if why is Why.PERSON:
        return True
    if network.online is False:
        return False
    return not network.metered or rule is OnMetered.ALL or (rule is OnMetered.NO_CHECKS and why is not Why.CHECK)


def needs(sync: str, accounts: Sequence[str]) -> tuple[What, ...]:
    """What a run of the sync uses: itself, then its accounts."""
    return (What(sync), *(What(one, is_account=True) for one in accounts))


def pick(
    candidates: Sequence[Candidate], served: Mapping[What, dt.datetime], now: dt.datetime, rank: Sequence[str] = ()
) -> Candidate | None:
    """The one that runs next. `served`: when each sync and each account was last run. `rank`: order of names."""
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    place = {name: number for number, name in enumerate(rank)}

    def key(one: Candidate) -> tuple[object, ...]:
        sync, *accounts = one.needs
        return (
            _class(one, now),
            min((served.get(account, never) for account in accounts), default=never),
            served.get(sync, never),
            place.get(one.sync, len(place)),
            one.since,
        )

    if not candidates:
        return None
    first = min(candidates, key=key)
    among = {one.sync: one for one in candidates if _class(one, now) <= _class(first, now)}
    # Parents first. The rank has them before their children but in circles, where the one that was made first begins.
    while ahead := [name for name in first.parents if name in among and place.get(name, 0) < place.get(first.sync, 0)]:
        first = among[ahead[0]]
    return first


def _class(one: Candidate, now: dt.datetime) -> int:
    if one.why is Why.PERSON:
        return Why.PERSON
    waited_s = max(0.0, (now - one.since).total_seconds())
    return max(Why.CHANGE, one.why - math.floor(waited_s / PATIENCE_S))


@dataclass(frozen=True, slots=True)
class Wish:
    """A person's “Sync now” that is to outlive the program. `tries`: how often it was begun, so that one that ends the program is given up."""

    sync: str
    since: dt.datetime
    full: bool = False
    tries: int = 0


MOST_TRIES = 2
WISH_LASTS = dt.timedelta(days=1)


def still_wanted(wish: Wish, now: dt.datetime) -> bool:
    """Whether a wish of before is carried out after a new start."""
    return wish.tries < MOST_TRIES and now - wish.since < WISH_LASTS


# waiting after failures ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trouble:
    """How often a sync or an account failed in a row, and until when it is left alone. `testing`: since when one run tries it out."""

    failures: int = 0
    until: dt.datetime | None = None
    testing: dt.datetime | None = None


NO_TROUBLE = Trouble()


class State(StrEnum):
    """Of an account's breaker."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


def wait_s(failures: int, chance: float = 0.0) -> float:
    """Seconds to wait after so many failures in a row: 30, 60, 120 … an hour at most; `chance` (0 to 1) adds up to a tenth."""
    return min(FIRST_WAIT_S * 2.0 ** min(max(failures, 1) - 1, 20), LONGEST_WAIT_S) * (1 + chance / 10)


def sync_failed(trouble: Trouble, now: dt.datetime, chance: float = 0.0) -> Trouble:
    """The sync failed once more."""
    failures = trouble.failures + 1
    return Trouble(failures, now + dt.timedelta(seconds=wait_s(failures, chance)))


def account_failed(trouble: Trouble, now: dt.datetime, *, after_s: float = 0.0, chance: float = 0.0) -> Trouble:
    """A call of the account failed for a reason that passes. `after_s`: how long its system wants to be left alone."""
    failures = trouble.failures + 1
    seconds = after_s if after_s >= MATTERS_S else 0.0
    if failures >= BREAKS_AFTER:
        seconds = max(seconds, wait_s(failures - BREAKS_AFTER + 1, chance))
    until = now + dt.timedelta(seconds=seconds) if seconds else None
    return Trouble(failures, until)


def state(trouble: Trouble, now: dt.datetime) -> State:
    """How the breaker stands."""
    if trouble.until is None:
        return State.CLOSED
    if now < trouble.until or _tested(trouble, now):
        return State.OPEN
    return State.HALF_OPEN


def may_run(trouble: Trouble, now: dt.datetime) -> bool:
    """Whether it may run by itself now: it does not wait, or it is time for a test."""
    return state(trouble, now) is not State.OPEN


def begun(trouble: Trouble, now: dt.datetime) -> Trouble:
    """A run begins: while it tests an account that failed, the others wait for what comes of it."""
    return replace(trouble, testing=now) if state(trouble, now) is State.HALF_OPEN else trouble


def opens_at(trouble: Trouble, now: dt.datetime) -> dt.datetime:
    """From when on it may run."""
    if trouble.until is None or may_run(trouble, now):
        return now
    tested = trouble.testing + dt.timedelta(seconds=TEST_S) if trouble.testing and _tested(trouble, now) else now
    return max(trouble.until, tested)


def woken(trouble: Trouble, now: dt.datetime, grace_s: float = 5.0) -> Trouble:
    """The computer slept, or changed networks: what waited is tried soon, one run at a time; the failures still count."""
    soon = now + dt.timedelta(seconds=grace_s)
    if trouble.until is None or trouble.until <= soon:
        return replace(trouble, testing=None)
    return replace(trouble, until=soon, testing=None)


def _tested(trouble: Trouble, now: dt.datetime) -> bool:
    return trouble.testing is not None and (now - trouble.testing).total_seconds() < TEST_S


# how a run ended -----------------------------------------------------------------------------------------------------------

INTERRUPTED = "interrupted"
"""Kind of the error of a run that never ended: the program or the computer stopped."""
PASSING: frozenset[str] = frozenset({"retriable", "listing", "busy", INTERRUPTED})
"""Kinds of errors that pass by themselves."""
UNMADE: frozenset[str] = PASSING | {"sign_in"}
"""Kinds after which the time of the run is still due: when the sign-in is good again, it is made up for."""


def unmade(report: RunReport) -> bool:
    """Whether the run does not count as made: it never ended, or failed for a reason that passes. Its time is still due."""
    if report.status is RunStatus.RUNNING:
        return True
    return report.status is RunStatus.FAILED and report.error_kind in UNMADE


def last_made(runs: Sequence[RunReport]) -> dt.datetime | None:
    """When the last run began that counts as made. `runs`: newest first. Where none does, just before the oldest; None without runs."""
    for one in runs:
        if not unmade(one) and one.started_at is not None:
            return one.started_at
    started = [one.started_at for one in runs if one.started_at is not None]
    return min(started) - dt.timedelta(seconds=1) if started else None
