"""What the check of pins and licences finds, and that the bill of materials tells all that is pinned."""

import json
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SUM = "0" * 64


@pytest.fixture
def supply(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    from devlib import supply

    yield supply
    for name in [name for name in sys.modules if name.split(".")[0] == "devlib"]:
        del sys.modules[name]


def pinned(*names: str) -> str:
    return "".join(
        f"{name}==1.0 \\\n    --hash=sha256:{SUM}\n    # via desktop-sync (pyproject.toml)\n" for name in names
    )


def page(rows: Mapping[str, str]) -> str:
    return "".join(f"| {name} | {licence} | its LICENSE | notice |\n" for name, licence in rows.items())


def test_all_is_well_as_it_is(supply: ModuleType) -> None:
    assert supply.problems(supply.requirement_files(), supply.LICENCES.read_text("utf-8")) == []
    assert supply.problems({"run.txt": pinned("one")}, page({"one": "MIT"})) == []


@pytest.mark.parametrize(
    ("run", "rows", "words"),
    [
        (pinned("one", "two"), {"one": "MIT"}, "two is missing"),
        (pinned("one"), {"one": "MIT", "two": "MIT"}, "two is not in run.txt"),
        (pinned("one"), {"one": "GPL-3.0-only"}, "is not taken"),
        (pinned("one"), {"one": "AGPL-3.0-or-later"}, "is not taken"),
        (pinned("one"), {"one": "MIT AND GPL-3.0-only"}, "is not taken"),
        (pinned("one"), {"one": "probably free"}, "is not taken"),
        (f"one==1.0\n{pinned('one')}", {"one": "MIT"}, "one has no hash"),
        (f"one>=1.0 \\\n    --hash=sha256:{SUM}\n{pinned('one')}", {"one": "MIT"}, "not pinned"),
        (f"--index-url http://mirror.example.org\n{pinned('one')}", {"one": "MIT"}, "names an address"),
        (f"{pinned('one')}two @ git+ssh://example.org/two\n", {"one": "MIT"}, "names an address"),
        ("", {}, "there are no pins"),
    ],
)
def test_what_is_wrong_is_found(supply: ModuleType, run: str, rows: Mapping[str, str], words: str) -> None:
    assert any(words in one for one in supply.problems({"run.txt": run}, page(rows)))


def test_one_of_several_licences_is_enough(supply: ModuleType) -> None:
    assert supply.is_taken("GPL-2.0-only OR LGPL-3.0-only")
    assert supply.is_taken("MPL-2.0 AND (Apache-2.0 OR GPL-3.0-only)")
    assert not supply.is_taken("MIT AND (AGPL-3.0-only OR GPL-3.0-only)")


def test_what_a_package_says_of_itself_is_what_the_page_says(supply: ModuleType) -> None:
    told = supply.licences(supply.LICENCES.read_text("utf-8"))
    compared = 0
    for name, licence in told.items():
        try:
            said = metadata.metadata(name).get("License-Expression")
        except metadata.PackageNotFoundError:
            continue  # of another platform
        if said:
            assert said == licence, name
            compared += 1
    assert compared > 15


def test_the_bill_of_materials(supply: ModuleType) -> None:
    made = supply.bill()
    assert json.loads(json.dumps(made)) == made == supply.bill(), "the same each time"
    refs = {one["bom-ref"] for one in made["components"]}
    assert len(refs) == len(made["components"]) > 30
    assert all(one["licenses"][0]["expression"] and one["properties"] for one in made["components"])
    assert {one["ref"] for one in made["dependencies"]} == refs | {made["metadata"]["component"]["bom-ref"]}
    edges = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    assert all(set(wanted) <= refs for wanted in edges.values())
    (requests,) = [ref for ref in refs if ref.startswith("pkg:pypi/requests@")]
    assert any(one.startswith("pkg:pypi/urllib3@") for one in edges[requests])
    reached, waiting = set(), [made["metadata"]["component"]["bom-ref"]]
    while waiting:
        found = set(edges[waiting.pop()]) - reached
        reached |= found
        waiting += found
    assert reached == refs, "nothing is there that nobody wants"
