"""Odoo (our own, see tests/fakes/odoo.py) and a table, with the real program: both directions, archive, no echo of blanks."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.odoo import DATABASE, KEY, USER, FakeOdoo
from tests.servers.program import Program

SYNC = """\
name = "Partners"

[a]
account = "shop"
table = "customers"

[b]
account = "odoo"
table = "res.partner"

[match]
keys = [["email"]]
first_run = "fill_blanks"

[[field]]
a = "name"
b = "name"

[[field]]
a = "email"
b = "email"

[[field]]
a = "credit"
b = "credit_limit"

[[field]]
a = "kind"
b = "type"
lens = { choices = { "person" = "contact", "billing" = "invoice" } }

[rules]
deletes = { a_to_b = "archive", b_to_a = "propagate" }
archive = { b = { field = "active", value = "false" } }

[guard]
max_deletes = "off"
max_updates = "off"
"""
TABLE = """
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT, credit NUMERIC(10, 2), kind TEXT);
INSERT INTO customers (name, email, credit, kind) VALUES
    ('Anna Muster', 'anna@example.org', 100, 'person'), ('Jan Novák', 'jan@example.org', NULL, 'billing');
"""


@pytest.fixture(params=[19, 17], ids=["JSON-2", "JSON-RPC"])
def odoo(request: pytest.FixtureRequest) -> Iterator[FakeOdoo]:
    with FakeOdoo(request.param).running() as server:
        yield server


def test_a_table_and_odoo_agree(cli: Program, odoo: FakeOdoo, tmp_path: Path) -> None:
    file = tmp_path / "shop.sqlite"

    def rows(sql: str) -> list[Any]:
        with contextlib.closing(sqlite3.connect(file)) as connection, connection:
            return connection.execute(sql).fetchall()

    def run(*options: str) -> Any:
        [report] = cli("run", *options).expect(0).json["runs"]
        return report

    def written(report: Any) -> int:
        return sum(report[side][key] for side in "ab" for key in ("created", "updated", "deleted"))

    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript(TABLE)
    oezlem = odoo.insert("res.partner", {"name": "Özlem Kaya", "email": "oezlem@example.org", "credit_limit": 5.5})
    settings = [
        f"--set={key}={value}" for key, value in {"url": odoo.url, "database": DATABASE, "username": USER}.items()
    ]
    added = cli(
        "account", "add", "odoo", "--connector", "odoo", *settings, "--secret", "api_key=ODOO", env={"ODOO": KEY}
    )
    assert added.expect().json["check"]["ok"] is True
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url=sqlite:///{file}").expect()
    (tmp_path / "sync.toml").write_text(SYNC, "utf-8")
    cli("sync", "apply", tmp_path / "sync.toml").expect()
    report = run("--approve")
    assert (report["a"]["created"], report["b"]["created"]) == (1, 2)
    partners = odoo.models["res.partner"].rows
    assert {row["name"]: row["type"] for row in partners.values()} == {
        "Anna Muster": "contact", "Jan Novák": "invoice", "Özlem Kaya": "contact",
    }  # fmt: skip
    assert rows("SELECT name, credit FROM customers WHERE id = 3") == [("Özlem Kaya", 5.5)]
    for _ in range(2):
        run("--full")
    assert written(run("--full")) == 0, "a blank number is 0 in Odoo: no echo for ever"

    odoo._do_write(odoo.models["res.partner"], {}, [oezlem], {"email": "kaya@example.org"})
    rows("UPDATE customers SET credit = 250.75 WHERE id = 1")
    rows("DELETE FROM customers WHERE id = 2")
    run()
    assert rows("SELECT email FROM customers WHERE id = 3") == [("kaya@example.org",)]
    by_name = {row["name"]: row for row in partners.values()}
    assert by_name["Anna Muster"]["credit_limit"] == 250.75
    assert by_name["Jan Novák"]["active"] is False, "archived, not deleted"
    assert written(run("--full")) == 0
    odoo._do_unlink(odoo.models["res.partner"], {}, [oezlem])
    run("--full")
    assert rows("SELECT id FROM customers ORDER BY id") == [(1,)]
