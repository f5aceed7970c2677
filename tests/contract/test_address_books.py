"""Microsoft contacts and Pipedrive persons, on systems of our own written from the vendors' documents. They have no tick box or number that
could be written, which the whole contract needs: this is what it asks for otherwise.
"""

import datetime as dt
from collections.abc import Iterator

import pytest

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.connector import RestConnector
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.connectors.rest.session import Session
from desktop_sync.errors import PositionLost
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Record, Ref, Selection, Update
from desktop_sync.sync.ports import Connector
from tests.contract.contract import all_records, nobody
from tests.fakes.graph import FakeGraph
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.rest_server import TOKEN, Fault, served

S = OutcomeStatus
MICROSOFT = Selection("contacts", ("displayName", "emailAddresses.0.address", "emailAddresses.1.address", "birthday"))
DATE, NUMBER, LEVEL = (f"custom_fields.{letter * 40}" for letter in "abc")
PERSONS = Selection("persons", ("name", "emails.0.value", "phones.0.value", DATE, NUMBER, LEVEL))


class OnGraph:
    fake: FakeGraph
    url: str

    def open(self) -> Connector:
        return Registry().open("microsoft_contacts", {"base_url": self.url}, {"access_token": TOKEN})

    def patient(self, waits: list[float]) -> Connector:
        manifest = read_manifest(bundled_manifests()["microsoft_contacts"])
        options = HttpOptions(wait=waits.append)
        return RestConnector(Session(manifest, {"base_url": self.url}, {"access_token": TOKEN}, options))

    @pytest.fixture(autouse=True)
    def running(self) -> Iterator[None]:
        self.fake = FakeGraph()
        with served(self.fake) as self.url:
            yield
        assert not self.fake.violations


