"""The builder: what answers and OpenAPI documents say, systems that go their own ways, and what the check of trust finds."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from desktop_sync.bootstrap.building import Trial, Wanted, Wish, build, live, try_live, verdict
from desktop_sync.connectors.rest.building.fieldkinds import kind_of
from desktop_sync.connectors.rest.building.openapi import read_openapi
from desktop_sync.connectors.rest.building.shapes import identity, modified_at, record_lists, version_at
from desktop_sync.connectors.rest.building.signs import SignPlan
from desktop_sync.connectors.rest.paths import Path as Place
from desktop_sync.errors import AccountError, UsageError

SHARED = Path(__file__).resolve().parents[3] / "shared" / "specs"
Rows = dict[str, dict[str, Any]]


class Own:
    """A small system with ways of its own: `page` makes the answer to a list, `write` changes a record."""

    def __init__(
        self, page: Callable[["Own", list[Any], Mapping[str, str]], Any], write: str = "PATCH", *, wipes: bool = False
    ) -> None:
        self.page, self.write, self.wipes = page, write, wipes
        self.ignores: set[str] = set()
        self.rows: Rows = {
            str(n): {"id": n, "name": f"N{n}", "city": "Kiel", "updated_at": f"2026-01-0{n}T10:00:00Z"}
            for n in range(1, 8)
        }

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> tuple[int, Any]:
        ref = path.removeprefix("/things").strip("/")
        if not ref:
            return 200, self.page(self, sorted(self.rows.values(), key=lambda one: int(one["id"])), query)
        if ref not in self.rows:
            return 404, {"message": "no such thing"}
        if method == "GET":
            return 200, self.rows[ref]
        if method != self.write:
            return 405, {"message": "not so"}
        kept = {key: value for key, value in body.items() if key not in self.ignores}
        self.rows[ref] = {"id": int(ref), "updated_at": "", **kept} if self.wipes else {**self.rows[ref], **kept}
        self.rows[ref]["updated_at"] = "2026-02-01T10:00:00Z"
        return 200, self.rows[ref]


@contextmanager
def served(own: Own) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, body = own.answer(
                self.command, parts.path, dict(parse_qsl(parts.query)), json.loads(raw or b"null")
            )
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_PATCH = do_POST = do_DELETE = _serve

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def by_number(_: Own, rows: list[Any], query: Mapping[str, str]) -> Any:
    size, page = int(query.get("per_page", 5)), int(query.get("page", 1))
    return {"items": rows[(page - 1) * size : page * size], "total": len(rows)}


def by_place(_: Own, rows: list[Any], query: Mapping[str, str]) -> Any:
    start = int(query.get("skip", 0))
    found = [one for one in rows if one["updated_at"] >= query.get("modified_since", "")]
    return found[start : start + int(query.get("limit", 5))]


def by_token(_: Own, rows: list[Any], query: Mapping[str, str]) -> Any:
    start, size = int(query.get("cursor", "t0")[1:]), int(query.get("limit", 5))
    more = start + size < len(rows)
    return {"data": rows[start : start + size], "paging": {"next_cursor": f"t{start + size}" if more else None}}


def by_link(own: Own, rows: list[Any], query: Mapping[str, str]) -> Any:
    start, size = int(query.get("from", 0)), int(query.get("limit", 5))
    more = start + size < len(rows)
    link = f"/things?limit={size}&from={start + size}" if more else None
    return {"results": rows[start : start + size], "links": {"next": link}}


def made(own: Own, tmp_path: Path, **wish: Any) -> tuple[dict[str, Any], str, Any]:
    """The steps by title, the manifest's text, and what the check of trust finds on a new connection."""
    with served(own) as url:
        one = Wish("/things", **wish)
        text, steps = build(Wanted(url, ("own", "Own"), SignPlan("none"), {}, (one,)))
        file = tmp_path / "own.toml"
        file.write_text(text, "utf-8")
        connector = live(file, {}, {})
        trial = Trial("things", wish.get("record", ""), wish.get("field", ""), "Tried" if wish else None)
        found = try_live(connector, trial)
        connector.close()
    return {step.title: step for step in steps}, text, found


@pytest.mark.parametrize(
    ("page", "section"),
    [
        (by_number, 'page = { kind = "number", send = "page", size = 100, size_param = "per_page", total = "total" }'),
        (by_place, 'page = { kind = "offset", send = "skip", size = 100, size_param = "limit" }'),
        (
            by_token,
            'page = { kind = "token", send = "cursor", at = "paging.next_cursor", size = 100, size_param = "limit" }',
        ),
        (by_link, 'page = { kind = "link", at = "links.next", size = 100, size_param = "limit" }'),
    ],
)
def test_pages_are_found_and_proved(page: Any, section: str, tmp_path: Path) -> None:
    steps, text, found = made(Own(page), tmp_path)
    assert re.search(r'ran_against = "127\.0\.0\.1:\d+"', text), "what it was run against is told, no more"
    assert section in text
    assert all(one.ok is not False for one in found)
    assert found[1].words == "7 records, the same each time, none twice."
    assert ("modified_since" in text) is (page is by_place)
    assert steps["Ask for changes"].ok is (page is by_place)
    assert all(step.exchanges for title, step in steps.items() if title not in {"Look at the fields"} and step.ok)


