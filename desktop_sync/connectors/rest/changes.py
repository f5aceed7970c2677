"""What has changed since a position: five ways in which systems tell, and where to go on next time."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop_sync.connectors.rest.codecs import moment, read_moment
from desktop_sync.connectors.rest.format_calls import ListCall
from desktop_sync.connectors.rest.format_changes import (
    Condition,
    DeltaChanges,
    EventChanges,
    IdChanges,
    TimeChanges,
    VersionChanges,
)
from desktop_sync.connectors.rest.format_table import Table
from desktop_sync.connectors.rest.paging import Batch, Pages, Row
from desktop_sync.connectors.rest.paths import as_text
from desktop_sync.errors import ListingIncomplete
from desktop_sync.model.record import Ref

if TYPE_CHECKING:
    from desktop_sync.connectors.rest.reading import Reader


@dataclass(slots=True)
class Change:
    """One page of changes. `cursor`: where to go on, on the last one."""

    rows: Sequence[Row] = field(repr=False)
    deleted: Sequence[Ref] = field(default=(), repr=False)
    cursor: str | None = None


def gone_if(spec: Table) -> Callable[[Row], bool]:
    """Tells the records that the system shows although they are deleted."""
    condition = getattr(spec.changes, "tombstone", None)
    return (lambda row: holds(condition, row)) if condition is not None else lambda _: False


def holds(condition: Condition, row: Row) -> bool:
    """Whether the condition is true of the record."""
    found = condition.at.found(row)
    if condition.is_:
        return as_text(found) in condition.is_
    return found not in (None, False, "", 0)


class Feed:
    """The changes of one table."""

    def __init__(self, reader: "Reader") -> None:
        self._reader = reader
        self._session = reader.session
        self._changes = reader.spec.changes

    def begin(self) -> str | None:
        """The position before a full listing, as far as it is known then. What changes while it is read comes again."""
        changes = self._changes
        if isinstance(changes, TimeChanges):
            return self._now(changes)
        if isinstance(changes, DeltaChanges):
            token = ""
            for batch in self._raw(changes.start or changes, token=""):
                token = as_text(changes.token.found(batch.answer.data)) or token
            return token or None
        if isinstance(changes, EventChanges):
            position = changes.start
            for batch in self._raw(changes, since=changes.start):
                position = as_text(changes.position.found(batch.rows[-1])) if batch.rows else position
            return position
        return None

    def listed(self, position: str | None, batch: Batch) -> str | None:
        """The position, with what a page of the full listing tells of it."""
        changes = self._changes
        if isinstance(changes, VersionChanges) and position is None:
            return batch.answer.headers.get(changes.now_header, "").strip('"') or None
        if isinstance(changes, IdChanges) and batch.rows:
            return max(position or changes.start, as_text(self._reader.spec.id.found(batch.rows[-1])), key=_ordered)
        return position

    def since(self, position: str) -> Iterator[Change]:
        """What changed after the position."""
        changes = self._changes
        if isinstance(changes, TimeChanges):
            yield from self._by_time(changes, position)
        elif isinstance(changes, VersionChanges):
            yield from self._by_version(changes, position)
        elif isinstance(changes, DeltaChanges):
            yield from self._by_token(changes, position)
        elif isinstance(changes, IdChanges):
            yield from self._by_id(changes, position)
        elif isinstance(changes, EventChanges):
            yield from self._by_event(changes, position)

    def _raw(self, call: ListCall, **given: Any) -> Iterator[Batch]:
        """Pages as they come: in a feed, a record that changes again while it is read may come twice."""
        yield from Pages(self._session, call, {**self._reader.given, **given}, self._reader.spec.id).raw()

    def _split(self, rows: Sequence[Row]) -> Change:
        rows = self._reader.fit(rows)
        gone = gone_if(self._reader.spec)
        return Change(
            [row for row in rows if not gone(row)], [self._reader.table.ref(row) for row in rows if gone(row)]
        )

    # by the system's clock -----------------------------------------------------------------------------------------

    def _now(self, changes: TimeChanges) -> str | None:
        now = self._session.server_time()
        return None if now is None else (now - dt.timedelta(seconds=changes.lag)).isoformat()

    def _by_time(self, changes: TimeChanges, position: str) -> Iterator[Change]:
        following = self._now(changes) or position
        since = dt.datetime.fromisoformat(position) - dt.timedelta(seconds=changes.lookback)
        if not changes.inclusive:
            since -= dt.timedelta(seconds=changes.resolution)
        # The system's clock is known to the second; what is left out by a hair comes with the next look.
        until = dt.datetime.fromisoformat(following) + dt.timedelta(seconds=changes.lag + changes.resolution + 1)
        given = {"until": moment(changes.shape, until)}
        deleted: list[Ref] = []
        if changes.deleted is not None:
            told = {**given, "since": moment(changes.shape, since)}
            path = changes.deleted.id or self._reader.spec.id
            for batch in self._raw(changes.deleted, **told):
                deleted += [Ref(as_text(path.found(row))) for row in batch.rows]
        for change in self._windows(changes, since, given):
            back = {self._reader.table.ref(row) for row in change.rows}
            deleted = [ref for ref in deleted if ref not in back]  # taken out of the bin again
            yield change
        yield Change([], deleted, following)

    def _windows(self, changes: TimeChanges, since: dt.datetime, given: dict[str, Any]) -> Iterator[Change]:
        """The query, again from its last record's time where the system cuts it off at so many results."""
        while True:
            count, last = 0, None
            for batch in self._raw(changes, **given, since=moment(changes.shape, since)):
                yield self._split(batch.rows)
                count += len(batch.rows)
                last = read_moment(changes.field.found(batch.rows[-1])) if batch.rows else last
                if changes.cap is not None and count >= changes.cap:
                    break
            if changes.cap is None or count < changes.cap:
                return
            step = dt.timedelta(seconds=changes.resolution)
            if not changes.ascending or last is None or last - since < step:
                raise ListingIncomplete(
                    "More records than the system shows were changed at one time.",
                    place=self._session.place,
                    advice="Run the sync with --full.",
                )
            since = last

    # by other positions --------------------------------------------------------------------------------------------

    def _by_version(self, changes: VersionChanges, position: str) -> Iterator[Change]:
        following = None
        for batch in self._raw(changes, since=position):
            if following is None:
                following = batch.answer.headers.get(changes.now_header, "").strip('"')
            yield self._split(batch.rows)
        yield Change([], cursor=following or position)

    def _by_token(self, changes: DeltaChanges, position: str) -> Iterator[Change]:
        token = position
        for batch in self._raw(changes, token=self._session.followed(position) if changes.link else position):
            token = as_text(changes.token.found(batch.answer.data)) or token
            yield self._split(batch.rows)
        yield Change([], cursor=token)

    def _by_id(self, changes: IdChanges, position: str) -> Iterator[Change]:
        last = position
        for batch in self._raw(changes, since=position):
            if batch.rows:
                last = as_text(self._reader.spec.id.found(batch.rows[-1]))
            yield self._split(batch.rows)
        yield Change([], cursor=last)

    def _by_event(self, changes: EventChanges, position: str) -> Iterator[Change]:
        last, gone, touched = position, dict[Ref, bool](), dict[Ref, None]()
        for batch in Pages(self._session, changes, {**self._reader.given, "since": position}, changes.position).raw():
            for row in batch.rows:
                last = as_text(changes.position.found(row))
                ref = Ref(as_text(changes.record.found(row)))
                gone[ref] = changes.gone is not None and holds(changes.gone, row)
                touched[ref] = None
        here = self._reader.rows(list(touched))
        yield Change(list(here.values()), [ref for ref in touched if ref not in here and gone[ref]], last)


def _ordered(text: str) -> tuple[int, str]:
    """Ids in their order: numbers by their size."""
    return (int(text), "") if text.isascii() and text.isdigit() else (0, text)
