"""I1 to I9 over histories in simulated systems, with an oracle that knows only what people typed (tests/simulator).

A history that breaks a promise shrinks, and is printed as a script: each step one line.
"""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from desktop_sync.model.mapping import FirstRun
from tests.fakes.faulty import Fault
from tests.simulator.chance import FATES
from tests.simulator.traits import QUIRKS, TYPED, Traits
from tests.simulator.world import RULES, Setting, Simulation

SOAK = bool(os.environ.get("DESKTOP_SYNC_SOAK_MINUTES"))
WHICH = st.integers(0, 9)
NAMES = st.sampled_from(TYPED)
FORMS = st.sampled_from((0, 0, 0, 1, 2, 9))
FAULTS = st.sampled_from((Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.LOSE, Fault.HALF, Fault.FAIL))
TRAITS = st.builds(
    Traits,
    feed=st.sampled_from(("sequence", "none", "time")),
    step_s=st.sampled_from((0.0, 0.000001, 0.001, 1.0, 60.0)),
    overlap_s=st.sampled_from((0.0, 300.0)),
    tombstones=st.booleans(),
    versions=st.booleans(),
    compare=st.booleans(),
    ids=st.booleans(),
    tokens=st.booleans(),
    times=st.booleans(),
    batch=st.sampled_from((3, 1, 100)),
    page=st.sampled_from((2, 1, 100)),
    bumps=st.booleans(),
    repeats=st.booleans(),
    shuffled=st.booleans(),
    quirks=st.frozensets(st.sampled_from(sorted(QUIRKS)), max_size=4),
    deaf=st.sampled_from((frozenset(), frozenset(), frozenset({"city"}))),
    nulls=st.sampled_from((frozenset(), frozenset({"city"}))),
)


class People(RuleBasedStateMachine):
    """What people do in two systems, good runs, and rest. Subclasses add what goes wrong."""

    world: Simulation | None = None

    @initialize(a=TRAITS, b=TRAITS, rules=st.sampled_from(sorted(RULES)), first=st.sampled_from(FirstRun))
    def start(self, a: Traits, b: Traits, rules: str, first: FirstRun) -> None:
        self.world = Simulation(Setting((a, b), rules, first))
        for sides in ("a", "b", "ab"):
            self.there.add(sides)

    @property
    def there(self) -> Simulation:
        """The history; begun by now."""
        assert self.world is not None
        return self.world

    def side(self, number: int) -> str:
        """One of the systems."""
        return "abc"[number % len(self.there.systems)]

    def teardown(self) -> None:
        if self.world is not None:
            self.world.close()

    @rule(side=WHICH, form=FORMS)
    def add(self, side: int, form: int) -> None:
        self.there.add(self.side(side), form)

    @rule(form=FORMS)
    def add_everywhere(self, form: int) -> None:
        self.there.add("".join(self.there.systems), form)

    @rule(form=FORMS)
    def twins(self, form: int) -> None:
        self.there.twins(form)

    @rule(side=WHICH, which=WHICH, name=NAMES, form=st.sampled_from((0, 0, 1, 2, 8, 9)))
    def edit(self, side: int, which: int, name: str, form: int) -> None:
        self.there.edit(self.side(side), which, name, form)

    @rule(which=WHICH, name=NAMES)
    def edit_everywhere(self, which: int, name: str) -> None:
        self.there.edit_everywhere(which, name)

    @rule(side=WHICH, which=WHICH, name=NAMES)
    def begin_long_edit(self, side: int, which: int, name: str) -> None:
        self.there.edit(self.side(side), which, name, late=True)

    @rule()
    def save_long_edits(self) -> None:
        self.there.commit_late()

    @rule(side=WHICH, which=WHICH)
    def delete(self, side: int, which: int) -> None:
        self.there.delete(self.side(side), which)

    @rule(side=WHICH)
    def undelete(self, side: int) -> None:
        self.there.undelete(self.side(side))

    @rule(side=WHICH, one=WHICH, two=WHICH)
    def merge(self, side: int, one: int, two: int) -> None:
        self.there.merge(self.side(side), one, two)

    @rule(side=WHICH, which=WHICH)
    def recreate(self, side: int, which: int) -> None:
        self.there.recreate(self.side(side), which)

    @rule(seconds=st.sampled_from((1, 60, 3600)))
    def wait(self, seconds: int) -> None:
        self.there.wait(seconds)

    @rule(sync=WHICH, full=st.booleans())
    def run(self, sync: int, full: bool) -> None:
        self.there.run(sync, full=full)

    @rule(take=st.sampled_from(("a", "b", "base")))
    def resolve(self, take: str) -> None:
        self.there.resolve(take)

    @rule()
    def try_again(self) -> None:
        self.there.retry()

    @precondition(lambda self: self.world is not None and self.world.last_run is not None)
    @rule()
    def undo(self) -> None:
        self.there.undo()

    @rule(take=st.sampled_from(("a", "b")))
    def settle(self, take: str) -> None:
        self.there.settle(take)


