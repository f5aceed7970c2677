"""Budgets and the breaker, on a clock that stands still unless somebody waits."""

import datetime as dt
import threading

import pytest

from desktop_sync.connectors.http import HttpClient, HttpOptions
from desktop_sync.connectors.pacing import Breaker, Budget, RateWindow
from desktop_sync.connectors.rest.daycalls import DayCalls, quota_told
from desktop_sync.connectors.rest.format import Day
from desktop_sync.connectors.rest.load import parse
from desktop_sync.connectors.rest.session import Session
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.quota import QUOTA, Quota, load_quota
from tests.fakes.ties import Kept

MANIFEST = """
format = 1
[meta]
id = "crm"
label = "CRM"
[base]
url = "http://127.0.0.1:9"
[limits]
breaker = 2
[tables.people]
id = "id"
[tables.people.fields]
name = "text"
[tables.people.list]
get = "/people"
"""


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def budget(clock: Clock, *windows: RateWindow, share: float = 1.0, longest_s: float = 60.0) -> Budget:
    return Budget(windows, share, longest_s=longest_s, clock=clock, wait=clock.wait)


def test_no_window_is_ever_exceeded() -> None:
    clock = Clock()
    pace = budget(clock, RateWindow(10, 1), RateWindow(30, 10))
    made = []
    for _ in range(95):
        pace.take()
        made.append(clock.now)
    for window in ((10, 1.0), (30, 10.0)):
        for first, later in zip(made, made[window[0] :], strict=False):
            assert later - first >= window[1]
    assert clock.now == 130.0, "no longer than needed"


def test_others_keep_their_share() -> None:
    clock = Clock()
    pace = budget(clock, RateWindow(10, 1), share=0.5)
    for _ in range(6):
        pace.take()
    assert clock.now == 101.0


def test_a_window_for_some_calls_only() -> None:
    clock = Clock()
    pace = budget(clock, RateWindow(1, 5, "search"))
    for _ in range(50):
        pace.take()
    assert clock.now == 100.0
    pace.take("search")
    pace.take("search")
    assert clock.now == 105.0


def test_a_wait_that_is_too_long_goes_up() -> None:
    clock = Clock()
    pace = budget(clock, RateWindow(2, 86_400), longest_s=60)
    pace.take()
    pace.take()
    with pytest.raises(Retriable) as caught:
        pace.take()
    assert caught.value.after_s == pytest.approx(86_400)


def test_what_the_system_says_is_left() -> None:
    clock = Clock()
    pace = budget(clock, RateWindow(100, 10), share=0.5)
    pace.told(60)
    pace.take()
    assert clock.now == 100.0
    pace.told(50)
    pace.take()
    assert clock.now == 110.0, "the rest is for the customer's other programs"


def test_the_breaker() -> None:
    clock = Clock()
    breaker = Breaker(3, 30, clock)
    for _ in range(3):
        breaker.check("crm")
        breaker.failed()
    with pytest.raises(Retriable) as caught:
        breaker.check("crm")
    assert caught.value.after_s == 30
    clock.now += 30
    breaker.check("crm")
    breaker.failed()
    with pytest.raises(Retriable):
        breaker.check("crm")
    clock.now += 30
    breaker.check("crm")
    breaker.worked()
    breaker.failed()
    breaker.check("crm")


def test_a_client_leaves_a_dead_system_alone(unused_port: int) -> None:
    client = HttpClient(f"http://127.0.0.1:{unused_port}", HttpOptions(breaker=2, attempts=1))
    for _ in range(5):
        with pytest.raises(DesktopSyncError):
            client.request("GET", "/")
    assert client.calls == 2


def test_after_the_pause_one_is_tried_and_the_others_wait() -> None:
    clock = Clock()
    breaker = Breaker(1, 30, clock)
    breaker.failed()
    clock.now += 30
    breaker.check("crm")
    with pytest.raises(Retriable):
        breaker.check("crm")
    breaker.worked()
    breaker.check("crm")


def test_several_threads_keep_to_one_budget() -> None:
    """The clock stands still: all calls are planned, none of them earlier than the window allows."""
    waits: list[float] = []
    pace = Budget(
        [RateWindow(5, 1), RateWindow(3, 1, "search")], longest_s=1000, clock=lambda: 100.0, wait=waits.append
    )
    threads = [threading.Thread(target=pace.take, args=("search" if n % 2 else "",)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = sorted([0.0] * (40 - len(waits)) + waits)
    assert all(later - first >= 1 for first, later in zip(made, made[5:], strict=False))


def test_an_accounts_openings_share_budget_and_breaker() -> None:
    manifest = parse(MANIFEST)
    ties = Kept()
    for made in range(2):
        session = Session(
            manifest, {"base_url": "http://127.0.0.1:9"}, {}, HttpOptions(attempts=1, wait=lambda _: None)
        )
        session.tie(ties)
        for _ in range(2 - made):
            with pytest.raises(DesktopSyncError, match="Nobody answers" if not made else "left alone"):
                session.http.request("GET", "/")
        assert session.http.calls == 2 - 2 * made


@pytest.mark.parametrize(
    ("day", "headers", "found"),
    [
        (Day(usage="u"), {"u": "api-usage=25/5000; per-app-api-usage=17/250(appName=x)"}, (25, 5000, 4975)),
        (Day(limit="l", left="r"), {"l": "250000", "r": "249998"}, (2, 250000, 249998)),
        (Day(left="r"), {"r": "4321"}, (None, None, 4321)),
        (Day(limit="l", left="r"), {"l": "250000", "r": "many"}, None),
        (Day(), {"": "5", "u": "1/2"}, None),
    ],
)
def test_a_day_is_read_from_headers(day: Day, headers: dict[str, str], found: object) -> None:
    quota = quota_told(day, headers, dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    assert (quota and (quota.used, quota.limit, quota.left)) == found


def test_what_is_told_of_a_day_is_kept_now_and_then_and_at_the_end() -> None:
    """Each answer tells it: this process knows it at once, the store is written every half minute and when the account is closed."""
    ties, at = Kept(), dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    told = DayCalls(Day(left="r"))
    told.tie(ties)

    def kept(second: int, left: int) -> int:
        told.read({"r": str(left)}, at + dt.timedelta(seconds=second))
        assert ties.memory[QUOTA].left == left
        quota = load_quota(ties.facts[QUOTA])
        assert quota is not None
        return quota.left or 0

    assert [kept(0, 100), kept(1, 99), kept(29, 98), kept(30, 97), kept(31, 96)] == [100, 100, 100, 97, 97]
    told.read({}, at + dt.timedelta(minutes=5))
    told.keep()
    assert load_quota(ties.facts[QUOTA]) == Quota(at + dt.timedelta(seconds=31), left=96)
    ties.facts.clear()
    told.keep()
    assert ties.facts == {}, "the same is not written again"
    assert kept(20, 90) == 90, "a clock that was set back keeps nothing from being known"
