"""The background worker on services that the test steers, and `serve` as a process."""

import datetime as dt
import hashlib
import hmac
import json
import queue
import signal
import threading
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest

from desktop_sync.bootstrap.logs import stop_log
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.events import Idle, RunFinished, RunProgress, RunStarted, WorkerFailed, describe
from desktop_sync.engine.syncs import Standing
from desktop_sync.engine.worker import Worker
from desktop_sync.errors import Retriable, StoreError, WrongKey
from desktop_sync.model.report import Phase, Progress, RunKind, RunReport, RunStatus
from desktop_sync.model.sync import Pauses
from desktop_sync.sync.lease import Holder, Kind
from tests.cli.conftest import SYNC
from tests.fakes.agenda import MemoryAgenda

START = dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)
WAIT_S = 20
SIMPLE = """
name = "S{number}"
[a]
account = "a{number}"
table = "a{number}.csv"
[b]
account = "b{number}"
table = "b{number}.csv"
[match]
keys = [["id"]]
first_run = "prefer_a"
[[field]]
a = "id"
b = "id"
[[field]]
a = "name"
b = "name"
"""


class World:
    """Services whose clock, due syncs and runs the test sets. Used by the worker's thread and the test's."""

    def __init__(self):
        self.seconds = 0.0
        self.pauses = Pauses()
        self.due_names = []
        self.broken = None
        self.results = {}
        self.ran = []
        self.check_names = []
        self.changing = []
        self.begun = threading.Event()
        self.let_go = threading.Event()
        self.let_go.set()
        self.holding, self.release = set(), threading.Event()
        self.closed = False
        self.events = queue.Queue()
        self.steps = 0
        self.stepped = []
        self.services = SimpleNamespace(
            clock=SimpleNamespace(
                now=lambda: START + dt.timedelta(seconds=self.seconds), monotonic=lambda: self.seconds
            ),
            syncs=SimpleNamespace(
                standings=self.standings,
                going_on=lambda names: [],
            ),
            runner=SimpleNamespace(run=self.run),
            checks=SimpleNamespace(due=lambda now: list(self.check_names), check=self.check),
            retention=SimpleNamespace(step=self.step),
            backups=SimpleNamespace(step=lambda: False, before=lambda *_what: None),
            agenda=MemoryAgenda(),
            pauses=SimpleNamespace(now=lambda: self.pauses),
            audit=SimpleNamespace(record=lambda *_what: None),
            ports=SimpleNamespace(syncs=SimpleNamespace(all=list), journal=None),
            close=self.close,
        )

    def standings(self, now):
        if self.broken:
            raise self.broken
        known = dict.fromkeys([*self.due_names, *self.check_names, *self.changing])
        return [
            Standing(
                name,
                (f"{name} a", f"{name} b"),
                due_at=now if name in self.due_names else None,
                open_at=now if name in self.changing else None,
            )
            for name in known
        ]

    def step(self):
        """A little pruning; what ran before it is noted."""
        if not self.steps:
            return False
        self.steps -= 1
        self.stepped.append(len(self.ran))
        return True

    def close(self):
        self.closed = True

    def run(self, name, *, full, approve, kind, progress, cancel):
        self.ran.append((name, kind, full, approve))
        if kind is RunKind.TIMER:
            self.due_names.remove(name)
        progress(Progress(name, Phase.READING))
        self.begun.set()
        assert self.let_go.wait(WAIT_S)
        if name in self.holding and not self.release.wait(WAIT_S):
            raise AssertionError(name)
        result = self.results.get(name)
        if isinstance(result, Exception):
            raise result
        if cancel.is_set():
            return RunReport(1, name, status=RunStatus.FAILED, error="stopped")
        return result or RunReport(1, name, status=RunStatus.OK)

    def check(self, name, *, watch):
        self.check_names.remove(name)
        self.ran.append((name, RunKind.CHECK))
        return SimpleNamespace(report=RunReport(2, name, RunKind.CHECK, RunStatus.OK))

    def next(self, kind):
        """The next event of that kind."""
        while True:
            event = self.events.get(timeout=WAIT_S)
            if isinstance(event, kind):
                return event


@pytest.fixture
def world():
    return World()


@pytest.fixture
def worker(world):
    worker = Worker(lambda: world.services, world.events.put)
    yield worker
    world.let_go.set()
    worker.stop()
    assert worker.join(WAIT_S)


