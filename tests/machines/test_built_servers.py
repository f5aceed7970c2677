"""A table and real systems that the program has no connector for, by manifests that the builder makes of them: 200 records, edits on both sides, a
program that is killed ten times, and what must be true after it.

A's clerk edits one field, B's the other; nobody edits the key, so each record has one right end.
"""

import random
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.servers import sql
from tests.servers.directus import Directus, missing_directus, start_directus
from tests.servers.pretix import Pretix, missing_pretix, start_pretix
from tests.servers.program import Program
from tests.servers.roundup import Roundup, missing_roundup, start_roundup

SYNC = """\
name = "People"
[a]
account = "shop"
table = "people"
[b]
account = "own"
table = "{table}"
[match]
keys = [["email"]]
first_run = "fill_blanks"
[rules]
deletes = {{ a_to_b = "{deletes}", b_to_a = "{deletes}" }}
[guard]
max_updates = "off"
max_deletes = "off"
max_same = "off"
max_blanks = "off"
[[field]]
name = "email"
a = "email"
b = "email"
[[field]]
name = "ours"
a = "ours"
b = "{ours}"
[[field]]
name = "theirs"
a = "theirs"
b = "{theirs}"
"""
RECORDS, KILLS = 200, 10
Row = dict[str, Any]


class Own(ABC):
    """A real system: its people, and how its own clerk edits them."""

    table, ours, theirs = "people", "name", "note"
    deletes = True
    secret: str
    """What signs in."""

    @abstractmethod
    def connect(self) -> tuple[list[str], str, str]:
        """What `connector new` and `account add` need beside the rest: options of the first, the user's name, and the secret's key."""

    @abstractmethod
    def rows(self) -> list[Row]:
        """All people, with their `ref`."""

    @abstractmethod
    def add(self, row: Row) -> str:
        """Add one with these fields; its id."""

    @abstractmethod
    def edit(self, ref: str, fields: Row) -> None:
        """Change some fields of one."""

    def delete(self, ref: str) -> None:
        """Delete one, where that can be done."""
        raise NotImplementedError


class OwnRoundup(Own):
    """A class of a tracker."""

    def __init__(self, server: Roundup) -> None:
        self.server, self.secret = server, server.auth[1]

    def connect(self) -> tuple[list[str], str, str]:
        path = "/rest/data/people?@fields=email,name,note,activity,creation"
        return ["--url", self.server.url, "--auth", "basic", "--table", path], self.server.auth[0], "password"

    def rows(self) -> list[Row]:
        return [{**row, "ref": row["id"]} for row in self.server.rows("people", "email", "name", "note")]

    def add(self, row: Row) -> str:
        return str(self.server.request("POST", "/people", json=row)["id"])

    def edit(self, ref: str, fields: Row) -> None:
        self.server.request("PATCH", f"/people/{ref}", json=fields)

    def delete(self, ref: str) -> None:
        self.server.request("DELETE", f"/people/{ref}")


class OwnPretix(Own):
    """The customers of a shop, who can't be deleted."""

    table, ours, theirs = "customers", "external_identifier", "notes"
    deletes = False

    def __init__(self, server: Pretix) -> None:
        self.server, self.secret = server, server.token

    def connect(self) -> tuple[list[str], str, str]:
        where = ["--url", self.server.url, "--auth", "header:Authorization=Token ", "--table", self.server.customers]
        return where, "", "token"

    def rows(self) -> list[Row]:
        return [{**row, "ref": row["identifier"]} for row in self.server.rows()]

    def add(self, row: Row) -> str:
        return str(self.server.request("POST", self.server.customers, json=row)["identifier"])

    def edit(self, ref: str, fields: Row) -> None:
        self.server.request("PATCH", f"{self.server.customers}{ref}/", json=fields)


class OwnDirectus(Own):
    """A collection."""

    def __init__(self, server: Directus) -> None:
        self.server, self.secret = server, server.token

    def connect(self) -> tuple[list[str], str, str]:
        return ["--url", self.server.url, "--auth", "bearer", "--table", "/items/people"], "", "token"

    def rows(self) -> list[Row]:
        return [{**row, "ref": str(row["id"])} for row in self.server.rows("people")]

    def add(self, row: Row) -> str:
        return str(self.server.request("POST", "/items/people", json=row)["id"])

    def edit(self, ref: str, fields: Row) -> None:
        self.server.request("PATCH", f"/items/people/{ref}", json=fields)

    def delete(self, ref: str) -> None:
        self.server.request("DELETE", f"/items/people/{ref}")


@contextmanager
def running(name: str) -> Iterator[Own]:
    """A system, fresh. Skips the test where it can't be started here."""
    missing = {"roundup": missing_roundup, "pretix": missing_pretix, "directus": missing_directus}[name]()
    if missing:
        pytest.skip(missing)
    if name == "roundup":
        with start_roundup() as roundup:
            yield OwnRoundup(roundup)
    elif name == "pretix":
        with start_pretix() as pretix:
            yield OwnPretix(pretix)
    else:
        with start_directus() as directus:
            yield OwnDirectus(directus)


