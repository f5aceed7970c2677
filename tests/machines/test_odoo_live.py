"""A table and a real Odoo, with a program that is killed (kill -9) while it runs: nothing lost, nothing twice, and then nothing to do."""

import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import sql
from tests.servers.odoo import USERNAME, Odoo, missing_odoo, start_odoo
from tests.servers.postgres import Postgres
from tests.servers.program import Program

MODULE = Path(__file__).parent.parent / "contract" / "odoo_module"
FIELDS = ("name", "email", "credit", "note")
SYNC = """\
name = "People"
[a]
account = "shop"
table = "people"
[b]
account = "odoo"
table = "x_people"
[match]
keys = [["name"]]
first_run = "prefer_a"
[guard]
max_updates = "off"
max_same = "off"
max_blanks = "off"
""" + "".join(f'[[field]]\na = "{name}"\nb = "{name}"\n' for name in FIELDS)  # fmt: skip


@pytest.fixture
def odoo(postgres: Postgres) -> Iterator[Odoo]:
    reason = missing_odoo()
    if reason:
        pytest.skip(reason)
    with start_odoo(postgres, MODULE, "people_test") as running:
        running.key = running.call("ir.config_parameter", "get_param", "people_test.key")
        yield running


class People:
    """Who is where, and who should be: A's clerk edits e-mail addresses, B's clerk notes."""

    def __init__(self, odoo: Odoo, file: str, chance: random.Random) -> None:
        self.odoo, self.file, self.chance = odoo, file, chance
        self.expected: dict[str, dict[str, Any]] = {}

    def add(self, side: str) -> None:
        name = f"Person {len(self.expected)}"
        number = self.chance.choice([0.0, 2.5])
        row = {"name": name, "email": f"{len(self.expected)}@example.org", "credit": number, "note": None}
        self.expected[name] = row
        if side == "a":
            sql.execute_many(self.file, "INSERT INTO people VALUES (NULL, ?, ?, ?, ?)", [tuple(row.values())])
        else:
            self.odoo.call("x_people", "create", {**row, "note": False})

    def edit(self) -> None:
        name, text = self.chance.choice(list(self.expected)), f"t{self.chance.randrange(10**6)}"
        (mine,), theirs = [self.table().get(name)], self.odoo.call("x_people", "search", [["name", "=", name]])
        if mine and self.chance.random() < 0.5:
            email = f"{text}@example.org"
            sql.execute_many(self.file, "UPDATE people SET email = ? WHERE name = ?", [(email, name)])
            self.expected[name]["email"] = email
        elif theirs:
            self.odoo.call("x_people", "write", theirs, {"note": text})
            self.expected[name]["note"] = text

    def table(self) -> dict[str, dict[str, Any]]:
        rows = sql.fetch(self.file, "SELECT name, email, credit, note FROM people")
        return self._each([dict(zip(FIELDS, row, strict=True)) for row in rows])

    def model(self) -> dict[str, dict[str, Any]]:
        return self._each(self.odoo.call("x_people", "search_read", [], list(FIELDS)))

    @staticmethod
    def _each(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        found = {row["name"]: {name: row[name] or None for name in FIELDS} for row in rows}
        assert len(found) == len(rows), "somebody is there twice"
        return found


@pytest.mark.soak
@pytest.mark.server
@pytest.mark.timeout(0)
def test_a_killed_program_loses_nothing_in_odoo(cli: Program, odoo: Odoo, tmp_path: Path, soak_seconds: float) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    file = f"sqlite:///{tmp_path / 'shop.sqlite'}"
    sql.execute(file, "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, email TEXT, credit NUMERIC, note TEXT)")
    people = People(odoo, file, random.Random(seed))
    settings = {"url": odoo.url, "database": odoo.database, "username": USERNAME}
    given = [f"--set={key}={value}" for key, value in settings.items()]
    key = {"ODOO": odoo.key}
    cli("account", "add", "odoo", "--connector", "odoo", *given, "--secret", "api_key=ODOO", env=key).expect()
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url={file}").expect()
    (tmp_path / "sync.toml").write_text(SYNC, "utf-8")
    cli("sync", "apply", tmp_path / "sync.toml").expect()
    for number in range(60):
        people.add("ab"[number % 2])
    until, killed = time.monotonic() + soak_seconds, 0
    while not killed or time.monotonic() < until:
        process = subprocess.Popen(
            cli.command("run", "--approve"), env=cli.environment(), cwd=tmp_path,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(people.chance.uniform(0.8, 6))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
        for _ in range(5):
            people.edit()
        people.add(people.chance.choice("ab"))
        if killed % 5 == 0:
            _settled(cli, people)
    _settled(cli, people)
    print(f"{killed} kills, {len(people.expected)} records")


def _settled(cli: Program, people: People) -> None:
    for _ in range(4):
        (report,) = cli("run", "--approve", "--full", timeout_s=300).expect(0, 1).json["runs"]
        if not any(report[side][key] for side in "ab" for key in ("created", "updated", "deleted", "failed")):
            break
    assert report["status"] == "ok", report
    assert people.table() == people.model()
    assert people.table() == people._each(list(people.expected.values()))
