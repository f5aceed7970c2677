"""References between tables, on the whole engine with two systems in memory whose ids differ."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from desktop_sync.engine.events import RunFinished
from desktop_sync.engine.worker import Worker
from desktop_sync.errors import DefinitionError, UsageError
from desktop_sync.model.mapping import Direction
from desktop_sync.model.plan import HoldState, Resolution
from desktop_sync.model.report import RunStatus
from desktop_sync.model.sync import Guard, Trigger
from tests.fakes.faulty import Fault
from tests.machines.family import SYNCS, TABLES, Family, definition
from tests.seeds import some


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    """Empty tables."""
    one = Family(tmp_path / "workspace")
    yield one
    one.close()


def test_parents_come_first_and_nothing_is_done_twice(family: Family) -> None:
    company = family.add("a", "companies")
    person = family.add("a", "people", firm=company)
    family.add("b", "notes", person=family.add("b", "people", firm=family.add("b", "companies")))
    reports = family.run_all()
    assert [one.sync for one in reports] == ["Companies", "People", "Folders", "Notes"]
    family.equal()
    assert family.table("b", "people")[person]["firm"] == company
    family.quiet()


def test_a_circle_is_closed_in_the_same_run(family: Family) -> None:
    company = family.add("a", "companies")
    boss = family.add("a", "people", firm=company)
    family.edit("a", "companies", company, boss=boss)
    reports = family.run_all()
    assert [(one.sync, one.written) for one in reports if one.written] == [
        ("Companies", 1),
        ("People", 1),
        ("Companies", 1),
    ]
    family.equal()
    family.quiet()
    assert family.codes("companies") == []


def test_a_circle_run_by_hand_shows_what_waits(family: Family) -> None:
    company = family.add("a", "companies")
    family.edit("a", "companies", company, boss=family.add("a", "people", firm=company))
    report = family.run("companies")
    assert (report.status, report.b.created, report.a.waiting) == (RunStatus.WAITING, 1, 1)
    (hold,) = family.services.review.holds()
    assert (hold.code, hold.state, hold.field, hold.label) == ("parent", HoldState.WAITING, "boss", company)
    assert hold.message == f"waiting for “People” {family.systems['a'].rows('companies')[hold.ref]['boss']}"
    assert family.run("companies").written == 0
    family.run("people")
    assert family.run("companies").b.updated == 1
    family.equal()


def test_an_edit_of_the_field_that_waits_is_a_conflict_and_not_lost(family: Family) -> None:
    company = family.add("a", "companies")
    family.edit("a", "companies", company, boss=family.add("a", "people", firm=company))
    family.run("companies")
    other = family.add("b", "people", firm=company)
    family.edit("b", "companies", company, boss=other)
    family.run_all()
    (conflict,) = family.services.review.conflicts()
    assert conflict.field == "boss"
    family.services.review.resolve(conflict.id, Resolution("b"))
    family.run_all()
    family.equal()
    assert family.table("a", "companies")[company]["boss"] == other
    family.quiet()


def test_a_long_chain_is_made_in_one_run_from_its_root(family: Family) -> None:
    name = None
    names = [f"f{n:02}" for n in range(30)]
    for name, up in zip(names, [None, *names], strict=False):
        family.add("a", "folders", name, up=up)
    assert family.run("folders").b.created == 30
    family.equal()
    family.quiet()


def test_a_tree_without_its_root_waits_whole_and_then_goes_on(family: Family) -> None:
    root = family.add("a", "folders", "root")
    family.add("a", "folders", "leaf", up=family.add("a", "folders", "twig", up=root))
    for _ in range(2):
        family.systems["b"].insert("folders", {"name": "root"})
    report = family.run("folders")
    assert (report.a.waiting, report.b.created) == (3, 0)
    assert family.codes("folders") == ["ambiguous"] * 3 + ["parent"] * 2
    one = next(iter(family.systems["b"].rows("folders")))
    family.systems["b"].delete("folders", one)
    assert family.run("folders").b.created == 2
    assert family.codes("folders") == []
    family.equal()
    family.quiet()


def test_records_that_could_be_the_same_are_never_made_twice_in_a_later_generation(family: Family) -> None:
    """Held as ambiguous by their names at first; told apart by their parents only when these are linked."""
    family.services.syncs.apply(replace(definition("folders"), match_keys=(("name",), ("up", "name"))))
    for side in ("a", "b"):
        for root in ("east", "west"):
            family.add(side, "folders", root)
            ref = family.ref(side, "folders", root)
            family.systems[side].insert("folders", {"name": "same", "up": ref, "text": root})
    report = family.run("folders")
    assert (report.written, report.a.seen, report.b.seen) == (0, 4, 4)
    assert family.codes("folders") == []
    rows = {
        side: {
            str(row["text"]): row["up"]
            for row in family.systems[side].rows("folders").values()
            if row["name"] == "same"
        }
        for side in "ab"
    }
    for root in ("east", "west"):
        assert {side: rows[side][root] for side in "ab"} == {side: family.ref(side, "folders", root) for side in "ab"}
    family.quiet()


def test_a_required_reference_in_a_circle_waits_and_the_other_one_is_cut(tmp_path: Path) -> None:
    """People (applied first, so first in the circle) need their firm; the firm's boss is what is written later."""
    family = Family(tmp_path / "w")
    company = family.add("a", "companies")
    person = family.add("a", "people", firm=company)
    family.edit("a", "companies", company, boss=person)
    assert family.run("people").b.created == 0
    family.run_all()
    family.equal()
    family.quiet()
    family.close()


