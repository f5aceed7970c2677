"""The promises of SYNC.md, one by one, on the whole engine with two systems in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL, MemorySystem, cut, trim
from desktop_sync.engine.revert import Target
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import BlankRule, ConflictRule, Direction, FieldLink, FirstRun
from desktop_sync.model.plan import ConflictKind, OperationKind, Resolution, Sighting
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunStatus
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.sync import Archive, DeletePolicy, Guard, Rules, SyncState
from desktop_sync.model.values import Value
from tests.fakes.faulty import Fault
from tests.machines.world import FIELDS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two empty tables and a sync that was run once."""
    one = World(tmp_path / "workspace")
    yield one
    one.close()


def links(**changes: object) -> tuple[FieldLink, ...]:
    """The mapping, with changes to the field `city`."""
    return tuple(FieldLink(name, (name,), (name,), **(changes if name == "city" else {})) for name in FIELDS)  # type: ignore[arg-type]


# first pairing ---------------------------------------------------------------------------------------------------


def test_first_pairing_waits_and_writes_nothing(world: World) -> None:
    world.both()
    world.create("a")
    report = world.run(approve=False)
    assert report.status is RunStatus.WAITING
    assert [one.code for one in report.guards] == ["first_pairing"]
    assert (report.a.seen, report.a.waiting) == (2, 2)
    assert len(world.table("b")) == 1
    assert world.good_run().b.created == 1
    world.equal()
    world.quiet()


def test_plan_is_what_the_run_does(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.create("b", "new")
    before = world.table("a"), world.table("b")
    plan = world.services.runner.plan("S")
    assert (world.table("a"), world.table("b")) == before
    shown = {(one.side, one.kind, tuple((c.name, c.new) for c in one.changes)) for one in plan.operations}
    world.good_run()
    done = {
        (one.side, one.kind, tuple((c.name, c.new) for c in one.changes))
        for one in world.services.review.run_operations(world.services.review.runs()[0].id)
    }
    assert shown == done
    assert not world.services.runner.plan("S").operations


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (FirstRun.PREFER_A, ("Kiel", "Kiel")),
        (FirstRun.PREFER_B, ("Ulm", "Ulm")),
        (FirstRun.FILL_BLANKS, ("Kiel", "Ulm")),
    ],
)
def test_first_run_rules(tmp_path: Path, rule: FirstRun, expected: tuple[str, str]) -> None:
    world = World(tmp_path / "workspace", first_run=rule)
    world.create("a", "x", name="n", email=None, city="Kiel")
    world.create("b", "x", name="n", email="b@example.org", city="Ulm")
    world.good_run()
    assert (world.value("a", "x", "city"), world.value("b", "x", "city")) == expected
    assert len(world.services.review.conflicts()) == (rule is FirstRun.FILL_BLANKS)
    if rule is not FirstRun.PREFER_A:
        assert world.value("a", "x", "email") == "b@example.org"
    world.close()


def test_two_candidates_are_held_not_guessed(world: World) -> None:
    world.create("a", "x")
    world.systems["b"].insert("people", {"code": "x", "name": "1"})
    world.systems["b"].insert("people", {"code": "x", "name": "2"})
    report = world.good_run()
    assert (report.a.waiting, report.b.waiting, report.written) == (1, 2, 0)
    assert {one.code for one in world.services.review.holds()} == {"ambiguous"}
    world.quiet()


# merge -------------------------------------------------------------------------------------------------------------


def test_edits_of_different_fields_both_survive(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, name="Zoë")
    report = world.good_run()
    assert (len(report.a.as_json()), report.a.updated, report.b.updated) == (8, 1, 1)
    assert (world.value("b", code, "city"), world.value("a", code, "name")) == ("Kiel", "Zoë")
    world.quiet()


