"""The connector contract on a real Directus, by a manifest: new records without a time of change, deletes in a log, 403 for what is not there."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, person
from tests.servers.directus import Directus, missing_directus, start_directus

pytestmark = [pytest.mark.soak, pytest.mark.server]  # its start takes half a minute; nothing installs it by itself
MANIFEST = Path(__file__).with_name("manifests") / "directus.toml"


class DirectusAccount(AccountHarness):
    """The collection `people`, edited with plain calls."""

    def __init__(self, directus: Directus) -> None:
        self.directus = directus
        self.secret = directus.token

    def open(self) -> Connector:
        return Registry().open("rest", {"manifest": str(MANIFEST), "url": self.directus.url}, {"token": self.secret})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(str(self.directus.request("POST", "/items/people", json=self._plain(values))["id"]))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.directus.request("PATCH", f"/items/people/{ref}", json=self._plain(values))

    def delete(self, ref: Ref) -> None:
        self.directus.request("DELETE", f"/items/people/{ref}")

    def count(self) -> int:
        return len(self.directus.rows("people"))

    @staticmethod
    def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
        plain: dict[str, Any] = dict(values)
        for name, value in values.items():
            if isinstance(value, Decimal):
                plain[name] = float(value)
            if isinstance(value, dt.date):
                plain[name] = value.isoformat()
        return plain


@pytest.fixture(scope="module")
def directus() -> Iterator[Directus]:
    if reason := missing_directus():
        pytest.skip(reason)
    with start_directus() as running:
        yield running


@pytest.fixture
def account(directus: Directus) -> Iterator[DirectusAccount]:
    yield DirectusAccount(directus)
    directus.clear("people")


class TestDirectus(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})

    def test_changes_with_new_records_and_deletes(self, connector: Connector, account: DirectusAccount) -> None:
        kept, gone = account.insert(person(1)), account.insert(person(2))
        connector.server_time()
        list(connector.listing(account.selection()))
        cursor = list(connector.listing(account.selection()))[-1].cursor or ""
        new = account.insert(person(3))
        account.change(kept, {"note": "edited"})
        account.delete(gone)
        pages = list(connector.changes(account.selection(), cursor))
        assert {ref for page in pages for ref in page.refs} >= {new, kept}
        assert gone in {ref for page in pages for ref in page.deleted}
