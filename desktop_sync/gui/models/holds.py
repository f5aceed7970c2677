"""Records that are set aside, with cause and remedy."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from desktop_sync.gui import text
from desktop_sync.model.plan import Hold

_SIDE = re.compile(r"\b(in|of|to|from|by|side) ([AB])\b")
"""The engine's words name sides by letter; the indefinite article never follows one of these with nothing behind it."""


@dataclass(frozen=True, slots=True)
class HoldEntry:
    """A hold with its sync's name and that of the system it is about; its words name the systems as they are called."""

    hold: Hold
    sync: str
    system: str
    since: str


def entry_of(hold: Hold, sync: str, names: tuple[str, str], now: dt.datetime) -> HoldEntry:
    """The row of a hold."""
    since = text.day_time(hold.since, now) if hold.since else ""
    named = replace(hold, message=sided(hold.message, names), remedy=sided(hold.remedy, names))
    return HoldEntry(named, sync, names[0] if hold.side == "a" else names[1], since)


def sided(words: str, names: tuple[str, str]) -> str:
    """“in B” → “in office”."""
    return _SIDE.sub(lambda found: f"{found[1]} {names[found[2] == 'B']}", words)
