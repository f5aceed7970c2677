"""Backups that the program makes by itself: when one is due, what it is called, and which of the old ones are kept. Pure."""

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable, Iterator

EVERY = dt.timedelta(days=1)
AGAIN = dt.timedelta(hours=1)
"""After one that failed."""
STALE = dt.timedelta(days=3)
"""An older newest one is told of."""
LAST, DAYS, WEEKS, MONTHS = 3, 7, 4, 12
"""The ladder: so many of the newest, and the newest of each of the last days, weeks and months that have one."""
SUFFIX = ".dsbackup"
_NAME = re.compile(r"desktop-sync-(?P<id>[0-9a-f]{8})-(?P<at>\d{8}T\d{12})\.dsbackup")


def name_of(workspace_id: str, at: dt.datetime) -> str:
    """The file's name: several workspaces may share a folder, and each throws away its own only."""
    return f"desktop-sync-{workspace_id[:8]}-{at.astimezone(dt.UTC):%Y%m%dT%H%M%S%f}{SUFFIX}"


def made_at(name: str, workspace_id: str) -> dt.datetime | None:
    """When it was made, by its name; None for what is no automatic backup of this workspace."""
    found = _NAME.fullmatch(name)
    if found is None or found["id"] != workspace_id[:8]:
        return None
    try:
        return dt.datetime.strptime(found["at"], "%Y%m%dT%H%M%S%f").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def kept(times: Iterable[dt.datetime]) -> frozenset[dt.datetime]:
    """Those that stay. What stays once all others are gone is the same, so that a second look throws nothing more away."""
    newest = sorted(set(times), reverse=True)
    rungs = (
        newest[:LAST],
        *(_first_of(newest, period, count) for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))),
    )
    return frozenset(one for rung in rungs for one in rung)


def due(newest: dt.datetime | None, since: dt.datetime, now: dt.datetime) -> bool:
    """Whether a day is over since the newest, or since the workspace was there first. A clock that was set back does not stop them."""
    last = newest if newest is not None else since
    return now - last >= EVERY or last - now > EVERY


def stale(newest: dt.datetime | None, since: dt.datetime, now: dt.datetime) -> bool:
    """Whether the newest is so old that somebody should look."""
    return now - (newest if newest is not None else since) > STALE


def _first_of(
    newest: list[dt.datetime], period: Callable[[dt.datetime], Hashable], count: int
) -> Iterator[dt.datetime]:
    seen: set[Hashable] = set()
    for one in newest:
        if period(one) not in seen:
            if len(seen) == count:
                return
            seen.add(period(one))
            yield one


def _day(at: dt.datetime) -> Hashable:
    return at.date()


def _week(at: dt.datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: dt.datetime) -> Hashable:
    return at.year, at.month
