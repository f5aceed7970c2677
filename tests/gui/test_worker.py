"""The threads behind the window: who runs where, what comes back, and that nothing is lost at the end."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread

from desktop_sync.engine.syncs import Standing
from desktop_sync.errors import StoreError, UsageError
from desktop_sync.gui.threads import ProgressGate
from desktop_sync.gui.worker import WorkerHandle
from desktop_sync.model.report import Phase, Progress
from desktop_sync.sync.lease import Holder, Kind
from tests.gui.pretend import Pretend


class Ear(QObject):
    """Takes answers, and notes in which thread they came."""

    def __init__(self):
        super().__init__()
        self.heard, self.failures, self.threads = [], [], []

    def done(self, value):
        self.heard.append(value)
        self.threads.append(QThread.currentThread())

    def failed(self, failure):
        self.failures.append(failure)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def handle(qtbot):
    state = Pretend()
    made = WorkerHandle(state.open)
    made.state = state
    with qtbot.waitSignal(made.opened, timeout=20_000):
        made.start()
    yield made
    state.gate.set()
    made.close()


def test_answers_come_to_the_main_thread_and_calls_run_elsewhere(handle, qtbot):
    ear, main = Ear(), QThread.currentThread()
    handle.ask(lambda services: (threading.get_ident(), len(services.accounts.list())), ear.done)
    handle.look(lambda services: (threading.get_ident(), len(services.accounts.list())), ear.done)
    qtbot.waitUntil(lambda: len(ear.heard) == 2, timeout=20_000)
    assert {count for _, count in ear.heard} == {8}
    assert len({ident for ident, _ in ear.heard} | {threading.get_ident()}) == 3
    assert ear.threads == [main, main]


def test_what_is_kept_per_thread_lives_as_long_as_the_thread(handle, qtbot):
    """A connection in a `threading.local` must survive from call to call (see `WorkerThread`)."""
    ear, kept = Ear(), threading.local()

    def call(services):
        kept.calls = getattr(kept, "calls", 0) + 1
        return kept.calls

    for _ in range(3):
        handle.ask(call, ear.done)
    qtbot.waitUntil(lambda: len(ear.heard) == 3, timeout=20_000)
    assert ear.heard == [1, 2, 3]


def test_the_workspace_is_opened_once_for_all_threads(qtbot):
    state, opened, ear = Pretend(), [], Ear()

    def open_services():
        opened.append(threading.get_ident())
        return state.open()

    handle = WorkerHandle(open_services)
    handle.start()
    handle.ask(lambda services: 1, ear.done)
    handle.look(lambda services: 2, ear.done)
    qtbot.waitUntil(lambda: len(ear.heard) == 2, timeout=20_000)
    handle.close()
    assert len(opened) == 1
    assert len(state.named("close")) == 3, "each thread lets go of its own connection"


def test_errors_become_failures_with_title_and_advice(handle, qtbot):
    ear = Ear()

    def call(services):
        raise UsageError("there is no sync “x”", advice="Look at the list.", place="here")

    handle.ask(call, ear.done, ear.failed)
    qtbot.waitUntil(lambda: bool(ear.failures), timeout=20_000)
    failure = ear.failures[0]
    assert (failure.title, failure.sentence, failure.advice) == (
        "That can't be done",
        "here: there is no sync “x”",
        "Look at the list.",
    )
    assert not ear.heard


def test_a_bug_becomes_a_failure_without_its_text(handle, qtbot, caplog):
    ear = Ear()

    def call(services):
        raise ValueError("Jürgen Sørensen has no phone")

    handle.look(call, ear.done, ear.failed)
    qtbot.waitUntil(lambda: bool(ear.failures), timeout=20_000)
    failure = ear.failures[0]
    assert "ValueError" in failure.what
    assert "Jürgen" not in f"{failure}"


def test_without_a_call_back_for_failures_the_window_hears_of_them(handle, qtbot):
    def call(services):
        raise UsageError("no")

    with qtbot.waitSignal(handle.failed, timeout=20_000) as caught:
        handle.ask(call, Ear().done)
    assert caught.args[0].what == "no"


def test_only_methods_of_qobjects_take_answers(handle):
    with pytest.raises(TypeError, match="QObjects"):
        handle.ask(lambda services: 1, print)


def test_answers_for_somebody_who_is_gone_are_dropped(handle, qtbot):
    from shiboken6 import delete

    ear, other = Ear(), Ear()
    gate = threading.Event()
    handle.ask(lambda services: gate.wait(5), ear.done)
    delete(ear)
    gate.set()
    handle.ask(lambda services: "next", other.done)
    qtbot.waitUntil(lambda: other.heard == ["next"], timeout=20_000)


def test_a_run_is_told_from_start_to_end_and_lists_refresh_meanwhile(handle, qtbot):
    state = handle.state
    state.steps = (Progress("", Phase.READING, 10), Progress("", Phase.WRITING, 1240, 9800))
    state.gate.clear()
    handle.run("Customers", full=True)
    assert handle.running["Customers"].progress is None, "it waits for its turn"
    handle.run("Customers")
    qtbot.waitUntil(
        lambda: handle.running["Customers"].progress == Progress("Customers", Phase.WRITING, 1240, 9800), timeout=20_000
    )
    ear = Ear()
    handle.look(lambda services: "list", ear.done)
    qtbot.waitUntil(lambda: ear.heard == ["list"], timeout=20_000)
    with qtbot.waitSignal(handle.run_ended, timeout=20_000) as ended:
        state.gate.set()
    assert ended.args[0].report.sync == "Customers"
    assert not handle.running
    assert state.named("run") == [("run", "Customers", True, False)], "asked twice, run once"


def test_runs_that_share_an_account_wait_for_each_other_and_a_queued_one_can_be_cancelled(handle, qtbot):
    state = handle.state
    state.gate.clear()
    state.due = [Standing("Customers", ("shop", "erp")), Standing("Newsletter", ("Shop", "mails"))]
    handle.run("Customers")
    handle.run("Newsletter")
    qtbot.waitUntil(lambda: handle.running["Customers"].progress is not None, timeout=20_000)
    assert handle.running["Newsletter"].progress is None
    handle.cancel("Newsletter")
    qtbot.waitUntil(lambda: "Newsletter" not in handle.running, timeout=20_000)
    state.gate.set()
    qtbot.waitUntil(lambda: not handle.running, timeout=20_000)
    assert [call[1] for call in state.named("run")] == ["Customers"]
    assert state.agenda.wishes() == []


def test_runs_that_share_none_go_on_side_by_side(handle, qtbot):
    state = handle.state
    state.gate.clear()
    names = ["Customers", "Newsletter", "Open invoices", "Support tickets"]
    state.due = [Standing(name, (f"{name} a", f"{name} b")) for name in names]
    for name in names:
        handle.run(name)
    qtbot.waitUntil(lambda: len(state.named("run")) == 3, timeout=20_000)
    assert handle.running["Support tickets"].progress is None, "no more than three"
    state.gate.set()
    qtbot.waitUntil(lambda: not handle.running, timeout=20_000)
    assert sorted(call[1] for call in state.named("run")) == names


def test_who_asks_for_a_paused_sync_is_told_at_once(handle, qtbot):
    handle.state.refused = UsageError("everything is paused")
    with qtbot.waitSignal(handle.run_ended, timeout=20_000) as ended:
        handle.run("Customers")
    assert ended.args[0].failure.what == "everything is paused"
    assert not handle.running
    assert handle.state.agenda.wishes() == []


def test_a_bug_in_a_run_is_told(handle, qtbot, caplog):
    handle.state.error = ZeroDivisionError("Lena Meyer")
    with qtbot.waitSignal(handle.run_ended, timeout=20_000) as ended:
        handle.run("Customers")
    assert "ZeroDivisionError" in ended.args[0].failure.what
    assert "Lena" not in f"{ended.args[0].failure}"


def test_cancel_reaches_the_run(handle, qtbot):
    handle.state.gate.clear()
    handle.run("Customers")
    qtbot.waitUntil(lambda: handle.running["Customers"].progress is not None, timeout=20_000)
    with qtbot.waitSignal(handle.run_ended, timeout=20_000):
        handle.cancel("Customers")


def test_closing_stops_a_run_and_ends_all_threads(qtbot):
    state = Pretend()
    state.gate.clear()
    handle = WorkerHandle(state.open)
    handle.start()
    handle.run("Customers")
    qtbot.waitUntil(lambda: bool(state.named("run")), timeout=20_000)
    handle.close()
    assert not any(thread.isRunning() for thread in handle._threads)
    assert len(state.named("close")) >= 1


def test_a_workspace_that_does_not_open_is_told(qtbot):
    def open_services():
        raise StoreError("not a workspace")

    handle = WorkerHandle(open_services)
    with qtbot.waitSignal(handle.broken, timeout=20_000) as caught:
        handle.start()
    assert caught.args[0].title == "The workspace can't be used"
    handle.close()


def test_progress_is_throttled_but_every_phase_is_told():
    now, told = [0.0], []
    gate = ProgressGate(told.append, lambda: now[0])
    for done in range(100):
        now[0] = done * 0.01
        gate(Progress("s", Phase.READING, done))
    gate(Progress("s", Phase.WRITING, 0))
    assert 9 <= sum(one.phase is Phase.READING for one in told) <= 11
    assert told[-1].phase is Phase.WRITING


def test_the_window_starts_nothing_while_a_service_does_and_says_so(handle, qtbot):
    now = handle.state.open().clock.now()
    handle.state.agenda.held = Holder("the service", Kind.SERVICE, "elsewhere", now, now, "Customers")
    with qtbot.waitSignal(handle.served, timeout=20_000):
        handle._sync.woken.emit()
    assert handle.service.state == "Customers"
    handle.state.agenda.held = None
    with qtbot.waitSignal(handle.served, timeout=20_000):
        handle._sync.woken.emit()
    assert handle.service is None
    assert handle.state.agenda.held.kind is Kind.WINDOW


def test_what_was_asked_for_is_written_down_until_it_is_done(handle, qtbot):
    handle.state.gate.clear()
    handle.run("Customers")
    qtbot.waitUntil(lambda: bool(handle.state.named("run")), timeout=20_000)
    assert [one.sync for one in handle.state.agenda.wishes()] == ["Customers"]
    with qtbot.waitSignal(handle.run_ended, timeout=20_000):
        handle.state.gate.set()
    assert handle.state.agenda.wishes() == []
