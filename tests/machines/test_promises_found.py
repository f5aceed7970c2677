"""What the simulator found, one short history each: they stay right."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_sync.model.mapping import FirstRun
from desktop_sync.model.plan import ConflictKind, Resolution
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunStatus
from tests.fakes.faulty import Fault
from tests.simulator.hands import only, typed
from tests.simulator.system import POISON, TABLE
from tests.simulator.traits import PERFECT, SIMPLE, Traits
from tests.simulator.world import RULES, Simulation

UNGUARDED = replace(PERFECT, versions=False, compare=False)
Start = Callable[..., Simulation]


def _lose_answer(world: Simulation, side: str) -> None:
    world.fated_run(side, ["lost after"])


def test_a_record_that_goes_while_its_pair_is_made_makes_no_pair(start: Start) -> None:
    """The other one is looked at anew in the next run."""
    for number in range(1, 12):
        world = start(first_run=FirstRun.PREFER_A)
        world.twins()
        world.crowded_run("b", number, lambda world=world: world.delete("b", 0))  # type: ignore[misc]
        world.settle()


def test_a_delete_against_a_first_pairing_that_is_not_decided_is_asked(start: Start) -> None:
    """The deleter never saw what the other record holds."""
    world = start()
    world.twins()
    world.run()
    world.delete("b", 0)
    world.run()
    assert len(world.systems["a"].people) == 1
    kinds = {one.kind for one in world.services.review.conflicts()}
    assert kinds == {ConflictKind.DELETE_EDIT}


def test_a_value_dropped_at_a_create_stays_held_when_it_is_tried_again(start: Start) -> None:
    world = start(b=replace(PERFECT, deaf=frozenset({"city"})))
    world.add("a")
    world.run()
    world.retry()
    world.run()
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.field) == ("not_stored", "city")


def test_a_number_that_became_nought_at_a_create_is_held(start: Start) -> None:
    """A system without blank numbers shows 0 for a value that it dropped: the credit limit of an Odoo contact whose company has another."""
    world = start()
    world.systems["b"]._taken = lambda values: {**values, "amount": Decimal(0)}  # type: ignore[method-assign]
    world.add("a")
    typed(world, "a", "1", amount=Decimal("9.25"))
    world.run()
    (hold,) = world.services.review.holds()
    assert (hold.code, hold.field) == ("not_stored", "amount")
    world.run()
    assert (only(world, "a")["amount"], only(world, "b")["amount"]) == (Decimal("9.25"), 0)
    assert len(world.services.review.holds()) == 1


def test_what_a_system_dropped_is_not_told_as_written(start: Start) -> None:
    world = start(b=replace(PERFECT, deaf=frozenset({"city"})))
    world.add("a")
    world.run()
    assert world.services.review.why("ab", "b", Ref("1"), "city").operation is None
    assert world.services.review.why("ab", "b", Ref("1"), "name").operation is not None


@pytest.mark.parametrize("jump", [-7200, 7200])
def test_a_lost_create_is_found_although_the_clock_was_set_meanwhile(start: Start, jump: int) -> None:
    world = start(b=replace(PERFECT, ids=False, tokens=False))
    world.run()
    world.add("a")
    _lose_answer(world, "b")
    world.jump("b", jump)
    world.run()
    assert len(world.systems["b"].people) == 1
    assert world.services.review.why("ab", "b", Ref("1"), "name").operation is not None
    world.settle()


def test_a_lost_create_is_found_in_a_system_whose_clock_is_slow(start: Start) -> None:
    world = start(b=replace(PERFECT, ids=False, tokens=False))
    world.jump("b", -7200)
    world.run()
    world.add("a")
    _lose_answer(world, "b")
    world.run()
    assert world.services.review.why("ab", "b", Ref("1"), "name").operation is not None


def test_a_record_taken_out_of_the_bin_is_not_what_a_lost_create_made(start: Start) -> None:
    """What it holds is older than what the create would have written."""
    world = start(first_run=FirstRun.FILL_BLANKS)
    world.add("b")
    world.run()
    world.edit("a", 0, "city")
    city = only(world, "a")["city"]
    world.delete("b", 0)
    world.run()
    world.resolve("a")
    world.fated_run("b", ["lost before"])
    world.undelete("b")
    world.settle()
    assert only(world, "a")["city"] == only(world, "b")["city"] == city


def test_a_lost_create_is_known_again_however_much_was_edited_since(start: Start) -> None:
    """By the id that was announced, and its key."""
    world = start()
    world.add("a")
    _lose_answer(world, "b")
    typed(world, "b", "1", email="new@example.org", phone="+49 30 1", note="New", city="New", name="New")
    world.settle()
    assert world.services.review.why("ab", "b", Ref("1"), "key").operation is not None
    assert not world.services.review.conflicts()


def test_a_lost_create_with_two_candidates_is_in_doubt(start: Start) -> None:
    world = start(b=replace(PERFECT, ids=False, tokens=False))
    world.run()
    world.add("a")
    _lose_answer(world, "b")
    world.systems["b"].insert(TABLE, only(world, "b"))  # type: ignore[arg-type] - a person enters the same thing
    world.run()
    assert "doubt" in {one.code for one in world.services.review.holds()}
    assert len(world.systems["a"].people) == 1


@pytest.mark.parametrize("ids", [True, False])
@pytest.mark.parametrize("form", [1, 2])
def test_a_lost_create_does_not_bring_the_stores_form_back(start: Start, form: int, ids: bool) -> None:
    quirks = frozenset({"cuts names", "rounds", "whole minutes", "rewrites markup", "lower-cases e-mail"})
    world = start(b=replace(PERFECT, ids=ids, tokens=False, quirks=quirks))
    world.run()
    world.add("a", form)
    before = only(world, "a")
    _lose_answer(world, "b")
    world.run()
    assert only(world, "a") == before
    world.settle()


def test_a_lost_update_does_not_bring_the_stores_form_back(start: Start) -> None:
    world = start(b=replace(PERFECT, quirks=frozenset({"rounds", "cuts names"})))
    world.add("ab")
    world.run()
    world.edit("a", 0, "name", 2)
    world.edit("a", 0, "amount", 2)
    world.edit("a", 0, "city")
    before = only(world, "a")
    _lose_answer(world, "b")
    world.run()
    assert only(world, "a") == before
    world.settle()


def test_an_edit_after_a_lost_create_is_carried(start: Start) -> None:
    world = start(b=replace(PERFECT, ids=False, tokens=False))
    world.run()
    world.add("a")
    _lose_answer(world, "b")
    world.edit("b", 0, "city")
    world.settle()
    assert only(world, "a") == only(world, "b")


def test_a_lost_update_that_was_refused_in_part_does_not_bring_the_old_value_back(start: Start) -> None:
    world = start(b=replace(PERFECT, deaf=frozenset({"note"})))
    world.add("ab")
    world.run()
    world.edit("a", 0, "note")
    world.edit("a", 0, "city")
    before = only(world, "a")
    _lose_answer(world, "b")
    world.run()
    assert only(world, "a") == before
    assert {one.code for one in world.services.review.holds()} == {"not_stored"}


def test_a_refused_record_is_held_and_not_sent_again_and_again(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city", 8)
    world.run()
    (first,) = world.services.review.holds()
    for _ in range(4):
        report = world.run()
        assert report is not None
        assert (report.holds, report.b.failed) == (1, 1)
    (still,) = world.services.review.holds()
    assert (still.id, still.attempts) == (first.id, 1)


def test_a_write_to_the_other_side_leaves_the_refusal_held(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city", 8)
    world.run()
    world.edit("b", 0, "name")
    world.run()
    assert [one.code for one in world.services.review.holds()] == ["rejected"]
    assert POISON in str(only(world, "a")["city"])


def test_a_refusal_is_forgotten_when_the_write_succeeds(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city")
    world.fated_run("b", ["silently refused"])
    assert [one.code for one in world.services.review.holds()] == ["not_stored"]
    world.edit("a", 0, "city")
    world.run()
    assert not world.services.review.holds()
    assert only(world, "a") == only(world, "b")


@pytest.mark.parametrize(("sent", "kept"), [("9.25", "10"), ("-9.25", "-10"), ("9.4", "9.9"), ("99.5", "98")])
def test_a_number_that_a_system_did_not_keep_is_no_rounding(start: Start, sent: str, kept: str) -> None:
    """To the nearest, or towards nought: no store rounds away from what it was given."""
    world = start(rules="A wins, deletes carried")
    world.add("ab")
    typed(world, "a", "1", amount=Decimal(kept))
    world.settle()
    typed(world, "a", "1", amount=Decimal(sent))
    world.fated_run("b", ["silently refused"])
    assert [(one.code, one.field) for one in world.services.review.holds()] == [("not_stored", "amount")]


def test_a_decision_is_carried_although_something_else_of_the_record_was_refused(start: Start) -> None:
    world = start()
    world.twins()
    world.run()
    world.resolve("a")
    world.fated_run("b", ["rejected"])
    assert world.services.review.holds()
    world.run()
    assert world.services.review.conflicts()
    world.resolve("a")
    world.run()
    assert only(world, "a") == only(world, "b")
    assert not world.services.review.conflicts()


def test_a_decision_for_a_value_that_a_store_rounds_comes_to_rest(start: Start) -> None:
    world = start(b=replace(PERFECT, quirks=frozenset({"rounds", "whole minutes"})))
    world.add("ab", 2)
    world.run()
    assert {one.field for one in world.services.review.conflicts()} == {"amount", "seen"}
    world.resolve("a")
    world.run()
    assert not world.services.review.conflicts()
    assert not world.services.review.holds()
    world.settle()


def test_a_run_is_taken_back_in_a_store_that_changes_values(start: Start) -> None:
    world = start(b=replace(PERFECT, quirks=frozenset({"cuts names", "rounds", "whole minutes", "lower-cases e-mail"})))
    world.add("ab")
    world.run()
    world.edit("a", 0, "name", 2)
    world.edit("a", 0, "amount", 2)
    world.add("a", 2)
    world.run()
    world.undo()
    assert len(world.systems["b"].people) == 1


def test_a_record_made_again_by_an_undo_says_why_it_is_there(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.delete("a", 0)
    world.run()
    world.undo()
    (ref,) = world.systems["b"].people
    why = world.services.review.why("ab", "b", ref, "name")
    assert why.operation is not None
    assert "taken back" in why.operation.changes[0].rule


def test_a_clock_of_ours_that_was_set_back_puts_no_comparison_off(start: Start) -> None:
    """An edit that committed late, behind the cursor, is only seen by comparing everything."""
    world = start(a=Traits(feed="time"), b=SIMPLE)
    world.add("ab")
    world.run()
    world.edit("a", 0, "city", late=True)
    world.wait(60)
    world.run()
    world.commit_late()
    report = world.run()
    assert report is not None
    assert not report.full
    world.own.by -= dt.timedelta(days=365)
    report = world.run()
    assert report is not None
    assert report.full
    assert only(world, "a") == only(world, "b")


@pytest.mark.parametrize("fault", [Fault.LOSE, Fault.CRASH_AFTER])
def test_first_run_rules_are_no_licence_for_a_lost_answer(start: Start, fault: Fault) -> None:
    world = start(b=replace(SIMPLE, quirks=frozenset({"empty is null"})), first_run=FirstRun.PREFER_B)
    world.run()
    world.add("a", 2)
    before = only(world, "a")
    for number in range(1, 12):
        world.disturbed_run("b", number, fault)
    world.settle("b")
    assert only(world, "a") == before


def test_a_crash_does_not_bring_back_what_the_rule_unlinked(start: Start) -> None:
    """A record that lost its link must not look like a new one, wherever the process stops."""
    for number in range(30, 70, 2):
        world = start(rules="ask, deletes unlink")
        world.add("ab")
        world.run()
        world.delete("a", 0)
        world.crash_in_store(number)
        world.run()
        world.run()
        assert not world.systems["a"].people, world.text()
        assert len(world.systems["b"].people) == 1


def test_an_archive_whose_answer_was_lost_is_no_edit(start: Start) -> None:
    world = start(rules="ask, A's deletes archive in B")
    world.add("ab")
    world.run()
    world.delete("a", 0)
    _lose_answer(world, "b")
    world.run()
    assert not world.services.review.conflicts()
    assert only(world, "b")["note"] == "N0 archived"


def test_each_side_is_compared_with_its_own_base(start: Start) -> None:
    """What B made of a value is no change of A's: B's next edit goes over without a question."""
    world = start(b=replace(PERFECT, quirks=frozenset({"rounds"})))
    world.add("a", 2)
    world.run()
    world.edit("b", 0, "amount")
    world.edit("a", 0, "city")
    world.run()
    assert not world.services.review.conflicts()
    assert only(world, "a") == only(world, "b")


def test_after_a_write_nothing_is_read_but_its_echo(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city")
    world.run()
    for system in world.systems.values():
        system.delivered = 0
    world.run()
    assert (world.systems["a"].delivered, world.systems["b"].delivered) == (0, 1)


def test_a_decision_on_an_old_picture_comes_back(start: Start) -> None:
    world = start()
    world.twins()
    world.run()
    world.resolve("a")
    world.edit("a", 0, "name")
    world.run()
    assert [one.field for one in world.services.review.conflicts()] == ["name"]


@pytest.mark.parametrize("field", ["city", "name"])
@pytest.mark.parametrize("b", [PERFECT, UNGUARDED, SIMPLE], ids=["versions", "unguarded feed", "plain"])
def test_an_edit_at_any_moment_of_a_run_is_not_lost(start: Start, b: Traits, field: str) -> None:
    """The same record, in the same field or another, edited on the other side before each call of the run in turn."""
    for number in range(5, 14):
        world = start(b=b)
        world.add("ab")
        world.run()
        world.edit("a", 0, "city")

        def deed(world: Simulation = world) -> None:
            world.edit("b", 0, field)

        world.crowded_run("b", number, deed, other_field=field != "city")
        world.settle()


@pytest.mark.parametrize("deleted", ["a", "b"])
def test_an_edit_at_any_moment_of_a_delete_is_not_lost(start: Start, deleted: str) -> None:
    kept = "b" if deleted == "a" else "a"
    for number in range(5, 14):
        world = start()
        world.add("ab")
        world.run()
        world.delete(deleted, 0)

        def deed(world: Simulation = world) -> None:
            world.edit(kept, 0, "city")

        world.crowded_run(kept, number, deed)
        world.settle(kept)


def test_a_listing_that_is_cut_short_deletes_nothing(start: Start) -> None:
    plain = replace(SIMPLE, page=1)
    world = start(plain, plain)
    for _ in range(3):
        world.add("ab")
    world.run()
    for number in range(1, 9):
        for side in "ab":
            world.disturbed_run(side, number, Fault.HALF)
    assert [len(system.people) for system in world.systems.values()] == [3, 3]


def test_an_undo_leaves_what_was_edited_since(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city")
    world.edit("a", 0, "name")
    world.run()
    world.edit("b", 0, "name")
    edited = only(world, "b")["name"]
    world.undo()
    assert only(world, "b")["name"] == edited
    assert only(world, "b")["city"] != only(world, "a")["city"]


def test_a_record_that_an_undo_took_away_is_not_made_anew(start: Start) -> None:
    world = start()
    world.run()
    world.add("a")
    world.run()
    world.undo()
    for _ in range(2):
        world.run(full=True)
    assert not world.systems["b"].people
    assert len(world.systems["a"].people) == 1


@pytest.mark.parametrize("fate", ["lost before", "lost after", "rejected", "retry", "silently refused"])
@pytest.mark.parametrize("side", ["a", "b"])
def test_a_decision_for_a_third_value_of_which_one_half_is_not_made_is_asked_again(
    start: Start, side: str, fate: str
) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city")
    world.edit("b", 0, "city")
    world.run()
    world.resolve("base")
    world.fated_run(side, [fate])
    world.retry()
    for _ in range(4):
        world.run()
    cities = {only(world, one)["city"] for one in "ab"}
    assert len(cities) == 1 or world.services.review.conflicts() or world.services.review.holds()
    world.settle()


@pytest.mark.parametrize("take", ["a", "base"])
def test_a_decision_that_is_written_at_the_second_try_is_done(start: Start, take: str) -> None:
    """The first write of the run was put off, the next pass of the same run made it: nothing is left to decide."""
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city")
    world.edit("b", 0, "city")
    world.run()
    world.resolve(take)
    world.fated_run("b", ["retry"])
    assert only(world, "a")["city"] == only(world, "b")["city"]
    assert not world.services.review.conflicts()
    world.settle()


@pytest.mark.parametrize("first", list(FirstRun))
def test_a_value_dropped_at_a_lost_create_blanks_nothing(start: Start, first: FirstRun) -> None:
    """Whatever rule pairs first records: this one was made by us."""
    world = start(replace(PERFECT, deaf=frozenset({"city"}), ids=False, tokens=False), first_run=first)
    world.run()
    world.add("b")
    city = only(world, "b")["city"]
    _lose_answer(world, "a")
    for _ in range(3):
        world.run()
    assert only(world, "b")["city"] == city
    assert {one.code for one in world.services.review.holds()} == {"not_stored"}


def test_a_lost_write_of_a_name_in_another_case_is_told(start: Start) -> None:
    """The old and the new value can each be a store's form of the other: the very value proves the write."""
    world = start(replace(PERFECT, quirks=frozenset({"lower-cases names"})), first_run=FirstRun.PREFER_A)
    world.add("ab")
    _lose_answer(world, "b")
    world.settle()
    assert world.services.review.why("ab", "b", Ref("1"), "name").operation is not None


