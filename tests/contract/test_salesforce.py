"""The connector contract on a Salesforce of our own, written from its documents."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.errors import Retriable
from desktop_sync.model.record import Create, OutcomeStatus, Ref, Selection, Update
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, nobody, person
from tests.contract.renamed import Renamed
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.salesforce import FakeSalesforce

OWN = {
    "LastName": {"type": "string", "length": 80, "nillable": False},
    "Email": {"type": "email", "length": 80},
    "Birthdate": {"type": "date"},
    "Credit__c": {"type": "currency", "precision": 18, "scale": 2},
    "Active__c": {"type": "boolean", "defaultedOnCreate": True},
    "Note__c": {"type": "textarea", "length": 32000},
}
NAMES = dict(zip(("name", "email", "born", "credit", "active", "note"), OWN, strict=True))
S = OutcomeStatus
WRITES = "/services/data/v61.0/composite/sobjects"


class SalesforceAccount(AccountHarness):
    """Contacts, edited in Salesforce itself."""

    table = "Contact"
    keeps_blank_text = False
    name_max = 80
    secret = TOKEN

    def __init__(self, salesforce: FakeSalesforce, url: str) -> None:
        self.salesforce, self.url = salesforce, url

    def open(self) -> Connector:
        opened = Registry().open("salesforce", {"instance_url": self.url}, {"access_token": TOKEN})
        return Renamed(opened, NAMES)  # type: ignore[return-value]

    def _plain(self, values: Mapping[str, Value]) -> dict[str, Any]:
        return {
            NAMES[name]: float(one) if isinstance(one, Decimal) else str(one) if isinstance(one, dt.date) else one
            for name, one in values.items()
        }

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(self.salesforce.insert(self._plain(values)))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.salesforce.change(ref, self._plain(values))

    def delete(self, ref: Ref) -> None:
        self.salesforce.remove(ref)

    def count(self) -> int:
        return len(self.salesforce.living())


@pytest.fixture
def account() -> Iterator[SalesforceAccount]:
    fake = FakeSalesforce(OWN)
    fake.page = 50
    with served(fake) as url:
        yield SalesforceAccount(fake, url)
    assert not fake.violations


class TestSalesforce(ConnectorContract):
    lacks = frozenset({"ids_before_commit"})

    @pytest.mark.parametrize("field", ["email", "born", "credit", "note"])
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        super().test_blank_round_trip(connector, account, field)

    def test_a_blank_checkbox_is_false(self, connector: Connector, account: AccountHarness) -> None:
        assert self.make(connector, account, active=None).values["active"] is False


def test_changes_with_deletes_cost_two_calls(account: SalesforceAccount) -> None:
    fake = account.salesforce
    refs = [account.insert(person(n)) for n in range(120)]
    fake.offset = dt.timedelta(minutes=10)
    cursor = list(account.open().listing(account.selection("name")))[-1].cursor
    assert cursor
    account.change(refs[1], {"name": "Changed"})
    account.delete(refs[2])
    connector = account.open()
    connector.schema("Contact")
    connector.server_time()
    pages = list(connector.changes(account.selection("name"), cursor))
    assert {ref for page in pages for ref in page.refs} == {refs[1]}
    assert {ref for page in pages for ref in page.deleted} == {refs[2]}
    assert connector.calls == 2


def test_what_is_wrong_with_one_is_told_of_that_one(account: SalesforceAccount) -> None:
    connector = account.open()
    selection = account.selection()
    made = connector.write(selection, [Create("a", person(1)), Create("b", {"email": "x@example.org"})], nobody)
    assert [one.status for one in made] == [S.DONE, S.REJECTED]
    assert "Required fields are missing" in made[1].words


def test_a_locked_row_is_tried_again_and_not_held(account: SalesforceAccount) -> None:
    connector = account.open()
    ref = account.insert(person(1))
    expected = connector.read(account.selection(), [ref])[ref]
    locked = [{"success": False, "errors": [{"statusCode": "UNABLE_TO_LOCK_ROW", "message": "locked", "fields": []}]}]
    account.salesforce.plan(Fault.REFUSE, "PATCH", WRITES, answer=(200, {}, locked))
    outcomes = connector.write(account.selection(), [Update(expected, {"note": "x"})], nobody)
    assert [one.status for one in outcomes] == [S.RETRY]


def test_a_used_up_quota_waits(account: SalesforceAccount) -> None:
    refusal = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]
    account.salesforce.plan(Fault.REFUSE, "GET", "/services/data/v61.0/query", answer=(403, {}, refusal))
    with pytest.raises(Retriable):
        list(account.open().listing(account.selection()))


def test_a_create_whose_answer_is_lost_is_found_among_the_newest(account: SalesforceAccount) -> None:
    for number in range(120):
        account.insert(person(number))
    account.salesforce.offset = dt.timedelta(hours=1)
    account.salesforce.plan(Fault.LOSE, "POST", WRITES)
    connector = account.open()
    connector.schema("Contact")
    since = connector.server_time()
    (outcome,) = connector.write(account.selection(), [Create("t", person(500))], nobody)
    assert outcome.status is S.UNKNOWN
    calls = connector.calls
    assert len(connector.find(account.selection(), {"name": "Person 500"}, since)) == 1
    assert connector.calls - calls == 1


def test_an_app_signs_in_as_itself() -> None:
    """The client credentials flow, at the organization's own address; a token that ends is had again."""
    fake = FakeSalesforce({"LastName": {"type": "string"}})
    with served(fake) as url:
        fake.insert({"LastName": "N"})
        connector = Registry().open("salesforce", {"instance_url": url, "app_id": "app"}, {"app_secret": TOKEN})
        selection = Selection("Contact", ("LastName",))
        assert [len(page.refs) for page in connector.listing(selection)] == [1]
        fake.token = "ended"
        assert [len(page.refs) for page in connector.listing(selection)] == [1]
    assert not fake.violations
