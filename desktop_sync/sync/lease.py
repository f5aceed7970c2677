"""Who runs the syncs of a workspace by itself: the window or the service. Pure.

The holder says every few seconds that it is there; one that has not for `LASTS_S` is dead. A service takes over from a window, which
then shows what the service does. It is only about who begins: that one run of a sync goes on at a time, the sync's own lock sees to.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

BEAT_S = 10.0
LASTS_S = 60.0


class Kind(StrEnum):
    """What kind of program holds it."""

    WINDOW = "window"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lease. `owner`: of one start of a program, unlike any other. `place`: host and process, in words. `state`: what it does
    now, in words for a person; no customer values.
    """

    owner: str
    kind: Kind
    place: str
    since: dt.datetime
    seen_at: dt.datetime
    state: str = ""


def may_take(mine: Holder, held: Holder | None, now: dt.datetime) -> bool:
    """Whether `mine` may have what `held` has."""
    if held is None or held.owner == mine.owner or not alive(held, now):
        return True
    return mine.kind is Kind.SERVICE and held.kind is Kind.WINDOW


def alive(holder: Holder, now: dt.datetime) -> bool:
    """Whether the holder was seen lately. One that was seen in the future had a wrong clock."""
    return abs((now - holder.seen_at).total_seconds()) <= LASTS_S
