"""The same record typed into both systems while a run is looking: found right before it would be made a second time."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from desktop_sync.engine.apply import Applier
from desktop_sync.model.mapping import FirstRun
from tests.fakes.faulty import Fault
from tests.machines.world import World


@pytest.mark.parametrize("count", [3, 60])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("cursor", [False, True])
def test_entered_in_both_between_the_two_looks(tmp_path: Path, cursor: bool, full: bool, count: int) -> None:
    abilities = replace(ALL, cursor=cursor, tombstones=cursor)
    world = World(tmp_path / "workspace", capabilities={"a": abilities, "b": abilities}, first_run=FirstRun.PREFER_A)
    world.both()
    world.good_run()
    told: list[str] = []

    def people(method: str) -> None:
        """Both systems have the records before B is looked at; A was looked at already."""
        if not told:
            told.append(method)
            for index in range(count):
                world.create("a", f"new {index}", name="Ann")
                world.create("b", f"new {index}", name="Ann")

    world.faults["b"].late = people
    world.faults["b"].always(Fault.LATE, "page")
    world.good_run(full=full)
    assert told
    assert (len(world.systems["a"].table("people").rows), len(world.systems["b"].table("people").rows)) == (
        count + 1,
    ) * 2
    world.equal()
    world.quiet(full=True)
    world.close()


@pytest.mark.parametrize("cursor", [False, True])
def test_made_by_another_sync_between_the_plan_and_the_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cursor: bool
) -> None:
    abilities = replace(ALL, cursor=cursor, tombstones=cursor)
    world = World(tmp_path / "workspace", capabilities={"a": abilities, "b": abilities}, first_run=FirstRun.PREFER_A)
    world.both()
    world.good_run()
    world.create("a", "new", name="Ann")
    apply = Applier.apply

    def late(applier: Applier) -> None:
        if world.ref("b", "new") is None:
            world.create("b", "new", name="Ann")
        apply(applier)

    monkeypatch.setattr(Applier, "apply", late)
    world.good_run()
    assert len(world.systems["b"].table("people").rows) == 2
    world.equal()
    world.quiet(full=True)
    world.close()