def test_a_parent_that_lost_its_partner_is_waited_for(family: Family) -> None:
    company, other = family.add("a", "companies"), family.add("a", "companies")
    person = family.add("a", "people", firm=company)
    family.run_all()
    family.systems["b"].delete("companies", family.ref("b", "companies", other))
    family.run_all()
    family.edit("a", "people", person, firm=other)
    family.run_all()
    assert family.codes("people") == ["parent"]
    assert family.table("b", "people")[person]["firm"] == company
    family.edit("a", "people", person, firm=company)
    family.run_all()
    assert family.codes("people") == []
    family.quiet()


def test_a_field_that_goes_one_way_overwrites_what_points_nowhere(family: Family) -> None:
    one = definition("people")
    fields = tuple(replace(f, direction=Direction.A_TO_B) if f.name == "deputy" else f for f in one.fields)
    family.services.syncs.apply(replace(one, fields=fields))
    company = family.add("a", "companies")
    deputy = family.add("a", "people", firm=company)
    person = family.add("a", "people", firm=company, deputy=deputy)
    family.run_all()
    family.services.syncs.apply(replace(one, fields=fields, b=replace(one.b, where=(("text", ""),))))
    stranger = family.add("b", "people", firm=company, text="outside")
    family.systems["b"].change(
        "people", family.ref("b", "people", person), {"deputy": family.ref("b", "people", stranger)}
    )
    family.run_all()
    assert family.table("b", "people")[person]["deputy"] == deputy
    assert family.codes("people") == []


def test_plans_show_what_will_be_written_and_what_waits(family: Family) -> None:
    company = family.add("a", "companies")
    family.run_all()
    folder = family.add("a", "folders")
    person = family.add("a", "people", firm=company)
    plan = family.services.runner.plan("People")
    assert {c.name: c.new for c in plan.operations[0].changes}["firm"] == family.ref("b", "companies", company)
    note = family.add("a", "notes", person=person, folder=folder)
    plan = family.services.runner.plan("Notes")
    assert [(one.label, one.field) for one in plan.waiting] == [(note, "person"), (note, "folder")]
    assert (plan.holds, plan.operations) == (2, ())
    assert family.services.review.holds() == []  # a plan stores nothing


def test_what_was_waited_for_trips_no_guard_and_other_updates_still_do(tmp_path: Path) -> None:
    family = Family(tmp_path / "w", guard=Guard())
    family.run_all()
    companies = [family.add("a", "companies") for _ in range(20)]
    for company in companies:
        family.edit("a", "companies", company, boss=family.add("a", "people", firm=company))
    for one in ("Companies", "People", "Companies"):
        assert family.services.runner.run(one).guards == ()
    family.equal()
    for company in companies:
        family.edit("a", "companies", company, boss=None)
    assert [one.code for one in family.services.runner.run("Companies").guards]
    family.close()


