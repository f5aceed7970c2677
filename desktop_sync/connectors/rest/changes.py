"""What has changed since a position: six ways in which systems tell, and where to go on next time."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desktop_sync.connectors.rest.codecs import moment, read_moment
from desktop_sync.connectors.rest.format_calls import ListCall
from desktop_sync.connectors.rest.format_changes import (
    AnyChanges,
    Condition,
    CountCall,
    DeltaChanges,
    EventChanges,
    IdChanges,
    LogChanges,
    TimeChanges,
    VersionChanges,
)
from desktop_sync.connectors.rest.format_table import Table
from desktop_sync.connectors.rest.logs import Log
from desktop_sync.connectors.rest.paging import Batch, CursorExpiredError, Pages, Row
from desktop_sync.connectors.rest.paths import as_text, is_count
from desktop_sync.connectors.rest.position import CLOCK_S, Position, Watch
from desktop_sync.connectors.rest.session import Refused
from desktop_sync.errors import PositionLost
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
    known = [one for one in (spec.gone, getattr(spec.changes, "tombstone", None)) if one is not None]
    return lambda row: any(holds(one, row) for one in known)


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
        self._listed = 0

    def begin(self) -> str | None:
        """The position before a full listing, as far as it is known then. What changes while it is read comes again."""
        changes = self._changes
        if isinstance(changes, TimeChanges):
            return self._begin(changes)
        if isinstance(changes, DeltaChanges):
            token = ""
            since = str(int((self._now(changes.back) or dt.datetime.now(dt.UTC)).timestamp())) if changes.back else ""
            for batch in self.raw(changes.start or changes, token="", since=since):
                token = as_text(changes.token.found(batch.answer.data)) or token
            return token or None
        if isinstance(changes, EventChanges) and changes.newest_first:
            newest = next(self.raw(changes, since=None)).rows
            return as_text(changes.position.found(newest[0])) if newest else changes.start
        if isinstance(changes, EventChanges):
            position = changes.start
            for batch in self.raw(changes, since=changes.start):
                position = as_text(changes.position.found(batch.rows[-1])) if batch.rows else position
            return position
        return Log(self._reader, changes).begin() if isinstance(changes, LogChanges) else None

    def listed(self, position: str | None, batch: Batch) -> str | None:
        """The position, with what a page of the full listing tells of it."""
        changes = self._changes
        if isinstance(changes, VersionChanges) and position is None:
            return batch.answer.headers.get(changes.now_header, "").strip('"') or None
        if isinstance(changes, IdChanges) and batch.rows:
            return max(position or changes.start, as_text(self._reader.spec.id.found(batch.rows[-1])), key=_ordered)
        counts = isinstance(changes, TimeChanges) and (changes.newest_first or changes.count is not None)
        if counts and position is not None:
            self._listed += len(batch.rows)
            at = Position.parse(position)
            return str(replace(at, exact=at.total == self._listed))
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
        elif isinstance(changes, LogChanges):
            touched, following = Log(self._reader, changes).read(position)
            gone = [ref for ref, deleted in touched.items() if deleted]  # what came after it is told after it
            here = self._reader.rows([ref for ref, deleted in touched.items() if not deleted])
            yield Change(list(here.values()), gone, following)

    def raw(self, call: ListCall, **given: Any) -> Iterator[Batch]:
        """Pages as they come: in a feed, a record that changes again while it is read may come twice."""
        pages = Pages(self._session, call, {**self._reader.given, **given}, self._reader.spec.id)
        yield from pages.again_if_moved()

    def _split(self, rows: Sequence[Row]) -> Change:
        rows = self._reader.fit(rows)
        gone = gone_if(self._reader.spec)
        return Change(
            [row for row in rows if not gone(row)], [self._reader.table.ref(row) for row in rows if gone(row)]
        )

    # by the system's clock -----------------------------------------------------------------------------------------

    def _now(self, back_s: float) -> dt.datetime | None:
        """The system's clock, which is known to the second, so much earlier."""
        now = self._session.server_time()
        return None if now is None else now - dt.timedelta(seconds=back_s)

    def _begin(self, changes: TimeChanges) -> str | None:
        told = None if changes.count is None else self.count(changes.count)
        now = self._now(0)
        if now is None:
            return None
        seen_to = now - dt.timedelta(seconds=changes.lag + changes.resolution + CLOCK_S)
        if told is not None:
            return str(Position(seen_to, *told))
        if not changes.newest_first or changes.page is None or changes.page.total is None:
            return str(Position(seen_to))
        first = next(self.raw(changes, since=moment(changes.shape, seen_to)))
        total = as_text(changes.page.total.found(first.answer.data))
        return str(Position(seen_to, int(total), now) if is_count(total) else Position(seen_to))

    def _lost(self) -> PositionLost:
        return PositionLost("The number of records says that some may be gone.", place=self._session.place)

    def count(self, call: CountCall) -> tuple[int | None, dt.datetime]:
        """How many records there are, None where the system does not say, and the system's time before it was asked."""
        before = self._session.options.now()
        try:
            answer = self._session.call(call, {"table": self._reader.table.key})
        except Refused:
            return None, before
        told = answer.headers.get(call.header, "") if call.at is None else as_text(call.at.found(answer.data))
        at = before + dt.timedelta(seconds=self._session.http.skew_s or 0.0)
        return (int(told) if told.isascii() and told.isdigit() else None), at

    def _current(self, rows: Sequence[Row], changes: TimeChanges) -> Change:
        """The records that an index tells of, as they are. One that is gone by now is told by the list of the deleted, if not by that."""
        refs = [self._reader.table.ref(row) for row in rows]
        here = self._reader.rows(refs) if refs else {}
        return Change(list(here.values()), [ref for ref in refs if ref not in here] if changes.tells_gone else [])

    def _by_time(self, changes: TimeChanges, position: str) -> Iterator[Change]:
        at = Position.parse(position)
        if changes.count is not None and at.total is None:
            raise self._lost()  # the system does not tell how many there are
        told = None if changes.count is None else self.count(changes.count)
        if needs_clock(changes):
            self._session.server_time()
        since, given = self.asked(changes, at)
        begun = self._session.options.now()
        watch = Watch(
            changes, self._reader.spec, at, since, begun + dt.timedelta(seconds=self._session.http.skew_s or 0.0)
        )
        back: set[Ref] = set()
        for change in self._windows(changes, since, given, watch):
            back |= {self._reader.table.ref(row) for row in change.rows}
            yield change
        if told is not None:
            watch.counted(*told)
            if watch.doubtful:
                raise self._lost()
        looked = begun + dt.timedelta(seconds=self._session.http.skew_s or 0.0)
        following = watch.following(looked)
        deleted: list[Ref] = []
        if changes.deleted is not None and watch.doubtful:
            path, when = changes.deleted.id or self._reader.spec.id, changes.deleted.when
            times: list[dt.datetime | None] = []
            for batch in self.raw(changes.deleted, **given):
                deleted += [Ref(as_text(path.found(row))) for row in batch.rows]
                times += [read_moment(when.found(row)) for row in batch.rows] if when is not None else []
            if when is not None and watch.unseen(times):
                raise self._lost()
        # One that is shown was taken out of the bin again.
        yield Change([], [ref for ref in deleted if ref not in back], str(following))

    def asked(self, changes: TimeChanges, at: Position) -> tuple[dt.datetime, dict[str, Any]]:
        """Since when it is asked for changes, and what the call's texts hold."""
        since = at.seen_to - dt.timedelta(seconds=0 if changes.inclusive else changes.resolution)
        given = {"since": moment(changes.shape, since)}
        if "until" in changes_names(changes):
            # What is left out by a hair comes with the next look.
            until = (self._now(0) or dt.datetime.now(dt.UTC)) + dt.timedelta(seconds=changes.resolution + 1)
            given["until"] = moment(changes.shape, until)
        return since, given

    def _windows(
        self, changes: TimeChanges, since: dt.datetime, given: dict[str, Any], watch: "Watch"
    ) -> Iterator[Change]:
        """The query, again from its last record's time where the system cuts it off at so many results."""
        told = given
        while True:
            count, last = 0, None
            for batch in self.raw(changes, **told):
                fresh = watch.met(batch)
                yield self._current(fresh, changes) if changes.reread else self._split(fresh)
                count += len(batch.rows)
                last = read_moment(changes.field.found(batch.rows[-1])) if batch.rows else last
                if watch.done or (changes.cap is not None and count >= changes.cap):
                    break
            if watch.done or changes.cap is None or count < changes.cap:
                return
            if changes.newest_first:
                raise CursorExpiredError("More has changed than the system shows.", place=self._session.place)
            step = dt.timedelta(seconds=changes.resolution)
            if not changes.ascending or last is None or last - since < step:
                words = "More records than the system shows were changed at one time."
                raise CursorExpiredError(words, place=self._session.place)
            since = last
            told = {**given, "since": moment(changes.shape, since)}

    # by other positions --------------------------------------------------------------------------------------------

    def _by_version(self, changes: VersionChanges, position: str) -> Iterator[Change]:
        following = None
        for batch in self.raw(changes, since=position):
            if following is None:
                following = batch.answer.headers.get(changes.now_header, "").strip('"')
            yield self._split(batch.rows)
        yield Change([], cursor=following or position)

    def _by_token(self, changes: DeltaChanges, position: str) -> Iterator[Change]:
        token = position
        given = self._session.followed(position) if changes.link else position
        for batch in self.raw(changes, token=given, since=""):
            token = as_text(changes.token.found(batch.answer.data)) or token
            yield self._split(batch.rows)
        yield Change([], cursor=token)

    def _by_id(self, changes: IdChanges, position: str) -> Iterator[Change]:
        last = position
        for batch in self.raw(changes, since=position):
            if batch.rows:
                last = as_text(self._reader.spec.id.found(batch.rows[-1]))
            yield self._split(batch.rows)
        yield Change([], cursor=last)

    def _by_event(self, changes: EventChanges, position: str) -> Iterator[Change]:
        last, gone, touched = position, dict[Ref, bool](), dict[Ref, None]()
        given = {**self._reader.given, "since": changes.since(position)}
        for batch in Pages(self._session, changes, given, changes.position).raw():
            if given["since"] is None and not batch.last:
                raise PositionLost("More has happened than a page shows.", place=self._session.place)
            for row in reversed(batch.rows) if changes.newest_first else batch.rows:
                last = as_text(changes.position.found(row))
                ref = Ref(as_text(changes.record.found(row)))
                gone[ref] = changes.gone is not None and holds(changes.gone, row)
                touched[ref] = None
        here = self._reader.rows(list(touched))
        yield Change(list(here.values()), [ref for ref in touched if ref not in here and gone[ref]], last)


def needs_clock(changes: AnyChanges) -> bool:
    """Whether the system's time has to be known before the feed is asked; where records are counted it is."""
    if isinstance(changes, TimeChanges):
        hinted = changes.newest_first or changes.reread or "until" in changes_names(changes)
        return changes.count is None and hinted
    return isinstance(changes, LogChanges)


def changes_names(call: ListCall) -> frozenset[str]:
    """The names in a call's texts."""
    names = frozenset(name for text in (*call.query.values(), *call.headers.values()) for name in text.names)
    return names | call.target[1].names | (call.body.names if call.body is not None else frozenset())


def _ordered(text: str) -> tuple[int, str]:
    """Ids in their order: numbers by their size."""
    return (int(text), "") if text.isascii() and text.isdigit() else (0, text)