def test_due_syncs_run_and_then_it_is_idle(world, worker):
    world.due_names = ["Customers", "Orders"]
    worker.start()
    assert world.next(RunStarted).sync == "Customers"
    assert world.next(RunProgress).progress.phase is Phase.READING
    assert world.next(RunFinished).report.status is RunStatus.OK
    assert world.next(RunFinished).sync == "Orders"
    assert world.next(Idle) == Idle(None)


def test_the_check_of_the_day_comes_after_what_is_due(world, worker):
    world.due_names, world.check_names = ["Orders"], ["Customers"]
    worker.start()
    assert world.next(RunFinished).sync == "Orders"
    assert world.next(RunStarted) == RunStarted("Customers", RunKind.CHECK)
    assert world.next(RunFinished).report.kind is RunKind.CHECK
    assert world.next(Idle) == Idle(None)
    assert world.ran == [("Orders", RunKind.TIMER, False, False), ("Customers", RunKind.CHECK)]


def test_what_a_person_asks_for_comes_before_what_is_due(world, worker):
    world.due_names = ["Due"]
    worker.request("Asked", full=True, approve=True)
    worker.start()
    assert world.next(RunFinished).sync == "Asked"
    assert world.next(RunFinished).sync == "Due"
    assert world.ran == [("Asked", RunKind.MANUAL, True, True), ("Due", RunKind.TIMER, False, False)]


def test_a_hint_runs_the_syncs_that_run_for_changes(world, worker):
    world.changing = ["Changing"]
    worker.start()
    assert world.next(RunFinished).sync == "Changing", "nobody told of changes while it was not there"
    world.next(Idle)
    worker.hint(["Changing", "Customers"])
    assert world.next(RunFinished).sync == "Changing"
    world.next(Idle)
    assert {one[:2] for one in world.ran} == {("Changing", RunKind.CHANGE)}


def test_history_is_pruned_between_the_runs(world, worker):
    world.due_names, world.steps = ["One", "Two"], 3
    worker.start()
    assert world.next(Idle) == Idle(None)
    assert world.stepped == [2, 2, 2]


def test_it_stands_by_while_another_service_works(world, worker):
    held = Holder("another", Kind.SERVICE, "elsewhere", START, START)
    world.services.agenda.held = held
    world.due_names = ["Due"]
    worker.start()
    assert world.next(Idle).standby
    assert world.ran == []
    world.services.agenda.held = None
    worker.wake()
    assert world.next(RunFinished).sync == "Due"


def test_paused_it_runs_only_what_is_asked(world, worker):
    worker.pause()
    world.due_names = ["Due"]
    worker.start()
    assert world.next(Idle).paused
    worker.request("Asked")
    assert world.next(RunFinished).sync == "Asked"
    worker.resume()
    assert world.next(RunFinished).sync == "Due"


def test_a_failing_sync_waits_longer_each_time_and_stops_no_other(world, worker):
    world.results["Bad"] = Retriable("It does not answer.")
    waits = []
    worker.start()
    for expected in (30.0, 60.0, 120.0):
        world.due_names = ["Bad", "Good"]
        worker.wake()
        finished = {one.sync: one for one in (world.next(RunFinished), world.next(RunFinished))}
        waits.append(finished["Bad"].again_s)
        assert finished["Good"].report.status is RunStatus.OK
        world.next(Idle)
        world.due_names = ["Bad"]
        worker.wake()
        world.next(Idle)
        assert expected <= waits[-1] <= expected * 1.1
        world.seconds += waits[-1]
    assert [name for name, *_ in world.ran].count("Bad") == 3


def test_a_bug_in_one_sync_is_told_and_survived(world, worker, caplog):
    world.results["Bad"] = ZeroDivisionError("Lena Meyer")
    world.due_names = ["Bad", "Good"]
    worker.start()
    bad = world.next(RunFinished)
    assert bad.report is None
    assert "ZeroDivisionError" in bad.error
    assert "Lena" not in bad.error
    assert world.next(RunFinished).sync == "Good"


def test_cancelling_the_current_run(world, worker):
    world.let_go.clear()
    worker.request("Customers")
    worker.start()
    assert world.begun.wait(WAIT_S)
    assert worker.running == "Customers"
    worker.cancel("Another")
    worker.cancel("Customers")
    world.let_go.set()
    finished = world.next(RunFinished)
    assert finished.error == "stopped"
    assert finished.again_s is None, "a run that a person stopped is no failure"
    world.next(Idle)
    assert worker.running is None


