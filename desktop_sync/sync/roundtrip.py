"""There and back on the user's own values: how many survive a lens (the lens strip of the mapper)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.record import Side, other
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.lenses import Lens, LensError

MOST_FAILURES = 100


@dataclass(frozen=True, slots=True)
class Failure:
    """Values that don't come back as they were. `there`, `back`: None where the lens refuses them, with `problem`."""

    values: tuple[Value, ...] = field(repr=False)
    there: tuple[Value, ...] | None = field(default=None, repr=False)
    back: tuple[Value, ...] | None = field(default=None, repr=False)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """Of `total` filled values `survive` come back. `failures`: the first 100. `problems`: sentence → how often, most frequent first."""

    total: int
    survive: int
    failures: tuple[Failure, ...] = ()
    problems: tuple[tuple[str, int], ...] = ()


def check(link: FieldLink, lens: Lens, side: Side, values: Iterable[tuple[Value, ...]]) -> RoundTrip:
    """Carry each value to the other side as a new record would get it, and back as a new one again; blank ones don't count."""
    here, there = lens.half(side), lens.half(other(side))
    total = survive = 0
    failures: list[Failure] = []
    problems: Counter[str] = Counter()
    for one in values:
        if all(is_blank(value) for value in one) and lens.name != "constant":
            continue
        total += 1
        carried: tuple[Value, ...] | None = None
        back: tuple[Value, ...] | None = None
        try:
            shared = here.get(one)
            carried = there.put(shared, None)
            returned = there.get(carried)
            back = here.put(returned, None)
            if here.norm(here.get(back)) == here.norm(shared):
                survive += 1
                continue
            problem = f"“{link.name}” comes back as something else"
        except LensError as error:
            problem = str(error)
        problems[problem] += 1
        if len(failures) < MOST_FAILURES:
            failures.append(Failure(one, carried, back, problem))
    return RoundTrip(total, survive, tuple(failures), tuple(problems.most_common()))
