"""The connector for Odoo."""

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence

from desktop_sync.connectors.odoo import tables
from desktop_sync.connectors.odoo.position import MOMENT, OVERLAP, Look, Position, digest
from desktop_sync.connectors.odoo.reading import PAGE, Reader, Row, same
from desktop_sync.connectors.odoo.rpc import Refused, Rpc
from desktop_sync.connectors.odoo.tables import Table
from desktop_sync.connectors.odoo.writing import Writer
from desktop_sync.connectors.recalled import check_recalled
from desktop_sync.errors import AccountError, DesktopSyncError, PositionLost
from desktop_sync.model.record import AccountCheck, Outcome, Page, Prepared, Record, Ref, Selection, Write
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Ties


class OdooConnector:
    """One open account."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._tables: dict[str, Table] = {}
        self._recalled: set[str] = set()
        """Tables of which nobody has asked yet whether they are as remembered."""

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

    def tie(self, ties: Ties) -> None:
        """Belong to an account; see `sync.ports.Ties`."""
        self._rpc.facts.tie(ties)

    def check(self) -> AccountCheck:
        self._rpc.facts.forget()
        try:
            found = self.tables()
            common = [one.name for one in found if one.name in tables.COMMON] or [one.name for one in found[:1]]
            for name in common[:1]:
                self._reader(Selection(name, ("id",))).search([], 1)
            problems = [
                f"This user may not change “{name}”. Give it the access right in Odoo, or sync that table one way only."
                for name in common
                if not tables.allowed(self._rpc, name, "write")
            ]
        except DesktopSyncError as error:
            return AccountCheck(False, str(error), (f"{error.what} {error.advice}".strip(),))
        except Refused:
            return AccountCheck(
                False, "Signed in, but nothing can be read", ("Check the user's access rights in Odoo.",)
            )
        if not found:
            words = "Signed in, but this user may read nothing"
            return AccountCheck(False, words, ("Give the user access to contacts or products.",))
        owner = self._rpc.owner()
        if owner != self._rpc.login.username:
            words = f"The API key is that of “{owner}”, not of “{self._rpc.login.username}”."
            return AccountCheck(False, words, (f"{words} Correct “username”, or make a key as that user.",))
        way = "JSON-2" if self._rpc.json_2 else "JSON-RPC"
        summary = f"Signed in as {self._rpc.login.username}; {len(found)} tables"
        return AccountCheck(True, summary, tuple(problems), f"Odoo {self._rpc.major} ({way})")

    def tables(self) -> Sequence[TableInfo]:
        return tables.listing(self._rpc)

    def schema(self, table: str) -> TableSchema:
        self._recalled.discard(table)
        self._tables[table] = tables.table(self._rpc, table)
        return self._tables[table].schema

    def recalled_schema(self, table: str) -> TableSchema | None:
        """See `sync.ports.Recalling`."""
        known = tables.recalled(self._rpc, table)
        if known is None:
            return None
        self._tables[table] = known
        self._recalled.add(table)
        return known.schema

    def _confirm(self, selection: Selection) -> None:
        """Ask whether the table is as it is remembered, once. Raises SchemaDrift."""
        if selection.table in self._recalled:
            told = self._tables[selection.table].schema
            check_recalled(told, self.schema(selection.table), selection.fields, self._rpc.place)

    def capabilities(self, table: str) -> Capabilities:
        stamped = "write_date" in self._table(table).kinds
        return Capabilities(
            create=tables.allowed(self._rpc, table, "create"),
            update=tables.allowed(self._rpc, table, "write"),
            delete=tables.allowed(self._rpc, table, "unlink"),
            cursor=stamped,
            look_calls=2 if stamped else 0,
            tombstones=stamped,
            compare_and_set=True,
            idempotency=True,
            modified_times=stamped,
            batch_size=50,
            page_size=PAGE,
            overlap_s=OVERLAP.total_seconds(),
            time_resolution_s=1.0,
        )

    def server_time(self) -> dt.datetime | None:
        return self._rpc.server_time()

    def listing(self, selection: Selection) -> Iterator[Page]:
        self._confirm(selection)
        reader = self._reader(selection)
        began_at = self._rpc.server_time()  # before the first page: what changes while we read is read again
        look = Look(Position(began_at)) if began_at and "write_date" in reader.table.kinds else None
        for rows, ended in _pages(reader, []):
            if look is not None:
                look.meet(rows)
            cursor = str(look.following(look.position.seen_to)) if look is not None and ended else None
            yield _page(reader, rows, cursor)

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        before = Position.parse(cursor)
        began_at = self._rpc.http.options.now()
        since = before.seen_to - OVERLAP
        look = Look(before)
        for rows, _ in self._pages_since(selection, since):
            if look.meet(rows):
                self._confirm(selection)
            reader = self._reader(selection)
            yield _page(reader, rows, None)
        reader = self._reader(selection)
        # With a filter, one that came into it by an edit may hide that another one is gone.
        if (reader.filtered and look.edited) or reader.count(look.position.last) != look.position.count:
            raise PositionLost("The number of records says that some may be gone.", place=self._rpc.place)
        skew_s = self._rpc.http.skew_s
        seen_to = before.seen_to if skew_s is None else began_at + dt.timedelta(seconds=skew_s)
        yield Page([], [], lambda _: reader.record({}), cursor=str(look.following(seen_to)))

    def _pages_since(self, selection: Selection, since: dt.datetime) -> Iterator[tuple[Sequence[Row], bool]]:
        try:
            yield from _pages(self._reader(selection), [["write_date", ">=", since.strftime(MOMENT)]])
        except AccountError:
            self._rpc.facts.forget()  # the table may be gone: the next run asks
            raise

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        reader = self._reader(selection)
        return {ref: reader.record(row) for ref, row in reader.rows(refs).items()}

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:
        reader = self._reader(selection)
        domain = [reader.condition(name, value) for name, value in criteria.items() if name in reader.table.searchable]
        if since is not None and "create_date" in reader.table.kinds:
            early = since.astimezone(dt.UTC) - dt.timedelta(seconds=60)  # clocks differ; older twins are told by values
            domain.append(["create_date", ">=", early.strftime(MOMENT)])
        found = [row for row in reader.search(domain, 100) if _fits(reader, row, criteria)]
        return [reader.record(row) for row in found[:10]]

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:  # noqa: ARG002  ids come with the commit
        self._confirm(selection)
        return Writer(self._rpc, self._reader(selection), batch).run()

    def glance(self, selection: Selection, cursor: str) -> frozenset[str]:
        """See `sync.ports.Glancing`. What is deleted does not show: the number of records is another call."""
        since = Position.parse(cursor).seen_to - OVERLAP
        rows = self._reader(selection).page([["write_date", ">=", since.strftime(MOMENT)]], 0)
        return frozenset(map(digest, rows))

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:  # noqa: ARG002  ids are lasting
        return {}

    def close(self) -> None:
        self._rpc.http.close()

    def _table(self, name: str) -> Table:
        if name not in self._tables and self.recalled_schema(name) is None:
            self.schema(name)
        return self._tables[name]

    def _reader(self, selection: Selection) -> Reader:
        return Reader(self._rpc, self._table(selection.table), selection)


def _pages(reader: Reader, domain: Sequence[object]) -> Iterator[tuple[Sequence[Row], bool]]:
    """Pages of rows by id, each with whether it is the last one."""
    last, ended = 0, False
    while not ended:
        rows = reader.page(domain, last)
        ended = len(rows) < PAGE
        yield rows, ended
        last = rows[-1]["id"] if rows else last


def _page(reader: Reader, rows: Sequence[Row], cursor: str | None) -> Page:
    refs = [Ref(str(row["id"])) for row in rows]
    return Page(refs, [reader.raw(row) for row in rows], lambda i: reader.record(rows[i]), cursor=cursor)


def _fits(reader: Reader, row: Row, criteria: Mapping[str, Value]) -> bool:
    return all(same(reader.value(row, name), value) for name, value in criteria.items())
