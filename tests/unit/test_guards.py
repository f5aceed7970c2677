"""Limits of a plan."""

import pytest

from desktop_sync.model.plan import FieldChange, Operation, OperationKind
from desktop_sync.model.record import Ref
from desktop_sync.model.sync import Guard, Limit
from desktop_sync.sync.guards import Room, Tally, allowed, check, exceeds, rooms

NAMES = {"a": "A", "b": "B"}


@pytest.mark.parametrize(
    ("limit", "count", "total", "expected"),
    [
        (Limit(percent=10, count=50, floor=5), 5, 10, False),
        (Limit(percent=10, count=50, floor=5), 6, 10, True),
        (Limit(percent=10, count=50, floor=5), 20, 200, False),
        (Limit(percent=10, count=50, floor=5), 21, 200, True),
        (Limit(percent=10, count=50, floor=5), 51, 100_000, True),
        (Limit(), 1000, 1000, False),
        (Limit(count=0), 1, 1000, True),
        (Limit(count=0), 0, 1000, False),
        (Limit(percent=30), 4, 10, True),
    ],
)
def test_limits(limit: Limit, count: int, total: int, expected: bool) -> None:
    assert exceeds(limit, count, total) is expected


def _update(number: int, old: object, new: object) -> Operation:
    change = FieldChange("city", old, new, new)  # type: ignore[arg-type]
    return Operation(OperationKind.UPDATE, "b", Ref(str(number)), Ref(str(number)), changes=(change,))


def _codes(operations: list[Operation], links: int, filled: int) -> list[str]:
    tally = Tally()
    for one in operations:
        tally.add(one)
    return [one.code for one in check(Guard(), tally, links, lambda _side, _name: filled, NAMES)]  # type: ignore[arg-type]


def test_one_value_spreading() -> None:
    spread = [_update(n, f"town {n}", "Kiel") for n in range(31)]
    assert _codes(spread, 100, 100) == ["updates", "same"]
    assert _codes([_update(n, f"town {n}", f"new {n}") for n in range(31)], 100, 100) == ["updates"]
    assert _codes([_update(n, "only one before", "Kiel") for n in range(31)], 100, 100) == ["updates"]


def test_blanks_count_against_filled_values() -> None:
    blanked = [_update(n, f"town {n}", None) for n in range(7)]
    assert _codes(blanked, 1000, 60) == ["blanks"]
    assert _codes(blanked, 1000, 1000) == []


def test_both_directions_of_a_pair_count_once() -> None:
    one = Operation(OperationKind.UPDATE, "a", Ref("1"), Ref("9"))
    two = Operation(OperationKind.UPDATE, "b", Ref("9"), Ref("1"))
    tally = Tally()
    tally.add(one)
    tally.add(two)
    assert len(tally.updated) == 1


def test_how_a_plan_stands_to_the_limits() -> None:
    gone = [Operation(OperationKind.DELETE, "b", Ref(str(n)), Ref(str(n))) for n in range(3)]
    changed = [_update(n, "Kiel", "Bonn") for n in range(10, 17)]
    assert rooms(Guard(), [*gone, *changed], 240) == (
        Room("updates", 7, 240, 72),
        Room("deletes", 3, 240, 24, "b"),
    )
    assert rooms(Guard(max_updates=Limit()), [], 0) == (Room("updates", 0, 0, None),)
    assert allowed(Limit(percent=10, count=50, floor=5), 10) == 5
