"""The connector for Tryton."""

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence

from desktop_sync.connectors.tryton import tables
from desktop_sync.connectors.tryton.reading import EVERYTHING, PAGE, Reader, Row, alike
from desktop_sync.connectors.tryton.rpc import Refused, Rpc
from desktop_sync.connectors.tryton.tables import Table
from desktop_sync.connectors.tryton.writing import Writer
from desktop_sync.errors import AccountError, DesktopSyncError
from desktop_sync.model.record import AccountCheck, Outcome, Page, Prepared, Record, Ref, Selection, Write
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value

OVERLAP_S = 300
"""`write_date` is when a transaction began; one that began early and was committed late must not be missed."""
LINGERS_S = 10
"""The server carries a call out to its end, whether or not anybody still waits for the answer."""


class TrytonConnector:
    """One open account."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._tables: dict[str, Table] = {}

    @property
    def calls(self) -> int:
        """How many requests were made since it was opened."""
        return self._rpc.http.calls

    @calls.setter
    def calls(self, count: int) -> None:
        self._rpc.http.calls = count

    def stop_on(self, stop: threading.Event) -> None:
        """Give up soon after it is set; see `engine.accounts`."""
        self._rpc.http.stop_on(stop)

    def check(self) -> AccountCheck:
        try:
            found = self.tables()
            if not found:
                return AccountCheck(
                    False,
                    "Signed in, but this user may read nothing",
                    ("Give the user read access to parties and products.",),
                )
            self._rpc.call(found[0].name, "search_read", [], 0, 1, [["id", "ASC"]], ["rec_name"], context=EVERYTHING)
        except DesktopSyncError as error:
            return AccountCheck(False, str(error), (f"{error.what} {error.advice}".strip(),))
        except Refused:
            return AccountCheck(
                False, "Signed in, but nothing can be read", ("Check the user's access rights in Tryton.",)
            )
        problems = [
            f"This user may not change “{one.label}”. Give it write access in Tryton, or sync that table one way only."
            for one in found
            if one.name in tables.COMMON and not one.writable
        ]
        return AccountCheck(
            True, f"Signed in as {self._rpc.login.username}; {len(found)} tables", tuple(problems), self._rpc.place
        )

    def tables(self) -> Sequence[TableInfo]:
        try:
            return tables.listing(self._rpc)
        except Refused as error:
            raise AccountError(
                "This user may not see what tables there are.",
                place=self._rpc.place,
                advice="Check its access rights in Tryton.",
            ) from error

    def schema(self, table: str) -> TableSchema:
        self._tables[table] = tables.table(self._rpc, table)
        return self._tables[table].schema

    def capabilities(self, table: str) -> Capabilities:
        access = self._rpc.call("ir.model.access", "get_access", [table]).get(table, {})
        return Capabilities(
            create=bool(access.get("create")),
            update=bool(access.get("write")),
            delete=bool(access.get("delete")),
            cursor=True,
            versions=True,
            compare_and_set=True,
            modified_times=True,
            batch_size=100,
            page_size=PAGE,
            overlap_s=OVERLAP_S,
            time_resolution_s=0.000_001,
            lingers_s=LINGERS_S,
        )

    def server_time(self) -> dt.datetime | None:
        return self._rpc.server_time()

    def listing(self, selection: Selection) -> Iterator[Page]:
        yield from self._pages(self._reader(selection), [], "")

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        reader = self._reader(selection)
        since = dt.datetime.fromisoformat(cursor) - dt.timedelta(seconds=OVERLAP_S)
        # Edits of a contact or an address leave their party's own date alone.
        fields = ["write_date", "create_date", *(f"{child}.write_date" for child in reader.children)]
        yield from self._pages(reader, [["OR", *([name, ">=", since] for name in fields)]], cursor)

    def _pages(self, reader: Reader, domain: Sequence[object], cursor: str) -> Iterator[Page]:
        began_at = self._rpc.server_time()  # before the first page: what changes while we read is read again
        last = 0
        while True:
            # By the last id: with offsets, records that come and go between two pages move others out of sight.
            rows, read, last = reader.page(domain, last)
            ended = read < PAGE
            following = began_at.isoformat() if began_at else cursor
            yield _page(reader, rows, following if ended else None)
            if ended:
                return

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        reader = self._reader(selection)
        return {ref: reader.record(row) for ref, row in reader.rows(refs).items()}

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        reader = self._reader(selection)
        domain = [reader.condition(name, value) for name, value in criteria.items() if value not in {None, ""}]
        if since is not None:
            domain.append(
                ["create_date", ">=", since - dt.timedelta(seconds=60)]
            )  # clocks differ; older twins are told by values
        rows = [row for row in reader.search(domain, 100) if _fits(reader, row, criteria)]
        return [reader.record(row) for row in rows[:10]]

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:  # noqa: ARG002  ids come with the commit
        return Writer(self._rpc, self._reader(selection), batch).run()

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:  # noqa: ARG002  ids are lasting
        return {}

    def close(self) -> None:
        self._rpc.http.close()

    def _reader(self, selection: Selection) -> Reader:
        if selection.table not in self._tables:
            self.schema(selection.table)
        return Reader(self._rpc, self._tables[selection.table], selection)


def _page(reader: Reader, rows: Sequence[Row], cursor: str | None) -> Page:
    refs = [Ref(str(row["id"])) for row in rows]
    return Page(refs, [reader.raw(row) for row in rows], lambda i: reader.record(rows[i]), cursor=cursor)


def _fits(reader: Reader, row: Row, criteria: Mapping[str, Value]) -> bool:
    return all(alike(reader.value(row, name), value) for name, value in criteria.items())
