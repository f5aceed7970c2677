"""I6: stopped at every single call of a system and of the store, the next run ends where the uncrashed one does."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from tests.fakes.faulty import Fault
from tests.machines.world import World

pytestmark = [pytest.mark.soak] if os.environ.get("DESKTOP_SYNC_SOAK_MINUTES") else []
NO_IDS = replace(ALL, ids_before_commit=False, idempotency=False)
PLAIN = replace(NO_IDS, cursor=False, tombstones=False, versions=False, compare_and_set=False, modified_times=False)


def _history(world: World) -> dict[str, str]:
    """A first run, then every kind of change on both sides."""
    codes = {name: world.both() for name in ("one", "two", "same", "conflict", "gone_a", "gone_b")}
    world.create("a")
    world.good_run()
    world.edit("a", codes["one"], city="Kiel")
    world.edit("a", codes["two"], city="Ulm")
    world.edit("b", codes["two"], name="Zoë")
    for side in ("a", "b"):
        world.edit(side, codes["same"], city="Bonn")
        world.edit(side, codes["conflict"], city=f"by {side}")
    world.delete("a", codes["gone_a"])
    world.delete("b", codes["gone_b"])
    world.create("a", "new-a")
    world.create("b", "new-b")
    world.create("b", "new-b2")
    return codes


def _finish(world: World, codes: dict[str, str]) -> None:
    """What must be true after the next run."""
    world.good_run()
    conflicts = world.services.review.conflicts()
    assert [(one.field, one.a, one.b) for one in conflicts] == [("city", "by a", "by b")]
    a, b = world.table("a"), world.table("b")
    a[codes["conflict"]].pop("city")
    b[codes["conflict"]].pop("city")
    assert a == b
    assert a[codes["one"]]["city"] == "Kiel"
    assert (a[codes["two"]]["city"], a[codes["two"]]["name"]) == ("Ulm", "Zoë")
    assert {"new-a", "new-b", "new-b2"} <= set(a)
    assert codes["gone_a"] not in a
    assert codes["gone_b"] not in a
    assert len(a) == 8
    world.quiet()


def _count(tmp_path: Path, capabilities) -> tuple[int, int, int]:  # type: ignore[no-untyped-def]
    """How many calls the run after the history makes: of the journal, of A, of B."""
    world = World(tmp_path / "count", capabilities)
    codes = _history(world)
    for side in ("a", "b"):
        world.faults[side].log.clear()
    world.journal.calls = 0
    world.good_run()
    calls = world.journal.calls, len(world.faults["a"].log), len(world.faults["b"].log)
    _finish(world, codes)
    world.close()
    return calls


@pytest.fixture(params=["all", "no ids", "plain"])
def capabilities(request: pytest.FixtureRequest) -> Iterator[object]:
    """What the systems can do."""
    one = {"all": ALL, "no ids": NO_IDS, "plain": PLAIN}[request.param]
    return {"a": one, "b": one}  # type: ignore[return-value]


@pytest.mark.timeout(600)
def test_crash_at_every_call(tmp_path: Path, capabilities) -> None:  # type: ignore[no-untyped-def]
    journal, calls_a, calls_b = _count(tmp_path, capabilities)
    plans = [("journal", when, n) for n in range(1, journal + 1) for when in ("before", "after")]
    plans += [
        (side, when, n)
        for side, calls in (("a", calls_a), ("b", calls_b))
        for n in range(1, calls + 1)
        for when in (Fault.CRASH_BEFORE, Fault.CRASH_AFTER)
    ]
    if not os.environ.get("DESKTOP_SYNC_SOAK_MINUTES"):
        # A quarter of them each time, another quarter with every run of the tests; the soak takes them all.
        plans = plans[random.SystemRandom().randrange(4) :: 4]
    crashed = 0
    for index, (where, when, number) in enumerate(plans):
        world = World(tmp_path / str(index), capabilities)
        codes = _history(world)
        if where == "journal":
            world.journal.calls = 0
            setattr(world.journal, when, number)  # type: ignore[arg-type]
        else:
            world.faults[where].log.clear()
            world.faults[where].at(number, when)  # type: ignore[arg-type]
        crashed += world.crash(world.run)
        try:
            _finish(world, codes)
        except AssertionError as error:
            raise AssertionError(f"after a crash at {where} {when} {number}") from error
        world.close()
    assert crashed > len(plans) * 0.9
