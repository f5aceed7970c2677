"""The connector contract on a Zendesk of our own, written from its documents."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.connector import RestConnector
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.connectors.rest.session import Session
from desktop_sync.errors import PositionLost, SignInError
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Record, Ref, Selection, Update
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from tests.contract.contract import AccountHarness, ConnectorContract, all_records, nobody, person
from tests.contract.renamed import Renamed
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.ties import Kept
from tests.fakes.zendesk import EMAIL, FakeZendesk

USERS = {"mail2": "text", "born": "date", "credit": "decimal", "active": "checkbox", "note": "textarea"}
USER_NAMES = {
    "email": "user_fields.mail2",
    **{name: f"user_fields.{name}" for name in ("born", "credit", "active", "note")},
}
TICKETS = {"501": "text", "502": "date", "503": "decimal", "504": "checkbox", "505": "textarea"}
TICKET_NAMES = {"name": "subject"} | {
    name: f"custom_fields.{number}"
    for number, name in zip(TICKETS, ("email", "born", "credit", "active", "note"), strict=True)
}
S = OutcomeStatus


class ZendeskAccount(AccountHarness):
    """Records with custom fields, edited in Zendesk itself."""

    exact_types = False
    keeps_blank_text = False
    secret = TOKEN

    def __init__(self, zendesk: FakeZendesk, url: str, table: str, names: Mapping[str, str]) -> None:
        self.zendesk, self.url, self.table, self.names = zendesk, url, table, names

    def plain(self, **options: Any) -> Connector:
        settings = {"base_url": self.url, "subdomain": "company", "email": EMAIL}
        manifest = read_manifest(bundled_manifests()["zendesk"])
        unhurried = HttpOptions(wait=lambda _: None, **options)  # jobs are asked for once a second
        return RestConnector(Session(manifest, settings, {"api_token": TOKEN}, unhurried))

    def open(self) -> Connector:
        return Renamed(self.plain(), self.names)  # type: ignore[return-value]

    def _plain(self, values: Mapping[str, Value]) -> dict[str, Any]:
        return {
            self.names.get(name, name).rpartition(".")[2]: float(one)
            if isinstance(one, Decimal) and self.table == "users"
            else str(one)
            if isinstance(one, Decimal | dt.date)
            else one
            for name, one in values.items()
        }

    def insert(self, values: Mapping[str, Value]) -> Ref:
        return Ref(self.zendesk.insert(self.table, self._plain(values)))

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        self.zendesk.offset += dt.timedelta(seconds=1)  # stamps are of whole seconds
        self.zendesk.change(self.table, ref, self._plain(values))

    def delete(self, ref: Ref) -> None:
        self.zendesk.remove(self.table, ref)

    def count(self) -> int:
        return len(self.zendesk.living(self.table))


@contextmanager
def zendesk(table: str) -> Iterator[ZendeskAccount]:
    known = {"users": (USERS, USER_NAMES), "tickets": (TICKETS, TICKET_NAMES)}
    custom, names = known.get(table, ({}, {}))
    fake = FakeZendesk(custom)
    with served(fake) as url:
        yield ZendeskAccount(fake, url, table, names)
    assert not fake.violations


class OnZendesk(ConnectorContract):
    lacks = frozenset({"ids_before_commit", "longest_name"})
    table = ""

    @pytest.fixture
    def account(self) -> Iterator[ZendeskAccount]:
        with zendesk(self.table) as account:
            yield account

    def test_two_writes_to_one_record_in_a_batch(self, connector: Connector, account: AccountHarness) -> None:
        """Stamps are of whole seconds: within one, Zendesk takes both. The second shows, so nothing is lost unseen."""
        ref = account.insert(person(1))
        expected = self.seen(connector, account, ref)
        batch = [Update(expected, {"note": "first"}), Update(expected, {"note": "second"})]
        outcomes = connector.write(account.selection(), batch, nobody)
        assert outcomes[0].status is S.DONE
        stored = self.seen(connector, account, ref).values["note"]
        assert (outcomes[1].status, stored) in {(S.STALE, "first"), (S.DONE, "second")}


class TestUsers(OnZendesk):
    table = "users"


class TestTickets(OnZendesk):
    table = "tickets"


@pytest.fixture(params=["users", "tickets"])
def account(request: pytest.FixtureRequest) -> Iterator[ZendeskAccount]:
    with zendesk(request.param) as account:
        yield account


def look(account: ZendeskAccount, cursor: str) -> tuple[set[str], set[str], str, int]:
    connector = account.open()
    connector.schema(account.table)
    connector.server_time()
    pages = list(connector.changes(account.selection("name"), cursor))
    refs = {str(ref) for page in pages for ref in page.refs}
    gone = {str(ref) for page in pages for ref in page.deleted}
    assert pages[-1].cursor
    return refs, gone, pages[-1].cursor, connector.calls


def begin(account: ZendeskAccount) -> str:
    cursor = list(account.open().listing(account.selection("name")))[-1].cursor
    assert cursor
    return cursor


PEOPLE = Selection("users", ("name", "email"))


@pytest.fixture
def users() -> Iterator[ZendeskAccount]:
    with zendesk("users") as account:
        yield account


def test_changes_and_deletes(account: ZendeskAccount) -> None:
    refs = [account.insert(person(n)) for n in range(120)]
    account.zendesk.offset += dt.timedelta(hours=1)
    cursor = begin(account)
    seen, gone, cursor, calls = look(account, cursor)
    assert (seen, gone, calls) == (set(), set(), 2)
    for ref in refs[:60]:
        account.change(ref, {"name": "Changed"})
    account.delete(refs[70])
    seen, _, cursor, _ = look(account, cursor)
    account.zendesk.offset += dt.timedelta(minutes=2)  # the export leaves the last minute out
    later, gone, cursor, _ = look(account, cursor)
    assert seen | later == set(refs[:60])
    assert gone == {refs[70]}
    assert look(account, cursor)[:2] == (set(), set())


def test_a_cursor_that_is_forgotten_has_everything_read(account: ZendeskAccount) -> None:
    refs = {account.insert(person(n)) for n in range(3)}
    account.zendesk.offset += dt.timedelta(hours=1)
    cursor = begin(account)
    account.zendesk.oldest = 1000
    assert look(account, cursor)[0] == refs


def test_a_create_whose_answer_is_lost_is_found(account: ZendeskAccount) -> None:
    account.zendesk.plan(Fault.LOSE, "POST", f"/api/v2/{account.table}")
    connector = account.open()
    since = connector.server_time()
    (outcome,) = connector.write(account.selection(), [Create("t", person(1))], nobody)
    assert outcome.status is S.UNKNOWN
    assert account.count() == 1
    found = connector.find(account.selection(), {"name": "Person 1", "note": "Note 1"}, since)
    assert len(found) == 1


ADDRESS = Selection("users", ("name", "email"))
ISSUES = Selection("tickets", ("subject", "status", "external_id"))
COMPANIES = Selection("organizations", ("name", "notes"))


def test_a_changed_address_becomes_the_primary_one() -> None:
    """Zendesk adds it as a second one only."""
    with zendesk("users") as account:
        ref = Ref(account.zendesk.insert("users", {"name": "N", "email": "old@example.org"}))
        connector = account.plain()
        for address in ("new@example.org", "old@example.org"):
            record = connector.read(ADDRESS, [ref])[ref]
            (outcome,) = connector.write(ADDRESS, [Update(record, {"email": address})], nobody)
            assert outcome.status is S.DONE
            assert outcome.record is not None
            assert outcome.record.values["email"] == address


def test_an_address_that_may_have_been_made_the_primary_one_is_in_doubt() -> None:
    with zendesk("users") as account:
        ref = Ref(account.zendesk.insert("users", {"name": "N", "email": "old@example.org"}))
        connector = account.plain()
        record = connector.read(ADDRESS, [ref])[ref]
        account.zendesk.plan(Fault.LOSE, "PUT", f"/api/v2/users/{ref}/identities")
        (outcome,) = connector.write(ADDRESS, [Update(record, {"email": "new@example.org"})], nobody)
        assert outcome.status is S.UNKNOWN


def test_a_token_that_ends_in_mid_run_is_renewed_once_and_kept() -> None:
    with zendesk("users") as account:
        fake = account.zendesk
        for number in range(150):
            account.insert(person(number))
        secrets = {"access_token": TOKEN, "refresh_token": "once"}
        connector = Registry().open("zendesk", {"base_url": account.url}, secrets)
        ties = Kept()
        connector.tie(ties)  # type: ignore[attr-defined]
        pages = connector.listing(account.selection("name"))
        next(pages)
        fake.token = "another"
        rest = [ref for page in pages for ref in page.refs]
        assert len(rest) == 50
        assert ties.kept == [{"refresh_token": "once+", "access_token": fake.token}]
        fake.token, fake.refresh = "revoked", "revoked"
        with pytest.raises(SignInError):
            all_records(connector.listing(account.selection("name")))


def test_the_first_comment_can_be_made_and_not_changed() -> None:
    with zendesk("tickets") as account:
        connector = Registry().open("zendesk", {"base_url": account.url, "email": EMAIL}, {"api_token": TOKEN})
        selection = account.selection("subject", "description")
        made = connector.write(selection, [Create("t", {"subject": "Help", "description": "It burns"})], nobody)[0]
        assert made.record is not None
        assert made.record.values == {"subject": "Help", "description": "It burns"}
        (outcome,) = connector.write(selection, [Update(made.record, {"description": "x"})], nobody)
        assert outcome.status is S.REJECTED
        assert "first comment" in outcome.words


def people(count: int) -> list[Create]:
    return [Create(f"t{n}", {"name": f"P{n}", "email": f"p{n}@example.org"}) for n in range(count)]


def test_many_users_are_one_job(users: ZendeskAccount) -> None:
    connector = users.plain()
    made = connector.write(PEOPLE, people(90), nobody)
    assert {one.status for one in made} == {S.DONE}
    assert users.zendesk.count("POST", "/api/v2/users/create_many") == 1
    assert users.zendesk.count("GET", "/api/v2/job_statuses/") == 2
    records = [one.record for one in made if one.record is not None]
    assert [one.values["name"] for one in records] == [f"P{n}" for n in range(90)]
    changed = connector.write(PEOPLE, [Update(one, {"name": "Changed"}) for one in records], nobody)
    assert {one.status for one in changed} == {S.DONE}
    assert {one.record.values["name"] for one in changed if one.record} == {"Changed"}
    latest = [one.record for one in changed if one.record is not None]
    assert {one.status for one in connector.write(PEOPLE, [Delete(one) for one in latest], nobody)} == {S.DONE}
    assert not users.zendesk.living("users")
    assert users.zendesk.count("PUT", "/api/v2/users/update_many") == 1
    assert users.zendesk.count("DELETE", "/api/v2/users/destroy_many") == 1


def test_a_job_tells_of_each_what_became_of_it(users: ZendeskAccount) -> None:
    users.zendesk.insert("users", {"name": "There", "email": "p3@example.org"})
    writes = [*people(5), Create("nameless", {"email": "x@example.org", "name": ""})]
    outcomes = users.plain().write(PEOPLE, writes, nobody)
    assert [one.status for one in outcomes] == [S.DONE, S.DONE, S.DONE, S.REJECTED, S.DONE, S.REJECTED]
    assert "already being used" in outcomes[3].words
    assert [one.record.values["name"] for one in outcomes if one.record] == ["P0", "P1", "P2", "P4"]


def test_a_few_users_go_one_by_one(users: ZendeskAccount) -> None:
    assert {one.status for one in users.plain().write(PEOPLE, people(2), nobody)} == {S.DONE}
    assert not users.zendesk.jobs


def test_where_bulk_imports_are_not_allowed_they_go_one_by_one(users: ZendeskAccount) -> None:
    users.zendesk.imports = False
    connector = users.plain()
    assert {one.status for one in connector.write(PEOPLE, people(5), nobody)} == {S.DONE}
    more = [Create("u", {"name": "More"}), Create("v", {"name": "Yet more"}), Create("w", {"name": "And more"})]
    assert {one.status for one in connector.write(PEOPLE, more, nobody)} == {S.DONE}
    assert users.zendesk.count("POST", "/api/v2/users/create_many") == 1


@pytest.mark.parametrize("ending", ["failed", "killed", "working"])
def test_a_job_that_does_not_end_well_is_in_doubt_and_loses_nothing(users: ZendeskAccount, ending: str) -> None:
    """Creates are looked for later; edits are seen not to have been made, and refused for now."""
    users.zendesk.ending = ending
    outcomes = users.plain().write(PEOPLE, people(4), nobody)
    assert {one.status for one in outcomes} == {S.UNKNOWN}
    assert users.count() == 0


def test_a_job_whose_answer_is_lost_makes_nobody_twice(users: ZendeskAccount) -> None:
    users.zendesk.plan(Fault.LOSE, "POST", "/api/v2/users/create_many")
    connector = users.plain()
    connector.schema("users")
    since = connector.server_time()
    outcomes = connector.write(PEOPLE, people(4), nobody)
    assert {one.status for one in outcomes} == {S.UNKNOWN}
    for n in range(4):
        assert len(connector.find(PEOPLE, {"email": f"p{n}@example.org"}, since)) == 1


def test_changed_addresses_of_many_become_their_primary_ones(users: ZendeskAccount) -> None:
    connector = users.plain()
    made = [one.record for one in connector.write(PEOPLE, people(4), nobody) if one.record is not None]
    writes = [Update(one, {"email": f"new{n}@example.org"}) for n, one in enumerate(made)]
    outcomes = connector.write(PEOPLE, writes, nobody)
    assert {one.status for one in outcomes} == {S.DONE}
    assert [one.record.values["email"] for one in outcomes if one.record] == [f"new{n}@example.org" for n in range(4)]


@dataclass(frozen=True)
class Many:
    """A table whose records are written in jobs. `field`: what is edited."""

    table: str
    selection: Selection
    field: str
    fields: Callable[[int], dict[str, Any]]

    def creates(self, count: int) -> list[Create]:
        return [Create(f"t{n}", self.fields(n)) for n in range(count)]


MANY = [
    Many("users", PEOPLE, "name", lambda n: {"name": f"P{n}", "email": f"p{n}@example.org"}),
    Many("tickets", ISSUES, "status", lambda n: {"subject": f"S{n}", "status": "open", "external_id": f"x{n}"}),
    Many("organizations", COMPANIES, "notes", lambda n: {"name": f"O{n}", "notes": "first"}),
]


@pytest.fixture(params=MANY, ids=lambda many: many.table)
def many(request: pytest.FixtureRequest) -> Iterator[tuple[Many, ZendeskAccount]]:
    with zendesk(request.param.table) as account:
        yield request.param, account


def made(many: Many, account: ZendeskAccount, count: int) -> tuple[Connector, list[Record]]:
    connector = account.plain()
    outcomes = connector.write(many.selection, many.creates(count), nobody)
    records = [one.record for one in outcomes if one.record is not None]
    assert {one.status for one in outcomes} == {S.DONE}
    assert [one.values for one in records] == [many.fields(n) for n in range(count)]
    return connector, records


@pytest.mark.parametrize("backwards", [False, True])
def test_a_hundred_and_fifty_are_two_jobs_each(many: tuple[Many, ZendeskAccount], backwards: bool) -> None:
    """In whatever order a job tells of them."""
    table, account = many
    account.zendesk.backwards = backwards
    connector, records = made(table, account, 150)
    account.zendesk.offset += dt.timedelta(seconds=1)
    changed = connector.write(table.selection, [Update(one, {table.field: "solved"}) for one in records], nobody)
    assert {one.status for one in changed} == {S.DONE}
    latest = [one.record for one in changed if one.record is not None]
    assert {one.values[table.field] for one in latest} == {"solved"}
    assert {one.status for one in connector.write(table.selection, [Delete(one) for one in latest], nobody)} == {S.DONE}
    assert not account.zendesk.living(table.table)
    for method, path in (("POST", "create_many"), ("PUT", "update_many"), ("DELETE", "destroy_many")):
        assert account.zendesk.count(method, f"/api/v2/{table.table}/{path}") == 2


def test_what_a_job_does_not_tell_of_is_looked_up(many: tuple[Many, ZendeskAccount]) -> None:
    """A create can't be: it is in doubt. An edit shows, or is made once more by itself."""
    table, account = many
    connector, records = made(table, account, 8)
    account.zendesk.silent = {2, 5}
    outcomes = connector.write(table.selection, [Create(f"u{n}", table.fields(n + 100)) for n in range(8)], nobody)
    assert [number for number, one in enumerate(outcomes) if one.status is S.UNKNOWN] == [2, 5]
    assert {one.status for one in outcomes} == {S.DONE, S.UNKNOWN}
    account.zendesk.offset += dt.timedelta(seconds=1)
    changed = connector.write(table.selection, [Update(one, {table.field: "solved"}) for one in records], nobody)
    assert {one.status for one in changed} == {S.DONE}
    assert len(account.zendesk.living(table.table)) == 16


