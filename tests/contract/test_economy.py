"""How many calls a look at each vendor costs: when nothing has changed, when a hundred records have, and when it is asked again at once."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Selection
from desktop_sync.sync.ports import Connector
from tests.fakes.google import FakeGoogle
from tests.fakes.graph import FakeGraph
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.mailchimp import API_KEY, FakeMailchimp
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.rest_server import TOKEN, served
from tests.fakes.salesforce import FakeSalesforce
from tests.fakes.shopify import FakeShopify
from tests.fakes.vendor import Vendor
from tests.fakes.woocommerce import KEY, FakeWooCommerce
from tests.fakes.xero import TENANT, FakeXero
from tests.fakes.zendesk import EMAIL, FakeZendesk

BEARER = {"access_token": TOKEN}


@dataclass(frozen=True)
class Case:
    """A vendor: how it is begun, filled and edited; `hundred`: the most calls that a hundred changes among 250 may cost."""

    fake: Callable[[], Any]
    table: str
    name: str
    fields: Callable[[str], dict[str, Any]]
    hundred: int
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=lambda: BEARER)
    several: bool = False
    """Whether the fake keeps several tables."""

    def insert(self, fake: Any, text: str) -> str:
        return str(fake.insert(*self._table(), self.fields(text)))

    def change(self, fake: Any, key: str, text: str) -> None:
        fake.change(*self._table(), key, self.fields(text))

    def _table(self) -> tuple[str, ...]:
        return (self.table,) if self.several else ()


CASES = {
    "hubspot": Case(lambda: FakeHubSpot({}), "contacts", "lastname", lambda text: {"lastname": text}, 4),
    "salesforce": Case(
        lambda: FakeSalesforce({"LastName": {"type": "string"}}),
        "Contact",
        "LastName",
        lambda text: {"LastName": text},
        2,
    ),
    "zendesk": Case(
        lambda: FakeZendesk({}),
        "users",
        "name",
        lambda text: {"name": text},
        4,  # the fake shows fifty at once, Zendesk a thousand
        {"subdomain": "company", "email": EMAIL},
        {"api_token": TOKEN},
        several=True,
    ),
    "xero": Case(FakeXero, "contacts", "Name", lambda text: {"Name": text}, 2, {"tenant_id": TENANT}),
    "shopify": Case(FakeShopify, "customers", "firstName", lambda text: {"firstName": text}, 3),
    "pipedrive": Case(FakePipedrive, "persons", "name", lambda text: {"name": text}, 2, {}, {"api_token": TOKEN}),
    "mailchimp": Case(
        lambda: FakeMailchimp({}),
        "members",
        "email_address",
        lambda text: {"email_address": f"{text}@example.org"},
        2,
        {"list_id": "abc123"},
        {"api_key": API_KEY},
    ),
    "woocommerce": Case(
        FakeWooCommerce,
        "products",
        "name",
        lambda text: {"name": text},
        2,
        {},
        {"consumer_key": KEY, "consumer_secret": TOKEN},
        several=True,
    ),
    "google_contacts": Case(
        FakeGoogle, "people", "names.0.familyName", lambda text: {"names": [{"familyName": text}]}, 4
    ),
    "microsoft_contacts": Case(FakeGraph, "contacts", "displayName", lambda text: {"displayName": text}, 2),
}


def look(connector: Connector, selection: Selection, cursor: str) -> tuple[set[str], str, int]:
    """As a run looks: what changed, the position, and what it cost."""
    connector.schema(selection.table)
    connector.server_time()
    pages = list(connector.changes(selection, cursor))
    position = pages[-1].cursor
    assert position
    calls = connector.calls
    connector.close()
    return {str(ref) for page in pages for ref in page.refs}, position, calls


@pytest.mark.parametrize("kind", CASES)
def test_calls_of_a_look(kind: str) -> None:
    case = CASES[kind]
    fake: Vendor = case.fake()
    selection = Selection(case.table, (case.name,))
    with served(fake) as url:

        def opened() -> Connector:
            return Registry().open(kind, {"base_url": url, **case.settings}, case.secrets)

        keys = [case.insert(fake, f"p{number}") for number in range(250)]
        fake.offset = dt.timedelta(minutes=20)
        cursor = list(opened().listing(selection))[-1].cursor or ""
        fake.offset += dt.timedelta(minutes=20)
        seen, cursor, calls = look(opened(), selection, cursor)
        assert (seen, calls <= 2) == (set(), True), f"nothing changed: {calls} calls"
        for key in keys[:100]:
            case.change(fake, key, f"new{key[-6:]}")
        fake.offset += dt.timedelta(minutes=2)
        seen, cursor, calls = look(opened(), selection, cursor)
        assert seen == set(keys[:100])
        assert calls <= case.hundred, f"a hundred changes: {calls} calls"
        fake.offset += dt.timedelta(seconds=3)
        _, _, calls = look(opened(), selection, cursor)
        assert calls <= 2, f"asked again at once: {calls} calls"
    assert not fake.violations
