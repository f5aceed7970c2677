"""One call that tells whether something has changed since a position: the first page of the feed that a run would read.

What is deleted shows where the feed, or the number of records in its answer, tells of it. It is a hint: the run asks again.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from desktop_sync.connectors.rest.changes import Feed
from desktop_sync.connectors.rest.format_changes import DeltaChanges, EventChanges, LogChanges, TimeChanges
from desktop_sync.connectors.rest.logs import Log
from desktop_sync.connectors.rest.paging import Pages, Row
from desktop_sync.connectors.rest.paths import as_text
from desktop_sync.connectors.rest.position import Position, Watch
from desktop_sync.connectors.rest.reading import Reader


def glance(reader: Reader, position: str) -> frozenset[str]:
    """Marks of what has changed since: other ones after each change. Raises as `changes`."""
    changes = reader.spec.changes
    if isinstance(changes, TimeChanges):
        return _by_time(reader, changes, Position.parse(position))
    if isinstance(changes, LogChanges):
        return frozenset(Log(reader, changes).glance(position))
    if isinstance(changes, EventChanges):
        given = {**reader.given, "since": changes.since(position)}
        return _marks(next(Pages(reader.session, changes, given, changes.position).raw()).rows)
    if changes is None:
        return frozenset()
    if isinstance(changes, DeltaChanges):
        token = reader.session.followed(position) if changes.link else position
        return _marks(next(Feed(reader).raw(changes, token=token, since="")).rows)
    return _marks(next(Feed(reader).raw(changes, since=position)).rows)


def _by_time(reader: Reader, changes: TimeChanges, at: Position) -> frozenset[str]:
    feed = Feed(reader)
    since, given = feed.asked(changes, at)
    now = reader.session.options.now() + dt.timedelta(seconds=reader.session.http.skew_s or 0.0)
    batch = next(feed.raw(changes, **given))
    fresh = Watch(changes, reader.spec, at, since, now).met(batch)
    marks = set(_marks(fresh))  # of all that they hold: two changes within a second are two
    total = changes.page.total if changes.page is not None else None
    told = as_text(total.found(batch.answer.data)) if total is not None and changes.newest_first else ""
    if told:
        marks.add(f"total:{told}")
    return frozenset(marks)


def _marks(rows: Iterable[Row]) -> frozenset[str]:
    """Of rows as they were sent."""
    return frozenset(
        hashlib.blake2s(json.dumps(row, sort_keys=True).encode(), digest_size=12).hexdigest() for row in rows
    )