def test_one_that_is_gone_or_newer_stops_none_of_its_job(many: tuple[Many, ZendeskAccount]) -> None:
    table, account = many
    connector, records = made(table, account, 8)
    account.change(records[3].ref, {table.field: "pending"})
    account.zendesk.remove(table.table, records[4].ref)
    outcomes = connector.write(table.selection, [Update(one, {table.field: "solved"}) for one in records], nobody)
    assert [number for number, one in enumerate(outcomes) if one.status is S.STALE] == [3, 4]
    assert {one.status for one in outcomes} == {S.DONE, S.STALE}
    assert account.zendesk.tables[table.table][records[3].ref][table.field] == "pending"


def test_somebody_is_faster_than_the_job_of_tickets() -> None:
    with zendesk("tickets") as account:
        connector, records = made(MANY[1], account, 8)
        account.zendesk.plan(
            Fault.FIRST,
            "PUT",
            "/api/v2/tickets/update_many",
            meanwhile=lambda: account.change(records[3].ref, {"status": "hold"}),
        )
        outcomes = connector.write(ISSUES, [Update(one, {"status": "solved"}) for one in records], nobody)
        assert [number for number, one in enumerate(outcomes) if one.status is S.STALE] == [3]
        assert account.zendesk.tables["tickets"][records[3].ref]["status"] == "hold"


