"""Ready syncs, from a template to “in step” through the command line alone: no file is touched."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Database
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.mailchimp import API_KEY, FakeMailchimp
from tests.fakes.rest_server import TOKEN, served
from tests.fakes.salesforce import FakeSalesforce
from tests.fakes.shopify import FakeShopify
from tests.fakes.zendesk import EMAIL, FakeZendesk
from tests.servers.program import Program
from tests.servers.tryton import TrytonDatabase

TEXT = {"type": "string"}


def picklist(*values: str) -> Mapping[str, Any]:
    return {"type": "picklist", "picklistValues": [{"value": one, "label": one, "active": True} for one in values]}


CASE = {
    "Subject": TEXT,
    "Description": {"type": "textarea"},
    "Status": picklist("New", "Working", "Escalated", "Closed"),
    "Priority": picklist("High", "Medium", "Low"),
    "ContactId": {"type": "reference", "referenceTo": ["Contact"]},
    "Region__c": TEXT,
}


@contextmanager
def help_desk(cli: Program) -> Iterator[tuple[FakeZendesk, FakeSalesforce]]:
    zendesk, salesforce = FakeZendesk({"501": "text"}), FakeSalesforce(CASE, "Case")
    with served(zendesk) as one, served(salesforce) as two:
        settings = ["--set", f"base_url={one}", "--set", "subdomain=company", "--set", f"email={EMAIL}"]
        add = ("account", "add")
        cli(*add, "desk", "--connector", "zendesk", *settings, "--secret", "api_token=T", env={"T": TOKEN}).expect()
        place = ["--set", f"instance_url={two}", "--secret", "access_token=T"]
        cli(*add, "crm", "--connector", "salesforce", *place, env={"T": TOKEN}).expect()
        yield zendesk, salesforce
    assert not zendesk.violations
    assert not salesforce.violations


def run(cli: Program, *arguments: str) -> Any:
    return cli("run", *arguments).expect(0).json["runs"][0]  # type: ignore[index]


def quiet(one: Any) -> bool:
    """Whether a run wrote nothing and left nothing open."""
    written = sum(one[side][deed] for side in ("a", "b") for deed in ("created", "updated", "deleted"))
    return one["status"] == "ok" and written == one["conflicts"] == one["holds"] == 0


def test_zendesk_tickets_and_salesforce_cases(cli: Program) -> None:
    with help_desk(cli) as (zendesk, salesforce):
        for number, status in enumerate(["new", "open", "pending", "hold", "solved", "closed"]):
            fields = {"subject": f"Ticket {number}", "description": f"Words {number}", "status": status}
            zendesk.insert("tickets", {**fields, "priority": ("low", "normal", "high", "urgent")[number % 4]})
        salesforce.insert({"Subject": "A case", "Description": "Told", "Status": "Escalated", "Priority": "High"})
        new = ("sync", "new", "--template", "zendesk_tickets_salesforce_cases", "--a", "crm", "--b", "desk")
        dry = cli(*new, "--dry-run").expect().json
        assert cli("sync", "list").expect().json["syncs"] == []  # type: ignore[index,call-overload]
        told = cli(*new, "--name", "Help").expect().json
        assert told["file"].replace('"Help"', "") == dry["file"].replace(f'"{dry["sync"]}"', "")  # type: ignore[index,call-overload]
        assert told["fields"] == ["subject", "description", "status", "priority"]  # type: ignore[index,call-overload]
        words = " ".join(told["words"])  # type: ignore[index,call-overload]
        assert "“person” is left out: it points at other records" in words
        assert "“Escalated” becomes “open”." in words
        pairs = cli("pairs", "Help").expect().json
        assert len(pairs["pairs"]) == 7  # type: ignore[index,call-overload]
        assert run(cli, "Help", "--approve")["status"] == "ok"
        cases = {salesforce.rows[key]["Subject"]: salesforce.rows[key] for key in salesforce.living()}
        got = [cases[f"Ticket {number}"]["Status"] for number in range(6)]
        assert got == ["New", "Working", "Working", "Working", "Closed", "Closed"]
        assert [cases[f"Ticket {number}"]["Priority"] for number in range(4)] == ["Low", "Medium", "High", "High"]
        tickets = {row["subject"]: row for row in zendesk.tables["tickets"].values()}
        assert (tickets["A case"]["status"], tickets["A case"]["description"]) == ("open", "Told")
        assert [tickets[f"Ticket {number}"]["status"] for number in (2, 3, 5)] == ["pending", "hold", "closed"]
        assert quiet(run(cli, "Help", "--full"))
        zendesk.offset = salesforce.offset = dt.timedelta(minutes=10)
        zendesk.change("tickets", str(tickets["Ticket 1"]["id"]), {"status": "solved"})
        salesforce.change(cases["Ticket 0"]["Id"], {"Status": "Closed"})
        zendesk.offset = salesforce.offset = dt.timedelta(minutes=12)
        both = run(cli, "Help")
        assert (both["a"]["updated"], both["b"]["updated"]) == (1, 1)
        assert salesforce.rows[cases["Ticket 1"]["Id"]]["Status"] == "Closed"
        assert tickets["Ticket 0"]["status"] == "solved"
        assert quiet(run(cli, "Help"))


@pytest.mark.server
def test_crm_contacts_and_erp_parties(cli: Program, tryton: TrytonDatabase) -> None:
    own = {"phone": {"type": "string", "fieldType": "phonenumber"}, **dict.fromkeys(("city", "zip", "address"), TEXT)}
    hubspot = FakeHubSpot({**own, "website": TEXT})
    party = "model.party.party."
    mail = ["create", [{"type": "email", "value": "ann@example.org"}]]
    ids = tryton.rpc(party + "create", [{"name": "Ann Ashe", "contact_mechanisms": [mail]}, {"name": "Bo Beech"}])
    assert isinstance(ids, list)
    with served(hubspot) as url:
        made = hubspot.insert({"email": "Ann@example.org", "firstname": "Ann", "lastname": "Ashe", "city": "Kiel"})
        hubspot.insert({"email": "cy@example.org", "firstname": "Cy", "lastname": "Cole", "phone": "+49 30 901820"})
        place = ["--set", f"base_url={url}", "--secret", "access_token=T"]
        cli("account", "add", "crm", "--connector", "hubspot", *place, env={"T": TOKEN}).expect()
        settings = {"url": tryton.url, "database": tryton.database, "username": tryton.username}
        place = [text for key, value in settings.items() for text in ("--set", f"{key}={value}")]
        place += ["--secret", "password=P"]
        cli("account", "add", "erp", "--connector", "tryton", *place, env={"P": tryton.password}).expect()
        new = ("sync", "new", "--template", "crm_contacts_erp_parties", "--a", "crm", "--b", "erp", "--name", "People")
        told: Any = cli(*new).expect().json
        assert told["fields"] == ["name", "email", "phone", "street", "city", "postcode", "website"]
        assert told["words"] == ["“mobile” is left out: HubSpot has no field “mobilephone” here."]
        assert run(cli, "People", "--approve")["status"] == "ok"
        names = {row["properties"]["lastname"] for row in hubspot.rows.values()}
        assert {"Ashe", "Beech", "Cole"} <= names
        found: Any = tryton.rpc(party + "search_read", [], 0, 100, None, ["name"])
        assert {"Ann Ashe", "Bo Beech", "Cy Cole"} <= {one["name"] for one in found}
        assert len([one for one in found if one["name"] == "Ann Ashe"]) == 1
        assert quiet(run(cli, "People", "--full"))
        hubspot.change(made, {"city": "Lübeck"})
        hubspot.offset = dt.timedelta(minutes=1)
        assert run(cli, "People")["b"]["updated"] == 1
        assert quiet(run(cli, "People", "--full"))
    assert not hubspot.violations


def test_a_table_of_ones_own_and_a_marketing_list(cli: Program, shop: Database) -> None:
    """The names of a user's own table are found by what they mean; who is only on the list stays there."""
    mailchimp = FakeMailchimp({"FNAME": "text", "LNAME": "text"})
    with served(mailchimp) as url:
        mailchimp.insert({"email_address": "only@example.org"})
        cli("account", "add", "shop", "--connector", "sql", "--set", f"url={shop.url}").expect()
        place = ["--set", f"base_url={url}", "--set", "list_id=abc123", "--secret", "api_key=K"]
        cli("account", "add", "list", "--connector", "mailchimp", *place, env={"K": API_KEY}).expect()
        new = ("sync", "new", "--template", "database_marketing_list", "--a", "shop", "--b", "list", "--name", "List")
        told: Any = cli(*new).expect().json
        assert told["fields"] == ["email", "first name", "last name"]
        assert told["words"] == ["“phone” is left out: no field of SQL database looks like it."]
        run(cli, "List", "--approve")
        emails = {row["email_address"]: row["merge_fields"]["LNAME"] for row in mailchimp.rows.values()}
        assert emails["lena@example.org"] == "Meyer"
        assert len(emails) == 4
        assert quiet(run(cli, "List", "--full"))
        assert len(shop.rows("select * from customers")) == 3
    assert not mailchimp.violations


