"""Records that come back, and records that the system completes by itself."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_sync.model.mapping import ConflictRule, Direction, FieldLink, FirstRun
from desktop_sync.model.report import RunStatus
from desktop_sync.model.sync import DeletePolicy, Guard, Rules
from tests.fakes.faulty import Fault
from tests.machines.world import FIELDS, World, opposite


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def _policy(world: World, policy: DeletePolicy) -> None:
    world.redefine(rules=Rules(ConflictRule.ASK, policy, policy), first_run=FirstRun.PREFER_A)


@pytest.mark.parametrize("policy", [DeletePolicy.IGNORE, DeletePolicy.UNLINK, DeletePolicy.PROPAGATE])
@pytest.mark.parametrize("side", ["a", "b"])
@pytest.mark.parametrize("seen", [True, False])
def test_made_again_after_a_delete_is_no_twin(world: World, policy: DeletePolicy, side: str, seen: bool) -> None:
    code = world.both()
    world.both()
    _policy(world, policy)
    world.good_run()
    world.delete(side, code)
    if seen:
        world.good_run()
    world.create(side, code, name="again", email=None)
    world.good_run()
    assert set(world.table("a")) == set(world.table("b"))  # table() fails on a record that is there twice
    assert world.value("a", code, "name") == world.value("b", code, "name")
    world.quiet()
    world.edit(opposite(side), code, city="Kiel")
    world.good_run()
    world.equal()
    world.quiet(full=True)


def test_two_made_again_are_told_apart_by_a_person(world: World) -> None:
    code = world.both()
    _policy(world, DeletePolicy.IGNORE)
    world.good_run()
    world.delete("a", code)
    world.good_run()
    for name in ("one", "two"):
        world.systems["a"].insert("people", {"code": code, "name": name})
    world.good_run()
    assert {one.code for one in world.services.review.holds()} == {"ambiguous"}
    assert len(world.table("b")) == 1
    world.quiet()


def test_one_way_fields_reach_the_source_of_a_new_record(world: World) -> None:
    """A record made in A from B: what only goes from A to B (a computed column) goes there at once."""
    links = tuple(
        FieldLink(name, (name,), (name,), **({"direction": Direction.A_TO_B} if name == "city" else {}))
        for name in FIELDS
    )
    world.redefine(fields=links)
    world.good_run()
    world.create("b", "new", city="typed in B")
    world.good_run()
    assert world.value("a", "new", "city") is None
    assert world.value("b", "new", "city") is None, "A's value counts"
    world.quiet(full=True)


@pytest.mark.parametrize("crash", [False, True])
def test_defaults_of_a_new_record_come_back(world: World, crash: bool) -> None:
    table = world.systems["b"].table("people")
    table.normalisers = {"city": lambda value: value or "default"}
    world.good_run()
    world.create("a", "new")
    if crash:
        world.faults["b"].always(Fault.CRASH_AFTER, "write")
        assert world.crash(world.run)
    world.good_run()
    assert (world.value("a", "new", "city"), world.value("b", "new", "city")) == ("default", "default")
    world.quiet(full=True)


@pytest.mark.parametrize("crash", [False, True])
def test_what_many_new_records_are_filled_in_with_comes_back_without_asking(world: World, crash: bool) -> None:
    """A number that the system draws for each: no guard takes it for a surprise, and nothing is left for the next run."""
    world.guard = Guard()
    world.redefine()
    numbers = itertools.count(1)
    world.systems["b"].table("people").normalisers = {"city": lambda value: value or f"number {next(numbers)}"}
    world.good_run()
    for index in range(40):
        world.create("a", f"new {index}")
    if crash:
        world.faults["b"].always(Fault.CRASH_AFTER, "write")
        assert world.crash(world.run)
    report = world.good_run()
    assert report.status is RunStatus.OK, report
    assert all((world.value("a", f"new {n}", "city") or "").startswith("number") for n in range(40))
    world.quiet(full=True)


def _unique_names(world: World, side: str) -> None:
    """The system refuses a name that another record has."""
    table = world.systems[side].table("people")

    def check(row: object) -> str | None:
        code, name = row["code"], row["name"]  # type: ignore[index]
        taken = any(one.values["code"] != code and one.values["name"] == name for one in table.rows.values())
        return "the name is taken" if taken else None

    table.checks = (check,)


def test_a_refused_update_stays_held(world: World) -> None:
    """Also in the runs after it, which do not try again; until the cause is gone."""
    one, two = world.both(name="Ann"), world.both(name="Bob")
    world.good_run()
    _unique_names(world, "b")
    world.edit("a", one, name="Bob")
    for full in (False, False, True, False):
        report = world.good_run(full=full)
        assert (report.a.failed, report.a.waiting, report.holds, report.written) == (1, 0, 1, 0)
        assert [hold.code for hold in world.services.review.holds()] == ["rejected"]
    world.edit("a", one, name="Cid")
    assert world.good_run().holds == 0
    world.equal()
    assert world.value("b", two, "name") == "Bob"


def test_what_a_later_write_makes_room_for_is_written_in_the_same_run(world: World) -> None:
    """The way is cleared by a delete, which comes last: for an update, and for a record that was made again."""
    one, two, three = world.both(name="Ann"), world.both(name="Bob"), world.both(name="Cid")
    world.good_run()
    _unique_names(world, "b")
    world.delete("a", two)
    world.edit("a", one, name="Bob")
    world.delete("a", three)
    world.create("a", "new", name="Cid")
    report = world.good_run()
    assert (report.b.created, report.b.updated, report.b.deleted, report.holds) == (1, 1, 2, 0)
    world.equal()
    world.quiet(full=True)
