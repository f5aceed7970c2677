"""What goes wrong with an account is said with its cause and its remedy, and with no secret or customer value."""

import contextlib
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.errors import AccountError, Busy, DesktopSyncError, Retriable
from desktop_sync.model.record import Selection
from desktop_sync.sync.ports import Connector
from tests.connectors.sql_databases import ALL, SERVERS, Database, create, database_of, listed, written
from tests.servers import sql

WRONG = "Falsches-Kennwort-0815"


@pytest.fixture(params=ALL)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = database_of(request)
    yield made
    made.close()


def failure(connector: Connector) -> DesktopSyncError:
    """The error of a call; `check` must tell the same, and neither may show the password."""
    with pytest.raises(DesktopSyncError) as caught:
        connector.tables()
    error = caught.value
    check = connector.check()
    assert not check.ok
    assert error.what in check.problems[0]
    for text in (repr(check), repr(error), str(error), error.advice, error.place):
        assert WRONG not in text
    connector.close()
    return error


def changed(url: str, **parts: str) -> str:
    split = urlsplit(url)
    host = parts.pop("host", split.hostname or "")
    user = parts.pop("user", split.username or "")
    port = parts.pop("port", str(split.port))
    return urlunsplit(split._replace(netloc=f"{user}@{host}:{port}", **parts))


def at(url: str, password: str = "") -> Connector:
    return Registry().open("sql", {"url": url}, {"password": password} if password else {})


@pytest.mark.server
def test_wrong_password(mariadb_url: str) -> None:
    url, _ = sql.split_password(mariadb_url)
    error = failure(at(url, WRONG))
    assert isinstance(error, AccountError)
    assert "wrong user or password" in error.what
    assert "password" in error.advice


@pytest.mark.server
def test_unknown_user_of_postgres(postgres_url: str) -> None:
    error = failure(at(changed(postgres_url, user="nobody_at_all"), WRONG))
    assert isinstance(error, AccountError)
    assert "nobody_at_all" in error.what


only_servers = pytest.mark.parametrize("database", SERVERS, indirect=True)


@only_servers
def test_unknown_database(database: Database) -> None:
    url, password = sql.split_password(database.url)
    error = failure(at(changed(url, path="/no_such_database"), password))
    assert isinstance(error, AccountError)
    assert "no_such_database" in error.what
    assert error.advice


@only_servers
def test_nobody_listens(database: Database, unused_port: int) -> None:
    url, password = sql.split_password(database.url)
    error = failure(at(changed(url, port=str(unused_port)), password))
    assert isinstance(error, Retriable)
    assert "No " in error.what
    assert "running" in error.advice