def test_a_dismissed_wait_stays_aside_until_the_record_changes(family: Family) -> None:
    note = family.add("a", "notes", person=family.add("a", "people", firm=family.add("a", "companies")))
    family.run("notes")
    (hold,) = family.services.review.holds()
    family.services.review.dismiss(hold.id)
    report = family.run("notes")
    assert (report.status, report.a.excluded, report.holds) == (RunStatus.OK, 1, 0)
    family.run_all()
    assert family.names("b", "notes") == []
    family.edit("a", "notes", note, text="again")
    family.run_all()
    family.equal()


def test_a_sync_that_others_need_can_not_be_removed(family: Family) -> None:
    with pytest.raises(UsageError, match="“firm” of “People”") as caught:
        family.services.syncs.remove("Companies")
    assert "Take these fields out" in caught.value.advice
    family.services.syncs.remove("Notes")
    family.services.syncs.remove("Folders")  # itself is no other sync


def test_mistakes_are_told_when_the_sync_is_applied(family: Family) -> None:
    one = definition("people")
    for name, words in (("Firms", "“Firms”, which there is not"), ("Folders", "points at “companies”")):
        fields = tuple(
            replace(f, lens=replace(f.lens, params={"sync": name})) if f.name == "firm" else f for f in one.fields
        )
        with pytest.raises(DefinitionError, match=words):
            family.services.syncs.apply(replace(one, fields=fields))


def test_a_bare_foreign_key_finds_its_sync(family: Family) -> None:
    one = definition("notes")
    bare = replace(one, fields=tuple(replace(f, lens=type(f.lens)()) for f in one.fields))
    family.services.syncs.apply(bare)
    stored = family.services.syncs.get("Notes").definition
    assert [f.lens.params.get("sync") for f in stored.fields] == [None, None, "People", "Folders"]


def test_a_create_is_taken_back_and_its_children_wait(family: Family) -> None:
    company = family.add("a", "companies")
    person = family.add("a", "people", firm=company)
    family.run_all()
    family.edit("a", "people", person, firm=family.add("a", "companies"))
    (companies, people, _, _) = family.run_all()
    assert companies.written == people.written == 1
    family.services.review.undo(people.id)
    assert family.table("b", "people")[person]["firm"] == company


# order and the worker --------------------------------------------------------------------------------------------------


def test_the_worker_runs_what_can_go_on_by_itself(tmp_path: Path) -> None:
    family = Family(tmp_path / "w", trigger=Trigger(every_s=3600))
    family.run_all()
    company = family.add("a", "companies")
    family.edit("a", "companies", company, boss=family.add("a", "people", firm=company))
    family.clock.wait(4000)
    done: list[str] = []

    def listener(event: object) -> None:
        if isinstance(event, RunFinished):
            done.append(event.sync)
            assert event.report is not None
            assert event.report.status.value != "failed", event.report.error
            if len(done) == 5:
                worker.stop()

    worker = Worker(lambda: family.services, listener)
    worker.start()
    assert worker.join(60)
    assert done[:2] == ["Companies", "People"]
    assert sorted(done[2:]) == ["Companies", "Folders", "Notes"]
    family.equal()
    now = family.clock.now()
    assert all(one.due_at is not None and one.due_at > now for one in family.services.syncs.standings(now))
    family.close()


def test_asked_for_out_of_order_the_worker_begins_with_the_parents(family: Family) -> None:
    company = family.add("a", "companies")
    family.edit("a", "companies", company, boss=family.add("a", "people", firm=company))
    done: list[str] = []

    def listener(event: object) -> None:
        if isinstance(event, RunFinished):
            done.append(event.sync)
            if len(done) == 3:
                worker.stop()

    worker = Worker(lambda: family.services, listener)
    for name in ("People", "Companies"):
        worker.request(name, approve=True)
    worker.start()
    assert worker.join(60)
    assert done == ["Companies", "People", "Companies"]
    family.equal()


