"""Changes by a time column, filters, conditions."""

import datetime as dt
from collections.abc import Iterator

import pytest

from desktop_sync.errors import AccountError, SchemaDrift, UsageError
from desktop_sync.model.record import Selection
from desktop_sync.sync.ports import Connector
from tests.connectors.sql_databases import ALL, SQLITE, Database, create, database_of, listed, written


@pytest.fixture(params=ALL)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = database_of(request)
    yield made
    made.close()


NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
LOG = Selection("log", ("word",), cursor_field="at")


def literal(moment: dt.datetime) -> str:
    return f"'{moment:%Y-%m-%d %H:%M:%S}'"


def log_of(database: Database, kind: str = "", **ages_s: float | None) -> None:
    """A table with rows named by their word, changed so many seconds ago; None: no time at all."""
    kind = kind or database.pick(sqlite="datetime", postgres="timestamptz", mariadb="datetime(6) NULL")
    database.run(f"CREATE TABLE log (id integer PRIMARY KEY, word varchar(20), at {kind})")
    for number, (word, age_s) in enumerate(ages_s.items(), 1):
        at = "NULL" if age_s is None else literal(NOW - dt.timedelta(seconds=age_s))
        zone = "+00" if database.kind == "postgres" and at != "NULL" else ""
        at = f"{at[:-1]}{zone}'" if zone else at
        database.run(f"INSERT INTO log VALUES ({number}, '{word}', {at})")


def words(connector: Connector, cursor: str | None, selection: Selection = LOG) -> tuple[set[str], str]:
    assert cursor is not None
    pages = list(connector.changes(selection, cursor))
    assert [page.cursor for page in pages[:-1]] == [None] * (len(pages) - 1)
    assert pages[-1].cursor is not None
    return {str(page.decode(at).values["word"]) for page in pages for at in range(len(page.refs))}, pages[-1].cursor


def start(connector: Connector, selection: Selection = LOG) -> str | None:
    return list(connector.listing(selection))[-1].cursor


def test_changes_reach_back_by_the_overlap(database: Database) -> None:
    log_of(database, old=5000, late=700, recent=550, newest=500, timeless=None)
    connector = database.connect()
    found, cursor = words(connector, start(connector))
    assert found == {"recent", "newest", "timeless"}
    assert words(database.connect(overlap="300"), cursor)[0] == {"late", "recent", "newest", "timeless"}
    assert words(database.connect(overlap="0"), cursor)[0] == {"newest", "timeless"}
    database.run(f"UPDATE log SET word = 'edited', at = {literal(NOW)} WHERE word = 'old'")
    found, later = words(connector, cursor)
    assert found == {"edited", "recent", "newest", "timeless"}
    assert words(connector, later)[0] == {"edited", "timeless"}


def test_modified_times(database: Database) -> None:
    log_of(database, one=60, timeless=None)
    one, timeless = listed(database.connect(), LOG).values()
    assert one.modified_at == NOW - dt.timedelta(seconds=60)
    assert timeless.modified_at is None


def test_a_row_from_the_future_hides_nothing(database: Database) -> None:
    log_of(database, future=-10_000_000, now=0)
    connector = database.connect()
    cursor = start(connector)
    database.run(f"INSERT INTO log VALUES (9, 'new', {literal(dt.datetime.now(dt.UTC))})")
    assert words(connector, cursor)[0] >= {"new"}


def test_an_empty_table_has_a_cursor(database: Database) -> None:
    log_of(database)
    connector = database.connect()
    cursor = start(connector)
    assert words(connector, cursor) == (set(), "")
    database.run(f"INSERT INTO log VALUES (9, 'new', {literal(NOW - dt.timedelta(days=9))})")
    assert words(connector, cursor)[0] == {"new"}


def test_without_a_cursor_field_there_is_no_cursor(database: Database) -> None:
    log_of(database, one=1)
    connector = database.connect()
    assert start(connector, Selection("log", ("word",))) is None
    with pytest.raises(UsageError, match="no cursor field"):
        list(connector.changes(Selection("log", ("word",)), "x"))
    with pytest.raises(UsageError, match="no date and time"):
        list(connector.listing(Selection("log", ("word",), cursor_field="id")))
    with pytest.raises(SchemaDrift, match="updated"):
        list(connector.listing(Selection("log", ("word",), cursor_field="updated")))


