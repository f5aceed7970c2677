"""A WooCommerce store, written from woocommerce.github.io/woocommerce-rest-api-docs: each behaviour names its section.

Pagination: “Pagination” (per_page up to 100, X-WP-Total, X-WP-TotalPages). Batches: “Batch update customers” (100 objects, errors in place).
Products' modified_after and dates_are_gmt: “List all products”. Errors: “Errors”.
"""

import base64
import datetime as dt
import re
from collections.abc import Callable, Mapping

from tests.fakes.orders import Incoming, Ordered, signed
from tests.fakes.published import Published
from tests.fakes.rest_server import TOKEN, Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor

KEY = "ck_0123456789"
BILLING = ("first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country")


def text(value: Json) -> bool:
    return isinstance(value, str)


def flag(value: Json) -> bool:
    return isinstance(value, bool)


def price(value: Json) -> bool:
    return isinstance(value, str) and (value == "" or float(value) is not None)


def moment(value: Json) -> bool:
    """An empty text clears it; what is null is as good as not sent, for the store asks with PHP's isset()."""
    return value == "" or dt.datetime.fromisoformat(value) is not None


KINDS: dict[str, dict[str, Callable[[Json], bool]]] = {
    "products": {"name": text, "slug": text, "sku": text, "short_description": text, "purchase_note": text}
    | {"featured": flag, "regular_price": price, "date_on_sale_from": moment},
    "customers": {"email": text, "first_name": text, "last_name": text},
}
EMPTY: dict[str, dict[str, Json]] = {
    "products": {"status": "publish", "featured": False, "date_on_sale_from": None},
    "customers": {"role": "customer"},
}


