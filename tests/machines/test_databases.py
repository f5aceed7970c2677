"""Databases in every pairing, random edits, runs killed at random moments: I1 to I6 by the command line."""

import random

import pytest

from tests.machines.oracle import Oracle, Side
from tests.seeds import SOAKING, seed
from tests.servers.program import Program

pytestmark = [pytest.mark.soak] if SOAKING else []
KINDS = ("sqlite", "postgres", "mariadb")
PAIRS = [
    ("sqlite", "sqlite"),
    ("sqlite", "postgres"),
    ("postgres", "mariadb"),
    ("mariadb", "sqlite"),
]
if SOAKING:
    PAIRS = [(a, b) for a in KINDS for b in KINDS]
ROUNDS = 20 if SOAKING else 3


def _url(kind: str, side: str, request: pytest.FixtureRequest, tmp_path) -> str:  # type: ignore[no-untyped-def]
    return f"sqlite:///{tmp_path / side}.db" if kind == "sqlite" else request.getfixturevalue(f"{kind}_url")


@pytest.mark.parametrize(("kind_a", "kind_b"), PAIRS)
@pytest.mark.timeout(1800 if SOAKING else 300)
def test_killed_runs_lose_and_double_nothing(kind_a, kind_b, request, tmp_path, cli: Program) -> None:  # type: ignore[no-untyped-def]
    oracle = Oracle(
        cli,
        Side(_url(kind_a, "a", request, tmp_path), "people_a"),
        Side(_url(kind_b, "b", request, tmp_path), "people_b"),
        random.Random(seed(1)),
    )
    oracle.start(120)
    oracle.connect()
    oracle.check()
    for _ in range(ROUNDS):
        oracle.edit(60)
        oracle.kill_run(oracle.random.uniform(0.35, 0.9))
        oracle.run()
        oracle.check()
        if oracle.random.random() < 0.5:
            oracle.settle()
            oracle.run()
            oracle.check()
    assert oracle.kills
