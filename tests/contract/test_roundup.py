"""The connector contract on a real Roundup, through a manifest: marks that only single records show, and records that are retired."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.errors import PositionLost
from desktop_sync.model.record import Page, Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, all_records, person
from tests.servers.roundup import Roundup

pytestmark = [pytest.mark.soak, pytest.mark.server]  # two minutes; what is Roundup's own is in the builder's test, too
MANIFEST = Path(__file__).with_name("manifests") / "roundup.toml"


class RoundupAccount(AccountHarness):
    """The class `people`, edited with plain calls."""

    keeps_blank_text = False
    strips_texts = True

    def __init__(self, roundup: Roundup) -> None:
        self.roundup = roundup
        self.secret = roundup.auth[1]

    def open(self) -> Connector:
        settings = {"manifest": str(MANIFEST), "url": self.roundup.url, "username": self.roundup.auth[0]}
        return Registry().open("rest", settings, {"password": self.secret})

    def insert(self, values: Mapping[str, Value]) -> Ref:
        filled = {name: value for name, value in values.items() if value is not None}
        return Ref(self.roundup.request("POST", "/people", json=self._plain(filled))["id"])

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.roundup.request("PATCH", f"/people/{ref}", json=self._plain(values))

    def delete(self, ref: Ref) -> None:
        self.roundup.request("DELETE", f"/people/{ref}")

    def count(self) -> int:
        return len(self.roundup.rows("people", "id"))

    @staticmethod
    def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
        plain: dict[str, Any] = dict(values)
        for name, value in values.items():
            if value is None:
                plain[name] = ""
            if isinstance(value, Decimal):
                plain[name] = float(value)
            if isinstance(value, dt.date):
                plain[name] = f"{value.isoformat()}.00:00:00"
        return plain


@pytest.fixture
def account(roundup: Roundup) -> Iterator[RoundupAccount]:
    yield RoundupAccount(roundup)
    roundup.clear("people")


class TestRoundup(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})

    def test_changes_and_a_delete_by_the_number(self, connector: Connector, account: RoundupAccount) -> None:
        kept, gone = account.insert(person(1)), account.insert(person(2))
        connector.schema("people")  # as a run does; it counts, and learns the tracker's time
        cursor = list(connector.listing(account.selection()))[-1].cursor or ""
        account.change(kept, {"note": "edited"})
        assert kept in {ref for page in changed(connector, account, cursor) for ref in page.refs}
        account.delete(gone)
        with pytest.raises(PositionLost):
            list(connector.changes(account.selection(), cursor))
        assert set(all_records(connector.listing(account.selection()))) == {kept}


def changed(connector: Connector, account: RoundupAccount, cursor: str) -> list[Page]:
    """As a run looks: what was made a moment ago may or may not have been counted, and then everything is read."""
    try:
        return list(connector.changes(account.selection(), cursor))
    except PositionLost:
        return list(connector.listing(account.selection()))
