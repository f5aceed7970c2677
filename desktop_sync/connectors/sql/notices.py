"""Changes as they happen: LISTEN and NOTIFY in PostgreSQL, and cheap looks elsewhere.

PostgreSQL: statement triggers that the program offers to install send the table's number on the channel “desktop_sync”, and the mark that
the writing transaction bears, if any; what another trigger changes in turn bears none. Without them
the server's statistics are looked at, which are a second late. MariaDB and MySQL: UPDATE_TIME of information_schema, to the second.
SQLite: `PRAGMA data_version`, which is another number after every commit of another connection.
"""

import time
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any

from desktop_sync.connectors.polling import PollWatch, stamps
from desktop_sync.connectors.sql.dialect import WRITER, Dialect, Session
from desktop_sync.connectors.sql.table import Table
from desktop_sync.errors import TableError
from desktop_sync.model.notices import Notices, NoticeWay
from desktop_sync.sync.ports import Watch

CHANNEL = "desktop_sync"
NAME = "desktop_sync_notify"
"""Of the trigger and its function, so that both are found again."""
SERVER_EVERY_S = 2.0
FILE_EVERY_S = 0.25
PING_S = 60.0
_TRIGGER = f"SELECT 1 FROM pg_catalog.pg_trigger WHERE tgrelid = %s::oid AND tgname = '{NAME}'"  # noqa: S608 - a constant
_COUNTS = "SELECT relid::text, n_tup_ins + n_tup_upd + n_tup_del FROM pg_catalog.pg_stat_all_tables WHERE relid = ANY(%s::oid[])"
_TIMES = (
    "SELECT table_schema, table_name, unix_timestamp(update_time), unix_timestamp(now()) FROM information_schema.tables"
    " WHERE table_type = 'BASE TABLE' AND engine IN ('InnoDB', 'MyISAM', 'Aria') AND create_options NOT LIKE '%%partitioned%%'"
)
_ON_TIME = Notices(NoticeWay.POLL, "The server says when the table was changed; that is looked at every 2 seconds.")
_FILE = Notices(NoticeWay.FILE, "The database file is looked at four times a second.")
_NONE = Notices(NoticeWay.NONE, "Nothing tells of changes here; the sync runs by its interval.")
_INSTALLED = Notices(NoticeWay.TRIGGERS, "Triggers tell of every change at once.", can_install=True, installed=True)
_COUNTED = Notices(
    NoticeWay.POLL,
    "The server’s counters are looked at every 2 seconds. With triggers it is at once.",
    can_install=True,
)


def notices(dialect: Dialect, session: Session, table: Table) -> Notices:
    """How changes of the table are noticed."""
    if dialect.label == "SQLite":
        return _FILE
    if table.view:
        return Notices(NoticeWay.NONE, "A view tells of no changes; the sync runs by its interval.")
    if dialect.label == "PostgreSQL":
        if session.rows(_TRIGGER, (oid(session, table),)):
            return _INSTALLED
        return (
            _COUNTED
            if session.value("SHOW track_counts") == "on"
            else Notices(_NONE.way, _NONE.words, can_install=True)
        )
    return _ON_TIME if _changed_at(session, [table.sql]) else _NONE


