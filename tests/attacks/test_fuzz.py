"""No reader of foreign text ends in anything but an answer or a refusal in words."""

import importlib.util
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks.targets import FOUND, TARGETS, Target
from tests.seeds import seed

EXAMPLES = 15
"""Of each target in CI: a second or two for all of them."""
LONGEST_S = 20.0
"""No input of a few kilobytes may take longer, on whatever machine."""


def changed(target: Target, chance: random.Random) -> bytes:
    """One of the target's seeds with some of it cut, doubled, replaced, or strewn with its words."""
    data = bytearray(chance.choice(target.seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((0, 1, 4, 20, 400)))
        deed = chance.randrange(5)
        if deed == 0:
            del data[at:end]
        elif deed == 1:
            data[at:at] = data[at:end] * chance.choice((1, 2, 50))
        elif deed == 2 and target.words:
            data[at:end] = chance.choice(target.words)
        elif deed == 3 and target.words:
            data[at:at] = chance.choice(target.words)
        else:
            data[at:end] = chance.randbytes(chance.choice((1, 2, 8)))
    return bytes(data[:60_000])


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_is_read_it_is_answered_or_refused(name: str) -> None:
    target = TARGETS[name]
    for one in target.seeds:
        target(one)

    @settings(max_examples=EXAMPLES)
    @given(st.randoms(use_true_random=False), st.binary(max_size=200))
    def one(chance: random.Random, raw: bytes) -> None:
        target(changed(target, chance))
        target(raw)

    one()


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_was_found_once(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.soak
def test_whatever_is_read_for_long(soak_seconds: float) -> None:
    """All of them in one: else they would take the time of all other soak tests."""
    chance = random.Random(seed(1))
    counts = dict.fromkeys(TARGETS, 0)
    for name, target in TARGETS.items():
        end = time.monotonic() + soak_seconds / len(TARGETS)
        while time.monotonic() < end:
            counts[name] += 1
            data = changed(target, chance)
            began = time.process_time()
            try:
                target(data)
            except Exception as error:
                raise AssertionError(f"{name}: {data!r}") from error
            assert time.process_time() - began < LONGEST_S, f"{name} takes too long: {data!r}"
    print(counts)


@pytest.mark.soak
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed (packaging/requirements/fuzz.txt)"
)
def test_whatever_leads_to_code_that_was_not_reached_yet(soak_seconds: float, tmp_path: Path) -> None:
    for name in TARGETS:
        seconds = max(1, int(soak_seconds / len(TARGETS)))
        command = [
            sys.executable,
            "-m",
            "tests.attacks.cover",
            name,
            f"-max_total_time={seconds}",
            f"-artifact_prefix={tmp_path}/",
        ]
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
