"""The user's own rules before the call: checks, uniqueness, the settle delay, and the loop breaker."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.model.mapping import Check, ConflictRule, Direction, FieldLink
from desktop_sync.model.plan import HoldState
from desktop_sync.model.report import RunStatus
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.sync import DeletePolicy, Rules, Trigger
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two empty tables and a sync."""
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def links(name: str = "city", **changes: object) -> tuple[FieldLink, ...]:
    """The mapping, with changes to one field."""
    return tuple(FieldLink(one, (one,), (one,), **(changes if one == name else {})) for one in FIELDS)  # type: ignore[arg-type]


# checks ------------------------------------------------------------------------------------------------------------------


def test_what_breaks_a_rule_is_held_before_the_call_and_the_rest_goes_on(world: World) -> None:
    world.redefine(fields=links(check=Check(one_of=("Kiel", "Ulm"))))
    code, new = world.both(city="Kiel", name="Zoë"), world.create("a", city="Atlantis")
    fine = world.create("a", city="Ulm")
    report = world.good_run()
    assert (report.b.created, report.a.failed, report.status) == (1, 1, RunStatus.WAITING)
    assert set(world.table("b")) == {code, fine}
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.field, hold.state, hold.side) == ("invalid", "city", HoldState.FAILED, "a")
    assert "is none of: Kiel, Ulm" in hold.message
    assert "in A" in hold.remedy
    writes = world.faults["b"].log.count("write")
    world.edit("a", code, city="Atlantis", name="Zoe")
    report = world.good_run()
    assert (world.value("b", code, "city"), world.value("b", code, "name")) == ("Kiel", "Zoe")
    assert (report.b.updated, report.holds) == (1, 2)
    world.quiet()
    assert world.faults["b"].log.count("write") == writes + 1
    world.edit("a", code, city="Ulm")
    world.edit("a", new, city="Kiel")
    report = world.good_run()
    assert (report.b.created, report.b.updated, report.holds, report.status) == (1, 1, 0, RunStatus.OK)
    world.equal()
    world.quiet()


def test_a_pair_of_which_one_field_breaks_a_rule_is_paired_and_stays_open(world: World) -> None:
    world.redefine(fields=links(check=Check(longest=4)), first_run=world.first_run.PREFER_A)
    world.create("a", "x", city="Hamburg", name="A", email="m")
    world.create("b", "x", city="Ulm", name="B", email="m")
    report = world.good_run()
    assert (world.value("b", "x", "city"), world.value("b", "x", "name"), report.holds) == ("Ulm", "A", 1)
    world.quiet()
    world.edit("a", "x", city="Kiel")
    assert world.good_run().holds == 0
    assert world.value("b", "x", "city") == "Kiel"


def test_writes_both_ways_where_one_is_held(world: World) -> None:
    world.redefine(fields=links(check=Check(longest=4)))
    code = world.both(city="Kiel", name="Zoë")
    world.good_run()
    world.edit("a", code, city="Hamburg")
    world.edit("b", code, name="typed in B")
    report = world.good_run()
    assert (world.value("a", code, "name"), world.value("b", code, "city"), report.holds) == ("typed in B", "Kiel", 1)
    world.quiet()
    world.edit("a", code, city="Ulm")
    assert world.good_run().holds == 0
    world.equal()
    world.quiet()


# uniqueness --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extra", [0, 30], ids=["few", "many"])
def test_a_unique_value_is_held_with_both_records_named(world: World, extra: int) -> None:
    world.redefine(fields=links("email", check=Check(unique=True)))
    code = world.both(email="lena@example.org")
    world.good_run()
    for _ in range(extra):
        world.create("a")
    world.create("a", "x", email="lena@example.org", name="Lena")
    twins = [world.create("a", f"t{n}", email="twin@example.org", name=f"Twin {n}") for n in range(2)]
    report = world.good_run()
    assert (report.b.created, report.a.failed) == (extra + 1, 2)
    held = {one.label: one for one in world.services.review.holds()}
    assert {one.code for one in held.values()} == {"duplicate"}
    assert f"record {world.ref('b', code)} there" in next(one.message for one in held.values() if "x" in one.label)
    assert any("Twin 0" in one.message and "Twin 1" in one.label for one in held.values())
    world.quiet()
    world.edit("a", "x", email="other@example.org")
    world.edit("a", twins[1], email="third@example.org")
    report = world.good_run()
    assert (report.b.created, report.holds) == (2, 0)
    world.equal()


