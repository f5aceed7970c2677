"""The whole program with vendors' systems: in step, with few calls, through renewed sign-ins and what goes wrong on the way."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.airtable import FakeAirtable
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.odoo import DATABASE, KEY, USER, FakeOdoo
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.zendesk import FakeZendesk
from tests.servers.program import Program

SYNC = """
name = "People"

[a]
account = "shop"
table = "people"

[b]
account = "there"
table = "{table}"

[match]
keys = [["{key}"]]
first_run = "prefer_a"

[[field]]
name = "{key}"
a = "email"
b = "{key}"

[[field]]
a = "name"
b = "{name}"

[rules]
conflict = "a"
deletes = {{ a_to_b = "propagate", b_to_a = "propagate" }}

[guard]
max_deletes = "off"
max_updates = "off"
max_same = "off"
"""


class World:
    """A database on one side, a vendor's system on the other."""

    def __init__(
        self, cli: Program, folder: Path, account: list[str], table: str, name: str, env: Any, key: str = "email"
    ) -> None:
        self.cli, self.file = cli, folder / "shop.sqlite"
        self.sql("create table people (id integer primary key, email text, name text not null)")
        cli("account", "add", "shop", "--connector", "sql", "--set", f"url=sqlite:///{self.file}").expect()
        cli("account", "add", "there", "--connector", *account, env=env).expect()
        (folder / "people.toml").write_text(SYNC.format(table=table, name=name, key=key), "utf-8")
        cli("sync", "apply", folder / "people.toml").expect()

    def sql(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file)) as base, base:
            return base.execute(text, values).fetchall()

    def run(self, *arguments: str) -> Any:
        return self.cli("run", *arguments).expect(0, 3).json["runs"][0]  # type: ignore[index]


def test_hubspot_both_ways_with_few_calls(cli: Program, tmp_path: Path) -> None:
    hubspot = FakeHubSpot({})
    hubspot.shuffle = True
    with served(hubspot) as url:
        for n in range(300):
            ago = hubspot.now() - dt.timedelta(
                seconds=10
            )  # a look back meets what is fresher than a second or two again
            hubspot.insert({"email": f"h{n}@example.org", "lastname": f"H{n}"}, at=ago)
        account = ["hubspot", "--set", f"base_url={url}", "--secret", "access_token=T"]
        world = World(cli, tmp_path, account, "contacts", "lastname", {"T": TOKEN})
        first = world.run("--approve")
        assert (first["a"]["created"], first["b"]["created"]) == (300, 0)
        for key in list(hubspot.rows)[:100]:
            hubspot.change(key, {"lastname": "Changed"})
        changed = world.run()
        assert changed["a"]["updated"] == 100
        assert changed["calls"]["b"] <= 4
        world.sql("update people set name = 'Edited here too' where id between 101 and 200")
        edited = world.run()
        assert edited["b"]["updated"] == 100
        # The fields, what has changed, the hundred to decide on and again right before they are written; the answer shows what is kept.
        assert edited["calls"]["b"] <= 5
        world.sql("insert into people values (900, 'new@example.org', 'New'), (901, 'lost@example.org', 'Lost')")
        world.sql("update people set name = 'Edited here' where email = 'h200@example.org'")
        world.sql("delete from people where email = 'h201@example.org'")
        hubspot.remove(next(key for key, row in hubspot.rows.items() if row["properties"]["email"] == "h5@example.org"))
        hubspot.plan(Fault.LOSE, "POST", "/crm/v3/objects/contacts/batch/create")
        world.run()
        world.run()
        assert world.run()["b"]["created"] == 0
        theirs = sorted((row["properties"]["email"], row["properties"]["lastname"]) for row in hubspot.rows.values())
        assert theirs == sorted(world.sql("select email, name from people"))
        assert len(theirs) == 300
        assert not hubspot.violations


