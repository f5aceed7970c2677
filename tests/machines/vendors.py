"""A database ↔ a vendor's system behind HTTP, edited by people before and during runs that break; and what must be true after it.

The vendor's system is a strict stateful fake (`tests/fakes`). Calls of a run are lost after they were made, cut short, refused in passing, or
answered with a web page, and the program is killed (`kill -9`) right before or after a call is made. The oracle knows each person by the
e-mail address, which nobody edits, and drives the program by its command line only.
"""

import datetime as dt
import random
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.airtable import FakeAirtable
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.mailchimp import API_KEY, FakeMailchimp
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.salesforce import FakeSalesforce
from tests.fakes.vendor import Vendor
from tests.fakes.woocommerce import KEY, FakeWooCommerce
from tests.fakes.zendesk import EMAIL, FakeZendesk
from tests.servers import sql
from tests.servers.program import Program

Person = dict[str, Any]
Write = Callable[[str, Mapping[str, Any]], object]


@dataclass
class There:
    """One vendor's people. `names`: e-mail address, name, and a second field, as the program calls them."""

    fake: Vendor
    account: tuple[str, ...]
    secret: str
    table: str
    names: tuple[str, str, str]
    insert: Callable[[Mapping[str, Any]], str]
    change: Write
    remove: Callable[[str], object]
    living: Callable[[], Mapping[str, Mapping[str, Any]]]

    def rows(self) -> list[Person]:
        """All people there."""
        return [
            {ours: _dig(row, name) or None for ours, name in zip(OURS, self.names, strict=True)}
            for row in self.living().values()
        ]

    def key(self, email: str) -> str:
        """The id of the person with that address."""
        (found,) = [key for key, row in self.living().items() if _dig(row, self.names[0]) == email]
        return found


OURS = ("email", "name", "note")


def _dig(row: Mapping[str, Any], path: str) -> Any:
    value: Any = row
    for name in path.split("."):
        value = value.get(name) if value else None
    return value


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path, value in values.items():
        *above, name = path.split(".")
        place = found
        for one in above:
            place = place.setdefault(one, {})
        place[name] = value
    return found


def _hubspot(url: str, fake: FakeHubSpot) -> There:
    settings = ("hubspot", "--set", f"base_url={url}", "--secret", "access_token=T")
    living = lambda: {key: row["properties"] for key, row in fake.rows.items()}  # noqa: E731
    names = ("email", "lastname", "firstname")
    return There(fake, settings, TOKEN, "contacts", names, fake.insert, fake.change, fake.remove, living)


def _woocommerce(url: str, fake: FakeWooCommerce) -> There:
    settings = (
        "woocommerce",
        "--set",
        f"store_url={url}",
        "--secret",
        "consumer_key=K",
        "--secret",
        "consumer_secret=T",
    )
    kind = "customers"
    return There(
        fake, settings, TOKEN, kind, ("email", "last_name", "first_name"),
        lambda values: fake.insert(kind, values),
        lambda key, values: fake.change(kind, key, values),
        lambda key: fake.remove(kind, key),
        lambda: fake.tables[kind],
    )  # fmt: skip


def _zendesk(url: str, fake: FakeZendesk) -> There:
    more = ("--set", "subdomain=company", "--set", f"email={EMAIL}", "--secret", "api_token=T")
    kind = "users"
    return There(
        fake, ("zendesk", "--set", f"base_url={url}", *more), TOKEN, kind, ("email", "name", "notes"),
        lambda values: fake.insert(kind, values),
        lambda key, values: fake.change(kind, key, values),
        lambda key: fake.remove(kind, key),
        lambda: {key: fake.tables[kind][key] for key in fake.living(kind)},
    )  # fmt: skip


def _salesforce(url: str, fake: FakeSalesforce) -> There:
    settings = ("salesforce", "--set", f"instance_url={url}", "--secret", "access_token=T")
    living = lambda: {key: fake.rows[key] for key in fake.living()}  # noqa: E731
    names = ("Email", "LastName", "Note__c")
    return There(fake, settings, TOKEN, "Contact", names, fake.insert, fake.change, fake.remove, living)


def _mailchimp(url: str, fake: FakeMailchimp) -> There:
    more = ("--set", "list_id=abc123", "--secret", "api_key=T")
    settings = ("mailchimp", "--set", f"base_url={url}/3.0", *more)
    living = lambda: {key: fake.rows[key] for key in fake.living()}  # noqa: E731
    names = ("email_address", "merge_fields.NAME", "merge_fields.NOTE")
    return There(
        fake, settings, API_KEY, "members", names,
        lambda values: fake.insert(_nested(values)),
        lambda key, values: fake.change(key, _nested(values)),
        fake.remove, living,
    )  # fmt: skip


