"""The connector for CardDAV."""

import datetime as dt
import threading
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial

from desktop_sync.connectors.carddav import books, fields
from desktop_sync.connectors.carddav.books import Book
from desktop_sync.connectors.carddav.dav import D, Dav, S, TokenExpiredError
from desktop_sync.connectors.carddav.reading import PAGE, Feed, Reader
from desktop_sync.connectors.carddav.settings import Login
from desktop_sync.connectors.carddav.writing import Writer
from desktop_sync.connectors.polling import PollWatch
from desktop_sync.errors import DesktopSyncError, TableError
from desktop_sync.model.notices import Notices, NoticeWay
from desktop_sync.model.record import AccountCheck, Outcome, Page, Prepared, Record, Ref, Selection, Write
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.ports import Watch

_ENOUGH = 10
WATCH_EVERY_S = 15.0


class CardDavConnector:
    """One open account."""

    def __init__(self, dav: Dav, login: Login) -> None:
        self._dav = dav
        self._fields = fields.specs(login.extras)
        self._books: Mapping[str, Book] | None = None

    @property
    def calls(self) -> int:
        """How many requests were made since it was opened."""
        return self._dav.http.calls

    @calls.setter
    def calls(self, count: int) -> None:
        self._dav.http.calls = count

    def stop_on(self, stop: threading.Event) -> None:
        """Give up soon after it is set; see `engine.accounts`."""
        self._dav.stop_on(stop)

    def check(self) -> AccountCheck:
        try:
            found = self._find()
            for book in found[:1]:
                reader = self._reader(Selection(book.name, ("name",)))
                list(reader.records(reader.feed().refs[:1]))
        except DesktopSyncError as error:
            return AccountCheck(False, str(error), (f"{error.what} {error.advice}".strip(),))
        if not found:
            words = "Signed in, but this user has no address book"
            return AccountCheck(False, words, ("Make one with the server's own pages or with a contacts program.",))
        problems = [
            f"This user may not change “{one.label}”. Ask its owner, or sync it one way only."
            for one in found
            if not (one.create and one.update)
        ]
        count = f"{len(found)} address book{'' if len(found) == 1 else 's'}"
        return AccountCheck(True, f"Signed in as {self._dav.login.username}; {count}", tuple(problems), self._dav.place)

    def tables(self) -> Sequence[TableInfo]:
        return [TableInfo(one.name, one.label, writable=one.update) for one in self._find()]

    def schema(self, table: str) -> TableSchema:
        book = self._book(table)
        return fields.schema(table, book.label, self._fields)

    def capabilities(self, table: str) -> Capabilities:
        book = self._book(table)
        return Capabilities(
            create=book.create,
            update=book.update,
            delete=book.delete,
            cursor=book.synced,
            tombstones=book.synced,
            versions=True,
            compare_and_set=True,
            ids_before_commit=True,
            idempotency=True,
            modified_times=True,
            batch_size=50,
            page_size=PAGE,
            time_resolution_s=1.0,
            in_order=book.synced,
        )

    def server_time(self) -> dt.datetime | None:
        if self._dav.http.skew_s is None:
            self._find()
        if self._dav.http.skew_s is None:
            return None
        return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self._dav.http.skew_s)

    def listing(self, selection: Selection) -> Iterator[Page]:
        reader = self._reader(selection)
        yield from _pages(reader, reader.feed())

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        reader = self._reader(selection)
        try:
            feed = reader.feed(cursor)
        except TokenExpiredError:
            # All cards, as if all had changed. Which ones were deleted meanwhile only the next full comparison can tell.
            feed = reader.feed()
        yield from _pages(reader, feed)

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        return {record.ref: record for record in self._reader(selection).records(refs)}

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:  # noqa: ARG002  cards don't tell when they were made
        found: list[Record] = []
        for page in self.listing(selection):
            records = map(page.decode, range(len(page.refs)))
            found += [record for record in records if _fits(record, criteria)]
            if len(found) >= _ENOUGH:
                break
        return found[:_ENOUGH]

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        return Writer(self._dav, self._reader(selection), batch, prepared).run() if batch else []

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:  # noqa: ARG002  addresses are lasting
        return {}

    # changes as they happen (`sync.ports.Telling`)

    def notices(self, table: str) -> Notices:
        words = "The address book’s mark is looked at every 15 seconds: one small request."
        if self._mark(self._book(table)) is None:
            return Notices(NoticeWay.NONE, "The server marks no changes; the sync runs by its interval.")
        return Notices(NoticeWay.POLL, words)

    def watch(self, tables: Sequence[str]) -> Watch:
        watched = {name: self._book(name) for name in tables}
        return PollWatch(lambda: {name: self._mark(book) for name, book in watched.items()}, WATCH_EVERY_S)

    def _mark(self, book: Book) -> Hashable:
        """What is another text after each change: the sync token, or the older ctag. None: the server has neither."""
        found = self._dav.propfind(book.path, "D:sync-token", "S:getctag")
        return (found[0].text(f"{D}sync-token") or found[0].text(f"{S}getctag") or None) if found else None

    def close(self) -> None:
        self._dav.close()

    def _find(self) -> Sequence[Book]:
        found = books.find(self._dav)
        self._books = {one.name: one for one in found} | {one.path: one for one in found}
        return found

    def _book(self, table: str) -> Book:
        """A book by its name or its address."""
        if self._books is None or table not in self._books:
            self._find()
        assert self._books is not None
        book = self._books.get(table)
        if book is None:
            names = ", ".join(name for name in self._books if not name.startswith("/"))
            raise TableError(
                f"There is no address book “{table}”.",
                place=self._dav.place,
                advice=f"There are: {names}." if names else "This user has none.",
            )
        return book

    def _reader(self, selection: Selection) -> Reader:
        return Reader(self._dav, self._book(selection.table), self._fields, selection)


def _pages(reader: Reader, feed: Feed) -> Iterator[Page]:
    for start in range(0, max(len(feed.refs), 1), PAGE):
        rows = reader.rows(feed.refs[start : start + PAGE])
        records = [reader.record(row) for row in rows.values() if reader.within(row)]
        last = start + PAGE >= len(feed.refs)
        yield Page(
            [one.ref for one in records],
            [one.raw for one in records],
            partial(_nth, records),
            deleted=feed.gone if last else (),
            cursor=feed.token if last else None,
        )


def _nth(records: Sequence[Record], index: int) -> Record:
    return records[index]


def _fits(record: Record, criteria: Mapping[str, Value]) -> bool:
    return all(
        name in record.values and (record.values[name] == value or (is_blank(record.values[name]) and is_blank(value)))
        for name, value in criteria.items()
    )
