"""The account of every run closes, however it ended: seen = agreed + written + waiting + failed + excluded, on each side.

Random histories: people edit, systems fail, refuse, answer late, the program is stopped and dies, plans wait, runs are taken back.
What the report says was written is what the journal says.
"""

import contextlib
import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.connectors.memory import ALL
from desktop_sync.errors import Cancelled, DesktopSyncError
from desktop_sync.model.mapping import ConflictRule
from desktop_sync.model.plan import OperationKind, Resolution
from desktop_sync.model.record import SIDES
from desktop_sync.model.report import Counts, Phase, Progress, RunKind, RunReport, RunStatus
from desktop_sync.model.schema import Capabilities
from desktop_sync.model.sync import DeletePolicy, Guard, Limit, Rules
from tests.fakes.faulty import Fault
from tests.machines.world import NO_GUARD, World

POLICIES = (DeletePolicy.PROPAGATE, DeletePolicy.IGNORE, DeletePolicy.UNLINK)
METHODS = ("write", "read", "page", "schema", "prepared")


class History:
    """One world and its luck."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.luck = random.Random(seed)
        policies = self.luck.choice(POLICIES), self.luck.choice(POLICIES)
        strict = self.luck.random() < 0.4
        guard = Guard(Limit(count=1), Limit(count=2), Limit(), Limit()) if strict else NO_GUARD
        rules = Rules(self.luck.choice(list(ConflictRule)), *policies)
        plain = Capabilities(page_size=3)
        can = {side: self.luck.choice([ALL, plain, replace(ALL, tombstones=False)]) for side in SIDES}
        self.world = World(folder, can, rules=rules, guard=guard)
        for side in SIDES:
            self.world.systems[side].tables["people"].checks = [
                lambda row: "no such city" if row.get("city") == "bad" else None
            ]

    def edit(self) -> None:
        """People at work."""
        world, luck = self.world, self.luck
        for _ in range(luck.randrange(6)):
            side = luck.choice(SIDES)
            rows = list(world.systems[side].rows("people").values())
            what = luck.random()
            if what < 0.35 or not rows:
                code = luck.choice([world.fresh("c"), world.fresh("c"), "twin"])
                with contextlib.suppress(ValueError):
                    world.systems[side].insert("people", {"code": code, "city": luck.choice([None, "Kiel"])})
            elif what < 0.8:
                ref = luck.choice(list(world.systems[side].rows("people")))
                values = {luck.choice(["name", "email", "city"]): luck.choice(["x", "y", None, "bad", world.fresh()])}
                with contextlib.suppress(ValueError):
                    world.systems[side].change("people", ref, values)
            else:
                world.systems[side].delete("people", luck.choice(list(world.systems[side].rows("people"))))
        for conflict in world.services.review.conflicts():
            if luck.random() < 0.4:
                world.services.review.resolve(conflict.id, Resolution(luck.choice(["a", "b"])))
        for hold in world.services.review.holds():
            what = luck.random()
            if what < 0.2:
                world.services.review.retry(hold.id)
            elif what < 0.4:
                world.services.review.dismiss(hold.id)

    def trouble(self) -> None:
        """Systems that fail, answer late or lose answers; a program that dies."""
        world, luck = self.world, self.luck
        faults = world.faults[luck.choice(SIDES)]
        if luck.random() < 0.8:
            kind = luck.choice(list(Fault))
            methods = luck.sample(METHODS, 2)
            faults.late = lambda _: self.edit()
            start = sum(faults.log.count(one) for one in methods)
            for number in range(luck.choice([1, 1, 6])):
                faults.at(start + 1 + number + luck.randrange(4), kind, *methods)
        if luck.random() < 0.15:
            world.journal.calls, world.journal.before = 0, luck.randrange(1, 60)

    def run(self) -> None:
        """One run, with whatever happens to it."""
        world, luck = self.world, self.luck
        calm = luck.random() < 0.5
        before = {side: len(world.systems[side].rows("people")) for side in SIDES}
        if not calm:
            self.trouble()
        cancel = threading.Event()
        stop_at = None if calm else luck.choice([None, None, Phase.READING, Phase.DECIDING, Phase.WRITING])

        def progress(now: Progress) -> None:
            if now.phase is stop_at:
                cancel.set()

        def act() -> None:
            runs = world.services.review.runs()
            if runs and not calm and luck.random() < 0.15:
                with contextlib.suppress(DesktopSyncError):
                    world.services.review.undo(luck.choice(runs).id)
                return
            options = {"full": luck.random() < 0.3, "approve": luck.random() < 0.7}
            with contextlib.suppress(Cancelled):
                world.run(progress=progress, cancel=cancel, **options)

        world.crash(act)
        if calm:
            self.seen(before)

    def seen(self, before: dict[str, int]) -> None:
        """Not only the sum is right: everything that is there was seen, where the system can tell."""
        report = self.world.services.review.runs()[0]
        for side, counts in (("a", report.a), ("b", report.b)):
            can = self.world.capabilities[side]
            if report.full or can.tombstones or not can.cursor:
                assert counts.seen - counts.created == before[side], (side, report)

    def verify(self) -> None:
        """All reports so far. A run that died is told by the next one."""
        later: RunReport | None = None
        for report in self.world.services.review.runs(limit=1000):
            for side in SIDES:
                counts = report.a if side == "a" else report.b
                assert counts.closes, (side, report)
                assert min(counts.as_json().values()) >= 0, (side, report)
                if report.status is not RunStatus.RUNNING and report.kind is not RunKind.UNDO:
                    self.written(report, side, counts, later)
            later = report

    def written(self, report: RunReport, side: str, counts: Counts, later: RunReport | None) -> None:
        """What the report says was written is what the journal says, record by record."""
        refs: dict[OperationKind, set[object]] = {kind: set() for kind in OperationKind}
        for one in self.world.services.review.run_operations(report.id):
            found_out_later = later is not None and one.settled_at >= later.started_at
            if one.side == side and (report.status is RunStatus.FAILED or not found_out_later):
                refs[one.kind].add(one.ref)
        told = (counts.created, counts.updated, counts.deleted)
        made = refs[OperationKind.CREATE]
        assert told == (len(made), len(refs[OperationKind.UPDATE] - made), len(refs[OperationKind.DELETE])), report


@pytest.mark.parametrize("seed", range(40))
def test_every_account_closes(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path / "workspace", seed)
    history.world.both()
    for _ in range(8):
        history.edit()
        history.run()
        history.verify()
    history.world.close()
