"""Filters: a record outside the filter is no record that is gone, however it got there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.plan import OperationKind
from desktop_sync.model.report import RunStatus
from desktop_sync.model.sync import SideSpec, SyncState
from tests.machines.world import World

DE = (("city", "DE"),)


@pytest.fixture(params=["tombstones", "cursor", "listings"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Deletes are carried both ways; systems with a change feed, and with listings only."""
    able = {
        "tombstones": ALL,
        "cursor": replace(ALL, tombstones=False),
        "listings": replace(ALL, cursor=False, tombstones=False, page_size=2),
    }[request.param]
    one = World(tmp_path / "workspace", {"a": able, "b": able})
    yield one
    one.close()


def filtered(world: World, *, b: bool = False, where: tuple[tuple[str, str], ...] = DE) -> None:
    """Narrow A (and B) to the records of a city."""
    world.redefine(a=SideSpec("a", "people", where=where), b=SideSpec("b", "people", where=where if b else ()))


def held_apart(world: World) -> int:
    """How many links are kept apart by a filter, as the account of B tells it."""
    report = world.good_run()
    assert report.written == 0, report
    return report.b.excluded


def test_a_changed_filter_deletes_and_doubles_nothing(world: World) -> None:
    inside, outside = world.both(city="DE"), [world.both(city="FR") for _ in range(3)]
    world.good_run()
    filtered(world)
    report = world.good_run()
    assert (report.written, report.a.seen, report.b.seen, report.b.excluded) == (0, 1, 4, 3)
    assert held_apart(world) == 3
    assert world.good_run(full=True).written == 0
    assert set(world.table("a")) == set(world.table("b")) == {inside, *outside}

    world.edit("b", outside[0], name="typed in B")
    world.edit("a", outside[1], name="typed in A")
    assert held_apart(world) == 3
    world.edit("a", inside, name="goes on")
    assert world.good_run().b.updated == 1
    world.redefine()
    report = world.good_run()
    assert (report.a.created, report.b.created, report.a.updated, report.b.updated) == (0, 0, 1, 1)
    assert (world.value("a", outside[0], "name"), world.value("b", outside[1], "name")) == ("typed in B", "typed in A")
    world.equal()
    world.quiet()
    assert world.workspace.journal.link_count(1) == 4


def test_a_record_edited_out_of_the_filter_stays_and_comes_back(world: World) -> None:
    code, other = world.both(city="DE", name="Zoë"), world.both(city="DE")
    filtered(world)
    world.good_run()
    world.edit("a", code, city="FR")
    report = world.good_run()
    assert (report.written, report.status, report.a.seen, report.b.excluded) == (0, RunStatus.OK, 1, 1)
    assert world.value("b", code, "city") == "DE"
    for full in (False, True, False):
        assert world.good_run(full=full).written == 0
    world.edit("b", code, name="typed meanwhile")
    assert held_apart(world) == 1
    assert world.value("a", code, "name") == "Zoë"
    world.edit("a", code, city="DE", email="new@example.org")
    report = world.good_run()
    assert (report.a.updated, report.b.updated, report.b.excluded) == (1, 1, 0)
    assert world.value("a", code, "name") == "typed meanwhile"
    assert world.value("b", code, "email") == "new@example.org"
    world.equal()
    world.quiet()
    assert set(world.table("a")) == {code, other}


def test_the_report_says_that_it_left_the_filter(world: World) -> None:
    code = world.both(city="DE")
    filtered(world)
    world.good_run()
    world.edit("a", code, city="FR")
    report = world.good_run()
    assert any("left the filter" in one for one in report.notices), report.notices
    assert not world.good_run().notices


def test_a_real_delete_is_still_carried(world: World) -> None:
    code, out = world.both(city="DE"), world.both(city="DE")
    filtered(world)
    world.good_run()
    world.edit("a", out, city="FR")
    world.delete("a", code)
    report = world.good_run(full=True)
    assert (report.b.deleted, report.b.excluded) == (1, 1)
    assert set(world.table("b")) == {out}


def test_an_edit_in_b_is_not_written_to_a_record_outside(world: World) -> None:
    """The target is found outside only when it is read for the write."""
    code = world.both(city="DE", name="Zoë")
    filtered(world)
    world.good_run()
    world.edit("a", code, city="FR")
    world.edit("b", code, name="typed in B")
    assert world.good_run().written == 0
    assert world.value("a", code, "name") == "Zoë"
    assert set(world.table("a")) == set(world.table("b")) == {code}


