"""The connector contract on an Airtable of our own, written from its documents."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.connector import RestConnector
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.connectors.rest.session import Session
from desktop_sync.model.record import Create, OutcomeStatus, Ref
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, all_records, nobody, person
from tests.fakes.airtable import FakeAirtable
from tests.fakes.rest_server import TOKEN, served

FIELDS: dict[str, dict[str, Any]] = {
    "name": {"type": "singleLineText"},
    "email": {"type": "email"},
    "born": {"type": "date", "options": {"dateFormat": {"name": "iso"}}},
    "credit": {"type": "number", "options": {"precision": 2}},
    "active": {"type": "checkbox"},
    "note": {"type": "multilineText"},
    "sum": {"type": "formula"},
}
S = OutcomeStatus


class AirtableAccount(AccountHarness):
    """A table, edited in Airtable itself."""

    table = "People"
    exact_types = False
    keeps_blank_text = False
    secret = TOKEN

    def __init__(self, airtable: FakeAirtable, url: str) -> None:
        self.airtable, self.url = airtable, url

    def open(self) -> Connector:
        settings = {"base_url": self.url, "base_id": "appBase1"}
        manifest = read_manifest(bundled_manifests()["airtable"])
        unhurried = HttpOptions(wait=lambda _: None)  # five calls a second would take its time
        return RestConnector(Session(manifest, settings, {"access_token": TOKEN}, unhurried))

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(self.airtable.insert(_plain(values)))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.airtable.change(ref, _plain(values))

    def delete(self, ref: Ref) -> None:
        self.airtable.remove(ref)

    def count(self) -> int:
        return len(self.airtable.rows)


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    return {
        name: float(one) if isinstance(one, Decimal) else str(one) if isinstance(one, dt.date) else one
        for name, one in values.items()
    }


@pytest.fixture
def account() -> Iterator[AirtableAccount]:
    fake = FakeAirtable(FIELDS)
    with served(fake) as url:
        yield AirtableAccount(fake, url)
    assert not fake.violations


class TestAirtable(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})

    @pytest.mark.parametrize("field", ["email", "born", "credit", "note"])
    def test_blank_round_trip(self, connector: Connector, account: AccountHarness, field: str) -> None:
        super().test_blank_round_trip(connector, account, field)

    def test_a_box_that_is_not_ticked_is_no(self, connector: Connector, account: AccountHarness) -> None:
        assert self.make(connector, account, active=None).values["active"] is False
        field = connector.schema(account.table).field("sum")
        assert field is not None
        assert field.read_only


def test_a_list_whose_place_is_forgotten_is_begun_again(account: AirtableAccount) -> None:
    refs = {account.insert(person(n)) for n in range(250)}
    account.airtable.forgets = True
    assert set(all_records(account.open().listing(account.selection()))) == refs


def test_without_formulas_records_are_read_one_by_one(account: AirtableAccount) -> None:
    refs = [account.insert(person(n)) for n in range(3)]
    account.airtable.formulas = False
    assert set(account.open().read(account.selection(), [*refs, Ref("recGone")])) == set(refs)


def test_one_bad_record_stops_none_of_its_ten(account: AirtableAccount) -> None:
    connector = account.open()
    writes = [Create(f"t{n}", person(n)) for n in range(10)]
    writes[4] = Create("bad", {"name": "X", "born": "no day"})
    writes[7] = Create("bad too", {"name": "X", "credit": "much"})
    outcomes = connector.write(account.selection(), writes, nobody)
    assert [index for index, one in enumerate(outcomes) if one.status is S.REJECTED] == [4, 7]
    assert account.count() == 8