def test_what_hubspot_merges_stays_with_its_partner(cli: Program, tmp_path: Path) -> None:
    """Two become a new one: the partner of the first keeps what only it has, and nobody is there twice meanwhile."""
    hubspot = FakeHubSpot({})
    with served(hubspot) as url:
        at = hubspot.now() - dt.timedelta(hours=1)
        keys = [hubspot.insert({"email": f"h{n}@example.org", "lastname": f"H{n}"}, at=at) for n in range(10)]
        account = ["hubspot", "--set", f"base_url={url}", "--secret", "access_token=T"]
        world = World(cli, tmp_path, account, "contacts", "lastname", {"T": TOKEN})
        world.run("--approve")
        world.sql("alter table people add column own text")
        world.sql("update people set own = 'mine' where email = 'h0@example.org'")
        hubspot.offset = dt.timedelta(minutes=1)
        hubspot.merge(keys[0], keys[1])
        merged = world.run()
        assert (merged["a"]["created"], merged["a"]["deleted"]) == (0, 1)
        assert world.sql("select own from people where email = 'h0@example.org'") == [("mine",)]
        assert len(world.sql("select id from people")) == 9
        assert not hubspot.violations


def test_zendesk_keeps_each_new_refresh_token(cli: Program, tmp_path: Path) -> None:
    zendesk = FakeZendesk({})
    with served(zendesk) as url:
        for n in range(5):
            zendesk.insert("users", {"email": f"z{n}@example.org", "name": f"Z{n}"})
        zendesk.token = "ended"
        secrets = ["--secret", "access_token=T", "--secret", "refresh_token=R"]
        account = ["zendesk", "--set", f"base_url={url}", "--set", "subdomain=company", *secrets]
        world = World(cli, tmp_path, account, "users", "name", {"T": TOKEN, "R": "once"})
        assert world.run("--approve")["a"]["created"] == 5
        zendesk.token = "ended again"
        world.sql("update people set name = 'Edited here' where id = (select min(id) from people)")
        assert world.run()["b"]["updated"] == 1
        zendesk.token = "ended once more"
        assert world.run()["status"] == "ok"
        assert zendesk.refresh == "once+++"
        assert not zendesk.violations


def test_tickets_that_zendesk_archives_are_not_deleted(cli: Program, tmp_path: Path) -> None:
    """Its list leaves them out; asked for by their ids, they are there."""
    zendesk = FakeZendesk({})
    with served(zendesk) as url:
        keys = [zendesk.insert("tickets", {"subject": f"Z{n}", "external_id": f"e{n}"}) for n in range(8)]
        account = ["zendesk", "--set", f"base_url={url}", "--set", "email=sync@example.org", "--secret", "api_token=T"]
        world = World(cli, tmp_path, account, "tickets", "subject", {"T": TOKEN}, key="external_id")
        assert world.run("--approve")["a"]["created"] == 8
        zendesk.archived = set(keys[:3])
        whole = world.run("--full")
        assert (whole["status"], whole["a"]["deleted"]) == ("ok", 0)
        world.sql("update people set name = 'Edited here' where email = 'e0'")
        assert world.run()["b"]["updated"] == 1
        zendesk.remove("tickets", keys[1])
        zendesk.offset += dt.timedelta(minutes=5)
        assert world.run()["a"]["deleted"] == 1
        assert not zendesk.violations


def test_more_changes_than_can_be_told_have_everything_read(cli: Program, tmp_path: Path) -> None:
    hubspot = FakeHubSpot({})
    with served(hubspot) as url:
        for n in range(150):
            at = hubspot.now() - dt.timedelta(hours=1, seconds=n)
            hubspot.insert({"email": f"h{n}@example.org", "lastname": f"H{n}"}, at=at)
        account = ["hubspot", "--set", f"base_url={url}", "--secret", "access_token=T"]
        world = World(cli, tmp_path, account, "contacts", "lastname", {"T": TOKEN})
        world.run("--approve")
        keys = list(hubspot.rows)
        for key in keys[:100]:
            hubspot.change(key, {"lastname": "Changed"})
        hubspot.remove(keys[-1])
        path = "/crm/v3/objects/contacts/search"
        hubspot.plan(Fault.EDIT, "POST", path, skip=1, edit=lambda data: {**data, "results": data["results"][::-1]})
        found = world.run()
        assert (found["status"], found["a"]["updated"], found["a"]["deleted"]) == ("ok", 100, 1)


