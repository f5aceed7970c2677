"""The shop's customer database: a plain SQLite file, as a web shop might keep it."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from desktop_sync.bootstrap.demo.people import Person

TABLE = "customers"
_SCHEMA = """
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_name VARCHAR(60) NOT NULL,
    last_name VARCHAR(60) NOT NULL,
    email VARCHAR(120) NOT NULL,
    phone VARCHAR(30),
    city VARCHAR(60),
    born CHAR(10),
    credit_limit NUMERIC(10, 2) NOT NULL DEFAULT 0,
    status CHAR(1) NOT NULL DEFAULT 'A',
    newsletter BOOLEAN NOT NULL DEFAULT 0
)
"""
_INSERT = (
    "INSERT INTO customers (first_name, last_name, email, phone, city, born, credit_limit, status, newsletter)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
Row = Mapping[str, object]


@contextlib.contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.row_factory = sqlite3.Row
        yield connection


def _values(one: Person) -> tuple[object, ...]:
    born = one.born.strftime("%m/%d/%Y")
    name = (one.first, one.last, one.email)
    return (*name, one.phone, one.city, born, str(one.limit), one.state, int(one.newsletter))


def create(file: Path, people: Iterable[Person]) -> None:
    """A new database with these people."""
    with _open(file) as connection:
        connection.execute(_SCHEMA)
        connection.executemany(_INSERT, [_values(one) for one in people])


def add(file: Path, one: Person) -> None:
    """What the shop does when somebody registers."""
    with _open(file) as connection:
        connection.execute(_INSERT, _values(one))


def change(file: Path, email: str, column: str, value: object) -> None:
    """What somebody in the shop's office does: one field of the customer with this address."""
    with _open(file) as connection:
        changed = connection.execute(f"UPDATE customers SET {column} = ? WHERE email = ?", (value, email))  # noqa: S608 - our own names
        assert changed.rowcount == 1


def rows(file: Path) -> list[Row]:
    """All customers, as the database holds them."""
    with _open(file) as connection:
        return [dict(row) for row in connection.execute("SELECT * FROM customers ORDER BY id")]


def cell(field: str, value: object) -> tuple[str, object]:
    """Column and value of a person's field as the shop writes it."""
    column = {"limit": "credit_limit", "state": "status"}.get(field, field)
    return column, str(value) if field == "limit" else value
