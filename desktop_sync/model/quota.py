"""How many calls a system allows a day, as far as it tells."""

import datetime as dt
import json
from dataclasses import asdict, dataclass

QUOTA = "quota"
"""Under this name the openings of an account share it (`sync.ports.Ties`: at once in `memory`, with other processes by `remember`)."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What a system said at `told_at` (aware UTC) about its calls a day, by all programs together; None: it did not say."""

    told_at: dt.datetime
    used: int | None = None
    limit: int | None = None
    left: int | None = None

    def holds(self, now: dt.datetime) -> bool:
        """Whether it is of today still; what counts as a day is the system's own business, so a new one here ends it."""
        return self.told_at.astimezone().date() == now.astimezone().date()


def quota_of(told_at: dt.datetime, used: int | None, limit: int | None, left: int | None) -> Quota | None:
    """A quota from what is known of it, the third number worked out from two; None when nothing is."""
    if used is None and left is None:
        return None
    if used is None and limit is not None and left is not None:
        used = max(0, limit - left)
    if left is None and limit is not None and used is not None:
        left = max(0, limit - used)
    return Quota(told_at, used, limit, left)


def dump_quota(quota: Quota) -> str:
    """As a text, to be kept."""
    return json.dumps({**asdict(quota), "told_at": quota.told_at.isoformat()})


def load_quota(text: str) -> Quota | None:
    """What such a text says, None for none."""
    if not text:
        return None
    data = json.loads(text)
    return Quota(**{**data, "told_at": dt.datetime.fromisoformat(data["told_at"])})
