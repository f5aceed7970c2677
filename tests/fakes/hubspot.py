"""HubSpot's CRM, written from its documents: each behaviour names its page (below developers.hubspot.com/docs).

Objects: …/api-reference/legacy/crm/objects/objects (list, batch/read, create, update, archive). Search: …/crm/search-the-crm.
Properties: …/api-reference/crm-properties-v3. Errors: …/api-reference/error-handling.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tests.fakes.rest_server import Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, as_ms, iso_ms

DEFAULTS = {"contacts": ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname")}


class FakeHubSpot(Vendor):
    """An account. `lag`: how long the search shows a record as it was (…/search-the-crm, “Limitations”)."""

    def __init__(self, own: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__()
        plain = {"type": "string", "fieldType": "text"}
        stamp = {"type": "datetime", "fieldType": "date", "modificationMetadata": {"readOnlyValue": True}}
        number = {"type": "number", "fieldType": "number", "modificationMetadata": {"readOnlyValue": True}}
        self.properties: dict[str, dict[str, Any]] = {
            "email": {**plain, "hasUniqueValue": True},
            "firstname": plain,
            "lastname": plain,
            "createdate": stamp,
            "lastmodifieddate": stamp,
            "hs_object_id": number,
            **{name: dict(one) for name, one in own.items()},
        }
        self.archived: dict[str, dict[str, Json]] = {}
        self.merged: dict[str, str] = {}
        self.lag = dt.timedelta()
        self.shuffle = False
        self._history: dict[str, list[tuple[dt.datetime, dict[str, Json] | None]]] = {}

    def routes(self) -> Mapping[str, Route]:
        base = "/crm/v3/objects/{kind}"
        return {
            "GET /crm/v3/properties/{kind}": self._properties,
            "GET /crm/v3/schemas": lambda _: (200, {}, {"results": []}),
            f"GET {base}": self._list,
            f"POST {base}/search": self._search,
            f"POST {base}/batch/read": self._read,
            f"POST {base}/batch/create": self._create,
            f"POST {base}/batch/update": self._update,
            f"POST {base}/batch/archive": self._archive,
        }

    def sign_in(self, call: Call) -> None:
        """…/authentication/overview: a private app's token as bearer."""
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise Reply(401, self._problem("INVALID_AUTHENTICATION", "Authentication credentials not found."))

    # what people do in it ------------------------------------------------------------------------------------------

    def insert(self, properties: Mapping[str, Json], at: dt.datetime | None = None) -> str:
        """Add a record; its id."""
        key = str(next(self.ids))
        self._store(key, {}, properties, at or self.now())
        return key

    def change(self, key: str, properties: Mapping[str, Json]) -> None:
        """Edit a record."""
        self._store(key, self.rows[key]["properties"], properties, self.now())

    def remove(self, key: str) -> None:
        """Put it into the bin."""
        row = self.rows.pop(key)
        row |= {"archived": True, "archivedAt": iso_ms(self.now())}
        self.archived[key] = row
        self._history[key].append((self.now(), None))

    def merge(self, first: str, second: str) -> str:
        """Make one record of two: a new one, which the old ids show from then on (developers.hubspot.com/changelog:
        updated-merge-functionality-for-contacts-and-companies). The two are in no bin.
        """
        old = [self.rows.pop(key) for key in (first, second)]
        made = self.insert({**_own(old[1]), **_own(old[0])})
        for key in (first, second):
            self.merged[key] = made
            self._history[key].append((self.now(), None))
        return made

    def _store(self, key: str, old: Mapping[str, Json], new: Mapping[str, Json], at: dt.datetime) -> None:
        stamp = iso_ms(at)
        created = self.rows[key]["createdAt"] if key in self.rows else stamp
        whole = {**old, **{name: None if one in ("", None) else one for name, one in new.items()}}
        if isinstance(whole.get("email"), str):  # addresses are kept in small letters
            whole["email"] = whole["email"].lower()
        whole |= {"createdate": created, "lastmodifieddate": stamp, "hs_object_id": key}
        self.rows[key] = {"id": key, "properties": whole, "createdAt": created, "updatedAt": stamp, "archived": False}
        self._history.setdefault(key, []).append((at, self.rows[key]))

    # calls ---------------------------------------------------------------------------------------------------------

    def _problem(self, category: str, message: str, **more: Json) -> Json:
        return {"status": "error", "message": message, "correlationId": "c", "category": category, **more}

    def _shown(self, kind: str, row: Json, wanted: Any) -> Json:
        """Only what was asked for, and the defaults; a property without a value is null."""
        names = [*DEFAULTS.get(kind, DEFAULTS["contacts"]), *(wanted or ())]
        known = {name: row["properties"].get(name) for name in dict.fromkeys(names) if name in self.properties}
        return {**row, "properties": known}

    def _properties(self, call: Call, kind: str) -> Answer:
        self.only(call, "archived")
        return (
            200,
            {},
            {"results": [{"name": name, "label": name, "options": [], **one} for name, one in self.properties.items()]},
        )

    def _list(self, call: Call, kind: str) -> Answer:
        self.only(call, "limit", "after", "properties", "archived", "associations", "propertiesWithHistory")
        limit = self._limit(int(call.query.get("limit", 10)), 100)
        rows = self.archived if call.query.get("archived") == "true" else self.rows
        keys = [key for key in sorted(rows, key=int) if int(key) > int(call.query.get("after", 0))]
        body: dict[str, Json] = {
            "results": [
                self._shown(kind, rows[key], call.query.get("properties", "").split(",")) for key in keys[:limit]
            ]
        }
        if len(keys) > limit:
            body["paging"] = {"next": {"after": keys[limit - 1], "link": "https://api.hubapi.com/…"}}
        return 200, {}, body

    def _limit(self, limit: int, most: int) -> int:
        if not 1 <= limit <= most:
            self.wrong(f"limit {limit}")
            raise Reply(400, self._problem("VALIDATION_ERROR", f"limit must be at most {most}"))
        return limit

    def _search(self, call: Call, kind: str) -> Answer:
        """By an index that lags; 10,000 results at most (…/search-the-crm, “Limitations”)."""
        body = call.body
        self.only_keys(call, body, "filterGroups", "sorts", "properties", "limit", "after", "query")
        limit, after = self._limit(int(body.get("limit", 10)), 200), int(body.get("after") or 0)
        if after + limit > 10_000:
            raise Reply(400, self._problem("VALIDATION_ERROR", "paging through results is limited to 10,000"))
        seen = [row for states in self._history.values() if (row := self._indexed(states)) is not None]
        rows = [row for row in seen if all(self._fits(row, one) for one in body["filterGroups"][0]["filters"])]
        for sort in reversed(body["sorts"]):
            self._known(sort["propertyName"])
            rows.sort(key=lambda row: str(row["properties"].get(sort["propertyName"]) or ""))
            if sort["direction"] == "DESCENDING":
                rows.reverse()
        some = [self._shown(kind, row, body.get("properties")) for row in rows[after : after + limit]]
        answer: dict[str, Json] = {"total": len(rows), "results": some}
        if after + limit < len(rows):
            answer["paging"] = {"next": {"after": str(after + limit)}}
        return 200, {}, answer

    def _indexed(self, states: list[tuple[dt.datetime, dict[str, Json] | None]]) -> dict[str, Json] | None:
        until = self.now() - self.lag
        known = [row for at, row in states if at <= until or not self.lag]
        return known[-1] if known else None

    def _known(self, name: str) -> None:
        if name not in self.properties:
            self.wrong(f"unknown property {name}")
            raise Reply(400, self._problem("VALIDATION_ERROR", f"There was a problem with the property {name}"))

    def _fits(self, row: Json, one: Json) -> bool:
        self._known(one["propertyName"])
        value = row["properties"].get(one["propertyName"])
        if one["operator"] == "GTE" and self.properties[one["propertyName"]]["type"] == "datetime":
            return as_ms(dt.datetime.fromisoformat(value)) >= int(one["value"])
        assert one["operator"] == "EQ", "the fake knows no other"
        return bool(value == one["value"])

    def _inputs(self, call: Call, *known: str) -> list[Json]:
        rows = call.body["inputs"]
        if len(rows) > 100:
            self.wrong("more than 100 inputs")
            raise Reply(400, self._problem("VALIDATION_ERROR", "100 inputs at most"))
        for row in rows:
            self.only_keys(call, row, *known)
            if "id" in known and not isinstance(
                row["id"], str
            ):  # SimplePublicObjectId: a text, also where it is a number
                self.wrong(f"an id that is no text: {row['id']!r}")
                raise Reply(400, self._problem("VALIDATION_ERROR", "Invalid input JSON: id"))
        return list(rows)

    def _read(self, call: Call, kind: str) -> Answer:
        self.only_keys(call, call.body, "properties", "propertiesWithHistory", "inputs", "idProperty")
        by = call.body.get("idProperty")
        found, missing = [], []
        for one in self._inputs(call, "id"):
            wanted = one["id"].lower() if by == "email" else one["id"]
            row = (
                next((row for row in self.rows.values() if row["properties"].get(by) == wanted), None)
                if by
                else self.rows.get(self.merged.get(wanted, wanted))
            )
            if row is None:
                missing.append(one["id"])
            else:
                found.append(self._shown(kind, row, call.body["properties"]))
        errors = [
            self._problem("OBJECT_NOT_FOUND", "Could not get some CONTACT objects", context={"ids": missing})
        ] * bool(missing)
        return self._many(found, errors)

    def _many(self, found: list[Json], errors: list[Json], status: int = 200) -> Answer:
        """Results in no promised order; 207 with the errors in a list of their own (…/error-handling)."""
        body: dict[str, Json] = {"status": "COMPLETE", "results": found[::-1] if self.shuffle else found}
        if errors:
            body |= {"numErrors": len(errors), "errors": errors}
        return 207 if errors else status, {}, body

    def _refused(self, properties: Json, key: str = "") -> Json:
        """What is wrong with the values, None when nothing is."""
        for name, value in properties.items():
            spec = self.properties.get(name)
            if spec is None:
                self.wrong(f"unknown property {name}")
                return self._problem("VALIDATION_ERROR", f'Property values were not valid: "{name}" does not exist')
            if spec.get("modificationMetadata", {}).get("readOnlyValue"):
                self.wrong(f"{name} is read only")
            if value not in ("", None) and not _valid(spec, value):
                return self._problem("VALIDATION_ERROR", f'Property values were not valid: {name} "{value}"')
        email = str(properties.get("email") or "").lower()
        twin = next((k for k, row in self.rows.items() if email and row["properties"].get("email") == email), key)
        if twin != key:
            return self._problem("CONFLICT", f"Contact already exists. Existing ID: {twin}")
        return None

    def _create(self, call: Call, kind: str) -> Answer:
        """With trace ids, the good ones are made; without, one bad one refuses all."""
        rows = self._inputs(call, "properties", "objectWriteTraceId", "associations")
        if not all(row.get("objectWriteTraceId") for row in rows):
            bad = [problem for row in rows if (problem := self._refused(row["properties"]))]
            if bad:
                raise Reply(409 if bad[0]["category"] == "CONFLICT" else 400, bad[0])
        found, errors = [], []
        for row in rows:
            trace = row.get("objectWriteTraceId")
            if problem := self._refused(row["properties"]):
                errors.append({**problem, "context": {"objectWriteTraceId": [trace]}})
                continue
            key = self.insert(row["properties"])
            found.append({**self._shown(kind, self.rows[key], row["properties"]), "objectWriteTraceId": trace})
        return self._many(found, errors, 201)

    def _update(self, call: Call, kind: str) -> Answer:
        found, errors = [], []
        for row in self._inputs(call, "id", "properties", "objectWriteTraceId", "idProperty"):
            key = row["id"]
            if key not in self.rows:
                errors.append(self._problem("OBJECT_NOT_FOUND", "not found", context={"ids": [key]}))
            elif problem := self._refused(row["properties"], key):
                errors.append({**problem, "context": {"ids": [key]}})
            else:
                self.change(key, row["properties"])
                found.append(self._shown(kind, self.rows[key], row["properties"]))
        return self._many(found, errors)

    def _archive(self, call: Call, kind: str) -> Answer:
        for row in self._inputs(call, "id"):
            if row["id"] in self.rows:
                self.remove(row["id"])
        return 204, {}, None


def _valid(spec: Mapping[str, Any], value: Json) -> bool:
    if spec["type"] == "bool":
        return value in {"true", "false"}
    if spec["type"] == "number":
        return isinstance(value, str | int | float) and not isinstance(value, bool) and float(value) is not None
    if spec["type"] == "date":
        return isinstance(value, str) and dt.date.fromisoformat(value) is not None
    return isinstance(value, str)


def _own(row: Mapping[str, Any]) -> dict[str, Json]:
    return {k: v for k, v in row["properties"].items() if k not in {"createdate", "lastmodifieddate", "hs_object_id"}}