def _airtable(url: str, fake: FakeAirtable) -> There:
    settings = ("airtable", "--set", f"base_url={url}", "--set", "base_id=appBase1", "--secret", "access_token=T")
    living = lambda: {key: row["fields"] for key, row in fake.rows.items()}  # noqa: E731
    return There(fake, settings, TOKEN, "People", OURS, fake.insert, fake.change, fake.remove, living)


TEXT = {"type": "singleLineText"}
VENDORS: Mapping[str, Callable[[], tuple[Vendor, Callable[[str, Any], There]]]] = {
    "hubspot": lambda: (FakeHubSpot({}), _hubspot),
    "woocommerce": lambda: (FakeWooCommerce(), _woocommerce),
    "zendesk": lambda: (FakeZendesk({}), _zendesk),
    "salesforce": lambda: (
        FakeSalesforce(
            {
                "LastName": {"type": "string", "length": 80, "nillable": False},
                "Email": {"type": "email", "length": 80},
                "Note__c": {"type": "textarea", "length": 32000},
            }
        ),
        _salesforce,
    ),
    "mailchimp": lambda: (FakeMailchimp({"NAME": "text", "NOTE": "text"}), _mailchimp),
    "airtable": lambda: (FakeAirtable({"email": {"type": "email"}, "name": TEXT, "note": TEXT}), _airtable),
}


@contextmanager
def vendor(name: str) -> Iterator[There]:
    """That vendor's system while the block runs; it must not have been asked for anything that it does not have."""
    fake, adapt = VENDORS[name]()
    with served(fake) as url:
        yield adapt(url, fake)
    assert not fake.violations, fake.violations


SYNC = """
name = "People"
[a]
account = "shop"
table = "people"
[b]
account = "there"
table = "{table}"
[match]
keys = [["email"]]
[rules]
conflict = "a"
deletes = {{ a_to_b = "propagate", b_to_a = "propagate" }}
[guard]
max_deletes = "off"
max_updates = "off"
max_blanks = "off"
max_same = "off"
"""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
REFUSALS = (
    (500, {}, {"message": "Something went wrong"}),
    (502, {}, None),
    (503, {"Retry-After": "1"}, {}),
    (429, {"Retry-After": "1"}, {"message": "Too many requests"}),
)


