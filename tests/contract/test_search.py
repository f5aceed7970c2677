"""One new record costs the target a call or two, not its whole list: it is searched for. Whatever a value holds, it stays a value; what the index
does not hold yet is found all the same, or can't be made twice.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.format_calls import Quote
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.connectors.rest.searching import quoted
from desktop_sync.model.record import Create, OutcomeStatus, Selection
from tests.contract.test_economy import Case, later, running
from tests.fakes.graph import FakeGraph
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.rest_server import TOKEN
from tests.fakes.salesforce import FakeSalesforce
from tests.fakes.xero import TENANT, FakeXero
from tests.fakes.zendesk import EMAIL, FakeZendesk

HOSTILE = (
    "O'Brien",
    "'' or '1' = '1",
    "x' OR LastName != '",
    "\\' OR Id != \\'",
    'a "quoted" name',
    '" OR Name != "',
    "back\\slash\\",
    "100 % & more # + ?",
    "two\nlines\tand\ta tab",
    "Jürgen Ömer 山田 🙂",
    "{value} {term} {{x}}",
    "*",
    "a,b",
)
SALES = {"LastName": {"type": "string", "length": 80}, "Long": {"type": "textarea", "length": 32000}}
SALES |= {"Secret": {"type": "encryptedstring", "length": 100}}


@dataclass(frozen=True)
class Searched:
    """A vendor's field that can be asked for. `lists`: these characters make it read the list."""

    case: Case
    lists: str = ""
    calls: int = 1


def _zendesk(table: str, name: str, fields: Callable[[str], dict[str, Any]], lists: str = "") -> Searched:
    settings = {"subdomain": "company", "email": EMAIL}
    case = Case("zendesk", lambda: FakeZendesk({}), table, name, fields, settings, {"api_token": TOKEN}, table)
    return Searched(case, lists)


SEARCHED = [
    Searched(Case("salesforce", lambda: FakeSalesforce(SALES), "Contact", "LastName", lambda text: {"LastName": text})),
    Searched(Case("microsoft_contacts", FakeGraph, "contacts", "displayName", lambda text: {"displayName": text})),
    Searched(
        Case(
            "microsoft_contacts",
            FakeGraph,
            "contacts",
            "emailAddresses.0.address",
            lambda text: {"emailAddresses": [{"address": text, "name": ""}]},
        )
    ),
    Searched(Case("xero", FakeXero, "contacts", "Name", lambda text: {"Name": text}, {"tenant_id": TENANT}), '"\\'),
    # The index names it, it is read by its id, and the newest are those that the index may miss.
    Searched(
        Case("pipedrive", FakePipedrive, "persons", "name", lambda text: {"name": text}, {}, {"api_token": TOKEN}),
        "",
        3,
    ),
    _zendesk("tickets", "external_id", lambda text: {"subject": "x", "external_id": text}),
    _zendesk("users", "external_id", lambda text: {"name": "x", "external_id": text}, '"\\'),
    _zendesk("organizations", "name", lambda text: {"name": text}),
]
NOT_SEARCHED = {
    "airtable": "a formula would be needed",
    "mailchimp": "a member is made once only, by the address",
    "request_tracker": "a query in TicketSQL would be needed",
    "google_contacts": "its search finds beginnings of words, and lags",
    "shopify": "its search lags",
    "wordpress": "its search looks into all texts",
}
"""Kinds whose tables are listed."""


@pytest.mark.parametrize("one", SEARCHED, ids=lambda one: f"{one.case.kind} {one.case.table} {one.case.name}")
def test_a_record_is_found_by_a_value_whatever_it_holds(one: Searched) -> None:
    case = one.case
    selection = Selection(case.table, (case.name,))
    with running(case) as (fake, settings):
        keys = {text: case.insert(fake, text) for text in HOSTILE}
        for number in range(300):
            case.insert(fake, f"p{number}")
        later(fake, hours=1)
        connector = Registry().open(case.kind, settings, case.secrets)
        connector.schema(case.table)
        connector.server_time()
        for text, key in keys.items():
            before = connector.calls
            found = connector.find(selection, {case.name: text}, None)
            assert [record.ref for record in found] == [key], text
            if not any(letter in text for letter in one.lists):
                assert connector.calls - before <= one.calls, text
        assert not connector.find(selection, {case.name: "nobody"}, None)
        connector.close()