def test_a_lost_write_of_a_name_that_a_store_trims_is_told(start: Start) -> None:
    """What a store does to spaces hides no write."""
    a, b = (replace(PERFECT, quirks=frozenset({quirk})) for quirk in ("lower-cases names", "trims names"))
    world = start(a, b, first_run=FirstRun.PREFER_A)
    world.add("ab")
    _lose_answer(world, "b")
    world.settle()
    assert world.services.review.why("ab", "b", Ref("1"), "name").operation is not None


def test_a_lost_write_is_told_in_a_form_that_is_neither_the_old_nor_the_new_one(start: Start) -> None:
    """The one store trims what it shows to the other, which writes all in small letters."""
    a, b = (replace(PERFECT, quirks=frozenset({quirk})) for quirk in ("lower-cases names", "trims names"))
    world = start(a, b, first_run=FirstRun.FILL_BLANKS)
    world.add("ab", 1)
    world.run()
    world.resolve("b")
    _lose_answer(world, "a")
    world.settle()
    assert world.services.review.why("ab", "a", Ref("1"), "name").operation is not None


def test_a_name_that_a_person_shortens_proves_no_lost_write(start: Start) -> None:
    """It moved away from what was to be written, although a store could have cut that."""
    world = start()
    world.add("ab", 2)
    world.run()
    word = str(only(world, "a")["name"])
    typed(world, "b", "1", name=f"{word} & Co")
    world.fated_run("a", ["lost before"])
    typed(world, "a", "1", name=word[:-5])
    world.run()
    (conflict,) = world.services.review.conflicts()
    assert (conflict.field, conflict.a, conflict.b) == ("name", word[:-5], f"{word} & Co")


