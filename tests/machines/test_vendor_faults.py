"""I1 to I6 between a database and vendors' systems of which calls go wrong, with `kill -9` at a call."""

import random

import pytest

from tests.machines.vendors import VENDORS, Pair, vendor
from tests.seeds import SOAKING, seed
from tests.servers.program import Program

pytestmark = [pytest.mark.soak] if SOAKING else []
ROUNDS = 60 if SOAKING else 2
EDITS = 6


@pytest.mark.timeout(3600 if SOAKING else 300)
@pytest.mark.parametrize("name", VENDORS)
def test_broken_calls_and_killed_runs(name: str, cli: Program, sqlite_url: str) -> None:
    with vendor(name) as there:
        pair = Pair(cli, sqlite_url, there, random.Random(seed(298163)))
        pair.start(20)
        for _ in range(ROUNDS):
            pair.edit(EDITS)
            for _ in range(pair.random.randint(1, 3)):
                pair.broken_run()
            pair.finish()
    print(f"{name}: {pair.edits} edits, {pair.faults} faults, {pair.kills} kills")
    assert pair.edits >= ROUNDS * EDITS
