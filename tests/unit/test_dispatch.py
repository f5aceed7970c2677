"""What was asked for, hinted at, and must wait: over runs, restarts and sleep. With services that the test steers."""

import datetime as dt
from types import SimpleNamespace

import pytest

from desktop_sync.engine.dispatch import Dispatcher, Request
from desktop_sync.engine.syncs import Standing
from desktop_sync.errors import Busy, Retriable
from desktop_sync.model.network import Network
from desktop_sync.model.report import RunKind, RunReport, RunStatus
from desktop_sync.sync.agenda import State, Why, Wish
from tests.fakes.agenda import MemoryAgenda

START = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
NEVER = START + dt.timedelta(days=9)


class Steered:
    """Services: `at` is the time; `due` and `open` say of each sync from when on it is, as seconds after the start."""

    def __init__(self):
        self.at = START
        self.due, self.open, self.settle, self.checks = {}, {}, {}, []
        self.lone, self.shared = set(), {}
        self.paused, self.remote, self.metered = set(), set(), "no_checks"
        self.agenda = MemoryAgenda()
        self.services = SimpleNamespace(
            clock=SimpleNamespace(now=lambda: self.at),
            syncs=SimpleNamespace(standings=self.standings),
            checks=SimpleNamespace(due=lambda now: list(self.checks)),
            agenda=self.agenda,
            settings=SimpleNamespace(get=lambda key, default: self.metered),
        )
        self.dispatcher = Dispatcher(lambda: 0.0)

    def standings(self, now):
        names = dict.fromkeys([*self.due, *self.open, *self.checks])
        return [
            Standing(
                name,
                (f"of {name}", self.shared.get(name, f"alone {name}") if name in self.lone else "hub"),
                (),
                None if name in self.paused else self._moment(self.due, name),
                None if name in self.paused else self._moment(self.open, name),
                self.settle.get(name, 0),
                paused=name in self.paused,
                remote=name in self.remote,
            )
            for name in names
        ]

    def _moment(self, moments, name):
        return START + dt.timedelta(seconds=moments[name]) if name in moments else None

    def after(self, seconds):
        """Time goes on, without a sleep."""
        self.at += dt.timedelta(seconds=seconds)
        self.dispatcher._due_back = None
        return self

    def next(self):
        """(sync, why) of the next run, which nobody carries out, or the seconds to wait."""
        look = self.dispatcher.look(self.services)
        self.dispatcher._running.clear()
        return (look.job.request.sync, look.job.why) if look.job else look.wait_s

    def run(self, outcome=None, **more):
        """Begin the next run and end it so."""
        look = self.dispatcher.look(self.services)
        assert look.job is not None
        self.due.pop(look.job.request.sync, None)
        return look.job, self.dispatcher.settle(self.services, look.job, outcome or ok(), **more)

    def restart(self):
        self.dispatcher = Dispatcher(lambda: 0.0)


def ok(seconds=0.0):
    return RunReport(1, "S", status=RunStatus.OK, seconds=seconds)


def failed(kind="retriable", account="hub", after_s=0.0):
    return RunReport(1, "S", status=RunStatus.FAILED, error_kind=kind, error_account=account, after_s=after_s)


@pytest.fixture
def steered():
    return Steered()


def test_nothing_to_do_waits_until_something_is_due(steered):
    steered.due = {"S": 12}
    look = steered.dispatcher.look(steered.services)
    assert (look.job, look.wait_s, look.next_at) == (None, 12, START + dt.timedelta(seconds=12))
    assert steered.after(12).next() == ("S", Why.TIME)


def test_asking_twice_is_one_run_with_both_wishes(steered):
    for wish in ({"full": True}, {"approve": True}):
        steered.dispatcher.ask(Request("S", **wish))
    job, _ = steered.run()
    assert (job.request, job.kind) == (Request("S", full=True, approve=True), RunKind.MANUAL)
    assert steered.next() == 30


def test_hints_become_one_run_and_one_that_comes_meanwhile_another(steered):
    steered.open = {"S": 0}
    steered.run()  # nobody told of changes while the program was not there
    for _ in range(1000):
        steered.dispatcher.hint(["S"])
    look = steered.dispatcher.look(steered.services)
    assert look.job.kind is RunKind.CHANGE
    steered.dispatcher.hint(["S"])
    steered.dispatcher.settle(steered.services, look.job, ok())
    assert steered.next() == ("S", Why.CHANGE)
    assert steered.next() == 30


def test_a_sync_of_long_runs_that_changes_all_the_time_rests_as_long_as_it_ran(steered):
    steered.open = {"S": 0}
    steered.run(ok(seconds=8.0))
    steered.dispatcher.hint(["S"])
    assert steered.next() == 8.0
    assert steered.after(8).next() == ("S", Why.CHANGE)