def test_a_lost_write_of_a_decision_is_told_in_the_stores_form(start: Start) -> None:
    """Half of the decision only: the other half was made before."""
    world = start(b=replace(PERFECT, quirks=frozenset({"lower-cases names"})))
    world.add("a")
    world.run()
    earlier = only(world, "a")["name"]
    for side in "ab":
        typed(world, side, "1", name=f"Somebody in {side}")
    world.run()
    world.resolve("base")
    _lose_answer(world, "b")
    world.settle()
    assert str(only(world, "b")["name"]).casefold() == str(earlier).casefold()
    assert world.services.review.why("ab", "b", Ref("1"), "name").operation is not None


def test_a_record_that_comes_back_keeps_its_partner_though_another_one_is_the_same(start: Start) -> None:
    """Both were in the bin. The pair is there again, and is not given up for the other one in the same plan."""
    world = start(
        b=replace(PERFECT, deaf=frozenset({"note"})), rules="ask, A's deletes archive in B", first_run=FirstRun.PREFER_A
    )
    world.add("ab")
    world.delete("b", 0)
    world.run()
    world.delete("b", 0)
    world.run()
    world.undelete("b")
    world.undelete("b")
    assert len(world.systems["b"].people) == 2
    world.retry()
    report = world.run()
    assert report is not None
    assert report.status is not RunStatus.FAILED
    assert not world.systems["b"].people.keys() - {"1", "2"}


