"""Xero's Accounting API, written from its OpenAPI document (github.com/XeroAPI/Xero-OpenAPI) and developer.xero.com/documentation.

Contacts: api/accounting/contacts (PUT makes, POST makes or changes, names are unique, archived ones only when asked for). Mixed answers:
api/accounting/requests-and-responses (summarizeErrors). If-Modified-Since: the same page. Tokens: guides/oauth2/auth-flow.
"""

import datetime as dt
import re
import uuid
from collections.abc import Mapping

from tests.fakes.published import Published
from tests.fakes.rest_server import TOKEN, Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, as_ms

TENANT = "45e4708e-d862-4111-ab3a-dd8cd03913e1"
TEXTS = {
    "Name",
    "FirstName",
    "LastName",
    "EmailAddress",
    "ContactNumber",
    "AccountNumber",
    "TaxNumber",
    "ContactStatus",
}
PHONE = {"PhoneType", "PhoneNumber", "PhoneAreaCode", "PhoneCountryCode"}


class FakeXero(Vendor):
    """An organisation with contacts. `unchanged`: the status when nothing has changed."""

    published = Published("xero/xero-accounting-slice.json", "/api.xro/2.0", known=("no answer of 304",))

    forms = frozenset({"/connect/token"})

    def __init__(self) -> None:
        super().__init__()
        self.token, self.refresh, self.shuffle = TOKEN, "once", False
        self.unchanged = 200

    def routes(self) -> Mapping[str, Route]:
        base = "/api.xro/2.0"
        return {
            "POST /connect/token": self._renew,
            f"GET {base}/Organisation": lambda _: (200, {}, {"Organisations": [{"Name": "Demo"}]}),
            f"GET {base}/Contacts": self._list,
            f"PUT {base}/Contacts": self._write,
            f"POST {base}/Contacts": self._write,
        }

    def sign_in(self, call: Call) -> None:
        if call.path == "/connect/token":
            return
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise Reply(401, {"Title": "Unauthorized", "Status": 401, "Detail": "TokenExpired"})
        if call.headers.get("xero-tenant-id") != TENANT:
            self.wrong("no tenant")
            raise Reply(403, {"Title": "Forbidden", "Detail": "AuthenticationUnsuccessful"})
        if "json" not in call.headers.get("accept", ""):
            self.wrong("XML is what comes without Accept")

    def _renew(self, call: Call) -> Answer:
        if call.body.get("grant_type") != "refresh_token" or call.body.get("refresh_token") != self.refresh:
            raise Reply(400, {"error": "invalid_grant"})
        self.refresh += "+"
        self.token += "x"
        return 200, {}, {"access_token": self.token, "refresh_token": self.refresh, "expires_in": 1800}

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, fields: Mapping[str, Json]) -> str:
        """Add a contact; its id."""
        key = str(uuid.uuid4())
        phones = [{"PhoneType": kind, "PhoneNumber": ""} for kind in ("DEFAULT", "DDI", "FAX", "MOBILE")]
        self.rows[key] = {"ContactID": key, "ContactStatus": "ACTIVE", "Phones": phones}
        self.change(key, fields)
        return key

    def change(self, key: str, fields: Mapping[str, Json]) -> None:
        """Edit a contact. Phones of other types stay; of the same type, they are replaced."""
        row = self.rows[key]
        for name, value in fields.items():
            if name == "Phones":
                kept = {one["PhoneType"]: one for one in row["Phones"]} | {one["PhoneType"]: one for one in value}
                row["Phones"] = list(kept.values())
            elif value in ("", None):
                row.pop(name, None)
            else:
                row[name] = value
        row["UpdatedDateUTC"] = f"/Date({as_ms(self.now())}+0000)/"
        row["at"] = self.now().isoformat()

    def remove(self, key: str) -> None:
        """Archive a contact: nothing disappears."""
        self.change(key, {"ContactStatus": "ARCHIVED"})

    def living(self) -> list[str]:
        """Ids of those that are not archived."""
        return [key for key, row in self.rows.items() if row["ContactStatus"] == "ACTIVE"]

    # calls ---------------------------------------------------------------------------------------------------------

    def _shown(self, row: Json) -> Json:
        return {name: one for name, one in row.items() if name != "at"}

    def _list(self, call: Call) -> Answer:
        self.only(call, "page", "pageSize", "IDs", "includeArchived", "order", "where")
        rows = list(self.rows.values())
        if "IDs" in call.query:
            rows = [row for row in rows if row["ContactID"] in call.query["IDs"].split(",")]
        elif call.query.get("includeArchived") != "true":
            rows = [row for row in rows if row["ContactStatus"] == "ACTIVE"]
        if (where := call.query.get("where")) is not None:
            # Requests and responses, “where”: Name=="ABC"; how a quotation mark is written in it is not told.
            found = re.fullmatch(r'(EmailAddress|Name|ContactNumber|AccountNumber)=="([^"\\]*)"', where, re.DOTALL)
            if found is None:
                self.wrong(f"a filter that can't be parsed: {where}")
                raise Reply(400, {"Type": "QueryParseException", "Message": "No operator was found"})
            rows = [row for row in rows if row.get(found[1]) == found[2]]
        if since := call.headers.get("if-modified-since"):
            after = dt.datetime.fromisoformat(since)
            rows = [row for row in rows if dt.datetime.fromisoformat(row["at"]) >= after]
            if not rows and self.unchanged == 304:
                return 304, {}, None
        if order := call.query.get("order"):
            name, _, way = order.partition(" ")
            rows.sort(key=lambda row: str(row["at"] if name == "UpdatedDateUTC" else row[name]), reverse=way == "DESC")
        if "page" not in call.query:
            return 200, {}, {"Contacts": [self._shown(row) for row in rows]}
        page, size = int(call.query["page"]), int(call.query.get("pageSize", 100))
        pages = {"page": page, "pageSize": size, "pageCount": -(-len(rows) // size), "itemCount": len(rows)}
        some = rows[(page - 1) * size : page * size]
        return 200, {}, {"pagination": pages, "Contacts": [self._shown(row) for row in some]}

    def _write(self, call: Call) -> Answer:
        self.only(call, "summarizeErrors")
        if call.query.get("summarizeErrors") != "false":
            self.wrong("one bad contact would refuse all")
        answers = [self._one(call.method, row) for row in call.body["Contacts"]]
        return 200, {}, {"Contacts": answers[::-1] if self.shuffle else answers}

    def _one(self, method: str, row: Json) -> Json:
        key = row.get("ContactID", "")
        fields = {name: value for name, value in row.items() if name != "ContactID"}
        words = self._refused(fields, key)
        if method == "PUT" and key:
            self.wrong("PUT is for new ones")
        if words:
            bad = {
                "HasValidationErrors": True,
                "StatusAttributeString": "ERROR",
                "ValidationErrors": [{"Message": words}],
            }
            return {"ContactID": key or "00000000-0000-0000-0000-000000000000", **row, **bad}
        if key:
            self.change(key, fields)
        else:
            key = self.insert(fields)
        return {**self._shown(self.rows[key]), "HasValidationErrors": False, "StatusAttributeString": "OK"}

    def _refused(self, fields: Mapping[str, Json], key: str) -> str:
        if strange := fields.keys() - TEXTS - {"Phones"}:
            self.wrong(f"unknown {sorted(strange)}")
        for phone in fields.get("Phones", []):
            self.only_keys(self.calls[-1], phone, *PHONE)
        if key and key not in self.rows:
            return "The contact could not be found."
        name = str(fields.get("Name") or "").casefold()
        if not key and not name:
            return "The Contact Name must be specified."
        if name and any(self.rows[k]["Name"].casefold() == name for k in self.living() if k != key):
            return f"The contact name {fields['Name']} is already assigned to another contact. The contact name must be unique."
        if "@" not in str(fields.get("EmailAddress") or "@"):
            return "Email address must be valid."
        return ""
