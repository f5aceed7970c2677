"""Identity: text, UUID, binary and composite keys, views, and tables that have none."""

import uuid
from collections.abc import Iterator

import pytest

from desktop_sync.errors import AccountError
from desktop_sync.model.record import Delete, OutcomeStatus, Ref, Selection, Update
from tests.connectors.sql_databases import ALL, POSTGRES, SQLITE, Database, create, database_of, listed, written


@pytest.fixture(params=ALL)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = database_of(request)
    yield made
    made.close()


ODD = [
    "plain",
    "with space",
    "it's",
    'a"b',
    "50%",
    "ünïcödé 😀",
    "back\\slash",
    "a,b",
    "[1]",
    "null",
    "007",
    "-",
    "line\nbreak",
]


def test_text_keys(database: Database) -> None:
    database.run("CREATE TABLE goods (code varchar(60) PRIMARY KEY, name varchar(60))")
    connector, selection = database.connect(), Selection("goods", ("code", "name"))
    made = written(connector, selection, *(create(code=key, name=f"the {key}") for key in ODD))
    assert [one.record.ref for one in made if one.record] == ODD
    found = listed(connector, selection)
    assert set(found) == set(ODD)
    assert set(connector.read(selection, [Ref(key) for key in ODD] + [Ref("other")])) == set(ODD)
    for key in ODD:
        (changed,) = written(connector, selection, Update(found[Ref(key)], {"name": "new"}))
        assert changed.status is OutcomeStatus.DONE
        assert changed.record is not None
        assert changed.record.ref == key


def test_a_text_key_that_nobody_gives_is_made_up(database: Database) -> None:
    database.run("CREATE TABLE goods (code varchar(32) PRIMARY KEY, name varchar(60))")
    said: list[Ref] = []
    connector, selection = database.connect(), Selection("goods", ("name",))
    outcomes = connector.write(selection, [create(name="a"), create(name="b")], lambda _index, ref: said.append(ref))
    assert [one.record.ref for one in outcomes if one.record] == said
    assert len({uuid.UUID(ref) for ref in said}) == 2


def test_a_key_that_a_default_gives_is_told(mariadb_url: str) -> None:
    """MariaDB tells no such key by itself; without one, a record that was made could not be found again."""
    database = Database("mariadb", mariadb_url)
    database.run("CREATE TABLE goods (id uuid PRIMARY KEY DEFAULT uuid(), name varchar(60))")
    database.run("CREATE TABLE things (id uuid PRIMARY KEY, name varchar(60))")
    database.run(
        "CREATE TABLE stock (shop varchar(9) DEFAULT 'main', no integer AUTO_INCREMENT, n integer, PRIMARY KEY (shop, no), KEY (no))"
    )
    connector = database.connect()
    for table in ("goods", "things"):
        selection = Selection(table, ("name",))
        made = written(connector, selection, create(name="a"), create(name="b"))
        refs = {str(uuid.UUID(one.record.ref)) for one in made if one.record}
        assert refs == set(listed(connector, selection)), table
        assert len(refs) == 2
    (one,) = written(connector, Selection("stock", ("n",)), create(n=2))
    assert one.record is not None
    assert one.record.ref == '["main",1]'
    database.close()


def test_a_key_without_a_value_is_refused(database: Database) -> None:
    database.run("CREATE TABLE goods (code varchar(5) PRIMARY KEY, name varchar(60))")
    database.run("CREATE TABLE stock (a integer, b integer, n integer, PRIMARY KEY (a, b))")
    connector = database.connect()
    (short,) = written(connector, Selection("goods", ("name",)), create(name="a"))
    (half,) = written(connector, Selection("stock", ("a", "n")), create(a=1, n=2))
    assert (short.status, half.status) == (OutcomeStatus.REJECTED, OutcomeStatus.REJECTED)
    assert "code" in short.words
    assert "“b”" in half.words
    assert database.fetch("SELECT count(*) FROM stock") == [(0,)]
    schema = connector.schema("goods")
    assert schema.fields[0].required