class FakeWooCommerce(Vendor):
    """A store with customers and products."""

    published = Published(
        "woocommerce/wc-v3-from-index.openapi.json",
        rewrite={"^/": "/wc/v3/"},
        # Of a single create it tells 200 only; the reference answers 201 (WC_REST_CRUD_Controller::create_item).
        known=(
            "modified_after",
            "dates_are_gmt",
            *(f"POST /{one}: the document knows no answer of 201" for one in ("products", "webhooks")),
        ),
    )

    prefix = "/wp-json/wc/v3"

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, dict[str, dict[str, Json]]] = {"products": {}, "customers": {}}
        self.zone = dt.timezone(dt.timedelta(hours=10))
        """The store's."""
        self.ordered: dict[str, Ordered] = {}
        self.firewall = False
        """Whether its host lets no call for several records through (“Batch update”: 501 with ModSecurity)."""

    def routes(self) -> Mapping[str, Route]:
        return {
            "GET /webhooks": self._hooks,
            "POST /webhooks": self._order,
            "DELETE /webhooks/{hook}": self._cancel,
            "POST /{kind}/batch": self._batch,
            "GET /{kind}": self._list,
            "POST /{kind}": self._single,
            "PUT /{kind}/{key}": self._single,
            "DELETE /{kind}/{key}": self._single,
        }

    def sign_in(self, call: Call) -> None:
        expected = base64.b64encode(f"{KEY}:{TOKEN}".encode()).decode()
        if call.headers.get("authorization") != f"Basic {expected}":
            raise Reply(401, _error("woocommerce_rest_cannot_view", "Sorry, you cannot list resources.", 401))

    def unknown(self, call: Call) -> Answer:
        return 404, {}, _error("rest_no_route", "No route was found matching the URL and request method.", 404)

    # webhooks: woocommerce.github.io/woocommerce-rest-api-docs, “Webhooks” ------------------------------------------

    def _hooks(self, call: Call) -> Answer:
        self.only(call, "page", "per_page")
        shown = [
            {
                "id": int(key),
                "topic": one.topic,
                "delivery_url": one.url,
                "status": "active" if one.live else "disabled",
            }
            for key, one in self.ordered.items()
        ]
        return 200, {"X-WP-Total": str(len(shown)), "X-WP-TotalPages": "1"}, shown

    def _order(self, call: Call) -> Answer:
        self.only_keys(call, call.body, "name", "topic", "delivery_url", "secret", "status")
        if not re.fullmatch(r"(customer|product|order|coupon)\.(created|updated|deleted|restored)", call.body["topic"]):
            raise Reply(
                400,
                _error("woocommerce_rest_invalid_webhook_topic", "Webhook topic is required and must be valid.", 400),
            )
        key = str(next(self.ids))
        self.ordered[key] = Ordered(call.body["delivery_url"], call.body["topic"], call.body["secret"])
        return (
            201,
            {},
            {
                "id": int(key),
                "status": "active",
                "topic": call.body["topic"],
                "delivery_url": call.body["delivery_url"],
            },
        )

    def _cancel(self, call: Call, hook: str) -> Answer:
        self.only(call, "force")
        if call.query.get("force") != "true":
            raise Reply(501, _error("woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.", 501))
        if hook not in self.ordered:
            raise Reply(404, _error("woocommerce_rest_webhook_invalid_id", "Invalid ID.", 404))
        del self.ordered[hook]
        return 200, {}, {"id": int(hook)}

    def sent(self, hook: Ordered, body: bytes) -> Incoming:
        """A delivery: base64 of the MAC in X-WC-Webhook-Signature (“Delivery”)."""
        return signed(hook, "X-WC-Webhook-Signature", body)

    # what people do in it ------------------------------------------------------------------------------------------

    def stamp(self) -> str:
        """Now, in whole seconds, without a zone: it is GMT."""
        return self.now().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")

    def insert(self, kind: str, fields: Mapping[str, Json]) -> str:
        """Add a record; its id."""
        key = str(next(self.ids))
        empty: dict[str, Json] = {**dict.fromkeys(KINDS[kind], ""), **EMPTY[kind], "date_created_gmt": self.stamp()}
        if kind == "customers":
            empty |= {"billing": dict.fromkeys(BILLING, ""), "shipping": dict.fromkeys(BILLING, "")}
        self.tables[kind][key] = {"id": int(key), **empty}
        self.change(kind, key, fields)
        return key

    def change(self, kind: str, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a record; addresses are merged."""
        row = self.tables[kind][key]
        for name, value in fields.items():
            if isinstance(value, dict):
                row[name] = {**row[name], **value}
            else:
                row[name] = value if name == "featured" else value or (None if name == "date_on_sale_from" else "")
        row["featured"] = bool(row.get("featured")) if kind == "products" else None
        row["date_modified_gmt"] = self.stamp()

    def remove(self, kind: str, key: str) -> None:
        """Delete it for good."""
        del self.tables[kind][key]

    # calls ---------------------------------------------------------------------------------------------------------

    def _list(self, call: Call, kind: str) -> Answer:
        own = {"products": ("sku", "modified_after", "dates_are_gmt"), "customers": ("email", "role")}[kind]
        self.only(call, "page", "per_page", "orderby", "order", "include", *own)
        query, size = call.query, int(call.query.get("per_page", 10))
        if not 1 <= size <= 100:
            self.wrong(f"per_page {size}")
            raise Reply(400, _error("rest_invalid_param", "Invalid parameter(s): per_page", 400))
        rows = list(self.tables[kind].values())
        if "include" in query:
            wanted = query["include"].split(",")
            rows = [row for row in rows if str(row["id"]) in wanted]
        for name in {"sku", "email"} & query.keys():
            rows = [row for row in rows if row[name] == query[name]]
        if "modified_after" in query:
            assert query["dates_are_gmt"] == "true"
            after = dt.datetime.fromisoformat(query["modified_after"])
            # WordPress' WP_Date_Query::build_mysql_datetime: brought to the store's zone, where it names one of its own, and then held against
            # the column in GMT as it is.
            after = (after.astimezone(self.zone) if after.tzinfo else after).replace(tzinfo=None)
            rows = [row for row in rows if dt.datetime.fromisoformat(row["date_modified_gmt"]) > after]
        rows.sort(key=lambda row: row["id"], reverse=query.get("order", "desc") == "desc")
        pages, page = -(-len(rows) // size), int(query.get("page", 1))
        headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
        return 200, headers, rows[(page - 1) * size : page * size]

    def _batch(self, call: Call, kind: str) -> Answer:
        if self.firewall:
            raise Reply(501, "<html><body>Method Not Implemented</body></html>")
        body = call.body
        self.only_keys(call, body, "create", "update", "delete")
        if sum(len(rows) for rows in body.values()) > 100:
            self.wrong("more than 100 objects")
            raise Reply(413, _error("woocommerce_rest_request_entity_too_large", "100 items at most", 413))
        answer: dict[str, list[Json]] = {}
        for deed, rows in body.items():
            answer[deed] = [self._one(kind, deed, row) for row in rows]
        return 200, {}, answer

    def _single(self, call: Call, kind: str, key: str = "") -> Answer:
        """“Create a customer”, “Update a customer”, “Delete a customer” (with force only), and the same of products."""
        deed = {"POST": "create", "PUT": "update", "DELETE": "delete"}[call.method]
        if deed == "delete" and call.query.get("force") != "true":
            raise Reply(501, _error("woocommerce_rest_trash_not_supported", "No trash.", 501))
        answer = self._one(
            kind, deed, int(key) if deed == "delete" else {**call.body, **({"id": int(key)} if key else {})}
        )
        if "error" in answer:
            raise Reply(answer["error"]["data"]["status"], answer["error"])
        return 201 if deed == "create" else 200, {}, answer

    def _one(self, kind: str, deed: str, row: Json) -> Json:
        key = str(row) if deed == "delete" else str(row.get("id", ""))
        if deed != "create" and key not in self.tables[kind]:
            return {"id": int(key), "error": _error("woocommerce_rest_invalid_id", "Invalid ID.", 400)}
        if deed == "delete":
            gone = self.tables[kind][key]
            self.remove(kind, key)
            return gone
        fields = {name: value for name, value in row.items() if name != "id"}
        problem = self._refused(kind, fields, key)
        if problem:
            return {"id": int(key or 0), "error": problem}
        if deed == "create":
            key = self.insert(kind, fields)
        else:
            self.change(kind, key, fields)
        return self.tables[kind][key]

    def _refused(self, kind: str, fields: Mapping[str, Json], key: str) -> Json:
        for name, value in fields.items():
            if name in {"billing", "shipping"} and kind == "customers":
                if strange := value.keys() - set(BILLING):
                    self.wrong(f"unknown {sorted(strange)}")
            elif name not in KINDS[kind]:
                self.wrong(f"unknown {name}")
            elif not KINDS[kind][name](value):
                return _error("rest_invalid_param", f"Invalid parameter(s): {name}", 400)
        unique, code = (
            ("email", "registration-error-email-exists") if kind == "customers" else ("sku", "product_invalid_sku")
        )
        if kind == "customers" and not key and not fields.get("email"):
            return _error("rest_missing_callback_param", "Missing parameter(s): email", 400)
        taken = fields.get(unique)
        if taken and any(row[unique] == taken for k, row in self.tables[kind].items() if k != key):
            return _error(code, f"There is one with this {unique} already.", 400)
        return None


def _error(code: str, words: str, status: int) -> Json:
    return {"code": code, "message": words, "data": {"status": status}}
