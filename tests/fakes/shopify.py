"""Shopify's Admin API (GraphQL), written from its schema 2025-01 and shopify.dev/docs/api: each behaviour names its page.

Connections: usage/pagination-graphql (250 at most). Search: usage/search-syntax; it lags behind. Refusals: userErrors in an answer of 200.
THROTTLED: usage/rate-limits. Tokens: apps/build/dev-dashboard/get-api-access-tokens (client credentials, 24 hours).
"""

import datetime as dt
import re
from collections.abc import Mapping

from tests.fakes.orders import Incoming, Ordered, signed
from tests.fakes.published import Published
from tests.fakes.rest_server import TOKEN, Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, iso_s

INPUT = {"firstName", "lastName", "email", "phone", "note", "tags", "taxExempt", "locale"}
TOKEN_PATH = "/admin/oauth/access_token"


class FakeShopify(Vendor):
    """A store with customers. `lag`: how long the search shows a customer as it was."""

    published = Published("shopify/admin_schema_2025-01.json.gz")

    forms = frozenset({TOKEN_PATH})

    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        self.lag = dt.timedelta()
        self.orders: dict[str, dict[str, Json]] = {}
        self._before: dict[str, str] = {}
        self.ordered: dict[str, Ordered] = {}
        self.orders_allowed = True
        """Whether the app may see orders."""

    def routes(self) -> Mapping[str, Route]:
        return {f"POST {TOKEN_PATH}": self._sign_in, "POST /admin/api/2025-01/graphql.json": self._query}

    def sign_in(self, call: Call) -> None:
        if call.path != TOKEN_PATH and call.headers.get("x-shopify-access-token") != self.token:
            raise Reply(401, {"errors": "[API] Invalid API key or access token"})

    def _sign_in(self, call: Call) -> Answer:
        if call.body != {"grant_type": "client_credentials", "client_id": "id", "client_secret": TOKEN}:
            raise Reply(400, {"error": "invalid_request"})
        self.token += "x"
        return 200, {}, {"access_token": self.token, "scope": "write_customers", "expires_in": 86399}

    # webhooks: shopify.dev/docs/api/admin-graphql/2025-01/mutations/webhookSubscriptionCreate ----------------------------

    def _hooks(self) -> list[Json]:
        return [{"id": key, "topic": one.topic, "callbackUrl": one.url} for key, one in self.ordered.items()]

    def _order(self, given: Mapping[str, Json]) -> Json:
        asked = given["input"]
        taken = any((one.url, one.topic) == (asked["callbackUrl"], given["topic"]) for one in self.ordered.values())
        if taken or not asked["callbackUrl"].startswith("https://"):
            words = (
                "Address for this topic has already been taken"
                if taken
                else "Address protocol http:// is not supported"
            )
            return {
                "webhookSubscription": None,
                "userErrors": [{"field": ["webhookSubscription", "callbackUrl"], "message": words}],
            }
        if given["topic"].startswith("ORDERS") and not self.orders_allowed:
            words = "You cannot create a webhook subscription with the specified topic"
            return {"webhookSubscription": None, "userErrors": [{"field": ["topic"], "message": words}]}
        key = f"gid://shopify/WebhookSubscription/{next(self.ids)}"
        self.ordered[key] = Ordered(asked["callbackUrl"], given["topic"], TOKEN)
        return {"webhookSubscription": {"id": key}, "userErrors": []}

    def _cancel(self, given: Mapping[str, Json]) -> Json:
        if self.ordered.pop(given["id"], None) is None:
            words = "Webhook subscription does not exist"
            return {"deletedWebhookSubscriptionId": None, "userErrors": [{"field": ["id"], "message": words}]}
        return {"deletedWebhookSubscriptionId": given["id"], "userErrors": []}

    def sent(self, hook: Ordered, body: bytes) -> Incoming:
        """base64 of the MAC with the app's secret in X-Shopify-Hmac-Sha256 (apps/build/webhooks/subscribe/https)."""
        return signed(hook, "X-Shopify-Hmac-Sha256", body)

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, fields: Mapping[str, Json]) -> str:
        """Add a customer; the id."""
        key = f"gid://shopify/Customer/{next(self.ids)}"
        blank = dict.fromkeys(INPUT) | {"tags": [], "taxExempt": False, "locale": "en", "numberOfOrders": "0"}
        self.rows[key] = {"id": key, **blank, "createdAt": iso_s(self.now())}
        self.change(key, fields)
        return key

    def order(self, fields: Mapping[str, Json]) -> str:
        """Somebody orders; the id."""
        key = f"gid://shopify/Order/{next(self.ids)}"
        self.orders[key] = {
            "id": key,
            "createdAt": iso_s(self.now()),
            "updatedAt": iso_s(self.now()),
            "tags": [],
            "displayFulfillmentStatus": "UNFULFILLED",
            "currencyCode": "EUR",
            **fields,
        }
        return key

    def change(self, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a customer."""
        row = self.rows[key]
        self._before[key] = row.get("updatedAt", "")
        row |= {name: None if value == "" else value for name, value in fields.items()}
        row["updatedAt"] = iso_s(self.now())

    def remove(self, key: str) -> None:
        """Delete a customer; nothing tells of it."""
        del self.rows[key]

    # calls ---------------------------------------------------------------------------------------------------------

    def _query(self, call: Call) -> Answer:
        self.only_keys(call, call.body, "query", "variables")
        query, given = call.body["query"], call.body.get("variables", {})
        declared = re.findall(r"\$(\w+): \[?(\w+)", query.partition("{")[0])
        if strange := given.keys() - {name for name, _ in declared}:
            self.wrong(f"variables {sorted(strange)}")
        root = re.search(r"\{ (\w+)", query)
        assert root is not None
        fields = {
            "shop": lambda _: {"name": "Demo"},
            "webhookSubscriptions": lambda _: {"nodes": self._hooks()},
            "webhookSubscriptionCreate": self._order,
            "webhookSubscriptionDelete": self._cancel,
            "customers": lambda one: self._listed(self.rows, one),
            "orders": lambda one: self._listed(self.orders, one),
            "customersCount": lambda _: {"count": len(self.rows)},
            "ordersCount": lambda _: {"count": len(self.orders)},
            "nodes": lambda one: [{**self.orders, **self.rows}.get(key) for key in one["ids"]],
            "customerCreate": self._create,
            "customerUpdate": self._update,
            "customerDelete": self._delete,
        }
        return 200, {}, {"data": {root[1]: fields[root[1]](given)}, "extensions": {"cost": {"requestedQueryCost": 2}}}

    def _listed(self, table: Mapping[str, dict[str, Json]], given: Mapping[str, Json]) -> Json:
        if not 1 <= given["first"] <= 250:
            self.wrong(f"first: {given['first']}")
        rows = list(table.values())
        if search := given.get("search"):
            found = re.fullmatch(r"updated_at:>='([^']+)'", search)
            assert found is not None, search
            rows = [row for row in rows if self._indexed(row) >= found[1]]
        if given["sort"] == "UPDATED_AT":
            rows.sort(key=self._indexed)
        if given.get("reverse"):
            rows.reverse()
        start = int(given.get("after") or 0)
        some = rows[start : start + given["first"]]
        more = start + given["first"] < len(rows)
        return {"nodes": some, "pageInfo": {"hasNextPage": more, "endCursor": str(start + len(some))}}

    def _indexed(self, row: Json) -> str:
        late = dt.datetime.fromisoformat(row["updatedAt"]) > self.now() - self.lag
        return self._before.get(row["id"], "") if late and self.lag else row["updatedAt"]

    def _errors(self, fields: Mapping[str, Json], key: str = "") -> list[Json]:
        if strange := fields.keys() - INPUT - {"id"}:
            self.wrong(f"unknown {sorted(strange)}")
        if key and key not in self.rows:
            return [{"field": ["id"], "message": "Customer does not exist"}]
        if not key and not any(fields.get(name) for name in ("firstName", "lastName", "email", "phone")):
            return [{"field": None, "message": "A name, phone number, or email address must be present"}]
        email = fields.get("email")
        if email and any(row["email"] == email for k, row in self.rows.items() if k != key):
            return [{"field": ["email"], "message": "Email has already been taken"}]
        return []

    def _create(self, given: Mapping[str, Json]) -> Json:
        if errors := self._errors(given["input"]):
            return {"customer": None, "userErrors": errors}
        return {"customer": self.rows[self.insert(given["input"])], "userErrors": []}

    def _update(self, given: Mapping[str, Json]) -> Json:
        key = given["input"]["id"]
        if errors := self._errors(given["input"], key):
            return {"customer": None, "userErrors": errors}
        self.change(key, given["input"])
        return {"customer": self.rows[key], "userErrors": []}

    def _delete(self, given: Mapping[str, Json]) -> Json:
        key = given["input"]["id"]
        if key not in self.rows:
            return {"deletedCustomerId": None, "userErrors": [{"field": ["id"], "message": "Customer can't be found"}]}
        del self.rows[key]
        return {"deletedCustomerId": key, "userErrors": []}
