"""Where a look at an Odoo table has come to, and how it is known that nothing was deleted since.

Ids are given in their order. So with M, the greatest id that was met, and how many records up to it were met, the next look has to count as
many up to the greatest that it meets, but for the new ones that it meets; else something is gone, or came late.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import orjson

from desktop_sync.connectors.odoo.reading import Row
from desktop_sync.errors import PositionLost

OVERLAP = dt.timedelta(seconds=300)
"""`write_date` is when a transaction began; one that began early and was committed late must not be missed."""
MOMENT = "%Y-%m-%d %H:%M:%S"
_MOST_MET = 500
"""So many records are remembered to have been met; of more, each look asks whether the table is as remembered until they are old."""


@dataclass(frozen=True, slots=True)
class Position:
    """`seen_to`: what was written before was met. `last`: the greatest id that was met, `count`: of how many up to it. `met`: digests
    of the records that were met and that the next look meets again.
    """

    seen_to: dt.datetime
    last: int = 0
    count: int = 0
    met: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "Position":
        """From a stored one. Raises PositionLost for one of an older version, which does not tell how many there were."""
        seen_to, *numbers = text.split(" ")
        if len(numbers) < 2:
            raise PositionLost("It is not known how many records there were.")
        met = frozenset(numbers[2].split(",")) if len(numbers) > 2 else frozenset()
        return cls(dt.datetime.fromisoformat(seen_to), int(numbers[0]), int(numbers[1]), met)

    def __str__(self) -> str:
        return f"{self.seen_to.isoformat()} {self.last} {self.count} {','.join(sorted(self.met))}".rstrip()

    def after(self, rows: Iterable[Row]) -> "Position":
        """With these rows met, too."""
        new = {row["id"] for row in rows if row["id"] > self.last}
        return replace(self, last=max(new, default=self.last), count=self.count + len(new))


class Look:
    """One look at what was written since a position."""

    def __init__(self, before: Position) -> None:
        self._before = before
        self.position = before
        self.edited = False
        """Whether a record that was there before was written since."""
        self._recent = (before.seen_to - 2 * OVERLAP).strftime(MOMENT)
        self._met: dict[str, str] = {}

    def meet(self, rows: Sequence[Row]) -> bool:
        """Take a page; whether it holds anything that the last look has not met as it is."""
        self.edited |= any(row["id"] <= self._before.last for row in rows)
        self.position = self.position.after(rows)
        digests = {digest(row): row["write_date"] for row in rows if (row["write_date"] or "") >= self._recent}
        self._met |= digests
        return not self._before.met.issuperset(digests)

    def following(self, seen_to: dt.datetime) -> Position:
        """Where to go on, from what was met on that the next look meets again."""
        since = (seen_to - OVERLAP).strftime(MOMENT)
        met = frozenset(digest for digest, at in self._met.items() if at >= since)
        return replace(self.position, seen_to=seen_to, met=met if len(met) <= _MOST_MET else frozenset())


def digest(row: Row) -> str:
    """Of a row as it was sent."""
    return hashlib.blake2s(orjson.dumps(row, option=orjson.OPT_SORT_KEYS), digest_size=6).hexdigest()
