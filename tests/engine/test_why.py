"""I9: for every cell of both systems there is an answer, and it is what an independent log of the systems' writes says."""

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from desktop_sync.engine.revert import Point, Target
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import ConflictRule, FirstRun
from desktop_sync.model.plan import OperationKind, Resolution
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunStatus
from desktop_sync.model.sync import Rules
from tests.machines.world import FIELDS, World

EDITED = ("name", "email", "city")


@dataclass(frozen=True)
class Write:
    """One change of a cell, as the system itself noted it."""

    side: str
    ref: Ref
    name: str
    old: object
    new: object
    by_sync: bool


@dataclass
class Log:
    """What really happened in both systems. `runs`: for each run, the numbers of the writes between its begin and end."""

    writes: list[Write] = field(default_factory=list)
    runs: dict[int, range] = field(default_factory=dict)

    def watch(self, world: World) -> None:
        for side, system in world.systems.items():
            system.insert = self._insert(side, system, system.insert)  # type: ignore[method-assign]
            system.change = self._change(side, system, system.change)  # type: ignore[method-assign]

    def _insert(self, side, system, inner):  # type: ignore[no-untyped-def]
        def insert(name, values, *, by="", token=""):  # type: ignore[no-untyped-def]
            ref = inner(name, values, by=by, token=token)
            row = system.table(name).rows[ref].values
            self.writes += [Write(side, ref, one, None, row[one], by == "sync") for one in FIELDS]
            return ref

        return insert

    def _change(self, side, system, inner):  # type: ignore[no-untyped-def]
        def change(name, ref, values, *, by=""):  # type: ignore[no-untyped-def]
            old = dict(system.table(name).rows[ref].values)
            inner(name, ref, values, by=by)
            new = system.table(name).rows[ref].values
            self.writes += [
                Write(side, ref, one, old[one], new[one], by == "sync") for one in FIELDS if old[one] != new[one]
            ]

        return change

    def last(self, side: str, ref: Ref, name: str, before: int | None = None) -> tuple[int, Write]:
        for number in range((len(self.writes) if before is None else before) - 1, -1, -1):
            one = self.writes[number]
            if (one.side, one.ref, one.name) == (side, ref, name):
                return number, one
        raise AssertionError(f"{side}:{ref} {name} was never written")

    def run(self, act):  # type: ignore[no-untyped-def]
        start = len(self.writes)
        report = act()
        if report is not None:
            self.runs[report.id] = range(start, len(self.writes))
        return report


class History:
    """Random deeds of people, runs, decisions, undos, restored values."""

    def __init__(self, world: World, log: Log, seed: int) -> None:
        self.world, self.log, self.random = world, log, random.Random(seed)
        self.codes: list[str] = []

    def deed(self) -> None:
        deeds = [self.create, self.both, self.edit, self.edit, self.edit, self.same, self.clash, self.delete]
        deeds += [self.run, self.run, self.decide, self.undo, self.revert]
        self.random.choice(deeds)()

    def _record(self) -> str | None:
        there = [c for c in self.codes if all(self.world.ref(side, c) for side in ("a", "b"))]
        return self.random.choice(there) if there else None

    def create(self) -> None:
        self.codes.append(self.world.create(self.random.choice("ab")))

    def both(self) -> None:
        self.codes.append(self.world.both())

    def edit(self) -> None:
        if (code := self._record()) is not None:
            self.world.edit(self.random.choice("ab"), code, **{self.random.choice(EDITED): self.world.fresh()})

    def same(self) -> None:
        if (code := self._record()) is not None:
            name, value = self.random.choice(EDITED), self.world.fresh()
            for side in ("a", "b"):
                self.world.edit(side, code, **{name: value})

    def clash(self) -> None:
        if (code := self._record()) is not None:
            name = self.random.choice(EDITED)
            for side in ("a", "b"):
                self.world.edit(side, code, **{name: self.world.fresh()})

    def delete(self) -> None:
        if self.random.random() < 0.3 and (code := self._record()) is not None:
            self.world.delete(self.random.choice("ab"), code)

    def run(self) -> None:
        self.log.run(self.world.good_run)

    def decide(self) -> None:
        for one in self.world.services.review.conflicts():
            takes = ("a", "b", "value") if one.field and one.field != "code" else ("a", "b")
            take = self.random.choice(takes)
            value = self.world.fresh() if take == "value" else None
            self.world.services.review.resolve(one.id, Resolution(take, value))  # type: ignore[arg-type]

    def undo(self) -> None:
        runs = [one for one in self.world.services.review.runs() if one.written and one.undone_by is None]
        plain = [one for one in runs if not any(guard.code == "first_pairing" for guard in one.guards)]
        if plain and self.random.random() < 0.5:
            chosen = self.random.choice(plain[:4])
            self.log.run(lambda: self.world.services.review.undo(chosen.id).report)

    def revert(self) -> None:
        code = self._record()
        if code is None:
            return
        side = self.random.choice("ab")
        ref = self.world.ref(side, code)
        history = self.world.services.review.history("S", side, ref)  # type: ignore[arg-type]
        wanted = [(one, c) for one in history for c in one.changes if c.name in EDITED]
        if not wanted:
            return
        operation, change = self.random.choice(wanted)
        target, point = Target("S", side, ref), Point(operation=operation.id, before=self.random.random() < 0.5)  # type: ignore[arg-type]
        try:
            self.log.run(lambda: self.world.services.revert.revert(target, change.name, point).report)
        except UsageError as error:
            assert "does not know" in error.what  # noqa: PT017


