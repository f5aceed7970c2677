"""Xero contacts, on a Xero of our own written from its documents. They have no date, number or tick box that could be written, which
the whole contract needs: this is what it asks for otherwise.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Record, Ref, Selection, Update
from desktop_sync.sync.ports import Connector
from tests.contract.contract import all_records, nobody
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.ties import Kept
from tests.fakes.xero import TENANT, FakeXero

S = OutcomeStatus
CONTACTS = "/api.xro/2.0/Contacts"
FIELDS = Selection("contacts", ("Name", "EmailAddress", "Phones.DEFAULT.PhoneNumber", "Phones.MOBILE.PhoneNumber"))


class Stage:
    def __init__(self, xero: FakeXero, url: str) -> None:
        self.xero, self.url = xero, url

    def open(self, **secrets: str) -> Connector:
        settings = {"base_url": self.url, "tenant_id": TENANT}
        return Registry().open("xero", settings, secrets or {"access_token": TOKEN})

    def seen(self, connector: Connector, key: str) -> Record:
        return connector.read(FIELDS, [Ref(key)])[Ref(key)]

    def look(self, cursor: str) -> tuple[set[str], set[str], str, int]:
        connector = self.open()
        connector.schema("contacts")
        connector.server_time()
        pages = list(connector.changes(FIELDS, cursor))
        refs = {str(ref) for page in pages for ref in page.refs}
        gone = {str(ref) for page in pages for ref in page.deleted}
        return refs, gone, pages[-1].cursor or "", connector.calls


@pytest.fixture
def stage() -> Iterator[Stage]:
    fake = FakeXero()
    fake.shuffle = True
    with served(fake) as url:
        yield Stage(fake, url)
    assert not fake.violations


@pytest.mark.parametrize("unchanged", [200, 304])
def test_listing_changes_and_archived_ones(stage: Stage, unchanged: int) -> None:
    fake = stage.xero
    fake.unchanged = unchanged
    keys = [fake.insert({"Name": f"C{n}"}) for n in range(230)]
    fake.offset = dt.timedelta(minutes=5)
    connector = stage.open()
    cursor = ""
    found: set[str] = set()
    for page in connector.listing(FIELDS):
        found |= {str(ref) for ref in page.refs}
        cursor = page.cursor or cursor
    assert found == set(keys)
    refs, gone, cursor, calls = stage.look(cursor)
    assert (refs, gone, calls) == (set(), set(), 2)
    for key in keys[:120]:
        fake.change(key, {"EmailAddress": "new@example.org"})
    fake.change(keys[200], {"ContactStatus": "ARCHIVED"})
    refs, gone, cursor, _ = stage.look(cursor)
    assert (refs, gone) == (set(keys[:120]), {keys[200]})


def test_good_and_bad_ones_mixed_in_any_order(stage: Stage) -> None:
    stage.xero.insert({"Name": "Taken"})
    names = ["A", "taken", "B", "No mail"]
    values: list[dict[str, Any]] = [{"Name": one} for one in names]
    values[3]["EmailAddress"] = "nonsense"
    connector = stage.open()
    outcomes = connector.write(FIELDS, [Create(f"t{n}", one) for n, one in enumerate(values)], nobody)
    assert [one.status for one in outcomes] == [S.DONE, S.REJECTED, S.DONE, S.REJECTED]
    assert "already assigned" in outcomes[1].words
    assert [one.record.values["Name"] for one in outcomes if one.record] == ["A", "B"]
    made = [one.record for one in outcomes if one.record]
    updates = [Update(made[0], {"Name": "Taken"}), Update(made[1], {"Name": "Better"})]
    assert [one.status for one in connector.write(FIELDS, updates, nobody)] == [S.REJECTED, S.DONE]


def test_a_row_that_the_answer_leaves_out_is_unknown(stage: Stage) -> None:
    stage.xero.plan(Fault.EDIT, "PUT", CONTACTS, edit=lambda data: {"Contacts": data["Contacts"][1:]})
    outcomes = stage.open().write(FIELDS, [Create("a", {"Name": "A"}), Create("b", {"Name": "B"})], nobody)
    assert [one.status for one in outcomes] == [S.DONE, S.UNKNOWN]
    assert len(stage.open().find(FIELDS, {"Name": "B"}, None)) == 1


def test_one_phone_is_changed_and_the_others_stay(stage: Stage) -> None:
    mobile = {"PhoneType": "MOBILE", "PhoneNumber": "555", "PhoneAreaCode": "30", "PhoneCountryCode": "49"}
    key = stage.xero.insert({"Name": "A", "Phones": [mobile]})
    connector = stage.open()
    values = {"Phones.MOBILE.PhoneNumber": "777"}
    (done,) = connector.write(FIELDS, [Update(stage.seen(connector, key), values)], nobody)
    assert done.status is S.DONE
    phones = {one["PhoneType"]: one for one in stage.xero.rows[key]["Phones"]}
    assert phones["MOBILE"] == {**mobile, "PhoneNumber": "777"}
    assert len(phones) == 4


def test_stale_ones_are_left_alone_and_deleted_ones_archived(stage: Stage) -> None:
    keys = [stage.xero.insert({"Name": f"C{n}"}) for n in range(3)]
    connector = stage.open()
    expected = [stage.seen(connector, key) for key in keys]
    stage.xero.change(keys[0], {"EmailAddress": "theirs@example.org"})
    outcomes = connector.write(
        FIELDS, [Update(expected[0], {"Name": "Mine"}), Delete(expected[1]), Update(expected[2], {"Name": "Z"})], nobody
    )
    assert [one.status for one in outcomes] == [S.STALE, S.DONE, S.DONE]
    assert set(all_records(connector.listing(FIELDS))) == {keys[0], keys[2]}
    assert connector.read(FIELDS, [Ref(keys[1])]) == {}


def test_the_minute_is_used_up(stage: Stage) -> None:
    key = stage.xero.insert({"Name": "A"})
    headers = {"Retry-After": "1", "X-Rate-Limit-Problem": "minute"}
    stage.xero.plan(Fault.REFUSE, "GET", CONTACTS, answer=(429, headers, {}))
    assert set(all_records(stage.open().listing(FIELDS))) == {key}


def test_a_token_of_thirty_minutes_is_renewed(stage: Stage) -> None:
    key = stage.xero.insert({"Name": "A"})
    stage.xero.token = "ended"
    connector = stage.open(access_token=TOKEN, refresh_token="once")
    ties = Kept()
    connector.tie(ties)  # type: ignore[attr-defined]
    assert set(all_records(connector.listing(FIELDS))) == {key}
    assert [one["refresh_token"] for one in ties.kept] == ["once+"]
