"""Tables as they are found in the wild, by the command line: odd keys and names, defaults, computed columns, swapped values."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import sql
from tests.servers.program import Program

GUARD = '[guard]\nmax_deletes = "off"\nmax_updates = "off"\nmax_blanks = "off"\nmax_same = "off"\n'
DELETES = '[rules]\ndeletes = {{ a_to_b = "{0}", b_to_a = "{1}" }}\n'
Pair = Callable[..., tuple[str, str]]


@pytest.fixture
def pair(cli: Program, tmp_path: Path) -> Pair:
    """Two accounts, their tables made, and a sync of `t` in both."""

    def make(
        a: str,
        b: str,
        tables: tuple[list[str], list[str]],
        fields: str,
        deletes: str = "propagate",
        back: str = "",
        **settings: str,
    ) -> tuple[str, str]:
        for name, url, statements in zip("ab", (a, b), tables, strict=True):
            sql.execute(url, *statements)
            bare, secret = sql.split_password(url) if "@" in url else (url, "")
            more = ["--secret", "password=PW"] if secret else []
            more += [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
            add = ("account", "add", name, "--connector", "sql", "--set", f"url={bare}")
            cli(*add, *more, env={"PW": secret}).expect()
        sides = "".join(f'[{name}]\naccount = "{name}"\ntable = "t"\n' for name in "ab")
        file = tmp_path / "t.toml"
        file.write_text(
            f'name = "T"\n{sides}[match]\nkeys = [["code"]]\n{DELETES.format(deletes, back or deletes)}{GUARD}{fields}',
            encoding="utf-8",
        )
        cli("sync", "apply", file).expect()
        cli("run", "--approve").expect()
        return a, b

    return make


def _fields(*names: str, one_way: str = "") -> str:
    found = "".join(f'[[field]]\na = "{name}"\nb = "{name}"\n' for name in names)
    return found + (f'[[field]]\na = "{one_way}"\nb = "{one_way}"\ndirection = "a_to_b"\n' if one_way else "")


def _equal(cli: Program, a: str, b: str, columns: str) -> list[tuple[object, ...]]:
    """Both tables show the same, and one more run writes nothing."""
    query = f"SELECT {columns} FROM t ORDER BY code"
    rows = [[tuple(map(str, row)) for row in sql.fetch(url, query)] for url in (a, b)]
    assert rows[0] == rows[1]
    (report,) = cli("run", "--full").expect().json["runs"]  # type: ignore[index]
    assert not any(report[side][key] for side in "ab" for key in ("created", "updated", "deleted")), report
    return list(rows[0])


def test_unique_values_change_places(cli: Program, pair: Pair, postgres_url: str, mariadb_url: str) -> None:
    table = "CREATE TABLE t (id {} PRIMARY KEY, code VARCHAR(9) NOT NULL, name VARCHAR(40) NOT NULL UNIQUE, slot INTEGER UNIQUE)"
    rows = "INSERT INTO t (code, name, slot) VALUES ('1', 'x', 1), ('2', 'y', 2), ('3', 'z', 3), ('4', 'w', 4), ('5', 'v', 5)"
    a, b = pair(
        postgres_url,
        mariadb_url,
        ([table.format("SERIAL"), rows], [table.format("INT AUTO_INCREMENT")]),
        _fields("code", "name", "slot"),
    )
    for here, there in ((a, b), (b, a)):
        sql.execute(
            here,
            "UPDATE t SET name = 'tmp', slot = NULL WHERE code = '1'",
            "UPDATE t SET name = 'x', slot = 1 WHERE code = '2'",
            "UPDATE t SET name = 'y', slot = 2 WHERE code = '1'",
            # a chain that begins with a delete, and a record that is made anew
            "DELETE FROM t WHERE code = '3'",
            "UPDATE t SET name = 'z' WHERE code = '4'",
            "DELETE FROM t WHERE code = '5'",
            "INSERT INTO t (code, name, slot) VALUES ('5', 'v', 5)",
        )
        cli("run").expect()
        assert _equal(cli, here, there, "code, name, slot")[0] in {("1", "y", "2"), ("1", "x", "1")}
        sql.execute(
            here,
            "UPDATE t SET name = 'w' WHERE code = '4'",
            "INSERT INTO t (code, name, slot) VALUES ('3', 'z', 3)",
            "UPDATE t SET name = 'tmp', slot = NULL WHERE code = '1'",
            "UPDATE t SET name = 'y', slot = 2 WHERE code = '2'",
            "UPDATE t SET name = 'x', slot = 1 WHERE code = '1'",
        )
        cli("run").expect()
        _equal(cli, here, there, "code, name, slot")


@pytest.mark.parametrize("kind", ["postgres", "mariadb"])
def test_what_the_system_fills_in_comes_back(
    cli: Program, pair: Pair, kind: str, request: pytest.FixtureRequest, sqlite_url: str
) -> None:
    number = "SERIAL" if kind == "postgres" else "INT AUTO_INCREMENT"
    computed = (
        f"CREATE TABLE t (id {number} PRIMARY KEY, code VARCHAR(9) NOT NULL, qty INTEGER NOT NULL DEFAULT 1, "
        "twice INTEGER GENERATED ALWAYS AS (qty * 2) STORED, remark VARCHAR(40) NOT NULL)"
    )
    a, b = pair(
        request.getfixturevalue(f"{kind}_url"),
        sqlite_url,
        (
            [
                computed,
            ],
            [
                "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT, qty INTEGER, twice INTEGER, remark TEXT)",
                "INSERT INTO t (code, qty, twice, remark) VALUES ('1', NULL, 7, ''), ('2', 5, NULL, 'r')",
            ],
        ),
        _fields("code", "qty", "remark", one_way="twice"),
    )
    assert _equal(cli, a, b, "code, qty, twice, remark") == [("1", "1", "2", ""), ("2", "5", "10", "r")]
    sql.execute(b, "UPDATE t SET qty = 6 WHERE code = '2'")
    cli("run").expect()
    assert _equal(cli, a, b, "code, qty, twice, remark")[1] == ("2", "6", "12", "r")


def test_keys_that_the_program_makes_up(cli: Program, pair: Pair, postgres_url: str, sqlite_url: str) -> None:
    a, b = pair(
        postgres_url,
        sqlite_url,
        (
            ["CREATE TABLE t (id UUID PRIMARY KEY, code TEXT NOT NULL, price MONEY)"],
            [
                "CREATE TABLE t (id TEXT PRIMARY KEY, code TEXT, price DECIMAL(10,2))",
                "INSERT INTO t VALUES ('K 1/%:,ä', '1', 1234.56)",
            ],
        ),
        _fields("code", "price"),
    )
    sql.execute(a, "INSERT INTO t VALUES ('11111111-2222-3333-4444-555555555555', '2', '-0.05')")
    cli("run").expect()
    assert sql.fetch(a, "SELECT price::numeric::text FROM t ORDER BY code") == [("1234.56",), ("-0.05",)]
    assert [float(str(row[0])) for row in sql.fetch(b, "SELECT price FROM t ORDER BY code")] == [1234.56, -0.05]
    cli("history", "T", "--record", "b:K 1/%:,ä").expect()
    sql.execute(b, "UPDATE t SET price = 99.5 WHERE code = '2'", "DELETE FROM t WHERE code = '1'")
    cli("run").expect()
    assert sql.fetch(a, "SELECT code, price::numeric::text FROM t") == [("2", "99.50")]


def test_new_rows_through_views(cli: Program, pair: Pair, postgres_url: str, mariadb_url: str) -> None:
    view = "CREATE VIEW t AS SELECT id, code, name FROM base"
    table = "CREATE TABLE base (id {} PRIMARY KEY, code VARCHAR(9), name VARCHAR(40), hidden VARCHAR(9) DEFAULT 'x')"
    rows = "INSERT INTO base (code, name) VALUES ('{}', '100 % y')"
    a, b = pair(
        postgres_url,
        mariadb_url,
        ([table.format("SERIAL"), view, rows.format(1)], [table.format("INT AUTO_INCREMENT"), view, rows.format(2)]),
        _fields("code", "name"),
        keys="t:id",
    )
    assert _equal(cli, a, b, "code, name") == [("1", "100 % y"), ("2", "100 % y")]
    sql.execute(b, "UPDATE base SET name = 'edited' WHERE code = '1'", "DELETE FROM base WHERE code = '2'")
    cli("run").expect()
    assert _equal(cli, a, b, "code, name") == [("1", "edited")]


@pytest.mark.parametrize("here", "ab")
@pytest.mark.parametrize("deletes", ["ignore", "propagate"])
def test_an_id_that_sqlite_gives_a_second_time(
    cli: Program, pair: Pair, tmp_path: Path, here: str, deletes: str
) -> None:
    """The record that has it now is a new one, whoever made it: the old one's partner is as the rule for deletes says."""
    table = "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT, name TEXT)"
    rows = "INSERT INTO t (code, name) VALUES ('1', 'x'), ('2', 'y'), ('3', 'z')"
    urls = [f"sqlite:///{tmp_path / side}.db" for side in "ab"]
    a, b = pair(*urls, ([table, rows], [table]), _fields("code", "name"), deletes=deletes)
    sql.execute(b, "DELETE FROM t WHERE code = '3'")
    if deletes == "ignore":
        cli("run").expect()
    sql.execute(a if here == "a" else b, "INSERT INTO t (code, name) VALUES ('4', 'w')")
    for _ in range(2):
        cli("run").expect()
    old = [("1", "x"), ("2", "y")]
    left = [("3", "z")] if deletes == "ignore" else []
    assert sql.fetch(a, "SELECT code, name FROM t ORDER BY code") == [*old, *left, ("4", "w")]
    assert sql.fetch(b, "SELECT code, name FROM t ORDER BY code") == [*old, ("4", "w")]
    (report,) = cli("run", "--full").expect().json["runs"]  # type: ignore[index]
    assert not any(report[side][key] for side in "ab" for key in ("created", "updated", "deleted")), report


