"""Zendesk Support, written from its documents: each behaviour names its page (below developer.zendesk.com).

Tickets, users: api-reference/ticketing. Paging: documentation/api-basics/pagination (page[size] up to 100, links.next, meta.has_more).
Incremental export: documentation/ticketing/managing-tickets/using-the-incremental-export-api. Safe update:
documentation/ticketing/managing-tickets/creating-and-updating-tickets; that it holds in a job, too, is read out of the published document: “an
array of up to 100 ticket objects”, of which it is a property. Refresh tokens: documentation/api-basics/authentication/refresh-token.
Organizations: …/organizations/organizations (a name is there once; “Count Organizations”). Jobs: …/ticket-management/job_statuses;
introduction/rate-limits, “Job limit” (30 queued or running; more are refused with 429).
"""

import base64
import datetime as dt
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.published import Published
from tests.fakes.rest_server import TOKEN, Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, iso_s

EMAIL = "sync@example.org"
MINUTE = dt.timedelta(minutes=1)
SYSTEM = {
    "tickets": {"subject", "status", "priority", "type", "requester_id", "assignee_id", "external_id", "tags", "due_at"}
    | {"submitter_id", "organization_id", "group_id"},
    "users": {"name", "email", "phone", "role", "organization_id", "external_id", "alias", "details", "notes"}
    | {"time_zone", "locale", "tags", "suspended", "verified"},
    "organizations": {"name", "external_id", "details", "notes", "domain_names", "tags", "shared_tickets"}
    | {"shared_comments", "group_id"},
}
ONE = {"tickets": "ticket", "users": "user", "organizations": "organization"}
AT_FIRST: Mapping[str, Mapping[str, Json]] = {
    "tickets": {"status": "open", "requester_id": 1, "submitter_id": 1},
    "users": {"active": True, "role": "end-user"},
    "organizations": {"domain_names": [], "shared_tickets": False, "shared_comments": False},
}


