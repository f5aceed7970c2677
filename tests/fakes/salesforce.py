"""Salesforce's REST API, written from its documents: each behaviour names its page (below api_rest.meta/api_rest).

Query and queryAll: resources_query, resources_queryall (nextRecordsUrl, 2,000 a page). describe: resources_sobject_describe. Collections:
resources_composite_sobjects_collections_create, …_update, …_delete (200 rows, results in the order of the input). errorcodes.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from tests.fakes.rest_server import TOKEN, Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor

SOQL = re.compile(
    r"SELECT (?P<fields>[\w,]+) FROM (?P<table>\w+)(?: WHERE (?P<where>.+?))?(?: ORDER BY (?P<order>[\w, ]+))?(?: LIMIT (?P<limit>\d+))?\Z"
)
EQUAL = re.compile(r"(?P<name>\w+) = '(?P<text>(?:[^'\\\n\r]|\\[nNrRtTbBfF\"'\\])*)'")
"""soql_sosl/sforce_api_calls_soql_select_quotedstringescapes: what stands between apostrophes, and the sequences that are known."""
ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
STANDARD: dict[str, dict[str, Any]] = {
    "Id": {"type": "id", "length": 18},
    "IsDeleted": {"type": "boolean"},
    "CreatedDate": {"type": "datetime"},
    "SystemModstamp": {"type": "datetime"},
}


class FakeSalesforce(Vendor):
    """An organization with one object. `own`: its fields as describe tells of them."""

    forms = frozenset({"/services/oauth2/token"})

    def __init__(self, own: Mapping[str, Mapping[str, Any]], table: str = "Contact") -> None:
        super().__init__()
        self.table = table
        self.fields: dict[str, dict[str, Any]] = {
            name: {"nillable": False, "defaultedOnCreate": True, "createable": False, "updateable": False, **one}
            for name, one in STANDARD.items()
        }
        for name, one in own.items():
            usual = {"nillable": True, "defaultedOnCreate": False, "createable": True, "updateable": True, "length": 0}
            self.fields[name] = {**usual, **one}
        self.token, self.refresh, self.page = TOKEN, "R", 2000

    def routes(self) -> Mapping[str, Route]:
        base = "/services/data/v61.0"
        return {
            "POST /services/oauth2/token": self._renew,
            f"GET {base}/sobjects": self._sobjects,
            f"GET {base}/sobjects/{{table}}/describe": self._describe,
            f"GET {base}/query": lambda call: self._query(call, binned=False),
            f"GET {base}/queryAll": lambda call: self._query(call, binned=True),
            f"GET {base}/query/{{locator}}": self._more,
            f"POST {base}/composite/sobjects": self._create,
            f"PATCH {base}/composite/sobjects": self._update,
            f"DELETE {base}/composite/sobjects": self._delete,
        }

    def sign_in(self, call: Call) -> None:
        if call.path != "/services/oauth2/token" and call.headers.get("authorization") != f"Bearer {self.token}":
            raise Reply(401, [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}])

    def unknown(self, call: Call) -> Answer:
        return 404, {}, [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]

    def _renew(self, call: Call) -> Answer:
        flow = {"grant_type": "client_credentials", "client_id": "app", "client_secret": TOKEN}
        renewing = call.body.get("grant_type") == "refresh_token" and call.body.get("refresh_token") == self.refresh
        if dict(call.body) != flow and not renewing:
            raise Reply(400, {"error": "invalid_grant", "error_description": "expired access/refresh token"})
        self.token += "x"
        return 200, {}, {"access_token": self.token, "instance_url": "https://company.my.salesforce.com"}

    # what people do in it ------------------------------------------------------------------------------------------

    def stamp(self) -> str:
        """Now, in whole seconds."""
        return self.now().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")

    def insert(self, values: Mapping[str, Json]) -> str:
        """Add a record; its id."""
        key = f"003Dn{next(self.ids):010d}AAB"
        empty = {name: False if one["type"] == "boolean" else None for name, one in self.fields.items()}
        self.rows[key] = {**empty, "Id": key, "CreatedDate": self.stamp()}
        self.change(key, values)
        return key

    def change(self, key: str, values: Mapping[str, Json]) -> None:
        """Edit a record; a checkbox is never blank, and a text never empty."""
        row = self.rows[key]
        for name, value in values.items():
            row[name] = bool(value) if self.fields[name]["type"] == "boolean" else None if value == "" else value
        row["SystemModstamp"] = self.stamp()

    def remove(self, key: str) -> None:
        """Put it into the bin."""
        self.rows[key] |= {"IsDeleted": True, "SystemModstamp": self.stamp()}

    def living(self) -> list[str]:
        """Ids of what is not deleted."""
        return [key for key, row in self.rows.items() if not row["IsDeleted"]]

    # calls ---------------------------------------------------------------------------------------------------------

    def _sobjects(self, call: Call) -> Answer:
        self.only(call)
        known = [{"name": self.table, "label": self.table, "queryable": True}]
        return 200, {}, {"sobjects": [*known, {"name": "AIMetric", "label": "Metric", "queryable": False}]}

    def _describe(self, call: Call, table: str) -> Answer:
        self.only(call)
        if table != self.table:
            return self.unknown(call)
        told = [{"name": name, "label": name, "picklistValues": [], **one} for name, one in self.fields.items()]
        return 200, {}, {"name": table, "fields": told}

    def _query(self, call: Call, *, binned: bool) -> Answer:
        self.only(call, "q")
        found = SOQL.match(call.query["q"])
        fields = found["fields"].split(",") if found else []
        if found is None or found["table"] != self.table:
            raise self._malformed("MALFORMED_QUERY", "unexpected token")
        if len(set(fields)) < len(fields):
            raise self._malformed("MALFORMED_QUERY", "duplicate field selected")
        if strange := set(fields) - self.fields.keys():
            raise self._malformed("INVALID_FIELD", f"No such column {sorted(strange)}")
        self._filterable(found["where"])
        rows = [row for row in self.rows.values() if (binned or not row["IsDeleted"]) and _fits(row, found["where"])]
        for order in reversed((found["order"] or "").split(", ")):
            name, _, way = order.partition(" ")
            rows.sort(key=lambda row, name=name: str(row.get(name) or ""), reverse=way == "DESC")  # type: ignore[misc]
        shown = [{"attributes": {"type": self.table}, **{name: row[name] for name in fields}} for row in rows]
        return self._paged(shown[: int(found["limit"])] if found["limit"] else shown, 0)

    def _filterable(self, where: str | None) -> None:
        """…/sforce_api_calls_soql_select_conditionexpression: a long text area can't stand in a condition; nor can quotes that don't match."""
        if where is None or " = " not in where:
            return
        asked = EQUAL.fullmatch(where)
        if asked is None:
            raise self._malformed("MALFORMED_QUERY", "unexpected token")
        spec = self.fields[asked["name"]]
        if spec["type"] == "encryptedstring":  # it may not be asked for: describe says so in “filterable”
            words = f"field '{asked['name']}' can not be filtered in a query call"
            raise Reply(400, [{"message": words, "errorCode": "INVALID_FIELD"}])
        if spec["type"] == "textarea" and spec["length"] > 255:
            raise self._malformed("INVALID_FIELD", f"field '{asked['name']}' can not be filtered in a query call")

    def _paged(self, rows: list[Json], start: int) -> Answer:
        """The rest stays behind a locator."""
        some = rows[start : start + self.page]
        body: dict[str, Json] = {"totalSize": len(rows), "done": start + self.page >= len(rows), "records": some}
        if not body["done"]:
            self._held = rows
            body["nextRecordsUrl"] = f"/services/data/v61.0/query/01gD-{start + self.page}"
        return 200, {}, body

    def _more(self, call: Call, locator: str) -> Answer:
        return self._paged(self._held, int(locator.rpartition("-")[2]))

    def _malformed(self, code: str, words: str) -> Reply:
        self.wrong(words)
        return Reply(400, [{"message": words, "errorCode": code}])

    def _records(self, call: Call) -> list[Json]:
        self.only_keys(call, call.body, "allOrNone", "records")
        rows = call.body["records"]
        if len(rows) > 200 or call.body["allOrNone"]:
            self.wrong("200 records at most, each for itself")
        return list(rows)

    def _refused(self, values: Mapping[str, Json], *, create: bool) -> Json:
        """The error of one record, None when all is well."""
        for name, value in values.items():
            spec = self.fields.get(name)
            if spec is None or not spec["updateable"]:
                self.wrong(f"{name} can't be written")
                return _error("INVALID_FIELD_FOR_INSERT_UPDATE", name)
            if value not in (None, "") and not _valid(spec, value):
                return _error("JSON_PARSER_ERROR", name)
            if spec["length"] and len(value or "") > spec["length"]:
                return _error("STRING_TOO_LONG", f"{name}: data value too large")
        needed = [name for name, one in self.fields.items() if not one["nillable"] and one["createable"]]
        for name in needed:
            if values.get(name, None if create else "there") in (None, ""):
                return _error("REQUIRED_FIELD_MISSING", f"Required fields are missing: [{name}]")
        return None

    def _create(self, call: Call) -> Answer:
        answers = []
        for row in self._records(call):
            values = {name: value for name, value in row.items() if name != "attributes"}
            problem = self._refused(values, create=True)
            answers.append(problem or {"id": self.insert(values), "success": True, "errors": []})
        return 200, {}, answers

    def _update(self, call: Call) -> Answer:
        answers = []
        for row in self._records(call):
            key = row["id"]
            values = {name: value for name, value in row.items() if name not in {"attributes", "id"}}
            problem = self._gone(key) or self._refused(values, create=False)
            if not problem:
                self.change(key, values)
            answers.append(problem or {"id": key, "success": True, "errors": []})
        return 200, {}, answers

    def _delete(self, call: Call) -> Answer:
        self.only(call, "ids", "allOrNone")
        answers = []
        for key in call.query["ids"].split(","):
            problem = self._gone(key)
            if not problem:
                self.remove(key)
            answers.append(problem or {"id": key, "success": True, "errors": []})
        return 200, {}, answers

    def _gone(self, key: str) -> Json:
        return _error("ENTITY_IS_DELETED", "entity is deleted") if key not in self.living() else None


def _error(code: str, words: str) -> Json:
    return {"success": False, "errors": [{"statusCode": code, "message": words, "fields": []}]}


def _fits(row: Mapping[str, Json], where: str | None) -> bool:
    if where is None:
        return True
    if found := re.fullmatch(r"Id IN \(([^)]*)\)", where):
        return f"'{row['Id']}'" in found[1].split(",")
    if found := EQUAL.fullmatch(where):
        text = re.sub(r"\\(.)", lambda one: ESCAPED.get(one[1].lower(), one[1]), found["text"])
        return str(row[found["name"]] or "").casefold() == text.casefold()
    since = re.fullmatch(r"SystemModstamp >= (\S+)", where)
    assert since is not None, where
    return dt.datetime.fromisoformat(row["SystemModstamp"]) >= dt.datetime.fromisoformat(since[1])


def _valid(spec: Mapping[str, Any], value: Json) -> bool:
    kind = spec["type"]
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in {"currency", "double"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and dt.date.fromisoformat(value) is not None
    return isinstance(value, str)