@pytest.mark.parametrize("deletes", ["ignore", "propagate"])
def test_an_id_that_sqlite_gives_again_before_any_run_has_seen_it_free(
    cli: Program, pair: Pair, tmp_path: Path, deletes: str
) -> None:
    """Who was deleted is not overwritten by who was entered: only the last record can be another one, and only if it says so."""
    table = "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT, name TEXT, city TEXT)"
    rows = "INSERT INTO t (code, name, city) VALUES ('1', 'x', 'Kiel'), ('2', 'y', 'Bonn'), ('3', 'z', 'Ulm')"
    urls = [f"sqlite:///{tmp_path / side}.db" for side in "ab"]
    a, b = pair(*urls, ([table, rows], [table]), _fields("code", "name", "city"), deletes=deletes)
    entered = "INSERT INTO t (code, name, city) VALUES ('4', 'w', 'Trier')"
    sql.execute(a, "DELETE FROM t WHERE code = '3'", entered, "UPDATE t SET code = '22', name = 'yy' WHERE id = 2")
    assert sql.fetch(a, "SELECT id FROM t WHERE code = '4'") == [(3,)]
    for _ in range(2):
        cli("run").expect()
    left = [("3", "z")] if deletes == "ignore" else []
    assert sql.fetch(a, "SELECT code, name FROM t ORDER BY name") == [("4", "w"), ("1", "x"), ("22", "yy")]
    assert sql.fetch(b, "SELECT code, name FROM t ORDER BY name") == [("4", "w"), ("1", "x"), ("22", "yy"), *left]
    assert sql.fetch(b, "SELECT id, city FROM t WHERE code = '22'") == [(2, "Bonn")], "an edit, whatever it changes"
    sql.execute(a, "UPDATE t SET name = 'ww', city = 'Mainz' WHERE code = '4'")
    cli("run").expect()
    assert sql.fetch(b, "SELECT name, city FROM t WHERE code = '4'") == [("ww", "Mainz")]
    (report,) = cli("run", "--full").expect().json["runs"]  # type: ignore[index]
    assert not any(report[side][key] for side in "ab" for key in ("created", "updated", "deleted")), report


