"""A strict system behind a JSON interface, on a real socket: it keeps records, and shows every trap when it is told to.

Strict: an unknown path, parameter, key or type is refused, and so is a call without a sign-in. What it refuses for a
reason that a client must not give it (`violations`) fails the test that looks. Faults are planned call by call:

    crm.plan(Fault.LOSE, "POST", "/people")     # the next create is made, its answer never comes
"""

import datetime as dt
import itertools
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.fakes.published import Published
from tests.servers.threaded import serving

TOKEN = "Sesam-öffne-dich-4711".encode().hex()
Json = Any
Answer = tuple[int, dict[str, str], Json]


class Fault(Enum):
    """What goes wrong at a call."""

    REFUSE = "it is answered with `answer`, and nothing is done"
    DENY = "it is done, and answered with `answer`"
    LOSE = "it is done, and the connection is cut before the answer"
    GARBLE = "it is done, and answered with a page of HTML"
    TRUNCATE = "it is done, and the answer is cut in the middle"
    EDIT = "it is done, and `edit` makes another answer of it"
    FIRST = "`meanwhile` happens, then it is done"
    THEN = "it is done, then `meanwhile` happens"


@dataclass
class Planned:
    """A fault at the next `times` calls that fit, after `skip` of them."""

    fault: Fault
    method: str
    path: str
    skip: int = 0
    times: int = 1
    answer: Answer = (500, {}, {})
    edit: Callable[[Json], Json] = field(default=lambda data: data)
    meanwhile: Callable[[], object] = field(default=lambda: None)


@dataclass(frozen=True)
class Call:
    """A request."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Json


class Refusal(Exception):
    """The system refuses."""

    def __init__(self, status: int, code: str, message: str = "", **more: Json) -> None:
        super().__init__(message)
        self.answer: Answer = (status, {}, {"error": {"code": code, "message": message or code}, **more})


class Behind:
    """What stands behind a socket: answers calls, remembers them, and has faults planned."""

    prefix = ""
    """What its paths begin with, and calls are shown without."""
    forms: frozenset[str] = frozenset()
    """Paths that take a form."""
    published: Published | None = None
    """The vendor's own document: what does not fit it is a violation when the system is shut down."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.exchanges: list[tuple[Call, Answer]] = []
        self.violations: list[str] = []
        self.planned: list[Planned] = []
        self.lock = threading.RLock()
        self.clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    def answer(self, call: Call) -> Answer:
        """One call, without faults."""
        raise NotImplementedError

    def now(self) -> dt.datetime:
        """The system's time."""
        return self.clock()

    def plan(self, fault: Fault, method: str, path: str, **more: Any) -> None:
        """Let a call go wrong; `path`: how it begins."""
        self.planned.append(Planned(fault, method, path, **more))

    def count(self, method: str, path: str) -> int:
        """How many such calls were made."""
        return sum(call.method == method and call.path.startswith(path) for call in self.calls)