def test_a_unique_field_of_the_schema_is_held_before_the_system_refuses_it(world: World) -> None:
    table = world.systems["b"].table("people")
    table.fields = tuple(replace(one, unique=one.name == "email") for one in table.fields)
    one, two = world.both(email="one@example.org"), world.both(email="two@example.org")
    world.good_run()
    world.edit("a", two, email="one@example.org", name="goes on")
    assert world.good_run().b.updated == 1
    assert (world.value("b", two, "email"), world.value("b", two, "name")) == ("two@example.org", "goes on")
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.field, hold.ref) == ("duplicate", "email", world.ref("b", two))
    world.edit("a", one, email="free@example.org")
    world.good_run()
    world.good_run()
    assert not world.services.review.holds()
    world.equal()


def test_the_same_record_may_keep_its_unique_value(world: World) -> None:
    world.redefine(fields=links("email", check=Check(unique=True)))
    code = world.both(email="lena@example.org")
    world.good_run()
    world.edit("a", code, email="LENA@example.org")
    world.edit("a", code, name="new")
    assert world.good_run().holds == 0
    world.equal()


# settle delay ------------------------------------------------------------------------------------------------------------


def settled(world: World, seconds: int = 60) -> None:
    world.redefine(trigger=Trigger(settle_s=seconds))


def test_a_record_edited_a_moment_ago_waits_and_goes_by_itself(world: World) -> None:
    settled(world)
    code = world.both(city="Bonn")
    world.clock.wait(100)
    world.good_run()
    world.edit("a", code, city="Kie")
    for _ in range(2):
        report = world.good_run()
        assert (report.written, report.a.waiting, report.b.waiting, report.status) == (0, 1, 1, RunStatus.WAITING)
    world.edit("a", code, city="Kiel")
    world.clock.wait(30)
    assert world.good_run().written == 0
    world.clock.wait(61)
    report = world.good_run()
    assert (report.b.updated, report.full) == (1, False)
    assert world.value("b", code, "city") == "Kiel"
    world.quiet()
    assert world.services.review.runs()[0].status is RunStatus.OK  # what we wrote a moment ago is nobody's edit


def test_a_new_record_waits_and_so_does_its_partner(world: World) -> None:
    settled(world)
    world.clock.wait(100)
    world.good_run()
    world.create("b", "x", name="n", email="m")
    world.clock.wait(100)
    world.create("a", "x", name="n", email="m")
    alone = world.create("a")
    report = world.good_run()
    assert (report.written, report.a.waiting, report.b.waiting) == (0, 2, 1)
    world.clock.wait(100)
    report = world.good_run()
    assert (report.a.created, report.b.created) == (0, 1)
    assert set(world.table("a")) == set(world.table("b")) == {"x", alone}


def test_the_delay_goes_by_the_systems_corrected_clock(world: World) -> None:
    """A's clock is an hour ahead: its “in 50 minutes” is ten minutes ago."""
    world.systems["a"].now = lambda: world.clock.now() + dt.timedelta(hours=1)
    settled(world)
    code = world.both(city="Bonn")
    world.clock.wait(100)
    world.good_run()
    world.edit("a", code, city="Kiel")
    assert world.good_run().written == 0
    world.clock.wait(61)
    assert world.good_run().b.updated == 1


def test_a_conflict_stays_open_while_its_record_waits(world: World) -> None:
    settled(world)
    code = world.both(city="Bonn")
    world.clock.wait(100)
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.clock.wait(100)
    assert world.good_run().conflicts == 1
    world.edit("a", code, name="typing")
    assert world.good_run().conflicts == 1
    world.clock.wait(100)
    report = world.good_run()
    assert (report.b.updated, report.conflicts) == (1, 1)


# loops -------------------------------------------------------------------------------------------------------------------


def fight(world: World, *codes: str, runs: int = 8) -> int:
    """Automations on both sides want their own value, and set it before each run; how many writes there were."""
    written = 0
    for _ in range(runs):
        for side, value in (("a", "Kiel"), ("b", "Ulm")):
            for code in codes:
                other = "Ulm" if side == "a" else "Kiel"
                if world.value(side, code, "city") == other:
                    world.edit(side, code, city=value)
                    break
        written += world.good_run().written
    return written


def one_sided(world: World, code: str, runs: int) -> int:
    """A workflow in B undoes each write of a field that goes one way."""
    written = 0
    for _ in range(runs):
        if world.value("b", code, "city") == "Kiel":
            world.edit("b", code, city="Ulm")
        written += world.good_run().written
    return written


def test_a_field_that_flips_is_stopped_with_the_trace_and_retry_lifts_it(world: World) -> None:
    code = world.both(city="Kiel")
    world.good_run()
    world.edit("b", code, city="Ulm")
    assert fight(world, code) == 3
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.field, hold.state) == ("loop", "city", HoldState.WAITING)
    assert "“Kiel” → “Ulm” → “Kiel” → “Ulm”" in hold.message or "“Ulm” → “Kiel” → “Ulm” → “Kiel”" in hold.message
    assert "runs 2, 3, 4" in hold.message
    assert "UTC" in hold.message
    world.edit("a", code, name="still goes")
    world.good_run()
    assert world.value("b", code, "name") == "still goes"
    assert len(world.services.review.holds()) == 1
    world.services.review.retry(hold.id)
    world.good_run()
    assert world.value("a", code, "city") == world.value("b", code, "city")
    assert not world.services.review.holds()
    world.quiet()


