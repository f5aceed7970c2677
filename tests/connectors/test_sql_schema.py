"""What the connector reads of a table's definition, on each system."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.sql import mariadb
from desktop_sync.errors import AccountError
from desktop_sync.model.record import OutcomeStatus, Selection
from desktop_sync.model.schema import Field, FieldType
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


@pytest.fixture(params=ALL)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = database_of(request)
    yield made
    made.close()


only_sqlite = pytest.mark.parametrize("database", [SQLITE], indirect=True)
only_postgres = pytest.mark.parametrize("database", [POSTGRES], indirect=True)
only_mariadb = pytest.mark.parametrize("database", [MARIADB], indirect=True)


def fields_of(database: Database, table: str) -> dict[str, Field]:
    return {field.name: field for field in database.connect().schema(table).fields}


def facts(field: Field, *names: str) -> list[Any]:
    return [getattr(field, name) for name in names]


def test_common_facts(database: Database) -> None:
    key = database.pick(
        sqlite="integer PRIMARY KEY", postgres="serial PRIMARY KEY", mariadb="integer AUTO_INCREMENT PRIMARY KEY"
    )
    made = database.pick(
        sqlite="text GENERATED ALWAYS AS (upper(name)) STORED",
        postgres="text GENERATED ALWAYS AS (upper(name)) STORED",
        mariadb="varchar(80) GENERATED ALWAYS AS (upper(name)) STORED",
    )
    database.run(
        "CREATE TABLE companies (id integer PRIMARY KEY, name varchar(50))",
        f"""CREATE TABLE contacts (
            id {key}, name varchar(80) NOT NULL, state varchar(10) CHECK (state IN ('open', 'won')),
            code varchar(20) UNIQUE, price decimal(12, 3) NOT NULL DEFAULT 0, ratio double precision,
            company_id integer, loud {made}, count smallint NOT NULL,
            FOREIGN KEY (company_id) REFERENCES companies (id))""",
    )
    fields = fields_of(database, "contacts")
    assert facts(fields["id"], "type", "required", "has_default", "read_only") == [
        FieldType.INTEGER,
        False,
        True,
        False,
    ]
    assert facts(fields["name"], "type", "required", "max_length", "blank_as_empty") == [FieldType.TEXT, True, 80, True]
    assert facts(fields["state"], "type", "required") == [FieldType.CHOICE, False]
    assert [choice.value for choice in fields["state"].choices] == ["open", "won"]
    assert facts(fields["code"], "unique", "max_length", "blank_as_empty") == [True, 20, False]
    assert facts(fields["price"], "type", "precision", "scale", "has_default", "required") == [
        FieldType.DECIMAL,
        12,
        3,
        True,
        False,
    ]
    assert fields["ratio"].type is FieldType.FLOAT
    assert facts(fields["company_id"], "type", "reference") == [FieldType.REFERENCE, "companies"]
    assert fields["loud"].read_only
    assert not fields["loud"].required
    assert facts(fields["count"], "type", "required", "blank_as_empty") == [FieldType.INTEGER, True, False]
    assert database.connect().schema("contacts").identity == ("id",)


def test_references_read_and_write_as_refs(database: Database) -> None:
    database.run(
        "CREATE TABLE companies (id integer PRIMARY KEY)",
        "CREATE TABLE contacts (id integer PRIMARY KEY, company integer,"
        " FOREIGN KEY (company) REFERENCES companies (id))",
        "INSERT INTO companies (id) VALUES (7)",
    )
    connector = database.connect()
    selection = Selection("contacts", ("id", "company"))
    good, dangling = written(connector, selection, create(id=1, company="7"), create(id=2, company="8"))
    assert good.record is not None
    assert good.record.values["company"] == "7"
    assert dangling.status is OutcomeStatus.REJECTED
    assert "oreign" in dangling.words or "FOREIGN" in dangling.words
    assert set(listed(connector, Selection("companies", ()))) == {"7"}


def test_a_foreign_key_to_another_unique_column_is_a_value(database: Database) -> None:
    """No link translates it: the same code stands in both systems, or is mapped by another lens."""
    database.run(
        "CREATE TABLE companies (id integer PRIMARY KEY, code varchar(9) NOT NULL UNIQUE)",
        "CREATE TABLE offices (country varchar(2), number integer UNIQUE, PRIMARY KEY (country, number))",
        "CREATE TABLE contacts (id integer PRIMARY KEY, company varchar(9), office integer, twin integer,"
        " FOREIGN KEY (company) REFERENCES companies (code), FOREIGN KEY (office) REFERENCES offices (number),"
        " FOREIGN KEY (twin) REFERENCES companies (id))",
    )
    fields = fields_of(database, "contacts")
    assert facts(fields["company"], "type", "reference") == [FieldType.TEXT, None]
    assert facts(fields["office"], "type", "reference") == [FieldType.INTEGER, None]
    assert facts(fields["twin"], "type", "reference") == [FieldType.REFERENCE, "companies"]


@pytest.mark.parametrize("database", SERVERS, indirect=True)
def test_columns_that_this_user_may_not_write_are_read_only(database: Database) -> None:
    parts = urlsplit(database.url)
    user = database.pick(postgres="reader", mariadb=f"reader@'{parts.hostname}'")
    database.run(
        "CREATE TABLE people (id integer PRIMARY KEY, name varchar(9), town varchar(9))",
        "INSERT INTO people VALUES (1, 'a', 'b')",
        f"DROP {database.pick(postgres='ROLE', mariadb='USER')} IF EXISTS {user}",
        database.pick(postgres="CREATE ROLE reader LOGIN", mariadb=f"CREATE USER {user}"),
        f"GRANT SELECT, UPDATE (town) ON people TO {user}",
    )
    try:
        url = urlunsplit(parts._replace(netloc=f"reader@{parts.hostname}:{parts.port}"))
        connector = Registry().open("sql", {"url": url}, {})
        fields = {field.name: field.read_only for field in connector.schema("people").fields}
        assert fields == {"id": True, "name": True, "town": False}
        connector.close()
    finally:
        database.run(
            *database.pick(postgres="DROP OWNED BY reader;DROP ROLE reader", mariadb=f"DROP USER {user}").split(";")
        )


def test_tables_and_views(database: Database) -> None:
    database.run(
        "CREATE TABLE people (id integer PRIMARY KEY, name varchar(9))",
        "INSERT INTO people VALUES (1, 'x')",
        "CREATE VIEW names AS SELECT name, count(*) AS n FROM people GROUP BY name",
    )
    infos = {info.name: info for info in database.connect().tables()}
    assert set(infos) == {"people", "names"}
    assert infos["people"].writable
    assert not infos["names"].writable


def test_the_nearest_table_is_named(database: Database) -> None:
    database.run("CREATE TABLE customers (id integer PRIMARY KEY)")
    with pytest.raises(AccountError, match="custmers") as caught:
        database.connect().schema("custmers")
    assert "“customers”" in caught.value.advice


def test_odd_names(database: Database) -> None:
    table, column = "Offene Posten %s 100%", 'Betrag "€" (%)'
    quote = database.pick(sqlite='"', postgres='"', mariadb="`")
    quoted = f"{quote}{column.replace(quote, quote * 2)}{quote}"
    database.run(
        f"CREATE TABLE {quote}{table}{quote} (id integer PRIMARY KEY, {quoted} varchar(9),"
        f" {quote}order{quote} varchar(9))"
    )
    connector = database.connect()
    selection = Selection(table, (column, "order"))
    (made,) = written(connector, selection, create(id=1, **{column: "50 %", "order": "first"}))
    assert made.record is not None, made.words
    assert list(listed(connector, selection).values()) == [made.record]


def test_a_changed_table_is_seen_at_the_next_look(database: Database) -> None:
    database.run("CREATE TABLE people (id integer PRIMARY KEY)")
    connector = database.connect()
    assert connector.schema("people").field("name") is None
    database.run("ALTER TABLE people ADD COLUMN name varchar(9)")
    assert connector.schema("people").field("name") is not None


@only_sqlite
def test_what_does_not_fit_in_sqlite_is_text(database: Database) -> None:
    database.run(
        "CREATE TABLE odd (id integer PRIMARY KEY, n integer, d date, at datetime, flag boolean,"
        " price decimal(9, 2), plain, blob blob)",
        "INSERT INTO odd VALUES (1, 'many', 'soon', 'later', 'perhaps', 'cheap', 5, 'text')",
        "INSERT INTO odd VALUES (2, 3.0, '2026-01-05', '2026-01-05T10:00:00Z', 'true', 5, 6, x'00ff')",
        "INSERT INTO odd VALUES (3, 1.5, 20260105, 1767607200, 0, 4.999, 7, NULL)",
    )
    connector = database.connect()
    names = ("n", "d", "at", "flag", "price", "plain", "blob")
    found = listed(connector, Selection("odd", names))
    at_ten = dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC)
    assert [tuple(record.values.values()) for record in found.values()] == [
        ("many", "soon", "later", "perhaps", "cheap", 5, "text"),
        (3, dt.date(2026, 1, 5), at_ten, True, Decimal("5.00"), 6, b"\x00\xff"),
        ("1.5", dt.date(2026, 1, 5), at_ten, False, Decimal("4.999"), 7, None),
    ]
    for record in found.values():
        (outcome,) = written(connector, Selection("odd", names), _update(record, n=9))
        assert outcome.status is OutcomeStatus.DONE, "an odd value made the record look stale"


def _update(record: Any, **values: Any) -> Any:
    from desktop_sync.model.record import Update

    return Update(record, values)


@only_sqlite
def test_text_in_another_encoding_is_shown(database: Database) -> None:
    database.run(
        "CREATE TABLE old (id integer PRIMARY KEY, name text)",
        "INSERT INTO old VALUES (1, CAST(x'4af67267' AS TEXT)), (2, 'Zoë')",
    )
    found = listed(database.connect(), Selection("old", ("name",)))
    assert [record.values["name"] for record in found.values()] == ["J\ufffdrg", "Zoë"]


@only_postgres
def test_postgres_types(database: Database) -> None:
    database.run(
        "CREATE TYPE mood AS ENUM ('sad', 'ok', 'very happy')",
        "CREATE DOMAIN grade AS text CHECK (VALUE IN ('a', 'b'))",
        "CREATE SCHEMA stock",
        """CREATE TABLE stock.parts (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), no int GENERATED ALWAYS AS IDENTITY,
           mood mood, grade grade, tags text[], moods mood[], ids int[], data jsonb, raw json, pic bytea, at
           timestamptz(3),
           wall timestamp, t time, price numeric, small real, span interval, ip inet, flag boolean, letters char(4))""",
        """INSERT INTO stock.parts (mood, grade, tags, moods, ids, data, raw, pic, at, wall, t, price, small, span, ip,
        flag, letters)
           VALUES ('very happy', 'a', '{x,"y z"}', '{ok,"very happy"}', '{1,2}', '{"b": 1}', '{"a" :1}', '\\x00ff',
           '2026-01-05 10:00:00.123+02', '2026-01-05 10:00:00', '08:30', 12.50, 1.1, '1 day', '10.0.0.1', true,
           'ab')""",
        "INSERT INTO stock.parts (at, wall, price) VALUES ('infinity', '-infinity', 'NaN')",
    )
    connector = database.connect()
    assert [info.name for info in connector.tables()] == ["stock.parts"]
    schema = connector.schema("stock.parts")
    kinds = {field.name: field.type for field in schema.fields}
    assert kinds == {
        "id": FieldType.TEXT, "no": FieldType.INTEGER, "mood": FieldType.CHOICE, "grade": FieldType.CHOICE,
        "tags": FieldType.CHOICES, "moods": FieldType.CHOICES, "ids": FieldType.CHOICES, "data": FieldType.JSON,
        "raw": FieldType.JSON, "pic": FieldType.BINARY, "at": FieldType.DATETIME, "wall": FieldType.DATETIME,
        "t": FieldType.TIME, "price": FieldType.DECIMAL, "small": FieldType.FLOAT, "span": FieldType.TEXT,
        "ip": FieldType.TEXT, "flag": FieldType.BOOLEAN, "letters": FieldType.TEXT,
    }  # fmt: skip
    no, at, moods = schema.field("no"), schema.field("at"), schema.field("moods")
    assert no is not None
    assert no.read_only
    assert at is not None
    assert at.resolution_us == 1000
    assert moods is not None
    assert [choice.value for choice in moods.choices] == ["sad", "ok", "very happy"]
    names = tuple(field.name for field in schema.fields if field.name not in ("id", "no"))
    full, empty = sorted(
        listed(connector, Selection("stock.parts", names)).values(), key=lambda one: one.values["mood"] is None
    )
    assert tuple(full.values.values()) == (
        "very happy", "a", ("x", "y z"), ("ok", "very happy"), ("1", "2"), '{"b": 1}', '{"a" :1}', b"\x00\xff",
        dt.datetime(2026, 1, 5, 8, 0, 0, 123000, tzinfo=dt.UTC), dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC),
        dt.time(8, 30), Decimal("12.50"), 1.1, "1 day", "10.0.0.1", True, "ab  ",
    )  # fmt: skip
    assert (empty.values["at"], empty.values["wall"], empty.values["price"]) == ("infinity", "-infinity", "NaN")
    for record in (full, empty):
        (copy,) = written(connector, Selection("stock.parts", names), create(**record.values))
        assert copy.status is OutcomeStatus.DONE, copy.words
        assert copy.record is not None
        assert copy.record.values == record.values
        (changed,) = written(connector, Selection("stock.parts", names), _update(record, tags=("new", 'a"b')))
        assert changed.status is OutcomeStatus.DONE, changed.words
        assert changed.record is not None
        assert changed.record.values["tags"] == ("new", 'a"b')


@only_mariadb
def test_mariadb_types(database: Database) -> None:
    database.run(
        """CREATE TABLE parts (id binary(4) PRIMARY KEY, mood enum('sad', 'it''s ok') NOT NULL, tags set('a', 'b', 'c'),
        data json,
           flag tinyint(1), bits bit(1), many bit(8), small float, big double, price decimal(20, 6), at timestamp(3)
           NULL,
           wall datetime, d date, t time, y year, pic blob, letters char(4), huge bigint unsigned, latin varchar(9)
           CHARACTER SET latin1)""",
        """INSERT INTO parts VALUES (x'00ff0102', 'it''s ok', 'a,c', '{"b": 1}', 1, b'1', b'101', 1.1, 0.1,
        12345678901234.123456,
           '2026-01-05 10:00:00.123', '2026-01-05 10:00:00', '2026-01-05', '-10:00:00', 2026, x'00ff', 'ab',
           18446744073709551615, 'Jörg')""",
    )
    connector = database.connect()
    schema = connector.schema("parts")
    kinds = {field.name: field.type for field in schema.fields}
    assert kinds == {
        "id": FieldType.BINARY, "mood": FieldType.CHOICE, "tags": FieldType.CHOICES, "data": FieldType.JSON,
        "flag": FieldType.BOOLEAN, "bits": FieldType.BOOLEAN, "many": FieldType.INTEGER, "small": FieldType.FLOAT,
        "big": FieldType.FLOAT, "price": FieldType.DECIMAL, "at": FieldType.DATETIME, "wall": FieldType.DATETIME,
        "d": FieldType.DATE, "t": FieldType.TIME, "y": FieldType.INTEGER, "pic": FieldType.BINARY,
        "letters": FieldType.TEXT, "huge": FieldType.INTEGER, "latin": FieldType.TEXT,
    }  # fmt: skip
    mood = schema.field("mood")
    assert mood is not None
    assert [choice.value for choice in mood.choices] == ["sad", "it's ok"]
    names = tuple(field.name for field in schema.fields if field.name != "id")
    ((ref, record),) = listed(connector, Selection("parts", names)).items()
    assert ref == "00ff0102"
    assert tuple(record.values.values()) == (
        "it's ok", ("a", "c"), '{"b": 1}', True, True, 5, 1.1, 0.1, Decimal("12345678901234.123456"),
        dt.datetime(2026, 1, 5, 10, 0, 0, 123000, tzinfo=dt.UTC), dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC),
        dt.date(2026, 1, 5), "-10:00:00", 2026, b"\x00\xff", "ab", 18446744073709551615, "Jörg",
    )  # fmt: skip
    assert set(connector.read(Selection("parts", names), [ref])) == {ref}
    (changed,) = written(connector, Selection("parts", names), _update(record, tags=("b",), bits=False, small=2.5))
    assert changed.status is OutcomeStatus.DONE, changed.words
    (copy,) = written(connector, Selection("parts", ("id", *names)), create(id=b"\x01\x02\x03\x04", **record.values))
    assert copy.record is not None, copy.words
    assert {name: copy.record.values[name] for name in names} == record.values


@only_mariadb
def test_zero_dates_are_blank(database: Database) -> None:
    database.run(
        "CREATE TABLE old (id integer PRIMARY KEY, d date, at datetime)",
        "SET STATEMENT sql_mode = '' FOR INSERT INTO old VALUES (1, '0000-00-00', '0000-00-00 00:00:00')",
    )
    connector = database.connect()
    (record,) = listed(connector, Selection("old", ("d", "at"))).values()
    assert dict(record.values) == {"d": None, "at": None}
    (changed,) = written(
        connector, Selection("old", ("d", "at")), _update(record, at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    )
    assert changed.status is OutcomeStatus.DONE, changed.words


@only_mariadb
def test_time_stamps_in_a_servers_zone(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session keeps the server's zone, so that defaults are what other programs write; values are UTC anyway."""
    # Only our own sessions: the server is shared with other tests.
    monkeypatch.setattr(mariadb, "_INIT", f"{mariadb._INIT}, time_zone = '+05:00'")
    database.run(
        "CREATE TABLE log (id integer PRIMARY KEY, at timestamp NULL, made datetime DEFAULT CURRENT_TIMESTAMP)"
    )
    connector, selection = database.connect(), Selection("log", ("at",))
    moment = dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC)
    (made,) = written(connector, selection, create(id=1, at=moment))
    assert made.record is not None, made.words
    assert made.record.values["at"] == moment
    assert database.fetch("SELECT UNIX_TIMESTAMP(at), made > UTC_TIMESTAMP() + INTERVAL 4 HOUR FROM log") == [
        (moment.timestamp(), 1)
    ]
    (again,) = written(connector, selection, _update(made.record, at=moment + dt.timedelta(hours=1)))
    assert again.status is OutcomeStatus.DONE
