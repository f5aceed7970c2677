"""Mailchimp's Marketing API, written from mailchimp.com/developer/marketing: each behaviour names its page.

Members: api/list-members (id is the MD5 of the address in small letters; DELETE archives). Batch subscribe: api/lists, “Batch subscribe or
unsubscribe” (500 members, 200 with errors). Merge fields: api/list-merges. Errors: docs/errors (RFC 7807).
"""

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping

import requests

from tests.fakes.orders import Incoming, Ordered
from tests.fakes.orders import call as made
from tests.fakes.rest_server import Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor

API_KEY = "0123456789abcdef0123456789abcdef-us21"
LIST = "/3.0/lists/abc123"
STATES = {"subscribed", "unsubscribed", "cleaned", "pending", "transactional"}


class FakeMailchimp(Vendor):
    """An account with one audience. `merge`: tag → type."""

    def __init__(self, merge: Mapping[str, str]) -> None:
        super().__init__()
        self.merge = dict(merge)
        self.ordered: dict[str, Ordered] = {}

    def routes(self) -> Mapping[str, Route]:
        return {
            f"GET {LIST}/merge-fields": self._merge_fields,
            f"GET {LIST}/members": self._list,
            f"GET {LIST}/members/{{key}}": lambda call, key: (200, {}, self._there(call, key)),
            f"PATCH {LIST}/members/{{key}}": self._update,
            f"DELETE {LIST}/members/{{key}}": self._archive,
            f"POST {LIST}": self._subscribe,
            f"GET {LIST}/webhooks": self._hooks,
            f"POST {LIST}/webhooks": self._order,
            f"DELETE {LIST}/webhooks/{{hook}}": self._cancel,
        }

    def sign_in(self, call: Call) -> None:
        scheme, _, sent = call.headers.get("authorization", "").partition(" ")
        if scheme != "Basic" or base64.b64decode(sent).decode().partition(":")[2] != API_KEY:
            raise _problem(401, "API Key Invalid", "Your API key may be invalid")

    # webhooks: mailchimp.com/developer/marketing/api/list-webhooks, …/guides/sync-audience-data-webhooks -----------------

    def _hooks(self, call: Call) -> Answer:
        self.only(call)
        shown = [{"id": key, "url": one.url, "list_id": "abc123"} for key, one in self.ordered.items()]
        return 200, {}, {"webhooks": shown, "list_id": "abc123", "total_items": len(shown)}

    def _order(self, call: Call) -> Answer:
        self.only_keys(call, call.body, "url", "events", "sources")
        self.only_keys(
            call, call.body["events"], "subscribe", "unsubscribe", "profile", "cleaned", "upemail", "campaign"
        )
        self.only_keys(call, call.body["sources"], "user", "admin", "api")
        if requests.get(call.body["url"], timeout=10).status_code != 200:
            raise _problem(400, "Invalid Resource", "The URL can not be validated")
        key = f"{next(self.ids):x}"
        self.ordered[key] = Ordered(call.body["url"], "", "")
        return 200, {}, {"id": key, "url": call.body["url"], "list_id": "abc123"}

    def _cancel(self, call: Call, hook: str) -> Answer:
        self.only(call)
        if self.ordered.pop(hook, None) is None:
            raise _problem(404, "Resource Not Found", "The requested resource could not be found.")
        return 204, {}, None

    def sent(self, hook: Ordered, body: bytes) -> Incoming:
        """A form, unsigned; the address tells who calls."""
        return made(hook, body, {"Content-Type": "application/x-www-form-urlencoded"})

    # what people do in it ------------------------------------------------------------------------------------------

    def stamp(self) -> str:
        """Now, in whole seconds."""
        return self.now().astimezone(dt.UTC).isoformat(timespec="seconds")

    def insert(self, fields: Mapping[str, Json]) -> str:
        """Add a member; the id."""
        key = hashlib.md5(fields["email_address"].lower().encode()).hexdigest()  # noqa: S324 - theirs
        blank = {"merge_fields": dict.fromkeys(self.merge, ""), "vip": False, "status": "subscribed"}
        self.rows[key] = {"id": key, **blank, "timestamp_opt": self.stamp()}
        self.change(key, fields)
        return key

    def change(self, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a member; a merge field without a value is an empty text."""
        row = self.rows[key]
        for name, value in fields.items():
            if name == "merge_fields":
                row[name] = {**row[name], **{tag: "" if one is None else one for tag, one in value.items()}}
            else:
                row[name] = bool(value) if name == "vip" else value
        row["last_changed"] = self.stamp()

    def remove(self, key: str) -> None:
        """Archive a member."""
        self.change(key, {"status": "archived"})

    def living(self) -> list[str]:
        """Ids of the members who are not archived."""
        return [key for key, row in self.rows.items() if row["status"] != "archived"]

    # calls ---------------------------------------------------------------------------------------------------------

    def _merge_fields(self, call: Call) -> Answer:
        self.only(call, "count", "offset")
        fields = [{"tag": tag, "name": tag, "type": kind, "required": False} for tag, kind in self.merge.items()]
        return 200, {}, {"merge_fields": fields, "total_items": len(fields)}

    def _list(self, call: Call) -> Answer:
        """Archived ones only when they are asked for."""
        self.only(
            call, "count", "offset", "sort_field", "sort_dir", "status", "since_last_changed", "before_last_changed"
        )
        count, offset = int(call.query.get("count", 10)), int(call.query.get("offset", 0))
        if count > 1000:
            self.wrong("more than 1000 at once")
        binned = call.query.get("status") == "archived"
        rows = [row for row in self.rows.values() if (row["status"] == "archived") is binned]
        if since := call.query.get("since_last_changed"):
            after = dt.datetime.fromisoformat(since)
            rows = [row for row in rows if dt.datetime.fromisoformat(row["last_changed"]) >= after]
        if call.query.get("sort_field"):
            field = call.query["sort_field"]
            rows.sort(key=lambda row: str(row[field]), reverse=call.query.get("sort_dir") == "DESC")
        return 200, {}, {"members": rows[offset : offset + count], "total_items": len(rows), "list_id": "abc123"}

    def _there(self, call: Call, key: str) -> Json:
        self.only(call)
        if key not in self.rows:
            raise _problem(404, "Resource Not Found", "The requested resource could not be found.")
        return self.rows[key]

    def _refused(self, fields: Mapping[str, Json]) -> str:
        self_known = {"email_address", "status", "merge_fields", "vip", "language", "email_type"}
        if strange := fields.keys() - self_known:
            self.wrong(f"unknown {sorted(strange)}")
        if fields.get("status", "subscribed") not in STATES:
            return "status: Value must be one of the listed ones."
        for tag, value in fields.get("merge_fields", {}).items():
            if tag not in self.merge:
                self.wrong(f"unknown merge field {tag}")
            elif value != "" and not _valid(self.merge[tag], value):
                return f"{tag}: Please enter a valid {self.merge[tag]}"
        return ""

    def _update(self, call: Call, key: str) -> Answer:
        self._there(call, key)
        if words := self._refused(call.body):
            raise _problem(400, "Invalid Resource", words)
        self.change(key, call.body)
        return 200, {}, self.rows[key]

    def _archive(self, call: Call, key: str) -> Answer:
        self._there(call, key)
        if key not in self.living():
            raise _problem(405, "Method Not Allowed", "This list member cannot be removed.")
        self.remove(key)
        return 204, {}, None

    def _subscribe(self, call: Call) -> Answer:
        """The good ones are added, the others told of, and the status is 200."""
        self.only_keys(call, call.body, "members", "update_existing")
        members, errors, made = call.body["members"], [], []
        if len(members) > 500 or call.body["update_existing"]:
            self.wrong("500 members at most, and none overwritten")
        for one in members:
            email = one["email_address"]
            key = hashlib.md5(email.lower().encode()).hexdigest()  # noqa: S324 - theirs
            words, code = self._refused(one), "ERROR_GENERIC"
            if key in self.living():
                words, code = f"{email} is already a list member", "ERROR_CONTACT_EXISTS"
            if words:
                errors.append({"email_address": email, "error": words, "error_code": code})
            else:
                made.append(self.rows[self.insert(one)])
        body = {"new_members": made[::-1], "updated_members": [], "errors": errors, "error_count": len(errors)}
        return 200, {}, body


def _problem(status: int, title: str, detail: str) -> Reply:
    return Reply(
        status, {"type": "https://mailchimp.com/developer/…", "title": title, "status": status, "detail": detail}
    )


def _valid(kind: str, value: Json) -> bool:
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and dt.date.fromisoformat(value) is not None
    return isinstance(value, str)