def test_hints_wait_for_their_hours_and_for_records_to_rest(steered):
    steered.open, steered.settle = {"S": 20}, {"S": 60}
    assert steered.next() == 30, "what may have changed before the start rests, too"
    steered.dispatcher.hint(["S"])
    assert steered.after(59).next() == 1
    steered.dispatcher.hint(["S"])
    assert steered.after(1).next() == ("S", Why.CHANGE)
    assert steered.next() == 30, "what changed a second ago still rests"
    assert steered.after(60).next() == ("S", Why.CHANGE)


def test_a_hint_for_a_sync_that_does_not_run_for_changes_does_nothing(steered):
    steered.due = {"S": 900}
    steered.dispatcher.hint(["S", "unknown"])
    assert steered.next() == 30


def test_somebody_else_runs_it(steered):
    steered.open = {"S": 0}
    _, again_s = steered.run(Busy("A run of this sync is going on."))
    assert again_s == 30
    assert steered.next() == 30
    assert steered.after(30).next() == ("S", Why.CHANGE), "what it was to carry is not forgotten"
    assert steered.dispatcher.breaker("hub", steered.at) is State.CLOSED


def test_three_failures_of_an_account_let_its_other_syncs_be(steered):
    for name in "ABCDE":
        steered.due[name] = 0
    for _ in range(3):
        steered.run(failed())
    assert steered.dispatcher.breaker("hub", steered.at) is State.OPEN
    assert steered.next() == 30
    steered.after(30)
    look = steered.dispatcher.look(steered.services)
    assert look.job is not None
    assert steered.next() == 30, "one tries; the others wait for what comes of it"
    steered.dispatcher.settle(steered.services, look.job, ok())
    assert {steered.run()[0].request.sync for _ in range(1)} <= set("ABCDE")
    assert steered.dispatcher.breaker("hub", steered.at) is State.CLOSED


def test_what_a_person_asks_for_goes_through_an_open_breaker(steered):
    for name in "ABC":
        steered.due[name] = 0
        steered.run(failed())
    steered.dispatcher.ask(Request("A"))
    assert steered.next() == ("A", Why.PERSON)


def test_a_used_up_limit_rests_the_account_and_a_restart_changes_nothing(steered):
    steered.due = {"A": 0, "B": 0}
    steered.run(failed(after_s=600))
    assert steered.next() == 30
    steered.restart()
    assert steered.after(30).next() == 30
    steered.after(569)
    assert steered.next() == 1
    assert steered.after(1).next() == ("B", Why.TIME)


def test_a_failure_that_is_the_syncs_own_stops_no_other(steered):
    steered.due = {"A": 0, "B": 0}
    _, again_s = steered.run(failed("drift", ""))
    assert again_s == 30
    assert steered.next() == ("B", Why.TIME)


def test_a_run_that_never_began_waits_longer_each_time(steered):
    waits = []
    for _ in range(3):
        steered.due = {"A": 0}
        waits.append(steered.run(Retriable("It does not answer."))[1])
        steered.after(waits[-1])
    assert waits == [30, 60, 120]


def test_after_a_sleep_what_waited_is_tried_and_changes_are_looked_for(steered):
    steered.open, steered.due = {"S": 0}, {"S": 0}
    for _ in range(8):
        steered.run(failed())
        steered.after(4000)
        steered.due = {"S": 0}
    steered.run(failed())
    wait_s = steered.next()
    assert wait_s == 30
    steered.at += dt.timedelta(seconds=wait_s + 100)  # the lid was shut
    assert steered.next() == 5
    assert steered.after(5).next()[0] == "S"


def test_wishes_outlive_the_program_but_not_for_ever(steered):
    steered.dispatcher.ask(Request("S", full=True, approve=True))
    steered.dispatcher.look(steered.services)  # it begins, and the program is killed
    steered.restart()
    look = steered.dispatcher.look(steered.services)
    assert look.job.request == Request("S", full=True), "nobody approves what he has not seen"
    steered.restart()
    assert steered.next() == 30, "what ended the program twice is left alone"
    assert steered.agenda.wishes() == []


def test_wishes_of_this_start_are_not_taken_over(steered):
    steered.agenda.keep_wish(Wish("old", START - dt.timedelta(seconds=1)))
    steered.agenda.keep_wish(Wish("own", START))
    steered.dispatcher = Dispatcher(lambda: 0.0, before=START)
    assert steered.next() == ("old", Why.PERSON)
    assert steered.next() == 30


def test_a_run_that_the_end_of_the_program_stopped_goes_on_after_the_next_start(steered):
    steered.due = {"S": 0}
    job, again_s = steered.run(failed("cancelled", ""), cancelled=True, stopping=True)
    assert again_s is None
    steered.restart()
    assert steered.next() == (job.request.sync, Why.PERSON)


def test_a_run_that_a_person_stopped_does_not(steered):
    steered.dispatcher.ask(Request("S"))
    assert steered.run(failed("cancelled", ""), cancelled=True)[1] is None
    steered.restart()
    assert steered.next() == 30


