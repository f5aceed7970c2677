"""Stripe's customers, on a Stripe of our own written from its documents. They have no date, number or tick box that could be written, which
the whole contract needs: this is what it asks for otherwise.
"""

import datetime as dt
from collections.abc import Iterator

import pytest

from desktop_sync.connectors.registry import Registry
from desktop_sync.errors import AccountError
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Record, Ref, Selection, Update
from desktop_sync.sync.ports import Connector, Glancing
from tests.contract.contract import all_records, nobody
from tests.fakes.rest_server import Fault, served
from tests.fakes.stripe import KEY, FakeStripe

S = OutcomeStatus
NAMES = ("name", "email", "phone", "address.line1", "address.city", "metadata.external_id", "tax_exempt")
FIELDS = Selection("customers", NAMES)
CUSTOMERS = "/v1/customers"


class Stage:
    def __init__(self, stripe: FakeStripe, url: str) -> None:
        self.stripe, self.url = stripe, url

    def open(self, key: str = KEY) -> Connector:
        return Registry().open("stripe", {"base_url": self.url}, {"api_key": key})

    def seen(self, connector: Connector, key: str) -> Record:
        return connector.read(FIELDS, [Ref(key)])[Ref(key)]

    def begin(self) -> str:
        return list(self.open().listing(FIELDS))[-1].cursor or ""

    def look(self, cursor: str) -> tuple[set[str], set[str], str, int]:
        connector = self.open()
        connector.schema("customers")
        pages = list(connector.changes(FIELDS, cursor))
        refs = {str(ref) for page in pages for ref in page.refs}
        gone = {str(ref) for page in pages for ref in page.deleted}
        return refs, gone, pages[-1].cursor or "", connector.calls


@pytest.fixture
def stage() -> Iterator[Stage]:
    fake = FakeStripe()
    with served(fake) as url:
        yield Stage(fake, url)
    assert not fake.violations


def test_everything_is_listed_and_what_happens_since_is_told(stage: Stage) -> None:
    keys = [stage.stripe.insert({"name": f"C{n}"}) for n in range(230)]
    assert all_records(stage.open().listing(FIELDS)).keys() == set(keys)
    cursor = stage.begin()
    assert stage.look(cursor) == (set(), set(), cursor, 1)
    for key in keys[:12]:
        stage.stripe.change(key, {"name": "Changed"})
        stage.stripe.change(key, {"name": "Changed again"})
    stage.stripe.remove(keys[20])
    new = stage.stripe.insert({"name": "New"})
    stage.stripe.remove(stage.stripe.insert({"name": "Come and gone"}))
    refs, gone, cursor, calls = stage.look(cursor)
    assert refs == {*keys[:12], new}
    assert keys[20] in gone
    assert calls == 1 + 15
    assert stage.look(cursor) == (set(), set(), cursor, 1)


def test_more_events_than_a_page_holds(stage: Stage) -> None:
    """Pages go towards now, each with its newest first; more records than can be asked for one by one are picked out of the list."""
    keys = [stage.stripe.insert({"name": f"C{n}"}) for n in range(130)]
    cursor = stage.begin()
    for number in range(3):
        for key in keys[:100]:
            stage.stripe.change(key, {"name": f"Changed {number}"})
    stage.stripe.remove(keys[50])
    refs, gone, cursor, calls = stage.look(cursor)
    assert (refs, gone) == (set(keys[:100]) - {keys[50]}, {keys[50]})
    assert calls == 4 + 2
    assert cursor == stage.stripe.events[-1]["id"]


def test_an_account_in_which_nothing_has_happened(stage: Stage) -> None:
    cursor = stage.begin()
    assert stage.look(cursor) == (set(), set(), cursor, 1)
    keys = {stage.stripe.insert({"name": f"C{n}"}) for n in range(3)}
    refs, gone, following, _ = stage.look(cursor)
    assert (refs, gone) == (keys, set())
    assert stage.look(following)[0] == set()


def test_a_position_that_is_forgotten_has_everything_read(stage: Stage) -> None:
    keys = [stage.stripe.insert({"name": f"C{n}"}) for n in range(3)]
    cursor = stage.begin()
    stage.stripe.change(keys[0], {"name": "Changed"})
    stage.stripe.forget(3)
    refs, _, following, _ = stage.look(cursor)
    assert refs == set(keys)
    assert following == stage.stripe.events[-1]["id"]


