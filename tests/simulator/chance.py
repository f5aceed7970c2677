"""Random histories from a seed: quicker than hypothesis' where nothing is to be shrunk, and the way to see one again."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop_sync.model.mapping import FirstRun
from tests.fakes.faulty import Fault
from tests.simulator.traits import TYPED, any_traits
from tests.simulator.world import RULES, Setting, Simulation

FAULTS = (Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.LOSE, Fault.HALF, Fault.FAIL)
FATES = ("made", "retry", "rejected", "lost before", "lost after", "silently refused")


@dataclass(frozen=True)
class Deed:
    """One call of a history's method. An argument that is a Deed itself is what people do during a run."""

    name: str
    arguments: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()

    def do(self, world: Simulation) -> None:
        """Call it."""
        arguments = [(lambda one=one: one.do(world)) if isinstance(one, Deed) else one for one in self.arguments]
        getattr(world, self.name)(*arguments, **dict(self.named))


def deed(name: str, *arguments: Any, **named: Any) -> Deed:
    """A Deed, written as the call."""
    return Deed(name, arguments, tuple(named.items()))


def any_setting(chance: random.Random, systems: int = 2) -> Setting:
    """Everything that a history begins with, at random."""
    traits = tuple(any_traits(chance) for _ in range(systems))
    pairs = ((("a", "b"),), (("a", "b"), ("b", "c")), (("a", "b"), ("a", "c")))[
        0 if systems == 2 else chance.choice((1, 2))
    ]
    rules = chance.choice(list(RULES)) if systems == 2 else "ask, deletes carried"
    first = chance.choice((FirstRun.ASK, FirstRun.ASK, FirstRun.PREFER_A, FirstRun.NEWEST, FirstRun.FILL_BLANKS))
    return Setting(traits, rules, first, pairs, seed=chance.randrange(10**6))


def any_deed(chance: random.Random, sides: str) -> Deed:
    """What people do, also while a run is going on."""
    side, which, two = chance.choice(sides), chance.randrange(50), chance.randrange(50)
    name, form = chance.choice(TYPED), chance.choice((0, 0, 0, 1, 2, 9))
    deeds = [
        (10, deed("edit", side, which, name, form)),
        (4, deed("add", side, form)),
        (2, deed("delete", side, which)),
        (1, deed("undelete", side)),
        (1, deed("merge", side, which, two)),
        (1, deed("recreate", side, which)),
    ]
    return chance.choices([one for _, one in deeds], [weight for weight, _ in deeds])[0]


def any_step(chance: random.Random, sides: str) -> Deed:
    """One step of a history."""
    side, sync, number = chance.choice(sides), chance.randrange(3), chance.randint(1, 30)
    usual = any_deed(chance, sides)
    maybe = lambda: chance.random() < 0.5  # noqa: E731
    usual = any_deed(chance, sides)
    steps: list[tuple[int, Callable[[], Deed]]] = [
        (24, lambda: usual),
        (2, lambda: deed("add", sides, number)),
        (1, lambda: deed("twins", number)),
        (2, lambda: deed("edit_everywhere", number, chance.choice(TYPED))),
        (1, lambda: deed("edit", side, number, "city", 8)),
        (2, lambda: deed("edit", side, number, chance.choice(TYPED), late=True)),
        (2, lambda: deed("commit_late")),
        (1, lambda: deed("jump", chance.choice(("our", *sides)), chance.choice((-7200, -5, 5, 3600)))),
        (2, lambda: deed("wait", chance.choice((1, 60, 3600)))),
        (8, lambda: deed("run", sync, full=chance.random() < 0.2)),
        (3, lambda: deed("disturbed_run", side, number, chance.choice(FAULTS), expired=maybe(), sync=sync)),
        (3, lambda: deed("crash_in_store", number * 2, before=maybe(), sync=sync)),
        (3, lambda: deed("crowded_run", side, number, any_deed(chance, sides), sync)),
        (3, lambda: deed("fated_run", side, chance.choices(FATES, k=4), sync)),
        (2, lambda: deed("resolve", chance.choice(("a", "b", "base")))),
        (1, lambda: deed("retry")),
        (1, lambda: deed("undo")),
        (1, lambda: deed("settle", chance.choice("ab"))),
    ]
    return chance.choices([step for _, step in steps], [weight for weight, _ in steps])[0]()


@dataclass(frozen=True)
class Plan:
    """A history before it is lived through."""

    setting: Setting
    deeds: tuple[Deed, ...]

    def live(self) -> Simulation:
        """Raises Broken with the script. The caller closes it."""
        world = Simulation(self.setting)
        try:
            for one in self.deeds:
                one.do(world)
        except BaseException:
            world.close()
            raise
        return world


def plan(seed: int, steps: int = 50, systems: int = 2) -> Plan:
    """What this seed stands for."""
    chance = random.Random(seed)
    setting, sides = any_setting(chance, systems), "abc"[:systems]
    first = [deed("add", chance.choice(("a", "b", "ab")), chance.randrange(6)) for _ in range(chance.randint(1, 4))]
    rest = [any_step(chance, sides) for _ in range(steps)]
    return Plan(setting, (*first, *rest, deed("settle", chance.choice("ab"))))


def history(seed: int, steps: int = 50, systems: int = 2) -> Simulation:
    """A whole history; raises Broken with the script. The caller closes it."""
    return plan(seed, steps, systems).live()
