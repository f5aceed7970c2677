"""An Odoo in a few hundred lines: strict, stateful, over HTTP, in JSON-2 (19) or JSON-RPC (17). The contract runs against a real one in the soak
(tests/contract/test_odoo_live.py); what was seen there is marked [L].

Each behaviour is written from a public source, named beside it:
[J] odoo.com/documentation/19.0/developer/reference/external_api.html · [R] …/external_rpc_api.html · [O] …/backend/orm.html
[C] odoo/odoo, addons/rpc/controllers/json2.py · [M] odoo/odoo, odoo/models.py (`load`) and ir_fields.py (its converters)
"""

import datetime as dt
import email.utils
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.servers.threaded import serving

DATABASE, USER, KEY = "company", "sync@example.org", "6578616d706c65206b6579"
Row = dict[str, Any]


class OdooError(Exception):
    """An exception of Odoo's, by its full name. `status`: what JSON-2 makes of it [C]."""

    def __init__(self, name: str, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.name, self.message, self.status = name, message, status


def _validation(message: str) -> OdooError:
    return OdooError("odoo.exceptions.ValidationError", message)


def _missing(model: str = "res.partner", number: int = 0) -> OdooError:
    words = f"Record does not exist or has been deleted.\n(Record: {model}({number},), User: 7)"  # [L]
    return OdooError("odoo.exceptions.MissingError", words, 404)


def _kept(name: str, one: Row, value: Any) -> Any:
    """What a field holds of what it is given."""
    kind = one["type"]
    if kind == "char" and one.get("size"):
        return value[: one["size"]]  # [O] Char.size: cut without a word
    if kind == "selection" and value not in {key for key, _ in one["selection"]}:
        raise OdooError("builtins.ValueError", f"Wrong value for {name}: {value!r}", 500)
    if kind == "float" and one.get("digits"):
        return round(float(value), one["digits"][1])
    if kind == "many2many":
        [[command, zero, ids]] = value  # [O] Command.set
        assert (command, zero) == (6, 0)
        return ids
    if kind == "datetime":
        return dt.datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=dt.UTC)
    if kind == "html":  # [L] sanitised: what is no tag of HTML's is thrown away
        value = re.sub(r"<(?!/?(?:p|br|b|span)\b)[^>]*>", "", value)
        return value if value.startswith("<p") else f"<span>{value}</span>"
    return bool(value) if kind == "boolean" else value


def _denied() -> OdooError:
    return OdooError(
        "odoo.exceptions.AccessError", "You are not allowed to access 'Contact' (res.partner) records.", 403
    )


@dataclass
class Model:
    """A model: its fields as `fields_get` tells them, its records by id."""

    fields: dict[str, dict[str, Any]]
    defaults: dict[str, Any] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    denied: set[str] = field(default_factory=set)
    unique: str = ""


def _field(kind: str, label: str, **more: Any) -> dict[str, Any]:
    # [O] Field: `required` and `readonly` are false, `searchable` is true for what is stored.
    return {
        "type": kind,
        "string": label,
        "required": False,
        "readonly": False,
        "searchable": True,
        "depends": [],
        **more,
    }


_LOG = {
    "id": _field("integer", "ID", readonly=True),
    "display_name": _field("char", "Display Name", readonly=True, searchable=False),
    "create_date": _field("datetime", "Created on", readonly=True),
    "write_date": _field("datetime", "Last Updated on", readonly=True),
    "write_uid": _field("many2one", "Last Updated by", readonly=True, relation="res.users"),
}


def partners() -> dict[str, dict[str, Any]]:
    """Some fields of res.partner."""
    return {
        "name": _field("char", "Name", required=True),
        "email": _field("char", "Email"),
        "ref": _field("char", "Reference", size=8),
        "active": _field("boolean", "Active"),
        "parent_id": _field("many2one", "Company", relation="res.partner"),
        "category_id": _field("many2many", "Tags", relation="res.partner.category"),
        "type": _field("selection", "Type", selection=[["contact", "Contact"], ["invoice", "Invoice Address"]]),
        "credit_limit": _field("monetary", "Credit Limit"),
        "partner_latitude": _field("float", "Latitude"),
        "date_review": _field("datetime", "Review"),
        "comment": _field("html", "Notes"),
    }


def people() -> dict[str, dict[str, Any]]:
    """The fields of the connector contract."""
    return {
        "name": _field("char", "Name", required=True),
        "email": _field("char", "Email"),
        "born": _field("date", "Born"),
        "credit": _field("float", "Credit", digits=[16, 2]),
        "active": _field("boolean", "Active"),
        "note": _field("text", "Note"),
    }