class TestMicrosoft(OnGraph):
    def test_listing_changes_and_deletes(self) -> None:
        keys = [self.fake.insert({"displayName": f"C{n}"}) for n in range(130)]
        pages = list(self.open().listing(MICROSOFT))
        assert {ref for page in pages for ref in page.refs} == set(keys)
        cursor = pages[-1].cursor or ""
        self.fake.change(keys[3], {"displayName": "Changed"})
        self.fake.remove(keys[4])
        connector = self.open()
        connector.server_time()
        pages = list(connector.changes(MICROSOFT, cursor))
        assert [ref for page in pages for ref in page.refs] == [keys[3]]
        assert [ref for page in pages for ref in page.deleted] == [keys[4]]
        assert connector.calls == 2
        pages = list(connector.changes(MICROSOFT, pages[-1].cursor or ""))
        assert not [ref for page in pages for ref in (*page.refs, *page.deleted)]
        self.fake.oldest = 1000
        again = list(connector.changes(MICROSOFT, cursor))
        assert {ref for page in again for ref in page.refs} == {key for key in keys if key != keys[4]}

    def test_writes(self) -> None:
        connector = self.open()
        values = {"displayName": "Ann", "emailAddresses.0.address": "a@example.org", "birthday": dt.date(1980, 2, 29)}
        (made,) = connector.write(MICROSOFT, [Create("t", values)], nobody)
        assert made.record is not None
        assert made.record.values == {**values, "emailAddresses.1.address": None}
        key = made.record.ref
        self.fake.change(
            key, {"emailAddresses": [{"name": "Ann", "address": "a@example.org"}, {"address": "b@example.org"}]}
        )
        expected = connector.read(MICROSOFT, [key])[key]
        (done,) = connector.write(MICROSOFT, [Update(expected, {"emailAddresses.0.address": "z@example.org"})], nobody)
        assert done.status is S.DONE, done.words
        kept = [{"name": "Ann", "address": "z@example.org"}, {"address": "b@example.org"}]
        assert self.fake.rows[key]["emailAddresses"] == kept
        assert [one.status for one in connector.write(MICROSOFT, [Delete(expected)], nobody)] == [S.STALE]
        assert done.record is not None
        assert [one.status for one in connector.write(MICROSOFT, [Delete(done.record)], nobody)] == [S.DONE]
        assert not self.fake.rows

    def test_somebody_is_faster_between_the_look_and_the_write(self) -> None:
        key = self.fake.insert({"displayName": "Ann"})
        connector = self.open()
        expected = connector.read(MICROSOFT, [Ref(key)])[Ref(key)]
        self.fake.plan(Fault.FIRST, "PATCH", "/v1.0/me", meanwhile=lambda: self.fake.change(key, {"surname": "X"}))
        (outcome,) = connector.write(MICROSOFT, [Update(expected, {"displayName": "Mine"})], nobody)
        assert outcome.status is S.STALE
        assert self.fake.rows[key]["displayName"] == "Ann"

    def made(self, connector: Connector, count: int) -> list[Record]:
        writes = [Create(f"t{n}", {"displayName": f"C{n}"}) for n in range(count)]
        outcomes = connector.write(MICROSOFT, writes, nobody)
        assert {one.status for one in outcomes} == {S.DONE}, [one.words for one in outcomes]
        records = [one.record for one in outcomes if one.record is not None]
        assert [one.values["displayName"] for one in records] == [f"C{n}" for n in range(count)]
        return records

    def test_twenty_are_one_call(self) -> None:
        """Told in any order."""
        connector = self.open()
        records = self.made(connector, 45)
        assert (connector.calls, self.fake.count("POST", "/v1.0/$batch")) == (3, 3)
        changed = connector.write(MICROSOFT, [Update(one, {"displayName": "Changed"}) for one in records], nobody)
        assert {one.status for one in changed} == {S.DONE}
        assert connector.calls == 9  # each is read before
        latest = [one.record for one in changed if one.record is not None]
        assert {one.values["displayName"] for one in latest} == {"Changed"}
        assert {one.status for one in connector.write(MICROSOFT, [Delete(one) for one in latest], nobody)} == {S.DONE}
        assert connector.calls == 15
        assert not self.fake.rows

    def test_what_is_wrong_with_one_of_a_batch_is_told_of_that_one(self) -> None:
        connector = self.open()
        records = self.made(connector, 6)
        self.fake.change(records[1].ref, {"displayName": "Theirs"})
        self.fake.remove(records[2].ref)
        self.fake.plan(
            Fault.FIRST,
            "POST",
            "/v1.0/$batch",
            skip=1,
            meanwhile=lambda: self.fake.change(records[4].ref, {"surname": "Faster"}),
        )
        many = {"displayName": "Mine", "emailAddresses.0.address": "a@example.org"}
        outcomes = connector.write(MICROSOFT, [Update(one, many) for one in records], nobody)
        assert [number for number, one in enumerate(outcomes) if one.status is S.STALE] == [1, 2, 4]
        assert {one.status for one in outcomes} == {S.STALE, S.DONE}
        assert self.fake.rows[records[4].ref]["displayName"] == "C4"

    def test_one_of_a_batch_that_is_throttled_is_sent_again_after_its_wait(self) -> None:
        waits: list[float] = []
        connector = self.patient(waits)
        self.fake.busy = lambda number: number in {2, 5, 10}
        self.made(connector, 10)
        assert len(self.fake.rows) == 10
        assert waits == [7.0, 7.0]
        assert [len(call.body["requests"]) for call in self.fake.calls] == [10, 2, 1]

    def test_one_that_is_throttled_for_ever_is_left_for_later(self) -> None:
        self.fake.busy = lambda number: number >= 3
        outcomes = self.patient([]).write(MICROSOFT, [Create(f"t{n}", {"displayName": "C"}) for n in range(4)], nobody)
        assert [one.status for one in outcomes] == [S.DONE, S.DONE, S.DONE, S.RETRY]
        assert len(self.fake.rows) == 3

    def test_one_that_a_batch_does_not_tell_of_is_looked_up(self) -> None:
        connector = self.open()
        records = self.made(connector, 4)
        self.fake.unread = lambda number: number in {5, 9}
        read = connector.read(MICROSOFT, [one.ref for one in records])  # 4 to 7
        assert read.keys() == {one.ref for one in records}
        made = connector.write(MICROSOFT, [Create(f"u{n}", {"displayName": "C"}) for n in range(3)], nobody)
        assert [one.status for one in made] == [S.DONE, S.UNKNOWN, S.DONE]
        self.fake.unread = lambda number: number in {17}
        changed = connector.write(MICROSOFT, [Update(one, {"displayName": "Changed"}) for one in records], nobody)
        assert {one.status for one in changed} == {S.DONE}
        assert len(self.fake.rows) == 7

    def test_a_throttled_read_of_a_batch_is_no_delete(self) -> None:
        connector = self.open()
        records = self.made(connector, 4)
        self.fake.busy = lambda number: number in {4, 6}
        self.fake.remove(records[3].ref)
        assert connector.read(MICROSOFT, [one.ref for one in records]).keys() == {one.ref for one in records[:3]}

    def test_where_batches_are_not_let_through_contacts_are_written_one_by_one(self) -> None:
        self.fake.plan(Fault.REFUSE, "POST", "/v1.0/$batch", answer=(405, {}, None), times=99)
        connector = self.open()
        records = self.made(connector, 4)
        changed = connector.write(MICROSOFT, [Update(one, {"displayName": "Changed"}) for one in records], nobody)
        assert {one.status for one in changed} == {S.DONE}

    def test_a_batch_whose_answer_is_lost_makes_nobody_twice(self) -> None:
        connector = self.open()
        connector.server_time()
        since = connector.server_time()
        self.fake.plan(Fault.LOSE, "POST", "/v1.0/$batch")
        writes = [Create(f"t{n}", {"displayName": f"C{n}"}) for n in range(5)]
        assert {one.status for one in connector.write(MICROSOFT, writes, nobody)} == {S.UNKNOWN}
        assert [len(connector.find(MICROSOFT, {"displayName": f"C{n}"}, since)) for n in range(5)] == [1] * 5


