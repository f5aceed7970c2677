"""The contacts of Microsoft Graph, written from learn.microsoft.com/graph/api: each behaviour names its page.

Contacts: user-list-contacts, contact-update (If-Match), contact-delete. Changes: contact-delta (@odata.deltaLink, @removed; 410 when the
token is forgotten). Ids: outlook-immutable-id (in a batch, a header of each request). Batches: learn.microsoft.com/graph/json-batching (20
requests with ids of their own, a Content-Type where there is a body; answers come in any order, each with its status; one that is throttled
has 429 and a Retry-After among its headers, while the batch itself is answered with 200).
"""

import datetime as dt
import itertools
import json
import re
import uuid
from collections.abc import Callable, Mapping

import requests

from tests.fakes.orders import Incoming, Ordered
from tests.fakes.orders import call as made
from tests.fakes.published import Published
from tests.fakes.rest_server import TOKEN, Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, iso_s

HOST = "https://graph.microsoft.com"
ADDRESS = ("street", "city", "state", "countryOrRegion", "postalCode")
KNOWN = {"displayName", "givenName", "surname", "personalNotes", "birthday", "categories", "emailAddresses"}
KNOWN |= {"businessPhones", "homePhones", "mobilePhone", "homeAddress", "businessAddress"}

_TEXT = r"(?:[^']|'')*"
FILTER = re.compile(
    rf"emailAddresses/any\(a:a/address eq '(?P<address>{_TEXT})'\)|(?P<name>\w+) eq '(?P<text>{_TEXT})'", re.DOTALL
)


def _filtered(row: Mapping[str, Json], name: str | None) -> set[str]:
    """What a filter compares, whatever its case."""
    if name is not None:
        return {str(row.get(name) or "").casefold()}
    return {str(one.get("address") or "").casefold() for one in row.get("emailAddresses") or []}


