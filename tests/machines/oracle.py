"""Two tables that people edit at random while the program keeps them in step, and what must be true afterwards.

The oracle knows each record by its `code`, which nobody edits, and drives the program by its command line only.
"""

import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers import sql
from tests.servers.program import Program

FIELDS = ("name", "email", "city", "credit", "note")
SIDES = ("a", "b")
TABLES = {
    "sqlite": "CREATE TABLE {t} (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, email TEXT, city TEXT, "
    "credit DECIMAL(10,2), note TEXT)",
    "postgresql": "CREATE TABLE {t} (id SERIAL PRIMARY KEY, code TEXT NOT NULL, name VARCHAR(80) NOT NULL, email VARCHAR(120), "
    "city VARCHAR(60), credit NUMERIC(10,2), note TEXT)",
    "mysql": "CREATE TABLE {t} (id INTEGER AUTO_INCREMENT PRIMARY KEY, code VARCHAR(40) NOT NULL, name VARCHAR(80) NOT NULL, "
    "email VARCHAR(120), city VARCHAR(60), credit DECIMAL(10,2), note TEXT)",
}
SYNC = """
name = "People"
[a]
account = "a"
table = "people_a"
[b]
account = "b"
table = "people_b"
[match]
keys = [["code"]]
[rules]
conflict = "ask"
deletes = { a_to_b = "propagate", b_to_a = "propagate" }
[guard]
max_deletes = "off"
max_updates = "off"
max_blanks = "off"
max_same = "off"
""" + "".join(f'[[field]]\na = "{name}"\nb = "{name}"\n' for name in ("code", *FIELDS))


@dataclass
class Side:
    """One table, edited behind the program's back."""

    url: str
    table: str

    def create(self) -> None:
        """Make the empty table."""
        scheme = self.url.split(":", 1)[0].replace("mariadb", "mysql")
        sql.execute(self.url, TABLES[scheme].format(t=self.table))

    def rows(self) -> dict[str, dict[str, object]]:
        """code → fields; fails when a code is there twice."""
        found: dict[str, dict[str, object]] = {}
        for code, *values in sql.fetch(self.url, f"SELECT code, {', '.join(FIELDS)} FROM {self.table}"):
            assert code not in found, f"{code} is there twice in {self.table}"
            found[code] = {n: _plain(n, v) for n, v in zip(FIELDS, values, strict=True)}
        return found

    @property
    def _mark(self) -> str:
        return "?" if self.url.startswith("sqlite") else "%s"

    def insert(self, code: str, values: dict[str, object]) -> None:
        """A person adds a record."""
        marks = ",".join([self._mark] * (len(FIELDS) + 1))
        statement = f"INSERT INTO {self.table} (code, {', '.join(FIELDS)}) VALUES ({marks})"
        sql.execute_many(self.url, statement, [(code, *(values[n] for n in FIELDS))])

    def update(self, code: str, name: str, value: object) -> None:
        """A person changes a field."""
        sql.execute_many(
            self.url, f"UPDATE {self.table} SET {name} = {self._mark} WHERE code = {self._mark}", [(value, code)]
        )

    def delete(self, code: str) -> None:
        """A person deletes a record."""
        sql.execute_many(self.url, f"DELETE FROM {self.table} WHERE code = {self._mark}", [(code,)])


def _plain(name: str, value: object) -> object:
    if name == "credit" and value is not None:
        return f"{float(str(value)):.2f}"
    return value


