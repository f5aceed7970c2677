"""Databases with names that want to be SQL, and databases at the other end of a line that somebody listens to."""

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.sql.address import parse
from desktop_sync.connectors.sql.mariadb import _security
from desktop_sync.errors import AccountError, UsageError
from desktop_sync.model.record import Delete, OutcomeStatus, Selection, Update
from tests.connectors.sql_databases import ALL, SERVERS, Database, create, database_of, listed, written
from tests.fakes.scripted import authority_file
from tests.servers import sql

NAMES = (
    'x"; DROP TABLE good; --',
    "x'); DROP TABLE good; --",
    "x`; DROP TABLE good; --",
    "we%rd %s %(x)s",
    "back\\slash",
    "select",
    "ünïcode 表",
    "new\nline",
    "[br]",
    "?1",
    ":p $1 {0}",
    "/* */ -- #",
)
KEY = 'k"`%'
VALUES = ("'; DROP TABLE good; --", '"', "\\'; DROP TABLE good; --", "%s", "{x}", "\u202egnp.exe", "\x1b[31m")


@pytest.fixture(params=ALL)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = database_of(request)
    yield made
    made.close()


def test_names_and_values_that_want_to_be_sql_are_names_and_values(database: Database) -> None:
    mark = database.pick(sqlite='"', postgres='"', mariadb="`")

    def quoted(name: str) -> str:
        return f"{mark}{name.replace(mark, mark * 2)}{mark}"

    columns = ", ".join(f"{quoted(name)} varchar(60)" for name in NAMES)
    database.run("CREATE TABLE good (id integer PRIMARY KEY)", "INSERT INTO good VALUES (1)")
    for table in NAMES[:5]:
        database.run(f"CREATE TABLE {quoted(table)} ({quoted(KEY)} integer PRIMARY KEY, {columns})")
        connector = database.connect()
        assert table in {info.name for info in connector.tables()}
        assert {field.name for field in connector.schema(table).fields} == {*NAMES, KEY}
        selection = Selection(table, (KEY, *NAMES))
        for number, value in enumerate(VALUES):
            outcome = written(connector, selection, create(**{KEY: number}, **dict.fromkeys(NAMES, value)))[0]
            assert outcome.status is OutcomeStatus.DONE, outcome
        records = listed(connector, selection)
        assert sorted(record.values[NAMES[0]] for record in records.values()) == sorted(VALUES)
        where = Selection(table, (KEY, *NAMES), where=((NAMES[1], VALUES[0]),))
        (found,) = listed(connector, where).values()
        assert {one.values[NAMES[2]] for one in connector.find(selection, {NAMES[2]: VALUES[2]}, None)} == {VALUES[2]}
        outcomes = written(connector, selection, Update(found, {NAMES[0]: VALUES[1]}))
        assert [one.status for one in outcomes] == [OutcomeStatus.DONE]
        (after,) = listed(connector, where).values()
        assert after.values[NAMES[0]] == VALUES[1]
        assert written(connector, selection, Delete(after))[0].status is OutcomeStatus.DONE
        assert len(listed(connector, selection)) == len(VALUES) - 1
    assert database.fetch("SELECT id FROM good") == [(1,)]


# on the way --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", ["postgresql", "mariadb"])
def test_off_this_computer_the_server_must_prove_who_it_is(system: str) -> None:
    assert parse(f"{system}://u@db.example.org/d").tls == "verify-full"
    assert parse(f"{system}://u@10.0.0.5/d").tls == "verify-full"
    assert parse(f"{system}://u@db.example.org/d?sslmode=require").tls == "require"
    for here in ("127.0.0.1", "localhost", "[::1]"):
        assert parse(f"{system}://u@{here}/d").tls == ""
    for wavering in ("prefer", "allow"):
        with pytest.raises(UsageError, match="sslmode"):
            parse(f"{system}://u@db.example.org/d?sslmode={wavering}")
    with pytest.raises(UsageError, match="sslmode"):
        parse(f"{system}://u@db.example.org/d?sslmode=verify_full")


def test_an_own_authority_is_never_weakened_by_the_address(tmp_path: Path) -> None:
    file = authority_file(tmp_path / "ca.pem")
    assert parse("postgresql://u@db.example.org/d?sslmode=disable", ca_file=str(file)).tls == "verify-full"


def test_mariadb_is_asked_for_what_the_address_wants() -> None:
    context = _security(parse("mariadb://u@db.example.org/d"))["ssl"]
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert _security(parse("mariadb://u@db.example.org/d?sslmode=require"))["ssl"].verify_mode is ssl.CERT_NONE
    assert _security(parse("mariadb://u@db.example.org/d?sslmode=disable")) == {"ssl_disabled": True}


@pytest.mark.parametrize("database", SERVERS, indirect=True)
@pytest.mark.parametrize("mode", ["require", "verify-full"])
def test_a_server_without_tls_gets_nothing_in_clear(database: Database, mode: str) -> None:
    url, password = sql.split_password(database.url)
    connector = Registry().open("sql", {"url": f"{url}?sslmode={mode}"}, {"password": password} if password else {})
    with pytest.raises(AccountError, match="encrypted connection") as caught:
        connector.tables()
    assert "sslmode=disable" in caught.value.advice
    connector.close()


@pytest.fixture
def encrypting(postgres_url: str, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The PostgreSQL server, with a certificate for as long as the test takes."""
    ((data,),) = sql.fetch(postgres_url, "SHOW data_directory")
    file = authority_file(tmp_path / "server.pem")
    there = Path(data) / "attack.pem"
    there.write_bytes(file.read_bytes())
    owner = Path(data).stat()
    if os.geteuid() == 0:
        os.chown(there, owner.st_uid, owner.st_gid)
    there.chmod(0o600)
    settings = {"ssl_cert_file": "attack.pem", "ssl_key_file": "attack.pem", "ssl": "on"}
    for name, value in settings.items():
        sql.execute(postgres_url, f"ALTER SYSTEM SET {name} = '{value}'")
    try:
        sql.execute(postgres_url, "SELECT pg_reload_conf()")
        yield postgres_url, file
    finally:
        for name in settings:
            sql.execute(postgres_url, f"ALTER SYSTEM RESET {name}")
        sql.execute(postgres_url, "SELECT pg_reload_conf()")


@pytest.mark.server
def test_postgres_over_tls_is_taken_only_with_a_certificate_that_is_trusted(encrypting: tuple[str, Path]) -> None:
    url, authority = encrypting
    trusted = Registry().open("sql", {"url": url, "ca_file": str(authority)}, {})
    trusted.tables()
    trusted.close()
    anyone = Registry().open("sql", {"url": f"{url}?sslmode=require"}, {})
    anyone.tables()
    anyone.close()
    strict = Registry().open("sql", {"url": f"{url}?sslmode=verify-full"}, {})
    with pytest.raises(AccountError, match="encrypted connection"):
        strict.tables()
    strict.close()
    elsewhere = Registry().open("sql", {"url": url.replace("127.0.0.1", "localhost"), "ca_file": str(authority)}, {})
    with pytest.raises(AccountError, match="encrypted connection"):
        elsewhere.tables()
    elsewhere.close()
