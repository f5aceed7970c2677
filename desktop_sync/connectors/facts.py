"""What a system was asked lately and needs not be asked at each opening: how it speaks, what we may, which fields a table has."""

import base64
import datetime as dt
import zlib
from collections.abc import Callable
from typing import Any

import orjson

from desktop_sync.sync.ports import Ties

HALF_A_DAY = dt.timedelta(hours=12)
FIELDS = dt.timedelta(days=2)
"""A table's fields, and how many pages it has, are found anew when something happens there, and by each full comparison: once a day. This is
for when both fail."""
_MOST_BYTES = 100_000
"""A fact that is larger is not kept: each opening reads all of them."""


class Facts:
    """Facts of one user of one system, by name; forgotten when they are old. `now`: the time, aware UTC."""

    def __init__(self, who: str, now: Callable[[], dt.datetime]) -> None:
        self._who, self._now = who, now
        self._ties: Ties | None = None
        self._known: dict[str, tuple[str, Any]] = {}

    def tie(self, ties: Ties) -> None:
        """Know what was known at the last opening."""
        self._ties = ties
        self._known = orjson.loads(ties.recall(self._who) or "{}")

    def get(self, name: str, fresh: dt.timedelta = HALF_A_DAY) -> Any:
        """The fact, None where it is not known or old."""
        at, value = self._known.get(name, ("", None))
        return value if at and dt.timedelta() <= self._now() - dt.datetime.fromisoformat(at) < fresh else None

    def put(self, name: str, value: Any) -> None:
        """Know it from now on."""
        self._known[name] = self._now().isoformat(), value
        self._keep()

    def get_large(self, name: str) -> Any:
        """As `get`, of one that was put by `put_large`: a table's fields."""
        packed = self.get(name, FIELDS)
        return None if packed is None else orjson.loads(zlib.decompress(base64.b64decode(packed)))

    def put_large(self, name: str, value: Any) -> None:
        """Know it from now on, unless it is too large."""
        packed = base64.b64encode(zlib.compress(orjson.dumps(value))).decode()
        if len(packed) <= _MOST_BYTES:
            self.put(name, packed)
        elif self._known.pop(name, None) is not None:
            self._keep()

    def forget(self) -> None:
        """Know nothing: somebody wants to see how things are now."""
        self._known = {}
        self._keep()

    def _keep(self) -> None:
        if self._ties is not None:
            self._ties.remember(self._who, orjson.dumps(self._known).decode())
