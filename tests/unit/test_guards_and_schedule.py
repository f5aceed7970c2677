"""Limits of a plan, and when a sync is due."""

import datetime as dt

import pytest

from desktop_sync.model.plan import FieldChange, Operation, OperationKind
from desktop_sync.model.record import Ref
from desktop_sync.model.sync import Guard, Limit, Trigger
from desktop_sync.sync.guards import Room, Tally, allowed, check, exceeds, rooms
from desktop_sync.sync.schedule import next_due, parse_at

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


def test_interval_and_times() -> None:
    now = dt.datetime(2026, 3, 6, 12, 0).astimezone()  # a Friday
    assert next_due(Trigger(), None, now) is None
    assert next_due(Trigger(every_s=900), None, now) == now
    assert next_due(Trigger(every_s=900), now, now) == now + dt.timedelta(minutes=15)
    monday = dt.datetime(2026, 3, 9, 7, 30).astimezone()
    assert next_due(Trigger(at=("Mon-Fri 07:30",)), now, now) == monday
    assert next_due(Trigger(at=("Mon-Fri 07:30", "Sat 09:00")), now, now) == dt.datetime(2026, 3, 7, 9).astimezone()


def test_a_missed_time_is_caught_up_once() -> None:
    last = dt.datetime(2026, 3, 2, 7, 30).astimezone()
    now = dt.datetime(2026, 3, 5, 12, 0).astimezone()
    due = next_due(Trigger(at=("07:30",)), last, now)
    assert due is not None
    assert due < now
    assert next_due(Trigger(at=("07:30",)), now, now) == dt.datetime(2026, 3, 6, 7, 30).astimezone()


@pytest.mark.parametrize(
    ("text", "days"),
    [("07:30", {0, 1, 2, 3, 4, 5, 6}), ("Sat 09:00", {5}), ("Fri-Mon 18:00", {4, 5, 6, 0}), ("Mon,Thu 07:30", {0, 3})],
)
def test_days(text: str, days: set[int]) -> None:
    assert parse_at(text)[0] == days


@pytest.mark.parametrize("text", ["25:00", "Xyz 07:30", "soon"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_at(text)


def test_how_a_plan_stands_to_the_limits() -> None:
    gone = [Operation(OperationKind.DELETE, "b", Ref(str(n)), Ref(str(n))) for n in range(3)]
    changed = [_update(n, "Kiel", "Bonn") for n in range(10, 17)]
    assert rooms(Guard(), [*gone, *changed], 240) == (
        Room("updates", 7, 240, 72),
        Room("deletes", 3, 240, 24, "b"),
    )
    assert rooms(Guard(max_updates=Limit()), [], 0) == (Room("updates", 0, 0, None),)
    assert allowed(Limit(percent=10, count=50, floor=5), 10) == 5