@only_servers
def test_unknown_host(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_more: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    url, password = sql.split_password(database.url)
    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", unknown)
        error = failure(at(changed(url, host="no-such-host.invalid"), password))
    assert isinstance(error, AccountError), error
    assert "no-such-host.invalid" in error.what


@only_servers
def test_a_port_that_speaks_something_else(database: Database, request: pytest.FixtureRequest) -> None:
    other = request.getfixturevalue("mariadb_url" if database.kind == "postgres" else "postgres_url")
    url, password = sql.split_password(database.url)
    connector = at(changed(url, port=str(urlsplit(other).port)), password)
    if database.kind == "postgres":
        assert isinstance(failure(connector), Retriable | AccountError)
    connector.close()


@only_servers
def test_a_certificate_that_does_not_fit(database: Database, tmp_path: Path) -> None:
    """With `ca_file` an unencrypted or unproved connection is never taken."""
    url, password = sql.split_password(database.url)
    authority = tmp_path / "ca.pem"
    authority.write_text("no certificate")
    connector = Registry().open(
        "sql", {"url": url, "ca_file": str(authority)}, {"password": password} if password else {}
    )
    error = failure(connector)
    assert isinstance(error, AccountError), error
    assert "ca_file" in error.advice


@only_servers
def test_a_right_that_was_taken_away(database: Database) -> None:
    database.run("CREATE TABLE goods (id integer PRIMARY KEY, name varchar(9))")
    if database.kind == "postgres":
        database.run(
            "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN", "GRANT SELECT, INSERT ON goods TO reader"
        )
        account = at(changed(database.url, user="reader"))
        revoke, cleaning = "REVOKE INSERT ON goods FROM reader", ["DROP OWNED BY reader", "DROP ROLE reader"]
    else:
        name = urlsplit(database.url).path.strip("/")
        database.run(
            "CREATE OR REPLACE USER reader@'127.0.0.1' IDENTIFIED BY 'geheim'",
            f"GRANT SELECT, INSERT ON {name}.goods TO reader@'127.0.0.1'",
        )
        url, _ = sql.split_password(database.url)
        account = at(changed(url, user="reader"), "geheim")
        revoke, cleaning = f"REVOKE INSERT ON {name}.goods FROM reader@'127.0.0.1'", ["DROP USER reader@'127.0.0.1'"]
    try:
        selection = Selection("goods", ("id", "name"))
        assert listed(account, selection) == {}
        database.run(revoke)
        with pytest.raises(AccountError, match="no permission") as caught:
            written(account, selection, create(id=1, name="a"), create(id=2, name="b"))
        assert "INSERT" in caught.value.advice
        assert database.fetch("SELECT count(*) FROM goods") == [(0,)]
        account.close()
    finally:
        database.run(*cleaning)


@pytest.mark.server
def test_check_names_tables_that_cannot_be_read(postgres_url: str) -> None:
    sql.execute(
        postgres_url,
        "CREATE TABLE mine (id integer PRIMARY KEY)",
        "CREATE TABLE theirs (id integer PRIMARY KEY)",
        "DROP ROLE IF EXISTS looker",
        "CREATE ROLE looker LOGIN",
        "GRANT SELECT ON mine TO looker",
    )
    try:
        connector = at(changed(postgres_url, user="looker"))
        check = connector.check()
        assert check.ok
        assert check.server.startswith("PostgreSQL")
        assert [problem.partition(":")[0] for problem in check.problems] == ["theirs"]
        assert {info.name: bool(info.problem) for info in connector.tables()} == {"mine": False, "theirs": True}
        connector.close()
    finally:
        sql.execute(postgres_url, "DROP OWNED BY looker", "DROP ROLE looker")


def test_an_empty_database_is_no_success(database: Database) -> None:
    if database.kind == "sqlite":
        database.run("PRAGMA user_version = 1")
    check = database.connect().check()
    assert not check.ok
    assert check.problems


def test_errors_show_no_values(database: Database) -> None:
    """A condition that fails on a stored value: the system's message may quote it, the error must not."""
    database.run(
        "CREATE TABLE goods (id integer PRIMARY KEY, name varchar(40))", "INSERT INTO goods VALUES (1, 'Frau Geheim')"
    )
    failing = database.pick(
        sqlite="abs(-9223372036854775808) = 1 AND name = 'x'",
        postgres="CAST(name AS integer) = 1",
        mariadb="JSON_TABLE(name, '$') = 1 OR CAST(name AS integer) = 1",
    )
    with pytest.raises(DesktopSyncError) as caught:
        listed(database.connect(), Selection("goods", ("name",), filter=failing))
    assert "Frau Geheim" not in f"{caught.value} {caught.value.advice}"


# SQLite files


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "missing.db"
    error = failure(at(f"sqlite:///{file}"))
    assert isinstance(error, AccountError)
    assert "no such file" in error.what
    assert error.place == str(file)
    assert not file.exists()


def test_not_a_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear Sir or Madam, " * 100)
    error = failure(at(f"sqlite:///{file}"))
    assert isinstance(error, AccountError)
    assert "not an SQLite database" in error.what


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    error = failure(at(f"sqlite:///{tmp_path}"))
    assert isinstance(error, AccountError)
    assert "can’t be opened" in error.what


def test_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE goods (id integer PRIMARY KEY, name text)")
        connection.executemany(
            "INSERT INTO goods (name) VALUES (?)", [(f"name {number}" * 9,) for number in range(2000)]
        )
        connection.commit()
    data = bytearray(file.read_bytes())
    data[8192:40000] = b"\xff" * (40000 - 8192)
    file.write_bytes(data)
    connector = at(f"sqlite:///{file}")
    with pytest.raises(AccountError, match="damaged"):
        listed(connector, Selection("goods", ("name",)))
    connector.close()


def test_a_file_that_somebody_else_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_sync.connectors.sql.sqlite.LOCK_TIMEOUT_S", 0.1)
    file = tmp_path / "shop.db"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE goods (id integer PRIMARY KEY, name text)")
        connection.execute("BEGIN EXCLUSIVE")
        assert isinstance(failure(at(f"sqlite:///{file}")), Busy)