def test_composite_keys(database: Database) -> None:
    database.run("CREATE TABLE stock (shop varchar(20), no integer, n integer, PRIMARY KEY (shop, no))")
    connector, selection = database.connect(), Selection("stock", ("n",))
    full = Selection("stock", ("shop", "no", "n"))
    made = written(
        connector,
        full,
        create(shop='Zoë "1"', no=1, n=5),
        create(shop='Zoë "1"', no=2, n=6),
        create(shop="b", no=1, n=7),
    )
    refs = [one.record.ref for one in made if one.record]
    assert refs == ['["Zoë \\"1\\"",1]', '["Zoë \\"1\\"",2]', '["b",1]']
    assert set(listed(connector, selection)) == set(refs)
    strangers = [Ref('["b"]'), Ref('["b",2]'), Ref("b"), Ref("{"), Ref("1"), Ref('["b","x"]'), Ref("[[],{}]")]
    assert set(connector.read(selection, [*refs, *strangers])) == set(refs)
    record = connector.read(selection, refs[:1])[refs[0]]
    changed, gone = written(
        connector, selection, Update(record, {"n": 50}), Delete(connector.read(selection, refs[2:])[refs[2]])
    )
    assert (changed.status, gone.status) == (OutcomeStatus.DONE, OutcomeStatus.DONE)
    assert sorted(database.fetch("SELECT no, n FROM stock")) == [(1, 50), (2, 6)]


def test_a_key_is_never_changed(database: Database) -> None:
    database.run(
        "CREATE TABLE goods (code varchar(5) PRIMARY KEY, name varchar(60))", "INSERT INTO goods VALUES ('a', 'x')"
    )
    connector, selection = database.connect(), Selection("goods", ("code", "name"))
    (record,) = listed(connector, selection).values()
    same, other = written(
        connector, selection, Update(record, {"code": "a", "name": "y"}), Update(record, {"code": "b"})
    )
    assert same.status is OutcomeStatus.DONE
    assert other.status is OutcomeStatus.REJECTED
    assert "code" in other.words
    assert database.fetch("SELECT * FROM goods") == [("a", "y")]


def test_a_table_without_a_key_says_what_to_do(database: Database) -> None:
    database.run("CREATE TABLE log (no integer, word varchar(9))", "INSERT INTO log VALUES (1, 'a'), (2, 'b')")
    with pytest.raises(AccountError, match="no primary key") as caught:
        database.connect().schema("log")
    assert "PRIMARY KEY" in caught.value.advice
    with pytest.raises(AccountError, match="no primary key"):
        list(database.connect().listing(Selection("log", ("word",))))
    connector = database.connect(keys="other:x, log:no")
    assert connector.schema("log").identity == ("no",)
    assert list(listed(connector, Selection("log", ("word",)))) == ["1", "2"]


def test_views_need_keys(database: Database) -> None:
    database.run(
        "CREATE TABLE people (id integer PRIMARY KEY, name varchar(9), gone integer)",
        "INSERT INTO people VALUES (1, 'a', 0), (2, 'b', 1), (3, 'c', 0)",
        "CREATE VIEW here AS SELECT id AS no, name FROM people WHERE gone = 0",
    )
    with pytest.raises(AccountError, match="which columns identify") as caught:
        database.connect().schema("here")
    assert "here:" in caught.value.advice
    connector = database.connect(keys="here:no")
    selection = Selection("here", ("name",))
    assert list(listed(connector, selection)) == ["1", "3"]
    assert set(connector.read(selection, [Ref("1"), Ref("2")])) == {"1"}


def test_a_writable_view(database: Database) -> None:
    database.run(
        "CREATE TABLE people (id integer PRIMARY KEY, name varchar(9))",
        "INSERT INTO people VALUES (1, 'a')",
        "CREATE VIEW here AS SELECT id, name FROM people",
    )
    if database.kind == "sqlite":
        database.run(
            "CREATE TRIGGER put INSTEAD OF UPDATE ON here "
            "BEGIN UPDATE people SET name = new.name WHERE id = old.id; END",
            "CREATE TRIGGER add_one INSTEAD OF INSERT ON here BEGIN INSERT INTO people VALUES (new.id, new.name); END",
        )
    connector, selection = database.connect(keys="here:id"), Selection("here", ("id", "name"))
    assert connector.capabilities("here").update
    (record,) = listed(connector, selection).values()
    changed, made = written(connector, selection, Update(record, {"name": "b"}), create(id=2, name="c"))
    assert (changed.status, made.status) == (OutcomeStatus.DONE, OutcomeStatus.DONE), (changed.words, made.words)
    assert sorted(database.fetch("SELECT * FROM people")) == [(1, "b"), (2, "c")]


