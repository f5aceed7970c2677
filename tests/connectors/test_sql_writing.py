"""Writing: savepoints, constraints, locks, lost connections, triggers: what the contract suite can't make happen."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urlsplit, urlunsplit

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.errors import AccountError
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Ref, Selection, Update
from tests.connectors.sql_databases import (
    ALL,
    MARIADB,
    POSTGRES,
    SERVERS,
    SQLITE,
    Database,
    create,
    database_of,
    listed,
    written,
)
from tests.fakes.faulty import Crash

DONE, STALE, REJECTED, RETRY, UNKNOWN = (
    OutcomeStatus.DONE,
    OutcomeStatus.STALE,
    OutcomeStatus.REJECTED,
    OutcomeStatus.RETRY,
    OutcomeStatus.UNKNOWN,
)
GOODS = Selection("goods", ("id", "name", "n"))


@pytest.fixture(params=ALL)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = database_of(request)
    made.run("CREATE TABLE goods (id integer PRIMARY KEY, name varchar(20) NOT NULL UNIQUE, n integer CHECK (n < 100))")
    yield made
    made.close()


only_sqlite = pytest.mark.parametrize("database", [SQLITE], indirect=True)
only_postgres = pytest.mark.parametrize("database", [POSTGRES], indirect=True)
only_mariadb = pytest.mark.parametrize("database", [MARIADB], indirect=True)
only_servers = pytest.mark.parametrize("database", SERVERS, indirect=True)


def statuses(outcomes: object) -> list[OutcomeStatus]:
    return [outcome.status for outcome in outcomes]  # type: ignore[attr-defined]


def test_constraints_refuse_their_record_only(database: Database) -> None:
    outcomes = written(
        database.connect(),
        GOODS,
        create(id=1, name="a", n=1),
        create(id=2, name="a", n=1),
        create(id=3, name="b", n=1000),
        create(id=1, name="c", n=1),
        create(id=4, name="d", n=4),
    )
    assert statuses(outcomes) == [DONE, REJECTED, REJECTED, REJECTED, DONE]
    assert all(outcome.words for outcome in outcomes if outcome.status is REJECTED)
    assert sorted(database.fetch("SELECT id FROM goods")) == [(1,), (4,)]


def test_values_that_no_driver_takes(database: Database) -> None:
    outcomes = written(
        database.connect(),
        GOODS,
        create(id=1, name="a", n=10**30),
        create(id=2, name="\ud800"),
        create(id=3, name="ok"),
    )
    assert statuses(outcomes) == [REJECTED, REJECTED, DONE]


def test_a_null_character(database: Database) -> None:
    zero, good = written(database.connect(), GOODS, create(id=1, name="a\0b"), create(id=2, name="ok"))
    assert good.status is DONE
    if zero.status is DONE:
        assert zero.record is not None
        assert zero.record.values["name"] == "a\0b"
    else:
        assert zero.status is REJECTED


def test_blanks_where_nothing_may_be_missing(database: Database) -> None:
    database.run(
        "CREATE TABLE texts (id integer PRIMARY KEY, word varchar(9) NOT NULL, n integer NOT NULL,"
        " d varchar(9) NOT NULL DEFAULT 'x')"
    )
    connector, selection = database.connect(), Selection("texts", ("id", "word", "n", "d"))
    made, refused = written(connector, selection, create(id=1, word=None, n=1, d=None), create(id=2, word="a", n=None))
    assert made.record is not None, made.words
    assert dict(made.record.values) == {"id": 1, "word": "", "n": 1, "d": "" if made.record.values["d"] == "" else "x"}
    assert refused.status is REJECTED
    (blanked,) = written(connector, selection, Update(made.record, {"word": None}))
    assert blanked.status is DONE


def test_triggers_are_seen(database: Database) -> None:
    """The outcome is what is stored after triggers, so that the next run sees no change."""
    database.run(
        *{
            "sqlite": ["CREATE TRIGGER t AFTER UPDATE ON goods BEGIN UPDATE goods SET n = 42 WHERE id = new.id; END"],
            "postgres": [
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.n := 42; RETURN new; END'",
                "CREATE TRIGGER t BEFORE UPDATE ON goods FOR EACH ROW EXECUTE FUNCTION f()",
            ],
            "mariadb": ["CREATE TRIGGER t BEFORE UPDATE ON goods FOR EACH ROW SET new.n = 42"],
        }[database.kind],
        "INSERT INTO goods VALUES (1, 'a', 1)",
    )
    connector = database.connect()
    (record,) = listed(connector, GOODS).values()
    (outcome,) = written(connector, GOODS, Update(record, {"name": "b"}))
    assert outcome.record is not None
    assert dict(outcome.record.values) == {"id": 1, "name": "b", "n": 42}
    assert listed(connector, GOODS)[Ref("1")].raw == outcome.record.raw


def test_a_trigger_that_refuses(database: Database) -> None:
    database.run(
        *{
            "sqlite": ["CREATE TRIGGER t BEFORE DELETE ON goods BEGIN SELECT RAISE(ABORT, 'not this one'); END"],
            "postgres": [
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not this one''; END'",
                "CREATE TRIGGER t BEFORE DELETE ON goods FOR EACH ROW EXECUTE FUNCTION f()",
            ],
            "mariadb": [
                (
                    "CREATE TRIGGER t BEFORE DELETE ON goods FOR EACH ROW"
                    " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'"
                )
            ],
        }[database.kind],
        "INSERT INTO goods VALUES (1, 'a', 1)",
    )
    connector = database.connect()
    (record,) = listed(connector, GOODS).values()
    refused, done = written(connector, GOODS, Delete(record), Update(record, {"n": 2}))
    assert (refused.status, done.status) == (REJECTED, DONE)
    assert "not this one" in refused.words


def test_a_crash_before_the_commit_leaves_nothing(database: Database) -> None:
    connector = database.connect()

    def die(_index: int, _ref: Ref) -> None:
        raise Crash

    with pytest.raises(Crash):
        connector.write(GOODS, [create(id=1, name="a", n=1)], die)
    assert database.fetch("SELECT count(*) FROM goods") == [(0,)]
    assert statuses(written(connector, GOODS, create(id=1, name="a", n=1))) == [DONE]


def test_two_programs_write_one_record(database: Database) -> None:
    """Of two that read the same, one wins, the other is told."""
    database.run("INSERT INTO goods VALUES (1, 'a', 1)")
    one, two = database.connect(), database.connect()
    first, second = listed(one, GOODS)[Ref("1")], listed(two, GOODS)[Ref("1")]
    assert statuses(written(one, GOODS, Update(first, {"n": 2}))) == [DONE]
    assert statuses(written(two, GOODS, Update(second, {"n": 3}))) == [STALE]
    assert database.fetch("SELECT n FROM goods") == [(2,)]


def test_an_update_of_nothing_compares(database: Database) -> None:
    database.run("INSERT INTO goods VALUES (1, 'a', 1)")
    connector = database.connect()
    (record,) = listed(connector, GOODS).values()
    assert statuses(written(connector, GOODS, Update(record, {}))) == [DONE]
    database.run("UPDATE goods SET n = 2")
    assert statuses(written(connector, GOODS, Update(record, {}))) == [STALE]


def test_floats_and_moments_compare_as_stored(database: Database) -> None:
    real = database.pick(sqlite="real", postgres="real", mariadb="float")
    database.run(
        f"CREATE TABLE marks (id integer PRIMARY KEY, f {real}, d double precision, at timestamp,"
        " price decimal(18, 9), note varchar(9))"
    )
    connector = database.connect()
    selection = Selection("marks", ("id", "f", "d", "at", "price"))
    values = {
        "f": 1.1,
        "d": 0.1 + 0.2,
        "at": dt.datetime(2026, 1, 5, 10, 0, 1, tzinfo=dt.UTC),
        "price": Decimal("123456789.123456789"),
    }
    if database.kind == "sqlite":
        values["price"] = Decimal("123456.123456789")
    (made,) = written(connector, selection, create(id=1, **values))
    assert made.record is not None, made.words
    assert {name: made.record.values[name] for name in values} == values
    (again,) = written(connector, selection, Update(made.record, {"d": 0.5}))
    assert again.status is DONE
    database.run("UPDATE marks SET price = price + 0.000000001")
    assert again.record is not None
    assert statuses(written(connector, selection, Update(again.record, {"d": 0.6}))) == [STALE], "the last digit counts"


@only_postgres
def test_constraints_that_wait_for_the_commit(database: Database) -> None:
    database.run(
        "CREATE TABLE parents (id integer PRIMARY KEY)",
        "INSERT INTO parents VALUES (1)",
        "CREATE TABLE children (id integer PRIMARY KEY,"
        " parent integer REFERENCES parents DEFERRABLE INITIALLY DEFERRED)",
    )
    connector, selection = database.connect(), Selection("children", ("id", "parent"))
    outcomes = written(
        connector, selection, create(id=1, parent="1"), create(id=2, parent="9"), create(id=3, parent="1")
    )
    assert statuses(outcomes) == [DONE, REJECTED, DONE]
    assert sorted(database.fetch("SELECT id FROM children")) == [(1,), (3,)]


@only_sqlite
def test_constraints_that_wait_for_the_commit_in_sqlite(database: Database) -> None:
    database.run(
        "CREATE TABLE parents (id integer PRIMARY KEY)",
        "INSERT INTO parents VALUES (1)",
        "CREATE TABLE children (id integer PRIMARY KEY,"
        " parent integer REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)",
    )
    connector, selection = database.connect(), Selection("children", ("id", "parent"))
    outcomes = written(
        connector, selection, create(id=1, parent="1"), create(id=2, parent="9"), create(id=3, parent="1")
    )
    assert statuses(outcomes) == [DONE, REJECTED, DONE]


@only_postgres
def test_row_level_security_refuses_records_not_the_account(database: Database) -> None:
    database.run(
        "ALTER TABLE goods ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY small ON goods USING (true) WITH CHECK (n < 10)",
        "DROP ROLE IF EXISTS clerk",
        "CREATE ROLE clerk LOGIN",
        "GRANT ALL ON goods TO clerk",
    )
    try:
        parts = urlsplit(database.url)
        clerk = urlunsplit(parts._replace(netloc=f"clerk@{parts.hostname}:{parts.port}"))
        connector = Registry().open("sql", {"url": clerk}, {})
        outcomes = written(connector, GOODS, create(id=1, name="a", n=50), create(id=2, name="b", n=5))
        connector.close()
        assert statuses(outcomes) == [REJECTED, DONE]
    finally:
        database.run("DROP OWNED BY clerk", "DROP ROLE clerk")


@only_sqlite
def test_a_file_that_can_only_be_read(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.run("INSERT INTO goods VALUES (1, 'a', 1)")
    connector = database.connect()
    # Being root, the test can't take its own right to write away; the driver is told to instead.
    import sqlite3

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, **more: real(name.replace("mode=rw", "mode=ro"), **more))
    assert len(listed(connector, GOODS)) == 1
    with pytest.raises(AccountError, match="read-only") as caught:
        written(connector, GOODS, create(id=2, name="b", n=1))
    assert caught.value.advice


def test_create_and_delete_in_one_batch(database: Database) -> None:
    database.run("INSERT INTO goods VALUES (1, 'a', 1)")
    connector = database.connect()
    (record,) = listed(connector, GOODS).values()
    outcomes = written(connector, GOODS, Delete(record), Create("t", {"id": 1, "name": "a", "n": 5}))
    assert statuses(outcomes) == [DONE, DONE]
    assert database.fetch("SELECT n FROM goods") == [(5,)]