def test_a_glance_is_one_call(stage: Stage) -> None:
    keys = [stage.stripe.insert({"name": f"C{n}"}) for n in range(3)]
    cursor = stage.begin()
    connector = stage.open()
    assert isinstance(connector, Glancing)
    assert not connector.glance(FIELDS, cursor)
    stage.stripe.change(keys[0], {"name": "Changed"})
    changed = connector.glance(FIELDS, cursor)
    stage.stripe.remove(keys[1])
    assert set(connector.glance(FIELDS, cursor)) > set(changed)
    assert connector.calls == 3


def test_values_are_written_and_come_back(stage: Stage) -> None:
    connector = stage.open()
    values = {"name": "Jürgen O'Neil & Söhne", "email": "j@example.org", "phone": "+49 30 1", "tax_exempt": "exempt"}
    values |= {"address.line1": "Am Ring 1", "address.city": "Ulm", "metadata.external_id": "K[1]=2"}
    [outcome] = connector.write(FIELDS, [Create("t", values)], nobody)
    assert (outcome.status, outcome.record and outcome.record.values) == (S.DONE, values)
    assert outcome.record is not None
    [moved] = connector.write(FIELDS, [Update(outcome.record, {"address.city": "Bonn", "phone": None})], nobody)
    assert moved.record is not None
    assert moved.record.values == {**values, "address.city": "Bonn", "phone": None}, "the street has stayed"
    blank = {"address.line1": None, "address.city": None, "metadata.external_id": None}
    [cleared] = connector.write(FIELDS, [Update(moved.record, blank)], nobody)
    assert cleared.record is not None
    assert cleared.record.values == {**moved.record.values, **blank}


def test_a_lost_answer_makes_no_second_customer(stage: Stage) -> None:
    stage.stripe.plan(Fault.LOSE, "POST", CUSTOMERS)
    connector = stage.open()
    create = Create("token", {"name": "Ann", "email": "ann@example.org"})
    [outcome] = connector.write(FIELDS, [create], nobody)
    [again] = connector.write(FIELDS, [create], nobody)
    assert again.status is S.DONE
    assert again.record is not None
    assert list(stage.stripe.rows) == [again.record.ref]
    assert outcome.status in {S.DONE, S.UNKNOWN}
    assert [one.ref for one in connector.find(FIELDS, {"email": "ann@example.org"}, None)] == [again.record.ref]


def test_stale_and_gone_customers_are_left_alone(stage: Stage) -> None:
    keys = [stage.stripe.insert({"name": f"C{n}"}) for n in range(3)]
    connector = stage.open()
    seen = [stage.seen(connector, key) for key in keys]
    stage.stripe.change(keys[0], {"name": "Theirs"})
    stage.stripe.remove(keys[1])
    batch = [Update(seen[0], {"name": "Ours"}), Update(seen[1], {"name": "Ours"}), Update(seen[2], {"name": "Ours"})]
    assert [one.status for one in connector.write(FIELDS, batch, nobody)] == [S.STALE, S.STALE, S.DONE]
    assert stage.stripe.rows[keys[0]]["name"] == "Theirs"
    assert not connector.read(FIELDS, [Ref(keys[1])]), "it is shown, marked as deleted"
    [outcome] = connector.write(FIELDS, [Delete(stage.seen(connector, keys[2]))], nobody)
    assert (outcome.status, list(stage.stripe.rows)) == (S.DONE, [keys[0]])


def test_one_bad_customer_stops_no_other(stage: Stage) -> None:
    connector = stage.open()
    batch = [Create("a", {"name": "A"}), Create("b", {"name": "B", "email": "no address"}), Create("c", {"name": "C"})]
    outcomes = connector.write(FIELDS, batch, nobody)
    assert [one.status for one in outcomes] == [S.DONE, S.REJECTED, S.DONE]
    assert "Invalid email address" in outcomes[1].words
    stage.stripe.plan(
        Fault.DENY, "POST", CUSTOMERS, answer=(429, {}, {"error": {"code": "lock_timeout", "message": "."}})
    )
    [outcome] = connector.write(FIELDS, [Create("d", {"name": "D"})], nobody)
    assert outcome.status is S.DONE


def test_a_key_that_has_ended(stage: Stage) -> None:
    with pytest.raises(AccountError):
        list(stage.open("rk_test_ended").listing(FIELDS))
    check = stage.open().check()
    assert check.ok, check


def test_times_and_amounts(stage: Stage) -> None:
    key = stage.stripe.insert({"name": "Ann", "balance": -1250})
    record = stage.open().read(Selection("customers", ("balance", "created", "delinquent")), [Ref(key)])[Ref(key)]
    created = record.values["created"]
    assert isinstance(created, dt.datetime)
    assert abs(created - stage.stripe.now()) < dt.timedelta(seconds=60)
    assert str(record.values["balance"]) == "-12.50"
    assert record.values["delinquent"] is False
