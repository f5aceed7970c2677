"""What differs between the database systems, and the open connection that the rest of the connector works with."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from desktop_sync.connectors.sql.address import Address
from desktop_sync.connectors.sql.table import Row, Table
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.schema import TableInfo

CONNECT_TIMEOUT_S = 10
STATEMENT_TIMEOUT_S = 600
LOCK_TIMEOUT_S = 10


class Trouble(Enum):
    """What an error means for a write."""

    RECORD = "the record is refused as it is"
    WAIT = "the record is in use; the transaction goes on"
    AGAIN = "the transaction is gone, the same one may succeed"
    LOST = "the connection is gone"
    ACCOUNT = "a person must act"


WRITER = "desktop_sync.writer"
"""The setting of a transaction of PostgreSQL that bears `Session.mark`."""


@dataclass
class Session:
    """One open connection; used by one thread at a time. `counted` is called for every statement.

    `broken`: the line is dead; it is not used again.
    """

    connection: Any
    counted: Callable[[], None]
    broken: bool = False
    mark: str = ""
    """What its writes bear in notices, where the system can; "": nothing."""

    def execute(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """Run one statement; its cursor."""
        self.counted()
        cursor = self.connection.cursor()
        cursor.execute(sql, tuple(params))
        return cursor

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Run a query; all its rows."""
        cursor = self.execute(sql, params)
        found: list[Row] = cursor.fetchall()
        cursor.close()
        return found

    def value(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """The only value of a query, None without a row."""
        found = self.rows(sql, params)
        return found[0][0] if found else None


@dataclass(frozen=True)
class Query:
    """A SELECT in parts. `conditions` are joined by AND; `params` are theirs, in order."""

    table: Table
    columns: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    params: tuple[Any, ...] = ()
    order: tuple[str, ...] = ()
    pager: tuple[int, ...] = ()
    """Positions in `columns` by which SQLite cuts pages."""

    def sql(self, *more: str) -> str:
        """The statement, with further conditions."""
        conditions = (*self.conditions, *more)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        order = f" ORDER BY {', '.join(self.order)}" if self.order else ""
        return f"SELECT {', '.join(self.columns)} FROM {self.table.sql}{where}{order}"  # noqa: S608  # values are parameters


class Dialect(ABC):
    """One database system."""

    label: str
    mark: str
    """The placeholder of a parameter."""
    fragile = False
    """Whether a refused statement spoils its whole transaction, so that records need savepoints."""

    counts_views = True
    """Whether the driver tells how many rows of a view were changed."""

    def __init__(self, address: Address) -> None:
        self.address = address

    keys_behind_views = True
    """Whether a row that is added through a view gets its key from the table behind it, and tells it."""

    @property
    @abstractmethod
    def error(self) -> type[Exception]:
        """The base of the driver's errors."""

    @abstractmethod
    def connect(self) -> Any:
        """A new connection of the driver, in autocommit. Raises driver errors and OSError."""

    @abstractmethod
    def trouble(self, error: Exception) -> Trouble:
        """What the error means for a write."""

    @abstractmethod
    def is_duplicate(self, error: Exception) -> bool:
        """Whether a row was refused because another one has a value that must be unique."""

    @abstractmethod
    def words(self, error: Exception) -> str:
        """The system's own words about a refused record."""

    @abstractmethod
    def convert(self, error: Exception) -> DesktopSyncError:
        """The error with words for a person and without customer values."""

    @abstractmethod
    def begin_read(self, session: Session) -> None:
        """Start a read-only transaction that sees one state of the database."""

    @abstractmethod
    def begin_write(self, session: Session) -> None:
        """Start a transaction that writes."""

    def end_read(self, session: Session) -> None:
        """End the transaction of `begin_read`."""
        session.execute("COMMIT")

    def drop(self, session: Session) -> None:
        """Close a connection in whatever state it is."""
        session.connection.close()

    @abstractmethod
    def pages(self, session: Session, query: Query, size: int) -> Iterator[Sequence[Row]]:
        """The query's rows in batches, without holding all in memory, inside the transaction of `begin_read`."""

    @abstractmethod
    def tables(self, session: Session) -> list[TableInfo]:
        """Tables and views, without the system's own."""

    @abstractmethod
    def reflect(self, session: Session, name: str, keys: Mapping[str, tuple[str, ...]]) -> Table | None:
        """What is known of a table, None where there is none. `keys`: the user's keys for views."""

    @abstractmethod
    def insert(self, session: Session, table: Table, values: Mapping[str, Any], key: Row | None) -> Row:
        """Insert a row; its key. `key`: the key as far as it is known before, None where the system makes it."""

    @abstractmethod
    def now(self, session: Session) -> dt.datetime:
        """The system's clock, aware UTC."""

    @abstractmethod
    def version(self, session: Session) -> str:
        """Name and version of the server."""

    def quote(self, name: str) -> str:
        """A name as SQL."""
        doubled = name.replace('"', '""')
        return f'"{doubled}"'

    def key_list(self, table: Table, count: int) -> str:
        """The condition: the key is one of `count` keys."""
        marks = ", ".join([self.mark] * len(table.keys))
        if len(table.keys) == 1:
            return f"{table.keys[0].sql} IN ({', '.join([marks] * count)})"
        names = ", ".join(column.sql for column in table.keys)
        return f"({names}) IN ({', '.join([f'({marks})'] * count)})"

    def insert_sql(self, table: Table, values: Mapping[str, Any]) -> str:
        """INSERT of these columns."""
        if not values:
            return f"INSERT INTO {table.sql} {self.no_values}"
        columns = [table.columns[name] for name in values]
        names = ", ".join(column.sql for column in columns)
        marks = ", ".join(column.assign.replace("{}", self.mark) for column in columns)
        return f"INSERT INTO {table.sql} ({names}) VALUES ({marks})"  # noqa: S608  # values are parameters

    no_values = "DEFAULT VALUES"