@pytest.mark.parametrize("seed", range(400 if os.environ.get("DESKTOP_SYNC_SOAK_MINUTES") else 16))
def test_every_cell_has_a_true_answer(tmp_path: Path, seed: int) -> None:
    rule = (ConflictRule.ASK, ConflictRule.A, ConflictRule.NEWEST)[seed % 3]
    first = (FirstRun.ASK, FirstRun.PREFER_A, FirstRun.FILL_BLANKS)[seed % 3]
    world = World(tmp_path / "workspace", {"a": ALL, "b": ALL}, first_run=first)
    world.redefine(rules=Rules(rule, world.rules.a_to_b, world.rules.b_to_a))
    log = Log()
    log.watch(world)
    history = History(world, log, seed)
    for _ in range(3):
        history.both()
    code = world.create("a", city="p")
    world.create("b", code, city="q")
    history.codes.append(code)
    history.run()
    for _ in range(45):
        history.deed()
    for _ in range(3):
        history.run()
    checked = _check(world, log)
    assert checked > 5
    world.quiet()
    world.close()


def _check(world: World, log: Log) -> int:
    """Every cell; how many of them the program wrote."""
    written = 0
    for side in ("a", "b"):
        for ref, row in world.systems[side].rows("people").items():
            for name in FIELDS:
                why = world.services.review.why("S", side, ref, name)  # type: ignore[arg-type]
                number, last = log.last(side, ref, name)
                place = (side, ref, name, row[name], why.sentence)
                assert why.sentence, place
                if why.value != row[name] and "edited it since: conflict" in why.sentence:
                    continue  # it tells of what was agreed on, and that it was edited since
                if not last.by_sync:
                    assert why.operation is None or _typed_back(log, side, ref, name, row[name]), place
                    continue
                written += 1
                operation = why.operation
                assert operation is not None, place
                assert (operation.side, operation.ref, why.value) == (side, ref, row[name]), place
                assert number in log.runs[operation.run_id], place
                change = next(one for one in operation.changes if one.name == name)
                assert change.new == row[name], place
                if operation.kind is OperationKind.UPDATE:
                    assert change.old == last.old, place
                assert f"run {operation.run_id}" in why.sentence, place
                if "from " in why.sentence:
                    source = log.last("b" if side == "a" else "a", operation.source_ref, name, number)[1]  # type: ignore[arg-type]
                    assert change.source == source.new, place
                    assert f"people {operation.source_ref}, field {name}" in why.sentence, place
    return written


def _typed_back(log: Log, side: str, ref: Ref, name: str, value: object) -> bool:
    """Whether the program wrote this very value before, and a person typed it again: no system can tell."""
    return any(
        one.by_sync and one.new == value for one in log.writes if (one.side, one.ref, one.name) == (side, ref, name)
    )


def test_a_decision_tells_when_and_what(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace")
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.good_run()
    (conflict,) = world.services.review.conflicts()
    for side, value in (("a", "Kiel"), ("b", "Ulm")):
        why = world.services.review.why("S", side, world.ref(side, code), "city")  # type: ignore[arg-type]
        assert (why.value, why.operation) == (value, None)
        assert f"by user {side}" in why.sentence
        assert f"conflict {conflict.id} waits" in why.sentence
    world.services.review.resolve(conflict.id, Resolution("a"))
    report = world.good_run()
    assert report.status is RunStatus.OK
    why = world.services.review.why("S", "b", world.ref("b", code), "city")  # type: ignore[arg-type]
    assert "decided by a person on 2026-03-01 at 08:" in why.sentence
    assert "A's value was taken" in why.sentence
    world.close()


def test_records_without_a_partner_and_deleted_ones(tmp_path: Path) -> None:
    world = World(tmp_path / "workspace")
    code = world.create("a")
    run = world.good_run()
    ref_a, ref_b = world.ref("a", code), world.ref("b", code)
    assert ref_a is not None
    assert ref_b is not None
    world.services.review.undo(run.id)
    world.good_run()
    alone = world.services.review.why("S", "a", ref_a, "name")
    assert "no partner" in alone.sentence or "waits" in alone.sentence or "Not written" in alone.sentence
    gone = world.services.review.why("S", "b", ref_b, "name")
    assert "was deleted in run" in gone.sentence
    assert gone.value == world.value("a", code, "name")
    world.close()


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (Resolution("base"), "(the value before was taken)."),
        (Resolution("value", "Jena"), "; typed by a person."),
        (Resolution("a"), "(A's value was taken); from "),
    ],
)
def test_what_a_person_decided_is_told_as_it_was(tmp_path: Path, decision: Resolution, told: str) -> None:
    world = World(tmp_path / "workspace")
    code = world.both(city="Bonn")
    world.good_run()
    world.edit("a", code, city="Kiel")
    world.edit("b", code, city="Ulm")
    world.good_run()
    world.services.review.resolve(world.services.review.conflicts()[0].id, decision)
    world.good_run()
    ref = world.ref("b", code)
    assert ref is not None
    sentence = world.services.review.why("S", "b", ref, "city").sentence
    assert told in sentence
    assert ("typed" in sentence) == (decision.take == "value")
    world.close()