def test_capabilities_tell_whether_there_can_be_a_cursor(database: Database) -> None:
    log_of(database)
    database.run("CREATE TABLE plain (id integer PRIMARY KEY, n integer)")
    connector = database.connect()
    assert connector.capabilities("log").cursor
    assert connector.capabilities("log").modified_times
    assert connector.capabilities("log").overlap_s == 120
    assert not connector.capabilities("plain").cursor


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
@pytest.mark.parametrize(
    "form", ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S+00:00"]
)
def test_all_ways_of_writing_a_time_in_sqlite(database: Database, form: str) -> None:
    """Compared as texts, a T sorts after a space: rows would be missed."""
    log_of(database, "text")
    for number, age_s in enumerate((5000, 60, 0)):
        moment = NOW - dt.timedelta(seconds=age_s)
        database.run(f"INSERT INTO log VALUES ({number}, 'age {age_s}', '{moment.strftime(form)}')")
    connector = database.connect()
    found, cursor = words(connector, start(connector))
    assert found == {"age 60", "age 0"}
    database.run(
        f"UPDATE log SET word = 'edited', at = '{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S}' WHERE word = 'age 5000'"
    )
    assert words(connector, cursor)[0] == {"age 60", "age 0", "edited"}


def test_a_filter_is_sql(database: Database) -> None:
    log_of(database, a=1, b=2, c=3)
    connector = database.connect()
    cases = {
        "word = 'a'": {"a"},
        "word = 'a' OR word = 'b'": {"a", "b"},
        "word LIKE '%b%'": {"b"},
        "id > 1 -- not the first": {"b", "c"},
    }
    for text, expected in cases.items():
        selection = Selection("log", ("word",), filter=text, cursor_field="at")
        assert {record.values["word"] for record in listed(connector, selection).values()} == expected
        assert words(connector, "", selection)[0] == expected
        assert len(connector.read(selection, list(listed(connector, LOG)))) == len(expected)


def test_a_filter_can_write_nothing(database: Database) -> None:
    log_of(database, a=1)
    connector = database.connect()
    with pytest.raises(UsageError, match=";"):
        listed(connector, Selection("log", ("word",), filter="1 = 1); DELETE FROM log"))
    if database.kind == "postgres":
        database.run("CREATE FUNCTION bad() RETURNS boolean LANGUAGE sql AS 'DELETE FROM log RETURNING true'")
        with pytest.raises(AccountError, match="only be read"):
            listed(connector, Selection("log", ("word",), filter="bad()"))
    assert database.fetch("SELECT count(*) FROM log") == [(1,)]


def test_a_wrong_filter_says_so(database: Database) -> None:
    log_of(database, a=1)
    with pytest.raises(AccountError) as caught:
        listed(database.connect(), Selection("log", ("word",), filter="wrod = 'a'"))
    assert "wrod" in caught.value.what


def test_conditions_by_field(database: Database) -> None:
    log_of(database, a=1, b=2)
    database.run("INSERT INTO log VALUES (8, '', NULL), (9, NULL, NULL)")
    connector = database.connect()
    where = (("word", "a"), ("id", "1"))
    assert len(listed(connector, Selection("log", ("word",), where=where))) == 1
    assert len(listed(connector, Selection("log", ("word",), where=(("word", ""),)))) == 2
    with pytest.raises(UsageError, match="“wrod”"):
        listed(connector, Selection("log", ("word",), where=(("wrod", "a"),)))
    with pytest.raises(UsageError, match="type “integer”"):
        listed(connector, Selection("log", ("word",), where=(("id", "first"),)))


def test_what_is_written_may_lie_outside_the_filter(database: Database) -> None:
    log_of(database, a=1)
    connector, selection = database.connect(), Selection("log", ("id", "word"), filter="word = 'a'")
    (made,) = written(connector, selection, create(id=5, word="b"))
    assert made.record is not None
    assert connector.read(selection, [made.record.ref]) == {}
    assert [one.ref for one in connector.find(selection, {"word": "b"}, None)] == [made.record.ref]


def test_a_field_that_is_gone_is_drift(database: Database) -> None:
    log_of(database, a=1)
    with pytest.raises(SchemaDrift, match="“wrod”"):
        listed(database.connect(), Selection("log", ("wrod",)))
