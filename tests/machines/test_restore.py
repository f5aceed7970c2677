"""A workspace that is put back to an older state, next to systems that went on: nothing is deleted, doubled, or taken back unasked.

The systems were in step when the workspace was lost: its later runs have carried edits, made and deleted records. Since then people
have gone on working, too. None of that is in the backup.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from desktop_sync.engine import rebase
from desktop_sync.model.mapping import FirstRun
from desktop_sync.model.plan import ConflictKind
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunStatus
from tests.seeds import SOAKING, seed
from tests.simulator.hands import only, typed
from tests.simulator.traits import FIELDS, PERFECT, TYPED
from tests.simulator.world import Simulation

pytestmark = [pytest.mark.soak] if SOAKING else []
HISTORIES = 400 if SOAKING else 12
Start = Callable[..., Simulation]


def _run(world: Simulation, *, approve: bool = True) -> RunStatus:
    world.clock.wait(120)  # what was edited a moment ago is left for a later run
    report = world.services.runner.run("ab", approve=approve)
    assert report.error_kind in (None, "", "guard"), report.error
    assert approve or not report.written
    return report.status


def test_an_edit_since_the_last_run_is_carried_where_the_other_side_was_not_touched(start: Start) -> None:
    world = start()
    world.add("ab")
    world.wait(60)
    world.run()
    world.back_up()
    world.wait(3600)
    typed(world, "a", "1", note="N900z")
    world.put_back()
    assert _run(world, approve=False) is RunStatus.WAITING
    assert only(world, "b")["note"] != "N900z"
    assert _run(world) is RunStatus.OK
    assert only(world, "b")["note"] == "N900z"
    assert _run(world) is RunStatus.OK


@pytest.mark.parametrize("rules", ["A wins, deletes carried", "newest wins, deletes carried"])
def test_an_edit_of_what_was_carried_since_is_asked_whatever_the_rule(start: Start, rules: str) -> None:
    """By the old base both sides have changed, and the rule would take the carried value for a newer edit."""
    world = start(rules=rules, first_run=FirstRun.PREFER_A)
    world.add("ab")
    world.run()
    world.back_up()
    typed(world, "a", "1", note="N900z")
    world.run()
    typed(world, "b", "1", note="N901z")
    world.put_back()
    for _ in range(3):
        _run(world)
        assert (only(world, "a")["note"], only(world, "b")["note"]) == ("N900z", "N901z")
    (asked,) = world.services.review.conflicts()
    assert (asked.kind, asked.field) == (ConflictKind.RESTORED, "note")
    world.resolve("b")
    assert _run(world) is RunStatus.OK
    assert only(world, "a")["note"] == "N901z"


def test_a_value_that_came_back_to_what_it_was_at_the_backup_is_asked(start: Start) -> None:
    """By the old base only the other side has changed."""
    world = start()
    world.add("ab")
    world.run()
    before = only(world, "a")["note"]
    world.back_up()
    world.wait(60)
    typed(world, "a", "1", note="N900z")
    world.run()
    world.wait(60)
    typed(world, "b", "1", note=before)
    world.put_back()
    _run(world)
    assert (only(world, "a")["note"], only(world, "b")["note"]) == ("N900z", before)
    assert [one.field for one in world.services.review.conflicts()] == ["note"]


def test_a_delete_is_asked(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.back_up()
    world.wait(60)
    world.delete("a", 0)
    world.put_back()
    _run(world)
    _run(world)
    assert only(world, "b")
    (asked,) = world.services.review.conflicts()
    assert asked.kind is ConflictKind.DELETE_EDIT
    world.resolve("a")
    assert _run(world) is RunStatus.OK
    assert not world.systems["b"].people


def test_records_that_were_carried_since_are_no_new_ones(start: Start) -> None:
    world = start()
    world.add("ab")
    world.run()
    world.back_up()
    for home in "ab":
        world.add(home)
    world.run()
    world.put_back()
    assert _run(world, approve=False) is RunStatus.OK
    assert [len(world.systems[side].people) for side in "ab"] == [3, 3]


def test_without_match_keys_what_is_equal_is_the_same_and_what_is_alike_is_asked(start: Start) -> None:
    world = start()
    definition = world.definition("a", "b")
    world.services.syncs.apply(replace(definition, match_keys=()))
    world.add("ab")
    world.services.runner.run("ab", approve=True)
    world.back_up()
    for _ in range(3):
        world.add("a", form=0)
    world.run()
    world.wait(60)
    counts = [len(world.systems[side].people) for side in "ab"]
    ref = sorted(world.systems["a"].people, key=int)[-1]
    typed(world, "a", ref, note="N900z")
    world.put_back()
    for _ in range(2):
        _run(world)
        assert [len(world.systems[side].people) for side in "ab"] == counts
    held = [(one.code, one.side) for one in world.services.review.holds()]
    assert sorted(held) == [("alike", "a"), ("alike", "b")]


def test_nothing_that_a_first_pairing_rule_decides_is_decided_by_it_after_a_restore(start: Start) -> None:
    world = start(first_run=FirstRun.PREFER_A)
    world.add("ab")
    world.run()
    world.back_up()
    world.add("a")
    world.run()
    ref = sorted(world.systems["b"].people, key=int)[-1]
    typed(world, "b", ref, note="N900z")
    world.put_back()
    for _ in range(2):
        _run(world)
        assert world.systems["b"].people[Ref(ref)].values["note"] == "N900z"
    assert [one.kind for one in world.services.review.conflicts()] == [ConflictKind.RESTORED]


@dataclass
class _Picture:
    """What the systems hold, by record; and what people have typed since they were last in step."""

    world: Simulation
    cells: dict[tuple[str, Ref], dict[str, object]] = field(default_factory=dict)
    typed: set[tuple[str, Ref, str]] = field(default_factory=set)

    def take(self) -> dict[tuple[str, Ref], dict[str, object]]:
        return {
            (side, ref): dict(row.values)
            for side, system in self.world.systems.items()
            for ref, row in system.people.items()
        }

    def people_go_on(self, chance: random.Random) -> None:
        """Edits, new and deleted records on both sides, each of which is told."""
        before = self.take()
        for _ in range(chance.randint(1, 8)):
            side = chance.choice("ab")
            deeds: list[Callable[[], None]] = [
                lambda side=side: self.world.edit(side, chance.randrange(50), chance.choice(TYPED))
            ] * 6  # type: ignore[misc]
            deeds += [
                lambda side=side: self.world.add(side),
                lambda side=side: self.world.delete(side, chance.randrange(50)),
            ]  # type: ignore[misc]
            chance.choice(deeds)()
            self.world.wait(chance.choice((1, 60)))
        self.cells = self.take()
        for place, values in self.cells.items():
            self.typed |= {(*place, name) for name in FIELDS if values.get(name) != before.get(place, {}).get(name)}

    def expect_nothing_taken_back(self) -> None:
        """No record is gone, none is there twice, and nothing that was typed is another value now."""
        now = self.take()
        assert not self.cells.keys() - now.keys(), "deleted"
        for place, values in self.cells.items():
            changed = {name for name in FIELDS if now[place].get(name) != values.get(name)}
            assert not {name for name in changed if (*place, name) in self.typed}, ("taken back", place, changed)
            news = {
                name for side, ref, name in self.typed if side != place[0] and self._key(side, ref) == values["key"]
            }
            assert changed <= news, ("written for no reason", place, changed)
        for side in "ab":
            keys = [values["key"] for (one, _), values in now.items() if one == side]
            assert len(keys) == len(set(keys)), "doubled"

    def _key(self, side: str, ref: Ref) -> object:
        return self.cells[side, ref]["key"]


@pytest.mark.parametrize("times", [True, False], ids=["times", "no times"])
@pytest.mark.parametrize("rules", ["A wins, deletes carried", "newest wins, deletes carried", "ask, deletes ignored"])
def test_nothing_is_deleted_doubled_or_taken_back_unasked(start: Start, rules: str, times: bool) -> None:
    first = seed(1)
    for number in range(first, first + max(1, HISTORIES // 6)):
        chance = random.Random(number)
        world = start(*[replace(PERFECT, times=times)] * 2, rules=rules, first_run=chance.choice(list(FirstRun)))
        for _ in range(chance.randint(2, 8)):
            world.add(chance.choice(("a", "b", "ab")))
        world.run()
        world.settle()
        world.back_up()
        picture = _Picture(world)
        for _ in range(chance.randint(0, 4)):
            picture.people_go_on(chance)
            world.run()
        world.settle()
        world.wait(60)
        picture = _Picture(world)
        picture.people_go_on(chance)
        world.put_back()
        try:
            _run(world, approve=False)
            assert picture.take() == picture.cells
            for _ in range(3):
                _run(world)
                picture.expect_nothing_taken_back()
            for _ in range(4):
                world.resolve(chance.choice("ab"))
                world.retry()  # what the simulator makes up is all alike
                _run(world)
            a, b = (
                {values["key"]: values for (one, _), values in picture.take().items() if one == side} for side in "ab"
            )
            there = a.keys() & b.keys() if rules.endswith("ignored") else a.keys() | b.keys()
            left = world.services.review.conflicts(), world.services.review.holds()
            assert all(a.get(key) == b.get(key) for key in there), ("not in step", left)
        except AssertionError as error:
            raise AssertionError(f"{error}\nseed {number}\n{world.text()}") from error


def test_however_many_are_alike_none_of_them_is_taken_for_new() -> None:
    made = [
        {"name": f"Nils{n} Holm{n}", "email": f"nils{n}@example.org", "phone": f"0431 {10000 + n}"} for n in range(700)
    ]
    a = {Ref(f"a{n}"): {**view, "city": "Kiel"} for n, view in enumerate(made)}
    b = {Ref(f"b{n}"): {**view, "city": "Bonn"} for n, view in enumerate(made)}
    assert len(rebase.alike(a, b)) == 700
