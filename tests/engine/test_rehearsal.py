"""Rehearsals: the whole engine on copies; nothing real is written, and the end is told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.model.check import Because
from desktop_sync.model.report import RunStatus
from tests.machines.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two empty tables and a sync."""
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def remembered(world: World) -> dict[str, list[tuple]]:
    """All rows of all tables of the workspace."""
    database = world.workspace.database
    names = [row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: database.rows(f"SELECT * FROM {name}") for name in names}


def pictures(world: World) -> object:
    """Everything of both systems, versions and times too."""
    return [repr(vars(one.tables["people"])["rows"]) + str(one.seq) for one in world.systems.values()]


def test_a_rehearsal_does_what_the_run_does_and_writes_nothing(world: World) -> None:
    codes = [world.both() for _ in range(5)]
    world.good_run()
    world.edit("a", codes[0], city="Kiel")
    world.edit("a", codes[1], city="Ulm")
    world.edit("b", codes[1], city="Bonn")
    world.delete("b", codes[2])
    world.create("b", "new")
    before = remembered(world), pictures(world)
    told = world.services.rehearser.rehearse("S")
    assert (remembered(world), pictures(world)) == before
    assert not (world.folder / "scratch").exists()
    assert (told.quiet, told.converges, told.again) == (True, True, ())
    assert len(told.conflicts) == 1
    report = world.good_run()
    first = told.rounds[0]
    assert (first.a, first.b, first.conflicts, first.holds) == (report.a, report.b, report.conflicts, report.holds)
    done = world.services.review.run_operations(world.services.review.runs()[0].id)
    assert sorted((one.side, one.kind, repr(one.changes)) for one in done) == sorted(
        (one.side, one.kind, repr(one.changes)) for one in told.operations
    )
    assert told.end.because == {Because.CONFLICT: 1}


def test_a_first_pairing_can_be_rehearsed(world: World) -> None:
    world.both()
    world.create("a")
    before = remembered(world), pictures(world)
    told = world.services.rehearser.rehearse("S")
    assert (remembered(world), pictures(world)) == before
    assert [one.code for one in told.guards] == ["first_pairing"]
    assert (told.counts, told.converges, told.end.in_step) == ({"b.create": 1}, True, True)
    assert told.end.a.checksum == told.end.b.checksum
    assert (told.end.a.equal, told.end.b.equal) == (2, 2)


def test_a_created_record_outside_the_filter_is_made_once_and_kept_apart(world: World) -> None:
    """B's part of the sync is Kiel; a record of Bonn is made there, is not listed, and is neither gone nor made again."""
    world.create("b", "x", city="Kiel")
    world.redefine(b=replace(world.definition().b, where=(("city", "Kiel"),)))
    world.good_run()
    world.create("a", "y", city="Bonn")
    told = world.services.rehearser.rehearse("S", rounds=3)
    assert told.counts == {"b.create": 1}
    assert (told.again, told.quiet) == ((), True)
    assert [one.b.excluded + one.a.excluded for one in told.rounds[1:]] == [1, 1]
    assert "y" in world.table("a")
    assert world.services.review.runs()[0].status is RunStatus.OK