# anything, in any order --------------------------------------------------------------------------------------------------


def act(family: Family, chance: random.Random) -> None:
    """Somebody adds or edits something somewhere, or one sync runs."""
    side = chance.choice("ab")
    if chance.random() < 0.2:
        family.run(chance.choice(list(TABLES)))
        return
    table = chance.choice(list(TABLES))
    pick = {name: chance.choice([*family.names(side, target), None]) for name, target in TABLES[table].items()}
    if table == "people" and pick["firm"] is None:
        pick["firm"] = family.add(side, "companies")
    if table == "notes" and pick["person"] is None:
        return
    names = family.names(side, table)
    if names and chance.random() < 0.5:
        name = chance.choice(names)
        field = chance.choice([*pick, "text"])
        family.edit(side, table, name, **{field: chance.choice(["x", "y", None]) if field == "text" else pick[field]})
        return
    family.add(side, table, text=chance.choice(["x", None]), **pick)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_both_sides_end_the_same(tmp_path: Path, seed: int) -> None:
    family = Family(tmp_path / "w", ALL if seed % 2 else replace(ALL, cursor=False, tombstones=False, versions=False))
    chance = random.Random(seed)
    for _ in range(60):
        act(family, chance)
    family.run_all()
    for _ in range(3):
        for one in family.services.review.conflicts():
            family.services.review.resolve(one.id, Resolution(chance.choice("ab")))  # type: ignore[arg-type]
        family.run_all()
    assert [one.code for one in family.services.review.holds()] == []
    family.equal()
    family.quiet()
    family.close()


def story(family: Family) -> None:
    """A first run, then new records with every kind of reference."""
    base = family.add("a", "companies", "base")
    family.add("a", "people", "first", firm=base)
    family.add("b", "folders", "root")
    family.run_all()
    for side in ("a", "b"):
        company = family.add(side, "companies", f"firm {side}")
        boss = family.add(side, "people", f"boss {side}", firm=company)
        family.edit(side, "companies", company, boss=boss)
        family.edit(side, "people", boss, deputy=family.add(side, "people", f"second {side}", firm=base, deputy=boss))
        folder = family.add(side, "folders", f"leaf {side}", up=family.add(side, "folders", f"twig {side}", up="root"))
        family.add(side, "notes", f"note {side}", person=boss, folder=folder)
    family.edit("a", "people", "first", firm="firm a")


def run_each(family: Family) -> None:
    """Every sync once, whatever becomes of it."""
    for name in family.services.syncs.ordered(SYNCS.values()):
        family.services.runner.run(name, approve=True)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("ids", [True, False])
def test_stopped_at_any_call_the_next_run_goes_on(tmp_path: Path, ids: bool) -> None:
    capabilities = ALL if ids else replace(ALL, ids_before_commit=False, idempotency=False)
    family = Family(tmp_path / "count", capabilities)
    story(family)
    family.journal.calls = 0
    for faults in family.faults.values():
        faults.log.clear()
    family.run_all()
    family.equal()
    journal, calls = family.journal.calls, {side: len(family.faults[side].log) for side in "ab"}
    family.close()
    plans: list[tuple[str, object, int]] = [
        ("journal", when, n) for n in range(1, journal) for when in ("before", "after")
    ]
    plans += [
        (side, when, n)
        for side in "ab"
        for n in range(1, calls[side])
        for when in (Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.LOSE)
    ]
    for index, (where, when, number) in enumerate(some(plans, 15)):
        family = Family(tmp_path / str(index), capabilities)
        story(family)
        if where == "journal":
            family.journal.calls = 0
            setattr(family.journal, str(when), number)
        else:
            family.faults[where].log.clear()
            family.faults[where].at(number, when)  # type: ignore[arg-type]
        family.crash(partial(run_each, family))
        try:
            family.run_all()
            family.run_all()
            family.equal()
            family.quiet()
            assert family.services.review.holds() == []
        except AssertionError as error:
            raise AssertionError(f"after {where} {when} {number}") from error
        family.close()