@dataclass
class Oracle:
    """What both sides must hold. `conflicts`: (code, field) → (A's value, B's value), planted and not decided yet."""

    cli: Program
    a: Side
    b: Side
    random: random.Random
    truth: dict[str, dict[str, object]] = field(default_factory=dict)
    conflicts: dict[tuple[str, str], tuple[object, object]] = field(default_factory=dict)
    kills: int = 0
    usual_s: float = 1.0
    made: int = 0

    def side(self, name: str) -> Side:
        """That side."""
        return self.a if name == "a" else self.b

    # people ----------------------------------------------------------------------------------------------------------

    def value(self, name: str) -> object:
        """A value that nobody typed before."""
        self.made += 1
        if name == "credit":
            return f"{self.random.randint(0, 9999)}.{self.made % 100:02d}"
        pick = self.random.choice(("Zoë", "Jürgen", "Çelik", "O'Neil", 'the "Owl"', "Łukasz; Söhne", "日本"))
        if name == "email":
            return f"p{self.made}@example.org"
        return f"{pick} {self.made}"

    def record(self) -> dict[str, object]:
        """A new person, sometimes with blanks."""
        values = {name: self.value(name) for name in FIELDS}
        if self.random.random() < 0.3:
            values[self.random.choice(("city", "note", "credit"))] = None
        return values

    def start(self, count: int) -> None:
        """Both tables with the same people, a few only on one side."""
        for one in (self.a, self.b):
            one.create()
        for _ in range(count):
            values, code = self.record(), self.code()
            where = self.random.choice(("a", "b", "ab", "ab", "ab"))
            for name in where:
                self.side(name).insert(code, values)
            self.truth[code] = {n: _plain(n, v) for n, v in values.items()}

    def code(self) -> str:
        """A new record's code."""
        self.made += 1
        return f"C{self.made:05d}"

    def edit(self, count: int) -> None:
        """A round of people's work on both sides, no record touched twice."""
        free = [code for code in self.truth if not any(code == one for one, _ in self.conflicts)]
        self.random.shuffle(free)
        deeds: list[Callable[[str], None]] = [
            self._one_sided,
            self._one_sided,
            self._two_fields,
            self._same_twice,
            self._conflict,
            self._delete,
        ]
        for _ in range(count):
            if self.random.random() < 0.2 or not free:
                self._create()
            else:
                self.random.choice(deeds)(free.pop())

    def _type(self, where: str, code: str, name: str, value: object) -> None:
        self.side(where).update(code, name, value)
        self.truth[code][name] = _plain(name, value)

    def _one_sided(self, code: str) -> None:
        name = self.random.choice(FIELDS)
        value = None if name in ("city", "note") and self.random.random() < 0.2 else self.value(name)
        self._type(self.random.choice(SIDES), code, name, value)

    def _two_fields(self, code: str) -> None:
        one, two = self.random.sample(FIELDS, 2)
        self._type("a", code, one, self.value(one))
        self._type("b", code, two, self.value(two))

    def _same_twice(self, code: str) -> None:
        name = self.random.choice(FIELDS)
        value = self.value(name)
        self._type("a", code, name, value)
        self._type("b", code, name, value)

    def _conflict(self, code: str) -> None:
        name = self.random.choice(FIELDS)
        a, b = self.value(name), self.value(name)
        self.a.update(code, name, a)
        self.b.update(code, name, b)
        self.conflicts[code, name] = (_plain(name, a), _plain(name, b))

    def _delete(self, code: str) -> None:
        if self.random.random() < 0.5:
            return
        self.side(self.random.choice(SIDES)).delete(code)
        del self.truth[code]

    def _create(self) -> None:
        code, values = self.code(), self.record()
        self.side(self.random.choice(SIDES)).insert(code, values)
        self.truth[code] = {n: _plain(n, v) for n, v in values.items()}

    # the program -----------------------------------------------------------------------------------------------------

    def connect(self) -> None:
        """Both accounts, the sync, and its approved first run."""
        for name in SIDES:
            url, secret = (
                sql.split_password(self.side(name).url) if "@" in self.side(name).url else (self.side(name).url, "")
            )
            more = ["--secret", "password=PW"] if secret else []
            self.cli(
                "account", "add", name, "--connector", "sql", "--set", f"url={url}", *more, env={"PW": secret}
            ).expect()
        file = self.cli.workspace.parent / "people.toml"
        file.write_text(SYNC, encoding="utf-8")
        self.cli("sync", "apply", file).expect()
        self.cli("run", "--approve").expect()

    def kill_run(self, share: float) -> None:
        """Start a run and kill it without warning, when so much of the time is over that a run takes on this machine."""
        process = subprocess.Popen(
            self.cli.command("run"), env=self.cli.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(share * self.usual_s)
        if process.poll() is None:
            process.kill()
            self.kills += 1
        process.wait()

    def run(self) -> dict[str, object]:
        """One whole run; its report."""
        started = time.monotonic()
        outcome = self.cli("run").expect(3 if self.conflicts else 0)
        self.usual_s = time.monotonic() - started
        (report,) = outcome.json["runs"]  # type: ignore[index]
        for side in SIDES:
            counts = report[side]
            assert counts["seen"] == sum(n for key, n in counts.items() if key != "seen"), counts
        return report

    def settle(self) -> None:
        """Decide every conflict by hand: one by its id, the others all alike."""
        listed = self.cli("conflicts").json["conflicts"]  # type: ignore[index]
        if not listed:
            return
        first, rest = self.random.choice(SIDES), self.random.choice(SIDES)
        self.cli("resolve", "--all", "People", "--take", rest).expect()
        self.cli("resolve", listed[0]["id"], "--take", first).expect()
        for position, one in enumerate(listed):
            take = rest if position else first
            code = self._code_of(one)
            self.truth[code][one["field"]] = self.conflicts.pop((code, one["field"]))[0 if take == "a" else 1]

    def _code_of(self, conflict: dict[str, object]) -> str:
        return str(sql.fetch(self.a.url, f"SELECT code FROM {self.a.table} WHERE id = {conflict['a_id']}")[0][0])

    # what must be true -------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Both sides hold the truth, the planted conflicts are listed and no others, and one more run writes nothing."""
        a, b = self.a.rows(), self.b.rows()
        for code, values in self.truth.items():
            for name, value in values.items():
                planted = self.conflicts.get((code, name))
                expected = planted or (value, value)
                assert code in a, f"{code} is lost in A"
                assert code in b, f"{code} is lost in B"
                assert (a[code][name], b[code][name]) == expected, (code, name)
        assert set(a) == set(b) == set(self.truth)
        listed = self.cli("conflicts").json["conflicts"]  # type: ignore[index]
        found = {(self._code_of(one), one["field"]): (one["a"], one["b"]) for one in listed}
        assert found.keys() == self.conflicts.keys()
        report = self.run()
        for side in SIDES:
            assert [report[side][key] for key in ("created", "updated", "deleted")] == [0, 0, 0], report