def test_a_record_made_again_gets_an_id_that_was_another_ones(cli: Program, pair: Pair, tmp_path: Path) -> None:
    table = "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT, name TEXT)"
    rows = "INSERT INTO t (code, name) VALUES ('1', 'x'), ('2', 'y'), ('3', 'z')"
    urls = [f"sqlite:///{tmp_path / side}.db" for side in "ab"]
    a, b = pair(*urls, ([table, rows], [table]), _fields("code", "name"), deletes="propagate", back="ignore")
    sql.execute(a, "DELETE FROM t WHERE code = '3'")
    cli("run").expect()
    sql.execute(b, "DELETE FROM t WHERE code = '2'")
    cli("run").expect()
    cli("recreate", "T", "--record", "b:3").expect()
    assert sql.fetch(b, "SELECT code, name FROM t ORDER BY code") == [("1", "x"), ("3", "z")]
    cli("run").expect()
    assert sql.fetch(a, "SELECT code, name FROM t ORDER BY code") == [("1", "x"), ("2", "y"), ("3", "z")]
    sql.execute(b, "UPDATE t SET name = 'zz' WHERE code = '3'")
    cli("run").expect()
    assert sql.fetch(a, "SELECT code, name FROM t ORDER BY code") == [("1", "x"), ("2", "y"), ("3", "zz")]