@pytest.mark.parametrize(
    "told",
    [(404, {}, {"error": "RecordNotFound"}), (401, {}, {"error": "invalid_token"}), (403, {}, {})],
    ids=lambda one: one[0],
)
def test_a_job_that_can_not_be_followed_is_in_doubt_and_made_once(many: tuple[Many, ZendeskAccount], told: Any) -> None:
    """It was taken on: nothing of it is sent again, one by one or otherwise. Jobs are forgotten after a day, or before."""
    table, account = many
    account.zendesk.plan(Fault.REFUSE, "GET", "/api/v2/job_statuses/", answer=told, times=9)
    outcomes = account.plain().write(table.selection, table.creates(8), nobody)
    assert {one.status for one in outcomes} == {S.UNKNOWN}
    assert len(account.zendesk.living(table.table)) == 8


def test_a_job_is_asked_for_again_when_the_system_is_busy(many: tuple[Many, ZendeskAccount]) -> None:
    table, account = many
    account.zendesk.plan(Fault.REFUSE, "GET", "/api/v2/job_statuses/", answer=(503, {}, None), times=5)
    made(table, account, 8)
    assert account.zendesk.count("POST", f"/api/v2/{table.table}/create_many") == 1


def test_too_many_jobs_are_waited_for(many: tuple[Many, ZendeskAccount]) -> None:
    table, account = many
    account.zendesk.jobs = {str(n): [{"status": "queued"}, {"status": "completed"}] for n in range(30)}
    busy = account.plain().write(table.selection, table.creates(8), nobody)
    assert {one.status for one in busy} == {S.RETRY}
    assert not account.zendesk.living(table.table)
    account.zendesk.jobs.popitem()
    made(table, account, 8)


