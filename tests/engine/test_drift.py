"""What administrators change in a table: never read as blank or deleted, told with place and remedy, and gone on with once it is put right."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.report import RunReport, RunStatus
from desktop_sync.model.schema import Choice, Field, FieldType
from desktop_sync.model.sync import SideSpec, SyncState
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """One pair, agreed."""
    one = World(tmp_path / "workspace")
    one.both(city="Bonn")
    one.good_run()
    yield one
    one.close()


def fields(world: World, side: str = "b") -> tuple[Field, ...]:
    return world.systems[side].table("people").fields


def alter(world: World, name: str, side: str = "b", **changes: object) -> None:
    table = world.systems[side].table("people")
    table.fields = tuple(replace(one, **changes) if one.name == name else one for one in table.fields)  # type: ignore[arg-type]


def suspended(world: World, *words: str) -> RunReport:
    before = world.table("a"), {code: dict(row) for code, row in world.table("b").items()}
    report = world.run()
    assert report.status is RunStatus.FAILED
    assert all(word in report.error for word in words), report.error
    assert "sync resume S" in report.advice
    assert world.services.syncs.get("S").state is SyncState.SUSPENDED
    assert all(word in world.services.syncs.get("S").reason for word in words)
    assert (world.table("a"), world.table("b")) == before
    return report


def goes_on(world: World) -> None:
    world.services.syncs.resume("S")
    world.quiet()
    assert world.services.syncs.get("S").state is SyncState.ACTIVE


def test_a_renamed_field_is_offered(world: World) -> None:
    old = fields(world)
    table = world.systems["b"].table("people")
    table.fields = tuple(replace(one, name="city_name") if one.name == "city" else one for one in old)
    for row in table.rows.values():
        row.values["city_name"] = row.values["city"]
    suspended(world, "“city” of the table “People” (B) is gone", "may be called “city_name” now")
    mapping = tuple(FieldLink(name, (name,), ("city_name" if name == "city" else name,)) for name in FIELDS)
    world.redefine(fields=mapping)
    world.quiet()
    assert world.services.syncs.get("S").state is SyncState.ACTIVE


def test_a_lost_field_with_another_new_one_is_no_rename(world: World) -> None:
    old = fields(world)
    extra = (Field("x1", "x1", FieldType.TEXT), Field("x2", "x2", FieldType.TEXT))
    world.systems["b"].table("people").fields = (*(one for one in old if one.name != "city"), *extra)
    assert "may be called" not in suspended(world, "“city”").error
    world.systems["b"].table("people").fields = old
    goes_on(world)


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"type": FieldType.INTEGER}, "was text and is integer now"), ({"read_only": True}, "has become read-only")],
)
def test_another_type_and_read_only_suspend(world: World, changes: dict[str, object], words: str) -> None:
    old = fields(world)
    alter(world, "city", **changes)
    suspended(world, "“city” of the table “People” (B)", words)
    assert world.services.syncs.standings(world.clock.now())[0].due_at is None
    world.systems["b"].table("people").fields = old
    goes_on(world)


def test_applying_the_same_file_accepts_the_new_type(world: World) -> None:
    alter(world, "city", type=FieldType.CHOICE)
    suspended(world, "is choice now")
    world.redefine()
    assert world.services.syncs.get("S").state is SyncState.ACTIVE
    world.quiet()


def test_a_table_that_is_gone_suspends_and_deletes_nothing(world: World) -> None:
    tables = world.systems["a"].tables
    tables["peoples"] = tables.pop("people")
    report = world.run()
    assert (report.status, world.services.syncs.get("S").state) == (RunStatus.FAILED, SyncState.SUSPENDED)
    assert "The table “people” (A) is gone. Did you mean “peoples”?" in report.error
    assert len(world.table("b")) == 1
    tables["people"] = tables.pop("peoples")
    goes_on(world)


def test_a_system_without_any_table_left_is_an_account_problem(world: World) -> None:
    kept = world.systems["a"].tables.pop("people")
    assert world.run().status is RunStatus.FAILED
    assert world.services.syncs.get("S").state is SyncState.ACTIVE  # more likely a lost permission than a dropped table
    world.systems["a"].tables["people"] = kept
    world.quiet()


def test_a_field_of_the_filter_that_is_gone_suspends(world: World) -> None:
    for side in ("a", "b"):
        table = world.systems[side].table("people")
        table.fields = (*table.fields, Field("land", "land", FieldType.TEXT))
        for row in table.rows.values():
            row.values["land"] = "DE"
    world.redefine(a=SideSpec("a", "people", where=(("land", "DE"),)))
    world.quiet()
    old = fields(world, "a")
    world.systems["a"].table("people").fields = tuple(one for one in old if one.name != "land")
    suspended(world, "“land”", "the filter needs it")
    world.systems["a"].table("people").fields = old
    goes_on(world)


def test_a_new_required_field_is_told_and_new_records_are_held(world: World) -> None:
    table = world.systems["b"].table("people")
    table.fields = (*table.fields, Field("branch", "branch", FieldType.TEXT, required=True))
    for row in table.rows.values():
        row.values["branch"] = "north"
    new = world.create("a")
    report = world.good_run()
    assert any("asks for “branch” in a new record now" in one for one in report.notices), report.notices
    assert (report.b.created, report.holds, report.a.failed) == (0, 1, 1)
    assert "branch: is required" in world.services.review.holds()[0].message
    assert not world.good_run().notices  # told once; the hold stays
    table.fields = tuple(replace(one, required=False) for one in table.fields)
    assert world.good_run().b.created == 1
    assert new in world.table("b")


def test_shorter_fields_and_choices_are_told_and_what_does_not_fit_is_held(world: World) -> None:
    alter(world, "name", max_length=40)
    alter(world, "city", type=FieldType.CHOICE, choices=tuple(Choice(x, x) for x in ("Bonn", "Kiel", "Ulm")))
    suspended(world, "is choice now")
    world.redefine()
    world.quiet()
    code = next(iter(world.table("a")))
    alter(world, "name", max_length=8)
    alter(world, "city", choices=tuple(Choice(x, x) for x in ("Bonn", "Ulm", "Trier")))
    world.edit("a", code, name="a name that is too long", city="Kiel", email="goes@example.org")
    report = world.good_run()
    told = " ".join(report.notices)
    assert "“name” of the table “People” (B) takes 8 characters only now (40 before)" in told
    assert "has lost the choice “Kiel”" in told
    assert "has got the choice “Trier”" in told
    assert (world.value("b", code, "email"), world.value("b", code, "city")) == ("goes@example.org", "Bonn")
    assert {one.field for one in world.services.review.holds()} == {"name", "city"}
    assert world.services.syncs.get("S").state is SyncState.ACTIVE


def test_a_schema_remembered_by_an_older_version_is_understood(world: World) -> None:
    world.workspace.syncs.set_schema(1, '{"city":["text",false]}', '{"city":["text",false]}')
    world.quiet()
    world.workspace.syncs.set_schema(1, '{"city":["integer",false]}', '{"city":["text",false]}')
    suspended(world, "was integer and is text now")


def test_a_suspended_sync_is_tried_by_name_only(world: World) -> None:
    alter(world, "city", read_only=True)
    suspended(world, "read-only")
    world.services.syncs.pause("S")
    with pytest.raises(UsageError):
        world.run()
