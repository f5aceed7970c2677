"""Random histories from a seed: quicker than hypothesis' where nothing is to be shrunk, and the way to see one again."""

import random
from collections.abc import Callable

from desktop_sync.model.mapping import FirstRun
from tests.fakes.faulty import Fault
from tests.simulator.traits import TYPED, any_traits
from tests.simulator.world import RULES, Setting, Simulation

FAULTS = (Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.LOSE, Fault.HALF, Fault.FAIL)
FATES = ("made", "retry", "rejected", "lost before", "lost after", "silently refused")


def any_setting(chance: random.Random, systems: int = 2) -> Setting:
    """Everything that a history begins with, at random."""
    traits = tuple(any_traits(chance) for _ in range(systems))
    pairs = ((("a", "b"),), (("a", "b"), ("b", "c")), (("a", "b"), ("a", "c")))[
        0 if systems == 2 else chance.choice((1, 2))
    ]
    rules = chance.choice(list(RULES)) if systems == 2 else "ask, deletes carried"
    first = chance.choice((FirstRun.ASK, FirstRun.ASK, FirstRun.PREFER_A, FirstRun.NEWEST, FirstRun.FILL_BLANKS))
    return Setting(traits, rules, first, pairs, seed=chance.randrange(10**6))


def any_deed(chance: random.Random, world: Simulation) -> Callable[[], None]:
    """What people do, also while a run is going on."""
    side, which, two = chance.choice(list(world.systems)), chance.randrange(50), chance.randrange(50)
    name, form = chance.choice(TYPED), chance.choice((0, 0, 0, 1, 2, 9))
    deeds: list[tuple[int, Callable[[], None]]] = [
        (10, lambda: world.edit(side, which, name, form)),
        (4, lambda: world.add(side, form)),
        (2, lambda: world.delete(side, which)),
        (1, lambda: world.undelete(side)),
        (1, lambda: world.merge(side, which, two)),
        (1, lambda: world.recreate(side, which)),
    ]
    return chance.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]


def any_step(chance: random.Random, world: Simulation) -> None:
    """One step of a history."""
    side, sync, number = chance.choice(list(world.systems)), chance.randrange(3), chance.randint(1, 30)
    steps: list[tuple[int, Callable[[], object]]] = [
        (24, any_deed(chance, world)),
        (2, lambda: world.add("".join(world.systems), number)),
        (1, lambda: world.twins(number)),
        (2, lambda: world.edit_everywhere(number, chance.choice(TYPED))),
        (1, lambda: world.edit(side, number, "city", 8)),
        (2, lambda: world.edit(side, number, chance.choice(TYPED), late=True)),
        (2, world.commit_late),
        (1, lambda: world.jump(chance.choice(("our", *world.systems)), chance.choice((-7200, -5, 5, 3600)))),
        (2, lambda: world.wait(chance.choice((1, 60, 3600)))),
        (8, lambda: world.run(sync, full=chance.random() < 0.2)),
        (3, lambda: world.disturbed_run(side, number, chance.choice(FAULTS), expired=chance.random() < 0.5, sync=sync)),
        (3, lambda: world.crash_in_store(number * 2, before=chance.random() < 0.5, sync=sync)),
        (3, lambda: world.crowded_run(side, number, any_deed(chance, world), sync)),
        (3, lambda: world.fated_run(side, chance.choices(FATES, k=4), sync)),
        (2, lambda: world.resolve(chance.choice(("a", "b", "base")))),
        (1, world.retry),
        (1, world.undo),
        (1, lambda: world.settle(chance.choice("ab"))),
    ]
    chance.choices([step for _, step in steps], [weight for weight, _ in steps])[0]()


def history(seed: int, steps: int = 50, systems: int = 2) -> Simulation:
    """A whole history; raises Broken with the script. The caller closes it."""
    chance = random.Random(seed)
    world = Simulation(any_setting(chance, systems))
    try:
        for _ in range(chance.randint(1, 4)):
            world.add(chance.choice(("a", "b", "ab")), chance.randrange(6))
        for _ in range(steps):
            any_step(chance, world)
        world.settle(chance.choice("ab"))
    except BaseException:
        world.close()
        raise
    return world