class Trouble(People):
    """Crashes, lost answers, partial failures, expired sessions, rate limits, clocks that jump, people who work during runs."""

    @rule(side=WHICH, fault=FAULTS, number=st.integers(1, 30), expired=st.booleans(), sync=WHICH)
    def disturbed_run(self, side: int, fault: Fault, number: int, expired: bool, sync: int) -> None:
        self.there.disturbed_run(self.side(side), number, fault, expired=expired, sync=sync)

    @rule(number=st.integers(1, 60), before=st.booleans(), sync=WHICH)
    def crash_in_store(self, number: int, before: bool, sync: int) -> None:
        self.there.crash_in_store(number, before=before, sync=sync)

    @rule(side=WHICH, fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=4), sync=WHICH)
    def fated_run(self, side: int, fates: list[str], sync: int) -> None:
        self.there.fated_run(self.side(side), fates, sync)

    @rule(
        side=WHICH,
        number=st.integers(1, 30),
        sync=WHICH,
        deed=st.sampled_from(("edit", "edit", "add", "delete", "merge", "recreate", "undelete")),
        where=WHICH,
        which=WHICH,
        name=NAMES,
    )
    def crowded_run(self, side: int, number: int, sync: int, deed: str, where: int, which: int, name: str) -> None:
        world, place = self.there, self.side(where)
        deeds: dict[str, Callable[[], None]] = {
            "edit": lambda: world.edit(place, which, name),
            "add": lambda: world.add(place),
            "delete": lambda: world.delete(place, which),
            "merge": lambda: world.merge(place, which, which + 1),
            "recreate": lambda: world.recreate(place, which),
            "undelete": lambda: world.undelete(place),
        }
        world.crowded_run(self.side(side), number, deeds[deed], sync)

    @rule(whose=st.sampled_from(("our", "a", "b")), seconds=st.sampled_from((-7200, -5, 5, 3600)))
    def jump(self, whose: str, seconds: int) -> None:
        self.there.jump(whose, seconds)


class ThreeSystems(People):
    """A ↔ B and B ↔ C, or A ↔ B and A ↔ C: what one sync writes is an edit for the other."""

    @initialize(a=TRAITS, b=TRAITS, c=TRAITS, star=st.booleans())
    def start(self, a: Traits, b: Traits, c: Traits, star: bool) -> None:  # type: ignore[override]
        pairs = (("a", "b"), ("a", "c")) if star else (("a", "b"), ("b", "c"))
        self.world = Simulation(Setting((a, b, c), pairs=pairs))
        for sides in ("a", "b", "c", "abc"):
            self.there.add(sides)


def _budget(examples: int, steps: int) -> settings:
    """What CI can pay for, the same each time; the soak takes more of each, and always others."""
    return settings(
        max_examples=examples * 40 if SOAK else examples,
        stateful_step_count=50 if SOAK else steps,
        deadline=None,
        derandomize=not SOAK,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


TestPeople = People.TestCase
TestPeople.settings = _budget(50, 30)
TestTrouble = Trouble.TestCase
TestTrouble.settings = _budget(80, 30)
TestThreeSystems = ThreeSystems.TestCase
TestThreeSystems.settings = _budget(25, 30)
if SOAK:
    pytestmark = pytest.mark.soak
