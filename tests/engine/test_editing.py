"""A held value is corrected from here: looked up where it comes from, written there, and carried by the next run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.engine.revert import Target
from desktop_sync.errors import UsageError
from desktop_sync.model.record import Ref, Side
from tests.machines.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    one.good_run()
    yield one
    one.close()


def ref(world: World, side: Side, code: str) -> Ref:
    found = world.ref(side, code)
    assert found is not None
    return found


def refused(world: World) -> str:
    code = world.both(city="Bonn")
    world.good_run()
    world.systems["b"].table("people").checks = (lambda row: "no" if row["city"] == "bad" else None,)
    world.edit("a", code, city="bad")
    world.good_run()
    return code


def test_a_refused_value_is_corrected_where_it_comes_from_and_carried(world: World) -> None:
    code = refused(world)
    (hold,) = world.services.review.holds("S")
    assert hold.ref is not None
    editing = world.services.editing
    source = editing.source("S", hold.side, hold.ref, linked=hold.link_id is not None)
    assert source == Target("S", "a", ref(world, "a", code))
    present = editing.present(source)
    assert (present.view["city"], present.raw) == ("bad", frozenset())
    planned = editing.put(source, "city", "Kiel", dry=True)
    assert [(one.old, one.new, one.rule) for one in planned.operations[0].changes] == [
        ("bad", "Kiel", "corrected by a person")
    ]
    assert (planned.report, world.value("a", code, "city")) == (None, "bad")
    done = editing.put(source, "city", "Kiel")
    assert done.report is not None
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Kiel", "Bonn")
    world.good_run()
    assert world.value("b", code, "city") == "Kiel"
    assert world.services.review.holds("S") == []
    world.quiet()
    assert [one["action"] for one in world.workspace.audit.lines()].count("record.edit") == 1


def test_a_record_without_a_partner_is_its_own_source(world: World) -> None:
    code = world.create("a", city="Bonn")
    found = world.services.editing.source("S", "a", ref(world, "a", code), linked=False)
    assert (found.side, found.ref) == ("a", ref(world, "a", code))
    assert world.services.editing.present(found).view["city"] == "Bonn"


def test_what_is_there_already_is_not_written(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    target = Target("S", "a", ref(world, "a", code))
    assert world.services.editing.put(target, "city", "Bonn", dry=True).operations == ()


def test_what_can_t_be_corrected_is_said(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    editing = world.services.editing
    with pytest.raises(UsageError, match="is not there any more"):
        editing.present(Target("S", "a", Ref("999")))
    with pytest.raises(UsageError, match="is not there"):
        editing.put(Target("S", "a", Ref("999")), "city", "Kiel")
    with pytest.raises(UsageError, match="no field"):
        editing.put(Target("S", "a", ref(world, "a", code)), "colour", "red")
    with pytest.raises(UsageError, match="no sync"):
        editing.present(Target("T", "a", Ref("1")))
    assert world.value("a", code, "city") == "Bonn"
