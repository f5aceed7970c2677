"""Airtable's web API, written from airtable.com/developers/web/api: each behaviour names its page.

Records: list-records (pageSize up to 100, offset), create-records and update-multiple-records (10 at once, all or nothing), delete-record.
A field without a value is left out, and so is a box that is not ticked (field-model). Schema: get-base-schema. Webhooks: create-a-webhook
(ten in a base: webhooks-overview), list-webhooks, list-webhook-payloads (a week, 50 at once, the cursor counts them), delete-a-webhook.
"""

import base64
import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any

from tests.fakes.orders import Incoming, Ordered
from tests.fakes.orders import call as made
from tests.fakes.rest_server import Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, iso_ms

BASE = "/v0/appBase1"
TABLE = "tblPeople1"
HOOKS = "/v0/bases/appBase1/webhooks"
_WEEK = dt.timedelta(days=7)


class FakeAirtable(Vendor):
    """A base with one table, `People`. `fields`: name → type with options. `formulas`: whether RECORD_ID() is known."""

    def __init__(self, fields: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__()
        self.fields = {name: dict(one) for name, one in fields.items()}
        self.formulas = True
        self.forgets = False
        self.manages = True
        """Whether the token has the scope webhook:manage."""
        self.hooks: dict[str, dict[str, Json]] = {}
        self.payloads: dict[str, list[dict[str, Json]]] = {}
        self.forgotten: dict[str, int] = {}

    def routes(self) -> Mapping[str, Route]:
        return {
            "GET /v0/meta/bases/appBase1/tables": self._tables,
            f"GET {BASE}/{TABLE}": self._list,
            f"GET {BASE}/{TABLE}/{{key}}": lambda call, key: (200, {}, self._shown(self._there(key))),
            f"POST {BASE}/{TABLE}": self._create,
            f"PATCH {BASE}/{TABLE}": self._update,
            f"DELETE {BASE}/{TABLE}/{{key}}": self._delete,
            f"POST {BASE}/{TABLE}/listRecords": self._list_by_body,
            f"GET {HOOKS}": self._hooks,
            f"POST {HOOKS}": self._make_hook,
            f"DELETE {HOOKS}/{{hook}}": self._drop_hook,
            f"POST {HOOKS}/{{hook}}/refresh": self._refresh_hook,
            f"GET {HOOKS}/{{hook}}/payloads": self._payloads,
        }

    def sign_in(self, call: Call) -> None:
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise _problem(401, "AUTHENTICATION_REQUIRED", "Authentication required")

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, values: Mapping[str, Json]) -> str:
        """Add a record; its id."""
        key = f"rec{next(self.ids):014d}"
        self.rows[key] = {"id": key, "createdTime": iso_ms(self.now()), "fields": dict(values)}
        self._tell({"createdRecordsById": {key: {"createdTime": iso_ms(self.now()), "cellValuesByFieldId": {}}}})
        return key

    def change(self, key: str, values: Mapping[str, Json]) -> None:
        """Edit a record."""
        self.rows[key]["fields"] |= values
        self._tell({"changedRecordsById": {key: {"current": {"cellValuesByFieldId": {}}}}})

    def remove(self, key: str) -> None:
        """Delete it."""
        del self.rows[key]
        self._tell({"destroyedRecordIds": [key]})

    def _tell(self, change: Json) -> None:
        at = {"timestamp": iso_ms(self.now()), "payloadFormat": "v0", "actionMetadata": {"source": "client"}}
        for hook, kept in self.payloads.items():
            if self._live(hook):
                kept.append({**at, "baseTransactionNumber": len(kept) + 1, "changedTablesById": {TABLE: change}})

    def forget_payloads(self) -> None:
        """Those of a week ago are deleted, whether somebody has seen them or not (list-webhook-payloads)."""
        for hook, kept in self.payloads.items():
            self.forgotten[hook] = sum(dt.datetime.fromisoformat(one["timestamp"]) < self.now() - _WEEK for one in kept)

    # webhooks ------------------------------------------------------------------------------------------------------

    def _live(self, hook: str) -> bool:
        return self.hooks[hook]["expires"] > self.now()

    def _managing(self) -> None:
        if not self.manages:
            words = "You are not permitted to perform this operation"
            raise _problem(403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", words)

    def _hooks(self, call: Call) -> Answer:
        self.only(call)
        self._managing()
        shown = [
            {
                "id": hook,
                "notificationUrl": one["url"],
                "specification": one["specification"],
                "cursorForNextPayload": len(self.payloads[hook]) + 1,
                "areNotificationsEnabled": bool(one["url"]) and one["told"],
                "isHookEnabled": self._live(hook),
                "expirationTime": iso_ms(one["expires"]),
            }
            for hook, one in self.hooks.items()
        ]
        return 200, {}, {"webhooks": shown}

    def _make_hook(self, call: Call) -> Answer:
        self.only(call)
        self._managing()
        self.only_keys(call, call.body, "notificationUrl", "specification")
        filters = call.body["specification"]["options"]["filters"]
        if "tableData" not in filters["dataTypes"]:
            raise _problem(422, "INVALID_REQUEST_UNKNOWN", "Invalid request: parameter validation failed.")
        if len(self.hooks) >= 10:
            raise _problem(403, "TOO_MANY_WEBHOOKS", "The base has as many webhooks as it may have")
        hook = f"ach{next(self.ids):014d}"
        self.hooks[hook] = {
            "specification": call.body["specification"],
            "url": call.body.get("notificationUrl"),
            "told": True,
            "expires": self.now() + _WEEK,
        }
        self.payloads[hook] = []
        secret = base64.b64encode(hook.encode()).decode()
        return 200, {}, {"id": hook, "macSecretBase64": secret, "expirationTime": iso_ms(self.now() + _WEEK)}

    def _hook(self, hook: str) -> dict[str, Json]:
        self._managing()
        if hook not in self.hooks:
            raise _problem(404, "NOT_FOUND", "Could not find what you are looking for")
        return self.hooks[hook]

    def _drop_hook(self, call: Call, hook: str) -> Answer:
        self.only(call)
        self._hook(hook)
        del self.hooks[hook], self.payloads[hook]
        return 200, {}, None

    def _refresh_hook(self, call: Call, hook: str) -> Answer:
        self.only(call)
        self._extend(hook)
        return 200, {}, {"expirationTime": iso_ms(self.hooks[hook]["expires"])}

    def _extend(self, hook: str) -> None:
        one = self._hook(hook)
        if self._live(hook):
            one["expires"] = self.now() + _WEEK

    def _payloads(self, call: Call, hook: str) -> Answer:
        self.only(call, "cursor", "limit")
        self._extend(hook)
        limit, cursor = int(call.query.get("limit", 50)), int(call.query.get("cursor", 1))
        if limit > 50:
            self.wrong("more than 50 payloads")
        kept = self.payloads[hook]
        start = max(cursor - 1, self.forgotten.get(hook, 0))
        some = kept[start : start + limit]
        following = start + len(some) + 1 if some else cursor
        more = start + len(some) < len(kept)
        return 200, {}, {"payloads": some, "cursor": following, "mightHaveMore": more}

    @property
    def ordered(self) -> dict[str, Ordered]:
        """Those that call an address."""
        secrets = {hook: base64.b64encode(hook.encode()).decode() for hook in self.hooks}
        return {hook: Ordered(one["url"], "", secrets[hook]) for hook, one in self.hooks.items() if one["url"]}

    def sent(self, hook: Ordered, body: bytes) -> Incoming:
        """hmac-sha256= and the MAC in hex with the secret, which is given in base64 (webhooks-overview, “Webhook notification delivery”)."""
        mac = hmac.new(base64.b64decode(hook.key), body, hashlib.sha256).hexdigest()
        return made(hook, body, {"X-Airtable-Content-MAC": f"hmac-sha256={mac}"})

    # calls ---------------------------------------------------------------------------------------------------------

    def _shown(self, row: Json) -> Json:
        return {
            **row,
            "fields": {name: one for name, one in row["fields"].items() if one is not False and one not in (None, "")},
        }

    def _there(self, key: str) -> Json:
        if key not in self.rows:
            raise _problem(404, "MODEL_ID_NOT_FOUND", f"Record ID {key} does not exist")
        return self.rows[key]

    def _tables(self, call: Call) -> Answer:
        self.only(call)
        fields = [{"id": f"fld{n}", "name": name, **one} for n, (name, one) in enumerate(self.fields.items())]
        other = {"id": "tblOther1", "name": "Other", "fields": []}
        return 200, {}, {"tables": [other, {"id": TABLE, "name": "People", "fields": fields}]}

    def _list(self, call: Call) -> Answer:
        self.only(call, "pageSize", "offset", "filterByFormula")
        return self._page(call.query)

    def _list_by_body(self, call: Call) -> Answer:
        self.only(call)
        self.only_keys(call, call.body, "pageSize", "offset", "filterByFormula")
        if not isinstance(call.body.get("pageSize", 100), int):
            raise _problem(422, "INVALID_REQUEST_UNKNOWN", "Invalid request: parameter validation failed.")
        return self._page(call.body)

    def _page(self, asked: Mapping[str, Json]) -> Answer:
        size, offset = int(asked.get("pageSize", 100)), asked.get("offset", "")
        if size > 100:
            self.wrong("more than 100 at once")
        if offset and self.forgets:
            self.forgets = False
            raise _problem(422, "LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "The iterator is not available any more")
        rows = list(self.rows.values())
        if formula := asked.get("filterByFormula"):
            if not self.formulas:
                raise _problem(422, "INVALID_FILTER_BY_FORMULA", "The formula for filtering records is invalid")
            wanted = re.findall(r"RECORD_ID\(\)='(\w+)'", formula)
            rows = [row for row in rows if row["id"] in wanted]
        start = int(offset.removeprefix("itr") or 0)
        body: dict[str, Json] = {"records": [self._shown(row) for row in rows[start : start + size]]}
        if start + size < len(rows):
            body["offset"] = f"itr{start + size}"
        return 200, {}, body

    def _records(self, call: Call) -> list[Json]:
        self.only_keys(call, call.body, "records", "typecast")
        rows: list[Json] = call.body["records"]
        if len(rows) > 10:
            self.wrong("more than 10 records")
        for row in rows:
            for name, value in row["fields"].items():
                if name not in self.fields:
                    raise _problem(422, "UNKNOWN_FIELD_NAME", f"Unknown field name: {name}")
                if value is not None and not _valid(self.fields[name], value):
                    raise _problem(422, "INVALID_VALUE_FOR_COLUMN", f"Field {name} cannot accept the provided value")
        return rows

    def _create(self, call: Call) -> Answer:
        made = [self.insert(row["fields"]) for row in self._records(call)]
        return 200, {}, {"records": [self._shown(self.rows[key]) for key in made]}

    def _update(self, call: Call) -> Answer:
        rows = self._records(call)
        for row in rows:
            self._there(row["id"])
        for row in rows:
            self.change(row["id"], row["fields"])
        return 200, {}, {"records": [self._shown(self.rows[row["id"]]) for row in rows]}

    def _delete(self, call: Call, key: str) -> Answer:
        self.only(call)
        self._there(key)
        self.remove(key)
        return 200, {}, {"id": key, "deleted": True}


def _problem(status: int, kind: str, words: str) -> Reply:
    return Reply(status, {"error": {"type": kind, "message": words}})


def _valid(field: Mapping[str, Any], value: Json) -> bool:
    if field["type"] == "checkbox":
        return isinstance(value, bool)
    if field["type"] == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if field["type"] == "date":
        return isinstance(value, str) and dt.date.fromisoformat(value) is not None
    return isinstance(value, str)
