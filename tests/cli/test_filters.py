"""Filters, pairs by hand, checks and drift, by the command line on real databases."""

import pytest

from tests.servers import sql
from tests.servers.program import Program

TABLE = (
    "CREATE TABLE {name} (id INTEGER PRIMARY KEY, code VARCHAR(20) NOT NULL, name VARCHAR(80), email VARCHAR(80), "
    "country VARCHAR(2), changed TIMESTAMP)"
)
SYNC = """\
name = "People"
[a]
account = "a"
table = "people"
cursor = "changed"
{filter}
[b]
account = "b"
table = "persons"
[match]
keys = [["code"]]
first_run = "prefer_a"
[[field]]
a = "code"
b = "code"
[[field]]
a = "name"
b = "name"
{check}
[[field]]
a = "email"
b = "email"
check = {{ format = "email", unique = true }}
[[field]]
a = "country"
b = "country"
[rules]
deletes = {{ a_to_b = "propagate", b_to_a = "propagate" }}
"""


class Bench:
    """Two tables with four people, and the program."""

    def __init__(self, cli: Program, folder, a: str, b: str) -> None:
        self.cli, self.folder, self.a, self.b = cli, folder, a, b
        for url, name in ((a, "people"), (b, "persons")):
            sql.execute(url, TABLE.format(name=name))
            for n, country in enumerate(("DE", "DE", "FR", "IT"), 1):
                sql.execute(
                    url,
                    f"INSERT INTO {name} VALUES ({n}, 'C{n}', 'Name {n}', 'p{n}@example.org', '{country}', "
                    f"'2026-01-01 00:00:0{n}')",
                )
        for name, url in (("a", a), ("b", b)):
            bare, secret = sql.split_password(url) if "@" in url else (url, "")
            more = ["--secret", "password=PW"] if secret else []
            env = {"PW": secret}
            cli("account", "add", name, "--connector", "sql", "--set", f"url={bare}", *more, env=env).expect()

    def apply(self, chosen: str = "", check: str = "") -> dict:
        file = self.folder / "people.toml"
        file.write_text(SYNC.format(filter=chosen and f"filter = {chosen}", check=check), encoding="utf-8")
        return self.cli("sync", "apply", file).expect().json

    def run(self, code: int = 0, *options: str) -> dict:
        [report] = self.cli("run", *options).expect(code).json["runs"]
        for side in "ab":
            assert report[side]["seen"] == sum(n for key, n in report[side].items() if key != "seen"), report
        return report

    def edit(self, table: str, what: str, number: int) -> None:
        url = self.a if table == "people" else self.b
        now = "datetime('now')" if url.startswith("sqlite") else "now() at time zone 'utc'"
        sql.execute(url, f"UPDATE {table} SET {what}, changed = {now} WHERE id = {number}")

    def names(self) -> tuple[list, list]:
        query = "SELECT id, name FROM {} ORDER BY id"
        return sql.fetch(self.a, query.format("people")), sql.fetch(self.b, query.format("persons"))


@pytest.fixture(params=["sqlite", "postgres"])
def bench(request, cli: Program, tmp_path) -> Bench:
    a, b = f"sqlite:///{tmp_path / 'a.db'}", f"sqlite:///{tmp_path / 'b.db'}"
    bench = Bench(cli, tmp_path, a if request.param == "sqlite" else request.getfixturevalue("postgres_url"), b)
    bench.apply()
    bench.run(0, "--approve")
    return bench


def written(report: dict) -> list[int]:
    return [report[side][key] for side in "ab" for key in ("created", "updated", "deleted")]


