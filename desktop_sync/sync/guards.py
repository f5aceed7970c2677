"""The limits past which a plan waits for a person: SYNC.md, section Guard. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from desktop_sync.model.plan import Operation, OperationKind
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import GuardFinding
from desktop_sync.model.sync import Guard, Limit
from desktop_sync.model.values import Value, is_blank, to_json

_DISTINCT_ENOUGH = 3
"""A field "had many values" when the changed records alone held this many different ones."""


@dataclass
class Tally:
    """Counts over a plan, filled operation by operation."""

    deletes: Counter[Side] = field(default_factory=Counter)
    updated: set[tuple[str, str]] = field(default_factory=set)
    blanks: Counter[tuple[Side, str]] = field(default_factory=Counter)
    same: dict[tuple[Side, str], Counter[str]] = field(default_factory=dict)
    before: dict[tuple[Side, str], set[str]] = field(default_factory=dict)

    def add(self, operation: Operation) -> None:
        """Count one writing operation."""
        if operation.kind is OperationKind.DELETE:
            self.deletes[operation.side] += 1
        if operation.kind is not OperationKind.UPDATE:
            return
        pair = (operation.ref or "", operation.source_ref or "")
        self.updated.add(pair if operation.side == "a" else (pair[1], pair[0]))
        for change in operation.changes:
            self._add_field((operation.side, change.name), change.old, change.new)

    def _add_field(self, key: tuple[Side, str], old: Value, new: Value) -> None:
        if is_blank(new):
            if not is_blank(old):
                self.blanks[key] += 1
            return
        self.same.setdefault(key, Counter())[repr(to_json(new))] += 1
        seen = self.before.setdefault(key, set())
        if len(seen) < _DISTINCT_ENOUGH and not is_blank(old):
            seen.add(repr(to_json(old)))


def exceeds(limit: Limit, count: int, total: int) -> bool:
    """Whether `count` of `total` is past the limit."""
    most = allowed(limit, total)
    return most is not None and count > most


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a limit a plan takes: `count` of `total`, and up to `allowed` go by themselves (None: however many)."""

    code: str
    count: int
    total: int
    allowed: int | None
    side: Side | None = None


def rooms(guard: Guard, operations: Iterable[Operation], links: int) -> tuple[Room, ...]:
    """How a plan stands to the limits on changes, and on deletes where it makes any. `links`: pairs, with those it would make."""
    tally = Tally()
    for one in operations:
        tally.add(one)
    found = [Room("updates", len(tally.updated), links, allowed(guard.max_updates, links))]
    found += [
        Room("deletes", tally.deletes[side], links, allowed(guard.max_deletes, links), side)
        for side in SIDES
        if tally.deletes[side]
    ]
    return tuple(found)


def allowed(limit: Limit, total: int) -> int | None:
    """The most that goes by itself; None: however many."""
    if limit.off:
        return None
    bounds = [limit.percent / 100 * total] if limit.percent is not None else []
    bounds += [limit.count] if limit.count is not None else []
    return int(max(min(bounds), limit.floor))


def check(
    guard: Guard, tally: Tally, links: int, filled: Callable[[Side, str], int], names: Mapping[Side, str]
) -> tuple[GuardFinding, ...]:
    """The limits that the plan passes. `links`: pairs before the run; `filled(side, field)`: how many hold a value now (asked
    only when it matters); `names`: the sides as people call them.
    """
    found = []
    for side in SIDES:
        count = tally.deletes[side]
        if exceeds(guard.max_deletes, count, links):
            found.append(GuardFinding("deletes", f"{count} of {links} records would be deleted in {names[side]}"))
    count = len(tally.updated)
    if exceeds(guard.max_updates, count, links):
        found.append(GuardFinding("updates", f"{count} of {links} pairs would be changed"))
    for (side, name), count in tally.blanks.items():
        if count > guard.max_blanks.floor and exceeds(guard.max_blanks, count, filled(side, name)):
            found.append(GuardFinding("blanks", f"“{name}” would turn blank in {count} records in {names[side]}"))
    for (side, name), values in tally.same.items():
        count = values.most_common(1)[0][1]
        many = len(tally.before.get((side, name), ())) >= _DISTINCT_ENOUGH
        if many and exceeds(guard.max_same, count, links):
            found.append(
                GuardFinding("same", f"“{name}” would get one and the same value in {count} records in {names[side]}")
            )
    return tuple(found)
