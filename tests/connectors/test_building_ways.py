"""The builder on systems with ways that real ones have: marks in single records only, blanks by an empty text, records that are retired,
times of change that new records lack. What is learned is written down, and the connection keeps to it.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from desktop_sync.bootstrap.building import Trial, Wanted, Wish, build, live, try_live, verdict
from desktop_sync.connectors.rest.building.signs import SignPlan
from desktop_sync.errors import PositionLost
from desktop_sync.model.record import OutcomeStatus, Ref, Selection, Update
from desktop_sync.sync.ports import Connector
from tests.contract.contract import nobody
from tests.fakes.rest_server import Answer, Behind, Call, Fault, served

THINGS = Selection("things", ("name", "note"))
BEGUN = dt.datetime(2026, 1, 1, 10, tzinfo=dt.UTC)


class Tracker(Behind):
    """Lists are flat, single records are not: they have their fields in `attributes`, and their mark in a header. Changes must come from
    its own pages and name the mark; null is no value. What is deleted can be read by itself still.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, Any]] = {}
        self.retired: set[str] = set()
        for number in range(1, 8):
            self.make({"name": f"N{number}", "note": "n", "credit": 0})

    def make(self, fields: dict[str, Any]) -> str:
        number = len(self.rows) + 1
        moment = (BEGUN + dt.timedelta(minutes=number)).strftime("%Y-%m-%d.%H:%M:%S")
        self.rows[str(number)] = {"name": "", "note": None, **fields, "activity": moment}
        return str(number)

    def etag(self, ref: str) -> str:
        return f'"{hashlib.md5(repr(self.rows[ref]).encode(), usedforsecurity=False).hexdigest()}"'

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        ref = call.path.removeprefix("/things").strip("/")
        if call.method != "GET" and not {"origin", "referer", "x-requested-with"} <= call.headers.keys():
            return 400, {}, {"error": {"msg": "Required header missing"}}
        if call.method == "POST" and not ref:
            return 201, {}, {"data": {"id": self.make(call.body)}}
        if not ref:
            return self._list(call)
        if ref not in self.rows:
            return 404, {}, {"error": {"msg": "Not found"}}
        if call.method == "GET":
            return 200, {"ETag": self.etag(ref)}, {"data": {"id": ref, "attributes": self.rows[ref]}}
        if call.headers.get("if-match") != self.etag(ref):
            return 412, {}, {"error": {"msg": "If-Match is missing or does not match"}}
        if call.method == "DELETE":
            self.retired.add(ref)
            return 200, {}, {"data": {"status": "ok"}}
        changed = {key: value or None for key, value in call.body.items() if value is not None}
        if call.method != "PATCH" or not changed:
            return 400, {}, {"error": {"msg": "No properties found"}}
        self.rows[ref] |= {**changed, "activity": self.now().strftime("%Y-%m-%d.%H:%M:%S")}
        return 200, {}, {"data": {"id": ref, "attribute": changed}}

    def _list(self, call: Call) -> Answer:
        if call.query.keys() - {"limit", "page", "ids", "sort"}:
            return 400, {}, {"error": {"msg": "No such parameter"}}
        wanted = call.query.get("ids", "").split(",") if "ids" in call.query else self.rows
        rows = [{"id": ref, **self.rows[ref]} for ref in wanted if ref in self.rows and ref not in self.retired]
        if call.query.get("sort", "").endswith("activity"):
            rows.sort(key=lambda row: str(row["activity"]), reverse=call.query["sort"].startswith("-"))
        size, page = int(call.query.get("limit", 100)), int(call.query.get("page", 1))
        return 200, {}, {"rows": rows[(page - 1) * size : page * size], "total": len(rows)}


@pytest.fixture
def tracker() -> Iterator[tuple[Tracker, str]]:
    own = Tracker()
    with served(own) as url:
        yield own, url


def described(url: str, tmp_path: Path, **wish: Any) -> tuple[dict[str, Any], str, Callable[[], Connector]]:
    """The steps by title, the manifest's text, and how a connection is opened with it."""
    text, steps = build(Wanted(url, ("own", "Own"), SignPlan("none"), {}, (Wish("/things", **wish),)))
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    return {step.title: step for step in steps}, text, lambda: live(file, {}, {})