def test_the_account_closes_when_both_went_and_one_came_back(start: Start) -> None:
    """And the archive that the rule asks for is not kept by the system."""
    world = start(
        replace(PERFECT, tombstones=False),
        replace(PERFECT, deaf=frozenset({"note"})),
        rules="ask, A's deletes archive in B",
        first_run=FirstRun.PREFER_A,
    )
    world.add("ab")
    world.run()
    world.delete("b", 0)
    world.run()
    world.undelete("b")
    world.delete("a", 0)
    report = world.run()
    assert report is not None
    assert report.status is RunStatus.WAITING
    assert report.a.seen == 0


def test_a_value_that_the_record_made_anew_does_not_keep_is_told_where_it_stays(start: Start) -> None:
    """Held or not: an edit of the one that lacks it, which the other system refuses, takes the place of what was held."""
    world = start(
        replace(PERFECT, deaf=frozenset({"city"})), rules="A wins, deletes carried", first_run=FirstRun.FILL_BLANKS
    )
    world.add("a")
    typed(world, "a", "1", city="Kiel")
    world.run()
    world.delete("a", 0)
    world.edit("b", 0, "amount")
    world.run()
    world.resolve("b")
    world.run()
    (anew,) = world.systems["a"].people
    typed(world, "a", anew, city="POISON")
    world.retry()
    world.run()
    assert "rejected" in {one.code for one in world.services.review.holds()}
    assert only(world, "b")["city"] != "POISON"
    assert world.services.review.why("ab", "b", Ref("1"), "city").operation is not None


