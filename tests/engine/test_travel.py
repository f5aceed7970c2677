"""Time travel: the timeline of a record, an earlier value restored, a deleted record made again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.engine.revert import Point, Target
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import ConflictRule, Direction, FieldLink
from desktop_sync.model.plan import Resolution
from desktop_sync.model.record import Ref
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.sync import DeletePolicy, Rules
from tests.fakes.faulty import Fault
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    one.good_run()
    yield one
    one.close()


def ref(world: World, side: str, code: str) -> Ref:
    found = world.ref(side, code)
    assert found is not None
    return found


def target(world: World, side: str, code: str) -> Target:
    return Target("S", side, ref(world, side, code))  # type: ignore[arg-type]


def test_the_timeline_tells_both_sides_conflicts_decisions_and_holds(world: World) -> None:
    code = world.both(city="Bonn")
    linked = world.good_run()
    world.edit("a", code, city="Kiel")
    carried = world.good_run()
    world.edit("a", code, city="Ulm")
    world.edit("b", code, city="Köln")
    world.good_run()
    (conflict,) = world.services.review.conflicts()
    world.services.review.resolve(conflict.id, Resolution("b"))
    decided = world.good_run()
    moments = world.services.review.timeline("S", "a", ref(world, "a", code))
    told = [(one.kind, one.run, one.field, one.before, one.after) for one in moments]
    assert told[0] == ("update", decided.id, "city", "Ulm", "Köln")
    assert [kind for kind, *_ in told] == ["update", "decided", "conflict", "update", "linked"]
    first = moments[3]
    assert (first.side, first.run, first.before, first.after) == ("b", carried.id, "Bonn", "Kiel")
    assert (first.who, first.words) == ("user a", "changed in A")
    assert first.edited_at is not None
    assert first.edited_at < first.at
    assert moments[4].run == linked.id
    assert "'Ulm'" in moments[2].words
    assert "take b" in moments[1].words
    assert told == [
        (one.kind, one.run, one.field, one.before, one.after)
        for one in world.services.review.timeline("S", "b", ref(world, "b", code))
    ]


def test_a_hold_is_in_the_timeline(world: World) -> None:
    code = world.both()
    world.good_run()
    world.systems["b"].table("people").checks = (lambda row: "no" if row["city"] == "bad" else None,)
    world.edit("a", code, city="bad")
    world.good_run()
    (hold,) = [one for one in world.services.review.timeline("S", "a", ref(world, "a", code)) if one.kind == "hold"]
    assert "refuses" in hold.words


def test_an_earlier_value_is_restored_and_carried(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    for city in ("Kiel", "Ulm"):
        world.edit("a", code, city=city)
        world.good_run()
    newest, oldest = world.services.review.history("S", "b", ref(world, "b", code))
    revert, where = world.services.revert, target(world, "a", code)
    planned = revert.revert(where, "city", Point(operation=oldest.id), dry=True)
    assert [(c.old, c.new) for c in planned.operations[0].changes] == [("Ulm", "Kiel")]
    assert (planned.report, world.value("a", code, "city")) == (None, "Ulm")
    revert.revert(where, "city", Point(operation=oldest.id))
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Kiel", "Ulm")
    assert world.good_run().b.updated == 1
    assert world.value("b", code, "city") == "Kiel"
    world.quiet()
    revert.revert(target(world, "b", code), "city", Point(operation=oldest.id, before=True))
    world.good_run()
    assert world.value("a", code, "city") == "Bonn"
    assert oldest.settled_at is not None
    assert newest.settled_at is not None
    revert.revert(where, "city", Point(time=newest.settled_at))
    world.good_run()
    assert world.value("b", code, "city") == "Ulm"
    revert.revert(target(world, "b", code), "city", Point(time=oldest.settled_at - dt.timedelta(days=1)))
    world.good_run()
    assert world.value("a", code, "city") == "Bonn"
    assert revert.revert(where, "city", Point(operation=oldest.id, before=False), dry=True).operations
    world.quiet()
    actions = [one["action"] for one in world.workspace.audit.lines()]
    assert actions.count("record.revert") == 4
    sentence = world.services.review.why("S", "b", ref(world, "b", code), "city").sentence
    assert "restored by a person, as it was on" in sentence


def test_what_is_there_already_is_not_written(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.good_run()
    (operation,) = world.services.review.history("S", "b", ref(world, "b", code))
    done = world.services.revert.revert(target(world, "b", code), "city", Point(operation=operation.id))
    assert (done.operations, done.report is not None) == ((), True)


def test_what_the_history_does_not_know_is_said(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.good_run()
    (operation,) = world.services.review.history("S", "b", ref(world, "b", code))
    revert, where = world.services.revert, target(world, "a", code)
    for point in (Point(operation=operation.id, before=True), Point(time=world.clock.at - dt.timedelta(days=9))):
        with pytest.raises(UsageError, match="does not know"):
            revert.revert(where, "city", point)
    with pytest.raises(UsageError, match="did not write this field"):
        revert.revert(where, "name", Point(operation=operation.id))
    with pytest.raises(UsageError, match="is not there"):
        revert.revert(Target("S", "a", Ref("999")), "city", Point(operation=operation.id))
    with pytest.raises(UsageError, match="no sync"):
        revert.revert(Target("T", "a", where.ref), "city", Point(operation=operation.id))
    assert world.services.review.runs()[0].status.value == "failed"
    world.quiet()


def test_a_field_that_goes_one_way_is_restored_at_its_source(world: World) -> None:
    fields = tuple(
        FieldLink(name, (name,), (name,), direction=Direction.A_TO_B if name == "city" else Direction.BOTH)
        for name in FIELDS
    )
    world.redefine(fields=fields)
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.good_run()
    (operation,) = world.services.review.history("S", "b", ref(world, "b", code))
    with pytest.raises(UsageError, match="would overwrite it") as error:
        world.services.revert.revert(target(world, "b", code), "city", Point(operation=operation.id, before=True))
    assert error.value.advice == "Restore it on side A."


@pytest.mark.parametrize("number", range(1, 30))
def test_a_restored_value_survives_a_crash(tmp_path: Path, number: int) -> None:
    world = World(tmp_path / "workspace")
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.good_run()
    (operation,) = world.services.review.history("S", "b", ref(world, "b", code))
    point = Point(operation=operation.id, before=True)
    world.journal.calls, world.journal.after = 0, number
    where = target(world, "b", code)
    crashed = world.crash(lambda: world.services.revert.revert(where, "city", point))
    if crashed and world.value("b", code, "city") == "Kiel":
        world.services.revert.revert(where, "city", point)
    assert world.value("b", code, "city") == "Bonn"
    world.good_run()
    assert world.value("a", code, "city") == "Bonn"
    world.quiet()
    world.close()


def test_a_deleted_record_is_made_again_on_both_sides(world: World) -> None:
    world.systems["b"].tables["people"].fields += (Field("note", "note", FieldType.TEXT),)
    code = world.both()
    world.systems["b"].change("people", ref(world, "b", code), {"note": "whole"})
    world.good_run()
    where, row = target(world, "b", code), world.table("b")[code]
    world.delete("a", code)
    world.good_run()
    planned = world.services.revert.recreate(where, dry=True)
    assert (len(planned.operations), code in world.table("b")) == (1, False)
    world.services.revert.recreate(where)
    assert world.table("b")[code] == row
    assert world.systems["b"].rows("people")[ref(world, "b", code)]["note"] == "whole"
    with pytest.raises(UsageError, match="made again already"):
        world.services.revert.recreate(where)
    with pytest.raises(UsageError, match="is there"):
        world.services.revert.recreate(target(world, "b", code))
    assert world.good_run().a.created == 1
    world.equal()
    world.quiet()
    with pytest.raises(UsageError, match="has not kept"):
        world.services.revert.recreate(Target("S", "b", Ref("999")))


def test_a_record_whose_partner_was_left_alone_is_made_again_and_linked(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", rules=Rules(ConflictRule.ASK, DeletePolicy.IGNORE, DeletePolicy.IGNORE))
    code = world.both()
    world.good_run()
    where = target(world, "a", code)
    world.delete("a", code)
    world.good_run(full=True)
    world.services.revert.recreate(where)
    world.quiet(full=True)
    world.equal()
    world.edit("b", code, city="on")
    world.good_run()
    world.equal()
    world.close()


@pytest.mark.parametrize("fault", [Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.LOSE])
@pytest.mark.parametrize("policy", [DeletePolicy.PROPAGATE, DeletePolicy.IGNORE])
def test_making_again_is_never_done_twice(tmp_path: Path, fault: Fault, policy: DeletePolicy) -> None:
    world = World(tmp_path / "workspace", rules=Rules(ConflictRule.ASK, policy, policy))
    code = world.both()
    world.good_run()
    side = "b" if policy is DeletePolicy.PROPAGATE else "a"
    where = target(world, side, code)
    world.delete("a", code)
    world.good_run(full=True)
    world.faults[side].log.clear()
    world.faults[side].at(1, fault, "write")
    world.crash(lambda: world.services.revert.recreate(where))
    world.good_run(full=True)
    if code not in world.table(side):
        world.services.revert.recreate(where)
        world.good_run(full=True)
    world.equal()
    assert list(world.table("a")) == [code]
    world.quiet(full=True)
    world.close()