def test_a_job_that_was_ordered_with_a_500_makes_nobody_twice(many: tuple[Many, ZendeskAccount]) -> None:
    table, account = many
    account.zendesk.plan(Fault.DENY, "POST", f"/api/v2/{table.table}/create_many", answer=(500, {}, {"error": "x"}))
    connector = account.plain()
    connector.schema(table.table)
    outcomes = connector.write(table.selection, table.creates(8), nobody)
    assert {one.status for one in outcomes} == {S.UNKNOWN}
    assert len(account.zendesk.living(table.table)) == 8


def test_a_500_for_ever_makes_a_job_of_nobody(many: tuple[Many, ZendeskAccount]) -> None:
    """They go one by one, and are refused in the end."""
    table, account = many
    account.zendesk.plan(Fault.REFUSE, "POST", f"/api/v2/{table.table}", answer=(500, {}, {"error": "x"}), times=99)
    connector = account.plain()
    connector.schema(table.table)
    outcomes = connector.write(table.selection, table.creates(8), nobody)
    assert {one.status for one in outcomes} == {S.REJECTED}
    assert len(account.zendesk.calls) < 50


def test_however_many_are_looked_for_all_are_listed_once(many: tuple[Many, ZendeskAccount]) -> None:
    """And listed anew after a write: what a moment ago was not there may be there since."""
    table, account = many
    began = account.zendesk.now()
    connector = account.plain(now=lambda: began)
    connector.schema(table.table)
    since = connector.server_time()
    list(
        connector.listing(table.selection)
    )  # as a run has done, on this day or the last: it is known that a page holds them
    account.zendesk.plan(Fault.LOSE, "POST", f"/api/v2/{table.table}/create_many")
    connector.write(table.selection, table.creates(40), nobody)
    before = len(account.zendesk.calls)
    found = [connector.find(table.selection, table.fields(n), since) for n in range(41)]
    assert [len(one) for one in found] == [1] * 40 + [0]
    assert len(account.zendesk.calls) - before == 1
    assert [len(connector.find(table.selection, table.fields(n), None)) for n in range(41)] == [1] * 40 + [0]
    assert len(account.zendesk.calls) - before == 2
    connector.write(table.selection, [Create("late", table.fields(40))], nobody)
    assert len(connector.find(table.selection, table.fields(40), since)) == 1