def install_sql(session: Session, table: Table) -> Sequence[str]:
    """What puts the triggers on a table of PostgreSQL. Raises AccountError for a view."""
    if table.view:
        raise TableError("A view can’t have such triggers.", advice="Sync the table behind it.", place=table.name)
    function = _function(session, table)
    made = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS"
        f" $$BEGIN PERFORM pg_notify('{CHANNEL}', TG_RELID::text || CASE WHEN pg_trigger_depth() = 1"
        f" THEN coalesce(' ' || nullif(current_setting('{WRITER}', true), ''), '') ELSE '' END); RETURN NULL; END$$"
    )
    put = (
        f"CREATE TRIGGER {NAME} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {_plain(table)}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )
    return [made] if session.rows(_TRIGGER, (oid(session, table),)) else [made, put]


def remove_sql(session: Session, table: Table) -> Sequence[str]:
    """What takes the triggers off again, and the function when no other table uses it."""
    function = _function(session, table)
    used = "SELECT 1 FROM pg_catalog.pg_trigger WHERE tgfoid = to_regproc(%s)::oid AND tgrelid <> %s::oid LIMIT 1"
    alone = not session.rows(used, (function.replace("%%", "%"), oid(session, table)))
    drop = [f"DROP FUNCTION IF EXISTS {function}()"] if alone else []
    return [f"DROP TRIGGER IF EXISTS {NAME} ON {_plain(table)}", *drop]


def carry_out(session: Session, statements: Sequence[str]) -> None:
    """These, in one transaction."""
    session.execute("BEGIN")
    for one in statements:
        session.execute(one)
    session.execute("COMMIT")


def shown(statements: Sequence[str]) -> Sequence[str]:
    """As a person writes them: psycopg takes %% for %."""
    return [one.replace("%%", "%") for one in statements]


def oid(session: Session, table: Table) -> str:
    """The number of a table of PostgreSQL, as text."""
    return str(session.value("SELECT %s::regclass::oid::text", (table.sql.replace("%%", "%"),)))


def _plain(table: Table) -> str:
    """The table's name for a statement without parameters; psycopg takes %% for % all the same."""
    return table.sql


def _function(session: Session, table: Table) -> str:
    schema = session.value(
        "SELECT quote_ident(nspname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.oid = %s::oid",
        (oid(session, table),),
    )
    return f"{schema}.{NAME}".replace("%", "%%")


# watching -------------------------------------------------------------------------------------------------------------


def watch(dialect: Dialect, session: Session, tables: Mapping[str, Table], close: Callable[[], None]) -> Watch:
    """Begin to notice changes in these tables. `session`: a connection of its own, closed by `close`."""
    if dialect.label == "SQLite":
        return PollWatch(lambda: _versions(dialect, session, tables), FILE_EVERY_S, close=close)
    real = {name: table for name, table in tables.items() if not table.view}
    if dialect.label == "PostgreSQL":
        return PostgresWatch(dialect, session, real, close)
    by_sql = {table.sql: name for name, table in real.items()}

    def times() -> Mapping[str, Hashable]:
        found = _changed_at(session, list(by_sql))
        return {by_sql[sql]: moments for sql, moments in found.items()}

    return PollWatch(_converted(dialect, times), SERVER_EVERY_S, differs=_later, close=close)


class PostgresWatch:
    """Hears the triggers' notices, and looks at the counters of tables without triggers. `sync.ports.Watch`."""

    def __init__(
        self, dialect: Dialect, session: Session, tables: Mapping[str, Table], close: Callable[[], None]
    ) -> None:
        self._dialect, self._session, self._close = dialect, session, close
        self._names = {oid(session, table): name for name, table in tables.items()}
        with_triggers = {number for number in self._names if session.rows(_TRIGGER, (number,))}
        self._connection: Any = session.connection
        session.execute(f"LISTEN {CHANNEL}")
        self._counted = sorted(self._names.keys() - with_triggers)
        self._poll = PollWatch(self._counts, SERVER_EVERY_S) if self._counted else None
        self._pinged = time.monotonic()
        self._writers: dict[str, set[str]] = {}

    def wait(self, seconds: float) -> Collection[str]:
        try:
            return self._heard(seconds)
        except (self._dialect.error, OSError) as error:
            raise self._dialect.convert(error) from error

    def _heard(self, seconds: float) -> Collection[str]:
        found = set(self._poll.wait(0)) if self._poll is not None else set()
        first = [] if found else self._connection.notifies(timeout=seconds, stop_after=1)
        heard = [one.payload for one in first]
        heard += [one.payload for one in self._connection.notifies(timeout=0)]
        if time.monotonic() - self._pinged > PING_S:
            self._session.execute("SELECT 1")  # a line that died while the computer slept says nothing by itself
            self._pinged = time.monotonic()
        self._writers = {name: {""} for name in found}
        for payload in heard:
            number, _, mark = payload.partition(" ")
            if number in self._names:
                self._writers.setdefault(self._names[number], set()).add(mark)
        return self._writers.keys()

    def writers(self, table: str) -> Collection[str]:
        return self._writers.get(table, ("",))

    def _counts(self) -> Mapping[str, Hashable]:
        counted = {str(row[0]): row[1] for row in self._session.rows(_COUNTS, (self._counted,))}
        return {self._names[number]: counted.get(number) for number in self._counted}

    def close(self) -> None:
        self._close()


def _changed_at(session: Session, tables: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    """Of each of these tables (by its quoted name) when it was changed and what time it is there; those that don't tell are left out."""
    mine = str(session.value("SELECT database()"))
    wanted = set(tables)
    found = {}
    for schema, name, changed, now in session.rows(_TIMES):
        quoted = "`" + str(name).replace("`", "``") + "`"
        for sql in (quoted, "`" + str(schema).replace("`", "``") + "`." + quoted):
            if sql in wanted and (schema == mine or "." in sql):
                found[sql] = (changed, now)
    return found


def _later(before: Hashable, after: Hashable) -> bool:
    """Whether a time was later than before; and in the second of the last look there may have been more."""
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return before != after
    if after[0] is None or before[0] is None:
        return after[0] is not before[0]
    return bool(after[0] != before[0] or float(after[0]) >= float(before[1]))


def _versions(dialect: Dialect, session: Session, tables: Mapping[str, Table]) -> Mapping[str, Hashable]:
    """One version of the file for all its tables; another file in its place is another version."""
    file = dialect.address.file
    assert file is not None
    stamp = stamps([file])
    inode = stamp[0][-1] if isinstance(stamp, tuple) else 0
    version = _converted(dialect, lambda: {"": session.value("PRAGMA data_version")})()[""]
    return dict.fromkeys(tables, (inode, version))


def _converted(dialect: Dialect, look: Callable[[], Mapping[str, Hashable]]) -> Callable[[], Mapping[str, Hashable]]:
    def looked() -> Mapping[str, Hashable]:
        try:
            return look()
        except (dialect.error, OSError) as error:
            raise dialect.convert(error) from error

    return looked
