"""The connector contract on SQLite (both journal modes), PostgreSQL and MariaDB."""

import itertools
import sqlite3
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract
from tests.servers import sql
from tests.servers.postgres import Postgres

_NUMBER = itertools.count(1)
_PEOPLE = """CREATE TABLE people (id {key}, name {name} NOT NULL, email varchar(200), born date, credit decimal(10, 2),
active boolean, note text, updated_at timestamp DEFAULT CURRENT_TIMESTAMP)"""


class SqlAccount(AccountHarness):
    """A table in a database, edited through a connection of its own."""

    def __init__(self, url: str, connection: Any, name_max: int | None) -> None:
        self.url, self.secret = sql.split_password(url) if "@" in url else (url, "")
        self.connection = connection
        self.name_max = name_max
        self.mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"

    def open(self) -> Connector:
        secrets = {"password": self.secret} if self.secret else {}
        return Registry().open("sql", {"url": self.url}, secrets)

    def insert(self, values: Mapping[str, Value]) -> Ref:
        names, marks = ", ".join(values), ", ".join([self.mark] * len(values))
        number = next(_NUMBER)
        self._run(f"INSERT INTO people (id, {names}) VALUES ({number}, {marks})", values.values())
        if self.mark == "%s" and "postgres" in self.url:
            self._run(f"SELECT setval('people_id_seq', {number})")
        return Ref(str(number))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        changes = ", ".join(f"{name} = {self.mark}" for name in values)
        self._run(f"UPDATE people SET {changes} WHERE id = {int(ref)}", values.values())

    def delete(self, ref: Ref) -> None:
        self._run(f"DELETE FROM people WHERE id = {int(ref)}")

    def count(self) -> int:
        found: int = self._run("SELECT count(*) FROM people").fetchone()[0]
        return found

    def _run(self, statement: str, values: Any = ()) -> Any:
        cursor = self.connection.cursor()
        cursor.execute(statement, tuple(self._param(value) for value in values))
        return cursor

    def _param(self, value: Value) -> Any:
        if self.mark == "?" and value is not None and not isinstance(value, bool | str):
            return float(value) if isinstance(value, Decimal) else str(value)
        return value


def account_at(url: str, key: str, name: str, name_max: int | None) -> Iterator[SqlAccount]:
    with sql.connection(url) as connection:
        account = SqlAccount(url, connection, name_max)
        account._run(_PEOPLE.format(key=key, name=name))
        yield account


class TestSQLite(ConnectorContract):
    lacks = frozenset({"secret", "longest_name"})

    @pytest.fixture
    def account(self, sqlite_url: str) -> Iterator[SqlAccount]:
        yield from account_at(sqlite_url, "integer PRIMARY KEY", "text", None)


class TestSQLiteWithWriteAheadLog(ConnectorContract):
    lacks = frozenset({"secret", "longest_name"})

    @pytest.fixture
    def account(self, sqlite_url: str) -> Iterator[SqlAccount]:
        sql.execute(sqlite_url, "PRAGMA journal_mode = WAL")
        yield from account_at(sqlite_url, "integer PRIMARY KEY", "text", None)


@pytest.mark.server
class TestPostgreSQL(ConnectorContract):
    @pytest.fixture
    def account(self, postgres: Postgres, postgres_url: str) -> Iterator[SqlAccount]:
        yield from account_at(postgres.given_to_clerk(postgres_url), "serial PRIMARY KEY", "varchar(80)", 80)


@pytest.mark.server
class TestMariaDB(ConnectorContract):
    @pytest.fixture
    def account(self, mariadb_url: str) -> Iterator[SqlAccount]:
        yield from account_at(mariadb_url, "integer PRIMARY KEY AUTO_INCREMENT", "varchar(80)", 80)
