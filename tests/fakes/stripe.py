"""Stripe's customers and events, written from docs.stripe.com/api: each behaviour names its page.

Lists: pagination (newest first, 100 at most, starting_after and ending_before name an object that is there; ending_before gives those right
before it). Customers: customers/update, customers/delete ({deleted: true}, also when it is read later). Events: events (30 days, newest
first). Twice the same request: idempotent_requests (the first answer again; other parameters with the same key are an error). errors.
"""

import re
from collections.abc import Mapping
from typing import Any

from tests.fakes.orders import Incoming, Ordered
from tests.fakes.orders import call as made
from tests.fakes.published import Published
from tests.fakes.rest_server import Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor

KEY = "rk_test_51Example"
PARTS = ("city", "country", "line1", "line2", "postal_code", "state")
TEXTS = {"name": 256, "email": 512, "phone": 20, "description": 5000}
_NAME = re.compile(r"(\w+)(?:\[(\w+)\])?")


class _Forms(frozenset[str]):
    """All paths that are written to take forms."""

    def __contains__(self, path: object) -> bool:
        return str(path).startswith("/v1/")


class FakeStripe(Vendor):
    """An account. `rows`: customers by id, in the order in which they were made."""

    published = Published("stripe/stripe-slice.json", known=("types[",), nulls=True)
    forms = _Forms()

    def __init__(self) -> None:
        super().__init__()
        self.token = KEY
        self.events: list[dict[str, Json]] = []
        self.deleted: set[str] = set()
        self.done: dict[str, tuple[Json, Answer]] = {}
        self.ordered: dict[str, Ordered] = {}

    def routes(self) -> Mapping[str, Route]:
        base = "/v1/customers"
        return {
            f"GET {base}": self._list,
            f"POST {base}": self._create,
            f"GET {base}/{{key}}": self._show,
            f"POST {base}/{{key}}": self._update,
            f"DELETE {base}/{{key}}": self._delete,
            "GET /v1/events": self._happened,
            "GET /v1/webhook_endpoints": self._hooks,
            "POST /v1/webhook_endpoints": self._order,
            "DELETE /v1/webhook_endpoints/{hook}": self._cancel,
        }

    def sign_in(self, call: Call) -> None:
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise _problem(401, "api_key_expired", "Expired API Key provided")
        if "stripe-version" not in call.headers:
            self.wrong("the account's own version of the interface")

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, fields: Mapping[str, Json]) -> str:
        """Add a customer; the id."""
        key = f"cus_{next(self.ids):014d}"
        blank = {"name": None, "email": None, "phone": None, "description": None, "address": None, "currency": None}
        more = {"object": "customer", "livemode": False, "balance": 0, "delinquent": False, "tax_exempt": "none"}
        self.rows[key] = {"id": key, **blank, **more, "metadata": {}, "shipping": None, "created": self._seconds()}
        self._put(key, fields)
        self._tell("created", self.rows[key])
        return key

    def change(self, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a customer."""
        self._put(key, fields)
        self._tell("updated", self.rows[key])

    def remove(self, key: str) -> None:
        """Delete it for good."""
        self._tell("deleted", self.rows.pop(key))
        self.deleted.add(key)

    def forget(self, count: int) -> None:
        """So many events are older than 30 days."""
        del self.events[:count]

    def _put(self, key: str, fields: Mapping[str, Json]) -> None:
        row = self.rows[key]
        for name, value in fields.items():
            if name == "metadata":
                kept = {**row["metadata"], **value}
                row["metadata"] = {one: text for one, text in kept.items() if text != ""}
            elif name == "address" and value != "":
                row["address"] = {part: value.get(part) or None for part in PARTS}  # what is left out is blank
            else:
                row[name] = value or None

    def _tell(self, what: str, row: Mapping[str, Json]) -> None:
        usual = {"object": "event", "livemode": False, "pending_webhooks": 0, "api_version": "2023-08-16"}
        told = {"id": f"evt_{next(self.ids):014d}", "type": f"customer.{what}", "created": self._seconds()}
        self.events.append({**usual, **told, "data": {"object": dict(row)}})

    def _seconds(self) -> int:
        return int(self.now().timestamp())

    # calls ---------------------------------------------------------------------------------------------------------

    def _page(self, call: Call, rows: list[Any], what: str) -> Answer:
        """`rows`: the newest first."""
        limit = int(call.query.get("limit", 10))
        if not 1 <= limit <= 100:
            raise _problem(400, "parameter_invalid_integer", "Invalid limit")
        ids, more = [row["id"] for row in rows], False
        for name in ("starting_after", "ending_before"):
            if name in call.query and call.query[name] not in ids:
                raise _problem(404, "resource_missing", f"No such {what}: '{call.query[name]}'", name)
        if "ending_before" in call.query:
            newer = rows[: ids.index(call.query["ending_before"])]
            rows, more = newer[-limit:], len(newer) > limit
        else:
            start = ids.index(call.query["starting_after"]) + 1 if "starting_after" in call.query else 0
            rows, more = rows[start : start + limit], len(rows) > start + limit
        return 200, {}, {"object": "list", "url": call.path, "has_more": more, "data": rows}

    def _list(self, call: Call) -> Answer:
        self.only(call, "limit", "starting_after", "ending_before", "email")
        email = call.query.get("email")
        rows = [row for row in reversed(self.rows.values()) if email is None or row["email"] == email]
        return self._page(call, rows, "customer")

    def _happened(self, call: Call) -> Answer:
        self.only(call, "limit", "starting_after", "ending_before", *(f"types[{n}]" for n in range(20)))
        wanted = {value for name, value in call.query.items() if name.startswith("types[")}
        return self._page(call, [one for one in reversed(self.events) if one["type"] in wanted], "event")

    def _there(self, key: str) -> dict[str, Json]:
        if key not in self.rows:
            raise _problem(404, "resource_missing", f"No such customer: '{key}'", "id")
        return self.rows[key]

    def _show(self, call: Call, key: str) -> Answer:
        self.only(call)
        if key in self.deleted:
            return 200, {}, {"id": key, "object": "customer", "deleted": True}
        return 200, {}, self._there(key)

    def _create(self, call: Call) -> Answer:
        """The first answer again, where the key was here before."""
        token = call.headers.get("idempotency-key")
        if not token:
            self.wrong("a create whose answer may be lost without a key")
            return self._made(call)
        if token in self.done:
            sent, answer = self.done[token]
            if sent != call.body:
                raise _problem(400, "idempotency_error", "Keys can only be used with the same parameters")
            return answer
        self.done[token] = call.body, self._made(call)
        return self.done[token][1]

    def _made(self, call: Call) -> Answer:
        return 200, {}, dict(self.rows[self.insert(self._checked(call.body))])

    def _update(self, call: Call, key: str) -> Answer:
        self._there(key)
        self.change(key, self._checked(call.body))
        return 200, {}, self.rows[key]

    def _delete(self, call: Call, key: str) -> Answer:
        self.only(call)
        self._there(key)
        self.remove(key)
        return 200, {}, {"id": key, "object": "customer", "deleted": True}

    def _checked(self, form: Mapping[str, str]) -> dict[str, Json]:
        """The fields of a form; what is unknown, too long or no address is refused."""
        fields: dict[str, Json] = {}
        for name, value in form.items():
            found = _NAME.fullmatch(name)
            outer, inner = (found[1], found[2]) if found else (name, None)
            known = inner is None and outer in {*TEXTS, "tax_exempt", "address"}
            if not (known or (outer == "address" and inner in PARTS) or (outer == "metadata" and inner)):
                self.wrong(f"a parameter “{name}”")
                raise _problem(400, "parameter_unknown", f"Received unknown parameter: {name}", name)
            if inner is None:
                fields[outer] = value
            else:
                fields.setdefault(outer, {})[inner] = value
            if len(value) > TEXTS.get(name, 5000):
                raise _problem(400, "parameter_invalid_string", f"Invalid string: {name}", name)
        if fields.get("email") and not re.fullmatch(r"[^@\s]+@[^@\s]+", fields["email"]):
            raise _problem(400, "email_invalid", f"Invalid email address: {fields['email']}", "email")
        if fields.get("tax_exempt", "none") not in {"none", "exempt", "reverse"}:
            raise _problem(400, "parameter_invalid_string", "Invalid tax_exempt", "tax_exempt")
        return fields

    # webhooks: docs.stripe.com/api/webhook_endpoints, docs.stripe.com/webhooks/signature ----------------------------------

    def _hooks(self, call: Call) -> Answer:
        shown = [_endpoint(key, one) for key, one in self.ordered.items()]
        return self._page(call, shown, "webhook endpoint")

    def _order(self, call: Call) -> Answer:
        events = [value for name, value in call.body.items() if name.startswith("enabled_events[")]
        if not events or not call.body["url"].startswith("https://"):
            raise _problem(400, "url_invalid", "Invalid URL")
        key = f"we_{next(self.ids)}"
        self.ordered[key] = Ordered(call.body["url"], ",".join(events), f"whsec_{key}")
        return 200, {}, {**_endpoint(key, self.ordered[key]), "secret": f"whsec_{key}"}

    def _cancel(self, call: Call, hook: str) -> Answer:
        self.only(call)
        if self.ordered.pop(hook, None) is None:
            raise _problem(404, "resource_missing", f"No such webhook endpoint: '{hook}'")
        return 200, {}, {"id": hook, "object": "webhook_endpoint", "deleted": True}

    def sent(self, hook: Ordered, body: bytes) -> Incoming:
        """A time, and the HMAC of it with the body."""
        import hashlib
        import hmac

        at = str(self._seconds())
        mac = hmac.new(hook.key.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
        return made(hook, body, {"Stripe-Signature": f"t={at},v1={mac}"})


def _endpoint(key: str, one: Ordered) -> dict[str, Json]:
    usual = {"object": "webhook_endpoint", "api_version": None, "application": None, "description": None}
    more = {"livemode": False, "metadata": {}, "created": 1, "enabled_events": one.topic.split(",")}
    return {"id": key, **usual, **more, "url": one.url, "status": "enabled" if one.live else "disabled"}


def _problem(status: int, code: str, words: str, param: str = "") -> Reply:
    kind = "authentication_error" if status == 401 else "invalid_request_error"
    return Reply(status, {"error": {"type": kind, "code": code, "message": words, "param": param or None}})