class TestPipedrive:
    fake: FakePipedrive
    url: str

    def open(self) -> Connector:
        return Registry().open("pipedrive", {"base_url": self.url}, {"api_token": TOKEN})

    @pytest.fixture(autouse=True)
    def running(self) -> Iterator[None]:
        self.fake = FakePipedrive()
        with served(self.fake) as self.url:
            yield
        assert not self.fake.violations

    def test_listing_and_changes(self) -> None:
        keys = [self.fake.insert({"name": f"P{n}"}) for n in range(620)]
        self.fake.offset = dt.timedelta(minutes=5)
        pages = list(self.open().listing(PERSONS))
        assert {ref for page in pages for ref in page.refs} == set(keys)
        self.fake.change(keys[3], {"name": "Changed"})
        connector = self.open()
        connector.schema("persons")
        connector.server_time()
        cursor = pages[-1].cursor or ""
        changes = list(connector.changes(PERSONS, cursor))
        assert {ref for page in changes for ref in page.refs} == {keys[3]}
        assert connector.calls == 3
        again = self.open()
        again.schema("persons")
        assert not any(page.refs for page in again.changes(PERSONS, changes[-1].cursor or ""))
        assert again.calls == 2

    def test_deletes_come_with_what_was_changed_lately(self) -> None:
        keys = [self.fake.insert({"name": f"P{n}"}) for n in range(20)]
        self.fake.offset = dt.timedelta(minutes=5)
        connector = self.open()
        cursor = list(connector.listing(PERSONS))[-1].cursor or ""
        self.fake.remove(keys[4])
        self.fake.change(keys[5], {"name": "Changed"})
        assert connector.capabilities("persons").tombstones
        pages = list(connector.changes(PERSONS, cursor))
        assert [ref for page in pages for ref in page.deleted] == [keys[4]]
        assert [ref for page in pages for ref in page.refs] == [keys[5]]

    def test_more_changes_than_are_shown_at_once(self) -> None:
        keys = [self.fake.insert({"name": f"P{n}"}) for n in range(1200)]
        self.fake.offset = dt.timedelta(minutes=5)
        connector = self.open()
        cursor = list(connector.listing(PERSONS))[-1].cursor or ""
        for n, key in enumerate(keys):
            self.fake.offset = dt.timedelta(minutes=5, seconds=n // 3)
            self.fake.change(key, {"name": "Changed"})
        assert {ref for page in connector.changes(PERSONS, cursor) for ref in page.refs} == set(keys)

    def test_more_changes_in_a_second_than_are_shown_have_everything_read(self) -> None:
        now = self.fake.now()
        self.fake.clock = lambda: now
        keys = [self.fake.insert({"name": f"P{n}"}) for n in range(600)]
        connector = self.open()
        cursor = list(connector.listing(PERSONS))[-1].cursor or ""
        for key in keys:
            self.fake.change(key, {"name": "Changed"})
        with pytest.raises(PositionLost):
            list(connector.changes(PERSONS, cursor))

    def test_writes(self) -> None:
        connector = self.open()
        level = connector.schema("persons").field(LEVEL)
        assert level is not None
        assert [(one.value, one.label) for one in level.choices] == [("27", "Gold"), ("28", "Silver")]
        values = {"name": "Ann", "emails.0.value": "a@example.org", DATE: dt.date(2026, 11, 24), LEVEL: "28"}
        outcomes = connector.write(
            PERSONS, [Create("t", values), Create("u", {"emails.0.value": "x@example.org"})], nobody
        )
        assert [one.status for one in outcomes] == [S.DONE, S.REJECTED]
        made = outcomes[0].record
        assert made is not None
        assert made.values == {**values, "phones.0.value": None, NUMBER: None}
        row = self.fake.rows[made.ref]
        assert row["emails"] == [{"label": "work", "value": "a@example.org", "primary": True}]
        assert row["custom_fields"]["c" * 40] == 28
        self.fake.change(
            made.ref, {"emails": [*row["emails"], {"value": "b@example.org", "label": "home", "primary": False}]}
        )
        (done,) = connector.write(PERSONS, [Update(made, {"emails.0.value": None, NUMBER: 7})], nobody)
        assert done.status is S.DONE, done.words
        assert [one["value"] for one in self.fake.rows[made.ref]["emails"]] == ["b@example.org"]
        assert done.record is not None
        self.fake.change(made.ref, {"name": "Theirs"})
        assert [one.status for one in connector.write(PERSONS, [Delete(done.record)], nobody)] == [S.STALE]

    def test_a_create_whose_answer_is_lost_is_found(self) -> None:
        for number in range(300):
            self.fake.insert({"name": f"P{number}"})
        self.fake.offset = dt.timedelta(hours=1)
        self.fake.plan(Fault.LOSE, "POST", "/api/v2/persons")
        connector = self.open()
        connector.schema("persons")
        since = connector.server_time()
        (outcome,) = connector.write(PERSONS, [Create("t", {"name": "Lost"})], nobody)
        assert outcome.status is S.UNKNOWN
        assert len(connector.find(PERSONS, {"name": "Lost"}, since)) == 1
        assert len(all_records(connector.listing(PERSONS))) == 301