class FakeCrm(Behind):
    """The system. `kinds`: field → a check of its JSON; `sparse`: blank fields are left out of its answers."""

    prefix = "/api"
    forms = frozenset({"/token"})

    def __init__(
        self, kinds: Mapping[str, Callable[[Json], bool]], required: frozenset[str] = frozenset({"name"})
    ) -> None:
        super().__init__()
        self.kinds, self.required = kinds, required
        self.rows: dict[str, dict[str, Json]] = {}
        self.deleted: list[tuple[str, dt.datetime]] = []
        self.jobs: dict[str, dict[str, Json]] = {}
        self.log: list[tuple[int, str]] = []
        self.shuffle = False
        self.sparse = False
        self.cap: int | None = None
        self.token = TOKEN
        self.refresh = "once"
        self.oldest = 0
        self.resolution = dt.timedelta(milliseconds=1)
        self._ids = itertools.count(1)

    # what people do in it ------------------------------------------------------------------------------------------

    def now(self) -> dt.datetime:
        """The system's time, as exact as it keeps it."""
        moment = self.clock()
        past = (moment - dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) % self.resolution
        return moment - past

    def insert(self, fields: Mapping[str, Json], *, at: dt.datetime | None = None) -> str:
        """Add a record; its id."""
        with self.lock:
            key = str(next(self._ids))
            self._store(key, dict(fields), at or self.now(), created=True)
            return key

    def change(self, key: str, fields: Mapping[str, Json], *, at: dt.datetime | None = None) -> None:
        """Edit a record."""
        with self.lock:
            self._store(key, {**self.rows[key]["fields"], **fields}, at or self.now())

    def delete(self, key: str) -> None:
        """Delete a record."""
        with self.lock:
            del self.rows[key]
            self.deleted.append((key, self.now()))
            self.log.append((len(self.log) + 1, key))

    def _store(self, key: str, fields: dict[str, Json], at: dt.datetime, *, created: bool = False) -> None:
        stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        old = self.rows.get(key, {"created_at": stamp, "rev": 0})
        complete = dict.fromkeys(self.kinds) | fields
        self.rows[key] = {
            "id": int(key),
            "rev": old["rev"] + 1,
            "created_at": old["created_at"],
            "updated_at": stamp,
            "fields": complete,
        }
        self.log.append((len(self.log) + 1, key))

    # calls ---------------------------------------------------------------------------------------------------------

    def answer(self, call: Call) -> Answer:
        """One call, without faults."""
        with self.lock:
            self.calls.append(call)
            try:
                if call.path == "/token":
                    return self._sign_in(call)
                return self._dispatch(call)
            except Refusal as refusal:
                return refusal.answer

    def _dispatch(self, call: Call) -> Answer:
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise Refusal(401, "unauthorized")
        first, *rest = call.path.strip("/").split("/")
        routes: dict[tuple[str, str], Callable[[Call], Answer]] = {
            ("GET", "me"): lambda _: (200, {}, {"user": "sync@example.org"}),
            ("GET", "fields"): self._fields,
            ("GET", "changes"): self._changes,
            ("GET", "delta"): self._delta,
            ("GET", "events"): self._events,
            ("GET", "deleted"): self._deleted,
            ("POST", "batch"): self._batch,
            ("POST", "read"): self._read,
            ("POST", "jobs"): self._job,
            ("GET", "people"): self._list,
            ("POST", "people"): self._create,
        }
        if first == "people" and rest:
            return self._single(call, rest[0])
        if first == "jobs" and rest:
            return self._poll(rest[0])
        if (call.method, first) not in routes or rest:
            self.violations.append(f"{call.method} {call.path}")
            raise Refusal(404, "no_route")
        return routes[call.method, first](call)

    def _sign_in(self, call: Call) -> Answer:
        """A token for those who know the secret; a refresh token is good for one use."""
        given = call.body
        if given.get("grant_type") == "refresh_token" and given.get("refresh_token") == self.refresh:
            self.refresh += "+"
        elif given.get("grant_type") != "client_credentials" or given.get("client_secret") != TOKEN:
            return 400, {}, {"error": "invalid_grant"}
        self.token += "x"
        return 200, {}, {"access_token": self.token, "expires_in": 3600, "refresh_token": self.refresh}

    def _check(self, call: Call, *known: str) -> None:
        strange = call.query.keys() - set(known)
        if strange:
            self.violations.append(f"{call.method} {call.path}: parameters {sorted(strange)}")
            raise Refusal(400, "unknown_parameter")

    def _valid(self, fields: Json, *, create: bool) -> dict[str, Json]:
        if not isinstance(fields, dict):
            raise Refusal(422, "invalid", "fields must be an object")
        for name, value in fields.items():
            if name not in self.kinds:
                self.violations.append(f"unknown field {name}")
                raise Refusal(422, "unknown_field", f"{name} is unknown")
            if value is not None and not self.kinds[name](value):
                raise Refusal(422, "invalid", f"{name} can't be {value!r}")
            if value in (None, "") and name in self.required:
                raise Refusal(422, "required", f"{name} is required")
        if create and not self.required <= fields.keys():
            raise Refusal(422, "required", "name is required")
        return fields

    def _shown(self, key: str) -> dict[str, Json]:
        row = json.loads(json.dumps(self.rows[key]))
        if self.sparse:
            row["fields"] = {name: value for name, value in row["fields"].items() if value is not None}
        return row

    def _fields(self, call: Call) -> Answer:
        self._check(call)
        return 200, {}, {"fields": [{"key": name, "required": name in self.required} for name in self.kinds]}

    def _list(self, call: Call) -> Answer:
        self._check(call, "page", "per_page", "offset", "limit", "after", "since_id", *self.kinds)
        query, limit = call.query, int(call.query.get("limit") or call.query.get("per_page") or 100)
        if limit > 100:
            self.violations.append("more than 100 records asked for at once")
            raise Refusal(400, "limit")
        keys = sorted(self.rows, key=int)
        wanted = {name: query[name] for name in self.kinds if name in query}
        keys = [key for key in keys if all(str(self.rows[key]["fields"][n]) == v for n, v in wanted.items())]
        total = len(keys)
        start = int(query.get("offset") or query.get("after") or (int(query.get("page", 1)) - 1) * limit)
        if "since_id" in query:
            keys, start = [key for key in keys if int(key) > int(query["since_id"] or 0)], 0
        some = keys[start : start + limit]
        more = start + limit < len(keys)
        following = f"/api/people?limit={limit}&after={start + limit}"
        body = {
            "data": [self._shown(key) for key in some],
            "total": total,
            "next": str(start + limit) if more else None,
        }
        return 200, {"Link": f'<{following}>; rel="next"'} if more else {}, body

    def _read(self, call: Call) -> Answer:
        ids = call.body.get("ids", [])
        if len(ids) > 50 or not all(type(one) is int for one in ids):
            self.violations.append("ids: at most 50 numbers")
            raise Refusal(400, "ids")
        found = [self._shown(str(one)) for one in ids if str(one) in self.rows]
        return 200, {}, {"data": found}

    def _changes(self, call: Call) -> Answer:
        self._check(call, "since", "until", "page", "limit")
        limit, page = int(call.query.get("limit", 100)), int(call.query.get("page", 1))
        since, until = (dt.datetime.fromisoformat(call.query[one]) for one in ("since", "until"))
        rows = [row for row in self.rows.values() if since <= dt.datetime.fromisoformat(row["updated_at"]) <= until]
        rows.sort(key=lambda row: (row["updated_at"], row["id"]))
        if self.cap is not None:
            rows = rows[: self.cap]
        return 200, {}, {"data": [self._shown(str(row["id"])) for row in rows[(page - 1) * limit : page * limit]]}

    def _delta(self, call: Call) -> Answer:
        self._check(call, "token")
        position = int(call.query.get("token") or 0)
        if position < self.oldest:
            raise Refusal(410, "cursor_expired")
        touched = list(dict.fromkeys(key for number, key in self.log if number > position))
        rows = [self._shown(key) if key in self.rows else {"id": int(key), "removed": True} for key in touched]
        return 200, {}, {"data": rows if call.query.get("token") else [], "token": str(len(self.log))}

    def _events(self, call: Call) -> Answer:
        self._check(call, "after", "limit")
        rows = [entry for entry in self.log if entry[0] > int(call.query.get("after") or 0)]
        rows = rows[: int(call.query["limit"])]
        data = [{"no": no, "record": key, "gone": key not in self.rows} for no, key in rows]
        return 200, {}, {"data": data}

    def _deleted(self, call: Call) -> Answer:
        self._check(call, "since")
        since = dt.datetime.fromisoformat(call.query["since"])
        return 200, {}, {"data": [{"id": int(key)} for key, at in self.deleted if at >= since]}

    def _single(self, call: Call, key: str) -> Answer:
        self._check(call)
        if key not in self.rows:
            raise Refusal(404, "not_found")
        if call.method == "GET":
            return 200, {}, self._shown(key)
        expected = call.headers.get("if-match")
        if expected is not None and expected != f'"{self.rows[key]["rev"]}"':
            raise Refusal(412, "stale")
        if call.method == "DELETE":
            self.delete(key)
            return 204, {}, None
        fields = self._valid(call.body.get("fields"), create=call.method == "PUT")
        kept = {} if call.method == "PUT" else self.rows[key]["fields"]
        self._store(key, {**kept, **fields}, self.now())
        return 200, {}, self._shown(key)

    def _create(self, call: Call) -> Answer:
        self._check(call)
        key = self.insert(self._valid(call.body.get("fields"), create=True))
        return 201, {}, {"id": int(key)}

    def _batch(self, call: Call) -> Answer:
        self._check(call)
        rows = call.body["items"]
        if len(rows) > 20:
            self.violations.append("more than 20 items in a batch")
            raise Refusal(400, "too_many")
        done, failed = [], []
        for row in rows:
            try:
                done.append({"trace": row["trace"], **self._item(row)})
            except Refusal as refusal:
                failed.append({"trace": row["trace"], "status": refusal.answer[0], **refusal.answer[2]})
        if self.shuffle:
            done.reverse()
        return 207 if failed else 200, {}, {"results": done, "errors": failed}

    def _item(self, row: Json) -> dict[str, Json]:
        if row["do"] == "create":
            return {"id": int(self.insert(self._valid(row["fields"], create=True)))}
        key = str(row["id"])
        if key not in self.rows:
            raise Refusal(404, "not_found")
        if "rev" in row and row["rev"] != self.rows[key]["rev"]:
            raise Refusal(409, "stale")
        if row["do"] == "delete":
            self.delete(key)
        else:
            self._store(key, {**self.rows[key]["fields"], **self._valid(row["fields"], create=False)}, self.now())
        return {"id": int(key)}

    def _job(self, call: Call) -> Answer:
        """It is done at once, but told only when it is asked for the second time."""
        _, _, body = self._batch(call)
        key = f"job-{len(self.jobs) + 1}"
        self.jobs[key] = {"job": key, "state": "running", "asked": 0, "result": body}
        return 202, {}, {"job": key, "state": "queued"}

    def _poll(self, key: str) -> Answer:
        job = self.jobs[key]
        job["asked"] += 1
        if job["asked"] < 2:
            return 200, {}, {"job": key, "state": "running"}
        return 200, {}, {"job": key, "state": "done", **job["result"]}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536
    crm: "Behind"

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.casefold(): value for name, value in self.headers.items()}
        path = unquote(parts.path).removeprefix(self.crm.prefix)
        form = path in self.crm.forms
        wanted = "application/x-www-form-urlencoded" if form else "application/json"
        if raw and headers.get("content-type") != wanted:
            self.crm.violations.append(f"content type {headers.get('content-type')}")
        body = dict(parse_qsl(raw.decode(), keep_blank_values=True)) if form else json.loads(raw) if raw else {}
        query: dict[str, str] = {}
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            query[name] = f"{query[name]},{value}" if name in query else value
        call = Call(self.command, path, query, headers, body)
        fault = self._fault(call)
        if fault is not None and fault.fault is Fault.FIRST:
            fault.meanwhile()
        if fault is not None and fault.fault is Fault.REFUSE:
            self.crm.calls.append(call)
            self._send(*fault.answer)
            return
        status, more, body = self.crm.answer(call)
        if fault is not None and fault.fault is Fault.THEN:
            fault.meanwhile()
        if fault is None or fault.fault in {Fault.FIRST, Fault.THEN}:
            self._send(status, more, body)
        elif fault.fault is Fault.EDIT:
            self._send(status, more, fault.edit(body))
        elif fault.fault is Fault.DENY:
            self._send(*fault.answer)
        else:
            self._spoil(fault.fault, status, body)

    def _fault(self, call: Call) -> Planned | None:
        with self.crm.lock:
            for one in self.crm.planned:
                if one.method == call.method and call.path.startswith(one.path):
                    if one.skip:
                        one.skip -= 1
                        continue
                    one.times -= 1
                    if not one.times:
                        self.crm.planned.remove(one)
                    return one
        return None

    def _send(self, status: int, more: Mapping[str, str], body: Json) -> None:
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _spoil(self, fault: Fault, status: int, body: Json) -> None:
        if fault is Fault.GARBLE:
            self._send(200, {"Content-Type": "text/html"}, b"<html><body>Please sign in to the Wi-Fi</body></html>")
            return
        self.close_connection = True
        if fault is Fault.TRUNCATE:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2])

    do_GET = do_OPTIONS = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # the library's names

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(self.crm.now().timestamp())

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@contextmanager
def served(crm: "Behind") -> Iterator[str]:
    """The system's address while the block runs."""
    handler = type("Handler", (_Handler,), {"crm": crm})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    try:
        with serving(server):
            yield f"http://127.0.0.1:{server.server_port}"
    finally:
        if crm.published is not None:
            crm.violations += crm.published.problems(crm.exchanges)


def main() -> None:
    """Serve a few people until Ctrl+C: a system to try a manifest on, as docs/CONTRIBUTING.md says."""
    crm = FakeCrm(dict.fromkeys(("name", "email", "city"), lambda data: data is None or isinstance(data, str)))
    for name in ("Ada Beispiel", "Ben Muster", "Cleo Probe"):
        crm.insert({"name": name, "email": f"{name.split()[0].lower()}@example.org", "city": "Bremen"})
    with served(crm) as url:
        print(f"{url}   token {TOKEN}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