def test_a_write_is_tried_and_put_back(tmp_path: Path) -> None:
    own = Own(by_number)
    before = {key: dict(row) for key, row in own.rows.items()}
    steps, text, found = made(own, tmp_path, record="3", field="name")
    assert steps["Try a write"].ok
    assert 'patch = "/things/{id}"' in text
    assert {key: {**row, "updated_at": ""} for key, row in own.rows.items()} == {
        key: {**row, "updated_at": ""} for key, row in before.items()
    }
    assert {one.key: one.ok for one in found if one.key in {"write", "others", "stale", "put_back"}} == dict.fromkeys(
        ("write", "others", "stale", "put_back"), True
    )
    assert verdict(found) == "It can be trusted with reading, changing records."


def test_a_write_that_takes_the_other_fields_away_sends_the_whole(tmp_path: Path) -> None:
    own = Own(by_number, "PUT", wipes=True)
    _, text, found = made(own, tmp_path, record="3", field="name")
    assert "whole = true" in text
    assert own.rows["3"]["city"] == "Kiel"
    assert own.rows["3"]["name"] == "N3"
    assert next(one for one in found if one.key == "others").ok


def test_a_write_that_changes_nothing_is_no_way_to_write(tmp_path: Path) -> None:
    own = Own(by_number)
    own.ignores = {"name"}
    steps, text, _ = made(own, tmp_path, record="3", field="name")
    assert not steps["Try a write"].ok
    assert "[tables.things.update]" not in text


def test_a_system_that_shows_one_page_only_is_not_trusted(tmp_path: Path) -> None:
    """Its list changes while it is looked at; what the check says of it is no."""
    turn = iter(range(10_000))

    def moody(_: Own, rows: list[Any], __: Mapping[str, str]) -> Any:
        return rows[:4] if next(turn) % 2 else rows[1:5]

    _, _, found = made(Own(moody), tmp_path)
    assert verdict(found) == "Not to be used yet: records can't be read reliably."


def test_nothing_to_look_at(tmp_path: Path) -> None:
    own = Own(by_number)
    own.rows = {}
    with served(own) as url, pytest.raises(AccountError, match="No records were found"):
        build(Wanted(url, ("own", "Own"), SignPlan("none"), {}, (Wish("/things"),)))
    with served(own) as url, pytest.raises(AccountError, match="can't be listed: HTTP 404"):
        build(Wanted(url, ("own", "Own"), SignPlan("none"), {}, (Wish("/things/none"),)))


def test_shapes() -> None:
    rows = ({"id": 1, "uid": "a", "lastModified": "2026-01-02T03:04:05Z"}, {"id": 2, "uid": "b", "lastModified": None})
    assert [str(one.at) for one in record_lists({"meta": {"x": []}, "data": list(rows)})] == ["data"]
    assert identity(rows) == Place(("id",))
    assert identity(({"id": 1}, {"id": 1})) is None
    assert modified_at(rows, Place()) == Place(("lastModified",))
    assert version_at({"id": 1, "last_modified": 17}, '"17"') == (Place(("last_modified",)), '"{version}"')
    assert version_at({"id": 1, "@etag": '"ab"'}, '"ab-gzip"') == (Place(("@etag",)), "{version}")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True, None], {"type": "boolean"}),
        ([1, 2], {"type": "integer"}),
        ([1, 2.5], {"type": "decimal"}),
        (["10.00", "3.5"], {"type": "decimal", "format": "text"}),
        (["2026-01-02"], {"type": "date"}),
        (["2026-01-02T03:04:05Z"], {"type": "datetime", "format": "iso_z"}),
        (["2026-01-02T03:04:05.123Z"], {"type": "datetime", "format": "iso_ms"}),
        (["2026-01-02 03:04:05"], {"type": "datetime", "format": "sql"}),
        (["a@example.org"], {"type": "email"}),
        ([["a", "b"]], {"type": "choices", "format": "list"}),
        ([[], [{"a": 1}]], {"type": "json"}),
        ([None, ""], {"type": "text"}),
        (["1.2.3", "x"], {"type": "text"}),
    ],
)
def test_kinds_of_fields(values: list[Any], kind: dict[str, Any]) -> None:
    assert kind_of(values) == kind


def test_ways_to_sign_in() -> None:
    plan = SignPlan.parse("header:Authorization=Token ")
    assert plan.auth() == {"kind": "header", "name": "Authorization", "value": "Token {token}"}
    assert plan.sign({"token": "t"}).headers == {"Authorization": "Token t"}
    assert SignPlan.parse("query:key").sign({"token": "t"}).query == {"key": "t"}
    with pytest.raises(UsageError, match="no way to sign in"):
        SignPlan.parse("magic")
    with pytest.raises(UsageError, match="“password” is missing"):
        SignPlan.parse("basic").sign({"username": "u"})


def test_an_openapi_document() -> None:
    file = SHARED / "stripe" / "stripe-slice.json"
    if not file.is_file():
        pytest.skip("the vendors' specs lie beside the checkout, in ../shared")
    found = read_openapi(file.read_text("utf-8"))
    table = found.tables["/v1/customers"]
    assert "bearer" in found.signs
    assert {"limit", "starting_after"} <= set(table.parameters)
    assert table.form
    assert table.fields["name"]["max_length"] == 5000
    assert "created" not in table.writable
    with pytest.raises(UsageError, match="no “paths”"):
        read_openapi("{}")
    with pytest.raises(UsageError, match="no JSON"):
        read_openapi("openapi: 3.0.0")
