"""The whole program with a system that a manifest describes: in step, both ways, through a lost answer, with few calls."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from tests.contract.test_rest import CrmAccount, account_of
from tests.fakes.rest_server import TOKEN, Fault
from tests.servers.program import Program

SYNC = """
name = "People"

[a]
account = "shop"
table = "people"

[b]
account = "crm"
table = "people"

[match]
keys = [["email"]]
first_run = "prefer_a"

[[field]]
a = "email"
b = "email"

[[field]]
a = "name"
b = "name"

[[field]]
a = "credit"
b = "credit"

[rules]
conflict = "a"
deletes = { a_to_b = "propagate", b_to_a = "propagate" }

[guard]
max_deletes = "off"
max_updates = "off"
max_same = "off"
"""


class World:
    """A database on one side, the system on the other."""

    def __init__(self, cli: Program, account: CrmAccount, folder: Path) -> None:
        self.cli, self.crm, self.file = cli, account.crm, folder / "shop.sqlite"
        self.sql("create table people (id integer primary key, email text, name text not null, credit decimal(10,2))")
        environment = {"CRM_TOKEN": TOKEN}
        cli("account", "add", "shop", "--connector", "sql", "--set", f"url=sqlite:///{self.file}").expect()
        settings = ["--set", f"manifest={account.manifest}", "--set", f"base_url={account.url}"]
        more = ["--secret", "access_token=CRM_TOKEN"]
        cli("account", "add", "crm", "--connector", "rest", *settings, *more, env=environment).expect()
        (folder / "people.toml").write_text(SYNC, "utf-8")
        cli("sync", "apply", folder / "people.toml").expect()

    def sql(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file)) as base, base:
            return base.execute(text, values).fetchall()

    def run(self, *arguments: str) -> Any:
        return self.cli("run", *arguments).expect(0, 3).json["runs"][0]

    def same(self) -> bool:
        ours = self.sql("select email, name, credit from people order by email")
        theirs = sorted(
            (one["fields"]["email"], one["fields"]["name"], float(one["fields"]["credit"]))
            for one in self.crm.rows.values()
        )
        return [(email, name, float(credit)) for email, name, credit in ours] == theirs


@pytest.mark.parametrize("manifest", ["batches", "jobs"])
def test_both_ways(cli: Program, tmp_path: Path, manifest: str) -> None:
    with ExitStack() as stack:
        account = account_of(stack, manifest)
        world = World(cli, account, tmp_path)
        credit: Any = "1.50" if manifest == "batches" else 1.5
        for number in range(60):
            world.sql("insert into people values (?, ?, ?, 2.5)", number, f"p{number}@example.org", f"P{number}")
        for number in range(50, 90):
            world.crm.insert({"email": f"p{number}@example.org", "name": f"P{number}", "credit": credit})
        first = world.run("--approve")
        assert (first["b"]["created"], first["a"]["created"], first["b"]["updated"]) == (50, 30, 10)
        assert world.same()
        assert world.run()["b"]["updated"] == 0
        if manifest == "jobs":  # a feed by time looks back a little, and meets what was just written once more
            assert world.run()["calls"]["b"] <= 2
        key = next(iter(world.crm.rows))
        world.crm.change(key, {"name": "Edited there"})
        world.sql("update people set name = 'Edited here' where id in (1, 2, 3)")
        world.sql("delete from people where id = 7")
        gone = next(one for one, row in world.crm.rows.items() if row["fields"]["email"] == "p9@example.org")
        world.crm.delete(gone)
        run = world.run()
        assert (run["b"]["updated"], run["a"]["updated"], run["b"]["deleted"], run["a"]["deleted"]) == (3, 1, 1, 1)
        assert world.same()
        assert not world.crm.violations


def test_a_lost_answer_doubles_nothing(cli: Program, tmp_path: Path) -> None:
    with ExitStack() as stack:
        account = account_of(stack, "batches")
        world = World(cli, account, tmp_path)
        for number in range(25):
            world.sql("insert into people values (?, ?, ?, 2.5)", number, f"p{number}@example.org", f"P{number}")
        account.crm.plan(Fault.LOSE, "POST", "/batch")
        account.crm.plan(
            Fault.EDIT, "POST", "/batch", edit=lambda data: {"results": data["results"][:-1], "errors": []}
        )
        world.run("--approve")
        assert len(world.crm.rows) == 25
        world.run("--full")
        assert len(world.crm.rows) == 25
        assert world.same()


def test_a_field_that_a_system_leaves_out_while_it_is_blank_takes_edits(cli: Program, tmp_path: Path) -> None:
    with ExitStack() as stack:
        account = account_of(stack, "batches")
        account.crm.sparse = True
        world = World(cli, account, tmp_path)
        world.sql("insert into people values (1, 'p1@example.org', 'P1', null), (2, 'p2@example.org', 'P2', 2.5)")
        key = world.crm.insert({"email": "p2@example.org", "name": "P2"})
        world.run("--approve")
        (made,) = world.crm.rows.keys() - {key}
        world.sql("update people set credit = 7.25")
        assert world.run()["b"]["updated"] == 2
        assert [world.crm.rows[one]["fields"]["credit"] for one in (key, made)] == ["7.25", "7.25"]
        world.sql("update people set credit = null where id = 1")
        assert world.run()["b"]["updated"] == 1
        assert world.crm.rows[made]["fields"]["credit"] is None
        again = world.run("--full")
        assert (again["b"]["updated"], again["a"]["updated"], again["holds"]) == (0, 0, 0)
        assert not world.crm.violations
