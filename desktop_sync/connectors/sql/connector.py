"""The `sql` connector itself: settings, open connections, and errors turned into words."""

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from desktop_sync.connectors.sql import reading
from desktop_sync.connectors.sql.address import Address, parse
from desktop_sync.connectors.sql.dialect import Dialect, Session
from desktop_sync.connectors.sql.table import Table, with_free_keys
from desktop_sync.errors import AccountError, DesktopSyncError, TableError, UsageError
from desktop_sync.model.notices import Notices
from desktop_sync.model.record import AccountCheck, Outcome, Page, Prepared, Record, Ref, Selection, Write
from desktop_sync.model.schema import Capabilities, TableInfo, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Watch

BATCH_SIZE = 200


class SqlConnector:
    """One database. Connections are opened when needed: one for a running listing, one for the rest."""

    def __init__(self, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        self.calls = 0
        self._address = parse(settings.get("url", ""), secrets.get("password", ""), settings.get("ca_file", ""))
        self._keys = _view_keys(settings.get("keys", ""))
        self._overlap_s = _seconds(settings.get("overlap", "") or "120")
        self._dialect_made: Dialect | None = None
        self._idle: list[Session] = []
        self._tables: dict[str, Table] = {}
        self._mark = ""

    def writes_as(self, mark: str) -> None:
        """See `sync.ports.Marking`; only triggers of PostgreSQL tell of it."""
        self._mark = mark

    def __repr__(self) -> str:
        return f"SqlConnector({self._address.system}, {self._address.place})"

    @property
    def _dialect(self) -> Dialect:
        if self._dialect_made is None:
            self._dialect_made = _dialect(self._address)
        return self._dialect_made

    def check(self) -> AccountCheck:
        try:
            with self._session() as session:
                server = self._dialect.version(session)
                tables = self._dialect.tables(session)
                problems = [self._try(session, table) for table in tables[:20]]
        except DesktopSyncError as error:
            return AccountCheck(False, str(error.what), (f"{error.what} {error.advice}".strip(),))
        if not tables:
            return AccountCheck(
                False,
                "The database has no tables that this user may see.",
                ("Create a table, or grant SELECT on one.",),
                server,
            )
        wrong = tuple(problem for problem in problems if problem)
        if len(wrong) == len(problems):
            return AccountCheck(False, "None of the tables can be read.", wrong, server)
        return AccountCheck(
            True, f"Signed in to {server}: {len(tables)} {'table' if len(tables) == 1 else 'tables'}.", wrong, server
        )

    def _try(self, session: Session, table: TableInfo) -> str:
        """Read one record; what is missing, "" if nothing."""
        if table.problem:
            return f"{table.name}: {table.problem}"
        try:
            found = self._dialect.reflect(session, table.name, self._keys)
            if found is not None:
                session.rows(f"SELECT * FROM {found.sql} LIMIT 1")  # noqa: S608  # names from the catalogue
        except self._dialect.error as error:
            converted = self._dialect.convert(error)
            if not isinstance(converted, AccountError):
                raise converted from error
            return f"{table.name}: {converted.what} {converted.advice}"
        return ""

    def tables(self) -> Sequence[TableInfo]:
        with self._session() as session:
            return self._dialect.tables(session)

    def schema(self, table: str) -> TableSchema:
        with self._session() as session:
            self._tables.pop(table, None)
            found = self._table(session, table)
            if not found.keys:
                raise reading.no_key(found)
            return found.schema if found.writable else _fixed(found.schema)

    def capabilities(self, table: str) -> Capabilities:
        with self._session() as session:
            found = self._table(session, table)
        moments = any(column.newest for column in found.columns.values())
        return Capabilities(
            create=found.writable,
            update=found.writable,
            delete=found.writable,
            cursor=moments,
            compare_and_set=True,
            ids_before_commit=True,
            modified_times=moments,
            batch_size=BATCH_SIZE,
            page_size=reading.PAGE_SIZE,
            overlap_s=self._overlap_s,
            reuses_ids=found.reuses_ids,
        )

    def server_time(self) -> dt.datetime | None:
        with self._session() as session:
            return self._dialect.now(session)

    def listing(self, selection: Selection) -> Iterator[Page]:
        with self._session() as session:
            yield from reading.listing(self._dialect, session, self._table(session, selection.table), selection)
            self._dialect.end_read(session)

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        with self._session() as session:
            table = self._table(session, selection.table)
            yield from reading.changes(self._dialect, session, table, selection, cursor, self._overlap_s)
            self._dialect.end_read(session)

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        with self._session() as session:
            table = self._table(session, selection.table)
            self._dialect.begin_read(session)
            found = reading.read(self._dialect, session, table, selection, refs)
            self._dialect.end_read(session)
            return found

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: dt.datetime | None) -> Sequence[Record]:  # noqa: ARG002  # a database does not say when a row was made
        with self._session() as session:
            table = self._table(session, selection.table)
            self._dialect.begin_read(session)
            found = reading.find(self._dialect, session, table, selection, criteria)
            self._dialect.end_read(session)
            return found

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        # Late: syncs that only read never need it.
        from desktop_sync.connectors.sql.writing import Writer

        with self._session() as session:
            table = self._table(session, selection.table)
            session.mark = self._mark
            return Writer(self._dialect, session, table, selection, prepared).write(batch)

    def adopt(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Ref]:  # noqa: ARG002  # keys are permanent
        return {}

    # changes as they happen (`sync.ports.Installing`) -----------------------------------------------------------------

    def notices(self, table: str) -> Notices:
        from desktop_sync.connectors.sql import notices

        with self._session() as session:
            return notices.notices(self._dialect, session, self._table(session, table))

    def notices_sql(self, table: str, *, install: bool) -> Sequence[str]:
        from desktop_sync.connectors.sql import notices

        with self._session() as session:
            found = self._triggered(session, table)
            return notices.shown((notices.install_sql if install else notices.remove_sql)(session, found))

    def install_notices(self, table: str) -> None:
        from desktop_sync.connectors.sql import notices

        with self._session() as session:
            notices.carry_out(session, notices.install_sql(session, self._triggered(session, table)))

    def remove_notices(self, table: str) -> None:
        from desktop_sync.connectors.sql import notices

        with self._session() as session:
            notices.carry_out(session, notices.remove_sql(session, self._triggered(session, table)))

    def _triggered(self, session: Session, table: str) -> Table:
        """The table, if it is one of a system that takes triggers of ours."""
        if self._address.system != "postgresql":
            raise UsageError(
                f"“{self._address.place}” needs nothing installed",
                advice="Its changes are noticed without, as far as they can be: desktop-sync sync notices NAME show",
            )
        return self._table(session, table)

    def watch(self, tables: Sequence[str]) -> Watch:
        from desktop_sync.connectors.sql import notices

        with self._session() as session:
            found = {name: self._table(session, name) for name in tables}
        try:
            session = Session(self._dialect.connect(), self._count)
        except (self._dialect.error, OSError) as error:
            raise self._dialect.convert(error) from error
        try:
            return notices.watch(self._dialect, session, found, lambda: self._dialect.drop(session))
        except (self._dialect.error, OSError) as error:
            self._dialect.drop(session)
            raise self._dialect.convert(error) from error

    def close(self) -> None:
        while self._idle:
            self._idle.pop().connection.close()

    def _count(self) -> None:
        self.calls += 1

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """An idle connection or a new one. After any error, or when a listing is left early, it is closed: the system
        rolls back.
        """
        session: Session | None = None
        try:
            session = self._idle.pop() if self._idle else Session(self._dialect.connect(), self._count)
            yield session
        except BaseException as error:
            if session is not None:
                self._dialect.drop(session)
            if isinstance(error, self._dialect.error | OSError) and not isinstance(error, DesktopSyncError):
                raise self._dialect.convert(error) from error
            raise
        if session.broken:
            self._dialect.drop(session)
        else:
            self._idle.append(session)

    def _table(self, session: Session, name: str) -> Table:
        if name not in self._tables:
            found = self._dialect.reflect(session, name, self._keys)
            if found is None:
                known = [table.name for table in self._dialect.tables(session)]
                near = difflib.get_close_matches(name, known, 1)
                advice = (
                    f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(known[:20])}." if known else ""
                )
                raise TableError(f"There is no table “{name}”.", advice=advice, place=self._address.place)
            self._tables[name] = with_free_keys(found, views=self._dialect.keys_behind_views)
        return self._tables[name]


def _dialect(address: Address) -> Dialect:
    # Late: each brings its driver.
    if address.system == "sqlite":
        from desktop_sync.connectors.sql.sqlite import SQLite

        return SQLite(address)
    if address.system == "postgresql":
        from desktop_sync.connectors.sql.postgres import PostgreSQL

        return PostgreSQL(address)
    from desktop_sync.connectors.sql.mariadb import MariaDB

    return MariaDB(address)


def _fixed(schema: TableSchema) -> TableSchema:
    """Of a table that can only be read: then a mapping that would write to it is told where it is made."""
    return replace(schema, fields=tuple(replace(one, read_only=True) for one in schema.fields))


def _view_keys(text: str) -> dict[str, tuple[str, ...]]:
    """The setting `keys`: "view:col, view2:col+col"."""
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        view, colon, columns = part.rpartition(":")
        names = tuple(name.strip() for name in columns.split("+") if name.strip())
        if not colon or not view.strip() or not names:
            raise UsageError(
                f"The setting “keys” can't be read at “{part}”.", advice="Write view:column, view2:column+column."
            )
        found[view.strip()] = names
    return found


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86_400:
        raise UsageError("The setting “overlap” is not a number of seconds between 0 and 86400.")
    return seconds