def test_airtable_both_ways_with_few_calls(cli: Program, tmp_path: Path) -> None:
    """A run that carries deletes reads no table whole: what its webhook tells is enough. The webhook ends with the account."""
    airtable = FakeAirtable({"email": {"type": "email"}, "name": {"type": "singleLineText"}})
    with served(airtable) as url:
        for n in range(120):
            airtable.insert({"email": f"a{n}@example.org", "name": f"A{n}"})
        account = ["airtable", "--set", f"base_url={url}", "--set", "base_id=appBase1", "--secret", "access_token=T"]
        world = World(cli, tmp_path, account, "People", "name", {"T": TOKEN})
        assert world.run("--approve")["a"]["created"] == 120
        assert world.run()["calls"]["b"] == 2
        keys = list(airtable.rows)
        for key in keys[:60]:
            airtable.change(key, {"name": "Changed"})
        airtable.remove(keys[100])
        changed = world.run()
        assert (changed["a"]["updated"], changed["a"]["deleted"]) == (60, 1)
        assert changed["calls"]["b"] <= 5
        world.sql("update people set name = 'Edited here' where email = 'a70@example.org'")
        assert world.run()["b"]["updated"] == 1
        assert world.run()["b"]["updated"] == 0, "what the program wrote comes back, and is no edit"
        assert world.run()["calls"]["b"] == 2
        cli("sync", "remove", "People").expect()
        cli("account", "remove", "there").expect()
        assert not airtable.hooks
        assert not airtable.violations


@pytest.mark.parametrize("major", [19, 17])
def test_odoo_with_few_calls(cli: Program, tmp_path: Path, major: int) -> None:
    """What does not change from run to run is asked for once in half a day, the fields where something happens; deletes show by the number."""
    with FakeOdoo(major).running() as odoo:
        keys = [odoo.insert("res.partner", {"name": f"O{n}", "email": f"o{n}@example.org"}) for n in range(30)]
        settings = {"url": odoo.url, "database": DATABASE, "username": USER}
        given = [f"--set={key}={value}" for key, value in settings.items()]
        account = ["odoo", *given, "--secret", "api_key=T"]
        world = World(cli, tmp_path, account, "res.partner", "name", {"T": KEY})
        assert world.run("--approve")["a"]["created"] == 30
        world.run()
        odoo.calls.clear()
        assert world.run()["calls"]["b"] == 2, odoo.calls
        odoo.change("res.partner", str(keys[3]), {"name": "Changed"})
        changed = world.run()
        assert (changed["a"]["updated"], changed["calls"]["b"]) == (1, 3)
        assert world.run()["calls"]["b"] == 2, "what comes once more is no news"
        odoo.remove("res.partner", str(keys[4]))
        assert world.run()["a"]["deleted"] == 1
        assert world.run()["calls"]["b"] == 2
        world.sql("insert into people values (900, 'new@example.org', 'New')")
        made = world.run()
        assert (made["b"]["created"], made["calls"]["b"] <= 6) == (1, True)


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_remembered_field_that_has_become_another_suspends_before_anything_is_done(
    cli: Program, tmp_path: Path, side: str
) -> None:
    """On whichever side something happens; as long as nothing does, nobody has asked."""
    with FakeOdoo(19).running() as odoo:
        odoo.now = lambda: dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        keys = [odoo.insert("res.partner", {"name": f"O{n}", "email": f"o{n}@example.org"}) for n in range(3)]
        odoo.now = lambda: dt.datetime.now(dt.UTC)
        settings = {"url": odoo.url, "database": DATABASE, "username": USER}
        account = ["odoo", *[f"--set={key}={value}" for key, value in settings.items()], "--secret", "api_key=T"]
        world = World(cli, tmp_path, account, "res.partner", "name", {"T": KEY})
        world.run("--approve")
        world.run()
        model = odoo.models["res.partner"]
        model.fields["email"] = {**model.fields["email"], "type": "integer"}
        for key in keys:
            model.rows[key]["email"] = False  # as a new column is
        assert world.run()["status"] == "ok"
        if side == "a":
            world.sql("update people set email = 'other@example.org' where id = 1")
        else:
            odoo.change("res.partner", str(keys[0]), {"name": "Changed"})
        [report] = cli("run").json["runs"]  # type: ignore[index]
        assert (report["status"], report["a"]["updated"], report["b"]["updated"]) == ("failed", 0, 0), report
        assert "integer" in report["error"]
        assert not cli("run").json["runs"], "it is suspended"  # type: ignore[index]
        assert not world.sql("select id from people where email is null")