@pytest.fixture
def pair(world):
    """A worker of two runs at once."""
    worker = Worker(lambda: world.services, world.events.put, most=2)
    yield worker
    world.let_go.set()
    worker.stop()
    assert worker.join(WAIT_S)


def test_a_long_run_does_not_keep_another_sync_waiting(world, pair):
    world.holding = {"Long"}
    world.changing = ["Long", "Short"]
    pair.start()
    assert {world.next(RunStarted).sync, world.next(RunStarted).sync} == {"Long", "Short"}
    assert world.next(RunFinished).sync == "Short"
    pair.hint(["Short", "Long"])
    assert world.next(RunFinished).sync == "Short"
    assert pair.running == "Long"
    world.release.set()
    assert world.next(RunFinished).sync == "Long"
    assert world.next(RunStarted) == RunStarted("Long", RunKind.CHANGE), "what it was told of meanwhile"


def test_no_more_than_so_many_run_at_once_and_all_are_stopped(world, pair):
    world.let_go.clear()
    for name in ("One", "Two", "Three"):
        pair.request(name)
    pair.start()
    assert {world.next(RunStarted).sync, world.next(RunStarted).sync} == {"One", "Two"}
    pair.stop()
    world.let_go.set()
    assert pair.join(WAIT_S)
    ended = [world.next(RunFinished), world.next(RunFinished)]
    assert {one.sync for one in ended} == {"One", "Two"}
    assert [one.error for one in ended] == ["stopped", "stopped"]
    assert world.events.empty()
    assert [wish.sync for wish in world.services.agenda.wishes()] == ["One", "Two"], "they go on after the next start"
    assert not [one for one in threading.enumerate() if one.name == "sync-run"]


def test_stopping_ends_the_current_run_and_closes(world, worker):
    world.let_go.clear()
    worker.request("Customers")
    worker.request("Next")
    worker.start()
    assert world.begun.wait(WAIT_S)
    worker.stop()
    world.let_go.set()
    assert worker.join(WAIT_S)
    assert world.next(RunFinished).error == "stopped"
    assert [name for name, *_ in world.ran] == ["Customers"]
    assert world.closed


def test_a_workspace_that_cannot_be_read_is_told_and_tried_again(world, worker):
    world.broken = StoreError("The disk is full.")
    worker.start()
    failed = world.next(WorkerFailed)
    assert (failed.message, failed.fatal) == ("The disk is full.", False)
    world.broken = None
    worker.wake()
    world.next(Idle)


def test_a_workspace_that_cannot_be_opened_ends_it(world):
    def refuse():
        raise WrongKey("no")

    worker = Worker(refuse, world.events.put)
    worker.start()
    assert world.next(WorkerFailed).fatal
    assert worker.join(WAIT_S)


def test_events_in_words():
    report = RunReport(3, "Customers", status=RunStatus.WAITING, conflicts=2)
    assert describe(RunFinished("Customers", report)) == "Customers: waiting, 0 written, 2 conflicts and 0 holds wait"
    assert "30 s" in describe(RunFinished("Customers", None, "It is in use.", "", 30.0))
    assert describe(Idle(None)) == ""


def test_serving_until_sigterm(paired):
    paired.apply(SYNC + '\n[trigger]\nevery = "1s"\n')
    paired.shop.script("UPDATE customers SET city = 'Bonn' WHERE id = 1")
    log = paired.cli.workspace.parent / "serve.log"
    with paired.cli.started("serve", "--log-json", "--health", "0") as process:
        deadline = threading.Event()
        for _ in range(200):
            if '"written": 1' in log.read_text():
                break
            deadline.wait(0.1)
        assert paired.erp.rows("SELECT town FROM people WHERE nr = 10") == [("Bonn",)], log.read_text()
        [address] = [line.partition(": ")[2] for line in log.read_text().splitlines() if "/health" in line]
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - on loopback, by ourselves
            told = json.load(answer)
        assert (told["status"], told["syncs"][0]["name"]) in {("ok", "Customers"), ("starting", "Customers")}
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT_S) == 0
    assert "Stopped." in log.read_text()
    kinds = [one["kind"] for one in paired.cli("runs").json["runs"]]
    assert "timer" in kinds


