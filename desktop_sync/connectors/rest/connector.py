"""The connector that a manifest describes."""

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from desktop_sync.connectors.recalled import check_recalled
from desktop_sync.connectors.rest.changes import Change, Feed, needs_clock
from desktop_sync.connectors.rest.codecs import read_moment
from desktop_sync.connectors.rest.format_changes import (
    DeltaChanges,
    EventChanges,
    IdChanges,
    LogChanges,
    TimeChanges,
    VersionChanges,
)
from desktop_sync.connectors.rest.format_table import CreateCall, GuardKind, Table
from desktop_sync.connectors.rest.glancing import glance
from desktop_sync.connectors.rest.logs import close_logs
from desktop_sync.connectors.rest.paging import CursorExpiredError, Row
from desktop_sync.connectors.rest.position import CLOCK_S
from desktop_sync.connectors.rest.reading import Reader
from desktop_sync.connectors.rest.searching import pages_of
from desktop_sync.connectors.rest.session import Refused, Session
from desktop_sync.connectors.rest.tables import Catalogue, View
from desktop_sync.connectors.rest.webhooks import HookOrders
from desktop_sync.connectors.rest.writing import Writer
from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.model.notices import HookTerms
from desktop_sync.model.record import AccountCheck, Outcome, Page, Prepared, Record, Ref, Selection, Write
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Ties

_PAGE = 200
_JOB_LINGERS_S = 60.0
"""In seconds, how long a job may wait for its turn at the system, when nobody knows whether it was ordered."""


