"""Who runs next, and who waits: the decisions alone."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.model.network import Network, OnMetered
from desktop_sync.model.report import RunReport, RunStatus
from desktop_sync.sync import agenda
from desktop_sync.sync.agenda import NO_TROUBLE, Candidate, State, Trouble, What, Why

NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def one(
    sync: str, why: Why = Why.TIME, waited_s: float = 0, accounts: tuple[str, ...] = (), parents: tuple[str, ...] = ()
) -> Candidate:
    return Candidate(sync, why, NOW - waited_s * SECOND, accounts, parents)


def picked(*candidates: Candidate, rank: str = "", **served: int) -> str:
    since = {
        What(name.removeprefix("at_"), is_account=name.startswith("at_")): NOW - ago * SECOND
        for name, ago in served.items()
    }
    found = agenda.pick(candidates, since, NOW, rank.split())
    assert found is not None
    return found.sync


def test_people_before_changes_before_times_before_checks() -> None:
    every = [one("d", Why.CHECK), one("c", Why.TIME), one("b", Why.CHANGE), one("a", Why.PERSON)]
    for count in range(4, 0, -1):
        assert picked(*every[:count]) == "dcba"[count - 1]
    assert agenda.pick([], {}, NOW) is None


def test_what_waited_long_moves_up_but_never_before_a_person() -> None:
    assert picked(one("hooks", Why.CHANGE), one("late", Why.TIME, 299), late=1, hooks=2) == "hooks"
    assert picked(one("hooks", Why.CHANGE), one("late", Why.TIME, 300), late=2, hooks=1) == "late"
    assert picked(one("hooks", Why.CHANGE), one("check", Why.CHECK, 600), check=2, hooks=1) == "check"
    assert picked(one("asked", Why.PERSON), one("check", Why.CHECK, 90_000)) == "asked"


def test_fair_between_accounts_and_then_between_syncs() -> None:
    busy = [one(f"busy {n}", accounts=("hub", "big")) for n in range(9)]
    small = one("small", accounts=("hub", "little"))
    assert picked(*busy, small, at_hub=1, at_big=1, at_little=60) == "small"
    assert picked(one("first"), one("second"), first=1, second=2) == "second"


def test_parents_go_first_and_circles_end() -> None:
    child, parent = one("child", parents=("parent",)), one("parent", parents=("grand",))
    grand = one("grand")
    assert picked(child, parent, grand, rank="grand parent child", parent=1, grand=1) == "grand"
    assert picked(child, one("parent", Why.CHECK), rank="parent child") == "child", "a comparison is not waited for"
    ring = [one("a", parents=("b",)), one("b", parents=("a",))]
    assert picked(*ring, rank="b a") == "b"


def test_with_more_to_do_than_time_everybody_gets_a_turn() -> None:
    """A thousand turns in which everybody is always due: no sync waits for more turns than there are syncs."""
    served: dict[What, dt.datetime] = {}
    last = dict.fromkeys("abcdefg", 0)
    for turn in range(1, 1000):
        now = NOW + turn * SECOND
        due = [
            Candidate(name, Why.CHANGE if name < "c" else Why.TIME, NOW, (f"account {name > 'd'}",)) for name in last
        ]
        found = agenda.pick(due, served, now + 3000 * SECOND)
        assert found is not None
        assert turn - last[found.sync] <= 2 * len(last)
        last[found.sync] = turn
        served |= dict.fromkeys(found.needs, now)
    assert all(turn > 980 for turn in last.values())


def test_the_network_holds_what_nobody_asked_for() -> None:
    hotspot, none, unknown = Network(True, True), Network(False, False), Network()
    for rule in OnMetered:
        assert all(agenda.may_go_out(Why.PERSON, one, rule) for one in (hotspot, none, unknown))
        assert all(agenda.may_go_out(why, unknown, rule) for why in Why)
        assert not any(agenda.may_go_out(why, none, rule) for why in Why if why is not Why.PERSON)
    over = {rule: [why for why in Why if agenda.may_go_out(why, hotspot, rule)] for rule in OnMetered}
    assert over == {
        OnMetered.ALL: list(Why),
        OnMetered.NO_CHECKS: [Why.PERSON, Why.CHANGE, Why.TIME],
        OnMetered.NOTHING: [Why.PERSON],
    }


# failures


def test_a_sync_waits_longer_each_time() -> None:
    trouble, waits = NO_TROUBLE, []
    for _ in range(12):
        trouble = agenda.sync_failed(trouble, NOW)
        assert trouble.until is not None
        waits.append((trouble.until - NOW).total_seconds())
    assert waits[:4] == [30, 60, 120, 240]
    assert waits[-1] == 3600
    assert agenda.wait_s(3, chance=1.0) == 132


def test_a_breaker_opens_is_tested_and_closes() -> None:
    trouble = NO_TROUBLE
    for _ in range(agenda.BREAKS_AFTER - 1):
        trouble = agenda.account_failed(trouble, NOW)
        assert agenda.state(trouble, NOW) is State.CLOSED, "one table's trouble is not the account's"
    trouble = agenda.account_failed(trouble, NOW)
    assert agenda.state(trouble, NOW) is State.OPEN
    later = agenda.opens_at(trouble, NOW)
    assert later == NOW + 30 * SECOND
    assert agenda.state(trouble, later) is State.HALF_OPEN
    testing = agenda.begun(trouble, later)
    assert not agenda.may_run(testing, later + SECOND), "the others wait for what comes of the test"
    assert agenda.may_run(testing, agenda.opens_at(testing, later)), "a test that nobody ended does not block for ever"
    again = agenda.account_failed(testing, later)
    assert agenda.opens_at(again, later) == later + 60 * SECOND


def test_an_account_whose_limit_is_used_up_rests_at_once() -> None:
    trouble = agenda.account_failed(NO_TROUBLE, NOW, after_s=900)
    assert agenda.opens_at(trouble, NOW) == NOW + 900 * SECOND
    assert agenda.state(agenda.account_failed(NO_TROUBLE, NOW, after_s=1), NOW) is State.CLOSED


def test_after_a_sleep_what_waited_is_tried_soon() -> None:
    trouble = Trouble(9, NOW + 3000 * SECOND, testing=NOW)
    woken = agenda.woken(trouble, NOW)
    assert agenda.opens_at(woken, NOW) == NOW + 5 * SECOND
    assert woken.failures == 9
    soon = Trouble(9, NOW + SECOND)
    assert agenda.woken(soon, NOW) == soon


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 7200)), max_size=60))
def test_no_retry_storm(outcomes: list[tuple[bool, int]]) -> None:
    """Whatever happens, an account that fails is called ever less often: tests in a row are at least as far apart as the wait says."""
    trouble, now = NO_TROUBLE, NOW
    for good, seconds in outcomes:
        now += seconds * SECOND
        if not agenda.may_run(trouble, now):
            continue
        before = trouble
        trouble = agenda.begun(trouble, now)
        trouble = NO_TROUBLE if good else agenda.account_failed(trouble, now)
        if not good and before.failures >= agenda.BREAKS_AFTER:
            assert trouble.until is not None
            wait = (trouble.until - now).total_seconds()
            assert wait >= min(3600, 30 * 2 ** (before.failures - agenda.BREAKS_AFTER + 1))


def report(status: RunStatus, kind: str = "", ago_s: float = 0) -> RunReport:
    return RunReport(1, "S", status=status, error_kind=kind, started_at=NOW - ago_s * SECOND)


def test_runs_that_do_not_count() -> None:
    good = report(RunStatus.OK, ago_s=100)
    assert agenda.last_made([]) is None
    for status, kind in (
        (RunStatus.RUNNING, ""),
        (RunStatus.FAILED, "retriable"),
        (RunStatus.FAILED, agenda.INTERRUPTED),
        (RunStatus.FAILED, "sign_in"),
    ):
        assert agenda.last_made([report(status, kind), good]) == good.started_at
    for kind in ("drift", "account", "cancelled", ""):
        assert agenda.last_made([report(RunStatus.FAILED, kind), good]) == NOW
    failed = [report(RunStatus.FAILED, "retriable", ago) for ago in (0, 50)]
    assert agenda.last_made(failed) == NOW - 51 * SECOND


def test_wishes_of_before() -> None:
    wish = agenda.Wish("S", NOW)
    assert agenda.still_wanted(wish, NOW + 3600 * SECOND)
    assert not agenda.still_wanted(wish, NOW + dt.timedelta(days=2))
    assert not agenda.still_wanted(agenda.Wish("S", NOW, tries=2), NOW), "what ended the program twice is left alone"