def test_a_record_that_looks_otherwise_by_itself_is_written_by_its_mark(
    tracker: tuple[Tracker, str], tmp_path: Path
) -> None:
    own, url = tracker
    steps, text, opened = described(url, tmp_path, record="3", field="note", make={"name": "New"})
    assert all(step.ok for step in steps.values()), steps
    assert 'lift = "attributes"' in text
    assert 'guard = { kind = "header", send = "If-Match", value = "{version}", fresh = true }' in text
    assert 'version_header = "ETag"' in text
    assert 'clear = "empty"' in text
    assert "blanks = false" in text
    assert 'Origin = "{origin}"' in text
    assert '[tables.things.delete]\ndelete = "/things/{id}"' in text
    assert own.rows["3"]["note"] == "n"
    connector = opened()
    found = try_live(connector, Trial("things", "3", "note", "Tried", {"name": "New"}))
    connector.close()
    assert not [one for one in found if not one.ok]
    assert verdict(found).endswith("asking for changes, changing records, making records, deleting.")


def test_who_comes_in_between_the_look_and_the_write_is_not_overwritten(
    tracker: tuple[Tracker, str], tmp_path: Path
) -> None:
    own, url = tracker
    connector = described(url, tmp_path, record="3", field="note")[2]()
    expected = connector.read(THINGS, [Ref("4")])[Ref("4")]
    own.plan(Fault.FIRST, "PATCH", "/things/4", meanwhile=lambda: own.rows["4"].update(note="theirs"))
    (outcome,) = connector.write(THINGS, [Update(expected, {"note": "ours"})], nobody)
    assert outcome.status is OutcomeStatus.STALE
    assert own.rows["4"]["note"] == "theirs"
    fresh = connector.read(THINGS, [Ref("4")])[Ref("4")]
    (outcome,) = connector.write(THINGS, [Update(fresh, {"note": None})], nobody)
    assert outcome.status is OutcomeStatus.DONE, outcome.words
    assert own.rows["4"]["note"] is None
    connector.close()


def test_that_a_record_is_gone_shows_by_the_number(tracker: tuple[Tracker, str], tmp_path: Path) -> None:
    own, url = tracker
    _, text, opened = described(url, tmp_path)
    assert 'count = { get = "/things", query = { limit = "1" }, at = "total" }' in text
    assert 'resolution = "1s"' in text
    connector = opened()
    connector.schema("things")
    cursor = list(connector.listing(THINGS))[-1].cursor or ""
    assert list(connector.changes(THINGS, cursor))
    own.retired.add("2")
    with pytest.raises(PositionLost):
        list(connector.changes(THINGS, cursor))
    connector.close()


class Store(Behind):
    """New records have no time of change yet. `either`: several times can be asked for at once."""

    def __init__(self, *, either: bool, changed: bool = True) -> None:
        super().__init__()
        self.either = either
        self.rows = [
            {"id": n, "name": f"N{n}", "note": "", "date_created": f"2026-01-0{n}T10:00:00Z", "date_updated": None}
            for n in range(1, 6)
        ]
        if changed:
            self.rows[1]["date_updated"] = self.rows[3]["date_updated"] = "2026-02-01T10:00:00Z"

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        rows = list(self.rows)
        asked = {key.split("][")[-2].rstrip("]"): at for key, at in call.query.items() if key.startswith("filter[_or]")}
        if self.either and asked:
            rows = [row for row in rows if any(str(row[name] or "") >= at for name, at in asked.items())]
        single = {key: at for key, at in call.query.items() if key == "filter[date_updated][_gte]"}
        rows = [row for row in rows if all(str(row["date_updated"] or "") >= at for at in single.values())]
        if "sort" in call.query:
            name = call.query["sort"].lstrip("-")
            rows.sort(key=lambda row: str(row.get(name) or ""), reverse=call.query["sort"].startswith("-"))
        size, page = int(call.query.get("limit", 100)), int(call.query.get("page", 1))
        return 200, {}, {"data": rows[(page - 1) * size : page * size]}