def test_outside_on_both_sides_and_back_one_by_one(world: World) -> None:
    code = world.both(city="DE", name="Zoë")
    filtered(world, b=True)
    world.good_run()
    world.edit("a", code, city="FR")
    assert world.good_run().b.excluded == 1
    world.edit("b", code, city="FR")
    report = world.good_run()
    assert (report.written, report.a.seen, report.b.seen) == (0, 0, 0)
    world.edit("a", code, city="DE")
    report = world.good_run()
    assert (report.written, report.a.excluded, report.b.seen) == (0, 1, 0)
    world.edit("b", code, city="DE", name="back")
    assert world.good_run().a.updated == 1
    assert world.value("a", code, "name") == "back"
    world.quiet()


def test_deleted_while_outside_is_settled_when_it_comes_back(world: World) -> None:
    code = world.both(city="DE")
    filtered(world)
    world.good_run()
    world.edit("a", code, city="FR")
    world.good_run()
    world.delete("b", code)
    for full in (False, True):
        assert world.good_run(full=full).written == 0
    assert code in world.table("a")
    world.redefine()
    report = world.good_run()
    # Its city was edited while B was deleted: a delete against an edit, which a person decides.
    assert (report.written, report.conflicts) == (0, 1)
    assert code in world.table("a")


def test_a_create_that_lands_outside_the_filter_deletes_nothing(world: World) -> None:
    filtered(world)
    code = world.create("b", city="FR")
    assert world.good_run().a.created == 1
    for full in (True, False, True):
        report = world.good_run(full=full)
        assert (report.written, report.b.excluded) == (0, 1)
    assert set(world.table("a")) == set(world.table("b")) == {code}


def test_a_filter_changed_twice_and_a_filter_in_the_connectors_terms(world: World) -> None:
    for side in ("a", "b"):
        world.systems[side].table("people").filters = {"north": lambda row: row["city"] in ("Kiel", "Bremen")}
    kiel, ulm = world.both(city="Kiel"), world.both(city="Ulm")
    world.good_run()
    world.redefine(a=SideSpec("a", "people", "north"))
    assert held_apart(world) == 1
    world.redefine(a=SideSpec("a", "people", where=(("city", "Ulm"),)))
    assert held_apart(world) == 1
    world.edit("a", ulm, name="still goes")
    world.edit("a", kiel, name="does not go")
    assert world.good_run().b.updated == 1
    assert world.value("b", ulm, "name") == "still goes"
    assert world.value("b", kiel, "name") != "does not go"


def test_guards_are_not_asked_about_what_left_the_filter(world: World) -> None:
    for _ in range(30):
        world.both(city="FR")
    world.good_run()
    filtered(world)
    report = world.run(approve=False)
    assert (report.guards, report.written) == ((), 0)


def test_another_table_drops_the_pairs_and_asks_again(world: World) -> None:
    codes = [world.both() for _ in range(3)]
    world.good_run()
    system = world.systems["a"]
    system.add_table("clients", system.table("people").fields, system.table("people").capabilities)
    for code in codes:
        system.insert("clients", {"code": code, "name": f"new {code}"})
    effect = world.services.syncs.apply(replace(world.definition(), a=SideSpec("a", "clients")), dry=True)
    assert any("paired anew" in one for one in effect.sentences), effect.sentences
    assert world.workspace.journal.link_count(1) == 3
    world.redefine(a=SideSpec("a", "clients"))
    assert world.workspace.journal.link_count(1) == 0
    report = world.run(approve=False)
    assert (report.status, [one.code for one in report.guards]) == (RunStatus.WAITING, ["first_pairing"])
    assert set(world.table("b")) == set(codes)
    world.good_run()
    assert set(world.table("b")) == set(codes)
    assert world.services.review.history("S", "b", world.ref("b", codes[0])) is not None  # type: ignore[arg-type]
    assert world.services.syncs.get("S").state is SyncState.ACTIVE


def test_a_new_mapping_goes_with_a_record_that_is_outside(world: World) -> None:
    code = world.both(city="DE", name="Zoë")
    filtered(world)
    world.good_run()
    world.edit("a", code, city="FR")
    world.good_run()
    fewer = tuple(FieldLink(name, (name,), (name,)) for name in ("code", "name", "city"))
    world.redefine(a=SideSpec("a", "people", where=DE), fields=fewer)
    assert held_apart(world) == 1
    world.edit("a", code, city="DE", name="back")
    assert world.good_run().b.updated == 1
    assert world.value("b", code, "name") == "back"
    kinds = {one.kind for one in world.services.review.history("S", "b", world.ref("b", code))}  # type: ignore[arg-type]
    assert OperationKind.DELETE not in kinds


def test_what_was_unlinked_is_not_made_anew_after_it_was_outside(world: World) -> None:
    filtered(world)
    world.good_run()
    code = world.create("a", city="DE")
    run = world.good_run()
    world.services.review.undo(run.id)
    assert code not in world.table("b")
    world.edit("a", code, city="FR")
    world.quiet()
    world.edit("a", code, city="DE")
    for full in (False, True):
        assert world.good_run(full=full).written == 0
    assert code not in world.table("b")