def test_serving_takes_webhooks(paired):
    paired.cli("hooks", "add", "shop", "--scheme", "sha256", "--secret", "HOOK", env={"HOOK": "a secret"}).expect()
    log = paired.cli.workspace.parent / "serve.log"
    with paired.cli.started("serve", "--hooks", "0"):
        pause, address = threading.Event(), ""
        for _ in range(200):
            address = next((x.partition(": ")[2] for x in log.read_text().splitlines() if "Webhooks of shop" in x), "")
            if address:
                break
            pause.wait(0.1)
        assert address.startswith("http://127.0.0.1:"), log.read_text()
        sign = hmac.new(b"a secret", b"{}", hashlib.sha256).hexdigest()
        for headers, status in (({}, 401), ({"X-Hub-Signature-256": f"sha256={sign}"}, 204)):
            request = urllib.request.Request(address, b"{}", headers)  # noqa: S310 - on loopback, by ourselves
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                    got = answer.status
            except urllib.error.HTTPError as error:
                got = error.code
            assert got == status


@pytest.fixture
def watching(paired):
    """A worker on the real workspace; its runs."""
    ended = queue.Queue()

    def hear(event):
        if isinstance(event, RunFinished | Idle):
            ended.put(event)

    def next_run():
        while not isinstance(event := ended.get(timeout=WAIT_S), RunFinished):
            pass
        return event

    def until_idle():
        while not isinstance(ended.get(timeout=WAIT_S), Idle):
            pass

    paired.apply(SYNC + "\n[trigger]\non_change = true\n")
    worker = Worker(lambda: open_services(paired.cli.workspace, paired.cli.passphrase), hear)
    worker.start()
    yield SimpleNamespace(office=paired, next_run=next_run, until_idle=until_idle, worker=worker)
    worker.stop()
    assert worker.join(WAIT_S)
    stop_log()
    assert [one.name for one in threading.enumerate() if one.name.startswith("watch-")] == []


def test_syncs_that_share_no_account_run_side_by_side_on_a_real_workspace(tmp_path):
    files = {name: tmp_path / f"{name}.csv" for name in ("a1", "b1", "a2", "b2", "a3", "b3")}
    rows = "".join(f"{number},name {number}\n" for number in range(200))
    for name, file in files.items():
        file.write_text("id,name\n" + (rows if name[0] == "a" else ""))
    services = open_services(tmp_path / "workspace", "a passphrase")
    for name, file in files.items():
        services.accounts.add(name, "files", {"path": str(file), "key": "id"}, {})
    for number in "123":
        text = SIMPLE.format(number=number)
        services.syncs.apply(services.syncs.parse(text))
    ended = queue.Queue()
    opened = lambda: open_services(tmp_path / "workspace", "a passphrase")  # noqa: E731
    worker = Worker(opened, lambda one: ended.put(one) if isinstance(one, RunFinished) else None, most=3)
    for number in "123":
        worker.request(f"S{number}", approve=True)
    worker.start()
    try:
        reports = [ended.get(timeout=60).report for _ in range(3)]
    finally:
        worker.stop()
        assert worker.join(WAIT_S)
    assert [(one.status, one.b.created) for one in reports] == [(RunStatus.OK, 200)] * 3
    lines = {name: sorted(file.read_text().splitlines()) for name, file in files.items()}
    assert all(lines[f"a{n}"] == lines[f"b{n}"] for n in "123")
    assert services.store.problems() == []
    services.close()
    stop_log()


def test_a_change_is_carried_when_it_happens(watching):
    """In either direction, by watching the two database files; there is no interval."""
    assert watching.next_run().report.kind is RunKind.CHANGE, "what changed while nobody watched"
    watching.until_idle()
    office = watching.office
    office.shop.script("UPDATE customers SET city = 'Bonn' WHERE id = 1")
    while not watching.next_run().report.written:
        pass
    assert office.erp.rows("SELECT town FROM people WHERE nr = 10") == [("Bonn",)]
    office.erp.script("UPDATE people SET town = 'Kiel' WHERE nr = 10")
    while not watching.next_run().report.written:
        pass
    assert office.shop.rows("SELECT city FROM customers WHERE id = 1") == [("Kiel",)]
    watching.until_idle()


def test_how_a_sync_notices_changes(paired):
    told = paired.cli("sync", "notices", "Customers", "show").json
    assert (told["on_change"], [one["way"] for one in told["sides"]]) == (False, ["file", "file"])
    refused = paired.cli("sync", "notices", "Customers", "install")
    assert "needs anything installed" in refused.expect(2).json["error"]["message"]
    assert paired.cli("sync", "notices", "Customers", "sql").expect(2)


def test_serve_says_at_once_when_the_key_is_wrong(paired):
    outcome = paired.cli("serve", env={"DESKTOP_SYNC_PASSPHRASE": "another"})
    assert outcome.expect(1).json["error"]["title"] == "Wrong key"