class FakeZendesk(Vendor):
    """An account. `custom`: key (users) or id (tickets) → type, of custom fields."""

    # Paging by cursors is told on a page of its own; start_time is not needed where there is a cursor; a ticket's custom fields are
    # held against those of a form; what a job tells of a record that it could not make is on the page on job statuses.
    published = Published(
        "zendesk/zendesk-support-openapi.yaml",
        known=("page[", "custom_fields", "sort", "start_time", "/oauth/", "UserCreateError"),
        nulls=True,
    )

    forms = frozenset({"/oauth/tokens"})

    def __init__(self, custom: Mapping[str, str]) -> None:
        super().__init__()
        self.custom = dict(custom)
        self.tables: dict[str, dict[str, dict[str, Json]]] = {kind: {} for kind in SYSTEM}
        self.feed: list[tuple[str, str, dt.datetime]] = []
        self.token, self.refresh = TOKEN, "once"
        self.oldest = 0
        self.second: dict[str, set[str]] = {}
        """Addresses of users beside the primary one."""
        self.jobs: dict[str, list[Json]] = {}
        self.index_lag = dt.timedelta()
        """How long a search does not find what was changed."""
        self.imports = True
        """Whether support has allowed that many users are created at once (users, “Create Many Users”: else 403)."""
        self.ending = "completed"
        """How jobs end."""
        self.most_jobs = 30
        self.silent: set[int] = set()
        """Which results of a job are left out, by their place."""
        self.backwards = False
        """Whether results come in another order: the documents promise none."""
        self.archived: set[str] = set()
        """Tickets that were closed long ago: lists leave them out (api-reference/ticketing/tickets/tickets, “List tickets”)."""

    def routes(self) -> Mapping[str, Route]:
        return {
            "POST /oauth/tokens": self._renew,
            "GET /api/v2/users/me": lambda _: (
                200,
                {},
                {"user": {"id": 1, "email": EMAIL, "name": "Sync", "role": "admin"}},
            ),
            "GET /api/v2/ticket_fields": lambda call: self._fields(call, "ticket"),
            "GET /api/v2/user_fields": lambda call: self._fields(call, "user"),
            "GET /api/v2/organization_fields": lambda call: self._fields(call, "organization"),
            "GET /api/v2/organizations/count": self._number,
            "GET /api/v2/organizations/search": self._named,
            "GET /api/v2/users/search": self._search,
            "GET /api/v2/incremental/organizations": self._by_time,
            "GET /api/v2/users/{key}/identities": self._identities,
            "PUT /api/v2/users/{key}/identities/{identity}/make_primary": self._make_primary,
            "GET /api/v2/job_statuses/{job}": self._job,
            "POST /api/v2/{kind}/create_many": self._create_many,
            "PUT /api/v2/{kind}/update_many": self._update_many,
            "DELETE /api/v2/{kind}/destroy_many": self._destroy_many,
            "GET /api/v2/{kind}/show_many": self._show_many,
            "GET /api/v2/incremental/{kind}/cursor": self._export,
            "GET /api/v2/{kind}": self._list,
            "POST /api/v2/{kind}": self._create,
            "PUT /api/v2/{kind}/{key}": self._update,
            "DELETE /api/v2/{kind}/{key}": self._delete,
        }

    def sign_in(self, call: Call) -> None:
        basic = base64.b64encode(f"{EMAIL}/token:{TOKEN}".encode()).decode()
        known = {f"Bearer {self.token}", f"Basic {basic}"}
        if call.path != "/oauth/tokens" and call.headers.get("authorization") not in known:
            raise Reply(401, {"error": "invalid_token", "error_description": "The access token has expired"})

    def unknown(self, call: Call) -> Answer:
        return 404, {}, {"error": "InvalidEndpoint", "description": "Not found"}

    def _renew(self, call: Call) -> Answer:
        """Each refresh token is good for one use."""
        if call.body.get("grant_type") != "refresh_token" or call.body.get("refresh_token") != self.refresh:
            raise Reply(401, {"error": "invalid_grant"})
        self.refresh += "+"
        self.token += "x"
        return 200, {}, {"access_token": self.token, "refresh_token": self.refresh, "expires_in": 1800}

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, kind: str, fields: Mapping[str, Json]) -> str:
        """Add a record; its id."""
        key = str(next(self.ids))
        stamp = iso_s(self.now())
        empty: dict[str, Json] = dict.fromkeys(SYSTEM[kind]) | {"tags": []}
        empty |= AT_FIRST[kind]
        self.tables[kind][key] = {"id": int(key), **empty, "custom": {}, "created_at": stamp}
        self._store(kind, key, fields)
        return key

    def change(self, kind: str, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a record."""
        self._store(kind, key, fields)

    def remove(self, kind: str, key: str) -> None:
        """Delete it, softly: the export shows it still; an organization is gone without a word."""
        if kind == "organizations":
            del self.tables[kind][key]
            return
        row = self.tables[kind][key]
        row |= {"status": "deleted"} if kind == "tickets" else {"active": False}
        row["updated_at"] = iso_s(self.now())
        self.feed.append((kind, key, self.now()))

    def _store(self, kind: str, key: str, fields: Mapping[str, Json]) -> None:
        row = self.tables[kind][key]
        for name, value in fields.items():
            place = row["custom"] if name in self.custom else row
            place[name] = None if value == "" else value
        row["updated_at"] = iso_s(self.now())
        self.feed.append((kind, key, self.now()))

    def living(self, kind: str) -> list[str]:
        """Ids of what is not deleted."""
        return [
            key for key, row in self.tables[kind].items() if row.get("status") != "deleted" and row.get("active", 1)
        ]

    # calls ---------------------------------------------------------------------------------------------------------

    def _shown(self, kind: str, key: str) -> Json:
        row = dict(self.tables[kind][key])
        custom = row.pop("custom")
        if kind != "tickets":
            return {**row, f"{ONE[kind]}_fields": {name: custom.get(name) for name in self.custom}}
        numbers = [name for name in self.custom if name.isdigit()]
        return {**row, "custom_fields": [{"id": int(name), "value": custom.get(name)} for name in numbers]}

    def _fields(self, call: Call, one: str) -> Answer:
        self.only(call, "page[size]", "page[after]")
        custom = [
            {"id": int(name) if one == "ticket" else 1, "key": name, "type": kind, "title": name, "active": True}
            for name, kind in self.custom.items()
            if name.isdigit() == (one == "ticket")
        ]
        system = [{"id": 1, "type": "subject", "title": "Subject", "active": True}] if one == "ticket" else []
        return 200, {}, {f"{one}_fields": system + custom, "meta": {"has_more": False}, "links": {"next": None}}

    def _page(self, call: Call, kind: str, keys: list[str]) -> Answer:
        size = int(call.query.get("page[size]", 0))
        if not 1 <= size <= 100:
            self.wrong(f"page[size] {size}")
        start = int(call.query.get("page[after]", 0))
        some, more = keys[start : start + size], start + size < len(keys)
        url = f"https://company.zendesk.com/api/v2/{kind}?page%5Bsize%5D={size}&page%5Bafter%5D={start + size}"
        if "sort" in call.query:
            url += f"&sort={call.query['sort']}"
        shown = [self._shown(kind, key) for key in some]
        return 200, {}, {kind: shown, "meta": {"has_more": more}, "links": {"next": url if more else None}}

    def _list(self, call: Call, kind: str) -> Answer:
        self.only(call, "page[size]", "page[after]", "sort", *(["external_id"] if kind == "tickets" else []))
        keys = sorted(set(self.living(kind)) - self.archived, key=int, reverse=call.query.get("sort") == "-id")
        if (wanted := call.query.get("external_id")) is not None:  # tickets, “List Tickets”
            keys = [key for key in keys if self.tables[kind][key].get("external_id") == wanted]
        return self._page(call, kind, keys)

    def _show_many(self, call: Call, kind: str) -> Answer:
        self.only(call, "ids")
        ids = call.query["ids"].split(",")
        if len(ids) > 100:
            self.wrong("more than 100 ids")
        found = [self._shown(kind, key) for key in ids if key in self.tables[kind]]
        return 200, {}, {kind: [one for one in found if one.get("status") != "deleted"], "count": len(found)}

    def _export(self, call: Call, kind: str) -> Answer:
        """By a cursor that goes to the end of the stream; the last minute is left out."""
        self.only(call, "cursor", "start_time", "per_page")
        if "cursor" not in call.query:
            since = dt.datetime.fromtimestamp(int(call.query["start_time"]), dt.UTC)
            if since > self.now() - MINUTE:
                self.wrong("start_time is too recent")
                raise Reply(422, {"error": "InvalidValue", "description": "start_time must be more than 60 s ago"})
            first = next((no for no, (_, _, at) in enumerate(self.feed) if at >= since), len(self.feed))
        else:
            first = int(call.query["cursor"].removeprefix("c"))
            if first < self.oldest:
                raise Reply(400, {"error": "InvalidCursor", "description": "The cursor has expired"})
        until = next((no for no, (_, _, at) in enumerate(self.feed) if at > self.now() - MINUTE), len(self.feed))
        last = max(first, min(until, first + 50))
        keys = dict.fromkeys(key for what, key, _ in self.feed[first:last] if what == kind)
        rows = [self._shown(kind, key) for key in keys]
        return 200, {}, {kind: rows, "after_cursor": f"c{last}", "end_of_stream": last >= until}

    def _indexed(self, kind: str) -> list[str]:
        """Those that the index holds: …/search, “it may take a few minutes for it to be indexed”."""
        rows, until = self.tables[kind], self.now() - self.index_lag
        return [key for key in self.living(kind) if dt.datetime.fromisoformat(rows[key]["updated_at"]) <= until]

    def _named(self, call: Call) -> Answer:
        """organizations, “Search Organizations”: by one of both, whatever its case."""
        self.only(call, "name", "external_id")
        [(name, value)] = call.query.items()
        keys = self._indexed("organizations")
        some = [
            key for key in keys if str(self.tables["organizations"][key].get(name) or "").casefold() == value.casefold()
        ]
        return 200, {}, {"organizations": [self._shown("organizations", key) for key in some], "count": len(some)}

    def _search(self, call: Call) -> Answer:
        """users, “Search Users”, in the words of …/search: a property, a colon, and a phrase in quotation marks."""
        self.only(call, "query", "page")
        found = re.fullmatch(r'(email|external_id):"([^"\\]*)"', call.query["query"], re.DOTALL)
        if found is None:
            self.wrong(f"a query that finds others: {call.query['query']}")
            raise Reply(422, {"error": "invalid", "description": "Invalid search"})
        rows, name = self.tables["users"], found[1]
        some = [
            key for key in self._indexed("users") if str(rows[key].get(name) or "").casefold() == found[2].casefold()
        ]
        return 200, {}, {"users": [self._shown("users", key) for key in some], "count": len(some), "next_page": None}

    def _number(self, call: Call) -> Answer:
        """…/organizations/organizations, “Count Organizations”: about right, of that moment up to 100,000."""
        self.only(call)
        count = {"value": len(self.tables["organizations"]), "refreshed_at": iso_s(self.now())}
        return 200, {}, {"count": count}

    def _by_time(self, call: Call) -> Answer:
        """…/using-the-incremental-export-api, “Time-based”: a page ends between two seconds; the last minute is left out."""
        self.only(call, "start_time")
        since = int(call.query["start_time"])
        if since > (self.now() - MINUTE).timestamp():
            self.wrong("start_time is too recent")
            raise Reply(422, {"error": "InvalidValue", "description": "start_time must be more than 60 s ago"})
        moments = [
            (dt.datetime.fromisoformat(row["updated_at"]), key) for key, row in self.tables["organizations"].items()
        ]
        some = sorted((int(at.timestamp()), key) for at, key in moments if at <= self.now() - MINUTE)
        some = [one for one in some if one[0] >= since]
        end = some[49][0] if len(some) > 50 else 0
        shown = [(at, key) for at, key in some if not end or at <= end]
        last = shown[-1][0] if shown else since
        rows = [self._shown("organizations", key) for _, key in shown]
        url = f"https://company.zendesk.com/api/v2/incremental/organizations?start_time={last}"
        more = {"count": len(rows), "end_time": last, "next_page": url, "end_of_stream": len(shown) == len(some)}
        return 200, {}, {"organizations": rows, **more}

    def _checked(self, kind: str, fields: Mapping[str, Any], key: str = "") -> dict[str, Json]:
        ticket = {"custom_fields", "comment", "safe_update", "updated_stamp"}
        extra = ticket if kind == "tickets" else {f"{ONE[kind]}_fields"}
        if strange := fields.keys() - SYSTEM[kind] - extra:
            self.wrong(f"{kind}: unknown {sorted(strange)}")
        made = {name: value for name, value in fields.items() if name in SYSTEM[kind]}
        custom = fields.get(f"{ONE[kind]}_fields", {})
        if isinstance(fields.get("custom_fields"), list):
            custom = {str(one["id"]): one["value"] for one in fields["custom_fields"]}
        for name, value in custom.items():
            if name not in self.custom:
                self.wrong(f"unknown custom field {name}")
            elif value not in ("", None) and not _valid(self.custom[name], value):
                raise _invalid(f"{name}: {value!r} is invalid")
        if kind != "tickets" and not fields.get("name") and (not key or "name" in fields):
            raise _invalid("Name: is too short (minimum is 1 character)")
        self._once(kind, fields, key)
        return {**made, **custom}

    def _once(self, kind: str, fields: Mapping[str, Any], key: str) -> None:
        """A user's address and an organization's name are there once."""
        name, words = {
            "users": ("email", "Email: {} is already being used by another user"),
            "organizations": ("name", "Name: {} has already been taken"),
        }.get(kind, ("", ""))
        value = str(fields.get(name) or "").casefold()
        others = [row for k, row in self.tables[kind].items() if k != key and row.get("active", True)]
        if value and any(str(row[name]).casefold() == value for row in others):
            raise _invalid(words.format(fields[name]))

    def _create(self, call: Call, kind: str) -> Answer:
        return 201, {}, {ONE[kind]: self._shown(kind, self._made(kind, call.body[ONE[kind]]))}

    def _made(self, kind: str, fields: Mapping[str, Any]) -> str:
        if kind == "tickets" and not fields.get("comment", {}).get("body"):
            raise _invalid("Description: cannot be blank")
        key = self.insert(kind, self._checked(kind, fields))
        if kind == "tickets":
            self.tables[kind][key]["description"] = fields["comment"]["body"]
        return key

    def _there(self, kind: str, key: str) -> dict[str, Json]:
        if key not in self.living(kind):
            raise Reply(404, {"error": "RecordNotFound", "description": "Not found"})
        return self.tables[kind][key]

    def _update(self, call: Call, kind: str, key: str) -> Answer:
        """With safe_update, a stamp that is not the newest is refused (409)."""
        row, fields = self._there(kind, key), dict(call.body[ONE[kind]])
        if fields.get("safe_update") and fields["updated_stamp"] != row["updated_at"]:
            raise Reply(409, {"error": "UpdateConflict", "description": "Safe Update prevented the update"})
        made = self._checked(kind, fields, key)
        if kind == "users" and row["email"] and made.get("email"):
            # The published document on User.email: “Writeable on create only. On update, a secondary email is added.”
            self.second.setdefault(key, set()).add(made.pop("email"))
        self._store(kind, key, made)
        return 200, {}, {ONE[kind]: self._shown(kind, key)}

    def _addresses(self, key: str) -> list[Json]:
        """…/users/user_identities: the primary address and the others; their ids are the fake's own."""
        others = sorted(self.second.get(key, set()) - {self.tables["users"][key]["email"]})
        listed = [self.tables["users"][key]["email"], *others]
        return [
            {"id": zlib.crc32(one.encode()), "user_id": int(key), "type": "email", "value": one, "primary": not number}
            for number, one in enumerate(listed)
            if one
        ]

    def _identities(self, call: Call, key: str) -> Answer:
        self.only(call)
        self._there("users", key)
        return 200, {}, {"identities": self._addresses(key)}

    def _make_primary(self, call: Call, key: str, identity: str) -> Answer:
        """…/users/user_identities, “Make Identity Primary”."""
        self._there("users", key)
        chosen = [one["value"] for one in self._addresses(key) if str(one["id"]) == identity]
        if not chosen:
            raise Reply(404, {"error": "RecordNotFound", "description": "Not found"})
        self.second.setdefault(key, set()).add(self.tables["users"][key]["email"])
        self._store("users", key, {"email": chosen[0]})
        return 200, {}, {"identities": self._addresses(key)}

    # jobs: api-reference/ticketing/ticket-management/job_statuses --------------------------------------------------------

    def _queued(self, results: list[Json]) -> Answer:
        results = [one for place, one in enumerate(results) if place not in self.silent]
        results = results[::-1] if self.backwards else results
        job = f"{next(self.ids):032x}"
        self.jobs[job] = [{"status": "queued"}, {"status": "working"}, {"status": self.ending, "results": results}]
        return self._told(job)

    def _told(self, job: str) -> Answer:
        state = self.jobs[job].pop(0) if len(self.jobs[job]) > 1 else self.jobs[job][0]
        shown = state if self.ending == "completed" else {"status": state["status"]}
        url = f"https://company.zendesk.com/api/v2/job_statuses/{job}.json"
        return 200, {}, {"job_status": {"id": job, "url": url, "progress": None, "message": None, **shown}}

    def _job(self, call: Call, job: str) -> Answer:
        self.only(call)
        if job not in self.jobs:
            raise Reply(404, {"error": "RecordNotFound", "description": "Not found"})
        return self._told(job)

    def _each(self, rows: list[Json], does: Callable[[Json], Json]) -> Answer:
        if not 1 <= len(rows) <= 100:
            self.wrong(f"{len(rows)} at once")
        if sum(len(states) > 1 for states in self.jobs.values()) >= self.most_jobs:
            raise Reply(429, {"error": "TooManyJobs", "description": "Too many jobs"}, {"Retry-After": "5"})
        results: list[Json] = []
        for index, row in enumerate(rows if self.ending == "completed" else ()):
            try:
                made = does(row)
                results.append(
                    made if "action" in made else {"index": index, **made}
                )  # two shapes of the published document
            except Reply as reply:
                results.append({"index": index, "error": "UserCreateError", "details": _words(reply)})
        return self._queued(results)

    def _create_many(self, call: Call, kind: str) -> Answer:
        self.only_keys(call, call.body, kind)
        if kind == "users" and not self.imports:
            raise Reply(403, {"error": "Forbidden", "description": "Bulk imports are not enabled"})
        return self._each(call.body[kind], lambda row: {"id": int(self._made(kind, row))})

    def _update_many(self, call: Call, kind: str) -> Answer:
        self.only_keys(call, call.body, kind)

        def update(row: Json) -> Json:
            key = str(row["id"])
            try:
                fields = {name: value for name, value in row.items() if name != "id"}
                self._update(Call("PUT", call.path, {}, {}, {ONE[kind]: fields}), kind, key)
            except Reply as reply:
                told = {"action": "update", "status": "Failed", "success": False}
                return {"id": int(key), "error": reply.answer[2]["error"], "details": _words(reply), **told}
            return {"id": int(key), "action": "update", "status": "Updated", "success": True}

        return self._each(call.body[kind], update)

    def _destroy_many(self, call: Call, kind: str) -> Answer:
        self.only(call, "ids")

        def destroy(key: Json) -> Json:
            self._there(kind, str(key))
            self.remove(kind, str(key))
            return {"id": int(key), "action": "delete", "status": "Deleted", "success": True}

        return self._each(call.query["ids"].split(","), destroy)

    def _delete(self, call: Call, kind: str, key: str) -> Answer:
        self._there(kind, key)
        self.remove(kind, key)
        return (200, {}, {"user": self._shown(kind, key)}) if kind == "users" else (204, {}, None)


def _words(reply: Reply) -> str:
    body = reply.answer[2]
    return str(body.get("details", {}).get("base", [body])[0]["description"])


def _invalid(words: str) -> Reply:
    body = {"error": "RecordInvalid", "description": "Record validation errors"}
    return Reply(422, {**body, "details": {"base": [{"description": words}]}})


def _valid(kind: str, value: Json) -> bool:
    if kind == "checkbox":
        return isinstance(value, bool)
    if kind == "decimal":
        return isinstance(value, int | float | str) and not isinstance(value, bool) and float(value) is not None
    if kind == "date":
        return isinstance(value, str) and dt.date.fromisoformat(value[:10]) is not None
    return isinstance(value, str)
