"""Request Tracker, the real one: what changed, what is deleted, refusals in an answer of 200, and answers that are lost after the deed."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.connector import RestConnector
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.connectors.rest.session import Session
from desktop_sync.errors import PositionLost
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Record, Ref, Selection, Update
from tests.contract.contract import all_records, nobody
from tests.fakes.relayed import Relayed
from tests.fakes.rest_server import Fault, served
from tests.servers.requesttracker import RequestTracker, missing_request_tracker, start_request_tracker

pytestmark = [pytest.mark.soak, pytest.mark.server]  # its start takes half a minute; nothing installs it by itself
TICKETS = Selection("tickets", ("Subject", "Status", "Priority"))
S = OutcomeStatus


@pytest.fixture(scope="module")
def tracker() -> Iterator[RequestTracker]:
    reason = missing_request_tracker()
    if reason:
        pytest.skip(reason)
    with start_request_tracker() as running:
        yield running


@pytest.fixture
def relayed(tracker: RequestTracker) -> Iterator[tuple[Relayed, RestConnector]]:
    relay = Relayed(tracker.url)
    with served(relay) as url:
        manifest = read_manifest(bundled_manifests()["request_tracker"])
        session = Session(
            manifest, {"base_url": url}, {"access_token": tracker.token}, HttpOptions(wait=lambda _: None)
        )
        yield relay, RestConnector(session)


def make(connector: RestConnector, subject: str) -> Record:
    (outcome,) = connector.write(TICKETS, [Create("t", {"Subject": subject})], nobody)
    assert outcome.status is S.DONE, outcome.words
    assert outcome.record is not None
    return outcome.record


def test_a_create_whose_answer_is_lost_is_found_and_made_once(
    tracker: RequestTracker, relayed: tuple[Relayed, RestConnector]
) -> None:
    relay, connector = relayed
    for number in range(3):
        make(connector, f"Before {number}")
    since = connector.server_time()
    relay.plan(Fault.LOSE, "POST", "/REST/2.0/ticket")
    (outcome,) = connector.write(TICKETS, [Create("t", {"Subject": "Lost one"})], nobody)
    assert outcome.status is S.UNKNOWN
    (found,) = connector.find(TICKETS, {"Subject": "Lost one"}, since)
    assert found.values["Subject"] == "Lost one"
    assert [row["Subject"] for row in tracker.tickets().values()].count("Lost one") == 1


def test_an_update_and_a_delete_whose_answers_are_lost_are_not_known(relayed: tuple[Relayed, RestConnector]) -> None:
    relay, connector = relayed
    ticket = make(connector, "As it was")
    relay.plan(Fault.LOSE, "PUT", "/REST/2.0/ticket")
    (outcome,) = connector.write(TICKETS, [Update(ticket, {"Subject": "As it is"})], nobody)
    assert outcome.status is S.UNKNOWN
    now = connector.read(TICKETS, [ticket.ref])[ticket.ref]
    assert now.values["Subject"] == "As it is"
    relay.plan(Fault.LOSE, "DELETE", "/REST/2.0/ticket")
    (outcome,) = connector.write(TICKETS, [Delete(now)], nobody)
    assert outcome.status is S.UNKNOWN
    assert connector.read(TICKETS, [ticket.ref]) == {}


def test_what_it_refuses_in_an_answer_of_200_is_held(relayed: tuple[Relayed, RestConnector]) -> None:
    ticket = make(relayed[1], "To be refused")
    (outcome,) = relayed[1].write(TICKETS, [Update(ticket, {"Status": "no such status"})], nobody)
    assert outcome.record is None or outcome.record.values["Status"] == ticket.values["Status"]


def test_a_delete_shows_by_the_number(tracker: RequestTracker, relayed: tuple[Relayed, RestConnector]) -> None:
    _, connector = relayed
    tickets = [make(connector, f"Counted {number}") for number in range(3)]
    pages = list(connector.listing(TICKETS))
    assert connector.capabilities("tickets").tombstones
    tracker.request("DELETE", f"/ticket/{tickets[0].ref}")
    with pytest.raises(PositionLost):
        list(connector.changes(TICKETS, pages[-1].cursor or ""))
    assert Ref(tickets[0].ref) not in all_records(connector.listing(TICKETS))


def test_nothing_changed_costs_two_calls(relayed: tuple[Relayed, RestConnector]) -> None:
    relay, connector = relayed
    make(connector, "There")
    cursor = list(connector.listing(TICKETS))[-1].cursor or ""
    relay.calls.clear()
    connector.schema("tickets")
    connector.server_time()
    with suppress(PositionLost):  # what was made a moment ago may or may not have been counted
        assert list(connector.changes(TICKETS, cursor))
    assert len(relay.calls) == 2  # how many there are, and what has changed


def test_who_comes_in_between_the_look_and_the_write_is_not_overwritten(
    tracker: RequestTracker, relayed: tuple[Relayed, RestConnector]
) -> None:
    relay, connector = relayed
    ticket = make(connector, "To be written by two")
    theirs = {"Subject": "Theirs"}
    path = f"/ticket/{ticket.ref}"
    relay.plan(Fault.FIRST, "PUT", f"/REST/2.0{path}", meanwhile=lambda: tracker.request("PUT", path, json=theirs))
    (outcome,) = connector.write(TICKETS, [Update(ticket, {"Subject": "Ours"})], nobody)
    assert outcome.status is S.STALE
    assert tracker.request("GET", path)["Subject"] == "Theirs"
