"""Random histories of edits, runs, faults and crashes: I1 to I6, and "no record is invented" (hypothesis)."""

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from desktop_sync.connectors.memory import ALL
from tests.fakes.faulty import Fault
from tests.machines.world import FIELDS, World

pytestmark = [pytest.mark.soak] if os.environ.get("DESKTOP_SYNC_SOAK_MINUTES") else []
SIDES = st.sampled_from(("a", "b"))
EDITED = st.sampled_from(("name", "email", "city"))
FAULTS = st.sampled_from((Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.LOSE, Fault.HALF, Fault.FAIL))


class SyncMachine(RuleBasedStateMachine):
    """What people typed is kept in `typed`: (code, field) → every value, so that a lost or an invented one shows."""

    codes = Bundle("codes")

    @initialize(
        cursor=st.booleans(),
        tombstones=st.booleans(),
        versions=st.booleans(),
        ids=st.booleans(),
        tokens=st.booleans(),
        cas=st.booleans(),
    )
    def start(self, cursor: bool, tombstones: bool, versions: bool, ids: bool, tokens: bool, cas: bool) -> None:
        one = replace(
            ALL,
            cursor=cursor,
            tombstones=cursor and tombstones,
            versions=versions,
            compare_and_set=cas or versions,
            ids_before_commit=ids,
            idempotency=tokens,
            batch_size=3,
            page_size=2,
        )
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.world = World(self.folder, {"a": one, "b": replace(one, cursor=not cursor, tombstones=False)})
        self.typed: dict[tuple[str, str], list[object]] = {}
        self.alive: dict[str, set[str]] = {}
        self.world.good_run()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()
            shutil.rmtree(self.folder)

    def _note(self, side: str, code: str) -> None:
        for name, value in self.world.table(side)[code].items():
            seen = self.typed.setdefault((code, name), [])
            if value not in seen:
                seen.append(value)

    @rule(target=codes, side=SIDES)
    def create(self, side: str) -> str:
        code = self.world.create(side)
        self._note(side, code)
        return code

    @rule(code=codes, side=SIDES, name=EDITED, blank=st.booleans())
    def edit(self, code: str, side: str, name: str, blank: bool) -> None:
        if self.world.ref(side, code) is not None:
            self.world.edit(side, code, **{name: None if blank and name == "city" else self.world.fresh(name)})
            self._note(side, code)

    @rule(code=codes, name=EDITED)
    def same_on_both(self, code: str, name: str) -> None:
        value = self.world.fresh(name)
        for side in ("a", "b"):
            if self.world.ref(side, code) is not None:
                self.world.edit(side, code, **{name: value})
                self._note(side, code)

    @rule(code=consumes(codes), side=SIDES)
    def delete(self, code: str, side: str) -> None:
        if self.world.ref(side, code) is not None:
            self.world.delete(side, code)

    @rule()
    def run(self) -> None:
        self.world.good_run()

    @rule(side=SIDES, fault=FAULTS, number=st.integers(1, 25))
    def faulty_run(self, side: str, fault: Fault, number: int) -> None:
        faults = self.world.faults[side]
        faults.log.clear()
        faults.at(number, fault)
        self.world.crash(self.world.run)

    @rule(number=st.integers(1, 60))
    def crash_in_store(self, number: int) -> None:
        self.world.journal.calls, self.world.journal.after = 0, number
        self.world.crash(self.world.run)

    @rule(take=st.sampled_from(("a", "b")))
    def resolve(self, take: str) -> None:
        self.world.services.review.resolve_all("S", take)  # type: ignore[arg-type]

    @rule()
    def settle_and_check(self) -> None:
        """At rest: everything decided, both sides equal, nothing lost, doubled or invented, one more run writes nothing."""
        for _ in range(4):
            self.world.services.review.resolve_all("S", "a")
            self.world.good_run(full=True)
        assert not self.world.services.review.conflicts()
        if not self.world.services.review.holds():
            self.world.equal()
        self.world.quiet()

    @invariant()
    def nothing_doubled_or_invented(self) -> None:
        if not hasattr(self, "world"):
            return
        for side in ("a", "b"):
            for code, row in self.world.table(side).items():
                for name in FIELDS:
                    assert row[name] in self.typed.get((code, name), ()), f"{name} of {code} in {side} was never typed"


TestSyncMachine = SyncMachine.TestCase
if not pytestmark:
    # A history takes a third of a second: the many belong to the soak.
    TestSyncMachine.settings = settings(max_examples=min(settings().max_examples, 40))
