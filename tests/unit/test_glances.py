"""How often systems are asked between runs: never more than a tenth of what a plan allows."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.model.sync import Trigger
from desktop_sync.sync import glances
from desktop_sync.sync.glances import MONTH_S, every_s, is_useful


@given(st.none() | st.integers(0, 10_000_000), st.integers(1, 40))
def test_the_plan_is_kept(allowed: int | None, sides: int) -> None:
    seconds = every_s(allowed, sides)
    if seconds is None:
        return
    assert glances.EVERY_S <= seconds <= glances.MOST_S
    calls = sides * MONTH_S / seconds
    assert calls <= MONTH_S / glances.EVERY_S + 1, "one a minute at most, of all syncs together"
    if allowed is not None:
        assert calls <= allowed * glances.SHARE + 1


@given(st.integers(1, 10_000_000), st.integers(1, 39))
def test_more_calls_are_never_asked_more_seldom_and_more_syncs_never_more_often(allowed: int, sides: int) -> None:
    never = float("inf")
    here = every_s(allowed, sides) or never
    assert (every_s(allowed + 1000, sides) or never) <= here
    assert (every_s(allowed, sides + 1) or never) >= here


def test_a_big_plan_a_small_one_and_none() -> None:
    assert every_s(7_500_000, 1) == 60
    assert every_s(100_000, 1) == MONTH_S / 10_000
    assert every_s(1000, 1) is None
    assert every_s(0, 1) is None
    assert every_s(None, 1) == 300


def test_only_where_it_brings_something() -> None:
    assert is_useful(Trigger(on_change=True), 60)
    assert is_useful(Trigger(on_change=True, every_s=900), 60)
    assert not is_useful(Trigger(on_change=True, every_s=60), 60)
    assert not is_useful(Trigger(every_s=900), 60)
