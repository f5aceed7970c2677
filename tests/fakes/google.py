"""Google's People API, written from developers.google.com/people/api/rest/v1: each behaviour names its page.

people.connections/list (a list without anybody has no `connections`; syncToken, metadata.deleted, EXPIRED_SYNC_TOKEN with other parameters
refused), people/createContact, people/updateContact (updatePersonFields are replaced whole; metadata.sources.etag), people/deleteContact,
people/getBatchGet, people/batchCreateContacts, people/batchUpdateContacts (200 at once; a mask holds for all), people/batchDeleteContacts (500).
"""

from collections.abc import Mapping

from tests.fakes.published import Published
from tests.fakes.rest_server import TOKEN, Answer, Call, Json
from tests.fakes.vendor import Reply, Route, Vendor, iso_ms

KNOWN = {"names", "nicknames", "emailAddresses", "phoneNumbers", "addresses", "organizations", "biographies", "urls"}


class FakeGoogle(Vendor):
    """An address book."""

    published = Published("google/people.v1.discovery.json")

    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        self.log: list[str] = []
        self.oldest = 0

    def routes(self) -> Mapping[str, Route]:
        return {
            "GET /v1/people/me/connections": self._list,
            "POST /v1/people:createContact": self._create,
            "GET /v1/people:batchGet": self._batch_get,
            "POST /v1/people:batchCreateContacts": self._batch_create,
            "POST /v1/people:batchUpdateContacts": self._batch_update,
            "POST /v1/people:batchDeleteContacts": self._batch_delete,
            "GET /v1/people/{key}": lambda _, key: (200, {}, self._there(key)),
            "PATCH /v1/people/{key}:updateContact": self._update,
            "DELETE /v1/people/{key}:deleteContact": self._delete,
        }

    def sign_in(self, call: Call) -> None:
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise _problem(401, "UNAUTHENTICATED")
        masked = "personFields" in call.query or "readMask" in (call.body or {})
        if not masked and call.method != "DELETE" and not call.path.endswith("DeleteContacts"):
            self.wrong("no personFields")

    def insert(self, fields: Mapping[str, Json]) -> str:
        """Somebody adds a contact; the id."""
        key = f"c{next(self.ids)}"
        self.rows[key] = {"resourceName": f"people/{key}", "n": 0}
        self.change(key, fields)
        return f"people/{key}"

    def change(self, name: str, fields: Mapping[str, Json]) -> None:
        """Somebody edits a contact; each field is replaced whole."""
        key = name.removeprefix("people/")
        row = self.rows[key]
        row |= {one: value for one, value in fields.items() if one in KNOWN}
        row["n"] += 1
        source = {"type": "CONTACT", "id": key, "etag": f"e{row['n']}", "updateTime": iso_ms(self.now())}
        row["metadata"] = {"sources": [source], "objectType": "PERSON"}
        self.log.append(key)

    def remove(self, name: str) -> None:
        """Somebody deletes a contact."""
        key = name.removeprefix("people/")
        del self.rows[key]
        self.log.append(key)

    def _shown(self, key: str) -> Json:
        if key not in self.rows:
            return {"resourceName": f"people/{key}", "metadata": {"deleted": True}}
        return {name: one for name, one in self.rows[key].items() if name != "n" and one != []}

    def _there(self, key: str) -> Json:
        if key not in self.rows:
            raise _problem(404, "NOT_FOUND")
        return self._shown(key)

    def _list(self, call: Call) -> Answer:
        self.only(call, "personFields", "pageSize", "pageToken", "requestSyncToken", "syncToken")
        if int(call.query.get("pageSize", 100)) > 1000:
            self.wrong("more than 1000 at once")
        keys = list(self.rows)
        if token := call.query.get("syncToken"):
            if int(token) < self.oldest:
                raise _problem(400, "FAILED_PRECONDITION", "EXPIRED_SYNC_TOKEN")
            keys = list(dict.fromkeys(self.log[int(token) :]))
        start = int(call.query.get("pageToken", 0))
        some = [self._shown(key) for key in keys[start : start + 40]]
        body: dict[str, Json] = {"connections": some} if some else {}
        if start + 40 < len(keys):
            body["nextPageToken"] = str(start + 40)
        elif call.query.get("requestSyncToken") == "true":
            body["nextSyncToken"] = str(len(self.log))
        return 200, {}, body

    def _create(self, call: Call) -> Answer:
        self.only_keys(call, call.body, *KNOWN)
        return 200, {}, self._shown(self.insert(call.body).removeprefix("people/"))

    def _update(self, call: Call, key: str) -> Answer:
        self.only(call, "updatePersonFields", "personFields")
        row = self._there(key)
        sources = call.body.get("metadata", {}).get("sources", [])
        if not sources or sources[0].get("etag") != row["metadata"]["sources"][0]["etag"]:
            raise _problem(400, "FAILED_PRECONDITION")
        mask = call.query["updatePersonFields"].split(",")
        if not set(mask) <= KNOWN or set(mask) != call.body.keys() - {"metadata"}:
            self.wrong(f"updatePersonFields {mask}")
        self.change(key, {name: call.body[name] for name in mask})
        return 200, {}, self._shown(key)

    def _batch_get(self, call: Call) -> Answer:
        self.only(call, "resourceNames", "personFields")
        names = call.query["resourceNames"].split(",")
        if len(names) > 200:
            self.wrong("more than 200 at once")
        return 200, {}, {"responses": [self._response(name) for name in names]}

    def _response(self, name: str) -> Json:
        key = name.removeprefix("people/")
        if key not in self.rows:
            status = {"code": 5, "message": "Requested entity was not found."}
            return {"httpStatusCode": 404, "requestedResourceName": name, "status": status}
        return {"httpStatusCode": 200, "requestedResourceName": name, "person": self._shown(key), "status": {}}

    def _batch_create(self, call: Call) -> Answer:
        self.only_keys(call, call.body, "contacts", "readMask", "sources")
        people = [one["contactPerson"] for one in call.body["contacts"]]
        if not 1 <= len(people) <= 200:
            self.wrong(f"{len(people)} at once")
        for one in people:
            self.only_keys(call, one, *KNOWN)
            if any(name.get("givenName") == "refused" for name in one.get("names", [])):
                raise _problem(400, "INVALID_ARGUMENT")
        made = [self._response(self.insert(one)) for one in people]
        return (
            200,
            {},
            {"createdPeople": [{**one, "requestedResourceName": ""} for one in made[::-1]]},
        )  # no order is promised

    def _batch_update(self, call: Call) -> Answer:
        self.only_keys(call, call.body, "contacts", "updateMask", "readMask", "sources")
        people, mask = call.body["contacts"], call.body["updateMask"].split(",")
        if not 1 <= len(people) <= 200:
            self.wrong(f"{len(people)} at once")
        for name, one in people.items():
            row = self._there(name.removeprefix("people/"))
            sources = one.get("metadata", {}).get("sources", [])
            if not sources or sources[0].get("etag") != row["metadata"]["sources"][0]["etag"]:
                raise _problem(400, "FAILED_PRECONDITION")
            if not set(mask) <= KNOWN or set(mask) != one.keys() - {"metadata"}:
                self.wrong(f"updateMask {mask} for {sorted(one)}")
        for name, one in people.items():
            self.change(name, {field: one.get(field, []) for field in mask})
        return 200, {}, {"updateResult": {name: self._response(name) for name in people}}

    def _batch_delete(self, call: Call) -> Answer:
        self.only_keys(call, call.body, "resourceNames")
        names = [name.removeprefix("people/") for name in call.body["resourceNames"]]
        if not 1 <= len(names) <= 500:
            self.wrong(f"{len(names)} at once")
        for name in names:
            self._there(name)
        for name in names:
            self.remove(f"people/{name}")
        return 200, {}, {}

    def _delete(self, call: Call, key: str) -> Answer:
        self.only(call)
        self._there(key)
        self.remove(key)
        return 200, {}, {}


def _problem(status: int, word: str, reason: str = "") -> Reply:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}] if reason else []
    return Reply(status, {"error": {"code": status, "message": f"Refused: {word}", "status": word, "details": details}})