@pytest.mark.parametrize("either", [True, False])
def test_new_records_without_a_time_of_change_are_never_passed_over(tmp_path: Path, *, either: bool) -> None:
    with served(Store(either=either)) as url:
        steps, text, opened = described(url, tmp_path)
        assert steps["Ask for changes"].ok is either
        assert ("filter[_or][1][date_created][_gte]" in text) is either
        connector = opened()
        if either:
            connector.server_time()
            list(connector.listing(THINGS))
            pages = connector.changes(THINGS, "2026-01-05T00:00:00+00:00")
            assert {ref for page in pages for ref in page.refs} == {"2", "4", "5"}
        connector.close()


def test_where_no_record_was_changed_yet_changes_are_asked_for_all_the_same(tmp_path: Path) -> None:
    store = Store(either=True, changed=False)
    with served(store) as url:
        _, text, opened = described(url, tmp_path)
        assert "filter[_or][0][date_updated][_gte]" in text
        assert 'shape = "iso_z"' in text
        store.rows[0]["date_updated"] = "2026-02-01T10:00:00Z"
        connector = opened()
        pages = connector.changes(THINGS, "2026-01-05T00:00:00+00:00")
        assert {ref for page in pages for ref in page.refs} == {"1", "5"}
        connector.close()


class Django(Behind):
    """Every path ends with a slash: what is read without one is led to it, what is written without one is not found. It tells of its
    fields by OPTIONS, and of itself no deletes: who was a customer is one.
    """

    FIELDS: ClassVar = {
        "code": {"type": "string", "required": False, "read_only": True, "label": "Code"},
        "email": {"type": "email", "required": True, "read_only": False, "label": "E-mail", "max_length": 190},
        "locale": {"type": "choice", "read_only": False, "choices": [{"value": "en"}, {"value": "de"}]},
        "joined": {"type": "datetime", "required": False, "read_only": True, "label": "Joined"},
    }

    def __init__(self) -> None:
        super().__init__()
        self.rows = {
            f"C{n}": {
                "identifier": f"C{n}",
                "code": f"x{n}",
                "email": f"p{n}@example.org",
                "locale": "en",
                "joined": None,
            }
            for n in range(1, 6)
        }

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        if not call.path.endswith("/"):
            return (301, {"Location": f"{call.path}/"}, {}) if call.method == "GET" else (404, {}, None)
        ref = call.path.removeprefix("/people").strip("/")
        if call.method == "OPTIONS":
            return 200, {}, {"name": "People", "actions": {"POST": self.FIELDS}}
        if not ref and call.method == "GET":
            return 200, {}, {"count": len(self.rows), "next": None, "results": list(self.rows.values())}
        if not ref:
            made = f"C{len(self.rows) + 1}"
            self.rows[made] = {**self.rows["C1"], "email": call.body["email"], "identifier": made}
            return 201, {}, self.rows[made]
        if ref not in self.rows:
            return 404, {}, {"detail": "Not found."}
        if call.method == "PATCH":
            self.rows[ref] |= {name: call.body[name] for name in call.body.keys() & {"email", "locale"}}
        return (405, {}, {"detail": "Not allowed."}) if call.method in {"DELETE", "PUT"} else (200, {}, self.rows[ref])


def test_a_slash_at_the_end_is_kept_and_what_the_system_says_of_its_fields(tmp_path: Path) -> None:
    with served(Django()) as url:
        wish = Wish("/people", record="C2", field="email", make={"email": "new@example.org"})
        text, steps = build(Wanted(url, ("own", "Own"), SignPlan("none"), {}, (wish,)))
        said = {step.title: step.found for step in steps}
        assert said["Try a write"].startswith("“email” of C2 was changed and put back")
        assert said["Make a record"].endswith("deleting is left out, remove it by hand.")
        assert 'get = "/people/"\n' in text
        assert 'patch = "/people/{id}/"' in text
        assert 'post = "/people/"' in text
        assert 'email = { type = "email", max_length = 190, label = "E-mail", required = true }' in text
        assert 'locale = { type = "choice", choices = ["en", "de"] }' in text
        assert 'code = { type = "text", label = "Code", read_only = true }' in text
        (tmp_path / "own.toml").write_text(text, "utf-8")
        connector = live(tmp_path / "own.toml", {}, {})
        found = try_live(connector, Trial("people", "C2", "email", "x@example.org"))
        connector.close()
        assert verdict(found) == "It can be trusted with reading, changing records."