def test_a_delete_that_a_person_decides_for_archives_where_the_rule_says_so(start: Start) -> None:
    world = start(rules="ask, A's deletes archive in B")
    world.add("ab")
    world.run()
    world.delete("a", 0)
    world.edit("b", 0, "city")
    world.run()
    world.resolve("a")
    world.run()
    assert only(world, "b")["note"] == "N0 archived"
    assert not world.services.review.conflicts()
    world.settle()


@pytest.mark.parametrize("rules", sorted(RULES))
@pytest.mark.parametrize("edited", [False, True])
def test_deleted_and_entered_anew_before_the_run_is_the_same_record(start: Start, rules: str, edited: bool) -> None:
    """Whatever the rule for deletes: the partner stays, with all that is not mapped, and nothing is made a second time."""
    world = start(rules=rules)
    world.add("ab")
    world.run()
    (kept,) = world.systems["b"].people
    values = only(world, "a")
    if edited:
        world.edit("b", 0, "city")
    world.delete("a", 0)
    world.systems["a"].insert(TABLE, values)  # type: ignore[arg-type]
    world.run()
    assert list(world.systems["b"].people) == [kept]
    assert len(world.systems["a"].people) == 1
    assert [one.field for one in world.services.review.conflicts()] == ["city"] * edited


