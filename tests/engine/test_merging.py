"""Duplicates of one side are made one: filled, deleted, carried by the next run, and taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_sync.engine.merging import Wanted
from desktop_sync.errors import UsageError
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.record import Ref
from tests.engine.test_matching import insert
from tests.fakes.faulty import Fault
from tests.machines.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    one.good_run()
    yield one
    one.close()


@pytest.fixture
def twins(world: World) -> tuple[Ref, Ref]:
    poor = insert(world, "a", code="x", name="Lena", city="Kiel")
    full = insert(world, "a", code="X ", name="Lena Meyer", email="lena@example.org", city=None)
    world.good_run()
    return poor, full


def test_the_fullest_is_kept_filled_and_carried(world: World, twins: tuple[Ref, Ref]) -> None:
    poor, full = twins
    found = world.services.merging.look("S", "a", twins)
    assert (found.proposal.keep, found.proposal.others, dict(found.proposal.taken)) == (full, (poor,), {"city": poor})
    wanted = Wanted(full, (poor,))
    planned = world.services.merging.merge("S", "a", wanted, dry=True)
    assert [one.kind for one in planned.operations] == [OperationKind.UPDATE, OperationKind.DELETE]
    assert set(world.systems["a"].rows("people")) >= {poor, full}, "nothing is written by a plan"
    done = world.services.merging.merge("S", "a", wanted)
    assert done.report is not None
    assert (done.left, done.report.a.updated, done.report.a.deleted, done.report.a.seen) == ((), 1, 1, 2)
    rows = world.systems["a"].rows("people")
    assert poor not in rows
    assert (rows[full]["name"], rows[full]["city"]) == ("Lena Meyer", "Kiel")
    assert world.services.review.holds("S") == []
    world.good_run()
    assert [row["name"] for row in world.systems["b"].rows("people").values()] == ["Lena Meyer"]
    world.quiet()
    assert [one["action"] for one in world.workspace.audit.lines()].count("record.merge") == 1


def test_which_one_is_kept_and_whose_value_can_be_chosen(world: World, twins: tuple[Ref, Ref]) -> None:
    poor, full = twins
    world.services.merging.merge("S", "a", Wanted(poor, (full,), {"name": full, "code": poor}))
    row = world.systems["a"].rows("people")[poor]
    assert (row["name"], row["city"], row["email"]) == ("Lena Meyer", "Kiel", "lena@example.org")
    assert full not in world.systems["a"].rows("people")


def test_a_merge_is_taken_back(world: World, twins: tuple[Ref, Ref]) -> None:
    poor, full = twins
    done = world.services.merging.merge("S", "a", Wanted(full, (poor,)))
    assert done.report is not None
    from desktop_sync.engine.undo import Undo

    Undo(world.services.ports, world.services.audit).undo(done.report.id)
    rows = list(world.systems["a"].rows("people").values())
    assert sorted((row["name"], row["city"]) for row in rows) == [("Lena", "Kiel"), ("Lena Meyer", None)]


def _calls(world: World, act: Callable[[], object]) -> list[tuple[str, object, int]]:
    """Every place where it can be stopped: before and after each call of the store and of the system."""
    world.faults["a"].log.clear()
    world.journal.calls = 0
    act()
    stops: list[tuple[str, object, int]] = [
        ("journal", when, n) for n in range(1, world.journal.calls + 1) for when in ("before", "after")
    ]
    calls = range(1, len(world.faults["a"].log) + 1)
    return stops + [("a", when, n) for n in calls for when in (Fault.CRASH_BEFORE, Fault.CRASH_AFTER)]


def test_a_merge_that_is_stopped_anywhere_loses_nothing_and_can_be_made_again(tmp_path: Path) -> None:
    def begin(name: str) -> tuple[World, Callable[[], object], Ref, Ref]:
        world = World(tmp_path / name)
        world.good_run()
        poor = insert(world, "a", code="x", name="Lena", city="Kiel")
        full = insert(world, "a", code="X ", name="Lena Meyer", email="lena@example.org", city=None)
        world.good_run()
        return world, lambda: world.services.merging.merge("S", "a", Wanted(full, (poor,))), poor, full

    world, merge, _, _ = begin("plain")
    stops = _calls(world, merge)
    world.close()
    assert len(stops) > 20
    crashed = 0
    for at, (where, when, number) in enumerate(stops):
        world, merge, poor, full = begin(str(at))
        if where == "journal":
            world.journal.calls = 0
            setattr(world.journal, str(when), number)
        else:
            world.faults["a"].log.clear()
            world.faults["a"].at(number, when)  # type: ignore[arg-type]
        crashed += world.crash(merge)
        for _ in range(2):
            rows = world.systems["a"].rows("people")
            assert rows[full]["name"] == "Lena Meyer", (where, when, number)
            assert poor in rows or rows[full]["city"] == "Kiel", (where, when, number)
            world.good_run()
        if poor in world.systems["a"].rows("people"):
            merge()
            world.good_run()
        made = [(row["name"], row["city"]) for row in world.systems["b"].rows("people").values()]
        assert made == [("Lena Meyer", "Kiel")], (where, when, number)
        world.quiet()
        world.close()
    assert crashed == len(stops)


def test_a_record_with_a_partner_is_the_one_to_keep(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    linked = world.ref("a", code)
    assert linked is not None
    more = insert(world, "a", code=code, name="again", email="x@example.org", city="Kiel")
    found = world.services.merging.look("S", "a", (more, linked))
    assert (found.proposal.keep, found.linked) == (linked, {linked})
    with pytest.raises(UsageError, match="has a partner"):
        world.services.merging.merge("S", "a", Wanted(more, (linked,)))
    world.services.merging.merge("S", "a", Wanted(linked, (more,), {"city": more}))
    world.good_run()
    assert world.value("b", code, "city") == "Kiel"
    world.quiet()


def test_nothing_is_deleted_when_the_kept_record_is_refused(world: World, twins: tuple[Ref, Ref]) -> None:
    poor, full = twins
    world.systems["a"].table("people").checks = (lambda row: "no" if row["city"] == "Kiel" else None,)
    done = world.services.merging.merge("S", "a", Wanted(full, (poor,)))
    assert len(done.left) == 1
    assert set(world.systems["a"].rows("people")) == {poor, full}
    assert len(world.services.review.holds("S")) >= 2, "they are still held"


def test_what_can_not_be_merged_says_why(world: World, twins: tuple[Ref, Ref]) -> None:
    poor, full = twins
    merging = world.services.merging
    with pytest.raises(UsageError, match="two records"):
        merging.look("S", "a", (poor, poor))
    with pytest.raises(UsageError, match="not there any more"):
        merging.look("S", "a", (poor, Ref("none")))
    with pytest.raises(UsageError, match="can't be taken"):
        merging.merge("S", "a", Wanted(full, (poor,), {"colour": poor}))
