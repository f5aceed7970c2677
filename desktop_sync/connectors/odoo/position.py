"""Where a look at an Odoo table has come to, and how it is known that nothing was deleted since.

Ids are given in their order. So with M, the greatest id that was met, and how many records up to it were met, the next look has to count as
many up to the greatest that it meets, but for the new ones that it meets; else something is gone, or came late.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop_sync.connectors.odoo.reading import Row
from desktop_sync.errors import PositionLost


@dataclass(frozen=True, slots=True)
class Position:
    """`seen_to`: what was written before was met. `last`: the greatest id that was met, `count`: of how many up to it."""

    seen_to: dt.datetime
    last: int = 0
    count: int = 0

    @classmethod
    def parse(cls, text: str) -> "Position":
        """From a stored one. Raises PositionLost for one of an older version, which does not tell how many there were."""
        parts = text.split(" ")
        if len(parts) != 3:
            raise PositionLost("It is not known how many records there were.")
        return cls(dt.datetime.fromisoformat(parts[0]), int(parts[1]), int(parts[2]))

    def __str__(self) -> str:
        return f"{self.seen_to.isoformat()} {self.last} {self.count}"

    def after(self, rows: Iterable[Row]) -> "Position":
        """With these rows met, too."""
        new = {row["id"] for row in rows if row["id"] > self.last}
        return replace(self, last=max(new, default=self.last), count=self.count + len(new))
