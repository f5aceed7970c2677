"""Shopify customers, on a Shopify of our own written from its schema and documents. They have no date or amount that could be written, which
the whole contract needs: this is what it asks for otherwise.
"""

import datetime as dt
from collections.abc import Iterator

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Ref, Selection, Update
from desktop_sync.sync.ports import Connector
from tests.contract.contract import all_records, nobody
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.shopify import FakeShopify

S = OutcomeStatus
QUERY = "/admin/api/2025-01/graphql.json"
FIELDS = Selection("customers", ("email", "lastName", "note", "tags", "taxExempt"))


class TestShopify:
    fake: FakeShopify
    url: str

    def open(self, **secrets: str) -> Connector:
        settings = {"base_url": self.url, "shop": "company.myshopify.com"}
        return Registry().open("shopify", settings, secrets or {"access_token": TOKEN})

    @pytest.fixture(autouse=True)
    def running(self) -> Iterator[None]:
        self.fake = FakeShopify()
        with served(self.fake) as self.url:
            yield
        assert not self.fake.violations

    def test_listing_and_changes_of_an_index_that_lags(self) -> None:
        keys = [self.fake.insert({"lastName": f"C{n}"}) for n in range(300)]
        self.fake.offset = dt.timedelta(minutes=10)
        pages = list(self.open().listing(FIELDS))
        assert {ref for page in pages for ref in page.refs} == set(keys)
        cursor, seen = pages[-1].cursor or "", set[Ref]()
        self.fake.lag = dt.timedelta(seconds=60)
        self.fake.change(keys[3], {"lastName": "Changed"})
        for minutes in (10, 12):
            self.fake.offset = dt.timedelta(minutes=minutes)
            connector = self.open()
            connector.server_time()
            pages = list(connector.changes(FIELDS, cursor))
            seen |= {ref for page in pages for ref in page.refs}
            cursor = pages[-1].cursor or ""
        assert seen == {keys[3]}

    def test_writes_and_errors_in_an_answer_of_200(self) -> None:
        connector = self.open()
        good = {"email": "a@example.org", "lastName": "Ann", "tags": ("vip", "new"), "taxExempt": True}
        creates = [Create("a", good), Create("b", {"email": "a@example.org"}), Create("c", {"note": "nobody"})]
        outcomes = connector.write(FIELDS, creates, nobody)
        assert [one.status for one in outcomes] == [S.DONE, S.REJECTED, S.REJECTED]
        assert outcomes[1].words == "Email has already been taken"
        made = outcomes[0].record
        assert made is not None
        assert made.values == {**good, "note": None}
        (done,) = connector.write(FIELDS, [Update(made, {"note": "x", "tags": ()})], nobody)
        assert done.record is not None
        assert (done.record.values["note"], done.record.values["tags"]) == ("x", ())
        self.fake.change(made.ref, {"note": "theirs"})
        assert [one.status for one in connector.write(FIELDS, [Delete(done.record)], nobody)] == [S.STALE]
        current = connector.read(FIELDS, [made.ref, Ref("no-such-ref")])[made.ref]
        assert [one.status for one in connector.write(FIELDS, [Delete(current)], nobody)] == [S.DONE]
        assert not self.fake.rows

    def test_throttled_in_an_answer_of_200(self) -> None:
        key = self.fake.insert({"lastName": "Ann"})
        told = {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]}
        self.fake.plan(Fault.REFUSE, "POST", QUERY, answer=(200, {}, told))
        assert set(all_records(self.open().listing(FIELDS))) == {key}

    def test_a_create_whose_answer_is_lost_is_found_and_not_repeated(self) -> None:
        for number in range(30):
            self.fake.insert({"lastName": f"C{number}"})
        self.fake.offset = dt.timedelta(hours=1)
        connector = self.open()
        since = connector.server_time()
        self.fake.plan(Fault.LOSE, "POST", QUERY)
        (outcome,) = connector.write(FIELDS, [Create("t", {"lastName": "Lost"})], nobody)
        assert outcome.status is S.UNKNOWN
        assert len(connector.find(FIELDS, {"lastName": "Lost"}, since)) == 1
        assert len(self.fake.rows) == 31

    def test_client_credentials_and_a_token_that_ends(self) -> None:
        key = self.fake.insert({"lastName": "Ann"})
        connector = self.open(client_id="id", client_secret=TOKEN)
        assert set(all_records(connector.listing(FIELDS))) == {key}
        self.fake.token = "another"
        assert set(connector.read(FIELDS, [Ref(key)])) == {key}
