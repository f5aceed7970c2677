"""Records that are set aside, with cause and remedy."""

import datetime as dt
from dataclasses import dataclass

from desktop_sync.gui import text
from desktop_sync.model.plan import Hold


@dataclass(frozen=True, slots=True)
class HoldEntry:
    """A hold with its sync's name and that of the system it is about."""

    hold: Hold
    sync: str
    system: str
    since: str


def entry_of(hold: Hold, sync: str, names: tuple[str, str], now: dt.datetime) -> HoldEntry:
    """The row of a hold."""
    since = text.day_time(hold.since, now) if hold.since else ""
    return HoldEntry(hold, sync, names[0] if hold.side == "a" else names[1], since)
