"""I6: stopped at every single call of a system and of the store, the next run ends where the uncrashed one does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from desktop_sync.model.record import Ref
from tests.fakes.faulty import Crash, Fault
from tests.machines.world import World
from tests.seeds import SOAKING, some
from tests.simulator.system import TABLE
from tests.simulator.traits import PERFECT, SIMPLE, Traits, value_of
from tests.simulator.world import RULES, Setting, Simulation

pytestmark = [pytest.mark.soak] if SOAKING else []
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
    crashed, plans = 0, some(plans, len(plans) // 4)
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


# the same over simulated systems that change what they store, with every rule for conflicts and deletes ------------------

QUIRKS = frozenset({"cuts names", "lower-cases e-mail", "rounds", "whole minutes", "rewrites markup", "compact phones"})
STORES = {
    "all": (PERFECT, replace(PERFECT, quirks=QUIRKS, bumps=True)),
    "no ids": (replace(PERFECT, ids=False, tokens=False), replace(PERFECT, ids=False, tokens=False, quirks=QUIRKS)),
    "plain": (
        replace(SIMPLE, quirks=frozenset({"trims names"})),
        replace(SIMPLE, quirks=QUIRKS, nulls=frozenset({"city"})),
    ),
    "time feed": (Traits(feed="time", step_s=1.0, tokens=False), Traits(feed="time", ids=False, quirks=QUIRKS)),
}
Plan = tuple[str, object, int]


def _simulate(stores: str, rules: str) -> Simulation:
    """People at work after a first run: every kind of change, on records of either side, in every form."""
    world = Simulation(Setting(STORES[stores], rules))
    for form in (0, 1, 2, 0, 2, 0, 1):
        world.add("a", form)
    world.add("b", 2)
    world.run()
    keys = sorted({world.ledger.uids[place] for place in world.ledger.cells})

    def type_(side: str, key: int, name: str, form: int = 0) -> None:
        (ref,) = world.ledger.alive(keys[key], side)
        values = {name: value_of(name, world.ledger.fresh(), form)}
        world.systems[side].change(TABLE, Ref(ref), values, by=f"user {side}")
        world.clock.wait(10)

    def delete(side: str, key: int) -> None:
        (ref,) = world.ledger.alive(keys[key], side)
        world.systems[side].delete(TABLE, Ref(ref))

    type_("a", 0, "name", 2)
    type_("b", 0, "city", 2)
    type_("b", 1, "amount", 2)
    for side in "ab":
        type_(side, 2, "email", 1)
        type_(side, 2, "note", 2)
    delete("a", 3)
    delete("b", 4)
    delete("b", 5)
    type_("a", 5, "phone", 1)
    world.add("a", 2)
    world.add("b", 1)
    return world


def _end(world: Simulation) -> object:
    """What is there and what is open, without what may differ: refs, ids, times."""
    world.run()
    world.run()
    tables = {
        side: sorted(str(sorted(row.values.items())) for row in system.people.values())
        for side, system in world.systems.items()
    }
    review = world.services.review
    conflicts = sorted((one.label, one.field, str(one.a), str(one.b)) for one in review.conflicts())
    holds = sorted((one.label, one.code, one.field) for one in review.holds())
    world.settle()
    return tables, conflicts, holds


def _uncrashed(stores: str, rules: str) -> tuple[list[Plan], object]:
    world = _simulate(stores, rules)
    for side in "ab":
        world.faults[side].log.clear()
    world.journal.calls = 0
    world.run()
    plans: list[Plan] = [
        ("journal", when, n) for n in range(1, world.journal.calls + 1) for when in ("before", "after")
    ]
    for side in "ab":
        calls = len(world.faults[side].log)
        plans += [(side, when, n) for n in range(1, calls + 1) for when in (Fault.CRASH_BEFORE, Fault.CRASH_AFTER)]
    end = _end(world)
    world.close()
    return plans, end


def _crashed(stores: str, rules: str, plan: Plan) -> tuple[bool, object]:
    where, when, number = plan
    world = _simulate(stores, rules)
    try:
        if where == "journal":
            world.crash_in_store(number, before=when == "before")
        else:
            world.disturbed_run(where, number, when)  # type: ignore[arg-type]
        return "the process dies" in world.script[-1], _end(world)
    except Crash as error:
        raise AssertionError("the crash came too late") from error
    finally:
        world.close()


@pytest.mark.timeout(0)
@pytest.mark.parametrize("stores", list(STORES))
@pytest.mark.parametrize("rules", list(RULES))
def test_crash_at_every_call_of_a_simulated_history(stores: str, rules: str) -> None:
    plans, end = _uncrashed(stores, rules)
    plans = some(plans, 4)  # of some 250
    died = 0
    for plan in plans:
        crashed, found = _crashed(stores, rules, plan)
        died += crashed
        assert found == end, f"after a crash at {plan}"
    assert died or len(plans) < 10
