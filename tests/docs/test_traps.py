"""The page of facts names tests and lines of manifests that are there, and leaves no vendor and no fact out."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "TRAPS.md").read_text("utf-8")
SECTIONS = {part[: part.index("`")]: part for part in PAGE.split("\n## `")[1:]}
ROWS = [
    (kind, *(cell.strip() for cell in line.strip("| \n").split(" | ", 1)))
    for kind, part in SECTIONS.items()
    for line in part.splitlines()
    if line.startswith("| ") and not line.startswith(("| fact", "| ---"))
]
REAL = {"wordpress", "carddav", "tryton"}
"""Run against real servers: what they do is in their own tests."""


@cache
def known_tests(name: str) -> frozenset[str]:
    files = list((ROOT / "tests").rglob(name))
    assert files, f"there is no {name}"
    return frozenset(found for file in files for found in re.findall(r"def (test_\w+)", file.read_text("utf-8")))


@cache
def manifest(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "resources" / "connectors" / name).read_text("utf-8"))


@pytest.mark.parametrize(("kind", "fact", "covered"), ROWS)
def test_each_fact_is_covered_by_what_is_there_or_says_why_not(kind: str, fact: str, covered: str) -> None:
    assert fact
    tests = re.findall(r"`(test_\w+\.py)::(test_\w+)`", covered)
    lines = re.findall(r"`(\w+\.toml): ([\w.]+)`", covered)
    assert tests or lines or covered.startswith("not covered: ")
    assert len(tests) + len(lines) == len(re.findall(r"`[^`]*\.(?:py|toml)\b[^`]*`", covered)), "a name that is none"
    for file, name in tests:
        assert name in known_tests(file), name
    for file, path in lines:
        assert file == f"{kind}.toml"
        found: Any = manifest(file)
        for key in path.split("."):
            assert key in found, f"{file}: {path}"
            found = found[key]


def test_no_vendor_is_left_out() -> None:
    kinds = {file.stem for file in (ROOT / "resources" / "connectors").glob("*.toml")}
    assert SECTIONS.keys() == kinds - REAL | {"odoo"}
    assert all(sum(kind == one for one, *_ in ROWS) >= 6 for kind in SECTIONS)