def test_orders_into_a_workbook(cli: Program, tmp_path: Path) -> None:
    shopify, book = FakeShopify(), openpyxl.Workbook()
    book.active.title = "Orders 2026"
    book.active.append(["Bestellung", "E-Mail", "Note", "Paid by"])
    book.save(tmp_path / "orders.xlsx")
    with served(shopify) as url:
        place = ["--set", f"base_url={url}", "--set", "shop=company.myshopify.com", "--secret", "access_token=T"]
        cli("account", "add", "shop", "--connector", "shopify", *place, env={"T": TOKEN}).expect()
        cli("account", "add", "book", "--connector", "files", "--set", f"path={tmp_path / 'orders.xlsx'}").expect()
        new = ("sync", "new", "--template", "shopify_orders_workbook", "--a", "shop", "--b", "book", "--name", "Orders")
        told: Any = cli(*new).expect().json
        assert told["fields"] == ["order", "email", "note"]
        for number in range(3):
            shopify.order({"name": f"#10{number}", "email": f"o{number}@example.org", "note": None})
        assert run(cli, "Orders", "--approve")["b"]["created"] == 3
        assert quiet(run(cli, "Orders", "--full"))
    rows = list(openpyxl.load_workbook(tmp_path / "orders.xlsx").active.iter_rows(min_row=2, values_only=True))
    assert [row[:2] for row in rows] == [(f"#10{number}", f"o{number}@example.org") for number in range(3)]
    assert not shopify.violations


def test_templates_are_told(cli: Program, shop: Database) -> None:
    told: Any = cli("template", "list").expect().json
    assert len(told["templates"]) >= 10
    lines = cli("template", "show", "crm_contacts_erp_parties", json=False).expect().stdout
    assert lines.startswith("# Countries are left out")
    wrong = cli("template", "show", "crm_contact_erp_parties").expect(2)
    assert "Did you mean “crm_contacts_erp_parties”?" in wrong.stdout
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url={shop.url}").expect()
    misfit = cli("sync", "new", "--template", "crm_contacts_erp_parties", "--a", "shop", "--b", "shop").expect(2)
    assert (
        "is for hubspot, salesforce or pipedrive (contacts) and tryton or odoo (parties), not for sql" in misfit.stdout
    )
