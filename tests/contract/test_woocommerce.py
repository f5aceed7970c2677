"""The connector contract on a WooCommerce store of our own, written from its documents."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.errors import PositionLost
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Ref, Update
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, nobody, person
from tests.contract.renamed import Renamed
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.woocommerce import KEY, FakeWooCommerce

NAMES = {
    "email": "slug",
    "born": "date_on_sale_from",
    "credit": "regular_price",
    "active": "featured",
    "note": "short_description",
}
S = OutcomeStatus


class WooAccount(AccountHarness):
    """Products, edited in the store itself."""

    table = "products"
    exact_types = False
    keeps_blank_text = False
    secret = TOKEN

    def __init__(self, woo: FakeWooCommerce, url: str) -> None:
        self.woo, self.url = woo, url

    def plain(self) -> Connector:
        secrets = {"consumer_key": KEY, "consumer_secret": TOKEN}
        return Registry().open("woocommerce", {"store_url": self.url}, secrets)

    def open(self) -> Connector:
        return Renamed(self.plain(), NAMES)  # type: ignore[return-value]

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(self.woo.insert("products", _plain(values)))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.woo.change("products", ref, _plain(values))

    def delete(self, ref: Ref) -> None:
        self.woo.remove("products", ref)

    def count(self) -> int:
        return len(self.woo.tables["products"])


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    return {
        NAMES.get(name, name): str(one)
        if isinstance(one, Decimal)
        else f"{one}T00:00:00"
        if isinstance(one, dt.date)
        else one
        for name, one in values.items()
    }


@pytest.fixture
def account() -> Iterator[WooAccount]:
    fake = FakeWooCommerce()
    with served(fake) as url:
        yield WooAccount(fake, url)
    assert not fake.violations


class TestProducts(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})

    @pytest.mark.parametrize("field", ["email", "born", "credit", "note"])
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        super().test_blank_round_trip(connector, account, field)


def test_changes_leave_out_nothing_of_the_same_second(account: WooAccount) -> None:
    refs = [account.insert(person(n)) for n in range(150)]
    account.woo.offset = dt.timedelta(minutes=5)
    cursor = list(account.open().listing(account.selection("name")))[-1].cursor
    assert cursor
    seen: set[Ref] = set()
    for ref in refs[:3]:  # within a second, with a look in between
        account.change(ref, {"name": "Changed"})
        connector = account.open()
        connector.schema(account.table)
        pages = list(connector.changes(account.selection("name"), cursor))
        seen |= {one for page in pages for one in page.refs}
        cursor = pages[-1].cursor or ""
        assert connector.calls == 2
    assert seen == set(refs[:3])


def test_customers_with_addresses_and_twins(account: WooAccount) -> None:
    connector = account.plain()
    selection = account.selection("email", "billing.city")
    selection = type(selection)("customers", selection.fields)
    creates = [
        Create("a", {"email": "a@example.org", "billing.city": "Ulm"}),
        Create("b", {"email": "a@example.org"}),
        Create("c", {"email": "c@example.org"}),
    ]
    outcomes = connector.write(selection, creates, nobody)
    assert [one.status for one in outcomes] == [S.DONE, S.REJECTED, S.DONE]
    made = outcomes[0].record
    assert made is not None
    assert made.values == {"email": "a@example.org", "billing.city": "Ulm"}
    account.woo.change("customers", made.ref, {"billing": {"country": "DE"}})
    (moved,) = connector.write(selection, [Update(made, {"billing.city": "Bonn"})], nobody)
    assert moved.status is S.DONE
    billing = account.woo.tables["customers"][made.ref]["billing"]
    assert (billing["city"], billing["country"]) == ("Bonn", "DE")
    assert len(connector.find(selection, {"email": "c@example.org"}, None)) == 1


def test_a_fatal_error_of_php_is_looked_up(account: WooAccount) -> None:
    page = (500, {"Content-Type": "text/html"}, b"<p>There has been a critical error on this website.</p>")
    account.woo.plan(Fault.DENY, "POST", "/products/batch", answer=page)
    connector = account.open()
    since = connector.server_time()
    outcomes = connector.write(account.selection(), [Create("a", person(1))], nobody)
    assert [one.status for one in outcomes] == [S.UNKNOWN]
    assert account.count() == 1
    assert len(connector.find(account.selection(), {"name": "Person 1"}, since)) == 1


def test_a_host_that_lets_no_batches_through(account: WooAccount) -> None:
    """One refusal shows it; then each record goes by itself, and is refused by itself."""
    account.woo.firewall = True
    connector = account.open()
    batch = [Create("one", person(1)), Create("two", person(2, email="")), Create("three", person(1))]
    assert [one.status for one in connector.write(account.selection(), batch, nobody)][:2] == [S.DONE, S.DONE]
    ref = account.insert(person(4))
    record = connector.read(account.selection(), [ref])[ref]
    (outcome,) = connector.write(account.selection(), [Update(record, {"note": "changed"})], nobody)
    assert outcome.record is not None
    assert outcome.record.values["note"] == "changed"
    (outcome,) = connector.write(account.selection(), [Delete(outcome.record)], nobody)
    assert outcome.status is S.DONE
    assert account.count() == 3
    assert account.woo.count("POST", "/products/batch") == 3


def test_a_delete_shows_by_the_number(account: WooAccount) -> None:
    """Which record it was, only a listing tells: the position is lost."""
    refs = [account.insert(person(n)) for n in range(5)]
    account.woo.offset = dt.timedelta(minutes=5)
    cursor = list(account.open().listing(account.selection("name")))[-1].cursor or ""
    account.woo.offset += dt.timedelta(minutes=5)
    account.insert(person(6))
    account.woo.offset += dt.timedelta(minutes=5)
    pages = list(account.open().changes(account.selection("name"), cursor))
    assert sum(len(page.refs) for page in pages) == 1
    account.delete(refs[0])
    account.insert(person(7))
    account.woo.offset += dt.timedelta(minutes=5)
    with pytest.raises(PositionLost):
        list(account.open().changes(account.selection("name"), pages[-1].cursor or ""))