@pytest.mark.parametrize("first", [0, 1])
def test_a_record_that_one_sync_brought_back_keeps_its_partner_in_the_other(start: Start, first: int) -> None:
    """The A of both syncs: what one makes anew there is no delete and no new record for the other."""
    world = start(traits=(PERFECT, PERFECT, PERFECT), pairs=(("a", "b"), ("a", "c")))
    world.add("abc")
    world.run(first)
    world.delete("a", 0)
    world.settle()
    assert [len(system.people) for system in world.systems.values()] == [1, 1, 1]


@pytest.mark.parametrize("form", [0, 1])
def test_a_twin_that_a_change_feed_leaves_out_is_found_before_it_is_made_again(start: Start, form: int) -> None:
    """Entered on both sides between two runs, while the clock of one system had been set back."""
    world = start(Traits(feed="time"), PERFECT)
    world.run()
    world.jump("a", -7200)
    world.add("ab", form)
    world.run()
    assert [len(system.people) for system in world.systems.values()] == [1, 1]
    world.settle()


def test_many_twins_that_a_change_feed_leaves_out_are_found_by_one_listing(start: Start) -> None:
    world = start(Traits(feed="time", page=100), PERFECT)
    world.run()
    world.jump("a", -7200)
    for _ in range(30):
        world.add("ab")
    world.add("b")
    report = world.run()
    assert report is not None
    assert (report.a.created, report.b.created, report.calls_a < 20) == (1, 0, True)
    world.settle()


def test_what_a_person_blanked_after_a_lost_create_is_not_written_again(start: Start) -> None:
    """A blank there can be the system's or somebody's: it is held, not sent over."""
    world = start()
    world.run()
    world.add("a")
    _lose_answer(world, "b")
    world.edit("b", 0, "note", 9)
    for _ in range(2):
        world.run()
    assert only(world, "b")["note"] is None
    assert [(one.code, one.field) for one in world.services.review.holds()] == [("not_stored", "note")]
    world.settle()


def test_a_blank_that_goes_with_its_record_is_no_loss(start: Start) -> None:
    """A ↔ B and B ↔ C: what one sync deletes in B with a blank that nobody had agreed on, the other one brings back."""
    world = start(traits=(PERFECT, PERFECT, PERFECT), pairs=(("a", "b"), ("b", "c")))
    world.add("abc")
    world.edit("b", 0, "amount", 9)
    world.run(0)
    world.delete("a", 0)
    world.settle()