class World:
    """Both sides, what their clerks do, and what must come of it."""

    def __init__(self, own: Own, file: str, chance: random.Random) -> None:
        self.own, self.file, self.chance = own, file, chance
        self.truth: dict[str, Row] = {}
        self.made = 0
        self.touched: set[str] = set()
        """Edited since both sides were in step: what is deleted on one side was not edited on the other."""

    def add(self, side: str) -> str:
        self.made += 1
        row = {"email": f"p{self.made}@example.org", "ours": f"Person {self.made}", "theirs": f"Note {self.made}"}
        self.truth[row["email"]] = row
        if side == "a":
            sql.execute_many(self.file, "INSERT INTO people VALUES (NULL, ?, ?, ?)", [tuple(row.values())])
            return ""
        return self.own.add({"email": row["email"], self.own.ours: row["ours"], self.own.theirs: row["theirs"]})

    def work(self, edits: int) -> None:
        """Both clerks work for a while."""
        b = {row["email"]: row["ref"] for row in self.own.rows()}
        a = set(self.table())
        for number in range(edits):
            email = self.chance.choice(sorted(a & b.keys()))
            self.touched.add(email)
            text = f"Edit {self.chance.randrange(10**6)}"
            if number % 2:
                sql.execute_many(self.file, "UPDATE people SET ours = ? WHERE email = ?", [(text, email)])
                self.truth[email]["ours"] = text
            else:
                self.own.edit(b[email], {self.own.theirs: text})
                self.truth[email]["theirs"] = text
        for side in "ab":
            self.add(side)
            left = sorted((a & b.keys()) - self.touched)
            if not (self.own.deletes and left):
                continue
            email = self.chance.choice(left)
            if side == "a":
                sql.execute_many(self.file, "DELETE FROM people WHERE email = ?", [(email,)])
            else:
                self.own.delete(b[email])
            del self.truth[email]
            a.discard(email)

    def table(self) -> dict[str, Row]:
        rows = sql.fetch(self.file, "SELECT email, ours, theirs FROM people")
        found = {row[0]: dict(zip(("email", "ours", "theirs"), row, strict=True)) for row in rows}
        assert len(found) == len(rows), "a record is doubled in the table"
        return found

    def there(self) -> dict[str, Row]:
        rows = self.own.rows()
        found = {
            row["email"]: {"email": row["email"], "ours": row[self.own.ours], "theirs": row[self.own.theirs]}
            for row in rows
        }
        assert len(found) == len(rows), "a record is doubled in the system"
        return found


@pytest.mark.soak
@pytest.mark.server
@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", ["roundup", "pretix", "directus"])
def test_nothing_is_lost_or_doubled_when_the_program_is_killed(
    name: str, cli: Program, tmp_path: Path, soak_seconds: float
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    until, chance = time.monotonic() + soak_seconds, random.Random(seed)
    with running(name) as own:
        world = World(own, f"sqlite:///{tmp_path / 'shop.sqlite'}", chance)
        sql.execute(
            world.file, "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT UNIQUE, ours TEXT, theirs TEXT)"
        )
        ref = [world.add("b") for _ in range(5)][2]
        _connect(cli, tmp_path, world, ref)
        for number in range(RECORDS - 5):
            world.add("ab"[number % 2])
        cli("run", "--approve", timeout_s=1200).expect()
        assert world.table() == world.there() == world.truth
        kills = rounds = 0
        while kills < KILLS and (time.monotonic() < until or kills < 2):
            world.work(30)
            kills += _killed(cli, tmp_path, chance)
            rounds += 1
            if chance.random() < 0.5:
                _settled(cli, world)
        _settled(cli, world)
    print(f"{name}: {kills} kills in {rounds} rounds, {world.made} records made, {len(world.truth)} there")


def _connect(cli: Program, folder: Path, world: World, ref: str) -> None:
    """The builder describes the system, by a record of it; then both are accounts, and synced."""
    own, manifest = world.own, folder / "own.toml"
    where, user, key = own.connect()
    sign = [*(["--set", f"username={user}"] if user else []), "--secret", f"{key}=S"]
    tried = ["--record", ref, "--field", own.theirs, "--make", 'email="tried@example.org"']
    told: Any = cli("connector", "new", *where, *sign, *tried, "--out", manifest, env={"S": own.secret}, timeout_s=300)
    steps = {step["title"]: step["ok"] for step in told.expect().json["steps"]}
    assert steps["Try a write"], steps
    assert steps["Make a record"], steps
    check: Any = cli(
        "connector",
        "check",
        manifest,
        *sign,
        "--record",
        ref,
        "--field",
        own.theirs,
        env={"S": own.secret},
        timeout_s=300,
    ).expect()
    assert "changing records" in check.json["verdict"], check.json
    for row in own.rows():  # where nothing can be deleted, what was made to try it is given a place
        if row["email"] == "tried@example.org":
            world.truth[row["email"]] = {"email": row["email"], "ours": row[own.ours], "theirs": row[own.theirs]}
    options = ["--connector", "rest", "--set", f"manifest={manifest}", *sign]
    cli("account", "add", "own", *options, env={"S": own.secret}, timeout_s=120).expect()
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url={world.file}").expect()
    text = SYNC.format(
        table=own.table, ours=own.ours, theirs=own.theirs, deletes="propagate" if own.deletes else "ignore"
    )
    (folder / "sync.toml").write_text(text, "utf-8")
    cli("sync", "apply", folder / "sync.toml").expect()


def _killed(cli: Program, folder: Path, chance: random.Random) -> int:
    """A run that is killed after a while; 0 where it was done before."""
    process = subprocess.Popen(
        cli.command("run", "--approve"), env=cli.environment(), cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(chance.uniform(1, 8))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 1
    return 0


def _settled(cli: Program, world: World) -> None:
    """After some runs that nobody disturbs nothing is left to do, and both sides hold what their clerks have made of it."""
    for _ in range(5):
        (report,) = cli("run", "--approve", "--full", timeout_s=1200).expect(0, 3).json["runs"]
        if not any(report[side][key] for side in "ab" for key in ("created", "updated", "deleted", "failed")):
            break
    assert report["status"] == "ok", report
    assert world.table() == world.truth
    assert world.there() == world.truth
    world.touched.clear()