class RestConnector:
    """One open account of a system that a manifest describes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._catalogue = Catalogue(session)
        self._ahead = 0
        self._recalled: set[str] = set()
        """Tables of which nobody has asked yet whether they are as remembered."""

    def tie(self, ties: Ties) -> None:
        """Belong to an account; see `sync.ports.Ties`."""
        self._session.tie(ties)

    def stop_on(self, stop: threading.Event) -> None:
        """Give up soon after it is set; see `engine.accounts`."""
        self._session.stop_on(stop)

    @property
    def calls(self) -> int:
        """How many requests were made since it was opened."""
        return self._session.calls + self._ahead

    @calls.setter
    def calls(self, count: int) -> None:
        self._ahead = count - self._session.calls

    def check(self) -> AccountCheck:
        label = self._session.manifest.meta.label
        try:
            who = self._who()
            found = self.tables()
            for one in [one for one in found if one.name in self._session.manifest.tables][:1]:
                next(self.listing(Selection(one.name, ())), None)
        except DesktopSyncError as error:
            return AccountCheck(False, str(error), (f"{error.what} {error.advice}".strip(),))
        except Refused as error:
            return AccountCheck(
                False,
                f"{label} refuses the first call (HTTP {error.status})",
                ("Check the account's settings, and its permissions.",),
            )
        signed_in = f"Signed in as {who}" if who else "Signed in"
        return AccountCheck(True, f"{signed_in}: {len(found)} tables", server=self._session.place)

    def _who(self) -> str:
        check = self._session.manifest.check
        if check is None:
            return ""
        answer = self._session.call(check, {})
        found = check.account.found(answer.data) if check.account is not None else None
        return str(found) if isinstance(found, str | int) else ""

    def tables(self) -> Sequence[TableInfo]:
        return self._catalogue.infos()

    def schema(self, table: str) -> TableSchema:
        self._recalled.discard(table)
        self._catalogue.forget(table)
        return self._catalogue.table(table).schema

    def recalled_schema(self, table: str) -> TableSchema | None:
        """See `sync.ports.Recalling`."""
        if not self._catalogue.recall(table):
            return None
        self._recalled.add(table)
        return self._catalogue.table(table).schema

    def _confirm(self, selection: Selection) -> None:
        """Ask whether the table is as it is remembered, once. Raises SchemaDrift."""
        if selection.table in self._recalled:
            told = self._catalogue.table(selection.table).schema
            now = self.schema(selection.table)
            check_recalled(told, now, [*selection.fields, *(name for name, _ in selection.where)], self._session.place)

    def _is_news(self, table: str, change: Change) -> bool:
        """Whether some of it was changed after the system told how the table is."""
        told_at = self._catalogue.told_at(table)
        if told_at is None or change.deleted:
            return True
        modified = self._catalogue.table(table).spec.modified
        times = [read_moment(modified.found(row)) if modified is not None else None for row in change.rows]
        return any(one is None or one >= told_at - dt.timedelta(seconds=CLOCK_S) for one in times)

    def capabilities(self, table: str) -> Capabilities:
        spec = self._catalogue.table(table).spec
        changes, create = spec.changes, spec.create
        timed = changes if isinstance(changes, TimeChanges) else None
        page = spec.list_.page
        return Capabilities(
            create=create is not None,
            update=spec.update is not None,
            delete=spec.delete is not None,
            cursor=changes is not None,
            tombstones=_tells_deletes(spec),
            versions=spec.guard.kind is not GuardKind.COMPARE,
            compare_and_set=spec.update is not None or spec.delete is not None,
            ids_before_commit=isinstance(create, CreateCall) and bool(create.new_id),
            idempotency=isinstance(create, CreateCall) and create.idempotent,
            modified_times=spec.modified is not None,
            batch_size=max((one.max for one in (create, spec.update, spec.delete) if one), default=1) * 4,
            page_size=page.size if page is not None else _PAGE,
            overlap_s=timed.lookback if timed else 0.0,
            time_resolution_s=timed.resolution if timed else 0.0,
            lingers_s=_JOB_LINGERS_S if create is not None and create.job is not None else 0.0,
            look_calls=_look_calls(spec),
        )

    def server_time(self) -> dt.datetime | None:
        return self._session.server_time()

    def listing(self, selection: Selection) -> Iterator[Page]:
        self._confirm(selection)
        reader = self._reader(selection)
        feed = Feed(reader)
        position = feed.begin()
        for number, batch in enumerate(reader.pages(reader.spec.list_), start=1):
            if batch.last and reader.spec.search is not None:
                self._session.facts.put(pages_of(selection.table), number)
            position = feed.listed(position, batch)
            yield _page(reader.view, reader.kept(batch.rows), (), position if batch.last else None)

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        reader = self._reader(selection)
        if reader.spec.changes is None:
            raise UsageError("The table has no cursor.", place=selection.table)
        begun = False
        try:
            for change in Feed(reader).since(cursor):
                begun = True
                if selection.table in self._recalled and self._is_news(selection.table, change):
                    self._confirm(selection)
                    reader = self._reader(selection)
                yield _page(reader.view, reader.kept(change.rows), change.deleted, change.cursor)
        except CursorExpiredError:
            if begun:
                raise
            # Everything is looked at again; what was deleted meanwhile shows at the next full comparison.
            yield from self.listing(selection)

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        reader = self._reader(selection)
        rows = reader.rows(refs)
        return {ref: reader.view.record(row) for ref, row in rows.items() if reader.view.within(row)}

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        reader = self._reader(selection)
        return [reader.view.record(row) for row in reader.find(criteria, since)]

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        self._confirm(selection)
        return Writer(self._reader(selection), batch, prepared).run()

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:  # noqa: ARG002  ids are lasting
        return {}

    def glance(self, selection: Selection, cursor: str) -> frozenset[str]:
        """See `sync.ports.Glancing`."""
        return glance(self._reader(selection), cursor)

    def order_hooks(self, url: str, secret: str) -> HookTerms:
        """See `sync.ports.Ordering`."""
        return HookOrders(self._session).order(url, secret)

    def keep_hooks(self, url: str, secret: str) -> HookTerms:
        """See `sync.ports.Ordering`."""
        return HookOrders(self._session).keep(url, secret)

    def end_hooks(self, url: str) -> None:
        """See `sync.ports.Ordering`."""
        HookOrders(self._session).end(url)

    def leave(self) -> None:
        """End what the system keeps for this account; before it is removed. Raises as calls do."""
        close_logs(self._session)
        if self._session.manifest.webhooks is not None:
            HookOrders(self._session).end()

    def close(self) -> None:
        self._session.close()

    def _reader(self, selection: Selection) -> Reader:
        return Reader(self._session, self._catalogue.table(selection.table), selection)


def _look_calls(spec: Table) -> int:
    """The feed; the number of records, or the fields where the system tells them, or its clock, where the feed is asked by it."""
    changes = spec.changes
    if changes is None:
        return 0
    counts = isinstance(changes, TimeChanges) and changes.count is not None
    return 1 + (counts or spec.schema is not None or needs_clock(changes))


def _tells_deletes(spec: Table) -> bool:
    changes = spec.changes
    if isinstance(changes, TimeChanges):
        told = changes.tombstone or changes.deleted or changes.count
        return told is not None or changes.tells_gone
    if isinstance(changes, VersionChanges | DeltaChanges):
        return changes.tombstone is not None
    if isinstance(changes, LogChanges):
        return bool(changes.gone)
    return isinstance(changes, EventChanges) and changes.gone is not None and not isinstance(changes, IdChanges)


def _page(view: View, rows: Sequence[Row], deleted: Sequence[Ref], cursor: str | None) -> Page:
    return Page(
        [view.table.ref(row) for row in rows],
        [view.raw(row) for row in rows],
        partial(_nth, view, rows),
        deleted=deleted,
        cursor=cursor,
    )


def _nth(view: View, rows: Sequence[Row], index: int) -> Record:
    return view.record(rows[index])