def test_a_lost_job_is_given_its_time_before_it_is_ordered_again(many: tuple[Many, ZendeskAccount]) -> None:
    table, account = many
    assert account.plain().capabilities(table.table).lingers_s >= 60


def test_deleted_organizations_show_by_their_number() -> None:
    with zendesk("organizations") as account:
        refs = [account.insert({"name": f"O{n}"}) for n in range(60)]
        account.zendesk.offset += dt.timedelta(hours=1)
        cursor = begin(account)
        seen, gone, cursor, calls = look(account, cursor)
        assert (seen, gone, calls) == (set(), set(), 3)
        assert account.plain().capabilities("organizations").tombstones
        account.delete(refs[3])
        with pytest.raises(PositionLost):
            look(account, cursor)


def test_an_organization_of_the_last_minute_hides_a_delete_for_one_look_only() -> None:
    """The number has it at once, the export a minute later: as many as before."""
    with zendesk("organizations") as account:
        refs = [account.insert({"name": f"O{n}"}) for n in range(10)]
        account.zendesk.offset += dt.timedelta(hours=1)
        cursor = begin(account)
        account.zendesk.offset += dt.timedelta(hours=1)
        account.delete(refs[3])
        account.insert({"name": "fresh"})
        account.zendesk.offset += dt.timedelta(seconds=10)
        _, _, cursor, _ = look(account, cursor)
        account.zendesk.offset += dt.timedelta(minutes=2)
        with pytest.raises(PositionLost):
            look(account, cursor)