@dataclass
class Pair:
    """Both systems and what they must hold."""

    cli: Program
    url: str
    there: There
    random: random.Random
    truth: dict[str, Person] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    made: int = 0
    edits: int = 0
    kills: int = 0
    faults: int = 0

    # people ----------------------------------------------------------------------------------------------------------

    def start(self, count: int) -> None:
        """Accounts, the sync, and its approved first run."""
        sql.execute(self.url, "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, name TEXT NOT NULL, note TEXT)")
        for _ in range(count):
            self._create()
        self.cli("account", "add", "shop", "--connector", "sql", "--set", f"url={self.url}").expect()
        env = {"T": self.there.secret, "K": KEY}
        self.cli("account", "add", "there", "--connector", *self.there.account, env=env).expect()
        file = self.cli.workspace.parent / "people.toml"
        links = zip(OURS, self.there.names, strict=True)
        fields = "".join(f'[[field]]\na = "{a}"\nb = "{b}"\n' for a, b in links)
        file.write_text(SYNC.format(table=self.there.table) + fields, encoding="utf-8")
        self.cli("sync", "apply", file).expect()
        self.cli("run", "--approve").expect()
        self.check()

    def word(self) -> str:
        """A text that nobody typed before."""
        self.made += 1
        return f"{self.random.choice(('Größe', 'O’Neil & Söhne', '100 % Çelik', 'Łódź', '日本'))} {self.made}"

    def edit(self, count: int) -> None:
        """People's work; nobody is touched twice between two checks, so that it is clear what must come of it."""
        deeds = (self._here, self._there, self._there, self._both_fields, self._conflict, self._delete)
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
        self.made += 1
        note = None if self.random.random() < 0.3 else self.word()
        person = {"email": f"p{self.made}@example.org", "name": self.word(), "note": note}
        where = self.random.choice(("here", "there", "both"))
        if where != "there":
            sql.execute_many(
                self.url, "INSERT INTO people (email, name, note) VALUES (?, ?, ?)", [tuple(person.values())]
            )
        if where != "here":
            theirs = zip(self.there.names, person.values(), strict=True)
            with self.there.fake.lock:
                self.there.insert({name: value for name, value in theirs if value is not None})
        self.truth[person["email"]] = person
        self.touched.add(person["email"])

    def _type_here(self, email: str, name: str, value: str | None) -> None:
        sql.execute_many(self.url, f"UPDATE people SET {name} = ? WHERE email = ?", [(value, email)])

    def _type_there(self, email: str, name: str, value: str | None) -> None:
        theirs = dict(zip(OURS, self.there.names, strict=True))[name]
        with self.there.fake.lock:
            self.there.change(self.there.key(email), {theirs: value})

    def _here(self, email: str) -> None:
        name, value = self.random.choice(OURS[1:]), self.word()
        self._type_here(email, name, value)
        self.truth[email][name] = value

    def _there(self, email: str) -> None:
        name, value = self.random.choice(OURS[1:]), self.word()
        self._type_there(email, name, value)
        self.truth[email][name] = value

    def _both_fields(self, email: str) -> None:
        one, two = self.word(), self.word()
        self._type_here(email, "name", one)
        self._type_there(email, "note", two)
        self.truth[email] |= {"name": one, "note": two}

    def _conflict(self, email: str) -> None:
        """The database wins, when it is edited before a run can have carried the other side's edit."""
        value = self.word()
        self._type_there(email, "note", self.word())
        self._type_here(email, "note", value)
        self.truth[email]["note"] = value

    def _delete(self, email: str) -> None:
        if self.random.random() < 0.5:
            sql.execute_many(self.url, "DELETE FROM people WHERE email = ?", [(email,)])
        else:
            with self.there.fake.lock:
                self.there.remove(self.there.key(email))
        del self.truth[email]

    # the program -----------------------------------------------------------------------------------------------------

    def broken_run(self) -> None:
        """A run of which some calls go wrong, and which may be killed at a call; people may work meanwhile."""
        process: list[subprocess.Popen[bytes]] = []

        def kill() -> None:
            process[0].send_signal(signal.SIGKILL)
            process[0].wait()
            self.kills += 1

        for _ in range(self.random.randint(0, 3)):
            kind = self.random.choice((Fault.LOSE, Fault.LOSE, Fault.TRUNCATE, Fault.GARBLE, Fault.REFUSE))
            self._plan(kind, answer=self.random.choice(REFUSALS))
        if self.random.random() < 0.6:
            self._plan(self.random.choice((Fault.FIRST, Fault.THEN)), meanwhile=kill)
        elif self.random.random() < 0.5:
            self._plan(Fault.FIRST, meanwhile=lambda: self.edit(1))
        planned = len(self.there.fake.planned)
        command = self.cli.command("run", "--json")
        process.append(
            subprocess.Popen(
                command,
                env=self.cli.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        code = process[0].wait(timeout=120)
        assert code in {0, 1, 3, -signal.SIGKILL}, code
        self.faults += planned - len(self.there.fake.planned)
        self.there.fake.planned.clear()

    def _plan(self, kind: Fault, **more: Any) -> None:
        method = self.random.choices(METHODS, (5, 5, 1, 2, 1))[0]
        self.there.fake.plan(kind, method, "/", skip=self.random.choice((0, 0, 1, 2, 4)), **more)

    def finish(self) -> None:
        """Nothing goes wrong any more: a few runs, and both sides are as they must be. Some feeds are late by a minute: it goes by."""
        self.there.fake.offset += dt.timedelta(seconds=90)
        for _ in range(4):
            report: Any = self.cli("run", timeout_s=120).expect().json
            (run,) = report["runs"]
            if not any(run[side][deed] for side in "ab" for deed in ("created", "updated", "deleted")):
                break
        else:
            raise AssertionError(f"it does not come to rest: {run}")
        self.check()

    def check(self) -> None:
        """Nobody is lost, nobody is there twice, and each field says what was typed last."""
        wanted = sorted((dict(one) for one in self.truth.values()), key=lambda one: one["email"])
        found = sql.fetch(self.url, "SELECT email, name, note FROM people")
        here = sorted((dict(zip(OURS, row, strict=True)) for row in found), key=lambda one: one["email"])
        there = sorted(self.there.rows(), key=lambda one: one["email"])
        assert here == wanted, _difference(here, wanted)
        assert there == wanted, _difference(there, wanted)
        self.touched.clear()


def _difference(found: list[Person], wanted: list[Person]) -> str:
    return (
        f"there: {[one for one in found if one not in wanted]}; expected: {[one for one in wanted if one not in found]}"
    )
