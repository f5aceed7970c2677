"""While a sync runs no whole-heap pass of the garbage collector holds up the window; what it left is collected after its end."""

import gc
import sys
import weakref

import pytest

from desktop_sync.gui.interpreter import SWITCH_INTERVAL_S, THRESHOLDS, Interpreter


@pytest.fixture
def interpreter(shown):
    before = gc.get_threshold(), sys.getswitchinterval()
    made = Interpreter(shown.handle, shown.board)
    yield made
    gc.unfreeze()
    gc.set_threshold(*before[0])
    sys.setswitchinterval(before[1])


class Circle:
    """Garbage that only the collector finds."""

    def __init__(self):
        self.own = self


def test_the_window_is_out_of_the_collector_s_sight(shown, interpreter):
    assert gc.get_threshold() == THRESHOLDS
    assert sys.getswitchinterval() == pytest.approx(SWITCH_INTERVAL_S)
    shown.refresh()
    frozen = gc.get_freeze_count()
    assert frozen > 10_000
    shown.refresh()
    assert gc.get_freeze_count() <= frozen, "once is enough"


def test_garbage_of_a_run_is_collected_when_none_runs_any_more(shown, interpreter):
    shown.refresh()
    shown.state.gate.clear()
    shown.handle.run("Customers")
    circle = Circle()
    gone = weakref.ref(circle)
    del circle
    with shown.bot.waitSignal(shown.handle.run_ended, timeout=20_000):
        shown.state.gate.set()
    shown.until(lambda: gone() is None)
