"""Two small databases that are to agree, and the program on them."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_sync.bootstrap.logs import stop_log
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.services import Services
from desktop_sync.model.report import RunStatus
from tests.cli.references import Bench
from tests.servers.program import Program

SYNC = """\
name = "Customers"

[a]
account = "shop"
table = "customers"

[b]
account = "erp"
table = "people"

[match]
keys = [["email"]]
first_run = "fill_blanks"

[[field]]
name = "name"
a = ["first_name", "last_name"]
b = "name"
lens = "full_name"

[[field]]
a = "email"
b = "mail"

[[field]]
a = "city"
b = "town"

[[field]]
a = "credit"
b = "credit_limit"
"""
SHOP = """
CREATE TABLE customers (
    id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
    email TEXT, city TEXT, credit NUMERIC(10, 2)
);
INSERT INTO customers VALUES
    (1, 'Lena', 'Meyer', 'lena@example.org', 'Köln', 100),
    (2, 'Özlem', 'Kaya', 'oezlem@example.org', 'Berlin', 200.50),
    (3, 'Jan', 'Novák', 'jan@example.org', 'Praha', 300);
CREATE TABLE notes (text TEXT);
"""
ERP = """
CREATE TABLE people (
    nr INTEGER PRIMARY KEY, name TEXT NOT NULL, mail TEXT, town TEXT, credit_limit NUMERIC(10, 2)
);
INSERT INTO people VALUES
    (10, 'Lena Meyer', 'lena@example.org', 'Köln', 100),
    (11, 'Özlem Kaya', 'oezlem@example.org', NULL, 200.50);
"""


@dataclass(frozen=True)
class Database:
    """A SQLite file, for edits as other programs make them."""

    file: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self.file)) as connection, connection:
            yield connection

    def script(self, sql: str) -> None:
        with self._open() as connection:
            connection.executescript(sql)

    def rows(self, sql: str) -> list[tuple]:
        with self._open() as connection:
            return connection.execute(sql).fetchall()


@dataclass(frozen=True)
class Office:
    """A workspace with the sync `Customers` between the two databases."""

    cli: Program
    shop: Database
    erp: Database
    file: Path

    def apply(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        self.cli("sync", "apply", self.file).expect(0)


@pytest.fixture
def shop(tmp_path: Path) -> Database:
    database = Database(tmp_path / "shop.db")
    database.script(SHOP)
    return database


@pytest.fixture
def erp(tmp_path: Path) -> Database:
    database = Database(tmp_path / "erp.db")
    database.script(ERP)
    return database


@pytest.fixture
def office(cli: Program, shop: Database, erp: Database, tmp_path: Path) -> Office:
    """Made through the services, in this process: the command line's own way is in test_journey."""
    office = Office(cli, shop, erp, tmp_path / "customers.toml")
    office.file.write_text(SYNC, encoding="utf-8")
    with services_of(cli) as services:
        services.accounts.add("shop", "sql", {"url": shop.url}, {})
        services.accounts.add("erp", "sql", {"url": erp.url}, {})
        services.syncs.apply(services.syncs.parse(SYNC), SYNC)
    return office


@pytest.fixture
def paired(office: Office) -> Office:
    """The same after the first run."""
    with services_of(office.cli) as services:
        assert services.runner.run("Customers", approve=True).status is RunStatus.OK
    return office


@contextlib.contextmanager
def services_of(cli: Program) -> Iterator[Services]:
    """The services on the program's workspace, in this process."""
    services = open_services(cli.workspace, cli.passphrase)
    try:
        yield services
    finally:
        services.close()
        stop_log()


@pytest.fixture(params=["sqlite", "postgres", "mariadb"])
def bench(request: pytest.FixtureRequest, cli: Program, tmp_path: Path) -> Bench:
    """A SQLite file as A; as B SQLite, PostgreSQL or MariaDB."""
    kind = request.param
    other = f"sqlite:///{tmp_path / 'b.db'}" if kind == "sqlite" else request.getfixturevalue(f"{kind}_url")
    one = Bench(cli, f"sqlite:///{tmp_path / 'a.db'}", other, tmp_path)
    one.prepare()
    return one
