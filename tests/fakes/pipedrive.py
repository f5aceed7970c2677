"""Pipedrive, written from its documents: each behaviour names its page.

Persons: developers.pipedrive.com/docs/api/v2 (cursor, ids up to 100, updated_since, sort_by). Strict types and custom_fields:
pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide. personFields: developers.pipedrive.com/docs/api/v1/PersonFields. What was changed lately:
developers.pipedrive.com/docs/api/v1/Recents; what is deleted is only marked so for 30 days
(developers.pipedrive.com/changelog/post/permanent-deletion-logic-for-6-core-entities).
"""

import base64
import datetime as dt
from collections.abc import Mapping

from tests.fakes.orders import Incoming, Ordered
from tests.fakes.orders import call as made
from tests.fakes.published import Published
from tests.fakes.rest_server import Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, iso_s

OWN = {"a" * 40: "date", "b" * 40: "double", "c" * 40: "enum", "d" * 40: "varchar"}


class FakePipedrive(Vendor):
    """An account with persons."""

    published = Published("pipedrive/pipedrive-slice.json", "/api/v1")

    def __init__(self) -> None:
        super().__init__()
        self.deleted: dict[str, dict[str, Json]] = {}
        self.ordered: dict[str, Ordered] = {}
        self.index_lag = dt.timedelta()
        """How long a search does not find what was changed."""

    def routes(self) -> Mapping[str, Route]:
        base = "/api/v2/persons"
        return {
            "GET /api/v1/personFields": self._fields,
            "GET /api/v1/recents": self._recents,
            "GET /api/v1/webhooks": self._hooks,
            "POST /api/v1/webhooks": self._order,
            "DELETE /api/v1/webhooks/{hook}": self._cancel,
            f"GET {base}/search": self._search,
            f"GET {base}": self._list,
            f"POST {base}": self._create,
            f"PATCH {base}/{{key}}": self._update,
            f"DELETE {base}/{{key}}": self._delete,
        }

    def sign_in(self, call: Call) -> None:
        bearer = call.headers.get("authorization") == f"Bearer {self.token}"
        if not bearer and call.headers.get("x-api-token") != self.token:
            raise _problem(401, "unauthorized access")

    # webhooks: pipedrive.readme.io/docs/guide-for-webhooks-v2, developers.pipedrive.com/docs/api/v1/Webhooks -----------

    def _hooks(self, call: Call) -> Answer:
        self.only(call)
        shown = [
            {"id": int(key), "subscription_url": one.url, "is_active": int(one.live)}
            for key, one in self.ordered.items()
        ]
        return 200, {}, {"success": True, "status": "ok", "data": shown}

    def _order(self, call: Call) -> Answer:
        keys = (
            "subscription_url",
            "event_action",
            "event_object",
            "version",
            "http_auth_user",
            "http_auth_password",
            "user_id",
        )
        self.only_keys(call, call.body, *keys)
        if call.body["event_object"] not in {
            "deal",
            "organization",
            "person",
            "product",
            "activity",
            "note",
            "user",
            "*",
        }:
            raise _problem(400, "event_object is not allowed")
        key = str(next(self.ids))
        shown = f"{call.body['http_auth_user']}:{call.body['http_auth_password']}"
        self.ordered[key] = Ordered(call.body["subscription_url"], call.body["event_object"], shown)
        return 201, {}, {"success": True, "status": "ok", "data": {"id": int(key), "is_active": 1}}

    def _cancel(self, call: Call, hook: str) -> Answer:
        self.only(call)
        if self.ordered.pop(hook, None) is None:
            raise _problem(404, "Webhook not found")
        return 200, {}, {"success": True, "status": "ok"}

    def sent(self, hook: Ordered, body: bytes) -> Incoming:
        """Name and password, as browsers send them."""
        return made(hook, body, {"Authorization": f"Basic {base64.b64encode(hook.key.encode()).decode()}"})

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, fields: Mapping[str, Json]) -> str:
        """Add a person; the id."""
        key = str(next(self.ids))
        blank = {"emails": [], "phones": [], "org_id": None, "custom_fields": dict.fromkeys(OWN)}
        self.rows[key] = {"id": int(key), **blank, "add_time": iso_s(self.now())}
        self.change(key, fields)
        return key

    def change(self, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a person; lists are replaced whole."""
        row = self.rows[key]
        custom = {**row["custom_fields"], **fields.get("custom_fields", {})}
        row |= {**fields, "custom_fields": custom, "update_time": iso_s(self.now())}

    def remove(self, key: str) -> None:
        """Mark it as deleted."""
        row = self.rows.pop(key)
        self.deleted[key] = {**row, "update_time": iso_s(self.now())}

    # calls ---------------------------------------------------------------------------------------------------------

    def _fields(self, call: Call) -> Answer:
        self.only(call, "start", "limit")
        usual = [{"key": "name", "name": "Name", "field_type": "varchar"}]
        options = {"enum": [{"id": 27, "label": "Gold"}, {"id": 28, "label": "Silver"}]}
        own = [
            {"key": key, "name": kind, "field_type": kind, **({"options": options[kind]} if kind in options else {})}
            for key, kind in OWN.items()
        ]
        pages = {"start": 0, "limit": 500, "more_items_in_collection": False}
        return 200, {}, {"success": True, "data": usual + own, "additional_data": {"pagination": pages}}

    def _recents(self, call: Call) -> Answer:
        self.only(call, "since_timestamp", "items", "start", "limit")
        if call.query.get("items") != "person":
            self.wrong("items that are no persons")
        since = dt.datetime.strptime(call.query["since_timestamp"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=dt.UTC)
        start, limit = int(call.query.get("start", 0)), int(call.query.get("limit", 100))
        found = [
            {"item": "person", "id": row["id"], "data": _old(row, active=there)}
            for rows, there in ((self.rows, True), (self.deleted, False))
            for row in rows.values()
            if dt.datetime.fromisoformat(row["update_time"]) >= since
        ]
        found.sort(key=lambda one: (one["data"]["update_time"], one["id"]))
        some = found[start : start + limit]
        more = start + limit < len(found)
        pages = {"start": start, "limit": limit, "more_items_in_collection": more}
        last = some[-1]["data"]["update_time"] if some else call.query["since_timestamp"]
        told = {"since_timestamp": call.query["since_timestamp"], "last_timestamp_on_page": last, "pagination": pages}
        return 200, {}, {"success": True, "data": some, "additional_data": told}

    def _list(self, call: Call) -> Answer:
        self.only(call, "limit", "cursor", "ids", "updated_since", "sort_by", "sort_direction")
        limit = int(call.query.get("limit", 100))
        if limit > 500:
            self.wrong("more than 500 at once")
        rows = list(self.rows.values())
        if "ids" in call.query:
            wanted = call.query["ids"].split(",")
            if len(wanted) > 100:
                self.wrong("more than 100 ids")
            rows = [row for row in rows if str(row["id"]) in wanted]
        if since := call.query.get("updated_since"):
            after = dt.datetime.fromisoformat(since)
            rows = [row for row in rows if dt.datetime.fromisoformat(row["update_time"]) >= after]
        by = call.query.get("sort_by", "id")
        rows.sort(key=lambda row: (row[by], row["id"]), reverse=call.query.get("sort_direction") == "desc")
        start = int(call.query.get("cursor") or 0)
        following = str(start + limit) if start + limit < len(rows) else None
        return (
            200,
            {},
            {"success": True, "data": rows[start : start + limit], "additional_data": {"next_cursor": following}},
        )

    def _search(self, call: Call) -> Answer:
        """…/api/v2/Persons#searchPersons: whatever its case, whole with exact_match; an index, which lags [M]. It shows a part of them."""
        self.only(call, "term", "fields", "exact_match", "limit", "cursor")
        if call.query.get("exact_match") != "true" or call.query.get("fields") not in {"name", "email", "phone"}:
            self.wrong(f"a search that finds others: {dict(call.query)}")
        wanted = call.query["term"].casefold()
        if not wanted.strip():
            raise _problem(400, "Search term must be at least 1 characters long")
        indexed = [row for row in self.rows.values() if dt.datetime.fromisoformat(row["update_time"]) <= self._indexed]
        found = [row for row in indexed if wanted in _searchable(row, call.query["fields"])]
        items = [
            {"result_score": 1.1, "item": {"id": row["id"], "type": "person", "name": row.get("name")}} for row in found
        ]
        return 200, {}, {"success": True, "data": {"items": items[:100]}, "additional_data": {"next_cursor": None}}

    @property
    def _indexed(self) -> dt.datetime:
        return self.now() - self.index_lag

    def _checked(self, fields: Mapping[str, Json]) -> Mapping[str, Json]:
        self.only_keys(self.calls[-1], fields, "name", "emails", "phones", "org_id", "owner_id", "custom_fields")
        kinds = {"date": str, "double": int | float, "enum": int, "varchar": str}
        for key, value in fields.get("custom_fields", {}).items():
            if value is not None and not isinstance(value, kinds[OWN[key]]):
                raise _problem(400, f"Validation failed: custom_fields.{key}")
        for one in [*fields.get("emails", []), *fields.get("phones", [])]:
            self.only_keys(self.calls[-1], one, "value", "primary", "label")
        return fields

    def _create(self, call: Call) -> Answer:
        if not call.body.get("name"):
            raise _problem(400, "Validation failed: name: Required")
        key = self.insert(self._checked(call.body))
        return 201, {}, {"success": True, "data": self.rows[key]}

    def _there(self, key: str) -> None:
        if key not in self.rows:
            raise _problem(404, "Person not found")

    def _update(self, call: Call, key: str) -> Answer:
        self._there(key)
        self.change(key, self._checked(call.body))
        return 200, {}, {"success": True, "data": self.rows[key]}

    def _delete(self, call: Call, key: str) -> Answer:
        self.only(call)
        self._there(key)
        self.remove(key)
        return 200, {}, {"success": True, "data": {"id": int(key)}}


def _searchable(row: Json, field: str) -> set[str]:
    if field == "name":
        return {str(row.get("name") or "").casefold()}
    return {str(one["value"]).casefold() for one in row[f"{field}s"]}


def _old(row: Json, *, active: bool) -> Json:
    """A person as the first version of the interface shows it: times in UTC without saying so."""
    times = {name: str(row[name]).replace("T", " ").removesuffix("Z") for name in ("add_time", "update_time")}
    return {"id": row["id"], "name": row.get("name"), "active_flag": active, **times}


def _problem(status: int, words: str) -> Reply:
    return Reply(status, {"success": False, "error": words, "error_info": "see the documents"})