def test_conflict_holds_its_field_only_and_is_settled_by_a_person(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel", name="Zoë")
    world.edit("b", code, city="Ulm")
    assert world.good_run().status is RunStatus.WAITING
    assert world.value("b", code, "name") == "Zoë"
    (conflict,) = world.services.review.conflicts()
    assert (conflict.field, conflict.a, conflict.b, conflict.kind) == ("city", "Kiel", "Ulm", ConflictKind.FIELD)
    world.quiet()
    assert world.services.review.conflicts()[0].id == conflict.id
    world.services.review.resolve(conflict.id, Resolution("value", "Bonn"))
    world.good_run()
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Bonn", "Bonn")
    assert not world.services.review.conflicts()
    world.quiet()


@pytest.mark.parametrize(("take", "expected"), [("a", "Kiel"), ("b", "Ulm"), ("base", "Bonn")])
def test_decisions(world: World, take: str, expected: str) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.good_run()
    world.services.review.resolve_all("S", take)  # type: ignore[arg-type]
    world.good_run()
    assert world.value("a", code, "city") == world.value("b", code, "city") == expected
    world.quiet()


def _decided(folder: Path, decision: Resolution) -> tuple[World, str]:
    """Two edits of one field, and what a person said about them."""
    world = World(folder)
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.good_run()
    (conflict,) = world.services.review.conflicts()
    world.services.review.resolve(conflict.id, decision)
    return world, code


@pytest.mark.parametrize(("decision", "expected"), [(Resolution("b"), "Ulm"), (Resolution("base"), "Bonn")])
def test_a_decision_outlives_a_run_that_is_stopped_anywhere(
    tmp_path: Path, decision: Resolution, expected: str
) -> None:
    world, code = _decided(tmp_path / "whole", decision)
    for one in world.faults.values():
        one.log.clear()
    world.journal.calls = 0
    world.good_run()
    stops = [("journal", number) for number in range(1, world.journal.calls + 1, 2)]
    stops += [(side, number) for side in "ab" for number in range(1, len(world.faults[side].log) + 1)]
    world.close()
    for where, number in stops:
        world, code = _decided(tmp_path / f"{where}{number}", decision)
        if where == "journal":
            world.journal.calls, world.journal.before = 0, number
        else:
            world.faults[where].log.clear()
            world.faults[where].at(number, Fault.CRASH_BEFORE)
        assert world.crash(world.run)
        world.good_run()
        assert (world.value("a", code, "city"), world.value("b", code, "city")) == (expected, expected), (where, number)
        assert not world.services.review.conflicts()
        world.quiet()
        world.close()


def test_records_that_a_run_made_are_not_looked_at_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(20):
        world.create("a")
    world.good_run()
    looked: list[Ref] = []
    stage = world.workspace.journal.stage

    def noted(run_id: int, sightings: Sequence[Sighting]) -> None:
        looked.extend(one.ref for one in sightings)
        stage(run_id, sightings)

    monkeypatch.setattr(world.workspace.journal, "stage", noted)
    world.quiet(full=True)
    assert not looked
    world.edit("b", str(world.systems["b"].rows("people")["1"]["code"]), city="Jena")
    world.good_run(full=True)
    assert looked == ["1"]
    world.quiet(full=True)
    looked.clear()
    world.workspace.database.run("UPDATE links SET a_mark = NULL WHERE b_ref = '2'")
    world.quiet(full=True)
    assert (len(looked), looked[1]) == (2, "2"), "both sides are looked at where one is open"


def test_a_decision_on_an_old_picture_comes_back(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.good_run()
    (conflict,) = world.services.review.conflicts()
    world.services.review.resolve(conflict.id, Resolution("a"))
    world.edit("b", code, city="Köln")
    world.good_run()
    (again,) = world.services.review.conflicts()
    assert (again.b, again.decision, world.value("b", code, "city")) == ("Köln", None, "Köln")


def test_newest_wins_and_is_held_where_it_cannot_be_told(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", rules=Rules(ConflictRule.NEWEST))
    one, two = world.both(), world.both()
    world.good_run()
    world.edit("a", one, city="Kiel")
    world.clock.wait(60)
    world.edit("b", one, city="Ulm")
    world.edit("a", two, city="Kiel")
    world.edit("b", two, city="Ulm")  # a second later: within the tolerance
    world.good_run()
    assert world.value("a", one, "city") == "Ulm"
    assert [conflict.field for conflict in world.services.review.conflicts()] == ["city"]
    assert world.value("a", two, "city") == "Kiel"
    world.close()


def test_always_this_side_for_this_field(world: World) -> None:
    codes = [world.both() for _ in range(3)]
    world.good_run()
    for code in codes:
        world.edit("a", code, city=f"a {code}")
        world.edit("b", code, city=f"b {code}")
    world.good_run()
    first = world.services.review.conflicts()[0]
    assert world.services.review.always(first.id, "b") == 3
    world.good_run()
    assert {world.value("a", code, "city") for code in codes} == {f"b {code}" for code in codes}
    world.edit("a", codes[0], city="x")
    world.edit("b", codes[0], city="y")
    world.good_run()
    assert world.value("a", codes[0], "city") == "y"


def test_one_way_field(world: World) -> None:
    world.redefine(fields=links(direction=Direction.A_TO_B))
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("b", code, city="Ulm")
    world.good_run()
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Bonn", "Bonn")
    (operation,) = world.services.review.run_operations(world.services.review.runs()[0].id)
    assert operation.changes[0].old == "Ulm"  # kept in the history


def test_a_blank_never_overwrites_where_the_field_says_so(world: World) -> None:
    world.redefine(fields=links(blank=BlankRule.KEEP))
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city=None)
    world.quiet()
    assert world.value("b", code, "city") == "Bonn"


def test_a_system_that_stores_differently_causes_no_ping_pong(world: World) -> None:
    table = world.systems["b"].table("people")
    table.normalisers = {"city": lambda value: trim(cut(5)(value))}
    code = world.create("a", city=" Flensburg ")
    world.good_run()
    assert world.value("b", code, "city") == "Flen"
    world.quiet()
    world.edit("a", code, name="other")
    world.good_run()
    assert world.value("a", code, "city") == " Flensburg "


# deletes -----------------------------------------------------------------------------------------------------------


def test_a_delete_is_carried_when_the_rule_says_so(world: World) -> None:
    code = world.both()
    world.good_run()
    world.delete("a", code)
    assert world.good_run().b.deleted == 1
    assert not world.table("b")
    (operation,) = world.services.review.run_operations(world.services.review.runs()[0].id)
    assert operation.keep["code"] == code  # kept whole
    world.quiet()


@pytest.mark.parametrize("policy", [DeletePolicy.IGNORE, DeletePolicy.UNLINK])
def test_a_delete_that_is_not_carried(tmp_path: Path, policy: DeletePolicy) -> None:
    world = World(tmp_path / "workspace", rules=Rules(ConflictRule.ASK, policy, policy))
    code = world.both()
    world.good_run()
    world.delete("a", code)
    for _ in range(3):
        report = world.good_run(full=True)
        assert (report.written, report.b.excluded) == (0, 1)
    assert code in world.table("b")
    assert code not in world.table("a")
    world.edit("b", code, city="Kiel")
    assert world.good_run(full=True).written == 0
    world.close()


def test_archive_instead_of_delete(tmp_path: Path) -> None:
    rules = Rules(ConflictRule.ASK, DeletePolicy.ARCHIVE, DeletePolicy.IGNORE, archive_b=Archive("city", "archived"))
    world = World(tmp_path / "workspace", rules=rules)
    code = world.both()
    world.good_run()
    world.delete("a", code)
    world.good_run(full=True)
    assert world.value("b", code, "city") == "archived"
    assert world.good_run(full=True).written == 0
    assert code not in world.table("a")
    world.close()


@pytest.mark.parametrize(("take", "there"), [("a", False), ("b", True)])
def test_a_delete_against_an_edit_is_held(world: World, take: str, there: bool) -> None:
    code = world.both()
    world.good_run()
    world.delete("a", code)
    world.edit("b", code, city="Kiel")
    world.good_run()
    (conflict,) = world.services.review.conflicts()
    assert (conflict.kind, conflict.a, conflict.b) == (ConflictKind.DELETE_EDIT, None, "city = Kiel")
    world.quiet()
    world.services.review.resolve(conflict.id, Resolution(take))  # type: ignore[arg-type]
    world.good_run()
    world.good_run()
    assert (code in world.table("a"), code in world.table("b")) == (there, there)
    world.equal()
    assert not world.services.review.conflicts()


def test_a_listing_cut_short_deletes_nothing(world: World) -> None:
    codes = [world.both() for _ in range(3)]
    for side in ("a", "b"):
        world.systems[side].tables["people"].capabilities = replace(ALL, cursor=False, tombstones=False, page_size=1)
    world.good_run()
    world.faults["a"].log.clear()
    world.faults["a"].at(2, Fault.FAIL, "page")
    assert world.run().status is RunStatus.FAILED
    world.faults["a"].clear()
    assert set(world.table("b")) == set(codes)
    world.quiet()


def test_an_empty_listing_waits_for_a_person(world: World) -> None:
    codes = [world.both() for _ in range(3)]
    for side in ("a", "b"):
        world.systems[side].tables["people"].capabilities = replace(ALL, cursor=False, tombstones=False)
    world.good_run()
    for code in codes:
        world.delete("a", code)
    report = world.run(approve=False)
    assert (report.status, [one.code for one in report.guards]) == (RunStatus.WAITING, ["empty"])
    assert set(world.table("b")) == set(codes)


def test_guard_on_deletes_and_updates(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", guard=Guard())
    codes = [world.both() for _ in range(40)]
    world.good_run()
    for code in codes[:6]:
        world.delete("a", code)
    report = world.run(approve=False)
    assert [one.code for one in report.guards] == ["deletes"]
    assert len(world.table("b")) == 40
    assert world.good_run().b.deleted == 6
    for code in codes[10:23]:
        world.edit("a", code, city=f"new {code}")
    assert [one.code for one in world.run(approve=False).guards] == ["updates"]
    assert world.good_run().b.updated == 13
    for code in codes[10:16]:
        world.edit("a", code, city=None)
    assert [one.code for one in world.run(approve=False).guards] == ["blanks"]
    world.close()


# holds ---------------------------------------------------------------------------------------------------------------


class _Merging(MemorySystem):
    """A system that adds nobody twice: a new record with a known e-mail address is the one that is there."""

    def insert(self, name: str, values: Mapping[str, Value], *, by: str = "", token: str = "") -> Ref:
        known = [ref for ref, row in self.rows(name).items() if values["email"] and row["email"] == values["email"]]
        return known[0] if known else super().insert(name, values, by=by, token=token)


def test_a_create_that_is_answered_with_another_ones_partner_stops_nothing(tmp_path: Path) -> None:
    """The system takes two for one: the second is held, and the rest goes on."""
    plain = replace(ALL, ids_before_commit=False, idempotency=False)
    world = World(tmp_path / "workspace", {"a": ALL, "b": plain})
    world.systems["b"].__class__ = _Merging
    world.create("a", email="one@example.org")
    world.good_run()
    for email in ("one@example.org", "two@example.org", "two@example.org", "three@example.org"):
        world.create("a", email=email)
    report = world.good_run()
    assert (report.status, report.a.failed, len(world.table("b"))) == (RunStatus.WAITING, 2, 3)
    assert {(one.code, one.side) for one in world.services.review.holds()} == {("rejected", "a")}
    world.quiet(full=True)
    world.close()


def test_a_record_made_again_that_is_answered_with_another_ones_partner_is_left(tmp_path: Path) -> None:
    """Undo and recreate say so, and both pairs stay what they are."""
    plain = replace(ALL, ids_before_commit=False, idempotency=False)
    rules = Rules(ConflictRule.ASK, DeletePolicy.IGNORE, DeletePolicy.IGNORE)
    world = World(tmp_path / "workspace", {"a": ALL, "b": plain}, rules=rules)
    world.systems["b"].__class__ = _Merging
    one, two = world.create("a", email="one@example.org", city="Kiel"), world.create("a", email="two@example.org")
    world.good_run()
    gone = world.ref("b", one)
    assert gone is not None
    world.delete("b", one)
    world.good_run(full=True)
    world.edit("b", two, email="one@example.org")  # the address has another owner now
    world.good_run()
    done = world.services.revert.recreate(Target("S", "b", gone))
    assert len(done.left) == 1
    assert done.report is not None
    assert done.report.b.created == 0
    world.good_run()
    assert (set(world.table("b")), world.value("b", two, "city")) == ({two}, world.value("a", two, "city"))
    world.edit("a", two, city="Bonn")
    world.good_run()
    assert world.value("b", two, "city") == "Bonn"
    assert set(world.table("a")) == {one, two}
    world.close()


def test_one_refused_record_stops_nothing_and_retry_writes_it(world: World) -> None:
    table = world.systems["b"].table("people")
    table.checks = (lambda row: "Name is on the black list" if row["name"] == "bad" else None,)
    bad, good = world.create("a", name="bad"), world.create("a")
    report = world.good_run()
    assert (report.status, report.b.created, report.a.failed) == (RunStatus.WAITING, 1, 1)
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.words) == ("rejected", "Name is on the black list")
    writes = world.faults["b"].log.count("write")
    world.quiet()
    assert world.faults["b"].log.count("write") == writes  # the same picture is not sent again
    table.checks = ()
    world.services.review.retry(hold.id)
    assert world.good_run().b.created == 1
    assert set(world.table("b")) == {bad, good}
    assert not world.services.review.holds()


def test_a_refused_update_is_tried_again_when_the_record_changes(world: World) -> None:
    code = world.both()
    world.good_run()
    table = world.systems["b"].table("people")
    table.checks = (lambda row: "no" if row["city"] == "bad" else None,)
    world.edit("a", code, city="bad")
    assert world.good_run().b.failed == 1
    world.quiet()
    world.edit("a", code, city="good")
    world.good_run()
    assert world.value("b", code, "city") == "good"
    assert not world.services.review.holds()


def test_what_does_not_fit_is_held_before_the_call(world: World) -> None:
    world.systems["b"].tables["people"].fields = tuple(
        Field(name, name, FieldType.TEXT, max_length=10 if name == "city" else None, required=name == "code")
        for name in FIELDS
    )
    world.redefine(fields=links(required=True))
    blank, fine = world.create("a", city=None), world.create("a", city="Kiel")
    report = world.good_run()
    assert (report.b.created, report.a.failed) == (1, 1)
    assert set(world.table("b")) == {fine}
    world.edit("a", blank, city="Ulm")
    assert world.good_run().b.created == 1
    assert not world.services.review.holds()


# undo, why, drift ----------------------------------------------------------------------------------------------------


def test_why_and_history(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    report = world.good_run()
    ref = world.ref("b", code)
    assert ref is not None
    why = world.services.review.why("S", "b", ref, "city")
    assert why.operation is not None
    assert (why.value, why.operation.run_id, why.operation.changes[0].old) == ("Kiel", report.id, "Bonn")
    assert "changed in A" in why.sentence
    assert world.services.review.why("S", "a", world.ref("a", code), "city").operation is None  # type: ignore[arg-type]


def test_undo_restores_what_still_is_as_written(world: World) -> None:
    one, two = world.both(city="Bonn"), world.both(city="Bonn")
    world.good_run()
    world.edit("a", one, city="Kiel")
    world.edit("a", two, city="Kiel")
    new = world.create("a")
    run = world.good_run()
    world.edit("b", two, city="Ulm")
    planned = world.services.review.undo(run.id, dry=True)
    assert world.value("b", one, "city") == "Kiel"
    assert (len(planned.operations), len(planned.conflicts)) == (2, 1)
    undone = world.services.review.undo(run.id)
    assert undone.report is not None
    assert undone.report.status is RunStatus.WAITING
    assert (world.value("b", one, "city"), world.value("b", two, "city")) == ("Bonn", "Ulm")
    assert new not in world.table("b")
    world.good_run()
    assert new not in world.table("b")
    with pytest.raises(UsageError, match="taken back already"):
        world.services.review.undo(run.id)


def test_undo_makes_deleted_records_again(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.delete("a", code)
    run = world.good_run()
    report = world.services.review.undo(run.id).report
    assert report is not None
    assert report.status is RunStatus.OK
    assert world.value("b", code, "city") == "Bonn"
    world.quiet()
    assert code not in world.table("a")


def test_a_lost_field_suspends_and_blanks_nothing(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    fields = world.systems["a"].tables["people"].fields
    world.systems["a"].tables["people"].fields = tuple(one for one in fields if one.name != "city")
    report = world.run()
    assert (report.status, "city" in report.error) == (RunStatus.FAILED, True)
    assert world.services.syncs.get("S").state is SyncState.SUSPENDED
    assert world.value("b", code, "city") == "Bonn"
    world.systems["a"].tables["people"].fields = fields
    world.quiet()
    assert world.services.syncs.get("S").state is SyncState.ACTIVE


def test_incremental_runs_read_only_what_changed(world: World) -> None:
    codes = [world.both() for _ in range(30)]
    world.good_run()
    world.good_run()
    world.edit("a", codes[3], city="Kiel")
    for side in ("a", "b"):
        world.faults[side].log.clear()
    report = world.good_run()
    assert (report.full, report.b.updated, report.a.seen, report.b.seen) == (False, 1, 30, 30)
    assert len(world.faults["a"].log) < 12


def test_an_edit_during_the_run_is_not_lost(world: World) -> None:
    code = world.both(city="Bonn", name="Zoë")
    world.good_run()
    world.edit("a", code, city="Kiel")
    edits = iter([{"name": "typed meanwhile"}])

    def meanwhile(_method: str) -> None:
        for values in edits:
            world.edit("b", code, **values)

    world.faults["b"].late = meanwhile
    world.faults["b"].always(Fault.LATE, "write")
    world.good_run()
    world.faults["b"].clear()
    world.good_run()
    assert (world.value("b", code, "city"), world.value("a", code, "name")) == ("Kiel", "typed meanwhile")
    world.equal()
    assert OperationKind.UPDATE in {one.kind for one in world.services.review.history("S", "b", world.ref("b", code))}  # type: ignore[arg-type]


def test_a_passing_failure_is_waited_for(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.faults["b"].log.clear()
    world.faults["b"].at(1, Fault.FAIL, "write").at(2, Fault.FAIL, "write")
    assert world.good_run().b.updated == 1
    world.quiet()


def test_a_lasting_failure_fails_the_run_and_the_next_one_goes_on(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.create("a", "new")
    world.faults["b"].always(Fault.FAIL, "write")
    report = world.run()
    assert (report.status, report.error != "", report.advice != "") == (RunStatus.FAILED, True, True)
    world.faults["b"].clear()
    report = world.good_run()
    assert (report.b.updated, report.b.created) == (1, 1)
    world.equal()


def test_an_interrupted_run_is_told_and_cleared_up(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.faults["b"].log.clear()
    world.faults["b"].at(1, Fault.CRASH_AFTER, "write")
    assert world.crash(world.run)
    crashed = world.services.review.runs()[0].id
    world.good_run()
    assert world.value("b", code, "city") == "Kiel"
    report = world.workspace.journal.run(crashed)
    assert report is not None
    assert (report.status, "interrupted" in report.error) == (RunStatus.FAILED, True)
    assert not world.workspace.journal.planned(crashed)
    assert not list(world.workspace.journal.staged_unlinked(crashed, "a"))


def test_two_workspaces_make_records_of_their_own_in_one_system(tmp_path: Path) -> None:
    """Two computers, or a workspace that was begun anew: sync, run and row have the same numbers there. What names a new record in a
    system that makes none twice is no such number: the second's record would be written over the first's.
    """
    first, second = World(tmp_path / "one"), World(tmp_path / "two")
    second.systems["b"] = first.systems["b"]
    first.create("a", "c-first")
    second.create("a", "c-second")
    first.good_run()
    second.good_run()
    assert set(second.table("b")) == {"c-first", "c-second"}
    first.close()
    second.close()
