"""What-if: what a changed definition would do, before it is saved."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.model.mapping import FieldLink, FirstRun, LensSpec
from desktop_sync.model.sync import Guard
from tests.engine.test_rehearsal import pictures, remembered
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two empty tables and a sync."""
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def upper() -> tuple[FieldLink, ...]:
    """The mapping, with B's cities in capitals, and typed so."""
    lens = LensSpec("case", {"b": "upper"})
    return tuple(FieldLink(name, (name,), (name,), lens if name == "city" else LensSpec()) for name in FIELDS)


def test_a_new_field_counts_per_field_with_samples_and_nothing_is_saved(world: World) -> None:
    fields = tuple(one for one in world.definition().fields if one.name != "city")
    world.redefine(fields=fields)
    for number in range(8):
        code = world.both(city=None)
        world.edit("a" if number % 2 else "b", code, city=f"Kiel {number}")
    world.good_run()
    before = remembered(world), pictures(world)
    told = world.services.what_ifs.what_if(replace(world.definition(), first_run=FirstRun.FILL_BLANKS), samples=3)
    assert (remembered(world), pictures(world)) == before
    assert told.counts == {"a.update": 4, "b.update": 4}
    assert told.before == {}
    assert told.fields == {"city": (4, 4)}
    assert len(told.samples) == 6
    change = told.samples[0].changes[0]
    assert (change.old, str(change.new)[:4]) == (None, "Kiel")


def test_it_is_what_the_run_then_does(world: World) -> None:
    codes = [world.both() for _ in range(6)]
    world.good_run()
    world.edit("a", codes[0], city="Kiel")
    definition = replace(world.definition(), b=replace(world.definition().b, where=(("city", "Ulm"),)))
    told = world.services.what_ifs.what_if(definition)
    world.services.syncs.apply(definition)
    report = world.run()
    assert told.counts.get("a.delete", 0) == report.a.deleted
    assert told.counts.get("b.update", 0) == report.b.updated
    assert told.leaves == {"b": 6}
    assert len(told.leaving) == 5


def test_records_that_enter_by_a_wider_filter(world: World) -> None:
    inside, outside = "Kiel", "Ulm"
    for city in (inside, outside, outside):
        world.create("a", city=city)
    world.redefine(a=replace(world.definition().a, where=(("city", inside),)))
    world.good_run()
    told = world.services.what_ifs.what_if(world.definition())
    assert (told.counts, told.enters, told.leaves) == ({"b.create": 2}, {"a": 2}, {})
    assert [side for side, _, _ in told.entering] == ["a", "a"]


def test_guards_and_conflicts_are_told(world: World) -> None:
    fields = tuple(one for one in world.definition().fields if one.name != "city")
    world.redefine(fields=fields)
    for number in range(10):
        code = world.both(city=None)
        world.edit("a", code, city=f"Kiel {number}")
        if number < 2:
            world.edit("b", code, city="Bonn")
    world.good_run()
    told = world.services.what_ifs.what_if(replace(world.definition(), guard=Guard()), samples=1)
    assert told.conflict_count == 10
    assert len(told.conflicts) == 1
    told = world.services.what_ifs.what_if(
        replace(world.definition(), guard=Guard(), first_run=FirstRun.PREFER_A), samples=1
    )
    assert [one.code for one in told.guards] == ["updates"]
    assert told.conflict_count == 0


def test_a_new_sync_is_planned_whole(world: World) -> None:
    world.both()
    world.create("a")
    before = remembered(world)
    told = world.services.what_ifs.what_if(replace(world.definition(), name="Another"))
    assert remembered(world) == before
    assert (told.created, told.paired, told.counts) == (True, 1, {"b.create": 1})
    assert [one.code for one in told.guards] == ["first_pairing"]


def test_a_lens_that_changes_how_b_writes(world: World) -> None:
    world.both(city="Kiel")
    world.good_run()
    told = world.services.what_ifs.what_if(replace(world.definition(), fields=upper()))
    assert told.counts == {}