def test_a_one_way_field_that_is_undone_each_time_is_stopped(world: World) -> None:
    world.redefine(fields=links(direction=Direction.A_TO_B))
    code = world.both(city="Kiel")
    world.good_run()
    assert one_sided(world, code, 8) == 2
    assert [one.code for one in world.services.review.holds()] == ["loop"]
    assert one_sided(world, code, 3) == 0
    world.edit("b", code, city="Kiel")  # the workflow is off, and somebody has put it right
    assert world.good_run().status is RunStatus.OK
    assert not world.services.review.holds()


def test_people_who_change_their_minds_are_no_loop(world: World) -> None:
    code = world.both(city="no")
    world.good_run()
    for _ in range(6):
        world.edit("a", code, city="yes")
        world.good_run()
        world.edit("a", code, city="no")
        world.good_run()
    assert not world.services.review.holds()
    for side in ("a", "b", "a", "b", "a", "b"):  # days between: the same ticket, opened and closed again
        world.edit(side, code, city="yes" if side == "a" else "no")
        world.good_run()
        world.clock.wait(86_400)
    assert not world.services.review.holds()


def test_many_flipping_records_stop_the_field_for_all(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", rules=Rules(ConflictRule.A, DeletePolicy.IGNORE, DeletePolicy.IGNORE))
    world.redefine(fields=links(direction=Direction.A_TO_B), rules=world.rules)
    codes = [world.both(city="Kiel") for _ in range(6)]
    calm = world.both(city="Kiel")
    world.good_run()
    for _ in range(4):
        for code in codes:
            if world.value("b", code, "city") == "Kiel":
                world.edit("b", code, city="Ulm")
        world.good_run()
    holds = world.services.review.holds()
    (whole,) = [one for one in holds if one.link_id is None]
    assert (whole.field, whole.label, len(holds)) == ("city", "all records", 6)
    assert "stopped for all records" in whole.message
    world.edit("a", calm, city="Bremen", name="goes on")
    world.good_run()
    assert (world.value("b", calm, "city"), world.value("b", calm, "name")) == ("Kiel", "goes on")
    world.services.review.retry(whole.id)
    assert not world.services.review.holds()
    world.good_run()
    assert world.value("b", calm, "city") == "Bremen"
    assert {world.value("b", code, "city") for code in codes} == {"Kiel"}
    world.quiet()
    world.close()


# reference to keep: fields of other types go through the checks, too ---------------------------------------------------------


def test_numbers_and_dates(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace")
    for side in ("a", "b"):
        table = world.systems[side].table("people")
        table.fields = (*table.fields, Field("age", "age", FieldType.INTEGER))
    fields = (*links(), FieldLink("age", ("age",), ("age",), check=Check(min="0", max="130")))
    world.redefine(fields=fields)
    old, young = world.create("a", age=131), world.create("a", age=30)
    assert world.good_run().b.created == 1
    assert set(world.table("b")) == {young}
    assert "is more than 130" in world.services.review.holds()[0].message
    world.edit("a", old, age=0)
    assert world.good_run().b.created == 1
    world.close()


def test_a_reference_to_nothing_is_held_before_the_call(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace")
    for side in ("a", "b"):
        system = world.systems[side]
        table = system.table("people")
        kind = FieldType.REFERENCE if side == "b" else FieldType.TEXT
        table.fields = (*table.fields, Field("firm", "firm", kind, reference="firms" if side == "b" else None))
        system.add_table("firms", (Field("id", "id", FieldType.TEXT),))
    firm = world.systems["b"].insert("firms", {"id": "1"})
    world.redefine(fields=(*links(), FieldLink("firm", ("firm",), ("firm",))))
    fine = world.create("a", firm=str(firm))
    lost = world.create("a", firm="777")
    report = world.good_run()
    assert (report.b.created, report.a.failed) == (1, 1)
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.field) == ("reference", "firm")
    assert "points at record 777 of “firms” in B" in hold.message
    world.edit("a", fine, firm="778", name="goes on")
    world.good_run()
    assert world.value("b", fine, "name") == "goes on"
    assert {one.field for one in world.services.review.holds()} == {"firm"}
    world.edit("a", lost, firm=str(firm))
    world.edit("a", fine, firm=str(firm))
    report = world.good_run()
    assert (report.b.created, report.holds) == (1, 0)
    world.close()
