"""The connector contract on a real WordPress: a type with fields of its own, and what its posts and users do otherwise."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.errors import PositionLost
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Page, Ref, Selection, Update
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, all_records, nobody, person
from tests.contract.renamed import Renamed
from tests.servers.wordpress import WordPress

pytestmark = pytest.mark.soak  # a minute or more; nothing installs WordPress by itself
NAMES = {name: f"meta.{name}" for name in ("name", "email", "born", "credit", "active", "note")}
POSTS = Selection("posts", ("title.raw", "content.raw", "status"))
TYPED = """
[tables.content.fields."meta.born"]
type = "date"

[tables.content.fields."meta.credit"]
type = "decimal"
format = "text"

[tables.content.fields."meta.active"]
type = "boolean"
format = "text"
"""
S = OutcomeStatus


class WordPressAccount(AccountHarness):
    """The type `people`, edited with plain calls. Its fields are texts: WordPress shows a number without a value as 0, so that a
    copy of the manifest says what they are.
    """

    exact_types = False
    keeps_blank_text = False

    def __init__(self, wordpress: WordPress, manifest: str) -> None:
        self.wordpress, self.manifest = wordpress, manifest
        self.secret = wordpress.auth[1]

    def open(self) -> Connector:
        settings = {"base_url": self.wordpress.url, "username": self.wordpress.auth[0], "manifest": self.manifest}
        return Renamed(Registry().open("rest", settings, {"password": self.secret}), NAMES)  # type: ignore[return-value]

    def insert(self, values: Mapping[str, Value]) -> Ref:
        body = {"title": "x", "status": "publish", "meta": _plain(values)}
        return Ref(str(self.wordpress.request("POST", "/people", json=body)["id"]))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.wordpress.request("POST", f"/people/{ref}", json={"meta": _plain(values)})

    def delete(self, ref: Ref) -> None:
        self.wordpress.request("DELETE", f"/people/{ref}")

    def count(self) -> int:
        return sum(1 for _ in self.wordpress.rows("people"))


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    plain = {}
    for name, one in values.items():
        told = "" if one is None else str(one).lower() if isinstance(one, bool) else one
        plain[name] = str(told) if isinstance(told, Decimal | dt.date) else told
    return plain


@pytest.fixture
def account(wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPressAccount]:
    manifest = tmp_path_factory.mktemp("manifest") / "typed.toml"
    text = bundled_manifests()["wordpress"].read_text("utf-8")
    manifest.write_text(text.replace("[tables.content.schema]", f"{TYPED}\n[tables.content.schema]"), "utf-8")
    wordpress.clear("people")
    yield WordPressAccount(wordpress, str(manifest))
    wordpress.clear("people")


@pytest.mark.server
class TestWordPress(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})


def opened(wordpress: WordPress) -> Connector:
    settings = {"base_url": wordpress.url, "username": wordpress.auth[0]}
    return Registry().open("wordpress", settings, {"password": wordpress.auth[1]})


@pytest.mark.server
def test_posts_go_into_the_bin_and_are_no_records_there(wordpress: WordPress) -> None:
    wordpress.clear("posts")
    connector = opened(wordpress)
    values = {"title.raw": "Opening hours", "content.raw": "Nine to five", "status": "draft"}
    (made,) = connector.write(POSTS, [Create("t", values)], nobody)
    assert made.record is not None
    assert made.record.values == values
    cursor = list(connector.listing(POSTS))[-1].cursor
    assert cursor
    (done,) = connector.write(POSTS, [Update(made.record, {"title.raw": "  <em>Opening</em> hours "})], nobody)
    assert done.record is not None
    assert done.record.values["title.raw"] == "<em>Opening</em> hours", "WordPress trims a title, and says so"
    # What was made a moment ago may or may not have been counted: then everything is read.
    assert {ref for page in changed(connector, POSTS, cursor) for ref in page.refs} == {made.record.ref}
    assert connector.write(POSTS, [Delete(done.record)], nobody)[0].status is S.DONE
    assert connector.read(POSTS, [made.record.ref]) == {}
    assert all_records(connector.listing(POSTS)) == {}
    assert [row["id"] for row in wordpress.rows("posts", status="trash")] == [int(made.record.ref)]


def changed(connector: Connector, selection: Selection, cursor: str) -> list[Page]:
    """As a run looks."""
    try:
        return list(connector.changes(selection, cursor))
    except PositionLost:
        return list(connector.listing(selection))


@pytest.mark.server
def test_a_create_whose_answer_is_lost_is_found(wordpress: WordPress) -> None:
    wordpress.clear("posts")
    connector = opened(wordpress)
    since = connector.server_time()
    connector.write(POSTS, [Create("t", {"title.raw": f"P{n}", "status": "publish"}) for n in range(3)], nobody)
    found = connector.find(POSTS, {"title.raw": "P1"}, since)
    assert [one.values["title.raw"] for one in found] == ["P1"]


@pytest.mark.server
def test_nothing_changed_costs_three_calls(account: WordPressAccount) -> None:
    for number in range(3):
        account.insert(person(number))
    cursor = list(account.open().listing(account.selection()))[-1].cursor
    connector = account.open()
    connector.schema("people")
    connector.server_time()
    with suppress(PositionLost):  # what was made a moment ago may or may not have been counted
        assert list(connector.changes(account.selection(), cursor or ""))
    assert connector.calls <= 3  # the fields of the type, how many there are, what has changed
