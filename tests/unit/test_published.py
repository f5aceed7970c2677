"""The check of calls and answers by what the vendors publish finds what does not fit; where the documents are not there, it is said."""

from typing import Any

import pytest

from tests.fakes.google import FakeGoogle
from tests.fakes.graph import FakeGraph
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.published import Published
from tests.fakes.rest_server import Call
from tests.fakes.shopify import FakeShopify
from tests.fakes.stripe import FakeStripe
from tests.fakes.woocommerce import FakeWooCommerce
from tests.fakes.xero import FakeXero
from tests.fakes.zendesk import FakeZendesk

FORM = {"content-type": "application/x-www-form-urlencoded"}
WRONG: dict[type[Any], tuple[Call, Any, str]] = {
    FakeXero: (Call("GET", "/api.xro/2.0/Contacts", {"pagesize": "5"}, {}, {}), {"Contacts": []}, "pagesize"),
    FakeZendesk: (Call("GET", "/api/v2/users", {"rolle": "x"}, {}, {}), {"users": []}, "rolle"),
    FakeWooCommerce: (Call("POST", "/customers/batch", {}, {}, {"creates": []}), {}, "creates"),
    FakeStripe: (Call("POST", "/v1/customers", {}, FORM, {"address[town]": "Ulm"}), {}, "town"),
    FakeGoogle: (Call("GET", "/v1/people/me/connections", {"fields": "x", "size": "5"}, {}, {}), {}, "size"),
    FakeGraph: (Call("POST", "/v1.0/me/contacts", {}, {}, {"name": "x"}), {}, "name"),
    FakePipedrive: (Call("GET", "/api/v1/personFields", {}, {}, {}), {"success": "yes"}, "success"),
    FakeShopify: (
        Call("POST", "/graphql.json", {}, {}, {"query": "{ customers(first: 1) { nodes { mail } } }"}),
        {"data": {"customers": {"nodes": []}}},
        "mail",
    ),
}


@pytest.mark.parametrize("fake", WRONG, ids=lambda fake: fake.__name__)
def test_what_the_document_does_not_know_is_found(fake: type[Any]) -> None:
    published: Published = fake.published
    if not published.there:
        pytest.skip(f"{published.file} does not lie beside the checkout, in ../shared/specs")
    call, body, word = WRONG[fake]
    found = published.problems([(call, (200, {}, body))])
    assert [one for one in found if word in one], found
