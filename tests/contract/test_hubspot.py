"""The connector contract on a HubSpot of our own, written from its documents."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, OutcomeStatus, Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, nobody, person
from tests.contract.harness import all_records
from tests.contract.renamed import Renamed
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.rest_server import TOKEN, Fault, served

NAMES = {"name": "lastname", "email": "second_email"}
OWN = {
    "second_email": {"type": "string", "fieldType": "text"},
    "born": {"type": "date", "fieldType": "date"},
    "credit": {"type": "number", "fieldType": "number"},
    "active": {"type": "bool", "fieldType": "booleancheckbox"},
    "note": {"type": "string", "fieldType": "textarea"},
}
DONE = OutcomeStatus.DONE


class HubSpotAccount(AccountHarness):
    """Contacts with custom properties, edited in HubSpot itself."""

    table = "contacts"
    exact_types = False
    keeps_blank_text = False
    secret = TOKEN

    def __init__(self, hubspot: FakeHubSpot, url: str) -> None:
        self.hubspot, self.url = hubspot, url

    def open(self) -> Connector:
        opened = Registry().open("hubspot", {"base_url": self.url}, {"access_token": TOKEN})
        return Renamed(opened, NAMES)  # type: ignore[return-value]

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(self.hubspot.insert(_plain(values)))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.hubspot.change(ref, _plain(values))

    def delete(self, ref: Ref) -> None:
        self.hubspot.remove(ref)

    def count(self) -> int:
        return len(self.hubspot.rows)


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, one in values.items():
        told: Any = "true" if one is True else "false" if one is False else one
        plain[NAMES.get(name, name)] = str(told) if isinstance(told, Decimal | dt.date) else told
    return plain


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    fake = FakeHubSpot(OWN)
    fake.shuffle = True
    yield fake
    assert not fake.violations


@pytest.fixture
def account(hubspot: FakeHubSpot) -> Iterator[HubSpotAccount]:
    with served(hubspot) as url:
        yield HubSpotAccount(hubspot, url)


class TestHubSpot(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})


def old(hubspot: FakeHubSpot, count: int, ago: dt.timedelta = dt.timedelta(seconds=10)) -> list[str]:
    """Contacts that were made a short while ago."""
    return [
        hubspot.insert({"email": f"p{n}@example.org", "lastname": f"P{n}"}, at=hubspot.now() - ago)
        for n in range(count)
    ]


def look(account: HubSpotAccount, cursor: str) -> tuple[set[str], set[str], str, int]:
    """A run's look at the changes, as the engine does it: refs, deleted, position, calls."""
    connector = account.open()
    connector.schema("contacts")
    connector.server_time()
    pages = list(connector.changes(account.selection("name", "email"), cursor))
    refs = {str(ref) for page in pages for ref in page.refs}
    gone = {str(ref) for page in pages for ref in page.deleted}
    assert pages[-1].cursor
    calls = connector.calls
    connector.close()
    return refs, gone, pages[-1].cursor, calls


def begin(account: HubSpotAccount) -> str:
    connector = account.open()
    cursor = list(connector.listing(account.selection("name", "email")))[-1].cursor
    connector.close()
    assert cursor
    return cursor


def test_nothing_changed_costs_two_calls_and_a_hundred_changes_four(
    hubspot: FakeHubSpot, account: HubSpotAccount
) -> None:
    keys = old(hubspot, 450)
    cursor = begin(account)
    refs, gone, cursor, calls = look(account, cursor)
    assert (refs, gone, calls) == (set(), set(), 2)
    for key in keys[:100]:
        hubspot.change(key, {"lastname": "Changed"})
    refs, gone, cursor, calls = look(account, cursor)
    assert (refs, gone) == (set(keys[:100]), set())
    assert calls <= 4
    hubspot.change(keys[200], {"lastname": "Changed"})
    assert look(account, cursor)[0] == {keys[200]}, "the others were met before"


def test_deletes_are_told_without_a_full_listing(hubspot: FakeHubSpot, account: HubSpotAccount) -> None:
    keys = old(hubspot, 30)
    cursor = begin(account)
    hubspot.remove(keys[3])
    refs, gone, cursor, calls = look(account, cursor)
    assert (refs, gone, calls) == (set(), {keys[3]}, 3)
    hubspot.remove(keys[4])
    hubspot.insert({"lastname": "New"})
    refs, gone, _, _ = look(account, cursor)
    assert (len(refs), gone) == (1, {keys[3], keys[4]})


def test_an_index_that_lags_hides_nothing_and_brings_nothing_old_back(
    hubspot: FakeHubSpot, account: HubSpotAccount
) -> None:
    keys = old(hubspot, 5, dt.timedelta(hours=1))
    cursor = begin(account)
    hubspot.lag = dt.timedelta(seconds=90)
    hubspot.change(keys[0], {"lastname": "Changed"})
    refs, _, cursor, _ = look(account, cursor)
    assert refs == set()
    hubspot.offset = dt.timedelta(seconds=120)
    connector = account.open()
    hubspot.change(keys[0], {"lastname": "Newest"})  # the index still has the one before
    pages = list(connector.changes(account.selection("name"), cursor))
    assert [page.decode(0).values["name"] for page in pages if page.refs] == ["Newest"]


def test_what_was_met_a_moment_ago_costs_nothing_again(hubspot: FakeHubSpot, account: HubSpotAccount) -> None:
    """Neither the list of what was archived nor a reading, though the record was made within the look back."""
    keys = old(hubspot, 5, dt.timedelta(hours=1))
    cursor = begin(account)
    hubspot.offset = dt.timedelta(minutes=1)
    made = hubspot.insert({"email": "new@example.org"})
    hubspot.remove(keys[0])
    refs, gone, cursor, _ = look(account, cursor)
    assert ({str(one) for one in refs}, {str(one) for one in gone}) == ({made}, {keys[0]})
    assert look(account, cursor)[::3] == (set(), 2)


def test_good_ones_are_made_and_bad_ones_told_apart(hubspot: FakeHubSpot, account: HubSpotAccount) -> None:
    hubspot.insert({"email": "taken@example.org"})
    connector = Registry().open("hubspot", {"base_url": account.url}, {"access_token": TOKEN})
    selection = account.selection("email", "lastname")
    emails = ["a@example.org", "taken@example.org", "b@example.org"]
    writes = [Create(f"t{n}", {"email": email, "lastname": "X"}) for n, email in enumerate(emails)]
    outcomes = connector.write(selection, writes, nobody)
    assert [one.status for one in outcomes] == [DONE, OutcomeStatus.REJECTED, DONE]
    assert "Existing ID" in outcomes[1].words
    assert [one.record.values["email"] for one in outcomes if one.record] == ["a@example.org", "b@example.org"]


def test_results_without_trace_ids_are_known_by_what_they_hold(hubspot: FakeHubSpot, account: HubSpotAccount) -> None:
    def silent(data: Any) -> Any:
        return {**data, "results": [{k: v for k, v in one.items() if k[0] != "o"} for one in data["results"][1:]]}

    hubspot.plan(Fault.EDIT, "POST", "/crm/v3/objects/contacts/batch/create", edit=silent)
    connector = account.open()
    writes = [Create(f"t{n}", person(n)) for n in range(3)]
    outcomes = connector.write(account.selection(), writes, nobody)
    assert [one.status for one in outcomes] == [DONE, DONE, OutcomeStatus.UNKNOWN]
    assert [one.record.values["name"] for one in outcomes if one.record] == ["Person 0", "Person 1"]
    assert len(all_records(connector.listing(account.selection()))) == 3