def test_a_changed_filter_and_a_record_that_leaves_it(bench: Bench) -> None:
    told = bench.apply("\"country = 'DE'\"")
    assert any("kept apart: nothing is deleted" in one for one in told["sentences"]), told
    report = bench.run()
    assert (written(report), report["a"]["seen"], report["b"]["excluded"]) == ([0] * 6, 2, 2)
    assert any("2 records of a · people left the filter" in one for one in report["notices"])

    bench.edit("people", "country = 'FR'", 1)
    for options in ((), ("--full",), ()):
        report = bench.run(0, *options)
        assert (written(report), report["a"]["seen"], report["b"]["excluded"]) == ([0] * 6, 1, 3)
    bench.edit("persons", "name = 'typed in B'", 1)
    assert written(bench.run()) == [0] * 6
    bench.edit("people", "country = 'DE'", 1)
    assert written(bench.run()) == [0, 1, 0, 0, 0, 0]
    bench.apply('{ field = "country", is = "IT" }')
    bench.edit("people", "name = 'Italy'", 4)
    assert written(bench.run()) == [0, 0, 0, 0, 1, 0]
    bench.apply()
    assert written(bench.run()) == [0] * 6
    expected = [(1, "typed in B"), (2, "Name 2"), (3, "Name 3"), (4, "Italy")]
    assert bench.names() == (expected, expected)


def test_pairs_by_hand_and_checks(bench: Bench) -> None:
    cli = bench.cli
    assert cli("unpair", "people", "--record", "a:1").expect().json["unpaired"] == {"a": "1", "b": "1"}
    bench.edit("people", "name = 'alone'", 1)
    report = bench.run()
    assert (written(report), report["a"]["excluded"], report["b"]["excluded"]) == ([0] * 6, 1, 1)
    cli("pair", "People", "--a", "1", "--b", "2").expect(2)
    cli("pair", "People", "--a", "77", "--b", "1").expect(2)
    assert cli("pair", "People", "--a", "1", "--b", "1").expect().json["paired"] == {"a": "1", "b": "1"}
    assert written(bench.run()) == [0, 0, 0, 0, 1, 0]

    bench.apply(check='check = { length = 12, matches = "[A-Z].*" }')
    bench.edit("people", "name = 'lower', email = 'p2@example.org'", 1)
    bench.run(3)
    held = {one["field"]: one for one in cli("holds").expect().json["holds"]}
    assert held.keys() == {"name", "email"}
    assert (held["name"]["code"], held["email"]["code"]) == ("invalid", "duplicate")
    assert "matches" in held["name"]["message"]
    assert "record 2 there" in held["email"]["message"]
    bench.edit("people", "name = 'Upper', email = 'new@example.org'", 1)
    assert written(bench.run()) == [0, 0, 0, 0, 1, 0]
    assert cli("holds").expect().json["holds"] == []


def test_duplicates_are_told_with_a_proposal(bench: Bench) -> None:
    for number in (10, 11):
        email = f"'d{number}@example.org'" if number == 11 else "NULL"
        sql.execute(bench.a, f"INSERT INTO people VALUES ({number}, 'D', 'Twin', {email}, 'DE', '2026-02-01 00:00:00')")
    found = bench.cli("pairs", "People").expect().json
    [twins] = [one for one in found["pairs"] if one["kind"] == "duplicate"]
    assert (twins["a_ids"], twins["proposals"]["a"]["keep"], found["counts"]["duplicate"]) == (["10", "11"], "11", 1)
    report = bench.run(3, "--full")
    assert (written(report), report["a"]["waiting"]) == ([0] * 6, 2)
    holds = bench.cli("holds").expect().json["holds"]
    assert {one["code"] for one in holds} == {"same_key"}
    assert holds[0]["proposal"]["remove"] == ["10"]
    sql.execute(bench.a, "DELETE FROM people WHERE id = 10")
    report = bench.run(0, "--full")
    assert (report["b"]["created"], report["holds"]) == (1, 0)


def test_a_renamed_column_suspends_and_goes_on(bench: Bench) -> None:
    sql.execute(bench.b, "ALTER TABLE persons RENAME COLUMN email TO email_address")
    report = bench.run(1, "People")
    assert "“email” of the table" in report["error"]
    assert "may be called “email_address” now" in report["error"]
    [state] = bench.cli("sync", "list").expect().json["syncs"]
    assert (state["state"], "email_address" in state["reason"]) == ("suspended", True)
    sql.execute(bench.b, "ALTER TABLE persons RENAME COLUMN email_address TO email")
    bench.cli("sync", "resume", "People").expect()
    assert written(bench.run()) == [0] * 6
