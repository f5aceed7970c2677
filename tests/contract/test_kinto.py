"""The connector contract on a real Kinto, reached through a manifest: singly and in batches."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import OutcomeStatus, Ref, Update
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, all_records, person
from tests.servers.kinto import Kinto

MANIFEST = Path(__file__).with_name("manifests") / "kinto.toml"


class KintoAccount(AccountHarness):
    """A collection, edited with plain calls."""

    def __init__(self, kinto: Kinto, bucket: str, manifest: Path = MANIFEST) -> None:
        self.kinto, self.bucket, self.manifest = kinto, bucket, manifest
        self.records = f"/buckets/{bucket}/collections/people/records"
        self.secret = kinto.auth[1]
        kinto.request("PUT", self.records.removesuffix("/records"), json={})

    def open(self) -> Connector:
        settings = {"manifest": str(self.manifest), "url": self.kinto.url, "bucket": self.bucket}
        settings["username"] = self.kinto.auth[0]
        return Registry().open("rest", settings, {"password": self.secret})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(self.kinto.request("POST", self.records, json={"data": self._plain(values)})["id"])

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.kinto.request("PATCH", f"{self.records}/{ref}", json={"data": self._plain(values)})

    def delete(self, ref: Ref) -> None:
        self.kinto.request("DELETE", f"{self.records}/{ref}")

    def count(self) -> int:
        return len(self.kinto.request("GET", self.records, params={"_limit": 100}))

    @staticmethod
    def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
        plain: dict[str, Any] = dict(values)
        for name, value in values.items():
            if isinstance(value, Decimal):
                plain[name] = float(value)
            if isinstance(value, dt.date):
                plain[name] = value.isoformat()
        return plain


@pytest.mark.server
class TestKintoInBatches(ConnectorContract):
    lacks = frozenset({"longest_name"})

    @pytest.fixture
    def account(self, kinto: Kinto) -> Iterator[KintoAccount]:
        bucket = kinto.new_bucket()
        yield KintoAccount(kinto, bucket)
        kinto.request("DELETE", f"/buckets/{bucket}")

    def test_changes_and_tombstones(self, connector: Connector, account: KintoAccount) -> None:
        kept, gone = account.insert(person(1)), account.insert(person(2))
        cursor = list(connector.listing(account.selection()))[-1].cursor
        assert cursor is not None
        assert connector.capabilities("people").tombstones
        calls = connector.calls
        assert [list(page.refs) for page in connector.changes(account.selection(), cursor)] == [[], []]
        assert connector.calls - calls == 1, "a run without changes costs one call"
        new = account.insert(person(3))
        account.delete(gone)
        account.change(kept, {"note": "edited"})
        pages = list(connector.changes(account.selection(), cursor))
        assert {ref for page in pages for ref in page.refs} == {new, kept}
        assert [ref for page in pages for ref in page.deleted] == [gone]
        assert next(iter(connector.changes(account.selection(), pages[-1].cursor or ""))).refs == []

    def test_many_pages(self, connector: Connector, account: KintoAccount) -> None:
        refs = {account.insert(person(number)) for number in range(101)}
        assert set(all_records(connector.listing(account.selection()))) == refs

    def test_the_server_itself_refuses_stale_writes(self, connector: Connector, account: KintoAccount) -> None:
        """No look before: the revision goes along, and no moment is left in which somebody could come in between."""
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        account.change(ref, {"note": "theirs"})
        calls = connector.calls
        assert self.one(connector, account, Update(expected, {"email": "x@example.org"})).status is OutcomeStatus.STALE
        assert connector.calls - calls == 1


def _singly(text: str) -> str:
    """The manifest with a call for each record."""
    head = text[: text.index("[tables.people.create]")]
    return (
        head
        + """
[tables.people.create]
post = "/v1/buckets/{bucket}/collections/people/records"
body = { data = "{changed}" }
id = "data.id"

[tables.people.update]
patch = "/v1/buckets/{bucket}/collections/people/records/{id}"
body = { data = "{changed}" }
record = "data"

[tables.people.delete]
delete = "/v1/buckets/{bucket}/collections/people/records/{id}"
"""
    )


@pytest.mark.server
class TestKintoSingly(ConnectorContract):
    lacks = frozenset({"longest_name", "ids_before_commit"})

    @pytest.fixture
    def account(self, kinto: Kinto, tmp_path: Path) -> Iterator[KintoAccount]:
        manifest = tmp_path / "singly.toml"
        manifest.write_text(_singly(MANIFEST.read_text("utf-8")), "utf-8")
        bucket = kinto.new_bucket()
        yield KintoAccount(kinto, bucket, manifest)
        kinto.request("DELETE", f"/buckets/{bucket}")