def test_organizations_with_few_calls(cli: Program, tmp_path: Path) -> None:
    """Two when nothing has changed: the fields are asked for when something happens, or everything is compared."""
    zendesk = FakeZendesk({})
    with served(zendesk) as url:
        keys = [zendesk.insert("organizations", {"name": f"Z{n}", "external_id": f"e{n}"}) for n in range(8)]
        zendesk.offset += dt.timedelta(minutes=10)
        account = ["zendesk", "--set", f"base_url={url}", "--set", "email=sync@example.org", "--secret", "api_token=T"]
        world = World(cli, tmp_path, account, "organizations", "name", {"T": TOKEN}, key="external_id")
        world.run("--approve")
        world.run()
        assert world.run()["calls"]["b"] == 2
        zendesk.change("organizations", keys[0], {"name": "Changed"})
        zendesk.offset += dt.timedelta(minutes=2)
        changed = world.run()
        assert (changed["a"]["updated"], changed["calls"]["b"]) == (1, 3)
        zendesk.offset += dt.timedelta(seconds=5)
        assert world.run()["calls"]["b"] == 2, "what comes once more is no news"
        zendesk.remove("organizations", keys[1])
        assert world.run()["a"]["deleted"] == 1
        assert world.run("--full")["status"] == "ok"
        assert not zendesk.violations


def test_pipedrive_carries_deletes_with_few_calls(cli: Program, tmp_path: Path) -> None:
    pipedrive = FakePipedrive()
    with served(pipedrive) as url:
        mail = lambda n: [{"value": f"p{n}@example.org", "primary": True, "label": "work"}]  # noqa: E731
        keys = [pipedrive.insert({"name": f"P{n}", "emails": mail(n)}) for n in range(40)]
        pipedrive.offset = dt.timedelta(minutes=5)
        account = ["pipedrive", "--set", f"base_url={url}", "--secret", "api_token=T"]
        world = World(cli, tmp_path, account, "persons", "name", {"T": TOKEN}, key="emails.0.value")
        assert world.run("--approve")["a"]["created"] == 40
        assert world.run()["calls"]["b"] == 2
        pipedrive.remove(keys[7])
        pipedrive.change(keys[8], {"name": "Changed"})
        carried = world.run()
        assert (carried["a"]["deleted"], carried["a"]["updated"], carried["calls"]["b"] <= 5) == (1, 1, True)
        assert not pipedrive.violations


def test_a_delete_that_pipedrive_does_not_tell_shows_when_all_is_compared(cli: Program, tmp_path: Path) -> None:
    """That “recents” shows deleted persons stands in its document; where it does not, the comparison finds them that is made once a day."""
    pipedrive = FakePipedrive()
    with served(pipedrive) as url:
        mail = lambda n: [{"value": f"p{n}@example.org", "primary": True, "label": "work"}]  # noqa: E731
        keys = [pipedrive.insert({"name": f"P{n}", "emails": mail(n)}) for n in range(20)]
        pipedrive.offset = dt.timedelta(minutes=5)
        account = ["pipedrive", "--set", f"base_url={url}", "--secret", "api_token=T"]
        world = World(cli, tmp_path, account, "persons", "name", {"T": TOKEN}, key="emails.0.value")
        assert world.run("--approve")["a"]["created"] == 20
        del pipedrive.rows[keys[7]]
        world.sql("update people set name = 'Edited here' where email = 'p8@example.org'")
        changed = world.run()
        assert (changed["a"]["deleted"], changed["b"]["updated"]) == (0, 1)
        whole = world.run("--full")
        assert (whole["status"], whole["a"]["deleted"], whole["b"]["created"]) == ("ok", 1, 0)
        assert len(world.sql("select id from people")) == 19
        assert not pipedrive.violations
