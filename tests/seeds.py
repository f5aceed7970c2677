"""Which random numbers a test takes: always the same ones, so that a build that passed passes again; others in the soak."""

import os
import random
from typing import TypeVar

One = TypeVar("One")
SOAKING = bool(os.environ.get("DESKTOP_SYNC_SOAK_MINUTES"))
GIVEN = "DESKTOP_SYNC_TEST_SEED"
"""See a failure again, or try another seed: this variable says which."""


def seed(usual: int) -> int:
    """`usual`; in the soak any, unless the variable names one. It is printed: pytest shows it when the test fails."""
    given = os.environ.get(GIVEN)
    found = int(given) if given else random.SystemRandom().randrange(10**6) if SOAKING else usual
    print(f"again: {GIVEN}={found}")
    return found


def some(plans: list[One], count: int, usual: int = 1) -> list[One]:
    """So many of the plans, in their order; the soak takes all."""
    if SOAKING:
        return plans
    places = random.Random(seed(usual)).sample(range(len(plans)), min(count, len(plans)))
    return [plans[place] for place in sorted(places)]
