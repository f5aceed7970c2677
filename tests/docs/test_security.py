"""The page about security names tests that are there, for each of its promises."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "SECURITY.md").read_text("utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("| ").rsplit(" | ", 1))
    for part in PAGE.split("| promise | test |")[1:]
    for line in part.partition("\n\n")[0].splitlines()
    if line.startswith("| ") and not line.startswith("| ---")
]


@cache
def known_in(name: str) -> frozenset[str]:
    files = list((ROOT / "tests").rglob(name))
    assert files, f"there is no {name}"
    return frozenset(found for file in files for found in re.findall(r"def (test_\w+)", file.read_text("utf-8")))


@pytest.mark.parametrize(("promise", "tests"), ROWS)
def test_each_promise_is_held_by_tests_that_are_there(promise: str, tests: str) -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", tests)
    assert promise
    assert named
    assert ", ".join(f"`{file}::{name}`" for file, name in named) == tests, "a name that is none"
    for file, name in named:
        assert name in known_in(file), name


def test_every_attack_is_told_of() -> None:
    told = set(re.findall(r"`(test_\w+\.py)::test_\w+`", PAGE))
    assert {file.name for file in (ROOT / "tests" / "attacks").glob("test_*.py")} <= told
    assert len(ROWS) > 40


def test_every_reader_is_a_target_of_the_fuzzers() -> None:
    from tests.attacks.targets import FOUND, TARGETS

    assert {name for name, _ in FOUND} <= TARGETS.keys()
    assert len(TARGETS) >= 18
