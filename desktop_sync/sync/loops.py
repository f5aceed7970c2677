"""Telling a fight from an edit: a field that flips A→B→A→B because something else keeps undoing what is written. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from desktop_sync.model.record import Side
from desktop_sync.model.values import Value, plain, to_json

WINDOW = dt.timedelta(hours=24)
"""Only what happened within this time is a fight; over weeks, people may well change their minds."""
MANY = 5
"""So many records whose field flips stop the field for all records."""
TURNS = 5
"""A→B→A→B was seen, and the next write would make it A→B→A→B→A."""
NARROW_TURNS = 13
"""The same for fields with two or three values: there people, too, soon come back to where they were."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One write of a field, made or planned (`run` 0: planned)."""

    side: Side
    old: Value = field(repr=False)
    new: Value = field(repr=False)
    run: int = 0
    at: dt.datetime | None = None


def fights(made: Sequence[Flip], planned: Flip, turns: int = TURNS) -> bool:
    """Whether the planned write would go on with a fight. `made`: the field's writes to this pair, oldest first.

    In a fight each write takes back the one before it: on the other side (two automations), or once more on the same side, whose
    own automation has undone it. People who edit now here, now there are hardly ever so regular.
    """
    every = (*made, planned)
    there_and_back, again = every[-(turns - 1) :], every[-((turns + 1) // 2) :]
    regular = (len(there_and_back) == turns - 1 and all(map(_takes_back, there_and_back, there_and_back[1:]))) or (
        len(again) == (turns + 1) // 2 and all(map(_repeats, again, again[1:]))
    )
    return regular and len({one.run for one in made}) > 1


def _takes_back(one: Flip, after: Flip) -> bool:
    return one.side != after.side and (_key(one.old), _key(one.new)) == (_key(after.new), _key(after.old))


def _repeats(one: Flip, after: Flip) -> bool:
    return one.side == after.side and (_key(one.old), _key(one.new)) == (_key(after.old), _key(after.new))


def trace(made: Sequence[Flip], planned: Flip, told: Callable[[Value], Value] = lambda value: value) -> str:
    """The flips in words: “Kiel” → “Ulm” → “Kiel” (runs 3, 4; 2026-03-01 08:00 to 08:05 UTC)."""
    values = " → ".join(f"“{'' if one is None else plain(told(one))}”" for one in _turns((*made, planned))[-TURNS:])
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


def _key(value: Value) -> str:
    return repr(to_json(value))