def test_half_of_two_updates_is_told_although_the_other_half_is_refused(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.edit("a", 0, "city", 8)
    world.edit("b", 0, "email")
    world.run()
    assert world.services.review.why("ab", "a", Ref("1"), "email").operation is not None


@pytest.mark.parametrize("fate", ["made", "lost after"])
def test_an_archived_record_whose_source_comes_back_is_as_before(start: Start, fate: str) -> None:
    world = start(rules="ask, A's deletes archive in B")
    world.add("ab")
    before = only(world, "b")
    world.run()
    world.delete("a", 0)
    world.fated_run("b", [fate])
    world.run()
    world.undelete("a")
    world.run()
    assert only(world, "a") == only(world, "b") == before
    world.settle()


def test_a_blank_that_a_system_made_does_not_go_over_when_its_archived_record_comes_back(start: Start) -> None:
    world = start(replace(PERFECT, deaf=frozenset({"note"})), rules="ask, A's deletes archive in B")
    world.add("b")
    world.run()
    world.delete("a", 0)
    world.run()
    world.resolve("a")
    world.run()
    assert only(world, "b")["note"] == "N0 archived"
    world.undelete("a")
    world.run()
    assert only(world, "b")["note"] == "N0 archived"
    assert [one.field for one in world.services.review.conflicts()] == ["note"]


def test_why_of_a_record_that_is_back_after_its_partner_was_archived_and_deleted(start: Start) -> None:
    """What the archive set there is no edit here."""
    told = {}
    for home in "ab":
        world = start(rules="ask, A's deletes archive in B")
        world.add(home)
        world.run()
        world.delete("a", 0)
        world.run()
        world.delete("b", 0)
        world.undelete("a")
        world.settle()
        world.run()
        told[home] = world.services.review.why("ab", "a", Ref("1"), "note")
    assert told["b"].operation is not None
    assert told["b"].value == told["b"].operation.changes[-1].new
    assert told["a"].operation is None
    assert "run 1 carried it to" in told["a"].sentence


def test_why_of_a_value_that_the_other_side_dropped(start: Start) -> None:
    world = start(replace(PERFECT, deaf=frozenset({"note"})))
    world.add("a")
    world.run()
    world.delete("a", 0)
    world.edit("b", 0, "city")
    world.run()
    world.resolve("b")
    world.run()
    assert world.services.review.why("ab", "b", Ref("1"), "note").operation is not None


def test_a_lost_write_that_was_typed_over_is_told_as_one_that_may_have_been_made(start: Start) -> None:
    """Whether the typed value went over the old one or over the written one, nothing can tell any more."""
    world = start()
    world.add("ab")
    world.run()
    before = only(world, "b")["note"]
    typed(world, "a", "1", note="N900z")
    _lose_answer(world, "b")
    typed(world, "b", "1", note="N901z")
    world.run()
    (told,) = [one for one in world.services.review.timeline("ab", "b", Ref("1")) if one.kind == "doubted"]
    assert (told.field, told.before, told.after) == ("note", before, "N900z")
    assert told.words.startswith("perhaps written: ")


def test_a_field_of_a_lost_write_that_was_blanked_since_is_told_as_one_that_may_have_been_written(start: Start) -> None:
    """Another field proves the write; of the blank one nothing can tell whether the system dropped it, or a person blanked it since."""
    world = start()
    world.add("ab")
    world.run()
    before = only(world, "b")["note"]
    typed(world, "a", "1", city="C900z", note="N900z")
    _lose_answer(world, "b")
    typed(world, "b", "1", note=None)
    world.run()
    (told,) = [one for one in world.services.review.timeline("ab", "b", Ref("1")) if one.kind == "doubted"]
    assert (told.field, told.before, told.after) == ("note", before, "N900z")


def test_an_edit_while_others_are_written_is_seen_where_the_system_refuses_nothing(start: Start) -> None:
    """What a decision was made on is read again right before its own write, not before the first one of the run."""
    world = start(b=replace(UNGUARDED, batch=1))
    for _ in range(2):
        world.add("ab")
    world.run()
    for ref in "12":
        typed(world, "a", ref, note=f"N90{ref}z")
    world.faults["b"].log.clear()
    world.faults["b"].late = lambda _method: typed(world, "b", "2", note="N950z")
    world.faults["b"].at(1, Fault.LATE, "write")
    world.run()
    assert world.systems["b"].people[Ref("1")].values["note"] == "N901z"
    assert world.systems["b"].people[Ref("2")].values["note"] == "N950z"
    world.settle()


def test_what_was_dropped_stays_held_whatever_else_changes_in_the_record(start: Start) -> None:
    world = start()
    world.run()
    world.add("a")
    _lose_answer(world, "b")
    world.edit("b", 0, "note", 9)
    world.edit("b", 0, "city")
    for _ in range(3):
        world.run()
    assert only(world, "b")["note"] is None
    assert only(world, "a")["city"] == only(world, "b")["city"]
    assert [(one.code, one.field) for one in world.services.review.holds()] == [("not_stored", "note")]
    world.settle()


def test_what_was_dropped_stays_held_when_another_field_is_written(start: Start) -> None:
    world = start()
    world.run()
    world.add("a")
    _lose_answer(world, "b")
    world.edit("b", 0, "note", 9)
    world.edit("a", 0, "city")
    for _ in range(3):
        world.run()
    assert only(world, "b")["note"] is None
    assert only(world, "a")["city"] == only(world, "b")["city"]
    assert [(one.code, one.field) for one in world.services.review.holds()] == [("not_stored", "note")]
    world.settle()


def test_a_lost_create_is_known_again_by_the_stores_forms(start: Start) -> None:
    quirks = frozenset({"whole minutes", "rewrites markup", "rounds", "lower-cases names"})
    world = start(b=replace(PERFECT, quirks=quirks))
    world.add("ab", 1)
    world.run()
    world.add("a", 1)
    _lose_answer(world, "b")
    world.settle()
    assert world.services.review.why("ab", "b", Ref("2"), "key").operation is not None


def test_the_history_tells_what_an_undo_stored(start: Start) -> None:
    """A lens writes an e-mail address its own way."""
    world = start()
    world.twins(1)
    world.run()
    world.resolve("a")
    world.run()
    world.undo()
    world.run()
    assert world.services.review.why("ab", "b", Ref("1"), "email").operation is not None


def test_an_archive_that_the_system_did_not_make_is_held_until_somebody_tries_again(start: Start) -> None:
    world = start(rules="ask, A's deletes archive in B")
    world.add("ab")
    world.run()
    before = only(world, "b")
    world.delete("a", 0)
    world.fated_run("b", ["silently refused"])
    for _ in range(2):
        report = world.run()
        assert report is not None
        assert not report.written
    assert only(world, "b") == before
    assert [(one.code, one.field) for one in world.services.review.holds()] == [("not_stored", "note")]
    world.retry()
    world.run()
    assert only(world, "b")["note"] == "N0 archived"
    world.settle()


def test_our_own_write_makes_no_side_the_newer_one(start: Start) -> None:
    world = start(first_run=FirstRun.NEWEST)
    world.twins()
    world.run()
    asked = world.services.review.conflicts()
    world.services.review.resolve(asked[0].id, Resolution("b"))
    world.wait(60)
    world.run()
    world.run()
    assert len(world.services.review.conflicts()) == len(asked) - 1


def test_a_record_that_another_sync_made_is_not_the_newer_one(start: Start) -> None:
    """Its time says nothing of people: what was typed elsewhere is not older for that."""
    world = start(traits=(PERFECT,) * 3, first_run=FirstRun.NEWEST, pairs=(("a", "b"), ("b", "c")))
    world.add("ac")
    world.wait(60)
    world.edit("c", 0, "note")
    note = only(world, "c")["note"]
    world.wait(60)
    for sync in (0, 1):
        world.run(sync)
    assert only(world, "c")["note"] == note
    assert {one.field for one in world.services.review.conflicts()} == {"note"}


@pytest.mark.parametrize("first", [FirstRun.PREFER_A, FirstRun.NEWEST])
def test_a_blank_for_a_value_that_was_not_kept_wins_at_no_first_pairing(start: Start, first: FirstRun) -> None:
    """It is nobody's: the system dropped what another sync wrote there."""
    traits = (PERFECT, replace(PERFECT, deaf=frozenset({"note"})), PERFECT)
    world = start(traits=traits, first_run=first, pairs=(("a", "b"), ("b", "c")))
    world.run()
    world.add("ac")
    world.wait(60)
    for sync in (0, 1, 0, 1):
        world.run(sync)
    assert only(world, "b")["note"] is None
    assert only(world, "c")["note"]
    assert [(one.code, one.field) for one in world.services.review.holds()] == [("not_stored", "note")]


def test_a_decision_against_a_value_that_was_not_kept_is_carried(start: Start) -> None:
    """Whatever another sync's system has dropped there meanwhile."""
    traits = (replace(PERFECT, deaf=frozenset({"note"})), PERFECT, PERFECT)
    world = start(traits=traits, first_run=FirstRun.NEWEST, pairs=(("a", "b"), ("a", "c")))
    world.add("abc")
    world.edit("a", 0, "note", 9)
    world.settle("b")
    world.settle("a")
    assert only(world, "b")["note"] is only(world, "c")["note"] is None


def test_after_the_first_pairing_was_taken_back_its_records_are_seen_again(start: Start) -> None:
    """Also where the undo itself had nothing to write."""
    world = start()
    world.add("a")
    world.run()
    world.edit("b", 0, "email")
    world.undo()
    world.run()
    assert [len(system.people) for system in world.systems.values()] == [1, 1]
    world.settle()


def test_a_record_that_is_back_counts_although_its_values_are_refused(start: Start) -> None:
    world = start(replace(PERFECT, tombstones=False), rules="ask, A's deletes archive in B")
    world.add("ab")
    world.run()
    world.edit("a", 0, "city", 8)
    world.delete("a", 0)
    world.run()
    world.undelete("a")
    report = world.run()
    assert report is not None
    assert (report.a.seen, report.a.failed) == (1, 1)
    world.settle()


def test_a_partner_that_is_gone_when_its_record_comes_back_is_not_waited_for(start: Start) -> None:
    """A merge took it in the meantime: there is nothing left to be paired, and nothing to be counted."""
    world = start(Traits(feed="none"), PERFECT, rules="ask, deletes ignored")
    world.add("ab")
    world.run(full=True)
    world.recreate("b", 17)
    world.delete("b", 37)
    world.add("b")
    world.run()
    world.undelete("b")
    world.merge("a", 23, 0)
    report = world.run()
    assert report is not None
    assert report.a.closes
    world.settle()


def test_no_call_lies_between_the_look_and_the_write_of_an_undo(start: Start) -> None:
    """Asking a system for its clock there would widen the moment in which an edit is written over."""
    world = start(b=SIMPLE)
    world.add("ab")
    world.run()
    world.edit("a", 0, "city")
    world.run()
    calls = world.faults["b"].log
    calls.clear()
    world.undo()
    assert "server_time" in calls
    assert calls[calls.index("write") - 1] == "read"


def test_no_search_for_new_records_lies_between_the_look_and_the_write_of_an_old_one(start: Start) -> None:
    """In one batch with a create, whose twin is searched for right before it is made."""
    world = start(b=Traits(versions=False, compare=False), first_run=FirstRun.PREFER_A)
    world.add("ab")
    world.edit("a", 0, "name")
    world.add("a")
    calls = world.faults["b"].log
    world.run()
    assert calls[calls.index("write") - 1] == "read"
    world.settle()


def test_no_look_at_another_record_lies_between_the_look_and_the_write(start: Start) -> None:
    """Where a system shows fewer records in a call than it takes."""
    world = start(b=Traits(versions=False, compare=False, page=1, batch=5))
    for _ in range(3):
        world.add("ab")
    world.run()
    for at in range(3):
        world.edit("a", at, "name")
    calls = world.faults["b"].log
    calls.clear()
    world.run()
    looks = [one for one in calls if one in {"page", "read", "write"}]
    assert looks[looks.index("write") - 1 :] == ["read", "write"] * 3
