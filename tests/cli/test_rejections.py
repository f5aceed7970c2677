"""Ten thousand records of which a real database refuses two hundred: the others are written, and `retry` touches only these."""

import contextlib
import sqlite3

from tests.servers import sql
from tests.servers.program import Program

COUNT = 10_000
BAD = tuple(range(5_001, 5_401, 2))
REFUSED = len(BAD)
SYNC = """\
name = "Orders"
[a]
account = "shop"
table = "orders"
[b]
account = "books"
table = "orders"
[match]
keys = [["code"]]
[[field]]
a = "code"
b = "code"
[[field]]
a = "name"
b = "name"
[[field]]
a = "credit"
b = "credit"
"""


def shop(tmp_path) -> str:
    file = tmp_path / "shop.db"
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT, credit NUMERIC(10, 2))"
        )
        connection.executemany(
            "INSERT INTO orders VALUES (?, ?, ?, ?)",
            ((n, f"C{n:05d}", f"Customer {n}", -n if n in BAD else n) for n in range(1, COUNT + 1)),
        )
    return f"sqlite:///{file}"


def connect(cli: Program, tmp_path, postgres_url: str) -> None:
    sql.execute(
        postgres_url,
        "CREATE TABLE orders (id SERIAL PRIMARY KEY, code VARCHAR(20) NOT NULL, name VARCHAR(80), credit NUMERIC(10,2), "
        "CONSTRAINT no_debts CHECK (credit >= 0))",
    )
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url={shop(tmp_path)}").expect()
    url, secret = sql.split_password(postgres_url)
    more = ["--secret", "password=PW"] if secret else []
    cli("account", "add", "books", "--connector", "sql", "--set", f"url={url}", *more, env={"PW": secret}).expect()
    file = tmp_path / "orders.toml"
    file.write_text(SYNC, encoding="utf-8")
    cli("sync", "apply", file).expect()


def test_the_good_ones_are_written_and_retry_touches_only_the_others(cli: Program, tmp_path, postgres_url: str) -> None:
    connect(cli, tmp_path, postgres_url)
    [run] = cli("run", "--approve").expect(3).json["runs"]
    assert (run["b"]["created"], run["a"]["failed"], run["holds"]) == (COUNT - REFUSED, REFUSED, REFUSED)
    assert run["a"]["seen"] == run["a"]["agreed"] + run["a"]["failed"] == COUNT
    holds = cli("holds", "Orders").expect().json["holds"]
    assert {(one["code"], one["state"], one["side"]) for one in holds} == {("rejected", "failed", "a")}
    assert {one["record"] for one in holds} == {str(n) for n in BAD}
    assert all("no_debts" in one["words"] and "Try again" in one["remedy"] for one in holds)

    [quiet] = cli("run").expect(3).json["runs"]
    assert (quiet["b"]["created"], quiet["b"]["updated"], quiet["holds"]) == (0, 0, REFUSED)
    before = dict(sql.fetch(postgres_url, "SELECT code, xmin::text FROM orders"))
    assert len(before) == COUNT - REFUSED

    sql.execute(postgres_url, "ALTER TABLE orders DROP CONSTRAINT no_debts")
    one = cli("retry", holds[0]["id"]).expect().json
    assert one == {"retried": holds[0]["id"]}
    [run] = cli("run").expect(3).json["runs"]
    assert (run["b"]["created"], run["holds"]) == (1, REFUSED - 1)
    assert cli("retry", "--all", "orders").expect().json == {"retried": REFUSED - 1, "sync": "Orders"}
    [run] = cli("run").expect(0).json["runs"]
    assert (run["b"]["created"], run["b"]["updated"], run["a"]["updated"], run["holds"]) == (REFUSED - 1, 0, 0, 0)
    assert run["calls"]["b"] < REFUSED + 30, "the rest is not written again"
    after = dict(sql.fetch(postgres_url, "SELECT code, xmin::text FROM orders"))
    assert len(after) == COUNT
    assert {code: after[code] for code in before} == before
    cli("retry").expect(2)
    cli("retry", "1", "--all", "Orders").expect(2)