def test_paused_it_runs_only_what_is_asked(steered):
    steered.due, steered.open, steered.checks = {"A": 0}, {"B": 0}, ["C"]
    assert steered.dispatcher.look(steered.services, by_itself=False).job is None
    steered.dispatcher.ask(Request("D"))
    assert steered.dispatcher.look(steered.services, by_itself=False).job.request.sync == "D"


def test_comparisons_come_last(steered):
    steered.due, steered.checks = {"A": 0}, ["C"]
    assert steered.run()[0].kind is RunKind.TIMER
    assert steered.next() == ("C", Why.CHECK)


# names and pauses


def test_a_sync_that_is_called_as_an_account_is_marked_does_not_wait_for_it(steered):
    steered.due = {"S": 0}
    steered.run(failed(account="of S", after_s=900))
    steered.due = {"S": 60, "@of S": 60}
    assert steered.after(60).next() == ("@of S", Why.TIME)
    steered.restart()
    assert steered.dispatcher.look(steered.services).job.request.sync == "@of S"


def test_what_waits_while_it_is_paused_is_kept_and_goes_on(steered):
    steered.open, steered.checks, steered.paused = {"S": 0}, ["S"], {"S"}
    steered.dispatcher.ask(Request("S", full=True))
    steered.dispatcher.hint(["S"])
    assert steered.next() == 30
    steered.paused.clear()
    steered.checks.clear()
    job, _ = steered.run()
    assert (job.request.full, job.why) == (True, Why.PERSON)
    assert steered.next() == 30, "that run saw what was hinted at, too"


def test_what_changed_while_it_was_paused_is_looked_for_even_when_nobody_told(steered):
    steered.open, steered.paused = {"S": 0, "T": 0}, {"S"}
    assert steered.run()[0].request.sync == "T"
    assert steered.next() == 30
    steered.restart()
    assert steered.run()[0].request.sync == "T"
    assert steered.next() == 30, "S is paused over a restart, too"
    steered.paused.clear()
    assert steered.next() == ("S", Why.CHANGE)


# the network


def test_without_a_network_only_what_needs_none_runs_and_the_rest_when_there_is_one_again(steered):
    steered.due, steered.open, steered.checks = {"far": 0, "here": 0}, {"far": 0}, ["far"]
    steered.remote = {"far"}
    steered.dispatcher.see(Network(online=False))
    assert steered.run()[0].request.sync == "here"
    look = steered.dispatcher.look(steered.services)
    assert (look.job, look.wait_s) == (None, 30), "what can't begin keeps nobody busy"
    steered.dispatcher.ask(Request("far"))
    steered.run(failed(account="hub", after_s=900))
    steered.due["far"] = 0
    assert steered.after(40).next() == 30
    steered.dispatcher.see(Network(online=True))
    assert steered.next() == 5, "what failed without one is tried soon"
    assert steered.after(5).next() == ("far", Why.CHANGE)


def test_full_comparisons_wait_for_a_network_that_is_not_metered(steered):
    steered.checks, steered.remote = ["far", "here"], {"far"}
    steered.dispatcher.see(Network(online=True, metered=True))
    assert steered.run()[0].request.sync == "here"
    steered.checks = ["far"]
    assert steered.next() == 30
    steered.due = {"far": 30}
    assert steered.after(60).run()[0].why is Why.TIME
    assert steered.dispatcher.may_ask, "as runs by themselves may"
    steered.metered, steered.due = "nothing", {"far": 60}
    assert steered.after(60).next() == 30
    assert not steered.dispatcher.may_ask
    steered.metered = "all"
    assert steered.run()[0].why is Why.TIME
    steered.dispatcher.see(Network(online=True, metered=False))
    assert steered.after(60).next() == ("far", Why.CHECK)


# side by side


def test_what_shares_no_account_runs_side_by_side_and_nothing_else(steered):
    steered.due = {"S": 0, "T": 0}
    steered.lone = {"L", "M"}
    first = steered.dispatcher.look(steered.services).job
    assert first.request.sync == "S"
    steered.due.pop("S")
    look = steered.dispatcher.look(steered.services)
    assert (look.job, look.wait_s) == (None, 30), "T uses the hub, too, and nobody asks again and again"
    steered.due |= {"L": 0}
    assert steered.dispatcher.look(steered.services).job.request.sync == "L"
    steered.dispatcher.ask(Request("S"))
    steered.dispatcher.ask(Request("M"))
    assert steered.dispatcher.look(steered.services).job.request.sync == "M"
    assert steered.dispatcher.look(steered.services).job is None, "S runs already"
    steered.dispatcher.settle(steered.services, first, ok())
    assert steered.dispatcher.look(steered.services).job.request.sync == "S"


def test_names_of_accounts_are_compared_without_case(steered):
    steered.due, steered.lone, steered.shared = {"L": 0, "M": 0}, {"L", "M"}, {"L": "Shop", "M": "SHOP"}
    assert steered.dispatcher.look(steered.services).job.request.sync == "L"
    steered.due.pop("L")
    assert steered.dispatcher.look(steered.services).job is None
