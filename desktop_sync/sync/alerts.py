"""What people are alerted to when they are not at the window: found in how the syncs stand, and said once. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_sync.model.report import RunReport, RunStatus, SyncStatus
from desktop_sync.sync.agenda import UNMADE

LASTS = dt.timedelta(hours=1)
"""A failure that may pass is told when it has not passed for so long."""
SILENT = dt.timedelta(hours=26)
"""A sync that runs by itself and was not in order for so long, a day and a little."""
ENDS_SOON = dt.timedelta(days=7)
GATHER = dt.timedelta(minutes=15)
"""So long after a message the next one waits, and gathers what comes meanwhile."""


class About(StrEnum):
    """What an alert is about."""

    NEEDS_YOU = "needs-you"
    FAILED = "failed"
    SIGN_IN = "sign-in"
    GUARD = "guard"
    SILENT = "silent"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that a person should know, and what to do. It is told once for as long as it is there. No customer values."""

    about: About
    subject: str
    words: str
    advice: str

    @property
    def key(self) -> str:
        """By which it is known again."""
        return f"{self.about.value}:{self.subject}"


def found(
    statuses: Iterable[SyncStatus],
    ends: Mapping[str, dt.datetime],
    now: dt.datetime,
    silent: dt.timedelta | None = SILENT,
) -> Iterator[Alert]:
    """All there is to tell now. `ends`: account → when its sign-in ends. `silent`: so long a sync may be late, None: for ever."""
    for one in statuses:
        if one.state != "paused":
            yield from _of(one, now)
            yield from _late(one, now, silent)
    for account, at in ends.items():
        if at - now < ENDS_SOON:
            words = (
                f"The sign-in of {account} ends on {at:%Y-%m-%d}."
                if at > now
                else f"The sign-in of {account} has ended."
            )
            yield Alert(About.SIGN_IN, account, words, f"Sign in again: desktop-sync account reconnect {account}")


def _of(one: SyncStatus, now: dt.datetime) -> Iterator[Alert]:
    last, name = one.last, one.name
    if one.waits_for:
        advice = f"Sign in again: desktop-sync account reconnect {one.waits_for}"
        yield Alert(About.SIGN_IN, one.waits_for, f"{one.waits_for} wants a new sign-in; {name} waits for it.", advice)
    elif one.state == "suspended" or (last is not None and last.error_kind in {"drift", "unexplained"}):
        yield Alert(
            About.DRIFT, name, f"{name} stands still: {one.reason or (last.error if last else '')}", _advice(last)
        )
    elif last is not None and last.error_kind == "guard":
        yield Alert(About.GUARD, name, f"{name} waits for your approval: {last.error}", _advice(last))
    elif last is not None and last.status is RunStatus.FAILED and _for_good(one.recent or (last,), now):
        yield Alert(About.FAILED, name, f"{name} failed: {last.error}", _advice(last))
    elif one.conflicts or one.holds:
        words = f"{name}: {one.conflicts} conflicts and {one.holds} records that were set aside wait for you."
        yield Alert(About.NEEDS_YOU, name, words, "Open Desktop Sync, or: desktop-sync conflicts, desktop-sync holds")


def _late(one: SyncStatus, now: dt.datetime, silent: dt.timedelta | None) -> Iterator[Alert]:
    if silent is not None and one.due_at is not None and one.due_at < now - silent:
        words = f"{one.name} should have run on {one.due_at:%Y-%m-%d %H:%M} UTC and has not since."
        yield Alert(
            About.SILENT, one.name, words, "Look whether the program runs: desktop-sync serve, desktop-sync runs"
        )


def _advice(last: RunReport | None) -> str:
    return (last.advice if last is not None else "") or "desktop-sync doctor says more."


def _for_good(recent: Sequence[RunReport], now: dt.datetime) -> bool:
    """Whether the failure is none that passes, or has not passed for an hour."""
    if recent[0].error_kind not in UNMADE:
        return True
    failing = []
    for one in recent:
        if one.status is not RunStatus.FAILED or one.started_at is None:
            break
        failing.append(one.started_at)
    return bool(failing) and now - min(failing) >= LASTS


@dataclass(frozen=True, slots=True)
class Told:
    """What was told already, and when the last message went out."""

    keys: frozenset[str] = frozenset()
    at: dt.datetime | None = None


def due(
    alerts: Iterable[Alert], told: Told, about: Collection[About], now: dt.datetime
) -> tuple[Sequence[Alert], Told]:
    """What to tell now, in one message, and what is known as told when it went out. What is over is forgotten, and told when it comes back."""
    wanted = {one.key: one for one in alerts if one.about in about}
    new = [one for key, one in wanted.items() if key not in told.keys]
    if told.at is not None and dt.timedelta(0) <= now - told.at < GATHER:
        new = []
    kept = (told.keys & wanted.keys()) | {one.key for one in new}
    return new, Told(kept, now if new else told.at)


def message(alerts: Sequence[Alert]) -> tuple[str, str]:
    """Subject and text of a message."""
    subject = alerts[0].words if len(alerts) == 1 else f"{len(alerts)} things wait for you"
    text = "\n\n".join(f"{one.words}\n  → {one.advice}" for one in alerts)
    return f"Desktop Sync: {subject[:120]}", f"{text}\n\nEach is told once for as long as it is there.\n"
