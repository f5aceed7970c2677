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
from desktop_sync.sync.ports import Connector, Leaving
from tests.contract.contract import AccountHarness, ConnectorContract, all_records, nobody, person
from tests.fakes.airtable import FakeAirtable
from tests.fakes.rest_server import TOKEN, served
from tests.fakes.ties import Kept
from tests.fakes.vendor import iso_ms

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
        self.ties = Kept()

    def open(self) -> Connector:
        settings = {"base_url": self.url, "base_id": "appBase1"}
        manifest = read_manifest(bundled_manifests()["airtable"])
        unhurried = HttpOptions(wait=lambda _: None)  # five calls a second would take its time
        connector = RestConnector(Session(manifest, settings, {"access_token": TOKEN}, unhurried))
        connector.tie(self.ties)
        return connector

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


def looked(account: AirtableAccount, cursor: str) -> tuple[set[Ref], set[Ref], str, int]:
    """What has changed, what is deleted, the position then, and what it cost."""
    connector = account.open()
    connector.schema(account.table)
    pages = list(connector.changes(account.selection(), cursor))
    refs = {ref for page in pages for ref in page.refs}
    return refs, {ref for page in pages for ref in page.deleted}, pages[-1].cursor or "", connector.calls


def position(account: AirtableAccount) -> str:
    return list(account.open().listing(account.selection()))[-1].cursor or ""


def test_changes_and_deletes_are_read_from_a_webhook_without_an_address(account: AirtableAccount) -> None:
    refs = [account.insert(person(n)) for n in range(250)]
    cursor = position(account)
    assert looked(account, cursor)[::3] == (set(), 2)
    for ref in refs[:100]:
        account.change(ref, {"name": "Changed"})
    account.delete(refs[0])
    account.delete(refs[200])
    changed, deleted, cursor, calls = looked(account, cursor)
    assert changed == set(refs[1:100])
    assert deleted == {refs[0], refs[200]}
    assert calls <= 5
    assert looked(account, cursor)[::3] == (set(), 2)


def test_one_webhook_serves_all_listings_and_syncs_of_an_account(account: AirtableAccount) -> None:
    for n in range(4):
        account.insert(person(n))
        position(account)
    assert len(account.airtable.hooks) == 1


def test_a_webhook_lives_as_long_as_it_is_read(account: AirtableAccount) -> None:
    ref = account.insert(person(0))
    cursor = position(account)
    for _ in range(4):
        account.airtable.offset += dt.timedelta(days=5)
        account.change(ref, {"name": "Changed"})
        changed, _, cursor, calls = looked(account, cursor)
        assert (changed, calls) == ({ref}, 3)
    assert len(account.airtable.hooks) == 1


def test_what_has_fallen_out_of_the_log_has_everything_read(account: AirtableAccount) -> None:
    """A week later the webhook has ended, and its entries are deleted; a new one takes its place."""
    refs = {account.insert(person(n)) for n in range(3)}
    cursor = position(account)
    account.airtable.offset += dt.timedelta(days=8)
    gone = refs.pop()
    account.delete(gone)
    changed, _, cursor, _ = looked(account, cursor)
    assert changed == refs
    assert len(account.airtable.hooks) == 2
    assert looked(account, cursor)[0] == set()


def test_a_gap_in_the_log_has_everything_read(account: AirtableAccount) -> None:
    """Entries of which the number is past, though the webhook lived on: somebody else has read it."""
    refs = [account.insert(person(n)) for n in range(3)]
    cursor = position(account)
    hook = next(iter(account.airtable.hooks))
    for ref in refs[:2]:
        account.change(ref, {"name": "Changed"})
    account.airtable.forgotten[hook] = 1
    assert looked(account, cursor)[0] == set(refs)


@pytest.mark.parametrize("code", ["INVALID_HOOK", "INVALID_FILTERS", "INTERNAL_ERROR"])
def test_a_log_that_says_that_it_is_broken_is_not_believed(account: AirtableAccount, code: str) -> None:
    ref = account.insert(person(0))
    cursor = position(account)
    (entries,) = account.airtable.payloads.values()
    entries.append({"timestamp": iso_ms(account.airtable.now()), "payloadFormat": "v0", "error": True, "code": code})
    assert looked(account, cursor)[0] == {ref}


def test_without_the_right_everything_is_compared(account: AirtableAccount) -> None:
    account.airtable.manages = False
    account.insert(person(0))
    assert position(account) == ""


def test_where_a_base_has_its_ten_webhooks_everything_is_compared(account: AirtableAccount) -> None:
    for _ in range(10):
        account.airtable.hooks[f"ach{len(account.airtable.hooks)}"] = {
            "expires": account.airtable.now(),
            "url": None,
            "specification": {},
            "told": False,
        }
    account.airtable.payloads = {hook: [] for hook in account.airtable.hooks}
    account.insert(person(0))
    assert position(account) == ""


def test_a_webhook_that_is_gone_is_made_anew(account: AirtableAccount) -> None:
    ref = account.insert(person(0))
    cursor = position(account)
    account.airtable.hooks.clear()
    account.airtable.payloads.clear()
    assert looked(account, cursor)[0] == {ref}
    assert len(account.airtable.hooks) == 1


def test_an_account_that_leaves_ends_its_webhook(account: AirtableAccount) -> None:
    position(account)
    connector = account.open()
    assert isinstance(connector, Leaving)
    connector.leave()
    connector.leave()
    assert not account.airtable.hooks


def test_nothing_is_left_behind_by_an_account_that_is_not_stored(account: AirtableAccount) -> None:
    account.ties.lasting = False
    account.insert(person(0))
    assert position(account) == ""
    assert not account.airtable.hooks
