"""Telling a fight from an edit: a field that flips A→B→A→B because something else keeps undoing what is written. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_sync.model.record import Side
from desktop_sync.model.values import Value, plain, to_json

WINDOW = dt.timedelta(hours=24)
"""Only what happened within this time is a fight; over weeks, people may well change their minds."""
MANY = 5
"""So many records whose field flips stop the field for all records."""
_FLIPS = 5
"""A→B→A→B was seen, and the next write would make it A→B→A→B→A."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One write of a field, made or planned (`run` 0: planned)."""

    side: Side
    old: Value = field(repr=False)
    new: Value = field(repr=False)
    run: int = 0
    at: dt.datetime | None = None


def fights(made: Sequence[Flip], planned: Flip) -> bool:
    """Whether the planned write would go on with a fight. `made`: the field's writes to this pair, oldest first.

    One that edits back and forth on one side is no fight: there, each write finds on the other side what the last one left.
    """
    every = (*made, planned)
    seen = _turns(every)[-_FLIPS:]
    alternates = len(seen) == _FLIPS and len({_key(one) for one in seen}) == 2
    return alternates and len({one.run for one in made}) > 1 and _undone(every)


def trace(made: Sequence[Flip], planned: Flip) -> str:
    """The flips in words: “Kiel” → “Ulm” → “Kiel” (runs 3, 4; 2026-03-01 08:00 to 08:05 UTC)."""
    values = " → ".join(f"“{'' if one is None else plain(one)}”" for one in _turns((*made, planned))[-_FLIPS:])
    runs = ", ".join(str(run) for run in dict.fromkeys(one.run for one in made))
    times = [one.at.astimezone(dt.UTC) for one in made if one.at is not None]
    when = f"; {times[0]:%Y-%m-%d %H:%M:%S} to {times[-1]:%Y-%m-%d %H:%M:%S} UTC" if times else ""
    return f"{values} (runs {runs}{when})"


def _turns(flips: Iterable[Flip]) -> list[Value]:
    """The values in the order in which they were seen, each as often as it came back."""
    found: list[Value] = []
    for flip in flips:
        for value in (flip.old, flip.new):
            if not found or _key(found[-1]) != _key(value):
                found.append(value)
    return found


def _undone(flips: Sequence[Flip]) -> bool:
    """Whether a side did not keep what was written there."""
    last: dict[Side, str] = {}
    for flip in flips:
        if flip.side in last and last[flip.side] != _key(flip.old):
            return True
        last[flip.side] = _key(flip.new)
    return False


def _key(value: Value) -> str:
    return repr(to_json(value))
