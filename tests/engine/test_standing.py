"""How a record and its partner stand, by what the workspace remembers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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


def test_a_pair_stands_as_agreed_with_its_open_conflicts(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Ulm")
    world.edit("b", code, city="Köln")
    world.good_run()
    found = world.services.review.standing("S", "b", ref(world, "b", code))
    assert (found.a_ref, found.b_ref) == (ref(world, "a", code), ref(world, "b", code))
    assert (found.a_view["city"], found.b_view["city"]) == ("Ulm", "Köln")
    assert (found.linked, found.open_fields, found.deleted) == (True, ("city",), ())


def test_a_record_that_a_run_deleted_tells_so_and_what_was_written_to_it(world: World) -> None:
    from desktop_sync.model.sync import DeletePolicy, Rules

    world.redefine(rules=Rules(a_to_b=DeletePolicy.PROPAGATE))
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.good_run()
    gone = ref(world, "b", code)
    world.delete("a", code)
    world.good_run()
    found = world.services.review.standing("S", "b", gone)
    assert not found.linked
    assert "b" in found.deleted
    assert found.b_view["city"] == "Kiel"


def test_an_unknown_record_has_no_history(world: World) -> None:
    found = world.services.review.standing("S", "a", Ref("no such record"))
    assert (found.b_ref, found.linked, dict(found.a_view)) == (None, False, {})
