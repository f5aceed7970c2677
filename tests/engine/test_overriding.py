"""A plan changed by hand: rows skipped for one run, fields turned round."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.model.mapping import ConflictRule, Direction, FieldLink, FirstRun
from desktop_sync.model.overrides import Overrides, Row, Turn, row_of
from desktop_sync.model.plan import Operation, OperationKind
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunReport
from desktop_sync.model.sync import DeletePolicy, Rules
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    one.good_run()
    yield one
    one.close()


def planned(world: World, overrides: Overrides | None = None) -> list[Operation]:
    runner = world.services.runner.overriding(overrides) if overrides else world.services.runner
    return list(runner.plan("S").operations)


def run(world: World, overrides: Overrides) -> RunReport:
    return world.services.runner.overriding(overrides).run("S", approve=True)


def skip(operation: Operation, field: str = "") -> Overrides:
    return Overrides(frozenset({row_of(operation, field)}))


def turn(operation: Operation, field: str) -> Overrides:
    change = next(one for one in operation.changes if one.name == field)
    return Overrides(turn={row_of(operation, field): Turn(change.old, change.new)})


def edited(world: World, **values: str) -> str:
    code = world.both(city="Bonn", name="Ada")
    world.good_run()
    world.edit("a", code, **values)
    return code


def test_a_skipped_field_waits_and_the_others_are_carried(world: World) -> None:
    code = edited(world, city="Kiel", name="Bo")
    (operation,) = planned(world)
    wanted = skip(operation, "city")
    (left,) = planned(world, wanted)
    assert [one.name for one in left.changes] == ["name"]
    run(world, wanted)
    assert (world.value("b", code, "city"), world.value("b", code, "name")) == ("Bonn", "Bo")
    (again,) = planned(world)
    assert [one.name for one in again.changes] == ["city"]
    assert world.good_run().b.updated == 1
    world.quiet()
    world.equal()


def test_what_is_skipped_is_found_again_without_a_full_comparison(world: World) -> None:
    code = edited(world, city="Kiel")
    (operation,) = planned(world)
    for _ in range(3):
        report = run(world, skip(operation, "city"))
        assert report.written == 0
        assert report.b.closes
    assert world.good_run().written == 1
    assert world.value("b", code, "city") == "Kiel"


def test_a_skipped_new_record_is_made_later(world: World) -> None:
    code = world.create("a", city="Bonn")
    (operation,) = planned(world)
    assert operation.kind is OperationKind.CREATE
    assert planned(world, skip(operation)) == []
    report = run(world, skip(operation))
    assert (report.written, report.a.waiting, report.a.closes) == (0, 1, True)
    assert world.ref("b", code) is None
    world.good_run()
    assert world.ref("b", code) is not None
    world.quiet()


def test_a_skipped_delete_leaves_the_record_for_later(world: World) -> None:
    world.redefine(rules=Rules(a_to_b=DeletePolicy.PROPAGATE))
    code = world.both()
    world.good_run()
    world.delete("a", code)
    (operation,) = planned(world)
    assert operation.kind is OperationKind.DELETE
    for _ in range(2):
        assert run(world, skip(operation)).written == 0
        assert world.ref("b", code) is not None
    assert world.good_run().b.deleted == 1
    assert world.ref("b", code) is None
    world.quiet()


def test_a_turned_field_brings_back_what_the_other_side_holds(world: World) -> None:
    code = edited(world, city="Kiel")
    (operation,) = planned(world)
    wanted = turn(operation, "city")
    (turned,) = planned(world, wanted)
    assert (turned.side, [(one.old, one.new, one.rule) for one in turned.changes]) == (
        "a", [("Kiel", "Bonn", "turned round by a person")],
    )  # fmt: skip
    run(world, wanted)
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Bonn", "Bonn")
    world.quiet()
    where = world.ref("a", code)
    assert where is not None
    assert "turned round by a person" in world.services.review.why("S", "a", where, "city").sentence


def test_a_field_is_turned_while_another_goes_its_way(world: World) -> None:
    code = edited(world, city="Kiel", name="Bo")
    (operation,) = planned(world)
    run(world, turn(operation, "city"))
    for side in ("a", "b"):
        assert (world.value(side, code, "city"), world.value(side, code, "name")) == ("Bonn", "Bo")
    world.quiet()


def test_a_conflict_that_a_rule_decides_can_be_turned(world: World) -> None:
    world.redefine(rules=Rules(conflict=ConflictRule.A))
    code = edited(world, city="Kiel")
    world.edit("b", code, city="Ulm")
    (operation,) = planned(world)
    assert operation.side == "b"
    run(world, turn(operation, "city"))
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Ulm", "Ulm")
    world.quiet()


def test_a_first_pairing_s_field_can_be_turned(tmp_path: Path) -> None:
    world = World(tmp_path / "first", first_run=FirstRun.PREFER_A)
    code = world.create("a", city="Kiel")
    world.create("b", code, city="Ulm")
    (operation,) = [one for one in planned(world) if any(change.name == "city" for change in one.changes)]
    run(world, turn(operation, "city"))
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Ulm", "Ulm")
    world.quiet()
    world.close()


def test_what_moved_since_the_look_is_not_turned_but_left(world: World) -> None:
    code = edited(world, city="Kiel")
    (operation,) = planned(world)
    wanted = turn(operation, "city")
    world.edit("a", code, city="Flensburg")
    assert run(world, wanted).written == 0
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Flensburg", "Bonn")
    world.good_run()
    assert world.value("b", code, "city") == "Flensburg"
    world.quiet()


def test_a_field_that_is_carried_one_way_only_is_not_turned(world: World) -> None:
    fields = tuple(
        FieldLink(name, (name,), (name,), direction=Direction.A_TO_B if name == "city" else Direction.BOTH)
        for name in FIELDS
    )
    world.redefine(fields=fields)
    code = edited(world, city="Kiel")
    (operation,) = planned(world)
    assert run(world, turn(operation, "city")).written == 0
    assert world.value("a", code, "city") == "Kiel"
    world.good_run()
    assert world.value("b", code, "city") == "Kiel"


def test_overrides_of_other_rows_change_nothing(world: World) -> None:
    edited(world, city="Kiel")
    (operation,) = planned(world)
    other = Overrides(frozenset({Row(Ref("999"), None)}), {Row(Ref("1"), Ref("999"), "city"): Turn("x", "y")})
    (same,) = planned(world, other)
    assert (same.side, same.changes) == (operation.side, operation.changes)
    assert not Overrides()
    assert replace(other, skip=frozenset())
