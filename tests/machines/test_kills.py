"""I1 to I6 with `kill -9` for real: Tryton, PostgreSQL and MariaDB in a chain, people at work, two programs at once."""

import math
import random
import time
from contextlib import ExitStack

import pytest

from tests.machines.kills import Chain, Parties, Person, Table, lingering_create, until_blocked
from tests.seeds import SOAKING, seed
from tests.servers.program import Program
from tests.servers.tryton import Tryton, TrytonDatabase

pytestmark = [pytest.mark.soak] if SOAKING else []
KILLS = 200 if SOAKING else 20
BURST = 2 if SOAKING else 10
"""So many runs are stopped one after another before one may come to its end; a recovery is stopped, too, then."""
EDITS = 20


@pytest.mark.timeout(0 if SOAKING else 600)  # 0: the soak keeps the time
def test_killed_runs_of_three_systems(
    tryton: TrytonDatabase,
    tryton_server: Tryton,
    postgres_url: str,
    mariadb_url: str,
    cli: Program,
    request: pytest.FixtureRequest,
) -> None:
    ends = time.monotonic() + request.getfixturevalue("soak_seconds") if SOAKING else math.inf
    erp = Parties(tryton, tryton_server.sql_url(tryton))
    chain = Chain(cli, erp, Table(postgres_url), Table(mariadb_url), random.Random(seed(1)))
    chain.start(40)
    chain.finish()
    while chain.kills < KILLS and time.monotonic() < ends:
        chain.edit(EDITS)
        wanted = chain.kills + (chain.random.randint(1, BURST) if SOAKING else BURST)
        while chain.kills < wanted:
            chain.stop_run()
        print(f"{chain.kills} runs stopped", flush=True)
        if not chain.busy or (SOAKING and chain.random.random() < 0.3):
            chain.run_twice_at_once()
        chain.finish()
        if chain.kills >= KILLS or (SOAKING and chain.random.random() < 0.5):
            chain.settle()
            chain.finish()
    chain.settle()
    chain.finish()
    print(f"{chain.kills} runs stopped, {chain.edits} edits, {chain.busy} times in use")
    assert chain.busy


def test_a_create_that_the_server_is_still_at(
    tryton: TrytonDatabase, tryton_server: Tryton, postgres_url: str, mariadb_url: str, cli: Program
) -> None:
    """The run is killed while Tryton waits for a lock; it commits when the next run is long under way. Nobody comes twice."""
    below = tryton_server.sql_url(tryton)
    chain = Chain(cli, Parties(tryton, below), Table(postgres_url), Table(mariadb_url), random.Random(1))
    chain.start(2)
    for number in range(3):
        person: Person = {"email": f"late{number}@example.org", "name": f"Late {number}", "street": None, "city": "Ulm"}
        chain.shop.create(person)
        chain.truth[str(person["email"])] = person
    with ExitStack() as ending, lingering_create(below):
        first = chain.begin()
        ending.callback(first.kill)
        assert until_blocked(below)
        first.kill()
        first.communicate()
        second = chain.begin()
        ending.callback(second.communicate, timeout=60)
        assert not until_blocked(below, 2, 4), "sent twice"
    chain.finish()
