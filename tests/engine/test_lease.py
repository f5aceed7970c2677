"""Who runs the syncs by itself, the window or the service; and how the service tells that it is well."""

import datetime as dt
import http.client
import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.engine.events import Idle, RunFinished, RunStarted, WorkerFailed, as_data
from desktop_sync.engine.health import Health, HealthServer
from desktop_sync.engine.lease import Lease
from desktop_sync.errors import UsageError
from desktop_sync.model.report import RunKind, RunReport, RunStatus, SyncStatus
from desktop_sync.store.workspace import create_or_open
from desktop_sync.sync.lease import LASTS_S, Holder, Kind, alive, may_take

NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)


def holder(owner: str, kind: Kind = Kind.SERVICE, ago_s: float = 0) -> Holder:
    return Holder(owner, kind, "here", NOW, NOW - dt.timedelta(seconds=ago_s))


def test_who_may_take_it():
    service, window = holder("s"), holder("w", Kind.WINDOW)
    assert may_take(service, None, NOW)
    assert may_take(service, service, NOW)
    assert may_take(service, window, NOW), "the service goes before the window"
    assert not may_take(window, service, NOW)
    assert not may_take(holder("s2"), service, NOW)
    assert may_take(window, holder("s", ago_s=LASTS_S + 1), NOW), "a dead one's is taken over"
    assert not alive(holder("s", ago_s=-LASTS_S - 1), NOW), "one from the future had a wrong clock"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 90)), max_size=30))
def test_there_is_never_more_than_one(turns):
    """Whoever beats last within the time has it; nobody else does."""
    kinds = {"a": Kind.SERVICE, "b": Kind.SERVICE, "c": Kind.WINDOW}
    held, now = None, NOW
    for owner, seconds in turns:
        now += dt.timedelta(seconds=seconds)
        mine = Holder(owner, kinds[owner], "here", NOW, now)
        before = held
        if may_take(mine, held, now):
            held = mine
        if before is not None and held.owner != before.owner:
            stale = (now - before.seen_at).total_seconds() > LASTS_S
            assert stale or (before.kind, held.kind) == (Kind.WINDOW, Kind.SERVICE)


@pytest.fixture
def two(tmp_path):
    """A window's and a service's claims on one real workspace, with a clock that the test sets."""
    workspace = create_or_open(tmp_path / "w", "a passphrase")
    clock = SimpleNamespace(at=NOW)
    clock.now = lambda: clock.at
    services = SimpleNamespace(clock=clock, agenda=workspace.agenda, close=workspace.close)
    yield Lease(services, Kind.WINDOW), Lease(services, Kind.SERVICE), clock, workspace.agenda
    workspace.close()


def test_the_window_steps_back_and_comes_in_again(two):
    window, service, clock, agenda = two
    assert window.beat()
    assert service.beat("Customers")
    assert not window.beat()
    assert (window.holder.kind, window.holder.state) == (Kind.SERVICE, "Customers")
    service.close()
    assert agenda.lease() is None
    assert window.beat()
    clock.at += dt.timedelta(hours=9)
    assert service.beat()
    clock.at += dt.timedelta(seconds=LASTS_S + 1)  # the service was killed
    assert window.beat()
    window.close()


def test_a_thread_says_that_it_is_there_while_a_run_goes_on(tmp_path):
    workspace = create_or_open(tmp_path / "w", "a passphrase")
    clock = SimpleNamespace(at=NOW, now=lambda: clock.at)
    services = SimpleNamespace(clock=clock, agenda=workspace.agenda, close=workspace.close)
    lease = Lease(services, Kind.SERVICE, beat_s=0.01)
    assert lease.beat("a long run")
    clock.at += dt.timedelta(seconds=50)
    lease.start()
    for _ in range(3000):
        if workspace.agenda.lease().seen_at == clock.at:
            break
        lease._ended.wait(0.01)
    assert workspace.agenda.lease().seen_at == clock.at
    assert workspace.agenda.lease().state == "a long run"
    lease.close()
    workspace.close()


# health


def ask(server: HealthServer, path: str = "/health", host: str | None = None):
    port = int(server.address.split(":")[2].split("/")[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, json.loads(body) if answer.status in (200, 503) else None


@pytest.fixture
def health():
    made = Health(lambda: NOW)
    server = HealthServer(made, 0)
    yield made, server
    server.close()


def test_a_monitor_hears_how_it_does(health):
    made, server = health
    assert ask(server)[1]["status"] == "starting"
    made.hear(RunStarted("Customers", RunKind.TIMER))
    assert ask(server)[1]["running"] == "Customers"
    last = RunReport(7, "Customers", status=RunStatus.FAILED, error_kind="retriable", started_at=NOW)
    made.hear(RunFinished("Customers", last, "It does not answer.", "", 30.0))
    made.hear(Idle(NOW))
    status = SyncStatus(1, "Customers", "shop", "sql", "c", "erp", "sql", "p", "active", last=last, due_at=NOW)
    made.see(SimpleNamespace(syncs=SimpleNamespace(statuses=lambda: [status])), waiting=2)
    code, told = ask(server)
    assert (code, told["status"], told["waiting"], told["running"]) == (200, "ok", 2, None)
    assert told["syncs"][0]["last"]["error_kind"] == "retriable"
    assert told["errors"] == [{"at": NOW.isoformat(), "sync": "Customers", "error": "It does not answer."}]
    made.hear(Idle(None, standby=True))
    assert ask(server)[1]["status"] == "standby"
    for _ in range(50):
        made.hear(WorkerFailed("The workspace can't be used", "The disk is full."))
    code, told = ask(server)
    assert (code, len(told["errors"])) == (503, 20)


def test_only_its_own_path_and_name_are_answered(health):
    _, server = health
    assert ask(server, "/")[0] == 404
    assert ask(server, host="evil.example.org")[0] == 404, "a page must not read it by a name that leads here"
    assert ask(server, host="localhost:1")[0] == 200


def test_a_port_that_is_taken_is_told(health):
    _, server = health
    with pytest.raises(UsageError, match="can’t be used"):
        HealthServer(Health(lambda: NOW), int(server.address.split(":")[2].split("/")[0]))


def test_events_as_data():
    report = RunReport(3, "S", RunKind.CHANGE, RunStatus.OK, seconds=0.5)
    assert as_data(RunFinished("S", report))["kind"] == "change"
    assert as_data(RunFinished("S", None, "No.", "", 30.0))["status"] == "not run"
    assert as_data(RunStarted("S", RunKind.TIMER)) == {"event": "run.started", "sync": "S", "kind": "timer"}
    assert as_data(WorkerFailed("T", "M", fatal=True))["fatal"] is True
    assert as_data(Idle(None)) == {}
