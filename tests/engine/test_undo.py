"""Undo (I8): whole runs, records, fields; of creates, deletes, archives, links; of an undo; after crashes and refusals."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL, cut
from desktop_sync.engine.undo import Part
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import ConflictRule, FirstRun
from desktop_sync.model.plan import HoldState, OperationKind, Resolution
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunStatus
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.sync import Archive, DeletePolicy, Rules
from tests.fakes.faulty import Fault
from tests.machines.world import FIELDS, World
from tests.seeds import some


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path / "workspace")
    one.good_run()
    yield one
    one.close()


def tables(world: World) -> tuple[dict[str, object], dict[str, object]]:
    return world.table("a"), world.table("b")


def rests(world: World) -> None:
    """Nothing moves any more, and nothing asks for a decision."""
    before = tables(world)
    for options in ({}, {"full": True}, {}):
        world.quiet(**options)
        assert tables(world) == before
        assert not world.services.review.conflicts()


def ref(world: World, side: str, code: str) -> Ref:
    found = world.ref(side, code)
    assert found is not None
    return found


def holds(world: World, code: str) -> list[tuple[str, HoldState]]:
    return [(one.field, one.state) for one in world.workspace.journal.holds(dismissed=True) if one.code == code]


def test_after_an_undo_both_sides_rest_and_nothing_is_carried_again(world: World) -> None:
    code = world.both(city="Bonn", name="Zoë")
    world.good_run()
    world.edit("a", code, city="Kiel")
    before = tables(world)
    run = world.good_run()
    done = world.services.review.undo(run.id)
    assert done.report is not None
    assert (done.report.status, done.report.b.updated, done.conflicts) == (RunStatus.OK, 1, ())
    assert tables(world) == before
    assert holds(world, "undone") == [("city", HoldState.DISMISSED)]
    assert not world.services.review.holds()
    rests(world)
    world.edit("b", code, name="Zoe")  # another field goes on as usual
    assert world.good_run().a.updated == 1
    assert (world.value("a", code, "city"), world.value("b", code, "city")) == ("Kiel", "Bonn")
    world.edit("b", code, city="Ulm")  # and an edit of the field ends its rest
    world.good_run()
    assert world.value("a", code, "city") == "Ulm"
    assert holds(world, "undone") == []
    world.equal()


def test_an_edit_of_the_source_after_the_undo_is_carried(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    run = world.good_run()
    world.services.review.undo(run.id)
    world.edit("a", code, city="Köln")
    world.good_run()
    assert world.value("b", code, "city") == "Köln"
    assert holds(world, "undone") == []
    world.quiet()


def test_undo_of_an_undo_and_of_that(world: World) -> None:
    code = world.both(city="Bonn")
    gone = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    new = world.create("b", city="new")
    world.delete("a", gone)
    before = tables(world)
    run = world.good_run().id
    after = tables(world)
    for expected in (before, after, before, after):
        report = world.services.review.undo(run).report
        assert report is not None
        assert report.status is RunStatus.OK
        assert tables(world) == expected
        rests(world)
        run = report.id
    world.edit("a", new, city="on")  # linked again, and alive
    world.good_run()
    assert world.value("b", new, "city") == "on"
    world.equal()


def test_a_run_is_taken_back_once_and_the_words_lead_on(world: World) -> None:
    code = world.both()
    world.good_run()
    world.edit("a", code, city="Kiel")
    run = world.good_run().id
    undo = world.services.review.undo(run).report
    assert undo is not None
    with pytest.raises(UsageError, match=f"taken back already, by run {undo.id}") as first:
        world.services.review.undo(run)
    assert first.value.advice == ""
    redo = world.services.review.undo(undo.id).report
    assert redo is not None
    with pytest.raises(UsageError) as second:
        world.services.review.undo(run)
    assert f"since run {redo.id}" in second.value.advice


def test_undo_after_later_runs_leaves_what_moved_and_holds_it(world: World) -> None:
    one, two = world.both(city="Bonn"), world.both(city="Bonn")
    world.good_run()
    world.edit("a", one, city="Kiel")
    world.edit("a", two, city="Kiel")
    first = world.good_run()
    world.edit("a", one, city="Köln", name="other")
    second = world.good_run()
    done = world.services.review.undo(first.id)
    assert done.report is not None
    assert (done.report.status, len(done.conflicts)) == (RunStatus.WAITING, 1)
    assert "Köln" in done.conflicts[0]
    assert (world.value("b", one, "city"), world.value("b", two, "city")) == ("Köln", "Bonn")
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.field, hold.state, hold.side) == ("moved", "city", HoldState.WAITING, "b")
    world.quiet()
    world.services.review.dismiss(hold.id)
    world.services.review.undo(second.id)
    assert (world.value("b", one, "city"), world.value("b", one, "name")) != ("Köln", "other")
    assert world.value("b", one, "city") == "Kiel"
    rests(world)


def test_undo_of_one_record_and_of_one_field(world: World) -> None:
    one, two = world.both(city="Bonn", name="n"), world.both(city="Bonn")
    world.good_run()
    world.edit("a", one, city="Kiel", name="m")
    world.edit("a", two, city="Kiel")
    run = world.good_run()
    review = world.services.review
    part = Part("a", ref(world, "a", one), "city")
    assert [c.name for op in review.undo(run.id, part=part, dry=True).operations for c in op.changes] == ["city"]
    assert world.value("b", one, "city") == "Kiel"
    review.undo(run.id, part=part)
    assert (world.value("b", one, "city"), world.value("b", one, "name")) == ("Bonn", "m")
    review.undo(run.id, part=Part("b", ref(world, "b", one)))
    assert (world.value("b", one, "name"), world.value("b", two, "city")) == ("n", "Kiel")
    rests(world)
    with pytest.raises(UsageError, match="wrote nothing there"):
        review.undo(run.id, part=Part("a", ref(world, "a", two), "email"))
    with pytest.raises(UsageError, match="no field"):
        review.undo(run.id, part=Part("a", ref(world, "a", two), "nothing"))
    review.undo(run.id)
    assert world.value("b", two, "city") == "Bonn"
    rests(world)


def test_undo_of_a_create_that_was_touched_since(world: World) -> None:
    world.systems["b"].tables["people"].fields += (Field("note", "note", FieldType.TEXT),)
    mapped, other, free = world.create("a"), world.create("a"), world.create("a")
    run = world.good_run()
    world.edit("b", mapped, city="edited")
    world.clock.wait(60)
    world.systems["b"].change("people", ref(world, "b", other), {"note": "a remark"})
    done = world.services.review.undo(run.id)
    assert set(world.table("b")) == {mapped, other}
    assert len(done.conflicts) == 2
    world.good_run()
    assert set(world.table("a")) == {mapped, other, free}
    assert set(world.table("b")) == {mapped, other}
    with pytest.raises(UsageError, match="taken back already"):
        world.services.review.undo(run.id)


def test_a_deleted_record_comes_back_whole(world: World) -> None:
    for side in ("a", "b"):
        world.systems[side].tables["people"].fields += (
            Field("note", "note", FieldType.TEXT),
            Field("made", "made", FieldType.TEXT, read_only=True),
        )
    code = world.both()
    world.systems["b"].change("people", ref(world, "b", code), {"note": "not mapped, not lost"})
    world.good_run()
    world.delete("a", code)
    run = world.good_run()
    assert code not in world.table("b")
    world.services.review.undo(run.id)
    row = world.systems["b"].rows("people")[ref(world, "b", code)]
    assert row["note"] == "not mapped, not lost"
    rests(world)
    assert code not in world.table("a")


def test_a_record_deleted_by_a_run_stays_linked_to_one_that_came_back(world: World) -> None:
    code = world.both()
    world.good_run()
    ref_a = ref(world, "a", code)
    kept = world.systems["a"].table("people").rows[ref_a]
    world.delete("a", code)
    run = world.good_run()
    world.services.review.undo(run.id)
    world.systems["a"].table("people").rows[ref_a] = kept  # an administrator brings it back
    kept.seq = world.systems["a"]._next()
    world.edit("b", code, city="later")
    world.good_run(full=True)
    assert world.value("a", code, "city") == "later"
    world.equal()


@pytest.mark.parametrize("mapped", [True, False])
def test_undo_of_an_archive(tmp_path: Path, mapped: bool) -> None:
    name = "city" if mapped else "state"
    rules = Rules(ConflictRule.ASK, DeletePolicy.ARCHIVE, DeletePolicy.IGNORE, archive_b=Archive(name, "archived"))
    world = World(tmp_path / "workspace")
    if not mapped:
        world.systems["b"].tables["people"].fields += (Field("state", "state", FieldType.TEXT),)
    world.redefine(rules=rules)
    code = world.both(city="Bonn")
    if not mapped:
        world.systems["b"].change("people", ref(world, "b", code), {"state": "active"})
    world.good_run()
    world.delete("a", code)
    run = world.good_run(full=True)

    def value() -> object:
        return world.systems["b"].rows("people")[ref(world, "b", code)][name]

    assert value() == "archived"
    undo = world.services.review.undo(run.id).report
    assert undo is not None
    assert value() == ("Bonn" if mapped else "active")
    rests(world)
    world.services.review.undo(undo.id)
    assert value() == "archived"
    rests(world)
    if mapped:
        assert "archived" in world.services.review.why("S", "b", ref(world, "b", code), "city").sentence
    world.close()


def test_undo_links_again_what_a_rule_unlinked(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", rules=Rules(ConflictRule.ASK, DeletePolicy.UNLINK, DeletePolicy.UNLINK))
    code = world.both()
    world.good_run()
    ref_a = ref(world, "a", code)
    kept = world.systems["a"].table("people").rows[ref_a]
    world.delete("a", code)
    run = world.good_run(full=True)
    assert world.workspace.journal.link_by_ref(1, "b", ref(world, "b", code)) is None
    planned = world.services.review.undo(run.id, dry=True)
    assert planned.notes == ("Pairs that were dissolved and are linked again: 1.",)
    world.services.review.undo(run.id)
    rests(world)
    world.systems["a"].table("people").rows[ref_a] = kept
    kept.seq = world.systems["a"]._next()
    world.edit("b", code, city="later")
    world.good_run(full=True)
    assert world.value("a", code, "city") == "later"
    world.close()


def test_the_first_pairing_taken_back_waits_for_approval_again(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", first_run=FirstRun.PREFER_A)
    world.create("a", "x", city="Kiel")
    world.create("b", "x", city="Ulm")
    world.create("a", "only a")
    world.create("b", "only b")
    before = tables(world)
    run = world.good_run()
    after = tables(world)
    planned = world.services.review.undo(run.id, dry=True)
    assert planned.notes[1] == "Pairs that are dissolved: 1."
    undo = world.services.review.undo(run.id).report
    assert undo is not None
    assert tables(world) == before
    waiting = world.run(approve=False)
    assert (waiting.status, [one.code for one in waiting.guards]) == (RunStatus.WAITING, ["first_pairing"])
    assert tables(world) == before
    world.services.review.undo(undo.id)
    assert tables(world) == after
    rests(world)
    world.equal()
    world.close()


def test_a_first_pairing_taken_back_late_keeps_the_pairs_that_later_runs_wrote(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace", first_run=FirstRun.PREFER_A)
    one, two = world.both(), world.both()
    run = world.good_run()
    world.edit("a", one, city="later")
    world.good_run()
    done = world.services.review.undo(run.id)
    assert done.notes[1:] == (
        "Pairs that are dissolved: 1.",
        "Pairs that stay, because later runs wrote to them: 1.",
    )
    journal = world.workspace.journal
    assert journal.link_by_ref(1, "a", ref(world, "a", one)) is not None
    assert journal.link_by_ref(1, "a", ref(world, "a", two)) is None
    world.good_run()
    world.equal()
    world.close()


def test_a_decision_taken_back_restores_both_values(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.good_run()
    (conflict,) = world.services.review.conflicts()
    world.services.review.resolve(conflict.id, Resolution("value", "Trier"))
    before = tables(world)
    run = world.good_run()
    world.services.review.undo(run.id)
    assert tables(world) == before
    rests(world)


def test_one_refused_value_stops_no_other_and_can_be_repeated(world: World) -> None:
    one, two = world.both(city="Bonn"), world.both(city="Bonn")
    world.good_run()
    world.edit("a", one, city="Kiel")
    world.edit("a", two, city="Kiel")
    run = world.good_run()
    table = world.systems["b"].table("people")
    table.checks = (lambda row: "no Bonn here" if (row["code"], row["city"]) == (one, "Bonn") else None,)
    done = world.services.review.undo(run.id)
    assert done.report is not None
    assert (done.report.status, done.report.b.updated, done.report.b.failed) == (RunStatus.WAITING, 1, 1)
    (hold,) = world.services.review.holds()
    assert hold.words == "no Bonn here"
    table.checks = ()
    again = world.services.review.undo(run.id)
    assert (len(again.operations), again.conflicts) == (1, ())
    assert {world.value("b", code, "city") for code in (one, two)} == {"Bonn"}
    assert world.workspace.journal.run(run.id).undone_by is not None  # type: ignore[union-attr]


def test_a_system_that_stores_differently_is_no_edit(world: World) -> None:
    world.systems["b"].table("people").normalisers = {"city": cut(4)}
    made, edited = world.create("a", city="Flensburg"), world.both(city="Bonn")
    world.good_run()
    world.edit("a", edited, city="Hildesheim")
    new = world.create("a", city="Schwerin")
    run = world.good_run()
    done = world.services.review.undo(run.id)
    assert done.conflicts == ()
    assert new not in world.table("b")
    assert world.value("b", edited, "city") == "Bonn"
    assert world.value("b", made, "city") == "Flen"
    rests(world)
    (operation,) = [
        one
        for one in world.services.review.history("S", "b", ref(world, "b", made))
        if one.kind is OperationKind.CREATE
    ]
    assert next(c.new for c in operation.changes if c.name == "city") == "Flen"


def test_a_field_that_is_no_longer_mapped_is_left_with_words(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel", name="m")
    run = world.good_run()
    fields = tuple(one for one in world.definition().fields if one.name != "city")
    world.redefine(fields=fields)
    done = world.services.review.undo(run.id)
    assert len(done.conflicts) == 1
    assert "city" in done.conflicts[0]
    assert world.value("b", code, "city") == "Kiel"
    assert world.value("b", code, "name") != "m"


def test_undo_leaves_a_line_in_the_audit_without_values(world: World) -> None:
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    run = world.good_run()
    world.services.review.undo(run.id, part=Part("a", ref(world, "a", code), "city"))
    (line,) = [one for one in world.workspace.audit.lines() if one["action"] == "run.undo"]
    assert line["details"] == {"run": run.id, "by": run.id + 1, "written": 1, "left": 0, "part": "field"}
    assert world.workspace.audit.verify() is None


# crashes ---------------------------------------------------------------------------------------------------------------

PLAIN = replace(ALL, ids_before_commit=False, idempotency=False, cursor=False, tombstones=False, versions=False)
SMALL = replace(ALL, batch_size=2)


def _story(world: World) -> tuple[int, tuple[dict[str, object], dict[str, object]]]:
    """A run with everything in it: its id, and the tables before it."""
    codes = [world.both() for _ in range(6)]
    world.good_run()
    world.edit("a", codes[0], city="Kiel")
    world.edit("b", codes[1], city="Ulm", name="m")
    world.edit("a", codes[2], city="x")
    world.edit("b", codes[2], name="y")
    world.delete("a", codes[3])
    world.delete("b", codes[4])
    world.create("a", "new a")
    world.create("b", "new b")
    before = tables(world)
    return world.good_run().id, before


def _calls(tmp_path: Path, capabilities: object) -> dict[str, int]:
    world = World(tmp_path / "count", capabilities)  # type: ignore[arg-type]
    run, before = _story(world)
    for side in ("a", "b"):
        world.faults[side].log.clear()
    world.journal.calls = 0
    world.services.review.undo(run)
    counts = {"journal": world.journal.calls, "a": len(world.faults["a"].log), "b": len(world.faults["b"].log)}
    assert tables(world) == before
    world.close()
    return counts


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["small", "plain"])
@pytest.mark.parametrize("run_between", [True, False])
def test_undo_stopped_at_any_call_can_be_repeated(tmp_path: Path, kind: str, run_between: bool) -> None:
    one = {"small": SMALL, "plain": PLAIN}[kind]
    capabilities = {"a": one, "b": one}
    counts = _calls(tmp_path, capabilities)
    plans = [
        (where, when, number)
        for where, count in counts.items()
        for number in range(1, count + 1)
        for when in (("before", "after") if where == "journal" else (Fault.CRASH_BEFORE, Fault.CRASH_AFTER))
    ]
    for index, (where, when, number) in enumerate(some(plans, len(plans) // 4)):
        world = World(tmp_path / str(index), capabilities)
        run, before = _story(world)
        if where == "journal":
            world.journal.calls = 0
            setattr(world.journal, str(when), number)
        else:
            world.faults[where].log.clear()
            world.faults[where].at(number, when)  # type: ignore[arg-type]
        world.crash(lambda world=world, run=run: world.services.review.undo(run))
        place = f"after a crash at {where} {when} {number}"
        if run_between:
            world.good_run()
            _each_as_before_or_after(world, before, place)
        found = world.workspace.journal.run(run)
        if found is not None and found.undone_by is None:
            done = world.services.review.undo(run)
            assert done.conflicts == (), place
        assert tables(world) == before, place
        rests(world)
        world.close()


def _each_as_before_or_after(world: World, before: tuple[dict[str, object], dict[str, object]], place: str) -> None:
    """Between a stopped undo and its repetition, nothing was doubled and nothing else written (`table` fails on doubles)."""
    for side, earlier in zip(("a", "b"), before, strict=True):
        for code, row in world.table(side).items():
            for name in FIELDS:
                seen = {str(rows[code][name]) for rows in before if code in rows}  # type: ignore[index]
                assert str(row[name]) in seen, (place, side, code, name, earlier)


@pytest.mark.parametrize("fault", [Fault.LOSE, Fault.HALF, Fault.FAIL])
def test_lost_answers_and_half_batches(tmp_path: Path, fault: Fault) -> None:
    world = World(tmp_path / "workspace")
    run, before = _story(world)
    for side in ("a", "b"):
        world.faults[side].log.clear()
        world.faults[side].at(1, fault, "write")
    world.services.review.undo(run)
    for side in ("a", "b"):
        world.faults[side].clear()
    world.good_run()
    found = world.workspace.journal.run(run)
    assert found is not None
    if found.undone_by is None:
        assert world.services.review.undo(run).conflicts == ()
    assert tables(world) == before
    rests(world)
    world.close()