class FakeGraph(Vendor):
    """A mailbox."""

    published = Published(
        "msgraph/PersonalContacts.openapi.yml",
        "/v1.0",
        {"/me/": "/users/u/", "/delta$": "/microsoft.graph.delta()"},
        known=(
            "$skiptoken",
            "$deltatoken",
            "no answer of 200",
            "DELETE",
            "/subscriptions",
            "$batch",
        ),  # documents of their own
    )

    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        self.log: list[str] = []
        self.oldest = 0
        self.ordered: dict[str, Ordered] = {}
        self.busy: Callable[[int], bool] = lambda _: False
        """Which requests of batches are throttled, by their number from 0."""
        self.unread: Callable[[int], bool] = lambda _: False
        """Which are carried out, and not told of."""
        self._batched = itertools.count()

    def routes(self) -> Mapping[str, Route]:
        base = "/v1.0/me/contacts"
        return {
            r"POST /v1.0/\$batch": self._batch,
            "GET /v1.0/subscriptions": self._hooks,
            "POST /v1.0/subscriptions": self._order,
            "PATCH /v1.0/subscriptions/{hook}": self._renew,
            "DELETE /v1.0/subscriptions/{hook}": self._cancel,
            f"GET {base}/delta": self._delta,
            f"GET {base}": self._list,
            f"POST {base}": self._create,
            f"GET {base}/{{key}}": lambda _, key: (200, {}, self._there(key)),
            f"PATCH {base}/{{key}}": self._update,
            f"DELETE {base}/{{key}}": self._delete,
        }

    def sign_in(self, call: Call) -> None:
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise _problem(401, "InvalidAuthenticationToken")
        if "ImmutableId" not in call.headers.get("prefer", ""):
            self.wrong("ids that change when a contact is moved")

    # webhooks: learn.microsoft.com/graph/api/resources/subscription, …/change-notifications-delivery-webhooks ------------

    def _living(self) -> dict[str, Ordered]:
        """Subscriptions that have ended are gone."""
        self.ordered = {key: one for key, one in self.ordered.items() if one.more["ends"] > self.now()}
        return self.ordered

    def _until(self, call: Call) -> dt.datetime:
        ends = dt.datetime.fromisoformat(call.body["expirationDateTime"])
        if not self.now() < ends <= self.now() + dt.timedelta(minutes=10080):
            raise _problem(400, "InvalidRequest")
        return ends

    def _hooks(self, call: Call) -> Answer:
        self.only(call)
        return 200, {}, {"value": [{"id": key, "notificationUrl": one.url} for key, one in self._living().items()]}

    def _order(self, call: Call) -> Answer:
        keys = (
            "changeType",
            "notificationUrl",
            "resource",
            "expirationDateTime",
            "clientState",
            "lifecycleNotificationUrl",
        )
        self.only_keys(call, call.body, *keys)
        url, ends = call.body["notificationUrl"], self._until(call)
        if len(call.body["clientState"]) > 128:
            raise _problem(400, "InvalidRequest")
        answer = requests.post(
            url, params={"validationToken": "Validation: Testing client application é/+"}, timeout=10
        )
        if (answer.status_code, answer.text) != (200, "Validation: Testing client application é/+"):
            raise _problem(400, "ValidationError")
        if not answer.headers["Content-Type"].startswith("text/plain"):
            raise _problem(400, "ValidationError")
        key = str(uuid.uuid4())
        self.ordered[key] = Ordered(url, call.body["resource"], call.body["clientState"], more={"ends": ends})
        return 201, {}, {"id": key, "expirationDateTime": iso_s(ends), "resource": call.body["resource"]}

    def _ordered(self, hook: str) -> Ordered:
        if hook not in self._living():
            raise _problem(404, "ResourceNotFound")
        return self.ordered[hook]

    def _renew(self, call: Call, hook: str) -> Answer:
        self.only_keys(call, call.body, "expirationDateTime", "notificationUrl")
        self._ordered(hook).more["ends"] = self._until(call)
        return 200, {}, {"id": hook, "expirationDateTime": call.body["expirationDateTime"]}

    def _cancel(self, call: Call, hook: str) -> Answer:
        self.only(call)
        self._ordered(hook)
        del self.ordered[hook]
        return 204, {}, None

    def sent(self, hook: Ordered, body: bytes) -> Incoming:
        """A notice of a change shows the clientState; the body says nothing else that counts."""
        notice = {
            "clientState": hook.key,
            "changeType": "updated",
            "resource": "x",
            "resourceData": {"id": body.decode()},
        }
        return made(hook, json.dumps({"value": [notice]}).encode(), {})

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, fields: Mapping[str, Json]) -> str:
        """Add a contact; its id."""
        key = f"AAkALg{next(self.ids)}="
        blank = {
            "categories": [],
            "emailAddresses": [],
            "businessPhones": [],
            "homePhones": [],
            "homeAddress": {},
            "businessAddress": {},
        }
        self.rows[key] = {"id": key, **dict.fromkeys(KNOWN), **blank, "createdDateTime": iso_s(self.now()), "n": 0}
        self.change(key, fields)
        return key

    def change(self, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a contact. Lists are replaced whole, addresses too."""
        row = self.rows[key]
        row |= fields
        row |= {"n": row["n"] + 1, "lastModifiedDateTime": iso_s(self.now())}
        row["@odata.etag"] = f'W/"{row["n"]}"'
        self.log.append(key)

    def remove(self, key: str) -> None:
        """Delete it."""
        del self.rows[key]
        self.log.append(key)

    # calls ---------------------------------------------------------------------------------------------------------

    def _batch(self, call: Call) -> Answer:
        asked = call.body["requests"]
        self.only_keys(call, call.body, "requests")
        if not 1 <= len(asked) <= 20 or len({one["id"] for one in asked}) < len(asked):
            raise _problem(400, "BadRequest")
        told: list[Json] = []
        for one in asked:
            self.only_keys(call, one, "id", "method", "url", "headers", "body")
            headers = {key.lower(): value for key, value in one.get("headers", {}).items()}
            if one.get("body") and headers.get("content-type") != "application/json":
                raise _problem(400, "BadRequest")
            number = next(self._batched)
            if self.busy(number):
                status, more, body = 429, {"Retry-After": "7"}, _problem(429, "TooManyRequests").answer[2]
            else:
                status, more, body = self._inner(one["method"], f"/v1.0{one['url']}", call, headers, one.get("body"))
            if not self.unread(number):
                told.append({"id": one["id"], "status": status, "headers": more, "body": body})
        return 200, {}, {"responses": told[::-1]}

    def _inner(self, method: str, path: str, call: Call, headers: Mapping[str, str], body: Json) -> Answer:
        """One request of a batch: the sign-in is the batch's, the other headers are not."""
        return self._answered(Call(method, path, {}, {**headers, "authorization": call.headers["authorization"]}, body))

    def _there(self, key: str) -> Json:
        if key not in self.rows:
            raise _problem(404, "ErrorItemNotFound")
        return self.rows[key]

    def _paged(self, path: str, name: str, rows: list[Json], start: int, size: int) -> dict[str, Json]:
        body: dict[str, Json] = {"value": rows[start : start + size]}
        if start + size < len(rows):
            body["@odata.nextLink"] = f"{HOST}/v1.0/me/contacts{path}?{name}={start + size}"
        return body

    def _list(self, call: Call) -> Answer:
        """With a filter as in user-list-contacts, “Example”; in a text, an apostrophe is written twice (OData 4.01, URL Conventions)."""
        self.only(call, "$top", "$skip", "$filter")
        rows = list(self.rows.values())
        if (text := call.query.get("$filter")) is not None:
            found = FILTER.fullmatch(text)
            if found is None:
                self.wrong(f"a filter that can't be parsed: {text}")
                raise _problem(400, "ErrorInvalidUrlQueryFilter")
            value = (found["address"] or found["text"] or "").replace("''", "'").casefold()
            rows = [row for row in rows if value in _filtered(row, found["name"])]
        return 200, {}, self._paged("", "$skip", rows, int(call.query.get("$skip", 0)), 100)

    def _delta(self, call: Call) -> Answer:
        self.only(call, "$deltatoken", "$skiptoken")
        if token := call.query.get("$deltatoken"):
            if int(token) < self.oldest:
                raise _problem(410, "SyncStateNotFound")
            keys = dict.fromkeys(self.log[int(token) :])
            rows = [self.rows.get(key, {"id": key, "@removed": {"reason": "deleted"}}) for key in keys]
            body = self._paged("/delta", "$skiptoken", rows, 0, 10_000)
        else:
            start = int(call.query.get("$skiptoken", 0))
            body = self._paged("/delta", "$skiptoken", list(self.rows.values()), start, 50)
        if "@odata.nextLink" not in body:
            body["@odata.deltaLink"] = f"{HOST}/v1.0/me/contacts/delta?$deltatoken={len(self.log)}"
        return 200, {}, body

    def _checked(self, fields: Mapping[str, Json]) -> Mapping[str, Json]:
        if strange := fields.keys() - KNOWN:
            raise _problem(400, f"RequestBodyRead {sorted(strange)}")
        for one in fields.get("emailAddresses") or []:
            self.only_keys(self.calls[-1], one, "address", "name")
        if len(fields.get("emailAddresses") or []) > 3:
            raise _problem(400, "ErrorInvalidProperty")
        for name in {"homeAddress", "businessAddress"} & fields.keys():
            self.only_keys(self.calls[-1], fields[name], *ADDRESS)
        return fields

    def _create(self, call: Call) -> Answer:
        return 201, {}, self.rows[self.insert(self._checked(call.body))]

    def _update(self, call: Call, key: str) -> Answer:
        row = self._there(key)
        if call.headers.get("if-match") != row["@odata.etag"]:
            raise _problem(412, "ErrorIrresolvableConflict")
        self.change(key, self._checked(call.body))
        return 200, {}, self.rows[key]

    def _delete(self, call: Call, key: str) -> Answer:
        self.only(call)
        self._there(key)
        self.remove(key)
        return 204, {}, None


def _problem(status: int, code: str) -> Reply:
    return Reply(status, {"error": {"code": code, "message": f"The call was refused: {code}."}})
