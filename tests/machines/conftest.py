"""Histories to begin."""

from collections.abc import Callable, Iterator

import pytest

from tests.simulator.traits import PERFECT, Traits
from tests.simulator.world import Setting, Simulation


@pytest.fixture
def start() -> Iterator[Callable[..., Simulation]]:
    """Begin a history in these systems; closed at the end."""
    made: list[Simulation] = []

    def begin(a: Traits = PERFECT, b: Traits = PERFECT, **more: object) -> Simulation:
        made.append(Simulation(Setting(**{"traits": (a, b), **more})))  # type: ignore[arg-type]
        return made[-1]

    yield begin
    for one in made:
        one.close()
