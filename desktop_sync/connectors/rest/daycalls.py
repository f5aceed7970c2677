"""What a system tells, with its answers, of the calls that it allows a day."""

import datetime as dt
import re
from collections.abc import Mapping

from desktop_sync.connectors.rest.format import Day
from desktop_sync.connectors.rest.paths import is_count
from desktop_sync.connectors.rest.signin import Loose
from desktop_sync.model.quota import QUOTA, Quota, dump_quota, quota_of
from desktop_sync.sync.ports import Ties

_USAGE = re.compile(r"(\d+)\s*/\s*(\d+)")
_KEPT = "quota_kept"
KEPT_EVERY = dt.timedelta(seconds=30)
"""So often, and when the account is closed, it is kept for other processes; this one knows it at once."""


class DayCalls:
    """What the account's system told last. Used by one thread."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._ties: Ties = Loose()

    def tie(self, ties: Ties) -> None:
        """Belong to an account."""
        self._ties = ties

    def read(self, headers: Mapping[str, str], now: dt.datetime) -> None:
        """Take what an answer says. Raises StoreError."""
        quota = quota_told(self._day, headers, now)
        if quota is not None:
            memory = self._ties.memory
            memory[QUOTA] = quota
            kept: Quota | None = memory.get(_KEPT)
            if kept is None or not kept.told_at <= now < kept.told_at + KEPT_EVERY:
                self.keep()

    def keep(self) -> None:
        """Keep what was told since the last time. Raises StoreError."""
        memory = self._ties.memory
        quota: Quota | None = memory.get(QUOTA)
        if quota is not None and quota != memory.get(_KEPT):
            self._ties.remember(QUOTA, dump_quota(quota))
            memory[_KEPT] = quota


def quota_told(day: Day, headers: Mapping[str, str], now: dt.datetime) -> Quota | None:
    """What an answer says of the calls a day, None where it says nothing of them."""

    def count(name: str) -> int | None:
        text = headers.get(name, "") if name else ""
        return int(text) if is_count(text) else None

    usage = _USAGE.search(headers.get(day.usage, "")) if day.usage else None
    if usage is not None:
        return quota_of(now, int(usage[1]), int(usage[2]), None)
    return quota_of(now, None, count(day.limit), count(day.left))