class FakeOdoo:
    """The server. `major` 19 speaks JSON-2; before that, JSON-RPC only."""

    def __init__(self, major: int = 19) -> None:
        self.major = major
        self.models = {
            "res.partner": Model({**_LOG, **partners()}, {"active": True, "type": "contact"}, unique="ref"),
            "x_people": Model({**_LOG, **people()}, {"active": True}),
        }
        self.external: dict[str, tuple[str, int]] = {}
        """ir.model.data: external id → (model, id)."""
        self.calls: list[tuple[str, str, dict[str, Any]]] = []
        self.admin = True
        self.chooser = True
        """Whether it has `get_available_models` (since 16)."""
        self.zone_h = 5
        """The user's own time zone, which `load` reads date-times in unless the context has one [M]."""
        self.now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
        self.lose = 0
        """So many answers of writes are cut off after they were carried out."""
        self.before: Callable[[str, str], None] = lambda _model, _method: None
        self._next = 0
        self._lock = threading.RLock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, body, written = server.answer(self.command, self.path, self.headers, data)
                self.close_connection = True
                if written and server.lose:
                    server.lose -= 1
                    return
                self.send_response(status)
                text = body if isinstance(body, str) else json.dumps(body)
                self.send_header("Content-Type", "text/html" if isinstance(body, str) else "application/json")
                self.send_header("Connection", "close")
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            do_GET = do_POST = handle_any

            def date_time_string(self, timestamp: float | None = None) -> str:
                return email.utils.format_datetime(server.now(), usegmt=True)

            def log_message(self, *_: object) -> None:
                """Nothing on stderr."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @contextmanager
    def running(self) -> Iterator["FakeOdoo"]:
        with serving(self.server):
            yield self

    # ------------------------------------------------------------------------------------------------------ protocols

    def answer(self, method: str, path: str, headers: Mapping[str, str], data: bytes) -> tuple[int, Any, bool]:
        """(status, JSON or HTML, whether something was written)."""
        if path == "/web/version" and method == "GET" and self.major >= 19:  # [J] "Common service"
            return 200, {"version_info": [self.major, 0, 0, "final", 0, ""], "version": f"{self.major}.0"}, False
        match = re.fullmatch(r"/json/2/([\w.]+)/(\w+)", path)
        if match and method == "POST" and self.major >= 19:
            return self._json_2(match[1], match[2], headers, json.loads(data))
        if path == "/jsonrpc" and method == "POST":
            return self._json_rpc(json.loads(data))
        return 404, "<html>Not Found</html>", False

    def _json_2(
        self, model: str, method: str, headers: Mapping[str, str], body: dict[str, Any]
    ) -> tuple[int, Any, bool]:
        if headers.get("X-Odoo-Database") != DATABASE:  # [J] "Database": no database, no route
            return 404, "<html>Not Found</html>", False
        if headers.get("Authorization") != f"bearer {KEY}":
            error = {
                "name": "werkzeug.exceptions.Unauthorized",
                "message": "Invalid apikey",
                "arguments": ["Invalid apikey", 401],
            }
            return 401, {**error, "context": {}, "debug": "Traceback …"}, False
        context = body.pop("context", {})
        try:
            self._known(model, OdooError("werkzeug.exceptions.NotFound", f"the model {model!r} does not exist", 404))
            return 200, self._run(model, method, body.pop("ids", None), body, context), method not in _READS
        except OdooError as error:
            told = {
                "name": error.name,
                "message": error.message,
                "arguments": [error.message],
                "context": {},
                "debug": "…",
            }
            return error.status, told, False

    def _json_rpc(self, body: dict[str, Any]) -> tuple[int, Any, bool]:
        assert (body["jsonrpc"], body["method"]) == ("2.0", "call")
        params = body["params"]
        assert set(params) == {"service", "method", "args"}
        args = params["args"]
        try:
            result, written = self._service(params, args)
        except OdooError as error:  # [R] an error comes with status 200
            data = {
                "name": error.name,
                "debug": "…",
                "message": error.message,
                "arguments": [error.message],
                "context": {},
            }
            return (
                200,
                {"jsonrpc": "2.0", "id": 1, "error": {"code": 200, "message": "Odoo Server Error", "data": data}},
                False,
            )
        return 200, {"jsonrpc": "2.0", "id": 1, "result": result}, written

    def _known(self, model: str, error: OdooError) -> None:
        if model not in self.models and model not in {"ir.model", "res.users"}:
            raise error

    def _service(self, params: Mapping[str, Any], args: list[Any]) -> tuple[Any, bool]:
        if (params["service"], params["method"]) == ("common", "version"):  # [R] "Logging in"
            release, info = f"{self.major}.0", [self.major, 0, 0, "final", 0, ""]
            return {
                "server_version": release,
                "server_version_info": info,
                "server_serie": release,
                "protocol_version": 1,
            }, False
        if args[0] != DATABASE:
            raise OdooError("psycopg2.OperationalError", f'FATAL:  database "{args[0]}" does not exist')
        if params["method"] == "authenticate":
            return (7 if args[1:3] == [USER, KEY] else False), False
        return self._execute(params, args)

    def _execute(self, params: Mapping[str, Any], args: list[Any]) -> tuple[Any, bool]:
        assert (params["service"], params["method"]) == ("object", "execute_kw")
        _, user, key, model, method, positional, named = args
        if (user, key) != (7, KEY):
            raise OdooError("odoo.exceptions.AccessDenied", "Access Denied", 403)
        self._known(model, OdooError("builtins.KeyError", repr(model), 500))
        named = dict(named)
        context = named.pop("context", {})
        ids = positional[0] if positional else None
        if method == "search_count":  # [M] the argument is “args” in older versions, “domain” in newer ones
            ids, named = None, {"domain": ids, **named}
        return self._run(model, method, ids, named, context), method not in _READS

    def _run(
        self, model: str, method: str, ids: list[int] | None, named: dict[str, Any], context: dict[str, Any]
    ) -> Any:
        with self._lock:
            self.before(model, method)
            self.calls.append((model, method, named))
            if context.get("lang", "en_US") != "en_US" and method != "context_get":  # [L]
                raise OdooError("odoo.exceptions.UserError", f"Invalid language code: {context['lang']}")
            if model == "ir.model":
                return self._available(method)
            if model == "res.users":
                return self._users(method, named)
            function = getattr(self, f"_do_{method}", None)
            if function is None or (method == "has_access" and self.major < 18):
                raise OdooError("builtins.AttributeError", f"The method '{model}.{method}' does not exist", 404)
            if method in {"write", "unlink", "has_access"}:
                named = {"ids": ids, **named}
            elif ids:
                raise OdooError(
                    "werkzeug.exceptions.UnprocessableEntity", f"cannot call {model}.{method} with ids"
                )  # [C]
            try:
                return function(self.models[model], context=context, **named)
            except TypeError as error:
                if "argument" not in str(error):
                    raise
                raise OdooError("werkzeug.exceptions.UnprocessableEntity", str(error)) from error  # [C] signature.bind

    def _available(self, method: str) -> list[Row]:
        """[L] What the web client chooses a model from: those that the user may read. The records themselves are for administrators."""
        if method == "get_available_models" and self.chooser:
            able = [name for name, model in self.models.items() if "read" not in model.denied]
            return [{"model": name, "display_name": name.title()} for name in [*able, "ir.cron", "mail.message"]]
        if method != "search_read":
            raise OdooError("builtins.AttributeError", f"The method 'ir.model.{method}' does not exist", 404)
        if not self.admin:
            raise _denied()
        return [
            {"id": n, "model": name, "name": name.title()}
            for n, name in enumerate([*self.models, "ir.cron", "mail.message"])
        ]

    def _users(self, method: str, named: Row) -> Any:
        """[L] Who somebody is by his key: JSON-2 asks for no name."""
        if method == "context_get":
            return {"lang": "en_US", "tz": False, "uid": 7}
        assert (method, named["domain"]) == ("search_read", [["id", "=", 7]])
        return [{"id": 7, "login": USER}]

    # -------------------------------------------------------------------------------------------------------- methods

    def _do_fields_get(self, model: Model, context: Row, allfields: Any = None, attributes: Any = None) -> Row:
        return {name: {key: one[key] for key in one if key in attributes} for name, one in model.fields.items()}

    def _do_default_get(self, model: Model, context: Row, **named: Any) -> Row:
        expected = "fields" if self.major >= 19 else "fields_list"
        if set(named) != {expected}:
            raise TypeError("got an unexpected keyword argument")
        return {name: model.defaults[name] for name in named[expected] if name in model.defaults}

    def _do_has_access(self, model: Model, context: Row, ids: Any, operation: str) -> bool:
        return operation not in model.denied

    def _do_check_access_rights(self, model: Model, context: Row, operation: str, raise_exception: bool = True) -> bool:
        if self.major >= 19:  # replaced by has_access
            raise OdooError("builtins.AttributeError", "no check_access_rights", 404)
        return operation not in model.denied

    def _do_search_read(
        self,
        model: Model,
        context: Row,
        domain: Any = None,
        fields: Any = None,
        offset: int = 0,
        limit: Any = None,
        order: Any = None,
    ) -> list[Row]:
        if "read" in model.denied:
            raise _denied()
        for name in fields:
            if name not in model.fields:
                raise OdooError("builtins.ValueError", f"Invalid field {name!r} on {model!r}", 500)
        chosen = [row for _, row in sorted(model.rows.items()) if self._matches(model, row, domain or [], context)]
        assert order in {"id", "id asc", "model"}, "an order that is not stable"
        return [self._read(model, row, fields) for row in chosen[offset : None if limit is None else offset + limit]]

    def _do_search_count(self, model: Model, context: Row, domain: Any, limit: Any = None) -> int:
        """[O] `search_count`: how many records `search` would find."""
        if "read" in model.denied:
            raise _denied()
        return sum(self._matches(model, row, domain, context) for row in model.rows.values())

    def _matches(self, model: Model, row: Row, domain: list[Any], context: Row) -> bool:
        """[O] "Search domains": conditions are joined by AND; without active_test=False, archived records stay out."""
        if (
            context.get("active_test", True)
            and row.get("active") is False
            and not any(one[0] == "active" for one in domain)
        ):
            return False
        for name, operator, value in domain:
            if not model.fields[name]["searchable"]:
                raise OdooError("builtins.ValueError", f"Non-stored field {name} cannot be searched.", 500)
            held, wanted = row.get(name), value
            if isinstance(held, dt.datetime):  # compared with what is stored, microseconds and all
                held, wanted = held.replace(tzinfo=None), dt.datetime.fromisoformat(value) if value else value
            tests = {
                "=": lambda a, b: a in {None, False, ""} if b is False and a != 0 else a == b,
                ">": lambda a, b: a is not None and a > b,
                ">=": lambda a, b: a is not None and a >= b,
                "<=": lambda a, b: a is not None and a <= b,
                "in": lambda a, b: (a in b) if not isinstance(a, list) else bool(set(a) & set(b)),
                "ilike": lambda a, b: b.lower() in (a or "").lower(),
            }
            if not tests[operator](held, wanted):
                return False
        return True

    def _read(self, model: Model, row: Row, names: list[str]) -> Row:
        """[O] `read`: a blank is false, date-times are texts in UTC without fractions, a many2one is [id, name]."""
        told: Row = {"id": row["id"]}
        for name in names:
            kind, value = model.fields[name]["type"], row.get(name)
            if kind == "datetime":
                told[name] = value.strftime("%Y-%m-%d %H:%M:%S") if value else False
            elif kind == "many2one":
                told[name] = [value, f"Record {value}"] if value else False
            elif kind in {"float", "monetary", "integer"}:
                told[name] = value or 0
            elif kind == "many2many":
                told[name] = value or []
            elif name == "display_name":
                told[name] = row["name"]
            else:
                told[name] = False if value is None else value
        return told

    def _do_write(self, model: Model, context: Row, ids: list[int], vals: Row) -> bool:
        if "write" in model.denied:
            raise _denied()
        for one in ids:
            if one not in model.rows:
                raise _missing(number=one)
        parent = vals.get("parent_id")
        if parent and parent not in self.models["res.partner"].rows:
            raise _missing(number=parent)  # [L] the same error for the record that a reference names
        for one in ids:
            changed = {**model.rows[one], **self._stored(model, vals)}
            self._validate(model, changed)
            model.rows[one] = {**changed, "write_date": self.now(), "write_uid": 7}
        return True

    def _do_unlink(self, model: Model, context: Row, ids: list[int]) -> bool:
        if "unlink" in model.denied:
            raise _denied()
        if any(one not in model.rows for one in ids):
            raise _missing(number=next(one for one in ids if one not in model.rows))
        for one in ids:
            del model.rows[one]
        self.external = {xid: target for xid, target in self.external.items() if target[1] not in ids}
        return True

    def _stored(self, model: Model, vals: Row) -> Row:
        found: Row = {}
        for name, value in vals.items():
            one = model.fields.get(name)
            if one is None or one["readonly"]:
                raise OdooError("builtins.ValueError", f"Invalid field {name!r} on model", 500)
            blank = value is False and one["type"] != "boolean"
            found[name] = None if blank else _kept(name, one, value)
        return found

    def _validate(self, model: Model, row: Row) -> None:
        for name, one in model.fields.items():
            if one["required"] and row.get(name) in {None, ""}:
                raise _validation(f"Missing required value for the field '{one['string']}' ({name}).")
        if model.unique and row.get(model.unique):
            twins = [
                other
                for other in model.rows.values()
                if other[model.unique] == row[model.unique] and other["id"] != row["id"]
            ]
            if twins:
                raise _validation("The operation cannot be completed: another record has this value already.")

    def insert(self, name: str, vals: Row) -> int:
        """`create`, as the web client calls it."""
        with self._lock:
            model = self.models[name]
            self._next += 1
            row = dict.fromkeys(model.fields) | model.defaults | self._stored(model, vals) | {"id": self._next}
            self._validate(model, row)
            model.rows[self._next] = {**row, "create_date": self.now(), "write_date": self.now(), "write_uid": 7}
            return self._next

    def change(self, name: str, key: str, vals: Row) -> None:
        """`write`, as the web client calls it."""
        with self._lock:
            self._do_write(self.models[name], {}, [int(key)], vals)

    def remove(self, name: str, key: str) -> None:
        """`unlink`, as the web client calls it."""
        with self._lock:
            self._do_unlink(self.models[name], {}, [int(key)])

    def _do_load(self, model: Model, context: Row, fields: list[str], data: list[list[str]]) -> Row:
        """[M] All rows or none. The column "id" holds external ids: a known one is written to, a new one created."""
        if "create" in model.denied:
            raise _denied()
        before = ({one: dict(row) for one, row in model.rows.items()}, dict(self.external), self._next)
        ids: list[int] = []
        messages: list[Row] = []
        name = next(key for key, one in self.models.items() if one is model)
        for place, cells in enumerate(data):
            assert all(isinstance(one, str) for one in cells), "the converters of `load` want texts"
            assert len(cells) == len(fields)
            values = dict(zip(fields, cells, strict=True))
            xid = values.pop("id")
            assert xid.count(".") == 1
            try:
                vals = {
                    column.removesuffix("/.id"): self._converted(model, column, text, context)
                    for column, text in values.items()
                }
                if xid in self.external:
                    if (context.get("mode"), context.get("noupdate")) != ("update", True):  # [M] _load_records
                        self._do_write(model, {}, [self.external[xid][1]], vals)
                    ids.append(self.external[xid][1])
                else:
                    ids.append(self.insert(name, vals))
                    self.external[xid] = (name, ids[-1])
            except (OdooError, ValueError) as error:
                words = getattr(error, "message", str(error))
                places = self._blamed(model, fields, data, place)
                messages += [
                    {"type": "error", "message": words, "rows": {"from": one, "to": one}, "record": one}
                    for one in places
                ]
        if messages:
            model.rows, self.external, self._next = before
            return {"ids": False, "messages": messages, "nextrow": 0}
        return {"ids": ids, "messages": [], "nextrow": 0}

    @staticmethod
    def _blamed(model: Model, fields: list[str], data: list[list[str]], place: int) -> list[int]:
        """[L] Of twins in one call, both are refused: the first one too, which would have been taken alone."""
        if model.unique not in fields:
            return [place]
        at = fields.index(model.unique)
        twins = [one for one, cells in enumerate(data) if cells[at] and cells[at] == data[place][at] and one < place]
        return [*twins, place]

    def _converted(self, model: Model, column: str, text: str, context: Row) -> Any:
        """[M] ir.fields.converter: an empty text is false, whatever the type."""
        name, by_id = column.removesuffix("/.id"), column.endswith("/.id")
        kind = model.fields[name]["type"]
        assert by_id == (kind in {"many2one", "many2many"}), "names of other records are guessed at"
        if not text:
            return False
        if kind == "boolean":
            return text.lower() not in {"0", "false", "no"}
        if kind == "integer":
            return int(text)
        if kind in {"float", "monetary"}:
            return float(text)
        if kind == "many2one":
            return int(text)
        if kind == "many2many":
            return [[6, 0, [int(one) for one in text.split(",")]]]
        if kind == "selection":
            return next((key for key, label in model.fields[name]["selection"] if text in {key, label}), text)
        if kind == "datetime":
            moment = dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
            if context.get("tz") != "UTC":
                moment -= dt.timedelta(hours=self.zone_h)
            return moment.strftime("%Y-%m-%d %H:%M:%S")
        return text


_READS = {
    "search_read",
    "search_count",
    "fields_get",
    "default_get",
    "has_access",
    "check_access_rights",
    "get_available_models",
    "context_get",
}