def test_a_view_that_can_only_be_read(database: Database) -> None:
    database.run(
        "CREATE TABLE people (id integer PRIMARY KEY, name varchar(9))",
        "INSERT INTO people VALUES (1, 'a')",
        "CREATE VIEW counts AS SELECT count(*) AS n, name FROM people GROUP BY name",
    )
    connector, selection = database.connect(keys="counts:name"), Selection("counts", ("n",))
    assert not connector.capabilities("counts").update
    assert all(field.read_only for field in connector.schema("counts").fields)
    (record,) = listed(connector, selection).values()
    with pytest.raises(AccountError, match="only be read"):
        written(connector, selection, Update(record, {"n": 2}))


def test_a_views_key_that_is_no_key(database: Database) -> None:
    """The user said wrongly that a column identifies the rows: two rows must not be changed for one."""
    database.run("CREATE TABLE log (no integer, word varchar(9))", "INSERT INTO log VALUES (1, 'a'), (1, 'a')")
    connector, selection = database.connect(keys="log:no"), Selection("log", ("word",))
    record = listed(connector, selection)[Ref("1")]
    (outcome,) = written(connector, selection, Update(record, {"word": "b"}))
    assert outcome.status is OutcomeStatus.REJECTED
    assert database.fetch("SELECT word FROM log") == [("a",), ("a",)]


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
@pytest.mark.parametrize(
    ("definition", "refs"),
    [
        ("code text PRIMARY KEY, n int", ["a", "b"]),
        ("code text PRIMARY KEY, n int) WITHOUT ROWID; --", ["a", "b"]),
        ("code text COLLATE NOCASE PRIMARY KEY, n int", ["a", "b"]),
        ("rowid text PRIMARY KEY, n int", ["a", "b"]),
        ("code blob PRIMARY KEY, n int", ["61", "62"]),
    ],
)
def test_pages_of_all_kinds_of_sqlite_tables(
    database: Database, definition: str, refs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_sync.connectors.sql import reading

    monkeypatch.setattr(reading, "PAGE_SIZE", 7)
    blob = "blob" in definition
    definition = definition.removesuffix("; --")
    database.run(f"CREATE TABLE goods ({definition}" + ("" if definition.endswith("ROWID") else ")"))
    keys = [f"{chr(97 + number % 26)}{number}" for number in range(40)]
    values = ", ".join(f"({_literal(key, blob=blob)}, {number})" for number, key in enumerate(keys))
    database.run(f"INSERT INTO goods VALUES {values}")
    connector = database.connect()
    pages = list(connector.listing(Selection("goods", ("n",))))
    assert len(pages) == 6
    found = [ref for page in pages for ref in page.refs]
    expected = [key.encode().hex() for key in keys] if blob else keys
    assert sorted(found) == sorted(expected)
    assert set(connector.read(Selection("goods", ("n",)), [Ref(one) for one in expected])) == set(expected)


def _literal(key: str, *, blob: bool) -> str:
    return f"x'{key.encode().hex()}'" if blob else f"'{key}'"


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
def test_nothing_in_a_key(database: Database) -> None:
    database.run("CREATE TABLE goods (code text PRIMARY KEY, n int)", "INSERT INTO goods VALUES (NULL, 1), ('a', 2)")
    connector = database.connect()
    with pytest.raises(AccountError, match="nothing in their key") as caught:
        listed(connector, Selection("goods", ("n",)))
    assert "code IS NOT NULL" in caught.value.advice
    assert list(listed(connector, Selection("goods", ("n",), filter="code IS NOT NULL"))) == ["a"]


@pytest.mark.parametrize("database", [POSTGRES], indirect=True)
def test_uuid_keys(database: Database) -> None:
    database.run("CREATE TABLE goods (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text)")
    connector, selection = database.connect(), Selection("goods", ("name",))
    (made,) = written(connector, selection, create(name="a"))
    assert made.record is not None
    assert set(connector.read(selection, [made.record.ref, Ref("no uuid"), Ref(str(uuid.uuid4()))])) == {
        made.record.ref
    }


@pytest.mark.parametrize("database", [POSTGRES], indirect=True)
def test_a_mapped_key_is_used_as_given(database: Database) -> None:
    database.run("CREATE TABLE goods (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text)")
    connector = database.connect()
    given, made = written(connector, Selection("goods", ("id", "name")), create(id=77, name="a"), create(name="b"))
    assert given.record is not None
    assert given.record.ref == "77"
    assert made.record is not None
    assert made.record.ref == "1"
