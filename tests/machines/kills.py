"""Tryton ↔ PostgreSQL ↔ MariaDB, edited by people before and during runs that are killed; and what must be true after it.

The oracle knows each person by the e-mail address, which nobody edits, and drives the program by its command line only.
"""

import contextlib
import json
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.servers import sql
from tests.servers.program import Program
from tests.servers.tryton import TrytonDatabase

FIELDS = ("name", "street", "city")
SYSTEMS = ("erp", "shop", "crm")
TABLES = {
    "shop": "CREATE TABLE people (id SERIAL PRIMARY KEY, email TEXT, name TEXT NOT NULL, street TEXT, city TEXT)",
    "crm": "CREATE TABLE people (id INTEGER AUTO_INCREMENT PRIMARY KEY, email VARCHAR(120), name VARCHAR(120) NOT NULL,"
    " street VARCHAR(120), city VARCHAR(120))",
}
RULES = (
    '[match]\nkeys = [["email"]]\n[rules]\nconflict = "ask"\ndeletes = { a_to_b = "propagate", b_to_a = "propagate" }\n'
    '[guard]\nmax_deletes = "off"\nmax_updates = "off"\nmax_blanks = "off"\nmax_same = "off"\n'
)
Person = dict[str, object]
BLOCKED = (
    "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
    "WHERE c.relname = 'party_party' AND NOT l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
DELETED = ""
"""In place of a field: deleted in one system, edited in the other."""


def _file(name: str, a: tuple[str, str], b: tuple[str, str]) -> str:
    sides = "".join(f'[{side}]\naccount = "{one}"\ntable = "{table}"\n' for side, (one, table) in (("a", a), ("b", b)))
    links = "".join(f'[[field]]\na = "{one}"\nb = "{one}"\n' for one in ("email", *FIELDS))
    return f'name = "{name}"\n{sides}{RULES}{links}'


@dataclass
class Table:
    """The people of one database."""

    url: str

    def rows(self) -> list[Person]:
        """All with an e-mail address; the company that Tryton begins with has none."""
        found = sql.fetch(self.url, f"SELECT email, {', '.join(FIELDS)} FROM people WHERE email IS NOT NULL")
        return [dict(zip(("email", *FIELDS), row, strict=True)) for row in found]

    def create(self, person: Person) -> None:
        """Somebody adds a person."""
        statement = f"INSERT INTO people (email, {', '.join(FIELDS)}) VALUES (%s, %s, %s, %s)"
        sql.execute_many(self.url, statement, [tuple(person[name] for name in ("email", *FIELDS))])

    def edit(self, email: str, name: str, value: object) -> None:
        """Somebody changes a field."""
        sql.execute_many(self.url, f"UPDATE people SET {name} = %s WHERE email = %s", [(value, email)])

    def delete(self, email: str) -> None:
        """Somebody deletes a person."""
        sql.execute_many(self.url, "DELETE FROM people WHERE email = %s", [(email,)])

    def pulse(self) -> object:
        """Something that moves with every create and delete."""
        return sql.fetch(self.url, "SELECT count(*), max(id) FROM people")


@dataclass
class Parties:
    """The people of Tryton; `url` is its database, for a quick look beneath the server."""

    tryton: TrytonDatabase
    url: str

    def rows(self) -> list[Person]:
        """All parties with an e-mail address."""
        fields = ["name", "contact_mechanisms.type", "contact_mechanisms.value", "addresses.street", "addresses.city"]
        found = self.tryton.rpc("model.party.party.search_read", [], 0, None, None, fields)
        rows = []
        for one in found:
            mails = [c["value"] for c in one["contact_mechanisms."] if c["type"] == "email"]
            address = (one["addresses."] or [{}])[0]
            rows += [
                {"email": m, "name": one["name"], "street": address.get("street"), "city": address.get("city")}
                for m in mails
            ]
        return rows

    def _party(self, email: str) -> int:
        (found,) = self.tryton.rpc(
            "model.party.party.search", [["contact_mechanisms.value", "=", email]], 0, None, None
        )
        return int(found)

    def create(self, person: Person) -> None:
        """Somebody adds a party."""
        values = {
            "name": person["name"],
            "contact_mechanisms": [["create", [{"type": "email", "value": person["email"]}]]],
            "addresses": [["create", [{"street": person["street"], "city": person["city"]}]]],
        }
        self.tryton.rpc("model.party.party.create", [values])

    def edit(self, email: str, name: str, value: object) -> None:
        """Somebody changes a field."""
        party = self._party(email)
        if name == "name":
            self.tryton.rpc("model.party.party.write", [party], {"name": value})
        else:
            (address,) = self.tryton.rpc("model.party.address.search", [["party", "=", party]], 0, None, None)
            self.tryton.rpc("model.party.address.write", [address], {name: value})

    def delete(self, email: str) -> None:
        """Somebody deletes a party."""
        self.tryton.rpc("model.party.party.delete", [self._party(email)])

    def pulse(self) -> object:
        """Something that moves with every create and delete."""
        return sql.fetch(self.url, "SELECT count(*), max(id) FROM party_party")


@contextlib.contextmanager
def lingering_create(below: str) -> Iterator[None]:
    """While the block runs, Tryton can read its parties but not add one; what waits goes on after it."""
    with sql.connection(below) as opened:
        opened.cursor().execute("BEGIN; LOCK TABLE party_party IN EXCLUSIVE MODE")  # type: ignore[attr-defined]
        yield
        opened.cursor().execute("ROLLBACK")  # type: ignore[attr-defined]


def until_blocked(below: str, count: int = 1, patience_s: float = 30) -> bool:
    """Until so many calls wait for that lock; False if they did not come."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if sql.fetch(below, BLOCKED)[0][0] >= count:
            return True
    return False


@dataclass
class Chain:
    """The three systems and what they must hold. `conflicts`: (sync, email, field) planted and not decided yet."""

    cli: Program
    erp: Parties
    shop: Table
    crm: Table
    random: random.Random
    truth: dict[str, Person] = field(default_factory=dict)
    conflicts: dict[tuple[str, str, str], tuple[object, object]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    made: int = 0
    kills: int = 0
    edits: int = 0
    busy: int = 0

    def system(self, name: str) -> Parties | Table:
        """That system."""
        return {"erp": self.erp, "shop": self.shop, "crm": self.crm}[name]  # type: ignore[return-value]

    # people ----------------------------------------------------------------------------------------------------------

    def word(self) -> str:
        """A text that nobody typed before."""
        self.made += 1
        return f"{self.random.choice(('Größe', 'O’Neil & Söhne', '100 % Çelik', 'Łódź', '日本'))} {self.made}"

    def person(self) -> Person:
        """Somebody new."""
        self.made += 1
        street = None if self.random.random() < 0.2 else self.word()
        return {"email": f"p{self.made}@example.org", "name": self.word(), "street": street, "city": self.word()}

    def start(self, count: int) -> None:
        """The tables, the accounts, both syncs, and their approved first runs."""
        for name, statement in TABLES.items():
            sql.execute(self.system(name).url, statement)
        for _ in range(count):
            self._create()
        erp, pw = self.erp.tryton, {"PW": self.erp.tryton.password}
        settings = {"url": erp.url, "database": erp.database, "username": erp.username}
        words = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
        self.cli("account", "add", "erp", "--connector", "tryton", *words, "--secret", "password=PW", env=pw).expect()
        for name in ("shop", "crm"):
            url, secret = sql.split_password(self.system(name).url)
            more = ["--secret", "password=PW"] if secret else []
            add = ("account", "add", name, "--connector", "sql", "--set", f"url={url}")
            self.cli(*add, *more, env={"PW": secret}).expect()
        for text in (
            _file("ERP", ("erp", "party.party"), ("shop", "people")),
            _file("CRM", ("shop", "people"), ("crm", "people")),
        ):
            file = self.cli.workspace.parent / "sync.toml"
            file.write_text(text, encoding="utf-8")
            self.cli("sync", "apply", file).expect()
        for _ in range(2):
            self.cli("run", "--approve").expect()
        self.touched.clear()

    def edit(self, count: int) -> None:
        """People's work; nobody is touched twice between two checks, so that it is clear what must come of it."""
        deeds: list[Callable[[str], None]] = [
            self._one,
            self._one,
            self._spread,
            self._delete,
            self._conflict,
            self._tear,
        ]
        for _ in range(count):
            self.edits += 1
            free = [one for one in self.truth if one not in self.touched]
            if self.random.random() < 0.25 or not free:
                self._create()
            else:
                email = self.random.choice(free)
                self.touched.add(email)
                self.random.choice(deeds)(email)

    def _create(self) -> None:
        person = self.person()
        email = str(person["email"])
        where = [self.random.choice(SYSTEMS)]
        if self.random.random() < 0.2:  # the same person, typed in by two people
            where = self.random.sample(SYSTEMS, 2)
        for name in where:
            self.system(name).create(person)
        self.truth[email] = person
        self.touched.add(email)

    def _type(self, where: str, email: str, name: str, value: object) -> None:
        self.system(where).edit(email, name, value)
        self.truth[email][name] = value

    def _one(self, email: str) -> None:
        name = self.random.choice(FIELDS)
        blank = name == "street" and self.random.random() < 0.3
        self._type(self.random.choice(SYSTEMS), email, name, None if blank else self.word())

    def _spread(self, email: str) -> None:
        for name, where in zip(FIELDS, self.random.sample(SYSTEMS, 3), strict=True):
            self._type(where, email, name, self.word())

    def _delete(self, email: str) -> None:
        self.system(self.random.choice(SYSTEMS)).delete(email)
        del self.truth[email]

    def _conflict(self, email: str) -> None:
        sync, a, b = self.random.choice((("ERP", "erp", "shop"), ("CRM", "shop", "crm")))
        name, one, two = self.random.choice(FIELDS), self.word(), self.word()
        self.system(a).edit(email, name, one)
        self.system(b).edit(email, name, two)
        self.conflicts[sync, email, name] = (one, two)

    def _tear(self, email: str) -> None:
        """Deleted in Tryton or MariaDB, edited in the table between them."""
        sync, gone = self.random.choice((("ERP", "erp"), ("CRM", "crm")))
        value = self.word()
        self.system(gone).delete(email)
        self._type("shop", email, "city", value)
        self.conflicts[sync, email, DELETED] = (None, value) if sync == "ERP" else (value, None)

    # the program -----------------------------------------------------------------------------------------------------

    def begin(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.cli.command("run", "--json"),
            env=self.cli.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def stop_run(self) -> None:
        """Start a run, stop it at some moment, mostly without warning; people go on working meanwhile."""
        started = time.monotonic()
        with self.begin() as process:
            if self.random.random() < 0.5:
                self.edit(1)
            if self.random.random() < 0.5:
                self._await_progress(process)
            else:
                time.sleep(max(0.0, self.random.uniform(0.3, 1.3) - (time.monotonic() - started)))
            if process.poll() is None:
                sign = self.random.choice(
                    (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
                )
                process.send_signal(sign)
                self.kills += 1
            said = process.communicate(timeout=60)[0]
            assert process.returncode in {0, 1, 3, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT}, (
                process.returncode,
                said,
            )

    def _await_progress(self, process: "subprocess.Popen[str]") -> None:
        """Until one of the systems moves, or the run is over."""
        system = self.system(self.random.choice(SYSTEMS))
        before, deadline = system.pulse(), time.monotonic() + 3
        while process.poll() is None and system.pulse() == before and time.monotonic() < deadline:
            pass

    def run_twice_at_once(self) -> None:
        """Two programs run the same syncs: each sync by one of them at a time, and the other one says so."""
        with self.begin() as one, self.begin() as two:
            outcomes = [(process, process.communicate(timeout=60)[0]) for process in (one, two)]
        for process, said in outcomes:
            runs = json.loads(said)["runs"]
            failed = [run for run in runs if run["status"] == "failed"]
            assert all(run["run"] is None and "in use" in run["error"] for run in failed), runs
            assert process.returncode == (1 if failed else 3 if self._waits(runs) else 0), said
            self.busy += len(failed)

    def _waits(self, runs: list[dict[str, object]]) -> bool:
        return any(run["status"] == "waiting" for run in runs)

    def run(self) -> Iterator[dict[str, object]]:
        """One whole run of both syncs; their reports."""
        expected = {sync for sync, _, _ in self.conflicts}
        for report in self.cli("run").expect(3 if expected else 0).json["runs"]:  # type: ignore[index]
            assert report["status"] == ("waiting" if report["sync"] in expected else "ok"), report
            for side in "ab":
                counts = report[side]
                assert counts["seen"] == sum(n for key, n in counts.items() if key != "seen"), counts
            yield report

    def settle(self) -> None:
        """A person decides everything that waits."""
        emails = {
            (name, str(number)): email
            for name in ("shop",)
            for number, email in sql.fetch(self.system(name).url, "SELECT id, email FROM people")
        }
        for one in self.cli("conflicts").json["conflicts"]:  # type: ignore[index]
            email = emails["shop", one["b_id" if one["sync"] == "ERP" else "a_id"]]
            a, b = self.conflicts.pop((one["sync"], email, one["field"]))
            take = self.random.choice("ab")
            self.cli("resolve", one["id"], "--take", take).expect()
            if one["field"] != DELETED:
                self.truth[email][one["field"]] = a if take == "a" else b
            elif (a if take == "a" else b) is None:
                del self.truth[email]

    # what must be true -----------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Two runs carry everything through the chain; then all hold the truth, and one more run writes nothing."""
        for _ in range(2):
            list(self.run())
        self._compare()
        listed = self.cli("conflicts").json["conflicts"]  # type: ignore[index]
        assert len(listed) == len(self.conflicts), listed
        for report in self.run():
            written = [report[side][key] for side in "ab" for key in ("created", "updated", "deleted")]  # type: ignore[index]
            assert not any(written), report
        self.touched = {email for _, email, _ in self.conflicts}

    def _compare(self) -> None:
        for system in SYSTEMS:
            rows = self.system(system).rows()
            found = {str(row["email"]): row for row in rows}
            assert len(found) == len(rows), f"doubled in {system}: {sorted(str(row['email']) for row in rows)}"
            expected = {email: self._expected(system, email) for email in self.truth}
            wanted = {email: row for email, row in expected.items() if row is not None}
            assert found.keys() == wanted.keys(), f"{system}: {found.keys() ^ wanted.keys()}"
            for email, row in wanted.items():
                assert found[email] == row, system

    def _expected(self, system: str, email: str) -> Person | None:
        """What a system must show of a person; a conflict keeps its sides apart until it is decided."""
        person = dict(self.truth[email])
        for (sync, who, name), (a, b) in self.conflicts.items():
            if who != email:
                continue
            far = "erp" if sync == "ERP" else "crm"
            if name == DELETED and system == far:
                return None
            if name != DELETED:
                mine = (a, b) if sync == "ERP" else (b, a)
                person[name] = mine[0] if system == far else mine[1]
        return person