@pytest.mark.parametrize("name", ["Long", "Secret"])
def test_a_field_that_may_not_be_asked_for_is_looked_for_in_the_list(name: str) -> None:
    case = Case("salesforce", lambda: FakeSalesforce(SALES), "Contact", name, lambda text: {name: text})
    with running(case) as (fake, settings):
        key = case.insert(fake, "as it is")
        case.insert(fake, "another")
        connector = Registry().open(case.kind, settings, case.secrets)
        [found] = connector.find(Selection(case.table, (name,)), {name: "as it is"}, None)
        assert found.ref == key
        connector.close()


@pytest.mark.parametrize(("count", "calls"), [(90, [1, 0, 0, 0, 0]), (290, [1, 1, 3, 0, 0])])
def test_several_take_no_more_calls_than_the_list_twice(count: int, calls: list[int]) -> None:
    """One that fits into a page is read at once, and once for all; a longer one when as many calls were spent on searches."""
    case = SEARCHED[1].case
    selection = Selection(case.table, (case.name,))
    with running(case) as (fake, settings):
        for number in range(count):
            case.insert(fake, f"p{number}")
        connector = Registry().open(case.kind, settings, case.secrets)
        list(connector.listing(selection))
        spent = []
        for number in range(5):
            before = connector.calls
            [found] = connector.find(selection, {case.name: f"p{number}"}, None)
            assert found.values[case.name] == f"p{number}"
            spent.append(connector.calls - before)
        assert spent == calls
        connector.close()


def test_what_an_index_does_not_hold_yet_is_among_the_newest() -> None:
    case = SEARCHED[4].case
    with running(case) as (fake, settings):
        for number in range(300):
            case.insert(fake, f"p{number}")
        later(fake, hours=1)
        fake.index_lag = dt.timedelta(minutes=5)
        key = case.insert(fake, "just made")
        connector = Registry().open(case.kind, settings, case.secrets)
        connector.schema(case.table)
        connector.server_time()
        before = connector.calls
        [found] = connector.find(Selection(case.table, (case.name,)), {case.name: "just made"}, None)
        assert (found.ref, connector.calls - before) == (key, 2)
        connector.close()


@pytest.mark.parametrize(
    ("table", "name", "value"), [("users", "email", "ann@example.org"), ("organizations", "name", "Acme")]
)
def test_what_an_index_does_not_hold_yet_is_not_made_twice_where_the_system_refuses(
    table: str, name: str, value: str
) -> None:
    fields = {"name": value, name: value}
    case = _zendesk(table, name, lambda _: fields).case
    with running(case) as (fake, settings):
        fake.index_lag = dt.timedelta(minutes=5)
        key = case.insert(fake, value)
        connector = Registry().open(case.kind, settings, case.secrets)
        selection = Selection(table, tuple(fields))
        assert not connector.find(selection, {name: value}, None)
        [outcome] = connector.write(selection, [Create("t", fields)], lambda _, __: None)
        assert outcome.status is OutcomeStatus.REJECTED
        assert fake.living(table) == [key]
        later(fake, minutes=6)
        assert [one.ref for one in connector.find(selection, {name: value}, None)] == [key]
        connector.close()


def test_a_lost_answer_is_not_looked_for_in_an_index_that_lags() -> None:
    case = SEARCHED[4].case
    with running(case) as (fake, settings):
        fake.index_lag = dt.timedelta(minutes=5)
        since = fake.now()
        key = case.insert(fake, "just made")
        connector = Registry().open(case.kind, settings, case.secrets)
        [found] = connector.find(Selection(case.table, (case.name,)), {case.name: "just made"}, since)
        assert found.ref == key
        assert not any(call.path.endswith("/search") for call in fake.calls)
        connector.close()


def test_every_kind_has_a_search_or_a_reason() -> None:
    manifests = {kind: read_manifest(file) for kind, file in bundled_manifests().items()}
    without = {kind for kind, one in manifests.items() if not any(table.search for table in one.tables.values())}
    assert without == NOT_SEARCHED.keys()


def test_quoting_is_that_of_the_documents() -> None:
    assert quoted(Quote.BACKSLASH, "O'Brien \\ \n") == "O\\'Brien \\\\ \\n"
    assert quoted(Quote.TWICE, "O'Brien \\ 'x'") == "O''Brien \\ ''x''"
    assert quoted(Quote.PLAIN, "O'Brien \\") == "O'Brien \\"
