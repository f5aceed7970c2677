"""Google contacts, on a Google of our own written from its documents. They have no tick box or number that could be written, which the whole
contract needs: this is what it asks for otherwise.
"""

from collections.abc import Iterator

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Ref, Selection, Update
from desktop_sync.sync.ports import Connector
from tests.contract.contract import all_records, nobody
from tests.fakes.google import FakeGoogle
from tests.fakes.rest_server import TOKEN, Fault, served

S = OutcomeStatus
NAME, MAIL, PHONE = "names.0.familyName", "emailAddresses.0.value", "phoneNumbers.0.value"
FIELDS = Selection("people", (NAME, MAIL, PHONE))


class TestGoogle:
    fake: FakeGoogle
    url: str

    def open(self) -> Connector:
        return Registry().open("google_contacts", {"base_url": self.url}, {"access_token": TOKEN})

    @pytest.fixture(autouse=True)
    def running(self) -> Iterator[None]:
        self.fake = FakeGoogle()
        with served(self.fake) as self.url:
            yield
        assert not self.fake.violations

    def person(self, number: int) -> str:
        mails = [{"value": f"p{number}@example.org", "type": "work"}, {"value": "second@example.org"}]
        return self.fake.insert({"names": [{"familyName": f"P{number}", "givenName": "Ann"}], "emailAddresses": mails})

    def test_nobody(self) -> None:
        assert self.open().check().ok
        assert all_records(self.open().listing(FIELDS)) == {}

    def test_listing_changes_and_deletes(self) -> None:
        keys = [self.person(number) for number in range(90)]
        pages = list(self.open().listing(FIELDS))
        assert {ref for page in pages for ref in page.refs} == set(keys)
        cursor = pages[-1].cursor or ""
        self.fake.change(keys[3], {"names": [{"familyName": "Changed"}]})
        self.fake.remove(keys[4])
        connector = self.open()
        connector.server_time()
        pages = list(connector.changes(FIELDS, cursor))
        assert [ref for page in pages for ref in page.refs] == [keys[3]]
        assert [ref for page in pages for ref in page.deleted] == [keys[4]]
        assert connector.calls == 2
        self.fake.oldest = 1000
        again = list(connector.changes(FIELDS, cursor))
        assert {ref for page in again for ref in page.refs} == set(keys) - {keys[4]}

    def test_writes_leave_the_rest_of_a_list(self) -> None:
        connector = self.open()
        values = {NAME: "Bee", MAIL: "b@example.org", PHONE: None}
        (made,) = connector.write(FIELDS, [Create("t", values)], nobody)
        assert made.record is not None
        assert made.record.values == values
        key = Ref(self.person(1))
        expected = connector.read(FIELDS, [key])[key]
        (done,) = connector.write(FIELDS, [Update(expected, {NAME: "New", MAIL: None})], nobody)
        assert done.status is S.DONE, done.words
        row = self.fake.rows[key.removeprefix("people/")]
        assert row["names"] == [{"familyName": "New", "givenName": "Ann"}]
        assert row["emailAddresses"] == [{"value": "second@example.org"}]
        assert [one.status for one in connector.write(FIELDS, [Delete(expected)], nobody)] == [S.STALE]
        assert done.record is not None
        assert [one.status for one in connector.write(FIELDS, [Delete(done.record)], nobody)] == [S.DONE]

    def test_somebody_is_faster_between_the_look_and_the_write(self) -> None:
        key = Ref(self.person(1))
        connector = self.open()
        expected = connector.read(FIELDS, [key])[key]
        theirs = {"names": [{"familyName": "Theirs"}]}
        self.fake.plan(Fault.FIRST, "PATCH", "/v1/people", meanwhile=lambda: self.fake.change(key, theirs))
        (outcome,) = connector.write(FIELDS, [Update(expected, {NAME: "Mine"})], nobody)
        assert outcome.status is S.STALE
        assert connector.read(FIELDS, [key])[key].values[NAME] == "Theirs"

    def test_many_at_once(self) -> None:
        connector = self.open()
        creates = [Create(f"t{n}", {NAME: f"P{n}", MAIL: f"p{n}@example.org"}) for n in range(60)]
        made = connector.write(FIELDS, creates, nobody)
        assert {one.status for one in made} == {S.DONE}
        records = [one.record for one in made if one.record is not None]
        assert [one.values[NAME] for one in records] == [f"P{n}" for n in range(60)], "who is who in the answer"
        names = [Update(one, {NAME: "New"}) for one in records[:30]]
        mails = [Update(one, {MAIL: f"new{n}@example.org"}) for n, one in enumerate(records[30:])]
        changed = connector.write(FIELDS, [one for pair in zip(names, mails, strict=True) for one in pair], nobody)
        assert {one.status for one in changed} == {S.DONE}
        assert self.fake.count("POST", "/v1/people:batchUpdateContacts") == 2
        assert {row["names"][0]["familyName"] for row in self.fake.rows.values()} == {"New"} | {
            f"P{n}" for n in range(30, 60)
        }
        assert all(row["emailAddresses"] for row in self.fake.rows.values())
        there = list(connector.read(FIELDS, [one.ref for one in records]).values())
        assert {one.status for one in connector.write(FIELDS, [Delete(one) for one in there], nobody)} == {S.DONE}
        assert not self.fake.rows
        assert self.fake.count("POST", "/v1/people:batchDeleteContacts") == 1
        assert self.fake.count("POST", "/v1/people:batchCreateContacts") == 1

    def test_one_that_is_refused_stops_none_of_its_batch(self) -> None:
        creates = [Create(f"t{n}", {"names.0.givenName": "refused" if n == 5 else f"P{n}"}) for n in range(12)]
        outcomes = self.open().write(Selection("people", ("names.0.givenName",)), creates, nobody)
        assert [index for index, one in enumerate(outcomes) if one.status is not S.DONE] == [5]
        assert len(self.fake.rows) == 11

    def test_one_that_is_stale_stops_none_of_its_batch(self) -> None:
        connector = self.open()
        keys = [Ref(self.person(n)) for n in range(8)]
        there = connector.read(FIELDS, keys)
        faster = lambda: self.fake.change(keys[3], {"names": [{"familyName": "Faster"}]})  # noqa: E731
        self.fake.plan(Fault.FIRST, "POST", "/v1/people:batchUpdateContacts", meanwhile=faster)
        outcomes = connector.write(FIELDS, [Update(there[key], {NAME: "New"}) for key in keys], nobody)
        assert [one.status for one in outcomes] == [S.DONE] * 3 + [S.STALE] + [S.DONE] * 4
        assert self.fake.rows[keys[3].removeprefix("people/")]["names"][0]["familyName"] == "Faster"

    def test_a_batch_whose_answer_is_lost_is_in_doubt(self) -> None:
        self.fake.plan(Fault.LOSE, "POST", "/v1/people:batchCreateContacts")
        connector = self.open()
        creates = [Create(f"t{n}", {NAME: f"P{n}", MAIL: f"p{n}@example.org"}) for n in range(5)]
        assert {one.status for one in connector.write(FIELDS, creates, nobody)} == {S.UNKNOWN}
        assert all(len(connector.find(FIELDS, {MAIL: f"p{n}@example.org"}, None)) == 1 for n in range(5))

    def test_edits_of_other_fields_are_batches_of_their_own(self) -> None:
        connector = self.open()
        keys = [Ref(self.person(n)) for n in range(10)]
        there = connector.read(FIELDS, keys)
        writes = [Update(there[key], {NAME: "New"} if n < 5 else {PHONE: "+49 30 1"}) for n, key in enumerate(keys)]
        outcomes = connector.write(FIELDS, writes, nobody)
        assert {one.status for one in outcomes} == {S.DONE}
        assert self.fake.count("POST", "/v1/people:batchUpdateContacts") == 2
        assert all(row["names"][0]["givenName"] == "Ann" for row in self.fake.rows.values())
